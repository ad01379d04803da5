"""Newton's step beside that of gradient descent, from one place on a curve: with the parabola that fits there."""
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib import landscapes
from mathlib.demos.machine import Machine, Refusal, action
from mathlib.optimizers import GradientDescent
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number

LOG_VALLEY = landscapes.Curve(
    "log valley", "ln(1 + w^2)", lambda w: np.log1p(w * w), lambda w: 2 * w / (1 + w * w),
    lambda w: 2 * (1 - w * w) / (1 + w * w) ** 2, window=(-6.0, 6.0), start=0.5,
    note="One valley; beyond 1 and −1 the curve bends down.")
CURVES = {curve.name: curve for curve in (LOG_VALLEY, landscapes.DOUBLE_WELL, landscapes.QUARTIC, landscapes.BOWL)}
FLOOR = 0.5                 # damping makes the parabola bend up by at least this much
HALVINGS = 40
FLAT, STILL = 1e-9, 0.01    # a bend that makes no parabola; a slope that counts as level
FAR = 1e6
GOAL = ("Goal: find a start from which Newton’s first step ends higher than it began. Go back to that start, switch "
        "damping on, and reach a valley floor with Newton’s steps alone.")


@dataclass(frozen=True)
class Step:
    """One step: where it leads, the bend of the parabola that was used, and which share of its step was taken."""
    landing: float
    bend: float
    share: float = 1.0


@dataclass(frozen=True, eq=False)
class Walk:
    """A curve, the places visited (the start first), how each was reached, and the settings.

    climbed: a start from which Newton's first step, undamped, ended higher; nan before one was found.
    """
    ground: landscapes.Curve
    path: tuple
    moves: tuple = ()
    damped: bool = False
    lr: float = 1.0
    climbed: float = math.nan

    @property
    def here(self):
        return self.path[-1]

    @cached_property
    def look(self):
        """Height, slope and bend here."""
        return tuple(float(f(self.here)) for f in (self.ground.f, self.ground.slope, self.ground.bend))

    @cached_property
    def newton(self):
        """Newton's `Step` from here, or None where the parabola is a line."""
        height, slope, bend = self.look
        if not self.damped:
            return Step(self.here - slope / bend, bend) if abs(bend) > FLAT else None
        bend = max(bend, FLOOR)
        shares = (0.5 ** k for k in range(HALVINGS))
        share = next((t for t in shares if self.ground.f(self.here - t * slope / bend) <= height), 0.0)
        return Step(self.here - share * slope / bend, bend, share)

    @cached_property
    def descent(self):
        """Where a step of gradient descent leads."""
        x, _ = GradientDescent(self.lr).step(np.array(self.here), np.array(self.look[1]), (0,))
        return float(x)

    @cached_property
    def level(self):
        """Whether this is a valley floor, as well as the eye can tell."""
        return abs(self.look[1]) < STILL and self.look[2] > 0

    @cached_property
    def arrived(self):
        """Whether the goal is met: uphill from this start without damping, and in the valley with it."""
        return self.path[0] == self.climbed and self.level and set(self.moves) == {"damped"}


