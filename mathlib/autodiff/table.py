"""The table of derivatives: a function, then one rule per input that passes a gradient g back.

A rule is the transposed local derivative. It never captures a Tensor, only arrays, so a graph that is
no longer used disappears at once.
"""
import math

import numpy as np

from .engine import differentiable


def unbroadcast(g, shape):
    """The transpose of broadcasting: a value that was repeated collects the sum over its copies."""
    if g.shape == shape:
        return g
    added = g.ndim - len(shape)
    stretched = tuple(i + added for i, n in enumerate(shape) if n == 1)
    return g.sum(tuple(range(added)) + stretched, keepdims=True).reshape(shape)


# ---- Arithmetic: entry by entry, with broadcasting --------------------------------------------

@differentiable
def add(a, b):
    """a + b, entry by entry; counted from the right, axes agree or one of them is 1."""
    return np.add(a, b), (lambda g: unbroadcast(g, a.shape),
                          lambda g: unbroadcast(g, b.shape))


@differentiable
def subtract(a, b):
    """a - b, entry by entry; counted from the right, axes agree or one of them is 1."""
    return np.subtract(a, b), (lambda g: unbroadcast(g, a.shape),
                               lambda g: unbroadcast(-g, b.shape))


@differentiable
def multiply(a, b):
    """a * b, entry by entry; counted from the right, axes agree or one of them is 1."""
    return np.multiply(a, b), (lambda g: unbroadcast(g * b, a.shape),
                               lambda g: unbroadcast(g * a, b.shape))


@differentiable
def divide(a, b):
    """a / b, entry by entry; counted from the right, axes agree or one of them is 1."""
    y = np.divide(a, b)
    return y, (lambda g: unbroadcast(g / b, a.shape),
               lambda g: unbroadcast(-g * y / b, b.shape))


@differentiable
def power(a, k):
    """a ** k, entry by entry; a slope in the exponent k needs a > 0."""
    y = np.power(a, k)
    return y, (lambda g: unbroadcast(g * k * a ** (k - (k != 0)), a.shape),    # k = 0 is flat, at a = 0 too
               lambda g: unbroadcast(g * y * np.log(np.where(a == 0, 1, a)).astype(g.dtype), k.shape))


def _half_at_ties(g, ahead, level):
    """g where an input was chosen, half of it where both inputs tie."""
    return g * np.add(ahead, level, dtype=g.dtype) / 2


@differentiable
def maximum(a, b):
    """The larger of a and b, entry by entry; at a tie each gets half the slope."""
    return np.maximum(a, b), (lambda g: unbroadcast(_half_at_ties(g, a > b, a >= b), a.shape),
                              lambda g: unbroadcast(_half_at_ties(g, b > a, b >= a), b.shape))


@differentiable
def minimum(a, b):
    """The smaller of a and b, entry by entry; at a tie each gets half the slope."""
    return np.minimum(a, b), (lambda g: unbroadcast(_half_at_ties(g, a < b, a <= b), a.shape),
                              lambda g: unbroadcast(_half_at_ties(g, b < a, b <= a), b.shape))


@differentiable
def logaddexp(a, b):
    """log(exp(a) + exp(b)), entry by entry, safe for large a and b."""
    y = np.logaddexp(a, b)
    return y, (lambda g: unbroadcast(g * np.exp(a - y), a.shape),
               lambda g: unbroadcast(g * np.exp(b - y), b.shape))


@differentiable
def clip(x, a_min=None, a_max=None):
    """x, moved to the nearer end where it lies outside a_min ... a_max, which are constants; there it has slope 0."""
    y = np.clip(x, a_min, a_max)
    return y, (lambda g: unbroadcast(g * (x == y), x.shape),)


@differentiable
def where(condition, a, b):
    """a where the condition holds, else b, entry by entry; the condition itself has no slope."""
    y = np.where(condition, a, b)
    return y, (lambda g: np.zeros(condition.shape),
               lambda g: unbroadcast(np.where(condition, g, 0), a.shape),
               lambda g: unbroadcast(np.where(condition, 0, g), b.shape))


@differentiable
def negative(x):
    """-x, entry by entry."""
    return np.negative(x), (lambda g: -g,)


# ---- Functions of one number, applied to every entry -------------------------------------------

