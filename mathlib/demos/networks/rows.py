"""Eight words, each a row with one number, and the rows that a batch touches: what a rule makes of rare ones.

A batch is eight draws of the words, with their frequencies in the novel. L is the mean over the batch of
½ (row − target)², where each batch sees the target with a small error; a row that no draw names has the slope 0.
"""
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from mathlib.demos.machine import Machine, action
from mathlib.optimizers import AdaGrad, Adam, GradientDescent
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import count, number

WORDS = {"the": 1498, "of": 1205, "she": 487, "had": 327, "so": 169, "ball": 28, "letter": 19, "dinner": 13}
TARGETS = np.array([1.0, -1.4, 0.8, 1.2, -0.9, 1.6, -1.1, 1.5])
STEPS, BATCH, LOW, HIGH, NEAR, BLUR, SEED = 40, 8, 0.01, 20.0, 0.2, 0.04, 0
COMING = 0.35                               # the grey of what coming batches will touch, between white 0 and black 1
RULES = {"SGD": GradientDescent, "AdaGrad": AdaGrad, "Adam": Adam}
GOAL = f"Goal: a rule and an η that bring all eight rows within {NEAR} of their targets in {STEPS} steps."


@lru_cache(maxsize=1)
def counts():
    """Shape (STEPS, 8): how often each batch names each word. The same batches for every rule."""
    share = np.array(list(WORDS.values())) / sum(WORDS.values())
    return np.random.default_rng(SEED).multinomial(BATCH, share, size=STEPS)


@lru_cache(maxsize=1)
def seen_targets():
    """Shape (STEPS, 8): the target of each word as each batch sees it."""
    return TARGETS + BLUR * np.random.default_rng(SEED + 1).standard_normal((STEPS, len(WORDS)))


@lru_cache(maxsize=64)
def walk(rule, eta):
    """Shape (STEPS + 1, 8): the rows after each step. A row and its memories move only where a batch names it."""
    moves, x = RULES[rule](eta), np.zeros(len(WORDS))
    _, *memories = moves.start(x)
    places = [x.copy()]
    for t, named in enumerate(counts()):
        at = np.flatnonzero(named)
        slope = named[at] / BATCH * (x[at] - seen_targets()[t, at])
        x[at], (_, *parts) = moves.step(x[at], slope, (t, *(kept[at] for kept in memories)))
        for kept, part in zip(memories, parts, strict=True):
            kept[at] = part
        places.append(x.copy())
    return np.array(places)


@dataclass(frozen=True)
class Table:
    """A rule, its η, and after how many steps we look."""
    rule: str = "SGD"
    eta: float = 0.3
    step: int = 0

    @property
    def rows(self):
        """The eight rows now."""
        return walk(self.rule, self.eta)[self.step]

    @property
    def away(self):
        """How far each row is from its target."""
        return np.abs(self.rows - TARGETS)

    @property
    def named(self):
        """How often each word was in the last batch."""
        return counts()[self.step - 1] if self.step else np.zeros(len(WORDS), int)

    @property
    def met(self):
        """In how many batches each word was so far."""
        return (counts()[:self.step] > 0).sum(axis=0)

    @property
    def won(self):
        """All rows near their targets at the end."""
        return self.step == STEPS and bool((self.away <= NEAR).all())


class TouchedRows(Machine):
    """A table of rows, trained step by step."""

    def __init__(self, rule="SGD"):
        self.named(rule, RULES)
        super().__init__(Table(rule))

    @action
    def forward(self):
        """One batch more."""
        self._changed("forward", step=min(self.state.step + 1, STEPS))

    @action
    def end(self):
        """All batches."""
        self._changed("", step=STEPS)

    @action
    def look(self, *place):
        """After another number of steps."""
        x, = self.coordinates(place, 1, f"The steps go from 1 to {STEPS}.")
        self._changed("look", step=int(min(max(round(x), 0), STEPS)))

    @action
    def set_rule(self, name):
        """Another rule, the same batches."""
        self.named(name, RULES)
        self._changed("", rule=name)

    @action
    def set_eta(self, value):
        """Another η, the same batches."""
        value = self.number(value, "η", LOW, HIGH, now=number(self.state.eta, 3))
        self._changed("eta", eta=value)

    def _changed(self, together, **changes):
        self.become("", together=together, **changes)
        self.said = self.here()

    def here(self):
        now = self.state
        if not now.step:
            return f"{now.rule}, η = {number(now.eta, 3)}. No batch has come yet; all rows are 0."
        names = [word for word, times in zip(WORDS, now.named, strict=True) if times]
        return (f"{now.rule}, η = {number(now.eta, 3)}. Batch {now.step} of {STEPS} touched "
                f"{count(len(names), 'row')}: {', '.join(names)}. Farthest from its target: {farthest(now)}.")


