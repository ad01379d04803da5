"""Lesson 06: its answers and the numbers it quotes, held against SymPy and other routes."""
import math

import numpy as np
import pytest
import sympy

from mathlib import landscapes, numdiff
from mathlib.demos.newton import LOG_VALLEY
from mathlib.demos.touch import Spot
from mathlib.lessons import curvature as ex
from mathlib.lessons.curvature import grounds

V, W, X, Y = sympy.symbols("v w x y", real=True)
C = 3 + 120 / V + sympy.Rational(3, 10000) * V ** 2
R = 10 * X + 8 * Y - X ** 2 - Y ** 2 - X * Y
SURFACES = {**ex.ONE_VALLEY, **ex.PLACES}


# ---------------------------------------------------------------- numbers that the lesson quotes

def test_the_car_is_cheapest_where_the_text_says():
    assert sympy.diff(C, V) == -120 / V ** 2 + sympy.Rational(3, 5000) * V
    assert sympy.diff(C, V, 2).subs(V, 100) == pytest.approx(0.00084)
    lowest = [root for root in sympy.solve(sympy.diff(C, V), V) if root.is_real]
    assert [float(root) for root in lowest] == pytest.approx([200_000 ** (1 / 3)])
    assert 100 - float((sympy.diff(C, V) / sympy.diff(C, V, 2)).subs(V, 100)) == pytest.approx(42.857143)


def test_newtons_step_does_not_depend_on_the_unit_and_descents_does():
    km = sympy.Rational(1609344, 1000000)
    M = sympy.symbols("m", positive=True)
    per_mph = C.subs(V, km * M)
    newton = km * (M - sympy.diff(per_mph, M) / sympy.diff(per_mph, M, 2)).subs(M, 100 / km)
    descent = km * (M - 400 * sympy.diff(per_mph, M)).subs(M, 100 / km)
    assert (float(newton), float(descent)) == pytest.approx((42.857143, 50.27), abs=0.01)


def test_the_single_maximum_of_reach_and_depth():
    H = sympy.hessian(R, (X, Y))
    assert sorted(H.eigenvals()) == [-3, -1] and sympy.solve([sympy.diff(R, X), sympy.diff(R, Y)]) == {X: 4, Y: 2}
    assert H * sympy.Matrix([1, 1]) == -3 * sympy.Matrix([1, 1]) and H * sympy.Matrix([1, -1]) == -sympy.Matrix([1, -1])


def test_an_hour_of_both_and_an_hour_moved():
    T = sympy.symbols("t")
    both, moved = (sympy.diff(R.subs({X: 4 + T, Y: 2 + sign * T}, simultaneous=True), T, 2) for sign in (1, -1))
    assert (both, moved) == (-6, -2)


def test_a_stronger_interaction_makes_the_summit_a_saddle():
    k = sympy.symbols("k", positive=True)
    assert sympy.solve(sympy.Matrix([[-6, k], [k, -4]]).det(), k) == [2 * sympy.sqrt(6)]


def test_newton_on_the_quartic_leaves_two_thirds():
    f = W ** 4
    assert sympy.simplify((W - sympy.diff(f, W) / sympy.diff(f, W, 2)) / W) == sympy.Rational(2, 3)


def test_the_log_loss_is_convex_and_the_squared_error_is_not():
    sigmoid = 1 / (1 + sympy.exp(-X))
    bend = sympy.diff(-sympy.log(sigmoid), X, 2)
    assert sympy.simplify(bend - sigmoid * (1 - sigmoid)) == 0
    assert float(sympy.diff((1 - sigmoid) ** 2, X, 2).subs(X, -2)) < -0.05


def test_a_random_two_by_two_is_a_bowl_as_often_as_theory_says():
    """Goldstein and von Neumann's ensemble, n = 2: (2 − √2)/4."""
    G = np.random.default_rng(0).normal(size=(400_000, 2, 2))
    H = (G + G.transpose(0, 2, 1)) / 2
    bowls = (H[:, 0, 0] > 0) & (H[:, 0, 0] * H[:, 1, 1] > H[:, 0, 1] ** 2)
    assert bowls.mean() == pytest.approx((2 - np.sqrt(2)) / 4, abs=0.002)


