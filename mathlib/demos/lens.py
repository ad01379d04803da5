"""The state machine of the microscope: where the point is, how strong the lens, which h and which rule.

It knows no pixels on a screen and no widgets.
"""
import math
import re
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from mathlib import numdiff
from mathlib.demos.specimens import TYPED, Specimen, read_specimen

H_RANGE = (1e-16, 1.0)
ZOOM_RANGE = (1.0, 1e15)
NOTCH = 10 ** 0.25          # one press of Zoom in: four presses are a factor of ten
DEEPEST_DIVE = 1e6          # where a dive ends that met no straight line
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


STRAIGHT = Goal("x²", lambda look: look.off_straight() <= 1,
                "Goal: magnify x² until it is within a pixel of a straight line.")
SHARP = Goal("sin x", lambda look: look.central and look.error() < 1e-10,
             "Goal: by central differences, find an h whose error is below 1e−10.")


class Microscope:
    """The state machine: every action leaves a usable look; what cannot be done is said in `problem`.

    specimens: {name: Specimen}. read: a function text -> Specimen for typed formulas, which raises
    ValueError with a sentence.
    """

    def __init__(self, specimens, specimen, x=None, h=0.5, central=False, goal=None, read=read_specimen):
        self.specimens, self.goal, self._read = dict(specimens), goal, read
        first = self.specimens[specimen]
        self._first = Look(first, first.start if x is None else float(x), h=float(h), central=bool(central))
        self.look, self.past, self._last, self.problem, self.said = self._first, [], "", "", ""

    # ---- what the learner does -----------------------------------------------------------
    def place(self, *coordinates):
        """Move the point to a place in the picture, counted from the origin of its axes."""
        try:
            x = self._tidy(float(coordinates[0]) + self.look.origin()[0])
        except (TypeError, ValueError, IndexError, OverflowError):
            return self._refuse("That is not a place in the picture. The point stays where it is.")
        if not math.isfinite(float(self._height(x))):
            return self._refuse(f"f has no value at x = {number(x)}. The point stays at x = {number(self.look.x)}.")
        return self._see("place", x=x)

    def zoom_in(self):
        """A stronger lens, centred on the point."""
        return self._magnify("", self.look.zoom * NOTCH)

    def zoom_out(self):
        """A weaker lens."""
        return self._magnify("", self.look.zoom / NOTCH)

    def dive(self):
        """One notch of a dive, which ends at a straight line or at a million."""
        return self._magnify("dive", self.look.zoom * NOTCH)

    def set_zoom(self, value):
        """The magnification, from a number or from what was typed."""
        zoom = self._number(value, "The magnification", *ZOOM_RANGE, self.look.zoom)
        return zoom and self._magnify("zoom", zoom)

    def set_h(self, value):
        """The step h, from a number or from what was typed."""
        h = self._number(value, "h", *H_RANGE, self.look.h)
        return h and self._see("h", h=h)

    def place_h(self, power, *_):
        """The step h as a power of ten: a place on the error curve."""
        try:
            h = float(f"{10 ** min(0.0, max(-16.0, float(power))):.1e}")
        except (TypeError, ValueError):
            return self._refuse(f"That is not a place on the error curve. h stays {number(self.look.h)}.")
        return self.set_h(h)

    def swap(self):
        """Forward difference or central difference."""
        return self._see("", "Central difference. " if not self.look.central else "Forward difference. ",
                         central=not self.look.central)

    def choose(self, name):
        """Another specimen, by name, also the one typed last; the rule and h stay."""
        if name not in self.specimens:
            return self._refuse("Type a formula in the box beside the menu, then press Enter." if name == TYPED
                                else f"There is no specimen called “{str(name)[:30]}”.")
        specimen = self.specimens[name]
        return self._mount(specimen, specimen.text if name == TYPED else "")

    def type_formula(self, text):
        """A specimen from what the learner typed."""
        try:
            specimen = self._read(str(text))
        except ValueError as error:
            self.look = replace(self.look, formula=str(text)[:300])
            return self._refuse(str(error))
        self.specimens[TYPED] = specimen
        return self._mount(specimen, str(text))

    def undo(self):
        """Back to before the last action; a drag counts as one."""
        self._last = ""
        if not self.past:
            return self._refuse("There is nothing to undo.")
        self.look = self.past.pop()
        return self._tell("Undone. ")

    def reset(self):
        """Everything as at the start; Undo takes this back."""
        self.past.append(self.look)
        self.look, self._last = self._first, ""
        return self._tell("Reset. ")

    # ---- what can be asked ------------------------------------------------------------------
    def reached(self):
        """Whether the goal is reached."""
        return bool(self.goal and self.look.specimen.name == self.goal.specimen and self.goal.met(self.look))

    def dived(self):
        """Whether a dive has nothing left to do."""
        return self.look.off_straight() <= 1 or self.look.zoom >= DEEPEST_DIVE / 1.01

    def badge(self):
        """(tone, words): the goal once it is reached, else how straight the picture is."""
        if self.reached():
            return "good", "goal reached"
        if self.look.grainy():
            return "warn", "the grain of float64: numbers have gaps"
        off = self.look.off_straight()
        if off <= 1:
            return "good", "straight within a pixel"
        if self.look.upright():
            return "calm", "upright: a line without a slope"
        return "calm", f"{off:.0f} px from straight" if off < 1000 else "far from straight"

    # ---- inside ------------------------------------------------------------------------------
    def _height(self, x):
        with np.errstate(all="ignore"):
            return self.look.specimen.f(x)

    def _tidy(self, x):
        """x rounded to what a hand can mean in this window, and exactly at a rough place nearby."""
        width = self.look.width()
        rough = [r for r in self.look.specimen.rough if abs(x - r) < width / 150]
        return rough[0] if rough else round(x, max(0, math.ceil(-math.log10(width / 500))))

    def _number(self, value, name, low, high, now):
        """What was meant as a number within bounds; None and a sentence if it is none."""
        try:
            asked = float(str(value).strip().replace("−", "-").replace(",", "."))
        except ValueError:
            return self._refuse(f"“{str(value)[:20]}” is not a number. {name} stays {number(now)}.")
        if not low <= asked <= high:
            return self._refuse(f"{name} must lie between {number(low)} and {number(high)}. It stays {number(now)}.")
        return asked

    def _magnify(self, kind, zoom):
        zoom = float(f"{min(max(zoom, ZOOM_RANGE[0]), ZOOM_RANGE[1]):.2g}")
        if zoom == self.look.zoom and not kind:
            return self._refuse(f"The magnification is {number(zoom)}: the lens goes no further.")
        return self._see(kind, zoom=zoom, centre=self.look.x)

    def _mount(self, specimen, text):
        return self._see("", f"Now on {specimen.text}. ", specimen=specimen, x=specimen.start, zoom=1.0,
                         centre=specimen.start, formula=text)

    def _see(self, kind, before="", **changes):
        """Change the look; what is done in one go (a drag, a slide) is undone in one go."""
        if not kind or kind != self._last:
            self.past.append(self.look)
        self._last, self.look = kind, replace(self.look, **changes)
        return self._tell(before)

    def _tell(self, before=""):
        look = self.look
        self.problem = "" if math.isfinite(float(look.slopes(look.h))) else (
            f"f has no value at one end of the secant, so that there is no slope for h = {number(look.h)}. "
            "Make h smaller, or move the point.")
        self.said = (f"{before}Point at x = {number(look.x)}, window {number(look.width(), 3)} wide, "
                     f"h = {number(look.h)}: {verdict(look)} {self.badge()[1]}. {self.problem}")

    def _refuse(self, sentence):
        self.problem = self.said = sentence


