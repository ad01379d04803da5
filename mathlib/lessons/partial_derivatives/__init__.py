"""Lesson 03, partial derivatives."""
from mathlib.lessons.partial_derivatives.exercises import *
from mathlib.lessons.partial_derivatives.maps import MAP_HEIGHTS, MAPS, SLICES, ridge
from mathlib.lessons.partial_derivatives.questions import *
