"""Three projects, and any of one's own: data, splits for tuning, a baseline, a cost, and a locked test part.

A project splits its rows itself: the test part is drawn first and put away; what is left is `training`, and is
divided once more, five times at random, into `splits` (so their rows overlap, and ± over five splits is no
standard error). Constants of scaling come from the training rows of each part alone.
"""
from dataclasses import dataclass

import numpy as np

from mathlib import datasets
from mathlib.exercises.verdict import Note
from mathlib.words import count, number

MISSED = 20                       # false alarms that one missed malignant tumour costs
DIVERGED = 1e9                    # weights beyond it: the training diverged, and the cost is nan
ZERO_PPM, LAST_MONTHS = 340, 96   # where the CO₂ project counts from; the months of its test part


@dataclass(frozen=True, eq=False, repr=False)
class Part:
    """Rows that belong together: inputs as measured `raw`, columns `x` for the model, outcomes `y`."""
    raw: np.ndarray
    x: np.ndarray
    y: np.ndarray

    def __repr__(self):
        return f"Part of {len(self.y)} rows, x {self.x.shape}"


def linear(z):
    """Columns of a linear model: the scaled inputs, and ones."""
    return np.column_stack([z, np.ones(len(z))])


def trend_and_season(z, raw):
    """Columns for a series: z, z², two waves a year, and ones."""
    turn = 2 * np.pi * raw[:, 0]
    waves = [np.cos(turn), np.sin(turn), np.cos(2 * turn), np.sin(2 * turn)]
    return np.column_stack([z, z ** 2, *waves, np.ones(len(z))])


