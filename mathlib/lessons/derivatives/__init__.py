"""Lesson 01, derivatives."""
from mathlib.lessons.derivatives.cards import CARDS, CLOSE_UP, CURVES, PLACES, SLOPES, hilly, torn
from mathlib.lessons.derivatives.exercises import *
from mathlib.lessons.derivatives.questions import *
