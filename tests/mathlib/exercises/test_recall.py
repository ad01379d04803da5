"""Retrieval questions: each option answers, what was answered is chosen again, whatever the view sends is survived."""
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mathlib.exercises import ask, journal
from mathlib.exercises.recall import Recall
from mathlib.stage import module
from mathlib.stage import question as view

SLOPE = Recall("01.recall.slope", "Slope of x² at 3?",
               {"3": "That is x.", "6": "2·3.", "9": "That is the height."}, "6", ordered=True)
LIMIT = Recall("01.recall.limit", "Is 0/0 a number?", {"yes": "No.", "no": "A limit may be."}, "no", ordered=True)


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """A journal of its own, with nothing on record."""
    monkeypatch.setenv("MATHLIB_JOURNAL", str(tmp_path / "journal.jsonl"))
    monkeypatch.setattr(journal, "_unsaved", [])


def test_each_option_has_its_own_feedback():
    widget = ask(SLOPE, LIMIT)
    widget.chosen = [2, -1]
    assert widget.said == ["✗ Not this one. That is the height.", ""]
    widget.chosen = [1, 1]
    assert widget.said == ["✓ Correct. 2·3.", "✓ Correct. A limit may be."]
    assert [entry.value["right"] for entry in journal.records("answer")] == [False, True, True]


def test_what_was_answered_is_chosen_again_with_its_sentence():
    ask(SLOPE, LIMIT).chosen = [2, -1]
    again = ask(SLOPE, LIMIT)
    assert (again.chosen, again.said) == ([2, -1], ["✗ Not this one. That is the height.", ""])


@pytest.mark.parametrize("change", [{"right": "7"}, {"options": {"6": "One."}}])
def test_a_badly_made_question_is_refused(change):
    with pytest.raises(ValueError, match="01.bad"):
        Recall(**{"id": "01.bad", "question": "?", "options": {"6": "Yes.", "9": "No."}, "right": "6", **change})


def test_the_twin_of_questions_does_not_give_the_answer_away():
    found = ask(SLOPE, LIMIT)._repr_mimebundle_()
    shown = str(found[0] if isinstance(found, tuple) else found)
    assert "2. Is 0/0" in shown and not any(why in shown for why in SLOPE.options.values())


@given(st.lists(st.integers() | st.none() | st.text() | st.floats(allow_nan=False), max_size=4))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_the_view_sends_nothing_raises(sent):
    widget = ask(SLOPE, LIMIT)
    widget.chosen = sent
    widget.level = sent
    assert len(widget.said) == 2


def test_a_callback_that_raises_says_so_in_the_widget():
    def broken(k, option, level):
        raise OSError
    widget = view.Question([{"prompt": "?", "options": ["x", "y"]}], broken)
    widget.chosen = [0]
    assert "could not be recorded (OSError)" in widget.said[0]


def test_the_view_fetches_nothing_and_keeps_its_keys():
    source = module("base", "home", "question")
    assert not re.search(r"\bimport\b|eval|innerHTML", source)
    assert re.findall(r"https?:[^\"]*", source) == ["http://www.w3.org/2000/svg"]       # a name, not an address
    assert "data-lm-suppress-shortcuts" in source and "aria-live" in source
