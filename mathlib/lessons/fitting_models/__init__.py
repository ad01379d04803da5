"""Lesson 08, fitting models."""
from mathlib.lessons.fitting_models.exercises import *
from mathlib.lessons.fitting_models.questions import *
from mathlib.lessons.fitting_models.robust import least_absolute
from mathlib.lessons.fitting_models.slips import SUSPECTS
