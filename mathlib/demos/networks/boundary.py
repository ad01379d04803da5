"""A small network that learns to part two kinds of points, and the boundary between them as it moves."""
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from mathlib.demos.machine import Machine, Refusal, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import count, listed, number

HIDDEN, LR, SCALE = (2, 4, 8, 16), (0.01, 5.0), (0.0, 5.0)
BUDGET, STRIDE, POINTS = 150, 5, 80
REACH, GRID = 2.5, 61
GOAL = f"Goal: all {POINTS} points of the spiral on their own side, within {BUDGET} updates."


@lru_cache(maxsize=2)
def points(data):
    """X (80, 2) and labels (80,), 0 or 1: two arms of a spiral, or two half moons. Made up, with a fixed seed."""
    rng, half = np.random.default_rng(13), POINTS // 2
    if data == "spiral":
        turn = np.sqrt(rng.uniform(0.05, 1, (2, half)))
        angle = 2 * np.pi * turn + np.pi * np.array([[0], [1]])
        arms = 2 * np.stack([turn * np.cos(angle), turn * np.sin(angle)], axis=2)
        return arms.reshape(-1, 2) + 0.05 * rng.standard_normal((POINTS, 2)), np.repeat([0, 1], half)
    turn = rng.uniform(0, np.pi, (2, half))
    upper = np.stack([np.cos(turn[0]) - 0.5, np.sin(turn[0]) - 0.25], axis=1)
    lower = np.stack([0.5 - np.cos(turn[1]), 0.25 - np.sin(turn[1])], axis=1)
    return 1.4 * np.vstack([upper, lower]) + 0.14 * rng.standard_normal((POINTS, 2)), np.repeat([0, 1], half)


DATA = {"spiral": "Two arms of a spiral, squares and dots, wound round each other",
        "moons": "Two half moons, squares and dots, hooked into each other"}


def start(hidden, scale, seed):
    """W1, b1, W2, b2: weights `scale` times He's, biases 0."""
    rng = np.random.default_rng((13, seed))
    return (scale * rng.standard_normal((2, hidden)), np.zeros(hidden),
            scale * np.sqrt(2 / hidden) * rng.standard_normal((hidden, 2)), np.zeros(2))


def forward(X, W1, b1, W2, b2):
    """The hidden values H, and the probabilities P of both kinds."""
    H = np.maximum(X @ W1 + b1, 0)
    Z = H @ W2 + b2
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return H, E / E.sum(axis=1, keepdims=True)


def gradients(X, labels, W1, b1, W2, b2):
    """∂L/∂W1, ∂L/∂b1, ∂L/∂W2, ∂L/∂b2 of the mean cross-entropy, by the lines of lesson 13."""
    H, P = forward(X, W1, b1, W2, b2)
    dZ2 = (P - np.eye(2)[labels]) / len(X)
    dZ1 = dZ2 @ W2.T * (H > 0)
    return X.T @ dZ1, dZ1.sum(axis=0), H.T @ dZ2, dZ2.sum(axis=0)


@dataclass(frozen=True, eq=False)
class Learner:
    """What is learnt and how, the weights now, and the number of updates since they were drawn."""
    data: str = "spiral"
    hidden: int = 4
    lr: float = 0.3
    scale: float = 1.0
    seed: int = 0
    weights: tuple = ()
    updates: int = 0

    @cached_property
    def P(self):
        """The probabilities at the points."""
        return forward(points(self.data)[0], *self.weights)[1]

    @cached_property
    def wrong(self):
        """Which points are on the other side."""
        return self.P.argmax(axis=1) != points(self.data)[1]

    @cached_property
    def loss(self):
        """The mean cross-entropy over the points."""
        own = self.P[np.arange(POINTS), points(self.data)[1]]
        return float(-np.mean(np.log(np.maximum(own, 1e-300))))

    @cached_property
    def shades(self):
        """p of the squares over the window, rows from the top."""
        return forward(places(), *self.weights)[1][:, 1].reshape(GRID, GRID)

    @property
    def done(self):
        """Whether all points are on their own side."""
        return not self.wrong.any()

    @property
    def won(self):
        """Whether that is so on the spiral, in time."""
        return self.done and self.data == "spiral" and self.updates <= BUDGET

    def updated(self):
        """After one update more."""
        slopes = gradients(*points(self.data), *self.weights)
        weights = tuple(w - self.lr * g for w, g in zip(self.weights, slopes))
        return replace(self, weights=weights, updates=self.updates + 1)


