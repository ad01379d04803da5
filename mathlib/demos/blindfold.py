"""A hill in fog: each probe tells height and gradient at one place, and the summit is to be found with few of them."""
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mathlib.demos.machine import Machine, Refusal, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import count, number, place

RADIUS = 5.0                    # km
TOP, PITCH = 2400.0, 120.0      # m; how fast the cone falls, far out
NEAR = 12.0                     # m below the top that count as the summit
REACH = 80.0                    # m per km that are drawn 1 km long
START = (-4.0, -4.0)
TELLS = ("height and gradient", "height alone")


@dataclass(frozen=True)
class Hill:
    """A smooth cone with one summit, longer one way than the other, its ridge a little bent."""
    summit: tuple
    turned: float
    wide: tuple
    bend: float

    def inside(self, x, y):
        """Coordinates along the ridge and across it, in its widths."""
        c, si = np.cos(self.turned), np.sin(self.turned)
        dx, dy = x - self.summit[0], y - self.summit[1]
        a, b = c * dx + si * dy, c * dy - si * dx
        return a / self.wide[0], (b - self.bend * a ** 2) / self.wide[1]

    def height(self, x, y):
        """Metres, at x and y in km."""
        a, b = self.inside(x, y)
        return TOP - PITCH * (np.sqrt(1 + a ** 2 + b ** 2) - 1)

    def gradient(self, x, y, t=1e-4):
        """The two slopes in m per km, measured."""
        return np.array([self.height(x + t, y) - self.height(x - t, y),
                         self.height(x, y + t) - self.height(x, y - t)]) / (2 * t)

    def at_the_top(self, x, y):
        """Whether a place counts as the summit."""
        return bool(self.height(x, y) >= TOP - NEAR)


@lru_cache(maxsize=64)
def hidden(seed):
    """Hill number so-and-so: drawn by its seed, the same every time."""
    rng = np.random.default_rng([9, seed])
    summit = tuple(rng.uniform(0.0, 3.5, 2) * rng.choice([1, -1], 2, p=[0.8, 0.2]))
    return Hill(summit, rng.uniform(0, np.pi), (rng.uniform(1.6, 2.2), rng.uniform(0.5, 0.8)), rng.uniform(-0.1, 0.1))


@lru_cache(maxsize=64)
def par(seed):
    """How many probes a plain walker takes: along the arrow, further while it keeps its way, half as far once not."""
    hill, at, far, came = hidden(seed), np.array(START), 2.0, None
    for probes in range(1, 61):
        if hill.at_the_top(*at):
            return probes
        way = hill.gradient(*at)
        way = way / np.hypot(*way)
        far = far if came is None else far * (0.5 if way @ came < 0.3 else 1.2)
        at, came = np.clip(at + far * way, -RADIUS, RADIUS), way
    return probes


@dataclass(frozen=True)
class Search:
    """Which hill, where the next probe is aimed, where the others were, and what was asked for."""
    seed: int = 1
    x: float = START[0]
    y: float = START[1]
    probes: tuple = ()
    tells: str = TELLS[0]
    shown: bool = False
    tries: int = 1

    @property
    def hill(self):
        return hidden(self.seed)

    @property
    def found(self):
        """Whether the last probe stands on the summit."""
        return bool(self.probes) and self.hill.at_the_top(*self.probes[-1])

    @property
    def open(self):
        """Whether the fog has gone."""
        return self.shown or self.found


class Blindfold(Machine):
    """A search for the summit. A probe is spent: undo takes back what was aimed, and no probe."""

    kept = ("tells", "seed")

    def __init__(self, seed=1, tells=TELLS[0]):
        self.named(tells, dict.fromkeys(TELLS))
        super().__init__(Search(seed=round(self.number(seed, "The number of the hill", 0, 1e6)), tells=tells))

    @action
    def place(self, *coordinates):
        """Aim the next probe; this costs nothing."""
        x, y = self.coordinates(coordinates, 2, "That is not a place on the map.")
        x, y = (round(min(max(v, -RADIUS), RADIUS), 3) for v in (x, y))
        self.become(f"Aimed at {place((x, y), 3)}.", together="place", x=x, y=y)

    @action
    def probe(self):
        """Ask for height and gradient at the place that is aimed at."""
        search = self.state
        if search.open:
            raise Refusal("The fog has gone, so there is nothing left to search. Take another hill.")
        if (search.x, search.y) in search.probes:
            raise Refusal("You have probed this place. Aim at another one.")
        self.become("", probes=(*search.probes, (search.x, search.y)))
        self.past.clear()
        self.said = self.here()

    @action
    def another(self):
        """The next hill, in fog."""
        self.become("", **self._anew(self.state.seed + 1))
        self.past.clear()
        self.said = f"Hill {self.state.seed}, in fog. Par is {par(self.state.seed)} probes."

    @action
    def show(self):
        """Give up: the fog goes, and this try has no score."""
        if self.state.open:
            raise Refusal("The fog has gone already.")
        self.become("The fog goes. This try has no score.", shown=True)
        self.said += f" The summit is at {place(self.state.hill.summit, 3)}."
        self.past.clear()

    @action
    def choose(self, tells):
        """What a probe tells; the hill begins again."""
        self.named(tells, dict.fromkeys(TELLS))
        search = self.state
        self.become("", **self._anew(search.seed) | {"tells": tells, "tries": search.tries + bool(search.probes)})
        self.past.clear()
        self.said = f"A probe now tells {tells}. {self.here()}"

    @action
    def reset(self):
        """The same hill from the start: from the second try on, the badge says which try it is."""
        search = self.state
        self.become("", **self._anew(search.seed) | {"tries": search.tries + bool(search.probes or search.shown)})
        self.past.clear()
        self.said = f"Hill {search.seed} again. {self.here()}"

    @action
    def undo(self):
        """Back to where the probe was aimed before."""
        if not self.past and self.state.probes:
            raise Refusal("A probe is spent and cannot be taken back. Undo takes back only where you aimed since.")
        if not self.past:
            raise Refusal("There is nothing to undo.")
        self.state, self._together = self.past.pop(), ""
        self.said = f"Undone: aimed at {place((self.state.x, self.state.y), 3)}."

    @staticmethod
    def _anew(seed):
        return {"seed": seed, "x": START[0], "y": START[1], "probes": (), "shown": False, "tries": 1}

    def here(self):
        """What the last probe told, and how the search stands."""
        search = self.state
        if not search.probes:
            return f"No probe yet; aimed at {place((search.x, search.y), 3)}."
        x, y = search.probes[-1]
        slopes = f", gradient {place(search.hill.gradient(x, y), 3)} m per km" if search.tells == TELLS[0] else ""
        return (f"Probe {len(search.probes)} at {place((x, y), 3)}: height {number(search.hill.height(x, y), 3)} m"
                f"{slopes}.")


