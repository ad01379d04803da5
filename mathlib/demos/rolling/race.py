"""A race of rules on a surface that can be turned, from above, with the memory of one of them as bars beside it."""
import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from mathlib import landscapes
from mathlib.demos.machine import Machine, Refusal, action
from mathlib.demos.rolling.ball import FAR, LR_RANGE
from mathlib.demos.rolling.rolling_ball import round_up, said
from mathlib.demos.rolling.surface_ball import panels as surface_panels
from mathlib.demos.rolling.walk import Walk, show, walk_on
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import count, listed, number

SHAPES = ("circle", "square", "triangle", "diamond", "star", "cross", "ring")
LONGEST = 1000      # steps: a walk in the curved valley goes on for thousands, and each is a point to draw
OVER = "Every runner is at rest or has left the map for good. Reset starts again."
ENOUGH = f"The race is over after {LONGEST:,} steps. Reset starts again."


@dataclass(frozen=True)
class Field:
    """Who runs ({name: Walk}, all from one start), whose memory is shown, and by how many degrees the map is turned."""
    walks: dict
    picked: str
    turn: float = 0.0


@dataclass(frozen=True)
class Overtaken:
    """A goal: on `ground`, after `steps` steps, all of `behind` stand higher than `ahead`."""
    ground: str
    behind: tuple
    ahead: str
    steps: int
    words: str

    def decided(self, machine):
        """Whether the race is on this ground and has gone so far."""
        return machine.ground.name == self.ground and machine.steps >= self.steps

    def higher(self, machine):
        """Who of those that should stand higher does, after so many steps."""
        least = height(machine.state.walks[self.ahead], self.steps)
        return [name for name in self.behind if height(machine.state.walks[name], self.steps) > least]

    def reached(self, machine):
        """Whether it is met."""
        return self.decided(machine) and len(self.higher(machine)) == len(self.behind)


class Race(Machine):
    """The state machine: all rules step together.

    rules: {name: rule of mathlib.optimizers}. surfaces: {name: Surface}. turn: degrees, counter-clockwise, by which
    the surface and with it its start are turned. goal: Overtaken, or None.
    """

    kept = ("picked",)

    def __init__(self, rules, surfaces, surface, start=None, turn=0.0, goal=None):
        _need_rules(rules)
        self.surfaces, self.goal = dict(surfaces), goal
        turn = self.number(turn, "The turn", *TURNS)
        ground = turned(self.named(surface, self.surfaces), turn)
        start = ground.start if start is None else rotated(self._read(start), turn)
        start = tuple(map(float, start))
        super().__init__(Field({name: walk_on(ground, start, rule) for name, rule in rules.items()},
                               next(iter(rules)), turn))

    # ---- what the learner does
    @action
    def step(self):
        """One step of every rule that can make one."""
        self._walk(1)

    run = step

    @action
    def ten(self):
        """Ten steps of every rule that can make them."""
        self._walk(10)

    def _walk(self, steps):
        if self.resting():
            raise Refusal(OVER if self.steps < LONGEST else ENOUGH)
        walks = self.state.walks
        for _ in range(steps):
            if not resting(walks):
                walks = {name: walk if stuck(walk) else stepped(walk) for name, walk in walks.items()}
        self.become("", walks=walks)
        self.said = self.here()

    @action
    def place(self, *coordinates):
        """A common start somewhere else."""
        start = self.coordinates(coordinates, 2, "That is not a place on the map. The start stays where it is.")
        self._start(self.ground, start, together="place")

    @action
    def choose(self, name):
        """Another surface, by name."""
        ground = turned(self.named(name, self.surfaces), self.state.turn)
        self._start(ground, ground.start)

    @action
    def set_turn(self, value):
        """Turn the surface, and the start with it, to so many degrees; the race begins again."""
        turn = self.number(value, "The turn", *TURNS, f"{self.state.turn:g}°")
        start = rotated(self.walk.path[0], turn - self.state.turn)
        self._start(turned(self.surfaces[self.ground.name], turn), start, together="turn", turn=turn)

    @action
    def pick(self, name):
        """Whose memory is shown."""
        self.named(name, self.state.walks)
        self.become("", together="pick", picked=name)
        self.said = f"{name}: {memory_words(self.walk)}."

    @action
    def set_lr(self, value):
        """The learning rate of the runner whose memory is shown; the race begins again."""
        lr = self.number(value, f"η of {self.state.picked}", *LR_RANGE, f"{self.walk.lr:g}")
        rules = {name: walk.rule for name, walk in self.state.walks.items()}
        rules[self.state.picked] = replace(self.walk.rule, lr=lr)
        start = self.walk.path[0]
        self.become("", together="lr", walks={name: walk_on(self.ground, start, rule) for name, rule in rules.items()})
        self.said = f"{self.state.picked} runs with η = {lr:g}. The race begins again."

    # ---- what can be asked
    @property
    def walk(self):
        """The walk of the runner whose memory is shown."""
        return self.state.walks[self.state.picked]

    @property
    def ground(self):
        return self.walk.ground

    @property
    def steps(self):
        """How many steps the longest walk has."""
        return longest(self.state.walks)

    def resting(self):
        """Whether nobody moves any more, or the race has gone on for long enough."""
        return resting(self.state.walks)

    def here(self):
        """Who stands lowest, and where the runner shown is."""
        lowest = min(self.state.walks, key=lambda name: height(self.state.walks[name]))
        least = number(height(self.state.walks[lowest]), 3)
        stand = f"After {count(self.steps, 'step')} {lowest} is lowest, at height {least}." if self.steps else \
            f"Before the first step all stand at height {least}."
        return (f"{stand} {self.state.picked} is at {show(self.walk.here)}; {memory_words(self.walk)}.")

    def badge(self):
        """(tone, words) of the goal; nothing without one."""
        if self.goal is None or not self.goal.decided(self):
            return "calm", ""
        higher = self.goal.higher(self)
        who = f"{listed(higher) if higher else 'none of them'} higher than {self.goal.ahead}"
        return "won" if self.goal.reached(self) else "warn", f"after {count(self.goal.steps, 'step')}: {who}"

    def _read(self, start):
        refusal = f"A start is two finite numbers (x, y); {start!r:.60} is none."
        if np.size(start) != 2:
            raise Refusal(refusal)
        return self.coordinates(np.ravel(start), 2, refusal)

    def _start(self, ground, start, together="", **others):
        walks = {name: walk_on(ground, tuple(map(float, start)), walk.rule) for name, walk in self.state.walks.items()}
        self.become("", together=together, walks=walks, **others)
        self.said = f"All start at {show(self.walk.here)} on {ground.name}{turned_words(self.state.turn)}."


