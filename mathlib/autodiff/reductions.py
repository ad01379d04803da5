"""Reductions: many entries to one, along an axis or over all. And the running sum."""
import math

import numpy as np

from .engine import differentiable


def _spread(g, x, axis, keepdims):
    """The transpose of summing: every entry that was summed receives a copy of g."""
    if axis is not None and not keepdims and x.ndim:
        g = np.expand_dims(g, axis)
    return np.broadcast_to(g, x.shape)


@differentiable
def sum(x, axis=None, keepdims=False):
    """The sum of the entries of x, along `axis` or all."""
    return np.sum(x, axis, keepdims=keepdims), (lambda g: _spread(g, x, axis, keepdims),)


@differentiable
def mean(x, axis=None, keepdims=False):
    """The mean of the entries of x, along `axis` or all."""
    y = np.mean(x, axis, keepdims=keepdims)
    return y, (lambda g: _spread(g * (y.size / (x.size or 1)), x, axis, keepdims),)


def _extreme(name, pick, words):
    """max or min: the rule is the same, since it asks only which entries are the one that was picked."""
    def extreme(x, axis=None, keepdims=False):
        chosen = pick(x, axis, keepdims=True)

        def rule(g):
            hit = x == chosen
            return hit * (_spread(g, x, axis, keepdims) / hit.sum(axis, g.dtype, keepdims=True))
        return pick(x, axis, keepdims=keepdims), (rule,)
    extreme.__name__ = name
    extreme.__doc__ = f"The {words} entry of x, along `axis` or all; entries that tie share the slope."
    return differentiable(extreme)


max, min = _extreme("max", np.max, "largest"), _extreme("min", np.min, "smallest")


@differentiable
def var(x, axis=None, keepdims=False, ddof=0):
    """The mean of (x - mean)² along `axis` or over all; the sum is divided by their number less ddof."""
    y = np.var(x, axis, keepdims=keepdims, ddof=ddof)
    n = x.size // (y.size or 1) - ddof
    return y, (lambda g: _spread(2 * g, x, axis, keepdims) * _centred(x, axis) / n,)


@differentiable
def std(x, axis=None, keepdims=False, ddof=0):
    """The root of `var`. Where all entries agree there is a kink; its slope is taken as 0."""
    y = np.std(x, axis, keepdims=keepdims, ddof=ddof)
    n = x.size // (y.size or 1) - ddof
    return y, (lambda g: _spread(_over(g, y), x, axis, keepdims) * _centred(x, axis) / n,)


def _centred(x, axis):
    return x - x.mean(axis, keepdims=True)


def _over(g, y):
    """g / y, and 0 where y is 0."""
    return np.divide(g, y, out=np.zeros_like(y), where=y != 0)


@differentiable
def norm(x, ord=None, axis=None, keepdims=False):
    """The Euclidean length √Σx² along `axis` or of all entries, no other `ord`; at 0 its slope is taken as 0."""
    if ord is not None:
        raise ValueError("for the others write sum(abs(x)) or max(abs(x))")
    y = np.sqrt(np.sum(np.square(x), axis, keepdims=keepdims))
    return y, (lambda g: _spread(_over(g, y), x, axis, keepdims) * x,)


@differentiable
def logsumexp(x, axis=None, keepdims=False):
    """log Σ exp(x) along `axis` or over all, safe for large x."""
    top = np.max(x, axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0)
    e = np.exp(x - top)
    total = e.sum(axis, keepdims=True)
    y = np.log(total) + top
    return y if keepdims else np.squeeze(y, axis), (lambda g: _spread(g, x, axis, keepdims) * (e / total),)


@differentiable
def prod(x, axis=None, keepdims=False):
    """The product of the entries of x, along `axis` or all."""
    y = np.prod(x, axis, keepdims=keepdims)
    return y, (lambda g: _spread(g, x, axis, keepdims) * _product_of_others(x, axis),)


def _product_of_others(x, axis):
    """For each entry the product of those that were multiplied with it: no division, so that zeros are no trouble."""
    axes = list(range(x.ndim)) if axis is None or not x.ndim else list(np.atleast_1d(axis))
    last, kept = list(range(-len(axes), 0)), x.ndim - len(axes)
    turned = np.moveaxis(x, axes, last)
    rows = turned.reshape(*turned.shape[:kept], math.prod(turned.shape[kept:]))
    others = _product_before(rows) * _product_before(rows[..., ::-1])[..., ::-1]
    return np.moveaxis(others.reshape(turned.shape), last, axes)


def _product_before(rows):
    """For each entry the product of those before it in its row."""
    return np.cumprod(np.concatenate([np.ones_like(rows[..., :1]), rows[..., :-1]], -1), -1)


@differentiable
def cumsum(x, axis=None):
    """The running sum: each entry plus all before it, along `axis` or through all entries in order."""
    def rule(g):                                  # an entry is in its own sum and in all later ones
        along = axis or 0
        return np.flip(np.cumsum(np.flip(g, along), along), along).reshape(x.shape)
    return np.cumsum(x, axis), (rule,)
