"""Lesson 08, fitting models."""
from mathlib.demos.fit_line import least_absolute
from mathlib.lessons.fitting_models.exercises import *
from mathlib.lessons.fitting_models.questions import *
from mathlib.lessons.fitting_models.slips import SUSPECTS
