"""Lesson 14: its answers and the numbers it quotes, by a second route."""
import numpy as np
import pytest
from scipy import optimize

from mathlib import datasets
from mathlib.landscapes import DOUBLE_WELL
from mathlib.lessons import adaptive_optimizers as ex
from mathlib.lessons.adaptive_optimizers import judging, slips, solutions
from mathlib.optimizers import L2, AdaGrad, Adam, AdamW, GradientDescent, Momentum, Nesterov, RMSprop, descend

BENDS, START = np.array([0.2, 20.0]), np.array([-5.0, -2.0])
C = np.sqrt(0.5)
R = np.array([[C, -C], [C, C]])


def valley(p):
    return BENDS * p


def end(rule, gradient=valley, start=START, steps=200):
    return descend(rule, gradient, start, steps)[-1]


def height(p):
    return 0.5 * np.sum(BENDS * np.square(p))


# ---- rules that are typed agree with mathlib's, and those with sums written out ---------------------------------

@pytest.mark.parametrize("typed, rule, settings", [
    (solutions.nesterov_step, Nesterov(0.02, 0.9), (0.02, 0.9)),
    (solutions.rmsprop_step, RMSprop(0.003, 0.9, 1e-8), (0.003, 0.9, 1e-8)),
    (solutions.adam_step, Adam(0.01, 0.9, 0.999, 1e-8), (0.01, 0.9, 0.999, 1e-8))])
def test_typed_rules_agree_with_mathlibs_to_1e_12_over_100_steps(typed, rule, settings):
    x, memory = judging.START.copy(), [np.zeros(4)] * len(rule.memories)
    path = descend(rule, judging.slope, judging.START, 100)
    for t in range(1, 101):
        count = [t] if isinstance(rule, Adam) else []
        x, *memory = typed(x, judging.slope(x), *memory, *count, *settings)
        assert abs(x - path[t]).max() <= 1e-12


def test_the_memories_are_the_weighted_sums_that_the_lesson_derives():
    g = np.random.default_rng(3).standard_normal((20, 2))
    adam, heavy = Adam(0.1), Momentum(0.1, 0.9)
    x, memory, v = np.zeros(2), adam.start(np.zeros(2)), heavy.start(np.zeros(2))
    for t, slope in enumerate(g, start=1):
        x, memory = adam.step(x, slope, memory)
        _, v = heavy.step(x, slope, v)
        weights = 0.1 * 0.9 ** np.arange(t)[::-1]
        assert weights.sum() == pytest.approx(1 - 0.9 ** t)
        assert memory[1] == pytest.approx(weights @ g[:t])
        assert adam.corrected(memory)[0] == pytest.approx(np.average(g[:t], axis=0, weights=weights))
        assert v[1] == pytest.approx(memory[1] / 0.1)


@pytest.mark.parametrize("scale", (1e-3, 1.0, 1e6))
def test_adams_first_step_is_the_learning_rate_at_any_scale(scale):
    g = scale * np.array([2.0, -0.5])
    x, _ = Adam(0.1).step(np.zeros(2), g, Adam(0.1).start(g))
    assert x == pytest.approx([-0.1, 0.1], rel=1e-4)


# ---- the plane ------------------------------------------------------------------------------------------------

def worst(pair):
    lr, beta = pair
    if not (0 < lr and 0 <= beta < 1):
        return 9.0
    return max(abs(np.linalg.eigvals([[1 - lr * bend, -lr * beta], [bend, beta]])).max() for bend in BENDS)


def test_the_best_pair_is_what_a_search_finds():
    found = min((optimize.minimize(worst, first, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-12})
                 for first in ([0.15, 0.7], [0.17, 0.66], [0.1, 0.9])), key=lambda result: result.fun)
    assert found.x == pytest.approx([solutions.best["lr"], solutions.best["beta"]], abs=2e-3)
    assert worst(tuple(solutions.best.values())) == pytest.approx(9 / 11, abs=1e-6)


@pytest.mark.parametrize("kappa, forecast, measured, plain", [(10, 21, 27, 69), (100, 69, 95, 691),
                                                              (1000, 218, 321, 6908)])
def test_the_counts_by_the_closed_form_of_a_double_root(kappa, forecast, measured, plain):
    r = np.sqrt(kappa)
    root = (r - 1) / (r + 1)
    assert round(np.log(1e-6) / np.log(root)) == forecast
    t, lr = np.arange(400), 4 / (1 + r) ** 2
    flat = (1 + (1 - lr - root) / root * t) * root ** t               # x₀ = 1 and x₁ = 1 − η: a double root
    steep = (1 + (1 - lr * kappa + root) / -root * t) * (-root) ** t
    assert np.flatnonzero(np.maximum(abs(flat), abs(steep)) > 1e-6)[-1] + 1 == measured
    assert np.ceil(np.log(1e-6) / np.log((kappa - 1) / (kappa + 1))) == plain


