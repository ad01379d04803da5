"""Two stretches: three number lines x → u → y with one scale, and what a chain of functions does to a short piece."""
import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mathlib import formula, numdiff
from mathlib.demos.machine import Machine, Refusal, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number

WINDOW = (-4.4, 4.4)        # all three lines show these numbers, at one scale: what is longer has been stretched
H_RANGE = (0.005, 0.5)
FINE = 201                  # places at which the piece is followed
TYPED = "typed"


@dataclass(frozen=True)
class Link:
    """One function of a chain: as text, its values, and the formula of its slope."""
    text: str
    f: formula.Formula
    formula_of_slope: formula.Formula

    def slope(self, place):
        """The slope at a place; nan where secants on both sides do not agree on it (kink, jump, no value)."""
        with np.errstate(all="ignore"):
            exact = float(self.formula_of_slope(place))
            if not math.isfinite(exact) or not math.isfinite(place):
                return math.nan
            sides = np.array(numdiff.one_sided(self.f, place, 1e-6 * max(1.0, abs(place))))
        return exact if (abs(sides - exact) <= 1e-3 * max(1.0, abs(exact))).all() else math.nan


@lru_cache(maxsize=64)
def read_link(text, variable):
    """The Link that a text says, a formula in x or in u; ValueError, with a sentence, for a text that says none."""
    f = formula.parse(text, (variable,))
    return Link(text, f, f.derivative())


@dataclass(frozen=True)
class Chain:
    """Where the piece lies (its middle x, half its length h), and the two functions that it goes through."""
    name: str
    inner: Link
    outer: Link
    x: float = 1.0
    h: float = 0.2

    def images(self, x):
        """u and y for a number or an array x; nan where there is no value."""
        with np.errstate(all="ignore"):
            u = self.inner.f(x)
            return u, self.outer.f(u)

    def stretches(self):
        """du/dx and dy/du at the middle of the piece, each nan where it does not exist."""
        return self.inner.slope(self.x), self.outer.slope(float(self.images(self.x)[0]))

    def product(self):
        """dy/dx, by the chain rule: nan where one of the links has no slope."""
        return math.prod(self.stretches())


CHAINS = {name: (inner, outer) for name, inner, outer in (
    ("sin(x²)", "x^2", "sin(u)"), ("(sin x)²", "sin(x)", "u^2"), ("e^(−x²)", "x^2", "e^(-u)"),
    ("1/(2x)", "2x", "1/u"), ("ln(e^x)", "e^x", "ln(u)"), ("√(x²)", "x^2", "sqrt(u)"))}


@dataclass(frozen=True)
class Goal:
    """What to reach: `met` is a function of a Chain."""
    met: object
    words: str


STILL = Goal(lambda chain: chain.stretches()[0] > 2 and abs(chain.product()) < 0.05,
             "Goal: find a place where u moves more than twice as fast as x, and y (almost) stands still: "
             "the product below 0.05 in size.")


class Stretches(Machine):
    """The state machine; its state is a Chain."""

    kept = ("name", "inner", "outer")

    def __init__(self, name="sin(x²)", x=0.6, h=0.2, goal=None):
        self.goal = goal
        super().__init__(Chain(name, *self._links(name), x=self.number(x, "x", -4, 4), h=self.number(h, "h", *H_RANGE)))

    # ---- what the learner does
    @action
    def place(self, *coordinates):
        """Move the middle of the piece along the line of x."""
        x, = self.coordinates(coordinates, 1, "That is not a place on the line of x. The piece stays where it is.")
        self._move("place", x=round(min(max(x, -4.0), 4.0), 2))

    @action
    def set_h(self, value):
        """Half the length of the piece."""
        self._move("h", h=float(f"{self.number(value, 'h', *H_RANGE, number(self.state.h)):.3g}"))

    @action
    def choose(self, name):
        """Another chain, by name."""
        if name == TYPED:
            raise Refusal("Type u(x) or y(u) into a box, then press Enter.")
        self.named(name, CHAINS)
        inner, outer = self._links(name)
        self._move(name=name, inner=inner, outer=outer)

    @action
    def type_inner(self, text):
        """The first function, u of x."""
        self._move(name=TYPED, inner=self.formula(text, lambda words: read_link(words, "x")))

    @action
    def type_outer(self, text):
        """The second function, y of u."""
        self._move(name=TYPED, outer=self.formula(text, lambda words: read_link(words, "u")))

    # ---- what can be asked
    def reached(self):
        """Whether the goal is reached."""
        return bool(self.goal and self.goal.met(self.state))

    def badge(self):
        """(tone, words): the goal once it is reached, else what the chain does to the piece."""
        return ("won", "goal reached: a factor near 0 stops the whole chain") if self.reached() else verdict(self.state)

    def here(self):
        """Where the piece is and what becomes of it."""
        return f"{update(self.state)}. {self.trouble()}".rstrip()

    def trouble(self):
        """Why something is missing in the picture, in a sentence; "" where nothing is."""
        chain = self.state
        u, y = (float(v) for v in chain.images(chain.x))
        for name, value in (("u", u), ("y", y)):
            if not math.isfinite(value):
                return f"{name} has no value for x = {number(chain.x)}. Move the piece."
            if not WINDOW[0] <= value <= WINDOW[1]:
                return f"{name} = {number(value)} lies outside the picture. The slopes are still right."
        return ""

    def _links(self, name):
        inner, outer = self.named(name, CHAINS)
        return read_link(inner, "x"), read_link(outer, "u")

    def _move(self, together="", **changes):
        self.become("", together=together, **changes)
        self.said = self.here()


# ---- the same in words ------------------------------------------------------------------------