def test_elimination_takes_a_third_of_n_cubed():
    n = 30
    A, count = np.random.default_rng(1).normal(size=(n, n + 1)) + 10 * np.eye(n, n + 1), 0
    for k in range(n):
        for i in range(k + 1, n):
            factor = A[i, k] / A[k, k]
            A[i, k + 1:] -= factor * A[k, k + 1:]
            count += 1 + len(A[i, k + 1:])
    for k in reversed(range(n)):                        # back substitution, from the last row
        A[k, n] = (A[k, n] - A[k, k + 1:n] @ A[k + 1:, n]) / A[k, k]
        count += 1 + len(A[k, k + 1:n])
    m = np.arange(n)
    assert count == np.sum(m * (m + 2)) + n * (n + 1) / 2


# ---------------------------------------------------------------- surfaces and walks

@pytest.mark.parametrize("name", SURFACES)
def test_the_closed_forms_of_the_surfaces_are_right(name):
    surface = SURFACES[name]
    for p in np.random.default_rng(2).uniform(-1, 1, (10, 2)) * surface.radius:
        f = lambda p: surface.f(*p)  # noqa: E731
        assert surface.gradient(*p) == pytest.approx(numdiff.gradient(f, p), abs=1e-7)
        assert surface.hessian(*p) == pytest.approx(numdiff.hessian(f, p), abs=1e-5)
        text = sympy.sympify(surface.text.replace("^", "**").replace("3x", "3*x").replace("x y", "x*y")
                             .replace("ln", "log"))
        assert float(text.subs({"x": p[0], "y": p[1]})) == pytest.approx(float(surface.f(*p)))


@pytest.mark.parametrize("name, at, found", [
    ("monkey saddle", (0, 0), True), ("monkey saddle", (0.1, 0), False), ("flat bowl", (0, 0), False),
    ("gutter", (1, -1), True), ("gutter", (0.9, -1), False), ("hills and passes", (1, 1), False),
    ("hills and passes", (1, -1), False)])
def test_the_goal_of_the_explorer_is_met_where_the_test_is_silent_and_nowhere_else(name, at, found):
    assert ex.undecided(Spot(ex.PLACES[name], 2, *map(float, at), 0.8)) is found


@pytest.mark.parametrize("reach", [0.1, 0.4, 1.5])
def test_the_reach_of_the_patch_neither_hides_the_goal_nor_makes_one(reach):
    assert ex.undecided(Spot(ex.PLACES["monkey saddle"], 2, 0.0, 0.0, reach))
    assert not ex.undecided(Spot(ex.PLACES["flat bowl"], 2, 0.0, 0.0, reach))


def test_the_log_bowl_looks_like_a_saddle_beyond_1():
    valley = ex.ONE_VALLEY["log bowl"]
    for r, saddle in ((0.5, False), (0.9, False), (1.3, True), (2.5, True)):
        assert ex.saddle_on_a_valley(Spot(valley, 2, r, 0.0, 0.8)) is saddle


def test_the_damped_walk_goes_down_and_arrives():
    ground = landscapes.BANANA
    walk = grounds.newton_walk(ground.f, ground.gradient, ground.hessian, [0.0, 2.0], 8)
    heights = [ground.f(*p) for p in walk]
    assert all(b <= a + 1e-15 for a, b in zip(heights, heights[1:], strict=False))
    assert walk[-1] == pytest.approx([1, 0.5], abs=1e-6)


def test_from_the_start_of_the_lesson_damping_is_what_helps():
    ground, start = landscapes.BANANA, np.array([0.0, 0.3])
    assert np.linalg.eigvalsh(ground.hessian(*start)) == pytest.approx([-0.1, 2])
    step = np.linalg.solve(ground.hessian(*start), -ground.gradient(*start))
    assert step @ ground.gradient(*start) > 2 and ground.f(*(start + step)) > 160
    walk = grounds.newton_walk(ground.f, ground.gradient, ground.hessian, start, 5)
    assert np.linalg.norm(walk[-1] - [1, 0.5]) < 1e-8


# ---------------------------------------------------------------- answers

def test_each_level_place_by_its_eigenvalues_and_by_its_heights():
    forms = {"P": X ** 2 + X * Y + Y ** 2, "Q": X ** 2 + 4 * X * Y + Y ** 2, "R": -3 * X ** 2 + 2 * X * Y - 2 * Y ** 2,
             "S": 5 * X * Y, "T": X ** 2 + Y ** 4, "U": X ** 3 - 3 * X * Y ** 2, "V": sympy.cos(X) + sympy.cos(Y),
             "W": (X - Y) ** 2 + X ** 4}
    for name, f in forms.items():
        at = {X: 0, Y: sympy.pi if name == "V" else 0}
        assert [sympy.diff(f, s).subs(at) for s in (X, Y)] == [0, 0]
        low, high = sorted(float(v) for v in np.linalg.eigvalsh(np.array(sympy.hessian(f, (X, Y)).subs(at), float)))
        says = ("saddle" if low < -1e-9 and high > 1e-9 else "minimum" if low > 1e-9 else
                "maximum" if high < -1e-9 else "silent")
        assert ex.eight.reference[name] == says


