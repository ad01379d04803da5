"""A tilted quadratic on its level curves, and a pair of axes that is turned by hand until the cross term is gone."""
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib.demos.machine import Machine, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number

REACH = 2.0                 # the window of the map, to each side of the origin
CIRCLE = 1.6                # where the handle of the axes runs
GONE = 0.1                  # a cross term of this size counts as gone: half a degree away from it, or more
LEVELS = (-8, -4, -2, -1, -0.25, 0.25, 1, 2, 4, 8)
FORMS = {                   # a, b, c of ½(a x² + 2b xy + c y²)
    "tilted bowl": (5.0, 2.0, 2.0), "tilted saddle": (0.4, 2.8, 4.6), "trough": (1.0, 2.0, 4.0),
    "dome": (-2.0, -1.0, -2.0)}
TURNED = ("x′", "y′")        # the names of the turned axes
GOAL = "Goal: turn the axes until the cross term is gone (b′ between −0.1 and 0.1)."


@dataclass(frozen=True)
class Turned:
    """A form by name, the angle of the axes in degrees, and the angles at which they have stood so far."""
    form: str
    angle: float = 0.0
    seen: tuple = (0.0,)

    @cached_property
    def hessian(self):
        """The Hessian [[a, b], [b, c]] in the axes of the map."""
        a, b, c = FORMS[self.form]
        return np.array([[a, b], [b, c]])

    def axes(self, angle=None):
        """The unit vectors along both turned axes, as the columns of a matrix; angle: degrees, or many of them."""
        t = np.radians(self.angle if angle is None else angle)
        return np.array([[np.cos(t), -np.sin(t)], [np.sin(t), np.cos(t)]])

    def numbers_at(self, angle):
        """a′, b′, c′ in axes turned by `angle` degrees, a number or an array."""
        u, v = np.moveaxis(self.axes(angle), 1, 0)
        return (_between(self.hessian, u, u), _between(self.hessian, u, v), _between(self.hessian, v, v))

    @cached_property
    def now(self):
        """a′, b′, c′ in the axes as they stand."""
        return tuple(float(v) for v in self.numbers_at(self.angle))

    @cached_property
    def arrived(self):
        """Whether the cross term is gone."""
        return abs(self.now[1]) <= GONE


def _between(H, u, v):
    """uᵀHv, for two vectors or for two arrays of them, one in each column."""
    return np.einsum("i...,ij,j...->...", u, H, v)


class Turn(Machine):
    """A form and a pair of axes; both are chosen."""

    def __init__(self, form):
        super().__init__(Turned(self._form(form)))

    @action
    def place(self, *coordinates):
        """The handle of the first axis was dragged to a place on the map."""
        x, y = self.coordinates(coordinates, 2, "That is not a place on the map.")
        if math.hypot(x, y) > 1e-9:
            self._turn_to(math.degrees(math.atan2(y, x)))

    @action
    def along(self, *coordinates):
        """The angle was chosen on the axis of angles."""
        angle, = self.coordinates(coordinates, 1, "That is not an angle.")
        self._turn_to(min(max(angle, -90.0), 90.0))

    @action
    def set_angle(self, value):
        """The angle was typed, or set by the slider."""
        self._turn_to(self.number(value, "The angle", -90, 90, now=f"{number(self.state.angle)}°"))

    @action
    def choose(self, form):
        """Another form; the axes stand straight again."""
        self.become("", form=self._form(form), angle=0.0, seen=(0.0,))
        self.said = self.here()

    def _form(self, form):
        self.named(form, FORMS)
        return form

    def _turn_to(self, angle):
        angle = float(round((angle + 90) % 180 - 90 if abs(angle) > 90 else angle, 1))  # an axis has two ends
        seen = tuple(sorted({*self.state.seen, angle}))
        self.become("", together="turn", angle=angle, seen=seen)
        self.said = self.here()

    def here(self):
        """The axes and the three numbers, in a sentence."""
        a, b, c = (number(v, 3) for v in self.state.now)
        return (f"Axes turned by {number(self.state.angle)}°: it bends by {a} along the first axis and by {c} along "
                f"the second; the cross term b′ is {b}.")


def turn(form="tilted bowl"):
    """A quadratic form from FORMS with axes to turn, as a Stage."""
    return Stage(Turn(form), scene, CONTROLS, title="Turn the axes", also=("place", "along"),
                 description=lambda machine: f"Level curves of {formula(FORMS[machine.state.form])}. {machine.here()}")


