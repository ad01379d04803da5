"""Every exercise knows its answer and its expected mistakes, and survives whatever else it is given."""
import importlib
import inspect
import pkgutil
from dataclasses import replace

import numpy as np
import pytest
from course import complaints, prose

from mathlib import exercises
from mathlib.exercises.checks import Exercise

ALL = {f"{module.name}.{name}": exercise
       for module in pkgutil.iter_modules(exercises.__path__)
       for name, exercise in vars(importlib.import_module(f"mathlib.exercises.{module.name}")).items()
       if isinstance(exercise, Exercise)}
FUNCTIONS = {name: exercise for name, exercise in ALL.items() if inspect.isfunction(exercise.answer)}
ONE_PER_LESSON = {name.partition(".")[0]: exercise for name, exercise in reversed(FUNCTIONS.items())}


def each(table):
    return pytest.mark.parametrize("exercise", table.values(), ids=table.keys())


def pairs(what):
    rows = [(name, exercise, row) for name, exercise in ALL.items() for row in getattr(exercise, what).items()]
    return pytest.mark.parametrize("exercise, sentence, answer", [(exercise, *row) for _, exercise, row in rows],
                                   ids=[f"{name}-{number}" for number, (name, _, _) in enumerate(rows)])


# ---------------------------------------------------------------- what we expect

@each(ALL)
def test_the_answer_is_correct(exercise):
    assert exercise.check(exercise.answer).status == "correct"


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


def test_ids_are_unique():
    ids = [exercise.id for exercise in ALL.values()]
    assert len(ids) == len(set(ids))


# ---------------------------------------------------------------- what nobody expects

class Spiteful:
    """An object that raises whatever it is asked."""

    def __getattr__(self, name):
        raise RuntimeError("no")

    def _refuse(self, *_):
        raise RuntimeError("no")

    __eq__ = __len__ = __array__ = __bool__ = __float__ = __iter__ = __repr__ = __str__ = __hash__ = _refuse


HOSTILE = {
    "none": None, "nan": float("nan"), "infinity": float("inf"), "text": "no idea", "empty text": "", "bytes": b"\0",
    "empty list": [], "ragged list": [[1.0], [2.0, 3.0]], "deep list": [[[[[[1.0]]]]]],
    "wrong shape": np.ones((3, 5, 7)), "dict": {"a": 1}, "complex": 1 + 2j, "huge int": 10 ** 400,
    "objects": np.array([None, "x"], dtype=object),
    "huge list": [0.5] * 200_000, "a gigabyte": np.broadcast_to(0.5, (2 ** 27,)), "a type": int, "a module": np,
    "generator": (n for n in ()), "exception": ValueError("x"), "spiteful": Spiteful(),
}


def calm(exercise, answer):
    """The verdict on a hostile answer, which must be one, and must not be "correct"."""
    verdict = exercise.check(answer)
    assert verdict.status in ("wrong", "almost", "not attempted")
    assert "Traceback" not in verdict.message
    return verdict


@pytest.mark.parametrize("answer", HOSTILE.values(), ids=HOSTILE.keys())
@each(ALL)
def test_hostile_values_are_refused_in_words(exercise, answer):
    calm(exercise, answer)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
@each(FUNCTIONS)
def test_functions_that_return_nonsense_are_refused_in_words(exercise, value):
    calm(exercise, lambda *_, **__: value)


def raising(error):
    def answer(*_):
        raise error
    return answer


def recursing(*_):
    return recursing(*_)


RUDE = {"raises": raising(ZeroDivisionError("x")), "raises nothing we know": raising(BaseException("x")),
        "exits": raising(SystemExit(1)), "interrupts": raising(KeyboardInterrupt()), "recurses": recursing,
        "wants no argument": lambda: 1.0, "wants nine": lambda a, b, c, d, e, f, g, h, i: 1.0}


@pytest.mark.parametrize("answer", RUDE.values(), ids=RUDE.keys())
@each(FUNCTIONS)
def test_rude_functions_are_refused_in_words(exercise, answer):
    calm(exercise, answer)


@each(FUNCTIONS)
def test_an_answer_that_spoils_its_inputs_spoils_nothing_else(exercise):
    def spoiling(*inputs):
        result = exercise.answer(*inputs)
        for array in inputs:
            if isinstance(array, np.ndarray):
                array[...] = -777.0
            elif isinstance(array, list | dict):
                array.clear()
        return result
    assert exercise.check(spoiling).status in ("correct", "almost", "wrong")
    assert exercise.check(exercise.answer).status == "correct"


@each(FUNCTIONS)
def test_what_an_answer_prints_stays_out_of_the_page(exercise, capsys):
    def talking(*inputs):
        print("noise")
        return exercise.answer(*inputs)
    exercise.check(talking)
    assert capsys.readouterr().out == ""


@each(ONE_PER_LESSON)
def test_an_endless_loop_is_ended(exercise):
    def endless(*_):
        while True:
            pass
    assert "running" in calm(replace(exercise, seconds=1.0), endless).message