class Newton(Machine):
    """A place on a curve, and two rules that walk from it."""

    def __init__(self, curve, start):
        ground = self.named(curve, CURVES)
        start = ground.start if start is None else self.number(start, "The start", *ground.window)
        super().__init__(Walk(ground, (float(start),)))

    @action
    def place(self, *coordinates):
        """A new start on the curve."""
        w, = self.coordinates(coordinates, 1, "That is not a place on the curve. The start stays where it is.")
        low, high = self.state.ground.window
        self._become(path=(round(min(max(w, low), high), 3),), moves=(), together="place")

    @action
    def newton(self):
        """Go to the bottom, or the top, of the parabola that fits here."""
        walk = self.state
        if walk.newton is None:
            raise Refusal("Here f″ is 0: the parabola is a straight line and has no bottom. Newton has no step.")
        uphill = not walk.damped and not walk.moves and walk.ground.f(walk.newton.landing) > walk.look[0] + 1e-9
        self._walk(walk.newton.landing, "damped" if walk.damped else "newton",
                   climbed=walk.here if uphill else walk.climbed)

    @action
    def descend(self):
        """A step of gradient descent."""
        self._walk(self.state.descent, "descent")

    @action
    def back(self):
        """Back to the start of this walk."""
        if not self.state.moves:
            raise Refusal("You stand at the start.")
        self._become(path=self.state.path[:1], moves=())

    @action
    def set_lr(self, value):
        """The learning rate of gradient descent."""
        self._become(lr=self.number(value, "η", 0.01, 10, now=number(self.state.lr)), together="lr")

    @action
    def damp(self):
        """Damping on, or off again."""
        self._become(damped=not self.state.damped)

    @action
    def choose(self, name):
        """Another curve, from its own start."""
        ground = self.named(name, CURVES)
        self._become(ground=ground, path=(ground.start,), moves=(), climbed=math.nan)

    def _walk(self, landing, move, **changes):
        if not abs(landing) < FAR:
            raise Refusal("That step leads beyond a million. The place stays where it is.")
        walk = self.state
        self._become(path=(*walk.path, landing), moves=(*walk.moves, move), **changes)

    def _become(self, together="", **changes):
        self.become("", together=together, **changes)
        self.said = self.here()

    def here(self):
        """The place, what fits there, and where both rules lead."""
        walk = self.state
        height, slope, bend = (number(v, 3) for v in walk.look)
        bottom = "has no step" if walk.newton is None else f"leads to {number(walk.newton.landing, 3)}"
        return (f"At w = {number(walk.here, 3)} the height is {height}, the slope {slope}, f″ {bend}. Newton {bottom}, "
                f"gradient descent leads to {number(walk.descent, 3)}.")


def newton(curve="log valley", start=None):
    """Newton against gradient descent on a curve from CURVES, as a Stage."""
    return Stage(Newton(curve, start), scene, CONTROLS, title="Newton’s step and gradient descent’s", also=("place",),
                 description=lambda machine: f"f = {machine.state.ground.text}. {machine.here()}")


