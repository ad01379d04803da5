"""A surface, touched at a place by the polynomial that fits it there: its tangent plane, or its paraboloid."""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib.demos.machine import Machine, action
from mathlib.landscapes import Surface
from mathlib.stage import scene as s
from mathlib.stage import solid
from mathlib.stage.stage import Stage
from mathlib.words import number, place

REACH = (0.1, 1.5)
ACROSS = np.linspace(-1, 1, 11)                     # the grid of the patch
LEVEL = 1e-3                                        # less than this counts as no bend at all
FITTED = {1: "the tangent plane", 2: "the paraboloid"}


@dataclass(frozen=True)
class Spot:
    """A place (x, y) on a surface and the polynomial of degree 1 or 2 that fits it there, over `reach` to each side.

    Everything else is computed when first asked for, and kept.
    """
    surface: Surface
    degree: int
    x: float
    y: float
    reach: float

    @cached_property
    def height(self):
        """f here."""
        return float(self.surface.f(self.x, self.y))

    @cached_property
    def gradient(self):
        """∇f here, shape (2,)."""
        return np.asarray(self.surface.gradient(self.x, self.y), float)

    @cached_property
    def hessian(self):
        """The second partial derivatives here, shape (2, 2)."""
        return np.asarray(self.surface.hessian(self.x, self.y), float)

    @cached_property
    def axes(self):
        """The Hessian's eigenvalues, shape (2,) and ascending, and its eigenvectors as columns, shape (2, 2)."""
        return np.linalg.eigh(self.hessian)

    @property
    def bends(self):
        """The curvatures along the eigen-directions, shape (2,), ascending."""
        return self.axes[0]

    @cached_property
    def patch(self):
        """The fitted polynomial over the patch: x and y, shape (11,), and its heights, shape (11, 11)."""
        u, v = self.reach * ACROSS[None, :], self.reach * ACROSS[:, None]
        heights = self.height + self.gradient[0] * u + self.gradient[1] * v
        if self.degree == 2:
            (a, b), (_, c) = self.hessian
            heights = heights + (a * u**2 + 2 * b * u * v + c * v**2) / 2
        return self.x + self.reach * ACROSS, self.y + self.reach * ACROSS, heights

    @cached_property
    def gap(self):
        """The largest distance, up or down, between surface and polynomial over the patch."""
        x, y, heights = self.patch
        return float(np.abs(self.surface.f(x[None, :], y[:, None]) - heights).max())


class Touch(Machine):
    """A place on one of several surfaces. surfaces: {name: Surface}. names: of the two inputs and the height."""

    def __init__(self, surfaces, degree, names=("x", "y", "f")):
        self.surfaces, self.names = dict(surfaces), tuple(names)
        first = next(iter(self.surfaces.values()))
        super().__init__(Spot(first, degree, *map(float, first.start), 0.8))

    @action
    def place(self, *coordinates):
        """Put the point somewhere on the map; outside it, at the nearest place of its edge."""
        radius = self.state.surface.radius
        x, y = (min(max(v, -radius), radius) for v in self.coordinates(coordinates, 2, "That is no place on the map."))
        self._move("place", x=x, y=y)

    @action
    def set_x(self, value):
        """Move in x, y held."""
        self._move("x", x=self._coordinate(value, 0, self.state.x))

    @action
    def set_y(self, value):
        """Move in y, x held."""
        self._move("y", y=self._coordinate(value, 1, self.state.y))

    @action
    def set_reach(self, value):
        """How far the patch goes to each side."""
        self._move("reach", reach=self.number(value, "The reach", *REACH, now=number(self.state.reach)))

    @action
    def choose(self, name):
        """Another surface, at its own start."""
        surface = self.named(name, self.surfaces)
        x, y = map(float, surface.start)
        self._move("", surface=surface, x=x, y=y)

    def _coordinate(self, value, which, now):
        radius = self.state.surface.radius
        return self.number(value, self.names[which], -radius, radius, now=number(now))

    def _move(self, together, **to):
        self.become("", together=together, **to)
        self.said = self.here()

    def here(self):
        spot = self.state
        told = f"curvatures {bends(spot)}" if spot.degree == 2 else f"gradient {place(spot.gradient, 3)}"
        return (f"At {place((spot.x, spot.y), 3)} the height is {number(spot.height, 3)}, {told}; "
                f"{FITTED[spot.degree]} is {number(spot.gap, 2)} off at most.")


def touch(surfaces, degree=1, *, goal="", arrived=lambda spot: False, reached="goal reached", title="",
          names=("x", "y", "f")):
    """A surface with its tangent plane (degree 1) or osculating paraboloid (degree 2) at a dragged place, as a Stage.

    surfaces: {name: landscapes.Surface}; with more than one there is a menu. goal: what to look for, a sentence.
    arrived: Spot -> bool, whether it was found; reached: what the badge says then. names: of the two inputs and the
    height, with their units if they have some.
    """
    if degree not in FITTED:
        raise ValueError(f"degree is 1 for the tangent plane or 2 for the paraboloid, not {degree!r}.")
    machine, radius = Touch(surfaces, degree, names), max(surface.radius for surface in surfaces.values())
    controls = [s.choice("choose", "surface", surfaces)] if len(surfaces) > 1 else []
    controls += [s.slider("set_x", names[0], -radius, radius, keys="jl", step=radius / 60),
                 s.slider("set_y", names[1], -radius, radius, keys="ki", step=radius / 60),
                 s.slider("set_reach", "reach of the patch", *REACH, keys="-+", step=0.05),
                 s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]

    def picture(machine):
        return scene(machine, goal, ("won", reached) if arrived(machine.state) else ("calm", shape(machine.state)))
    return Stage(machine, picture, controls, title=title or f"A surface and {FITTED[degree]}", also=("place",),
                 description=lambda machine: f"{machine.state.surface.text}, with {FITTED[degree]}. {machine.here()}")


