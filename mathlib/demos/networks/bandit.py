"""Two offers and a policy: each visitor is an arrow (R − b) ∇log p, and their mean estimates the slope of E[R].

The policy shows offer A with probability p = σ(θ). A visitor who sees A brings 13 € on average, one who sees B 10 €,
both with a spread of 1 €.
"""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib.demos.machine import Machine, Refusal, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import count, number

MEANS, SPREAD = (13.0, 10.0), 1.0        # € a visitor brings on average with A, with B; standard deviation
THETA, BASELINE = (-3.0, 3.0), (0.0, 25.0)
MOST, SHOWN, GROUPS = 600, 40, 5         # visitors of a group; arrows in the picture; groups
REACH, HEIGHTS = 18.0, (-6.0, 7.0)       # € to either side of 0 for the arrows; the panel of the mean
AT, ERROR, FEW = 2.0, 0.05, 60           # the goal
GOAL = f"Goal: at θ = {AT:g}, a standard error of at most {ERROR} € with at most {FEW} visitors."


def sigmoid(theta):
    """1/(1 + exp(−θ)). Below θ = −700, where exp overflows, it is next to 0 all the same."""
    return 1 / (1 + np.exp(np.minimum(-theta, 700)))


def exact_slope(theta):
    """d/dθ of the expected reward p·13 + (1 − p)·10."""
    p = sigmoid(theta)
    return (MEANS[0] - MEANS[1]) * p * (1 - p)


def mean_reward(theta):
    """The expected reward p·13 + (1 − p)·10."""
    p = sigmoid(theta)
    return MEANS[0] * p + MEANS[1] * (1 - p)


def exact_spread(theta, b):
    """The standard deviation of (R − b) ∇log p for one visitor, from the two offers and their spread."""
    p = sigmoid(theta)
    squares = p * (1 - p) ** 2 * ((MEANS[0] - b) ** 2 + SPREAD ** 2) + \
        (1 - p) * p ** 2 * ((MEANS[1] - b) ** 2 + SPREAD ** 2)
    return float(np.sqrt(squares - exact_slope(theta) ** 2))


@lru_cache(maxsize=GROUPS)
def chances(group):
    """For each visitor of a group a number between 0 and 1, which decides the offer, and the noise of the reward."""
    rng = np.random.default_rng((18, group))
    return rng.random(MOST), SPREAD * rng.standard_normal(MOST)


def estimates(theta, b, n, group=0):
    """(R − b) ∇log p of the first n visitors, and which of them saw offer A."""
    u, noise = (values[:n] for values in chances(group))
    p = sigmoid(theta)
    saw_a = u < p
    return (np.where(saw_a, *MEANS) + noise - b) * (saw_a - p), saw_a


@dataclass(frozen=True)
class Shop:
    """What can be chosen; the estimates follow from it."""
    theta: float = 0.0
    b: float = 0.0
    n: int = 0
    group: int = 0

    @cached_property
    def drawn(self):
        return estimates(self.theta, self.b, self.n, self.group)

    @property
    def mean(self):
        """The mean of all estimates so far; nan before the first."""
        return float(self.drawn[0].mean()) if self.n else np.nan

    @cached_property
    def spread(self):
        return exact_spread(self.theta, self.b)

    @property
    def error(self):
        """The standard error of the mean, from the exact spread; nan before the first visitor."""
        return self.spread / np.sqrt(self.n) if self.n else np.nan

    @property
    def won(self):
        return bool(abs(self.theta - AT) < 1e-9 and 0 < self.n <= FEW and self.error <= ERROR)


class Bandit(Machine):
    """A policy and a baseline, set by hand, and the visitors who come."""

    def __init__(self, theta=0.0, baseline=0.0):
        super().__init__(Shop(self.number(theta, "θ", *THETA), self.number(baseline, "The baseline b", *BASELINE)))

    @action
    def set_theta(self, value):
        """Another policy; the same visitors come to it."""
        self._change("theta", theta=self.number(value, "θ", *THETA, now=number(self.state.theta, 3)))

    @action
    def set_baseline(self, value):
        """Another baseline, for the same visitors."""
        self._change("b", b=self.number(value, "The baseline b", *BASELINE, now=number(self.state.b, 3)))

    @action
    def one(self):
        """One more visitor."""
        self._more(1)

    @action
    def ten(self):
        """Ten more visitors."""
        self._more(10)

    @action
    def hundred(self):
        """A hundred more visitors."""
        self._more(100)

    @action
    def others(self):
        """Nobody yet, and other visitors to come."""
        self._change("", n=0, group=(self.state.group + 1) % GROUPS)

    def _more(self, many):
        if self.state.n + many > MOST:
            raise Refusal(f"There are {MOST} visitors in a group, and {self.state.n} have come. Press Other visitors.")
        self._change("", n=self.state.n + many)

    def _change(self, together, **changes):
        self.become("", together=together, **changes)
        self.said = self.here()

    def here(self):
        shop = self.state
        told = (f"θ = {number(shop.theta, 3)}, baseline {number(shop.b, 3)} €. The mean reward is "
                f"{number(mean_reward(shop.theta), decimals=2)} €, the exact slope "
                f"{number(exact_slope(shop.theta), decimals=2)} €, the spread of one estimate "
                f"{number(shop.spread, decimals=2)} €.")
        if not shop.n:
            return told
        return (f"{told} {count(shop.n, 'visitor')}: mean {number(shop.mean, decimals=2)} €, standard error "
                f"{number(shop.error, decimals=3)} €.")


