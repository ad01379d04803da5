"""How lesson 13 judges what learners hand in: nine steps, each by the engine; a small loss with a large gradient."""
import re
from dataclasses import replace
from fractions import Fraction

import numpy as np

from mathlib import autodiff
from mathlib.autodiff import Tensor
from mathlib.demos.networks import boundary
from mathlib.exercises.naming import code, shape_words, show
from mathlib.exercises.reading import keyed, numbers_by_name
from mathlib.exercises.trial import Trial
from mathlib.exercises.values import Instead, compare, unchanged
from mathlib.exercises.verdict import Verdict

# ---- the slopes in the scores ----------------------------------------------------------------------


def in_scores(score_gradient, P, labels):
    """What a learner's function makes of a batch; where shapes do not fit, an error that says what lies behind it."""
    try:
        return score_gradient(P, labels)
    except (ValueError, IndexError) as error:
        raise type(error)(unfit_in_scores(str(error), P.shape)).with_traceback(error.__traceback__) from None


def unfit_in_scores(words, shape):
    """What NumPy says of P with labels, or with a Y of another number of classes, in words of the course."""
    B, classes = shape
    if f"shapes ({B},{classes}) ({B},)" in words:
        return f"shapes ({B},{classes}) and ({B},) do not fit. Labels are names, not amounts: make rows with a 1"
    if "broadcast together" in words or "out of bounds" in words:
        return f"P has {classes} columns here, one for each class: np.eye(P.shape[1])[labels] has as many"
    return words


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
    return X @ W1 + b1, *boundary.forward(X, W1, b1, W2, b2)


def batch(B, inputs, hidden, classes, seed):
    """X, Y, W1, b1, W2, b2: a random net and a random batch, no number of them near a kink."""
    rng = np.random.default_rng((13, seed))
    W1, W2 = rng.normal(size=(inputs, hidden)), rng.normal(size=(hidden, classes))
    b1, b2 = rng.normal(size=hidden), rng.normal(size=classes)
    return rng.normal(size=(B, inputs)), np.eye(classes)[rng.integers(classes, size=B)], W1, b1, W2, b2


def followed(nine_steps, B, inputs, hidden, classes):
    """How far a learner's nine steps go with the engine, in words."""
    net = batch(B, inputs, hidden, classes, 7)
    right = by_engine(*net)
    try:
        found = nine_steps(*handed(*net).values())
    except ValueError as error:
        raise ValueError(unfit(str(error))).with_traceback(error.__traceback__) from None
    if found is ... or isinstance(found, dict) and all(found.get(name) is ... for name in STEPS[1:]):
        return ...
    if isinstance(found, dict) and set(found) < set(STEPS):
        return Instead(f"a dictionary in which keys are missing: {', '.join(k for k in STEPS if k not in found)}")
    if not isinstance(found, dict) or set(found) != set(STEPS):
        return Instead(f"something else than a dictionary with the nine keys {', '.join(STEPS)}")
    for number, name in enumerate(STEPS, start=1):
        if told := _parting(found[name], right[name], number):
            return Instead(told)
    return AGREED


def handed(X, Y, W1, b1, W2, b2):
    """{name: array}: copies of what nine steps are called with, in their order."""
    Z1, H, P = forward(X, W1, b1, W2, b2)
    return {"X": X.copy(), "Y": Y.copy(), "W1": W1.copy(), "W2": W2.copy(), "Z1": Z1, "H": H, "P": P}


def rewritten(nine_steps, cases):
    """The inputs that hold other numbers after a call of a learner's nine steps, by name and in words; or ""."""
    changed = {}
    for case in cases:
        given = handed(*batch(*case, 7))
        before = {name: array.copy() for name, array in given.items()}
        try:
            nine_steps(*given.values())
        except Exception:       # the check itself says what was raised; what was changed until then counts
            pass
        changed |= {name: None for name, array in given.items() if not unchanged(array, before[name])}
    return " and ".join(map(code, changed))


OWN_ARRAY = ("With `=` an array gets a second name, and `-=`, `*=` or `[…] =` write into the one array that both name. "
             "Work on a copy, `.copy()`, or make a new array.")
OPEN = "still open"


def writes(changed):
    """A sentence on inputs that were written into; "" where none was."""
    return f"And your function writes into its input, {changed}. {OWN_ARRAY}" if changed else ""


def unfit(words):
    """What NumPy says of shapes that do not fit, in words of the course; anything else as it is."""
    if found := re.search(r"matmul: .*size (\d+) is different from (\d+)", words):
        return f"A @ B needs as many columns in A as rows in B; here are {found[2]} and {found[1]}"
    if found := re.search(r"broadcast together with shapes (\(.*?\)) (\(.*?\))", words):
        return f"shapes {found[1]} and {found[2]} do not fit, place by place; v[:, None] makes a column of v"
    return words


