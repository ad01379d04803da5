"""How lesson 14 judges rules that are typed, and what learners find."""
import numbers
from inspect import signature
from itertools import permutations

import numpy as np

from mathlib.exercises.naming import show
from mathlib.exercises.reading import keyed, number_in, numbers_by_name
from mathlib.exercises.values import Instead, NotAttempted, Unreadable, read
from mathlib.exercises.verdict import Verdict
from mathlib.lessons.adaptive_optimizers import solutions
from mathlib.optimizers import Adam, GradientDescent, Momentum, descend
from mathlib.words import count

# ---- rules that are typed: they walk, and x and the memory after the last step are compared

BENDS = np.array([0.3, 1.0, 4.0, 0.05])
START = np.array([2.0, -1.5, 0.7, -3.0])


def slope(x):
    """The gradient of ½ Σ λ x² + Σ cos x: bends of both signs, no place of rest near the walks."""
    return BENDS * x - np.sin(x)


def walker(reference):
    """What a typed step makes of `steps` steps: x and what it keeps, a row each; or, in words, its first step with the
    right x and another memory, the right values in another order, or no number. It takes what `reference` takes."""
    names = list(signature(reference).parameters)
    kept = [name for name in names[2:] if len(name) == 1 and name != "t"]

    def walked(step, steps, **settings):
        x, memory = START.copy(), [np.zeros(4)] * len(kept)
        for t in range(1, steps + 1):
            def given(x=x, memory=memory, t=t):
                return [x.copy(), slope(x), *map(np.array, memory), *([t] if "t" in names else []), *settings.values()]
            parts = parts_of(step(*given()), 1 + len(kept))
            if told := told_apart(parts, reference(*given()), ["x", *kept], f"at step {t}"):
                return told
            x, *memory = parts
        return np.array([x, *memory])
    return walked


def parts_of(found, many):
    """What one typed step returned, as arrays of the shape of x."""
    if found is ... or found is NotImplemented:
        raise NotAttempted
    got = len(found) if isinstance(found, tuple | list) else 1
    if got != many:
        raise Unreadable(f"{count(got, 'value')}. Return {many}: the new x, then the new memory.")
    if any(part is ... for part in found):
        raise NotAttempted
    if any(getattr(part, "dtype", None) in (np.float32, np.float16) for part in found):
        raise Unreadable("numbers of single precision, seven digits (float32). Keep the precision of x and g.")
    parts = [read(part, START.shape) for part in found]
    if any(part.shape != START.shape for part in parts):
        raise Unreadable("something of another shape. x and every memory have the shape of g.")
    return parts


def told_apart(parts, right, names, when):
    """What numbers alone do not show of a wrong step, in words; None where they show it, or the step is right."""
    wrong = [not np.allclose(a, b, rtol=1e-9, atol=1e-12) for a, b in zip(parts, right)]
    if not any(wrong):
        return None
    if not np.isfinite(parts[0]).all():
        return Instead(f"x = {show(parts[0])} {when}")
    for order in permutations(range(len(parts))):
        if all(np.allclose(part, right[k], rtol=1e-9, atol=1e-12) for part, k in zip(parts, order)):
            return Instead(f"the right values {when} in another order, {', '.join(names[k] for k in order)}; "
                           f"return {', '.join(names)}")
    if not wrong[0]:
        other = " and ".join(f"{name} = {show(part)}" for name, part, bad in zip(names, parts, wrong) if bad)
        return Instead(f"the right x {when} and another memory, {other}")
    return None


_momentum, _rms, _adam = map(walker, (solutions.nesterov_step, solutions.rmsprop_step, solutions.adam_step))


def with_beta(step, steps, lr, beta):
    """Nesterov's step, walked."""
    return _momentum(step, steps, lr=lr, beta=beta)


def with_eps(step, steps, lr, beta, eps):
    """RMSprop's step, walked."""
    return _rms(step, steps, lr=lr, beta=beta, eps=eps)


def with_two_betas(step, steps, lr, beta1, beta2, eps):
    """Adam's step, walked."""
    return _adam(step, steps, lr=lr, beta1=beta1, beta2=beta2, eps=eps)


# ---- the best pair

def pair(answer):
    """{"lr": …, "beta": …} from other spellings of it: η and β as names, or the two in that order."""
    if isinstance(answer, tuple | list | np.ndarray) and len(answer) == 2:
        answer = dict(zip(("lr", "beta"), answer))
    if not isinstance(answer, dict):
        return answer
    names = {"η": "lr", "eta": "lr", "learning rate": "lr", "β": "beta", "b": "beta"}
    read = numbers_by_name({names.get(str(key).strip().casefold(), key): value for key, value in answer.items()})
    odd = [key for key, value in read.items() if value is not ... and not _real(value)]
    return Verdict("wrong", f"`{odd[0]}` must be a number.") if odd else read