@dataclass(eq=False, repr=False)
class Project:
    """A question with its data.

    kind        "amount": ŷ = x · w, and the cost is the mean absolute error.
                "decision": p = σ(x · w), y is 0 or 1, and the cost is per 100 cases.
                "series": ŷ = x · w in columns of time; rows are in order of time.
    names, units, target, unit     the inputs and the outcome.
    missed      how many false alarms a missed 1 costs, for a decision.
    """
    name: str
    kind: str
    question: str
    stakes: str
    raw: np.ndarray
    y: np.ndarray
    names: tuple
    units: tuple
    target: str
    unit: str
    missed: float = MISSED

    def __post_init__(self):
        n = len(self.y)
        self.key = self.name, self.kind, self.missed, hash((self.raw.tobytes(), self.y.tobytes()))
        order = np.random.default_rng(19).permutation(n) if self.kind != "series" else np.arange(n)
        away = n // 4 if self.kind != "series" else LAST_MONTHS
        self.rows, self._locked = order[:n - away], order[n - away:]
        self.mean, self.sd = self.scaling(self.rows)
        self.training = self.part(self.rows, self.mean, self.sd)
        self.splits = [self._split(k) for k in range(5)]
        CHOSEN[:] = [self]

    # ---- rows and columns
    def scaling(self, rows):
        """Mean and standard deviation of each input over these rows."""
        return self.raw[rows].mean(axis=0), self.raw[rows].std(axis=0)

    def columns(self, raw, mean=None, sd=None):
        """What the model sees of inputs as measured; scaled by the training rows unless told otherwise."""
        z = (raw - (self.mean if mean is None else mean)) / (self.sd if sd is None else sd)
        return trend_and_season(z, raw) if self.kind == "series" else linear(z)

    def part(self, rows, mean, sd):
        """The rows as a Part, scaled by this mean and sd."""
        return Part(self.raw[rows], self.columns(self.raw[rows], mean, sd), self.y[rows])

    def _split(self, k):
        n = len(self.rows)
        if self.kind == "series":                   # rolling origin: learn up to it, judged on the two years after it
            stop = n - 24 * (5 - k)
            fit, judge = self.rows[:stop], self.rows[stop:stop + 24]
        else:
            order = np.random.default_rng((19, k)).permutation(n)
            fit, judge = self.rows[order[n // 4:]], self.rows[order[:n // 4]]
        constants = self.scaling(fit)
        return self.part(fit, *constants), self.part(judge, *constants)

    # ---- the model and what it costs
    def predict(self, w, raw):
        """ŷ, or the probability of a 1, for inputs as measured."""
        return self.of_columns(w, self.columns(np.asarray(raw, float)))

    def of_columns(self, w, x):
        """ŷ, or the probability of a 1, for columns of the model."""
        s = x @ w
        return 0.5 * (1 + np.tanh(s / 2)) if self.kind == "decision" else s

    def cost(self, w, part):
        """What the model w costs on a part: in `cost_unit`; nan where the training diverged."""
        w = np.asarray(w, float)
        if not np.isfinite(self.of_columns(w, part.x)).all() or abs(w).max() > DIVERGED:
            return np.nan
        return float(np.mean(self.row_costs(w, part)))

    def row_costs(self, w, part):
        """What each row costs; their mean is `cost`."""
        found = self.of_columns(np.asarray(w, float), part.x)
        return self._of_rows(found > 0.5 if self.kind == "decision" else found, part.y)

    def _cost(self, said, y):
        return float(np.mean(self._of_rows(said, y)))

    def _of_rows(self, said, y):
        """The cost of each row, on the scale of their mean."""
        return 100 * np.where(y == 1, self.missed * (1 - said), said) if self.kind == "decision" else np.abs(said - y)

    @property
    def cost_unit(self):
        return "false alarms per 100 cases" if self.kind == "decision" else self.unit.split(" above")[0]

    def baseline(self, fit, judge):
        """The cost of the answer that needs no model.

        The mean; the cheaper of yes and no; or the last year again, risen each year by as much as the last year rose.
        """
        if self.kind == "series":
            month, rise = np.arange(len(judge.y)), np.mean(fit.y[-12:] - fit.y[-24:-12])
            return self._cost(fit.y[-12:][month % 12] + rise * (1 + month // 12), judge.y)
        if self.kind == "decision":
            always = float(self._cost(np.ones(len(fit.y)), fit.y) < self._cost(np.zeros(len(fit.y)), fit.y))
            return self._cost(np.full(len(judge.y), always), judge.y)
        return self._cost(np.full(len(judge.y), fit.y.mean()), judge.y)

    @property
    def openings(self):
        """What the test part said in this session, each time; also if the project was made again in between."""
        return OPENED.setdefault(self.key, [])

    def verdict(self, *models):
        """Open the test part: the cost of each model on it, beside the baseline. Every opening is counted."""
        d = self.training.x.shape[1]
        if not models or any(np.shape(w) != (d,) for w in models):
            raise ValueError(f"Hand in the weights of each training, {d} numbers each, with a star before the list: "
                             "project.verdict(*models). The test part stays closed.")
        test = self.part(self._locked, self.mean, self.sd)
        costs = np.array([self.cost(w, test) for w in models])
        rows = np.mean([self.row_costs(w, test) for w in models], axis=0)
        by_rows = None if self.kind == "series" else rows.std(ddof=1) / np.sqrt(len(rows))
        told = TestResult(costs, by_rows, self.baseline(self.training, test), len(test.y), self.cost_unit,
                          len(self.openings) + 1)
        self.openings.append(told)
        return told

    def __repr__(self):
        inputs = ", ".join(f"{n} ({u})" if u else n for n, u in zip(self.names, self.units, strict=True))
        return (f"{self.name}: {self.question}\nwhat it costs: {self.stakes}\n"
                f"{inputs} → {self.target}{f' ({self.unit})' if self.unit else ''}\n"
                f"{len(self.training.y)} rows for training, in five splits; {len(self._locked)} rows locked")


@dataclass(frozen=True, eq=False)
class TestResult:
    """What the test part said. by_rows: the standard error that comes from which rows were drawn; None for a series."""
    costs: np.ndarray
    by_rows: object
    baseline: float
    rows: int
    unit: str
    opened: int

    def __repr__(self):
        seeds = f"± {number(self.costs.std(), 2)} (sd over {count(len(self.costs), 'seed')})" \
            if len(self.costs) > 1 else "(a single run)"
        rows = ", months one after another: their errors hang together, and give no simple ±" if self.by_rows is None \
            else f", ± {number(self.by_rows, 2)} (standard error: which rows were drawn)"
        again = "" if self.opened == 1 else (f"\nThe test part has been opened {self.opened} times in this session. "
                                             "If you changed anything in between, it is validation data by now.")
        return (f"test part, {self.rows} rows: {number(self.costs.mean(), 3)} {self.unit} {seeds}{rows}; "
                f"baseline {number(self.baseline, 3)}{again}")


OPENED = {}                       # the key of a project -> what its test part said, each time in this session
CHOSEN = []                       # the project that was made last: the one that the checks judge


def chosen():
    """The project of this session; penguins until another is made."""
    return CHOSEN[0] if CHOSEN else penguins()


def penguins():
    """How heavy is a penguin that can be measured, and not weighed?"""
    data = datasets.penguins()
    return Project("penguins", "amount", "How heavy is a penguin that was measured with a ruler and not weighed?",
                   "the dose of a drug follows the mass: each kg of error counts alike, up or down.",
                   data.x, data.y / 1000, data.features, data.units, "body mass", "kg")


def tumours():
    """Which tumours should be examined further?"""
    data = datasets.breast_cancer()
    return Project("tumours", "decision", "Which tumours have to be examined further?",
                   f"a malignant tumour that is missed costs as much as {MISSED} false alarms.",
                   data.x, data.y, data.features, data.units, "malignant", "")


def carbon_dioxide():
    """Does carbon dioxide in the air grow faster and faster?"""
    data = datasets.co2()
    return Project("carbon dioxide", "series", "Does the growth of CO₂ in the air accelerate?",
                   "the answer is a derivative of your model: ppm per year, and ppm per year².",
                   data.time[:, None], data.value - ZERO_PPM, ("time",), ("year",), "CO₂", f"ppm above {ZERO_PPM}")


def own(raw, y, names, units, target, unit="", kind="amount", question="", stakes="", missed=MISSED):
    """A project on data of one's own: raw has a row for each case and a column for each input.

    names, units: of the inputs, one text each ("" where there is no unit). target, unit: of the outcome.
    kind: "amount", or "decision" for outcomes 0 and 1. missed: how many false alarms a missed 1 costs, for a decision.
    question, stakes: what you ask, and what a mistake costs, in words; your page begins with them.
    An input that is constant, in all rows or in those of a split, is refused: there is nothing to scale.
    """
    try:
        raw, y, missed = np.array(raw, float), np.array(y, float), float(missed)
    except (TypeError, ValueError):
        raise ValueError("raw, y and missed hold numbers only; write words as 0 and 1.") from None
    if raw.ndim != 2 or y.shape != raw.shape[:1] or len(names) != raw.shape[1] or len(units) != raw.shape[1]:
        raise ValueError("raw needs a row for each case and a column for each name and unit; y one outcome a row.")
    if kind not in ("amount", "decision") or kind == "decision" and not np.isin(y, (0, 1)).all():
        raise ValueError("kind is \"amount\", or \"decision\" with outcomes 0 and 1.")
    if not np.isfinite(missed) or missed <= 0:
        raise ValueError("missed is a positive number: how many false alarms a missed 1 costs.")
    if len(y) < 40 or not np.isfinite(raw).all() or not np.isfinite(y).all() or (raw.std(axis=0) == 0).any():
        raise ValueError("It takes 40 rows or more, all numbers finite, and no input that is constant.")
    before = CHOSEN[:]
    with np.errstate(all="ignore"):
        made = Project("your own data", kind, question, stakes, raw, y, tuple(names), tuple(units), target, unit,
                       missed)
    try:
        _can_be_split(made)
    except ValueError:
        CHOSEN[:] = before
        raise
    return made


def _can_be_split(project):
    """A ValueError where the rows that a model learns from hold a constant input, or one outcome only."""
    for part in (project.training, *(learn for learn, _ in project.splits)):
        still = np.flatnonzero(np.ptp(part.raw, axis=0) == 0)
        if still.size:
            raise ValueError(f"In the rows of a split the input “{project.names[still[0]]}” is constant: leave it out, "
                             "or bring more rows.")
        if np.ptp(part.y) == 0:
            raise ValueError("In the rows of a split all outcomes are alike: there is nothing to learn from them.")


def card():
    """The three projects side by side."""
    rows = [("penguins", "how heavy is a bird that cannot be weighed?", "mean error in kg"),
            ("tumours", "which have to be examined further?", f"a miss = {MISSED} false alarms"),
            ("carbon_dioxide", "does the growth accelerate?", "mean error in ppm")]
    lines = ["| `projects.…()` | question | cost |", "|---|---|---|"]
    return Note("\n".join(": ".join(row) for row in rows), "\n".join([*lines, *(
        f"| `{a}` | {b} | {c} |" for a, b, c in rows)]))