CONTROLS = [s.slider("set_angle", "angle (degrees)", -90, 90, keys=",.", step=1),
            s.choice("choose", "surface", FORMS), s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


# ---- in words ------------------------------------------------------------------------------------

def formula(numbers, names="xy", decimals=None):
    """½(a x² + 2b xy + c y²) with numbers: ½(5x² + 4xy + 2y²)."""
    (a, b, c), (x, y), one = numbers, names, decimals is None
    terms = [(a, f"{x}²"), (2 * b, f"{x}{y}"), (c, f"{y}²")]
    if one:
        terms = [(v, name) for v, name in terms if v]
    told = "".join(f" {'−' if v < 0 else '+'} {'' if one and abs(v) == 1 else number(abs(v), decimals=decimals)}{name}"
                   for v, name in terms)
    return f"½({told[3:] if told.startswith(' + ') else '−' + told[3:]})"


def badge(turned):
    """What the three numbers say."""
    a, b, c = turned.now
    if not turned.arrived:
        return "calm", "the two axes still share a term"
    low, high = sorted((a, c))
    flat = abs(low) < 0.02 or abs(high) < 0.02
    kind = ("a trough: level along one axis" if flat else "a bowl: both bend up" if low > 0 else
            "a dome: both bend down" if high < 0 else "a saddle: one bends up, one down")
    return "won", f"the cross term is gone, and what is left is {kind}"


# ---- the scene -----------------------------------------------------------------------------------

def scene(machine):
    """What map, bars and record look like now."""
    turned = machine.state
    a, b, c = turned.now
    update = f"Q = {formula(turned.now, TURNED, 2)}"
    return s.Scene(
        panels=panels(turned.form), marks={"map": on_the_map(turned), "now": in_bars(turned), "so far": record(turned)},
        readout=[("angle", f"{number(turned.angle, decimals=1)}°"), ("a′ along x′", number(a, decimals=2)),
                 ("b′ cross term", number(b, decimals=2)), ("c′ along y′", number(c, decimals=2))],
        update=update, badge=badge(turned), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_angle": turned.angle, "choose": turned.form}, disabled=[] if machine.past else ["undo"])


@lru_cache(maxsize=len(FORMS))
def panels(form):
    """What stays for one form: its level curves, and the axes of the three numbers."""
    a, b, c = FORMS[form]
    window = (-REACH, REACH)
    angle = np.linspace(0, 2 * np.pi, 73)
    circle = s.curve(CIRCLE * np.cos(angle), CIRCLE * np.sin(angle), "quiet", dash=True, width=1.2)
    ground = s.contour(lambda x, y: (a * x * x + 2 * b * x * y + c * y * y) / 2, window, window, LEVELS)
    bends = np.linalg.eigvalsh([[a, b], [b, c]])
    half = np.ptp(bends) / 2
    height = (min(bends[0], -half, 0) - 0.5, max(bends[1], half, 0) + 0.5)
    return [
        s.panel("map", window, window, [ground, circle], xlabel="x", ylabel="y", equal=True, place="place",
                title=f"Q = {formula(FORMS[form])}", stride=(0.1, 0.1), wide=1.1),
        s.panel("now", (-0.6, 2.6), height, [s.segment((-0.6, 0), (2.6, 0), "quiet", dash=False)],
                names=("a′", "b′", "c′"), ylabel="per unit²", title="in the turned axes", wide=0.7),
        s.panel("so far", (-95, 95), height, [s.segment((-95, 0), (95, 0), "quiet", dash=False)],
                xlabel="angle (degrees)", ylabel="a′, b′, c′", title="what you have seen", place="along",
                stride=(1, 0.1))]


def on_the_map(turned):
    """Both axes through the origin, and the handle on the circle."""
    u, v = turned.axes().T
    return [s.segment(-2.8 * u, 2.8 * u, "one", dash=False, width=2.2),
            s.segment(-2.8 * v, 2.8 * v, "other", width=2.2),
            s.text(*(0.95 * CIRCLE * v), "y′", "other"),
            s.point(*(CIRCLE * u), "one", size=8, drag=True, label="x′")]


def in_bars(turned):
    """Three bars: along x′, the cross term, along y′."""
    return [s.bars([k], [v], ink, width=0.6)
            for k, (v, ink) in enumerate(zip(turned.now, ("one", "gradient", "other"), strict=True))]


def record(turned):
    """The three numbers at every angle where the axes have stood, and now."""
    a, b, c = turned.numbers_at(np.array(turned.seen))
    now = [s.point(turned.angle, turned.now[0], "one", size=4), s.point(turned.angle, turned.now[2], "other", size=4),
           s.point(turned.angle, turned.now[1], "gradient", size=7, drag=True, label="b′")]
    return [*(s.trail(np.column_stack([turned.seen, values]), ink)
              for values, ink in ((a, "one"), (c, "other"), (b, "gradient"))), *now]
