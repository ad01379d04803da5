"""A surface of two inputs, cut through one place: the surface with both cutting planes, its map, and its two slices."""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib.demos.machine import Machine, action
from mathlib.stage import scene as s
from mathlib.stage import solid
from mathlib.stage.stage import Stage
from mathlib.words import number, place

WINDOWS = {"s": (5.0, 11.0), "n": (3.0, 9.0)}
HEIGHTS = (10.0, 85.0)
HOURS, PORTIONS = (np.linspace(*window, 33) for window in WINDOWS.values())
LEVEL, CLIMBING = 0.5, 4.0          # points per hour that count as level; points per portion that the goal asks for
LEVELS = (20, 35, 50, 65, 75)
GOAL = ("Goal: put the point where the sleep slice is level (slope between −0.5 and 0.5) and the portions slice still "
        "climbs by 4 or more per portion.")


def performance(s, n):
    """P(s, n) in points, of s hours of sleep and n portions of fruit and vegetables a day: a model made up for lesson
    03, 80 − 3(s − 8)² − 2(n − 6)² + 2(s − 8)(n − 6)."""
    return 80 - 3 * (s - 8) ** 2 - 2 * (n - 6) ** 2 + 2 * (s - 8) * (n - 6)


@dataclass(frozen=True)
class Spot:
    """A place (s, n) on the map; height and slopes are computed when first asked for, and kept."""
    s: float
    n: float

    @cached_property
    def height(self):
        """P here, in points."""
        return performance(self.s, self.n)

    @cached_property
    def slopes(self):
        """∂P/∂s in points per hour and ∂P/∂n in points per portion."""
        slopes = -6 * (self.s - 8) + 2 * (self.n - 6), -4 * (self.n - 6) + 2 * (self.s - 8)
        return tuple(round(slope, 4) for slope in slopes)       # a pixel of the hand is coarser

    @cached_property
    def along_s(self):
        """The sleep slice through here: P at each of `HOURS`, n held."""
        return performance(HOURS, self.n)

    @cached_property
    def along_n(self):
        """The portions slice through here: P at each of `PORTIONS`, s held."""
        return performance(self.s, PORTIONS)

    @cached_property
    def arrived(self):
        """Whether the goal is met here."""
        return abs(self.slopes[0]) <= LEVEL + 1e-9 and self.slopes[1] >= CLIMBING - 1e-9


class Cuts(Machine):
    """A place through which the surface is cut twice."""

    def __init__(self, s, n):
        super().__init__(Spot(self.number(s, "Sleep", *WINDOWS["s"]), self.number(n, "Portions", *WINDOWS["n"])))

    @action
    def place(self, *coordinates):
        """Put the point somewhere on the map; outside it, at the nearest place of its edge."""
        values = self.coordinates(coordinates, 2, "That is not a place on the map.")
        inside = [min(max(v, low), high) for v, (low, high) in zip(values, WINDOWS.values(), strict=True)]
        self._move("place", s=inside[0], n=inside[1])

    @action
    def set_s(self, value):
        """Move along the sleep slice, n held."""
        self._move("s", s=self.number(value, "Sleep", *WINDOWS["s"], now=f"{number(self.state.s)} hours"))

    @action
    def set_n(self, value):
        """Move along the portions slice, s held."""
        self._move("n", n=self.number(value, "Portions", *WINDOWS["n"], now=number(self.state.n)))

    def _move(self, together, **to):
        self.become("", together=together, **to)
        self.said = self.here()

    def here(self):
        spot = self.state
        return (f"At {number(spot.s)} hours and {number(spot.n)} portions P is {number(spot.height)}; the slope is "
                f"{number(spot.slopes[0], 3)} points per hour and {number(spot.slopes[1], 3)} points per portion.")


def cuts(s=6.0, n=7.0):
    """The surface P(s, n), cut at a place that is dragged on its map, as a Stage."""
    return Stage(Cuts(s, n), scene, CONTROLS, title="One place, two cuts", also=("place",),
                 description=lambda machine: f"P, cut through one place. {machine.here()}")


