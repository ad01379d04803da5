"""Lesson 11, the chain rule."""
from mathlib.lessons.chain_rule.exercises import *
from mathlib.lessons.chain_rule.questions import *
from mathlib.lessons.chain_rule.showing import rounded
from mathlib.lessons.chain_rule.slips import REPORTS
