"""Wrong answers that lesson 10 expects, as a learner would write them."""
import numpy as np


def _first(H, keep):
    """`keep` where H bends down somewhere, zeros elsewhere."""
    return keep if np.linalg.eigvalsh(H)[0] < 0 else np.zeros(len(H))


def steepest_up(H):
    """The last eigenvector."""
    return _first(H, np.linalg.eigh(H)[1][:, -1])


def row(H):
    """A row in place of a column."""
    return _first(H, np.linalg.eigh(H)[1][0])


def no_test(H):
    """The first eigenvector, in a bowl as well."""
    return np.linalg.eigh(H)[1][:, 0]


def along_an_axis(H):
    """The axis of the map with the least diagonal entry."""
    return _first(H, np.eye(len(H))[np.argmin(np.diag(H))])


def smallest_size(H):
    """The eigenvector of the eigenvalue nearest 0."""
    values, axes = np.linalg.eigh(H)
    return _first(H, axes[:, np.argmin(abs(values))])


def too_long(H):
    """Eigenvalue times eigenvector."""
    values, axes = np.linalg.eigh(H)
    return _first(H, axes[:, 0] * 2)


def constant(t):
    """No cure at all."""
    return 0.1


def geometric(t):
    """Too quick: its sum is 1."""
    return 0.1 * 0.9 ** t


def hard(b, lam):
    """The hard threshold."""
    return np.where(np.abs(b) > lam, b, 0.0)


def past_zero(b, lam):
    """No stop at 0."""
    return b - lam * np.sign(b)


def ridge(b, lam):
    """The L2 answer."""
    return b / (1 + lam)


def unsigned(b, lam):
    """The size alone."""
    return np.maximum(np.abs(b) - lam, 0)


def one_sided(b, lam):
    """For positive b only."""
    return np.maximum(b - lam, 0)


def unmended(w):
    """0/0 at 0."""
    return w / np.sqrt(np.sum(w ** 2))


def ones(w):
    """1 at 0."""
    length = np.sqrt(np.sum(w ** 2))
    return w / length if length > 0 else np.ones(len(w))


def padded(w):
    """A small number under the fraction."""
    return w / (np.sqrt(np.sum(w ** 2)) + 1e-8)
