"""From which probability on is a tumour examined further? The cost of two mistakes against the threshold.

A logistic regression, fitted five times, each time on four fifths of the tumours, says a probability for the others.
So each probability comes from a model that has not seen that tumour. A quarter of the 569 tumours is left out: the test
part of lesson 19, which nobody is to see before a model is chosen.
"""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib import datasets
from mathlib.demos.machine import Machine, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number

CUTS = np.round(np.arange(0.01, 1.0, 0.01), 2)
RATIO, FOLDS, RIDGE = (1.0, 50.0), 5, 1e-2
ASKED, CLOSE = 20.0, 2.2          # the goal: this ratio, to ±0.5, and a cost at most so far above the least
GOAL = f"Goal: a miss costs {ASKED:g} false alarms. Find a threshold whose cost is within {CLOSE} of the lowest."


@lru_cache(maxsize=1)
def answers():
    """(p, y) of each tumour, p from a model that has not seen it."""
    data = datasets.breast_cancer()
    rows = training_rows(len(data.y))
    x, y = data.x[rows], data.y[rows]
    p = np.empty(len(y))
    for fold in range(FOLDS):
        out = np.arange(len(y)) % FOLDS == fold
        mean, sd = x[~out].mean(axis=0), x[~out].std(axis=0)
        columns = np.column_stack([(x - mean) / sd, np.ones(len(y))])
        p[out] = chance(columns[out] @ newton(columns[~out], y[~out]))
    return p, y


