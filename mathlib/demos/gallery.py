"""The smallest demonstrations of what the stage can draw: for authors, to copy from.

notebooks/teaching/stage_gallery.ipynb shows them.
"""
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mathlib import datasets, landscapes
from mathlib.demos.machine import Machine, action
from mathlib.stage import scene as s
from mathlib.stage import solid
from mathlib.stage.stage import Stage
from mathlib.words import number, place


@dataclass(frozen=True)
class Spot:
    """A place on a panel."""
    x: float
    y: float


class Pointer(Machine):
    """A machine whose only state is a place, within limits."""

    def __init__(self, x, y, xlim, ylim, whole=False):
        super().__init__(Spot(x, y))
        self._limits, self._whole = (xlim, ylim), whole

    @action
    def place(self, *coordinates):
        """Put it somewhere."""
        where = self.coordinates(coordinates, 2, "That is not a place in the picture.")
        x, y = (min(max(v, low), high) for v, (low, high) in zip(where, self._limits))
        if self._whole:
            x, y = round(x), round(y)
        self.become("", together="place", x=x, y=y)
        self.said = self.here()

    def here(self):
        return f"At {place((self.state.x, self.state.y), 3)}."


BUTTONS = [s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


# ---- image: pick a square ------------------------------------------------------------------

def pick_pixel(number_of_picture=7):
    """A handwritten digit as an `image`: click a square or walk with the arrow keys, and read its ink."""
    image = datasets.digits()[0][number_of_picture]
    return Stage(Pointer(3, 3, (0, 7), (0, 7), whole=True), lambda machine: _pixel_scene(machine, image), BUTTONS,
                 title="A picture is numbers", also=("place",),
                 description=lambda machine: _pixel_words(machine, image))


def _pixel_scene(machine, image):
    x, y = machine.state.x, machine.state.y
    square = [(x - 0.5, y - 0.5), (x + 0.5, y - 0.5), (x + 0.5, y + 0.5), (x - 0.5, y + 0.5), (x - 0.5, y - 0.5)]
    return s.Scene(
        panels=[s.panel("digit", (-0.5, 7.5), (7.5, -0.5), [s.image(image)], xlabel="column", ylabel="row", equal=True,
                        place="place", stride=(1, 1))],
        marks={"digit": [s.polygon(square, "gradient", filled=False), s.point(x, y, "gradient", size=3, drag="alone")]},
        readout=[("row", str(y)), ("column", str(x)), ("ink", number(image[y, x]))],
        say=f"Row {y}, column {x}: ink {number(image[y, x])}.", problem=machine.problem,
        disabled=[] if machine.past else ["undo"])


def _pixel_words(machine, image):
    x, y = machine.state.x, machine.state.y
    return f"A digit of 8 × 8 squares. At row {y}, column {x} the ink is {number(image[y, x])}."


# ---- field: many arrows ----------------------------------------------------------------------

def gradient_field(surface="curved valley"):
    """Gradients of a surface as a `field` over its level curves, and the one at a place of your choice."""
    ground = landscapes.SURFACES[surface]
    window = (-ground.radius, ground.radius)
    return Stage(Pointer(*ground.start, window, window), lambda machine: _field_scene(machine, ground), BUTTONS,
                 title="A field of gradients", also=("place",),
                 description=lambda machine: f"Arrows over f = {ground.text}. {_field_words(machine, ground)}")


@lru_cache
def _field_panel(ground):
    window = (-ground.radius, ground.radius)
    x, y = np.meshgrid(*2 * [np.linspace(*window, 13)])
    slopes = np.array([[ground.gradient(a, b) for a, b in zip(*row)] for row in zip(x, y)])
    size = np.hypot(*np.moveaxis(slopes, 2, 0))
    u, v = np.moveaxis(slopes, 2, 0) / (1 + size) * 0.5          # long ones shortened, so that none covers the others
    heights = ground.f(x, y)
    levels = heights.min() + np.ptp(heights) * np.linspace(0.02, 0.9, 9) ** 2
    return s.panel("map", window, window, [s.contour(ground.f, window, window, levels), s.field(x, y, u, v, "quiet")],
                   xlabel="x", ylabel="y", title=f"f = {ground.text}", equal=True, place="place")


def _field_scene(machine, ground):
    here = np.array([machine.state.x, machine.state.y])
    slope = ground.gradient(*here)
    tip = here + 0.5 * slope / (1 + np.hypot(*slope)) * 2
    return s.Scene(panels=[_field_panel(ground)],
                   marks={"map": [s.arrow(here, tip), s.point(*here, "exact", size=8, drag=True)]},
                   readout=[("place", place(here, decimals=2)), ("gradient", place(slope, decimals=2))],
                   say=_field_words(machine, ground), problem=machine.problem,
                   disabled=[] if machine.past else ["undo"])


def _field_words(machine, ground):
    here = machine.state.x, machine.state.y
    return f"At {place(here, 3)} the gradient is {place(ground.gradient(*here), 3)}."


# ---- a solid surface with cutting planes and a tangent plane ----------------------------------

def cut_surface(surface="round bowl"):
    """A surface to be turned, cut by two planes through a point that is dragged on the map beside it."""
    ground = landscapes.SURFACES[surface]
    window = (-ground.radius, ground.radius)
    return Stage(Pointer(1.0, 0.5, window, window), lambda machine: _cut_scene(machine, ground), BUTTONS,
                 title="Two cuts through a surface", also=("place",),
                 description=lambda machine: f"The surface f = {ground.text}. {_cut_words(machine, ground)}")


@lru_cache
def _cut_panels(ground):
    window = (-ground.radius, ground.radius)
    x = np.linspace(*window, 33)
    heights = ground.f(x[None, :], x[:, None])
    low, high = float(heights.min()), float(heights.max())
    levels = low + (high - low) * np.linspace(0, 1, 11)[1:-1] ** 2
    return low, high, [
        solid.panel("solid", window, window, (low, high), [solid.surface(ground.f, window, window)], zlabel="f",
                    title=f"f = {ground.text}"),
        s.panel("map", window, window, [s.contour(ground.f, window, window, levels)], xlabel="x", ylabel="y",
                title="drag the point", equal=True, place="place", wide=0.8)]


def _cut_scene(machine, ground):
    x, y = machine.state.x, machine.state.y
    low, high, panels = _cut_panels(ground)
    r, t = ground.radius, np.linspace(-ground.radius, ground.radius, 41)
    height, slope = float(ground.f(x, y)), ground.gradient(x, y)
    return s.Scene(
        panels=panels,
        marks={"solid": [
            solid.sheet([(-r, y, low), (r, y, low), (r, y, high), (-r, y, high)], "one"),
            solid.sheet([(x, -r, low), (x, r, low), (x, r, high), (x, -r, high)], "other"),
            solid.tangent_sheet((x, y, height), slope, 0.8),
            solid.curve(np.column_stack([t, 0 * t + y, ground.f(t, y)]), "one"),
            solid.curve(np.column_stack([0 * t + x, t, ground.f(x, t)]), "other"),
            solid.point((x, y, height), label="here")],
            "map": [s.segment((-r, y), (r, y), "one"), s.segment((x, -r), (x, r), "other"),
                    s.point(x, y, "exact", size=8, drag=True)]},
        readout=[("place", place((x, y), decimals=2)), ("height", number(height, decimals=2)),
                 ("slope along x", number(slope[0], decimals=2)), ("slope along y", number(slope[1], decimals=2))],
        say=_cut_words(machine, ground), problem=machine.problem, disabled=[] if machine.past else ["undo"])


def _cut_words(machine, ground):
    x, y = machine.state.x, machine.state.y
    slope = ground.gradient(x, y)
    return (f"At {place((x, y), 3)} the height is {number(ground.f(x, y), 3)}; "
            f"the slope is {number(slope[0], 3)} along x and {number(slope[1], 3)} along y.")


# ---- training: any loop ----------------------------------------------------------------------

def line_fit(steps=400, lr=0.1):
    """Steps of gradient descent on a line through the penguins: flipper length to body mass, both standardised."""
    table = datasets.penguins()
    x, y = ((v - v.mean()) / v.std() for v in (table.x[:, 2], table.y))
    m = b = 0.0
    for _ in range(steps):
        r = m * x + b - y
        m, b = m - lr * 2 * np.mean(r * x), b - lr * 2 * np.mean(r)
        yield {"loss": float(np.mean(r * r)), "slope m": float(m)}
