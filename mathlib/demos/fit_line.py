"""A line through twelve birds, moved by hand, and beside it the bowl of its loss over slope and height."""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib import datasets
from mathlib.demos.machine import Machine, Refusal, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number

ZERO = 20.0                                 # cm: from where the flipper is counted
WINDOWS = {"flipper": (17.5, 23.7), "mass": (2.4, 6.8), "m": (-0.5, 1.5), "b": (3.2, 5.2)}
HANDLE = 22.5                               # cm: where the line is taken hold of to tilt it
NEAR = 0.01                                 # above the least loss, as a share of it
GOAL = "Goal: a loss at most 1 % above the least possible one."
LEVELS = {False: (0.2, 0.3, 0.5, 0.8, 1.2, 1.8, 2.5), True: (0.3, 0.35, 0.45, 0.6, 0.8, 1.0, 1.25)}
LOSSES = {False: ("MSE", "kg²"), True: ("MAE", "kg")}


@lru_cache(maxsize=1)
def twelve_birds():
    """Flippers in cm and masses in kg of every 28th penguin in the order of their flippers: arrays (12,)."""
    table = datasets.penguins()
    rows = np.argsort(table.x[:, 2], kind="stable")[26::28]
    return table.x[rows, 2] / 10, table.y[rows] / 1000


def lines_through_two(x, y):
    """Slopes and heights of all lines through two of the points that do not lie above one another."""
    i, j = np.triu_indices(len(x), 1)
    apart = x[i] != x[j]
    i, j = i[apart], j[apart]
    m = (y[j] - y[i]) / (x[j] - x[i])
    return m, y[i] - m * x[i]


def mae(m, b, x, y):
    """Mean absolute residual of each line (m[k], b[k]), arrays; in pieces, so that memory stays small."""
    pieces = [slice(k, k + 4096) for k in range(0, len(m), 4096)]
    return np.concatenate([abs(m[p, None] * x + b[p, None] - y).mean(axis=1) for p in pieces])


def least_absolute(x, y):
    """(m, b) of a line m·x + b with the least mean absolute residual, shape (2,).

    The mean of |m x_i + b − y_i| is a convex function of (m, b) made of flat pieces. If not all x are alike it takes
    its least value at a corner, where two residuals are 0 and their x differ: try all pairs.
    """
    x, y = (np.asarray(values, float) for values in (x, y))
    m, b = lines_through_two(x, y)
    k = mae(m, b, x, y).argmin()
    return np.array([m[k], b[k]])


@dataclass(frozen=True)
class Fit:
    """A line m·(flipper − 20 cm) + b in kg, and where the bird with the ring stands; the rest is computed when asked.

    absolute: whether the loss is the mean absolute residual (MAE) or the mean squared one (MSE).
    star: whether the least loss is shown.
    """
    m: float
    b: float
    flipper: float
    mass: float
    absolute: bool = False
    star: bool = False

    @cached_property
    def birds(self):
        """Flippers less 20 cm, and masses; the bird with the ring is the first."""
        flippers, masses = twelve_birds()
        return np.append(self.flipper, flippers[1:]) - ZERO, np.append(self.mass, masses[1:])

    @cached_property
    def residuals(self):
        """What the line says less what was weighed, in kg, shape (12,)."""
        z, y = self.birds
        return self.m * z + self.b - y

    def loss_at(self, m, b):
        """The loss of the lines (m, b), two arrays that broadcast."""
        z, y = self.birds
        r = np.asarray(m)[..., None] * z + np.asarray(b)[..., None] - y
        return np.mean(abs(r) if self.absolute else r * r, axis=-1)

    @cached_property
    def loss(self):
        """Of this line."""
        return float(self.loss_at(self.m, self.b))

    @cached_property
    def best(self):
        """(m, b) of the least loss: the normal equations, or the best line through two of the birds."""
        z, y = self.birds
        if not self.absolute:
            A = np.column_stack([z, np.ones_like(z)])
            return tuple(float(v) for v in np.linalg.solve(A.T @ A, A.T @ y))
        return tuple(float(v) for v in least_absolute(z, y))

    @cached_property
    def above(self):
        """By how much the loss lies above the least one, as a share of it, to a hundredth of a per cent."""
        return round(max(self.loss / float(self.loss_at(*self.best)) - 1, 0.0), 4)

    @cached_property
    def gradient(self):
        """The two slopes of the loss, in m and in b; a residual of 0 pulls neither way in the MAE."""
        z, _ = self.birds
        pull = np.sign(self.residuals) if self.absolute else 2 * self.residuals
        return round(float(np.mean(pull * z)), 9), round(float(np.mean(pull)), 9)


