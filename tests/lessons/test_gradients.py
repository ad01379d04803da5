"""Lesson 04: its answers and the numbers it quotes, by a second route."""
import numpy as np
import pytest
import sympy

from mathlib import datasets, formula, numdiff
from mathlib.demos.compass import hill
from mathlib.lessons import gradients as ex
from mathlib.lessons.gradients import exercises
from mathlib.lessons.gradients.terrain import stretched

X, Y, K = sympy.symbols("x y kappa", positive=True)
PLACES = np.random.default_rng(1).uniform(-2.5, 2.5, (12, 2))


def test_the_stage_the_exercises_and_the_page_show_one_hill():
    for x, y in PLACES:
        assert hill(x, y) == pytest.approx(600 - 15 * x ** 2 - 40 * y ** 2) == exercises.dome([x, y])
        assert exercises.slopes_of_dome([x, y]) == pytest.approx(numdiff.gradient(lambda p: hill(*p), [x, y]), abs=1e-5)


@pytest.mark.parametrize("land", [ex.ISLAND, *ex.LANDSCAPES], ids=lambda land: land.name)
def test_every_ground_has_the_slopes_and_bends_of_its_formula(land):
    f = formula.parse(land.text, ("x", "y"))
    by_formula = [f.derivative("x"), f.derivative("y")]
    for x, y in PLACES:
        assert land.f(x, y) == pytest.approx(f(x, y))
        assert land.gradient(x, y) == pytest.approx([g(x, y) for g in by_formula])
        assert land.hessian(x, y) == pytest.approx(
            np.array([[g.derivative(v)(x, y) for v in ("x", "y")] for g in by_formula]))


def test_the_island_has_two_summits_and_a_pass_and_no_other_critical_place():
    found = set()
    for start in np.stack(np.meshgrid(*2 * [np.linspace(-3, 3, 25)]), -1).reshape(-1, 2):
        p = start
        for _ in range(60):
            step = np.linalg.solve(ex.ISLAND.hessian(*p) + 1e-12 * np.eye(2), ex.ISLAND.gradient(*p))
            p = p - step * min(1, 0.3 / np.hypot(*step))
        if np.abs(p).max() < 3 and np.hypot(*ex.ISLAND.gradient(*p)) < 1e-6:
            found.add(tuple(p.round(2) + 0.0))
    bends = {at: sorted(np.sign(np.linalg.eigvalsh(ex.ISLAND.hessian(*at)))) for at in found}
    assert sorted(map(tuple, bends.values())) == [(-1, -1), (-1, -1), (-1, 1)]
    assert {at for at, signs in bends.items() if signs == [-1, 1]} == {(0.19, 0.19)}


def test_the_angle_at_1_1_in_closed_form():
    """tan of the angle of (1, κ) less that of (1, 1): (κ − 1)/(1 + κ)."""
    for kappa, degrees in ((1, 0.0), (10, 39.3), (100, 44.4)):
        exact = np.degrees(np.arctan((kappa - 1) / (kappa + 1)))
        assert ex.angle_off.reference(kappa) == pytest.approx(exact, abs=1e-5) == pytest.approx(degrees, abs=0.05)


def test_on_an_ellipse_the_claim_holds_on_the_axes_only_and_no_angle_reaches_90():
    cross = sympy.factor(X * sympy.diff(X ** 2 + K * Y ** 2, Y) - Y * sympy.diff(X ** 2 + K * Y ** 2, X))
    assert sympy.simplify(cross - 2 * X * Y * (K - 1)) == 0                # 0 only where x, y or κ − 1 is
    for kappa in (2, 10, 100):
        turn = np.linspace(0, 2 * np.pi, 4001)
        off = ex.angles_off(stretched(kappa), np.column_stack([np.cos(turn), np.sin(turn)]))
        assert off.max() == pytest.approx(np.degrees(np.arccos(2 * np.sqrt(kappa) / (1 + kappa))), abs=0.01)


def test_a_step_square_to_the_gradient_loses_half_its_square_times_the_bend():
    p, step = np.array([-2.0, -1.0]), 0.1
    u = np.array([-80.0, 60.0]) / 100
    loss = 500 - hill(*(p + step * u))
    assert loss == pytest.approx(step ** 2 / 2 * (u @ np.diag([30, 80]) @ u))


