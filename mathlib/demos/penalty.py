"""Two coefficients under a penalty: the error's ellipses, a diamond and a circle, and both coefficients against λ."""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib import datasets
from mathlib.demos.machine import Machine, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number

NAMES = ("bill length", "bill depth")
INKS = ("one", "other")
KINDS = ("L1", "L2")
TOP = 0.8                                       # the largest λ
WINDOW = ((-0.3, 0.75), (-0.65, 0.4))            # of the coefficients, on the map
LAMS = np.linspace(0, TOP, 81)
KEEP = 25                                       # per cent of the coefficient at λ = 0 that the goal asks to keep
ARROW = 0.5                                     # the drawn length of −∇E, per unit
GOAL = ("Goal: make one coefficient exactly 0 and keep the other at a quarter or more of what it is at λ = 0.")


@lru_cache(maxsize=1)
def bowl():
    """H (2, 2) and b (2,) of E(w) = ½ wᵀHw − b·w + const, half the mean squared error of 342 penguins' mass from bill
    length and bill depth, all three standardised."""
    table = datasets.penguins()
    z = (table.x[:, :2] - table.x[:, :2].mean(axis=0)) / table.x[:, :2].std(axis=0)
    y = (table.y - table.y.mean()) / table.y.std()
    return z.T @ z / len(y), z.T @ y / len(y)


def best(kind, lam):
    """The w (2,) with the least E(w) + λ‖w‖₁ (L1) or E(w) + λ‖w‖²/2 (L2), exact."""
    H, b = bowl()
    if kind == "L2":
        return np.linalg.solve(H + lam * np.eye(2), b)
    both = np.linalg.solve(H, b - lam * np.sign(b))         # where no coefficient is 0
    if (both * b > 0).all():
        return both
    alone = np.sign(b) * np.maximum(abs(b) - lam, 0) / np.diag(H)
    first, second = np.array([alone[0], 0.0]), np.array([0.0, alone[1]])
    return min((first, second), key=lambda w: w @ H @ w / 2 - b @ w + lam * abs(w).sum())


def error(w):
    """E(w), from its lowest place up."""
    H, b = bowl()
    gap = w - np.linalg.solve(H, b)
    return gap @ H @ gap / 2


def rival(kind, w):
    """The best place of the other penalty on the ellipse through w, by bisection over its λ; 0 for w = 0."""
    other, height = KINDS[1 - KINDS.index(kind)], error(w)
    if not w.any():
        return np.zeros(2)
    low, high = 0.0, 1.0
    while high < 1e6 and error(best(other, high)) < height:
        high *= 4
    for _ in range(30):
        middle = (low + high) / 2
        low, high = (middle, high) if error(best(other, middle)) < height else (low, middle)
    return best(other, low)


@lru_cache(maxsize=2)
def walk(kind):
    """The best w for each of `LAMS`, shape (81, 2)."""
    return np.array([best(kind, lam) for lam in LAMS])


@dataclass(frozen=True)
class Weighed:
    """A kind of penalty and its weight λ; the best coefficients are computed when first asked for, and kept."""
    kind: str
    lam: float

    @cached_property
    def w(self):
        """The best coefficients, shape (2,)."""
        return best(self.kind, self.lam)

    @cached_property
    def kept(self):
        """Each coefficient in whole per cent of what it is at λ = 0, shape (2,)."""
        return np.round(100 * self.w / best("L2", 0.0)).astype(int)

    @cached_property
    def won(self):
        """Whether one coefficient is exactly 0 and the other still large."""
        return int(np.sum(self.w == 0)) == 1 and bool(self.kept.max() >= KEEP)


class Penalty(Machine):
    """λ and the kind of penalty under the hand."""

    def __init__(self, kind="L1", lam=0.1):
        if kind not in KINDS:
            raise ValueError(f"kind is “L1” or “L2”, and not {kind!r:.30}.")
        super().__init__(Weighed(kind, self.number(lam, "λ", 0, TOP)))

    @action
    def set_lam(self, value):
        """The weight of the penalty."""
        self._move("lam", lam=self.number(value, "λ", 0, TOP, now=number(self.state.lam, 3)))

    @action
    def place(self, *coordinates):
        """λ from a place on the picture of the paths."""
        lam, = self.coordinates(coordinates, 1, "That is not a place on the picture. λ stays where it is.")
        self._move("lam", lam=min(max(round(lam, 3), 0.0), TOP))

    @action
    def choose(self, kind):
        """L1 or L2."""
        self.named(kind, dict.fromkeys(KINDS))
        self._move("", kind=kind)

    def _move(self, together, **to):
        self.become("", together=together, **to)
        self.said = self.here()

    def here(self):
        """λ, both coefficients, and how much of each is left."""
        now = self.state
        told = [f"{name} {number(w, 3)}" + (", exactly 0" if w == 0 else f", {kept} per cent of what it is at λ = 0")
                for name, w, kept in zip(NAMES, now.w, now.kept, strict=True)]
        return f"{now.kind}, λ = {number(now.lam, 3)}: {'; '.join(told)}.{at_corner(now)}"


def at_corner(now):
    """What the map shows at a corner of the diamond, in words."""
    if now.kind != "L1" or int(np.sum(now.w == 0)) != 1:
        return ""
    H, b = bowl()
    along, across = abs(b - H @ now.w)[np.argsort(now.w == 0)]
    return (f" The best place is a corner of the diamond; −∇E points {np.degrees(np.arctan2(across, along)):.0f}° off "
            "its axis. The circle touches the same ellipse where neither coefficient is 0.")


