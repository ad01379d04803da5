"""Lesson 12, automatic differentiation."""
from mathlib.lessons.autodiff.arrays import *
from mathlib.lessons.autodiff.exercises import *
from mathlib.lessons.autodiff.questions import *
from mathlib.lessons.autodiff.walks import PATIENTS, forgetful, symptoms
