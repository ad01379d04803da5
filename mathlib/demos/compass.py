"""A compass on a hillside: a direction that is turned by hand, and the slope that is measured along it."""
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

import numpy as np

from mathlib.demos.machine import Machine, Refusal, action, fields_of
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number, place

RADIUS = 3.0                    # km to each side of the summit
LEVELS = (100, 200, 300, 400, 460, 500, 540, 570, 590)
REACH = 100.0                   # m per km that are drawn 1 km long
LEVEL, NEAR, FLAT = 5.0, 3.0, 3.0   # m per km that count as level; degrees that count as steepest; no slope at all
DEGREES = np.arange(0, 361, 3)      # drawn: every third of them
ROUND = np.column_stack([np.cos(np.radians(DEGREES)), np.sin(np.radians(DEGREES))])
GOAL = (f"Goal: turn u until the ground is level along it (between −{LEVEL:g} and {LEVEL:g} m per km), then until it "
        "rises fastest.")


def hill(x, y):
    """E(x, y) in metres, x km east and y km north of the summit: a model made up for lesson 04, 600 − 15x² − 40y²."""
    return 600 - 15 * x ** 2 - 40 * y ** 2


def along(x, y, directions, t=1e-4):
    """Measured slopes of the hill in m per km: along each row (a unit vector) of directions, shape (n, 2)."""
    ahead, behind = ((x + k * directions[..., 0], y + k * directions[..., 1]) for k in (t, -t))
    return (hill(*ahead) - hill(*behind)) / (2 * t)


@dataclass(frozen=True)
class Aim:
    """A place (x, y), a direction u in degrees north of east, and whether a level direction was found here."""
    x: float
    y: float
    angle: float
    level: bool = False

    @cached_property
    def u(self):
        """The direction as a unit vector."""
        return np.array([np.cos(np.radians(self.angle)), np.sin(np.radians(self.angle))])

    @cached_property
    def slope(self):
        """The slope along u, measured, in m per km."""
        return float(along(self.x, self.y, self.u))

    @cached_property
    def gradient(self):
        """∇E here, from the two partial derivatives, in m per km."""
        return np.array([-30 * self.x, -80 * self.y])

    @cached_property
    def length(self):
        """|∇E|, in m per km."""
        return float(np.hypot(*self.gradient))

    @cached_property
    def between(self):
        """The angle between u and ∇E, 0 to 180 degrees; nan where there is no gradient."""
        if self.length < FLAT:
            return float("nan")
        return float(np.degrees(np.arccos(np.clip(self.u @ self.gradient / self.length, -1, 1))))

    @cached_property
    def along_level(self):
        """Whether the ground is level along u, at a place that is not level all around."""
        return abs(self.slope) <= LEVEL and self.length > 4 * LEVEL

    @cached_property
    def won(self):
        """Whether u points where the ground rises fastest, after a level direction was found."""
        return self.level and self.between <= NEAR


class Compass(Machine):
    """A place on the hill, and a direction."""

    def __init__(self, x, y, angle=0.0):
        x, y = (self.number(v, name, -RADIUS, RADIUS) for v, name in ((x, "x"), (y, "y")))
        super().__init__(Aim(x, y, self.number(angle, "The direction", 0, 360)))

    @action
    def place(self, *coordinates):
        """Go to another place on the map; outside it, to the nearest of its edge."""
        x, y = self.coordinates(coordinates, 2, "That is not a place on the map.")
        x, y = (min(max(v, -RADIUS), RADIUS) for v in (x, y))
        self._move("place", x=x, y=y, level=False)

    @action
    def aim(self, *coordinates):
        """Turn u towards a point of the map."""
        x, y = self.coordinates(coordinates, 2, "That is not a point to aim at.")
        dx, dy = x - self.state.x, y - self.state.y
        if np.hypot(dx, dy) < 1e-9:
            raise Refusal("You stand there: it is in no direction. Aim at another point.")
        self._move("turn", angle=float(np.degrees(np.arctan2(dy, dx))) % 360)

    @action
    def turn(self, *coordinates):
        """Turn u to an angle on the axis of the curve."""
        angle, = self.coordinates(coordinates, 1, "That is not an angle.")
        self._move("turn", angle=min(max(angle, 0.0), 360.0))

    @action
    def set_angle(self, value):
        """Turn u to an angle."""
        self._move("turn", angle=self.number(value, "The direction", 0, 360, now=f"{number(self.state.angle)}°"))

    def _move(self, together, **to):
        aim = replace(self.state, **to)
        self.become("", together=together, **fields_of(replace(aim, level=aim.level or aim.along_level)))
        self.said = self.here()

    def here(self):
        aim = self.state
        return (f"At {place((aim.x, aim.y), 3)}, {number(aim.angle, 3)}° north of east, the slope is "
                f"{number(aim.slope, 3)} m per km.")


