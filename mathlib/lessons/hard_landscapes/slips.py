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


def last_column(H):
    """The last eigenvector, in a bowl as well."""
    return np.linalg.eigh(H)[1][:, -1]


def untested_row(H):
    """A row in place of a column, in a bowl as well."""
    return np.linalg.eigh(H)[1][0]


def largest_size(H):
    """The eigenvector of the eigenvalue farthest from 0."""
    values, axes = np.linalg.eigh(H)
    return _first(H, axes[:, np.argmax(abs(values))])


def untested_size(H):
    """The eigenvector of the eigenvalue farthest from 0, in a bowl as well."""
    values, axes = np.linalg.eigh(H)
    return axes[:, np.argmax(abs(values))]


def no_test(H):
    """The first eigenvector, in a bowl as well."""
    return np.linalg.eigh(H)[1][:, 0]


def not_up(H):
    """The first eigenvector, where its eigenvalue is 0 as well."""
    values, axes = np.linalg.eigh(H)
    return axes[:, 0] if values[0] <= 0 else np.zeros(len(H))


def unsorted(H):
    """The first column of eig, which does not sort, where H bends down somewhere."""
    return _first(H, np.linalg.eig(H)[1][:, 0])


def unsorted_test(H):
    """The first column of eig, tested by its own eigenvalue."""
    values, axes = np.linalg.eig(H)
    return axes[:, 0] if values[0] < 0 else np.zeros(len(H))


def untested_unsorted(H):
    """The first column of eig, in a bowl as well."""
    return np.linalg.eig(H)[1][:, 0]


def along_an_axis(H):
    """The axis of the map with the least diagonal entry."""
    return _first(H, np.eye(len(H))[np.argmin(np.diag(H))])


def smallest_size(H):
    """The eigenvector of the eigenvalue nearest 0."""
    values, axes = np.linalg.eigh(H)
    return _first(H, axes[:, np.argmin(abs(values))])


def untested_smallest(H):
    """The eigenvector of the eigenvalue nearest 0, in a bowl as well."""
    values, axes = np.linalg.eigh(H)
    return axes[:, np.argmin(abs(values))]


def untested_axis(H):
    """The axis of the map with the least diagonal entry, in a bowl as well."""
    return np.eye(len(H))[np.argmin(np.diag(H))]


def axis_by_sign(H):
    """The axis of the map with the least diagonal entry, if that is negative."""
    return untested_axis(H) if np.diag(H).min() < 0 else np.zeros(len(H))


def eigenvalues(H):
    """How much, in place of where to."""
    return np.linalg.eigvalsh(H)


def tested_eigenvalues(H):
    """How much, in place of where to, zeros in a bowl."""
    return _first(H, np.linalg.eigvalsh(H))


def only_a_top(H):
    """A way out only where all directions bend down."""
    values, axes = np.linalg.eigh(H)
    return axes[:, 0] if (values < 0).all() else np.zeros(len(H))


def by_det(H):
    """A way out where the determinant is negative."""
    return np.linalg.eigh(H)[1][:, 0] if np.linalg.det(H) < -1e-9 else np.zeros(len(H))


def all_ways(H):
    """All directions that bend down, added up."""
    values, axes = np.linalg.eigh(H)
    return axes[:, values < 0].sum(axis=1)


def all_ways_unit(H):
    """All directions that bend down, added up and shortened to length 1."""
    total = all_ways(H)
    return total / (np.linalg.norm(total) or 1.0)


def never(H):
    """No way out anywhere."""
    return np.zeros(len(H))


def too_long(H):
    """Eigenvalue times eigenvector."""
    values, axes = np.linalg.eigh(H)
    return _first(H, axes[:, 0] * values[0] * 2)


def constant(t):
    """No cure at all."""
    return 0.1


def small_constant(t):
    """Within 0.01, and no cure."""
    return 0.005


def slow(t):
    """Towards 0, and not yet small."""
    return 0.1 / (t + 1) ** 0.1


def halved(t):
    """The walk of the prediction: its sum is 0.2."""
    return 0.1 * 0.5 ** t


def geometric(t):
    """Too quick: its sum is 1."""
    return 0.1 * 0.9 ** t


def summable(t):
    """Enough for 8, and its sum is 100."""
    return 0.1 * 0.999 ** t


def harmonic(t):
    """Without bound, and less than 1 in 10,000 steps."""
    return 0.1 / (t + 1)


def larger_harmonic(t):
    """Without bound, and about 5 in 10,000 steps."""
    return 0.5 / (t + 1)


def up_to_five(t):
    """Its sum is 5."""
    return 0.1 * 0.98 ** t


def cut_off(b, lam):
    """What the threshold takes away."""
    return np.clip(b, -lam, lam)


def hard(b, lam):
    """The hard threshold."""
    return np.where(np.abs(b) > lam, b, 0.0)


def past_zero(b, lam):
    """No stop at 0."""
    return b - lam * np.sign(b)


def past_zero_too(b, lam):
    """No stop at 0, and 0 itself moves."""
    return np.where(b > 0, b - lam, b + lam)


def unsigned_past_zero(b, lam):
    """The size alone, with no stop at 0."""
    return np.abs(b) - lam


def largest_of_all(b, lam):
    """np.max for np.maximum."""
    return np.sign(b) * np.max(np.abs(b) - lam, 0)


def proportional(b, lam):
    """A factor in place of a difference."""
    return b * (1 - lam)


def down(b, lam):
    """Every b down by lam."""
    return b - lam


def one_way(b, lam):
    """0 where it should be, and every other b down by lam."""
    return np.where(np.abs(b) <= lam, 0, b - lam)


def ridge(b, lam):
    """The L2 answer."""
    return b / (1 + lam)


def unsigned(b, lam):
    """The size alone."""
    return np.maximum(np.abs(b) - lam, 0)


def one_sided(b, lam):
    """For positive b only."""
    return np.maximum(b - lam, 0)


def one_sided_max(b, lam):
    """For one positive b only."""
    return max(b - lam, 0)


def wide_log(t):
    """Goes to 0 too slowly: 0.109 at the end."""
    return 1 / np.log(t + 2)


def wide_root(t):
    """The last step is 0.02."""
    return 2 / np.sqrt(t + 1)


def wider_root(t):
    """The last step is 0.08."""
    return 8 / np.sqrt(t + 1)
