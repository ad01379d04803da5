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


def piled_up(f, x, h):
    """Two copies for all columns: the moves add up."""
    ahead, behind, columns = np.array(x, float), np.array(x, float), []
    for j in range(len(x)):
        ahead[j] += h
        behind[j] -= h
        columns.append((f(ahead) - f(behind)) / (2 * h))
    return np.column_stack(columns)


def left_behind(f, x, h):
    """One copy for all: moved ahead, then behind, and left there."""
    x, columns = np.array(x, float), []
    for j in range(len(x)):
        x[j] += h
        ahead = f(x)
        x[j] -= 2 * h
        columns.append((ahead - f(x)) / (2 * h))
    return np.column_stack(columns)


def whole_in_place(f, x, h):
    """Moved in place and moved back, which whole numbers do not survive."""
    columns = []
    for j in range(len(x)):
        x[j] += h
        ahead = f(x)
        x[j] -= 2 * h
        columns.append((ahead - f(x)) / (2 * h))
        x[j] += h
    return np.column_stack(columns)


def whole(f, x, h):
    """Right, but a step in an array of whole numbers is cut off."""
    ahead, behind = (np.tile(np.array(x), (len(x), 1)) for _ in range(2))
    for j in range(len(x)):
        ahead[j, j] = ahead[j, j] + h
        behind[j, j] = behind[j, j] - h
    return np.column_stack([(f(a) - f(b)) / (2 * h) for a, b in zip(ahead, behind, strict=True)])
