"""Predictions, retrieval questions, the inventory: recorded, answered, and readable without a kernel."""
import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mathlib.exercises import journal, questions
from mathlib.exercises.questions import Recall, ask, gain, inventory, inventory_result, outcome, predict
from mathlib.stage import question as view

OPTIONS = ["along (2, 1)", "north, because 6 > 4", "between the two"]
WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    monkeypatch.setenv("MATHLIB_JOURNAL", str(tmp_path / "journal.jsonl"))
    monkeypatch.setattr(questions, "_asked", {})
    return tmp_path / "journal.jsonl"


def uphill():
    return predict("04.uphill", "Which way is steepest?", OPTIONS)


def bundle(widget):
    found = widget._repr_mimebundle_()
    return found[0] if isinstance(found, tuple) else found


# ---------------------------------------------------------------- predictions

def test_a_prediction_is_recorded_at_once_and_said():
    widget = uphill()
    widget.chosen = [1]
    assert widget.said == ["Recorded: (b) north, because 6 > 4."]
    widget.level = [2]
    assert widget.said[0].startswith("Recorded: (b)") and "certain" in widget.said[0]
    assert [entry.value for entry in journal.records("prediction")] == [
        {"option": "b", "confidence": None}, {"option": "b", "confidence": "certain"}]


def test_the_outcome_stands_beside_the_prediction():
    uphill().chosen = [1]
    told = repr(outcome("04.uphill", "c", "It leans north."))
    assert told == "✗ You predicted (b) north, because 6 > 4; measured: (c) between the two. It leans north."
    assert journal.records("outcome")[-1].value["right"] is False
    assert repr(outcome("04.uphill", "b")).startswith("✓ You predicted (b)")


def test_without_a_prediction_the_outcome_is_still_told(file):
    uphill()
    assert repr(outcome("04.uphill", "c")) == "Measured: (c) between the two. (No prediction on record.)"
    assert journal.records("outcome") == []


def test_confidence_alone_is_no_prediction():
    widget = uphill()
    widget.level = [1]
    assert widget.said == ["Choose one of the options."] and journal.records() == []


def test_an_outcome_before_its_question_is_a_sentence():
    assert "has not been run" in repr(outcome("04.never", "a"))


def test_a_prediction_is_remembered_after_a_restart():
    uphill().chosen = [2]
    questions._asked.clear()
    assert uphill().chosen == [2]
    assert repr(outcome("04.uphill", "c")).startswith("✓ You predicted (c)")


def test_with_the_journal_off_the_session_still_remembers(monkeypatch):
    monkeypatch.setenv("MATHLIB_JOURNAL", "off")
    widget = uphill()
    assert "No prediction" in repr(outcome("04.uphill", "c"))
    widget.chosen = [0]
    assert "You predicted (a)" in repr(outcome("04.uphill", "c"))


@pytest.mark.parametrize("value", [None, 7, "b", {"option": "z"}, {"option": ["b"]}, {"option": ""},
                                   {"option": "c", "confidence": []}, {"option": "bc"}])
def test_a_strange_record_does_no_harm(value):
    journal.record("prediction", "04.uphill", value)
    assert uphill().chosen in ([-1], [2])


def test_an_author_who_names_no_option_is_told():
    uphill()
    for right in ("d", "", "ab", 2, None):
        with pytest.raises(ValueError, match="04.uphill.*not the letter"):
            outcome("04.uphill", right)


# ---------------------------------------------------------------- retrieval

SLOPE = Recall("01.recall.slope", "Slope of x² at 3?", ("3", "6", "9"), "b",
               ("That is x.", "2·3.", "That is the height."))
LIMIT = Recall("01.recall.limit", "Is 0/0 a number?", ("yes", "no"), "b", ("No.", "A limit may be."))


def test_each_option_has_its_own_feedback():
    widget = ask(SLOPE, LIMIT)
    widget.chosen = [2, -1]
    assert widget.said == ["✗ Not this one. That is the height.", ""]
    widget.chosen = [1, 1]
    assert widget.said == ["✓ Correct. 2·3.", "✓ Correct. A limit may be."]
    assert [entry.value["right"] for entry in journal.records("answer")] == [False, True, True]


@pytest.mark.parametrize("change", [{"answer": "d"}, {"answer": 1}, {"why": ("one",)}])
def test_a_badly_made_question_is_refused(change):
    with pytest.raises(ValueError, match="01.bad"):
        Recall(**{"id": "01.bad", "question": "?", "options": ("x", "y"), "answer": "a", **change})


# ---------------------------------------------------------------- the inventory

def form(lesson, count=4):
    return [Recall(f"{lesson}.inventory.{k}", f"Question {k}?", ("yes", "no"), "a") for k in range(count)]


def test_the_inventory_says_nothing_about_the_answers():
    assert "not answered yet" in repr(inventory_result())
    widget = inventory(*form("00"))
    widget.chosen = [0, 1, -1, -1]
    assert widget.said[:2] == ["Recorded: (a).", "Recorded: (b)."]
    assert "2 of 4 questions are answered" in repr(inventory_result())     # no number yet: it would tell
    widget.chosen = [0, 1, 0, 0]
    assert "3 of 4 answers are right" in repr(inventory_result())


@pytest.mark.parametrize("value", [3, {"right": "yes", "of": "4"}, {}])
def test_a_strange_inventory_record_does_no_harm(value):
    journal.record("inventory", "00.inventory.0", value)
    journal.record("inventory", "19.inventory.0", value)
    assert isinstance(repr(inventory_result()) + repr(gain()), str)


def test_the_gain_compares_both_forms():
    inventory(*form("00")).chosen = [0, 1, 1, 1]
    assert "needs both" in repr(gain())
    inventory(*form("19")).chosen = [0, 0, 0, 1]
    assert repr(gain()) == "Before: 1 of 4 right. After: 3 of 4 right. Normalised gain: 0.67."


def test_a_perfect_start_leaves_no_gain_to_divide_by():
    inventory(*form("00")).chosen = [0] * 4
    inventory(*form("19")).chosen = [0] * 4
    assert repr(gain()) == "Before: 4 of 4 right. After: 4 of 4 right."


# ---------------------------------------------------------------- the static twin and the view

def test_the_twin_is_text_with_lettered_options_whatever_was_chosen():
    widget = uphill()
    before = bundle(widget)
    widget.chosen = [1]
    after = bundle(uphill())
    for kind in ("text/plain", "text/markdown"):
        assert before[kind] == after[kind]
        assert all(f"({letter}) {text}" in after[kind] for letter, text in zip("abc", OPTIONS, strict=True))
    assert "0x" not in after["text/plain"]


def test_the_twin_of_questions_does_not_give_the_answer_away():
    shown = bundle(ask(SLOPE, LIMIT))
    assert "2. Is 0/0" in shown["text/plain"] and not any(why in str(shown) for why in SLOPE.why)


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
    source = view.with_keys("question.js")
    assert not re.search(r"https?:|\bimport\b|eval|innerHTML", source)
    assert "lmSuppressShortcuts" in source and '"aria-live", "polite"' in source
