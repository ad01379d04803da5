"""Progress: what counts, calibration against chance, and the way back to where the learner stopped."""
import json

import pytest

from mathlib.exercises import journal, progress


@pytest.fixture(autouse=True)
def file(tmp_path, monkeypatch):
    """A journal of its own, with nothing on record."""
    monkeypatch.setenv("MATHLIB_JOURNAL", str(tmp_path / "journal.jsonl"))
    monkeypatch.setattr(journal, "_unsaved", [])


def outcome(id, right, sure, of=3):
    journal.record("outcome", id, {"option": "a", "right": right, "confidence": sure, "of": of})


def test_exercises_predictions_and_calibration():
    journal.record("attempt", "01.a", "correct")
    journal.record("attempt", "07.a", "almost")
    for id, right, sure in (("01.p", True, "certain"), ("07.p", False, "certain"), ("07.q", True, "guess"),
                            ("07.r", False, None), ("07.p", True, "certain")):  # the last one comes too late
        outcome(id, right, sure)
    table = progress()
    assert table.rows == (("01", 1, 1, 1, 1), ("07", 0, 1, 1, 3))
    assert table.calibration == (("guess", pytest.approx(1 / 3), 1, 1), ("certain", 0.9, 1, 2))
    assert "| 07 | 0 of 1 | 1 of 3 |" in table._repr_markdown_()
    assert "certain · 90% · 1 of 2" in repr(table) and "guess · 33% · 1 of 1" in repr(table)


def test_a_guess_means_chance_among_the_options_there_were():
    outcome("01.p", True, "guess", of=4)
    outcome("01.q", True, "guess", of=2)
    assert progress().calibration == (("guess", (1 / 4 + 1 / 2) / 2, 2, 2),)


def test_correct_once_is_correct():
    for status in ("wrong", "correct", "wrong"):
        journal.record("attempt", "07.eta", status)
    assert progress().rows == (("07", 1, 1, 0, 0),)


def test_nothing_on_record(monkeypatch):
    assert repr(progress()).startswith("Nothing on record yet.")
    journal.record("attempt", "01.h", "correct")
    monkeypatch.setenv("MATHLIB_JOURNAL", "off")
    assert repr(progress()).startswith("Nothing on record yet.")


def lesson(folder, *cells):
    kinds = {"#": "markdown"}
    made = [{"cell_type": kinds.get(source[0], "code"), "source": source, "metadata": {}} for source in cells]
    (folder / "07_gradient_descent.ipynb").write_text(json.dumps({"cells": made}), encoding="utf-8")


def test_it_says_where_the_learner_stopped_with_a_link(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lesson(tmp_path, "# 7 · Descent", "ask(*ex.recall)", "## One step", "### Exercise 3 · The loop (12 min)\nWrite it.",
           "ex.descend.check(f)")
    journal.record("attempt", "07.descend", "wrong")
    link = "[Exercise 3 · The loop (12 min)](07_gradient_descent.ipynb#Exercise-3-·-The-loop-(12-min))"
    assert f"Last worked on: {link}." in progress()._repr_markdown_()
    assert "Last worked on: Exercise 3 · The loop (12 min)." in repr(progress())
    journal.record("answer", "07.recall.bend", {"option": "1", "right": True})
    assert "Last worked on: [7 · Descent]" in progress()._repr_markdown_()


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"cells": [{}]}', "\0"])
def test_a_lesson_that_cannot_be_read_gives_no_link(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "07_x.ipynb").write_text(text, encoding="utf-8")
    journal.record("attempt", "07.descend", "wrong")
    assert "You stopped" not in repr(progress())


@pytest.mark.parametrize("id", ["", ".", "07", "../07.x", "template.secant", "*.x"])
def test_a_strange_id_gives_no_link(tmp_path, monkeypatch, id):
    monkeypatch.chdir(tmp_path)
    journal.record("attempt", id, "wrong")
    assert "You stopped" not in repr(progress())