@pytest.mark.parametrize("answer", [(0.165, 0.669), {"η": "0.165", "β": 0.669}, [0.1653, 0.6694],
                                    np.array([0.165, 0.67])])
def test_the_best_pair_is_accepted_as_one_rounds_it(answer):
    assert ex.best.check(answer).status == "correct"


@pytest.mark.parametrize("answer", [(0.669, 0.165), {"lr": 0.165}, (0.165, 0.9), (5, 0.5), (0, 0), "0.165",
                                    (0.1, "big")])
def test_other_pairs_are_not(answer):
    verdict = ex.best.check(answer)
    assert verdict.status == "wrong" and "Traceback" not in verdict.message


# ---- units and turns ------------------------------------------------------------------------------------------

@pytest.mark.parametrize("rule, straight, turned", [
    (Adam(0.1), 3.4e-8, 0.80), (AdaGrad(0.5), 3.1e-6, 0.92), (RMSprop(0.05, 0.99), 4.9e-10, 0.45),
    (GradientDescent(0.095), 1.16e-3, 1.16e-3), (Momentum(0.02), 3.4e-8, 3.4e-8), (Nesterov(0.02), 2.2e-9, 2.2e-9)])
def test_the_valley_straight_and_turned(rule, straight, turned):
    assert height(end(rule)) == pytest.approx(straight, rel=0.03)
    back = R.T @ end(rule, lambda p: R @ valley(R.T @ p), R @ START)
    assert height(back) == pytest.approx(turned, rel=0.03)


RULES = {"gradient descent": GradientDescent(0.02), "momentum": Momentum(0.02), "AdaGrad": AdaGrad(0.5, eps=0.0),
         "Adam": Adam(0.1, eps=0.0)}


def walk(name, H, start, steps=30):
    """Thirty steps by the rule of that name on ½ pᵀHp."""
    if name in RULES:
        return descend(RULES[name], lambda p: H @ p, start, steps)
    path, memory = [start], Adam(0.1).start(start)
    for _ in range(steps):
        g = H @ path[-1]
        _, memory = Adam(0.1).step(start, g, memory)
        m_hat, v_hat = Adam(0.1).corrected(memory)
        move = {"Newton": np.linalg.solve(H, g), "normalised": g / np.linalg.norm(g), "no root": m_hat / v_hat}[name]
        path.append(path[-1] - 0.1 * move)
    return np.array(path)


@pytest.mark.parametrize("name", solutions.unmoved)
def test_what_leaves_a_path_alone_is_tried(name):
    H = np.diag(BENDS)
    plain = walk(name, H, START)
    turned = np.allclose(walk(name, R @ H @ R.T, R @ START) @ R, plain, atol=1e-6)
    with np.errstate(all="ignore"):
        scaled = np.allclose(walk(name, 1000 * H, START), plain, atol=1e-6)
    assert {(True, True): "both", (True, False): "turn", (False, True): "scale", (False, False): "neither"}[
        turned, scaled] == solutions.unmoved[name]


def test_each_rule_at_the_best_of_13_rates_in_the_valley_turned():
    def turned(rule):
        back = R.T @ end(rule, lambda p: R @ valley(R.T @ p), R @ START)
        return height(back)
    rates = np.geomspace(0.01, 10, 13)
    with np.errstate(all="ignore"):
        best = {rule: np.nanmin([turned(rule(lr)) for lr in rates]) for rule in (Momentum, AdaGrad, Adam)}
        ours = [height(end(AdaGrad(lr))) for lr in rates]
    assert best[Momentum] == pytest.approx(1.9e-9, rel=0.05) and best[Adam] == pytest.approx(2.2e-8, rel=0.05)
    assert best[AdaGrad] == pytest.approx(0.012, rel=0.05) and min(ours) < 1e-10
    assert max(height(end(Adam(lr))) for lr in rates if lr > 0.09) < 1e-6


def test_rmsprop_ends_jumping_between_plus_and_minus_half_the_rate():
    path = descend(RMSprop(0.1), valley, START, 5000)
    assert abs(path[-2:]) == pytest.approx(np.full((2, 2), 0.05), rel=1e-3)
    assert path[-1] == pytest.approx(-path[-2], rel=1e-3)


def test_grams_and_kilograms():
    table = datasets.penguins()
    x = (table.x[:, 2] - table.x[:, 2].mean()) / table.x[:, 2].std()
    X, y = np.column_stack([np.ones_like(x), x]), table.y
    def gradient(w):
        return 2 * X.T @ (X @ w - y) / len(y)
    assert end(GradientDescent(0.1), gradient, np.zeros(2), 100)[0] == pytest.approx(y.mean(), rel=1e-6)
    assert end(Adam(0.1), gradient, np.zeros(2), 100)[0] == pytest.approx(10, abs=0.1)


