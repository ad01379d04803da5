"""Gradient descent with one fault each, written out as a learner would write it: what exercises 3 and 5 tell apart.

Each has the signature of the exercise: slope (a function), w, lr, steps, tolerance -> the places, the start first.
"""
import numpy as np

from mathlib.lessons.gradient_descent.solutions import gradient_descent


def stale(slope, w, lr, steps, tolerance):
    """The slope is computed once, before the loop."""
    history, move = [w], lr * slope(w)
    for _ in range(steps):
        if abs(move) < tolerance:
            break
        w = w - move
        history.append(w)
    return history


def uphill(slope, w, lr, steps, tolerance):
    """The slope is added."""
    history = [w]
    for _ in range(steps):
        move = lr * slope(w)
        if abs(move) < tolerance:
            break
        w = w + move
        history.append(w)
    return history


def signed_test(slope, w, lr, steps, tolerance):
    """The move is compared without abs: a negative one counts as small."""
    history = [w]
    for _ in range(steps):
        move = lr * slope(w)
        if move < tolerance:
            break
        w = w - move
        history.append(w)
    return history


def leftward(slope, w, lr, steps, tolerance):
    """The size of the move is taken for the move."""
    history = [w]
    for _ in range(steps):
        move = abs(lr * slope(w))
        if move < tolerance:
            break
        w = w - move
        history.append(w)
    return history


def late_test(slope, w, lr, steps, tolerance):
    """The test comes after the move."""
    history = [w]
    for _ in range(steps):
        move = lr * slope(w)
        w = w - move
        history.append(w)
        if abs(move) < tolerance:
            break
    return history


def untested_start(slope, w, lr, steps, tolerance):
    """The first move is made without a test."""
    history = [w, w - lr * slope(w)]
    for _ in range(steps - 1):
        move = lr * slope(history[-1])
        if abs(move) < tolerance:
            break
        history.append(history[-1] - move)
    return history


def equal_steps(slope, w, lr, steps, tolerance):
    """The sign of the slope, not its size."""
    history = [w]
    for _ in range(steps):
        move = lr * np.sign(slope(w))
        if abs(move) < tolerance:
            break
        w = w - move
        history.append(w)
    return history


def with_speed(slope, w, lr, steps, tolerance):
    """A part of the last move is carried over."""
    history, move = [w], 0.0
    for _ in range(steps):
        move = 0.9 * move + lr * slope(w)
        if abs(move) < tolerance:
            break
        w = w - move
        history.append(w)
    return history


def endless(slope, w, lr, steps, tolerance):
    """The stopping rule is missing."""
    history = [w]
    for _ in range(steps):
        w = w - lr * slope(w)
        history.append(w)
    return history


def slope_test(slope, w, lr, steps, tolerance):
    """The slope is compared with the tolerance, not the move."""
    history = [w]
    for _ in range(steps):
        if abs(slope(w)) < tolerance:
            break
        w = w - lr * slope(w)
        history.append(w)
    return history


def one_round(slope, w, lr, steps, tolerance):
    """`return` stands inside the loop."""
    history = [w]
    for _ in range(steps):
        move = lr * slope(w)
        if abs(move) < tolerance:
            break
        w = w - move
        history.append(w)
        return history
    return None


def by_eta(slope, w, lr, steps, tolerance):
    """The move is η itself."""
    history = [w]
    for _ in range(steps):
        if abs(lr * slope(w)) < tolerance:
            break
        w = w - lr
        history.append(w)
    return history


def three_runs(halved=False):
    """{name: the places of sixteen steps on f(w) = w²} of three runs whose loss rises; halved: with half the η."""
    def slope(w):
        return 2 * w
    share = 0.5 if halved else 1.0
    return {"A": uphill(slope, 0.4, 0.06 * share, 16, 0.0), "B": gradient_descent(slope, 0.6, 1.06 * share, 16, 0.0),
            "C": stale(slope, 1.2, 0.15 * share, 16, 0.0)}
