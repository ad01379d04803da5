"""Jacobians with one fault each, as a learner would write them: what exercise 2 of lesson 05 tells apart."""
import numpy as np

from mathlib.lessons.jacobians import solutions


def transposed(f, x, h):
    """A list of columns, made an array: each stands as a row."""
    return solutions.jacobian(f, x, h).T


def forward(f, x, h):
    """A step ahead, none back."""
    return np.column_stack([(f(x + h * e) - f(x)) / h for e in np.eye(len(x))])


def all_at_once(f, x, h):
    """All inputs are moved for each column."""
    return np.column_stack([(f(x + h) - f(x - h)) / (2 * h) for _ in x])


def replaced(f, x, h):
    """x[j] becomes h and −h; so do the others, 0."""
    return np.column_stack([(f(h * e) - f(-h * e)) / (2 * h) for e in np.eye(len(x))])


def added_up(f, x, h):
    """The columns, added to one."""
    return solutions.jacobian(f, x, h).sum(axis=1)
