"""A race of rules on a surface, from above, with the memory of one of them as bars beside it."""
import math
from dataclasses import dataclass, replace

import numpy as np

from mathlib import landscapes
from mathlib.demos.machine import Machine, Refusal, action
from mathlib.demos.rolling.ball import FAR, LR_RANGE
from mathlib.demos.rolling.rolling_ball import round_up, said
from mathlib.demos.rolling.surface_ball import panels as surface_panels
from mathlib.demos.rolling.walk import Walk, show, walk_on
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import count, number

SHAPES = ("circle", "square", "triangle", "diamond", "star", "cross", "ring")


@dataclass(frozen=True)
class Field:
    """Who runs ({name: Walk}, all from one start) and whose memory is shown."""
    walks: dict
    picked: str


class Race(Machine):
    """The state machine: all rules step together.

    rules: {name: rule of mathlib.optimizers}. surfaces: {name: Surface}.
    """

    kept = ("picked",)

    def __init__(self, rules, surfaces, surface, start=None):
        self.surfaces = dict(surfaces)
        ground = self.named(surface, self.surfaces)
        start = tuple(map(float, ground.start if start is None else start))
        super().__init__(Field({name: walk_on(ground, start, rule) for name, rule in rules.items()}, next(iter(rules))))

    # ---- what the learner does
    @action
    def step(self):
        """One step of every rule that can make one."""
        if self.resting():
            raise Refusal("Every runner is at rest or has left the map for good. Reset starts again.")
        self.become("", walks={name: walk if stuck(walk) else stepped(walk) for name, walk in self.state.walks.items()})
        self.said = self.here()

    run = step

    @action
    def place(self, *coordinates):
        """A common start somewhere else."""
        start = self.coordinates(coordinates, 2, "That is not a place on the map. The start stays where it is.")
        self._start(self.ground, start, together="place")

    @action
    def choose(self, name):
        """Another surface, by name."""
        ground = self.named(name, self.surfaces)
        self._start(ground, ground.start)

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
        return max(len(walk.path) for walk in self.state.walks.values()) - 1

    def resting(self):
        """Whether nobody moves any more."""
        return all(stuck(walk) or walk.move < 1e-9 for walk in self.state.walks.values())

    def here(self):
        """Who stands lowest, and where the runner shown is."""
        lowest = min(self.state.walks, key=lambda name: height(self.state.walks[name]))
        least = number(height(self.state.walks[lowest]), 3)
        return (f"After {count(self.steps, 'step')} {lowest} is lowest, at height {least}. "
                f"{self.state.picked} is at {show(self.walk.here)}; {memory_words(self.walk)}.")

    def _start(self, ground, start, together=""):
        walks = {name: walk_on(ground, tuple(map(float, start)), walk.rule) for name, walk in self.state.walks.items()}
        self.become("", together=together, walks=walks)
        self.said = f"All start at {show(self.walk.here)} on {ground.name}."


def stepped(walk):
    """A walk, one step later."""
    place, there, memory = walk.ahead
    return Walk(walk.ground, (*walk.path, place), (*walk.looks, there), walk.rule, memory)


def stuck(walk):
    """Whether its next step leads nowhere that has a height."""
    place, there, _ = walk.ahead
    return not (np.isfinite(there[0]) and np.abs(place).max() <= FAR)


def height(walk):
    """The height where a runner stands, infinite if there is none."""
    at = walk.looks[-1][0]
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

def race(rules, surface="valley, condition number 10", *, start=None):
    """A race as a Stage. rules: {name: rule}. surface: a name from landscapes.SURFACES. start: (x, y)."""
    controls = [
        s.button("step", "Step", "s", title="One step of every runner"),
        s.button("run", "Run", "r", repeat=True, title="Step until all rest"),
        s.button("undo", "Undo", "u"),
        s.button("reset", "Reset", "0"),
        s.choice("pick", "show", rules),
        s.slider("set_lr", "its learning rate η", *LR_RANGE, log=True, keys="-+"),
        s.choice("choose", "surface", landscapes.SURFACES),
    ]
    return Stage(Race(rules, landscapes.SURFACES, surface, start), scene, controls, title="A race from above",
                 description=describe, also=("place",))


def scene(machine):
    """The map with every walk, that of the runner shown in front, and its memory as bars."""
    walk, names = machine.walk, list(machine.state.walks)
    lines = [s.curve(*np.transpose(other.path), "quiet", width=1.2) for name, other in machine.state.walks.items()
             if name != machine.state.picked]
    ends = [s.point(*other.here, "path" if name == machine.state.picked else "quiet", shape=SHAPES[k % len(SHAPES)],
                    label=name, size=7, drag=name == machine.state.picked)
            for k, (name, other) in enumerate(machine.state.walks.items())]
    kept = memories(walk)
    return s.Scene(
        panels=[surface_panels(walk.ground, round_up(machine.steps), 1.0)[0], _bars_panel(kept)],
        marks={"surface": [*lines, s.trail(walk.path), *ends],
               "memory": [s.bars(np.arange(2 * len(kept)), np.ravel(list(kept.values())))] if kept else []},
        readout=[*((name, said(height(machine.state.walks[name]))) for name in names), ("steps", str(machine.steps))],
        update=f"{machine.state.picked}: {walk.rule!r}",
        say=machine.said, problem=machine.problem,
        values={"set_lr": walk.lr, "choose": walk.ground.name, "pick": machine.state.picked},
        disabled=(["step", "run"] if machine.resting() else []) + ([] if machine.past else ["undo"]),
    )


def _bars_panel(kept):
    names = [f"{name} {axis}" for name in kept for axis in "xy"] or ["nothing kept"]
    largest = max([1e-6, *np.abs(np.ravel(list(kept.values())))]) if kept else 1.0
    top = float(f"{2 ** math.ceil(math.log2(largest)):.3g}")
    return s.panel("memory", (-0.7, len(names) - 0.3), (-1.1 * top, 1.1 * top), ylabel="memory",
                   title="what it remembers", names=names, wide=0.7)


def describe(machine):
    """The same in words, for readers without a kernel or without the picture."""
    return f"A race of {', '.join(machine.state.walks)} on {machine.ground.text}. {machine.here()}"
