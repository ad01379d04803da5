"""One page on the learner's project: what was checked, what was measured, and the rubric with the learner's points."""
from pathlib import Path

import numpy as np

from mathlib.exercises.verdict import Note
from mathlib.lessons.capstone import desk, probes, projects, sensitivity
from mathlib.words import count, number

RUBRIC = ("a question with a unit, and what a mistake costs", "a loss, chosen with a reason",
          "a gradient that three routes agree on", "an optimizer tuned on data that do not judge",
          "sensitivities with units, and what they do not say", "a failure, found by measuring")
MISSING = "*still to write*"


def rubric():
    """The six rows."""
    lines = ["| row | 0 · 1 · 2 points for |", "|--|--|", *(f"| {k} | {row} |" for k, row in enumerate(RUBRIC, 1))]
    return Note("\n".join(f"{k} {row}" for k, row in enumerate(RUBRIC, 1)), "\n".join(lines))


class Page(Note):
    """A report, shown as Markdown; `save` writes it beside the notebook, and never over another file."""

    def save(self, name="my_report.md"):
        """Write it as a new file; a Note says where, or why not."""
        path = Path(name)
        try:
            with open(path, "x", encoding="utf-8") as file:
                file.write(self.markdown + "\n")
        except FileExistsError:
            return Note(f"There is a file {path} already, and it stays as it is. Give another name: "
                        f'page.save("{path.stem}_2.md").')
        except (OSError, ValueError, TypeError) as error:
            return Note(f"{name!r} cannot be written: {type(error).__name__}.")
        return Note(f"Written: {path}.")


def report(project, why="", says_not="", rates=(), table=None, w=None, points=None):
    """The page. why: your reason for the loss. says_not: what the sensitivities do not say.

    rates, table: the η that were tried, and their costs on the splits. w: the weights. points: six of 0, 1, 2.
    The project is the one that is judged now: the pieces on the desk belong to it.
    """
    if project.key != projects.chosen().key:
        raise ValueError(f"The checks judge {projects.chosen().name} now. For a page on {project.name} run its cell "
                         "`project = …` again, then the checks.")
    rows = [f"# {project.question}", f"What it costs: {project.stakes}",
            f"**Loss** ({desk.whose('loss')}). {why or MISSING}{_told('loss')}",
            f"**Gradient** ({desk.whose('gradient')}). {desk.said('gradient') or MISSING + ', for this loss'}",
            f"**Optimizer** ({desk.whose('step')}).{_told('step')} {_tuning(project, rates, table)}",
            _verdict(project),
            *_growth(project, w), _sensitivity(project, w), f"It does not say: {says_not or MISSING}",
            _failure(project), _points(points, _unsupported(project, why, says_not, table))]
    text = "\n\n".join(rows)
    return Page(text.replace("**", "").replace("# ", ""), text)


def _told(name):
    """What the check said of the learner's piece, as one more sentence."""
    return f" {said}" if (said := desk.said(name)) else ""


def _tuning(project, rates, table):
    if table is None or not len(rates):
        return MISSING
    costs = np.asarray(table, float)
    if len(costs) != len(rates):
        return f"{MISSING}: the table has {count(len(costs), 'row')} for {len(rates)} η."
    lines = ["cost on five splits, mean ± sd (their rows overlap: no standard error):"]
    lines += [f"- η = {lr:g}: {number(row.mean(), 3)} ± {number(row.std(), 2)} {project.cost_unit}"
              if np.isfinite(row).all() else f"- η = {lr:g}: diverged" for lr, row in zip(rates, costs, strict=True)]
    chosen = rates[int(desk.piece("choose")[0](costs))]
    return "\n".join(lines[:1] + [""] + lines[1:] + ["", f"Chosen ({desk.whose('choose')}): η = {chosen:g}."])


def _growth(project, w):
    """The answer of a series: its mean growth over the first and the last whole year, where the season cancels."""
    if project.kind != "series" or w is None:
        return []
    try:
        first, last, early, late, faster = sensitivity.growth(project, np.array(w, float))
    except (TypeError, ValueError):                # weights of another project
        return []
    return [f"**Answer.** The growth was {number(early, 3)} {project.cost_unit} per year over {first:.0f}, and "
            f"{number(late, 3)} over {last:.0f}: {number(faster, 2)} per year²."]


def _verdict(project):
    """What the test part said first, and what it said later: rows that were looked at choose, and judge no more."""
    if not project.openings:
        return "**Test part.** Not opened yet."
    first, *later = [repr(told).splitlines()[0].removeprefix("test part, ") for told in project.openings]
    if not later:
        return f"**Test part**, opened once, {first}"
    return "\n".join([f"**Test part**, opened {len(later) + 1} times. The first time, {first}", "",
                      "Opened again, as validation data:", "", *(f"- {told}" for told in later)])


def _sensitivity(project, w):
    if w is None:
        return f"**Sensitivity.** {MISSING}"
    found, mine = desk.piece("per_unit")
    try:
        slopes = np.atleast_1d(found(np.array(w, float), project))
    except Exception:                       # weights of another project
        return f"**Sensitivity.** {MISSING}: these weights are none of this project."
    lines = [f"- {name}: {number(slope, 3)} {sensitivity.unit_of(project, k)}"
             for k, (name, slope) in enumerate(zip(project.names, slopes, strict=False))]
    if project.kind == "decision":
        lines += ["", "The score σ(x · w) is a probability if the loss counts both mistakes alike."]
    return "\n".join([f"**Sensitivity** ({'yours' if mine else 'lent'}), mean over the training rows:", "", *lines])


def _failure(project):
    name, factor, pairs, measured_on = probes.PENDING.get("failure", (None,) * 4)
    bench = probes.PENDING.get("bench")
    measured = bench.measured if bench and bench.project.key == project.key else {}
    others = [f"- {other}: {probes.told(found)}" for other, found in measured.items()
              if other != name or measured_on != project.key]
    head = f"**Failure.** {MISSING}" if measured_on != project.key else (
        f"**Failure: {name}.** {probes.told(pairs)}. Expected: {number(factor)} times.")
    return "\n".join([head, *(["", "Measured, too:", "", *others] if others else [])])


def _unsupported(project, why, says_not, table):
    """{row of the rubric: what is missing above, or speaks against two points}."""
    found = probes.PENDING.get("failure", (None,) * 4)[3] == project.key
    rows = {2: "" if why else "no reason is written above",
            3: "" if desk.said("gradient") else "the gradient above is not yours",
            4: "no table of η stands above" if table is None else
               f"the test part was opened {len(project.openings)} times" if len(project.openings) > 1 else "",
            5: "" if says_not else "what it does not say is still to write above",
            6: "" if found else "no failure stands above"}
    return {row: reason for row, reason in rows.items() if reason}


def _points(points, unsupported):
    try:
        given = [] if isinstance(points, str) else [int(p) if p in (0, 1, 2) else None for p in points]
    except (TypeError, ValueError):
        given = []
    if len(given) != 6 or None in given:
        return f"**Points.** {MISSING}: six numbers, each 0, 1 or 2."
    lines = [f"- {row}: {p}" + (f" (but {unsupported[k]})" if p == 2 and k in unsupported else "")
             for k, (row, p) in enumerate(zip(RUBRIC, given, strict=True), 1)]
    return "\n".join([f"**Points: {sum(given)} of 12**", "", *lines])
