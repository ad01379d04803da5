"""Surfaces of lesson 06: one valley that is not convex, and level places of every kind. And Newton's walk, damped."""
from dataclasses import replace

import numpy as np

from mathlib.landscapes import Surface
from mathlib.lessons.curvature.solutions import damped_step


def _log_hessian(x, y):
    r = 1 + x * x + y * y
    return np.array([[2 * (r - 2 * x * x), -4 * x * y], [-4 * x * y, 2 * (r - 2 * y * y)]]) / r ** 2


LOG_BOWL = Surface(
    "log bowl", "ln(1 + x^2 + y^2)", lambda x, y: np.log1p(x * x + y * y),
    lambda x, y: 2 * np.array([x, y]) / (1 + x * x + y * y), _log_hessian, radius=3.0, start=(0.5, 0.25),
    note="One valley; farther out than 1 it bends down along the way out.")
HILLS = Surface(
    "hills and passes", "x^3/3 - x + y^3/3 - y", lambda x, y: x ** 3 / 3 - x + y ** 3 / 3 - y,
    lambda x, y: np.array([x * x - 1, y * y - 1]), lambda x, y: np.array([[2.0 * x, 0.0], [0.0, 2.0 * y]]),
    radius=2.0, start=(0.5, 0.25), minima=((1.0, 1.0),), note="Four level places: one bowl, one dome, two saddles.")
MONKEY = Surface(
    "monkey saddle", "x^3 - 3x y^2", lambda x, y: x ** 3 - 3 * x * y * y,
    lambda x, y: np.array([3 * x * x - 3 * y * y, -6 * x * y]),
    lambda x, y: np.array([[6.0 * x, -6.0 * y], [-6.0 * y, -6.0 * x]]), radius=1.2, start=(0.5, 0.25), minima=(),
    note="Three ways up and three ways down: two for the legs of a monkey, and one for its tail.")
FLAT_BOWL = Surface(
    "flat bowl", "x^4 + y^4", lambda x, y: x ** 4 + y ** 4, lambda x, y: np.array([4 * x ** 3, 4 * y ** 3]),
    lambda x, y: np.array([[12.0 * x * x, 0.0], [0.0, 12.0 * y * y]]), radius=1.2, start=(0.5, 0.25),
    note="Flatter at the bottom than any paraboloid.")
GUTTER = Surface(
    "gutter", "(x - 1)^2 + (y + 1)^3/3", lambda x, y: (x - 1) ** 2 + (y + 1) ** 3 / 3,
    lambda x, y: np.array([2 * (x - 1), (y + 1) ** 2]), lambda x, y: np.array([[2.0, 0.0], [0.0, 2.0 * (y + 1)]]),
    radius=2.0, start=(0.0, 0.5), minima=(), note="Level at one place on the floor, and falling beyond it.")

ONE_VALLEY = {"log bowl": LOG_BOWL}
PLACES = {surface.name: surface for surface in (HILLS, FLAT_BOWL, MONKEY, GUTTER)}


def saddle_on_a_valley(spot):
    """Whether the paraboloid at a spot is a saddle, by a margin that an eye can see."""
    return bool(spot.bends[0] < -0.05 and spot.bends[1] > 0.05)


def undecided(spot):
    """Whether the ground is level at a spot, its Hessian silent, and the ground both higher and lower nearby.

    Nearby is the same at every reach of the patch.
    """
    spot = replace(spot, reach=0.8)
    level = np.hypot(*spot.gradient) < 0.05
    silent = not (spot.bends[0] < -0.2 and spot.bends[1] > 0.2) and min(abs(spot.bends)) < 0.2
    x, y, _ = spot.patch
    heights = spot.surface.f(x[None, :], y[:, None]) - spot.height
    return bool(level and silent and heights.min() < -0.01 and heights.max() > 0.01)


def newton_walk(f, gradient, hessian, start, steps, floor=0.1):
    """The places visited, shape (steps + 1, n), by damped Newton steps, each halved until f does not rise."""
    places = [np.array(start, float)]
    for _ in range(steps):
        here = places[-1]
        step = damped_step(gradient(*here), hessian(*here), floor)
        while f(*(here + step)) > f(*here) and np.abs(step).max() > 1e-12:
            step = step / 2
        places.append(here + step)
    return np.array(places)
