"""Layers that several lessons share: a layer is a list of parameters and a function that takes them.

    hidden = layers.dense(64, 32, rng)                     # [W, b]
    h = autodiff.relu(autodiff.linear(x, *hidden))
    for w in hidden: ...                                   # what an optimizer trains

Sequences have shape (time, batch, features); attention takes (batch, time, features).
"""
from functools import wraps

import numpy as np

from mathlib import autodiff
from mathlib.autodiff import Rows, Tensor, differentiable

# ---- First values of parameters ---------------------------------------------------------------

def normal(shape, scale, rng):
    """A parameter with independent entries from N(0, scale²)."""
    return Tensor(scale * rng.standard_normal(shape), name="w")


def zeros(*shape):
    """A parameter of zeros: where a bias starts."""
    return Tensor(np.zeros(shape), name="b")


def he(inputs):
    """√(2 / inputs), the scale that keeps the size of signals through ReLU layers (He et al. 2015)."""
    return np.sqrt(2 / inputs)


def glorot(inputs, outputs):
    """√(2 / (inputs + outputs)), the compromise of both directions for tanh layers (Glorot & Bengio 2010)."""
    return np.sqrt(2 / (inputs + outputs))


# ---- Dense and convolutional layers: the parameters of autodiff.linear and autodiff.conv2d -----

def dense(inputs, outputs, rng, scale=None):
    """[W, b] of x @ W + b: W (inputs, outputs) with scale `he` unless given, b zero."""
    return [normal((inputs, outputs), he(inputs) if scale is None else scale, rng), zeros(outputs)]


def conv(channels, filters, size, rng):
    """[K, b] of conv2d: kernels K (filters, channels, size, size) with scale `he`, b zero."""
    return [normal((filters, channels, size, size), he(channels * size**2), rng), zeros(filters)]


# ---- Recurrent layers -------------------------------------------------------------------------

def recurrent(inputs, hidden, rng, gates=1):
    """[Wx, Wh, b] of `rnn`, or with gates=3 of `gated`: Wx (inputs, gates·m), Wh (m, gates·m), m = hidden."""
    return [normal((inputs, gates * hidden), glorot(inputs, hidden), rng),
            normal((hidden, gates * hidden), glorot(hidden, hidden), rng), zeros(gates * hidden)]


def rnn(x, Wx, Wh, b, start=None):
    """The states h[t] = tanh(x[t] Wx + h[t-1] Wh + b): x (time, batch, n), all states (time, batch, m).

    One node of the graph, whose rule is backpropagation through time. `start` is the state before x[0].
    """
    _refuse_sequence(x, Wh, start)
    a = autodiff.linear(x, Wx, b)                 # the part without h: one product for all times
    return tanh_recurrence(a, Wh, _start(a, Wh) if start is None else start)


def _once(pullback):
    """pullback(g), remembered for the last g: rules that need the same walk make it once."""
    last, result = None, None

    @wraps(pullback)
    def remembered(g):
        nonlocal last, result
        if g is not last:
            last, result = g, pullback(g)
        return result
    return remembered


@differentiable
def tanh_recurrence(a, W, start):
    """h[t] = tanh(a[t] + h[t-1] W): a (time, batch, m), W (m, m), start (batch, m)."""
    h = np.empty((len(a) + 1, *start.shape), a.dtype)
    h[0] = start
    for now, before, after in zip(a, h[:-1], h[1:], strict=True):
        np.matmul(before, W, out=after)           # in place: the loop is short of time, not of memory
        after += now
        np.tanh(after, out=after)

    @_once
    def through_time(g):                          # d[t] is the slope of the loss in a[t]
        d = h[1:] * h[1:]
        np.subtract(1, d, out=d)                  # tanh', at all times
        back = np.zeros_like(start)
        for now, g_now in zip(d[::-1], g[::-1], strict=True):
            back += g_now
            now *= back
            back = now @ W.T                      # what h[t-1] owes to the later times
        return d, back
    return h[1:], (lambda g: through_time(g)[0],
                   lambda g: np.tensordot(h[:-1], through_time(g)[0], ((0, 1), (0, 1))),
                   lambda g: through_time(g)[1])