CONTROLS = [s.slider("set_angle", "direction of u (° north of east)", 0, 360, keys="jl", step=1),
            s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def compass(x=-2.0, y=-1.0, angle=0.0):
    """A hill from above with a place and a direction on it, and all 360 slopes of that place, as a Stage."""
    return Stage(Compass(x, y, angle), scene, CONTROLS, title="A slope in every direction",
                 also=("place", "aim", "turn"),
                 description=lambda machine: f"A hill from above, a place on it and a direction u. {machine.here()}")


def scene(machine):
    """What the compass looks like now."""
    aim = machine.state
    slopes = along(aim.x, aim.y, ROUND)
    theta = "none" if np.isnan(aim.between) else f"{number(aim.between, decimals=1)}°"
    formula = "none" if np.isnan(aim.between) else number(aim.length * np.cos(np.radians(aim.between)), decimals=1)
    return s.Scene(
        panels=panels(), marks={"map": on_the_map(aim, slopes), "curve": unrolled(aim, slopes)},
        readout=[("place", place((aim.x, aim.y), decimals=2)),
                 ("slope along u, measured", number(aim.slope, decimals=1)),
                 ("|∇E|", number(aim.length, decimals=1)), ("angle θ between u and ∇E", theta),
                 ("|∇E| cos θ", formula)],
        badge=badge(aim), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_angle": round(aim.angle, 1)}, disabled=[] if machine.past else ["undo"])


def badge(aim):
    """What the ground does along u, in words."""
    if aim.length < FLAT:
        return "calm", "level in every direction: no direction rises fastest here"
    if aim.won:
        return "won", "level a right angle away, and steepest here: u points along the gradient"
    if aim.along_level:
        return "good", "level along u; now turn to where it rises fastest"
    if abs(aim.slope) <= LEVEL:
        return "calm", "level along u, but too near the summit for the goal: hardly any direction climbs"
    done = "; a level direction was found" if aim.level else ""
    return "calm", f"along u the ground {'rises' if aim.slope > 0 else 'falls'}{done}"


# ---- the two pictures ----------------------------------------------------------------------------

@lru_cache(maxsize=1)
def panels():
    """What stays: the level curves, and the axes of slope against direction."""
    window = (-RADIUS, RADIUS)
    named = [s.text(0.0, -((600 - level) / 40) ** 0.5, str(level), "quiet") for level in (300, 400, 500, 570)]
    return [s.panel("map", window, window, [s.contour(hill, window, window, LEVELS), *named], xlabel="x (km east)",
                    ylabel="y (km north)", title="drag the place, or the tip of u", equal=True, place="place",
                    stride=(0.1, 0.1)),
            s.panel("curve", (0, 360), (-270, 270), [s.segment((0, 0), (360, 0))], xlabel="direction (° north of east)",
                    ylabel="slope (m per km)", title="all 360 slopes: drag along", place="turn", stride=(5, 0),
                    wide=1.1)]


def on_the_map(aim, slopes):
    """The rose of slopes around the place, the gradient, and u with its tip."""
    here = np.array([aim.x, aim.y])
    rose = here + abs(slopes[:, None]) / REACH * ROUND
    up, down = (np.where((slopes * sign >= 0)[:, None], rose, np.nan) for sign in (1, -1))
    return [s.curve(*up.T, "measured"), s.curve(*down.T, "other", dash=True),
            *named_arrow(here, aim),
            s.arrow(here, here + aim.u, "yours"), s.point(*(here + aim.u), "yours", size=6, shape="diamond", drag=True,
                                                          asks="aim", label="u"),
            s.point(aim.x, aim.y, "exact", size=8, drag=True)]


def named_arrow(here, aim):
    """The gradient as an arrow, its name beyond its tip."""
    tip, (east, north) = here + aim.gradient / REACH, aim.gradient
    corner = ("n" if north > 0 else "s") + ("e" if east > 0 else "w")
    return [s.arrow(here, tip), *([s.text(*tip, "∇E", "gradient", corner=corner)] if aim.length >= FLAT else [])]


def unrolled(aim, slopes):
    """Slope against direction, and where u stands."""
    up, down = (np.where(slopes * sign >= 0, slopes, np.nan) for sign in (1, -1))
    return [s.curve(DEGREES, up, "measured"), s.curve(DEGREES, down, "other", dash=True),
            s.segment((aim.angle, 0), (aim.angle, aim.slope), "yours", dash=False, width=3),
            s.point(aim.angle, aim.slope, "yours", shape="diamond", drag=True, label="u")]
