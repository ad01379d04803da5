"""How lesson 09 judges what learners find: an uphill batch, a shuffle, a schedule."""
from fractions import Fraction
from functools import lru_cache

import numpy as np

from mathlib.demos.cloud import lowest, penguins
from mathlib.exercises.values import Instead, Unreadable, read
from mathlib.exercises.verdict import Verdict

# ---- a batch that points uphill: y ≈ w x, one weight, by exact arithmetic -----------------------------

KEYS = ("x", "y", "w", "batch")
UPHILL = "uphill for the data"


def readable(answer):
    """The answer with lists of numbers and a list of rows; or a Verdict that says what cannot be read."""
    if answer is ... or isinstance(answer, dict) and any(value is ... for value in answer.values()):
        return answer
    if not isinstance(answer, dict) or set(answer) != set(KEYS):
        return Verdict("wrong", "Hand in a dictionary with the keys 'x', 'y', 'w' and 'batch'.")
    try:
        found = {key: row(answer[key], key) for key in ("x", "y", "batch")} | {"w": number(answer["w"])}
    except (Unreadable, TypeError, ValueError, AttributeError):
        return Verdict("wrong", "x, y and batch are lists of finite numbers, at most 1,000 of them, and w is one "
                                "number.")
    return _about_rows(found) or found


def row(values, name):
    """A list of finite floats; of row numbers, of ints."""
    values = values.tolist() if isinstance(values, np.ndarray) else values
    if not isinstance(values, list | tuple | range) or not 1 <= len(values) <= 1000:
        raise ValueError(name)
    found = [number(v) for v in values]
    if name == "batch" and any(v != int(v) for v in found):
        raise ValueError(name)
    return [int(v) for v in found] if name == "batch" else found


def number(value):
    """One finite float."""
    if isinstance(value, bool):
        raise TypeError("a truth value")
    found = read(value, ())
    if found.shape != () or not np.isfinite(found):
        raise ValueError("not one finite number")
    return float(found)


def _about_rows(found):
    n = len(found["x"])
    if len(found["y"]) != n:
        return Verdict("wrong", f"x has {n} numbers and y has {len(found['y'])}: one y for each x.")
    if not all(0 <= k < n for k in found["batch"]):
        return Verdict("wrong", f"The batch names rows from 0 to {n - 1}; yours is {found['batch']}.")
    if len(set(found["batch"])) < len(found["batch"]):
        return Verdict("wrong", "The batch names a row twice. Name each row at most once.")
    return None


def slopes(found):
    """Exact slopes of the mean squared error of y ≈ w x: over all data, and over the batch."""
    x, y = ([Fraction(v) for v in found[key]] for key in ("x", "y"))
    each_slope = [2 * (Fraction(found["w"]) * a - b) * a for a, b in zip(x, y, strict=True)]
    return sum(each_slope) / len(x), sum(each_slope[k] for k in found["batch"]) / len(found["batch"])


def leads(found):
    """Where a short step against the batch's slope leads, in words."""
    if not isinstance(found, dict) or set(found) != set(KEYS):
        return found
    whole, some = slopes(found)
    if whole == 0:
        return "nowhere: at the minimum"
    if some == 0:
        return "nowhere: the batch is level"
    return UPHILL if whole * some < 0 else "downhill for the data"


def told(found):
    """What a batch that is no counterexample does, with its numbers."""
    whole, some = (float(v) for v in slopes(found))
    numbers = f"The slope over all data is {whole:.4g}, that of the batch {some:.4g}."
    if whole == 0:
        return f"{numbers} At the minimum no short step lowers the loss, not even a full batch's. Choose another w."
    if some == 0:
        return f"{numbers} This batch does not move w at all. Choose one that does."
    return f"{numbers} They have the same sign: the step lowers the loss."


# ---- a shuffle -----------------------------------------------------------------------------------------

PAIRED, COMPLETE, FRESH = "each row keeps its outcome", "every row is there once", "a new order each time"


def shuffle_properties(shuffle, n, seed):
    """What a shuffle of n rows does: whether pairs are kept, no row is lost or doubled, and orders differ."""
    X = np.column_stack([np.ones(n), np.arange(n, dtype=float)])
    y, rng = 10.0 + np.arange(n), np.random.default_rng(seed)
    first = shuffle(X.copy(), y.copy(), rng)
    if first is ... or first is NotImplemented:
        return ...
    second = shuffle(X.copy(), y.copy(), rng)
    if not all(isinstance(made, tuple | list) and len(made) == 2 for made in (first, second)):
        return Instead("something that is no pair of arrays, X and y")
    try:
        pairs = [(np.asarray(U, float), np.asarray(u, float)) for U, u in (first, second)]
    except (TypeError, ValueError):
        return Instead("a pair that does not hold two arrays of numbers")
    if any(U.shape != X.shape or u.shape != y.shape for U, u in pairs):
        return Instead("arrays of other shapes than X and y had")
    return {PAIRED: all(bool((U[:, 1] + 10 == u).all()) for U, u in pairs),
            COMPLETE: all(sorted(U[:, 1].tolist()) == X[:, 1].tolist() and sorted(u.tolist()) == y.tolist()
                          for U, u in pairs),
            FRESH: not (_same(pairs[0], (X, y)) or _same(*pairs))}


def _same(one, other):
    """Whether two pairs (X, y) hold the same rows and outcomes in the same order."""
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


# ---- a schedule ----------------------------------------------------------------------------------------

UPDATES, WALKS, SIZE, START = 200, 20, 8, (3.0, 0.0)
WITHIN = 0.0005             # kg² above the least loss, on average over the walks
REACHED = f"an average loss within {WITHIN:g} kg² of the minimum"
NOISY = "walks that have arrived and are kept off by noise"
UNDER_WAY = "walks that have not arrived yet"
DIVERGED = "walks that run away"


@lru_cache(maxsize=4)
def batches(seed):
    """The rows of the batches for each of the walks."""
    return np.random.default_rng(seed).integers(342, size=(UPDATES, WALKS, SIZE))


def ends(schedule, seed):
    """Where twenty walks on batches of 8 end after 200 updates, less the lowest place: shape (20, 2); or dots."""
    X, y = penguins()
    w = np.tile(np.array(START), (WALKS, 1))
    for t, rows in enumerate(batches(seed)):
        lr = schedule(t)
        if lr is ... or lr is NotImplemented:
            return ...
        residuals = (X[rows] * w[:, None]).sum(axis=2) - y[rows]
        w = w - number(lr) * 2 * (residuals[..., None] * X[rows]).mean(axis=1)
    return w - lowest()


def excess(schedule, seed):
    """The mean of what is left above the least loss, in kg²: the squared distance, because the bowl is round."""
    return float((ends(schedule, seed) ** 2).sum(axis=1).mean())


def reached(schedule, seed):
    """What a schedule leads to, in words."""
    try:
        off = ends(schedule, seed)
    except (Unreadable, TypeError, ValueError):
        return Instead("something else than one finite number for each t")
    if off is ...:
        return ...
    left, middle = (off ** 2).sum(axis=1).mean(), off.mean(axis=0)
    if not left < 1:
        return DIVERGED
    if left <= WITHIN:
        return REACHED
    return UNDER_WAY if middle @ middle > left / 2 else NOISY
