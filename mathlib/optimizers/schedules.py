"""Schedules: the learning rate η as a function of t, the number of steps already taken.

Each scales the `lr` it is given, a number or another schedule, so they nest: WarmUp(Cosine(0.1, 1000), 50).
"""
import math
from dataclasses import dataclass

from .settings import Count, Rate, Share, Weight, check, rate


@dataclass(frozen=True)
class Constant:
    """η(t) = lr."""
    lr: Rate
    __post_init__ = check

    def __call__(self, t):
        return rate(self.lr, t)


@dataclass(frozen=True)
class Step:
    """η(t) = lr · factor^⌊t / every⌋: a staircase."""
    lr: Rate
    every: Count
    factor: Share = 0.1
    __post_init__ = check

    def __call__(self, t):
        return rate(self.lr, t) * self.factor ** (t // self.every)


@dataclass(frozen=True)
class InverseTime:
    """η(t) = lr / (1 + decay · t): Σ η diverges and Σ η² does not (Robbins and Monro, 1951)."""
    lr: Rate
    decay: Weight
    __post_init__ = check

    def __call__(self, t):
        return rate(self.lr, t) / (1 + self.decay * t)


@dataclass(frozen=True)
class Cosine:
    """η(t) = floor + (lr − floor)(1 + cos(π t / steps)) / 2, then floor (Loshchilov and Hutter, 2017)."""
    lr: Rate
    steps: Count
    floor: Weight = 0.0
    __post_init__ = check

    def __call__(self, t):
        half_wave = (1 + math.cos(math.pi * min(t / self.steps, 1))) / 2
        return self.floor + (rate(self.lr, t) - self.floor) * half_wave


@dataclass(frozen=True)
class WarmUp:
    """η(t) = lr · (t + 1) / steps for the first steps, lr from then on (Goyal et al., 2017)."""
    lr: Rate
    steps: Count
    __post_init__ = check

    def __call__(self, t):
        return rate(self.lr, t) * min((t + 1) / self.steps, 1)
