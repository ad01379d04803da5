"""Wrong answers that lesson 16 expects, each written as the mistake that leads to it."""
import numpy as np

from mathlib import numdiff
from mathlib.lessons.text_embeddings import solutions
from mathlib.lessons.text_embeddings.solutions import softmax

# ---- the gradient of a table


def written_over(n, words, G):
    """d[words] += G, where NumPy adds once for each row that is named."""
    d = np.zeros((n, G.shape[1]))
    d[words] += G
    return d


def mean_over_occurrences(n, words, G):
    """The mean where the sum belongs."""
    counts = np.bincount(words, minlength=n)[:, None]
    return solutions.table_gradient(n, words, G) / np.maximum(counts, 1)


def mean_over_batch(n, words, G):
    """Divided by the size of the batch."""
    return solutions.table_gradient(n, words, G) / len(words)


def one_hot(n, words, G):
    """Counts, without the slopes."""
    return np.bincount(words, minlength=n)[:, None] * np.ones(G.shape[1])


def all_rows(n, words, G):
    """The sum of all slopes in every row."""
    return np.tile(G.sum(axis=0), (n, 1))


def touched_only(n, words, G):
    """Only the rows of the batch, one after the other."""
    return solutions.table_gradient(n, words, G)[np.unique(words)]


def turned(n, words, G):
    """Features by words."""
    return solutions.table_gradient(n, words, G).T


def first_only(n, words, G):
    """Only the first occurrence of each word."""
    d = np.zeros((n, G.shape[1]))
    for word, g in zip(words[::-1], G[::-1], strict=True):
        d[word] = g
    return d


def unread_too(n, words, G):
    """Rows of words that are not in the batch get the mean slope."""
    d = solutions.table_gradient(n, words, G)
    d[np.setdiff1d(np.arange(n), words)] = G.mean(axis=0)
    return d


# ---- softmax


def diagonal(z):
    """p (1 − p) on the diagonal, 0 elsewhere."""
    p = softmax(z)
    return np.diag(p * (1 - p))


def only_p(z):
    """diag(p)."""
    return np.diag(softmax(z))


def negated(z):
    """The sign exchanged."""
    return -solutions.softmax_jacobian(z)


def inner(z):
    """p · p, a number, in place of the table of products."""
    p = softmax(z)
    return np.diag(p) - p @ p


def squares(z):
    """Only the outer product."""
    p = softmax(z)
    return np.outer(p, p)


def added(z):
    """+ in place of −."""
    p = softmax(z)
    return np.diag(p) + np.outer(p, p)


def less_one_hot(z):
    """p − y for every y: the slope of the loss."""
    p = softmax(z)
    return p - np.eye(len(p))


def slope_of_log(z):
    """Line 3 of the proof: δ − p[j]."""
    p = softmax(z)
    return np.eye(len(p)) - p


def less_p(z):
    """diag(p) less p[j], the factor p[i] forgotten."""
    p = softmax(z)
    return np.diag(p) - p


def less_p_of_row(z):
    """diag(p) less p[i], the factor p[j] forgotten."""
    p = softmax(z)
    return np.diag(p) - p[:, None]


def one_everywhere(z):
    """p[i] (1 − p[j]) in all places."""
    p = softmax(z)
    return np.outer(p, 1 - p)


def of_scores(z):
    """z for p."""
    return np.diag(z) - np.outer(z, z)


def own_alone(z):
    """As if softmax acted on each score alone."""
    p = softmax(z)
    return p * (1 - p)


def no_slopes(z):
    """p itself."""
    return softmax(z)


def p_in_rows(z):
    """np.diag forgotten: p is subtracted from in every row."""
    p = softmax(z)
    return p - np.outer(p, p)


def ones_on_diagonal(z):
    """δ in place of p δ."""
    p = softmax(z)
    return np.eye(len(p)) - np.outer(p, p)


