"""Lesson 19, the capstone."""
from mathlib.lessons.capstone.exercises import *
from mathlib.lessons.capstone.questions import *
