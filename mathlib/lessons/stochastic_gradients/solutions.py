"""Solutions of lesson 09, as a learner would write them."""
import numpy as np

uphill = {"x": [1, 2], "y": [0, 4], "w": 1, "batch": [0]}


def batch_for(spread, allowed):
    return (spread / allowed) ** 2


def without_replacement(spread, n, B):
    return spread ** 2 / B * (n - B) / (n - 1)


def whole_gradient(means, sizes):
    return np.array(sizes) @ np.array(means) / sum(sizes)


counts = {"updates per epoch": 782, "updates in all": 7820, "examples in all": 500_000}


def one_epoch(gradient, w, order, B, lr):
    for k in range(0, len(order), B):
        w = w - lr * gradient(w, order[k:k + B])
    return w


def shuffled(X, y, rng):
    order = rng.permutation(len(y))
    return X[order], y[order]


def my_schedule(t):
    return 0.1 * 0.98 ** t


def never_drawn(n):
    return (1 - 1 / n) ** n
