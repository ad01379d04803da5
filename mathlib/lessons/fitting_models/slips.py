"""Gradients of the mean squared error with one fault each, and one without: what exercise 2 of lesson 08 tells apart.

Also the wrong answers to other exercises that take more than a line.
"""
import numpy as np

from mathlib.lessons.fitting_models.solutions import sigmoid


def gradient_a(w, z, y):
    """The sum in place of the mean."""
    r = w[0] * z + w[1] - y
    return np.array([np.sum(2 * r * z), np.sum(2 * r)])


def gradient_b(w, z, y):
    """Without the factor z."""
    r = w[0] * z + w[1] - y
    return np.array([np.mean(2 * r), np.mean(2 * r)])


def gradient_c(w, z, y):
    """As it should be."""
    r = w[0] * z + w[1] - y
    return np.array([np.mean(2 * r * z), np.mean(2 * r)])


def gradient_d(w, z, y):
    """The residual the other way round, and its inner slope forgotten."""
    r = y - w[0] * z - w[1]
    return np.array([np.mean(2 * r * z), np.mean(2 * r)])


SUSPECTS = {"A": gradient_a, "B": gradient_b, "C": gradient_c, "D": gradient_d}


def residual(m, b, x, y):
    """The line less the outcome."""
    return m * x + b - y


def through_the_origin(x, y):
    """A line without the column of ones."""
    return [x @ y / (x @ x), 0.0]


def one_column_at_a_time(x, y):
    """Each parameter as if the other were not there."""
    return [x @ y / (x @ x), np.mean(y)]


def other_way_round(x, y):
    """x from y."""
    return np.polyfit(y, x, 1)


def height_at_the_mean(x, y):
    """The right slope, and the mean of y for b."""
    return [np.polyfit(x, y, 1)[0], np.mean(y)]


def one_number(x, y):
    """A line through the origin, its slope alone."""
    return x @ y / (x @ x)


def of_squared_error(w, X, y):
    """The gradient of the mean of (p − y)²."""
    p = sigmoid(X @ w)
    return X.T @ (2 * (p - y) * p * (1 - p)) / len(y)


def with_the_slope_of_the_sigmoid(w, X, y):
    """That gradient without its 2."""
    return of_squared_error(w, X, y) / 2
