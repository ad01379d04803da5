"""gradient_check: it passes no wrong rule, blames no right one, and says where differences cannot tell."""
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathlib import autodiff as ad
from mathlib.autodiff import differentiable

X = np.array([1.0, -2.0, 0.5])


def scaled(size, factor):
    """size · x², and a rule that is `factor` times too large."""
    @differentiable
    def f(x):
        return size * x**2, (lambda g: factor * 2 * size * x * g,)
    return lambda x: f(x).sum()


@given(st.floats(-12, 12), st.sampled_from([3.0, 1.01, 0.0, -1.0]))
def test_a_wrong_rule_is_seen_whatever_the_size_of_the_loss(exponent, factor):
    off = abs(factor - 1) / max(abs(factor), 1)
    assert ad.gradient_check(scaled(10**exponent, factor), X) == pytest.approx(off, rel=1e-6)


@given(st.floats(-12, 12))
def test_a_right_rule_passes_whatever_the_size_of_the_loss(exponent):
    assert ad.gradient_check(scaled(10**exponent, 1.0), X) < 1e-8


@pytest.mark.parametrize("x", [1e-10, 1e-7, 1e-5, 2e-5, 1e-3, 1.0, 1e3, 1e9])
def test_log_is_right_at_all_distances_from_0(x):
    assert ad.gradient_check(ad.log, x) < 1e-7
    assert ad.gradient_check(lambda x: ad.log(x).sum(), np.array([x, 1.0])) < 1e-7


@pytest.mark.parametrize("x", [1e-7, 2e-5, 1e-3])
def test_a_wrong_log_is_wrong_there_too(x):
    @differentiable
    def log(x):
        return np.log(x), (lambda g: 1.001 * g / x,)
    assert ad.gradient_check(log, x) > 5e-4


@pytest.mark.parametrize("f, x", [
    (lambda x: ad.relu(x), 0.0), (lambda x: ad.max(ad.stack([3 * x, x * x])), 3.0), (lambda x: ad.sqrt(x), 0.0),
    (lambda x: ad.log(x), 0.0), (lambda x: ad.log(x), -1.0),
    (lambda x: 1000.0 + 1e-9 * x, 1.0), (scaled(1e-9, 1.0), None), (scaled(1e-9, 3.0), None)])
def test_where_differences_cannot_tell_it_says_so(f, x):
    g = f if x is not None else lambda x: f(x) + 1e6
    with np.errstate(all="ignore"), pytest.raises(ValueError, match="Differences cannot tell here: at input 0"):
        ad.gradient_check(g, X if x is None else x)


def test_one_doubtful_entry_does_not_hide_a_wrong_one():
    @differentiable
    def f(x):
        return np.maximum(x, 0) * np.array([1, 1, 1]), (lambda g: 2 * g * (x > 0),)
    assert ad.gradient_check(lambda x: f(x).sum(), np.array([0.0, 1.0, 2.0])) == pytest.approx(0.5)


@pytest.mark.parametrize("f", [lambda x: ad.softmax(x).sum(), lambda x: ad.layer_norm(x, np.ones(3), np.zeros(3)).sum(),
                               lambda x: 0.0 * x.sum(), lambda x: (x - x).sum()])
def test_a_function_that_is_flat_and_rules_that_say_so_agree(f):
    assert ad.gradient_check(f, X) < 1e-8


def test_a_small_input_beside_a_large_one_counts_on_its_own_scale():
    @differentiable
    def f(a, b):
        return 1e3 * a + 1e-6 * b, (lambda g: 1e3 * g, lambda g: 2e-6 * g)
    assert ad.gradient_check(f, 1.0, 1.0) == pytest.approx(0.5, rel=0.01)


def test_a_slope_that_is_no_number_is_wrong_where_differences_have_one():
    @differentiable
    def f(x):
        return np.abs(x), (lambda g: g * x / np.where(x > 1, x, 0),)
    with np.errstate(all="ignore"):
        assert ad.gradient_check(lambda x: f(x).sum(), np.array([2.0, 0.5])) == np.inf


def test_the_shape_of_a_gradient_is_compared():
    @differentiable
    def f(b):
        return np.ones((3, 2)) + b, (lambda g: g,)
    with pytest.raises(ValueError, match=r"shape \(3, 2\) for an input of shape \(2,\)"):
        ad.gradient_check(lambda b: f(b).sum(), X[:2])


def test_inputs_are_left_as_they_are():
    x = [X.copy(), np.array([[2.0]])]
    assert ad.gradient_check(lambda p: (p[0] * p[1]).sum(), x) < 1e-8
    assert np.array_equal(x[0], X) and x[1] == 2.0
