"""Forward mode against measured slopes, against reverse mode, and against known derivatives."""
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathlib import autodiff, dual
from mathlib.dual import SLOPES, Dual

ONE = [np.negative, np.positive, np.square, np.absolute, np.exp, np.expm1, np.log, np.log1p, np.sqrt, np.sin, np.cos,
       np.tanh]
TWO = [np.add, np.subtract, np.multiply, np.divide, np.power, np.maximum, np.minimum, np.logaddexp]
POSITIVE = st.floats(0.8, 3.0)


def measured(f, x, h=1e-5):
    return (f(x + h) - f(x - h)) / (2 * h)


@pytest.mark.parametrize("function", ONE, ids=lambda f: f.__name__)
@given(x=POSITIVE)
def test_functions_of_one_number(function, x):
    assert dual.derivative(function, x) == pytest.approx(measured(function, x), rel=1e-8, abs=1e-8)


@pytest.mark.parametrize("function", TWO, ids=lambda f: f.__name__)
@given(a=POSITIVE, gap=st.floats(0.1, 1.0))
def test_functions_of_two_numbers(function, a, gap):
    b = a + gap                                   # apart: maximum has a kink where they meet
    for f, x in [(lambda x: function(x, b), a), (lambda x: function(a, x), b)]:
        assert dual.derivative(f, x) == pytest.approx(measured(f, x), rel=1e-7, abs=1e-7)


def test_every_line_of_the_table_is_tested():
    assert set(SLOPES) == {*ONE, *TWO, np.matmul}


def test_the_same_function_under_every_engine():
    for f in (lambda x: np.sum(x**2), lambda x: np.sum(np.square(x)), lambda x: (x * x).sum()):
        x, v = np.array([1.0, 2.0, -3.0]), np.array([1.0, 0.0, 2.0])
        assert dual.directional(f, x, v) == pytest.approx(autodiff.grad(f)(x) @ v) == -10.0
    for x in (2.0, -2.0):
        assert dual.derivative(lambda x: np.where(x > 0, x, -x), x) == np.sign(x)


@pytest.mark.parametrize("mistake, words", [
    (lambda: dual.directional(np.sin, np.ones(3), np.ones(2)), r"shape \(2,\), the point \(3,\)"),
    (lambda: dual.jacobian(np.sin, np.ones((2, 2))), r"must be a vector")])
def test_shapes_that_do_not_agree(mistake, words):
    with pytest.raises(ValueError, match=words):
        mistake()


def test_both_inputs_of_a_product_move():
    A = np.array([[1.0, 2.0], [3.0, 4.0]])
    J = dual.jacobian(lambda x: A @ x, [1.0, 5.0])
    np.testing.assert_array_equal(J, A)
    np.testing.assert_array_equal(dual.jacobian(lambda x: x @ (A @ x), [1.0, 5.0]), (A + A.T) @ [1.0, 5.0])


OTHERS = [2.0, 3, np.float64(0.5), np.array([1.0, 2.0, 4.0])]


@pytest.mark.parametrize("other", OTHERS, ids=repr)
@pytest.mark.parametrize("symbol", ["+", "-", "*", "/", "**"])
def test_operators_take_numbers_and_arrays_on_either_side(symbol, other):
    x = np.array([0.8, 1.5, 2.5])
    for expression in (f"x {symbol} other", f"other {symbol} x"):
        def f(x, expression=expression):
            return eval(expression, {"x": x, "other": other})
        np.testing.assert_allclose(dual.derivative(f, x), measured(f, x), rtol=1e-7)


def test_a_number_that_moves_all_entries_of_an_array():
    y = Dual(2.0, 1.0) + np.zeros(3)
    assert y.slope.shape == y.value.shape == (3,)
    np.testing.assert_array_equal(dual.derivative(lambda t: (t * np.arange(4.0)).sum(), 1.0), 6.0)


def f(x):
    """A function of three inputs with two outputs, written once for every way to differentiate."""
    return [np.sin(x[0] * x[1]) + np.exp(-x[2]), x[0] / x[2] + np.maximum(x[1], x[2])**2]


