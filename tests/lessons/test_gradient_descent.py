"""Answers to lesson 07 that nobody foresaw: close to right and wrong, or right in another spelling."""
from decimal import Decimal
from fractions import Fraction

import pytest

from mathlib.lessons import gradient_descent as ex


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.best_rate, lambda H: 2 / (H[0, 0] + H[-1, -1]), "wrong"),
    (ex.coast, Decimal("1.35"), "correct"), (ex.coast, Fraction(27, 20), "correct"), (ex.coast, -1.48, "wrong"),
])
def test_near_misses_and_other_spellings(exercise, answer, status):
    assert exercise.check(answer).status == status


@pytest.mark.parametrize("exercise, answer, words", [
    (ex.coast, -1.48, "the deeper valley"), (ex.coast, ex.DOUBLE_CREST, "top of the bump"), (ex.coast, 1.34, "round"),
    (ex.coast, 1.39, "let your loop run longer"),
    (ex.causes, dict.fromkeys("ABC", "rate too large") | {"A": "wrong sign"}, "all its moves are equally long"),
    (ex.fates, {"one step": 0.5, "two-cycle": 1.0, "diverges": 3.0}, "f″ = 2"),
])
def test_the_sentence_is_about_the_mistake(exercise, answer, words):
    assert words in repr(exercise.check(answer))
