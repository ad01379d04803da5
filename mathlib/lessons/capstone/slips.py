"""Wrong pieces of work of lesson 19, each written once; functions of data are for the penguins."""
import numpy as np

from mathlib import numdiff
from mathlib.lessons.capstone import solutions


def summed(w, x, y):
    """Squares added up."""
    return np.sum((x @ w - y) ** 2)


def signed(w, x, y):
    """Errors that cancel."""
    return np.mean(x @ w - y)


def constant(w, x, y):
    """Does not use w."""
    return np.mean((y - y.mean()) ** 2)


def one_sided(w, x, y):
    """Only what is too high costs."""
    return np.mean(np.maximum(x @ w - y, 0) ** 2)


def bracket(w, x, y):
    """The bracket in the wrong place: the mean first."""
    return np.mean(x @ w - y) ** 2


def mean_of_y(w, x, y):
    """Each prediction against the mean of all outcomes."""
    return np.mean((x @ w - y.mean()) ** 2)


def column_by_column(w, x, y):
    """Each column predicts alone."""
    return np.mean((x * w - y[:, None]) ** 2)


def doubled_score(w, x, y):
    """Twice the model."""
    return np.mean((2 * (x @ w) - y) ** 2)


def biased(w, x, y):
    """Least where each prediction is half a kg too high."""
    return np.mean((x @ w - y - 0.5) ** 2)


def one_input(w, x, y):
    """The first input and the constant alone."""
    return np.mean((x[:, 0] * w[0] + w[-1] - y) ** 2)


def rooted(w, x, y):
    """The root of the mean."""
    return np.sqrt(np.mean((x @ w - y) ** 2))


def uphill(w, x, y):
    """y − ŷ."""
    return -solutions.gradient(w, x, y)


def without_n(w, x, y):
    """The sum over rows."""
    return len(y) * solutions.gradient(w, x, y)


def without_two(w, x, y):
    """Half of it."""
    return solutions.gradient(w, x, y) / 2


def without_n_or_two(w, x, y):
    """The sum over rows, without the 2."""
    return len(y) * solutions.gradient(w, x, y) / 2


def uphill_without_n(w, x, y):
    """y − ŷ, and the sum over rows."""
    return -len(y) * solutions.gradient(w, x, y)


def measured(w, x, y):
    """Differences for a formula."""
    return numdiff.gradient(lambda v: solutions.loss(v, x, y), w)


def without_inputs(w, x, y):
    """No factor x."""
    return np.full(len(w), 2 * np.mean(x @ w - y))


def without_inputs_one_number(w, x, y):
    """No factor x, and one number."""
    return 2 * np.mean(x @ w - y)


def row_by_row(w, x, y):
    """Not averaged."""
    return 2 * (x @ w - y)[:, None] * x


def of_absolute(w, x, y):
    """The gradient of another loss, absolute values."""
    return x.T @ np.sign(x @ w - y) / len(y)


def as_a_column(w, x, y):
    """The shape (d, 1)."""
    return solutions.gradient(w, x, y)[:, None]


def climbing(w, g, state, lr):
    """Plus."""
    return w + lr * g, state


def without_lr(w, g, state, lr):
    """A fixed rate."""
    return w - 0.01 * g, state


def without_g(w, g, state, lr):
    """Towards 0, wherever the gradient points."""
    return w - lr * w, state


def in_place(w, g, state, lr):
    """w −= …"""
    w -= lr * g
    return w, state


def standing(w, g, state, lr):
    """Nothing."""
    return w, state


def only_w(w, g, state, lr):
    """No state comes back."""
    return w - lr * g


def best_cell(table):
    """The row of the best single split."""
    return int(np.unravel_index(np.nanargmin(table), table.shape)[0])


def first_split(table):
    """One split alone."""
    return int(np.nanargmin(table[:, 0]))


def diverged(table):
    """NumPy takes nan for the least."""
    return int(np.argmin(table.mean(axis=1)))


def failures_left_out(table):
    """Means over the splits that did not diverge."""
    return int(np.nanargmin(np.nanmean(table, axis=1)))


def most_wins(table):
    """The η that is best in the most splits."""
    return int(np.bincount(np.nanargmin(table, axis=0)).argmax())


def per_sd(w, project):
    """Not divided."""
    return w[:-1]


def times_sd(w, project):
    """Multiplied."""
    return w[:-1] * project.sd


def with_constant(w, project):
    """The constant's weight too."""
    return np.append(w[:-1] / project.sd, w[-1])
