"""Lesson 03: its answers and the numbers it quotes, held against measurement."""
import numpy as np
import pytest
import sympy

from mathlib import datasets, numdiff
from mathlib.demos.cuts import performance
from mathlib.lessons import partial_derivatives as ex
from mathlib.lessons.partial_derivatives import exercises

S, N, X, Y = sympy.symbols("s n x y", real=True)
P = 80 - 3 * (S - 8) ** 2 - 2 * (N - 6) ** 2 + 2 * (S - 8) * (N - 6)
R = 10 * X + 8 * Y - X ** 2 - Y ** 2 - X * Y
PLACES = np.random.default_rng(0).uniform([5, 3], [11, 9], size=(20, 2))


def test_the_stage_the_exercises_and_the_page_show_one_model():
    for s, n in PLACES:
        want = pytest.approx(float(P.subs({S: s, N: n})))
        assert performance(s, n) == want and exercises._performance(s, n) == want
        assert ex.slope_in_n.reference(s, n) == pytest.approx(float(sympy.diff(P, N).subs({S: s, N: n})))


def test_where_a_sleep_slice_has_its_top():
    tops = {n: sympy.solve(sympy.diff(P, S).subs(N, n), S) for n in (3, 6, 9)}
    assert tops == {3: [7], 6: [8], 9: [9]}
    corners = [(6.5, 4.5), (7.5, 4.5), (6.5, 5.5), (7.5, 5.5)]
    assert [float(P.subs({S: s, N: n})) for s, n in corners] == [73.25, 76.25, 74.25, 79.25]
    assert sympy.diff(P, S, N) == sympy.diff(P, N, S) == 2


def test_the_single_maximum_of_reach_and_depth():
    assert sympy.solve([sympy.diff(R, X), sympy.diff(R, Y)], [X, Y]) == {X: 4, Y: 2} and R.subs({X: 4, Y: 2}) == 28
    assert sorted(sympy.hessian(R, (X, Y)).eigenvals()) == [-3, -1]
    assert sympy.expand(R - (28 - (X - 4 + (Y - 2) / 2) ** 2 - sympy.Rational(3, 4) * (Y - 2) ** 2)) == 0


@pytest.mark.parametrize("hours", [0.0, 0.5, 1.5, 2.0, 2.7, 4.0, 5.1, 6.0, 6.4, 8.0])
def test_the_best_split_beats_every_other(hours):
    x, y = np.meshgrid(*2 * [np.linspace(0, hours, 201)])
    heights = np.where(x + y <= hours + 1e-9, 10 * x + 8 * y - x ** 2 - y ** 2 - x * y, -np.inf)
    a, b = ex.best_split.reference(hours)
    assert a + b <= hours + 1e-9 and min(a, b) >= 0
    assert 10 * a + 8 * b - a ** 2 - b ** 2 - a * b >= heights.max() - 1e-9


def test_each_card_shows_the_slices_of_its_map_and_of_no_other():
    x = np.linspace(-2, 2, 41)
    fits = {(name, card) for name, f in ex.MAPS.items() for card, g in ex.SLICES.items()
            if all(np.allclose(f(x, y), g(x, y)) for y in (0, 1))}
    assert fits == set(ex.cards.reference.items())


def test_the_surface_is_level_on_both_axes_and_1_on_the_diagonal():
    t = np.array([-0.5, -1e-6, 0.0, 1e-6, 0.5])
    assert not ex.surface(t, 0 * t).any() and not ex.surface(0 * t, t).any()
    assert ex.surface(t[t != 0], t[t != 0]) == pytest.approx(np.ones(4))
    slope = sympy.diff(2 * X * Y / (X ** 2 + Y ** 2), Y).subs(Y, 0)
    assert sympy.simplify(slope - 2 / X) == 0


