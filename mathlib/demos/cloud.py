"""A cloud of gradients, one for each penguin, and the means of batches that are drawn from it."""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib import datasets
from mathlib.demos.machine import Machine, Refusal, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import count, listed, number, place

WINDOW = ((3.0, 5.4), (-0.4, 1.8))       # kg; kg per standard deviation of the flipper length
SCALE = 0.25                             # of a step: an arrow is drawn as a step with this η
SIZES = (1, 2, 4, 8, 16, 32, 64, 128, 256, 342)
MANY = 20                                # draws at once
FLAT = 0.02                              # a gradient shorter than this has no direction worth asking for
GOAL = (f"Goal: at one place, find a B with which all {MANY} of {MANY} batches point downhill, and a smaller one, at "
        "least half as large as the first, with which they do not.")


@lru_cache(maxsize=1)
def penguins():
    """X (342, 2), a column of ones and the standardised flipper length, and y (342,), the body mass in kg."""
    table = datasets.penguins()
    flipper = table.x[:, 2]
    x = (flipper - flipper.mean()) / flipper.std()
    return np.column_stack([np.ones_like(x), x]), table.y / 1000


@lru_cache(maxsize=1)
def lowest():
    """The place (b, m) of the line with the least mean squared error."""
    X, y = penguins()
    return np.linalg.lstsq(X, y, rcond=None)[0]


def outlook(b, m):
    """Where the lowest place lies from (b, m), in words; the bowl is round, so that −∇L points straight at it."""
    across, up = np.round(lowest() - (b, m), 2)
    there = place(lowest(), decimals=2)
    if not (across or up):
        return f"This is the lowest place, {there}."
    ways = [words for gap, words in ((across, "to the right" if across > 0 else "to the left"),
                                     (up, "up" if up > 0 else "down")) if gap]
    return f"From here the lowest place, {there}, lies {listed(ways)}, and −∇L points straight at it."


def each(w, rows=slice(None)):
    """The gradients of the squared residuals at w = (b, m), one row for each penguin in `rows`: 2 r (1, x)."""
    X, y = penguins()
    return 2 * (X[rows] @ w - y[rows])[..., None] * X[rows]


def loss(b, m):
    """The mean squared error in kg²: a round bowl over its lowest place, because x is standardised."""
    X, y = penguins()
    least = np.mean((X @ lowest() - y) ** 2)
    return least + (b - lowest()[0]) ** 2 + (m - lowest()[1]) ** 2


@lru_cache(maxsize=4 * MANY)
def batch(B, draw):
    """The rows of a batch of B different penguins; `draw` numbers the draws, and the same number draws the same."""
    return np.random.default_rng((9, draw)).permutation(len(penguins()[1]))[:B]


def size(value, now=""):
    """The batch size that was meant, one of SIZES; a Refusal if it is none. now: what it is and stays."""
    found = Machine.number(value, "The batch size B", 1, SIZES[-1], now=str(now))
    if found not in SIZES:
        raise Refusal(f"The batch size B must be a power of 2 up to 256, or 342 for all. "
                      f"{f'It stays {now}.' if now else f'It was given {value!r:.20}.'}")
    return int(found)


def neighbour(B, way):
    """The next size, larger (1) or smaller (−1); a Refusal at the ends."""
    place_in_row = SIZES.index(B) + way
    if not 0 <= place_in_row < len(SIZES):
        raise Refusal(f"B stays {B}: {'there are no more penguins' if way > 0 else 'a batch has at least one'}.")
    return SIZES[place_in_row]


SIZING = [s.choice("set_B", "batch size B", [str(B) for B in SIZES]), s.button("smaller", "Smaller B", "j"),
          s.button("larger", "Larger B", "l")]


class Sized(Machine):
    """What has a batch size B in its state: chosen by number, or the next smaller or larger of the row."""

    @action
    def set_B(self, value):
        """Choose the size of a batch."""
        self.resize(size(value, self.state.B))

    @action
    def smaller(self):
        """The next smaller size."""
        self.resize(neighbour(self.state.B, -1))

    @action
    def larger(self):
        """The next larger size."""
        self.resize(neighbour(self.state.B, 1))

    def resize(self, B):
        """Go on with batches of B."""
        self.become(f"Batches of {B} from here on.", together="size", B=B)


@dataclass(frozen=True)
class Draws:
    """A place (b, m), a batch size, how many batches were drawn, the last ones, and the tries (B, how many fell)."""
    b: float
    m: float
    B: int = 1
    drawn: int = 0
    last: int = 0
    tries: tuple = ()

    @cached_property
    def arrows(self):
        """All gradients here, shape (342, 2)."""
        return each(np.array([self.b, self.m]))

    @cached_property
    def gradient(self):
        """∇L: their mean."""
        return self.arrows.mean(axis=0)

    @cached_property
    def length(self):
        """|∇L|."""
        return float(np.hypot(*self.gradient))

    @cached_property
    def means(self):
        """The mean gradients of the last batches, shape (last, 2)."""
        rows = [batch(self.B, draw) for draw in range(self.drawn - self.last, self.drawn)]
        return np.array([self.arrows[r].mean(axis=0) for r in rows]).reshape(-1, 2)

    @cached_property
    def falls(self):
        """With how many of the last batches a short step lowers the loss over all penguins."""
        return int(np.sum(self.means @ self.gradient > 0))

    @cached_property
    def uphill(self):
        """With how many of the single arrows a short step raises the loss over all penguins."""
        return int(np.sum(self.arrows @ self.gradient < 0))

    @cached_property
    def off(self):
        """The root of the mean squared distance of the last batches' means from ∇L, in kg."""
        return round(float(np.sqrt(((self.means - self.gradient) ** 2).sum(axis=1).mean())), 9)

    @cached_property
    def found(self):
        """(B that was enough, smaller B that was not), or None."""
        enough = [B for B, falls in self.tries if falls == MANY]
        pairs = [(B, less) for B in enough for less, falls in self.tries if falls < MANY and B <= 2 * less < 2 * B]
        return min(pairs, default=None)


