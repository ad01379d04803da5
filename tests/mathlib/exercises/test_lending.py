"""Lending: the learner's function where it is right, ours where it is not, and which of the two is said."""
import time

import pytest

from mathlib.exercises import journal
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.lending import lend, passes


def double(x):
    return 2 * x


def for_ever(x):
    while True:
        time.sleep(0.001)


def fails(x):
    raise ZeroDivisionError


EX = Exercise(id="99.double", title="Twice", reference=double, cases=(1.0, 2.0), seconds=0.2)


def test_what_is_right_is_taken(capsys):
    def mine(x):
        return x + x
    assert lend(EX, mine) is mine and passes(EX, mine)
    assert capsys.readouterr().out == "double: yours\n"


@pytest.mark.parametrize("answer", [double, ..., None, fails, for_ever, lambda x: x, lambda x: ..., lambda x: x[0]])
def test_ours_is_lent_in_place_of_another_and_of_itself(capsys, answer):
    assert lend(EX, answer) is double and not passes(EX, answer)
    assert capsys.readouterr().out == "double: lent\n"


def test_nothing_is_recorded(monkeypatch):
    monkeypatch.setattr(journal, "record", lambda *_: pytest.fail("a loan is no attempt"))
    assert passes(EX, lambda x: 2 * x)
