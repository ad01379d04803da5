"""Lesson 09, stochastic gradients."""
from mathlib.lessons.stochastic_gradients.exercises import *
from mathlib.lessons.stochastic_gradients.questions import *
