"""Solutions of lesson 17, as a learner would write them."""
import numpy as np


def shared_slope(w, h0, x):
    h = [h0]
    for dose in x:
        h.append(w * h[-1] + dose)
    T = len(x)
    return sum(w ** (T - t) * h[t - 1] for t in range(1, T + 1))


taking_turns = {"A": [[0, 2], [0, 0]], "B": [[0, 0], [2, 0]]}


def gate_bias(lag):
    z = 0.5 ** (1 / lag)
    return np.log(z / (1 - z))


def with_drift(past):
    return past[-12:] + (past[-1] - past[-13])


def by_the_past(y, origin):
    past = y[:origin]
    return (y - past.mean()) / past.std()
