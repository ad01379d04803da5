"""How lesson 19 judges pieces of the learner's own: no reference answer, only what any loss or gradient must satisfy.

Every judge takes what was handed in and returns a Verdict. The data are those of the project that was chosen last.
"""
import inspect

import numpy as np

from mathlib import autodiff, numdiff
from mathlib.exercises.naming import code, show
from mathlib.exercises.values import NotAttempted, Unreadable, read
from mathlib.exercises.verdict import Verdict
from mathlib.lessons.capstone import desk, projects
from mathlib.words import count, number


class Fault(Exception):
    """What is wrong, in a sentence."""


def judged(name, *parameters):
    """A judge from a function that returns what is shown by a correct piece, or raises Fault."""
    def wrap(look):
        def judge(answer):
            try:
                must_be_function(answer, parameters)
                verdict = Verdict("correct", look(answer))
            except Fault as fault:
                status = "almost" if str(fault).startswith("Almost: ") else "wrong"
                desk.PIECES.pop(name, None)
                said = str(fault).removeprefix("Almost: ")
                return Verdict(status, said[0].upper() + said[1:])
            desk.put(name, answer)
            return verdict
        judge.__doc__ = look.__doc__
        return judge
    return wrap


def must_be_function(answer, parameters):
    """A function of so many arguments; else a Fault."""
    names = ", ".join(parameters)
    if inspect.isclass(answer) or not callable(answer):
        raise Fault(f"You handed in {show(answer)}. Hand in the function itself, of {names}.")
    try:
        inspect.signature(answer).bind(*parameters)
    except TypeError:
        raise Fault(f"The check calls your function with {len(parameters)} arguments: {names}.") from None
    except ValueError:                       # built-in without a signature
        pass


def call(function, *arguments):
    """function(*copies); NotAttempted where dots came back, a Fault where it raises."""
    copies = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
    try:
        found = function(*copies)
    except NotAttempted:
        raise
    except NotImplementedError:
        raise NotAttempted from None
    except Exception as error:
        advice = " An `if` or `max` cannot decide for a whole array: `np.where` and `np.maximum` do, row by row." \
            if "truth value" in str(error) else ""
        raise Fault(f"Your function raises {code(f'{type(error).__name__}: {str(error)[:200]}')}.{advice}") from None
    if found is ...:
        raise NotAttempted
    changed = any(isinstance(a, np.ndarray) and not np.array_equal(a, c)
                  for a, c in zip(arguments, copies, strict=True))
    return found, changed


def numbers(found, shape, what):
    """What was returned, as an array of this shape; else a Fault."""
    try:
        value = read(found, shape)
    except Unreadable as refusal:
        raise Fault(f"Your function returns {refusal.words}") from None
    if value.shape != shape:
        raise Fault(f"{what} has the shape {value.shape}; expected is {shape}.")
    if not np.isfinite(value).all():
        raise Fault(f"{what} is not finite at a random place near w = 0.")
    return value


def spread(project):
    """How far random weights lie from 0: a sigmoid should not be saturated there."""
    return 0.3 if project.kind == "decision" else 1.0


def places(project, many=5):
    """Random weights, and rows of the training part that go with them; never all of them alike in number."""
    rng, part = np.random.default_rng(19), project.training
    for k in range(many):
        rows = rng.permutation(len(part.y))[:(40, 7, 25, 60, 12)[k % 5]]
        yield spread(project) * rng.normal(size=part.x.shape[1]), part.x[rows], part.y[rows]


# ---------------------------------------------------------------- the loss