CONTROLS = [s.slider("set_s", "sleep s (hours)", *WINDOWS["s"], keys="jl", step=0.05),
            s.slider("set_n", "portions n", *WINDOWS["n"], keys="ki", step=0.05),
            s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def scene(machine):
    """What the cuts look like now."""
    spot = machine.state
    marks = slices(spot)
    return s.Scene(
        panels=panels(), marks={"surface": in_space(spot), "map": on_the_map(spot), **marks},
        readout=[("place", place((spot.s, spot.n), decimals=2)), ("P", number(spot.height, decimals=2)),
                 ("slope in s, points per hour", number(spot.slopes[0], decimals=2)),
                 ("slope in n, points per portion", number(spot.slopes[1], decimals=2))],
        badge=badge(spot), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_s": spot.s, "set_n": spot.n}, disabled=[] if machine.past else ["undo"])


def badge(spot):
    """What the two slopes say of a small step, in words."""
    if spot.arrived:
        return "won", "the sleep slice is level here, or nearly, and portions still help"
    told = [f"more {name} {'helps' if slope > LEVEL else 'hurts' if slope < -LEVEL else 'changes little'}"
            for name, slope in zip(("sleep", "fruit and vegetables"), spot.slopes, strict=True)]
    return "calm", ", ".join(told)


# ---- the four pictures -------------------------------------------------------------------------

@lru_cache(maxsize=1)
def panels():
    """What stays: the surface, its level curves, the axes of the slices."""
    hours, portions = WINDOWS.values()
    named = [s.text(8 + down, 6 - down, str(level), "quiet")       # on the way to a corner P is 80 − 7·down²
             for level in LEVELS[1:] for down in [((80 - level) / 7) ** 0.5]]
    return [
        solid.panel("surface", hours, portions, HEIGHTS, [solid.surface(performance, hours, portions, points=25)],
                    xlabel="s", ylabel="n", zlabel="P", title="the surface, cut twice", azimuth=-115.0,
                    elevation=34.0, wide=0.95),
        s.panel("map", hours, portions, [s.contour(performance, hours, portions, LEVELS), *named],
                xlabel="sleep s (hours)", ylabel="portions n", title="its map: drag", equal=True, place="place",
                stride=(0.25, 0.25), wide=1.1),
        s.panel("along s", hours, HEIGHTS, xlabel="sleep s (hours)", ylabel="P (points)", title="sleep slice",
                wide=0.95),
        s.panel("along n", portions, HEIGHTS, xlabel="portions n", ylabel="P (points)", title="portions slice",
                wide=0.95)]


def in_space(spot):
    """The two cutting planes, the slices that they cut, and the place, on the surface."""
    (left, right), (near, far), (low, high) = *WINDOWS.values(), HEIGHTS
    return [
        solid.sheet([(left, spot.n, low), (right, spot.n, low), (right, spot.n, high), (left, spot.n, high)], "one"),
        solid.sheet([(spot.s, near, low), (spot.s, far, low), (spot.s, far, high), (spot.s, near, high)], "other"),
        solid.curve(np.column_stack([HOURS, 0 * HOURS + spot.n, spot.along_s]), "one", width=3),
        solid.curve(np.column_stack([0 * PORTIONS + spot.s, PORTIONS, spot.along_n]), "other", width=3),
        solid.point((spot.s, spot.n, spot.height))]


def on_the_map(spot):
    """Where the planes stand, seen from above, and the place."""
    (left, right), (near, far) = WINDOWS.values()
    return [s.segment((left, spot.n), (right, spot.n), "one", dash=False, width=2.2),
            s.segment((spot.s, near), (spot.s, far), "other", width=2.2),
            s.point(spot.s, spot.n, "exact", size=8, drag=True)]


def slices(spot):
    """Each slice with its tangent at the place: {panel: marks}."""
    return {
        "along s": [s.curve(HOURS, spot.along_s, "one"), s.tangent(spot.s, spot.height, spot.slopes[0]),
                    s.point(spot.s, spot.height, "exact"),
                    s.text(5.2, 15, f"n = {number(spot.n, 3)}", "one")],
        "along n": [s.curve(PORTIONS, spot.along_n, "other", dash=True),
                    s.tangent(spot.n, spot.height, spot.slopes[1]), s.point(spot.n, spot.height, "exact"),
                    s.text(3.2, 15, f"s = {number(spot.s, 3)}", "other")]}
