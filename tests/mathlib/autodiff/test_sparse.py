"""Arithmetic on a gradient of few rows: it stays one where it can, and is the plain array elsewhere."""
import copy
import operator
import pickle

import numpy as np
import pytest

from mathlib import autodiff as ad
from mathlib.autodiff import Rows, Tensor


def few_rows():
    E = Tensor(np.ones((5, 2)))
    (ad.embedding(E, [3, 1, 3]) * np.array([2.0, -1.0])).sum().backward()
    return E.grad


def both():
    g = few_rows()
    return g, np.asarray(g)


ARITHMETIC = [operator.add, operator.sub, operator.mul, operator.truediv, operator.pow, operator.lt, operator.le,
              operator.gt, operator.ge, operator.eq, operator.ne]


@pytest.mark.parametrize("do", ARITHMETIC, ids=lambda f: f.__name__)
@pytest.mark.parametrize("other", [2.0, 3, np.float64(2.0), np.arange(1.0, 11.0).reshape(5, 2), np.array([1.0, 2.0])],
                         ids=lambda x: str(np.shape(x)))
def test_arithmetic_is_that_of_the_full_array(do, other):
    g, full = both()
    np.testing.assert_array_equal(np.asarray(do(g, other)), do(full, other))
    with np.errstate(divide="ignore", invalid="ignore"):
        if do is not operator.truediv:
            np.testing.assert_array_equal(np.asarray(do(other, g)), do(other, full))


def test_what_keeps_rows_at_0_keeps_few_rows():
    g, full = both()
    for kept, expected in ((2.0 * g, 2 * full), (g * np.float32(2), 2 * full), (g / 4, full / 4), (-g, -full),
                           (g + g, 2 * full)):
        assert isinstance(kept, Rows)
        np.testing.assert_array_equal(np.asarray(kept), expected)


def test_the_rest_of_what_one_does_with_a_gradient():
    g, full = both()
    np.testing.assert_array_equal(abs(g), abs(full))
    np.testing.assert_array_equal(g[3], full[3])
    np.testing.assert_array_equal(g @ np.ones(2), full @ np.ones(2))
    np.testing.assert_array_equal(np.ones(5) @ g, np.ones(5) @ full)
    np.testing.assert_array_equal(np.ones((5, 2)) - 0.1 * g, 1 - 0.1 * full)
    np.testing.assert_array_equal([np.sqrt(np.square(g)), np.abs(g)], [abs(full)] * 2)


def test_an_unknown_word_gets_a_sentence():
    with pytest.raises(AttributeError, match=r"no 'sum'.*np\.asarray\(g\)"):
        few_rows().sum()


@pytest.mark.parametrize("copier", [copy.copy, copy.deepcopy, lambda g: pickle.loads(pickle.dumps(g))])
def test_it_can_be_copied(copier):
    g, full = both()
    assert isinstance(copier(g), Rows)
    np.testing.assert_array_equal(np.asarray(copier(g)), full)
