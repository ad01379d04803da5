"""A bench of probes: what is done to a trained model, or to its training, to see whether it fails."""
from dataclasses import dataclass, replace

import numpy as np

from mathlib.exercises.reading import keyed
from mathlib.exercises.verdict import Verdict
from mathlib.lessons.capstone import desk, projects
from mathlib.words import number

RATE = 0.03                        # of the training that is lent
PENDING = {}                       # the bench of this session


def lent_train(part, lr, seed, batches=300):
    """So many batches of 32 with what lies on the desk."""
    (gradient, _), (step, _) = desk.piece("gradient"), desk.piece("step")
    rng, w, state = np.random.default_rng(seed), np.zeros(part.x.shape[1]), None
    for _ in range(batches):
        rows = rng.integers(len(part.y), size=32)
        w, state = step(w, gradient(w, part.x[rows], part.y[rows]), state, lr)
    return w


class NoGroup(ValueError):
    """The cases cannot be divided as a probe asks."""


@dataclass(frozen=True)
class Setting:
    """One split: the rows to learn from, the rows to be judged on, and η."""
    fit: projects.Part
    judge: projects.Part
    lr: float


def _read(project, part, raw, split):
    """The same rows, their inputs read as `raw`; scaled as the split is."""
    fit = project.splits[split][0].raw
    return replace(part, raw=raw, x=project.columns(raw, fit.mean(axis=0), fit.std(axis=0)))


def faster(project, setting, split):
    """η ten times as large."""
    return replace(setting, lr=10 * setting.lr)


def outlier(project, setting, split):
    """One training outcome mistyped: ten times as large, or, where it is 0 or 1, a clear case turned round."""
    fit = setting.fit
    y = fit.y.copy()
    if project.kind == "decision":
        row = np.argmax(np.where(y == 0, -fit.x[:, 0], -np.inf))
        y[row] = 1
    else:
        y[np.argmax(fit.x[:, 0])] *= 10
    return replace(setting, fit=replace(fit, y=y))


def shifted(project, setting, split):
    """When the model is used, its first input reads one standard deviation too high."""
    raw = setting.judge.raw.copy()
    raw[:, 0] += setting.fit.raw[:, 0].std()
    return replace(setting, judge=_read(project, setting.judge, raw, split))


def other_unit(project, setting, split):
    """When the model is used, one row in ten has its last input in a unit ten times smaller: the number is 10 times."""
    raw = setting.judge.raw.copy()
    raw[::10, -1] *= 10
    return replace(setting, judge=_read(project, setting.judge, raw, split))


def unscaled(project, setting, split):
    """The inputs are used as they are measured, in training and after."""
    return replace(setting, fit=_as_measured(project, setting.fit), judge=_as_measured(project, setting.judge))


def _as_measured(project, part):
    none = np.zeros(part.raw.shape[1])
    return replace(part, x=project.columns(part.raw, none, none + 1))


