"""Wrong answers that lesson 14 expects, each written as the mistake that leads to it."""
import numpy as np

# ---- Nesterov's step

def plain_momentum(x, g, v, lr, beta):
    """Momentum: no look ahead."""
    v = beta * v + g
    return x - lr * v, v


def without_g(x, g, v, lr, beta):
    """Only βv is stepped along."""
    v = beta * v + g
    return x - lr * beta * v, v


def g_twice(x, g, v, lr, beta):
    """g + v in place of g + βv."""
    v = beta * v + g
    return x - lr * (g + v), v


def keeps_the_step(x, g, v, lr, beta):
    """What is stepped along is kept as v."""
    v = g + beta * (beta * v + g)
    return x - lr * v, v


def uphill(x, g, v, lr, beta):
    """Added, not taken off."""
    v = beta * v + g
    return x + lr * (g + beta * v), v


def averaged(x, g, v, lr, beta):
    """v as an average, with (1 − β)."""
    v = beta * v + (1 - beta) * g
    return x - lr * (g + beta * v), v


def eta_inside(x, g, v, lr, beta):
    """η is drawn into v, as some programs do: the same x, another memory."""
    v = beta * v - lr * g
    return x + beta * v - lr * g, v


def eta_inside_wrong_sign(x, g, v, lr, beta):
    """η drawn into v, and βv added."""
    v = beta * v + lr * g
    return x - lr * g + beta * v, v


def old_v_returned(x, g, v, lr, beta):
    """The right move, and the v of before is handed on."""
    return x - lr * (g + beta * (beta * v + g)), v


def v_never_changed(x, g, v, lr, beta):
    """v stays 0: plain descent."""
    return x - lr * (g + beta * v), v


def plain_step(x, g, v, lr, beta):
    """v is kept, and not used."""
    return x - lr * g, beta * v + g


def eta_in_v_alone(x, g, v, lr, beta):
    """v holds steps, and x moves by v: another memory, and momentum's move."""
    v = beta * v - lr * g
    return x + v, v


def beta_without_eta(x, g, v, lr, beta):
    """βv is added to x without η."""
    v = beta * v + g
    return x - lr * g + beta * v, v


# ---- RMSprop

def adagrad(x, g, s, lr, beta, eps):
    """The sum, which forgets nothing."""
    s = s + g ** 2
    return x - lr * g / (np.sqrt(s) + eps), s


def no_root(x, g, s, lr, beta, eps):
    """Divided by s."""
    s = beta * s + (1 - beta) * g ** 2
    return x - lr * g / (s + eps), s


def betas_swapped(x, g, s, lr, beta, eps):
    """β at the new square."""
    s = (1 - beta) * s + beta * g ** 2
    return x - lr * g / (np.sqrt(s) + eps), s


def stale_s(x, g, s, lr, beta, eps):
    """Divided by the s of the step before."""
    new = beta * s + (1 - beta) * g ** 2
    return x - lr * g / (np.sqrt(s) + eps), new


def not_squared(x, g, s, lr, beta, eps):
    """The average of |g|, and its root."""
    s = beta * s + (1 - beta) * abs(g)
    return x - lr * g / (np.sqrt(s) + eps), s


def g_for_square(x, g, s, lr, beta, eps):
    """The average of g itself: negative numbers under the root."""
    s = beta * s + (1 - beta) * g
    with np.errstate(all="ignore"):
        return x - lr * g / (np.sqrt(s) + eps), s


def leaky_sum(x, g, s, lr, beta, eps):
    """A sum that forgets, without (1 − β)."""
    s = beta * s + g ** 2
    return x - lr * g / (np.sqrt(s) + eps), s


def eps_inside(x, g, s, lr, beta, eps):
    """ε under the root."""
    s = beta * s + (1 - beta) * g ** 2
    return x - lr * g / np.sqrt(s + eps), s


def one_size(x, g, s, lr, beta, eps):
    """One s for all entries."""
    s = beta * s + (1 - beta) * np.sum(np.square(g)) * np.ones_like(x)
    return x - lr * g / (np.sqrt(s) + eps), s


def one_mean(x, g, s, lr, beta, eps):
    """One mean for all entries."""
    s = beta * s + (1 - beta) * np.mean(np.square(g)) * np.ones_like(x)
    return x - lr * g / (np.sqrt(s) + eps), s


def keeps_root(x, g, s, lr, beta, eps):
    """√s is kept as s."""
    s = np.sqrt(beta * s + (1 - beta) * g ** 2)
    return x - lr * g / (s + eps), s