def verdict(chain):
    """(tone, words): what the whole chain does to a short piece."""
    size = abs(chain.product())
    if math.isnan(size):
        return "warn", "one of the two links has no slope here"
    turned = " and turns it round" if chain.product() < 0 else ""
    if size < 0.005:
        return "calm", "y nearly stands still"
    return "calm", f"{'stretches' if size > 1 else 'shrinks' if size < 1 else 'keeps the length'}{turned}"


def update(chain):
    """The chain rule with this moment's numbers."""
    first, second = (f"({slope})" if slope.startswith("−") else slope for slope in map(said, chain.stretches()))
    return f"dy/dx = dy/du × du/dx = {second} × {first} = {said(chain.product())}"


def said(slope):
    """A slope with three digits; what is nothing beside 1 is 0."""
    return "none" if math.isnan(slope) else number(slope if abs(slope) > 1e-9 else 0.0, 3)


def extents(chain):
    """From where to where the piece reaches on each line, its left end first; nan where some of it has no value."""
    piece = chain.x + chain.h * np.linspace(-1, 1, FINE)      # with a fold, the ends do not reach as far as the middle
    return [(float(v.min()), float(v.max())) if v[0] <= v[-1] else (float(v.max()), float(v.min()))
            for v in (piece, *chain.images(piece))]


def lengths(chain):
    """How long the piece is on each line; a part without a value makes it nan."""
    return [abs(right - left) for left, right in extents(chain)]


def describe(machine):
    """The picture in words, for readers without a kernel or without the picture."""
    chain = machine.state
    goal = f" {machine.goal.words}" if machine.goal else ""
    long = " → ".join(number(v, decimals=2) for v in lengths(chain))
    return (f"Three number lines with one scale. A piece around x = {number(chain.x)} goes through "
            f"u = {chain.inner.text} and y = {chain.outer.text}; its length becomes {long}. {update(chain)}.{goal}")


# ---- the scene ----------------------------------------------------------------------------------

def stretches(name="sin(x²)", *, x=0.6, h=0.2, goal=None):
    """Three number lines as a Stage. name: from CHAINS. x, h: the piece from x − h to x + h. goal: STILL, or None."""
    return Stage(Stretches(name, x, h, goal), scene, controls(), title="Two stretches", description=describe,
                 also=("place",))


def controls():
    """The buttons, the slider, the menu and the boxes below the picture."""
    return [
        s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0"),
        s.slider("set_h", "half length h", *H_RANGE, log=True, keys=",.", step=0.05),
        s.choice("choose", "chain", [*CHAINS, TYPED]),
        s.entry("type_inner", "or type u(x) =", hint="3x − 1, then Enter"),
        s.entry("type_outer", "and y(u) =", hint="e^u, then Enter"),
    ]


@lru_cache(maxsize=1)
def _lines():
    """Three number lines, one under the other."""
    marks = []
    for height, name in ((2, "x"), (1, "u"), (0, "y")):
        marks.append(s.segment((WINDOW[0], height), (WINDOW[1], height), "quiet", dash=False))
        marks.append(s.text(WINDOW[0], height, name, "exact", corner="ne"))
        for v in range(-4, 5):
            marks.append(s.segment((v, height - 0.05), (v, height + 0.05), "quiet", dash=False))
            if v % 2 == 0:
                marks.append(s.text(v - (0.18 if v >= 0 else 0.25), height - 0.03, number(v), "quiet", corner="se"))
    return marks


def scene(machine):
    """The piece on all three lines, and the ribbons between them."""
    chain = machine.state
    middles = (chain.x, *map(float, chain.images(chain.x)))
    rows = [(height, (left, mid, right)) for height, (left, right), mid in zip((2, 1, 0), extents(chain), middles)]
    marks = [ribbon for upper, lower in zip(rows, rows[1:]) for ribbon in _ribbon(*upper, *lower)]
    for (height, row), ink in zip(rows, ("measured", "one", "path")):
        if np.isfinite(row).all():
            marks.append(s.segment((row[0], height), (row[2], height), ink, dash=False, width=6))
    marks += [s.point(row[1], height, "exact", size=5) for height, row in rows[1:] if math.isfinite(row[1])]
    marks.append(s.point(chain.x, 2, "exact", size=8, drag=True, label=f"x = {number(chain.x)}"))
    return s.Scene(
        panels=[s.panel("lines", (WINDOW[0] - 0.1, WINDOW[1] + 0.3), (-0.45, 2.45), _lines(), bare=True, place="place",
                        stride=(0.05, 0.05), title=f"u = {chain.inner.text}, then y = {chain.outer.text}")],
        marks={"lines": marks}, readout=_readout(chain), update=update(chain), badge=machine.badge(),
        goal=machine.goal.words if machine.goal else "", say=machine.said, problem=machine.problem or machine.trouble(),
        values={"set_h": chain.h, "choose": chain.name, "type_inner": machine.draft or chain.inner.text,
                "type_outer": chain.outer.text},
        disabled=[] if machine.past else ["undo"])


def _ribbon(height, row, below, images):
    """What lies between a piece and its image: a ribbon that widens where the function stretches."""
    if not np.isfinite([*row, *images]).all():
        return []
    corners = [(row[0], height), (row[2], height), (images[2], below), (images[0], below)]
    return [s.polygon(corners, "quiet"), s.segment((row[1], height), (images[1], below), "quiet")]


def _readout(chain):
    u, y = chain.images(chain.x)
    long = [number(v, decimals=2) for v in lengths(chain)]
    return [("x", number(chain.x, decimals=2)), ("u", number(u, decimals=2)), ("y", number(y, decimals=2)),
            ("length of the piece", " → ".join(long))]