def farthest(now):
    """The row that is farthest from its target, and how far."""
    k = int(now.away.argmax())
    return f"{list(WORDS)[k]}, {size(now.away[k])}"


def far(now):
    """The rows that have not arrived, with their distances."""
    left = [f"{word} {size(away)}" for word, away in zip(WORDS, now.away, strict=True) if away > NEAR]
    return ", ".join(left) if 0 < len(left) < len(WORDS) else "all rows" if left else "none"


def size(value):
    """A distance in words, also one that has grown out of hand."""
    return "more than 100" if value > 100 else number(round(float(value), 2), decimals=2)


CONTROLS = [s.choice("set_rule", "rule", list(RULES)), s.slider("set_eta", "η", LOW, HIGH, log=True, keys="-+"),
            s.button("forward", "Next batch", "n"), s.button("end", "All 40", "e"),
            s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def touched_rows(rule="SGD"):
    """A table of eight rows and the batches that touch them, as a Stage. rule: "SGD", "AdaGrad" or "Adam"."""
    return Stage(TouchedRows(rule), scene, CONTROLS, title="The rows that a batch touches", also=("look",),
                 description=lambda machine: f"Eight words from frequent to rare: which batches touch their rows, "
                                             f"and where each row is beside its target. {machine.here()}")


def scene(machine):
    """What the table looks like now."""
    now = machine.state
    return s.Scene(
        panels=panels(), marks=marks(now),
        readout=[(f"“{word}”", f"batches {now.met[k]} · distance {size(now.away[k])}")
                 for k, word in ((0, "the"), (len(WORDS) - 1, "dinner"))] + [(f"farther than {NEAR}", far(now))],
        badge=badge(now), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_rule": now.rule, "set_eta": float(f"{now.eta:.3g}")}, disabled=[] if machine.past else ["undo"])


def badge(now):
    """How many rows have arrived."""
    near = int((now.away <= NEAR).sum())
    if now.won:
        return "won", f"all eight rows within {NEAR}"
    return "calm", f"{near} of 8 rows within {NEAR} after {count(now.step, 'step')}"


@lru_cache(maxsize=1)
def panels():
    """The batches as columns, and the rows beside their targets."""
    eight = len(WORDS)
    names = [s.text(-10.7, k + 0.3, word) for k, word in enumerate(WORDS)]
    return [s.panel("batches", (-11.2, STEPS + 1.0), (eight - 0.4, -0.6), names,
                    title="touched (black) in batches 1 to 40", place="look", stride=(1, 1), wide=1.2, bare=True),
            s.panel("rows", (-0.5, eight - 0.5), (-2.2, 2.2), title="rows (bars), targets (dots)", names=list(WORDS))]


def marks(now):
    """Touched rows in black, those of coming batches in grey, the last batch framed; bars, those just touched red."""
    squares = np.where(np.arange(STEPS) < now.step, 1.0, COMING) * (counts() > 0).T
    k = np.arange(len(WORDS))
    bars = np.clip(now.rows, -2.2, 2.2)
    last = np.array(now.named) > 0
    edge = now.step + np.array([-0.5, 0.5, 0.5, -0.5, -0.5])
    frame = [s.polygon(np.column_stack([edge, [-0.5, -0.5, 7.5, 7.5, -0.5]]), "gradient", filled=False)]
    return {
        "batches": [s.image(squares, (0.5, STEPS + 0.5), (7.5, -0.5), palette="ink", low=0, high=1),
                    *([*frame, s.point(now.step, 7, "gradient", size=3, drag="alone")] if now.step else [])],
        "rows": [*([s.bars(k[~last], bars[~last], "measured")] if (~last).any() else []),
                 *([s.bars(k[last], bars[last], "gradient")] if last.any() else []),
                 *(s.point(i, target, "exact", size=5) for i, target in zip(k, TARGETS, strict=True))]}
