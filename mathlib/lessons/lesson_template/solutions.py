"""Solutions of the template, as a learner would write them."""


def secant_slope(f, x, h):
    return (f(x + h) - f(x)) / h
