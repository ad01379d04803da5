"""Solutions of lesson 06, as a learner would write them."""
import numpy as np

level_at_0 = {"A": "minimum", "B": "inflection", "C": "minimum", "D": "maximum", "E": "inflection"}
count = {"Hessians": 1, "entries": 16, "different at most": 10}


def curvature(H, d):
    return d @ H @ d / (d @ d)


eight = {"P": "minimum", "Q": "saddle", "R": "maximum", "S": "saddle",
         "T": "silent", "U": "silent", "V": "saddle", "W": "silent"}


def one_valley(x):
    return np.tanh(x) ** 2


convex = {"A": True, "B": False, "C": True, "D": False, "E": True, "F": False, "G": True}
four_starts = {"A": "lower", "B": "overshoots", "C": "no step", "D": "runs away"}


def damped_step(g, H, floor):
    lowest = np.linalg.eigvalsh(H)[0]
    mu = max(0.0, floor - lowest)
    return np.linalg.solve(H + mu * np.eye(len(g)), -g)


def positive(H):
    return bool(np.linalg.eigvalsh(H)[0] > 0)
