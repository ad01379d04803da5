"""Predictions and retrieval questions: well made, in their lesson, and with keys that cannot be guessed."""
import re
from collections import Counter

import pytest
from course import ALL_LESSONS, LESSONS, NOTEBOOKS, code_cells, complaints, lesson_of, prose, questions_in, read

from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall
from mathlib.lessons.inventory import FORM_A, FORM_B

ASKED = [question for lesson in ALL_LESSONS.values() for many in questions_in(lesson).values() for question in many]
PREDICTIONS = [question for question in ASKED if isinstance(question, Prediction)]
every = pytest.mark.parametrize("question", ASKED, ids=lambda question: question.id)


@every
def test_its_words_keep_the_voice(question):
    told = question.options.values() if isinstance(question, Recall) else [question.because]
    texts = [question.question, *question.options, *told]
    assert [found for text in texts for found in complaints(prose(text))] == []
    assert question.question.rstrip()[-1] in "?…)"


@every
def test_the_right_option_is_not_the_only_long_one(question):
    others = [len(option) for option in question.options if option != question.right]
    assert len(question.right) <= 1.6 * max(others) + 6, "the longest option gives itself away"


@pytest.mark.parametrize("slug", ALL_LESSONS)
def test_an_id_is_the_lessons_number_and_the_name_in_the_lesson(slug):
    [number] = [path.name[:2] for path in LESSONS if path.stem[3:] == slug] or ["template"]
    for name, questions in questions_in(ALL_LESSONS[slug]).items():
        for question in questions:
            assert question.id == f"{number}.{name}" or question.id.startswith(f"{number}.{name}."), question.id


def test_ids_are_unique():
    ids = [question.id for question in (*ASKED, *FORM_A, *FORM_B)]
    assert len(ids) == len(set(ids))


def test_no_letter_holds_more_than_45_per_cent_of_the_answers():
    keys = Counter(question.key for question in ASKED)
    assert max(keys.values()) <= 0.45 * len(ASKED), keys


def test_always_the_same_letter_is_no_strategy_for_predictions():
    keys = Counter(question.key for question in PREDICTIONS)
    assert max(keys.values()) <= 0.5 * len(PREDICTIONS), keys


def test_the_longest_option_is_right_no_more_often_than_chance():
    longest = [question.right == max(question.options, key=len) for question in ASKED]
    chance = sum(1 / len(question.options) for question in ASKED)
    assert sum(longest) <= 1.35 * chance, (sum(longest), chance)


@pytest.mark.parametrize("question", PREDICTIONS, ids=lambda question: question.id)
def test_every_prediction_is_decided_by_what_is_measured(question):
    """The lesson's numbers are held against `holds` when it runs: a key that they refute shows in its stored output."""
    assert question.holds is not None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_predictions_and_outcomes_pair_up_and_are_those_of_the_lesson(path):
    cells = code_cells(read(path))
    order = [call for cell in cells for call in re.findall(r"\b(predict|outcome)\(ex\.(\w+)", cell.source)]
    asked, told = ([name for kind, name in order if kind == which] for which in ("predict", "outcome"))
    assert sorted(asked) == sorted(told)
    assert all(order.index(("predict", name)) < order.index(("outcome", name)) for name in asked)
    lesson = lesson_of(path)
    here = {name for name, many in questions_in(lesson).items() if isinstance(many[0], Prediction)} if lesson else set()
    assert set(asked) == here


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_stored_outcome_says_that_something_was_changed(path):
    told = [output.get("data", {}).get("text/plain", "") for cell in code_cells(read(path)) for output in cell.outputs]
    assert [words for words in told if "With what you have changed" in words] == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_three_retrieval_questions_open_the_lesson(path):
    recalls = [many for many in questions_in(ALL_LESSONS[path.stem[3:]]).values() if isinstance(many[0], Recall)]
    assert [len(many) for many in recalls] == [3]
