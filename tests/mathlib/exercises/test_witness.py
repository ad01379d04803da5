"""Witnesses: the first entry that is wrong has its sentence, at the tolerance of the exercise."""
import pytest

from mathlib.exercises.witness import first_wrong

RIGHT = {"slope": 2.0, "unit": "g"}
WORDS = {"slope": "how much for one step?", "unit": "mass has one."}


@pytest.mark.parametrize("value, tolerance, told", [
    ({"slope": 3, "unit": "kg"}, 1e-6, "slope: how much for one step? Look."),
    ({"slope": 2, "unit": "kg"}, 1e-6, "unit: mass has one. Look."),
    ({"slope": 2.001, "unit": "g"}, 1e-6, "slope: how much for one step? Look."),
    ({"slope": 2.001, "unit": "g"}, 1e-2, ""), (RIGHT, 1e-6, ""),
])
def test_the_first_wrong_entry_is_told(value, tolerance, told):
    assert first_wrong(RIGHT, WORDS, " Look.", tolerance)(value) == told
