"""How lesson 19 judges a gradient by hand: against central differences and the engine, on the learner's own loss."""
import sys

import numpy as np

from mathlib import autodiff, numdiff
from mathlib.lessons.capstone import desk, projects
from mathlib.lessons.capstone.judging import Fault, call, judged, numbers, places, shape_of
from mathlib.lessons.capstone.worked import price, sigmoid
from mathlib.words import count, number

OTHER_ROUTES = {"mathlib.autodiff.calculus": "the engine", "mathlib.autodiff.engine": "the engine",
                "mathlib.dual": "numbers that carry their slopes", "mathlib.numdiff": "differences"}


@judged("gradient", "w", "x", "y")
def gradient(answer):
    """By hand (the answer), measured by central differences, and by the engine, at random places."""
    project = projects.chosen()
    lost, mine = desk.piece("loss")
    refusals, skipped, seen = [], 0, []
    for w, x, y in places(project):
        (found, changed), helpers = watched(lambda w=w, x=x, y=y: call(answer, w, x, y), lost)
        measured, engine, kink, refusal = other_routes(lost, w, x, y)
        if kink:
            skipped += 1
            continue
        refusals += [refusal] if refusal else []
        right = engine if engine is not None else measured
        seen.append((_shaped(found, right, x), right, w, x, y))
        if changed:
            raise Fault("Almost: your gradient changes w, x or y while it reckons. Work on a copy.")
    _compare(lost, seen, mine)
    exact = not refusals
    if exact and not helpers:
        _is_a_formula(seen)
    if helpers:
        raise Fault(f"Almost: the numbers agree, and your gradient uses {helpers}: that is another route, the one to "
                    "compare with. By hand it is a formula in w, x and y.")
    notes = f" The engine could not follow your loss ({refusals[0]}): two routes agree, not three." if refusals else ""
    if skipped:
        notes += (f" At {count(skipped, 'place')} a kink lies within the reach of the differences: there is no "
                  "gradient to compare there, and it did not count.")
    routes = "By hand, by central differences and by the engine" if exact else "Yours and central differences"
    return (f"{routes}: the same at {count(len(seen), 'random place')}, with "
            f"7 to 60 rows{'' if mine else ', for the loss that was lent'}.{notes}")


def watched(work, lost):
    """(what work() returns, which other route it went: in words, or "")."""
    ours, used = getattr(lost, "__code__", None), []

    def watch(frame, event, _):
        module = frame.f_globals.get("__name__")
        if event == "call" and frame.f_code is ours:
            used.append("the values of the loss")
        elif event == "call" and module in OTHER_ROUTES:
            used.append(OTHER_ROUTES[module])

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        found = work()
    finally:
        sys.setprofile(before)
    return found, used[0] if used else ""


def other_routes(function, w, x, y):
    """(measured, by the engine or None, whether a kink lies between, why the engine gave nothing)."""
    def of_w(v):
        return float(function(v, x, y))
    measured, engine, refusal = numdiff.gradient(of_w, w), None, ""
    try:
        engine = autodiff.grad(lambda v: function(v, x, y))(w)
    except Exception as error:
        refusal = _first_sentence(error)
    if engine is None or np.allclose(engine, measured, rtol=1e-5, atol=1e-6 * max(1, np.abs(measured).max())):
        return measured, engine, False, refusal
    sides = np.array([numdiff.one_sided(lambda t, e=e: of_w(w + t * e), 0.0, 1e-6) for e in np.eye(w.size)])
    kink = bool(np.abs(sides[:, 0] - sides[:, 1]).max() > 1e-4 * max(1, np.abs(measured).max()))
    if kink:
        return measured, engine, True, ""
    return measured, None, False, "its slopes are not the measured ones: a number left the graph"


def _first_sentence(error):
    """What the engine said, up to its first full stop that ends a sentence."""
    words = " ".join(str(error).split())
    return f"it said: {words.split('. ')[0].rstrip('.:')[:160]}" if words else "it raised an error"


def _shaped(found, right, x):
    shape = shape_of(found)
    if shape == (len(x), right.size):
        raise Fault("Your gradient has a row for each example. Take the mean over the rows.")
    if shape in ((1, right.size), (right.size, 1)):
        raise Fault(f"Almost: your gradient has the shape {shape}, and w has {right.shape}. A gradient has "
                    "the shape of its argument.")
    if shape == () and isinstance(found, (int, float, np.number)):
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
    digits = 3 if wrong and abs(found[wrong[0]] - right[wrong[0]]) > 2e-3 * abs(right[wrong[0]]) else 8
    whose = "your loss" if mine else "the loss that was lent (yours is not checked yet)"
    agree = right.size - len(wrong)
    raise Fault(f"At the first random place {agree} of {right.size} entries agree with {whose}. Entry {wrong[0]} of "
                f"yours is {number(found[wrong[0]], digits)}, measured {number(right[wrong[0]], digits)}." if wrong else
                "It agrees at the first random place and not at all of them: look at how rows and signs are treated.")


