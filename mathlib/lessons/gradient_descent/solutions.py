"""Solutions of lesson 07, as a learner would write them."""
import numpy as np

landings = [2.4, -0.6, -1.0, 0.25, -2.0]
ratio = 20.0


def gradient_descent(slope, w, lr, steps, tolerance):
    history = [w]
    for _ in range(steps):
        move = lr * slope(w)
        if abs(move) < tolerance:
            break
        w = w - move
        history.append(w)
    return history


my_rates = {"one step": 0.25, "two-cycle": 0.5, "diverges": 0.6}
causes = {"A": "wrong sign", "B": "rate too large", "C": "stale slope"}
rest = 1.347
my_lr = 0.45


def best_lr(H):
    curvatures = np.linalg.eigvalsh(H)
    return 2 / (curvatures[0] + curvatures[-1])