# ---- turning ---------------------------------------------------------------------------------

TURNS = (-90.0, 90.0)
APART = 0.25         # of the window's radius: nearer to each other, two names would overlap


def rotated(place, degrees):
    """A place (x, y), turned about the origin, counter-clockwise."""
    if not degrees:
        return place
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    x, y = place
    return float(c * x - s * y), float(s * x + c * y)


@lru_cache(maxsize=64)
def turned(surface, degrees):
    """The same surface, turned about the origin together with its start and its minima."""
    if not degrees:
        return surface
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    R = np.array([[c, -s], [s, c]])
    return replace(
        surface, text=f"{surface.text}{turned_words(degrees)}",
        f=lambda x, y: surface.f(c * x + s * y, c * y - s * x),
        gradient=lambda x, y: R @ surface.gradient(c * x + s * y, c * y - s * x),
        hessian=lambda x, y: R @ surface.hessian(c * x + s * y, c * y - s * x) @ R.T,
        start=rotated(surface.start, degrees), minima=tuple(rotated(place, degrees) for place in surface.minima))


def turned_words(degrees):
    """“, turned by 45°”, or nothing."""
    return f", turned by {number(degrees)}°" if degrees else ""


def _need_rules(rules):
    """Refuse in a sentence what cannot run."""
    if not isinstance(rules, dict) or not rules:
        raise Refusal("A race takes its runners by name, such as {\"momentum\": Momentum(0.02)}.")
    for name, rule in rules.items():
        if isinstance(rule, type) or not hasattr(rule, "step"):
            raise Refusal(f"The runner “{str(name)[:30]}” needs a rule, such as Momentum(0.02); {rule!r:.60} is none.")


def stepped(walk):
    """A walk, one step later."""
    place, there, memory = walk.ahead
    return Walk(walk.ground, (*walk.path, place), (*walk.looks, there), walk.rule, memory)


def longest(walks):
    """How many steps the longest of the walks has."""
    return max(len(walk.path) for walk in walks.values()) - 1


def resting(walks):
    """Whether nobody moves any more, or the race has gone on for long enough."""
    return longest(walks) >= LONGEST or all(stuck(walk) or walk.move < 1e-9 for walk in walks.values())


def stuck(walk):
    """Whether its next step leads nowhere that has a height."""
    place, there, _ = walk.ahead
    return not (np.isfinite(there[0]) and np.abs(place).max() <= FAR)


