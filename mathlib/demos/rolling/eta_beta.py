"""The plane of learning rate η and momentum β in a valley: a forecast of the steps, their count, and the path."""
import math
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib import landscapes
from mathlib.demos.machine import Machine, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import count, number

KAPPAS = ("10", "100", "1000")
WIDE, MOST_BETA = 4.0, 0.99          # η runs from 0 to 4/κ: beyond, no β helps
LEAST = 1e-3                         # of that width: η may not be 0
SMALL, CAP = 1e-6, 20_000            # arrived: what is left of both coordinates; and where counting ends
START, REACH = (2.4, 0.9), 2.8       # where the path begins, and the window around it
SHOWN, LOW = 120, 1e-8               # steps and heights of the panel on the right
BUDGET = 100
GOAL = (f"Goal: for κ = 100, a place that needs at most {BUDGET} steps. Plain descent, β = 0, needs 691 at its best η.")
PICTURE = ("Momentum in a valley with curvatures 1 and κ: the brighter a place of the plane, the fewer steps its "
           "factors forecast. Two lines divide it: β = (1 − √η)², which falls from the upper left corner, and "
           "η = 2(1 + β)/κ, which rises to the right; right of this one it is blank. It is brightest close to where "
           "they meet.")


@dataclass(frozen=True)
class Setting:
    """The condition number κ (curvatures 1 and κ), η and β."""
    kappa: str
    lr: float
    beta: float

    @cached_property
    def bends(self):
        """The curvatures: flat, steep."""
        return np.array([1.0, float(self.kappa)])

    @cached_property
    def factors(self):
        """By which a step multiplies what is left, in the long run: (flat, steep)."""
        return tuple(float(v) for v in factor(self.lr, self.beta, self.bends))

    @cached_property
    def left(self):
        """x/x₀ and y/y₀ after each of the steps that are drawn, shape (SHOWN + 1, 2)."""
        return shares(self.lr, self.beta, self.bends, SHOWN)

    @cached_property
    def path(self):
        """The first places of the walk on the valley from START; it ends where it leaves the picture for good."""
        places = START * self.left
        gone = np.flatnonzero(~(abs(places) < 4 * REACH).all(axis=1))
        return places[:gone[0] + 1 if len(gone) else None]

    @cached_property
    def steps(self):
        """The steps after which both coordinates stay below a millionth of the start; None if that never comes."""
        if max(self.factors) >= 1 - 1e-9:
            return None
        enough = min(CAP, int(3 * math.log(SMALL) / math.log(max(*self.factors, 0.1))) + 50)
        left = abs(shares(self.lr, self.beta, self.bends, enough))
        return int(np.flatnonzero((left > SMALL).any(axis=1))[-1]) + 1

    @cached_property
    def won(self):
        """Whether the goal is met."""
        return self.kappa == "100" and self.steps is not None and self.steps <= BUDGET


def shares(lr, beta, bends, steps):
    """What Momentum(lr, beta) leaves of each coordinate after 0, 1, …, `steps` steps: shape (steps + 1, len(bends)).

    Where the curvature is λ, a step takes (x, v) to ((1 − ηλ) x − ηβ v, λ x + β v): a matrix, and t steps its power.
    """
    step = np.array([[[1 - lr * bend, -lr * beta], [bend, beta]] for bend in bends])
    powers, next_power = np.tile(np.eye(2), (1, len(bends), 1, 1)), step
    while len(powers) <= steps:                         # M⁰ … Mᵏ⁻¹, times Mᵏ
        powers, next_power = np.concatenate([powers, next_power @ powers]), next_power @ next_power
    return powers[:steps + 1, :, 0, 0]


def factor(lr, beta, bend):
    """The larger size of the two roots of z² − (1 + β − η·bend) z + β = 0; arguments broadcast."""
    trace = 1 + beta - lr * np.asarray(bend)
    root = np.sqrt(trace ** 2 - 4 * np.asarray(beta) + 0j)
    return np.maximum(abs(trace + root), abs(trace - root)) / 2


class EtaBeta(Machine):
    """A place in the plane of η and β; both, and κ, are chosen."""

    def __init__(self, kappa="100", lr=None, beta=0.1):
        kappa = str(kappa)
        self.named(kappa, dict.fromkeys(KAPPAS))
        top = WIDE / float(kappa)
        lr = 0.25 * top if lr is None else self.number(lr, "η", LEAST * top, top)
        super().__init__(Setting(kappa, lr, self.number(beta, "β", 0, MOST_BETA)))

    @property
    def top(self):
        """The largest η of the plane."""
        return WIDE / float(self.state.kappa)

    @action
    def place(self, *coordinates):
        """A place in the plane, (η, β); what lies beside it counts as its edge."""
        lr, beta = self.coordinates(coordinates, 2, "That is not a place in the plane of η and β.")
        self._go("place", lr=min(max(lr, LEAST * self.top), self.top), beta=min(max(beta, 0.0), MOST_BETA))

    @action
    def set_lr(self, value):
        """η, from a number or from what was typed."""
        lr = self.number(value, "For this κ, η", LEAST * self.top, self.top, number(self.state.lr))
        self._go("lr", lr=lr)

    @action
    def set_beta(self, value):
        """β, from a number or from what was typed."""
        self._go("beta", beta=self.number(value, "β", 0, MOST_BETA, number(self.state.beta)))

    @action
    def choose(self, kappa):
        """Another condition number; the place in the picture stays, so that η becomes another."""
        self.named(kappa, dict.fromkeys(KAPPAS))
        self._go("", kappa, lr=self.state.lr * float(self.state.kappa) / float(kappa))

    def _go(self, together, kappa=None, **place):
        """To another place, with four digits; and say what it leads to."""
        self.become("", together, kappa=kappa or self.state.kappa, **{k: float(f"{v:.4g}") for k, v in place.items()})
        self.said = self.here()

    def here(self):
        """The place, and what it leads to."""
        now = self.state
        need = "it never arrives" if now.steps is None else f"{steps_words(now)} to a millionth of the start"
        return f"κ = {now.kappa}, η = {number(now.lr)}, β = {number(now.beta)}: {need}."


