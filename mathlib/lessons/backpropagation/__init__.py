"""Lesson 13, backpropagation."""
from mathlib.lessons.backpropagation.exercises import *
from mathlib.lessons.backpropagation.questions import *
from mathlib.lessons.backpropagation.wards import alike, wards
