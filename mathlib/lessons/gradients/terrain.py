"""Grounds of lesson 04: an island with two summits, and the landscapes on which a claim is tried."""
import numpy as np

from mathlib.landscapes import BANANA, ROUND, Surface


def _hills(x, y):
    """The two hills of the island, in metres."""
    return 400 * np.exp(-((x + 1) ** 2 + (y + 0.5) ** 2)), 300 * np.exp(-((x - 1.2) ** 2 + (y - 0.8) ** 2))


def _height(x, y):
    high, low = _hills(x, y)
    return 250 - 20 * (x ** 2 + y ** 2) + high + low


def _gradient(x, y):
    high, low = _hills(x, y)
    return np.array([-40 * x - 2 * (x + 1) * high - 2 * (x - 1.2) * low,
                     -40 * y - 2 * (y + 0.5) * high - 2 * (y - 0.8) * low])


def _hessian(x, y):
    bends = -40 * np.eye(2)
    for hill, (a, b) in zip(_hills(x, y), ((x + 1, y + 0.5), (x - 1.2, y - 0.8)), strict=True):
        bends = bends + hill * np.array([[4 * a * a - 2, 4 * a * b], [4 * a * b, 4 * b * b - 2]])
    return bends


ISLAND = Surface(
    "island", "250 - 20 (x^2 + y^2) + 400 e^(-(x + 1)^2 - (y + 1/2)^2) + 300 e^(-(x - 6/5)^2 - (y - 4/5)^2)",
    _height, _gradient, _hessian, start=(1.4, -1.1), minima=(),
    note="Heights in metres, x and y in kilometres. Two summits and the pass between them.")


def stretched(kappa):
    """x² + κy²: its level curves are circles for κ = 1, and ellipses √κ times as long as wide."""
    return Surface(f"x² + {kappa}y²", f"x^2 + {kappa} y^2", lambda x, y: x ** 2 + kappa * y ** 2,
                   lambda x, y: np.array([2 * x, 2 * kappa * y]), lambda x, y: np.diag([2.0, 2.0 * kappa]))


LANDSCAPES = (ROUND, stretched(2), stretched(10), stretched(100), BANANA)


def angles_off(surface, places):
    """Degrees by which −∇f misses the direction of the minimum, at each row of places (m, 2)."""
    to_minimum = np.subtract(surface.minima[0], places)
    downhill = -np.array([surface.gradient(*p) for p in places])
    lengths = np.linalg.norm(downhill, axis=1) * np.linalg.norm(to_minimum, axis=1)
    cosine = (downhill * to_minimum).sum(axis=1) / lengths
    return np.degrees(np.arccos(np.clip(cosine, -1, 1)))