def plainly(exercise, answer):
    """A reader: the Verdict on nine steps, without the words of ours that the check compares them with."""
    if (verdict := so_far(answer)) is not answer:
        return verdict
    verdict = Trial(replace(exercise, reader=None), answer).verdict()
    told = verdict.message.replace(f"; expected {show(AGREED)}", "").replace(" your function leads to", ":")
    changed = rewritten(answer, exercise.points()) if callable(answer) and verdict.status != "not attempted" else ""
    if changed and verdict.status == "correct":
        return Verdict("almost", f"The nine steps are right, but your function changes its input: after the call "
                                 f"{changed} holds other numbers, and whoever called it goes on with them. {OWN_ARRAY}")
    return Verdict(verdict.status, told).plus(writes(changed))


def so_far(answer):
    """A reader: the answer, or, where its first steps are right and the next one holds dots, a Verdict on how far."""
    if not callable(answer) or isinstance(answer, type):
        return answer
    try:
        told = followed(answer, 4, 3, 5, 5)
    except Exception:       # the check itself will say what was raised, and where
        return answer
    if isinstance(told, Instead) and told.endswith(OPEN):
        changed = rewritten(answer, [(4, 3, 5, 5)])
        return Verdict("not attempted", f"So far: {told}.").plus(writes(changed))
    return answer


def _parting(got, want, number):
    """What is wrong with one step, the steps before it being right; "" where nothing is."""
    name, before = STEPS[number - 1], ("" if number == 1 else "step 1 right, and " if number == 2 else
                                       f"steps 1 to {number - 1} right, and ")
    if got is ...:
        return f"{before}step {number} ({name}) {OPEN}"
    if got is None:
        return f"{before}in step {number} ({name}) None, where an array belongs"
    try:
        value = np.asarray(got, float)
    except (TypeError, ValueError):
        return f"{before}in step {number} ({name}) something that is no array of numbers"
    if value.shape != want.shape:
        return (f"{before}in step {number} ({name}) {shape_words(value.shape)}, where a gradient has the shape of "
                f"its argument, {code(str(want.shape))}")
    if np.allclose(value, want, rtol=1e-6, atol=1e-9):
        return ""
    worst = np.unravel_index(np.nanargmax(np.nan_to_num(abs(value - want), nan=np.inf)), want.shape)
    place = code(f"{name}[{', '.join(map(str, worst))}]")
    return f"{before}in step {number} {place} = {value[worst] + 0.0:.4g}, where the engine has {want[worst] + 0.0:.4g}"


# ---- names in places ---------------------------------------------------------------------------------


def each_wrong(right, sentences):
    """A witness for answers with names: the sentences of all entries that are wrong, in the order of ours."""
    def witness(value):
        return " ".join(sentences[name] for name, want in right.items() if compare(value[name], want, 0))
    return witness


# ---- four patients ----------------------------------------------------------------------------------


def by_number(answer):
    """{"1": "dead units"} as {1: "dead units"}, and so a list of four; anything else as it is."""
    if isinstance(answer, (list, tuple)) and len(answer) == 4:
        return dict(enumerate(answer, start=1))
    if not isinstance(answer, dict) or len(answer) > 20:
        return answer
    named = {int(key) if isinstance(key, str) and key.strip() in "1234" and key.strip() else key: value
             for key, value in answer.items()}
    return named if len(named) == len(answer) else answer


# ---- a small loss and a large gradient --------------------------------------------------------------

KEYS = ("x", "y", "w1", "w2")
SMALL, LARGE = Fraction(1, 100) * (1 + Fraction(1, 10 ** 9)), 10 * (1 - Fraction(1, 10 ** 9))
FOUND = "a small loss and a large gradient in w1"


@keyed(KEYS)
def readable(answer):
    """The answer with numbers; or a Verdict that says what cannot be read."""
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


def beside(value, bound):
    """A number with as many digits as it takes to tell it from the bound."""
    texts = [f"{value:.{digits}g}" for digits in (4, 6, 9, 12, 17)]
    return next((text for text in texts if float(text) != bound), texts[0])


def told(found):
    """Which of the two conditions fails, with the numbers."""
    try:
        loss, slope, _ = (float(v) for v in tiny(found))
    except OverflowError:
        return "These numbers are too large to compute with: the loss or a slope is beyond what a float holds."
    loss_told = beside(loss, 0.01) if loss > SMALL else f"{loss:.4g}"
    slope_told = beside(slope, 10 if slope > 0 else -10) if abs(slope) < LARGE else f"{slope:.4g}"
    numbers = f"The loss is {loss_told}, its slope in w1 {slope_told}."
    if loss == 0:
        return f"{numbers} At a loss of exactly 0 every slope is 0: leave a small residual."
    if loss < 1e-20:
        return f"{numbers} The residual is as good as 0, and every slope has it as a factor: leave one of up to 0.1."
    if loss > SMALL:
        return f"{numbers} The loss has to be at most 0.01."
    if found["w1"] * found["x"] <= 0:
        return f"{numbers} The unit is off: w1 · x is not positive, and nothing gets through."
    return f"{numbers} The slope in w1 is 2 r w2 x: r has to be small, and what multiplies it on the way back need not."
