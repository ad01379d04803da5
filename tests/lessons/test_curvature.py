"""Lesson 06: its answers and the numbers it quotes, held against SymPy and other routes."""
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
    m = np.arange(n)
    assert count == np.sum(m * (m + 2))


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


def test_a_small_reach_does_not_hide_the_goal():
    assert ex.undecided(Spot(ex.PLACES["monkey saddle"], 2, 0.0, 0.0, 0.4))


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


# ---------------------------------------------------------------- answers

def test_each_level_place_by_its_eigenvalues_and_by_its_heights():
    forms = {"A": X ** 2 + X * Y + Y ** 2, "B": X ** 2 + 4 * X * Y + Y ** 2, "C": -3 * X ** 2 + 2 * X * Y - 2 * Y ** 2,
             "D": 5 * X * Y, "E": X ** 2 + Y ** 4, "F": X ** 3 - 3 * X * Y ** 2, "G": sympy.cos(X) + sympy.cos(Y),
             "H": (X - Y) ** 2 + X ** 4}
    for name, f in forms.items():
        at = {X: 0, Y: sympy.pi if name == "G" else 0}
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


@pytest.mark.parametrize("exercise, answer, status", [
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
    (ex.eight, "D", "minimum", "Look along"), (ex.convex, "D", True, "One valley"),
    (ex.four_starts, "D", "lower", "Which sign"), (ex.four_starts, "A", "overshoots", "f″ = 0.96")])
def test_the_first_wrong_entry_is_named(exercise, key, wrong, words):
    assert words in repr(exercise.check(exercise.reference | {key: wrong}))
