"""Whether one more bird makes the line with the least mean absolute residual fall, in exercise 5 of lesson 08."""
import numpy as np

from mathlib.demos.fit_line import lines_through_two, mae


def falls(x, y):
    """Whether every line with the least mean absolute residual has a negative slope.

    By convexity: the best line with m < 0 is better than the best one with m ≥ 0, which passes through two points or is
    level.
    """
    m, b = lines_through_two(x, y)
    loss = mae(m, b, x, y)
    level = abs(y[:, None] - y).mean(axis=1).min()
    rising = min(loss[m >= 0].min(initial=np.inf), level)
    return bool(loss[m < 0].min(initial=np.inf) < rising - 1e-9)
