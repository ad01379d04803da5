"""One matrix, applied T times: what becomes of an arrow that it turns and stretches, with tanh in between or without.

W turns the plane and stretches it along its axes; `shear` tilts the upright. With tanh the state is h ← tanh(W h), and
what is multiplied up are the Jacobians diag(1 − h²) W along the way.
"""
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib.demos.machine import Machine, Refusal, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number, place

TURN, STRETCH, SHEAR, STEPS = (-180.0, 180.0), (0.2, 1.5), (-4.0, 4.0), (10, 100)
LOW, HIGH, AT, MOVES = 0.5, 2.0, 50, 0.1      # the goal: lengths after AT steps, and how far W is from the identity
REACH, WINDOW = 2.2, (1e-6, 1e6)
GOAL = ("Goal: with at least 50 steps, a W that moves some arrow of length 1 by at least 0.1 in one step, and leaves "
        "every one between 0.5 and 2 long after 50.")


def jacobians(W, start, steps, tanh=False):
    """The products J_0 = 1, J_1, … of the Jacobians along h ← W h, or h ← tanh(W h), from h = start: (steps + 1, 2, 2).
    """
    return walk(W, start, steps, tanh)[0]


def walk(W, start, steps, tanh=False):
    """The products of `jacobians`, and W h for each state h along the way, what tanh is applied to: (steps, 2)."""
    h, products, before = np.array(start, float), [np.eye(2)], []
    for _ in range(steps):
        h = W @ h
        before.append(h)
        step = W
        if tanh:
            h = np.tanh(h)
            step = (1 - h * h)[:, None] * W
        products.append(step @ products[-1])
    return np.array(products), np.array(before)


@dataclass(frozen=True)
class Chain:
    """W by its parts, the direction of the first arrow in degrees, and how many steps are taken."""
    turn: float = 20.0
    along: float = 1.2
    across: float = 1.0
    shear: float = 0.0
    tanh: bool = False
    angle: float = 30.0
    steps: int = AT

    @cached_property
    def W(self):
        """The matrix: first stretched and sheared, then turned."""
        a = math.radians(self.turn)
        turned = np.array([[math.cos(a), -math.sin(a)], [math.sin(a), math.cos(a)]])
        return turned @ np.array([[self.along, self.shear], [0.0, self.across]])

    @cached_property
    def first(self):
        """The arrow at the start, of length 1."""
        return np.array([math.cos(math.radians(self.angle)), math.sin(math.radians(self.angle))])

    @cached_property
    def walked(self):
        """The product of the Jacobians after 0, 1, 2, … steps, and W h before each."""
        return walk(self.W, self.first, self.steps, self.tanh)

    @property
    def products(self):
        """The product of the Jacobians after 0, 1, 2, … steps."""
        return self.walked[0]

    @cached_property
    def arrow(self):
        """Where the arrow points after each step: (steps + 1, 2)."""
        return self.products @ self.first

    @cached_property
    def lengths(self):
        """The longest and the shortest that an arrow of length 1 can be after each step: (steps + 1, 2).

        Their product is the size of the determinant. Rounded, the matrix product holds the longest; beside it the
        shortest is lost once it is 10¹⁶ times smaller. So that one comes from the determinants of the single steps.
        """
        longest = np.linalg.norm(self.products, 2, axis=(1, 2))
        each = np.full(self.steps, math.log(self.along * self.across))     # of W: a turn has 1, and so has a shear
        if self.tanh:
            each -= 2 * np.log(np.cosh(self.walked[1])).sum(axis=1)           # 1 − tanh² = 1/cosh²
        shortest = np.exp(np.append(0.0, np.cumsum(each)) - np.log(longest))
        return np.stack([longest, np.minimum(shortest, longest)], axis=1)

    @cached_property
    def radius(self):
        """The size of the largest eigenvalue of W."""
        return float(abs(np.linalg.eigvals(self.W)).max())

    @cached_property
    def won(self):
        """Whether W is not nearly the identity, and every arrow has kept its length."""
        if self.steps < AT or np.linalg.norm(self.W - np.eye(2), 2) < MOVES:
            return False
        longest, shortest = self.lengths[AT]
        return bool(LOW <= shortest and longest <= HIGH)

    @cached_property
    def hump(self):
        """Whether arrows grow past 2 first and lose half of that in the end, with all eigenvalues below 1 in size."""
        longest = self.lengths[:, 0]
        return bool(self.radius < 1 and longest.max() > HIGH and longest[-1] < longest.max() / 2)


