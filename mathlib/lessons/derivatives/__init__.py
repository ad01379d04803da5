"""Lesson 01, derivatives."""
from mathlib.lessons.derivatives.cards import CARDS, CURVES, PLACES, SLOPES, hilly
from mathlib.lessons.derivatives.exercises import *
from mathlib.lessons.derivatives.questions import *