def test_adamw_shrinks_every_weight_alike_and_l2_inside_adam_does_not():
    assert 0.999 ** 1000 == pytest.approx(0.37, abs=0.005)
    g = np.array([1.0, 100.0])                        # signs alternate: no drift but that of the decay
    ends = {}
    for name, rule in {"out": AdamW(0.001, weight_decay=1.0), "in": L2(Adam(0.001), 1.0)}.items():
        x, memory = np.ones(2), rule.start(np.ones(2))
        for t in range(1000):
            x, memory = rule.step(x, g * (-1) ** t, memory)
        ends[name] = x
    assert ends["out"] == pytest.approx([0.368, 0.368], abs=0.02)
    assert ends["in"][1] - ends["in"][0] > 0.3 and ends["in"][1] > 0.95


# ---- what learners find -----------------------------------------------------------------------------------------

@pytest.mark.parametrize("answer", [
    {"start": (0, 1), "lr": 0.05, "steps": 2}, {"start": [0, -2], "lr": 0.05, "steps": 10},
    {"start": np.array([0.0, 3.0]), "lr": 0.04, "steps": 12.0}, {"start": (-5, -2), "lr": 0.09, "steps": 8},
    {"start": ("0", "1"), "lr": "0.05", "steps": "3"}])
def test_starts_where_momentum_is_behind(answer):
    read = judging.readable(answer)
    M = [np.array([[1 - read["lr"] * bend, -read["lr"] * 0.9], [bend, 0.9]]) for bend in BENDS]
    heavy = [np.linalg.matrix_power(m, read["steps"])[0, 0] * s for m, s in zip(M, read["start"])]
    plain = [(1 - read["lr"] * bend) ** read["steps"] * s for bend, s in zip(BENDS, read["start"])]
    assert height(heavy) > height(plain)
    assert ex.behind.check(answer).status == "correct"


@pytest.mark.parametrize("answer, words", [
    ({"start": (0, 0), "lr": 0.05, "steps": 5}, "neither moves"),
    ({"start": (0, 1), "lr": 0.05, "steps": 1}, "first step"),
    ({"start": (1, 0), "lr": 0.01, "steps": 30}, "not higher"), ({"start": (0, 1), "lr": 0.2, "steps": 5}, "below 0.1"),
    ({"start": (0, 1, 2), "lr": 0.05, "steps": 5}, "two finite numbers"),
    ({"start": 3, "lr": 0.05, "steps": 5}, "`start`"),
    ({"start": (0, 1), "lr": 0.05, "steps": 2.5}, "whole number"), ({"start": (0, 1), "lr": 0.05}, "keys"),
    ({"start": (0, np.nan), "lr": 0.05, "steps": 2}, "`start`"), ((0, 1), "dictionary"),
    ({"start": (0, 1), "lr": 0.05, "steps": 290}, "round-off; take fewer"),
    ({"start": (0, 3e-163), "lr": 0.05, "steps": 2}, "0.000001")])
def test_what_is_no_counterexample_is_told_why(answer, words):
    verdict = ex.behind.check(answer)
    assert verdict.status == "wrong" and words in verdict.message


@pytest.mark.parametrize("lr, right", [(0.6, True), (0.7, True), ("0.70", True), ("η = 0.65", True),
                                       (np.float32(0.65), True), (True, False), (np.True_, False), ("η", False),
                                       (0.1, False), (0.562, False), (0.8, False), (1, False), (1.5, False),
                                       (-1, False), (0, False)])
def test_a_rate_for_adam_in_the_turned_valley(lr, right):
    verdict = ex.turned_lr.check(lr)
    assert (verdict.status == "correct") == right, verdict
    assert height(R.T @ end(Adam(0.65), lambda p: R @ valley(R.T @ p), R @ START)) < 1e-6


@pytest.mark.parametrize("step, words", [
    (lambda x, g, v, lr, beta: x, "Return 2"), (lambda x, g, v, lr, beta: (x, v, 1), "Return 2"),
    (lambda x, g, v, lr, beta: (0.0, v), "shape"), (lambda x, g, v, lr, beta: None, "Return 2"),
    (lambda x, g, v: (x, v), "parameters"),
    (lambda x, g, v, lr, beta: [x - lr * (g + beta * v), beta * v + g], "That is momentum")])
def test_steps_of_the_wrong_form_get_a_sentence(step, words):
    verdict = ex.nesterov.check(step)
    assert verdict.status == "wrong" and words in verdict.message


def told(exercise, step):
    verdict = exercise.check(step)
    assert verdict.status == "wrong"
    return verdict.message


