"""Lesson 06, curvature."""
from mathlib.lessons.curvature.exercises import *
from mathlib.lessons.curvature.grounds import ONE_VALLEY, PLACES, newton_walk, saddle_on_a_valley, undecided
from mathlib.lessons.curvature.questions import *
