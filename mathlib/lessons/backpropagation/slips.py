"""Wrong answers that lesson 13 expects, each written as the mistake that leads to it."""
import numpy as np

# ---- the slopes in the scores


def one_hot(P, labels):
    """Y of the labels."""
    return np.eye(P.shape[1])[labels]


def not_the_mean(P, labels):
    """The gradient of the sum of the losses."""
    return P - one_hot(P, labels)


def turned_round(P, labels):
    """y − p."""
    return (one_hot(P, labels) - P) / len(P)


def only_p(P, labels):
    """Without y."""
    return P / len(P)


def in_p(P, labels):
    """The slopes in the probabilities, not in the scores."""
    return -one_hot(P, labels) / P / len(P)


def label_as_number(P, labels):
    """The label subtracted as a number."""
    return (P - np.reshape(labels, (-1, 1))) / len(P)


def over_classes(P, labels):
    """Divided by the number of classes."""
    return (P - one_hot(P, labels)) / P.shape[1]


def over_all(P, labels):
    """Divided by the number of entries."""
    return (P - one_hot(P, labels)) / P.size


def softmax_twice(P, labels):
    """Through softmax's Jacobian once more."""
    g = (P - one_hot(P, labels)) / len(P)
    return P * (g - np.sum(g * P, axis=1, keepdims=True))


def label_undivided(P, labels):
    """The label subtracted as a number, without 1/B."""
    return P - np.reshape(labels, (-1, 1))


def only_the_right_one(P, labels):
    """p − 1 in the place of the label, 0 elsewhere."""
    return (P - 1) * one_hot(P, labels) / len(P)


def only_the_right_one_undivided(P, labels):
    """p − 1 in the place of the label, 0 elsewhere, without 1/B."""
    return (P - 1) * one_hot(P, labels)


def softmax_diagonal(P, labels):
    """p(1 − p)."""
    return P * (1 - P) / len(P)


def softmax_diagonal_undivided(P, labels):
    """p(1 − p), without 1/B."""
    return P * (1 - P)


def whole_columns(P, labels):
    """P[:, labels] -= 1: in every row the columns of all labels."""
    found = P.copy()
    found[:, labels] -= 1
    return found / len(P)


def whole_columns_undivided(P, labels):
    """P[:, labels] -= 1, without 1/B."""
    return whole_columns(P, labels) * len(P)


def over_forty(P, labels):
    """Divided by the lesson's 40, whatever the batch."""
    return (P - one_hot(P, labels)) / 40


# ---- nine steps: one change each, and what follows from it


def walk(X, Y, W1, W2, Z1, H, P, **other):
    """The nine steps; `other` holds a function of all that is there for the step that goes wrong."""
    d = {"X": X, "Y": Y, "W1": W1, "W2": W2, "Z1": Z1, "H": H, "P": P, "B": len(X)}
    right = {"dl": lambda d: np.full(d["B"], 1 / d["B"]), "dZ2": lambda d: d["dl"][:, None] * (d["P"] - d["Y"]),
             "db2": lambda d: d["dZ2"].sum(axis=0), "dW2": lambda d: d["H"].T @ d["dZ2"],
             "dH": lambda d: d["dZ2"] @ d["W2"].T, "dZ1": lambda d: d["dH"] * (d["Z1"] > 0),
             "db1": lambda d: d["dZ1"].sum(axis=0), "dW1": lambda d: d["X"].T @ d["dZ1"],
             "dX": lambda d: d["dZ1"] @ d["W1"].T}
    for name, step in (right | other).items():
        d[name] = step(d)
    return {name: d[name] for name in right}


def going_wrong(**other):
    """`walk` with one step another, as an answer to the exercise."""
    def answer(X, Y, W1, W2, Z1, H, P):
        return walk(X, Y, W1, W2, Z1, H, P, **other)
    return answer