class FitLine(Machine):
    """A line and one bird, both moved by hand."""

    def __init__(self, m, b, absolute, star):
        flippers, masses = twelve_birds()
        m, b = self.number(m, "The slope m", *WINDOWS["m"]), self.number(b, "The height b", *WINDOWS["b"])
        super().__init__(Fit(m, b, float(flippers[0]), float(masses[0]), _truth(absolute), _truth(star)))

    @action
    def lift(self, *coordinates):
        """The line was dragged up or down, by its point at 20 cm."""
        _, mass = self.coordinates(coordinates, 2, "That is not a place on the chart.")
        self._move("lift", b=_within("b", mass))

    @action
    def tilt(self, *coordinates):
        """The line was dragged by its point at 22.5 cm, turning round the one at 20 cm."""
        _, mass = self.coordinates(coordinates, 2, "That is not a place on the chart.")
        self._move("tilt", m=_within("m", (mass - self.state.b) / (HANDLE - ZERO)))

    @action
    def place(self, *coordinates):
        """The dot was dragged on the map of the loss."""
        m, b = self.coordinates(coordinates, 2, "That is not a place on the map of the loss.")
        self._move("place", m=_within("m", m), b=_within("b", b))

    @action
    def bird(self, *coordinates):
        """The bird with the ring was dragged."""
        flipper, mass = self.coordinates(coordinates, 2, "That is not a place on the chart.")
        self._move("bird", flipper=_within("flipper", flipper), mass=_within("mass", mass))

    @action
    def set_m(self, value):
        """The slope, typed or by its slider."""
        self._set("m", value, "The slope m", "kg per cm")

    @action
    def set_b(self, value):
        """The height at 20 cm, typed or by its slider."""
        self._set("b", value, "The height b", "kg")

    @action
    def set_flipper(self, value):
        """The flipper of the bird with the ring."""
        self._set("flipper", value, "The flipper", "cm")

    @action
    def set_mass(self, value):
        """The mass of the bird with the ring."""
        self._set("mass", value, "The mass", "kg")

    @action
    def swap_loss(self):
        """The other loss."""
        self._move("", absolute=not self.state.absolute)

    @action
    def show_least(self):
        """Show or hide where the loss is least."""
        self._move("", star=not self.state.star)

    def _set(self, name, value, called, unit):
        now = f"{number(getattr(self.state, name))} {unit}"
        self._move(name, **{name: self.number(value, called, *WINDOWS[name], now=now)})

    def _move(self, together, **to):
        self.become("", together=together, **to)
        self.said = self.here()

    def here(self):
        fit = self.state
        name, unit = LOSSES[fit.absolute]
        best = f" The least lies at m = {number(fit.best[0], 3)}, b = {number(fit.best[1], 3)}." if fit.star else ""
        return (f"Slope {number(fit.m, 3)} kg per cm, height {number(fit.b, 3)} kg at 20 cm: {name} "
                f"{number(fit.loss, 3)} {unit}, {told_above(fit)}.{best} {ringed(fit)}")


def _within(name, value):
    low, high = WINDOWS[name]
    return round(min(max(value, low), high), 4)


def _truth(value):
    if not isinstance(value, bool | np.bool_):
        raise Refusal(f"absolute and star are True or False. One of them was given {value!r:.40}.")
    return bool(value)


def fit_line(m=0.0, b=4.8, absolute=False, star=False):
    """Twelve penguins, a line to be dragged, and the map of its loss, as a Stage.

    absolute: begin with the mean absolute residual. star: begin with the least loss shown.
    Raises ValueError, in a sentence, for a line outside the map.
    """
    return Stage(FitLine(m, b, absolute, star), scene, CONTROLS, title="A line and its loss",
                 also=("lift", "tilt", "place", "bird"),
                 description=lambda machine: f"Twelve penguins, a line, and the map of its loss. {machine.here()}")


