"""A ball on a landscape: gradient descent as something that can be placed, stepped, undone and bet on.

The machine knows no pixels and no widgets. It works on any ground with `at(place) -> (height,
gradient, curvatures)`: a curve (places of shape (1,)) or a surface (places of shape (2,)).
"""
import math
from dataclasses import dataclass, replace

import numpy as np

LR_RANGE = (0.001, 10.0)
REST = 1e-4          # a step shorter than this share of the window counts as rest
FAR = 1e12           # beyond this a place is called an overflow
LONGEST_RUN = 60     # steps after which Run pauses


@dataclass(frozen=True)
class Goal:
    """Come within `within` of `target` in at most `budget` steps, from a start further away than `beyond`."""
    target: tuple
    within: float
    budget: int
    beyond: float
    words: str

    def reached(self, path):
        """Whether this path (a tuple of places) meets the goal."""
        away = [float(np.linalg.norm(np.subtract(place, self.target))) for place in (path[0], path[-1])]
        return away[0] >= self.beyond and away[1] <= self.within and len(path) - 1 <= self.budget


@dataclass(frozen=True)
class Walk:
    """Where the ball has been: the ground, the places visited (the start first), a guess for the next one."""
    ground: object
    path: tuple
    guess: tuple = ()
    formula: str = ""

    @property
    def here(self):
        return self.path[-1]


def regime(product):
    """What a step does where η times the curvature is `product`, were the ground a parabola: (tone, words).

    With f(w) = f″ w²/2 a step multiplies the distance to the minimum by 1 − η f″.
    """
    if not math.isfinite(product):
        return "warn", "no curvature here"
    for limit, tone, words in _REGIMES:
        if product < limit:
            return tone, words
    return "warn", "diverges"


_REGIMES = (  # upper limit of η f″, tone, words
    (-1e-9, "warn", "rolls off a crest"),
    (1e-9, "calm", "no bend: the slope stays"),
    (0.995, "calm", "creeps"),
    (1.005, "good", "one step"),
    (1.995, "calm", "zig-zags"),
    (2.005, "warn", "two-cycle"),
)


