"""The engine's guards: rules that a learner writes, shares of a wrong shape, walks that would leave their function."""
import numpy as np
import pytest

from mathlib import autodiff as ad
from mathlib.autodiff import Tensor, differentiable

X = np.array([1.0, 2.0, 3.0])


def lifted(body):
    @differentiable
    def cube(*inputs):
        return body(*inputs)
    return cube


# ---- Rules written by a learner ------------------------------------------------------------------

@pytest.mark.parametrize("x", [X, X[:2], X[:, None], X[:1], 2.0], ids=lambda x: str(np.shape(x)))
@pytest.mark.parametrize("body, words", [
    (lambda x: None, r"cube returned nothing.*return value, \(rule,\)"),
    (lambda x: (x**3, lambda g: 3 * g * x**2), r"cube must return two things.*with the comma"),
    (lambda x: x**3, r"cube must return two things"),
    (lambda x: (x**3,), r"cube must return two things"),
    (lambda x: (x**3, None), r"cube must return two things"),
    (lambda x: (x**3, (3 * x**2,)), r"cube returned .* in place of a rule.*lambda g: g \* slope"),
])
def test_a_function_that_returns_no_value_and_rules(body, words, x):
    with pytest.raises(TypeError, match=words):
        ad.grad(lambda x: lifted(body)(x).sum())(x)


def test_the_rules_forgotten_where_the_value_has_two_rows():
    """Python takes the rows apart as if they were value and rules; the second row then holds no functions."""
    with pytest.raises(TypeError, match="cube returned np.float64.* in place of a rule"):
        ad.grad(lambda x: lifted(lambda x: x**3)(x).sum())(np.ones((2, 1)))


def test_one_rule_too_few():
    times = lifted(lambda a, b: (a * b, (lambda g: g * b,)))
    np.testing.assert_array_equal(ad.grad(lambda a: times(a, X).sum())(X), X)     # a constant needs none
    with pytest.raises(TypeError, match="cube has no rule for input 1.*one rule for each input"):
        times(X, Tensor(X))
    with pytest.raises(TypeError, match="cube has no rule for input 1"):
        ad.grad(lambda a, b: times(a, b).sum())(X, X)


@pytest.mark.parametrize("share, error, words", [
    (lambda g: None, TypeError, r"A rule of cube returned nothing.*return g \* slope"),
    (lambda g: g.sum(), ValueError, r"share of shape \(\) for an input of shape \(3,\)"),
    (lambda g: 3.0, ValueError, r"share of shape \(\) for an input of shape \(3,\)"),
    (lambda g: np.ones((2, 3)), ValueError, r"share of shape \(2, 3\).*shape of its argument.*unbroadcast"),
    (lambda g: g[:2], ValueError, r"share of shape \(2,\)"),
    (lambda g: np.outer(g, g), ValueError, r"share of shape \(3, 3\)"),
])
def test_a_share_that_does_not_fit_its_input(share, error, words):
    cube = lifted(lambda x: (x**3, (share,)))
    with pytest.raises(error, match=words):
        ad.grad(lambda x: cube(x).sum())(X)
    with pytest.raises(error, match=words):
        ad.gradient_check(lambda x: cube(x).sum(), X)


def test_the_forgotten_sum_over_copies():
    naive = lifted(lambda A, b: (A + b, (lambda g: g, lambda g: g)))
    with pytest.raises(ValueError, match=r"share of shape \(3, 2\) for an input of shape \(2,\)"):
        ad.grad(lambda b: naive(np.ones((3, 2)), b).sum())(np.zeros(2))


def test_a_share_may_be_a_plain_number_where_the_input_is_one():
    assert ad.grad(lifted(lambda x: (x**3, (lambda g: float(g * 12.0),))))(2.0) == 12.0


def test_an_error_inside_a_learners_function_stays_as_it_is():
    def body(x):
        return x**3 + undefined, (lambda g: g,)   # noqa: F821
    with pytest.raises(NameError, match="undefined"):
        lifted(body)(Tensor(X))
    with pytest.raises(TypeError, match="ufunc 'add'"):
        lifted(lambda x: (x + "1", (lambda g: g,)))(Tensor(2.0))


@pytest.mark.parametrize("call, words", [
    (lambda x: ad.exp(x, k=1), r"exp does not take these inputs.*'k'.*exp\(x\)"),
    (lambda x: np.exp(x, where=True), r"exp does not take these inputs.*'where'"),
    (lambda x: np.sum(x, dtype=float), r"sum does not take these inputs.*'dtype'.*sum\(x, axis=None, keepdims=False\)"),
    (lambda x: ad.stack([x, x], axes=0), r"stack\(\) got an unexpected keyword argument 'axes'"),
    (lambda x: ad.exp(), r"exp does not take these inputs.*'x'"),
    (lambda x: lifted(lambda a, b: (a + b, (lambda g: g, lambda g: g)))(x, x, size=2), r"cube does not take.*'size'"),
])
def test_an_unknown_input_is_told_by_the_name_that_was_called(call, words):
    with pytest.raises(TypeError, match=words) as caught:
        call(Tensor(X))
    assert "<locals>" not in str(caught.value) and "lambda" not in str(caught.value)


# ---- Walks that would leave the function that is being differentiated -----------------------------

def closed_over(x):
    return x * ad.grad(lambda y: x * y)(1.0)      # x · ∂(xy)/∂y = x², so its slope at 1 is 2


def trained_inside(x):
    z = Tensor(0.5)
    ((z - x) ** 2).backward()
    return (z.value - 0.1 * z.grad - x) ** 2


@pytest.mark.parametrize("f", [closed_over, trained_inside])
def test_a_gradient_inside_a_gradient_is_refused_where_its_path_would_be_lost(f):
    for derivative in (ad.grad, ad.value_and_grad, ad.jacobian):
        with pytest.raises(ValueError, match=r"walk back reaches 'input'.*hessian_vector"):
            derivative(f)(1.0)


def test_also_where_the_outer_walk_is_called_by_hand():
    with pytest.raises(ValueError, match="walk back reaches 'x'.*as an input, or write x.value"):
        closed_over(Tensor(1.0, name="x"))


def test_what_does_not_depend_on_the_outer_input_may_be_differentiated_inside():
    assert ad.grad(lambda x: x * ad.grad(lambda t: t * t)(3.0))(1.0) == 6.0
    assert ad.grad(lambda x: x * ad.grad(lambda t, c: t * c)(3.0, x.value)[0])(2.0) == 2.0     # x.value: a constant

    def own_walk(x):
        z = Tensor(3.0)
        (z * z).backward()
        return x * z.grad
    assert ad.grad(own_walk)(1.0) == 6.0


def test_the_border_is_taken_down_whatever_happens():
    w = Tensor(2.0)
    for fails in (lambda x: 1 / 0, lambda x: x * float(x), closed_over):
        with pytest.raises((ZeroDivisionError, TypeError, ValueError)):
            ad.grad(fails)(1.0)
    loss = w * w
    loss.backward()
    assert w.grad == float(loss) == 4.0


def test_a_constant_of_the_function_is_an_input_or_a_plain_value():
    W = Tensor(np.ones((2, 2)), name="W")
    with pytest.raises(ValueError, match="reaches 'W'"):
        ad.grad(lambda x: (x @ W).sum())(np.ones(2))
    np.testing.assert_array_equal(ad.grad(lambda x: (x @ W.value).sum())(np.ones(2)), [2.0, 2.0])
    np.testing.assert_array_equal(ad.grad(lambda x: (x @ Tensor(W.value)).sum())(np.ones(2)), [2.0, 2.0])
