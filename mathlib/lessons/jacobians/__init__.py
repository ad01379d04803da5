"""Lesson 05, Jacobians."""
from mathlib.lessons.jacobians.counting import Counted
from mathlib.lessons.jacobians.exercises import *
from mathlib.lessons.jacobians.questions import *
