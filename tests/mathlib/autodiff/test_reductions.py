"""Reductions at zeros, ties and nothing, and of one number."""
import numpy as np
import pytest

from mathlib import autodiff as ad
from mathlib.autodiff import Tensor


@pytest.mark.parametrize("x", [[2.0, 0.0, 5.0], [0.0, 0.0, 5.0], [2.0, 3.0, 5.0], [0.0], []])
def test_a_product_with_zeros(x):
    others = [np.prod(np.delete(x, i)) for i in range(len(x))]
    np.testing.assert_array_equal(ad.grad(np.prod)(np.array(x)), others)


def test_a_product_along_axes():
    x = np.arange(24.0).reshape(2, 3, 4)           # with a zero
    for axis in (0, 1, -1, (0, 2), (2, 0), (0, 1, 2), None):
        assert ad.gradient_check(lambda x, axis=axis: np.sum(np.prod(x / 7, axis=axis)), x) < 1e-7
    assert ad.grad(lambda x: ad.prod(x, 1).sum())(np.ones((0, 3))).shape == (0, 3)
    assert ad.grad(lambda x: ad.prod(x, 1).sum())(np.ones((3, 0))).shape == (3, 0)


REDUCTIONS = [ad.sum, ad.max, ad.min, ad.prod, ad.norm, ad.logsumexp]


@pytest.mark.parametrize("reduce", REDUCTIONS, ids=lambda f: f.__name__)
@pytest.mark.parametrize("keepdims", [False, True])
def test_one_number_reduces_to_itself(reduce, keepdims):
    assert ad.grad(lambda x: reduce(x, keepdims=keepdims))(3.0) == 1.0
    if reduce is not ad.norm and reduce is not ad.logsumexp:
        assert ad.grad(lambda x: reduce(x, 0, keepdims))(3.0) == 1.0
        assert ad.grad(lambda x: reduce(x, axis=-1))(3.0) == 1.0


def test_softmax_of_one_number():
    for f, value, slope in ((ad.softmax, 1.0, 0.0), (ad.log_softmax, 0.0, 0.0)):
        assert ad.value_and_grad(f)(3.0) == (value, slope)


def test_the_smallest_entries_that_tie_share_the_slope():
    np.testing.assert_array_equal(ad.grad(np.min)(np.array([1.0, 2.0, 1.0])), [0.5, 0.0, 0.5])
    g = ad.grad(lambda x: x.min(axis=0).sum())(np.array([[1.0, 5.0], [1.0, 4.0]]))
    np.testing.assert_array_equal(g, [[0.5, 0.0], [0.5, 1.0]])


@pytest.mark.parametrize("f", [ad.norm, ad.std])
def test_at_the_kink_of_a_length_the_slope_is_taken_as_0(f):
    np.testing.assert_array_equal(ad.grad(f)(np.zeros(3)), np.zeros(3))
    g = ad.grad(lambda x: f(x, axis=1).sum())(np.array([[0.0, 0.0], [3.0, -4.0]]))
    np.testing.assert_array_equal(g[0], [0.0, 0.0])
    assert np.isfinite(g).all() and g[1].any()


def test_the_norm_is_euclids_and_says_so():
    x = Tensor([3.0, 4.0])
    assert np.linalg.norm(x).item() == 5.0 and np.linalg.norm(Tensor([[3.0], [4.0]]), axis=0).value.tolist() == [5.0]
    for ord in (1, np.inf, "fro"):
        with pytest.raises(ValueError, match=r"norm does not fit.*no other `ord`"):
            np.linalg.norm(x, ord)


@pytest.mark.parametrize("x", [[1e3, 1e3 + 1], [-1e3, -1e3 - 1], [0.0, -np.inf]])
def test_logsumexp_far_out(x):
    value, g = ad.value_and_grad(ad.logsumexp)(np.array(x))
    assert value == pytest.approx(np.logaddexp(*x), rel=1e-15)
    np.testing.assert_allclose(g, np.exp(np.array(x) - value), rtol=1e-12)


def test_discounted_returns_by_a_running_sum():
    """G_t = r_t + γ r_{t+1} + …: the slope of Σ G_t in r_t is the sum of the discounts that it is seen with."""
    gamma = 0.9 ** np.arange(4.0)
    def returns(r):
        return np.flip(np.cumsum(np.flip(gamma * r))) / gamma
    J = ad.jacobian(returns)(np.array([1.0, 0.0, 2.0, -1.0]))
    np.testing.assert_allclose(J, np.triu(gamma[None, :] / gamma[:, None]), rtol=1e-12)
