"""What the exercises of lesson 02 on dual numbers run, and how they look at what comes back."""
from functools import wraps
from numbers import Real

import numpy as np

from mathlib import dual
from mathlib.exercises.values import Instead, compare
from mathlib.lessons.differentiation_rules import solutions
from mathlib.lessons.differentiation_rules.number import Dual

NO_DUAL = Instead("something that is no Dual. Build one: Dual(value, slope)")
NOT_YOURS = Instead("a Dual of mathlib. Build one of your own: Dual(value, slope)")
WHOLE = Instead("a Dual; asked is its slope, a number")
MEASURED = Instead("what several runs of f at plain numbers give")
REPEATED = Instead("the right slope, after several runs of f")


def apply_to(answer, f, f_prime, a):
    """[value, slope] of what an answer makes of a Dual; what it does to that Dual is done to `a` as well."""
    number = Dual(*a)
    result = answer(f, f_prime, number)
    a[:] = number.value, number.slope
    if result is ... or result is None:
        return result
    if isinstance(result, dual.Dual):
        return NOT_YOURS
    if not all(hasattr(result, name) for name in ("value", "slope", "__mul__")):
        return NO_DUAL
    return [result.value, result.slope]


def slope_at(answer, f, x):
    """The slope that an answer finds, or what it hands back or does instead."""
    handed = []

    @wraps(f)
    def watched(given):
        handed.append(given)
        return f(given)

    slope = answer(watched, x)
    if hasattr(slope, "slope"):
        return WHOLE
    if len(handed) > 1 and all(isinstance(given, Real) for given in handed):
        return MEASURED
    if len(handed) > 1 and compare(slope, solutions.derivative(f, x), 1e-12) is None:
        return REPEATED
    return slope


def cube(x):
    """x³."""
    return x ** 3


def cube_slope(x):
    """3x²."""
    return 3 * x ** 2


def polynomial(x):
    """2x³ − x + 5, by Horner's scheme."""
    return (2 * x * x - 1) * x + 5


def heron(x):
    """√x, by six steps of Heron's rule."""
    root = x
    for _ in range(6):
        root = (root + x / root) / 2
    return root


def bell(x):
    """e^(−x²)."""
    return np.exp(-x * x)


def compound(x):
    """1000 at a rate x, ten times."""
    money = 1000.0
    for _ in range(10):
        money = money * (1 + x)
    return money


def growth(x):
    """x·e^x."""
    return x * np.exp(x)


PROGRAMS = [(polynomial, 2.0), (heron, 2.0), (heron, 9.0), (bell, 0.7), (compound, 0.05), (growth, 1.0)]
