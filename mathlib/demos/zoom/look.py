"""One look through the microscope: what lies there, how strong the lens, which h, and what can be read off it."""
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib import numdiff
from mathlib.demos.zoom.specimens import Specimen
from mathlib.words import number

PIXELS = 260                # height of the picture: what "within a pixel" is counted in


@dataclass(frozen=True)
class Look:
    """One look through the microscope: what lies there, where the point is, how far we are in, which h and rule.

    centre: the middle of the window while magnified. formula: what was typed.
    """
    specimen: Specimen
    x: float
    h: float = 0.5
    zoom: float = 1.0
    centre: float = 0.0
    central: bool = False
    formula: str = ""

    def height(self, x):
        """f(x), without a warning where there is none."""
        with np.errstate(all="ignore"):
            return self.specimen.f(x)

    def middle(self):
        """The place in the middle of the window: (x, f(x))."""
        if self.zoom == 1:
            return sum(self.specimen.x) / 2, sum(self.specimen.y) / 2
        return self.centre, float(self.specimen.f(self.centre))

    def half(self):
        """Half the width and half the height of the window: both directions are magnified alike."""
        return tuple((high - low) / 2 / self.zoom for low, high in (self.specimen.x, self.specimen.y))

    def origin(self):
        """The place that the axes count from: zero, or the middle once numbers would look alike."""
        near = self.zoom < 30 and all(abs(m) < 1e3 * h for m, h in zip(self.middle(), self.half(), strict=True))
        return (0.0, 0.0) if near else self.middle()

    def limits(self):
        """((left, right), (low, high)) of the window, counted from the origin."""
        return tuple((m - o - h, m - o + h)
                     for m, o, h in zip(self.middle(), self.origin(), self.half(), strict=True))

    def width(self):
        """Width of the window in the unit of x."""
        return 2 * self.half()[0]

    def slopes(self, h):
        """The measured slope at x for one h or many, by the chosen rule; nan where f has no value."""
        rule = numdiff.central_difference if self.central else numdiff.forward_difference
        with np.errstate(all="ignore"):
            return rule(self.specimen.f, self.x, h)

    def exact(self):
        """f′(x) in closed form, nan where there is none."""
        with np.errstate(all="ignore"):
            return float(self.specimen.slope(self.x))

    def error(self):
        """Distance of the measured slope from the exact one."""
        return abs(float(self.slopes(self.h)) - self.exact())

    @cached_property
    def off_straight(self):
        """How far the curve in the window lies from its best straight line, in pixels."""
        _, x, y = sample(self.specimen, self.centre, self.zoom)
        if not np.isfinite(y).all():
            return math.inf
        t = np.linspace(-1, 1, len(x))
        line = np.polyval(np.polyfit(t, y, 1), t)
        return float(np.abs(y - line).max() / (2 * self.half()[1]) * PIXELS)

    def upright(self):
        """Whether the curve passes a place without a slope as an upright line: out at the top on one side and at
        the bottom on the other within a pixel, and without a gap."""
        x, f = self.centre, self.specimen.f
        room, pixel = self.half()[1], 2 * self.half()[0] / PIXELS
        if self.x != x or math.isfinite(self.exact()):
            return False
        with np.errstate(all="ignore"):
            near, far = (np.array([f(x) - f(x - d), f(x + d) - f(x)], float) for d in (pixel / 1000, pixel))
        return bool((np.abs(far) > room).all() and far[0] * far[1] > 0 and (np.abs(near) < np.abs(far) / 2).all())

    def grainy(self):
        """Whether the window is so narrow that the gaps between float64 numbers show."""
        gaps = np.spacing([abs(self.x), abs(float(self.specimen.f(self.x)))])
        return bool((200 * gaps > self.half()).any())


@dataclass(frozen=True)
class Goal:
    """What to reach with one specimen: `met` is a function of a Look."""
    specimen: str
    met: object
    words: str


@lru_cache(maxsize=64)
def sample(specimen, centre, zoom):
    """The window's origin, and the curve in it: x and y counted from that origin."""
    look = Look(specimen, centre, zoom=zoom, centre=centre)
    x = look.middle()[0] + look.half()[0] * np.linspace(-1, 1, 601)
    with np.errstate(all="ignore"):
        y = np.array(specimen.f(x), float)
        if specimen.ripple:                       # where it turns between two samples, its whole height is filled
            height, turns = (part(x) for part in specimen.ripple)
            y = np.where(turns * (x[1] - x[0]) > 1, height * (-1.0) ** np.arange(len(x)), y)
    return look, x - look.origin()[0], y - look.origin()[1]


# ---- in words --------------------------------------------------------------------------------

def said(v, digits=6):
    """A number for a read-out; "none" where there is none."""
    return number(v, digits) if math.isfinite(v) else "none"


def size(v):
    """The size of an error, two digits: 0.54 or 3e−9."""
    return said(v, 2)


def verdict(look):
    """Measured, exact, error: one sentence."""
    measured, exact = float(look.slopes(look.h)), look.exact()
    if not math.isfinite(exact):
        return f"slope measured {said(measured)}; no exact slope here."
    return f"slope measured {said(measured)}, exact {said(exact)}, error {size(look.error())}."