class ThroughTime(Machine):
    """A matrix that is turned and stretched by hand, and an arrow that it is applied to again and again."""

    def __init__(self, turn, along, across, shear):
        super().__init__(Chain(self.number(turn, "The turn", *TURN), self.number(along, "The stretch along", *STRETCH),
                               self.number(across, "The stretch across", *STRETCH),
                               self.number(shear, "The shear", *SHEAR)))

    @action
    def set_turn(self, value):
        """W turns by so many degrees."""
        self._change("turn", turn=self.number(value, "The turn", *TURN, now=f"{number(self.state.turn)}°"))

    @action
    def set_along(self, value):
        """W stretches along the first axis."""
        self._change("along", along=self._stretch(value, "along", self.state.along))

    @action
    def set_across(self, value):
        """W stretches along the second axis."""
        self._change("across", across=self._stretch(value, "across", self.state.across))

    @action
    def set_shear(self, value):
        """W tilts the second axis."""
        self._change("shear", shear=self.number(value, "The shear", *SHEAR, now=number(self.state.shear)))

    @action
    def set_steps(self, value):
        """More steps or fewer."""
        steps = self.number(value, "The number of steps", *STEPS, now=str(self.state.steps))
        if steps != int(steps):
            raise Refusal(f"Steps are counted in whole numbers. It stays {self.state.steps}.")
        self._change("steps", steps=int(steps))

    @action
    def toggle_tanh(self):
        """With tanh after every step, or without."""
        self._change("", tanh=not self.state.tanh)

    @action
    def place(self, *coordinates):
        """The first arrow points to this place."""
        x, y = self.coordinates(coordinates, 2, "That is not a place in the plane.")
        if math.hypot(x, y) < 1e-9:
            raise Refusal("An arrow needs a direction: point somewhere else than at the middle.")
        self._change("angle", angle=round(math.degrees(math.atan2(y, x)), 1))

    def _stretch(self, value, which, now):
        return self.number(value, f"The stretch {which}", *STRETCH, now=number(now))

    def _change(self, together, **changes):
        self.become("", together=together, **changes)
        self.said = self.here()

    def here(self):
        chain = self.state
        (first, _), (longest, shortest) = chain.lengths[1], chain.lengths[-1]
        between = " and tanh" if chain.tanh else ""
        return (f"W turns by {number(chain.turn)}°, stretches by {number(chain.along)} and {number(chain.across)}, "
                f"with shear {number(chain.shear)}; its largest eigenvalue has the size {number(chain.radius, 3)}. The "
                f"longest arrow after one step of W{between}: {number(first, 3)}; after {chain.steps}: "
                f"{number(longest, 3)}, the shortest {number(shortest, 3)}.")


