"""The concept inventory: two forms that ask the same, and no way to score without knowing."""
import re

import numpy as np
import pytest
from course import complaints

from mathlib.exercises import gain, inventory, inventory_result
from mathlib.lessons.inventory import FORM_A, FORM_B, IDEAS, UNSURE
from mathlib.stage.question import LETTERS

every_idea = pytest.mark.parametrize("idea", IDEAS, ids=lambda idea: idea.name)
both_forms = pytest.mark.parametrize("form", [FORM_A, FORM_B], ids=["A", "B"])


def test_twelve_ideas_each_in_two_forms():
    assert len(IDEAS) == len(FORM_A) == len(FORM_B) == 12
    assert [q.id for q in FORM_A] == [f"00.inventory.{idea.name}" for idea in IDEAS]
    assert [q.id for q in FORM_B] == [f"19.inventory.{idea.name}" for idea in IDEAS]
    assert len({idea.name for idea in IDEAS}) == 12


@every_idea
def test_both_forms_offer_the_same_beliefs_in_another_order(idea):
    (question_a, a), (question_b, b) = idea.a, idea.b
    assert set(a) == set(b) == set(idea.beliefs) and "right" in a and len(a) == 4
    assert list(a) != list(b) and list(a).index("right") != list(b).index("right")
    assert question_a != question_b and set(a.values()).isdisjoint(b.values())


@every_idea
def test_every_option_is_there_once_and_every_belief_has_its_own_sentence(idea):
    for _, options in (idea.a, idea.b):
        assert len(set(options.values())) == 4
    assert len(set(idea.beliefs.values())) == 4
    assert re.fullmatch(r"0[1-9]|1[0-8]", idea.lesson)


@both_forms
def test_each_letter_is_right_three_times(form):
    letters = [question.key for question in form]
    assert {letter: letters.count(letter) for letter in "abcd"} == dict.fromkeys("abcd", 3)


@both_forms
def test_the_longest_option_is_right_no_more_often_than_chance(form):
    longest = [all(len(q.right) > len(other) for other in q.shown[:-1] if other != q.right) for q in form]
    assert sum(longest) <= 12 / 4


@both_forms
def test_not_knowing_is_an_answer(form):
    assert all(question.shown[-1] == UNSURE and len(question.options) == 5 for question in form)


@both_forms
def test_the_questions_keep_the_voice(form):
    texts = [text for q in form for text in (q.question, *q.options, *q.options.values())]
    assert [found for text in texts for found in complaints(text)] == []
    assert [q.question for q in form if not q.question.endswith("?")] == []
    assert [why for q in form for why in q.options.values() if not why.endswith(".")] == []


# ---------------------------------------------------------------- the right options are right

def option(form, name):
    return next(q for q in form if q.id.endswith("." + name)).right


def test_the_error_of_a_difference_shrinks_and_then_grows():
    h = 10.0 ** -np.arange(1, 17)
    error = np.abs((np.sin(1 + h) - np.sin(1)) / h - np.cos(1))
    best = error.argmin()
    assert 0 < best < len(h) - 1 and error[-1] > error[0] > error[best]
    assert option(FORM_A, "smaller_is_better") == "it shrinks, then it grows again"


def test_rates_along_a_chain_multiply_and_over_paths_add():
    assert option(FORM_A, "stretches_multiply").startswith(f"{6 * 3} times")
    assert option(FORM_B, "stretches_multiply").startswith(f"{4 * 8} times")
    assert option(FORM_A, "paths_add").startswith(f"{4 + 6} times")
    assert option(FORM_B, "paths_add") == f"{8 - 2}"


def test_the_steepest_way_from_the_long_side_of_an_ellipse_misses_the_centre():
    place = np.array([3.0, 1.0])                      # on the long side of x² + 25 y² = 34
    down = -np.array([2 * place[0], 50 * place[1]])
    to_the_centre = -place
    cosine = down @ to_the_centre / np.linalg.norm(down) / np.linalg.norm(to_the_centre)
    assert np.degrees(np.arccos(cosine)) > 45


# ---------------------------------------------------------------- taking it

@pytest.fixture
def journal(tmp_path, monkeypatch):
    monkeypatch.setenv("MATHLIB_JOURNAL", str(tmp_path / "journal.jsonl"))


def take(form, letters):
    """Answer each question as the view does."""
    page = inventory(*form)
    for k, letter in enumerate(letters):
        page.chosen = [LETTERS.index(letter) if j == k else old for j, old in enumerate(page.chosen)]
    return page


def test_an_answer_is_recorded_and_not_judged(journal):
    page = take(FORM_A, "a")
    assert page.said[0].startswith("Recorded") and not any(glyph in page.said[0] for glyph in "✓✗")


def test_the_score_and_the_gain(journal):
    take(FORM_A, [q.key if k < 6 else "e" for k, q in enumerate(FORM_A)])
    assert "All 12" in inventory_result().text and "right" not in inventory_result().text
    take(FORM_B, [q.key if k < 9 else "e" for k, q in enumerate(FORM_B)])
    assert "6 of 12" in gain().text and "0.50" in gain().text                      # (9 − 6)/(12 − 6)