class Ball:
    """The state machine of the rolling ball.

    grounds: {name: ground} to choose from. lr: the learning rate η. goal: a Goal or None.
    read: a function text -> ground for typed formulas, or None; it raises ValueError with a sentence.

    Every action leaves a usable state: what cannot be done is said in `problem`, and `undo` goes back.
    """

    def __init__(self, grounds, ground=None, start=None, lr=0.1, goal=None, read=None):
        self.grounds, self.goal, self._read, self._lr0 = dict(grounds), goal, read, float(lr)
        first = self.grounds[ground] if ground else next(iter(self.grounds.values()))
        self._first = Walk(first, (self._place(first.start if start is None else start),))
        self.bets = []               # distance between guess and landing, as a share of the window
        self._begin(self._first)

    def _begin(self, walk):
        self.walk, self.lr, self.past = walk, self._lr0, []
        self.predicting, self.problem, self.said = False, "", ""

    # ---- what the learner does -----------------------------------------------------------
    def place(self, *coordinates):
        """Put the ball somewhere (in predict mode: say where it will land)."""
        self.problem = ""
        try:
            where = self._place(coordinates[: len(self.walk.here)])
        except (TypeError, ValueError):
            return self._refuse("That is not a place in the picture. The ball stays where it is.")
        if self.predicting:
            self.walk = replace(self.walk, guess=where)
            return self._say(f"You predict {self._show(where)}. Now press Step.")
        if len(self.walk.path) > 1 or not self.past:
            self.past.append(self.walk)
        self.walk = replace(self.walk, path=(where,), guess=())
        return self._say(f"Ball at {self._show(where)}. {self._heights()}")

    def step(self):
        """One update: place ← place − η · gradient."""
        self.problem = ""
        _, gradient, _ = self.look()
        landing = self.landing()
        if not (np.isfinite(gradient).all() and np.isfinite(self.look(landing)[0])):
            return self._refuse("There is no height or no slope there: the function has no finite value. Press Undo, or place the ball.")
        if np.abs(landing).max() > FAR:
            return self._refuse(f"The next place is beyond {FAR:.0e}: the walk has diverged. Press Undo, and make η smaller.")
        verdict = self._settle(landing)
        self.past.append(self.walk)
        self.walk = replace(self.walk, path=(*self.walk.path, landing), guess=())
        return self._say(f"Step {self.steps}: {self._show(landing)}. {self._heights()} {verdict}".strip())

    run = step                       # the view asks for a run step by step

    def undo(self):
        """Back to before the last step, placement or change of ground."""
        self.problem = ""
        if not self.past:
            return self._refuse("There is nothing to undo.")
        self.walk = self.past.pop()
        return self._say(f"Undone. Ball at {self._show(self.walk.here)}, after {self.steps} steps.")

    def reset(self):
        """Everything as at the start."""
        self._begin(self._first)
        self._say(f"Reset. Ball at {self._show(self.walk.here)}.")

    def set_lr(self, value):
        """The learning rate η, from a number or from what was typed."""
        self.problem = ""
        try:
            lr = float(str(value).strip().replace("−", "-").replace(",", "."))
        except ValueError:
            return self._refuse(f"“{str(value)[:20]}” is not a number. η stays {self.lr:g}.")
        if not LR_RANGE[0] <= lr <= LR_RANGE[1]:
            return self._refuse(f"η must lie between {LR_RANGE[0]:g} and {LR_RANGE[1]:g}. It stays {self.lr:g}.")
        self.lr = lr
        return self._say(f"Learning rate {lr:g}: {self.badge()[1]}.")

    def choose(self, name):
        """Another ground, by name."""
        if name not in self.grounds:
            return self._refuse(f"There is no curve called “{str(name)[:30]}”.")
        return self._move_to(self.grounds[name], "")

    def type_formula(self, text):
        """A ground from what the learner typed."""
        try:
            ground = self._read(str(text))
        except ValueError as error:
            self.walk = replace(self.walk, formula=str(text)[:300])
            return self._refuse(str(error))
        return self._move_to(ground, str(text))

    def predict(self):
        """Switch predict mode: the next click says where the ball will land."""
        self.predicting, self.problem = not self.predicting, ""
        self.walk = replace(self.walk, guess=())
        self._say("Predict mode on: click where the ball will land, then press Step." if self.predicting else "Predict mode off.")

    # ---- what can be asked ------------------------------------------------------------------
    @property
    def steps(self):
        """Updates made since the ball was placed."""
        return len(self.walk.path) - 1

    def look(self, place=None):
        """(height, gradient, curvatures) at a place, by default here; NaN where there is none."""
        with np.errstate(all="ignore"):
            return self.walk.ground.at(np.array(self.walk.here if place is None else place))

    def landing(self):
        """Where the next step would end, as a tuple."""
        with np.errstate(all="ignore"):
            return tuple(float(v) for v in np.array(self.walk.here) - self.lr * self.look()[1])

    def badge(self):
        """(tone, words): what this η does with this curvature; the goal first, once it is reached."""
        if self.goal and self.goal.reached(self.walk.path):
            return "good", f"goal reached in {self.steps} steps"
        product = self.lr * float(self.look()[2].max())
        tone, words = regime(product)
        bend = "f″" if len(self.walk.here) == 1 else "λ"   # on a surface: the largest curvature
        return tone, f"{words} (η·{bend} = {product:.2f})" if math.isfinite(product) else words

    def resting(self):
        """Why a run has nothing left to do ("" while it has)."""
        if not np.isfinite(self.landing()).all() or np.abs(self.landing()).max() > FAR:
            return "diverged"
        if np.abs(np.subtract(self.landing(), self.walk.here)).max() < REST * self.width():
            return "at rest"
        if self.steps >= 2 and np.allclose(self.walk.here, self.walk.path[-3], rtol=0, atol=1e-9):
            return "two-cycle"
        if not self.inside():
            return "outside"
        return "long enough" if self.steps and self.steps % LONGEST_RUN == 0 else ""

    def width(self):
        """Width of the window, in the unit of the parameter."""
        low, high = self.limits()[0]
        return high - low

    def limits(self):
        """The window, one (low, high) for each coordinate."""
        ground = self.walk.ground
        return [ground.window] if len(self.walk.here) == 1 else [(-ground.radius, ground.radius)] * 2

    def inside(self):
        """Whether the ball is within the window."""
        return all(low <= v <= high for v, (low, high) in zip(self.walk.here, self.limits()))

    # ---- inside ------------------------------------------------------------------------------
    @staticmethod
    def _place(coordinates):
        place = tuple(float(v) for v in np.ravel(coordinates))
        if not place or not all(math.isfinite(v) for v in place):
            raise ValueError("a place needs finite coordinates")
        return place

    def _move_to(self, ground, formula):
        self.problem = ""
        self.past.append(self.walk)
        self.walk = Walk(ground, (self._place(ground.start),), formula=formula)
        self._say(f"Now on: {ground.name}, {ground.text}. Ball at {self._show(self.walk.here)}. {self._heights()}")

    def _settle(self, landing):
        if not self.walk.guess:
            return ""
        miss = float(np.linalg.norm(np.subtract(self.walk.guess, landing)))
        self.bets.append(miss / self.width())
        return f"You predicted {self._show(self.walk.guess)}: {'close' if self.bets[-1] <= 0.03 else 'off'} by {miss:.3f}."

    def _heights(self):
        height, gradient, _ = self.look()
        slopes = ", ".join(f"{g:.3g}" for g in gradient)
        words = f"Height {height:.3g}, {'slope' if len(gradient) == 1 else 'gradient'} {slopes}."
        return words if self.inside() else f"{words} The ball has left the picture: Undo brings it back."

    @staticmethod
    def _show(place):
        numbers = ", ".join(f"{v:.3f}" if abs(v) < 1e5 else f"{v:.2e}" for v in place)
        return f"w = {numbers}" if len(place) == 1 else f"({numbers})"

    def _say(self, sentence):
        self.said = sentence

    def _refuse(self, sentence):
        self.problem = self.said = sentence
