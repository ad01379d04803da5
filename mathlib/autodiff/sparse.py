"""Gradients that are zero but for a few rows: slices of an array, and rows of an embedding matrix."""
import numpy as np

from .engine import differentiable
from .shapes import index


def _in_full(function):
    """The two sides of a symbol that leaves no row at 0: it gives the plain array."""
    return (lambda a, b: function(np.asarray(a), b)), (lambda b, a: function(a, np.asarray(b)))


class Rows:
    """A gradient that is zero but for a few rows: parts (index, values), no index twice in a part.

    Adding two keeps both lists, and so does a number times it; all other arithmetic, or np.asarray, gives the plain
    array.
    """

    __slots__ = ("shape", "dtype", "parts")

    def __init__(self, shape, dtype, parts):
        self.shape, self.dtype, self.parts = shape, dtype, parts

    def __add__(self, other):
        if isinstance(other, Rows):
            return Rows(self.shape, self.dtype, self.parts + other.parts)
        return np.asarray(self) + other

    __radd__ = __add__
    __sub__, __rsub__ = _in_full(np.subtract)
    __matmul__, __rmatmul__ = _in_full(np.matmul)
    __pow__, __rpow__ = _in_full(np.power)
    __lt__, __gt__ = _in_full(np.less)
    __le__, __ge__ = _in_full(np.less_equal)
    __eq__, __ne__ = _in_full(np.equal)[0], _in_full(np.not_equal)[0]

    def __mul__(self, other):
        return self._by(np.multiply, other)

    __rmul__ = __mul__

    def __truediv__(self, other):
        return self._by(np.divide, other)

    def _by(self, function, other):
        if np.ndim(other):
            return function(np.asarray(self), other)
        return Rows(self.shape, self.dtype, [(at, function(values, other)) for at, values in self.parts])

    def __neg__(self):
        return self * -1

    def __abs__(self):
        return np.abs(np.asarray(self))

    def __getitem__(self, key):
        return np.asarray(self)[key]

    def __getattr__(self, name):
        raise AttributeError(f"A gradient of few rows has no {name!r}. The full array is np.asarray(g), and "
                             f"g.merged() gives the rows and their values.")

    def __repr__(self):
        touched = sum(np.size(at) for at, _ in self.parts)
        return f"Rows(shape {self.shape}, {touched} rows touched; np.asarray gives the full array)"

    def __array__(self, dtype=None, copy=None):
        full = np.zeros(self.shape, dtype or self.dtype)
        for at, values in self.parts:
            full[at] += values
        return full

    def merged(self):
        """(index, values): the touched rows, each once and in order, and the sum of their shares."""
        if len(self.parts) == 1:
            return self.parts[0]
        at, values = (np.concatenate(column) for column in zip(*self.parts, strict=True))
        return sum_rows(at, values)


def sum_rows(at, values):
    """The distinct entries of `at`, sorted, and for each the sum of the values that lie at it.

    at = [7, 3, 7] with the values u, v, w gives [3, 7] and v, u + w.
    """
    if at.size == 0:
        return at.ravel(), values.reshape(0, *values.shape[at.ndim:])
    order = np.argsort(at, axis=None, kind="stable")
    at, values = at.ravel()[order], values[np.unravel_index(order, at.shape)]
    first = np.flatnonzero(np.concatenate(([True], at[1:] != at[:-1])))
    return at[first], np.add.reduceat(values, first, axis=0)


@differentiable
def _gather(x):
    """x itself: here the `Rows` of its slices are added up by `backward`, then made one array for x."""
    return np.asarray(x), (np.asarray,)


@differentiable
def _slice(x, i):
    """x[i], whose gradient is one row of the gradient of x."""
    return x[i], (lambda g: Rows(x.shape, x.dtype, [(i, g)]),)


def unstack(x):
    """The slices x[0], x[1], ... along the first axis. They share one gradient array."""
    hub = _gather(x)
    return [_slice(hub, i) for i in range(hub.shape[0])]


@differentiable
def _embedding(E, at):
    """E[at]: one row of the matrix E for each integer in `at`."""
    def rule(g):
        named = at % len(E) if at.min(initial=0) < 0 else at            # -1 and n - 1 are one row
        return Rows(E.shape, E.dtype, [sum_rows(named, g)])
    return np.take(E, at, axis=0), (rule,)


def embedding(E, at):
    """E[at]: row at[i] of the matrix E for each i. The gradient of a parameter E is a `Rows`."""
    at = np.asarray(at)
    if at.dtype.kind not in "iu" and at.size:
        raise TypeError(f"embedding looks up rows by whole numbers; these are {at.dtype} data.")
    at = at.astype(int, copy=False)
    if at.ndim == 0:
        return index(embedding(E, at[None]), 0)
    computed = getattr(E, "edges", ())            # the rules of its parents expect a plain gradient
    return index(E, at) if computed else _embedding(E, at)
