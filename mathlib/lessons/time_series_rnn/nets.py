"""What lesson 17 draws and counts for its two experiments on memory: weights, sequences, clipping net by net."""
import numpy as np

from mathlib.autodiff import Tensor

NETS, UNITS, STEPS = 20, 8, 30


def untrained(seed, c, gates=1, keep=0.0, loud=1.0):
    """60 inputs for 16 sequences, [Wx, Wh, b] of 32 units, and a slope for the last state; Wh from N(0, c²/32).

    keep: the bias of the gate, where there is one. loud: how large the inputs are.
    """
    rng = np.random.default_rng(seed)
    x = loud * rng.normal(size=(60, 16, 4))
    weights = [0.25 * rng.normal(size=(4, 32 * gates)), c / np.sqrt(32) * rng.normal(size=(32, 32 * gates)),
               np.repeat([keep, 0.0][-gates:], 32)]
    return x, weights, rng.normal(size=(16, 32))


def sequences(rng, batch):
    """(inputs, signs) for 20 nets, shapes (30, 20, batch, 1) and (20, batch, 1): the first input of a sequence is its
    sign, 29 steps of noise follow."""
    x = rng.normal(size=(STEPS, NETS, batch, 1))
    x[0] = sign = rng.choice([-1.0, 1.0], size=(NETS, batch, 1))
    return x, sign


def first_weights(gates=1, keep=0.0, seed=0):
    """[Wx, Wh, b, v] of 20 nets with 8 units, as Tensors (20, 1, 8), (20, 8, 8), (20, 1, 8), (20, 8, 1).

    gates: how many times as many columns the first three have. keep: the bias of the first gate.
    """
    rng = np.random.default_rng(seed)
    sizes = (NETS, 1, UNITS * gates), (NETS, UNITS, UNITS * gates), (NETS, UNITS, 1)
    Wx, Wh, v = (rng.normal(size=size) / np.sqrt(size[1]) for size in sizes)
    b = np.tile(np.repeat([keep, 0.0][-gates:], UNITS), (NETS, 1, 1))
    return [Tensor(w) for w in (Wx, Wh, b, v)]


def answers(cell, x, Wx, Wh, b, v):
    """One number for each sequence of each net, (20, batch, 1): the last state times v."""
    h = np.zeros((NETS, x.shape[2], UNITS))
    for x_t in x:
        h = cell(x_t @ Wx + b, h, Wh)
    return h @ v


def clip_each(weights):
    """Shorten the gradient of each net to length 1 where it is longer: layers.clip_gradients, for stacked nets."""
    lengths = np.sqrt(sum((w.grad ** 2).sum(axis=(1, 2)) for w in weights))
    for w in weights:
        w.grad = w.grad * (1 / np.maximum(lengths, 1))[:, None, None]


def band(right):
    """How many of 20 nets get more than 90 % right, in the bands that rounding does not change.

    right: for each net the share of sequences that it gets right.
    """
    count = (right > 0.9).sum()
    return "18 to 20" if count >= 18 else "3 to 17" if count >= 3 else "0 to 2"
