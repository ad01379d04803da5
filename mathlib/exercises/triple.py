"""One derivative, found by independent routes: SymPy, finite differences, bookkeeping, and the learner's own.

Where routes disagree, either somebody is wrong or the point has no derivative, or subtraction lost the
digits; `triple_check` says which.
"""
from dataclasses import dataclass

import numpy as np

from mathlib import autodiff, numdiff
from mathlib.exercises import guard
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.naming import code
from mathlib.exercises.trial import Trial
from mathlib.exercises.verdict import Verdict
from mathlib.formula import FormulaError, parse
from mathlib.formula.readings import evaluate
from mathlib.words import number

ROUTES = ("yours", "SymPy", "measured", "bookkeeping")
H = 1e-6  # step of the one-sided slopes, in units of max(1, |x|)


@dataclass(frozen=True)
class Triple:
    """A verdict on f′, a row of slopes for each point (in the order of ROUTES; None: no answer), and notes."""

    verdict: Verdict
    rows: tuple = ()
    notes: tuple = ()

    @property
    def status(self):
        return self.verdict.status

    def __repr__(self):
        lines = [f"x = {number(x)}: " + ", ".join(
            f"{route} {_told(v)}" for route, v in zip(ROUTES, row, strict=True)) for x, row in self.rows]
        return "\n".join([repr(self.verdict), *lines, *self.notes])

    def _repr_markdown_(self):
        table = ["| x | " + " | ".join(ROUTES) + " |", "|--:" * (len(ROUTES) + 1) + "|"]
        table += [f"| {number(x)} | " + " | ".join(map(_told, row)) + " |" for x, row in self.rows]
        notes = [f"- {note}" for note in self.notes]
        return "\n\n".join(["\n".join(part) for part in ([self.verdict._repr_markdown_()], table, notes) if part])


def _told(value):
    """Five digits; what is left of a measured 0 after rounding counts as 0."""
    return "–" if value is None else number(round(value, 9), 5)


def triple_check(f_prime, f, at=(-2.0, -1.0, 0.5, 1.0, 2.0)):
    """The `Triple` of a learner's f′ for f, a formula as text or a NumPy function of one number.

    The verdict rests on the first route that has an answer: SymPy (where f is text), bookkeeping, measuring.
    A point where f has no derivative is explained and does not count. Raises nothing for a learner's f′; a
    text that is no formula is a sentence too.
    """
    try:
        formula = parse(f) if isinstance(f, str) else None
    except FormulaError as error:
        return Triple(Verdict("wrong", f"{str(error).splitlines()[0]} The text was {code(f)}."))
    value = formula or f
    with np.errstate(all="ignore"):
        explained = {x: _no_derivative(value, x) for x in at}
        slopes = {x: _slopes(f, formula, x) for x in at}
    yours = guard.run(lambda: [_try(f_prime, x) for x in at], 1.0).value or [None] * len(at)
    smooth = [x for x in at if not explained[x]]
    notes = [f"At x = {number(x)} {words}" for x, words in explained.items() if words]
    notes += [note for x in smooth if (note := _lost_digits(value, x, *slopes[x][:2]))]
    rows = [(x, (mine, *slopes[x])) for x, mine in zip(at, yours, strict=True)]
    return Triple(_verdict(f_prime, {x: slopes[x] for x in smooth}), tuple(rows), tuple(notes))


def _slopes(f, formula, x):
    """f′(x) by SymPy, by measuring and by bookkeeping."""
    lifted = (lambda w: evaluate(formula.program, {"x": w})) if formula else f
    return (_try(formula.derivative(), x) if formula else None,
            _try(lambda w: numdiff.derivative(formula or f, w), x),
            _try(autodiff.grad(lifted), x))


def _verdict(f_prime, slopes):
    exact = {x: next((v for v in (sympy, kept, measured) if v is not None), None)
             for x, (sympy, measured, kept) in slopes.items()}
    points = tuple(x for x, v in exact.items() if v is not None and np.isfinite(v))
    if not points:
        return Verdict("not attempted", "None of these points has a derivative to compare with. Add others.")
    only_measured = any(slopes[x][0] is None and slopes[x][2] is None for x in points)
    exercise = Exercise(id="triple.check", title="f′", reference=lambda x: exact[x], cases=points, seconds=3,
                        tolerance=1e-5 if only_measured else 1e-6)
    outcome = guard.run(Trial(exercise, f_prime).verdict, exercise.seconds)
    return outcome.value or Verdict("wrong", "Your function is still running after 3 seconds.")


def _try(slope, x):
    """A route's slope at x, or None where it has no answer."""
    try:
        return float(slope(x))
    except guard.Stopped:
        raise
    except Exception:
        return None


# ---------------------------------------------------------------- legitimate disagreement

def _no_derivative(f, x):
    """Why f has no derivative at x, as the end of a sentence; empty where it has one."""
    near, far = (_sides(f, x, h * max(1.0, abs(x))) for h in (H, 100 * H))
    here = _try(f, x)
    if here is None or not np.isfinite(here):
        return "f has no value."
    if not np.isfinite(near).all():
        return "f has a value, but none on one side of it: there is no slope to measure there."
    noise = 20 * numdiff.EPSILON * max(abs(here), 1.0) / H
    gap, wide = abs(near[1] - near[0]), abs(far[1] - far[0])
    if gap > 1e-3 * max(1.0, *np.abs(near)) + noise and gap > 0.5 * wide:
        return _kink_or_jump(near, gap, wide)
    if min(np.abs(near)) > 5 * max(np.abs(far)) and min(np.abs(near)) > noise:
        return "the tangent is vertical: the measured slope grows without end as h shrinks."
    return ""


def _sides(f, x, h):
    try:
        return np.array(numdiff.one_sided(f, x, h))
    except Exception:
        return np.array([np.nan, np.nan])


def _kink_or_jump(near, gap, wide):
    if gap > 10 * wide:
        return "f jumps: no line fits it there, and a measured slope only says how small h was."
    left, right = (number(round(float(side), 3)) for side in near)
    return (f"f has a kink: its slope is {left} on the left and {right} on the right. There is no derivative, "
            "and each route keeps a convention of its own.")


def _lost_digits(f, x, exact, measured):
    """A note where measuring lost digits to cancellation, and the difference is no more than that."""
    if exact is None or measured is None or np.isclose(measured, exact, rtol=1e-5, atol=1e-8):
        return ""
    roundoff = numdiff.EPSILON * abs(_try(f, x)) / (numdiff.STEP * max(1.0, abs(x)))
    if abs(measured - exact) > 10 * roundoff:
        return ""
    return (f"At x = {number(x)} f is large compared with its change: the subtraction in (f(x+h) − f(x−h))/2h "
            "cancels leading digits, and the measured slope has few left.")