def mixed(project, setting, split):
    """One training outcome in five belongs to another row."""
    rng, fit = np.random.default_rng((5, split)), setting.fit
    y, rows = fit.y.copy(), rng.permutation(len(fit.y))[:len(fit.y) // 5]
    y[rows] = np.roll(y[rows], 1)
    return replace(setting, fit=replace(fit, y=y))


def few(project, setting, split):
    """Ten rows to learn from."""
    fit = setting.fit
    rows = np.random.default_rng((6, split)).permutation(len(fit.y))[:10]
    return replace(setting, fit=projects.Part(fit.raw[rows], fit.x[rows], fit.y[rows]))


def group(project, setting, split):
    """A model that never saw the quarter of cases largest in the last input (a series: earliest) meets such cases.

    Before: the same cases, where the quarter was in training.
    """
    last = setting.fit.raw[:, -1]
    sign = -1 if project.kind == "series" else 1
    edge = np.quantile(sign * last, 0.75)
    kept = np.flatnonzero(sign * last <= edge)
    fit = setting.fit
    if not 0 < len(kept) < len(last):
        raise NoGroup("The last input has no largest quarter: too many cases have its largest value. Try "
                      "another probe.")
    strange = np.flatnonzero(sign * setting.judge.raw[:, -1] > edge)
    judge = setting.judge
    if len(strange):
        judge = projects.Part(judge.raw[strange], judge.x[strange], judge.y[strange])
    else:
        rows = np.flatnonzero(sign * last > edge)
        judge = projects.Part(fit.raw[rows], fit.x[rows], fit.y[rows])
    return replace(setting, fit=projects.Part(fit.raw[kept], fit.x[kept], fit.y[kept]), judge=judge)


PROBES = {"rate × 10": faster, "one wild outcome": outlier, "shifted input": shifted, "another unit": other_unit,
          "unscaled inputs": unscaled, "mixed-up outcomes": mixed, "ten rows": few, "unseen group": group}


class Bench:
    """Measures what a probe does, on the five splits; `train(part, lr, seed)` returns the weights."""

    def __init__(self, train=lent_train, lr=RATE):
        self.train, self.lr, self.project = train, lr, projects.chosen()
        PENDING["bench"] = self
        self.measured, self.said, self.asked = {}, {}, set()     # said: the factor that was expected first

    def run(self, name):
        """Costs before and after, one pair for each split."""
        if name not in PROBES:
            raise ValueError(f"The probe is one of: {', '.join(PROBES)}.")
        project, pairs = self.project, []
        with np.errstate(all="ignore"):
            for split, (fit, judge) in enumerate(project.splits):
                plain = Setting(fit, judge, self.lr)
                probed = PROBES[name](project, plain, split)
                fair = probed.judge if name == "unseen group" else judge
                before = project.cost(self.train(fit, self.lr, split), fair)
                pairs.append((before, project.cost(self.train(probed.fit, probed.lr, split), probed.judge)))
        self.measured[name] = np.array(pairs)
        return self.measured[name]

    def __repr__(self):
        known = [f"“{name}”: {says(name)}" for name in PROBES]
        return "\n".join([*known, *(f"measured, “{n}”: {told(p)}" for n, p in self.measured.items())])


def says(name):
    """What a probe does, on one line."""
    return " ".join(PROBES[name].__doc__.split())


def measure(pairs):
    """(in how many splits it got worse, by which factor the mean cost grew)."""
    return int(np.sum(~(pairs[:, 1] <= pairs[:, 0]))), pairs[:, 1].mean() / pairs[:, 0].mean()


def told(pairs):
    """Before and after, in words."""
    before, after = pairs.mean(axis=0)
    worse, factor = measure(pairs)
    ratio = f", {number(factor, 3)} times" if np.isfinite(after) else ""
    after = number(after, 3) if np.isfinite(after) else "no finite number"
    return f"{number(before, 3)} before, {after} after{ratio} (means of five splits); worse in {worse} of 5"


def _as_number(factor):
    """A number, also written as "2,5" or "3 ×"; nan for anything else."""
    try:
        return float(str(factor).replace("×", "").replace(",", "."))
    except ValueError:
        return np.nan


@keyed(("probe", "factor"))
def failure(answer):
    """The Verdict on {"probe": …, "factor": …}: it is measured here and now."""
    name, factor = answer["probe"], _as_number(answer["factor"])
    known = {key.casefold(): key for key in PROBES}
    name = known.get(str(name).strip().casefold().replace(" x ", " × ")) if isinstance(name, str) else None
    if name is None:
        return Verdict("wrong", f"The probe is one of: {', '.join(PROBES)}.")
    if not 0 < factor < np.inf:
        return Verdict("wrong", "The factor is a positive number: by what you expect the cost to be multiplied.")
    bench, note = _bench()
    if factor < 1 and name not in bench.said and (name, factor) not in bench.asked:
        bench.asked.add((name, factor))
        return Verdict("wrong", f"A factor below 1 expects that the cost falls. If you mean {number(100 * factor)} % "
                                f"more, write {number(1 + factor)}; if you mean it as it stands, check it once more.")
    try:
        pairs = bench.run(name)
    except NoGroup as reason:
        return Verdict("wrong", str(reason))
    if not np.isfinite(pairs[:, 0]).all():
        return Verdict("wrong", "Before the probe the training gives no finite cost already. Mend that first: another "
                                "η, another step.")
    return _judged(name, bench.said.setdefault(name, factor), factor, pairs).plus(note)


def _bench():
    """(the bench of the project that is judged, what has to be said of it)."""
    bench = PENDING.get("bench")
    if bench is not None and bench.project.key == projects.chosen().key:
        return bench, ""
    return Bench(), f"Measured with the training that is lent, η = {RATE:g}: the bench was " + (
        "not made yet. Run its cell for your own." if bench is None
        else f"made for {bench.project.name}. Run its cell again for your own.")


def _judged(name, said, factor, pairs):
    """The Verdict on what was measured; said: what was expected first."""
    worse, ratio = measure(pairs)
    measured = f"Measured with “{name}”: {told(pairs)}. You said{'' if said == factor else ' first'}: " \
               f"{number(said)} times."
    if worse >= 4 and not ratio < 1.2:
        PENDING["failure"] = name, said, pairs, projects.chosen().key
        return Verdict("correct", f"{measured} A failure, found by measurement. {says(name)}")
    what = ("The cost fell" if ratio < 1 else "Here your model holds" if ratio < 1.2
            else "It grew, and not in 4 of 5 splits")
    return Verdict("almost", f"{measured} {what}: worth a line in the report. Asked is a probe that makes the cost at "
                             "least 1.2 times as large, and worse in at least 4 of 5 splits. Try another.")