class Boundary(Machine):
    """A net with one hidden layer of ReLUs, trained on all points at once by gradient descent."""

    def __init__(self, data="spiral", hidden=4, lr=0.3, scale=1.0):
        self.named(data, DATA)
        hidden, lr = self._size(hidden), self.number(lr, "The learning rate η", *LR)
        scale = self.number(scale, "The scale of the start", *SCALE)
        super().__init__(Learner(data, hidden, lr, scale, weights=start(hidden, scale, 0)))

    @action
    def step(self):
        """One update."""
        self._update(1, "")

    @action
    def run(self):
        """A few updates of a run; the view asks until all points are right or 1,000 updates are made."""
        self._update(STRIDE, "run")

    def _update(self, steps, together):
        now = self.state
        if now.done:
            raise Refusal("All points are on their own side. Reset, or draw other weights.")
        if now.updates >= 1000:
            raise Refusal("1,000 updates are made. Reset, or draw other weights.")
        for _ in range(steps):
            now = now.updated()
            if now.done:
                break
        if not all(np.isfinite(w).all() for w in now.weights):
            raise Refusal("That update would leave no numbers: η is too large here. Make it smaller, or Reset.")
        self.become("", together=together, weights=now.weights, updates=now.updates)
        self.said = self.here()

    @action
    def set_lr(self, value):
        """η for the updates to come."""
        lr = self.number(value, "The learning rate η", *LR, now=number(self.state.lr, 3))
        self.become(f"η is {number(lr, 3)} from here on.", together="rate", lr=lr)

    @action
    def set_hidden(self, value):
        """Another number of hidden units; training begins anew."""
        self._begin(hidden=self._size(value, str(self.state.hidden)))

    @action
    def set_scale(self, value):
        """Larger or smaller first weights; training begins anew."""
        now = number(self.state.scale, 3)
        self._begin("scale", scale=self.number(value, "The scale of the start", *SCALE, now=now))

    @action
    def set_data(self, name):
        """Other points; training begins anew."""
        self.named(name, DATA)
        self._begin(data=name)

    @action
    def draw(self):
        """Other first weights; training begins anew."""
        self._begin(seed=self.state.seed + 1)

    @action
    def reset(self):
        """The first weights again, with all choices as they are; Undo takes this back."""
        self._begin()

    def _begin(self, together="", **changes):
        chosen = {name: getattr(self.state, name) for name in ("hidden", "scale", "seed")} | {
            name: value for name, value in changes.items() if name != "data"}
        self.become("", together=together, **changes, weights=start(**chosen), updates=0)
        self.said = self.here()

    def _size(self, value, now=""):
        size = self.number(value, "The number of hidden units", HIDDEN[0], HIDDEN[-1], now)
        if size not in HIDDEN:
            raise Refusal(f"The number of hidden units must be 2, 4, 8 or 16.{f' It stays {now}.' if now else ''}")
        return int(size)

    def here(self):
        now = self.state
        return f"After {count(now.updates, 'update')} with {now.hidden} hidden units: loss {number(now.loss, 3)}."

    def window(self):
        """What the window shows, in words."""
        ends = [f"({number(x, 2)}, {number(y, 2)})" for x, y in crossings(self.state.shades > 0.5)]
        where = f" It leaves the window at {listed(ends)}." if ends else ""
        return f"{DATA[self.state.data]}, and the boundary p = ½ of a small net.{where} {self.here()}"


