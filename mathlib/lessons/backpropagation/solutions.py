"""Solutions of lesson 13, as a learner would write them."""
import numpy as np


def score_gradient(P, labels):
    Y = np.eye(P.shape[1])[labels]
    return (P - Y) / len(P)


def nine_steps(X, Y, W1, W2, Z1, H, P):
    B = len(X)
    dl = np.full(B, 1 / B)
    dZ2 = dl[:, None] * (P - Y)
    db2 = dZ2.sum(axis=0)
    dW2 = H.T @ dZ2
    dH = dZ2 @ W2.T
    dZ1 = dH * (Z1 > 0)
    db1 = dZ1.sum(axis=0)
    dW1 = X.T @ dZ1
    dX = dZ1 @ W1.T
    return dict(dl=dl, dZ2=dZ2, db2=db2, dW2=dW2, dH=dH, dZ1=dZ1, db1=db1, dW1=dW1, dX=dX)


roles = {"makes the graph": "forward", "changes the weights": "update",
         "bumping does it too": "backward", "needs η": "update",
         "finds pixel slopes": "backward"}


diagnoses = {1: "all units alike", 2: "dead units", 3: "weights too large", 4: "all weights 0"}


def keep(a):
    return np.sqrt(2 / (1 + a ** 2))


small_loss = {"x": 1, "y": 0, "w1": 0.0001, "w2": 500}


def shortened(gradients, most):
    length = np.sqrt(sum(np.sum(g ** 2) for g in gradients))
    factor = min(1, most / length)
    return [factor * g for g in gradients]
