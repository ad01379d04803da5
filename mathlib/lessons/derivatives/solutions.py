"""Solutions of lesson 01, as a learner would write them."""
import numpy as np


def forward_difference(f, x, h):
    return (f(x + h) - f(x)) / h


limit_at_one = 2.0
root_of_4_1 = 2.025
meets_at = (-2, -8)
places = {"largest f": "E", "largest slope": "A", "smallest slope": "C"}
cards = {"1": "D", "2": "B", "3": "A", "4": "C"}
hinge_slopes = [0.0, 2.0]
failures = {"A": "vertical tangent", "B": "kink", "C": "oscillation", "D": "jump", "E": "cusp", "F": "has a slope"}


def central_difference(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)


h_for_exp = 1e-5


def complex_step(f, x, h=1e-20):
    return np.imag(f(x + 1j * h)) / h
