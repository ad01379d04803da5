"""How lesson 18 judges a baseline for each offer: by going through both offers, exactly."""
from fractions import Fraction

import numpy as np

from mathlib.demos.networks.bandit import MEANS
from mathlib.exercises.reading import by_letter, keyed, numbers_by_name, real_array
from mathlib.exercises.verdict import Verdict
from mathlib.words import number

KEYS, LARGEST = ("A", "B"), 25
FOUND, OTHER = "downhill on average", "not downhill enough"
STEEP = Fraction(-1, 2)
ROUNDING = Fraction(1, 10 ** 9)          # 16.1 − 5 is not 11.1 to the last digit


@keyed(KEYS, ", a baseline in € for each", spelt=by_letter)
def readable(answer):
    """{"A": a number, "B": a number}; or a Verdict that says what cannot be read."""
    found = numbers_by_name(answer, units=("€",))
    for key in KEYS:
        truth = isinstance(answer[key], (bool, np.bool_))
        value = "True or False, where a number is expected." if truth else real_array(found[key], ())
        if isinstance(value, str):
            return Verdict("wrong", f"The baseline for {key} is {value} It has to lie between 0 and {LARGEST} €.")
        if not 0 <= value <= LARGEST:
            return Verdict("wrong", f"The baseline for {key} has to lie between 0 and {LARGEST} €.")
        found[key] = float(value)
    return found


def mean_estimate(found):
    """Σ p (r − b) s over both offers at p = ½, as a Fraction."""
    half = Fraction(1, 2)
    return sum(half * (Fraction(r) - Fraction(str(found[key]))) * s
               for key, r, s in zip(KEYS, MEANS, (half, -half), strict=True))


def leads(found):
    """What an answer shows, in words."""
    return FOUND if mean_estimate(found) <= STEEP + ROUNDING else OTHER


def told(found):
    """Where the mean of the estimates lies, and what would move it."""
    mean = mean_estimate(found)
    digits = 6 if abs(mean - STEEP) > 1e-5 else 10
    words = f"The mean of the estimates is {number(float(mean), digits)} €, the exact slope 0.75 €."
    if found["A"] == found["B"]:
        return f"{words} Both offers have the same baseline, and that never moves the mean."
    if mean == 0:
        return f"{words} An estimate of 0 on average points nowhere. Go further the same way."
    if mean > Fraction(3, 4):
        return f"{words} You moved the mean up. Exchange the roles of the two baselines."
    return f"{words} It has to be −0.5 € or below."
