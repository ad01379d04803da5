"""The rules. In each class `step` is the equation on the page and `update` the same equation in place.

`memories` names what a rule keeps from step to step, with the letters of its equation and in the order of
`start(x)[1:]`. An update may keep its memory in another unit than the page, where that saves passes over the
numbers; it says so.
"""
import math
from dataclasses import dataclass

import numpy as np

from .settings import Decay, Rate, Weight, check, rate


@dataclass(frozen=True)
class GradientDescent:
    """x ← x − η g (Cauchy, 1847)."""
    lr: Rate = 0.1
    __post_init__ = check
    memories = ()

    def start(self, x):
        return (0,)

    def step(self, x, g, memory):
        t, = memory
        return x - rate(self.lr, t) * g, (t + 1,)

    def update(self, x, g, memory, work):
        x -= np.multiply(g, rate(self.lr, memory[0]), out=work)


@dataclass(frozen=True)
class Momentum:
    """v ← β v + g,  x ← x − η v: a heavy ball keeps some of its speed (Polyak, 1964)."""
    lr: Rate = 0.1
    beta: Decay = 0.9
    __post_init__ = check
    memories = ("v",)

    def start(self, x):
        return 0, np.zeros_like(x)

    def step(self, x, g, memory):
        t, v = memory
        v = self.beta * v + g
        return x - rate(self.lr, t) * v, (t + 1, v)

    def update(self, x, g, memory, work):
        t, v = memory
        v *= self.beta
        v += g
        x -= np.multiply(v, rate(self.lr, t), out=work)


@dataclass(frozen=True)
class Nesterov(Momentum):
    """v ← β v + g,  x ← x − η (g + β v): momentum that looks one step ahead.

    Nesterov (1983), in the variables of Sutskever et al. (2013): x itself is the point one step ahead.
    """

    def step(self, x, g, memory):
        t, v = memory
        v = self.beta * v + g
        return x - rate(self.lr, t) * (g + self.beta * v), (t + 1, v)

    def update(self, x, g, memory, work):
        t, v = memory
        v *= self.beta
        v += g
        np.multiply(v, self.beta, out=work)
        work += g
        work *= rate(self.lr, t)
        x -= work


@dataclass(frozen=True)
class AdaGrad:
    """s ← s + g²,  x ← x − η g / (√s + ε): what moved much moves less (Duchi, Hazan and Singer, 2011)."""
    lr: Rate = 0.1
    eps: Weight = 1e-8
    __post_init__ = check
    memories = ("s",)

    def start(self, x):
        return 0, np.zeros_like(x)

    def step(self, x, g, memory):
        t, s = memory
        s = s + g**2
        return x - rate(self.lr, t) * g / (np.sqrt(s) + self.eps), (t + 1, s)

    def update(self, x, g, memory, work):
        t, s = memory
        s += np.multiply(g, g, out=work)
        _move(x, g, s, rate(self.lr, t), self.eps, work)


@dataclass(frozen=True)
class RMSprop:
    """s ← β s + (1 − β) g²,  x ← x − η g / (√s + ε): AdaGrad that forgets (Tieleman and Hinton, 2012)."""
    lr: Rate = 0.01
    beta: Decay = 0.9
    eps: Weight = 1e-8
    __post_init__ = check
    memories = ("s",)

    def start(self, x):
        return 0, np.zeros_like(x)

    def step(self, x, g, memory):
        t, s = memory
        s = self.beta * s + (1 - self.beta) * g**2
        return x - rate(self.lr, t) * g / (np.sqrt(s) + self.eps), (t + 1, s)

    def update(self, x, g, memory, work):  # keeps s / (1 − β)
        t, s = memory
        s *= self.beta
        s += np.multiply(g, g, out=work)
        unit = math.sqrt(1 - self.beta)
        _move(x, g, s, rate(self.lr, t) / unit, self.eps / unit, work)


