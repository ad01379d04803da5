"""Measured derivatives: known slopes, the sizes of both errors, and what bad input is told."""
import math
import subprocess
import sys

import numpy as np
import pytest
import sympy
from course import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from mathlib import numdiff

H = np.array([float(f"1e-{k}") for k in range(16, 0, -1)])
SMALL = st.floats(-3, 3).map(lambda v: round(v, 6))


# ---- one number

def test_the_two_errors_of_a_difference_at_sin_1():
    forward = abs(numdiff.forward_difference(np.sin, 1, H) - np.cos(1))
    central = abs(numdiff.central_difference(np.sin, 1, H) - np.cos(1))
    assert H[forward.argmin()] == 1e-8 and 2e-9 < forward.min() < 4e-9
    assert H[central.argmin()] in (1e-6, 1e-5) and 5e-12 < central[H == 1e-5][0] < 2e-11
    assert forward[0] == pytest.approx(0.5403, abs=1e-4)             # h = 1e-16: x + h is x


def test_truncation_shrinks_like_h_forward_and_like_h_squared_central():
    h = np.array([1e-2, 1e-3])
    forward = abs(numdiff.forward_difference(np.exp, 0, h) - 1)
    central = abs(numdiff.central_difference(np.exp, 0, h) - 1)
    assert forward[0] / forward[1] == pytest.approx(10, rel=0.01)
    assert central[0] / central[1] == pytest.approx(100, rel=0.01)


@pytest.mark.parametrize(("f", "slope"), [(np.sin, np.cos), (np.exp, np.exp), (np.tanh, lambda x: 1 / np.cosh(x)**2),
                                          (lambda x: x**3, lambda x: 3 * x**2),
                                          (lambda x: 1 / (4 + x), lambda x: -1 / (4 + x)**2)])
def test_derivative_of_known_functions(f, slope):
    x = np.array([-3.0, -1, 0, 0.5, 2])
    np.testing.assert_allclose(numdiff.derivative(f, x), slope(x), rtol=1e-9, atol=1e-10)
    assert numdiff.derivative(f, 2) == pytest.approx(slope(2.0), rel=1e-9, abs=1e-10)


def test_the_step_grows_with_x():
    assert numdiff.derivative(lambda x: x**2, 1e6) == pytest.approx(2e6, rel=1e-9)
    assert numdiff.derivative(math.log, 1e-3) == pytest.approx(1e3, rel=1e-4)


def test_second_derivative():
    x = np.array([-1.0, 0.5, 2])
    np.testing.assert_allclose(numdiff.second_derivative(np.sin, x), -np.sin(x), atol=1e-7)


def test_one_sided_slopes_at_kink_jump_and_smooth_point():
    assert numdiff.one_sided(abs, 0) == (-1, 1)
    assert numdiff.one_sided(abs, 0).left == -1
    left, right = numdiff.one_sided(lambda x: x >= 0, 0, h=1e-3)
    assert left == pytest.approx(1e3) and right == 0
    assert numdiff.one_sided(np.sin, 1) == pytest.approx([np.cos(1)] * 2, abs=1e-7)


def test_complex_step_is_exact_to_round_off():
    x = np.linspace(-2, 2, 9)
    np.testing.assert_allclose(numdiff.complex_step(lambda z: np.exp(z) * np.sin(z), x),
                               np.exp(x) * (np.sin(x) + np.cos(x)), rtol=4e-16 * 4, atol=4e-16)
    for loses in (abs, np.real, lambda z: 3.0):
        with pytest.raises(TypeError, match="imaginary part holds the derivative"):
            numdiff.complex_step(loses, 1)


@given(st.lists(SMALL, min_size=1, max_size=5), SMALL)
def test_polynomials(coefficients, x):
    p = np.polynomial.Polynomial(coefficients)
    size = 1 + sum(map(abs, coefficients)) * 3.0 ** len(coefficients)
    assert abs(numdiff.derivative(p, x) - p.deriv()(x)) < 1e-9 * size


@given(SMALL, SMALL, SMALL)
def test_the_measured_derivative_is_linear(a, b, x):
    both = numdiff.derivative(lambda t: a * np.sin(t) + b * np.exp(t), x)
    apart = a * numdiff.derivative(np.sin, x) + b * numdiff.derivative(np.exp, x)
    assert abs(both - apart) < 1e-8


# ---- many numbers

def hills(p):
    return p[0] ** 2 * p[1] + np.sin(p[1]) * p[2]


def hills_gradient(p):
    return np.array([2 * p[0] * p[1], p[0] ** 2 + np.cos(p[1]) * p[2], np.sin(p[1])])


def hills_hessian(p):
    x, y, z = p
    return np.array([[2 * y, 2 * x, 0], [2 * x, -np.sin(y) * z, np.cos(y)], [0, np.cos(y), 0]])


POINTS = st.lists(SMALL, min_size=3, max_size=3).map(np.array)


