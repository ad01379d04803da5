"""Shapes: the same entries, elsewhere. A rule puts each gradient back where its entry came from."""
import numpy as np

from .engine import differentiable


@differentiable
def reshape(x, shape):
    """The entries of x in order, in another shape of the same size."""
    return np.reshape(x, shape), (lambda g: g.reshape(x.shape),)


def ravel(x):
    """The entries of x in order, as a vector."""
    return reshape(x, -1)


flatten = ravel


@differentiable
def squeeze(x, axis=None):
    """x without its axes of length 1, or without those that `axis` names."""
    return np.squeeze(x, axis), (lambda g: g.reshape(x.shape),)


@differentiable
def expand_dims(x, axis):
    """x with a new axis of length 1 at the place `axis`."""
    return np.expand_dims(x, axis), (lambda g: g.reshape(x.shape),)


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
def flip(x, axis=None):
    """x with its entries in reversed order along `axis`, or along all axes."""
    return np.flip(x, axis), (lambda g: np.flip(g, axis),)


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


def vstack(parts):
    """The parts, one below the other; a vector counts as one row."""
    return concatenate([part if np.ndim(part) > 1 else reshape(part, (1, -1)) for part in parts])


def hstack(parts):
    """The parts, one beside the other: vectors end to end, others along the second axis."""
    parts = [part if np.ndim(part) else reshape(part, (1,)) for part in parts]
    return concatenate(parts, axis=0 if np.ndim(parts[0]) == 1 else 1)
