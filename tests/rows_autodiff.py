"""Every row of autodiff's table, with a way to draw inputs of random shapes: shared by tests and recordings.

A case is (inputs, options). The number tested is loss(row, inputs) = Σ weight · sin(row(inputs)), so that
every row has a gradient and a second derivative that depend on all inputs.
"""
import json

import numpy as np

from mathlib import autodiff as ad


def shape(rng, low=0, high=3, side=4):
    return tuple(int(n) for n in rng.integers(1, side + 1, rng.integers(low, high + 1)))


def one(rng):
    return [rng.uniform(-2, 2, shape(rng))], {}


def one_positive(rng):
    return [rng.uniform(0.5, 3, shape(rng))], {}


def broadcastable(rng, full):
    kept = full[rng.integers(0, len(full) + 1):]
    return tuple(1 if rng.random() < 0.3 else n for n in kept)


def pair(rng):
    full = shape(rng)
    shapes = [full, broadcastable(rng, full)]
    rng.shuffle(shapes)
    return [rng.uniform(-2, 2, s) for s in shapes], {}


def pair_without_zero(rng):
    (a, b), options = pair(rng)
    return [a, np.copysign(0.8 + np.abs(b), b)], options


def pair_positive(rng):
    (a, b), options = pair(rng)
    return [0.8 + np.abs(a), b], options          # nearer to 0 the difference quotient is what is inexact


def constant_exponent(rng):
    (x,), _ = one(rng)
    k = rng.choice([-2.0, -1.0, 0.0, 1.0, 2.0, 3.0])
    return [np.copysign(0.8 + np.abs(x), x)], {"k": float(k)}


