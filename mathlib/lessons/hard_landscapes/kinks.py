"""What the exercises on kinks judge: a shrinking η on |w|, and a step against a subgradient of |x| + 2|y|."""
import numpy as np

from mathlib.exercises.naming import show
from mathlib.exercises.reading import number_in
from mathlib.exercises.values import Instead
from mathlib.exercises.verdict import Verdict

STEPS = 10_000
NEAR = 0.01


def fate(eta, start):
    """What becomes of the walk on |w| from `start` with η = eta(t), in words."""
    rates = [eta(t) for t in range(3)]
    if any(rate is ... for rate in rates):
        return ...
    if any(rate is None for rate in rates):
        return None
    rates = np.array([float(eta(t)) for t in range(STEPS)])
    if not (np.isfinite(rates).all() and (rates > 0).all()):
        return Instead("an η that is not a positive number at every step")
    w, crossed = float(start), STEPS
    for t, rate in enumerate(rates.tolist()):
        was, w = w, w - rate * ((w > 0) - (w < 0))
        crossed = t if was * w < 0 else crossed
    if abs(w) <= NEAR:
        return "a walk that ends within 0.01 of 0"
    bouncing = crossed < STEPS
    return f"a walk that {'still bounces to both sides of 0' if bouncing else 'has not come as far as 0'} at the end"


# ---- the counterexample: f = |x| + 2|y| at (1, 0) --------------------------------------------------

DOWN = "is a subgradient, and a short step against it goes down"
UP = "is a subgradient, and a step against it goes up, however short"
LEVEL = "is a subgradient, and a short step against it changes nothing"
NONE = "is no subgradient"


def read_arrow(answer):
    """Two numbers from a list, tuple, row or column; a Verdict if they are not there."""
    if answer is ... or answer is None:
        return answer
    if type(answer) is str:
        answer = answer.strip("[]() ").replace(";", ",").split(",")
    try:
        pair = [number_in(v) for v in (answer.ravel().tolist() if isinstance(answer, np.ndarray) else answer)]
        if any(v is ... for v in pair):
            return Verdict("not attempted", "Replace the dots, then run the cell again.")
        pair = [float(v) for v in pair]
    except (TypeError, ValueError, OverflowError):
        pair = []
    if len(pair) != 2 or not np.isfinite(pair).all():
        return Verdict("not attempted", f"{show(answer)} is no arrow with two numbers, such as [1, 0].")
    return pair


def kind_of_step(g):
    """Which of the four sentences is true of g at (1, 0): on the ray f(1 − η, −η·g₂) = 1 + η(2|g₂| − 1), if g₁ = 1."""
    if abs(g[0] - 1) > 1e-9 or abs(g[1]) > 2 + 1e-9:
        return NONE
    rise = 2 * abs(g[1]) - g[0]
    return UP if rise > 1e-9 else DOWN if rise < -1e-9 else LEVEL


def arrow_witness(g):
    """What is wrong with an arrow, with the place that shows it."""
    if abs(g[0] - 1) > 1e-9:
        return (f"It is no subgradient: near (1, 0) f has a slope in x, which is 1, and your first entry is "
                f"{g[0]:g}.")
    if abs(g[1]) > 2 + 1e-9:
        side = 1 if g[1] > 0 else -1
        return (f"It is no subgradient: at (1, {side}) f is 3, and your line stands at "
                f"{1 + abs(g[1]):g}, above the graph.")
    if kind_of_step(g) == DOWN:
        return "That is a subgradient, and a short step against it goes down: what is won in x is more than y costs."
    return "That is a subgradient, and a short step against it leaves f where it is: x wins as much as y costs."
