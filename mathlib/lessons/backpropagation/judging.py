"""How lesson 13 judges what learners hand in: nine steps, each by the engine; a small loss with a large gradient."""
from fractions import Fraction

import numpy as np

from mathlib import autodiff
from mathlib.autodiff import Tensor
from mathlib.exercises.naming import code, shape_words
from mathlib.exercises.reading import numbers_by_name
from mathlib.exercises.values import Instead
from mathlib.exercises.verdict import Verdict

# ---- nine steps ------------------------------------------------------------------------------------

STEPS = ("dl", "dZ2", "db2", "dW2", "dH", "dZ1", "db1", "dW1", "dX")
AGREED = "all nine steps as the engine has them"


def by_engine(X, Y, W1, b1, W2, b2):
    """{step: gradient} of the mean cross-entropy, by a walk over the engine's graph, operation by operation."""
    X, W1, b1, W2, b2 = map(Tensor, (X, W1, b1, W2, b2))
    Z1 = X @ W1 + b1
    H = autodiff.relu(Z1)
    Z2 = H @ W2 + b2
    losses = -(autodiff.log_softmax(Z2) * Y).sum(axis=1)
    losses.mean().backward()
    nodes = (losses, Z2, b2, W2, H, Z1, b1, W1, X)
    return {name: node.grad for name, node in zip(STEPS, nodes, strict=True)}


def forward(X, W1, b1, W2, b2):
    """Z1, H and P of a net."""
    Z1 = X @ W1 + b1
    H = np.maximum(Z1, 0)
    Z2 = H @ W2 + b2
    E = np.exp(Z2 - Z2.max(axis=1, keepdims=True))
    return Z1, H, E / E.sum(axis=1, keepdims=True)


def batch(B, inputs, hidden, classes, seed):
    """X, Y, W1, b1, W2, b2: a random net and a random batch, no number of them near a kink."""
    rng = np.random.default_rng((13, seed))
    W1, W2 = rng.normal(size=(inputs, hidden)), rng.normal(size=(hidden, classes))
    b1, b2 = rng.normal(size=hidden), rng.normal(size=classes)
    return rng.normal(size=(B, inputs)), np.eye(classes)[rng.integers(classes, size=B)], W1, b1, W2, b2


def followed(nine_steps, B, inputs, hidden, classes):
    """How far a learner's nine steps go with the engine, in words."""
    X, Y, W1, b1, W2, b2 = batch(B, inputs, hidden, classes, 7)
    right = by_engine(X, Y, W1, b1, W2, b2)
    Z1, H, P = forward(X, W1, b1, W2, b2)
    found = nine_steps(X.copy(), Y.copy(), W1.copy(), W2.copy(), Z1, H, P)
    if found is ... or isinstance(found, dict) and all(found.get(name, ...) is ... for name in STEPS[1:]):
        return ...
    if not isinstance(found, dict) or set(found) != set(STEPS):
        return Instead(f"something else than a dictionary with the nine keys {', '.join(STEPS)}")
    for number, name in enumerate(STEPS, start=1):
        if told := _parting(found[name], right[name], number):
            return Instead(told)
    return AGREED


OPEN = "still open"


def so_far(answer):
    """A reader: the answer, or, where its first steps are right and the next one holds dots, a Verdict on how far."""
    if not callable(answer) or isinstance(answer, type):
        return answer
    try:
        told = followed(answer, 4, 3, 5, 5)
    except Exception:       # the check itself will say what was raised, and where
        return answer
    if isinstance(told, Instead) and told.endswith(OPEN):
        return Verdict("not attempted", f"So far: {told}.")
    return answer


def _parting(got, want, number):
    """What is wrong with one step, the steps before it being right; "" where nothing is."""
    name, before = STEPS[number - 1], ("" if number == 1 else "step 1 right, " if number == 2 else
                                       f"steps 1 to {number - 1} right, ")
    if got is ...:
        return f"{before}and step {number} ({name}) {OPEN}"
    try:
        value = np.asarray(got, float)
    except (TypeError, ValueError):
        return f"{before}and in step {number} ({name}) something that is no array of numbers"
    if value.shape != want.shape:
        return (f"{before}and in step {number} ({name}) {shape_words(value.shape)}, where a gradient has the shape of "
                f"its argument, {code(str(want.shape))}")
    if np.allclose(value, want, rtol=1e-6, atol=1e-9):
        return ""
    worst = np.unravel_index(np.nanargmax(np.nan_to_num(abs(value - want), nan=np.inf)), want.shape)
    place = code(f"{name}[{', '.join(map(str, worst))}]")
    return f"{before}and in step {number} {place} = {value[worst]:.4g}, where the engine has {want[worst]:.4g}"


# ---- a small loss and a large gradient --------------------------------------------------------------

KEYS = ("x", "y", "w1", "w2")
SMALL, LARGE = Fraction(1, 100) * (1 + Fraction(1, 10 ** 9)), 10 * (1 - Fraction(1, 10 ** 9))
FOUND = "a small loss and a large gradient in w1"


def readable(answer):
    """The answer with numbers; or a Verdict that says what cannot be read."""
    if answer is ... or isinstance(answer, dict) and any(value is ... for value in answer.values()):
        return answer
    if not isinstance(answer, dict) or set(answer) != set(KEYS):
        return Verdict("wrong", "Hand in a dictionary with the keys 'x', 'y', 'w1' and 'w2'.")
    found = numbers_by_name(answer)
    for key in KEYS:
        try:
            found[key] = float(found[key])
        except (TypeError, ValueError):
            return Verdict("wrong", f"`{key}` is no number. It is one finite number.")
        if not np.isfinite(found[key]):
            return Verdict("wrong", f"`{key}` is not finite. It is one finite number.")
    return found


def tiny(found):
    """Exactly: the loss of ŷ = w2 · relu(w1 x), squared error, and its slopes in w1 and w2."""
    x, y, w1, w2 = (Fraction(found[key]) for key in KEYS)
    h = max(w1 * x, Fraction(0))
    r = w2 * h - y
    return r * r, 2 * r * w2 * (x if w1 * x > 0 else 0), 2 * r * h


def leads(found):
    """What an answer shows, in words."""
    if not isinstance(found, dict) or set(found) != set(KEYS):
        return found
    loss, slope, _ = tiny(found)
    return FOUND if loss <= SMALL and abs(slope) >= LARGE else "something else"


def told(found):
    """Which of the two conditions fails, with the numbers."""
    loss, slope, _ = (float(v) for v in tiny(found))
    numbers = f"The loss is {loss:.4g}, its slope in w1 {slope:.4g}."
    if loss == 0:
        return f"{numbers} At a loss of exactly 0 every slope is 0: leave a small residual."
    if loss > SMALL:
        return f"{numbers} The loss has to be at most 0.01."
    if found["w1"] * found["x"] <= 0:
        return f"{numbers} The unit is off: w1 · x is not positive, and nothing gets through."
    return f"{numbers} The slope in w1 is 2 r w2 x: r has to be small, and what multiplies it on the way back need not."