def height(walk, step=None):
    """The height where a runner stands, or stood after so many steps; infinite if there is none."""
    at = walk.looks[-1 if step is None else min(step, len(walk.looks) - 1)][0]
    return at if math.isfinite(at) else math.inf


def memories(walk):
    """{name: (x, y)} of what a rule remembers, beside the step count."""
    kept = walk.memory[1:]
    names = getattr(walk.rule, "memories", [f"memory {k + 1}" for k in range(len(kept))])
    return {name: tuple(map(float, np.broadcast_to(values, 2))) for name, values in zip(names, kept)}


def memory_words(walk):
    """What a rule remembers, in words."""
    kept = memories(walk)
    return "; ".join(f"{name} = {show(pair)}" for name, pair in kept.items()) or "it remembers nothing"


# ---- the scene -----------------------------------------------------------------------------

def race(rules, surface="valley, condition number 10", *, start=None, turn=0, goal=None):
    """A race as a Stage.

    rules: {name: rule}. surface: a name from landscapes.SURFACES. start: (x, y), before the turn. turn: degrees.
    goal: Overtaken, or None.
    """
    controls = [
        s.button("step", "Step", "s", title="One step of every runner"),
        s.button("ten", "Ten steps", "t", title="Ten steps of every runner"),
        s.button("run", "Run", "r", repeat=True, title="Step until all rest"),
        s.button("undo", "Undo", "u"),
        s.button("reset", "Reset", "0"),
        s.choice("pick", "show", rules),
        s.slider("set_lr", "its learning rate η", *LR_RANGE, log=True, keys="-+"),
        s.choice("choose", "surface", landscapes.SURFACES),
        s.slider("set_turn", "turn (degrees)", *TURNS, keys=",.", step=1),
    ]
    machine = Race(rules, landscapes.SURFACES, surface, start, turn, goal)
    return Stage(machine, scene, controls, title="A race from above", description=describe, also=("place",))


def scene(machine):
    """The map with every walk, that of the runner shown in front, and its memory as bars."""
    walk, names = machine.walk, list(machine.state.walks)
    lines = [s.curve(*np.transpose(other.path), "quiet", width=1.2) for name, other in machine.state.walks.items()
             if name != machine.state.picked]
    named = _named_apart(machine)
    ends = [s.point(*other.here, "path" if name == machine.state.picked else "quiet", shape=SHAPES[k % len(SHAPES)],
                    label=name if name in named else "", size=7, drag=name == machine.state.picked)
            for k, (name, other) in enumerate(machine.state.walks.items())]
    ends.append(ends.pop(names.index(machine.state.picked)))
    kept = memories(walk)
    return s.Scene(
        panels=[surface_panels(walk.ground, round_up(machine.steps), 1.0)[0], _bars_panel(kept)],
        marks={"surface": [*lines, s.trail(walk.path), *ends],
               "memory": [s.bars(np.arange(2 * len(kept)), np.ravel(list(kept.values())))] if kept else []},
        readout=[*((name, said(height(machine.state.walks[name]))) for name in names), ("steps", str(machine.steps))],
        update=f"{machine.state.picked}: {walk.rule!r}",
        badge=machine.badge(), goal=machine.goal.words if machine.goal else "",
        say=machine.said, problem=machine.problem,
        values={"set_lr": walk.lr, "choose": walk.ground.name, "pick": machine.state.picked,
                "set_turn": machine.state.turn},
        disabled=(["step", "ten", "run"] if machine.resting() else []) + ([] if machine.past else ["undo"]),
    )


def _named_apart(machine):
    """Whose name stands beside the mark: the runner shown, and whoever is far enough from those named so far."""
    walks, picked = machine.state.walks, machine.state.picked
    named = [picked]
    for name, walk in walks.items():
        if all(math.dist(walk.here, walks[other].here) > APART * machine.ground.radius for other in named):
            named.append(name)
    return named


def _bars_panel(kept):
    names = [f"{name} {axis}" for name in kept for axis in "xy"] or ["nothing kept"]
    largest = max(map(abs, np.ravel(list(kept.values()))), default=0.0)
    largest = max(largest, 1e-6) if largest else 1.0
    top = float(f"{2 ** math.ceil(math.log2(largest)):.3g}")
    return s.panel("memory", (-0.7, len(names) - 0.3), (-1.1 * top, 1.1 * top), ylabel="memory",
                   title="what it remembers", names=names, wide=0.7)


def describe(machine):
    """The same in words, for readers without a kernel or without the picture."""
    return f"A race of {', '.join(machine.state.walks)} on {machine.ground.text}. {machine.here()}"
