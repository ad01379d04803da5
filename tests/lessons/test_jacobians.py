"""Lesson 05: its answers and the numbers it quotes, held against a second route."""
import numpy as np
import pytest
import sympy

from mathlib import autodiff, dual, numdiff
from mathlib.demos.ripple import HERE, ride
from mathlib.lessons import jacobians as ex
from mathlib.lessons.jacobians.exercises import fan, swing, twins

RNG = np.random.default_rng(0)


def test_the_range_depends_on_the_sum_of_speed_and_wind_alone():
    s, m, w, t = sympy.symbols("s m w t", positive=True)
    reach = 1800 / (sympy.Rational(4, 25) * m + (s + w) ** 2 / 36)
    assert sympy.simplify(reach.subs({s: s + t, w: w - t}, simultaneous=True) - reach) == 0


def test_ripple_the_forecast_is_within_half_a_per_cent_of_the_ride():
    actual = (ride(np.add(HERE, (-0.4, 3, 0.2))) - ride(HERE))[1:3]
    assert actual == pytest.approx([-3.75, -0.158], abs=6e-3)
    def power_and_range(x):
        force = 0.16 * x[1] + (x[0] + x[2]) ** 2 / 36
        return np.stack([force * x[0] / 3.6, 1800 / force])

    forecast = dual.directional(power_and_range, HERE, (-0.4, 3, 0.2))
    assert forecast == pytest.approx(ex.ripple.reference, rel=3e-3) and forecast == pytest.approx(actual, rel=5e-3)


def test_the_area_of_a_piece_of_a_ring():
    r, side = sympy.Rational(3), sympy.Rational(1, 10)
    ring = side / 2 * ((r + side / 2) ** 2 - (r - side / 2) ** 2)            # angle times half of R² − r²
    assert ring == r * side ** 2


