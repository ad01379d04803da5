"""Readers: an answer in another spelling is the same answer, and what is none comes through as it is."""
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
import sympy

from mathlib.exercises.reading import (
    by_letter,
    has_dots,
    keyed,
    number_in,
    numbers_by_name,
    one_of,
    real_array,
)
from mathlib.exercises.values import NotAttempted


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
    for deeper in ([1, ...], {"x": [1, ...]}, {"x": [[...]], "y": 2, "w": 3}):
        assert total(deeper) is ...


@pytest.mark.parametrize("answer", [..., [...], [[1, 2], [..., 2]], {"a": [1, (..., 2)]}, [[[[...]]]],
                                    np.array([1, ...], object), [np.array([..., 1], object)]])
def test_dots_are_found_wherever_they_are_left(answer):
    assert has_dots(answer)
    with pytest.raises(NotAttempted):
        real_array(answer, (2, 2))


def test_where_no_dots_are_left_none_are_found():
    circle = [1]
    circle.append(circle)
    for answer in (None, "Ellipsis", [], {}, [[1], "..."], np.ones(3), {"a": type(...)}, circle, [0.5] * 200_000):
        assert not has_dots(answer)


@pytest.mark.parametrize("answer", [
    [[0, 1], [2, 3]], ((0, 1.0), (2, 3)), np.arange(4).reshape(2, 2), [np.array([0, 1]), [Fraction(2), Decimal(3)]],
    [["0", "1,0"], ["x = 2", 3]], np.array([["0", "1"], ["2", "3"]]), np.array([[0, "1"], [2, 3]], object),
    [[False, True], [2, sympy.Integer(3)]], [[[0], [1]], [[2], [3]]]])
def test_a_real_array_is_read_in_any_spelling(answer):
    found = real_array(answer, (2, 2))
    assert found.dtype == float and found.tolist() == [[0, 1], [2, 3]]


@pytest.mark.parametrize("answer", [[[2], [0], [1]], [[2, 0, 1]], np.array([[2], [0], [1]]), (2, "0", 1.0)])
def test_a_row_may_be_written_as_a_column(answer):
    assert real_array(answer, (3,)).tolist() == [2, 0, 1]


@pytest.mark.parametrize("answer, words", [
    ([1, 2j], "the complex number 0+2j, where a number is expected."), ([1, 1 + 0j], "the complex number"),
    (np.array([1, 2j]), "an array of complex numbers"), (np.array([1, 2j], object), "the complex number"),
    ([1, 10 ** 400], "an integer of about 401 digits, too large"), ([1, "1_6"], "text, `'1_6'`"),
    ([1, float("nan")], "not finite everywhere."), (np.array([1, -np.inf]), "not finite everywhere."),
    ([1, 2, 3], "a row of 3 numbers, where a row of 2 numbers is expected."), ([[1, 2], [3]], "rows differ in length"),
    (None, "None"), ("1, 2", "text"), ({"a": 1}, "a dictionary"), (sympy.I, "expected."), ([0.5] * 200_000, "200000"),
    (np.array(["a", "b"]), "text")])
def test_what_is_no_real_array_is_told_in_words(answer, words):
    found = real_array(answer, (2,))
    assert isinstance(found, str) and words in found and found.endswith(".")


def test_a_number_alone_is_an_array_without_axes():
    assert real_array("−2", ()) == -2 and real_array(np.array([[3]]), ()) == 3
    assert real_array(np.inf, ()) == "not finite."