def pair_told(answer):
    """The roots of the pair, in a sentence."""
    lr, beta = float(answer["lr"]), float(answer["beta"])
    if not (0 < lr < 1e3 and 0 <= beta < 1):
        return "η must be positive, and β at least 0 and below 1."
    sizes = [abs(np.roots([1, -(1 + beta - lr * bend), beta])).max() for bend in VALLEY]
    if max(sizes) >= 1:
        return "With these the walk does not arrive at all: a root is at least 1 in size."
    return (f"With these the larger roots have the sizes {sizes[0]:.3f} (flat) and {sizes[1]:.3f} (steep). There is a "
            "pair for which the larger of the two is smaller.")


# ---- momentum behind plain descent

VALLEY = np.array([0.2, 20.0])
KEYS = ("start", "lr", "steps")


def height(p):
    """The valley 0.1 x² + 10 y²."""
    return 0.5 * float(np.sum(VALLEY * np.square(p)))


@keyed(KEYS)
def readable(answer):
    """The answer with numbers in it, or a Verdict that says what cannot be read."""
    start = _numbers(answer["start"])
    lr, steps = (number_in(answer[key]) for key in ("lr", "steps"))
    if start is None or len(start) != 2:
        return Verdict("wrong", "`start` cannot be read: it is a place (x, y), two finite numbers.")
    if max(map(abs, start)) > 1e6:
        return Verdict("wrong", "`start` is too far away: stay within a million of the bottom.")
    if 0 < np.hypot(*start) < 1e-6:
        return Verdict("wrong", "That start is at the bottom but for round-off. Start at least 0.000001 away from it.")
    if not (_real(lr) and 0 < lr < 0.1):
        return Verdict("wrong", "`lr` must be a number above 0 and below 0.1, so that plain descent arrives.")
    if not (_real(steps) and steps == int(steps) and 1 <= steps <= 1000):
        return Verdict("wrong", "`steps` must be a whole number from 1 to 1,000.")
    return {"start": start, "lr": float(lr), "steps": int(steps)}


def _real(value):
    return isinstance(value, numbers.Real) and not isinstance(value, bool) and np.isfinite(float(value))


def _numbers(values):
    if not isinstance(values, tuple | list | np.ndarray):
        return None
    found = [number_in(v) for v in np.asarray(values, object).ravel().tolist()]
    return tuple(map(float, found)) if all(map(_real, found)) else None


def heights(answer):
    """After the steps: of plain descent, of momentum, as shares of the height at the start."""
    ends = [descend(rule, lambda p: VALLEY * p, answer["start"], answer["steps"])[-1]
            for rule in (GradientDescent(answer["lr"]), Momentum(answer["lr"], 0.9))]
    first = height(answer["start"])
    return [height(end) / first if first else 0.0 for end in ends]


ROUND_OFF = 1e-12        # of the first height: below, both are at the bottom


def is_behind(answer):
    """Whether momentum stands higher, by more than round-off."""
    plain, heavy = heights(answer)
    return bool(heavy > (1 + 1e-9) * plain and heavy > ROUND_OFF)


def behind_told(answer):
    """Both heights, in a sentence."""
    if height(answer["start"]) == 0:
        return "That start is the lowest place: neither moves."
    if answer["steps"] == 1:
        return "The first step of momentum is that of plain descent: nothing is remembered yet."
    plain, heavy = heights(answer)
    if max(plain, heavy) <= ROUND_OFF:
        return "Both are at the bottom but for round-off; take fewer steps."
    return (f"After these steps plain descent has {plain:.3g} of the first height left, momentum {heavy:.3g}: it is "
            "not higher.")


# ---- a rate for Adam in the turned valley

C = np.sqrt(0.5)
TURNED = np.array([[C, -C], [C, C]]) @ np.diag(VALLEY) @ np.array([[C, C], [-C, C]])
MOST = 0.7               # 1 is one of the rates of the figure, 0.56 the one before it: neither will do
TURNED_START = np.array([[C, -C], [C, C]]) @ np.array([-5.0, -2.0])


def rate_in(answer):
    """A learning rate from other spellings: 0.65, "0.65", "η = 0.65"; True is none."""
    answer = number_in(answer)
    if isinstance(answer, bool | np.bool_):
        return Verdict("wrong", f"{answer} is no learning rate. Hand in a number.")
    return answer


def adam_turned(lr):
    """The height after 200 steps of Adam on the valley turned by 45°."""
    lr = float(lr)
    if not 0 < lr < 1e6:
        return np.inf
    end = descend(Adam(lr), lambda p: TURNED @ p, TURNED_START, 200)[-1]
    return 0.5 * float(end @ TURNED @ end)


def arrives(lr):
    """Whether it is at most MOST, and ends below a millionth."""
    return bool(lr <= MOST and adam_turned(lr) < 1e-6)


def adam_told(lr):
    """Where it ends, in a sentence."""
    if not 0 < float(lr) <= MOST:
        return f"η is to be above 0, and at most {MOST}."
    return f"With this η Adam ends at {adam_turned(lr):.2g} in the turned valley."
