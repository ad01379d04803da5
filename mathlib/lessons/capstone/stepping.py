"""How lesson 19 judges an optimizer of the learner's own: step(w, g, state, lr) -> (new w, new state)."""
import numpy as np

from mathlib.exercises.values import NotAttempted
from mathlib.lessons.capstone.judging import Fault, call, judged, numbers
from mathlib.optimizers import AdaGrad, Adam, AdamW, GradientDescent, Lion, Momentum, Nesterov, RMSprop
from mathlib.words import number

CURVATURES = np.array([1.0, 10.0])
START = np.array([3.0, -2.0])
RATES = (0.3, 0.1, 0.03, 0.01, 0.003, 0.001)
STEPS = 1500
RULES = {
    "plain gradient descent": GradientDescent, "momentum with β = 0.9": Momentum, "Nesterov with β = 0.9": Nesterov,
    "AdaGrad": AdaGrad, "RMSprop": RMSprop, "Adam": Adam, "AdamW": AdamW, "Lion": Lion,
}


def bowl(w):
    """½ (w₁² + 10 w₂²), and its gradient is CURVATURES · w."""
    return 0.5 * float(CURVATURES @ w ** 2)


def one(step, w, state, lr):
    """One step of the learner's, read as (new w, new state); a Fault if it cannot be."""
    g = CURVATURES * w
    given, slopes = w.copy(), g.copy()
    found, _ = call(lambda: step(given, slopes, state, lr))
    if not isinstance(found, (tuple, list)) or len(found) != 2 or isinstance(found[0], (int, float)):
        raise Fault("Return two things, the new w and the new state: `return w - …, state`.")
    if found[0] is ...:
        raise NotAttempted
    if not np.array_equal(given, w):
        raise Fault("Almost: your step changes w in place. Whoever kept the old w, for a picture or a comparison, "
                    "loses it: write `w = w - …` and not `w -= …`.")
    if not np.array_equal(slopes, g):
        raise Fault("Almost: your step changes g in place. Whoever looks at the gradient afterwards sees another one.")
    return found


def walk(step, lr, steps, start=START):
    """The places that a step leads to; it ends where they are no longer finite."""
    path, w, state = [start], start, None
    for _ in range(steps):
        w, state = one(step, w, state, lr)
        if np.shape(w) != start.shape:
            raise Fault(f"The new w has the shape {np.shape(w)}, and w has {start.shape}.")
        try:
            w = np.array(w, float)
        except (TypeError, ValueError):
            raise Fault("The new w is not an array of numbers.") from None
        path.append(w)
        if not np.isfinite(w).all() or abs(w).max() > 1e12:
            break
    return np.array(path)


@judged("step", "w", "g", "state", "lr")
def step(answer):
    """Goes down on a bowl for some η, uses η, keeps what it remembers in `state`; named if it is a rule we know."""
    first = walk(answer, 0.01, 6)
    if np.array_equal(first[0], first[-1]):
        raise Fault("Your step does not move w, though the gradient is not 0.")
    again = walk(answer, 0.01, 6)
    if not np.array_equal(first, again):
        raise Fault("Begun anew with `state` None, your step goes another way than the first time. It remembers "
                    "something outside of `state`, or draws at random: a second training would begin with what the "
                    "first one left.")
    if np.array_equal(first[1], walk(answer, 0.005, 1)[1]):
        raise Fault("The first step is the same with η = 0.01 and with η = 0.005. Does your step use `lr`?")
    if (CURVATURES * START) @ (first[1] - START) > 0:
        raise Fault("The first step goes uphill: the loss grows along it. The minus sign is in the step.")
    best = {lr: _end(walk(answer, lr, STEPS)) for lr in RATES}
    lr = min(best, key=best.get)
    if not best[lr] < 0.01 * bowl(START):
        raise Fault(f"On the bowl ½(w₁² + 10 w₂²) it begins at {number(bowl(START))}; after {STEPS} steps with the "
                    f"best of six η, {lr:g}, it is at {number(best[lr])}. A rule that can be tuned comes below a "
                    "hundredth of the beginning.")
    numbers(first[1], START.shape, "The new w")
    return f"{_named(answer)} On the bowl the best of six η is {lr:g}, and some diverge: tune it on your project." \
        if not np.isfinite(max(best.values())) else f"{_named(answer)} On the bowl the best of six η is {lr:g}."


def _end(path):
    """The largest height over the last ten places; infinite where the walk diverged."""
    if not np.isfinite(path).all() or abs(path).max() > 1e12:
        return np.inf
    return max(map(bowl, path[-10:]))


def _named(answer):
    """Which rule of lesson 14 the first thirty steps equal."""
    mine = walk(answer, 0.01, 30)
    for name, rule in RULES.items():
        w, memory = START, rule(lr=0.01).start(START)
        path = [w]
        for _ in range(30):
            w, memory = rule(lr=0.01).step(w, CURVATURES * w, memory)
            path.append(w)
        if mine.shape == (31, 2) and np.abs(mine - path).max() < 1e-12:
            return f"Thirty steps agree to 1e−12 with {name}."
    return "It is none of the eight rules of lesson 14 with their usual settings: a rule of your own."
