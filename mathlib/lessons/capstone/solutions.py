"""The answers of lesson 19 as a learner would write them, for the project on penguins."""
import numpy as np


def loss(w, x, y):
    return np.mean((x @ w - y) ** 2)


def gradient(w, x, y):
    return 2 * x.T @ (x @ w - y) / len(y)


def step(w, g, state, lr):
    v = np.zeros_like(w) if state is None else state
    v = 0.9 * v + g
    return w - lr * v, v


def choose(table):
    means = table.mean(axis=1)
    return np.argmin(np.where(np.isnan(means), np.inf, means))


def per_unit(w, project):
    return w[:-1] / project.sd


failure = {"probe": "one wild outcome", "factor": 3}

faults = ["A", "D", "E", "F", "H"]