def test_the_determinant_of_polar_coordinates_and_of_random_tables_by_a_third_route():
    for r, theta in RNG.uniform(0.1, 3, size=(20, 2)):
        assert np.linalg.det(ex.polar_jacobian.reference(r, theta)) == pytest.approx(r)
    a, b, c, d = RNG.uniform(0.1, 3, size=4)
    x, y = np.array([0, a, a + b, b]), np.array([0, c, c + d, d])
    assert (x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2 == pytest.approx(a * d - b * c)


def test_the_camera_turns_by_pace_over_distance():
    for d in (2.0, 0.5, 0.2):
        angle = [np.arctan2(d, x) for x in (-1e-6, 1e-6)]
        assert np.degrees(abs(np.diff(angle)[0])) / (2e-6 / 1.4) == pytest.approx(np.degrees(1.4 / d), rel=1e-4)


def softmax(z):
    e = np.exp(z)
    return e / np.sum(e)


def test_softmax_by_forward_mode_by_reverse_mode_and_by_formula():
    z = RNG.normal(size=7)
    J = ex.softmax_jacobian.reference(softmax(z))
    assert dual.jacobian(softmax, z) == pytest.approx(J) and autodiff.jacobian(autodiff.softmax)(z) == pytest.approx(J)
    assert np.linalg.matrix_rank(J) == 6


def test_equal_slopes_and_yet_4_loses_more_for_every_rise_of_the_lessons_scores():
    z = np.array([0.1, -1.0, 0.3, -0.5, 2.6, 0.2, -1.2, 0.4, 0.5, 1.9])
    p, e = softmax(z), np.eye(10)
    nine, four = (lambda t, up=up, at=at: p[at] - softmax(z + t * e[up])[at] for up, at in ((4, 9), (9, 4)))
    assert nine(1e-5) / 1e-5 == pytest.approx(four(1e-5) / 1e-5, rel=1e-4)
    assert all(four(t) > nine(t) > 0 for t in (0.01, 0.1, 1.0, 5.0))


def test_the_counters_count_what_was_asked():
    W = RNG.normal(size=(4, 7))
    f = ex.Counted(lambda x: np.tanh(W @ x))
    x, v, u = RNG.normal(size=7), RNG.normal(size=7), RNG.normal(size=4)
    asked = [(lambda: numdiff.jacobian(f, x), "14 evaluations"), (lambda: dual.jacobian(f, x), "7 forward passes"),
             (lambda: dual.directional(f, x, v), "1 forward pass"),
             (lambda: autodiff.jacobian(f)(x), "1 evaluation and 4 walks back"),
             (lambda: autodiff.grad(lambda x: u @ f(x))(x), "1 evaluation and 1 walk back"), (lambda: None, "nothing")]
    for ask, words in asked:
        ask()
        assert f.spent() == words
    f = ex.Counted(lambda x: x * x + np.sin(x))                   # an input used twice is one walk
    autodiff.grad(lambda x: f(x).sum())(x)
    assert f.walks == 1 and f.evaluations == 1


def test_a_counted_function_has_the_values_and_slopes_of_its_own():
    x, u = RNG.normal(size=3), RNG.normal(size=3)
    f = ex.Counted(lambda x: x * np.sin(x))
    assert f(x) == pytest.approx(x * np.sin(x))
    assert autodiff.grad(lambda x: u @ f(x))(x) == pytest.approx(u * (np.sin(x) + x * np.cos(x)))


@pytest.mark.parametrize("f, n", [(twins, 3), (swing, 2), (fan, 2)])
def test_the_cases_of_exercise_2_tell_rows_from_columns(f, n):
    x = RNG.normal(size=n)
    J = ex.jacobian.reference(f, x, 1e-5)
    assert J == pytest.approx(numdiff.jacobian(f, x), abs=1e-8) and J.shape[1] == n
    assert J.shape != J.T.shape or not np.allclose(J, J.T)


def along(f, x, v, h):
    return (f(x + h * v) - f(x - h * v)) / (2 * h)


def left_there(f, x, h):
    """In the array that was handed in, and never put back."""
    columns = []
    for j in range(len(x)):
        x[j] += h
        ahead = f(x)
        x[j] -= 2 * h
        columns.append((ahead - f(x)) / (2 * h))
    return np.column_stack(columns)


def by_rows(f, x, h):
    return np.array([(np.array(f(x + h * e)) - f(x - h * e)) / (2 * h) for e in np.eye(len(x))])


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.shapes, {**ex.shapes.reference, "rows of J": 2.0}, "correct"),
    (ex.shapes, {name: str(n) for name, n in ex.shapes.reference.items()}, "correct"),
    (ex.shapes, {**ex.shapes.reference, "rows of J": 3}, "wrong"),
    (ex.jacobian, by_rows, "almost"), (ex.jacobian, lambda f, x, h: by_rows(f, x, h).T, "correct"),
    (ex.jacobian, lambda f, x, h: by_rows(f, x, h).T.tolist(), "correct"),
    (ex.jacobian, lambda f, x, h: dual.jacobian(f, x), "wrong"),
    (ex.ripple, [-3.74, -0.157], "correct"), (ex.ripple, (-3.7415, -0.1569), "correct"),
    (ex.ripple, [-3.7407, -0.15705], "correct"), (ex.ripple, [-3.75, -0.158], "wrong"),
    (ex.ripple, [-3.751, -0.15767], "wrong"), (ex.ripple, [-3.74, -0.158], "wrong"),
    (ex.ripple, [-3.72, -0.155], "almost"), (ex.ripple, np.array([-3.74, -0.16]), "almost"),
    (ex.ripple, [3.74, 0.157], "wrong"),
    (ex.ripple, [-3.74], "wrong"), (ex.ripple, ["-3.74", "-0.157"], "wrong"),
    (ex.polar_jacobian, lambda r, t: [[np.cos(t), -r * np.sin(t)], [np.sin(t), r * np.cos(t)]], "correct"),
    (ex.polar_jacobian, lambda r, t: [[np.cos(t), np.sin(t)], [-r * np.sin(t), r * np.cos(t)]], "almost"),
    (ex.flat, lambda x, y: [np.exp(x + y), np.exp(2 * x + 2 * y)], "correct"),
    (ex.flat, lambda x, y: (x - 2 * y, 4 * y - 2 * x), "correct"), (ex.flat, lambda x, y: [x * y, x * y], "wrong"),
    (ex.flat, lambda x, y: [x + y, x + y], "correct"), (ex.flat, lambda x, y: [1.0, 2.0], "wrong"),
    (ex.flat, lambda x, y: x + y, "wrong"), (ex.flat, lambda x, y: [x + y, 2 * x + 2.001 * y], "wrong"),
    (ex.flat, lambda x, y: [np.sin(x + y), 2 * np.sin(x + y)], "wrong"),
    (ex.flat, lambda x, y: [np.sin((x + y) / 3), x + y], "wrong"),
    (ex.flat, lambda x, y: [(x + y - 0.3) ** 2, x + y], "wrong"),
    (ex.flat, lambda x, y: [(x + y) ** 3, x + y], "wrong"),
    (ex.flat, lambda x, y: [np.exp(-3 * x - 3 * y), np.arctan(x + y)], "correct"),
    (ex.flat, lambda x, y: [..., ...], "not attempted"), (ex.flat, lambda x, y: [x, ...], "not attempted"),
    (ex.softmax_jacobian, lambda p: [[a * ((i == j) - b) for j, b in enumerate(p)] for i, a in enumerate(p)],
     "correct"),
    (ex.product, lambda f, x, v, h: dual.directional(f, x, v), "correct"),
    (ex.product, lambda f, x, v, h: np.linalg.norm(v) * along(f, x, v / np.linalg.norm(v), h), "correct"),
    (ex.product, lambda f, x, v, h: along(f, x, v / np.linalg.norm(v), h), "wrong"),
    (ex.product, lambda f, x, v, h: (f(x + h * v) - f(x - h * v)) / h / 2, "correct"),
    (ex.costs, {**ex.costs.reference, "J, walks back": 1000}, "wrong"),
])
def test_an_answer_is_judged_by_what_it_does(exercise, answer, status):
    assert exercise.check(answer).status == status, exercise.check(answer)


