"""Solutions of lesson 04, as a learner would write them."""
import numpy as np


def slope_along(gradient, v):
    return gradient @ v / np.hypot(*v)


def turn_off(steepest, allowed):
    return np.degrees(np.arccos(allowed / steepest))


numbers_in = {"height over a map": 2, "temperature in a room": 3, "loss of 1,000 weights": 1000}

from_a_map = [80, 250, 0.4]


def back_to_level(f, grad, p, level):
    g = grad(p)
    return p + (level - f(p)) * g / (g @ g)


def angle_off(kappa):
    downhill = -np.array([2, 2 * kappa])
    to_minimum = np.array([-1, -1])
    cosine = downhill @ to_minimum / (np.linalg.norm(downhill) * np.linalg.norm(to_minimum))
    return np.degrees(np.arccos(cosine))


def led_away(x, y):
    return y ** 2 + x ** 2 * (x - 3) ** 2 + x ** 2 / 5


def gradient_of_squares(A, b, w):
    return 2 * A.T @ (A @ w - b)
