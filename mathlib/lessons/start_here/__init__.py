"""Lesson 00, start here."""
from mathlib.lessons.start_here.exercises import *
from mathlib.lessons.start_here.questions import *
