"""Lesson 04, gradients."""
from mathlib.lessons.gradients.exercises import *
from mathlib.lessons.gradients.questions import *
from mathlib.lessons.gradients.terrain import ISLAND, LANDSCAPES, angles_off