def test_forward_and_reverse_agree():
    x = np.array([0.7, 1.9, 1.2])
    reverse = autodiff.jacobian(lambda x: autodiff.stack(f(x)))(x)
    np.testing.assert_allclose(dual.jacobian(f, x), reverse, rtol=1e-14)
    np.testing.assert_allclose(dual.directional(f, x, [1.0, -2.0, 0.5]), reverse @ [1.0, -2.0, 0.5], rtol=1e-14)


def test_outputs_in_an_array_and_outputs_that_do_not_move():
    J = dual.jacobian(lambda x: np.array([x[0] * x[1], 3.0], object), [2.0, 5.0])
    np.testing.assert_array_equal(J, [[5.0, 2.0], [0.0, 0.0]])


def test_a_dual_of_duals_has_the_second_derivative():
    x = Dual(Dual(2.0, 1.0), Dual(1.0, 0.0))
    y = x**3 * np.sin(x)
    assert y.slope.slope == pytest.approx(12 * np.sin(2) + 24 * np.cos(2) - 8 * np.sin(2), rel=1e-14)


def test_comparisons_look_at_the_value():
    assert Dual(2.0, -1.0) > 1 and not Dual(2.0, 1.0) < 2.0 and Dual(2.0, 1.0) == Dual(2.0, 5.0)
    assert dual.derivative(lambda x: x**2 if x > 0 else -x, 3.0) == 6.0


def test_a_function_without_a_line_in_the_table_is_named():
    with pytest.raises(TypeError, match="slope of np.arctan"):
        np.arctan(Dual(1.0, 1.0))


def test_it_prints_as_it_is_written():
    assert repr(Dual(3.0, 2.0)) == "3.0 + 2.0 ε" and len(Dual(np.ones(2), np.ones(2))) == 2


# ---- An ordinary loop, and functions of whole arrays ----------------------------------------------

def summed(x):
    s = 0.0
    for xi in x:
        s += xi**2
    return s


def test_a_sum_in_a_loop():
    np.testing.assert_array_equal(dual.jacobian(summed, [1.0, 2.0, -3.0]), [2.0, 4.0, -6.0])

    def product(x):
        p = x[0]
        for i in range(1, x.size):
            p *= x[i]
        p -= x.shape[0] * x[0]
        return p
    np.testing.assert_array_equal(dual.jacobian(product, [2.0, 3.0, 4.0]), [9.0, 8.0, 6.0])


def test_in_place_gives_a_new_dual_and_leaves_the_old_one():
    x = Dual(2.0, 1.0)
    y = x
    y += 1
    assert (x.value, y.value, y.slope) == (2.0, 3.0, 1.0)


X, Y = np.array([[0.5, 3.0, -1.0], [2.0, 1.0, 0.25]]), np.array([1.0, -2.0, 0.5])
WHOLE = {
    "sum": lambda x: np.sum(x, axis=1), "mean": np.mean, "max": np.max, "min": lambda x: np.min(x, axis=0),
    "max with its axis kept": lambda x: x / np.max(x, axis=1, keepdims=True), "cumsum": lambda x: np.cumsum(x, axis=1),
    "amax": np.amax, "norm": np.linalg.norm, "dot": lambda x: np.tanh(np.dot(x, Y)),
    "dot from the left": lambda x: np.dot(X, x.T),
    "outer": lambda x: np.outer(x[0], x[0]), "inner": lambda x: np.inner(x, x[0]),
    "reshape": lambda x: np.reshape(x, (3, 2)) @ np.ones(2), "ravel": np.ravel, "transpose": np.transpose,
    "where": lambda x: np.where(x > 0, x**2, -3.0), "stack": lambda x: np.stack([x[0] * x[1], Y]),
    "concatenate": lambda x: np.concatenate([x[0], Y, x[1] ** 2]), "hstack": lambda x: np.hstack([x, x]),
    "vstack": lambda x: np.vstack([x, Y]), "flip": lambda x: np.flip(x, 1), "squeeze": lambda x: np.squeeze(x[:, :1]),
    "expand_dims": lambda x: np.expand_dims(x, 0) * Y, "methods": lambda x: x.sum(axis=0) * x.max() + x.mean(),
    "an array made by hand": lambda x: np.tanh(np.array([x[0, 0] * x[1, 2], x[0, 1]])),
    "mask": lambda x: (x > 0) * x * np.sign(x),
}


