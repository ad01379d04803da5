"""The concept inventory: nothing is said about the answers, and the gain compares both forms."""
import pytest

from mathlib.exercises import gain, inventory, inventory_result, journal
from mathlib.exercises.recall import Recall


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """A journal of its own, with nothing on record."""
    monkeypatch.setenv("MATHLIB_JOURNAL", str(tmp_path / "journal.jsonl"))
    monkeypatch.setattr(journal, "_unsaved", [])


def form(lesson, count=4):
    return [Recall(f"{lesson}.inventory.{k}", f"Question {k}?", {"yes": "Yes.", "no": "No."}, "yes", ordered=True)
            for k in range(count)]


def test_it_says_nothing_about_the_answers():
    assert "not answered yet" in repr(inventory_result())
    widget = inventory(*form("00"))
    widget.chosen = [0, 1, -1, -1]
    assert widget.said[:2] == ["Recorded: (a) yes.", "Recorded: (b) no."]
    assert "2 of 4 questions are answered" in repr(inventory_result())
    widget.chosen = [0, 1, 0, 0]
    told = repr(inventory_result())
    assert told.startswith("All 4 answers are on record.") and "right" not in told


def test_what_was_answered_is_chosen_again():
    inventory(*form("00")).chosen = [0, 1, -1, -1]
    assert inventory(*form("00")).chosen == [0, 1, -1, -1]


@pytest.mark.parametrize("value", [3, {"right": "yes", "of": "4"}, {}])
def test_a_strange_record_does_no_harm(value):
    journal.record("inventory", "00.inventory.0", value)
    journal.record("inventory", "19.inventory.0", value)
    assert isinstance(repr(inventory_result()) + repr(gain()), str)


def test_the_gain_compares_both_forms():
    inventory(*form("00")).chosen = [0, 1, 1, 1]
    assert "Answer the one of lesson 19" in repr(gain())
    inventory(*form("19")).chosen = [0, 0, 0, 1]
    assert repr(gain()) == "Before: 1 of 4 right. After: 3 of 4 right. Normalised gain: 0.67."


def test_a_perfect_start_leaves_no_gain_to_divide_by():
    inventory(*form("00")).chosen = [0] * 4
    inventory(*form("19")).chosen = [0] * 4
    assert repr(gain()) == "Before: 4 of 4 right. After: 4 of 4 right."


def test_without_the_first_inventory_the_second_stands_alone():
    inventory(*form("19")).chosen = [0, 0, 0, 1]
    assert repr(gain()).startswith("3 of 4 right. The inventory of lesson 00 has no answers from before")


def test_what_is_answered_afterwards_is_no_before(monkeypatch):
    inventory(*form("19")).chosen = [0, 0, 0, 1]
    record = journal._append
    monkeypatch.setattr(journal, "_append", lambda file, line: record(file, line.replace('"time": "2', '"time": "3')))
    inventory(*form("00")).chosen = [0, 0, 0, 0]
    assert "lesson 00 has no answers from before" in repr(gain())