def test_the_corner_of_the_twist_depends_on_the_order():
    twist = X * Y * (X ** 2 - Y ** 2) / (X ** 2 + Y ** 2)
    in_x = sympy.limit(twist / X, X, 0)               # the slope in x on the y axis, where the twist is 0
    in_y = sympy.limit(twist / Y, Y, 0)
    assert (sympy.diff(in_x, Y), sympy.diff(in_y, X)) == (-1, 1)


def test_the_slope_of_the_penguins_turns_when_the_flipper_is_held():
    """A second route: a least-squares line in place of the difference of two groups."""
    table = datasets.penguins()
    depth, flipper, mass = table.x[:, 1], table.x[:, 2], table.y
    near = abs(flipper - 190) <= 5
    assert near.sum() == 124
    assert np.polyfit(depth, mass, 1)[0] == pytest.approx(-192, abs=1)
    assert np.polyfit(depth[near], mass[near], 1)[0] == pytest.approx(233, abs=2 * 33)
    close = abs(flipper - 205) <= 5
    assert np.polyfit(depth[close], mass[close], 1)[0] < -50
    assert len(np.unique(datasets.penguin_species()[close])) == 3


def test_an_array_of_whole_numbers_swallows_the_step_and_the_reference_does_not():
    x = np.array([7, 4])
    x[0] += 1e-5
    assert x.tolist() == [7, 4]
    assert ex.partial.reference(lambda p: performance(*p), np.array([7, 4]), 0, 1e-3) == pytest.approx(2)
    assert numdiff.partial(lambda p: performance(*p), [7, 4], 0) == pytest.approx(2)


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.cards, {1: "c", 2: "a", 3: "d", 4: "b"}, "correct"),
    (ex.cards, {"1": "C", "2": "A", "3": "D", "4": "C"}, "wrong"),
    (ex.slopes_of_xy, {"y = 5": 5.0, "y = 0": 0, "y = −2": -2, "depends on y": True}, "correct"),
    (ex.depth_slope, (2330, 0.233, 2.33), "correct"), (ex.depth_slope, [2334, 0.2334, 2.334], "correct"),
    (ex.best_split, lambda hours: np.clip([hours / 2 + 1, hours / 2 - 1], [min(hours, 2), 0], [4, 2]), "wrong"),
    (ex.saddle, lambda x, y: x ** 2 + y ** 2 - 2.1 * x * y, "correct"),
    (ex.saddle, lambda x, y: (x - y) ** 2, "wrong"),
    (ex.saddle, lambda x, y: x ** 2 + y ** 2 - 1.9 * x * y, "wrong"),
    (ex.saddle, lambda x, y: x ** 4 + y ** 4 - x * y, "correct"),
    (ex.saddle, lambda x, y: (y - x ** 2) * (y - 2 * x ** 2), "correct"),
    (ex.saddle, lambda x, y: (x - 3 * y ** 2) * (x - 4 * y ** 2), "correct"),
    (ex.saddle, lambda x, y: 80 + (y - x ** 2) * (y - 2 * x ** 2), "correct"),
    (ex.saddle, lambda x, y: 5 + x ** 4 + y ** 4 - 3 * x ** 2 * y ** 2, "correct"),
    (ex.saddle, lambda x, y: x ** 2 + y ** 2 - 5000 * x * y ** 2, "wrong"),
    (ex.saddle, lambda x, y: 1.0, "wrong"), (ex.saddle, lambda x, y: 1 + x ** 2 + y ** 2, "wrong"),
    (ex.saddle, lambda x, y: x ** 6 + y ** 2 - 3 * x ** 3 * y, "correct"),
    (ex.saddle, lambda x, y: (y - x ** 3) * (y - 3 * x ** 3), "correct"),
    (ex.saddle, lambda x, y: (y - x ** 4) * (y - 2 * x ** 4), "correct"),
    (ex.saddle, lambda x, y: (x + y ** 3) * (x + 2 * y ** 3), "correct"),
    (ex.saddle, lambda x, y: -1 if x * y != 0 else x ** 2 + y ** 2, "correct"),
    (ex.saddle, lambda x, y: x ** 2 - 2 * x * y + y ** 2, "wrong"),
    (ex.saddle, lambda x, y: x ** 2 + 2 * x * y + y ** 2, "wrong"),
    (ex.saddle, lambda x, y: x ** 4 - 2 * x ** 2 * y + y ** 2, "wrong"),
    (ex.saddle, lambda x, y: x ** 2 + y ** 2 - 3 * x * y / (1 + x ** 2), "almost"),
    (ex.slope_in_n, lambda s, n: int(2 * s - 4 * n + 8), "wrong"),
    (ex.slope_in_n, lambda s, n: (2 * s - 4 * n + 8) // 1, "wrong"),
    (ex.slope_in_n, lambda s, n: round(2 * s - 4 * n + 8), "wrong"),
    (ex.interaction, lambda f, x, y, h, k: (f(x + h, y + k) - f(x + h, y) - f(x, y + k) + f(x, y)) / abs(h) / abs(k),
     "wrong"),
    (ex.slopes_of_xy, {"y = 5": "5", "y=0": 0, "y = -2": "−2", "depends on y": "True"}, "correct"),
    (ex.slopes_of_xy, {"y = 5": 5, "y = 0": 0, "y = -2": 2, "depends on y": True}, "almost"),
    (ex.next_knob, lambda s, c: np.argmax(np.maximum(s, 0) / c), "wrong"),
    (ex.next_knob, lambda s, c: np.argmax(s / c) if s.max() > 0 else "none", "wrong"),
    (ex.next_knob, lambda s, c: (s / c ** 2).argmax(), "wrong"),
    (ex.next_knob, lambda s, c: int((s / c).argmax()), "correct"),
])
def test_an_answer_is_judged_by_what_it_does(exercise, answer, status):
    assert exercise.check(answer).status == status, exercise.check(answer)


