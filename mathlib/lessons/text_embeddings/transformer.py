"""The first weights of lesson 16's transformer, by name."""
import numpy as np

from mathlib import layers
from mathlib.autodiff import Tensor


def first_weights(seed, n, T, d):
    """A dict of lists of Tensors in float32: rows for n letters and T places, then one block of width d, and scores."""
    rng = np.random.default_rng(seed)

    def norm():
        return [Tensor(np.ones(d)), layers.zeros(d)]

    net = {"rows": [layers.normal((n, d), 0.5, rng), layers.normal((T, d), 0.5, rng)],
           "norm 1": norm(), "q, k, v": layers.dense(d, 3 * d, rng, d ** -0.5),
           "mix": layers.dense(d, d, rng, d ** -0.5 / 2),
           "norm 2": norm(), "wide": layers.dense(d, 4 * d, rng),
           "narrow": layers.dense(4 * d, d, rng, (4 * d) ** -0.5 / 2),
           "norm 3": norm(), "scores": layers.dense(d, n, rng, d ** -0.5)}
    for w in every(net):
        w.value = w.value.astype(np.float32)
    return net


def every(net):
    """All its Tensors in one list, as a Trainer takes them."""
    return [w for part in net.values() for w in part]


def values(net):
    """The same dict with arrays, for scores without a graph."""
    return {name: [w.value for w in part] for name, part in net.items()}
