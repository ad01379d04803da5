"""How lesson 11 judges what learners find: two factors, and the numbers of a diamond."""
import numpy as np

from mathlib import numdiff
from mathlib.exercises.values import Instead

SLOPES, MOVING, AGREE = "u and v both have a slope there", "neither slope is 0", "(u v)′ and u′ v′ agree"
WITHIN = 5e-4               # of the larger of the two, so that an exponent may be rounded to three digits


def at_a_place(factors, x):
    """What two factors do at x, measured: whether both have a slope other than 0, and whether (uv)′ is u′v′ there."""
    made = factors(x)
    made = list(made) if isinstance(made, np.ndarray) and made.shape == (2,) else made
    if made is ... or isinstance(made, tuple | list) and any(part is ... for part in made):
        return ...
    if not isinstance(made, tuple | list) or len(made) != 2:
        return Instead("something that is no pair. Return two numbers, u and v at x")
    functions = [lambda t, k=k: factors(float(t))[k] for k in (0, 1)]
    functions.append(lambda t: factors(float(t))[0] * factors(float(t))[1])
    try:
        sides = [numdiff.one_sided(f, x, 1e-6) for f in functions]
        du, dv, product = (float(numdiff.derivative(f, x)) for f in functions)
    except (TypeError, ValueError, ArithmeticError, IndexError):
        return Instead("a pair that does not hold two real numbers at and near x")
    if not np.isfinite([du, dv, product, *np.ravel(sides)]).all() or any(map(_kinked, sides)):
        return {SLOPES: False, MOVING: False, AGREE: False}
    return {SLOPES: True, MOVING: min(abs(du), abs(dv)) > 1e-3,
            AGREE: abs(product - du * dv) <= WITHIN * max(abs(product), abs(du * dv)) + 1e-7}


def _kinked(slopes):
    return abs(slopes.left - slopes.right) > 1e-3 * max(1, abs(slopes.left), abs(slopes.right))


DIAMOND = {
    "via c": {
        3: "Through c go the slopes 1, 2 and 1.", 6: "That is the value of c. Asked is the product of three slopes.",
        4: "You added the slopes 1, 2 and 1. Along a path they multiply.",
        5: "That is both paths together. Here one of them is asked."},
    "via d": {
        2: "Through d go the slopes 1, 3 and 1.", 9: "That is the value of d. Asked is the product of three slopes.",
        5: "You added the slopes 1, 3 and 1. Along a path they multiply."},
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
        324: "You multiplied the two paths. They bring 18 each, and what they bring adds up.",
        39: "You took ∂e/∂c = c and ∂e/∂d = d. It is the other way round: c moves e by d times as much as itself.",
        24: "That is 12 times a. c and d are made from b, and b is 3."},
}


def in_the_diamond(found):
    """What each number would be, where it is a mistake we know."""
    return " ".join(f"{key}: {DIAMOND[key][value]}" for key, value in found.items() if value in DIAMOND[key])
