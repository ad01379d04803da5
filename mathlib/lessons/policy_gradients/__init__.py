"""Lesson 18, policy gradients."""
from mathlib.lessons.policy_gradients.exercises import *
from mathlib.lessons.policy_gradients.questions import *
