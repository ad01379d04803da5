"""Solutions of lesson 10, as a learner would write them."""
import numpy as np


def way_out(H):
    values, axes = np.linalg.eigh(H)
    return axes[:, 0] if values[0] < 0 else np.zeros(len(H))


def cure(t):
    return 0.1 / np.sqrt(t + 1)


uphill = [1, 2]


def soft(b, lam):
    return np.sign(b) * np.maximum(np.abs(b) - lam, 0)


dies_first = {"first": "B", "its λ": 5, "last": "A", "zeros under L2": 0}
units = {"coefficient": 49700, "effect of one s.d.": 697.8, "penalty, times": 1000, "rise, times": 1}
museum = {"I": "wrong axis", "II": "stale", "II measured": -840.35, "III": "rows torn apart"}