@judged("loss", "w", "x", "y")
def loss(answer):
    """One finite number for each w; a mean over rows; least, or nearly, where the model says what was observed."""
    project, values = projects.chosen(), []
    for w, x, y in places(project):
        found, changed = call(answer, w, x, y)
        value = float(numbers(found, (), "The loss"))
        if changed:
            raise Fault("Almost: your loss changes w, x or y while it reckons. Work on a copy.")
        if value < -1e-9:
            raise Fault(f"At a random w your loss is {number(value)}. A loss that can be negative rewards something.")
        twice = float(numbers(call(answer, w, np.vstack([x, x]), np.concatenate([y, y]))[0], (), "The loss"))
        if abs(twice - 2 * value) < 1e-9 * max(1, abs(value)) and value:
            raise Fault("Almost: with every row given twice, your loss doubles: it is a sum. As a mean it does not "
                        "depend on how many rows there are, and neither does a good η.")
        if abs(twice - value) > 1e-6 * max(1, abs(value)):
            raise Fault(f"With every row given twice, your loss goes from {number(value)} to {number(twice)}. "
                        "A mean over the rows stays.")
        elsewhere = [float(numbers(call(answer, v, x, y)[0], (), "The loss")) for v in (-w, 3 * w, w + 1)]
        values += [abs(other - value) for other in elsewhere]
    if max(values) < 1e-12:
        raise Fault("Your loss has the same value for every w. Does it use w?")
    if not any(np.any(numdiff.gradient(lambda v, x=x, y=y: float(answer(v, x, y)), w))
               for w, x, y in places(project)):
        raise Fault("At a random w all slopes of your loss are 0: it counts, and a count is a staircase. There is "
                    "nothing for a gradient to follow.")
    _points_to_truth(answer, project)
    return _what_it_does(answer, project)


def _points_to_truth(answer, project):
    """Outcomes made by the model itself: near these weights the loss must be lower than away from them."""
    rng, part = np.random.default_rng(7), project.training
    for _ in range(4):
        w = spread(project) * rng.normal(size=part.x.shape[1])
        for sign in (1, -1):
            away = w + sign * rng.normal(size=w.size)
            if project.kind == "decision":
                y, near, far = (part.x @ w > 0).astype(float), w, -w
            else:
                y, near, far = part.x @ w, w, away
            here, there = (float(call(answer, v, part.x, y)[0]) for v in (near, far))
            if not here < there:
                raise Fault(f"We made outcomes with known weights. Your loss is {number(here)} at these weights and "
                            f"{number(there)} away from them: it does not lead to them.")
        # each outcome counts: an error upwards and one downwards must both cost
        if project.kind != "decision":
            for shift in (1.0, -1.0):
                moved = w.copy()
                moved[-1] += shift
                if not float(call(answer, moved, part.x, y)[0]) > here * (1 + 1e-9) + 1e-9:
                    raise Fault(f"A prediction {number(abs(shift))} too {'high' if shift > 0 else 'low'} everywhere "
                                "costs no more than the right one.")


def _what_it_does(answer, project):
    """One thing that its author may not know of it: how an error ten times as large counts."""
    part = project.training
    w = np.zeros(part.x.shape[1])
    if project.kind == "decision":
        w[-1] = 3.0
        ones, zeros = (float(call(answer, sign * w, part.x[:20], np.full(20, y))[0]) for sign, y in ((-1, 1.), (1, 0.)))
        ratio = number(ones / zeros, 3) if zeros else "∞"
        return (f"Sure and wrong (p = 0.05 or 0.95): a missed 1 costs {ratio} times what a false alarm costs. "
                f"In this project the ratio is {number(project.missed)}.")
    costs = []
    for error in (0.0, 1.0, 10.0):
        w[-1] = error
        costs.append(float(call(answer, w, part.x[:20], np.zeros(20))[0]))
    ratio = (costs[2] - costs[0]) / (costs[1] - costs[0])
    unit = project.cost_unit
    return f"An error of 10 {unit} counts {number(ratio, 3)} times as much as one of 1 {unit}."


# ---------------------------------------------------------------- the gradient, three ways

