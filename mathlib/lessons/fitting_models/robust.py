"""The line with the least mean absolute residual, found exactly: some line through two of the points has it."""
import numpy as np


def lines_through_two(x, y):
    """Slopes and heights of all lines through two of the points that do not lie above one another."""
    i, j = np.triu_indices(len(x), 1)
    apart = x[i] != x[j]
    i, j = i[apart], j[apart]
    m = (y[j] - y[i]) / (x[j] - x[i])
    return m, y[i] - m * x[i]


def mae(m, b, x, y):
    """Mean absolute residual of each line (m[k], b[k]), arrays; in pieces, so that memory stays small."""
    pieces = [slice(k, k + 4096) for k in range(0, len(m), 4096)]
    return np.concatenate([abs(m[p, None] * x + b[p, None] - y).mean(axis=1) for p in pieces])


def least_absolute(x, y):
    """(m, b) of a line m·x + b with the least mean absolute residual, shape (2,).

    The mean of |m x_i + b − y_i| is a convex function of (m, b) made of flat pieces. If not all x are alike it takes
    its least value at a corner, where two residuals are 0 and their x differ: try all pairs.
    """
    x, y = (np.asarray(values, float) for values in (x, y))
    m, b = lines_through_two(x, y)
    k = mae(m, b, x, y).argmin()
    return np.array([m[k], b[k]])


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
