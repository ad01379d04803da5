"""Solutions of lesson 14, as a learner would write them."""
import numpy as np


def nesterov_step(x, g, v, lr, beta):
    v = beta * v + g
    return x - lr * (g + beta * v), v


best = {"lr": 4 / (20 ** 0.5 + 0.2 ** 0.5) ** 2, "beta": (9 / 11) ** 2}


def rmsprop_step(x, g, s, lr, beta, eps):
    s = beta * s + (1 - beta) * g ** 2
    return x - lr * g / (np.sqrt(s) + eps), s


def adam_step(x, g, m, v, t, lr, beta1, beta2, eps):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    m_hat, v_hat = m / (1 - beta1 ** t), v / (1 - beta2 ** t)
    return x - lr * m_hat / (np.sqrt(v_hat) + eps), m, v


unmoved = {"gradient descent": "turn", "momentum": "turn", "AdaGrad": "scale", "Adam": "scale", "no root": "neither",
           "normalised": "both", "Newton": "both"}

behind = {"start": (0, 1), "lr": 0.05, "steps": 2}

turned_lr = 0.65