sum_of_losses = going_wrong(dl=lambda d: np.ones(d["B"]))
over_B_twice = going_wrong(dZ2=lambda d: d["dl"][:, None] * (d["P"] - d["Y"]) / d["B"])
without_dl = going_wrong(dZ2=lambda d: d["P"] - d["Y"])
y_less_p = going_wrong(dZ2=lambda d: d["dl"][:, None] * (d["Y"] - d["P"]))
mean_for_bias = going_wrong(db2=lambda d: d["dZ2"].mean(axis=0))
along_the_row = going_wrong(db2=lambda d: d["dZ2"].sum(axis=1))
not_summed = going_wrong(db2=lambda d: d["dZ2"])
weights_through_Z1 = going_wrong(dW2=lambda d: d["Z1"].T @ d["dZ2"])
transposed_weights = going_wrong(dW2=lambda d: d["dZ2"].T @ d["H"])
not_transposed = going_wrong(dH=lambda d: d["dZ2"] @ d["W2"])
no_mask = going_wrong(dZ1=lambda d: d["dH"])
relu_of_gradient = going_wrong(dZ1=lambda d: np.maximum(d["dH"], 0))
times_H = going_wrong(dZ1=lambda d: d["dH"] * d["H"])
times_Z1 = going_wrong(dZ1=lambda d: d["dH"] * d["Z1"])
from_dH = going_wrong(dW1=lambda d: d["X"].T @ d["dH"])
mean_for_bias_1 = going_wrong(db1=lambda d: d["dZ1"].mean(axis=0))
over_B_twice_in_dW2 = going_wrong(dW2=lambda d: d["H"].T @ d["dZ2"] / d["B"])
bias_from_dH = going_wrong(db1=lambda d: d["dH"].sum(axis=0))
input_from_dH = going_wrong(dX=lambda d: d["dH"] @ d["W1"].T)
transposed_weights_1 = going_wrong(dW1=lambda d: d["dZ1"].T @ d["X"])
along_the_row_1 = going_wrong(db1=lambda d: d["dZ1"].sum(axis=1))
bias_without_dl = going_wrong(db2=lambda d: (d["P"] - d["Y"]).sum(axis=0))
weights_without_dl = going_wrong(dW2=lambda d: d["H"].T @ (d["P"] - d["Y"]))
hidden_without_dl = going_wrong(dH=lambda d: (d["P"] - d["Y"]) @ d["W2"].T)
hidden_after_the_kink = going_wrong(dH=lambda d: d["dZ2"] @ d["W2"].T * (d["Z1"] > 0))
transposed_hidden = going_wrong(dH=lambda d: d["W2"] @ d["dZ2"].T, dZ1=lambda d: d["Z1"])
transposed_input = going_wrong(dX=lambda d: d["W1"] @ d["dZ1"].T)
input_not_transposed = going_wrong(dX=lambda d: d["dZ1"] @ d["W1"])


# ---- the scale that keeps the size


def as_for_relu(a):
    """√2, whatever a."""
    return np.sqrt(2.0)


def not_rooted(a):
    """The factor that c² has to undo."""
    return 2 / (1 + a ** 2)


def shrunk(a):
    """The root of the share that a layer keeps."""
    return np.sqrt((1 + a ** 2) / 2)


def one(a):
    """The scale that keeps h W."""
    return 1.0


def doubled(a):
    """c doubled where c² has to be."""
    return 2 / np.sqrt(1 + a ** 2)


def mean_slope(a):
    """By the mean slope, not the mean square."""
    return 2 / (1 + a)


def slope_not_squared(a):
    """Half of the squares, times a in place of a²."""
    return np.sqrt(2 / (1 + a))


def both_halves_whole(a):
    """Without the halves."""
    return 1 / np.sqrt(1 + a ** 2)


def grown(a):
    """Larger by what gets through in addition."""
    return np.sqrt(2) * (1 + a)


def multiplied(a):
    """The share that is kept, multiplied with and not divided by."""
    return np.sqrt(2 * (1 + a ** 2))


def square_of_the_sum(a):
    """(1 + a)² in place of 1 + a²."""
    return np.sqrt(2) / (1 + a)


# ---- clipping


def each_alone(gradients, most):
    """Each array shortened by itself."""
    return [g * min(1, most / np.linalg.norm(g)) for g in gradients]


def each_to_most(gradients, most):
    """Each array to the length `most`."""
    return [g * (most / np.linalg.norm(g)) for g in gradients]


def unchanged(gradients, most):
    """As they are."""
    return gradients


def entry_by_entry(gradients, most):
    """Every entry cut off."""
    return [np.clip(g, -most, most) for g in gradients]


def always(gradients, most):
    """Short ones are stretched too."""
    length = np.sqrt(sum(np.sum(g ** 2) for g in gradients))
    return [most / length * g for g in gradients]


def by_sum_of_lengths(gradients, most):
    """The lengths added up."""
    length = sum(np.linalg.norm(g) for g in gradients)
    return [min(1, most / length) * g for g in gradients]


def by_the_longest(gradients, most):
    """The longest array counts alone."""
    length = max(np.linalg.norm(g) for g in gradients)
    return [min(1, most / length) * g for g in gradients]


def by_squares(gradients, most):
    """Without the root."""
    square = sum(np.sum(g ** 2) for g in gradients)
    return [min(1, most / square) * g for g in gradients]