CONTROLS = [s.button("step", "Step", "s"), s.button("run", "Run", "r", repeat=True),
            s.slider("set_lr", "learning rate η", *LR, log=True, keys="-+"),
            s.choice("set_hidden", "hidden units", [str(size) for size in HIDDEN]),
            s.slider("set_scale", "scale of the start", *SCALE, keys="jl", step=0.1),
            s.choice("set_data", "points", list(DATA)),
            s.button("draw", "Other weights", "w"), s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def boundary(data="spiral", hidden=4, lr=0.3, scale=1.0):
    """A boundary that is learnt, as a Stage. data: "spiral" or "moons". hidden: 2, 4, 8 or 16 units. lr: η.

    scale: how large the first weights are, in units of He's.
    """
    return Stage(Boundary(data, hidden, lr, scale), scene, CONTROLS, title="A boundary in motion",
                 description=Boundary.window)


def scene(machine):
    """What the boundary looks like now."""
    now = machine.state
    halted = ["run", "step"] if now.done or now.updates >= 1000 else []
    return s.Scene(
        panels=panels(), marks={"map": marks(now)},
        readout=[("updates", str(now.updates)), ("loss", number(now.loss, decimals=3)),
                 ("on the wrong side", f"{now.wrong.sum()} of {POINTS}")],
        badge=badge(now), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_lr": float(f"{now.lr:.3g}"), "set_hidden": str(now.hidden), "set_scale": round(now.scale, 2),
                "set_data": now.data}, disabled=halted + ([] if machine.past else ["undo"]))


def badge(now):
    """Where the training stands, in words."""
    after = count(now.updates, "update")
    if now.won:
        return "won", f"all {POINTS} on their own side after {after}"
    if now.done:
        return "good", f"all {POINTS} on their own side, after {after}"
    if now.data == "spiral" and now.updates >= BUDGET:
        return "warn", f"{BUDGET} updates are over, {now.wrong.sum()} of {POINTS} on the wrong side"
    return "calm", f"{now.wrong.sum()} of {POINTS} on the wrong side"


@lru_cache(maxsize=1)
def panels():
    """The plane."""
    window = (-REACH, REACH)
    return [s.panel("map", window, window, xlabel="x₁", ylabel="x₂", equal=True, title="p of the squares")]


@lru_cache(maxsize=1)
def places():
    """The middles of the grid's squares, rows from the top."""
    half = REACH / GRID
    across = np.linspace(-REACH + half, REACH - half, GRID)
    x, y = np.meshgrid(across, across[::-1])
    return np.column_stack([x.ravel(), y.ravel()])


def crossings(inside):
    """Where the line between two kinds of squares of the grid leaves the window, once round from the upper left."""
    def edge(values):
        return np.concatenate([values[0, :-1], values[:-1, -1], values[-1, :0:-1], values[:0:-1, 0]])
    along = edge(inside)
    return edge(places().reshape(GRID, GRID, 2))[along != np.roll(along, -1)]


def marks(now):
    """p of the squares as shades, the line p = ½, and the points: outlined, or ringed where on the wrong side."""
    window, (X, labels), p = (-REACH, REACH), points(now.data), now.shades
    halves = [s.contour(lambda x, y: p[::-1], window, window, [0.5], points=GRID)] if np.ptp(p) > 1e-9 else []
    found = [s.image(p, window, window, palette="signed", low=-1, high=2), *halves]
    for kind, ink, shape in ((0, "other", "circle"), (1, "one", "square")):
        found += [s.point(*x, "exact", shape=shape, size=5.2) for x in X[(labels == kind) & ~now.wrong]]
        found += [s.point(*x, ink, shape=shape, size=4) for x in X[labels == kind]]
    return found + [s.point(*x, "exact", shape="ring", size=9) for x in X[now.wrong]]
