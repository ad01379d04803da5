"""Wrong answers that lesson 09 expects, each written as the mistake that leads to it."""
import numpy as np

# ---- how large a batch

def forgot_the_square(spread, allowed):
    return spread / allowed


def squared_one(spread, allowed):
    return spread ** 2 / allowed


def root_of_ratio(spread, allowed):
    return np.sqrt(spread / allowed)


def upside_down(spread, allowed):
    return (allowed / spread) ** 2


# ---- without replacement

def with_replacement(spread, n, B):
    return spread ** 2 / B


def over_n(spread, n, B):
    return spread ** 2 / B * (n - B) / n


def not_over_B(spread, n, B):
    return spread ** 2 * (n - B) / (n - 1)


def root(spread, n, B):
    return spread * np.sqrt((n - B) / (n - 1) / B)


def too_many_pairs(spread, n, B):
    return (B * spread ** 2 - B ** 2 * spread ** 2 / (n - 1)) / B ** 2


# ---- the mean of the batches

def plain_mean(means, sizes):
    return np.mean(means, axis=0)


def sum_over_examples(means, sizes):
    return np.array(sizes) @ np.array(means)


def over_batches(means, sizes):
    return np.array(sizes) @ np.array(means) / len(sizes)


def sum_of_means(means, sizes):
    return np.sum(means, axis=0)


# ---- one epoch

def last_lost(gradient, w, order, B, lr):
    for k in range(0, len(order) - B + 1, B):
        w = w - lr * gradient(w, order[k:k + B])
    return w


def stale(gradient, w, order, B, lr):
    first = w
    for k in range(0, len(order), B):
        w = w - lr * gradient(first, order[k:k + B])
    return w


def always_all(gradient, w, order, B, lr):
    for _ in range(0, len(order), B):
        w = w - lr * gradient(w, order)
    return w


def one_update(gradient, w, order, B, lr):
    return w - lr * gradient(w, order[:B])


def wrong_sign(gradient, w, order, B, lr):
    for k in range(0, len(order), B):
        w = w + lr * gradient(w, order[k:k + B])
    return w


def the_change(gradient, w, order, B, lr):
    first = w
    for k in range(0, len(order), B):
        w = w - lr * gradient(w, order[k:k + B])
    return w - first


# ---- shuffling

def x_alone(X, y, rng):
    return rng.permutation(X), y


def two_orders(X, y, rng):
    return rng.permutation(X), rng.permutation(y)


def with_doubles(X, y, rng):
    rows = rng.integers(len(y), size=len(y))
    return X[rows], y[rows]


def one_order(X, y, rng):
    return X, y
