"""How numbers are said: everywhere alike."""
import math

import numpy as np
import pytest

from mathlib.words import count, listed, number, place


@pytest.mark.parametrize("v, said", [
    (0.25, "0.25"), (-3, "−3"), (1.5e-8, "1.5e−8"), (0, "0"), (-0.0, "0"), (1 / 3, "0.3333"), (1234567, "1.23e6"),
    (999999, "999999"), (12345.678, "12346"), (100, "100"), (0.001, "0.001"), (0.00099, "9.9e−4"), (2.5000001, "2.5"),
    (math.nan, "no number"), (math.inf, "∞"), (-math.inf, "−∞"), (np.float64(0.5), "0.5"), (np.array(2.0), "2"),
    (True, "1"), (1e300, "1e300"), (-1e-300, "−1e−300"), (0.99999999, "1")])
def test_a_number_is_said_as_one_reads_it(v, said):
    assert number(v) == said


@pytest.mark.parametrize("v, said", [(0, "0.00"), (-0.001, "0.00"), (2.346, "2.35"), (-2, "−2.00"), (12345.6, "1.23e4"),
                                     (1e-5, "1e−5"), (math.inf, "∞")])
def test_read_outs_keep_their_width(v, said):
    assert number(v, decimals=2) == said


@pytest.mark.parametrize("v", [3.14159, -2.71828, 1e-9, 6.02e23, 0.1, 7, 123.456])
def test_what_is_said_is_within_half_a_unit_of_the_last_digit(v):
    assert float(number(v, 3).replace("−", "-")) == pytest.approx(v, rel=5.1e-3)


def test_what_is_no_number_raises_where_it_is_asked():
    with pytest.raises((TypeError, ValueError)):
        number("two")


def test_places_counts_and_lists():
    assert place((2, -0.5)) == "(2, −0.5)" and place(np.array([1.0])) == "(1)"
    assert (count(1, "step"), count(0, "step"), count(3, "step")) == ("1 step", "0 steps", "3 steps")
    assert [listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == ["a", "a and b", "a, b and c"]