def steps_words(setting):
    """How many steps, in words."""
    return f"more than {CAP:,} steps" if setting.steps > CAP - 1 else count(setting.steps, "step")


def kind(setting):
    """(tone, words): what both directions do."""
    if setting.steps is None:
        return "warn", "diverges: the steep direction grows"
    discriminants = (1 + setting.beta - setting.lr * setting.bends) ** 2 - 4 * setting.beta
    if setting.won:
        return "won", f"{steps_words(setting)}, plain descent needs 691"
    if (discriminants < 0).all():
        return "calm", "both directions swing, both with factor √β"
    if discriminants[0] >= 0:
        return "calm", "the flat direction creeps"
    return "calm", "the flat direction swings, the steep one does not"


# ---- the scene -------------------------------------------------------------------------------

CONTROLS = [
    s.slider("set_lr", "learning rate η", 4e-6, 0.4, log=True, keys="-+"),
    s.slider("set_beta", "momentum β", 0, MOST_BETA, keys=",.", step=0.01),
    s.choice("choose", "condition number κ", KAPPAS), s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def eta_beta(kappa="100", lr=None, beta=0.1):
    """The plane of η and β as a Stage. kappa: "10", "100" or "1000". lr: η, at most 4/κ. beta: β."""
    return Stage(EtaBeta(kappa, lr, beta), scene, CONTROLS, title="The plane of η and β", also=("place",),
                 description=lambda machine: f"{PICTURE} {machine.here()}")


def scene(machine):
    """The plane, the path, and what is left of both coordinates."""
    now = machine.state
    flat, steep = now.factors
    steps = np.arange(len(now.left))
    return s.Scene(
        panels=panels(now.kappa),
        marks={"plane": [s.point(now.lr, now.beta, "gradient", shape="diamond", size=10, drag=True)],
               "path": [s.trail(now.path), s.point(*now.path[-1], "path", size=5)],
               "left": [s.curve(steps, np.clip(left, LOW, 1e3), ink, name=name, dash=name == "steep")
                        for left, ink, name in zip(abs(now.left.T), ("one", "other"), ("flat", "steep"))]},
        readout=[("η", number(now.lr)), ("β", number(now.beta)), ("factor, flat", number(flat, decimals=3)),
                 ("factor, steep", number(steep, decimals=3)),
                 ("steps", "never" if now.steps is None else f"{now.steps:,}")],
        badge=kind(now), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_lr": now.lr, "set_beta": now.beta, "choose": now.kappa},
        disabled=[] if machine.past else ["undo"])


@lru_cache(maxsize=len(KAPPAS))
def panels(kappa):
    """What stays for one κ."""
    steep, top = float(kappa), WIDE / float(kappa)
    valley, window = landscapes.valley(steep), (-REACH, REACH)
    heights = valley.f(*START) * np.array([0.02, 0.1, 0.3, 0.6, 1.0, 1.6])
    aim = [s.segment((0, SMALL), (SHOWN, SMALL), "quiet"),
           s.text(0.3 * SHOWN, 10, "flat: solid, steep: dashed", "quiet")]
    return [
        s.panel("plane", (0, top), (0, 1), _plane(steep, top), xlabel="learning rate η", ylabel="momentum β",
                title=f"κ = {kappa}: bright, few steps forecast", place="place", stride=(top / 80, 0.01), wide=1.2),
        s.panel("path", window, window, [s.contour(valley.f, window, window, heights, points=161)], xlabel="x (flat)",
                ylabel="y (steep)", equal=True, title=f"the first {SHOWN} steps"),
        s.panel("left", (0, SHOWN), (LOW, 1e2), aim, xlabel="step", ylabel="share of the start", log=True,
                title="what is left")]


def _plane(steep, top):
    """The picture of the steps that the factors forecast, and the borders between the ways to walk."""
    lr, beta = np.linspace(0, top, 121), np.linspace(0, 1, 101)[::-1]
    worst = np.maximum(*(factor(lr[None, :], beta[:, None], bend) for bend in (1.0, steep)))
    with np.errstate(all="ignore"):
        steps = np.where(worst < 1 - 1e-9, math.log(SMALL) / np.log(worst), np.nan)
    fewest = np.nanmin(steps)
    picture = s.image(-np.log(steps), (0, top), (0, 1), palette="heat", low=-np.log(40 * fewest), high=-np.log(fewest))
    edge = np.linspace(0, 1, 101)
    flat = np.linspace(0, min(1, math.sqrt(top)), 101) ** 2
    return [picture, s.curve(2 * (1 + edge) / steep, edge, "quiet", width=1.5),
            s.curve(flat, (1 - np.sqrt(flat)) ** 2, "quiet", width=1.5)]
