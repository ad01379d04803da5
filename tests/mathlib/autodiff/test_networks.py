"""Convolution in strides, average pooling, and the losses of nothing."""
import numpy as np
import pytest

from mathlib import autodiff as ad
from mathlib.autodiff import Tensor


@pytest.mark.parametrize("size, padding, stride", [(7, 0, 2), (8, 0, 2), (7, 1, 3), (5, 2, 4), (3, 0, 9)])
def test_a_convolution_in_strides_takes_every_second_window(size, padding, stride):
    rng = np.random.default_rng(size)
    x, K, b = rng.normal(size=(2, 3, size, size + 1)), rng.normal(size=(4, 3, 3, 2)), rng.normal(size=4)
    expected = ad.conv2d(x, K, b, padding)[:, :, ::stride, ::stride]
    np.testing.assert_allclose(ad.conv2d(x, K, b, padding, stride), expected, rtol=1e-12, atol=1e-13)
    assert ad.gradient_check(lambda *inputs: np.sum(np.sin(ad.conv2d(*inputs, padding=padding, stride=stride))),
                             x, K, b) < 1e-7


def test_a_stride_is_one_or_more():
    with pytest.raises(ValueError, match="conv2d does not fit.*stride=0.*every stride-th"):
        ad.conv2d(Tensor(np.ones((1, 1, 3, 3))), np.ones((1, 1, 2, 2)), np.zeros(1), stride=0)


def test_average_pooling_is_the_mean_of_its_tiles():
    x = np.arange(2 * 5 * 7.0).reshape(2, 5, 7)
    np.testing.assert_array_equal(ad.average_pool(x), x[:, :4, :6].reshape(2, 2, 2, 3, 2).mean((2, 4)))
    g = ad.grad(lambda x: ad.average_pool(x, 2).sum())(x)
    assert (g[:, :4, :6] == 0.25).all() and not g[:, 4:].any() and not g[:, :, 6:].any()
    with pytest.raises(ValueError, match="average_pool does not fit.*with 6"):
        ad.average_pool(Tensor(x), 6)


@pytest.mark.parametrize("loss", [
    lambda: ad.cross_entropy(Tensor(np.ones((0, 3))), np.zeros(0, int)), lambda: ad.cross_entropy(np.ones((0, 3)), []),
    lambda: ad.cross_entropy(Tensor(3.0), 0), lambda: ad.mse(Tensor(np.ones(0)), np.ones(0)),
    lambda: ad.mse(np.ones((0, 2)), np.ones((0, 2)))])
def test_the_mean_of_no_losses_is_refused(loss):
    with pytest.raises(ValueError, match="does not fit inputs of shape"):
        loss()
