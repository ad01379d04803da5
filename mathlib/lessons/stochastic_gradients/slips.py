"""Wrong answers that lesson 09 expects, each written as the mistake that leads to it."""
import numpy as np

# ---- how large a batch

def forgot_the_square(spread, allowed):
    """σ/allowed."""
    return spread / allowed


def squared_one(spread, allowed):
    """σ²/allowed."""
    return spread ** 2 / allowed


def root_of_ratio(spread, allowed):
    """The root of the ratio."""
    return np.sqrt(spread / allowed)


def upside_down(spread, allowed):
    """The square of allowed/σ."""
    return (allowed / spread) ** 2


def rounded(spread, allowed):
    """To the nearest whole number."""
    return np.round((spread / allowed) ** 2)


def rounded_up(spread, allowed):
    """The batch that one would take."""
    return np.ceil((spread / allowed) ** 2)


# ---- without replacement

def with_replacement(spread, n, B):
    """The variance with replacement."""
    return spread ** 2 / B


def over_n(spread, n, B):
    """n in the place of n − 1."""
    return spread ** 2 / B * (n - B) / n


def not_over_B(spread, n, B):
    """Without the division by B."""
    return spread ** 2 * (n - B) / (n - 1)


def root(spread, n, B):
    """The typical error."""
    return spread * np.sqrt((n - B) / (n - 1) / B)


def too_many_pairs(spread, n, B):
    """B² pairs of different draws."""
    return (B * spread ** 2 - B ** 2 * spread ** 2 / (n - 1)) / B ** 2


def sign_plus(spread, n, B):
    """Pairs that help each other to be off."""
    return spread ** 2 / B * (1 + (B - 1) / (n - 1))


def too_few_pairs(spread, n, B):
    """B pairs of different draws."""
    return (B * spread ** 2 - B * spread ** 2 / (n - 1)) / B ** 2


def of_the_sum(spread, n, B):
    """Without 1/B²."""
    return B * spread ** 2 * (n - B) / (n - 1)


# ---- the mean of the batches

def plain_mean(means, sizes):
    """Every batch counts alike."""
    return np.mean(means, axis=0)


def sum_over_examples(means, sizes):
    """Not divided."""
    return np.array(sizes) @ np.array(means)


def over_batches(means, sizes):
    """Divided by the number of batches."""
    return np.array(sizes) @ np.array(means) / len(sizes)


def sum_of_means(means, sizes):
    """The means added up."""
    return np.sum(means, axis=0)


def first_batch(means, sizes):
    """One batch for all."""
    return np.array(means)[0]


def means_over_examples(means, sizes):
    """The means added up, over the number of examples."""
    return np.sum(means, axis=0) / np.sum(sizes)


# ---- one epoch

def last_lost(gradient, w, order, B, lr):
    """Full batches only."""
    for k in range(0, len(order) - B + 1, B):
        w = w - lr * gradient(w, order[k:k + B])
    return w


def stale(gradient, w, order, B, lr):
    """Every gradient at the first place."""
    first = w
    for k in range(0, len(order), B):
        w = w - lr * gradient(first, order[k:k + B])
    return w


def always_all(gradient, w, order, B, lr):
    """Every update with all rows."""
    for _ in range(0, len(order), B):
        w = w - lr * gradient(w, order)
    return w


def one_update(gradient, w, order, B, lr):
    """The first batch only."""
    return w - lr * gradient(w, order[:B])


def wrong_sign(gradient, w, order, B, lr):
    """Uphill."""
    for k in range(0, len(order), B):
        w = w + lr * gradient(w, order[k:k + B])
    return w


def the_change(gradient, w, order, B, lr):
    """The way from the first place."""
    first = w
    for k in range(0, len(order), B):
        w = w - lr * gradient(w, order[k:k + B])
    return w - first


def one_full_update(gradient, w, order, B, lr):
    """One update with everybody."""
    return w - lr * gradient(w, order)


def one_by_one(gradient, w, order, B, lr):
    """Batches of 1, whatever B."""
    for k in range(len(order)):
        w = w - lr * gradient(w, order[k:k + 1])
    return w


def rows_by_number(gradient, w, order, B, lr):
    """The rows k … k + B − 1 of the data, beyond the end too."""
    for k in range(0, len(order), B):
        w = w - lr * gradient(w, np.arange(k, k + B))
    return w


def rows_by_number_to_the_end(gradient, w, order, B, lr):
    """The rows k … k + B − 1 of the data, none of them beyond the end."""
    for k in range(0, len(order), B):
        w = w - lr * gradient(w, np.arange(k, min(k + B, len(order))))
    return w


def not_assigned(gradient, w, order, B, lr):
    """The updates are computed, and dropped."""
    return w


def over_B_twice(gradient, w, order, B, lr):
    """The mean divided by B once more."""
    for k in range(0, len(order), B):
        w = w - lr * gradient(w, order[k:k + B]) / B
    return w


def over_size_twice(gradient, w, order, B, lr):
    """The mean divided by the batch's size once more."""
    for k in range(0, len(order), B):
        w = w - lr * gradient(w, order[k:k + B]) / len(order[k:k + B])
    return w


def scaled_by_size(gradient, w, order, B, lr):
    """A smaller batch makes a smaller step."""
    for k in range(0, len(order), B):
        rows = order[k:k + B]
        w = w - lr * len(rows) / B * gradient(w, rows)
    return w


# ---- shuffling

def x_alone(X, y, rng):
    """X is shuffled, y is not."""
    return rng.permutation(X), y


def two_orders(X, y, rng):
    """Each has an order of its own."""
    return rng.permutation(X), rng.permutation(y)


def with_doubles(X, y, rng):
    """Drawn with replacement."""
    rows = rng.integers(len(y), size=len(y))
    return X[rows], y[rows]


def one_order(X, y, rng):
    """Not shuffled."""
    return X, y


def without_rng(X, y, rng):
    """An order from another generator."""
    order = np.random.default_rng().permutation(len(y))
    return X[order], y[order]