class Cloud(Sized):
    """A place in the plane of lines, and batches drawn from the penguins."""

    def __init__(self, b, m, B=1):
        b, m = (self.number(v, name, *limits) for v, name, limits in zip((b, m), "bm", WINDOW, strict=True))
        super().__init__(Draws(b, m, size(B)))

    @action
    def place(self, *coordinates):
        """Go to another line; outside the picture, to the nearest of its edge. The tries belong to a place."""
        found = self.coordinates(coordinates, 2, "That is not a place in the picture.")
        b, m = (min(max(v, low), high) for v, (low, high) in zip(found, WINDOW, strict=True))
        self.become("", together="place", b=b, m=m, tries=())
        self.said = self.here()

    def resize(self, B):
        """Go on with batches of B; those in the picture had another size."""
        self.become("", together="size", B=B, last=0)
        self.said = self.here()

    @action
    def draw(self):
        """Draw one batch afresh."""
        self.become("", drawn=self.state.drawn + 1, last=1)
        self.said = self.here()

    @action
    def draw_many(self):
        """Draw twenty batches afresh, and count those that point downhill."""
        if self.state.length < FLAT:
            raise Refusal("Here the gradient over all penguins is all but zero: no direction is downhill. "
                          "Move the place.")
        drawn = self.state.drawn + MANY
        new = Draws(self.state.b, self.state.m, self.state.B, drawn, MANY)
        tries = tuple(t for t in self.state.tries if t[0] != new.B) + ((new.B, new.falls),)
        self.become("", drawn=drawn, last=MANY, tries=tries)
        self.said = self.here()

    def here(self):
        state = self.state
        told = f"At b = {number(state.b, decimals=2)} and m = {number(state.m, decimals=2)}, batches of {state.B}"
        return f"{told}, off by {number(state.off, decimals=2)} kg." if state.last else f"{told}, none drawn yet."


CONTROLS = [s.button("draw", "Draw a batch", "d"), s.button("draw_many", f"Draw {MANY}", "t"),
            *SIZING, s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def cloud(b=3.9, m=0.4, B=1):
    """342 gradients at one place, their mean, and the means of batches of B, as a Stage.

    b, m: the line mass = b + m x at first. B: how many penguins are in a batch.
    """
    return Stage(Cloud(b, m, B), scene, CONTROLS, title="A cloud and its mean", also=("place",),
                 description=described)


def described(machine):
    """What the picture shows, in words."""
    state = machine.state
    uphill = "" if state.length < FLAT else f" {state.uphill} of the 342 single arrows lead uphill."
    return ("One arrow for each of 342 penguins, their mean, and the means of batches drawn from them. "
            f"{machine.here()} {outlook(state.b, state.m)}{uphill}")


def scene(machine):
    """What the cloud looks like now."""
    state = machine.state
    tried = ", ".join(f"B = {B}: {falls}" for B, falls in sorted(state.tries)) or "none yet"
    return s.Scene(
        panels=panels(), marks={"lines": marks(state)},
        readout=[("place (b, m)", place((state.b, state.m), decimals=2)),
                 ("|∇L| (kg)", number(state.length, decimals=2)),
                 ("a batch is off by (kg)", number(state.off, decimals=2) if state.last else "not drawn"),
                 (f"downhill of {MANY}", tried)],
        badge=badge(state), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_B": str(state.B)}, disabled=[] if machine.past else ["undo"])


def badge(state):
    """What the last draws did, in words."""
    if state.length < FLAT:
        return "calm", "the lowest place: no direction is downhill"
    if state.found:
        enough, less = state.found
        return "won", f"all {MANY} with B = {enough}, and not all with B = {less}"
    if state.last == MANY:
        return ("good" if state.falls == MANY else "calm"), f"{state.falls} of {MANY} point downhill"
    if state.last == 1:
        return ("good", "this batch points downhill") if state.falls else ("warn", "this batch points uphill")
    return "calm", f"{count(state.B, 'penguin')} in a batch"


@lru_cache(maxsize=1)
def panels():
    """The level curves of the loss over the lines (b, m), and its lowest place."""
    heights = [loss(*lowest()) + r ** 2 for r in (0.2, 0.4, 0.6, 0.8, 1.0, 1.2)]
    return [s.panel("lines", *WINDOW, [s.contour(loss, *WINDOW, heights),
                                       s.point(*lowest(), "exact", shape="star", label="lowest")],
                    xlabel="b (kg)", ylabel="m (kg per standard deviation)", equal=True, place="place",
                    title="drag the place", stride=(0.05, 0.05))]


def marks(state):
    """Steps against the gradients: of each penguin, of the batches, and of all; and where downhill ends."""
    here = np.array([state.b, state.m])
    ways, means, way = (-SCALE * arrows for arrows in (state.arrows, state.means, state.gradient))
    found = [s.field(*here, *ways.T, "quiet", width=0.7), s.field(*here, *means.T, "measured", width=2.2)]
    if state.length >= FLAT:
        across = np.array([-way[1], way[0]]) / np.hypot(*way)
        found += [s.segment(here - 0.9 * across, here + 0.9 * across, "exact"), s.arrow(here, here + way, "gradient")]
        corner = ("n" if way[0] > 0 else "s") + ("w" if way[1] > 0 else "e")       # beside the way to the star
        found.append(s.text(*(here + way), "−∇L", "gradient", corner=corner))
    return [*found, s.point(*here, "exact", size=8, drag=True)]
