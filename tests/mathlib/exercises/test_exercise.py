"""Checks survive whatever is handed in, and say in a sentence what is wrong and where."""
import os
import signal
import sys
import threading
import time
import warnings
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as npst

from mathlib.exercises import exercise as exercises
from mathlib.exercises.naming import LONG, show
from mathlib.exercises.values import Instead, Unreadable, compare
from mathlib.exercises.verdict import Verdict


def Exercise(**given):      # one whose title does not matter
    return exercises.Exercise(title="Any", **given)


PLUS = "The minus sign on y² survives differentiation."
ADDED = "A gradient is one slope per input; you added them up."


@pytest.fixture(autouse=True)
def no_journal(monkeypatch):
    monkeypatch.setenv("MATHLIB_JOURNAL", "off")


def saddle_gradient(p):
    x, y = p
    return np.array([2 * x, -2 * y])


def reciprocal(x):
    one = 1
    return one / x


def central(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


def matrix(a):
    return np.array([[a, 2.0], [3.0, 4.0]])


double = Exercise(id="99.double", reference=lambda x: 2 * x, cases=(2.0, 0.0, -1.5))
saddle = Exercise(id="99.saddle", reference=saddle_gradient, cases=[np.array([1.0, 0.0]), np.array([-2.0, 3.0])],
    hints=("Freeze y.", "Freeze x."), because="Down along y.",
    traps={PLUS: lambda p: 2 * p, ADDED: lambda p: 2 * p[0] - 2 * p[1]},
    slips={"Half of it: the factor 2 is missing.": lambda p: saddle_gradient(p) / 2})


# ---------------------------------------------------------------- verdicts

def test_the_four_verdicts_differ_in_glyph_and_word():
    shown = [repr(Verdict(status)) for status in ("not attempted", "wrong", "almost", "correct")]
    assert len({text.split()[0] for text in shown}) == len({text.split()[1] for text in shown}) == 4


def test_a_solution_is_correct_and_says_why_it_matters():
    verdict = saddle.check(saddle_gradient)
    assert verdict.status == "correct" and "Down along y." in verdict.message


def test_a_wrong_answer_has_a_witness():
    verdict = double.check(lambda x: x * x)
    assert repr(verdict) == "✗ Wrong. At x = 0.0 your function returns 0.0; expected 0.0." or \
        "At x = -1.5 your function returns 2.25; expected -3.0." in verdict.message
    assert verdict.status == "wrong"


@pytest.mark.parametrize("sentence, wrong", saddle.traps.items())
def test_each_trap_earns_its_own_sentence_and_no_other(sentence, wrong):
    verdict = saddle.check(wrong)
    assert verdict.status == "wrong" and sentence in verdict.message
    assert not any(other in verdict.message for other in saddle.traps if other != sentence)


def test_a_slip_is_almost():
    verdict = saddle.check(lambda p: [p[0], -p[1]])
    assert verdict.status == "almost" and "factor 2" in verdict.message


def test_slips_that_any_function_can_have_are_named():
    square = Exercise(id="99.m", reference=matrix, cases=(1.0, 5.0))
    assert "transposed" in square.check(lambda a: matrix(a).T).message
    assert "another shape" in square.check(lambda a: matrix(a).ravel()).message
    assert "sign" in square.check(lambda a: -matrix(a)).message
    assert {square.check(f).status for f in (lambda a: matrix(a).T, lambda a: -matrix(a))} == {"almost"}


def test_a_trap_counts_only_where_it_is_finite_and_only_if_it_matches_everywhere_else():
    spoken = "Cancel only where x is not 0."
    ex = Exercise(id="99.t", reference=lambda x: x, cases=(0.0, 1.0, 2.0),
                  traps={spoken: lambda x: np.float64(x) * 3 / x * x})
    assert spoken in ex.check(lambda x: 3.0 * x).message
    assert spoken not in ex.check(lambda x: 3.0 if x == 1.0 else x).message


def test_a_trap_that_raises_explains_nothing():
    ex = Exercise(id="99.t", reference=lambda x: x, cases=(0.0, 1.0), traps={"never": reciprocal})
    verdict = ex.check(lambda x: x + 1)
    assert verdict.status == "wrong" and "never" not in verdict.message


def test_close_numbers_are_shown_with_the_digits_that_differ():
    assert "2.00001" in Exercise(id="99.c", reference=lambda x: 2.0, cases=(1.0,)).check(lambda x: 2.00001).message
    verdict = Exercise(id="99.c", reference=lambda x: 2.0, cases=(1.0,), tolerance=1e-9).check(lambda x: 2 + 1e-8)
    assert "2.00000001; expected 2.0" in verdict.message


# ---------------------------------------------------------------- not attempted

def stub_raises(x):
    raise NotImplementedError


@pytest.mark.parametrize("stub", [..., lambda x: ..., stub_raises, lambda x: NotImplemented, lambda x: [..., 1]])
def test_untouched_stubs_are_not_attempted(stub):
    assert double.check(stub).status == "not attempted"


def test_untouched_values_are_not_attempted():
    match = Exercise(id="99.match", reference={"A": 3, "B": 1})
    assert match.check(...).status == match.check({"A": ..., "B": ...}).status == "not attempted"
    assert match.check().status == "not attempted"


# ---------------------------------------------------------------- tolerant where nothing is meant

@pytest.mark.parametrize("made", [float, np.float64, np.float32, np.array, Fraction,
                                  lambda v: int(v) if v == int(v) else v])
def test_numbers_of_every_kind_are_welcome(made):
    assert double.check(lambda x: made(2 * x)).status == "correct"


@pytest.mark.parametrize("made", [list, tuple, np.asarray, lambda g: g.astype(object),
                                  lambda g: [np.array(v) for v in g]])
def test_vectors_of_every_kind_are_welcome(made):
    assert saddle.check(lambda p: made(saddle_gradient(p))).status == "correct"


def test_arguments_may_be_functions_and_errors_name_them():
    ex = Exercise(id="99.f", reference=central, cases=[(np.sin, 1.0, 0.1), (np.exp, 0.0, 0.1)], tolerance=1e-4)
    assert ex.check(lambda f, x, h: (f(x + h) - f(x - h)) / h / 2).status == "correct"
    verdict = ex.check(lambda f, x, h: (f(x + h) - f(x)) / h)
    assert verdict.status == "wrong" and "At f = sin, x = 1.0, h = 0.1" in verdict.message


def test_random_cases_are_the_same_every_time():
    ex = Exercise(id="99.r", reference=np.cos, cases=lambda rng: [(x,) for x in rng.normal(size=4)])
    assert ex.points() == ex.points() and len(set(ex.points())) == 4
    assert repr(ex.check(np.sin)) == repr(ex.check(np.sin))


def test_several_results_of_different_shape_are_compared_one_by_one():
    ex = Exercise(id="99.s", reference=lambda x: (x, np.array([x, 2 * x]), "left"), cases=(1.0, 2.0))
    assert ex.check(lambda x: [x, [x, 2 * x], "Left "]).status == "correct"
    assert "of which item 1 (counted from 0) is [" in ex.check(lambda x: (x, [x, x], "left")).message
    assert "2 values" in ex.check(lambda x: (x, [x, x])).message


# ---------------------------------------------------------------- hostile answers

class Hostile:
    def _no(self, *args, **kwargs):
        raise RuntimeError("*no* <b>`no`</b>")

    __array__ = __len__ = __eq__ = __repr__ = __float__ = __iter__ = __getattr__ = __str__ = _no
    __hash__ = None


def fresh(made):
    """pytest itself must not meet a hostile object: parameters name the class instead."""
    if made is Hostile:
        return Hostile()
    return [fresh(v) for v in made] if isinstance(made, list) and made is not nested else made


def counting(x):
    yield x


def raises_hostile(x):
    class Nasty(Exception):
        __str__ = Hostile._no
    raise Nasty


def recurses(x):
    return recurses(x)


def leaves(x):
    sys.exit(3)


RESULTS = {  # what a function returns -> words that must be in the verdict
    "nothing": (None, "return"), "text": ("8", "text"),
    "complex": (1 + 2j, "complex"), "a class": (float, "class"),
    "a function": (np.sin, "function"), "a set": ({1}, "set"),
    "a dict": ({"a": 1}, "dictionary"), "ragged": ([[1], [1, 2]], "differ in length"),
    "hostile": (Hostile, "Hostile"), "huge integer": (10 ** 400, "401 digits"),
    "monstrous integer": (1 << 400_000, "digits"), "long text": ("`*$<b>" * 1_000_000, "6000000"),
    "complex array": (np.array([1j, 2]), "complex"), "list of text": (["a", "b"], "text"),
    "range": (range(5), "list(...)"), "endless nesting": ([], "where"),
    "list of hostiles": ([Hostile, Hostile], "Hostile"),
    "structured": (np.zeros(2, dtype=[("a", int)]), "numbers"), "dates": (np.array(["2026-01-01"], "M8"), "numbers"),
}
nested = RESULTS["endless nesting"][0]
nested.append(nested)


@pytest.mark.parametrize("result, words", RESULTS.values(), ids=RESULTS)
@pytest.mark.parametrize("exercise", [double, saddle], ids=["number", "vector"])
def test_any_result_gets_a_short_sentence(exercise, result, words):
    result = fresh(result)
    verdict = exercise.check(lambda _: result)
    assert verdict.status == "wrong" and words in verdict.message
    assert len(verdict.message) < 10 * LONG and "<b>" not in verdict.message.replace("`'", "").split("`")[0]


@pytest.mark.parametrize("value, words", [(np.nan, "nan (not a number)"), (-np.inf, "an infinite number")])
def test_what_is_not_finite_is_named_with_its_place(value, words):
    assert words in double.check(lambda x: value).message
    assert f"{words} in place [1]" in saddle.check(lambda p: [2 * p[0], value]).message


@pytest.mark.parametrize("function, words", [
    (reciprocal, "raises `ZeroDivisionError: float division by zero`, in its line 3, `return one / x`"),
    (raises_hostile, "Nasty"), (recurses, "RecursionError"), (leaves, "SystemExit"), (counting, "generator"),
    (lambda: 1, "parameters"), (lambda x, y: 1, "`x, y`"), (4.0, "function itself"), ("double", "function itself"),
    (float, "class"), (None, "function itself"), (Hostile, "Hostile"), (np.zeros(10 ** 6), "function itself"),
])
def test_any_function_gets_a_sentence(function, words):
    verdict = double.check(fresh(function))
    assert verdict.status == "wrong" and words in verdict.message, verdict
    assert "Traceback" not in verdict.message and "mathlib" not in verdict.message


def test_shapes_are_named_before_anything_is_copied():
    huge = np.broadcast_to(0.0, (125_000_000,))  # a gigabyte if anybody copied it
    row = [0.0] * 1000
    many = [row] * 100_000  # a hundred million numbers
    start = time.perf_counter()
    for result, shape in ((huge, "a row of 125000000"), (many, "(100000, 1000)")):
        verdict = saddle.check(lambda p, result=result: result)
        assert shape in verdict.message and "a row of 2 numbers" in verdict.message
    assert time.perf_counter() - start < 1


def test_a_function_that_changes_its_input_is_almost_right_and_leaves_the_cases_alone():
    def scribble(p):
        p *= 2
        p[1] *= -1
        return p
    assert "changes its input" in saddle.check(scribble).message
    assert saddle.check(scribble).status == "almost"
    assert saddle.check(saddle_gradient).status == "correct"


def test_one_buffer_for_all_results_is_no_trap():
    buffer = np.zeros(2)

    def reuse(p):
        buffer[:] = saddle_gradient(p)
        return buffer
    assert saddle.check(reuse).status == "correct"


# ---------------------------------------------------------------- endless, printing, interrupted

def endless(x):
    while True:
        pass


def stubborn(x):
    while True:
        try:
            time.sleep(0.005)
        except:  # noqa: E722  this is what learners write
            pass


def chatty(x):
    while True:
        print("still here")


@pytest.mark.parametrize("function", [endless, stubborn, chatty])
def test_an_endless_loop_ends_with_a_sentence_and_its_thread_dies(function, capsys):
    before = set(threading.enumerate())
    exercise = Exercise(id="99.loop", reference=lambda x: x, cases=(2.0,), seconds=0.2)
    start = time.perf_counter()
    verdict = exercise.check(function)
    assert time.perf_counter() - start < 2
    assert verdict.status == "wrong" and "Still running after 0.2 seconds at x = 2.0" in verdict.message
    for thread in set(threading.enumerate()) - before:
        thread.join(2)
        assert not thread.is_alive()
    assert capsys.readouterr() == ("", "")


def test_prints_and_warnings_stay_out_of_the_page(capsys):
    def talkative(x):
        print("hello", file=sys.stderr)
        warnings.warn("old", stacklevel=1)
        return 2 * x
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdict = double.check(talkative)
    assert verdict.status == "correct" and "not shown here" in verdict.message
    assert capsys.readouterr() == ("", "")
    print("afterwards")
    assert capsys.readouterr().out == "afterwards\n"


@pytest.fixture
def heard():
    """Interrupts are heard: a job that a shell runs in the background begins with them ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_interrupting_a_check_gives_a_sentence(heard):
    def interrupted(x):                       # not before it runs, however busy the machine is
        threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGINT)).start()
        endless(x)
    verdict = Exercise(id="99.loop", reference=lambda x: x, cases=(2.0,), seconds=5).check(interrupted)
    assert verdict.status == "not attempted" and "interrupted the check at x = 2.0" in verdict.message


def test_where_no_thread_can_start_the_check_still_runs(monkeypatch):
    def refuse(self):
        raise RuntimeError("can't start new thread")
    monkeypatch.setattr(threading.Thread, "start", refuse)
    assert double.check(lambda x: 2 * x).status == "correct"
    assert double.check(lambda x: x).status == "wrong"


# ---------------------------------------------------------------- values

match = Exercise(id="99.match", reference={"A": 3, "B": 1}, traps={"Height is not slope.": {"A": 1, "B": 3}})


@pytest.mark.parametrize("answer, right, wrong", [
    (3, (3, 3.0, np.int64(3), np.array(3)), (4, "3", [1, 2], None, np.nan, print, Hostile)),
    (True, (True, 1, np.True_), (False, 2, "True", None, [True])),
    ("zig-zags", ("zig-zags", " Zig-Zags "), ("creeps", 3, None, "z" * 10 ** 7)),
    ([1.0, 2.0], ([1, 2], (1, 2), np.array([1, 2])), ([2, 1], 1, [[1, 2]], "12", {1, 2})),
    (["kink", "jump"], (["Kink", "jump"], ("kink", "jump")), (["jump", "kink"], ["kink"], "kink", [1, 2])),
    ([True, False], ([True, False], [1, 0]), ([False, True], [True], True)),
])
def test_values_of_every_kind(answer, right, wrong):
    exercise = Exercise(id="99.value", reference=answer)
    assert {exercise.check(value).status for value in right} == {"correct"}
    assert {exercise.check(fresh(value)).status for value in wrong} <= {"wrong"}


def test_a_wrong_value_is_not_told_the_right_one():
    assert "8.125" not in Exercise(id="99.v", reference=8.125).check(8).message
    verdict = match.check({"A": 3, "B": 2})
    assert "1 of 2" in verdict.message and "B" in verdict.message


def test_the_trap_of_a_value():
    assert "Height is not slope." in match.check({"B": 3, "A": 1.0}).message


def valley(lr, w=1.2, steps=8):
    for _ in range(steps):
        w -= lr * 2 * w
    return w


reach = Exercise(id="99.reach", reference=0.4, measure=lambda lr: abs(valley(lr)) < 0.01,
                 witness=lambda lr: f"With η = {lr:g} the ball stands at w = {valley(lr):.3g}.",
                 traps={"At η = 1 it jumps between two points for ever.": 1.0})


@pytest.mark.parametrize("lr", [0.3, 0.5, np.float64(0.6), Fraction(1, 2)])
def test_any_value_that_measures_right_is_correct(lr):
    assert reach.check(lr).status == "correct"


@pytest.mark.parametrize("lr, words", [(0.01, "η = 0.01 the ball stands at w = 1.02"), (1, "two points"),
                                       ("0.4", "text"), (1e300, "ball"), (np.nan, "nan"),
                                       ([0.3, 0.4], "a row of 2 numbers"),
                                       (..., "dots")])
def test_a_value_that_measures_wrong_gets_its_witness(lr, words):
    verdict = reach.check(lr)
    assert verdict.status != "correct" and words in verdict.message


# ---------------------------------------------------------------- hints and solutions

def test_hints_come_one_by_one_and_the_last_one_stays():
    ex = Exercise(id="99.h", reference=1, hints=("first", "second"))
    assert [ex.hint().text[-6:].strip() for _ in range(3)] == ["first", "second", "second"]
    assert "first" in repr(ex.hint(1))
    assert all("1 to 2" in repr(ex.hint(n)) for n in (0, 3, "x", 1.5))
    assert "no hints" in repr(Exercise(id="99.h", reference=1).hint())


def test_a_solution_is_shown_as_source():
    assert "return np.array([2 * x, -2 * y])" in repr(saddle.solution())
    assert saddle.solution()._repr_markdown_().count("```") == 2
    assert "'A': 3" in repr(match.solution())


def test_an_exercise_without_cases_is_refused():
    with pytest.raises(ValueError, match="needs cases"):
        Exercise(id="99.none", reference=np.sin)


# ---------------------------------------------------------------- properties

ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.complex_numbers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner), max_leaves=12)
ARRAYS = npst.arrays(npst.scalar_dtypes(), npst.array_shapes(min_dims=0, max_side=3))


@settings(max_examples=60, deadline=None)
@given(ANYTHING | ARRAYS)
def test_no_answer_breaks_a_check(thing):
    for verdict in (double.check(lambda x: thing), saddle.check(lambda p: thing),
                    match.check(thing), reach.check(thing)):
        assert verdict.status in ("wrong", "not attempted", "almost", "correct")
        assert len(verdict._repr_markdown_()) < 1500 and "\n" not in verdict.message


@settings(max_examples=60, deadline=None)
@given(npst.arrays(float, npst.array_shapes(min_dims=0, max_dims=3, max_side=3),
                   elements=st.floats(-1e6, 1e6)), st.floats(1e-3, 1e3), st.data())
def test_an_array_agrees_with_itself_and_with_nothing_that_is_off(want, offset, data):
    assert compare(want.tolist(), want) is None and compare(want, want) is None
    off = want.copy()
    where = data.draw(st.sampled_from(list(np.ndindex(want.shape))))
    off[where] += offset * max(1.0, np.abs(want).max())
    assert compare(off, want) is not None


@given(ANYTHING)
def test_everything_is_shown_short_and_on_one_line(thing):
    text = show(thing)
    assert len(text) < 8 * LONG and "\n" not in text and text.count("`") % 2 == 0


# ---------------------------------------------------------------- answers that do their work on objects

def _emptied(answer, size):
    """What a function has left of a list that it was to empty."""
    items = list(range(size))
    return ... if answer(items) is ... else items


clear = Exercise(id="99.clear", reference=lambda items: items.clear(), use=_emptied, cases=(1, 3), hints=("Look.",),
                 traps={"Only the last item is gone.": lambda items: items.pop() and None})


def test_an_exercise_may_say_how_an_answer_is_used():
    assert clear.check(lambda items: items.clear()).status == "correct"
    assert clear.check(lambda items: ...).status == "not attempted"


def test_a_use_names_the_case_and_recognises_traps():
    verdict = clear.check(lambda items: items.pop() and None)
    assert verdict.status == "wrong" and "Only the last item is gone." in verdict.message
    assert "At size = 3 your function leads to" in verdict.message


def test_a_use_asks_for_the_parameters_of_the_answer():
    assert "called with 1: items" in clear.check(lambda: None).message
    assert "calls it with items" in clear.check(3).message


def test_what_stands_instead_of_a_value_is_said_in_words():
    def use(function, x):
        return function(x) or Instead("nothing to compare")
    ex = Exercise(id="99.i", reference=lambda x: x + 1, use=use, cases=(1.0,), traps={"You gave 0.": lambda x: 0.0})
    told = "At x = 1.0 your function leads to nothing to compare; expected 2.0. You gave 0."
    assert ex.check(lambda x: 0).message == told
    assert compare(Instead("no row"), np.zeros(3)).words.startswith("no row; expected")


# ---------------------------------------------------------------- whatever is handed in, once for all exercises

class Spiteful:
    """An object that raises whatever it is asked."""

    def __getattr__(self, name):
        raise RuntimeError("no")

    def _refuse(self, *_):
        raise RuntimeError("no")

    __eq__ = __len__ = __array__ = __bool__ = __float__ = __iter__ = __repr__ = __str__ = __hash__ = _refuse


def raising(error):
    def answer(*_):
        raise error
    return answer


def recursing(*_):
    return recursing(*_)


HOSTILE = {
    "none": None, "nan": float("nan"), "infinity": float("inf"), "text": "no idea", "empty text": "", "bytes": b"\0",
    "empty list": [], "ragged list": [[1.0], [2.0, 3.0]], "deep list": [[[[[[1.0]]]]]],
    "wrong shape": np.ones((3, 5, 7)), "dict": {"a": 1}, "complex": 1 + 2j, "huge int": 10 ** 400,
    "objects": np.array([None, "x"], dtype=object),
    "huge list": [0.5] * 200_000, "a gigabyte": np.broadcast_to(0.5, (2 ** 27,)), "a type": int, "a module": np,
    "generator": (n for n in ()), "exception": ValueError("x"), "spiteful": Spiteful(),
}
RUDE = {"raises": raising(ZeroDivisionError("x")), "raises nothing we know": raising(BaseException("x")),
        "exits": raising(SystemExit(1)), "interrupts": raising(KeyboardInterrupt()), "recurses": recursing,
        "wants no argument": lambda: 1.0, "wants nine": lambda a, b, c, d, e, f, g, h, i: 1.0}
OF_EACH_KIND = [
    double, saddle, Exercise(id="99.k1", reference={"A": 3, "B": "x"}), Exercise(id="99.k2", reference=[1.0, 2.0, 3.0]),
    Exercise(id="99.k3", reference="a word"), Exercise(id="99.k4", reference=True), Exercise(id="99.k5", reference=2.5),
    Exercise(id="99.k6", reference=2.5, measure=lambda v: 0 < v < 9, witness=lambda v: f"{v:.3f} is off."),
    Exercise(id="99.k7", reference=matrix, cases=(1.0,), use=lambda f, a: f(a).T),
]


def calm(exercise, answer):
    """The verdict on a hostile answer, which must be one, and must not be "correct"."""
    verdict = exercise.check(answer)
    assert verdict.status in ("wrong", "almost", "not attempted")
    assert "Traceback" not in verdict.message
    return verdict


@pytest.mark.parametrize("answer", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_values_are_refused_in_words(answer):
    for exercise in OF_EACH_KIND:
        calm(exercise, answer)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_functions_that_return_nonsense_are_refused_in_words(value):
    for exercise in OF_EACH_KIND:
        calm(exercise, lambda *_, **__: value)


@pytest.mark.parametrize("answer", RUDE.values(), ids=RUDE.keys())
def test_rude_functions_are_refused_in_words(answer):
    for exercise in OF_EACH_KIND:
        calm(exercise, answer)


@pytest.mark.parametrize("answer", [[0.5] * 2 ** 25, {k: 1 for k in range(2 ** 21)}, "x" * 2 ** 28,
                                    np.zeros(2 ** 26)], ids=["list", "dict", "text", "array"])
def test_a_large_answer_is_refused_within_the_limit(answer):
    """Nothing is copied or measured before it is clear that it is small."""
    for exercise in OF_EACH_KIND:
        begun = time.monotonic()
        calm(exercise, answer)
        calm(exercise, lambda *_: answer)
        assert time.monotonic() - begun < 2.0


def test_what_is_wrong_in_one_place_of_several_is_told_with_its_place():
    pair = Exercise(id="99.p", reference=lambda x: (x, [x, 2 * x]), cases=(1.0,))
    assert "2 things (one number, then a row of 2 numbers) are expected" in pair.check(lambda x: x).message
    named = Exercise(id="99.n", reference=lambda x: {"y": x, "share": 2 * x}, cases=(3.0,))
    told = named.check(lambda x: {"y": x, "share": x}).message
    assert "right in 1 of 2 places. The share is 3.0; expected 6.0." in told and "Look also" not in told
    told = named.check(lambda x: {"y": -x, "share": x}).message
    assert "The y is -3.0; expected 3.0. Look also at share." in told


def rooms(x):
    return ...


@pytest.mark.parametrize("answer, words", [
    (lambda x: rooms(x), "Your function uses `rooms`, which still holds dots"),
    (lambda x: 2 * rooms(x), "Your function uses `rooms`, which still holds dots"),
    (lambda x: 2 * globals()["rooms"](x), "Your function uses something that still holds dots"),
    (lambda x: ..., "Replace the dots"),
])
def test_dots_of_another_exercise_are_told_from_its_own(answer, words):
    verdict = double.check(answer)
    assert verdict.status == "not attempted" and words in verdict.message


def test_an_error_about_its_own_dots_is_told_as_it_is():
    verdict = double.check(lambda x: 2 * ...)
    assert verdict.status == "wrong" and "TypeError" in verdict.message


def test_what_use_cannot_read_is_said_in_its_words():
    def height(answer, x):
        if answer(x) is None:
            raise Unreadable("nothing (None).")
        return answer(x)
    exercise = Exercise(id="99.u", reference=lambda x: x, use=height, cases=(1.0,))
    assert repr(exercise.check(lambda x: None)) == "✗ Wrong. At x = 1.0 your function returns nothing (None)."


def test_rounded_values_are_nearly_right():
    root = Exercise(id="99.round", reference=np.sqrt, cases=(2.0, 3.0, 4.0))
    rounded = root.check(lambda x: round(np.sqrt(x), 3))
    assert rounded.status == "almost" and "rounded" in rounded.message
    assert "rounded" not in root.check(lambda x: np.sqrt(x) + 1e-3).message
    assert "rounded" not in root.check(lambda x: 0.0).message


def test_a_reader_reads_an_answer_or_says_why_it_is_none():
    def read(answer):
        return Verdict("not attempted", "A number, please.") if answer == "seven" else float(answer)
    number = Exercise(id="99.r", reference=7.0, reader=read)
    assert [number.check(answer).status for answer in ("7", 7, "8", "seven")] == ["correct", "correct", "wrong",
                                                                                 "not attempted"]
    assert number.check(None).status == "wrong"          # a reader that raises


def test_its_name_alone_on_a_line_gives_no_answer_away():
    assert repr(saddle) == "Exercise 99.saddle: Any. It has .check(answer), .hint() and .solution()."