def gated(x, Wx, Wh, b, start=None):
    """The states of a gated recurrent unit (Cho et al. 2014): x (time, batch, n) to (time, batch, m).

    r, z = σ(x Wx + h Wh + b), the reset and the update gate, columns 0..m and m..2m of the weights;
    n = tanh(x Wx + r · (h Wh) + b), the candidate, columns 2m..3m;  h ← z · h + (1 - z) · n.
    """
    _refuse_sequence(x, Wh, start)
    a = autodiff.linear(x, Wx, b)
    m = Wh.shape[0]
    h = _start(a, Wh) if start is None else start
    states = []
    for now in autodiff.unstack(a):
        past = h @ Wh
        gates = autodiff.sigmoid(now[:, :2 * m] + past[:, :2 * m])
        r, z = gates[:, :m], gates[:, m:]
        n = autodiff.tanh(now[:, 2 * m:] + r * past[:, 2 * m:])
        h = n + z * (h - n)
        states.append(h)
    return autodiff.stack(states)


def _refuse_sequence(x, Wh, start):
    """A recurrent layer reads (time, batch, n) and starts from (batch, m): NumPy would stretch anything else."""
    if np.ndim(x) != 3:
        raise ValueError(f"A sequence has the shape (time, batch, n); this one has {np.shape(x)}. One sequence alone "
                         f"is a batch of one: x[:, None].")
    if start is not None and np.shape(start) != (x.shape[1], Wh.shape[0]):
        raise ValueError(f"The state before x[0] has the shape (batch, m), here {(x.shape[1], Wh.shape[0])}; "
                         f"this one has {np.shape(start)}.")


def _start(a, Wh):
    return np.zeros((a.shape[1], Wh.shape[0]), a.dtype)


# ---- Attention --------------------------------------------------------------------------------

def causal_mask(time, dtype=float):
    """What is added to scores (time, time) so that no position looks at a later one: 0 or -1e9."""
    return np.triu(np.full((time, time), -1e9, dtype), 1)


def attention(q, k, v, mask=0.0):
    """softmax(q kᵀ / √d + mask) v over the last two axes: q (..., t, d), k (..., s, d), v (..., s, e).

    Every query takes the mean of the values, weighted by how well their keys fit (Vaswani et al. 2017).
    """
    scores = (q * q.shape[-1]**-0.5) @ autodiff.swapaxes(k, -1, -2)
    return autodiff.softmax(scores + mask) @ v


def self_attention(x, W, b, heads, mask=0.0):
    """Attention of a sequence to itself, in `heads` groups of features: x (batch, time, d), W (d, 3d)."""
    batch, time, d = x.shape
    qkv = autodiff.linear(x, W, b).reshape(batch, time, 3, heads, d // heads)
    q, k, v = autodiff.unstack(autodiff.transpose(qkv, (2, 0, 3, 1, 4)))           # (batch, heads, time, ·)
    together = autodiff.transpose(attention(q, k, v, mask), (0, 2, 1, 3))
    return autodiff.reshape(together, (batch, time, d))


# ---- Clipping ---------------------------------------------------------------------------------

def clip_gradients(parameters, most):
    """Shorten all gradients by one factor so that their joint length is at most `most`.

    Returns the length before. The direction of the step stays (Pascanu, Mikolov & Bengio 2013). Raises
    ValueError for a parameter without a gradient, and for a bound that is not positive.
    """
    if not most > 0:
        raise ValueError(f"Gradients are shortened to a positive length; most={most!r} is none.")
    parameters = list(parameters)                 # they are gone through more than once
    for place, w in enumerate(parameters):
        if w.grad is None:
            raise ValueError(f"Parameter {place} (shape {w.shape}) has no gradient. Call backward() on the loss first.")
    length = float(np.sqrt(sum(_square(w.grad) for w in parameters)))
    if length > most:
        for w in parameters:
            w.grad = w.grad * (most / length)
    return length


def _square(g):
    g = g.merged()[1] if isinstance(g, Rows) else g
    return np.vdot(g, g)