def test_the_level_curves_of_exercise_1():
    for name, f in {"A": X ** 2, "B": X ** 3, "C": X ** 4, "D": -X ** 4, "E": X ** 4 - X ** 3}.items():
        left, right = (float(f.subs(X, at)) for at in (-0.01, 0.01))
        says = "minimum" if min(left, right) > 0 else "maximum" if max(left, right) < 0 else "inflection"
        assert ex.level_at_0.reference[name] == says


def test_the_four_fates():
    for name, w in {"A": 0.5, "B": 0.9, "C": 1.0, "D": 2.0}.items():
        f, slope, bend = LOG_VALLEY.f, LOG_VALLEY.slope(w), LOG_VALLEY.bend(w)
        end = w - slope / bend if bend else None
        fate = ("no step" if end is None else "lower" if f(end) < f(w) else "overshoots" if end < 0 else "runs away")
        assert ex.four_starts.reference[name] == fate


def test_convex_or_not_by_chords():
    rng = np.random.default_rng(3)
    functions = {"A": abs, "B": lambda x: x ** 3, "C": lambda x: x ** 4, "D": lambda x: np.log(1 + x * x),
                 "E": lambda x: np.maximum(x, x * x)}
    p, q, t = rng.uniform(-4, 4, (2, 5000)).tolist() + [rng.uniform(size=5000)]
    p, q = np.array(p), np.array(q)
    for name, f in functions.items():
        above = np.max(f((1 - t) * p + t * q) - (1 - t) * f(p) - t * f(q))
        assert ex.convex.reference[name] == (above < 1e-9)
    assert np.linalg.eigvalsh([[2, 4], [4, 2]])[0] < 0 <= np.linalg.eigvalsh([[2.0, 2.0], [2.0, 2.0]])[0] + 1e-12


@pytest.mark.parametrize("f, status", [
    (lambda x: np.log(1 + x * x), "correct"), (lambda x: 1 - np.exp(-x * x), "correct"),
    (lambda x: np.sqrt(abs(x)), "correct"), (lambda x: np.tanh(x) ** 2, "correct"),
    (lambda x: (x - 2) ** 2 / (1 + (x - 2) ** 2), "correct"), (lambda x: np.log(1 + x * x / 4) + 7, "correct"),
    (lambda x: x * x + 3 * np.log(1 + x * x) if abs(x) < 50 else x * x, "wrong"),
    (lambda x: x ** 4, "wrong"), (lambda x: abs(x), "wrong"), (lambda x: np.cosh(x), "wrong"), (np.exp, "wrong"),
    (lambda x: np.cos(x), "wrong"), (lambda x: x ** 3, "wrong"), (lambda x: 1.0, "wrong"),
    (lambda x: np.exp(x * x), "wrong"), (lambda x: -x * x, "wrong"), (lambda x: (x - 80) ** 2 / (1 + x * x), "wrong")])
def test_a_counterexample_is_judged_by_what_it_does(f, status):
    assert ex.one_valley.check(f).status == status, ex.one_valley.check(f)


@pytest.mark.parametrize("f", [
    *(lambda x, k=k: 1 - np.exp(-k * x * x) for k in (6, 8, 10)),
    *(lambda x, k=k: np.tanh(k * x) ** 2 for k in (7, 10)), lambda x: 1000 - 1 / (1 + x ** 6),
    lambda x: 1 - math.exp(-x ** 20), lambda x: math.tanh(x - 4.9) ** 2, lambda x: 1000 - math.exp(-x * x),
    lambda x: x ** 4 + 1.5 * x ** 3 + 0.8 * x ** 2,
    lambda x: x * x if abs(x) < 40 else 1600 + math.log(abs(x) / 40)])
def test_a_counterexample_is_accepted_though_rounding_levels_it_out_or_it_bends_down_over_a_short_way(f):
    assert ex.one_valley.check(f).status == "correct", ex.one_valley.check(f)


