"""The functions of neural networks, each with rules of its own: what primitives do, in fewer passes."""
import numpy as np

from .engine import differentiable
from .table import rows, unbroadcast

# ---- Losses and softmax -----------------------------------------------------------------------

def _shifted(z, axis):
    """z with its largest entry at 0: softmax stays the same, and exp cannot overflow."""
    z = z if z.dtype.kind == "f" else z.astype(float)
    return np.asarray(z - z.max(axis, keepdims=True))


@differentiable
def softmax(z, axis=-1):
    """exp(z) / sum exp(z) along an axis: positive numbers that sum to 1."""
    p = _shifted(z, axis)
    np.exp(p, out=p)
    p /= p.sum(axis, keepdims=True)

    def rule(g):                                  # (diag(p) - p pᵀ) g, without building the matrix
        gp = g * p
        gp -= p * gp.sum(axis, keepdims=True)
        return gp
    return p, (rule,)


@differentiable
def log_softmax(z, axis=-1):
    """log(softmax(z)) along an axis, safe where softmax(z) is nearly 0."""
    shifted = _shifted(z, axis)
    y = shifted - np.log(np.exp(shifted).sum(axis, keepdims=True))
    return y, (lambda g: g - np.exp(y) * g.sum(axis, keepdims=True),)


@differentiable
def cross_entropy(z, label):
    """The mean of -log softmax(z)[label]: scores z (..., classes), integer labels (...) from 0 to classes - 1.

    At least one label: the mean of none is no number.
    """
    label = np.asarray(label)
    if not z.ndim or label.shape != z.shape[:-1] or not label.size:
        raise ValueError
    if label.min() < 0:
        raise IndexError
    n, p = label.size, rows(_shifted(z, -1))
    at = np.arange(n), label.ravel()
    chosen = p[at]
    np.exp(p, out=p)
    total = p.sum(1, keepdims=True)
    loss = (np.log(total[:, 0]) - chosen).sum() / n      # never the log of p, which may have sunk to 0
    total *= n
    p /= total
    p[at] -= 1 / n                                # the slope of the loss: (p - y) / n
    return loss, (lambda g: (g * p).reshape(z.shape),)


@differentiable
def mse(a, b):
    """The mean of (a - b)², for a and b of one shape, with at least one entry."""
    if np.shape(a) != np.shape(b) or not np.size(a):
        raise ValueError
    r = np.subtract(a, b)
    return np.mean(r * r), (lambda g: g * (2 / r.size) * r, lambda g: g * (-2 / r.size) * r)


# ---- Layers -----------------------------------------------------------------------------------

@differentiable
def linear(x, W, b):
    """x @ W + b: inputs (..., n), weights (n, m), bias (m,)."""
    if np.shape(b) != W.shape[1:]:
        raise ValueError
    X = rows(x)
    y = X @ W
    y += b
    return y.reshape(*x.shape[:-1], W.shape[1]), (lambda g: (rows(g) @ W.T).reshape(x.shape),
                                                  lambda g: X.T @ rows(g),
                                                  lambda g: rows(g).sum(0))


@differentiable
def layer_norm(x, scale, shift, eps=1e-5):
    """scale * (x - mean) / std + shift over the last axis: x (..., n), scale and shift (n,)."""
    if not x.shape[-1:] == np.shape(scale) == np.shape(shift):
        raise ValueError
    c = x - x.mean(-1, keepdims=True)
    s = 1 / np.sqrt((c * c).mean(-1, keepdims=True) + eps)
    c *= s                                        # centred and of unit size

    y = c * scale
    y += shift

    def to_x(g):                                  # remove what shift and stretch of x cannot change
        d = g * scale
        along = (d * c).mean(-1, keepdims=True)
        d -= d.mean(-1, keepdims=True)
        d -= c * along
        d *= s
        return d
    return y, (to_x, lambda g: unbroadcast(g * c, scale.shape), lambda g: unbroadcast(g, shift.shape))


@differentiable
def conv2d(x, K, b, padding=0, stride=1):
    """Every window of x, or every stride-th, times every kernel, plus b: x (batch, C, H, W), K (F, C, h, w), b (F,)."""
    F, C, h, w = K.shape
    if np.shape(b) != (F,) or stride < 1:
        raise ValueError
    x = np.pad(x, [(0, 0), (0, 0), (padding, padding), (padding, padding)]) if padding else x
    windows = np.lib.stride_tricks.sliding_window_view(x, (h, w), (2, 3))          # (batch, C, H', W', h, w)
    windows = windows[:, :, ::stride, ::stride]
    n, _, H, W = windows.shape[:4]
    columns = windows.transpose(0, 1, 4, 5, 2, 3).reshape(n, C * h * w, H * W)
    kernels = K.reshape(F, -1)
    y = kernels @ columns
    y += np.reshape(b, (F, 1))

    def to_x(g):                                  # each window hands its share back to where it was read
        shares = (kernels.T @ g.reshape(n, F, -1)).reshape(n, C, h, w, H, W)
        back = np.zeros_like(x)
        for i, j in np.ndindex(h, w):
            back[:, :, i:i + stride * H:stride, j:j + stride * W:stride] += shares[:, :, i, j]
        return back[:, :, padding:x.shape[2] - padding, padding:x.shape[3] - padding]

    def to_K(g):                                  # a shared weight: the sum over all positions
        return (g.reshape(n, F, -1) @ columns.swapaxes(1, 2)).sum(0).reshape(K.shape)
    return y.reshape(n, F, H, W), (to_x, to_K, lambda g: g.sum((0, 2, 3)))


def _corners(x, size):
    """For each place in a tile the key of the entries of x (..., H, W) that stand there; a partial tile is left out."""
    if not 1 <= size <= min(x.shape[-2:]):
        raise ValueError
    H, W = x.shape[-2] // size * size, x.shape[-1] // size * size
    return [(..., slice(i, H, size), slice(j, W, size)) for i, j in np.ndindex(size, size)]


@differentiable
def max_pool(x, size=2):
    """The largest entry of each size × size tile of x (..., H, W); a last partial tile is left out."""
    corners = _corners(x, size)
    y = x[corners[0]]
    for corner in corners[1:]:
        y = np.maximum(y, x[corner])

    def rule(g):
        back = np.zeros_like(x)
        free = np.ones(y.shape, bool)             # of entries that tie, the first takes the gradient
        for corner in corners:
            hit = x[corner] == y
            hit &= free
            np.multiply(g, hit, out=back[corner])
            free ^= hit
        return back
    return y, (rule,)


@differentiable
def average_pool(x, size=2):
    """The mean of each size × size tile of x (..., H, W); a last partial tile is left out."""
    corners = _corners(x, size)
    y = x[corners[0]] / size**2
    for corner in corners[1:]:
        y += x[corner] / size**2

    def rule(g):
        back = np.zeros_like(x)
        for corner in corners:
            np.divide(g, size**2, out=back[corner])
        return back
    return y, (rule,)