@pytest.mark.parametrize("f", WHOLE.values(), ids=WHOLE)
def test_functions_of_whole_arrays(f):
    direction, h = np.array([[1.0, -1.0, 0.5], [2.0, 0.3, 1.0]]), 1e-6
    slope = dual.directional(f, X, direction)
    expected = (np.asarray(f(X + h * direction), float) - np.asarray(f(X - h * direction), float)) / (2 * h)
    assert np.shape(slope) == np.shape(expected)
    np.testing.assert_allclose(slope, expected, rtol=1e-8, atol=1e-8)


def test_entries_that_tie_share_the_slope():
    np.testing.assert_array_equal(dual.jacobian(np.max, [2.0, 1.0, 2.0]), [0.5, 0.0, 0.5])


# ---- Derivatives inside derivatives ----------------------------------------------------------------

def test_the_inner_derivative_takes_the_outer_number_for_a_constant():
    assert dual.derivative(lambda x: dual.derivative(lambda y: x * y, 3.0), 2.0) == 1.0               # ∂²(xy)/∂x∂y
    assert dual.derivative(lambda x: x * dual.derivative(lambda y: x * y, 3.0), 2.0) == 4.0           # (x · x)'
    assert dual.derivative(lambda x: x * dual.derivative(lambda y: x + y, 1.0), 1.0) == 1.0   # confused: 2
    assert dual.derivative(lambda x: dual.derivative(lambda y: 5.0 * x, 3.0), 2.0) == 0.0


@given(POSITIVE)
def test_derivatives_of_derivatives(x):
    f = lambda t: np.exp(t) * np.sin(t**2)
    first = lambda t: dual.derivative(f, t)
    assert dual.derivative(first, x) == pytest.approx(measured(first, x), rel=1e-6, abs=1e-6)
    third = dual.derivative(lambda t: dual.derivative(lambda s: dual.derivative(lambda r: r**5, s), t), x)
    assert third == pytest.approx(60 * x**2, rel=1e-13)


def test_a_hessian_by_forward_over_forward():
    f = lambda p: p[0] ** 2 * p[1] + np.sin(p[1]) * np.max(p)
    x = np.array([1.5, 0.5])
    H = dual.jacobian(lambda p: dual.jacobian(f, p), x)
    reverse = autodiff.hessian(f)(x)
    np.testing.assert_allclose(H, reverse, atol=1e-7)


# ---- What it does not know, in words ---------------------------------------------------------------

def filled(x):
    y = np.zeros(2)
    y[0] = x
    return y


@pytest.mark.parametrize("mistake, words", [
    (lambda: dual.derivative(lambda x: None, 1.0), "f returned None.*`return`"),
    (lambda: dual.derivative(lambda x: "up", 1.0), "f returned 'up'"),
    (lambda: dual.derivative(lambda x: math.exp(x), 1.0), r"lose its slope: use np\.exp.*np\.stack"),
    (lambda: dual.derivative(lambda x: float(x), 1.0), r"x\.value takes the number out on purpose"),
    (lambda: dual.derivative(summed, 1.0), "one number has no entries"),
    (lambda: np.ones(2).__iadd__(Dual(np.ones(2), np.ones(2))), r"write y = y \+ x"),
    (lambda: np.add.reduce(Dual(np.ones(2), np.ones(2))), r"does not know np\.add\.reduce"),
    (lambda: np.exp(Dual(1.0, 1.0), dtype=float), r"np\.exp with the options dtype"),
    (lambda: np.linalg.det(Dual(np.eye(2), np.eye(2))), r"does not know np\.linalg\.det"),
    (lambda: Dual(1.0, 1.0).arctan(), "A Dual has no 'arctan'"),
])
def test_a_mistake_gets_a_sentence_that_is_true(mistake, words):
    with pytest.raises((TypeError, AttributeError), match=words):
        mistake()


def test_no_slope_slips_into_a_plain_array():
    with pytest.raises((TypeError, ValueError)) as caught:
        dual.derivative(filled, 1.0)
    assert "lose its slope" in f"{caught.value} {caught.value.__cause__}"
