"""Wrong answers that lesson 18 expects, each written as the mistake that leads to it."""
import numpy as np

from mathlib.demos.networks.bandit import sigmoid
from mathlib.lessons.policy_gradients import solutions

# ---- the score


def slope_of_p(theta, a):
    """The slope of the probability, not of its logarithm."""
    p = sigmoid(theta)
    return (2 * a - 1) * p * (1 - p)


def slope_of_p_alone(theta, a):
    """p(1 − p), whatever was shown."""
    p = sigmoid(theta)
    return p * (1 - p)


def turned_round(theta, a):
    """p − a."""
    return sigmoid(theta) - a


def as_if_A(theta, a):
    """1 − p, whatever was shown."""
    return 1 - sigmoid(theta)


def without_sign(theta, a):
    """p for offer B, without its minus."""
    p = sigmoid(theta)
    return np.where(a == 1, 1 - p, p)


def in_p(theta, a):
    """1/p and −1/(1 − p): the slope in p."""
    p = sigmoid(theta)
    return np.where(a == 1, 1 / p, -1 / (1 - p))


def log_itself(theta, a):
    """log p, not its slope."""
    p = sigmoid(theta)
    return np.log(np.where(a == 1, p, 1 - p))


def less_theta(theta, a):
    """a − θ: σ is missing."""
    return a - theta


def times_rewards(theta, a):
    """The score times the mean reward of what was shown."""
    return np.where(a == 1, 13, 10) * (a - sigmoid(theta))


def times_one_reward(theta, a):
    """The score times 13."""
    return 13 * (a - sigmoid(theta))


def nothing_for_B(theta, a):
    """a (1 − p): 0 for B."""
    return a * (1 - sigmoid(theta))


def one_over_p(theta, a):
    """1/p or 1/(1 − p): the outer slope of log p alone."""
    p = sigmoid(theta)
    return 1 / np.where(a == 1, p, 1 - p)


def one_over_p_alone(theta, a):
    """1/p, whatever was shown."""
    return 1 / sigmoid(theta)


def same_size_for_both(theta, a):
    """1 − p and −(1 − p)."""
    return (2 * a - 1) * (1 - sigmoid(theta))


def at_half(theta, a):
    """a − ½: p as it is at θ = 0."""
    return a - 0.5


# ---- the best baseline


def mean_reward(p, r_A, r_B):
    """Weighted by how often each is shown."""
    return p * r_A + (1 - p) * r_B


def midway(p, r_A, r_B):
    """Halfway, whatever p."""
    return (r_A + r_B) / 2


def not_divided(p, r_A, r_B):
    """E[R s²] alone."""
    return p * (1 - p) * ((1 - p) * r_A + p * r_B)


def not_squared(p, r_A, r_B):
    """E[R s]/E[s²]."""
    return r_A - r_B + 0 * p


def without_chances(p, r_A, r_B):
    """Σ R s²/Σ s²: each offer once, whatever its probability."""
    return ((1 - p) ** 2 * r_A + p ** 2 * r_B) / ((1 - p) ** 2 + p ** 2)


def slope_itself(p, r_A, r_B):
    """E[R s]: s not squared, not divided."""
    return p * (1 - p) * (r_A - r_B)


def larger(p, r_A, r_B):
    """The larger of the two rewards."""
    return max(r_A, r_B)


def as_at_half(p, r_A, r_B):
    """11.5 €, the number of the cells above."""
    return 11.5


# ---- rewards to go


def total_for_all(r, gamma):
    """The discounted return of the whole episode at each step."""
    return np.zeros(np.shape(r)) + solutions.to_go(r, gamma)[0]


def from_the_start(r, gamma):
    """Σ γᵏ rₖ over k ≥ t: discounted from the start of the episode."""
    powers = np.reshape(gamma ** np.arange(len(r)), (-1,) + (1,) * (np.ndim(r) - 1))
    return np.cumsum((powers * r)[::-1], axis=0)[::-1]


def own_left_out(r, gamma):
    """Without the reward of the step itself."""
    return solutions.to_go(r, gamma) - r


def own_discounted(r, gamma):
    """γ times too much: the reward of the step itself is discounted."""
    return gamma * solutions.to_go(r, gamma)


def last_left_out(r, gamma):
    """Begun at the last step but one, with 0 in the last place."""
    r = np.array(r, float)
    r[-1] = 0
    return solutions.to_go(r, gamma)


def standardised_rewards(r, gamma):
    """Less their mean, over their standard deviation."""
    G = solutions.to_go(r, gamma)
    return (G - G.mean(axis=0)) / G.std(axis=0)


def looking_back(r, gamma):
    """The rewards up to now."""
    return solutions.to_go(np.asarray(r)[::-1], gamma)[::-1]


def next_alone(r, gamma):
    """r[t] + γ r[t + 1]: the dots left out."""
    r = np.asarray(r, float)
    return r + gamma * np.concatenate([r[1:], 0 * r[:1]])


def not_discounted(r, gamma):
    """γ = 1."""
    return solutions.to_go(r, 1.0)


def summed_flat(r, gamma):
    """np.cumsum without γ and without an axis."""
    return np.cumsum(np.asarray(r)[::-1])[::-1]


def rewards_alone(r, gamma):
    """r: in a walk from the start G[t + 1] is still 0."""
    return np.array(r, float)


def wrong_end_first(r, gamma):
    """Right numbers, the last step first."""
    return solutions.to_go(r, gamma)[::-1]


# ---- the gradient by hand


def no_baseline(X, a, p, G):
    """G as it is."""
    return ((a - p) * G) @ X / len(X)


def standardised(X, a, p, G):
    """Divided by the standard deviation of G."""
    return solutions.by_hand(X, a, p, G) / G.std()


def downhill(X, a, p, G):
    """The sign of a loss."""
    return -solutions.by_hand(X, a, p, G)


def added_up(X, a, p, G):
    """A sum over the steps."""
    return solutions.by_hand(X, a, p, G) * len(X)


def only_a(X, a, p, G):
    """a in place of a − p."""
    return (a * (G - G.mean())) @ X / len(X)


def of_probabilities(X, a, p, G):
    """∇p in place of ∇log p."""
    return ((2 * a - 1) * p * (1 - p) * (G - G.mean())) @ X / len(X)


def without_states(X, a, p, G):
    """x is missing."""
    return np.mean((a - p) * (G - G.mean()))


def step_by_step(X, a, p, G):
    """A row for each step, no mean."""
    return ((a - p) * (G - G.mean()))[:, None] * X


def with_median(X, a, p, G):
    """The median of G as the baseline."""
    return ((a - p) * (G - np.median(G))) @ X / len(X)


def slope_as_score(X, a, p, G):
    """p(1 − p) in place of a − p."""
    return (p * (1 - p) * (G - G.mean())) @ X / len(X)


def no_score(X, a, p, G):
    """The mean of G x: no a − p."""
    return G @ X / len(X)


def scores_alone(X, a, p, G):
    """No G at all."""
    return (a - p) @ X / len(X)