@pytest.mark.parametrize("answer, words", [
    (lambda f, x, i, h: (f(x + np.eye(len(x))[i] * h) - f(x)) / (2 * h), "x itself"),
    (lambda f, x, i, h: (f(x + np.eye(len(x))[i] * h) - f(x)) / h, "forward difference"),
])
def test_a_one_sided_partial_is_named(answer, words):
    assert words in repr(ex.partial.check(answer))


def test_a_step_in_place_is_noticed():
    def stepping(f, x, i, h):
        x[i] += h
        ahead = f(x)
        x[i] -= 2 * h
        return (ahead - f(x)) / (2 * h)
    verdict = ex.partial.check(stepping)
    assert verdict.status == "almost" and "changes its input" in repr(verdict)


@pytest.mark.parametrize("f", [lambda x, y: x ** 2 - y ** 2, lambda x, y: -x ** 2 * y ** 2, lambda x, y: -abs(x * y),
                               lambda x, y: -x ** 2 - y ** 2])
def test_a_slice_that_does_not_rise_is_named(f):
    assert "not every slice rises on both sides" in repr(ex.saddle.check(f))


@pytest.mark.parametrize("key, wrong", [("y = 5", 4), ("y = 0", 1), ("y = −2", 7), ("y = −2", -3)])
def test_the_first_wrong_slope_is_named(key, wrong):
    assert f"{key}: the slice is" in repr(ex.slopes_of_xy.check(ex.slopes_of_xy.reference | {key: wrong}))


