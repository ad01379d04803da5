"""Functions of lesson 03: four to match with their slices, one whose two slices at the origin tell nothing, and
three of an array, to measure partial slopes of."""
from functools import wraps

import numpy as np

from mathlib.words import listed, number

MAPS = {"1": lambda x, y: (x - y) ** 2, "2": lambda x, y: x ** 2 + y ** 2, "3": lambda x, y: x * y,
        "4": lambda x, y: x ** 2 + 0 * y}
_ORDER = {"A": "2", "B": "4", "C": "1", "D": "3"}
SLICES = {card: MAPS[name] for card, name in _ORDER.items()}
_SPOTS = [(x, y) for y in (0, 1) for x in (-1, 0, 1)]
MAP_WORDS = (f"Heights at {listed([f'({number(x)}, {y})' for x, y in _SPOTS])}: "      # what an eye reads off them
             + "; ".join(f"map {name} {listed([number(f(x, y)) for x, y in _SPOTS])}" for name, f in MAPS.items())
             + ". On map 1 the whole line y = x is lowest, on map 4 the whole line x = 0. On map 3 (−2, 2) is as low "
             "as (2, −2).")
SURFACE_WORDS = ("On the diagonal y = x the height is 1 everywhere but at the origin, and on the line y = −x it is −1 "
                 "everywhere but at the origin.")


def surface(x, y):
    """2xy/(x² + y²), and 0 at the origin: 0 on both axes, 1 on one diagonal and −1 on the other."""
    square = np.asarray(x ** 2 + y ** 2, float)
    return np.where(square > 0, 2 * x * y / np.where(square > 0, square, 1), 0.0)


def _of_an_array(f):
    @wraps(f)
    def asked(x):
        if np.ndim(x) == 0:
            raise TypeError("f needs the whole array, and was handed one number")
        return f(x)
    return asked


@_of_an_array
def bowl(x):
    """x₀² + 3x₁² + x₀x₁."""
    return float(x[0] ** 2 + 3 * x[1] ** 2 + x[0] * x[1])


@_of_an_array
def wave(x):
    """sin(x₀)·x₁ + x₂³."""
    return float(np.sin(x[0]) * x[1] + x[2] ** 3)


@_of_an_array
def growth(x):
    """exp(x₀/4)·x₁²."""
    return float(np.exp(x[0] / 4) * x[1] ** 2)
