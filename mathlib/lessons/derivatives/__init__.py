"""Lesson 01, derivatives."""
from mathlib.lessons.derivatives.exercises import *
from mathlib.lessons.derivatives.questions import *