@given(POINTS)
def test_gradient_partials_and_hessian(p):
    np.testing.assert_allclose(numdiff.gradient(hills, p), hills_gradient(p), atol=2e-9)
    assert [numdiff.partial(hills, p, i) for i in range(3)] == list(numdiff.gradient(hills, p))
    np.testing.assert_allclose(numdiff.hessian(hills, p), hills_hessian(p), atol=1e-5)
    np.testing.assert_array_equal(numdiff.hessian(hills, p), numdiff.hessian(hills, p).T)


@given(POINTS, POINTS)
def test_directional_uses_u_as_given(p, u):
    expected = hills_gradient(p) @ u
    assert abs(numdiff.directional(hills, p, u) - expected) < 1e-8 * (1 + np.linalg.norm(u))


def test_directional_with_a_long_u_is_that_much_larger():
    def f(p): return p[0] ** 2 + 3 * p[1] ** 2
    assert numdiff.directional(f, (2, 1), (3, 4)) == pytest.approx(36)
    assert numdiff.directional(f, (2, 1), (0.6, 0.8)) == pytest.approx(7.2)
    assert numdiff.directional(f, (2, 1), (0, 0)) == 0


@pytest.mark.parametrize("far", [1.0, 1e4, 1e6, 1e9])
@pytest.mark.parametrize("f, slope", [(lambda p: np.sin(10 * p[1]), 10.0), (lambda p: np.exp(10 * p[1]) - 1, 10.0),
                                      (lambda p: np.tanh(p[1]) + 0 * p[0], 1.0)])
def test_a_direction_takes_its_step_from_the_coordinates_that_move(far, f, slope):
    """At (1e4, 0) along y the step of the largest coordinate, 0.06, found 9.4 for the slope 10 of sin(10 y)."""
    assert numdiff.directional(f, (far, 0.0), (0.0, 1.0)) == pytest.approx(slope, rel=1e-8)
    assert numdiff.directional(f, (far, 0.0), (0.0, -1e-3)) == pytest.approx(-1e-3 * slope, rel=1e-8)
    assert numdiff.directional(lambda p: p[0] ** 2, (far, 0.0), (1.0, 0.0)) == pytest.approx(2 * far, rel=1e-9)


TERMS = ["x*y", "sin(x)", "exp(-y**2)", "x**3", "tanh(x*y)", "cos(x + y)", "log(1 + x**2)", "y/(2 + x**2)"]


@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(-3, 3), st.sampled_from(TERMS), st.sampled_from(TERMS)), min_size=1, max_size=3),
       SMALL, SMALL)
def test_gradient_agrees_with_sympy(terms, x, y):
    symbols = sympy.symbols("x y")
    expr = sum(c * sympy.sympify(a) * sympy.sympify(b) for c, a, b in terms)
    f = sympy.lambdify(symbols, expr, "numpy")
    exact = np.array([float(expr.diff(s).subs(dict(zip(symbols, (x, y), strict=True)))) for s in symbols])
    size = 1 + sum(abs(c) for c, _, _ in terms) * 3.0**6
    np.testing.assert_allclose(numdiff.gradient(lambda p: f(*p) + 0.0, [x, y]), exact, atol=1e-9 * size)


def test_a_gradient_has_the_shape_of_its_argument():
    W = np.arange(6.0).reshape(2, 3)
    np.testing.assert_allclose(numdiff.gradient(lambda W: (W**2).sum(), W), 2 * W, atol=1e-9)
    assert numdiff.partial(lambda W: (W**2).sum(), W, (1, 2)) == pytest.approx(10)
    assert numdiff.gradient(np.sin, 1.0) == pytest.approx(np.cos(1))


def test_jacobian_rows_are_outputs():
    A = np.array([[1.0, 2, 3], [4, 5, 6]])
    np.testing.assert_allclose(numdiff.jacobian(lambda x: A @ x, [1, 1, 1]), A, atol=1e-9)
    np.testing.assert_allclose(numdiff.jacobian(lambda t: np.array([np.cos(t), np.sin(t)]), 0), [0, 1], atol=1e-10)
    np.testing.assert_allclose(numdiff.jacobian(hills, [1, 2, 3]), hills_gradient([1, 2, 3]), atol=1e-9)
    assert numdiff.jacobian(lambda x: np.outer(x, x), [1.0, 2]).shape == (2, 2, 2)


def valley(x):
    """Rosenbrock's valley over the last axis."""
    return ((1 - x[..., :-1]) ** 2 + 100 * (x[..., 1:] - x[..., :-1] ** 2) ** 2).sum(-1)


def valley_gradient(x):
    g = np.zeros_like(x)
    g[:-1] = -2 * (1 - x[:-1]) - 400 * x[:-1] * (x[1:] - x[:-1] ** 2)
    g[1:] += 200 * (x[1:] - x[:-1] ** 2)
    return g