@dataclass(frozen=True)
class Adam:
    """Momentum on g, divided by the recent size of g, entry by entry (Kingma and Ba, 2015).

    m ← β₁ m + (1 − β₁) g,  v ← β₂ v + (1 − β₂) g²,  x ← x − η m̂ / (√v̂ + ε),
    m̂ = m / (1 − β₁ᵗ) and v̂ = v / (1 − β₂ᵗ) with t counted from 1: both averages start at 0, too small,
    and the division makes up for it. So the first step is ±η, whatever the scale of g.
    """
    lr: Rate = 0.001
    beta1: Decay = 0.9
    beta2: Decay = 0.999
    eps: Weight = 1e-8
    __post_init__ = check
    memories = ("m", "v")

    def start(self, x):
        return 0, np.zeros_like(x), np.zeros_like(x)

    def corrected(self, memory):
        """(m̂, v̂) after the t steps, 1 or more, that led to this memory: m and v without their start at 0."""
        t, m, v = memory
        return m / (1 - self.beta1**t), v / (1 - self.beta2**t)

    def step(self, x, g, memory):
        t, m, v = memory
        lr, t = rate(self.lr, t), t + 1
        m = self.beta1 * m + (1 - self.beta1) * g
        v = self.beta2 * v + (1 - self.beta2) * g**2
        m_hat, v_hat = self.corrected((t, m, v))
        return x - lr * m_hat / (np.sqrt(v_hat) + self.eps), (t, m, v)

    def update(self, x, g, memory, work):  # keeps m / (1 − β₁) and v / (1 − β₂): three passes fewer
        t, m, v = memory
        m *= self.beta1
        m += g
        v *= self.beta2
        v += np.multiply(g, g, out=work)
        m_unit = (1 - self.beta1) / (1 - self.beta1 ** (t + 1))
        v_unit = math.sqrt((1 - self.beta2) / (1 - self.beta2 ** (t + 1)))
        _move(x, m, v, rate(self.lr, t) * m_unit / v_unit, self.eps / v_unit, work)


@dataclass(frozen=True)
class AdamW(Adam):
    """x ← (1 − η λ) x, then Adam; λ is `weight_decay` (Loshchilov and Hutter, 2019).

    Every weight shrinks by the same share, however large its gradients are; with L2(Adam(…)) it does not.
    """
    weight_decay: Weight = 0.01

    def step(self, x, g, memory):
        return super().step((1 - rate(self.lr, memory[0]) * self.weight_decay) * x, g, memory)

    def update(self, x, g, memory, work):
        x *= 1 - rate(self.lr, memory[0]) * self.weight_decay
        super().update(x, g, memory, work)


@dataclass(frozen=True)
class Lion:
    """x ← x − η sign(β₁ m + (1 − β₁) g),  m ← β₂ m + (1 − β₂) g: one memory (Chen et al., 2023).

    Every entry moves by η: what Adam does at its first step, Lion does at each. The paper adds AdamW's shrinking.
    """
    lr: Rate = 0.0001
    beta1: Decay = 0.9
    beta2: Decay = 0.99
    __post_init__ = check
    memories = ("m",)

    def start(self, x):
        return 0, np.zeros_like(x)

    def step(self, x, g, memory):
        t, m = memory
        direction = np.sign(self.beta1 * m + (1 - self.beta1) * g)
        return x - rate(self.lr, t) * direction, (t + 1, self.beta2 * m + (1 - self.beta2) * g)

    def update(self, x, g, memory, work):  # keeps m / (1 − β₂)
        t, m = memory
        np.multiply(m, self.beta1 * (1 - self.beta2) / (1 - self.beta1), out=work)
        work += g
        np.sign(work, out=work)
        work *= rate(self.lr, t)
        x -= work
        m *= self.beta2
        m += g


def _move(x, m, s, lr, eps, work):
    """x ← x − lr · m / (√s + eps), in place: the last line of AdaGrad, RMSprop and Adam."""
    np.sqrt(s, out=work)
    work += eps
    np.divide(m, work, out=work)
    work *= lr
    x -= work
