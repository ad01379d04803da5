"""How lesson 11 judges what learners find: two factors, and the numbers of a diamond."""
import numpy as np

from mathlib import numdiff
from mathlib.exercises.values import Instead

MOVE, STILL = "two factors that move", "a factor that hardly moves"
EQUAL, NEAR, APART = "(u v)′ = u′ v′", "(u v)′ within 0.5 % of u′ v′", "(u v)′ ≠ u′ v′"
KINKED = "a factor without a slope"
STEEP = Instead("functions so steep, so curved or so large near x that the check cannot measure their slopes. Take "
                "gentler ones")
COARSE = Instead("numbers in single precision, too coarse to measure a slope. Compute with NumPy's usual float64")
NO_PAIR = Instead("something that is no pair. Return two numbers, u and v at x")
NOT_REAL = Instead("a pair that does not hold two real numbers at and near x")


def at_a_place(factors, x):
    """What two factors do at x, measured and in words: whether both move, and whether (uv)′ is u′v′ there."""
    made = factors(x)
    made = list(made) if isinstance(made, np.ndarray) and made.shape == (2,) else made
    if made is ... or isinstance(made, tuple | list) and any(part is ... for part in made):
        return ...
    if not isinstance(made, tuple | list) or len(made) != 2:
        return NO_PAIR
    if any(isinstance(part, np.float32 | np.float16) for part in made):
        return COARSE
    functions = [lambda t, k=k: factors(float(t))[k] for k in (0, 1)]
    functions.append(lambda t: factors(float(t))[0] * factors(float(t))[1])
    try:
        return _verdict(functions, x)
    except (TypeError, ValueError, ArithmeticError, IndexError):
        return NOT_REAL


def _verdict(functions, x):
    if any(_kinked(f, x) for f in functions):
        return KINKED
    (du, dv, product), sure = zip(*(_slope(f, x) for f in functions), strict=True)
    if not all(sure):
        return STEEP
    apart, size = abs(product - du * dv), max(abs(product), abs(du * dv))
    moving = min(abs(du), abs(dv)) > 0.01 * (1 - 1e-6)
    if apart <= 1e-6 * size + 1e-9:
        return f"{MOVE if moving else STILL}, and {EQUAL}"
    return f"{MOVE}, and {NEAR if apart <= 5e-3 * size else APART}" if moving else f"{STILL}, and {APART}"


def _slope(f, x):
    """f′(x) from central differences of two steps, and whether they agree well enough to rely on it."""
    coarse, fine = (float(numdiff.central_difference(f, x, h)) for h in (2e-5, 1e-5))
    return (4 * fine - coarse) / 3, abs(fine - coarse) <= 1e-6 * max(1, abs(fine))


def _kinked(f, x):
    """No value, or a slope to the left and another to the right: what a bend adds goes with h, and is taken off."""
    here = float(f(x))
    if not np.isfinite(here) or any(np.isnan(f(x + h)) for h in (-1e-5, 1e-5)):
        return True
    wide, narrow = (abs(2 * _gap(f, x, h / 2) - _gap(f, x, h)) for h in (1e-5, 1e-6))
    size = max(1, *map(abs, numdiff.one_sided(f, x, 1e-6)))
    return bool(narrow > 1e-6 * size + 1e-8 * abs(here) and narrow > 0.5 * wide)


def _gap(f, x, h):
    left, right = numdiff.one_sided(f, x, h)
    return right - left


DIAMOND = {
    "via c": {
        3: "Through c go the slopes 1, 2 and 1.", 6: "That is the value of c. Asked is the product of three slopes.",
        4: "You added the slopes 1, 2 and 1. Along a path they multiply.",
        5: "That is both paths together. Here one of them is asked."},
    "via d": {
        2: "Through d go the slopes 1, 3 and 1.", 9: "That is the value of d. Asked is the product of three slopes.",
        5: "5 is both paths together, or the sum 1 + 3 + 1. Asked is the product along one path."},
    "e = c + d": {
        6: "You multiplied the paths. They meet in a sum: e moves by what c brings and by what d brings.",
        8: "That is the sum of all five slopes. Multiply along each path first.",
        9: "You added slopes along each path. Along a path they multiply.",
        15: "That is the value of e. Asked is how fast it moves with a."},
    "e = c · d": {
        6: "That is the slope of c times the slope of d. Follow the nudge: c moves e by d times as much as itself.",
        5: "That is the answer for c + d. The edges into e have other slopes now: ∂e/∂c = d and ∂e/∂d = c.",
        54: "That is the value of e. Asked is how fast it moves with a.",
        18: "That is one of the two paths. The other one brings as much again.",
        15: "That is ∂e/∂c + ∂e/∂d, or 9 + 6. Each path has two more slopes, from a to b and from b on.",
        324: "You multiplied the two paths. They bring 18 each, and what they bring adds up.",
        39: "You took ∂e/∂c = c and ∂e/∂d = d. It is the other way round: c moves e by d times as much as itself.",
        24: "That is 12 times a. c and d are made from b, and b is 3."},
}


def in_the_diamond(found):
    """What each number would be, where it is a mistake we know."""
    return " ".join(f"{key}: {DIAMOND[key][value]}" for key, value in found.items() if value in DIAMOND[key])
