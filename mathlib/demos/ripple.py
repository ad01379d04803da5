"""How three nudges ripple to four outputs: a ride by e-bike, each edge a partial derivative with its unit."""
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from mathlib.demos.machine import Machine, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import listed, number

HERE = (20.0, 100.0, 10.0)
INPUTS = {"speed s": "km/h", "mass m": "kg", "headwind w": "km/h"}
OUTPUTS = {"time T": "min", "power P": "W", "range R": "km", "brakes B": "kJ"}
REACH = {"nudge_s": ("speed", 5.0), "nudge_m": ("mass", 20.0), "nudge_w": ("headwind", 10.0)}
SOONER, KEPT = 2.0, 0.01            # minutes, and the share by which range and brake heat may change
GOAL = ("Goal: arrive at least 2 minutes sooner, with range R and brake heat B kept within 1 % of what they are now.")


def ride(x):
    """(T, P, R, B) of a steady ride on an e-bike at speed s km/h with m kg in all against w km/h of wind: minutes for
    12 km, watts at the wheel, km that 500 Wh last, kJ of motion that the brakes take at a stop. Made up for lesson
    05 with plausible constants: road 0.16 N per kg, air (s + w)²/36 N."""
    speed, mass, wind = x
    force = 0.16 * mass + (speed + wind) ** 2 / 36
    return np.array([720 / speed, force * speed / 3.6, 1800 / force, mass * speed ** 2 / 25920])


def ride_jacobian(x):
    """J of `ride` by rule, 4 × 3: rows are outputs, columns inputs."""
    speed, mass, wind = x
    force, bend, weigh = 0.16 * mass + (speed + wind) ** 2 / 36, (speed + wind) / 18, 0.16
    return np.array([[-720 / speed ** 2, 0, 0],
                     [force / 3.6 + bend * speed / 3.6, weigh * speed / 3.6, bend * speed / 3.6],
                     [-1800 * bend / force ** 2, -1800 * weigh / force ** 2, -1800 * bend / force ** 2],
                     [mass * speed / 12960, speed ** 2 / 25920, 0]])


BEFORE, J = ride(HERE), ride_jacobian(HERE)


@dataclass(frozen=True)
class Nudge:
    """How far each input is moved, and the output that is looked at; what follows is computed once."""
    s: float = 0.0
    m: float = 0.0
    w: float = 0.0
    row: int = 2

    @cached_property
    def shares(self):
        """J[i, j] · nudge[j]: what each input does to each output, to first order."""
        return J * np.array([self.s, self.m, self.w])

    @cached_property
    def forecast(self):
        """J · nudge, in the units of the outputs."""
        return self.shares.sum(axis=1)

    @cached_property
    def actual(self):
        """What the model itself says."""
        return ride(np.add(HERE, (self.s, self.m, self.w))) - BEFORE

    @cached_property
    def misses(self):
        """The error of each forecast, as a part of what the nudges do to that output taken singly: the sum of |shares|.

        Where they cancel, the actual change would be a measure that is too small."""
        moved = abs(self.shares).sum(axis=1)
        return np.where(moved > 0, abs(self.forecast - self.actual) / np.where(moved > 0, moved, 1), 0.0)

    @cached_property
    def arrived(self):
        """Whether the goal is met, by the model and not by the forecast."""
        kept = abs(self.actual[2:] / BEFORE[2:]) <= KEPT + 1e-9
        return bool(self.actual[0] <= -SOONER + 1e-9 and kept.all())


class Ripple(Machine):
    """Three nudges, and the output whose row is looked at."""

    def __init__(self, s=0.0, m=0.0, w=0.0, look="range R"):
        self.named(look, OUTPUTS)
        super().__init__(Nudge(*map(self._nudged, REACH, (s, m, w)), list(OUTPUTS).index(look)))

    @action
    def nudge_s(self, value):
        """Ride faster or slower."""
        self._nudge("s", value)

    @action
    def nudge_m(self, value):
        """Load more or less."""
        self._nudge("m", value)

    @action
    def nudge_w(self, value):
        """More or less headwind."""
        self._nudge("w", value)

    @action
    def look(self, name):
        """Look at the row of an output."""
        names = list(OUTPUTS)
        self.named(name, OUTPUTS)
        self._show(names.index(name))

    @action
    def pick(self, *coordinates):
        """Look at the row of the output that is nearest to a place of the picture."""
        _, y = self.coordinates(coordinates, 2, "That is not a place in the picture.")
        self._show(int(np.argmin(np.abs(np.subtract(OUT_Y, y)))))

    @action
    def next_output(self):
        """Look at the next row."""
        self._show((self.state.row + 1) % len(OUTPUTS))

    def _nudge(self, name, value):
        now = number(getattr(self.state, name))
        self.become("", together=name, **{name: self._nudged(f"nudge_{name}", value, now)})
        self.said = self.here()

    def _nudged(self, action, value, now=""):
        spoken, reach = REACH[action]
        return self.number(value, f"The nudge of {spoken}", -reach, reach, now)

    def _show(self, row):
        self.become("", together="look", row=row)
        self.said = self.here()

    def here(self):
        return row_in_words(self.state, self.state.row)


def row_in_words(nudge, row):
    """One row of J times the nudges, in a sentence."""
    (name, unit), forecast, actual = list(OUTPUTS.items())[row], nudge.forecast[row], nudge.actual[row]
    shares = listed([number(share, 3) for share in nudge.shares[row]])
    return (f"{name}: speed, mass and headwind bring {shares} {unit}. Forecast {number(forecast, 3)}, "
            f"actual {number(actual, 3)} {unit}.")