CONTROLS = [s.slider("set_theta", "θ", *THETA, keys="jl", step=0.05),
            s.slider("set_baseline", "baseline b (€)", *BASELINE, keys="-+", step=0.1),
            s.button("one", "1 visitor", "v"), s.button("ten", "10", "t"), s.button("hundred", "100", "h"),
            s.button("others", "Other visitors", "w"), s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def bandit(theta=0.0, baseline=0.0):
    """Visitors as arrows (R − b) ∇log p, and their mean beside the exact slope, as a Stage.

    theta: the policy shows offer A with probability σ(θ). baseline: b in €.
    """
    return Stage(Bandit(theta, baseline), scene, CONTROLS, title="Two offers",
                 description=lambda machine: "An arrow for each visitor, its reward less the baseline times ∇log p, "
                                             f"and the mean of the arrows. {machine.here()}")


def scene(machine):
    """What the shop looks like now."""
    shop = machine.state
    return s.Scene(
        panels=panels(max(FEW, shop.n), shop.theta), marks={"visitors": arrows(shop), "mean": course(shop)},
        readout=[("p(A)", number(sigmoid(shop.theta), decimals=3)),
                 ("mean reward (€)", number(mean_reward(shop.theta), decimals=2)),
                 ("exact slope (€)", number(exact_slope(shop.theta), decimals=2)),
                 ("visitors", str(shop.n)),
                 ("mean (€)", number(shop.mean, decimals=2) if shop.n else "none yet"),
                 ("spread of one (€)", number(shop.spread, decimals=2)),
                 ("standard error (€)", number(shop.error, decimals=4) if shop.n else "none yet")],
        badge=badge(shop), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_theta": float(f"{shop.theta:.4g}"), "set_baseline": float(f"{shop.b:.4g}")},
        disabled=[] if machine.past else ["undo"])


def badge(shop):
    """How far the estimate is, in words."""
    if shop.won:
        return "won", f"{count(shop.n, 'visitor')} are enough with b = {number(shop.b, 3)} €"
    if not shop.n:
        return "calm", "no visitor yet"
    if shop.error <= ERROR and shop.n > FEW:
        where = "" if abs(shop.theta - AT) < 1e-9 else f", at θ = {AT:g}"
        return "good", f"accurate enough, with {shop.n} visitors; the goal allows {FEW}{where}"
    if shop.error <= ERROR:
        return "good", f"accurate enough; the goal is at θ = {AT:g}"
    off = abs(shop.mean - exact_slope(shop.theta)) / shop.error
    return "calm", f"the mean is off by {number(off, decimals=1)} standard errors"


@lru_cache(maxsize=64)
def panels(wide, theta):
    """The arrows of the latest visitors with the exact slope, and beside them the mean so far."""
    slope = exact_slope(theta)
    exact = s.segment((slope, 0), (slope, SHOWN + 1), "exact", dash=False)
    return [s.panel("visitors", (-REACH, REACH), (0, SHOWN + 1), [s.segment((0, 0), (0, SHOWN + 1)), exact],
                    xlabel="(R − b) · ∇log p  (€)", ylabel=f"the latest {SHOWN} visitors",
                    title="one arrow a visitor", wide=1.1),
            s.panel("mean", (0, wide), HEIGHTS, [s.segment((0, slope), (wide, slope), "exact", dash=False)],
                    xlabel="visitors", ylabel="mean so far (€)", title="mean ± 2 standard errors")]


def arrows(shop):
    """The latest visitors: those who saw A in one ink, those who saw B in the other; and the mean of all."""
    values, saw_a = (v[-SHOWN:] for v in shop.drawn)
    rows = np.arange(len(values), 0, -1)
    found = [s.field(0 * rows[who], rows[who], values[who], 0 * rows[who], ink, width=2)
             for who, ink in ((saw_a, "one"), (~saw_a, "other")) if who.any()]
    words = [s.text(values[k], rows[k], name, ink) for name, ink, who in (("A", "one", saw_a), ("B", "other", ~saw_a))
             if who.any() for k in [np.flatnonzero(who)[-1]]]
    mean = [s.segment((shop.mean, 0), (shop.mean, SHOWN + 1), "gradient", dash=False, width=2.5)] if shop.n else []
    return [*found, *words, *mean]


def course(shop):
    """The mean after each visitor, and two standard errors round the exact slope."""
    if not shop.n:
        return []
    k = np.arange(1, shop.n + 1)
    band = 2 * shop.spread / np.sqrt(k)
    slope = exact_slope(shop.theta)
    edges = [s.curve(k, inside(slope + sign * band), "quiet", dash=True, width=1.2) for sign in (-1, 1)]
    return [*edges, s.curve(k, inside(np.cumsum(shop.drawn[0]) / k), "gradient")]


def inside(heights):
    """The same heights, nan where they are off the panel."""
    return np.where((heights > HEIGHTS[0]) & (heights < HEIGHTS[1]), heights, np.nan)