def training_rows(many):
    """In shuffled order, without the quarter that the project `tumours` of lesson 19 locks away."""
    return np.random.default_rng(19).permutation(many)[:many - many // 4]


def newton(x, y):
    """The weights of least log-loss with a small penalty, by eight Newton steps."""
    w = np.zeros(x.shape[1])
    for _ in range(8):
        p = chance(x @ w)
        slope = x.T @ (p - y) / len(y) + RIDGE * w
        w = w - np.linalg.solve(x.T * (p * (1 - p)) @ x / len(y) + RIDGE * np.eye(len(w)), slope)
    return w


def chance(score):
    """1/(1 + exp(−s)), without overflow."""
    return 0.5 * (1 + np.tanh(score / 2))


def mistakes(cut):
    """(missed, false alarms) per 100 tumours, where all with p at the cut or above are examined."""
    p, y = answers()
    return 100 * np.mean((p < cut) & (y == 1)), 100 * np.mean((p >= cut) & (y == 0))


@lru_cache(maxsize=1)
def table():
    """Both mistakes at every cut of CUTS."""
    return np.array([mistakes(cut) for cut in CUTS]).T


@dataclass(frozen=True)
class Decision:
    """What is chosen: the threshold, and how many false alarms a miss costs."""
    cut: float = 0.5
    ratio: float = 1.0

    @cached_property
    def missed_and_false(self):
        return mistakes(self.cut)

    @property
    def cost(self):
        """In false alarms per 100 tumours."""
        missed, false = self.missed_and_false
        return float(self.ratio * missed + false)

    @property
    def curve(self):
        return self.ratio * table()[0] + table()[1]

    @property
    def won(self):
        return bool(abs(self.ratio - ASKED) <= 0.5 and self.cost <= self.curve.min() + CLOSE)


class Threshold(Machine):
    """A threshold and a ratio of costs, set by hand."""

    def __init__(self, cut=0.5, ratio=1.0):
        super().__init__(Decision(self.number(cut, "The threshold", 0.01, 0.99),
                                  self.number(ratio, "What a miss costs", *RATIO)))

    @action
    def set_cut(self, value):
        """Another threshold."""
        self._move("cut", cut=self.number(value, "The threshold", 0.01, 0.99, now=number(self.state.cut, 3)))

    @action
    def set_ratio(self, value):
        """Another price of a missed tumour."""
        self._move("ratio", ratio=self.number(value, "What a miss costs", *RATIO, now=number(self.state.ratio, 3)))

    @action
    def place(self, *given):
        """The threshold from a place on a picture."""
        cut, = self.coordinates(given, 1, "That is not a place on the picture. The threshold stays where it is.")
        self._move("cut", cut=min(max(round(cut, 2), 0.01), 0.99))

    def _move(self, together, **changes):
        self.become("", together=together, **changes)
        self.said = self.here()

    def here(self):
        now = self.state
        missed, false = now.missed_and_false
        return (f"Examined from p = {number(now.cut, decimals=2)} on: per 100 tumours {number(missed, decimals=1)} are "
                f"missed, {number(false, decimals=1)} are false alarms. A miss costs {number(now.ratio, 3)}: "
                f"{number(now.cost, decimals=1)} in all.")


CONTROLS = [s.slider("set_cut", "threshold", 0.01, 0.99, keys="jl", step=0.01),
            s.slider("set_ratio", "a miss costs (false alarms)", *RATIO, keys="-+", step=0.2),
            s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def threshold(cut=0.5, ratio=1.0):
    """The probabilities of 427 tumours, a threshold, and what its mistakes cost, as a Stage.

    cut: examined from this probability on. ratio: how many false alarms one missed malignant tumour costs.
    """
    return Stage(Threshold(cut, ratio), scene, CONTROLS, title="Which tumours are examined further", also=["place"],
                 description=described)


def described(machine):
    """Both pictures in words: how many tumours got which probability, and the lowest cost."""
    p, y = answers()
    curve = machine.state.curve
    return (f"The probabilities of {len(y)} tumours: {np.sum(p[y == 0] < 0.05)} of {np.sum(y == 0)} benign ones are "
            f"below 0.05, {np.sum(p[y == 1] > 0.95)} of {np.sum(y == 1)} malignant ones above 0.95. The cost of every "
            f"threshold: the lowest for this price is {number(curve.min(), decimals=1)}, at "
            f"{number(CUTS[curve.argmin()], decimals=2)}. {machine.here()}")


def scene(machine):
    """What the decision looks like now."""
    now = machine.state
    missed, false = now.missed_and_false
    top = 1.15 * float(now.curve.max())
    return s.Scene(
        panels=[*sides(), cost_panel(top)],
        marks={"said": [s.segment((now.cut, -BOTTOM), (now.cut, BOTTOM), "yours", dash=False, width=2.5)],
               "cost": [s.curve(CUTS, now.curve, "measured", name="cost"),
                        s.segment((now.cut, 0), (now.cut, top), "quiet"),
                        s.point(now.cut, now.cost, "yours", drag=True)]},
        readout=[("threshold", number(now.cut, decimals=2)), ("missed per 100", number(missed, decimals=1)),
                 ("false alarms per 100", number(false, decimals=1)), ("a miss costs", number(now.ratio, 3)),
                 ("cost per 100", number(now.cost, decimals=1))],
        badge=badge(now), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_cut": float(f"{now.cut:.4g}"), "set_ratio": float(f"{now.ratio:.4g}")},
        disabled=[] if machine.past else ["undo"])


def badge(now):
    """How far from the least cost, in words."""
    if now.won:
        return "won", f"cost {number(now.cost, decimals=1)}: as low as a threshold makes it, to {CLOSE}"
    above = now.cost - now.curve.min()
    if above <= CLOSE:
        return "good", f"near the lowest for this price; the goal is at {ASKED:g}"
    return "calm", f"{number(above, decimals=1)} above the lowest"


BOTTOM = 40.0


@lru_cache(maxsize=1)
def sides():
    """The probabilities as bars, malignant upwards and benign downwards; bars that are longer are cut off."""
    p, y = answers()
    edges = np.linspace(0, 1, 21)
    centres = (edges[1:] + edges[:-1]) / 2
    up, down = (np.histogram(p[y == which], edges)[0] for which in (1, 0))
    marks = [s.bars(centres, np.minimum(up, BOTTOM), "gradient", width=0.045),
             s.bars(centres, -np.minimum(down, BOTTOM), "one", width=0.045),
             s.text(0.5, 0.75 * BOTTOM, "malignant", "gradient"), s.text(0.5, -0.75 * BOTTOM, "benign", "one")]
    return (s.panel("said", (0, 1), (-BOTTOM, BOTTOM), marks, xlabel="probability of malignant",
                    ylabel="tumours (40 or more: cut off)", title="who is examined: drag", place="place",
                    stride=(0.01, 0)),)


@lru_cache(maxsize=64)
def cost_panel(top):
    """The axes of the cost."""
    return s.panel("cost", (0, 1), (0, top), xlabel="threshold", ylabel="cost per 100 tumours",
                   title="what it costs: drag", place="place", stride=(0.01, 0))
