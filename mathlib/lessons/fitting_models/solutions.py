"""Solutions of lesson 08, as a learner would write them."""
import numpy as np


def one_point(m, b, x, y):
    r = m * x + b - y
    return [2 * r * x, 2 * r]


suspects = {"A": "missing 1/n", "B": "missing x", "C": "right", "D": "wrong sign"}


def best_line(x, y):
    A = np.column_stack([x, np.ones(len(x))])
    return np.linalg.solve(A.T @ A, A.T @ y)


thirteenth = (17.5, 15.0)
lever = (184.0, 3.9)


zero = 2.846


def sigmoid(s):
    return 1 / (1 + np.exp(-s))


def logistic_gradient(w, X, y):
    p = sigmoid(X @ w)
    return X.T @ (p - y) / len(y)


def unscale(slope, height, mean, sd):
    m = slope / sd
    return [m, height - m * mean]
