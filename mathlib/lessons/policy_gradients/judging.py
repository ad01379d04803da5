"""How lesson 18 judges a baseline for each offer: by going through both offers, exactly."""
from fractions import Fraction

import numpy as np

from mathlib.demos.networks.bandit import MEANS
from mathlib.exercises import guard
from mathlib.exercises.reading import by_letter, keyed, numbers_by_name, real_array
from mathlib.exercises.trial import Trial
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


def lend(exercise, answer):
    """The learner's function if its check is correct, else ours; says which."""
    passed = guard.run(Trial(exercise, answer).verdict, exercise.seconds)
    yours = answer is not exercise.reference and getattr(passed.value, "status", "") == "correct"
    print(f"{exercise.reference.__name__}: {'yours' if yours else 'lent'}")
    return answer if yours else exercise.reference


def steps(rng):
    """Batches of states, pushes, probabilities and rewards to go."""
    found = []
    for n, inputs in ((3, 1), (3, 4), (5, 4), (40, 4), (6, 2)):
        found.append((rng.normal(size=(n, inputs)).round(2), rng.integers(2, size=n), rng.uniform(0.1, 0.9, n).round(2),
                      rng.integers(1, 30, n).astype(float)))
    return found


def episodes(rng):
    """Rewards of one episode, and of several side by side: (steps,), (steps, episodes), (steps, policies, episodes)."""
    return [(np.array([1.0, 1.0, 1.0]), 0.5), (np.array([0.0, 0.0, 10.0]), 0.9), (np.array([2.0, -1.0, 4.0, 3.0]), 1.0),
            (rng.integers(5, size=(6, 3)).astype(float), 0.8), (rng.integers(5, size=(4, 2, 3)).astype(float), 0.99)]
