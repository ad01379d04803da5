"""How lesson 19 judges a loss of the learner's own: no reference, only what each loss for x · w must satisfy."""
import numpy as np

from mathlib import numdiff
from mathlib.lessons.capstone import projects
from mathlib.lessons.capstone.judging import Fault, call, judged, numbers, places
from mathlib.words import number

SHIFTS = (0.02, 0.1, 0.3, 1.0)      # of outcomes, in standard deviations, up and down
FACTORS = (0.75, 0.9, 1.1)


def value(answer, w, x, y, where="at a random place"):
    """The loss as a number; a Fault where it is none, or where an argument was changed."""
    found, changed = call(answer, w, x, y)
    if changed:
        raise Fault("Almost: your loss changes w, x or y while it reckons. Work on a copy.")
    return float(numbers(found, (), "The loss", where))


@judged("loss", "w", "x", "y")
def loss(answer):
    """One finite number for each w; a mean over rows; least, or nearly, where the model says what was observed."""
    project, moved = projects.chosen(), []
    part = project.training
    value(answer, np.zeros(part.x.shape[1]), part.x, part.y, "at w = 0, where training begins")
    for w, x, y in places(project):
        here = value(answer, w, x, y)
        if here < -1e-9:
            raise Fault(f"At a random w your loss is {number(here)}. A loss that can be negative rewards something.")
        moved += [abs(value(answer, v, x, y) - here) for v in (-w, 3 * w, w + 1)]
    if max(moved) < 1e-12:
        raise Fault("Your loss has the same value for every w. Does it use w?")
    for w, x, y in places(project):
        _is_a_mean(answer, value(answer, w, x, y), w, x, y)
    _reaches_every_weight(answer, project)
    _sees_the_score_alone(answer, project)
    if project.kind == "decision":
        return _counts_a_decision(answer, project)
    _points_to_truth(answer, project)
    return _counts_an_amount(answer, project)


def _is_a_mean(answer, here, w, x, y):
    """The rows one by one have the same mean as the rows together; so do the gradients of batches."""
    twice = value(answer, w, np.vstack([x, x]), np.concatenate([y, y]))
    if abs(twice - 2 * here) < 1e-9 * max(1, abs(here)) and here:
        raise Fault("Almost: with every row given twice, your loss doubles: it is a sum. As a mean it does not "
                    "depend on how many rows there are, and neither does a good η.")
    if abs(twice - here) > 1e-6 * max(1, abs(here)):
        raise Fault(f"With every row given twice, your loss goes from {number(here)} to {number(twice)}. "
                    "A mean over the rows stays.")
    alone = np.array([value(answer, w, x[k:k + 1], y[k:k + 1], "for a single row") for k in range(len(y))])
    if abs(here - alone.mean()) <= 1e-6 * max(abs(here), np.abs(alone).max()):
        return
    if _only_the_mean_of_y(answer, here, w, x, y):
        raise Fault("Your loss sees only the mean of y: with each outcome replaced by it, the loss is the same. "
                    "Compare each prediction with the outcome of its own row, `x @ w - y`.")
    opposite = np.array([1.0, 0.0]) if np.isin(y, (0, 1)).all() else 3 * y.std() * np.array([1, -1])
    if value(answer, 0 * w, x[[0, 0]], opposite) < 1e-9 * value(answer, 0 * w, x[:1], opposite[:1]):
        raise Fault("Two rows with opposite errors cost nothing together: they make up for each other. Count each "
                    "row's error first, by a square or an absolute value, and take the mean last.")
    raise Fault(f"Almost: this is not a mean over rows. {len(y)} rows together cost {number(here)}, and one by one "
                f"{number(alone.mean())} on average, so the gradients of batches do not average to its gradient. (A "
                "root around the mean does this, a division by other sums than n, rows that are mixed.)")


def _only_the_mean_of_y(answer, here, w, x, y):
    """The outcomes may be replaced by their mean, and the rows of x not by theirs (or it is a bracket)."""
    flat, alike = np.full_like(y, y.mean()), np.tile(x.mean(axis=0), (len(x), 1))
    return (np.isclose(value(answer, w, x, flat), here, rtol=1e-9, atol=0)
            and not np.isclose(value(answer, w, alike, y), here, rtol=1e-6, atol=0))


def _sees_the_score_alone(answer, project):
    """Two weights with the same x · w may differ by a penalty on w, the same for each row and outcome."""
    for w, x, y in places(project):
        inputs = x[0, :-1]
        aside = np.append(x[1, :-1] - inputs * (x[1, :-1] @ inputs) / (inputs @ inputs), 0)
        rows = [np.append(size * inputs, x[0, -1])[None] for size in (1, 2)]
        costs = np.array([[value(answer, v, row, y[k:k + 1]) for v in (w, w + aside)] for row in rows for k in (0, 1)])
        if np.ptp(np.diff(costs, axis=1)) > 1e-6 * max(np.abs(costs).max(), 1e-9):
            raise Fault("One row, and two weights with the same x · w: your loss tells them apart, and not by a "
                        "penalty on w. The model says x @ w, one number for each row; a loss compares that with y.")


