"""Readers: an answer in another spelling is the same answer, and what is none comes through as it is."""
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy

from mathlib.exercises.reading import number_in


@pytest.mark.parametrize("given, number", [
    ("x = −2", -2.0), ("2,025", 2.025), (" 7 ", 7.0), (Fraction(27, 20), 1.35), (Decimal("1.35"), 1.35),
    (np.array(2e-5), 2e-5), (sympy.Rational(1, 4), 0.25),
])
def test_a_number_is_read_in_any_spelling(given, number):
    assert number_in(given) == number


@pytest.mark.parametrize("given", ["nowhere", "x" * 50, 10 ** 400, Fraction(10 ** 400), Decimal("sNaN"),
                                   np.array("two"), np.array([1.0, 2.0]), True, None, [3], 3, 2.5])
def test_what_is_none_or_is_one_already_comes_through(given):
    assert number_in(given) is given
