"""A ball on a landscape: a rule of `mathlib.optimizers` that can be placed, stepped, undone and bet on.

The machine knows no pixels and no widgets. It works on any ground with `at(place) -> (height,
gradient, curvatures)`: a curve (places of shape (1,)) or a surface (places of shape (2,)).
"""
import math
from dataclasses import replace

import numpy as np

from mathlib.demos.machine import Machine, Refusal, action, fields_of
from mathlib.demos.rolling.walk import regime, show, walk_on
from mathlib.optimizers import GradientDescent
from mathlib.words import count, number

LR_RANGE = (0.001, 10.0)
REST = 1e-4          # a step shorter than this share of the window counts as rest
FAR = 1e12           # beyond this a place is called an overflow
CLOSE = 0.25         # a guess that misses by no more than this share of the step is close,
SEEN = 0.005         # or by no more than this share of the window, which is as well as a hand can point


class Ball(Machine):
    """The state machine of the rolling ball.

    grounds: {name: ground} to choose from. rule: what makes the steps, a rule of mathlib.optimizers; or lr alone, for
    gradient descent. goal: a Goal or None. read: a function text -> ground for typed formulas, or None; it raises
    ValueError with a sentence. Raises ValueError for a start or a learning rate that the stage would refuse.
    """

    kept = ("rule", "bets", "tried")
    typed_name = "typed"             # the entry of the menu that leads back to the formula typed last

    def __init__(self, grounds, ground=None, start=None, lr=0.1, goal=None, read=None, rule=None):
        self.grounds, self.goal, self._read, self.typed = dict(grounds), goal, read, {}
        first = self.named(ground, self.grounds) if ground else next(iter(self.grounds.values()))
        rule = rule or GradientDescent(self.number(lr, "η", *LR_RANGE))
        where = self._place(first.start if start is None else start, np.size(first.start))
        super().__init__(walk_on(first, where, rule))

    # ---- what the learner does -----------------------------------------------------------
    @action
    def place(self, *coordinates):
        """Put the ball somewhere (in predict mode: say where it will land)."""
        walk = self.state
        where = self.coordinates(coordinates, len(walk.here),
                                 "That is not a place in the picture. The ball stays where it is.")
        if walk.predicting:
            return self.become(f"You predict {show(where)}. Now press Step.", together="guess", guess=where, bet=())
        fresh = walk_on(walk.ground, where, walk.rule, bets=walk.bets, formula=walk.formula, tried=True)
        self.become("", together="place", **fields_of(fresh))
        self.said = self.here()

    @action
    def step(self):
        """One step by the rule."""
        if self.obstacle():
            raise Refusal(self.obstacle())
        walk = self.state
        landing, there, memory = walk.ahead
        bet, bets, verdict = self._settle(walk)
        self.become("", path=(*walk.path, landing), looks=(*walk.looks, there), memory=memory, guess=(), bet=bet,
                    bets=bets)
        self.said = " ".join(filter(None, [f"Step {self.steps}: {show(landing)}.", self._heights(), verdict,
                                           *self._news()]))

    run = step                       # the view asks for a run step by step

    @action
    def set_lr(self, value):
        """The learning rate η, from a number or from what was typed."""
        lr = self.number(value, "η", *LR_RANGE, f"{self.state.lr:g}")
        self.become("", together="lr", rule=replace(self.state.rule, lr=lr), tried=True, bet=())
        self.said = f"Learning rate {lr:g}: {self.forecast()[1]}.".replace(": .", ".")

    @action
    def choose(self, name):
        """Another ground, by name; the one typed last has a name as well."""
        if name == self.typed_name and not self.typed:
            raise Refusal("Nothing was typed yet. Type a formula in the box beside the menu, then press Enter.")
        self._move_to(*self.named(name, {name: (ground, "") for name, ground in self.grounds.items()} | self.typed))

    @action
    def type_formula(self, text):
        """A ground from what the learner typed."""
        if self._read is None:
            raise Refusal("No formula can be typed here. Choose from the menu.")
        ground = self.formula(text, self._read)
        self.typed = {ground.name: (ground, str(text))}
        self._move_to(ground, str(text))

    @action
    def predict(self):
        """Switch predict mode: the next click says where the ball will land."""
        on = not self.state.predicting
        self.become(f"Predict mode {'on: say where the ball will land, then press Step' if on else 'off'}.",
                    predicting=on, guess=(), bet=())

    # ---- what can be asked ------------------------------------------------------------------
    @property
    def steps(self):
        """Steps made since the ball was placed."""
        return len(self.state.path) - 1

    def here(self):
        """Where the ball lies, and how the ground is there."""
        ground = self.state.ground
        at = f"Ball at {show(self.state.here)} on {ground.name}, {ground.text}, after {count(self.steps, 'step')}."
        return f"{at} η is {self.state.lr:g}. {self._heights()}"

    def badge(self):
        """(tone, words): the goal, once reached or missed; else what this η does, unless that is to be predicted."""
        if self.won():
            return "won", f"goal reached in {count(self.goal.reached(self.state), 'step')}"
        if self.missed():
            return "warn", self.missed()
        if self.resting() == "two-cycle":
            return "warn", "two-cycle: back where it was two steps ago"
        return ("calm", "") if self.state.predicting else self.forecast()

    def forecast(self):
        """(tone, words): what this η does with this curvature; nothing for a rule with a memory."""
        walk = self.state
        if not isinstance(walk.rule, GradientDescent):
            return "calm", ""
        product = walk.lr * float(walk.looks[-1][2].max())
        tone, words = regime(product, walk.ground.parabola)
        which = "" if len(walk.here) == 1 else ", steepest way"
        return tone, f"{words} (η·f″ = {number(product, decimals=2)}{which})" if math.isfinite(product) else words

    def won(self):
        """Whether this walk meets the goal."""
        return self.goal is not None and self.goal.reached(self.state) is not None

    def missed(self):
        """Why this walk does not meet the goal any more, in words; "" while it may, and before anybody tried."""
        goal, walk = self.goal, self.state
        if not goal or not walk.tried or not goal.belongs_to(walk.ground) or not self.steps or self.won():
            return ""
        if math.dist(walk.here, goal.target) <= goal.within and math.dist(walk.path[0], goal.target) < goal.beyond:
            return "the goal asks for a start further away"
        return f"not in {count(goal.budget, 'step')}: Reset starts again" if self.steps >= goal.budget else ""

    def obstacle(self):
        """Why no step can be made from here, as a sentence ("" if one can)."""
        height, gradient, _ = self.state.looks[-1]
        if not np.isfinite([height, *gradient]).all():
            return "Here the function has no finite height or slope. Press Undo, or place the ball elsewhere."
        landing, there, _ = self.state.ahead
        if not (np.abs(landing) <= FAR).all():
            return (f"The next place is beyond {FAR:.0e}: this walk has diverged. "
                    "Press Undo, or make η smaller and place the ball again.")
        if not np.isfinite(there[0]):
            return "At the next place the function has no finite height. Press Undo, or choose another η."
        return ""

    def resting(self):
        """Why a run has nothing left to do ("" while it has)."""
        walk = self.state
        if self.obstacle():
            return "obstacle"
        if np.abs(np.subtract(walk.landing, walk.here)).max() < REST * self.width():
            return "at rest"
        if self.steps >= 2 and np.allclose(walk.here, walk.path[-3], rtol=0, atol=1e-9):
            return "two-cycle"
        return "" if self.inside() else "outside"

    def width(self):
        """Width of the window, in the unit of the parameter."""
        low, high = self.limits()[0]
        return high - low

    def limits(self):
        """The window, one (low, high) for each coordinate."""
        ground = self.state.ground
        return [ground.window] if len(self.state.here) == 1 else [(-ground.radius, ground.radius)] * 2

    def inside(self):
        """Whether the ball is within the window."""
        return all(low <= v <= high for v, (low, high) in zip(self.state.here, self.limits()))

    # ---- inside ------------------------------------------------------------------------------
    def _place(self, given, count):
        refusal = (f"A place here is {'a finite number' if count == 1 else f'{count} finite numbers'}. "
                   f"This is not: {given!r:.60}")
        if np.size(given) != count:
            raise Refusal(refusal)
        return self.coordinates(np.ravel(given), count, refusal)

    def _move_to(self, ground, formula):
        walk = self.state
        fresh = walk_on(ground, self._place(ground.start, np.size(ground.start)), walk.rule, formula=formula,
                        predicting=walk.predicting, bets=walk.bets)
        self.become("", **fields_of(fresh))
        self.said = f"Now on: {ground.name}, {ground.text}. {self.here()}"

    def _settle(self, walk):
        """What becomes of a guess when the step is made: (bet, all bets, the verdict)."""
        if not walk.guess:
            return (), walk.bets, "No prediction was made." if walk.predicting else ""
        miss = math.dist(walk.guess, walk.landing)
        close = miss <= max(CLOSE * walk.move, SEEN * self.width())
        verdict = f"You predicted {show(walk.guess)}: {'close, ' if close else ''}off by {number(miss, decimals=3)}."
        return (walk.guess, miss), (*walk.bets, close), verdict

    def _news(self):
        """What this step has brought about: a goal, a miss, a cycle, rest."""
        won = self.won() and self.goal.reached(self.state) == self.steps
        missed = self.missed() if self.goal and self.steps == self.goal.budget else ""
        resting = {"two-cycle": "Back where it was two steps ago.", "at rest": "At rest."}.get(self.resting(), "")
        return [f"Goal reached in {count(self.steps, 'step')}." if won else "",
                f"Goal missed: {missed}." if missed else "", resting]

    def _heights(self):
        height, gradient, _ = self.state.looks[-1]
        slopes = ", ".join(number(g, 3) for g in gradient)
        words = f"Height {number(height, 3)}, {'slope' if len(gradient) == 1 else 'gradient'} {slopes}."
        return words if self.inside() else f"{words} The ball has left the picture: Undo brings it back."
