"""Lesson 03, partial derivatives."""
from mathlib.lessons.partial_derivatives.exercises import *
from mathlib.lessons.partial_derivatives.maps import MAP_WORDS, MAPS, SLICES, SURFACE_WORDS, surface
from mathlib.lessons.partial_derivatives.questions import *
