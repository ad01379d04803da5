"""Six training steps, each told twice: as a loss in words that every library knows, and by hand in NumPy.

The loss of a workload is written once, with the functions of a library F (see libraries.py). By hand means what a
careful programmer would write without any engine: forward, every slope derived on paper, in place where possible.
"""
from dataclasses import dataclass

import numpy as np

CLASSES = 10


@dataclass(frozen=True)
class Workload:
    make: object            # rng -> parameters, data: two dictionaries of arrays
    loss: object            # (F, parameters, data) -> the loss
    by_hand: object         # (parameters, data) -> loss, gradients
    at_most: float          # ratio to by_hand that mathlib is to reach
    steps: int              # training steps in a lap of the race


def weights(rng, *shapes):
    """Arrays scaled by the square root of the number of inputs, as first values are."""
    return [rng.normal(size=s) / np.sqrt(s[0] if len(s) < 4 else s[1] * 9) for s in shapes]


def cross_entropy_by_hand(z, y):
    """The mean loss and its slope (p - y) / n, written over the scores z."""
    at = np.arange(len(y)), y
    z -= z.max(1, keepdims=True)
    np.exp(z, out=z)
    z /= z.sum(1, keepdims=True)
    loss = -np.log(z[at]).mean()
    z[at] -= 1
    z /= len(y)
    return loss, z


# ---- Two dense layers -------------------------------------------------------------------------

def make_net(batch, inputs, hidden):
    def make(rng):
        W1, b1, W2, b2 = weights(rng, (inputs, hidden), (hidden,), (hidden, CLASSES), (CLASSES,))
        return ({"W1": W1, "b1": b1, "W2": W2, "b2": b2},
                {"X": rng.random((batch, inputs)), "y": rng.integers(0, CLASSES, batch)})
    return make


def net(F, p, d):
    return F.cross_entropy(F.linear(F.relu(F.linear(d["X"], p["W1"], p["b1"])), p["W2"], p["b2"]), d["y"])


def net_by_hand(p, d):
    h = d["X"] @ p["W1"]
    h += p["b1"]
    np.maximum(h, 0, out=h)
    z = h @ p["W2"]
    z += p["b2"]
    loss, dz = cross_entropy_by_hand(z, d["y"])
    dh = dz @ p["W2"].T
    dh *= h > 0
    return loss, {"W1": d["X"].T @ dh, "b1": dh.sum(0), "W2": h.T @ dz, "b2": dz.sum(0)}


# ---- A small convolutional network ------------------------------------------------------------

def make_cnn(rng):
    K1, c1, K2, c2, W, b = weights(rng, (8, 1, 3, 3), (8,), (16, 8, 3, 3), (16,), (16 * 121, CLASSES), (CLASSES,))
    return ({"K1": K1, "c1": c1, "K2": K2, "c2": c2, "W": W, "b": b},
            {"X": rng.random((32, 1, 28, 28)), "y": rng.integers(0, CLASSES, 32)})


def cnn(F, p, d):
    a = F.max_pool(F.relu(F.conv2d(d["X"], p["K1"], p["c1"])))
    a = F.relu(F.conv2d(a, p["K2"], p["c2"]))
    return F.cross_entropy(F.linear(F.reshape(a, (32, -1)), p["W"], p["b"]), d["y"])


def columns(x):
    n, C, H, W = x.shape
    out = np.empty((n, C, 3, 3, H - 2, W - 2))
    for i, j in np.ndindex(3, 3):
        out[:, :, i, j] = x[:, :, i:i + H - 2, j:j + W - 2]
    return out.reshape(n, C * 9, -1)


