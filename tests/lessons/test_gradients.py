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
    (lambda x, y: (x - 3) ** 2 + y ** 2, "as low as (0, 0), or lower: lift it"),
    (lambda x, y: 3 * x ** 2 + y ** 4, "does not fall to the right"),
    (lambda x, y: -x ** 2 + 0 * y, "lift it"), (lambda x, y: x ** 3 + y ** 2, "and at (2, 0) the ground does not")])
def test_a_counterexample_that_is_none_is_told_what_is_missing(f, words):
    assert words in repr(ex.led_away.check(f))


def test_whoever_normalises_the_gradient_instead_is_told():
    assert "It is v that has to be made 1 long" in repr(ex.slope_along.check(lambda g, v: g / np.linalg.norm(g) @ v))