@lru_cache(maxsize=64)
def sample(specimen, centre, zoom):
    """The window's origin, and the curve in it: x and y counted from that origin."""
    look = Look(specimen, centre, zoom=zoom, centre=centre)
    x = look.middle()[0] + look.half()[0] * np.linspace(-1, 1, 601)
    with np.errstate(all="ignore"):
        y = np.array(specimen.f(x), float)
    return look, x - look.origin()[0], y - look.origin()[1]


# ---- in words --------------------------------------------------------------------------------

def number(v, digits=6):
    """A number for a read-out: so many digits, or a power of ten where those would not show it."""
    if not math.isfinite(v):
        return "none"
    small = v != 0 and not 1e-3 <= abs(v) < 1e6
    return _signs(f"{v:.3g}" if small else f"{v:.{digits}g}")


def size(v):
    """The size of an error, two digits: 0.54 or 3.0e−9."""
    if v == 0 or not math.isfinite(v):
        return "0" if v == 0 else "none"
    return f"{v:.2g}" if 0.01 <= v < 100 else _signs(f"{v:.1e}")


def _signs(text):
    return re.sub(r"e([+-])0*(\d)", lambda m: f"e{'-' if m[1] == '-' else ''}{m[2]}", text).replace("-", "−")


def verdict(look):
    """Measured, exact, error: one sentence."""
    measured, exact = float(look.slopes(look.h)), look.exact()
    if not math.isfinite(exact):
        return f"slope measured {number(measured)}; no exact slope here."
    return f"slope measured {number(measured)}, exact {number(exact)}, error {size(look.error())}."