CONTROLS = [s.slider("set_m", "slope m (kg per cm)", *WINDOWS["m"], keys="jl", step=0.01),
            s.slider("set_b", "height b at 20 cm (kg)", *WINDOWS["b"], keys="ki", step=0.01),
            s.slider("set_flipper", "ringed bird: flipper (cm)", *WINDOWS["flipper"], keys="fh", step=0.1),
            s.slider("set_mass", "ringed bird: mass (kg)", *WINDOWS["mass"], keys="gt", step=0.05),
            s.toggle("swap_loss", "MAE in place of MSE", "a"), s.toggle("show_least", "show the least", "s"),
            s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def told_above(fit):
    """How far above the least loss, in words that do not contradict the goal at their rounding."""
    share = 100 * fit.above
    return f"{number(share, decimals=1 if share >= 1.05 else 2)} % above the least"


def ringed(fit):
    """Where the bird with the ring stands, and on which side of the line."""
    r = round(float(fit.residuals[0]), 2)
    side = "on the line" if r == 0 else f"{number(abs(r), decimals=2)} kg {'below' if r > 0 else 'above'} the line"
    return f"The ringed bird, {number(fit.flipper, 3)} cm and {number(fit.mass, 3)} kg, is {side}."


def scene(machine):
    """What chart and map look like now."""
    fit = machine.state
    name, unit = LOSSES[fit.absolute]
    readout = [("m (kg per cm)", number(fit.m, decimals=2)), ("b (kg)", number(fit.b, decimals=2)),
               (f"{name} ({unit})", number(fit.loss, decimals=3)),
               ("above the least", f"{told_above(fit).split(' %')[0]} %"),
               (f"∂{name}/∂m", number(fit.gradient[0], decimals=2)),
               (f"∂{name}/∂b", number(fit.gradient[1], decimals=2))]
    return s.Scene(
        panels=panels(fit.absolute), marks={"birds": on_the_chart(fit), "loss": on_the_map(fit)}, readout=readout,
        badge=badge(fit), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_m": fit.m, "set_b": fit.b, "set_flipper": fit.flipper, "set_mass": fit.mass,
                "swap_loss": fit.absolute, "show_least": fit.star}, disabled=[] if machine.past else ["undo"])


def badge(fit):
    """Whether the line is as good as a line can be, to 1 %."""
    if fit.above <= NEAR + 1e-9:
        return "won", f"at most 1 % above the least {LOSSES[fit.absolute][0]}"
    low = fit.above < 0.1
    return "calm", "close: within 10 % of the least" if low else "a better line is there to be found"


# ---- the two pictures ----------------------------------------------------------------------------

@lru_cache(maxsize=2)
def panels(absolute):
    """What stays: the axes. On the chart a centimetre is as long as a kilogram, so that a square is one."""
    name, unit = LOSSES[absolute]
    drawn = "lengths" if absolute else "squares"
    return [s.panel("birds", WINDOWS["flipper"], WINDOWS["mass"], xlabel="flipper (cm)", ylabel="mass (kg)",
                    title=f"mean of these {drawn}", equal=True, place="lift", stride=(0.1, 0.05), wide=1.3),
            s.panel("loss", WINDOWS["m"], WINDOWS["b"], xlabel="slope m (kg per cm)", ylabel="height b at 20 cm (kg)",
                    title=f"{name} ({unit}): drag", equal=True, place="place", stride=(0.02, 0.02))]


def on_the_chart(fit):
    """The residuals, as squares or as lengths, the line with its two handles, and the birds."""
    z, y = fit.birds
    line = fit.m * z + fit.b
    drawn = [s.segment((x, at), (x, mass), "gradient", dash=False, width=2.5) if fit.absolute else
             s.polygon(square(x, at, mass), "gradient") for x, at, mass in zip(z + ZERO, line, y, strict=True)]
    ends = np.array(WINDOWS["flipper"])
    birds = [s.point(x, mass, "measured", size=4, shape="square") for x, mass in zip(z[1:] + ZERO, y[1:], strict=True)]
    return [*drawn, s.curve(ends, fit.m * (ends - ZERO) + fit.b, "yours", width=2.6), *birds,
            s.point(fit.flipper, fit.mass, "measured", size=7, shape="ring", drag=True, asks="bird"),
            s.point(HANDLE, fit.m * (HANDLE - ZERO) + fit.b, "yours", size=6, shape="diamond", drag=True, asks="tilt"),
            s.point(ZERO, fit.b, "yours", size=7, drag=True)]


def square(x, low, high):
    """The square on the residual from (x, low) to (x, high), towards the middle of the chart."""
    side = abs(high - low) * (1 if x <= ZERO else -1)
    return [(x, low), (x + side, low), (x + side, high), (x, high)]


def on_the_map(fit):
    """Level curves of the loss, the way down, the dot, and above it the star if it was asked for."""
    ground = s.contour(fit.loss_at, WINDOWS["m"], WINDOWS["b"], LEVELS[fit.absolute], points=31)
    reach = 0.3 if fit.absolute else 0.15
    tip = (fit.m - reach * fit.gradient[0], fit.b - reach * fit.gradient[1])
    best = [s.point(*fit.best, "exact", shape="star", size=8, label="least")] if fit.star else []
    return [ground, s.arrow((fit.m, fit.b), tip), s.point(fit.m, fit.b, "yours", size=7, drag=True), *best]
