"""Every exercise knows its reference and its expected mistakes. What all checks share is proved on the machinery."""
import inspect
import re

import numpy as np
import pytest
from course import ALL, ALL_LESSONS, LESSONS, complaints, each, exercises_in, prose, read

FUNCTIONS = {name: exercise for name, exercise in ALL.items() if inspect.isfunction(exercise.reference)}
HEADING = re.compile(r"^### Exercise (\d+) · .*$", re.M)


def pairs(what):
    rows = [(name, exercise, row) for name, exercise in ALL.items() for row in getattr(exercise, what).items()]
    return pytest.mark.parametrize("exercise, sentence, answer", [(exercise, *row) for _, exercise, row in rows],
                                   ids=[f"{name}-{number}" for number, (name, _, _) in enumerate(rows)])


# ---------------------------------------------------------------- what we expect

@each(ALL)
def test_the_reference_is_correct(exercise):
    assert exercise.check(exercise.reference).status == "correct"


@pairs("traps")
def test_each_trap_earns_its_own_sentence(exercise, sentence, answer):
    verdict = exercise.check(answer)
    others = [other for other in (*exercise.traps, *exercise.slips) if other != sentence and other in verdict.message]
    assert (verdict.status, sentence in verdict.message, others) == ("wrong", True, []), verdict


@pairs("slips")
def test_each_slip_is_almost_right_and_named(exercise, sentence, answer):
    verdict = exercise.check(answer)
    assert (verdict.status, sentence in verdict.message) == ("almost", True), verdict


@each(ALL)
def test_an_untouched_stub_is_not_attempted(exercise):
    assert exercise.check(...).status == exercise.check().status == "not attempted"
    if exercise.wants_function:
        assert exercise.check(lambda *_, **__: ...).status == "not attempted"


@each(ALL)
def test_hints_help_and_do_not_tell(exercise):
    solution = exercise.solution().text.strip()
    assert exercise.hints
    assert [hint for hint in exercise.hints if len(solution) > 3 and solution in hint] == []


@each(ALL)
def test_its_sentences_keep_the_voice(exercise):
    sentences = [*exercise.hints, *exercise.traps, *exercise.slips, exercise.because]
    assert [found for sentence in sentences for found in complaints(prose(sentence))] == []
    assert [sentence for sentence in sentences if sentence and sentence.rstrip()[-1] not in ".?:;`$)"] == []


STRANGE = [None, float("nan"), "no idea", [], [[1.0], [2.0, 3.0]], {"a": 1}, 1 + 2j, np.ones((3, 5, 7)), int,
           [0.5] * 200_000]


@each(ALL)
def test_nothing_strange_is_correct_or_raises(exercise):
    """One loop an exercise: its own reader, use, measure and witness survive what the machinery survives."""
    for value in STRANGE:
        answers = (value, lambda *_, value=value, **__: value) if exercise.wants_function else (value,)
        for answer in answers:
            verdict = exercise.check(answer)
            assert verdict.status in ("wrong", "almost", "not attempted"), (value, verdict)
            assert "Traceback" not in verdict.message and "mathlib" not in verdict.message


@each(FUNCTIONS)
def test_an_answer_that_spoils_its_inputs_spoils_nothing_else(exercise):
    def spoiling(*inputs):
        result = exercise.reference(*inputs)
        for array in inputs:
            if isinstance(array, np.ndarray):
                array[...] = -777.0
            elif isinstance(array, list | dict):
                array.clear()
        return result
    assert exercise.check(spoiling).status in ("correct", "almost", "wrong")
    assert exercise.check(exercise.reference).status == "correct"


# ---------------------------------------------------------------- names, headings, minutes

def test_ids_are_unique():
    ids = [exercise.id for exercise in ALL.values()]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("slug", ALL_LESSONS)
def test_an_id_is_the_lessons_number_and_the_name_in_the_lesson(slug):
    [number] = [path.name[:2] for path in LESSONS if path.stem[3:] == slug] or ["template"]
    found = {name: exercise.id for name, exercise in exercises_in(ALL_LESSONS[slug]).items()}
    assert found == {name: f"{number}.{name}" for name in found}


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_headings_say_title_minutes_and_stretch_in_the_order_of_the_checks(path):
    text = "\n".join(cell.source for cell in read(path).cells)
    exercises = exercises_in(ALL_LESSONS[path.stem[3:]])
    checks = re.findall(r"^ex\.(\w+)\.check\(", text, re.M)
    in_order = list(dict.fromkeys(reversed(checks)))[::-1]            # by the last check of each
    headings = [exercises[name].heading(k) for k, name in enumerate(in_order, start=1)]
    assert [found[0] for found in HEADING.finditer(text)] == headings


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_lesson_promises_as_many_exercises_and_no_fewer_minutes(path):
    required = [exercise for exercise in exercises_in(ALL_LESSONS[path.stem[3:]]).values() if not exercise.stretch]
    promise = re.search(r"\*\*Time\*\* (\d+) minutes, (\d+) exercises", read(path).cells[0].source.replace("\n", " "))
    assert promise and int(promise[2]) == len(required)
    assert sum(exercise.minutes for exercise in required) <= 0.7 * int(promise[1])