def test_the_penguins_minimum_and_how_the_unit_turns_the_gradient():
    """A second route: polyfit for the minimum, and the shape of the bowl for the angles."""
    table = datasets.penguins()
    flipper = table.x[:, 2]
    slope, height = np.polyfit(flipper - flipper.mean(), table.y, 1)
    assert (height, slope) == (pytest.approx(4201.8, abs=0.1), pytest.approx(49.7, abs=0.05))
    for mm, degrees in ((1, 80.6), (10, 16.7), (flipper.std(), 0.0)):
        way = np.array([height - 3000, slope * mm])
        downhill = way * [1, (flipper.std() / mm) ** 2]
        angle = abs(np.degrees(np.arctan2(downhill[1], downhill[0]) - np.arctan2(way[1], way[0])))
        assert angle == pytest.approx(degrees, abs=0.05)


def test_the_gradient_of_squares_is_measured_too():
    rng = np.random.default_rng(2)
    for m, n in ((3, 2), (4, 3), (5, 1)):
        A, b, x = rng.normal(size=(m, n)), rng.normal(size=m), rng.normal(size=n)
        measured = numdiff.gradient(lambda p, A=A, b=b: np.sum((A @ p - b) ** 2), x)
        assert ex.gradient_of_squares.reference(A, b, x) == pytest.approx(measured, abs=1e-6)


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.slope_along, lambda g, v: sum(map(float, g * v)) / sum(b * b for b in v) ** 0.5, "correct"),
    (ex.slope_along, lambda g, v: (g * v).sum(), "wrong"), (ex.slope_along, -82.0, "wrong"),
    (ex.turn_off, lambda s, a: 180 / np.pi * np.arccos(a / s), "correct"),
    (ex.turn_off, lambda s, a: np.degrees(np.arctan2((s * s - a * a) ** 0.5, a)), "correct"),
    (ex.turn_off, lambda s, a: np.degrees(np.arctan(a / s)), "wrong"),
    (ex.numbers_in, {"height over a map": "two", "temperature in a room": 3, "loss of 1,000 weights": 1000}, "wrong"),
    (ex.numbers_in, {"height over a map": 2.0, "temperature in a room": 3, "loss of 1,000 weights": 1e3}, "correct"),
    (ex.from_a_map, (80, 250.0, 0.4), "correct"), (ex.from_a_map, [80, 250, 0.5], "wrong"),
    (ex.from_a_map, "80, 250, 0.4", "wrong"), (ex.from_a_map, None, "wrong"),
    (ex.back_to_level, lambda f, g, p, c: p + (c - f(p)) / np.linalg.norm(g(p)) ** 2 * g(p), "correct"),
    (ex.back_to_level, lambda f, g, p, c: list(p + (c - f(p)) / np.linalg.norm(g(p)) ** 2 * g(p)), "correct"),
    (ex.angle_off, lambda k: abs(np.degrees(np.arctan((k - 1) / (k + 1)))), "correct"),
    (ex.angle_off, lambda k: np.degrees(np.arctan(k)) - 45, "wrong"),
    (ex.angle_off, lambda k: round(ex.angle_off.reference(k), 1), "correct"),
    (ex.turn_off, lambda s, a: round(ex.turn_off.reference(s, a), 1), "correct"),
    (ex.slope_along, lambda g, v: (g[0] * v[0] + g[1] * v[1]) / np.sqrt(v[0] ** 2 + v[1] ** 2), "correct"),
    (ex.slope_along, lambda g, v: round(float(g @ v / np.hypot(*v)), 1), "correct"),
    (ex.back_to_level, lambda f, g, p, c: p + (c - f(p)) / np.hypot(*g(p)) ** 2 * g(p), "correct"),
    (ex.back_to_level, lambda f, g, p, c: p + (c - f(p)) / np.hypot(*g(p)) * g(p), "wrong"),
    (ex.from_a_map, [80.1, 250, 0.4], "correct"),
    (ex.led_away, lambda x, y: (x * (x - 3)) ** 2 + y ** 2 + 0.3 * x ** 2, "correct"),
    (ex.led_away, lambda x, y: x ** 2 + y ** 2 + 6 * np.exp(-4 * (x - 1.5) ** 2) - 6 * np.exp(-9), "wrong"),
    (ex.led_away, lambda x, y: x ** 2 + y ** 2 + 2 * np.sin(3 * x) ** 2, "wrong"),
    (ex.led_away, lambda x, y: y ** 2 + x ** 2 * (x - 3) ** 2 + x * 2 / 5, "wrong"),
    (ex.led_away, lambda x, y: 7 + y ** 4 + x ** 2 * (x - 3) ** 2 + x ** 2 / 9, "correct"),
    (ex.led_away, lambda x, y: (x - 3) ** 2 + y ** 2, "wrong"), (ex.led_away, lambda x, y: None, "wrong"),
    (ex.led_away, lambda x, y: "hill", "wrong"),
    (ex.gradient_of_squares, lambda A, b, x: 2 * (A @ x - b) @ A, "correct"),
    (ex.gradient_of_squares, lambda A, b, x: 2 * (A.T @ A @ x - A.T @ b), "correct"),
    (ex.gradient_of_squares, lambda A, b, x: 2 * A @ (A @ x - b), "wrong"),
])
def test_an_answer_is_judged_by_what_it_does(exercise, answer, status):
    assert exercise.check(answer).status == status, exercise.check(answer)


