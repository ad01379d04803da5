"""Solutions of lesson 02, as a learner would write them, on the names that the lesson has defined by then."""
import numpy as np

from mathlib.lessons.differentiation_rules.number import Dual


def slope_of_product(u, du, v, dv):
    return du * v + u * dv


def slope_of_quotient(u, du, v, dv):
    return (du * v - u * dv) / v ** 2


kinds = {"A": "composition", "B": "composition", "C": "product", "D": "composition", "E": "product", "F": "composition"}
rate_at_3h = -120 * np.log(2) / 5 * 2 ** (-3 / 5)
faults = {"A": "slopes multiplied", "B": "inner slope dropped", "C": "inner slope put inside",
          "D": "power rule misused", "E": "quotient turned round"}


def mended(x):
    return [2 * x * np.exp(x) + x ** 2 * np.exp(x),
            3 * np.cos(3 * x),
            2 * x / (1 + x ** 2),
            np.log(2) * 2 ** x,
            (1 - x ** 2) / (1 + x ** 2) ** 2]


def softplus_slope(x):
    return np.exp(x) / (1 + np.exp(x))


def apply(f, f_prime, a):
    return Dual(f(a.value), f_prime(a.value) * a.slope)


def derivative(f, x):
    return f(Dual(x, 1.0)).slope


more_is_worse_at = 1.5


def tower_slope(x):
    return x ** x * (np.log(x) + 1)
