"""The table of derivatives: a function, then one rule per input that passes a gradient g back.

A rule is the transposed local derivative. It never captures a Tensor, only arrays, so a graph that is
no longer used disappears at once.
"""
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
               lambda g: unbroadcast(g * y * np.log(a), k.shape))


@differentiable
def maximum(a, b):
    """The larger of a and b, entry by entry; at a tie each gets half the slope."""
    return np.maximum(a, b), (lambda g: unbroadcast(g * np.add(a > b, a >= b, dtype=g.dtype) / 2, a.shape),
                              lambda g: unbroadcast(g * np.add(b > a, b >= a, dtype=g.dtype) / 2, b.shape))


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


# fmt: off
#                      name        y = f(x)                         dy/dx
exp      = elementwise("exp",      np.exp,                          lambda x, y: y)
log      = elementwise("log",      np.log,                          lambda x, y: 1 / x)
sin      = elementwise("sin",      np.sin,                          lambda x, y: np.cos(x))
cos      = elementwise("cos",      np.cos,                          lambda x, y: -np.sin(x))
tanh     = elementwise("tanh",     np.tanh,                         lambda x, y: 1 - y * y)
sqrt     = elementwise("sqrt",     np.sqrt,                         lambda x, y: 0.5 / y)
abs      = elementwise("abs",      np.abs,                          lambda x, y: np.sign(x))
relu     = elementwise("relu",     lambda x: np.maximum(x, 0),      lambda x, y: y > 0)
sigmoid  = elementwise("sigmoid",  _logistic,                       lambda x, y: y * (1 - y))
softplus = elementwise("softplus", lambda x: np.logaddexp(0, x),    lambda x, y: _logistic(x))
# fmt: on


# ---- Matrix product ---------------------------------------------------------------------------

def rows(x):
    """All leading axes flattened into one: a batch of rows, so that a product is one product."""
    return x if x.ndim == 2 else x.reshape(-1, x.shape[-1])


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


# ---- Reductions: many entries to one ----------------------------------------------------------

def _spread(g, x, axis, keepdims):
    """The transpose of summing: every entry that was summed receives a copy of g."""
    if axis is not None and not keepdims:
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


@differentiable
def max(x, axis=None, keepdims=False):
    """The largest entry of x, along `axis` or all; entries that tie share the slope."""
    top = np.max(x, axis, keepdims=True)

    def rule(g):
        hit = x == top
        return hit * (_spread(g, x, axis, keepdims) / hit.sum(axis, g.dtype, keepdims=True))
    return np.max(x, axis, keepdims=keepdims), (rule,)


# ---- Shape: the same entries, elsewhere -------------------------------------------------------

@differentiable
def reshape(x, shape):
    """The entries of x in order, in another shape of the same size."""
    return np.reshape(x, shape), (lambda g: g.reshape(x.shape),)


@differentiable
def transpose(x, axes=None):
    """x with its axes in the order `axes` (reversed if not given)."""
    back = None if axes is None else np.argsort(np.mod(axes, x.ndim))      # -1 names the last axis
    return np.transpose(x, axes), (lambda g: g.transpose(back),)


@differentiable
def swapaxes(x, i, j):
    """x with two axes exchanged."""
    return np.swapaxes(x, i, j), (lambda g: g.swapaxes(i, j),)


@differentiable
def index(x, key):
    """x[key], with any key that NumPy takes."""
    def rule(g):
        back = np.zeros_like(x)
        back.__setitem__(key, g) if _is_basic(key) else np.add.at(back, key, g)
        return back
    return x[key], (rule,)


def _is_basic(key):
    """Whether a key takes no entry twice, as numbers and slices do; a list may."""
    parts = key if isinstance(key, tuple) else (key,)
    return all(part is None or part is ... or isinstance(part, (int, np.integer, slice)) for part in parts)


@differentiable
def _concatenate(*parts, axis=0):
    """The parts joined along an axis they have; all other axes agree."""
    ends = np.cumsum([0] + [np.shape(p)[axis] for p in parts])

    def share(start, stop):
        return lambda g: g.swapaxes(0, axis)[start:stop].swapaxes(0, axis)
    return np.concatenate(parts, axis), [share(*ends[i:i + 2]) for i in range(len(parts))]


@differentiable
def _stack(*parts, axis=0):
    """The parts, all of one shape, laid along a new axis."""
    def share(i):
        return lambda g: g.take(i, axis)
    return np.stack(parts, axis), [share(i) for i in range(len(parts))]


def concatenate(parts, axis=0):
    """The parts joined along an axis they have; all other axes agree."""
    return _concatenate(*parts, axis=axis)


def stack(parts, axis=0):
    """The parts, all of one shape, laid along a new axis."""
    return _stack(*parts, axis=axis)
