"""Whether the slopes of a learner's operation come from a formula or from a measurement."""
import inspect

import numpy as np

from mathlib.exercises.values import Instead

MEASURED = Instead("slopes that are right to some digits only, as measured ones are")


def by_formula(reference):
    """The use of an operation's answer: what it returns, unless its slopes are measured."""
    def use(answer, *x):
        given = answer(*x)
        try:
            off = np.abs(np.subtract(given[1], reference(*x)[1], dtype=float)) / np.abs(reference(*x)[1])
        except (TypeError, ValueError, IndexError, KeyError):      # no pair of numbers: the comparison says so
            return given
        return MEASURED if 1e-13 < off.max() < 1e-5 else given
    first = inspect.Parameter("answer", inspect.Parameter.POSITIONAL_ONLY)       # so that cases are told by their names
    use.__signature__ = inspect.Signature([first, *inspect.signature(reference).parameters.values()])
    return use


def measured(function, h=1e-5):
    """The operation whose slopes are central differences."""
    def operation(*x):
        up, down = ([function(*x[:i], x[i] + step, *x[i + 1:]) for i in range(len(x))] for step in (h, -h))
        return function(*x), tuple((above - below) / (2 * h) for above, below in zip(up, down))
    return operation