def old_s_returned(x, g, s, lr, beta, eps):
    """The right move, and the s of before is handed on."""
    return x - lr * g / (np.sqrt(beta * s + (1 - beta) * g ** 2) + eps), s


def rms_no_eps(x, g, s, lr, beta, eps):
    """Without ε."""
    s = beta * s + (1 - beta) * g ** 2
    return x - lr * g / np.sqrt(s), s


def rms_eps_outside(x, g, s, lr, beta, eps):
    """ε added to the quotient: brackets left out."""
    s = beta * s + (1 - beta) * g ** 2
    return x - lr * (g / np.sqrt(s) + eps), s


def rms_eps_added_last(x, g, s, lr, beta, eps):
    """ε added to x."""
    s = beta * s + (1 - beta) * g ** 2
    return x - lr * g / np.sqrt(s) + eps, s


def rms_uphill(x, g, s, lr, beta, eps):
    """Added, not taken off."""
    s = beta * s + (1 - beta) * g ** 2
    return x + lr * g / (np.sqrt(s) + eps), s


# ---- Adam

def _adam(x, g, m, v, t, lr, beta1, beta2, eps, hats=lambda m, v, b1, b2, t: (m / (1 - b1 ** t), v / (1 - b2 ** t)),
          top=None, root=np.sqrt):
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    m_hat, v_hat = hats(m, v, beta1, beta2, t)
    return x - lr * (m_hat if top is None else top) / (root(v_hat) + eps), m, v


def uncorrected(x, g, m, v, t, lr, beta1, beta2, eps):
    """No division by 1 − βᵗ."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps, lambda m, v, b1, b2, t: (m, v))


def only_m(x, g, m, v, t, lr, beta1, beta2, eps):
    """Only m is corrected."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps, lambda m, v, b1, b2, t: (m / (1 - b1 ** t), v))


def only_v(x, g, m, v, t, lr, beta1, beta2, eps):
    """Only v is corrected."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps, lambda m, v, b1, b2, t: (m, v / (1 - b2 ** t)))


def no_power(x, g, m, v, t, lr, beta1, beta2, eps):
    """Divided by 1 − β at every t."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps, lambda m, v, b1, b2, t: (m / (1 - b1), v / (1 - b2)))


def from_zero(x, g, m, v, t, lr, beta1, beta2, eps):
    """βᵗ⁺¹: t counted from 0."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps,
                 lambda m, v, b1, b2, t: (m / (1 - b1 ** (t + 1)), v / (1 - b2 ** (t + 1))))


def keeps_hats(x, g, m, v, t, lr, beta1, beta2, eps):
    """The corrected averages are kept."""
    m = (beta1 * m + (1 - beta1) * g) / (1 - beta1 ** t)
    v = (beta2 * v + (1 - beta2) * g ** 2) / (1 - beta2 ** t)
    return x - lr * m / (np.sqrt(v) + eps), m, v


def g_on_top(x, g, m, v, t, lr, beta1, beta2, eps):
    """g in place of its average."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps, top=g)


def adam_no_root(x, g, m, v, t, lr, beta1, beta2, eps):
    """Divided by v̂."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps, root=lambda v: v)


def adam_eps_inside(x, g, m, v, t, lr, beta1, beta2, eps):
    """ε under the root."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    return x - lr * m / (1 - beta1 ** t) / np.sqrt(v / (1 - beta2 ** t) + eps), m, v


def short_form(x, g, m, v, t, lr, beta1, beta2, eps):
    """Both corrections drawn into the rate, and ε added to the root of v as it is."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    return x - lr * np.sqrt(1 - beta2 ** t) / (1 - beta1 ** t) * m / (np.sqrt(v) + eps), m, v


def betas_exchanged(x, g, m, v, t, lr, beta1, beta2, eps):
    """β₂ for m and β₁ for v."""
    return _adam(x, g, m, v, t, lr, beta2, beta1, eps)


def square_of_average(x, g, m, v, t, lr, beta1, beta2, eps):
    """v averages m², not g²."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * m ** 2
    return x - lr * m / (1 - beta1 ** t) / (np.sqrt(v / (1 - beta2 ** t)) + eps), m, v


def root_before(x, g, m, v, t, lr, beta1, beta2, eps):
    """√v/(1 − β₂ᵗ) in place of √(v/(1 − β₂ᵗ))."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps,
                 lambda m, v, b1, b2, t: (m / (1 - b1 ** t), np.sqrt(v) / (1 - b2 ** t)), root=lambda v: v)


def times(x, g, m, v, t, lr, beta1, beta2, eps):
    """Times 1 − βᵗ in place of divided by it."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps, lambda m, v, b1, b2, t: (m * (1 - b1 ** t), v * (1 - b2 ** t)))


