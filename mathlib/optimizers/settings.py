"""Settings and the ranges they must lie in."""
import math

_DECAY = (lambda v: 0 <= v < 1, "at least 0 and below 1, for example 0.9")
_WEIGHT = (lambda v: 0 <= v < math.inf, "0, or positive and finite")
_COUNT = (lambda v: v >= 1 and v == int(v), "a whole number of steps, 1 or more")
_MUST_BE = {
    "lr": (lambda v: callable(v) or 0 < v < math.inf, "positive and finite, or a schedule: a function of t"),
    "beta": _DECAY, "beta1": _DECAY, "beta2": _DECAY,
    "eps": _WEIGHT, "decay": _WEIGHT, "floor": _WEIGHT, "strength": _WEIGHT, "weight_decay": _WEIGHT,
    "factor": (lambda v: 0 < v <= 1, "above 0 and at most 1"), "every": _COUNT, "steps": _COUNT,
    "rule": (lambda v: hasattr(v, "update") and not isinstance(v, type), "a rule, for example GradientDescent(lr=0.1)"),
}


def check(record):
    """Refuse a setting outside its range, with a sentence; run after every rule and schedule is made."""
    for name, value in vars(record).items():
        fits, words = _MUST_BE.get(name, (None, ""))
        if fits is None:
            continue
        try:
            good = fits(value)
        except (TypeError, ValueError, OverflowError):
            good = False
        if not good:
            raise ValueError(f"{type(record).__name__} was given {name}={value!r}. It must be {words}.")


def rate(lr, t):
    """The learning rate η at step t: `lr` itself, or what the schedule `lr` says."""
    return lr(t) if callable(lr) else lr
