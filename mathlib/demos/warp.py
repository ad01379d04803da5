"""A map of the plane, near a point: a small square, its image, and the parallelogram of the two columns of J."""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib.demos import ripple
from mathlib.demos.machine import Machine, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number, place

SIZES = (0.1, 3.0)                  # side of the square, in cells of the grid
_T = np.linspace(0, 1, 25)[:-1]
SQUARE = np.concatenate([[_T, 0 * _T], [1 + 0 * _T, _T], [1 - _T, 1 + 0 * _T], [0 * _T, 1 - _T]],
                        axis=1)     # once round the unit square, against the clock


@dataclass(frozen=True, eq=False)
class Map:
    """(x, y) ↦ f(x, y), two arrays to two; `columns` are those of its Jacobian. Windows and cells are in data units.

    won: a function of a Place: what is said once the goal is reached, or "".
    """
    text: str
    f: object
    columns: object
    windows: tuple
    image: tuple
    cell: float
    start: tuple
    goal: str
    won: object
    names: tuple = ("x", "y", "first output", "second output")
    units: tuple = ("", "")


def _ride(speed, wind):
    _, power, reach, _ = ripple.ride((speed, 100.0, wind))
    return power, reach


def _ride_columns(speed, wind):
    J = ripple.ride_jacobian((speed, 100.0, wind))
    return J[1:3, 0], J[1:3, 2]


MAPS = {
    "shear": Map("(x, y) ↦ (x + y, y)", lambda x, y: (x + y, y), lambda x, y: ((1, 0), (1, 1)),
                 ((-2, 2), (-2, 2)), ((-4, 4), (-3, 3)), 0.5, (-0.5, 0.0),
                 "Goal: make the square as large as it gets. Does the parallelogram still fit?",
                 lambda at: "a linear map: the parallelogram is the image, at any size" if at.size >= 2.95 else ""),
    "polar": Map("(r, θ) ↦ (r cos θ, r sin θ)", lambda r, t: (r * np.cos(t), r * np.sin(t)),
                 lambda r, t: ((np.cos(t), np.sin(t)), (-r * np.sin(t), r * np.cos(t))),
                 ((0, 3), (0, 3)), ((-3.2, 3.2), (-0.8, 4.0)), 0.5, (1.5, 0.5),
                 "Goal: an image with half the area of its square, or less. Move the square, and size it.",
                 lambda at: f"the image has {number(at.area, 2)} times its square's area" if at.area <= 0.5 else "",
                 ("r (m)", "θ (rad)", "x (m)", "y (m)"), (" (m per m)", " (m per rad)")),
    "squaring": Map("(x, y) ↦ (x² − y², 2xy)", lambda x, y: (x * x - y * y, 2 * x * y),
                    lambda x, y: ((2 * x, 2 * y), (-2 * y, 2 * x)),
                    ((-1.5, 1.5), (-1.5, 1.5)), ((-3, 3), (-3, 3)), 0.25, (0.75, 0.5),
                    "Goal: an image as large as its square (0.9 to 1.1 times the area).",
                    lambda at: "the image is as large as its square, to within a tenth" if
                    abs(at.area - 1) <= 0.1 + 1e-9 else ""),
    "fold": Map("(x, y) ↦ (x + 0.4y, y²/2)", lambda x, y: (x + 0.4 * y, y * y / 2), lambda x, y: ((1, 0), (0.4, y)),
                ((-2, 2), (-2, 2)), ((-3, 3), (-1.5, 2.5)), 0.5, (-0.5, 0.75),
                "Goal: put the whole square where the map turns it over (determinant −0.5 or less at its corner).",
                lambda at: "turned over: the way round the image is with the clock" if
                at.det <= -0.5 + 1e-9 and at.y + at.side <= 1e-9 else ""),
    "ride": Map("(speed, headwind) ↦ (power, range), 100 kg", _ride, _ride_columns,
                ((10, 30), (0, 20)), ((40, 740), (15, 90)), 2.0, (20.0, 10.0),
                "Goal: find a corner where speed costs less than 1 km of range per km/h (column 1).",
                lambda at: f"{number(-at.columns[0][1], 3)} km per km/h at the corner, and only "
                f"{number(at.end[1], 3)} km of range" if abs(at.columns[0][1]) < 1 else "",
                ("speed (km/h)", "headwind (km/h)", "power (W)", "range (km)"), (" (W, km per km/h)",) * 2),
}


@dataclass(frozen=True)
class Place:
    """A map, the lower left corner of a square, and its side in cells; what follows is computed when first asked."""
    map: str
    x: float
    y: float
    size: float = 2.0

    @cached_property
    def side(self):
        """Of the square, in data units."""
        return self.size * MAPS[self.map].cell

    @cached_property
    def end(self):
        """Where the map sends the corner."""
        return tuple(float(v) for v in MAPS[self.map].f(self.x, self.y))

    @cached_property
    def columns(self):
        """The columns of J, two pairs: where a unit arrow across and a unit arrow up go, to first order."""
        return tuple(tuple(round(float(v), 9) for v in column) for column in MAPS[self.map].columns(self.x, self.y))

    @cached_property
    def det(self):
        """ad − bc: the area of the parallelogram over that of the square, negative where it is turned over."""
        (a, c), (b, d) = self.columns
        return round(a * d - b * c, 9)

    @cached_property
    def folded(self):
        """Whether one part of the square is turned over and another is not: its determinants have both signs."""
        corners = [Place(self.map, self.x + i * self.side, self.y + j * self.side).det for i in (0, 1) for j in (0, 1)]
        return min(corners) < 0 < max(corners)

    @cached_property
    def around(self):
        """The image of the square's edge, (2, n), once round."""
        return np.array(MAPS[self.map].f(self.x + self.side * SQUARE[0], self.y + self.side * SQUARE[1]), float)

    @cached_property
    def area(self):
        """The image's own area over the square's, with its sign: half the sum of x dy − y dx once round."""
        u, v = self.around - np.array(self.end)[:, None]
        return float(np.sum(u * np.roll(v, -1) - v * np.roll(u, -1)) / 2 / self.side ** 2)