def product(x, g, m, v, t, lr, beta1, beta2, eps):
    """1 − β·t in place of 1 − βᵗ."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps, lambda m, v, b1, b2, t: (m / (1 - b1 * t), v / (1 - b2 * t)))


def before_one(x, g, m, v, t, lr, beta1, beta2, eps):
    """βᵗ⁻¹: at the first step 0 is divided by."""
    with np.errstate(all="ignore"):
        return _adam(x, g, m, v, t, lr, beta1, beta2, eps,
                     lambda m, v, b1, b2, t: (m / (1 - b1 ** (t - 1)), v / (1 - b2 ** (t - 1))))


def corrections_exchanged(x, g, m, v, t, lr, beta1, beta2, eps):
    """β₂ in the correction of m, β₁ in that of v."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps, lambda m, v, b1, b2, t: (m / (1 - b2 ** t), v / (1 - b1 ** t)))


def no_square(x, g, m, v, t, lr, beta1, beta2, eps):
    """v averages g: negative numbers under the root."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g
    with np.errstate(all="ignore"):
        return x - lr * m / (1 - beta1 ** t) / (np.sqrt(v / (1 - beta2 ** t)) + eps), m, v


def one_minus_beta_to_the_t(x, g, m, v, t, lr, beta1, beta2, eps):
    """(1 − β)ᵗ in place of 1 − βᵗ."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, eps,
                 lambda m, v, b1, b2, t: (m / (1 - b1) ** t, v / (1 - b2) ** t))


def two_sums(x, g, m, v, t, lr, beta1, beta2, eps):
    """Both are sums, without 1 − β."""
    m, v = beta1 * m + g, beta2 * v + g ** 2
    return x - lr * m / (1 - beta1 ** t) / (np.sqrt(v / (1 - beta2 ** t)) + eps), m, v


def eps_outside(x, g, m, v, t, lr, beta1, beta2, eps):
    """ε added to the quotient: brackets left out."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    return x - lr * (m / (1 - beta1 ** t) / np.sqrt(v / (1 - beta2 ** t)) + eps), m, v


def eps_added_last(x, g, m, v, t, lr, beta1, beta2, eps):
    """ε added to x."""
    m = beta1 * m + (1 - beta1) * g
    v = beta2 * v + (1 - beta2) * g ** 2
    return x - lr * m / (1 - beta1 ** t) / np.sqrt(v / (1 - beta2 ** t)) + eps, m, v


def sum_on_top(x, g, m, v, t, lr, beta1, beta2, eps):
    """m ← β₁m + g, as in momentum."""
    m = beta1 * m + g
    v = beta2 * v + (1 - beta2) * g ** 2
    return x - lr * m / (1 - beta1 ** t) / (np.sqrt(v / (1 - beta2 ** t)) + eps), m, v


def adam_no_eps(x, g, m, v, t, lr, beta1, beta2, eps):
    """Without ε."""
    return _adam(x, g, m, v, t, lr, beta1, beta2, 0.0)


def adam_uphill(x, g, m, v, t, lr, beta1, beta2, eps):
    """Added, not taken off."""
    new, m, v = _adam(x, g, m, v, t, lr, beta1, beta2, eps)
    return 2 * x - new, m, v


# ---- the best pair for curvatures 0.2 and 20

root, FLAT, STEEP = 9 / 11, 0.2, 20.0
BEST = 4 / (STEEP ** 0.5 + FLAT ** 0.5) ** 2
not_squared_beta = {"lr": BEST, "beta": root}
default_beta = {"lr": BEST, "beta": 0.9}
plain_rate = {"lr": 2 / (FLAT + STEEP), "beta": root ** 2}
plain_rate_default = {"lr": 2 / (FLAT + STEEP), "beta": 0.9}
no_momentum = {"lr": 2 / (FLAT + STEEP), "beta": 0.0}
kappa_without_root = {"lr": BEST, "beta": (99 / 101) ** 2}
other_valley = {"lr": 4 / (100 ** 0.5 + 1) ** 2, "beta": root ** 2}
root_of_rate = {"lr": BEST ** 0.5, "beta": root ** 2}
roots_of_both = {"lr": BEST ** 0.5, "beta": root}
plain_in_both = {"lr": 2 / (FLAT + STEEP), "beta": 99 / 101}