def test_the_right_values_in_another_order_are_told_so():
    def nesterov(*given):
        return solutions.nesterov_step(*given)[::-1]

    def adam(*given):
        x, m, v = solutions.adam_step(*given)
        return x, v, m
    assert "another order, v, x; return x, v" in told(ex.nesterov, nesterov_of(nesterov))
    assert "another order, x, v, m; return x, m, v" in told(ex.adam, adam_of(adam))


def nesterov_of(step):
    return lambda x, g, v, lr, beta: step(x, g, v, lr, beta)


def adam_of(step):
    return lambda x, g, m, v, t, lr, beta1, beta2, eps: step(x, g, m, v, t, lr, beta1, beta2, eps)


def test_a_right_x_with_another_memory_is_told_so():
    def halved(*given):
        x, v = solutions.nesterov_step(*given)
        return x, v / 2

    def nothing_kept(x, g, m, v, *others):
        return solutions.adam_step(x, g, m, v, *others)[0], 0 * m, v
    assert "the right x at step 1 and another memory, v = " in told(ex.nesterov, nesterov_of(halved))
    words = told(ex.adam, adam_of(nothing_kept))
    assert "another memory, m = " in words and " and v = " in words


@pytest.mark.parametrize("exercise, name, words", [
    (ex.nesterov, "eta_inside", "η is inside your v, as"),
    (ex.nesterov, "eta_inside_wrong_sign", "the part β v is added"),
    (ex.nesterov, "old_v_returned", "hand on"), (ex.nesterov, "v_never_changed", "never changes"),
    (ex.nesterov, "plain_step", "does not use it"),
    (ex.rmsprop, "one_mean", "average over the entries"), (ex.rmsprop, "keeps_root", "You keep √s"),
    (ex.rmsprop, "old_s_returned", "hand on"), (ex.rmsprop, "rms_no_eps", "ε is missing"),
    (ex.rmsprop, "rms_eps_outside", "quotient"), (ex.rmsprop, "rms_eps_added_last", "added to x"),
    (ex.adam, "root_before", "over v̂"), (ex.adam, "times", "multiply"), (ex.adam, "product", "β times t"),
    (ex.adam, "before_one", "t − 1"), (ex.adam, "corrections_exchanged", "corrections are exchanged"),
    (ex.adam, "sum_on_top", "momentum's sum"), (ex.adam, "adam_no_eps", "ε is missing"),
    (ex.adam, "keeps_hats", "corrected averages")])
def test_mistakes_of_a_step_have_their_own_sentence(exercise, name, words):
    assert words in told(exercise, getattr(slips, name))


def test_single_precision_is_told_so():
    def single(*given):
        return [np.float32(part) for part in solutions.nesterov_step(*given)]
    assert "float32" in told(ex.nesterov, nesterov_of(single))


def test_adam_with_its_averages_written_as_moves_is_right():
    def other_order(x, g, m, v, t, lr, beta1, beta2, eps):
        m, v = m + (1 - beta1) * (g - m), v + (1 - beta2) * (g * g - v)
        return x - lr * (m / (1 - beta1 ** t)) / (eps + (v / (1 - beta2 ** t)) ** 0.5), m, v
    assert ex.adam.check(other_order).status == "correct"


def test_turned_by_a_right_angle_adams_walk_only_turns():
    Q = np.array([[0.0, -1.0], [1.0, 0.0]])
    for rule in (Adam(0.1), AdaGrad(0.5)):
        turned = descend(rule, lambda p: Q @ valley(Q.T @ p), Q @ START, 50)
        assert np.allclose(turned @ Q, descend(rule, valley, START, 50))


def test_a_step_that_works_in_place_on_its_copies_is_right():
    def step(x, g, v, lr, beta):
        v *= beta
        v += g
        x -= lr * (g + beta * v)
        return [x, v]
    assert ex.nesterov.check(step).status == "correct"


def test_the_wrong_answers_are_wrong_for_adam_at_the_first_step_as_the_lesson_says():
    g, zero = np.array([2.0]), np.zeros(1)
    x, *_ = slips.uncorrected(zero, g, zero, zero, 1, 1.0, 0.9, 0.999, 0.0)
    assert -x[0] == pytest.approx(0.1 / np.sqrt(0.001))


def test_the_goals_of_the_lesson_can_be_reached():
    well = ex.OVER_THE_BUMP
    paths = {lr: descend(Momentum(lr, 0.8), DOUBLE_WELL.slope, -2.2, well.budget) for lr in np.geomspace(0.01, 1, 120)}
    rates = [lr for lr, path in paths.items() if (abs(path - well.target[0]) < well.within).any()]
    assert 3 <= len(rates) <= 60 and min(rates) > 0.1