CONTROLS = [s.button("newton", "Newton step", "n"), s.button("descend", "gradient step", "g"),
            s.button("back", "Back to start", "b"), s.toggle("damp", "damping", "d"),
            s.slider("set_lr", "learning rate η", 0.01, 10, log=True, keys=",.", step=0.05),
            s.choice("choose", "curve", CURVES), s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


# ---- in words ------------------------------------------------------------------------------------

def badge(walk):
    """What Newton's next step will do, or that the goal is met."""
    if walk.arrived:
        return "won", "uphill without damping, in the valley with it"
    if walk.newton is None:
        return "warn", "no bend: the parabola is a line"
    if abs(walk.look[1]) < 1e-9:
        return "calm", "level: Newton stays"
    higher = float(walk.ground.f(walk.newton.landing)) > walk.look[0]
    bends = "the parabola opens upward" if walk.newton.bend > 0 else "the parabola opens downward"
    return "warn" if higher else "calm", f"{bends}; Newton’s landing is {'higher' if higher else 'lower'}"


def said(v):
    """A number with three decimals; what has none of them is 0."""
    return number(v if abs(v) >= 5e-4 else 0.0, decimals=3)


def update(walk):
    """Newton's rule with this step's numbers."""
    _, slope, bend = walk.look
    step = walk.newton
    w, f1, f2 = map(said, (walk.here, slope, bend))
    f1, f2 = (f"({v})" if v.startswith("−") else v for v in (f1, f2))
    if step is None:
        return "w_next = w − f′/f″: f″ is 0"
    end = said(step.landing)
    if not walk.damped:
        return f"w_next = w − f′/f″ = {w} − {f1} / {f2} = {end}"
    share = "" if step.share == 1 else f"{number(step.share, 3)} × "
    return f"w_next = w − {share}f′/(f″ + μ) = {w} − {share}{f1} / {said(step.bend)} = {end}"


def trouble(walk):
    """Why something cannot be seen."""
    low, high = walk.ground.window
    return "" if low <= walk.here <= high else (f"w = {number(walk.here, 4)} lies outside the picture. "
                                                "Back to start, or Undo.")


# ---- the scene -----------------------------------------------------------------------------------

def scene(machine):
    """The curve with the parabola and both landings; beside it the heights of the walk."""
    walk = machine.state
    heights = [float(walk.ground.f(w)) for w in walk.path]
    steps = max(6, len(heights))
    return s.Scene(
        panels=panels(walk.ground, steps, _ceiling(walk.ground, max(heights))),
        marks={"curve": on_the_curve(walk), "heights": [s.trail(np.column_stack([range(len(heights)), heights]))]},
        readout=[*zip(("w", "f", "f′", "f″"), map(said, (walk.here, *walk.look)), strict=True),
                 ("steps", str(len(walk.moves)))],
        update=update(walk), badge=badge(walk), goal=GOAL, say=machine.said or machine.here(),
        problem=machine.problem or trouble(walk),
        values={"damp": walk.damped, "set_lr": walk.lr, "choose": walk.ground.name},
        disabled=([] if walk.moves else ["back"]) + ([] if machine.past else ["undo"]))


@lru_cache(maxsize=64)
def panels(ground, steps, ceiling):
    """The curve and the axes of the heights."""
    w = np.linspace(*ground.window, 161)
    low, high = span(ground)
    room = 0.25 * (high - low)
    return [
        s.panel("curve", ground.window, (low - room, high + room), [s.curve(w, ground.f(w))], xlabel="w", ylabel="f(w)",
                title=f"f = {ground.text}", place="place", wide=1.5),
        s.panel("heights", (0, steps), (low - room, ceiling), xlabel="step", ylabel="f", title="height after each step",
                wide=0.8)]


@lru_cache(maxsize=64)
def span(ground):
    """The least and the greatest height in the window."""
    heights = ground.f(np.linspace(*ground.window, 161))
    return float(heights.min()), float(heights.max())


def _ceiling(ground, height):
    """A height above all that were visited, in coarse steps, so that the axis keeps still."""
    low, top = span(ground)
    room = 0.25 * (top - low)
    return top + room if height <= top + room else float(f"{1.5 * height:.1g}")


def on_the_curve(walk):
    """The parabola that fits here, its turning point, and where both rules land."""
    low, high = walk.ground.window
    height, slope, bend = walk.look
    w = np.linspace(low, high, 81)
    used = walk.newton.bend if walk.newton else bend
    fitted = height + slope * (w - walk.here) + used / 2 * (w - walk.here) ** 2
    marks = [s.curve(w, _clipped(fitted, walk.ground), "one", dash=True)]
    marks += [s.trail([(v, float(walk.ground.f(v))) for v in walk.path])] if walk.moves else []
    if walk.newton:
        end, full = walk.newton.landing, walk.here - slope / walk.newton.bend
        turn = height - slope ** 2 / (2 * walk.newton.bend)
        marks += [s.segment((full, turn), (full, float(walk.ground.f(full))), "one"),
                  s.point(full, turn, "one", shape="diamond", size=5),
                  s.point(end, float(walk.ground.f(end)), "one", shape="ring", label="Newton")]
    marks.append(s.point(walk.descent, float(walk.ground.f(walk.descent)), "gradient", shape="ring", label="gradient"))
    return [*marks, s.point(walk.here, height, "exact", size=9, drag=True, along="")]


def _clipped(fitted, ground):
    """The parabola where it is near the picture; nan elsewhere."""
    low, high = span(ground)
    room = 0.4 * (high - low)
    return np.where((fitted > low - room) & (fitted < high + room), fitted, np.nan)
