"""Penalties: a rule that also pulls the parameter towards zero."""
from dataclasses import dataclass

import numpy as np

from .settings import Rule, Weight, check, rate


def soft_threshold(x, amount):
    """sign(x) · max(|x| − amount, 0): every entry moves towards 0 by `amount` and stops there.

    It is the proximal map of amount · ‖x‖₁, the point z with the least amount · ‖z‖₁ + ½ ‖z − x‖².
    """
    return np.sign(x) * np.maximum(np.abs(x) - amount, 0)


@dataclass(frozen=True)
class _Around:
    """A rule with something around it: the memory and the learning rate are those of the rule inside."""
    rule: Rule
    strength: Weight
    __post_init__ = check

    def start(self, x):
        return self.rule.start(x)

    @property
    def memories(self):
        """The names of what the rule inside keeps."""
        return self.rule.memories

    @property
    def lr(self):
        """The learning rate of the rule inside."""
        return self.rule.lr


@dataclass(frozen=True)
class L2(_Around):
    """`rule` on L(x) + (λ/2) ‖x‖², λ being `strength`: its gradient is g + λ x (ridge, weight decay)."""

    def step(self, x, g, memory):
        return self.rule.step(x, g + self.strength * x, memory)

    def update(self, x, g, memory, work):
        self.rule.update(x, g + self.strength * x, memory, work)


@dataclass(frozen=True)
class L1(_Around):
    """`rule` on L(x), then a soft threshold by η λ, for L(x) + λ ‖x‖₁, λ being `strength` (lasso).

    Around GradientDescent this is the proximal gradient method (Daubechies, Defrise and De Mol, 2004). Around
    another rule the threshold is the same, decoupled from the gradient's memory as in AdamW.
    """

    def step(self, x, g, memory):
        amount = rate(self.lr, memory[0]) * self.strength
        x, memory = self.rule.step(x, g, memory)
        return soft_threshold(x, amount), memory

    def update(self, x, g, memory, work):
        self.rule.update(x, g, memory, work)
        x[...] = soft_threshold(x, rate(self.lr, memory[0]) * self.strength)
