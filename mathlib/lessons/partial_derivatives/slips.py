"""Partial differences with one fault each, as a learner would write them: what exercise 4 of lesson 03 tells apart."""
import numpy as np


def forward(f, x, i, h):
    """A step ahead, none back."""
    ahead = np.array(x, float)
    ahead[i] += h
    return (f(ahead) - f(x)) / h


def replaced(f, x, i, h):
    """x[i] becomes h, and −h."""
    ahead, behind = np.array(x, float), np.array(x, float)
    ahead[i], behind[i] = h, -h
    return (f(ahead) - f(behind)) / (2 * h)


def alone(f, x, i, h):
    """x[i] moves, and all others become 0."""
    ahead, behind = np.zeros(len(x)), np.zeros(len(x))
    ahead[i], behind[i] = x[i] + h, x[i] - h
    return (f(ahead) - f(behind)) / (2 * h)
