"""Settings of rules and schedules: each is a kind of number, and the kind says the range it must lie in.

    lr: Rate = 0.1            in a frozen dataclass with `__post_init__ = check`
"""
import math
from dataclasses import fields
from typing import Annotated, NamedTuple


class Range(NamedTuple):
    """Whether a value lies in the range, and the range in words."""
    fits: object
    words: str


Rate = Annotated[float, Range(lambda v: callable(v) or 0 < v < math.inf,
                              "positive and finite, or a schedule: a function of t")]
Decay = Annotated[float, Range(lambda v: 0 <= v < 1, "at least 0 and below 1, for example 0.9")]
Weight = Annotated[float, Range(lambda v: 0 <= v < math.inf, "0, or positive and finite")]
Share = Annotated[float, Range(lambda v: 0 < v <= 1, "above 0 and at most 1")]
Count = Annotated[int, Range(lambda v: v >= 1 and v == int(v), "a whole number of steps, 1 or more")]
Rule = Annotated[object, Range(lambda v: hasattr(v, "update") and not isinstance(v, type),
                               "a rule, for example GradientDescent(lr=0.1)")]


def check(record):
    """Refuse a setting outside its range, with a sentence; run after every rule and schedule is made."""
    for field in fields(record):
        value, must_be = getattr(record, field.name), field.type.__metadata__[0]
        try:
            good = must_be.fits(value)
        except (TypeError, ValueError, OverflowError):
            good = False
        if not good:
            raise ValueError(f"{type(record).__name__} was given {field.name}={value!r}. It must be {must_be.words}.")


def rate(lr, t):
    """The learning rate η at step t: `lr` itself, or what the schedule `lr` says."""
    return lr(t) if callable(lr) else lr
