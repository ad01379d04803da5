"""How lesson 19 judges an optimizer of the learner's own: step(w, g, state, lr) -> (new w, new state)."""
from dataclasses import dataclass

import numpy as np

from mathlib.exercises.values import NotAttempted
from mathlib.lessons.capstone.judging import Fault, call, judged, shape_of
from mathlib.optimizers import AdaGrad, Adam, AdamW, GradientDescent, Lion, Momentum, Nesterov, RMSprop
from mathlib.words import count, number

RATES = (0.3, 0.1, 0.03, 0.01, 0.003, 0.001)
STEPS = 500
RULES = {
    "plain gradient descent": GradientDescent, "momentum with β = 0.9": Momentum, "Nesterov with β = 0.9": Nesterov,
    "AdaGrad": AdaGrad, "RMSprop": RMSprop, "Adam": Adam, "AdamW": AdamW, "Lion": Lion,
}


@dataclass(frozen=True, eq=False)
class Bowl:
    """½ Σ cᵢ (wᵢ − mᵢ)²: curvatures c, the lowest place m, and where a walk begins."""
    curvatures: np.ndarray
    centre: np.ndarray
    start: np.ndarray

    def height(self, w):
        return 0.5 * float(self.curvatures @ (w - self.centre) ** 2)

    def slope(self, w):
        return self.curvatures * (w - self.centre)


# The lowest place is not 0, or a step that shrinks w, whatever g is, would pass. In the second bowl w and g differ in
# sign at the start, and it has another size.
PLANE = Bowl(np.array([1.0, 10.0]), np.array([1.0, -3.0]), np.array([3.0, -2.0]))
SPACE = Bowl(np.array([1.0, 10.0, 3.0, 2.0, 5.0]), np.array([1.0, -3.0, 2.0, 0.5, -1.0]),
             np.array([0.5, -2.0, 1.0, -1.0, 1.0]))


def one(step, w, state, lr, bowl):
    """One step of the learner's, read as (new w, new state); a Fault if it cannot be."""
    g = bowl.slope(w)
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


def walk(step, lr, steps, bowl=PLANE):
    """The places that a step leads to; it ends where they are no longer finite."""
    path, w, state = [bowl.start], bowl.start, None
    for _ in range(steps):
        w, state = one(step, w, state, lr, bowl)
        w = _read(w, bowl.start.shape)
        path.append(w)
        if not np.isfinite(w).all() or abs(w).max() > 1e12:
            break
    return np.array(path)


def _read(w, shape):
    """The new w as an array; a Fault where it is none, or has another shape."""
    if isinstance(w, (str, bytes, dict, set)) or shape_of(w) is None:
        raise Fault("The new w is not an array of numbers.")
    if shape_of(w) != shape:
        raise Fault(f"The new w has the shape {shape_of(w)}, and w has {shape}.")
    try:
        return np.array(w, float)
    except (TypeError, ValueError):
        raise Fault("The new w is not an array of numbers.") from None


@judged("step", "w", "g", "state", "lr")
def step(answer):
    """Goes down on a bowl for some η, uses η, keeps what it remembers in `state`; named if it is a rule we know."""
    first = walk(answer, 0.01, 6)
    if np.array_equal(first[0], first[-1]):
        raise Fault("Your step does not move w, though the gradient is not 0.")
    if not np.isfinite(first).all():
        raise Fault(f"With η = 0.01 the new w is not finite after {count(len(first) - 1, 'step')}.")
    again = walk(answer, 0.01, 6)
    if not np.array_equal(first, again):
        raise Fault("Begun anew with `state` None, your step goes another way than the first time. It remembers "
                    "something outside of `state`, or draws at random: a second training would begin with what the "
                    "first one left.")
    if np.array_equal(first, walk(answer, 0.005, 6)):
        raise Fault("Six steps are the same with η = 0.01 and with η = 0.005. Does your step use `lr`?")
    _looks_at_g(answer)
    if PLANE.slope(PLANE.start) @ (first[1] - first[0]) > 0:
        raise Fault("The first step goes uphill: the loss grows along it. The minus sign is in the step.")
    best = {lr: _end(walk(answer, lr, STEPS), PLANE) for lr in RATES}
    lr = min(best, key=best.get)
    _arrives(best[lr], PLANE, "with the best of six η, ")
    try:
        end = _end(walk(answer, lr, STEPS, SPACE), SPACE)
    except Fault as fault:
        raise Fault(f"With two weights your step works, and not with five: {fault}") from None
    _arrives(end, SPACE, "")
    others = ", and some diverge: tune it on your project." if not np.isfinite(max(best.values())) else "."
    return f"{_named(answer)} On the bowl the best of six η is {lr:g}{others}"


def _looks_at_g(answer):
    """The same w with another gradient must give another step."""
    w = PLANE.start
    there = [walk(answer, 0.01, 6, Bowl(PLANE.curvatures, centre, w))
             for centre in (PLANE.centre, 2 * w - PLANE.centre)]
    if np.array_equal(*there):
        raise Fault("With the gradient turned round, your first six steps are the same: it goes its way whatever the "
                    "gradient says.")


def _arrives(height, bowl, how):
    """A Fault unless a hundredth of the first height is reached."""
    if not height < 0.01 * bowl.height(bowl.start):
        weights = {2: "two weights", 5: "five weights"}[bowl.start.size]
        raise Fault(f"On a bowl in {weights}, its lowest place not at 0, it begins at the height "
                    f"{number(bowl.height(bowl.start))}; after {STEPS} steps {how}it is at {number(height)}. A rule "
                    "that can be tuned comes below a hundredth of the beginning.")


def _end(path, bowl):
    """The largest height over the last ten places; infinite where the walk diverged."""
    if not np.isfinite(path).all() or abs(path).max() > 1e12:
        return np.inf
    return max(map(bowl.height, path[-10:]))


def _named(answer):
    """Which rule of lesson 14 the first thirty steps equal; they go far enough for slopes to change their sign."""
    mine = walk(answer, 0.1, 30)
    for name, rule in RULES.items():
        made = rule(lr=0.1)
        w, memory = PLANE.start, made.start(PLANE.start)
        path = [w]
        for _ in range(30):
            w, memory = made.step(w, PLANE.slope(w), memory)
            path.append(w)
        if mine.shape == (31, 2) and np.abs(mine - path).max() < 1e-12:
            return f"Thirty steps agree to 1e−12 with {name}."
    return "It is none of the eight rules of lesson 14 with their usual settings: a rule of your own."