@pytest.mark.parametrize("f, words", [
    (lambda x, y: (x - 3) ** 2 + y ** 2, "is lower than (0, 0): lift it"),
    (lambda x, y: 3 * x ** 2 + y ** 4, "does not lead away from it"),
    (lambda x, y: -x ** 2 + 0 * y, "is lower than (0, 0): lift it"),
    (lambda x, y: x ** 3 + y ** 2, "is lower than (0, 0), and a short step from (2, 0) does not"),
    (lambda x, y: 0 * x, "is as low as (0, 0), and a short step from (2, 0) does not"),
    (lambda x, y: x ** 4 / 4 - 4 * x ** 3 / 3 + 2 * x ** 2 + y ** 2, "does not lead away from it")])
def test_a_counterexample_that_is_none_is_told_what_is_missing(f, words):
    assert words in repr(ex.led_away.check(f))


def test_whoever_normalises_the_gradient_instead_is_told():
    assert "It is v that has to be made 1 long" in repr(ex.slope_along.check(lambda g, v: g / np.linalg.norm(g) @ v))


def two_valleys(x, y):
    return x ** 2 * (x - 3) ** 2 + x ** 2 / 5


def uphill_of_a_quarter(x, y):
    """Its gradient at (2, 0) is (0, 0.1): square to the way to (0, 0)."""
    return x ** 4 / 4 - 4 * x ** 3 / 3 + 2 * x ** 2 + y ** 2 + x ** 2 * y / 40


@pytest.mark.parametrize("f", [
    lambda x, y: abs(y) + two_valleys(x, y), lambda x, y: abs(y) ** 0.5 + two_valleys(x, y),
    lambda x, y: (y > 0) + y ** 2 + two_valleys(x, y),
    lambda x, y: 1e-6 * (abs(y) + two_valleys(x, y)),
    lambda x, y: abs(x - 2 - y) * x * x / 9 + y ** 2 + two_valleys(x, y),
    lambda x, y: y ** 2 + two_valleys(x, y) + (x != 2 or y) * (x - 2) * y * y / (99 * ((x - 2) ** 2 + y * y) or 1)])
def test_a_kink_or_a_jump_in_any_direction_is_no_counterexample(f):
    assert "a kink or a jump" in repr(ex.led_away.check(f)), ex.led_away.check(f)


@pytest.mark.parametrize("f, words", [
    (lambda x, y: y ** 2 + 1 - np.cos(2.5 * x), "as low as (0, 0): lift it"),
    (lambda x, y: y ** 2 + np.sin(1.2 * x) ** 2, "as low as (0, 0): lift it"),
    (lambda x, y: y ** 2 + x ** 2 * (x - 2.85) ** 2, "as low as (0, 0): lift it"),
    (lambda x, y: (x - y / 3) ** 2 * (x - y / 3 - 2.85) ** 2 + (y - x / 7) ** 2 * (y - 0.3) ** 2, "as low as (0, 0)"),
    (lambda x, y: y ** 2 + x ** 2 * ((x - 2.85) ** 2 - 0.0003), "lower than (0, 0): lift it")])