CONTROLS = [s.slider("set_lam", "weight λ", 0, TOP, keys="jl", step=0.005, wide=True),
            s.choice("choose", "penalty", KINDS), s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def penalty(kind="L1", lam=0.1):
    """An L1 or L2 penalty of weight λ on two coefficients of a penguin model, as a Stage."""
    return Stage(Penalty(kind, lam), scene, CONTROLS, title="Error against penalty", also=("place",),
                 description=lambda machine: "The ellipses of the error, with the diamond (L1) or circle (L2) on which "
                                             "the best coefficients lie, −∇E there, and in grey the other shape, which "
                                             f"touches the same ellipse. {machine.here()}")


def scene(machine):
    """The map of both coefficients, and both against λ."""
    now = machine.state
    return s.Scene(
        panels=panels(), marks={"map": on_the_map(now), "paths": paths(now)},
        readout=[("λ", number(now.lam, decimals=3)),
                 *[(f"{name}, s.d. per s.d.", ("0 exactly" if w == 0 else number(w, decimals=3)))
                   for name, w in zip(NAMES, now.w, strict=True)],
                 ("kept", " and ".join(f"{kept} %" for kept in now.kept))],
        badge=badge(now), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_lam": now.lam, "choose": now.kind}, disabled=[] if machine.past else ["undo"])


def badge(now):
    """How many coefficients are 0, in words."""
    zeros = int(np.sum(now.w == 0))
    if now.won:
        return "won", f"{NAMES[int(np.argmin(abs(now.w)))]} is exactly 0, the other is kept"
    if zeros == 2:
        return "calm", "both are exactly 0: nothing is left of the model"
    if zeros:
        return "calm", f"{NAMES[int(np.argmin(abs(now.w)))]} is exactly 0, and the other has shrunk too far"
    return "calm", "neither coefficient is 0"


# ---- the two pictures --------------------------------------------------------------------------

@lru_cache(maxsize=1)
def panels():
    """What stays: the ellipses of the error, and the axes."""
    H, b = bowl()
    free = np.linalg.solve(H, b)

    def above(u, v):
        u, v = u - free[0], v - free[1]
        return (H[0, 0] * u ** 2 + 2 * H[0, 1] * u * v + H[1, 1] * v ** 2) / 2
    (left, right), (low, high) = WINDOW
    return [
        s.panel("map", *WINDOW, [s.contour(above, *WINDOW, [0.005, 0.02, 0.05, 0.1, 0.2, 0.35]),
                                 s.segment((left, 0), (right, 0), dash=False, width=1),
                                 s.segment((0, low), (0, high), dash=False, width=1)],
                xlabel="coefficient of bill length", ylabel="coefficient of bill depth",
                title="ellipses: equal error", equal=True, wide=1.1),
        s.panel("paths", (0, TOP), (-0.45, 0.6), [s.segment((0, 0), (TOP, 0), dash=False, width=1)],
                xlabel="λ", ylabel="coefficient", title="both coefficients: drag λ", place="place",
                stride=(0.005, 0.05), wide=1.1)]


def on_the_map(now):
    """The ellipse and the diamond or circle through the best place, −∇E there, the other penalty's shape on the same
    ellipse, and the way the best place goes as λ grows."""
    H, b = bowl()
    free, turn = np.linalg.solve(H, b), np.linspace(0, 2 * np.pi, 61)
    gap = now.w - free
    reach = np.sqrt(gap @ H @ gap)
    around = free[:, None] + reach * np.linalg.solve(np.linalg.cholesky(H).T, [np.cos(turn), np.sin(turn)])
    other, beside = KINDS[1 - KINDS.index(now.kind)], rival(now.kind, now.w)
    downhill = ARROW * (b - H @ now.w)
    return [s.polygon(shape(now.kind, now.w), "path", filled=False), s.curve(*around, "exact", width=1.5),
            s.polygon(shape(other, beside), "quiet", filled=False), s.point(*beside, "quiet", size=6),
            s.curve(*walk(now.kind).T, "path", dash=True),
            *([s.arrow(now.w, now.w + downhill, label="−∇E")] if np.hypot(*downhill) > 0.1 else []),
            s.point(*free, "quiet", shape="diamond", size=5),
            s.text(free[0] + 0.02, free[1] - 0.04, "λ = 0", "quiet", corner="se"),
            s.point(*now.w, "exact", size=8)]


def shape(kind, w):
    """The corners of the diamond, or places on the circle, through w."""
    if kind == "L1":
        r = abs(w).sum()
        return [(r, 0), (0, r), (-r, 0), (0, -r)]
    turn = np.linspace(0, 2 * np.pi, 61)
    return np.hypot(*w) * np.column_stack([np.cos(turn), np.sin(turn)])


def paths(now):
    """Both coefficients against λ, with the λ in hand."""
    told = [s.curve(LAMS, values, ink, dash=ink == "other")
            for ink, values in zip(INKS, walk(now.kind).T, strict=True)]
    words = [s.text(0.2, side, name, ink) for name, ink, side in zip(NAMES, INKS, (0.45, -0.32), strict=True)]
    return [*told, *words, s.segment((now.lam, -0.45), (now.lam, 0.6), "yours"),
            *[s.point(now.lam, w, ink, size=7, drag=True) for ink, w in zip(INKS, now.w, strict=True)]]