@judged("gradient", "w", "x", "y")
def gradient(answer):
    """By hand (the answer), measured by central differences, and by the engine, at random places."""
    project = projects.chosen()
    lost, mine = desk.piece("loss")
    routes, skipped, seen = set(), 0, []
    for w, x, y in places(project):
        found, changed = call(answer, w, x, y)
        measured, engine, kink = other_routes(lost, w, x, y)
        if kink:
            skipped += 1
            continue
        right = engine if engine is not None else measured
        routes |= {"central differences"} | ({"the engine"} if engine is not None else set())
        by_hand = _shaped(found, right, x)
        seen.append((by_hand, right, w, x, y))
        if changed:
            raise Fault("Almost: your gradient changes w, x or y while it reckons. Work on a copy.")
    _compare(lost, seen, mine)
    notes = "" if "the engine" in routes else (" The engine could not follow your loss (it met a function that it has "
                                               "no rule for): two routes agree, not three.")
    if skipped:
        notes += (f" At {count(skipped, 'place')} a kink lies within the reach of the differences: there is no "
                  "gradient to compare there, and it did not count.")
    return (f"By hand, by {' and by '.join(sorted(routes))}: the same at {count(len(seen), 'random place')}, with "
            f"7 to 60 rows{'' if mine else ', for the loss that was lent'}.{notes}")


def other_routes(function, w, x, y):
    """(measured, by the engine or None, whether a kink lies between)."""
    def of_w(v):
        return float(function(v, x, y))
    measured = numdiff.gradient(of_w, w)
    try:
        engine = autodiff.grad(lambda v: function(v, x, y))(w)
        engine = engine if np.shape(engine) == w.shape and np.any(engine) else None
    except Exception:
        engine = None
    if engine is None or np.allclose(engine, measured, rtol=1e-5, atol=1e-6 * max(1, np.abs(measured).max())):
        return measured, engine, False
    sides = np.array([numdiff.one_sided(lambda t, e=e: of_w(w + t * e), 0.0, 1e-6) for e in np.eye(w.size)])
    kink = np.abs(sides[:, 0] - sides[:, 1]).max() > 1e-4 * max(1, np.abs(measured).max())
    return measured, (engine if kink else None), bool(kink)      # a value that hides from the engine: differences judge


def _shaped(found, right, x):
    if np.shape(found) == (len(x), right.size):
        raise Fault("Your gradient has a row for each example. Take the mean over the rows.")
    if np.shape(found) in ((1, right.size), (right.size, 1)):
        raise Fault(f"Almost: your gradient has the shape {np.shape(found)}, and w has {right.shape}. A gradient has "
                    "the shape of its argument.")
    if np.shape(found) == () and isinstance(found, (int, float, np.number)):
        raise Fault("Your gradient is one number. The inputs are missing: each slope has its own factor xᵢ.")
    return numbers(found, right.shape, "Your gradient")


def _compare(lost, seen, mine):
    """A Fault for the first wrong form that explains every place."""
    if not seen:
        raise Fault("No place has a gradient to compare with.")
    tolerance = 1e-5
    if all(near(found, right, tolerance) for found, right, *_ in seen):
        return
    for form, sentence in FORMS:
        if all(near(found, form(lost, right, w, x, y), tolerance) for found, right, w, x, y in seen):
            raise Fault(sentence)
    found, right, w, *_ = seen[0]
    wrong = [k for k in range(right.size) if not near(found[k], right[k], tolerance, np.abs(right).max())]
    ratios = np.concatenate([f / r for f, r, *_ in seen])
    if np.ptp(ratios) < 1e-5 * abs(ratios.mean()):
        raise Fault(f"Your gradient is {number(ratios.mean())} times the measured one, at every place. Which factor "
                    "of the derivation is that?")
    whose = "your loss" if mine else "the loss that was lent (yours is not checked yet)"
    raise Fault(f"At the first random place {count(right.size - len(wrong), 'entry').replace('entrys', 'entries')} of "
                f"{right.size} agree with {whose}. Entry {wrong[0]} of yours is {number(found[wrong[0]])}, measured "
                f"{number(right[wrong[0]])}." if wrong else
                "It agrees at the first random place and not at all of them: look at how rows and signs are treated.")


def near(found, right, tolerance, scale=None):
    """Equal up to rounding, on the scale of the largest entry."""
    scale = np.abs(right).max() if scale is None else scale
    return bool(np.all(np.abs(found - right) <= tolerance * max(scale, 1e-9)))