def test_a_second_valley_between_the_lines_of_the_grid_is_found(f, words):
    assert words in repr(ex.led_away.check(f)), ex.led_away.check(f)


@pytest.mark.parametrize("f", [
    uphill_of_a_quarter, lambda x, y: y ** 2 + x ** 2 * ((x - 2.85) ** 2 + 0.0003),
    lambda x, y: 1e-6 * (y ** 2 + two_valleys(x, y)), lambda x, y: 3000 * y ** 2 + two_valleys(x, y),
    lambda x, y: np.array(y ** 2 + two_valleys(x, y))])
def test_a_step_that_leads_away_is_one_whichever_way_it_goes(f):
    assert ex.led_away.check(f).status == "correct", ex.led_away.check(f)


def test_the_step_square_to_the_radius_leads_away_at_every_length():
    slopes = [sympy.diff(uphill_of_a_quarter(X, Y), v).subs({X: 2, Y: 0}) for v in (X, Y)]
    assert slopes == [0, sympy.Rational(1, 10)]
    assert all(np.hypot(2, step) > 2 for step in (1e-1, 1e-3, 1e-6))


@pytest.mark.parametrize("value, words", [
    (float("nan"), "nan"), (float("inf"), "inf"), (np.array([1.0, 2.0]), "[1.0, 2.0]"), ("hill", "'hill'"),
    (None, "None"), ([1.0], "[1.0]")])
def test_what_is_no_finite_number_is_named_and_nothing_else_is_said(value, words):
    told = ex.led_away.check(lambda x, y: value).message
    assert told.startswith("Your function must return one finite number; at (0, 0) it returns ") and words in told
    assert "True" not in told and "low" not in told and "raises" not in told


def test_a_function_that_raises_is_told_where():
    assert "raises `ZeroDivisionError" in repr(ex.led_away.check(lambda x, y: 1 / (x - 2) + y))


@pytest.mark.parametrize("exercise, answer, words", [
    (ex.angle_off, lambda k: np.degrees(np.arctan(k)) - 45, "A miss has no sign"),
    (ex.angle_off, lambda k: 45 - np.degrees(np.arctan(k)), "a miss is never negative"),
    (ex.back_to_level, lambda f, g, p, c: p + (c - f(p)) / np.hypot(*g(p)) * g(p), "as many km long as metres"),
    (ex.from_a_map, [0.08, 0.25, 400], "All three are in metres"),
    (ex.from_a_map, [80.1, 249, 0.5], "look again at number 2, 3."),
    (ex.from_a_map, [80.1, 250.1, 0.5], "2 of 3 are right; look again at number 3."),
])
def test_a_wrong_answer_is_told_what_is_true_of_it(exercise, answer, words):
    verdict = exercise.check(answer)
    assert verdict.status != "correct" and words in verdict.message, verdict


@pytest.mark.parametrize("stride", [0.05, 0.125], ids=["slider keys", "arrow keys on the map"])
def test_all_three_level_places_of_the_island_are_reached_by_keys(stride):
    """The goal of the stage: the plane climbs less than 30 m per km."""
    axes = [start + stride * np.arange(-60, 61) for start in ex.ISLAND.start]
    slope = np.hypot(*ex.ISLAND.gradient(axes[0][None, :], axes[1][:, None]))
    for x, y in ((-0.95, -0.47), (0.19, 0.19), (1.12, 0.75)):
        near = np.hypot(axes[0][None, :] - x, axes[1][:, None] - y) < 0.15
        assert slope[near].min() < 29.5
    around = np.linspace(-3, 3, 601)
    rows, columns = np.nonzero(np.hypot(*ex.ISLAND.gradient(around[None, :], around[:, None])) < 30)
    for x, y in zip(around[columns], around[rows], strict=True):    # and nowhere far from one of them
        assert min(np.hypot(x - a, y - b) for a, b in ((-0.95, -0.47), (0.19, 0.19), (1.12, 0.75))) < 0.11
