"""How lesson 19 judges a sensitivity with units: against differences of the learner's model, on two sets of rows."""
import copy

import numpy as np

from mathlib.lessons.capstone import projects
from mathlib.lessons.capstone.judging import Fault, call, judged, numbers, shape_of
from mathlib.words import number


@judged("per_unit", "w", "project")
def per_unit(answer):
    """∂ŷ/∂(raw input), a mean over the training rows, against central differences of `predict`."""
    project, rng = projects.chosen(), np.random.default_rng(3)
    seen, more = [], False
    for shown in (project, late := _later_half(project), late):
        w = (0.3 if project.kind == "decision" else 1.0) * rng.normal(size=project.training.x.shape[1])
        found, changed = call(answer, w, shown)
        right = measured(shown, w)
        if shape_of(found) == (right.size + 1,):
            found, more = found[:-1], True
        if shape_of(found) == shown.training.raw.shape:
            raise Fault("You return a row for each example. Take the mean over the rows.")
        found = [found] if shape_of(found) == () else found
        seen.append((numbers(found, right.shape, "Your sensitivity"), right, w, shown))
        if changed:
            raise Fault("Almost: your function changes w. Work on a copy.")
    if all(near_each(f, r) for f, r, *_ in seen):
        if more:
            raise Fault(f"Almost: {CONSTANT}")
        return (f"Differences of `project.predict` agree, for three random w and two sets of training rows. Unit: "
                f"{', '.join(dict.fromkeys(unit_of(project, k) for k in range(len(project.names))))}.")
    for form, sentence in SENSITIVITY_FORMS:
        if all(near_each(f, form(r, w, shown)) for f, r, w, shown in seen):
            raise Fault(f"{sentence.removeprefix('Almost: ')} And: {CONSTANT}" if more else sentence)
    f, r, _, shown = next(row for row in seen if not near_each(*row[:2]))
    k = int(np.argmax(np.abs(f - r) / np.maximum(np.abs(r), 1e-12)))
    where = "" if shown is project else " and the later half of the training rows, where no input has the mean 0"
    raise Fault(f"At a random w{where} your slope in {project.names[k]} is {number(f[k])}; measured it is "
                f"{number(r[k])} {unit_of(project, k)}.")


CONSTANT = "your last entry belongs to the constant. It is no input, and has no sensitivity."


def growth(project, w):
    """Of a series: (first whole year, last one, rise over the first, rise over the last, change per year).

    Over a whole year the season cancels: the mean slope is the model at the end less the model at the start.
    """
    years = project.training.raw[:, 0]
    first, last = np.ceil(years[0]), np.floor(years[-1]) - 1
    a, b, c, d = project.predict(w, np.array([[first], [first + 1], [last], [last + 1]]))
    return first, last, b - a, d - c, (d - c - b + a) / (last - first)


def _later_half(project):
    """The same project, its model scaled as before, with the second half of its training rows."""
    late, rows = copy.copy(project), slice(len(project.training.y) // 2, None)
    part = project.training
    late.training = projects.Part(part.raw[rows], part.x[rows], part.y[rows])
    return late


def measured(project, w):
    """The mean slope of `predict` in each input as measured, by central differences."""
    raw, sd = project.training.raw, project.sd
    return np.array([np.mean(project.predict(w, raw + h) - project.predict(w, raw - h)) / (2 * h.sum())
                     for h in 1e-5 * sd * np.eye(len(sd))])


def near_each(found, right):
    """Entry by entry: the units of the inputs may differ by powers of ten."""
    return bool(np.all(np.abs(found - right) <= 1e-4 * np.abs(right) + 1e-7 * np.abs(right).max()))


def unit_of(project, k):
    """What ∂ŷ/∂xᵢ is counted in."""
    outcome = {"decision": "score σ(x · w)"}.get(project.kind, project.unit.split(" above")[0])
    return f"{outcome or project.target} per {project.units[k] or f'unit of {project.names[k]}'}"


def _trend_alone(r, w, project):
    """The mean slope of a series without its waves; no number where there are none."""
    if project.kind != "series":
        return np.full_like(r, np.nan)
    z = (project.training.raw - project.mean) / project.sd
    return np.mean((w[0] + 2 * w[1] * z) / project.sd, axis=0)


def _without_square(r, w, project):
    """The mean slope of a series, the column z² left out."""
    return measured(project, w * (np.arange(len(w)) != 1)) if project.kind == "series" else np.full_like(r, np.nan)


SENSITIVITY_FORMS = (
    (_without_square, "The column z² has a slope too: 2 z, times the slope of z. Over all training rows the mean of z "
                      "is 0 and hides it; over the later half it is not."),
    (_trend_alone, "That is the slope of the trend. The waves have a slope too, and over these months, which are no "
                   "whole years, its mean is not 0."),
    (lambda r, w, project: r * project.sd, "That is per standard deviation. Per unit: divide by the standard "
                                           "deviation of the input (`project.sd`)."),
    (lambda r, w, project: r * project.sd ** 2, "You multiplied by the standard deviation. A unit is a small part of "
                                                "it where sd is large: divide."),
    (lambda r, w, project: -r, "Almost: the sign is the wrong way round, everywhere."),
    (lambda r, w, project: w[:len(r)] / project.sd,
     "That is the slope of x · w with one weight for each input. The prediction is more than that: the chain rule asks "
     "for what stands between."),
)
