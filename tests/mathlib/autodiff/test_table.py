"""The table far out, at ties, in float32, with nothing in it: what random cases do not reach."""
import numpy as np
import pytest

from mathlib import autodiff as ad
from mathlib.autodiff import Tensor


@pytest.mark.parametrize("base", [2.0, 2, np.float64(2.0), np.float32(2.0)])
def test_a_number_to_the_power_of_float32_stays_float32(base):
    x = Tensor(np.array([1.0, 3.0], np.float32))
    (base ** x).sum().backward()
    expected = np.log(2) * np.array([2.0, 8.0])
    assert x.grad.dtype == np.float32 or type(base) is np.float64       # which NumPy takes for a request
    np.testing.assert_allclose(x.grad, expected, rtol=1e-6)


def test_powers_of_zero():
    assert ad.grad(lambda k: 0.0**k)(2.0) == 0.0
    _, in_k = ad.grad(lambda a, k: (a**k).sum())(np.array([0.0, 1.0]), np.array([2.0, 0.0]))
    np.testing.assert_array_equal(in_k, [0, 0])


@pytest.mark.parametrize("x", [1.0, 20.0, 36.0, 40.0, 300.0, 700.0])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_the_slope_of_sigmoid_is_even_far_out(x, kind):
    left, right = ad.grad(lambda x: ad.sum(ad.sigmoid(x)))(np.array([-x, x], kind)), np.exp(-x) / (1 + np.exp(-x)) ** 2
    assert left[0] == left[1] == pytest.approx(right, rel=1e-6, abs=1e-40)


def test_clip_has_slope_0_outside_and_1_at_its_ends():
    x = np.array([-2.0, -1.0, 0.5, 1.0, 3.0])
    np.testing.assert_array_equal(ad.grad(lambda x: np.clip(x, -1, 1).sum())(x), [0, 1, 1, 1, 0])
    np.testing.assert_array_equal(ad.grad(lambda x: ad.clip(x, a_max=1.0).sum())(x), [1, 1, 1, 1, 0])


def test_minimum_at_a_tie_and_with_infinities():
    np.testing.assert_array_equal(ad.grad(lambda x: ad.minimum(x, 1.0).sum())(np.array([1.0, 0.0, 2.0])), [0.5, 1, 0])
    np.testing.assert_array_equal(ad.grad(lambda x: ad.minimum(x, np.inf).sum())(np.array([np.inf, 1.0])), [0.5, 1])


@pytest.mark.parametrize("a, b", [(1000.0, 999.0), (-1000.0, -1001.0), (0.0, -np.inf)])
def test_logaddexp_far_out(a, b):
    g = ad.grad(ad.logaddexp)(a, b)
    assert g == pytest.approx((1 / (1 + np.exp(b - a)), 1 / (1 + np.exp(a - b)))) and sum(g) == pytest.approx(1)


@pytest.mark.parametrize("a, b", [((2, 0), (0, 3)), ((4, 2, 0), (0, 3)), ((4, 2, 0), (4, 0, 3)), ((0,), (0,)),
                                  ((0,), (0, 3)), ((0, 2), (2, 3)), ((2, 0, 3), (3, 2))])
def test_products_with_an_empty_axis(a, b):
    for product in (ad.matmul, ad.dot):
        if product is ad.dot and len(b) == 3:
            continue
        da, db = ad.grad(lambda a, b, product=product: product(a, b).sum())(np.ones(a), np.ones(b))
        assert (np.shape(da), np.shape(db)) == (a, b) and not np.any(db)


def test_a_layer_without_inputs_or_without_examples():
    for x, W in (((4, 2, 0), (0, 3)), ((0, 2), (2, 3)), ((5, 0, 2), (2, 3))):
        g = ad.grad(lambda x, W, b: ad.linear(x, W, b).sum())(np.ones(x), np.ones(W), np.ones(3))
        assert [part.shape for part in g] == [x, W, (3,)]


def test_lists_are_constants_too():
    x = np.array([1.0, 2.0])
    for f in (lambda x: np.dot(x, [3.0, 4.0]), lambda x: np.dot([3.0, 4.0], x), lambda x: np.outer(x, [3, 4]).sum(),
              lambda x: np.logaddexp(x, [0, 1]).sum(), lambda x: np.minimum([1.5, 1.5], x).sum()):
        assert ad.gradient_check(f, x) < 1e-8
    assert ad.norm([3.0, 4.0]) == 5.0 and ad.dot([1, 2], [3, 4]) == 11


def test_dot_is_numpys_for_every_number_of_axes():
    rng = np.random.default_rng(4)
    for a in [(), (3,), (2, 3), (2, 2, 3)]:
        for b in [(), (3,), (3, 4), (2, 3, 4)]:
            A, B = rng.normal(size=a), rng.normal(size=b)
            np.testing.assert_allclose(ad.dot(Tensor(A), B).value, np.dot(A, B), rtol=1e-15)
            assert ad.gradient_check(lambda A, B: np.sum(np.sin(np.dot(A, B))), A, B) < 1e-7
