"""Solutions of lesson 11, as a learner would write them, on the names that the lesson has defined by then."""
import numpy as np

from mathlib.dual import Dual

diamond = {"via c": 2, "via d": 3, "e = c + d": 5, "e = c · d": 36}
faults = {"A": "inner slopes also put inside", "B": "paths multiplied", "C": "a path forgotten",
          "D": "inner slopes dropped"}


def factors(x):
    return x ** 2, x ** 2


def polar_slopes(f_x, f_y, r, theta):
    x, y = r * np.cos(theta), r * np.sin(theta)
    in_r = f_x(x, y) * np.cos(theta) + f_y(x, y) * np.sin(theta)
    in_theta = f_x(x, y) * -r * np.sin(theta) + f_y(x, y) * r * np.cos(theta)
    return [in_r, in_theta]


def forward_gradient(f, x):
    slopes = []
    for i in range(len(x)):
        moving = [Dual(value, 1.0 if k == i else 0.0) for k, value in enumerate(x)]
        slopes.append(f(moving).slope)
    return slopes


def multiplications(widths):
    first, last = widths[0], widths[-1]
    from_input = first * sum(a * b for a, b in zip(widths[1:], widths[2:]))
    from_output = last * sum(a * b for a, b in zip(widths, widths[1:-1]))
    return [from_input, from_output]


def cheapest(widths):
    if len(widths) < 3:
        return 0
    return min(cheapest(widths[:k + 1]) + cheapest(widths[k:]) + widths[0] * widths[k] * widths[-1]
               for k in range(1, len(widths) - 1))
