"""Lesson 02, differentiation rules."""
from mathlib.lessons.differentiation_rules.exercises import *
from mathlib.lessons.differentiation_rules.questions import *