def _is_a_formula(seen):
    """A formula agrees with the engine to the last digits, at some place at least; differences do so nowhere."""
    gaps = []
    for found, right, _, x, y in seen:
        rounding = 16 * np.finfo(float).eps * np.abs(x).max() * np.abs(y).max()
        gaps.append((np.abs(found - right).max() - rounding) / max(np.abs(right).max(), 1e-300))
    if min(gaps) > 1e-12:
        raise Fault(f"Almost: your gradient agrees with the engine to {number(min(gaps), 1)} of its size at best. A "
                    "formula agrees to about 1e−15, and differences do not: that would be another route, the one to "
                    "compare with. By hand it is a formula in w, x and y.")


def near(found, right, tolerance, scale=None):
    """Equal up to rounding, on the scale of the largest entry."""
    scale = np.abs(right).max() if scale is None else scale
    return bool(np.all(np.abs(found - right) <= tolerance * max(scale, 1e-9)))


def _without_inputs(lost, right, w, x, y):
    """The mean slope in ŷ, in every place: the derivation without xᵢ. From the slope in x, row by row: cᵢ w."""
    rows = numdiff.gradient(lambda v: float(lost(w, v, y)), x)
    return np.full_like(right, (rows @ w / (w @ w)).sum())


def _of_rows(slope, kind):
    """The mean over rows of slope(s, y) times the row; no number in projects of another kind."""
    def form(lost, right, w, x, y):
        if (projects.chosen().kind == "decision") is not (kind == "decision"):
            return np.full_like(right, np.nan)
        return x.T @ slope(x @ w, y) / len(y)
    return form


NOT_YOURS = "and not of your loss."
FORMS = (
    (lambda lost, right, w, x, y: -right, "Almost: the sign is the wrong way round, everywhere. The gradient points "
                                          "uphill; the step takes the minus."),
    (lambda lost, right, w, x, y: len(y) * right, "Your gradient is as many times too large as there are rows: 1/n is "
                                                  "missing."),
    (lambda lost, right, w, x, y: right / len(y), "You divided by the number of rows twice."),
    (lambda lost, right, w, x, y: right / 2, "Half of the measured one, everywhere. A square in the loss brings down "
                                             "a 2; without a square, look for a ½ too many."),
    (lambda lost, right, w, x, y: 2 * right, "Your gradient is twice the measured one, everywhere."),
    (lambda lost, right, w, x, y: -len(y) * right, "The sign is the wrong way round, and it is a sum over rows."),
    (lambda lost, right, w, x, y: len(y) * right / 2, "Two factors are off: 1/n is missing, and it is half as large as "
                                                      "it should be besides (the 2 of a square)."),
    (_without_inputs, "Each entry is the same: the inputs are missing. The slope in wᵢ has the factor xᵢ."),
    (lambda lost, right, w, x, y: len(y) * _without_inputs(lost, right, w, x, y),
     "Each entry is the same: the inputs are missing, and 1/n too."),
    (_of_rows(lambda s, y: 2 * (s - y), "amount"), f"That is the gradient of the mean square, {NOT_YOURS}"),
    (_of_rows(lambda s, y: s - y, "amount"), f"That is the gradient of half the mean square, {NOT_YOURS}"),
    (_of_rows(lambda s, y: np.sign(s - y), "amount"), f"That is the gradient of the mean absolute error, {NOT_YOURS}"),
    (_of_rows(lambda s, y: sigmoid(s) - y, "decision"),
     f"That is the gradient of the log-loss without weights, {NOT_YOURS} Each row brings its weight along."),
    (_of_rows(lambda s, y: price(1 - y) * (sigmoid(s) - y), "decision"),
     f"That is the gradient of the log-loss with the weights exchanged, {NOT_YOURS} Which mistake costs more?"),
    (_of_rows(lambda s, y: price(y) * (sigmoid(s) - y), "decision"),
     f"That is the gradient of the log-loss weighted by the price of the project, {NOT_YOURS}"),
    (_of_rows(lambda s, y: (sigmoid(s) - y) * sigmoid(s) * sigmoid(-s), "decision"),
     "There is a factor p(1 − p) too many: the slope of the log-loss in s is p − y, the slope of σ is in it already."),
    (_of_rows(lambda s, y: price(y) * (sigmoid(s) - y) * sigmoid(s) * sigmoid(-s), "decision"),
     "There is a factor p(1 − p) too many: the slope of the weighted log-loss in s is the weight times p − y, and the "
     "slope of σ is in it already."),
)
