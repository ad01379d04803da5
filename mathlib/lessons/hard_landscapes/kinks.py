"""What the exercises on kinks judge: a shrinking η on |w|, and a step against a subgradient of |x| + 2|y|."""
import numpy as np

from mathlib.exercises.naming import show
from mathlib.exercises.reading import number_in
from mathlib.exercises.values import Instead
from mathlib.exercises.verdict import Verdict

STEPS, FAR = 10_000, 1e12          # FAR a float: 2 ** FAR ends at once
NEAR = 0.01

SETTLES = "a walk that settles within 0.01 of 0"
NO_RATE = Instead("an η that is not a positive number at every step")
AT_ZERO = Instead("a division by 0: t begins at 0, and 1/t has no value there. Write t + 1")
WIDE = Instead("a walk whose last steps are longer than 0.01")
CYCLES_WIDE = Instead("a walk that cycles for ever, in steps longer than 0.01")
CYCLES = Instead("a walk that ends within 0.01 of 0 and cycles on, as wide as ever")
BOUNCES = Instead("a walk that still bounces to both sides of 0 at the end, farther than 0.01")
SHORT = Instead("a walk that has not come as far as 0 at the end")
STRANDED = Instead("a walk that crossed 0 and stopped short on the way back")
SUMMABLE = Instead("a walk that ends within 0.01 of 0, by steps whose sum stays bounded")


def fate(eta, start):
    """What becomes of the walk on |w| from `start` with η = eta(t), in words."""
    try:
        first = [eta(t) for t in range(3)]
    except ZeroDivisionError:
        return AT_ZERO
    if any(rate is ... for rate in first):
        return ...
    if any(rate is None for rate in first):
        return None
    rates = [eta(t) for t in range(STEPS)]
    try:
        rates = np.array([float(rate) for rate in rates])
    except (TypeError, ValueError, OverflowError):
        return NO_RATE
    if np.isinf(rates[0]) and _positive(rates[1:]):
        return AT_ZERO
    if not _positive(rates):
        return NO_RATE
    w, crossed = _walk(rates, float(start))
    arrived = abs(w) <= NEAR + 1e-12 or crossed is not None
    if not arrived:
        return SHORT
    if not _fades(eta, rates):
        return CYCLES if rates[-1] <= NEAR else CYCLES_WIDE
    if rates[-1] > NEAR + 1e-12:        # floats may land on 0 itself and rest there, by luck
        return WIDE
    if abs(w) > NEAR:
        return BOUNCES if crossed >= STEPS - 100 else STRANDED
    return SETTLES if _unbounded(eta, rates) else SUMMABLE


def _walk(rates, w):
    """Where the walk from w ends, and the last step at which it crossed 0, or None."""
    crossed = None
    for t, rate in enumerate(rates.tolist()):
        was, w = w, w - rate * ((w > 0) - (w < 0))
        crossed = t if was * w < 0 else crossed
    return w, crossed


def _positive(rates):
    """Whether every rate is a positive number; what fades below the smallest float may be 0 from there."""
    some = np.flatnonzero(rates == 0)
    kept = rates[:some[0]] if some.size else rates
    faded = not some.size or (kept.size > 0 and kept[-1] < 1e-300 and not rates[some[0]:].any())
    return bool(faded and np.isfinite(rates).all() and (kept > 0).all())


def _at_far(eta):
    """η long after the last step, or None where it cannot be asked for."""
    try:
        far = float(eta(FAR))
    except Exception:                   # a list of 10,000 rates is a function of t too
        return None
    return far if np.isfinite(far) else None


def _fades(eta, rates):
    """Whether η goes to 0: far out it is less than half of what it is at the last step."""
    far = _at_far(eta)
    if far is None:
        return rates[-1] < 0.9 * rates[STEPS // 100]
    return far < 0.5 * rates[-1] or rates[-1] == 0


def _unbounded(eta, rates):
    """Whether the sum of η grows without bound, as far as numbers show it: t·η(t) does not fade as a power of t."""
    far = _at_far(eta)
    if far is None:
        return rates[STEPS // 2:].sum() > 0.01 * rates.sum()
    return far * FAR > 0.2 * rates[-1] * STEPS


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