def elementwise(name, f, slope):
    """The Tensor function y = f(x) whose derivative dy/dx is slope(x, y)."""
    def function(x):
        y = f(x)
        return y, (lambda g: g * slope(x, y),)
    function.__name__, function.__doc__ = name, f"{name}(x), entry by entry."
    return differentiable(function)


def _logistic(x):
    small = np.exp(-np.abs(x))                    # never overflows
    return np.where(np.greater_equal(x, 0), 1, small) / (1 + small)


def _logistic_slope(x):
    small = np.exp(-np.abs(x))                    # y (1 - y) is 0 where y is rounded to 1; this is not
    return small / (1 + small) ** 2


# fmt: off
#                      name        y = f(x)                         dy/dx
exp      = elementwise("exp",      np.exp,                          lambda x, y: y)
log      = elementwise("log",      np.log,                          lambda x, y: 1 / x)
log1p    = elementwise("log1p",    np.log1p,                        lambda x, y: 1 / (1 + x))
expm1    = elementwise("expm1",    np.expm1,                        lambda x, y: y + 1)
sin      = elementwise("sin",      np.sin,                          lambda x, y: np.cos(x))
cos      = elementwise("cos",      np.cos,                          lambda x, y: -np.sin(x))
tanh     = elementwise("tanh",     np.tanh,                         lambda x, y: 1 - y * y)
sqrt     = elementwise("sqrt",     np.sqrt,                         lambda x, y: 0.5 / y)
abs      = elementwise("abs",      np.abs,                          lambda x, y: np.sign(x))
relu     = elementwise("relu",     lambda x: np.maximum(x, 0),      lambda x, y: y > 0)
sigmoid  = elementwise("sigmoid",  _logistic,                       lambda x, y: _logistic_slope(x))
softplus = elementwise("softplus", lambda x: np.logaddexp(0, x),    lambda x, y: _logistic(x))
# fmt: on


# ---- Products of vectors and matrices ----------------------------------------------------------

def rows(x):
    """All leading axes flattened into one: a batch of rows, so that a product is one product."""
    return x if x.ndim == 2 else x.reshape(math.prod(x.shape[:-1]), x.shape[-1])


def transposed(x):
    """The last two axes exchanged."""
    return x.swapaxes(-1, -2)


@differentiable
def matmul(a, b):
    """a @ b: (..., n, k) times (..., k, m), where a vector counts as one row or one column."""
    a, b = np.asarray(a), np.asarray(b)
    A = a if a.ndim > 1 else a[None, :]
    B = b if b.ndim > 1 else b[:, None]

    def full(g):                                  # g with the axes that a vector lost
        g = g if b.ndim > 1 else np.expand_dims(g, -1)
        return g if a.ndim > 1 else np.expand_dims(g, -2)

    def to_a(g):
        return unbroadcast(_product(full(g), transposed(B)), A.shape).reshape(a.shape)

    def to_b(g):
        if B.ndim == 2 and A.ndim > 2:            # one product over all rows of the batch
            return (rows(A).T @ rows(full(g))).reshape(b.shape)
        return unbroadcast(transposed(A) @ full(g), B.shape).reshape(b.shape)
    return _product(a, b), (to_a, to_b)


def _product(a, b):
    if b.ndim == 2 and a.ndim > 2:
        return (rows(a) @ b).reshape(*a.shape[:-1], b.shape[-1])
    return a @ b


@differentiable
def _dot(a, b):
    """The sum over the last axis of a and the last but one of b, or the only one."""
    a, b = np.asarray(a), np.asarray(b)
    k = b.ndim - 2 if b.ndim > 1 else 0           # the axis of b that is summed over
    of_a, of_b = list(range(a.ndim - 1)), [i for i in range(b.ndim) if i != k]           # the axes that stay
    return np.dot(a, b), (lambda g: np.tensordot(g, b, (list(range(len(of_a), g.ndim)), of_b)),
                          lambda g: np.moveaxis(np.tensordot(a, g, (of_a, of_a)), 0, k))


def dot(a, b):
    """np.dot: a · b of vectors, a @ b of matrices, a * b where one is a number."""
    return _dot(a, b) if np.ndim(a) and np.ndim(b) else multiply(a, b)


@differentiable
def outer(a, b):
    """All products a[i] * b[j] of the entries of a and of b, as a matrix."""
    return np.outer(a, b), (lambda g: (g @ np.ravel(b)).reshape(a.shape),
                            lambda g: (np.ravel(a) @ g).reshape(b.shape))