def cnn_by_hand(p, d):
    K1, K2 = p["K1"].reshape(8, 9), p["K2"].reshape(16, 72)
    x1 = columns(d["X"])
    a1 = K1 @ x1
    a1 += p["c1"][:, None]
    np.maximum(a1, 0, out=a1)
    tall = a1.reshape(32, 8, 26, 26)
    wide = np.maximum(tall[:, :, ::2], tall[:, :, 1::2])
    pooled = np.maximum(wide[..., ::2], wide[..., 1::2])
    x2 = columns(pooled)
    a2 = K2 @ x2
    a2 += p["c2"][:, None]
    np.maximum(a2, 0, out=a2)
    features = a2.reshape(32, -1)
    z = features @ p["W"]
    z += p["b"]
    loss, dz = cross_entropy_by_hand(z, d["y"])
    d2 = (dz @ p["W"].T).reshape(a2.shape)
    d2 *= a2 > 0
    shares = (K2.T @ d2).reshape(32, 8, 3, 3, 11, 11)
    dpooled = np.zeros_like(pooled)
    for i, j in np.ndindex(3, 3):
        dpooled[:, :, i:i + 11, j:j + 11] += shares[:, :, i, j]
    dwide, dtall = np.empty_like(wide), np.empty_like(tall)
    left = wide[..., ::2] >= wide[..., 1::2]
    np.multiply(dpooled, left, out=dwide[..., ::2])
    np.multiply(dpooled, ~left, out=dwide[..., 1::2])
    above = tall[:, :, ::2] >= tall[:, :, 1::2]
    np.multiply(dwide, above, out=dtall[:, :, ::2])
    np.multiply(dwide, ~above, out=dtall[:, :, 1::2])
    d1 = dtall.reshape(a1.shape)
    d1 *= a1 > 0
    return loss, {"W": features.T @ dz, "b": dz.sum(0), "c1": d1.sum((0, 2)), "c2": d2.sum((0, 2)),
                  "K1": (d1 @ x1.swapaxes(1, 2)).sum(0).reshape(8, 1, 3, 3),
                  "K2": (d2 @ x2.swapaxes(1, 2)).sum(0).reshape(16, 8, 3, 3)}


# ---- A recurrent network, T = 50 --------------------------------------------------------------

def make_rnn(rng):
    Wx, Wh, b, Wo, bo = weights(rng, (32, 64), (64, 64), (64,), (64, CLASSES), (CLASSES,))
    return ({"Wx": Wx, "Wh": Wh, "b": b, "Wo": Wo, "bo": bo},
            {"X": rng.normal(size=(50, 32, 32)), "y": rng.integers(0, CLASSES, 32)})


def rnn(F, p, d):
    return F.cross_entropy(F.linear(F.last_state(d["X"], p["Wx"], p["Wh"], p["b"]), p["Wo"], p["bo"]), d["y"])


def rnn_by_hand(p, d):
    X = d["X"].reshape(50 * 32, 32)
    a = X @ p["Wx"]
    a += p["b"]
    a = a.reshape(50, 32, 64)
    h = np.zeros((51, 32, 64))
    for t in range(50):
        a[t] += h[t] @ p["Wh"]
        np.tanh(a[t], out=h[t + 1])
    z = h[50] @ p["Wo"]
    z += p["bo"]
    loss, dz = cross_entropy_by_hand(z, d["y"])
    back = dz @ p["Wo"].T
    da = h[1:] * h[1:]
    np.subtract(1, da, out=da)
    for t in reversed(range(50)):
        da[t] *= back
        back = da[t] @ p["Wh"].T
    da = da.reshape(-1, 64)
    return loss, {"Wo": h[50].T @ dz, "bo": dz.sum(0), "Wx": X.T @ da, "Wh": h[:-1].reshape(-1, 64).T @ da,
                  "b": da.sum(0)}


# ---- Word vectors, averaged and classified ----------------------------------------------------

def make_embedding(rng):
    E, W, b = weights(rng, (10_000, 32), (32, 4), (4,))
    words = np.minimum((20 * rng.pareto(0.7, (64, 30))).astype(int), 9_999)       # few words are frequent
    return {"E": E, "W": W, "b": b}, {"words": words, "y": rng.integers(0, 4, 64)}


