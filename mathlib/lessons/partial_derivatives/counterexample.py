"""What a function does near (0, 0), on both slices and between them: how exercise 6 of lesson 03 is judged."""
import dis
import math

import numpy as np

from mathlib.exercises.values import Unreadable, compare


def _directions():
    """Unit vectors all around, ever closer to the axes: between y = x² and y = 2x² the angle is as small as x,
    between higher powers much smaller. The diagonals are missed by a hair: there rounding makes (x − y)²,
    multiplied out, negative."""
    close = math.pi / 4 * (1 - 1e-5)
    angle = np.concatenate([np.linspace(0, close, 91), np.geomspace(1e-40, close, 920)])
    first = np.column_stack([np.cos(angle), np.sin(angle)])
    return np.concatenate([way * [a, b] for way in (first, first[:, ::-1]) for a in (1, -1) for b in (1, -1)])


_DIRECTIONS = _directions()


def nearby(f, distance):
    """What a function does at a distance from (0, 0): on both slices, and all around; and how it is written."""
    if f(0.0, 0.0) is ...:
        return ...
    here, d = _height(f, 0.0, 0.0), distance
    sides = [_height(f, *at) for at in ((d, 0.0), (-d, 0.0), (0.0, d), (0.0, -d))]
    around = [_height(f, *at) for at in (d * _DIRECTIONS).tolist()]
    swallowed = d < 1e-4 and here != 0      # beside a height other than 0, rounding leaves nothing of x⁴ so near
    return {"each slice rises on both sides of (0, 0)": swallowed or min(sides) > here,
            "a lower place was found around": swallowed or min(around) < here,
            "no division": not _divides(f)}


def _height(f, x, y):
    height = f(x, y)
    if type(height) in (int, float, np.float64) and math.isfinite(height):
        return height
    found = compare(height, 0.0)
    if found and not found.comparable:
        raise Unreadable(found.words)
    return float(height)


def _divides(f):
    body = getattr(f, "__code__", None)
    return body is not None and any(step.argrepr in ("/", "//", "/=", "//=") for step in dis.get_instructions(body))
