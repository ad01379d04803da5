"""The state machine of the microscope: where the point is, how strong the lens, which h and which rule.

It knows no pixels on a screen and no widgets.
"""
import math

import numpy as np

from mathlib.demos.machine import Machine, Refusal, action
from mathlib.demos.zoom.look import PIXELS, Goal, Look, said, verdict
from mathlib.demos.zoom.specimens import TYPED, read_specimen

H_RANGE = (1e-16, 1.0)
ZOOM_RANGE = (1.0, 1e15)
NOTCH = 10 ** 0.25          # one press of Zoom in: four presses are a factor of ten
DEEPEST_DIVE = 1e6          # where a dive ends that met no straight line

CLOSE = Goal("x²", lambda look: look.error() < 1e-3,
             "Goal: at x = 1, make h so small that the secant has the tangent's slope to within 0.001.")
SHARP = Goal("sin x", lambda look: look.central and look.error() < 1e-10,
             "Goal: by central differences, find an h whose error is below 1e−10.")


class Microscope(Machine):
    """The state machine; its state is a Look.

    specimens: {name: Specimen}. read: a function text -> Specimen for typed formulas, which raises
    ValueError with a sentence.
    """

    def __init__(self, specimens, specimen, x=None, h=0.5, central=False, goal=None, read=read_specimen):
        self.specimens, self.goal, self._read = dict(specimens), goal, read
        first = self.named(specimen, self.specimens)
        h = self.number(h, "h", *H_RANGE)
        x = first.start if x is None else self.number(x, "x", -1e6, 1e6)
        super().__init__(Look(first, x, h=h, central=bool(central)))

    # ---- what the learner does -----------------------------------------------------------
    @action
    def place(self, *coordinates):
        """Move the point to a place in the picture, counted from the origin of its axes."""
        look = self.state
        x, = self.coordinates(coordinates, 1, "That is not a place in the picture. The point stays where it is.")
        x = self._tidy(x + look.origin()[0])
        if not math.isfinite(float(look.height(x))):
            raise Refusal(f"f has no value at x = {said(x)}. The point stays at x = {said(look.x)}.")
        self._see(together="place", x=x)

    @action
    def place_end(self, *coordinates):
        """Move the end x + h of the secant: h is its distance from the point."""
        look = self.state
        x, = self.coordinates(coordinates, 1, "That is not a place in the picture. The point x + h stays where it is.")
        h = abs(x + look.origin()[0] - look.x)
        h = min(max(h, look.width() / 400, H_RANGE[0]), H_RANGE[1])
        self._see(together="h", h=float(f"{h:.2g}"))

    @action
    def zoom_in(self):
        """A stronger lens, centred on the point."""
        self._magnify(self.state.zoom * NOTCH)

    @action
    def zoom_out(self):
        """A weaker lens."""
        self._magnify(self.state.zoom / NOTCH)

    @action
    def dive(self):
        """One notch of a dive, which ends at a straight line or at a million."""
        self._magnify(self.state.zoom * NOTCH, together="dive")

    @action
    def set_zoom(self, value):
        """The magnification, from a number or from what was typed."""
        zoom = self.number(value, "The magnification", *ZOOM_RANGE, said(self.state.zoom))
        self._magnify(zoom, together="zoom")

    @action
    def set_h(self, value):
        """The step h, from a number or from what was typed."""
        self._see(together="h", h=self.number(value, "h", *H_RANGE, said(self.state.h)))

    @action
    def place_h(self, power=None, *_):
        """The step h as a power of ten: a place on the error curve."""
        try:
            h = float(f"{10 ** min(0.0, max(-16.0, float(power))):.1e}")
        except (TypeError, ValueError):
            raise Refusal(f"That is not a place on the error curve. h stays {said(self.state.h)}.") from None
        self._see(together="h", h=self.number(h, "h", *H_RANGE, said(self.state.h)))

    @action
    def swap(self):
        """Forward difference or central difference."""
        self._see("Central difference. " if not self.state.central else "Forward difference. ",
                  central=not self.state.central)

    @action
    def choose(self, name):
        """Another specimen, by name, also the one typed last; the rule and h stay."""
        if name == TYPED and name not in self.specimens:
            raise Refusal("Type a formula in the box beside the menu, then press Enter.")
        specimen = self.named(name, self.specimens)
        self._mount(specimen, specimen.text if name == TYPED else "")

    @action
    def type_formula(self, text):
        """A specimen from what the learner typed."""
        self.specimens[TYPED] = self.formula(text, self._read)
        self._mount(self.specimens[TYPED], str(text))

    # ---- what can be asked ------------------------------------------------------------------
    def reached(self):
        """Whether the goal is reached."""
        return bool(self.goal and self.state.specimen.name == self.goal.specimen and self.goal.met(self.state))

    def dived(self):
        """Whether a dive has nothing left to do."""
        return self.state.off_straight <= 1 or self.state.zoom >= DEEPEST_DIVE / 1.01

    def badge(self):
        """(tone, words): the goal once it is reached, else how straight the picture is."""
        return ("won", "goal reached") if self.reached() else self.straightness()

    def straightness(self):
        """(tone, words): how straight the curve is under this lens."""
        look = self.state
        if look.grainy():
            return "warn", "the grain of float64: numbers have gaps"
        if look.off_straight <= 1:
            return "good", "straight within a pixel"
        if look.upright():
            return "calm", "upright: a line without a slope"
        bent = look.off_straight
        return "calm", f"bent by {bent:.0f} of {PIXELS} pixels" if bent <= PIXELS else "far from straight"

    def here(self):
        """Where the point is, and what is measured there."""
        look = self.state
        return (f"Point at x = {said(look.x)}, window {said(look.width(), 3)} wide, "
                f"h = {said(look.h)}: {verdict(look)} {self.trouble()}").rstrip()

    def trouble(self):
        """Why there is no measured slope, in a sentence; "" where there is one."""
        look = self.state
        return "" if math.isfinite(float(look.slopes(look.h))) else (
            f"f has no value at one end of the secant, so that there is no slope for h = {said(look.h)}. "
            "Make h smaller, or move the point.")

    # ---- inside ------------------------------------------------------------------------------
    def _tidy(self, x):
        """x rounded to what a hand can mean in this window, and exactly at a rough place nearby."""
        width = self.state.width()
        rough = [r for r in self.state.specimen.rough if abs(x - r) < width / 150]
        return rough[0] if rough else round(x, max(0, math.ceil(-math.log10(width / 500))))

    def _magnify(self, zoom, together=""):
        zoom = float(f"{np.clip(zoom, *ZOOM_RANGE):.2g}")
        if zoom == self.state.zoom and not together:
            raise Refusal(f"The magnification is {said(zoom)}: the lens goes no further.")
        self._see(together=together, zoom=zoom, centre=self.state.x)

    def _mount(self, specimen, text):
        self._see(f"Now on {specimen.text}. ", specimen=specimen, x=specimen.start, zoom=1.0,
                  centre=specimen.start, formula=text)

    def _see(self, before="", together="", **changes):
        """The next look, and what there is to see."""
        self.become("", together=together, **changes)
        self.said = before + self.here()
