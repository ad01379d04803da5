"""Forward mode against measured slopes, against reverse mode, and against known derivatives."""
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathlib import autodiff, dual
from mathlib.dual import SLOPES, Dual

ONE = [np.negative, np.square, np.absolute, np.exp, np.log, np.sqrt, np.sin, np.cos, np.tanh]
TWO = [np.add, np.subtract, np.multiply, np.divide, np.power, np.maximum, np.logaddexp]
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