def distinct(rng, size):
    """Numbers at least 0.07 apart, and from 0: no kink within reach of a difference quotient."""
    return 0.07 * (rng.permutation(size) - size // 2 + 0.5)


def one_distinct(rng, low=0):
    s = shape(rng, low)
    return [distinct(rng, np.prod(s, dtype=int)).reshape(s)], {}


def pair_distinct(rng):
    (a, b), _ = pair(rng)
    numbers = distinct(rng, a.size + b.size)
    return [numbers[:a.size].reshape(a.shape), numbers[a.size:].reshape(b.shape)], {}


def pair_unlike(rng):
    """Two vectors or matrices for np.dot, of up to three axes, or a number and an array."""
    n, k, m = (int(i) for i in rng.integers(1, 4, 3))
    left, right = [(), (k,), (n, k), (2, n, k)], [(), (k,), (k, m), (2, k, m)]
    return [rng.normal(size=left[rng.integers(4)]), rng.normal(size=right[rng.integers(4)])], {}


def clipped(rng):
    (x,), _ = one_distinct(rng)
    a_min, a_max = [(-0.56, 0.56), (None, 0.21), (-0.21, None)][rng.integers(3)]  # 0.03 from every entry, and more
    return [x], {"a_min": a_min, "a_max": a_max}


def chosen(rng):
    (a, b), _ = pair(rng)
    return [a, b], {"condition": (rng.random(np.broadcast_shapes(a.shape, b.shape)) < 0.5).tolist()}


def reduced(rng, draw=one):
    (x,), _ = draw(rng)
    axes = [None] + list(range(-x.ndim, x.ndim)) + ([(0, -1)] if x.ndim > 1 else [])
    return [x], {"axis": axes[rng.integers(len(axes))], "keepdims": bool(rng.random() < 0.5)}


def reduced_distinct(rng):
    return reduced(rng, one_distinct)


def reduced_away_from_zero(rng):
    """For products and lengths: no number near 0, where one is steep in relative terms and the other has a kink."""
    return reduced(rng, lambda rng: ([np.copysign(0.6 + np.abs(x) / 4, x) for x in one(rng)[0]], {}))


def scattered(rng):
    """For variances: at least two numbers along each axis, and a divisor that stays positive."""
    x = rng.normal(size=tuple(int(n) for n in rng.integers(2, 5, rng.integers(1, 4))))
    _, options = reduced(rng, lambda rng: ([x], {}))
    return [x], options | {"ddof": int(rng.integers(2))}


def matrices(rng):
    n, k, m = rng.integers(1, 4, 3)
    batch = shape(rng, 1, 2, 3)
    left = [(k,), (n, k), (*batch, n, k), (*broadcastable(rng, batch), n, k)]
    right = [(k,), (k, m), (*batch, k, m)]
    return [rng.normal(size=left[rng.integers(4)]), rng.normal(size=right[rng.integers(3)])], {}


def reshaped(rng):
    x = rng.normal(size=(2, 3, int(rng.integers(1, 4))))
    return [x], {"shape": [(-1,), (6, -1), (3, x.shape[2], 2)][rng.integers(3)]}


def with_thin_axes(rng):
    x = rng.normal(size=(1, *shape(rng, 0, 2), 1))
    return [x], {"axis": [None, 0, -1, (0, -1)][rng.integers(4)]}


def widened(rng):
    (x,), _ = one(rng)
    return [x], {"axis": int(rng.integers(-x.ndim - 1, x.ndim + 1))}


def in_order(rng):
    """An axis or none, for what goes through the entries in order."""
    x = rng.normal(size=shape(rng, 1))
    return [x], {"axis": [None, *range(-x.ndim, x.ndim)][rng.integers(2 * x.ndim + 1)]}


def side_by_side(rng):
    """Parts for hstack: vectors, or matrices of one height."""
    if rng.random() < 0.5:
        return [rng.normal(size=int(n)) for n in rng.integers(1, 4, rng.integers(1, 4))], {}
    height = int(rng.integers(1, 4))
    return [rng.normal(size=(height, int(n))) for n in rng.integers(1, 4, rng.integers(1, 4))], {}


def on_top(rng):
    """Parts for vstack: vectors and matrices of one width."""
    width = int(rng.integers(1, 4))
    shapes = [(width,), (1, width), (2, width)]
    return [rng.normal(size=shapes[i]) for i in rng.integers(0, 3, rng.integers(1, 4))], {}


def permuted(rng):
    x = rng.normal(size=shape(rng, 2, 4, 3))
    return [x], {"axes": [int(i) - x.ndim * int(rng.integers(2)) for i in rng.permutation(x.ndim)]}


def exchanged(rng):
    x = rng.normal(size=shape(rng, 2, 4, 3))
    return [x], {"i": 0, "j": int(rng.integers(-1, x.ndim))}


KEYS = [0, -1, (1, 2), slice(None, None, 2), (slice(None), slice(1, 3)), (..., 0), (None, 1), [0, 2, 0, -3],
        (slice(None), [3, 3, 1]), ([0, 0, 2], [1, 1, 3]), ((0, 0, 1), slice(None)), np.array([True, False, True])]


def indexed(rng):
    return [rng.normal(size=(3, 4, *shape(rng, 0, 1)))], {"which": int(rng.integers(len(KEYS)))}


def joined(rng):
    s = list(shape(rng, 1, 3, 3))
    axis = int(rng.integers(-len(s), len(s)))
    parts = []
    for _ in range(rng.integers(1, 4)):
        s[axis] = int(rng.integers(1, 4))
        parts.append(rng.normal(size=s))
    return parts, {"axis": axis}


def stacked(rng):
    s = shape(rng)
    return [rng.normal(size=s) for _ in range(rng.integers(1, 4))], {"axis": int(rng.integers(-1, len(s) + 1))}


def sliced(rng):
    return [rng.normal(size=shape(rng, 1))], {}


def along(rng):
    x = rng.normal(size=shape(rng, 1))
    return [x], {"axis": int(rng.integers(-x.ndim, x.ndim))}


def classified(rng):
    z = rng.normal(size=shape(rng, 1))
    return [z], {"label": rng.integers(0, z.shape[-1], z.shape[:-1]).tolist()}


def same_shape(rng):
    s = shape(rng)
    return [rng.normal(size=s), rng.normal(size=s)], {}


def rows_weights_bias(rng):
    x = rng.normal(size=shape(rng, 1))
    m = int(rng.integers(1, 4))
    return [x, rng.normal(size=(x.shape[-1], m)), rng.normal(size=m)], {}


def normalised(rng):
    n = int(rng.integers(2, 6))
    order = rng.permuted(np.tile(np.arange(float(n)), (*shape(rng, 0, 2), 1)), axis=-1)
    x = order + rng.uniform(-0.3, 0.3, order.shape)         # never nearly constant: no division by nearly 0
    return [x, rng.normal(size=n), rng.normal(size=n)], {}


def pictures_and_kernels(rng):
    n, C, F, h, w, more = (int(i) for i in rng.integers(1, 4, 6))
    return [rng.normal(size=(n, C, h + more, w + more)), rng.normal(size=(F, C, h, w)),
            rng.normal(size=F)], {"padding": int(rng.integers(0, 3))}


def pictures_and_kernels_in_strides(rng):
    inputs, options = pictures_and_kernels(rng)
    return inputs, options | {"stride": int(rng.integers(2, 4))}


def pictures(rng):
    size = int(rng.integers(2, 4))
    s = (*shape(rng, 2, 2, 2), *(int(n) for n in rng.integers(size, 8, 2)))
    return [distinct(rng, np.prod(s)).reshape(s)], {"size": size}


def looked_up(rng):
    E = rng.normal(size=(int(rng.integers(1, 5)), *shape(rng, 1, 2)))
    return [E], {"at": rng.integers(-len(E), len(E), shape(rng, 0, 2)).tolist()}


def weighted_slices(parts):
    """Every slice used in another way, the second not at all."""
    kept = [(i + 1.0) * part for i, part in enumerate(parts) if i != 1]
    return sum(kept[1:], start=kept[0])


# name: (function of the inputs, how inputs are drawn, whether a second derivative is compared)
ROWS = {
    "add": (ad.add, pair, True), "subtract": (ad.subtract, pair, True), "multiply": (ad.multiply, pair, True),
    "divide": (ad.divide, pair_without_zero, True), "power": (ad.power, pair_positive, True),
    "power_constant": (lambda x, k: ad.power(x, k), constant_exponent, True),
    "negative": (ad.negative, one, True), "matmul": (ad.matmul, matrices, True),
    "exp": (ad.exp, one, True), "log": (ad.log, one_positive, True), "sqrt": (ad.sqrt, one_positive, True),
    "log1p": (ad.log1p, one_positive, True), "expm1": (ad.expm1, one, True), "logaddexp": (ad.logaddexp, pair, True),
    "dot": (ad.dot, pair_unlike, True), "outer": (ad.outer, pair, True),
    "sin": (ad.sin, one, True), "cos": (ad.cos, one, True), "tanh": (ad.tanh, one, True),
    "sigmoid": (ad.sigmoid, one, True), "softplus": (ad.softplus, one, True),
    "relu": (ad.relu, one_distinct, False), "abs": (ad.abs, one_distinct, False),
    "maximum": (ad.maximum, pair_distinct, False), "minimum": (ad.minimum, pair_distinct, False),
    "clip": (ad.clip, clipped, False),
    "where": (lambda a, b, condition: ad.where(np.array(condition), a, b), chosen, True),
    "sum": (ad.sum, reduced, True), "mean": (ad.mean, reduced, True), "max": (ad.max, reduced_distinct, False),
    "min": (ad.min, reduced_distinct, False), "prod": (ad.prod, reduced_away_from_zero, True),
    "var": (ad.var, scattered, True), "std": (ad.std, scattered, True), "norm": (ad.norm, reduced_away_from_zero, True),
    "logsumexp": (ad.logsumexp, reduced, True), "cumsum": (ad.cumsum, in_order, True),
    "ravel": (ad.ravel, one, True), "squeeze": (ad.squeeze, with_thin_axes, True),
    "expand_dims": (ad.expand_dims, widened, True), "flip": (ad.flip, in_order, True),
    "hstack": (lambda *parts: ad.hstack(parts), side_by_side, True),
    "vstack": (lambda *parts: ad.vstack(parts), on_top, True),
    "reshape": (ad.reshape, reshaped, True), "transpose": (ad.transpose, permuted, True),
    "swapaxes": (lambda x, i, j: ad.swapaxes(x, i, j), exchanged, True),
    "index": (lambda x, which: x[KEYS[which]], indexed, True),
    "concatenate": (lambda *parts, axis: ad.concatenate(parts, axis), joined, True),
    "stack": (lambda *parts, axis: ad.stack(parts, axis), stacked, True),
    "unstack": (lambda x: weighted_slices(ad.unstack(x)), sliced, True),
    "softmax": (ad.softmax, along, True), "log_softmax": (ad.log_softmax, along, True),
    "cross_entropy": (lambda z, label: ad.cross_entropy(z, np.array(label, int)), classified, True),
    "mse": (ad.mse, same_shape, True), "linear": (ad.linear, rows_weights_bias, True),
    "layer_norm": (ad.layer_norm, normalised, True), "conv2d": (ad.conv2d, pictures_and_kernels, True),
    "conv2d_stride": (ad.conv2d, pictures_and_kernels_in_strides, True),
    "max_pool": (ad.max_pool, pictures, False), "average_pool": (ad.average_pool, pictures, True),
    "embedding": (lambda E, at: ad.embedding(E, at), looked_up, True),
}


def case(name, rng):
    """(inputs, options, weight): one random case of a row; the weight has the shape of the value."""
    function, draw, _ = ROWS[name]
    inputs, options = draw(rng)
    return inputs, options, rng.normal(size=np.shape(function(*inputs, **options)))


def read_options(text):
    """Options as JSON keeps them, with axes that are tuples again."""
    return {key: tuple(v) if key == "axis" and isinstance(v, list) else v for key, v in json.loads(text).items()}


def loss(name, options, weight):
    """The tested number as a function of the inputs: Tensors, arrays, or one flat vector for all."""
    return lambda *inputs: ad.sum(weight * ad.sin(ROWS[name][0](*inputs, **options)))


def flat(inputs):
    """All inputs end to end, and the function that cuts such a vector (array or Tensor) apart again."""
    ends = np.cumsum([0] + [x.size for x in inputs])

    def cut(z):
        return [ad.reshape(z[i:j], x.shape) for i, j, x in zip(ends, ends[1:], inputs, strict=False)]
    return np.concatenate([x.ravel() for x in inputs]), cut
