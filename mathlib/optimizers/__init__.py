"""Rules for walking downhill, and two who walk by them.

A rule is a frozen record of settings with three methods, and `memories`, the names of what it keeps:

    start(x) -> memory                  before the first step: (t, arrays like x, one for each name), all zero
    step(x, g, memory) -> x, memory     the equation on the page, written on new arrays
    update(x, g, memory, work)          the same equation in place, in few passes, with one scratch array

x is the parameter, g the gradient at x with the shape of x, t the number of steps already taken. The
learning rate η is `lr`: a number, or a schedule, which is a function of t.

rules      GradientDescent, Momentum, Nesterov, AdaGrad, RMSprop, Adam, AdamW, Lion
penalties  L1 and L2 around any rule, soft_threshold
schedules  Constant, Step, InverseTime, Cosine, WarmUp
walking    descend: follow `step` and keep the path, for pictures
training   Trainer: follow `update` and move the parameters of a network
settings   the kinds of settings, and the ranges they must lie in
"""
# ruff: noqa: F401
from .penalties import L1, L2, soft_threshold
from .rules import AdaGrad, Adam, AdamW, GradientDescent, Lion, Momentum, Nesterov, RMSprop
from .schedules import Constant, Cosine, InverseTime, Step, WarmUp
from .settings import rate
from .training import Trainer
from .walking import descend