def test_the_batched_gradient_is_the_same_accurate_and_asks_f_at_most_twice():
    x = np.random.default_rng(7).normal(scale=0.5, size=100)
    asked = []
    exact, batched = valley_gradient(x), numdiff.gradient_batched(lambda p: asked.append(len(p)) or valley(p), x)
    assert np.linalg.norm(batched - exact) / np.linalg.norm(exact) < 1e-9
    np.testing.assert_allclose(batched, numdiff.gradient(valley, x), rtol=1e-12)
    assert len(asked) <= 2 and sum(asked) == 200


def test_the_batched_gradient_is_ten_times_faster_than_the_loop():
    """In a process of its own: page faults in a large one would be what is measured."""
    bench = ROOT / "tests" / "benchmarks" / "bench_numdiff.py"
    run = subprocess.run([sys.executable, str(bench)], capture_output=True, text=True)
    assert float(run.stdout) > 10, run.stderr       # measured: 18 to 24, on two loaded cores


# ---- what they ask of their inputs

EVERY = [numdiff.derivative, numdiff.forward_difference, numdiff.central_difference, numdiff.second_derivative,
         numdiff.one_sided, numdiff.complex_step, numdiff.gradient, numdiff.jacobian]


@pytest.mark.parametrize("measure", EVERY)
@pytest.mark.parametrize("x", [np.nan, np.inf, None, "one", 1j])
def test_a_point_that_is_not_finite_gets_a_sentence(measure, x):
    with pytest.raises(ValueError, match=r"^The point must be .*\.$"):
        measure(np.sin, x)


@pytest.mark.parametrize("measure", [f for f in EVERY if f is not numdiff.complex_step])
@pytest.mark.parametrize("value", [None, "up", 1j, {}, np.array("a"), [None, 1]])
def test_a_function_without_real_values_gets_a_sentence(measure, value):
    with pytest.raises(TypeError, match=r"^f must return real numbers; it returned .*\.$"):
        measure(lambda x: value, 1.0)


@pytest.mark.parametrize("measure", [numdiff.forward_difference, numdiff.central_difference, numdiff.one_sided,
                                     numdiff.complex_step])
@pytest.mark.parametrize("h", [0, -1e-5, [1e-5, 0.0]])
def test_a_step_that_is_not_positive_gets_a_sentence(measure, h):
    with pytest.raises(ValueError, match="The step h must be positive"):
        measure(np.sin, 1, h)


def test_wrong_shapes_get_a_sentence():
    with pytest.raises(TypeError, match=r"f must return one number here; it returned an array of shape \(2,\)"):
        numdiff.gradient(lambda p: p, [1, 2])
    with pytest.raises(TypeError, match=r"an array of shape \(4,\) here; it returned an array of shape \(\)"):
        numdiff.gradient_batched(np.sum, [1, 2])
    with pytest.raises(ValueError, match=r"direction has shape \(3,\), the point \(2,\)"):
        numdiff.directional(np.sum, [1, 2], [1, 2, 3])
    for needs_a_vector in (numdiff.hessian, numdiff.gradient_batched):
        with pytest.raises(ValueError, match="must be a vector"):
            needs_a_vector(np.sum, 1.0)
    with pytest.raises(ValueError, match="name one"):
        numdiff.partial(np.sum, np.ones((2, 2)), 0)


def test_nothing_is_changed_even_by_a_function_that_changes_its_input():
    def spoils(p):
        value = float(np.sum(p**2))
        p[...] = 99
        return value
    x, u = np.array([1, 2]), np.array([1.0, 0.0])
    for measure in (numdiff.gradient, numdiff.jacobian):
        np.testing.assert_allclose(measure(spoils, x), [2, 4], atol=1e-9)
    np.testing.assert_allclose(numdiff.hessian(spoils, x), 2 * np.eye(2), atol=1e-5)
    assert numdiff.directional(spoils, x, u) == pytest.approx(2)
    assert list(x) == [1, 2] and list(u) == [1, 0]
    line = np.array([1.0, 2.0])

    def squares_in_place(t):
        t *= t
        return t
    np.testing.assert_allclose(numdiff.derivative(squares_in_place, line), 2 * line, atol=1e-9)
    np.testing.assert_allclose(numdiff.second_derivative(squares_in_place, line), [2, 2], atol=1e-6)
    assert list(line) == [1, 2]


def test_lists_ints_bools_and_exact_numbers_are_tolerated():
    assert numdiff.derivative(lambda x: sympy.Float(float(x)) ** 2, 3) == pytest.approx(6)
    assert numdiff.derivative(lambda x: x > 0, 3) == 0
    assert numdiff.gradient(lambda p: 3, [1, 2]).tolist() == [0, 0]


def test_where_f_has_no_value_there_is_no_slope():
    with np.errstate(invalid="ignore"):
        assert np.isnan(numdiff.derivative(np.log, -1.0))