def scene(machine, goal="", badge=None):
    """What the surface and its patch look like now."""
    spot = machine.state
    told = [("curvatures", bends(spot))] if spot.degree == 2 else [("its length", number(np.hypot(*spot.gradient), 3))]
    return s.Scene(
        panels=panels(spot.surface, spot.degree, machine.names),
        marks={"surface": in_space(spot), "map": on_the_map(spot)},
        readout=[("place", place((spot.x, spot.y), decimals=2)), ("height", number(spot.height, decimals=3)),
                 ("gradient", place(spot.gradient, decimals=2)), *told,
                 ("largest gap over the patch", number(spot.gap, 2))],
        badge=badge or ("calm", shape(spot)), goal=goal, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_x": spot.x, "set_y": spot.y, "set_reach": spot.reach, "choose": named(machine)},
        disabled=[] if machine.past else ["undo"])


def named(machine):
    """The name of the surface in the menu."""
    return next(name for name, surface in machine.surfaces.items() if surface is machine.state.surface)


def bends(spot):
    """Both curvatures, in words."""
    return " and ".join(number(0.0 if abs(bend) < LEVEL else bend, 3) for bend in spot.bends)


def shape(spot):
    """What the fitted polynomial looks like, in words."""
    if spot.degree == 1:
        return f"the plane climbs {number(np.hypot(*spot.gradient), 3)} per unit at its steepest"
    down, up = spot.bends[0] < -LEVEL, spot.bends[1] > LEVEL
    flat = np.sum(np.abs(spot.bends) <= LEVEL)
    if flat:
        return "the paraboloid is a plane" if flat == 2 else f"the paraboloid is a {'ridge' if down else 'trough'}"
    return f"the paraboloid is a {'saddle' if down and up else 'bowl' if up else 'dome'}"


# ---- the two pictures --------------------------------------------------------------------------

@lru_cache(maxsize=32)
def panels(surface, degree, names):
    """What stays: the surface in its box, and its level curves."""
    window, (low, high) = (-surface.radius, surface.radius), heights_of(surface)
    room = 0.06 * (high - low)
    levels = [float(level) for level in np.linspace(low, high, 13)[1:-1]]
    inked = f"gradient 1:{arrow_scale(surface)}" if degree == 1 else "bent most and least"
    return [
        solid.panel("surface", window, window, (low - room, high + room),
                    [solid.surface(surface.f, window, window, points=29, opacity=0.6)],
                    xlabel=names[0], ylabel=names[1], zlabel=names[2], title=f"the surface and {FITTED[degree]}",
                    elevation=34.0),
        s.panel("map", window, window, [s.contour(surface.f, window, window, levels)], xlabel=names[0],
                ylabel=names[1], title=f"map: drag ({inked})", equal=True, place="place",
                stride=(surface.radius / 24,) * 2)]


@lru_cache(maxsize=32)
def heights_of(surface):
    """The least and the greatest height over the window."""
    x = np.linspace(-surface.radius, surface.radius, 61)
    heights = np.broadcast_to(surface.f(x[None, :], x[:, None]), (61, 61))
    return float(heights.min()), float(heights.max())


@lru_cache(maxsize=32)
def arrow_scale(surface):
    """How many times shorter than in data units the gradient is drawn, so that it stays in the window."""
    x = np.linspace(-surface.radius, surface.radius, 13)
    longest = max(np.hypot(*np.asarray(surface.gradient(a, b), float)) for a in x for b in x)
    return next(scale for k in range(9) for scale in (10**k, 2 * 10**k, 5 * 10**k)
                if longest / scale <= 1.3 * surface.radius)


def in_space(spot):
    """The patch and the place. What of the patch lies far outside the box is left out."""
    low, high = heights_of(spot.surface)
    x, y, heights = spot.patch
    shown = np.abs(heights - (low + high) / 2) < 0.75 * (high - low)
    return [solid.patch(x, y, np.where(shown, heights, np.nan), "gradient" if spot.degree == 1 else "one"),
            solid.point((spot.x, spot.y, spot.height))]


def on_the_map(spot):
    """Where the patch lies, the gradient or the directions bent most and least, and the place."""
    here, r = np.array([spot.x, spot.y]), spot.reach
    around = here + r * np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]])
    if spot.degree == 1:
        told = [s.arrow(here, here + spot.gradient / arrow_scale(spot.surface), "gradient")]
    else:
        told = [*bent(spot, 0, "one"), *bent(spot, 1, "other")]
    return [s.polygon(around, "gradient" if spot.degree == 1 else "one"), *told,
            s.point(spot.x, spot.y, "exact", size=8, drag=True)]


def bent(spot, which, ink):
    """The direction bent least (0) or most (1), through the place, with its curvature at one end."""
    here, arm = np.array([spot.x, spot.y]), spot.reach * spot.axes[1][:, which]
    corner = ("n" if arm[1] > 0 else "s") + ("e" if arm[0] > 0 else "w")
    return [s.segment(here - arm, here + arm, ink, dash=which == 1, width=2.2),
            s.text(*(here + arm), number(spot.bends[which], 2), ink, corner=corner)]
