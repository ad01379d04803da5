"""Predictions: recorded at once, shown beside the outcome, counted once, and readable without a kernel."""
import pytest

from mathlib.exercises import journal, outcome, predict
from mathlib.exercises.prediction import Prediction

OPTIONS = ("along (2, 1)", "north, because 6 > 4", "between the two")
uphill = Prediction("04.uphill", "Which way is steepest?", OPTIONS, "between the two", ordered=True,
                    because="Measured: {degrees:.0f}° north of east.", holds=lambda degrees: degrees > 50)


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """A journal of its own, with nothing on record."""
    monkeypatch.setenv("MATHLIB_JOURNAL", str(tmp_path / "journal.jsonl"))
    monkeypatch.setattr(journal, "_unsaved", [])


def bundle(widget):
    found = widget._repr_mimebundle_()
    return found[0] if isinstance(found, tuple) else found


def test_a_prediction_is_recorded_at_once_and_said():
    widget = predict(uphill)
    widget.chosen = [1]
    assert widget.said == ["Recorded: (b) north, because 6 > 4."]
    widget.level = [2]
    assert widget.said[0].startswith("Recorded: (b)") and "certain" in widget.said[0]
    assert [entry.value for entry in journal.records("prediction")] == [
        {"option": OPTIONS[1], "confidence": None}, {"option": OPTIONS[1], "confidence": "certain"}]


def test_the_outcome_stands_beside_the_prediction():
    predict(uphill).chosen = [1]
    assert repr(outcome(uphill, degrees=56.3)) == ("✗ You predicted (b) north, because 6 > 4. What happened: "
                                                   "(c) between the two. Measured: 56° north of east.")
    assert journal.records("outcome")[-1].value == {"option": OPTIONS[1], "right": False, "confidence": None, "of": 3}


def test_a_right_prediction_is_told_so():
    predict(uphill).chosen = [2]
    assert repr(outcome(uphill, degrees=56)).startswith("✓ You predicted (c) between the two, and so it is.")


def test_without_a_prediction_the_outcome_is_still_told():
    told = repr(outcome(uphill, degrees=56))
    assert told.startswith("What happened: (c) between the two.") and told.endswith("(No prediction on record.)")
    assert journal.records("outcome") == []


@pytest.mark.parametrize("value, said", [
    ("-0.12", "It is −0.12 east."), ("(-3, -.5)", "It is (−3, −.5) east."), ("2e-05", "It is 2e-05 east."),
    ("well-known 3-2", "It is well-known 3-2 east."), ("-x", "It is -x east.")])
def test_a_negative_number_has_the_sign_of_mathematics(value, said):
    measured = Prediction("04.signs", "Which way?", OPTIONS, OPTIONS[2], because="It is {value} east.")
    assert said in repr(outcome(measured, value=value))


def test_confidence_alone_is_no_prediction():
    widget = predict(uphill)
    widget.level = [1]
    assert widget.said == ["Choose one of the options."] and journal.records() == []


def test_what_was_said_before_the_outcome_counts_and_a_change_is_told_so():
    widget = predict(uphill)
    widget.chosen = [1]
    outcome(uphill, degrees=56)
    widget.chosen = [2]
    assert "You know the outcome by now." in widget.said[0] and "(b) north" in widget.said[0]
    assert repr(outcome(uphill, degrees=56)).startswith("✗ You predicted (b)")
    assert len(journal.records("outcome")) == 1 and predict(uphill).chosen == [1]


def test_a_prediction_is_remembered_after_a_restart():
    predict(uphill).chosen = [2]
    assert predict(uphill).chosen == [2]


def test_with_the_journal_off_the_session_still_remembers(monkeypatch):
    monkeypatch.setenv("MATHLIB_JOURNAL", "off")
    assert "No prediction" in repr(outcome(uphill, degrees=56))
    predict(uphill).chosen = [0]
    assert "You predicted (a)" in repr(outcome(uphill, degrees=56))


def test_numbers_that_were_changed_and_decide_otherwise_are_told_so():
    predict(uphill).chosen = [2]
    told = repr(outcome(uphill, degrees=12))
    assert "what you have changed (degrees = 12)" in told and "As the lesson stands: (c)" in told
    assert journal.records("outcome") == []


@pytest.mark.parametrize("measured", [{}, {"degrees": None}, {"degrees": "much"}, {"other": 3}])
def test_measurements_that_are_none_are_told_so_and_raise_nothing(measured):
    assert "what you have changed" in repr(outcome(uphill, **measured))


@pytest.mark.parametrize("value", [None, 7, "b", {"option": "z"}, {"option": ["b"]}, {"option": ""}, {"option": "b"},
                                   {"option": OPTIONS[2], "confidence": []}])
def test_a_strange_record_does_no_harm(value):
    for kind in ("prediction", "outcome"):
        journal.record(kind, "04.uphill", value)
    assert predict(uphill).chosen in ([-1], [2])
    outcome(uphill, degrees=56)


# ---------------------------------------------------------------- the order of options

def test_options_are_shuffled_by_the_id_unless_they_have_an_order():
    def shown(id, **others):
        return Prediction(id, "?", ("a", "b", "c", "d"), "a", **others).shown
    assert shown("01.x", ordered=True) == ["a", "b", "c", "d"]
    assert shown("01.x") == shown("01.x") and sorted(shown("01.x")) == ["a", "b", "c", "d"]
    keys = [Prediction(f"{k:02}.question", "?", ("a", "b", "c"), "a").key for k in range(300)]
    assert all(80 < keys.count(letter) < 120 for letter in "abc")


@pytest.mark.parametrize("options, right", [(("x",), "x"), (("x", "x"), "x"), (("x", "y"), "z")])
def test_a_badly_made_question_is_refused(options, right):
    with pytest.raises(ValueError, match="01.bad"):
        Prediction("01.bad", "?", options, right)


# ---------------------------------------------------------------- the static twin

def test_the_twin_is_text_with_lettered_options_whatever_was_chosen():
    widget = predict(uphill)
    before = bundle(widget)
    widget.chosen = [1]
    after = bundle(predict(uphill))
    for kind in ("text/plain", "text/markdown"):
        assert before[kind] == after[kind]
        assert all(f"({letter}) {text}" in after[kind] for letter, text in zip("abc", OPTIONS, strict=True))
    assert "0x" not in after["text/plain"]


def test_its_name_alone_on_a_line_gives_no_answer_away():
    assert repr(uphill) == ("Prediction 04.uphill: Which way is steepest? (a) along (2, 1)  (b) north, because 6 > 4  "
                            "(c) between the two")
