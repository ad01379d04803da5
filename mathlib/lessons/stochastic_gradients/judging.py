"""How lesson 09 judges what learners find: an uphill batch, a shuffle, a schedule."""
from fractions import Fraction
from functools import lru_cache

import numpy as np

from mathlib.demos.cloud import lowest, penguins
from mathlib.exercises import guard
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import keyed
from mathlib.exercises.values import Instead, Unreadable, read
from mathlib.exercises.verdict import Verdict
from mathlib.words import number as number_in_words

# ---- a batch that points uphill: y ≈ w x, one weight, by exact arithmetic -----------------------------

class Uncalled(TypeError):
    """A function in the place of its value."""


KEYS = ("x", "y", "w", "batch")
PARTS = {"w": "it is one finite number", "batch": "it is a list of whole numbers, the rows in the batch, and not empty",
         **dict.fromkeys("xy", "it is a list of finite numbers, at least 1 and at most 1,000 of them")}
UPHILL = "uphill for the data"


@keyed(KEYS)
def readable(answer):
    """The answer with lists of numbers and a list of rows; or a Verdict that says what cannot be read."""
    found = {}
    for key in KEYS:
        try:
            found[key] = number(answer[key]) if key == "w" else row(answer[key], key)
        except (Unreadable, TypeError, ValueError, AttributeError):
            return Verdict("wrong", f"`{key}` cannot be read: {PARTS[key]}.")
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
    if callable(value):
        raise Uncalled("a schedule")
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
    """Where a short step against the batch's slope leads, in words: at the minimum, each step leads uphill."""
    if not isinstance(found, dict) or set(found) != set(KEYS):
        return found
    whole, some = slopes(found)
    if some == 0:
        return "nowhere: the batch is level"
    return UPHILL if whole * some <= 0 else "downhill for the data"


def told(found):
    """What a batch that is no counterexample does, with its numbers."""
    whole, some = (float(v) for v in slopes(found))
    numbers = f"The slope over all data is {whole:.4g}, that of the batch {some:.4g}."
    if some == 0:
        return f"{numbers} This batch does not move w at all. Choose one that does."
    return f"{numbers} They have the same sign: the step lowers the loss."


# ---- epochs, updates, examples: 50,000 in batches of 64, 10 epochs -------------------------------------

COUNTED = {
    "updates per epoch": {
        1: "An epoch is a pass through all data, not one update: each of its batches makes an update.",
        50_000: "An update uses a batch of 64 examples, not one example.",
        781: "50,000 / 64 is 781.25. The rest of 16 examples makes an update too.",
        781.25: "There is no quarter of an update: the last batch is smaller, and counts as one."},
    "updates in all": {
        10: "An epoch is a pass through all data, not one update: each of its batches makes an update.",
        500_000: "An update uses a batch of 64 examples, not one example.",
        7810: "50,000 / 64 is 781.25. The rest of 16 examples makes an update too.",
        7812.5: "There is no half of an update: the last batch of each epoch is smaller, and counts as one.",
        7812: "The rest of 16 examples makes an update of its own in each epoch.",
        7813: "That carries the rest of an epoch over into the next one. Each epoch ends with its own smaller batch."},
    "examples in all": {
        50_000: "That is one epoch. Each of the 10 uses every example once.",
        640: "That is one batch for each epoch. An epoch uses every example once.",
        782 * 640: "The last batch of each epoch has 16 examples, not 64.",
        781 * 640: "You drop the last batch of each epoch, as some loaders do. Here it is kept, and smaller."},
}


def counted(found):
    """What each of the three numbers would count, where it is a mistake we know."""
    told_of = [COUNTED[key].get(value, "") for key, value in found.items()]
    return " ".join(dict.fromkeys(filter(None, told_of)))


# ---- a shuffle -----------------------------------------------------------------------------------------

PAIRED, COMPLETE, FRESH = "each row keeps its outcome", "every row is there once", "a new order each time"
DRAWN = "drawn with rng: the same seed, the same order"


def shuffle_properties(shuffle, n, seed):
    """What a shuffle of n rows does: whether pairs are kept, no row is lost or doubled, and orders differ."""
    X = np.column_stack([np.ones(n), np.arange(n), *np.outer([-1.0, -2.0, -3.0], np.ones(n))])
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
    if any((U[:, [0, 2, 3, 4]] != [1, -1, -2, -3]).any() for U, _ in pairs):
        return Instead("an X whose columns are mixed. A row of X is one example: shuffle along axis 0")
    again = shuffle(X.copy(), y.copy(), np.random.default_rng(seed))
    return {PAIRED: all(bool((U[:, 1] + 10 == u).all()) for U, u in pairs),
            COMPLETE: all(sorted(U[:, 1].tolist()) == X[:, 1].tolist() and sorted(u.tolist()) == y.tolist()
                          for U, u in pairs),
            FRESH: not (_same(pairs[0], (X, y)) or _same(*pairs)),
            DRAWN: _same(pairs[0], again)}


