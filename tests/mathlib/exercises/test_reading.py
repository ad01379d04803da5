"""Readers: an answer in another spelling is the same answer, and what is none comes through as it is."""
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy

from mathlib.exercises.reading import by_letter, keyed, number_in, numbers_by_name, one_of


@pytest.mark.parametrize("given, number", [
    ("x = −2", -2.0), ("λ = 5", 5.0), ("2,025", 2.025), (" 7 ", 7.0), ("4.97e4", 49700.0), ("1e−3", 1e-3),
    (Fraction(27, 20), 1.35), (Decimal("1.35"), 1.35),
    (np.array(2e-5), 2e-5), (sympy.Rational(1, 4), 0.25),
    (sympy.sqrt(4.0), 2.0), (sympy.log(1), 0.0), (sympy.pi / 2, np.pi / 2),
])
def test_a_number_is_read_in_any_spelling(given, number):
    assert number_in(given) == number


@pytest.mark.parametrize("given, number", [
    ("49,700 g per m", 49700), ("49 700", 49700), ("49\u2009700 g", 49700),
    ("w = 1,234,567", 1234567), ("697.8 g", 697.8), ("697,8 g", 697.8), ("−5g", -5),
    ("1,000.5", 1000.5), ("0,049", 0.049), ("5", 5), ("4970", 4970),
])
def test_a_number_is_read_with_its_unit_and_its_thousands(given, number):
    assert number_in(given, units=("g", "g per m"), thousands=True) == number
    assert numbers_by_name({"mass": given, "birds": 2}, ("g", "g per m"), True) == {"mass": number, "birds": 2}


@pytest.mark.parametrize("given", ["5 kg", "g", "5 g g", "1,2,3"])
def test_another_unit_is_not_read(given):
    assert number_in(given, units=("g", "g per m"), thousands=True) is given and number_in("5 g") == "5 g"


@pytest.mark.parametrize("given", ["nowhere", "x" * 50, 10 ** 400, Fraction(10 ** 400), Decimal("sNaN"),
                                   np.array("two"), np.array([1.0, 2.0]), True, None, [3], 3, 2.5,
                                   sympy.Symbol("x"), sympy.I])
def test_what_is_none_or_is_one_already_comes_through(given):
    assert number_in(given) is given


@pytest.mark.parametrize("given, named", [
    ({"a": 1, " B ": 2}, {"A": 1, "B": 2}), ({"a": 1, "A": 2}, {"a": 1, "A": 2}), ([1], [1]), ({(1,): 2}, {(1,): 2}),
])
def test_letters_are_read_in_either_case(given, named):
    assert by_letter(given) == named


@pytest.mark.parametrize("given, words", [
    ({"1": "E"}, "`'E'` is not one of the 2 names: A, B."), ({"1": ["A"]}, "At 1 stands"),
    ({"1": None}, "At 1 stands None"),
])
def test_an_entry_that_is_no_name_is_said(given, words):
    assert words in one_of("AB")(given).message and one_of("AB")(given).status == "not attempted"


@pytest.mark.parametrize("given", [{"1": "A", "2": " b "}, {"1": ...}, "A", None])
def test_names_and_dots_come_through(given):
    assert one_of("AB")(given) is given


def test_a_dictionary_with_other_keys_is_told_which_are_asked():
    @keyed(("x", "y", "w"), ", one number each", spelt=numbers_by_name)
    def total(found):
        return sum(found.values())

    assert total({"x": 1, "y": "2", "w": 3}) == 6
    for given in (None, [1, 2, 3], {"x": 1, "y": 2}, {"x": 1, "y": 2, "w": 3, "b": 4}, {1: 2}):
        refusal = total(given)
        assert refusal.status == "wrong"
        assert str(refusal).endswith("Hand in a dictionary with the keys 'x', 'y' and 'w', one number each.")
    for unfinished in (..., {"x": 1, "y": ..., "w": 3}):
        assert total(unfinished) == unfinished
