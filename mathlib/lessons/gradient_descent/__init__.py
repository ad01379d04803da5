"""Lesson 07, gradient descent."""
from mathlib.lessons.gradient_descent.exercises import *
from mathlib.lessons.gradient_descent.questions import *
from mathlib.lessons.gradient_descent.walks import three_runs
