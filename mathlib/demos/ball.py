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
CLOSE = 0.25         # a guess that misses by no more than this share of the step is close,
SEEN = 0.005         # or by no more than this share of the window, which is as well as a hand can point


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


def regime(product, parabola=True):
    """What a step does where η times the curvature is `product`: (tone, words).

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


def _steps(count):
    return "1 step" if count == 1 else f"{count} steps"


class Ball:
    """The state machine of the rolling ball.

    grounds: {name: ground} to choose from. lr: the learning rate η. goal: a Goal or None.
    read: a function text -> ground for typed formulas, or None; it raises ValueError with a sentence.

    Every action leaves a usable state: what cannot be done is said in `problem`, and `undo` goes back.
    """

    def __init__(self, grounds, ground=None, start=None, lr=0.1, goal=None, read=None):
        self.grounds, self.goal, self._read, self.lr = dict(grounds), goal, read, float(lr)
        first = self.grounds[ground] if ground else next(iter(self.grounds.values()))
        self._first = Walk(first, (self._place(first.start if start is None else start, np.size(first.start)),))
        self.bets = []               # for each guess: was it close?
        self.typed = {}              # the ground that was typed last, and its text
        self._begin(self._first)

    def _begin(self, walk):
        self.walk, self.past = walk, []
        self.placed = None           # the walk that the latest placement made
        self.predicting, self.problem, self.said = False, "", ""

    # ---- what the learner does -----------------------------------------------------------
    def place(self, *coordinates):
        """Put the ball somewhere (in predict mode: say where it will land)."""
        self.problem = ""
        try:
            where = self._place(coordinates[: len(self.walk.here)], len(self.walk.here))
        except (TypeError, ValueError, OverflowError):
            return self._refuse("That is not a place in the picture. The ball stays where it is.")
        if self.predicting:
            self.walk = replace(self.walk, guess=where)
            return self._say(f"You predict {self._show(where)}. Now press Step.")
        if self.walk is not self.placed:     # a drag is many placements: one Undo goes back before all of them
            self.past.append(self.walk)
        self.walk = self.placed = replace(self.walk, path=(where,), guess=())
        return self._say(f"Ball at {self._show(where)}. {self._heights()}")

    def step(self):
        """One update: place ← place − η · gradient."""
        self.problem = ""
        if self.obstacle():
            return self._refuse(self.obstacle())
        landing = self.landing()
        verdict = self._settle(landing)
        self.past.append(self.walk)
        self.walk = replace(self.walk, path=(*self.walk.path, landing), guess=())
        first = self.won() and self.goal.reached(self.walk) == self.steps
        won = f"Goal reached in {_steps(self.steps)}." if first else ""
        cycle = "Back where it was two steps ago." if self.resting() == "two-cycle" else ""
        rest = "At rest." if self.resting() == "at rest" else ""
        over = self.goal is not None and self.steps == self.goal.budget and self.missed()
        missed = f"{over[0].upper()}{over[1:]}." if over else ""
        said = [f"Step {self.steps}: {self._show(landing)}.", self._heights(), verdict, won, missed, cycle, rest]
        return self._say(" ".join(filter(None, said)))

    run = step                       # the view asks for a run step by step

    def undo(self):
        """Back to before the last step, placement or change of ground."""
        self.problem = ""
        if not self.past:
            return self._refuse("There is nothing to undo.")
        ground, self.walk, self.placed = self.walk.ground, self.past.pop(), None
        back = "" if self.walk.ground is ground else f" on {self.walk.ground.name}, {self.walk.ground.text}"
        return self._say(f"Undone. Ball at {self._show(self.walk.here)}{back}, after {_steps(self.steps)}.")

    def reset(self):
        """The ball and the ground as at the start; η stays as it is, and Undo takes this back."""
        past = [*self.past, self.walk]
        self._begin(self._first)
        self.past = past
        self._say(f"Reset. Ball at {self._show(self.walk.here)}, η still {self.lr:g}.")

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
        return self._say(f"Learning rate {lr:g}: {self.forecast()[1]}.")

    def choose(self, name):
        """Another ground, by name; the one typed last has a name as well."""
        ground, text = (self.typed.get(name) or (self.grounds.get(name), "")) if isinstance(name, str) else (None, "")
        if ground is None:
            way = "Choose from the menu." if self._read is None else "Type a formula, or choose another from the menu."
            return self._refuse(f"There is nothing called “{str(name)[:30]}” here yet. {way}")
        return self._move_to(ground, text)

    def type_formula(self, text):
        """A ground from what the learner typed."""
        if self._read is None:
            return self._refuse("No formula can be typed here. Choose from the menu.")
        try:
            ground = self._read(str(text))
        except ValueError as error:
            self.walk = replace(self.walk, formula=str(text)[:300])
            return self._refuse(str(error))
        self.typed = {ground.name: (ground, str(text))}
        return self._move_to(ground, str(text))

    def predict(self):
        """Switch predict mode: the next click says where the ball will land."""
        self.predicting, self.problem = not self.predicting, ""
        self.walk = replace(self.walk, guess=())
        self._say(f"Predict mode {'on: say where the ball will land, then press Step' if self.predicting else 'off'}.")

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
        """(tone, words): the goal, once it is reached or missed; else what this η does with this curvature."""
        if self.won():
            return "good", f"goal reached in {_steps(self.goal.reached(self.walk))}"
        if self.missed():
            return "warn", self.missed()
        if self.resting() == "two-cycle":
            return "warn", "two-cycle: back where it was two steps ago"
        return self.forecast()

    def forecast(self):
        """(tone, words): what this η does with this curvature."""
        product = self.lr * float(self.look()[2].max())
        tone, words = regime(product, self.walk.ground.parabola)
        which = "" if len(self.walk.here) == 1 else ", steepest way"
        return tone, f"{words} (η·f″ = {product:.2f}{which})" if math.isfinite(product) else words

    def won(self):
        """Whether this walk meets the goal."""
        return self.goal is not None and self.goal.reached(self.walk) is not None

    def missed(self):
        """Why this walk does not meet the goal any more, in words ("" while it may)."""
        goal, walk = self.goal, self.walk
        if not goal or not goal.belongs_to(walk.ground) or not self.steps or self.won():
            return ""
        if math.dist(walk.here, goal.target) <= goal.within and math.dist(walk.path[0], goal.target) < goal.beyond:
            return "the goal asks for a start further away"
        return f"goal missed: {_steps(goal.budget)} allowed, Reset starts again" if self.steps >= goal.budget else ""

    def obstacle(self):
        """Why no step can be made from here, as a sentence ("" if one can)."""
        height, gradient, _ = self.look()
        if not np.isfinite([height, *gradient]).all():
            return "Here the function has no finite height or slope. Press Undo, or place the ball elsewhere."
        if not (np.abs(self.landing()) <= FAR).all():
            return (f"The next place is beyond {FAR:.0e}: this walk has diverged. "
                    "Press Undo, or make η smaller and place the ball again.")
        if not np.isfinite(self.look(self.landing())[0]):
            return "At the next place the function has no finite height. Press Undo, or choose another η."
        return ""

    def resting(self):
        """Why a run has nothing left to do ("" while it has)."""
        if self.obstacle():
            return "obstacle"
        if np.abs(np.subtract(self.landing(), self.walk.here)).max() < REST * self.width():
            return "at rest"
        if self.steps >= 2 and np.allclose(self.walk.here, self.walk.path[-3], rtol=0, atol=1e-9):
            return "two-cycle"
        return "" if self.inside() else "outside"

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
    def _place(coordinates, count):
        place = tuple(float(v) for v in np.ravel(coordinates))
        if len(place) != count or not all(math.isfinite(v) for v in place):
            numbers = "a finite number" if count == 1 else f"{count} finite numbers"
            raise ValueError(f"A place here is {numbers}. This is not: {coordinates!r:.60}")
        return place

    def _move_to(self, ground, formula):
        self.problem = ""
        self.past.append(self.walk)
        self.walk = Walk(ground, (self._place(ground.start, np.size(ground.start)),), formula=formula)
        self._say(f"Now on: {ground.name}, {ground.text}. Ball at {self._show(self.walk.here)}. {self._heights()}")

    def _settle(self, landing):
        if not self.walk.guess:
            return "No prediction was made." if self.predicting else ""
        miss = math.dist(self.walk.guess, landing)
        self.bets.append(miss <= max(CLOSE * math.dist(self.walk.here, landing), SEEN * self.width()))
        return f"You predicted {self._show(self.walk.guess)}: {'close, ' if self.bets[-1] else ''}off by {miss:.3f}."

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
