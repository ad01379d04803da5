"""A ground in fog with several valleys: walks downhill from chosen starts, and the question when to stop."""
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mathlib.demos.machine import Machine, Refusal, action
from mathlib.landscapes import random_ground
from mathlib.optimizers import GradientDescent, descend
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import count, number, place

RADIUS = 4.0
WINDOW = (-5.5, 5.5)                        # of the map: some walks end beyond the starts
RULE, STEPS, LEVEL = GradientDescent(lr=0.08), 300, 1e-3
SAME = 0.15                                 # ends as near as this lie in one valley
MOST = 40
AIMED = (3.5, -3.5)                         # at first: on no ground in the basin of the deepest valley
GOAL = "Goal: find the deepest valley. Walk from as many starts as you think it takes, then say so: the fog lifts."


@lru_cache(maxsize=16)
def ground(seed):
    """f and ∇f of the random ground with this seed, for x of shape (…, 2)."""
    return random_ground(2, np.random.default_rng(seed))[:2]


@lru_cache(maxsize=256)
def walked(seed, x, y):
    """The walk from a start: places (n, 2)."""
    return descend(RULE, ground(seed)[1], [x, y], STEPS, lambda _, g: abs(g).max() < LEVEL)


@dataclass(frozen=True)
class Known:
    """What the tests have measured of a ground: its deepest valley, how many there are, and the share of starts."""
    deepest: tuple
    valleys: int
    share: float


GROUNDS = {         # by seed: the deepest valley of each is neither rare nor common, and stands out
    13: Known((-0.027, 0.501), 10, 0.26),
    22: Known((-2.249, 1.019), 8, 0.23),
    29: Known((2.426, 2.221), 8, 0.31),
    16: Known((-1.572, -1.475), 7, 0.28),
    27: Known((-1.654, -0.648), 7, 0.31),
    23: Known((0.291, 0.748), 8, 0.32),
}


@dataclass(frozen=True)
class Search:
    """Which ground, where the next start is aimed, the starts so far, and whether the fog has gone."""
    which: int = 0
    x: float = AIMED[0]
    y: float = AIMED[1]
    starts: tuple = ()
    shown: bool = False

    @property
    def seed(self):
        return list(GROUNDS)[self.which % len(GROUNDS)]

    @property
    def known(self):
        return GROUNDS[self.seed]

    @property
    def ends(self):
        """Where each walk ended, (n, 2)."""
        return np.array([walked(self.seed, *start)[-1] for start in self.starts]).reshape(-1, 2)

    @property
    def heights(self):
        """The height of each end, (n,)."""
        return ground(self.seed)[0](self.ends)

    @property
    def lowest(self):
        """The lowest end so far."""
        return self.ends[self.heights.argmin()]

    @property
    def won(self):
        """Whether the fog is gone and the deepest valley was among the ends."""
        return self.shown and bool(np.hypot(*(self.lowest - self.known.deepest)) < SAME)


class Basins(Machine):
    """Starts on a ground in fog."""

    kept = ("which",)

    @action
    def place(self, *coordinates):
        """Aim the next start; outside the map, at its nearest edge."""
        at = self.coordinates(coordinates, 2, "That is not a place on the map.")
        x, y = (round(min(max(v, -RADIUS), RADIUS), 2) for v in at)
        self.become(f"Aimed at {place((x, y), 3)}.", together="place", x=x, y=y)

    @action
    def walk(self):
        """Walk downhill from where the start is aimed."""
        self._walk(self.state.x, self.state.y)

    @action
    def draw(self):
        """Walk from a start drawn at random."""
        rng = np.random.default_rng([self.state.seed, len(self.state.starts)])
        self._walk(*(round(float(v), 2) for v in rng.uniform(-RADIUS, RADIUS, 2)))

    @action
    def claim(self):
        """Say that the lowest end so far is the deepest valley: the fog lifts."""
        if not self.state.starts:
            raise Refusal("Walk first: there is no end yet that could be the deepest.")
        if self.state.shown:
            raise Refusal("The fog has gone. Take another ground.")
        self.become("", shown=True)
        self.said = self.here()

    @action
    def another(self):
        """The next ground, in fog."""
        self.become("", which=self.state.which + 1, x=AIMED[0], y=AIMED[1], starts=(), shown=False)
        self.said = f"Another ground, in fog. {self.here()}"

    def _walk(self, x, y):
        if self.state.shown:
            raise Refusal("The fog has gone: starts count no longer. Take another ground.")
        if (x, y) in self.state.starts:
            raise Refusal("You have walked from this start. Aim at another one.")
        if len(self.state.starts) >= MOST:
            raise Refusal(f"{MOST} starts are enough: say which is the deepest.")
        self.become("", x=x, y=y, starts=(*self.state.starts, (x, y)))
        self.said = self.here()

    def here(self):
        """How many starts, where the last walk ended, and the lowest so far."""
        now = self.state
        if not now.starts:
            return f"No walk yet; aimed at {place((now.x, now.y), 3)}."
        told = (f"{count(len(now.starts), 'start')}; the last walk ended at {place(now.ends[-1], 2)}, height "
                f"{number(now.heights[-1], decimals=2)}. Lowest so far {number(now.heights.min(), decimals=2)}")
        if not now.shown:
            return f"{told}."
        depth = ground(now.seed)[0](np.array(now.known.deepest))
        return (f"{told}. There are {now.known.valleys} valleys; the deepest has height {number(depth, decimals=2)}, "
                f"and about {now.known.share:.0%} of all starts reach it.")