def embedding(F, p, d):
    return F.cross_entropy(F.linear(F.mean(F.embedding(p["E"], d["words"]), 1), p["W"], p["b"]), d["y"])


class FewRows:
    """A gradient by hand that is zero but for some rows."""

    def __init__(self, shape, index, values):
        self.shape, self.index, self.values = shape, index, values

    def merged(self):
        return self.index, self.values

    def __array__(self, dtype=None, copy=None):
        full = np.zeros(self.shape)
        full[self.index] = self.values
        return full


def embedding_by_hand(p, d):
    h = p["E"][d["words"]].sum(1)
    h /= 30
    z = h @ p["W"]
    z += p["b"]
    loss, dz = cross_entropy_by_hand(z, d["y"])
    dh = dz @ p["W"].T
    dh /= 30
    words = d["words"].ravel()
    order = np.argsort(words, kind="stable")
    words = words[order]
    first = np.flatnonzero(np.r_[True, words[1:] != words[:-1]])
    dE = FewRows(p["E"].shape, words[first], np.add.reduceat(dh[order // 30], first, axis=0))
    return loss, {"E": dE, "W": h.T @ dz, "b": dz.sum(0)}


# ---- A transformer block ----------------------------------------------------------------------

BATCH, TIME, WIDTH, HEADS = 8, 64, 64, 4
LATER = np.triu(np.full((TIME, TIME), -1e9), 1)


def make_transformer(rng):
    shapes = {"Wqkv": (WIDTH, 3 * WIDTH), "bqkv": (3 * WIDTH,), "Wp": (WIDTH, WIDTH), "bp": (WIDTH,),
              "W1": (WIDTH, 4 * WIDTH), "b1": (4 * WIDTH,), "W2": (4 * WIDTH, WIDTH), "b2": (WIDTH,),
              "Wo": (WIDTH, 32), "bo": (32,), "h1": (WIDTH,), "h2": (WIDTH,)}
    p = dict(zip(shapes, weights(rng, *shapes.values()), strict=True))
    return ({**p, "g1": 1 + 0.1 * rng.normal(size=WIDTH), "g2": 1 + 0.1 * rng.normal(size=WIDTH)},
            {"X": rng.normal(size=(BATCH, TIME, WIDTH)), "y": rng.integers(0, 32, BATCH * TIME)})


def transformer(F, p, d):
    qkv = F.linear(F.layer_norm(d["X"], p["g1"], p["h1"]), p["Wqkv"], p["bqkv"])
    qkv = F.transpose(F.reshape(qkv, (BATCH, TIME, 3, HEADS, WIDTH // HEADS)), (2, 0, 3, 1, 4))
    q, k, v = F.unstack(qkv)
    a = F.softmax((q * (WIDTH // HEADS)**-0.5) @ F.transpose(k, (0, 1, 3, 2)) + F.constant(LATER)) @ v
    o = F.reshape(F.transpose(a, (0, 2, 1, 3)), (BATCH, TIME, WIDTH))
    x = F.linear(o, p["Wp"], p["bp"]) + F.constant(d["X"])
    u = F.relu(F.linear(F.layer_norm(x, p["g2"], p["h2"]), p["W1"], p["b1"]))
    z = F.linear(x + F.linear(u, p["W2"], p["b2"]), p["Wo"], p["bo"])
    return F.cross_entropy(F.reshape(z, (BATCH * TIME, 32)), d["y"])


def norm_by_hand(x, g, h):
    c = x - x.mean(-1, keepdims=True)
    s = 1 / np.sqrt((c * c).mean(-1, keepdims=True) + 1e-5)
    c *= s
    y = c * g
    y += h
    return y, c, s


def norm_slopes_by_hand(dy, c, s, g):
    dc = dy * g
    dx = dc - dc.mean(-1, keepdims=True)
    dx -= c * (dc * c).mean(-1, keepdims=True)
    dx *= s
    return dx, (dy * c).sum(0), dy.sum(0)


def attention_by_hand(qkv):
    """The output, rows (batch·time, width), and the walk back from its slope to that of qkv."""
    q, k, v = qkv.reshape(BATCH, TIME, 3, HEADS, -1).transpose(2, 0, 3, 1, 4)
    scale = q.shape[-1]**-0.5
    a = q @ k.swapaxes(-1, -2)
    a *= scale
    a += LATER
    a -= a.max(-1, keepdims=True)
    np.exp(a, out=a)
    a /= a.sum(-1, keepdims=True)

    def back(do):
        do = do.reshape(BATCH, TIME, HEADS, -1).transpose(0, 2, 1, 3)
        dqkv = np.empty((BATCH, TIME, 3, HEADS, WIDTH // HEADS))
        dq, dk, dv = dqkv.transpose(2, 0, 3, 1, 4)
        dv[...] = a.swapaxes(-1, -2) @ do
        da = do @ v.swapaxes(-1, -2)
        da -= (da * a).sum(-1, keepdims=True)
        da *= a
        da *= scale
        dq[...] = da @ k
        dk[...] = da.swapaxes(-1, -2) @ q
        return dqkv.reshape(-1, 3 * WIDTH)
    return (a @ v).transpose(0, 2, 1, 3).reshape(-1, WIDTH), back


def transformer_by_hand(p, d):
    x = d["X"].reshape(-1, WIDTH)
    n1, c1, s1 = norm_by_hand(x, p["g1"], p["h1"])
    qkv = n1 @ p["Wqkv"]
    qkv += p["bqkv"]
    o, back = attention_by_hand(qkv)
    x1 = o @ p["Wp"]
    x1 += p["bp"]
    x1 += x
    n2, c2, s2 = norm_by_hand(x1, p["g2"], p["h2"])
    u = n2 @ p["W1"]
    u += p["b1"]
    np.maximum(u, 0, out=u)
    x2 = u @ p["W2"]
    x2 += p["b2"]
    x2 += x1
    z = x2 @ p["Wo"]
    z += p["bo"]
    loss, dz = cross_entropy_by_hand(z, d["y"])
    dx2 = dz @ p["Wo"].T
    du = dx2 @ p["W2"].T
    du *= u > 0
    dx1, dg2, dh2 = norm_slopes_by_hand(du @ p["W1"].T, c2, s2, p["g2"])
    dx1 += dx2
    dqkv = back(dx1 @ p["Wp"].T)
    dn1 = dqkv @ p["Wqkv"].T
    return loss, {"Wo": x2.T @ dz, "bo": dz.sum(0), "W2": u.T @ dx2, "b2": dx2.sum(0), "W1": n2.T @ du,
                  "b1": du.sum(0), "g2": dg2, "h2": dh2, "Wp": o.T @ dx1, "bp": dx1.sum(0), "Wqkv": n1.T @ dqkv,
                  "bqkv": dqkv.sum(0), "g1": (dn1 * c1).sum(0), "h1": dn1.sum(0)}


WORKLOADS = {
    "64-32-10 net, batch 32": Workload(make_net(32, 64, 32), net, net_by_hand, 1.6, 40),
    "784-256-10 net, batch 128": Workload(make_net(128, 784, 256), net, net_by_hand, 1.10, 2),
    "CNN 28×28, batch 32": Workload(make_cnn, cnn, cnn_by_hand, 1.10, 2),
    "RNN T=50, hidden 64, batch 32": Workload(make_rnn, rnn, rnn_by_hand, 1.10, 3),
    "embedding classifier, 10,000 words": Workload(make_embedding, embedding, embedding_by_hand, 1.15, 10),
    "transformer block, T=64, batch 8": Workload(make_transformer, transformer, transformer_by_hand, 1.15, 1),
}