CONTROLS = [s.slider("set_turn", "turn (degrees)", *TURN, keys=",.", step=1),
            s.slider("set_along", "stretch along", *STRETCH, keys="-+", step=0.01),
            s.slider("set_across", "stretch across", *STRETCH, keys="gh", step=0.01),
            s.slider("set_shear", "shear", *SHEAR, keys="jl", step=0.05),
            s.slider("set_steps", "steps", *STEPS, keys="bn", step=1),
            s.toggle("toggle_tanh", "tanh", "t"), s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def through_time(turn=20.0, along=1.2, across=1.0, shear=0.0):
    """An arrow that one matrix turns and stretches again and again, as a Stage.

    turn: degrees. along, across: factors on the two axes, before the turn. shear: what an arrow (0, 1) gains along x.
    """
    return Stage(ThroughTime(turn, along, across, shear), scene, CONTROLS, title="One matrix, many times",
                 also=("place",),
                 description=lambda machine: f"An arrow under one matrix, step by step. {machine.here()}")


# ---- the scene -----------------------------------------------------------------------------------

def scene(machine):
    """What the plane and the lengths look like now."""
    chain = machine.state
    (first, _), (longest, shortest) = chain.lengths[1], chain.lengths[-1]
    W = chain.W
    return s.Scene(
        panels=panels(chain.steps), marks={"plane": plane(chain), "lengths": curves(chain)},
        readout=[("W, rows", f"{place(W[0], 3)}, {place(W[1], 3)}"), ("largest |λ| of W", number(chain.radius, 3)),
                 ("longest after 1 step", number(first, 3)), (f"longest after {chain.steps}", number(longest, 3)),
                 (f"shortest after {chain.steps}", number(shortest, 3))],
        badge=badge(chain), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_turn": chain.turn, "set_along": chain.along, "set_across": chain.across, "set_shear": chain.shear,
                "set_steps": chain.steps, "toggle_tanh": chain.tanh},
        disabled=[] if machine.past else ["undo"])


def badge(chain):
    """What the lengths say."""
    if chain.won:
        return "won", f"after {AT} steps every arrow is between 0.5 and 2 long"
    longest, shortest = chain.lengths[-1]
    if chain.hump:
        return "good", f"grows to {number(chain.lengths[:, 0].max(), 2)} first, though every |λ| is below 1"
    if chain.steps >= AT and np.linalg.norm(chain.W - np.eye(2), 2) < MOVES:
        return "calm", "W moves no arrow of length 1 by 0.1 in one step"
    if longest < LOW:
        return "warn", f"every arrow is below 0.5 after {chain.steps} steps"
    if shortest > HIGH:
        return "warn", f"every arrow is above 2 after {chain.steps} steps"
    if chain.steps < AT:
        return "calm", f"only {chain.steps} steps so far"
    return "warn", "some arrows have grown past 2 or shrunk below 0.5"


@lru_cache(maxsize=STEPS[1])
def panels(steps):
    """The plane with the unit circle, and the lengths on a logarithmic axis with the two bounds."""
    angle = np.linspace(0, 2 * np.pi, 73)
    bounds = [s.segment((0, at), (steps, at), "quiet") for at in (LOW, HIGH)]
    wide = (-REACH, REACH)
    return [s.panel("plane", wide, wide, [s.curve(np.cos(angle), np.sin(angle), "quiet", width=1.2)], equal=True,
                    xlabel="first entry", ylabel="second entry", title="the arrow, step by step", place="place"),
            s.panel("lengths", (0, steps), WINDOW, bounds, xlabel="steps", ylabel="length", log=True, wide=1.4,
                    title="orange longest, blue shortest, green this arrow")]


def plane(chain):
    """Where the circle goes in one step, and where the arrow goes, as far as the window shows it."""
    angle = np.linspace(0, 2 * np.pi, 73)
    once = np.stack([np.cos(angle), np.sin(angle)], axis=1) @ chain.products[1].T
    inside = abs(chain.arrow).max(axis=1) <= REACH
    shown = chain.arrow[:len(inside) if inside.all() else int(inside.argmin())]
    return [s.curve(*_within(once).T, "gradient", dash=True, width=1.4), s.trail(shown, "path"),
            s.arrow((0, 0), chain.first, "yours", label="start")]


def _within(points):
    """The same points, those outside the window left out."""
    return np.where(abs(points).max(axis=1, keepdims=True) <= REACH, points, np.nan)


def curves(chain):
    """Longest, shortest and this arrow's own length, step by step; what leaves the window lies on its edge."""
    steps, own = np.arange(chain.steps + 1), np.linalg.norm(chain.arrow, axis=1)
    return [s.curve(steps, np.clip(lengths, WINDOW[0] * 1.1, WINDOW[1] / 1.1), ink, dash=dash)
            for lengths, ink, dash in ((chain.lengths[:, 0], "gradient", False),
                                       (chain.lengths[:, 1], "measured", False), (own, "path", True))]