@pytest.mark.parametrize("exercise, answer, words", [
    (ex.jacobian, by_rows, "That is the transpose"),
    (ex.polar_jacobian, lambda r, t: [[np.cos(t), np.sin(t)], [-r * np.sin(t), r * np.cos(t)]], "the transpose"),
    (ex.shapes, {**ex.shapes.reference, "numbers in u": 3}, "u has a weight for each output"),
    (ex.costs, {**ex.costs.reference, "J v, forward passes": 1000}, "a pass along v gives J v itself"),
    (ex.product, lambda f, x, v, h: by_rows(f, x, h).T @ v, "two evaluations for each input"),
    (ex.product, lambda f, x, v, h: (f(x) - f(x - h * v)) / h, "a backward difference"),
    (ex.jacobian, left_there, "put it back"),
    (ex.shapes, {name: str(n) for name, n in (ex.shapes.reference | {"numbers in v": 2}).items()}, "v is a nudge"),
    (ex.costs, ex.costs.reference | {"J, walks back": "20"}, "a walk back begins at one output"),
    (ex.softmax_jacobian, lambda p: p - np.outer(p, p), "p belongs on the diagonal only"),
    (ex.ripple, [-3.75, -0.158], "the ride's own changes"), (ex.ripple, [-3.72, -0.155], "rounded the table first"),
    *[(ex.flat, lambda x, y, value=value: value, "flat should return two finite numbers")
      for value in (None, [1, 2, 3], "two", [None, None], np.nan, [1.0, np.inf], [1, [2, 3]], {"x": 1}, [1.0] * 9999)],
    (ex.flat, lambda x, y: [np.sin(x + y), 2 * np.sin(x + y)], "an entry of another sign than at (1, 2)"),
])
def test_a_mistake_is_named(exercise, answer, words):
    assert words in repr(exercise.check(answer))