def _without_inputs(lost, right, w, x, y):
    """The mean slope in ŷ, in every place: the derivation without xᵢ. From the slope in x, row by row: cᵢ w."""
    rows = numdiff.gradient(lambda v: float(lost(w, v, y)), x)
    return np.full_like(right, (rows @ w / (w @ w)).sum())


FORMS = (
    (lambda lost, right, w, x, y: -right, "Almost: the sign is the wrong way round, everywhere. The gradient points "
                                          "uphill; the step takes the minus."),
    (lambda lost, right, w, x, y: len(y) * right, "Your gradient is as many times too large as there are rows: 1/n is "
                                                  "missing."),
    (lambda lost, right, w, x, y: right / len(y), "You divided by the number of rows twice."),
    (lambda lost, right, w, x, y: right / 2, "A factor 2 is missing, everywhere: the square brings it down."),
    (lambda lost, right, w, x, y: 2 * right, "Your gradient is twice the measured one, everywhere."),
    (_without_inputs, "Each entry is the same: the inputs are missing. The slope in wᵢ has the factor xᵢ."),
    (lambda lost, right, w, x, y: len(y) * _without_inputs(lost, right, w, x, y),
     "Each entry is the same: the inputs are missing, and 1/n too."),
)


# ---------------------------------------------------------------- the sensitivity

@judged("per_unit", "w", "project")
def per_unit(answer):
    """∂ŷ/∂(raw input), a mean over the training rows, against central differences of `predict`."""
    project, rng = projects.chosen(), np.random.default_rng(3)
    size, seen = project.training.x.shape[1], []
    for _ in range(3):
        w = spread(project) * rng.normal(size=size)
        found, changed = call(answer, w, project)
        raw, sd = project.training.raw, project.sd
        steps = 1e-5 * sd * np.eye(len(sd))
        right = np.array([np.mean(project.predict(w, raw + h) - project.predict(w, raw - h)) / (2 * h.sum())
                          for h in steps])
        if np.shape(found) == (right.size + 1,):
            raise Fault("Almost: your last entry belongs to the constant. It is no input, and has no sensitivity.")
        if np.shape(found) == (len(raw), right.size):
            raise Fault("You return a row for each example. Take the mean over the rows.")
        seen.append((numbers(np.atleast_1d(found), right.shape, "Your sensitivity"), right, w))
        if changed:
            raise Fault("Almost: your function changes w. Work on a copy.")
    if all(near_each(f, r) for f, r, _ in seen):
        return f"Differences of `project.predict` agree, for three random w. Unit: {unit_of(project)}."
    for form, sentence in SENSITIVITY_FORMS:
        if all(near_each(f, form(r, w, project)) for f, r, w in seen):
            raise Fault(sentence)
    f, r, _ = seen[0]
    k = int(np.argmax(np.abs(f - r) / np.maximum(np.abs(r), 1e-12)))
    raise Fault(f"At a random w your slope in {project.names[k]} is {number(f[k])}; measured it is {number(r[k])} "
                f"{unit_of(project, k)}.")


def near_each(found, right):
    """Entry by entry: the units of the inputs may differ by powers of ten."""
    return bool(np.all(np.abs(found - right) <= 1e-4 * np.abs(right) + 1e-7 * np.abs(right).max()))


def unit_of(project, k=0):
    """What ∂ŷ/∂xᵢ is counted in."""
    outcome = {"decision": "probability"}.get(project.kind, project.unit.split(" above")[0])
    return f"{outcome or project.target} per {project.units[k] or f'unit of {project.names[k]}'}"


def _trend_alone(r, w, project):
    """The mean slope of a series without its waves; no number where there are none."""
    if project.kind != "series":
        return np.full_like(r, np.nan)
    z = (project.training.raw - project.mean) / project.sd
    return np.mean((w[0] + 2 * w[1] * z) / project.sd, axis=0)


SENSITIVITY_FORMS = (
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