@pytest.mark.parametrize("wrong", [
    lambda hours: [hours, 0] if hours <= 1 else [hours / 2 + 1, hours / 2 - 1] if hours < 6 else [4, 2],
    lambda hours: [hours, 0] if hours < 2.4 else [hours / 2 + 1, hours / 2 - 1] if hours < 6 else [4, 2],
    lambda hours: [hours, 0] if hours < 2 else [hours / 2 + 1, hours / 2 - 1] if hours < 5.6 else [4, 2],
    lambda hours: [hours, 0] if hours < 2 else [hours / 2 + 1, hours / 2 - 1] if hours < 6.4 else [4, 2],
    lambda hours: [99, 99] if hours == 0 else ex.best_split.reference(hours),
    lambda hours: [x + 0.01 for x in ex.best_split.reference(hours)],
])
def test_a_split_with_another_border_is_wrong(wrong):
    assert ex.best_split.check(wrong).status == "wrong"


def test_a_split_that_is_searched_as_the_lesson_does_is_correct():
    def searched(hours):
        if hours > 6:
            return [4, 2]
        x = np.linspace(0, hours, 40001)
        y = hours - x
        best = (10 * x + 8 * y - x ** 2 - y ** 2 - x * y).argmax()
        return [x[best], y[best]]
    assert ex.best_split.check(searched).status == "correct"


@pytest.mark.parametrize("returned, words", [
    (None, "your function returns nothing (None)"), ([1.0], "a row of 1 number"), ({}, "a dictionary"),
    ("x*y", "text"), (abs, "a function"), (1j, "the complex number"), (float("nan"), "nan (not a number)"),
])
def test_what_is_no_height_is_said(returned, words):
    verdict = ex.saddle.check(lambda x, y: returned)
    assert verdict.status == "wrong" and words in verdict.message and "raises" not in verdict.message


@pytest.mark.parametrize("exercise, answer, words", [
    (ex.cards, {"1": "E", "2": "A", "3": "D", "4": "B"}, "is not one of the 4 names: A, B, C, D."),
    (ex.cards, {"A": "2", "B": "4", "C": "1", "D": "3"}, "are the keys; the cards are the values"),
    (ex.cards, {"1": ["C"], "2": "A", "3": "D", "4": "B"}, "At 1 stands"),
    (ex.slopes_of_xy, ex.slopes_of_xy.reference | {"y = 5": [5]}, "y = 5: the slice is 5x"),
    (ex.slopes_of_xy, ex.slopes_of_xy.reference | {"y = 5": "y"}, "y = 5: the slice is 5x"),
    (ex.slopes_of_xy, ex.slopes_of_xy.reference | {"y = 5": None}, "y = 5: the slice is 5x"),
    (ex.slopes_of_xy, ex.slopes_of_xy.reference | {"y = 5": lambda y: y}, "y = 5: the slice is 5x"),
    (ex.slopes_of_xy, ex.slopes_of_xy.reference | {"depends on y": False, "y = 0": 1}, "y = 0: the slice is 0 · x"),
    (ex.slopes_of_xy, ex.slopes_of_xy.reference | {"depends on y": "maybe"}, "your three slopes are right."),
    (ex.next_knob, lambda s, c: np.argmax(c), "the dearest knob"),
    (ex.partial, lambda f, x, i, h: int(f(x) - f(x)) / (2 * h), "That is 0, as when"),
    (ex.partial, lambda f, x, i, h: (f(x[i] + h) - f(x[i] - h)) / (2 * h), "f needs the whole array"),
    (ex.partial, lambda f, x, i, h: ex.partial.reference(f, x, i, 1e-5), "Use the h that is handed in"),
])
def test_a_wrong_answer_is_named(exercise, answer, words):
    verdict = exercise.check(answer)
    assert verdict.status in ("wrong", "not attempted") and words in verdict.message


@pytest.mark.parametrize("answer", [{}, {"1": "C"}])
def test_a_map_that_is_missing_is_not_told(answer):
    assert "Look at map" not in ex.cards.check(answer).message


def test_slopes_divided_by_their_sum_are_wrong_for_another_reason_than_a_lost_sign():
    verdict = ex.next_knob.check(lambda s, c: np.argmax(s / s.sum() / c))
    assert verdict.status == "wrong" and "Keep its sign" not in verdict.message
