"""Which step h serves a central difference away from x = 1: the judge of an exercise of lesson 01."""
import numpy as np

from mathlib import numdiff
from mathlib.exercises.naming import NUMBERS
from mathlib.exercises.reading import number_in
from mathlib.exercises.verdict import Verdict


def _exp_error(h):
    """The largest relative error of the central difference of exp at 10, at h and steps a little below: round-off,
    which varies by luck, shows among them, and truncation is largest at h itself."""
    steps = h * np.linspace(0.8, 1.0, 19)
    return float(np.abs(numdiff.central_difference(np.exp, 10.0, steps) / np.exp(10.0) - 1).max())


def positive_step(h):
    """Reader of a step: a number in whatever spelling, or a verdict on one that is not positive."""
    h = number_in(h)
    refused = isinstance(h, NUMBERS) and not isinstance(h, bool) and not h > 0
    return Verdict("wrong", "A step has a positive length.") if refused else h


def is_sharp(h):
    """Whether the central difference of exp at 10 is reliably right to 9 digits with this h."""
    return bool(isinstance(h, NUMBERS) and not isinstance(h, bool) and h > 0 and _exp_error(h) < 1e-9)


def step_witness(h):
    """What is wrong with this h, in a sentence."""
    side = ("too small: round-off dominates, and not of exp alone, as 10 ± h is rounded too." if h < 1e-5 else
            "too large: truncation, the bend of the curve, dominates.")
    return f"With steps near h = {h:.3g} the relative error reaches {_exp_error(h):.1e}. This h is {side}"