@pytest.mark.parametrize("f, words", [
    (lambda x: min(abs(x), 4), "A level stretch is no rise"), (lambda x: min(x * x, 4), "A level stretch is no rise"),
    (lambda x: 1 - (1 - x * x) ** 2 if abs(x) < 1 else 1.0, "A level stretch is no rise"),
    (lambda x: np.log(abs(x)), "no finite height"), (lambda x: math.log(abs(x)), "At x = 0.0 your function raises"),
    (lambda x: math.nan, "no finite height"), (lambda x: "a", "where a number is expected"),
    (lambda x: np.tanh(x - 7) ** 2, "lowest at an end"), (lambda x: np.log(1 + (x - 5) ** 2), "lowest at an end"),
    (lambda x: np.exp(x * x), "of your one valley"), (lambda x: math.exp(x * x), "of your one valley"),
    (lambda x: 1 + x ** 12, "of your one valley"), (lambda x: math.sqrt(1 + x * x), "of your one valley"),
    (lambda x: max(0, abs(x) - 1), "does not fall to one place"), (lambda x: math.floor(abs(x)), "A level stretch")])
def test_what_is_no_counterexample_hears_a_sentence_that_is_true_of_it(f, words):
    verdict = ex.one_valley.check(f)
    assert verdict.status == "wrong" and words in verdict.message
    assert "radius" not in verdict.message and "False" not in verdict.message


def lifted(by):
    """A damped step with μ = by(eigenvalues, floor)."""
    return lambda g, H, floor: np.linalg.solve(H + by(np.linalg.eigvalsh(H), floor) * np.eye(len(g)), -g)


@pytest.mark.parametrize("answer, words", [
    (lambda g, H, floor: np.linalg.solve(H + max(0, floor - np.linalg.eigvals(H)[0]) * np.eye(len(g)), -g),
     "does not sort"),
    (lifted(lambda values, floor: floor if values[0] < floor else 0), "Below the floor you added the floor itself"),
    (lifted(lambda values, floor: floor - values[0] if values[0] < 0 else 0), "only where an eigenvalue is negative"),
    (lifted(lambda values, floor: max(0, -values[0])), "Lift it to the floor"),
    (lambda g, H, floor: -np.linalg.inv(H + max(0, -min(np.linalg.eigvals(H))) * np.eye(len(g))) @ g,
     "Lift it to the floor"),
    (lambda g, H, floor: np.linalg.solve(H[0], -g), "raises")])
def test_a_wrong_damping_is_refused_and_named(answer, words):
    verdict = ex.damped_step.check(answer)
    assert verdict.status == "wrong" and words in verdict.message


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.convex, {name: "Convex" if value else "not convex" for name, value in ex.convex.reference.items()}, "correct"),
    (ex.convex, {name: str(value) for name, value in ex.convex.reference.items()}, "correct"),
    (ex.convex, ex.convex.reference | {"D": "convex"}, "wrong"),
    (ex.convex, ex.convex.reference | {"D": "perhaps"}, "not attempted"),
    (ex.count, {"Hessians": "1", "entries": "16", "different at most": "10"}, "correct"),
    (ex.count, {"Hessians": "1", "entries": "16", "different at most": "8"}, "wrong"),
    (ex.level_at_0, {"A": "Minimum", "B": " inflection", "C": "minimum", "D": "MAXIMUM", "E": "inflection"}, "correct"),
    (ex.count, {"Hessians": 1.0, "entries": 16, "different at most": 10}, "correct"),
    (ex.curvature, lambda H, d: (H @ d) @ d / np.linalg.norm(d) ** 2, "correct"),
    (ex.convex, {name: int(value) for name, value in ex.convex.reference.items()}, "correct"),
    (ex.damped_step, lambda g, H, floor: -np.linalg.inv(H + max(0, floor - min(np.linalg.eigvalsh(H))) * np.eye(len(g)))
     @ g, "correct"),
    (ex.positive, lambda H: all(np.linalg.eigvals(H) > 0), "correct"),
    (ex.positive, lambda H: np.linalg.eigvalsh(H).min() > 0, "correct")])
def test_an_answer_is_judged_by_what_it_does(exercise, answer, status):
    assert exercise.check(answer).status == status, exercise.check(answer)


@pytest.mark.parametrize("exercise, key, wrong, words", [
    (ex.level_at_0, "C", "inflection", "above 0 on both sides"), (ex.count, "Hessians", 4, "one table"),
    (ex.eight, "S", "minimum", "Look along"), (ex.convex, "D", True, "One valley"),
    (ex.four_starts, "D", "lower", "Which sign"), (ex.four_starts, "A", "overshoots", "f″ = 0.96")])
def test_the_first_wrong_entry_is_named(exercise, key, wrong, words):
    assert words in repr(exercise.check(exercise.reference | {key: wrong}))