CONTROLS = [s.button("probe", "Probe", "p", title="ask for height and gradient where you aim"),
            s.button("another", "Another hill", "n"), s.button("show", "Give up: lift the fog", "g"),
            s.choice("choose", "a probe tells", TELLS), s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def blindfold(seed=1, tells=TELLS[0]):
    """A hidden hill, to be climbed with few probes, as a Stage. seed: which hill. tells: what a probe tells."""
    return Stage(Blindfold(seed, tells), scene, CONTROLS, title="A hill in fog", also=("place",),
                 description=lambda machine: f"A hill in fog, par {par(machine.state.seed)} probes. {machine.here()}")


def scene(machine):
    """What is known of the hill."""
    search = machine.state
    last = search.probes[-1] if search.probes else None
    height = f"{number(search.hill.height(*last), decimals=0)} m" if last else "none"
    slopes = place(search.hill.gradient(*last), decimals=0) if last and search.tells == TELLS[0] else "none"
    return s.Scene(
        panels=[panel(search.seed if search.open else None)],
        marks={"map": [*probed(search), *aimed(search)]},
        readout=[("hill", str(search.seed)), ("probes", str(len(search.probes))), ("par", str(par(search.seed))),
                 ("height of the last probe", height), ("gradient there, m per km", slopes)],
        badge=badge(search), say=machine.said or machine.here(), problem=machine.problem,
        goal=f"Goal: set a probe less than {NEAR:g} m below the summit, with at most {par(search.seed)} probes.",
        values={"choose": search.tells},
        disabled=([] if machine.past else ["undo"]) + (["probe", "show"] if search.open else []))


def badge(search):
    """The score, in words."""
    n, best = len(search.probes), par(search.seed)
    again = f", try {search.tries} on this hill" if search.tries > 1 else ""
    if search.shown:
        return "calm", "the fog was lifted: no score for this try"
    if search.found and n <= best:
        return "won", f"summit found with {count(n, 'probe')}, par {best}{again}"
    if search.found:
        return "good", f"summit found with {count(n, 'probe')}, {n - best} over par{again}"
    if not n:
        return "calm", f"in fog: aim, then probe{again}"
    high = max(search.hill.height(*at) for at in search.probes)
    return "calm", f"{count(n, 'probe')} so far, the highest at {number(high, 3)} m{again}"


# ---- the picture ------------------------------------------------------------------------------------

@lru_cache(maxsize=32)
def panel(seed):
    """The map: with the level curves of hill `seed`, or, for None, in fog."""
    window, marks = (-RADIUS, RADIUS), []
    if seed is not None:
        hill = hidden(seed)
        marks = [s.contour(hill.height, window, window, [TOP - 40 * k ** 1.5 for k in range(1, 12)]),
                 s.point(*hill.summit, "path", shape="star", size=9, label="summit")]
    return s.panel("map", window, window, marks, xlabel="x (km east)", ylabel="y (km north)",
                   title="in fog: click to aim, P to probe" if seed is None else "the fog has gone", equal=True,
                   place="place", stride=(0.25, 0.25))


def probed(search):
    """Each probe with its height, and the gradient there."""
    heights = [(x, y, number(search.hill.height(x, y), decimals=0)) for x, y in search.probes]
    marks = [mark for x, y, told in heights for mark in (s.point(x, y, "measured", shape="square", size=4),
                                                         s.text(x, y, told, "measured", corner="se"))]
    if search.tells != TELLS[0] or not search.probes:
        return marks
    at = np.array(search.probes)
    arrows = np.array([search.hill.gradient(*here) for here in at]) / REACH
    return [s.field(*at.T, *arrows.T, width=2.4), *marks]


def aimed(search):
    """Where the next probe will be."""
    return [] if search.open else [s.point(search.x, search.y, "yours", shape="ring", size=9, drag=True)]