def _same(one, other):
    """Whether two pairs (X, y) hold the same rows and outcomes in the same order."""
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


# ---- a schedule: the mean over all batches, without drawing one --------------------------------------------

UPDATES, SIZE, START = 200, 8, (3.0, 0.0)
WITHIN = 0.0004             # kg² above the least loss, on average
REACHED = f"an average loss within {WITHIN:g} kg² of the minimum"
NOISY = "walks that arrive, and long steps to the end"
LATE = "walks that arrive, and an η that fell late"
EARLY = "walks that arrive, and an η that fell early"
UNDER_WAY = "walks that have not arrived yet"
HALTED = "walks that have not arrived yet, and an η that fell"
SHORT = 0.005               # an η whose own ball is less than half of WITHIN
DIVERGED = "walks that run away"
ENDED = (NOISY, LATE, EARLY, UNDER_WAY, HALTED)


@lru_cache(maxsize=1)
def moments():
    """Means over the penguins, at the best line: of the gradient times itself, of the gradient times the change of
    the gradient, and of that change times itself. One gradient is A d + c, with A = 2xx', c = 2rx, d from the best."""
    X, y = penguins()
    A, c = 2 * np.einsum("ni,nj->nij", X, X), 2 * (X @ lowest() - y)[:, None] * X
    n = len(y)
    return (np.einsum("ni,nj->ij", c, c) / n, np.einsum("nik,nj->ijk", A, c) / n,
            np.einsum("nik,njl->ijkl", A, A) / n, A.mean(axis=0))


def after(schedule, updates=UPDATES):
    """Exactly, after the updates: the mean of d, and that of |d|², the loss above its minimum in kg².
    d is the place less the lowest one. Dots if the schedule returns them."""
    cc, Ac, AA, A = moments()
    mean = np.array(START) - lowest()
    second = np.outer(mean, mean)                                       # E[d d']
    for t in range(updates):
        lr = schedule(t)
        if lr is ... or lr is NotImplemented:
            return ...
        mixed = Ac @ mean
        one = np.einsum("ijkl,kl->ij", AA, second) + mixed + mixed.T + cc     # E[g g'] of one penguin's gradient
        full = A @ second @ A                                                 # of the gradient over all
        turned, lr = A @ second, np.float64(number(lr))
        second = second - lr * (turned + turned.T) + lr ** 2 * (full + (one - full) / SIZE)
        mean = mean - lr * A @ mean
    return mean, float(np.trace(second))


def reached(schedule, updates):
    """What a schedule leads to, in words."""
    try:
        with np.errstate(all="ignore"):
            found = after(schedule, updates)
    except Uncalled:
        return Instead("a schedule in the place of a number. Call it: `Cosine(0.1, 200)(t)`, with the `(t)`")
    except (Unreadable, TypeError, ValueError):
        return Instead("something else than one finite number for each t")
    if found is ...:
        return ...
    mean, left = found
    if not left <= 1.000001 * np.sum((np.array(START) - lowest()) ** 2):
        return DIVERGED
    if left <= WITHIN:
        return REACHED
    rates = np.array([float(schedule(t)) for t in range(updates)])
    if mean @ mean > left / 2:
        return HALTED if rates.max() > 4 * max(rates[-1], 0) and rates.max() > 2 * SHORT else UNDER_WAY
    if rates[-1] > SHORT:
        return NOISY
    return LATE if np.flatnonzero(rates > SHORT).max(initial=0) > 0.7 * updates else EARLY


def loss_left(schedule):
    """What a schedule leaves, a sentence for the verdict; "" where a second run of it fails."""
    try:
        with np.errstate(all="ignore"):
            left = after(schedule)[1]
    except Exception:           # the first run did not: a schedule with a memory
        return ""
    return f"The loss that is left: {number_in_words(1000 * left, 4)} thousandths of a kg²."


class Race(Exercise):
    """An exercise on schedules whose verdict also says how far the schedule came, so that two can be compared."""

    def check(self, answer=...):
        """The `Verdict` with the loss that is left, where the walks do not run away."""
        verdict = super().check(answer)
        told = verdict.status == "correct" or any(kind in verdict.message for kind in ENDED)
        return verdict.plus(guard.run(lambda: loss_left(answer), self.seconds).value or "") if told else verdict
