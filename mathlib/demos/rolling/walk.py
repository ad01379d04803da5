"""Where a ball has been, where its next step leads, what to reach: the plain data behind the rolling ball."""
import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mathlib.words import number, place


@dataclass(frozen=True)
class Goal:
    """On `ground` (a name), come within `within` of `target` in at most `budget` steps.

    The walk must start at least `beyond` away from the target: to place the ball there is no solution.
    """
    ground: str
    target: tuple
    within: float
    budget: int
    beyond: float
    words: str

    def belongs_to(self, ground):
        """Whether this is the ground that the goal lies on."""
        return ground.name == self.ground

    def reached(self, walk):
        """The steps in which this walk first met the goal, or None."""
        if not self.belongs_to(walk.ground) or math.dist(walk.path[0], self.target) < self.beyond:
            return None
        return next((k for k, place in enumerate(walk.path[:self.budget + 1])
                     if math.dist(place, self.target) <= self.within), None)


@dataclass(frozen=True, eq=False)
class Walk:
    """All that a learner can change: the ground, the places visited (the start first), the rule and what it remembers.

    looks      what the ground says at each place: (height, gradient, curvatures).
    guess      where the learner says that the next step will end; `bet`: the guess of the step before, and by how
               much it was off; `bets`: for each of them, was it close?
    tried      whether anything was set or placed: before that, nobody has missed a goal.
    """
    ground: object
    path: tuple
    looks: tuple
    rule: object
    memory: tuple
    guess: tuple = ()
    bet: tuple = ()
    bets: tuple = ()
    predicting: bool = False
    formula: str = ""
    tried: bool = False

    @property
    def here(self):
        return self.path[-1]

    @property
    def lr(self):
        return self.rule.lr

    @cached_property
    def ahead(self):
        """(place, what the ground says there, what the rule will remember) after the next step."""
        with np.errstate(all="ignore"):
            x, memory = self.rule.step(np.array(self.here), self.looks[-1][1], self.memory)
            return tuple(map(float, x)), look(self.ground, x), memory

    @property
    def landing(self):
        """Where the next step would end."""
        return self.ahead[0]

    @property
    def move(self):
        """How far away that is."""
        return math.dist(self.here, self.landing)


def look(ground, place):
    """Height, gradient and curvatures at a place; NaN where there are none."""
    with np.errstate(all="ignore"):
        return ground.at(np.asarray(place, float))


def walk_on(ground, start, rule, **others):
    """A walk that has just been placed."""
    return Walk(ground, (start,), (look(ground, start),), rule, rule.start(np.array(start)), **others)


def regime(product, parabola=True):
    """What a step of gradient descent does where η times the curvature is `product`: (tone, words).

    With f(w) = f″ w²/2 a step multiplies the distance to the minimum by 1 − η f″, for ever. On another ground
    the same holds of the parabola that fits it at this place, and only for this step.
    """
    if not math.isfinite(product):
        return "warn", "no curvature here"
    fate, forecast = next((words for limit, *words in _REGIMES if product < limit), _BEYOND)
    return fate if parabola else forecast


_REGIMES = (  # upper limit of η f″, what it does on a parabola, what it says of this place on another ground
    (-1e-9, ("warn", "rolls off a crest"), ("warn", "bends down here: no bottom in sight")),
    (1e-9, ("calm", "no bend: the slope stays"), ("calm", "no bend here: the slope stays")),
    (0.995, ("calm", "creeps"), ("calm", "here: a short step")),
    (1.005, ("good", "one step"), ("calm", "here: to the bottom, if f″ stayed")),
    (1.995, ("calm", "zig-zags"), ("calm", "here: past the bottom, if f″ stayed")),
    (2.005, ("warn", "two-cycle"), ("calm", "here: across to the same height, if f″ stayed")),
)
_BEYOND = ("warn", "diverges"), ("warn", "here: across and higher, if f″ stayed")


def show(coordinates):
    """A place in words: w = 1.200, or (0.800, −1.600)."""
    return f"w = {number(coordinates[0], decimals=3)}" if len(coordinates) == 1 else place(coordinates, decimals=3)