def ripple(s=1.0, m=5.0, w=2.0, look="range R"):
    """A ride whose three inputs are nudged, as a Stage: predicted against actual, edge by edge."""
    return Stage(Ripple(s, m, w, look), scene, CONTROLS, title="Three nudges, four outputs", also=("pick",),
                 description=lambda machine: " ".join(row_in_words(machine.state, row) for row in range(4)))


CONTROLS = [s.slider("nudge_s", "speed (km/h)", -5, 5, keys="er", step=0.1),
            s.slider("nudge_m", "mass (kg)", -20, 20, keys="df", step=0.5),
            s.slider("nudge_w", "headwind (km/h)", -10, 10, keys="cv", step=0.1),
            s.choice("look", "row of", list(OUTPUTS)), s.button("next_output", "Next row", "n"),
            s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def scene(machine):
    """What the ripple looks like now."""
    nudge = machine.state
    told = [(name, f"{number(f, 3)} forecast, {number(a, 3)} actual {unit}")
            for (name, unit), f, a in zip(OUTPUTS.items(), nudge.forecast, nudge.actual, strict=True)]
    return s.Scene(
        panels=[s.panel("ripple", (0, 10), (0, 10), bare=True, place="pick", stride=(2.5, 2.5))],
        marks={"ripple": [*edges(nudge), *boxes(nudge), *labels(nudge), handle(nudge)]},
        readout=told, update=row_of(nudge), badge=badge(nudge), goal=GOAL, say=machine.said or machine.here(),
        problem=machine.problem,
        values={"nudge_s": nudge.s, "nudge_m": nudge.m, "nudge_w": nudge.w, "look": list(OUTPUTS)[nudge.row]},
        disabled=[] if machine.past else ["undo"])


def row_of(nudge):
    """The looked-at row times the nudges, with the numbers put in."""
    (name, unit), row = list(OUTPUTS.items())[nudge.row], J[nudge.row]
    terms = " + ".join(f"({number(slope, 3)}) · {number(step, 3)}"
                       for slope, step in zip(row, (nudge.s, nudge.m, nudge.w), strict=True))
    return f"Δ{name[-1]} ≈ {terms} = {number(nudge.forecast[nudge.row], 3)} {unit}"


def badge(nudge):
    """Whether the forecast can be trusted, or the goal is met."""
    if nudge.arrived:
        return "won", f"{number(-nudge.actual[0], 2)} minutes sooner, range and brakes as they were"
    worst = int(nudge.misses.argmax())
    if nudge.misses[worst] <= 0.01:
        return "good", "every forecast is within 1 % of its shares"
    name, off = list(OUTPUTS)[worst], number(100 * nudge.misses[worst], 2)
    return "calm", f"the forecast of {name} is off by {off} % of its shares"


# ---- the picture -----------------------------------------------------------------------------------

IN_Y, OUT_Y = (8.4, 5.0, 1.6), (8.8, 6.3, 3.8, 1.3)
LEFT, RIGHT = 1.8, 7.7              # where the edges begin and end


def edges(nudge):
    """A line for each partial that is not 0, as thick as its share; dashed where it lowers the output."""
    share = abs(nudge.shares) / np.maximum(abs(nudge.shares).sum(axis=1, keepdims=True), 1e-12)
    order = sorted(np.ndindex(J.shape), key=lambda at: at[0] == nudge.row)          # the looked-at row on top
    return [s.segment((LEFT, IN_Y[j]), (RIGHT, OUT_Y[i]), "gradient" if i == nudge.row else "quiet",
                      dash=bool(nudge.shares[i, j] < 0), width=1 + 7 * float(share[i, j]))
            for i, j in order if J[i, j]]


def boxes(nudge):
    """The inputs as they are nudged, the outputs with forecast (≈) and actual change (=): short, for a phone."""
    steps = (nudge.s, nudge.m, nudge.w)
    inputs = [s.box(1.05, y, [f"{name[-1]}: {number(at)}", f"{_signed(step)} {unit}"])
              for y, (name, unit), at, step in zip(IN_Y, INPUTS.items(), HERE, steps, strict=True)]
    outputs = [s.box(8.75, y, [f"{name[-1]}: {number(at, 3)} {unit}", f"≈ {_signed(f)}", f"= {_signed(a)}"],
                     "gradient" if i == nudge.row else "exact", filled=i == nudge.row)
               for i, (y, (name, unit), at, f, a) in enumerate(
                   zip(OUT_Y, OUTPUTS.items(), BEFORE, nudge.forecast, nudge.actual, strict=True))]
    return inputs + outputs


def _signed(v):
    return f"{'+' if v > 0 else ''}{number(v, 3)}"


def handle(nudge):
    """Where the looked-at edges end: click or drag it to another output."""
    return s.point(RIGHT, OUT_Y[nudge.row], "gradient", size=6, drag=True)


def labels(nudge):
    """The partials of the looked-at row, with units, beside their edges."""
    unit, out = list(OUTPUTS.values())[nudge.row], OUT_Y[nudge.row]
    return [s.text(LEFT + 0.3 * (RIGHT - LEFT), y + 0.3 * (out - y),
                   f"{number(slope, 3)} {unit} per {per}", "gradient", corner="ne")
            for y, per, slope in zip(IN_Y, INPUTS.values(), J[nudge.row], strict=True) if slope]
