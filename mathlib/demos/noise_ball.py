"""A walk by batches around the lowest place, with η and B in the learner's hand, and a ring to stay in."""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib.demos.cloud import SIZING, WINDOW, Sized, batch, each, loss, lowest, outlook, size
from mathlib.demos.machine import Refusal, action
from mathlib.optimizers import GradientDescent
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import count, number

START, RING = (3.1, -0.2), 0.04          # kg
STAY, BUDGET = 25, 250                   # updates in a row inside the ring; examples in all
TRAIL = 120                              # places that are drawn
LR = (0.001, 1.0)
GOAL = (f"Goal: {STAY} updates in a row that end inside the ring (within {RING:g} kg of the lowest place), before "
        f"{BUDGET} examples are used.")


@dataclass(frozen=True)
class Walk:
    """Places visited, η and B, the examples used, and how many of the last updates ended inside the ring."""
    path: tuple
    lr: float
    B: int
    examples: int = 0
    inside: int = 0

    @cached_property
    def off(self):
        """The distance from the lowest place, in kg; its square is the loss above the least."""
        return float(np.hypot(*np.subtract(self.path[-1], lowest())))

    @property
    def won(self):
        """Whether the last updates stayed inside, within the budget."""
        return self.inside >= STAY

    @property
    def spent(self):
        """Whether the next batch would cost more than is left."""
        return self.examples + self.B > BUDGET


class NoiseBall(Sized):
    """Gradient descent on batches: each update draws B penguins afresh."""

    def __init__(self, lr=0.4, B=1):
        super().__init__(Walk((START,), self.number(lr, "The learning rate η", *LR), size(B)))

    @action
    def step(self):
        """Draw a batch and update (b, m) once."""
        self._update("")

    @action
    def run(self):
        """One update of a run; the view asks until the goal is reached or the examples are used up."""
        self._update("run")

    def _update(self, together):
        walk = self.state
        if walk.spent:
            raise Refusal(f"{walk.examples} of {BUDGET} examples are used: a batch of {walk.B} is more than is left. "
                          "Reset begins anew, Undo takes back.")
        w = np.array(walk.path[-1])
        gradient = each(w, batch(walk.B, 1000 + walk.examples)).mean(axis=0)
        w, _ = GradientDescent(walk.lr).step(w, gradient, (0,))
        inside = float(np.hypot(*(w - lowest()))) <= RING
        self.become("", together=together, path=(*walk.path, tuple(w.tolist())), examples=walk.examples + walk.B,
                    inside=walk.inside + 1 if inside else 0)
        self.said = self.here()

    @action
    def set_lr(self, value):
        """Choose η for the updates to come."""
        lr = self.number(value, "The learning rate η", *LR, now=number(self.state.lr, 3))
        self.become(f"η is {number(lr, 3)} from here on.", together="rate", lr=lr)

    def here(self):
        walk = self.state
        return (f"After {count(len(walk.path) - 1, 'update')} and {count(walk.examples, 'example')}, "
                f"{number(walk.off, decimals=3)} kg from the lowest place.")


CONTROLS = [s.button("step", "Step", "s"), s.button("run", "Run", "r", repeat=True),
            s.slider("set_lr", "learning rate η", *LR, log=True, keys="-+"),
            *SIZING, s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def noise_ball(lr=0.4, B=1):
    """A walk on batches of the penguins, η and B to be turned while it walks, as a Stage."""
    return Stage(NoiseBall(lr, B), scene, CONTROLS, title="A ball of noise",
                 description=lambda machine: f"A walk by batches over the lines (b, m), and a ring around the lowest "
                                             f"place. {machine.here()} {outlook(*machine.state.path[-1])}")


def scene(machine):
    """What the walk looks like now."""
    walk = machine.state
    halted = (["run"] if walk.won or walk.spent else []) + (["step"] if walk.spent else [])
    return s.Scene(
        panels=panels(), marks={"lines": [s.trail(walk.path[-TRAIL:]), s.point(*walk.path[-1], "path", size=8)],
                                "near": [s.trail(close(walk.path[-TRAIL:])), *ball_near(walk)]},
        readout=[("updates", str(len(walk.path) - 1)), ("examples used", f"{walk.examples} of {BUDGET}"),
                 ("distance (kg)", number(walk.off, decimals=3)),
                 ("in the ring", f"{min(walk.inside, STAY)} of {STAY}")],
        badge=badge(walk), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_lr": float(f"{walk.lr:.3g}"), "set_B": str(walk.B)},
        disabled=halted + ([] if machine.past else ["undo"]))


def badge(walk):
    """Where the walk stands, in words."""
    if walk.won:
        return "won", f"{STAY} updates in a row inside the ring, with {walk.examples} examples"
    if walk.spent:
        return "warn", f"{walk.examples} examples used: not enough is left for a batch of {walk.B}"
    if walk.inside:
        return "good", f"inside the ring, {walk.inside} of {STAY}"
    return "calm", "outside the ring"


def close(path):
    """The places within the near panel; the others are left out, with the lines to them."""
    path = np.array(path)
    (b, m), reach = lowest(), 5 * RING
    outside = (abs(path - (b, m)) > reach).any(axis=1)
    return np.where(outside[:, None], np.nan, path)


def ball_near(walk):
    """The place in the near panel, if it is there."""
    at = close(walk.path[-1:])[0]
    return [s.point(*at, "path", size=8)] if np.isfinite(at).all() else []


@lru_cache(maxsize=1)
def panels():
    """The lines (b, m) from above, and eight times as near the ring."""
    heights = [loss(*lowest()) + r ** 2 for r in (0.2, 0.4, 0.6, 0.8, 1.0, 1.2)]
    turn = np.linspace(0, 2 * np.pi, 73)
    ring = lowest() + RING * np.column_stack([np.cos(turn), np.sin(turn)])
    (b, m), reach = lowest(), 5 * RING
    star = s.point(b, m, "exact", shape="star")
    names = dict(xlabel="b (kg)", ylabel="m (kg per standard deviation)", equal=True)
    return [s.panel("lines", *WINDOW, [s.contour(loss, *WINDOW, heights), s.curve(*ring.T, "yours"), star], **names,
                    title="all of the walk"),
            s.panel("near", (b - reach, b + reach), (m - reach, m + reach), [s.curve(*ring.T, "yours"), star],
                    title="near the ring", **names)]