class Warp(Machine):
    """A place on the input plane of a map."""

    def __init__(self, name):
        super().__init__(Place(name, *self.named(name, MAPS).start))

    @action
    def place(self, *coordinates):
        """Put the square somewhere; outside the plane shown, at the nearest place of its edge."""
        values = self.coordinates(coordinates, 2, "That is not a place on the input plane.")
        windows = MAPS[self.state.map].windows
        x, y = (min(max(v, low), high) for v, (low, high) in zip(values, windows, strict=True))
        self._move("place", x=round(x, 9), y=round(y, 9))

    @action
    def set_size(self, value):
        """Make the square larger or smaller."""
        now = number(self.state.size)
        self._move("size", size=self.number(value, "The side of the square", *SIZES, now))

    @action
    def choose(self, name):
        """Another map, from its own start."""
        x, y = self.named(name, MAPS).start
        self._move("", map=name, x=x, y=y)

    def _move(self, together, **to):
        self.become("", together=together, **to)
        self.said = self.here()

    def here(self):
        at = self.state
        first, second = at.columns
        return (f"At {place((at.x, at.y), 3)} the columns are {place(first, 3)} and {place(second, 3)}, "
                f"the determinant is {number(at.det, 3)}; the image has {number(at.area, 3)} times the area.")


def warp(name="polar"):
    """A grid and its image under a map, with a square that is dragged, as a Stage."""
    return Stage(Warp(name), scene, CONTROLS, title="Where a small square goes", also=("place",),
                 description=lambda machine: f"The map {MAPS[machine.state.map].text}. {machine.here()}")


CONTROLS = [s.choice("choose", "map", list(MAPS)), s.slider("set_size", "side (cells)", *SIZES, keys="jk", step=0.05),
            s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def scene(machine):
    """What the map does to the square now."""
    at, kind = machine.state, MAPS[machine.state.map]
    first, second = at.columns
    return s.Scene(
        panels=panels(at.map), marks={"in": square_in(at), "out": square_out(at)},
        readout=[("place", place((at.x, at.y), decimals=2)),
                 (f"column 1{kind.units[0]}", place(first, decimals=2)),
                 (f"column 2{kind.units[1]}", place(second, decimals=2)),
                 ("det J", number(at.det, decimals=2)), ("signed area, image : square", number(at.area, decimals=2))],
        badge=badge(at), goal=kind.goal, say=machine.said or machine.here(), problem=machine.problem,
        values={"choose": at.map, "set_size": at.size}, disabled=[] if machine.past else ["undo"])


def badge(at):
    """What the determinant says, in words; the goal of the map, once reached."""
    if told := MAPS[at.map].won(at):
        return "won", told
    if at.det == 0:
        return "warn", "flat at the corner: the two columns are parallel, and J has no inverse"
    if at.folded:
        return "calm", "folded: a part of the square is turned over"
    return "calm", "turned over" if at.det < 0 else "not turned over"


# ---- the two pictures ----------------------------------------------------------------------------

@lru_cache(maxsize=len(MAPS))
def panels(name):
    """What stays: the grid of the input plane, and its image; lines along arrow 1 solid, along arrow 2 dashed."""
    kind = MAPS[name]
    equal = name != "ride"
    (left, right), (low, high) = kind.windows
    across, up = np.linspace(left, right, 49), np.linspace(low, high, 49)
    lines = [(across, 0 * across + y, "one") for y in np.arange(low, high + 1e-9, kind.cell)]
    lines += [(0 * up + x, up, "other") for x in np.arange(left, right + 1e-9, kind.cell)]
    before = [s.curve(x[[0, -1]], y[[0, -1]], ink, dash=ink == "other", width=0.8) for x, y, ink in lines]
    after = [s.curve(*np.broadcast_arrays(*kind.f(x, y)), ink, dash=ink == "other", width=0.8) for x, y, ink in lines]
    return [s.panel("in", *kind.windows, before, xlabel=kind.names[0], ylabel=kind.names[1], title="inputs: drag",
                    equal=equal, place="place", stride=(kind.cell / 2, kind.cell / 2)),
            s.panel("out", *kind.image, after, xlabel=kind.names[2], ylabel=kind.names[3], title=kind.text, equal=equal,
                    wide=1.25)]


def square_in(at):
    """The square with its two arrows, and the handle at its corner."""
    x, y, h = at.x, at.y, at.side
    return [s.polygon([(x, y), (x + h, y), (x + h, y + h), (x, y + h)], "exact"),
            s.arrow((x, y), (x + h, y), "one", label="1"), s.arrow((x, y), (x, y + h), "other", label="2"),
            s.point(x, y, "exact", size=7, drag=True)]


def square_out(at):
    """The image of the square, and the parallelogram of the two columns, as long as the square's sides."""
    u, v = at.end
    (a, c), (b, d) = (tuple(at.side * v for v in column) for column in at.columns)
    x, y = np.array([(u, v), (u + a, v + c), (u + a + b, v + c + d), (u + b, v + d), (u, v)]).T
    return [s.polygon(at.around.T, "exact"), s.curve(x, y, "gradient", dash=True, width=2),
            s.arrow((u, v), (u + a, v + c), "one", label="1"), s.arrow((u, v), (u + b, v + d), "other", label="2"),
            s.point(u, v, "exact", size=5)]