CONTROLS = [s.button("walk", "Walk from here", "w"), s.button("draw", "Walk from a random start", "r"),
            s.button("claim", "That is the deepest", "c"), s.button("another", "Another ground", "n"),
            s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def basins(which=1):
    """Random ground number `which`, 1 to 6, in fog, as a Stage."""
    which = Machine.number(which, "The number of the ground", 1, len(GROUNDS))
    return Stage(Basins(Search(which=int(which) - 1)), scene, CONTROLS, title="Valleys in fog", also=("place",),
                 description=lambda machine: f"A ground with several valleys, in fog. {machine.here()}")


def scene(machine):
    """What is known of the ground, and the heights of the ends."""
    now = machine.state
    told = [("starts", str(len(now.starts)))]
    if now.starts:
        told += [("last end", number(now.heights[-1], decimals=2)), ("lowest", number(now.heights.min(), decimals=2))]
    return s.Scene(
        panels=panels(now.seed, now.shown, 12 if len(now.starts) < 12 else MOST + 2),
        marks={"map": on_the_map(now), "ends": heights(now)}, readout=told,
        badge=badge(now), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        disabled=([] if machine.past else ["undo"]) + (["claim"] if now.shown or not now.starts else [])
        + (["walk", "draw"] if now.shown else []))


def badge(now):
    """How the search stands, in words."""
    n, share = len(now.starts), now.known.share
    if now.won:
        luck = f", by luck: of 100 random starts {100 * share:.0f} get there" if n == 1 else ""
        return "won", f"right: the deepest of {now.known.valleys} valleys, after {count(n, 'start')}{luck}"
    if now.shown:
        missed = f"{n} random starts all miss" if n > 1 else "a random start misses"
        return "warn", f"there is a deeper valley; {missed} it in {number(100 * (1 - share) ** n, 2)} of 100 cases"
    if not now.starts:
        return "calm", "in fog"
    apart = []
    for end in now.ends:
        if all(np.hypot(*(end - other)) >= SAME for other in apart):
            apart.append(end)
    return "calm", f"{count(len(apart), 'valley')} found"


# ---- the two pictures --------------------------------------------------------------------------

@lru_cache(maxsize=16)
def panels(seed, shown, most):
    """The map, with its level curves once the fog is gone, and the axes of the ends."""
    f = ground(seed)[0]
    square = RADIUS * np.array([(-1, -1), (1, -1), (1, 1), (-1, 1)])
    lines = [s.contour(lambda x, y: f(np.stack(np.broadcast_arrays(x, y), -1)), WINDOW, WINDOW,
                       [-4, -3, -2, -1, 0, 1, 2, 4, 6, 8], points=41)] if shown else []
    return [s.panel("map", WINDOW, WINDOW, [*lines, s.polygon(square, "quiet", filled=False)], xlabel="x", ylabel="y",
                    equal=True, place="place", stride=(0.25, 0.25),
                    title="without fog" if shown else "in fog: aim inside the square"),
            s.panel("ends", (0, most), (-5, 9), xlabel="start", ylabel="height", wide=0.8,
                    title="height at which each walk ends")]


def on_the_map(now):
    """The last walk, the ends of all walks, and where the next start is aimed."""
    marks = [s.point(*start, "quiet", shape="diamond", size=4) for start in now.starts]
    marks += [s.trail(thinned(walked(now.seed, *now.starts[-1])))] if now.starts else []
    marks += [s.point(*end, "path", size=6) for end in now.ends]
    if now.shown:
        marks.append(s.point(*now.known.deepest, "exact", shape="ring", size=12, label="deepest"))
    return [*marks, s.point(now.x, now.y, "yours", shape="diamond", size=8, drag=True)]


def thinned(walk, most=40):
    """At most so many places of a walk, the first and the last among them."""
    return walk[np.unique(np.linspace(0, len(walk) - 1, most).round().astype(int))]


def heights(now):
    """A point for the end of each walk, and a line at the lowest."""
    marks = [s.point(k, height, "path", size=6) for k, height in enumerate(now.heights, start=1)]
    lowest = [s.segment((0, now.heights.min()), (MOST + 2, now.heights.min()), "exact")] if now.starts else []
    return marks + lowest