def equal_shares(z):
    """What one gains the others lose, each as much."""
    p = softmax(z)
    J = np.tile(-p * (1 - p) / max(len(p) - 1, 1), (len(p), 1))
    np.fill_diagonal(J, p * (1 - p))
    return J


def measured(z):
    """By central differences."""
    return numdiff.jacobian(softmax, z)


# ---- causal weights


def unmasked(S):
    """Nothing is hidden."""
    return softmax(S)


def too_shallow(S):
    """A mask of −10 to −100, set or added: told by the tables where all of them do the same, nan for the others."""
    hidden, seen = S[0, 1:].max(initial=-np.inf), S[0, 0]
    return softmax(S) if hidden > 500 + seen else solutions.causal_weights(S) if hidden < seen - 15 else np.nan * S


def zero_scores(S):
    """Scores of later positions set to 0 in place of −∞."""
    return softmax(np.tril(S))


def cut_afterwards(S):
    """Later weights set to 0 after softmax, the rest not raised to sum 1."""
    return np.tril(softmax(S))


def sees_next(S):
    """One off: the next position is seen."""
    return softmax(np.where(np.tri(*S.shape, 1), S, -1e9))


def not_itself(S):
    """One off: a position does not see itself; the first sees nothing."""
    seen = np.tri(*S.shape, -1)
    return np.where(seen.any(axis=1, keepdims=True), softmax(np.where(seen, S, -1e9)), 0) * seen


def hides_itself(S):
    """−1e9 added on the diagonal as well."""
    return softmax(S + np.triu(np.full(S.shape, -1e9)))


def hides_itself_by_where(S):
    """−1e9 put on the diagonal as well: the first row sees everything alike."""
    return softmax(np.where(np.tri(*S.shape, -1), S, -1e9))


def sums_of_other_rows(S):
    """keepdims forgotten: each weight is divided by the sum of another row."""
    p = np.where(np.tri(*S.shape), np.exp(S - S.max(axis=1, keepdims=True)), 0)
    return p / p.sum(axis=1)


def alike(S):
    """All seen positions have the same weight."""
    return np.tri(*S.shape) / np.arange(1, len(S) + 1)[:, None]


def by_columns(S):
    """Softmax down the columns."""
    p = np.where(np.tri(*S.shape), np.exp(S - S.max()), 0)
    return p / p.sum(axis=0)


def only_later(S):
    """The wrong triangle."""
    return softmax(np.where(np.tri(*S.shape).T, S, -1e9))


def all_together(S):
    """One softmax over the whole triangle."""
    p = np.where(np.tri(*S.shape), np.exp(S - S.max()), 0)
    return p / p.sum()


def undivided(S):
    """Softmax without its denominator."""
    return np.exp(np.where(np.tri(*S.shape), S, -1e9))


def divided_by_root(S):
    """The √d of the formula, on scores that have it already."""
    return solutions.causal_weights(S / np.sqrt(len(S)))


# ---- the slopes in the scores


def diagonal_only(p, V, g):
    """p (1 − p) alone."""
    return p * (1 - p) * (V @ g)


def weights_only(p, V, g):
    """diag(p) alone: how much a weight's value is worth, times the weight."""
    return p * (V @ g)


def of_weights(p, V, g):
    """The slopes in the weights."""
    return V @ g


def plain_mean(p, V, g):
    """Less the plain mean of the values."""
    worth = V @ g
    return p * (worth - worth.mean())


def second_factor_missing(p, V, g):
    """p times the worth, less the mean worth without its factor p."""
    worth = V @ g
    return p * worth - p @ worth


def plain_sum(p, V, g):
    """Less the plain sum of the worths."""
    worth = V @ g
    return p * (worth - worth.sum())


def no_factor(p, V, g):
    """Without the factor p."""
    worth = V @ g
    return worth - p @ worth


def opposite(p, V, g):
    """The sign exchanged."""
    return -solutions.score_slopes(p, V, g)
