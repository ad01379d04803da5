"""Lesson 10, hard landscapes."""
from mathlib.lessons.hard_landscapes.exercises import *
from mathlib.lessons.hard_landscapes.fits import logistic_fit
from mathlib.lessons.hard_landscapes.questions import *
