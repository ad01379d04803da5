"""One derivative by several routes: agreement, mistakes, and disagreement that is nobody's mistake."""
import numpy as np
import pytest

from mathlib.exercises.triple import triple_check
from mathlib.words import number


def slope(x):
    return np.exp(x) * (np.sin(x) + np.cos(x))


def test_all_routes_agree_on_a_right_derivative():
    found = triple_check(slope, "e^x * sin(x)")
    assert found.status == "correct" and found.notes == ()
    for x, row in found.rows:
        assert row == pytest.approx([slope(x)] * 4, rel=1e-7)


@pytest.mark.parametrize("f", ["e^x * sin(x)", lambda x: np.exp(x) * np.sin(x)])
def test_a_dropped_term_gets_a_witness(f):
    found = triple_check(lambda x: np.exp(x) * np.cos(x), f)
    assert found.status == "wrong" and "At x = " in found.verdict.message


def test_a_derivative_off_by_one_part_in_ten_thousand_is_wrong():
    assert triple_check(lambda x: slope(x) * (1 + 1e-4), lambda x: np.exp(x) * np.sin(x)).status == "wrong"


@pytest.mark.parametrize("f, f_prime, x, words", [
    ("|x|", np.sign, 0.0, "its slope is −1 on the left and 1 on the right"),
    (lambda x: np.maximum(x, 0), lambda x: 1.0 * (x > 0), 0.0, "its slope is 0 on the left and 1 on the right"),
    ("cbrt(x)", lambda x: 1 / (3 * np.cbrt(x) ** 2), 0.0, "tangent is vertical"),
    ("sqrt(x)", lambda x: 0.5 / np.sqrt(x), 0.0, "none on one side"),
    ("log(x)", lambda x: 1 / x, -1.0, "f has no value"),
    (lambda x: np.where(x >= 3, 1.0, 0.0), lambda x: 0.0, 3.0, "f jumps"),
])
def test_a_point_without_a_derivative_is_explained_and_does_not_count(f, f_prime, x, words):
    found = triple_check(f_prime, f, at=(1.0, 2.0, x))
    assert found.status == "correct"
    assert any(note.startswith(f"At x = {number(x)} ") and words in note for note in found.notes)


def test_cancellation_is_explained():
    found = triple_check(lambda x: 1.0, "10^12 + x", at=(1.0,))
    assert found.status == "correct" and "cancels leading digits" in found.notes[0]


@pytest.mark.parametrize("f, f_prime", [("sin(1000x)", lambda x: 1000 * np.cos(1000 * x)), ("x^3", lambda x: 3 * x * x),
                                        ("1e-6 * x^2", lambda x: 2e-6 * x), ("e^(5x)", lambda x: 5 * np.exp(5 * x))])
def test_smooth_functions_are_not_called_broken(f, f_prime):
    found = triple_check(f_prime, f, at=(-2.0, 0.0, 0.1, 2.0))
    assert found.status == "correct" and not any("kink" in n or "jump" in n or "vertical" in n for n in found.notes)


def forever(x):
    while True:
        pass


@pytest.mark.parametrize("f_prime, status", [(lambda x: ..., "not attempted"), (lambda x: None, "wrong"),
                                             (lambda x: 1 / (x - x), "wrong"), ("text", "wrong"), (forever, "wrong")])
def test_whatever_is_handed_in_the_other_routes_are_shown(f_prime, status):
    found = triple_check(f_prime, "x^3", at=(1.0, 2.0))
    assert found.status == status
    assert [row[1] for _, row in found.rows] == [3.0, 12.0]
    assert found._repr_markdown_().count("\n|") == 4 and "SymPy 12" in repr(found)


def test_a_text_that_is_no_formula_is_a_sentence():
    assert "`import os`" in triple_check(slope, "import os").verdict.message


def test_only_points_without_a_derivative_decide_nothing():
    assert triple_check(np.sign, "|x|", at=(0.0,)).status == "not attempted"
