"""Lesson 14, adaptive optimizers."""
from mathlib.lessons.adaptive_optimizers.exercises import *
from mathlib.lessons.adaptive_optimizers.goals import *
from mathlib.lessons.adaptive_optimizers.questions import *