def _reaches_every_weight(answer, project):
    """Somewhere each weight has a slope."""
    slopes = [numdiff.gradient(lambda v, x=x, y=y: float(answer(v, x, y)), w) for w, x, y in places(project)]
    reached = np.any(slopes, axis=0)
    if not reached.any():
        raise Fault("At a random w all slopes of your loss are 0: it counts, and a count is a staircase. There is "
                    "nothing for a gradient to follow.")
    if not reached.all():
        raise Fault(f"The weight number {np.argmin(reached)} of {len(reached)} (from 0; the last belongs to the "
                    "ones) has the slope 0 at each place: your loss leaves its column out.")


def _points_to_truth(answer, project):
    """Outcomes made by the model itself, the weights held: no other outcomes may cost less. (A penalty cancels.)"""
    size, unit = project.training.y.std(), project.cost_unit
    for w, x, y in made(project):
        here = float(call(answer, w, x, y)[0])
        slack = 1e-9 * (1 + abs(here))
        for shift in (3 * size, -3 * size):                       # the prediction is that much too high
            if not float(call(answer, w, x, y - shift)[0]) > here + slack:
                raise Fault(f"A prediction {number(abs(shift))} {unit} too {'high' if shift > 0 else 'low'} "
                            "everywhere costs no more than the right one.")
        for shift in size * np.array([*SHIFTS, *(-s for s in SHIFTS)]):
            there = float(call(answer, w, x, y - shift)[0])
            if not there >= here - slack:
                raise Fault(f"Predictions that are right cost {number(here)}; predictions {number(abs(shift), 3)} "
                            f"{unit} too {'high' if shift > 0 else 'low'} everywhere cost {number(there)}, less.")
        for factor in FACTORS:
            there = float(call(answer, w, x, factor * y)[0])
            if not there >= here - slack:
                raise Fault(f"Predictions that are right cost {number(here)}; with outcomes {factor} times the "
                            f"predictions they cost {number(there)}, less.")
        if not float(call(answer, -w, x, y)[0]) > here + slack:
            raise Fault("We made outcomes with known weights. Their opposite, −w, costs no more: your loss does not "
                        "lead to them.")


def made(project):
    """Weights near the closed form, rows, and what the model says; where all outcomes have one sign, of that sign."""
    rng, part = np.random.default_rng(7), project.training
    size, closed = part.y.std(), np.linalg.lstsq(part.x, part.y)[0]
    for _ in range(4):
        w = closed + 0.3 * size * rng.normal(size=closed.size)
        sign = 1 if (part.y > 0).all() else -1 if (part.y < 0).all() else 0
        w[-1] += sign * max(0, 3.5 * size - (sign * (part.x @ w)).min())          # 3 sd either way keep the sign
        yield w, part.x, part.x @ w


def _counts_an_amount(answer, project):
    """One thing that its author may not know of it: how an error ten times as large counts."""
    x, w, costs = project.training.x[:20], np.zeros(project.training.x.shape[1]), []
    unit = project.cost_unit
    for error in (0.0, 1.0, 10.0):
        w[-1] = error
        with np.errstate(all="ignore"):
            costs.append(float(call(answer, w, x, np.zeros(20))[0]))
    rises = np.diff(costs)
    if not np.isfinite(rises).all() or not rises[0] > 0:
        return "Each row counts, and so does each weight."
    return f"An error of 10 {unit} counts {number(1 + rises[1] / rises[0], 3)} times as much as one of 1 {unit}."


def _counts_a_decision(answer, project):
    """One row: sure and right costs least; and how a missed 1 compares with a false alarm."""
    x = project.training.x[[np.argmax(np.linalg.norm(project.training.x, axis=1))]]
    along, cost = x[0] / (x[0] @ x[0]), {}
    for y in (1.0, 0.0):
        side = 2 * y - 1
        steps = [float(call(answer, side * s * along, x, np.array([y]))[0]) for s in (-4, -2, 0, 2, 4)]
        wrong, right = steps[0], steps[-1]
        if not steps[1] > steps[2] > steps[3]:
            raise Fault(f"One row with y = {y:.0f}: your loss must {'fall' if y else 'rise'} as x · w grows, since σ "
                        f"and the cut at ½ follow. At x · w = −2, 0 and 2 it is "
                        f"{', '.join(number(c, 3) for c in steps[1:4][::int(side)])}.")
        if right > wrong / 3:
            raise Fault(f"One row with y = {y:.0f}: sure and right (x · w = {'' if y else '−'}4) costs "
                        f"{number(right, 3)}, sure and wrong {number(wrong, 3)}. That is too little between them: is a "
                        "sigmoid in it twice, or is a penalty too large?")
        cost[y] = float(call(answer, -3 * side * along, x, np.array([y]))[0])
    ratio = cost[1.0] / cost[0.0]
    told = (f"Sure and wrong (p = 0.05 or 0.95): a missed 1 costs {number(ratio, 3)} times what a false alarm costs. "
            f"In this project the ratio is {number(project.missed)}.")
    if (ratio - 1) * (project.missed - 1) < -1e-6:
        raise Fault(f"Almost: {told} The larger weight is on the wrong mistake.")
    fits = 0.5 < ratio / project.missed < 2
    return told if fits else f"{told} The cut stays at ½ here: what your loss does not say of the price, nothing says."
