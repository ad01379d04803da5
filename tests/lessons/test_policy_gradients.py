"""Lesson 18: its answers and the numbers it quotes, by a second route."""
import json
from fractions import Fraction

import numpy as np
import pytest
from course import ROOT, code_cells, read

from mathlib import autodiff, numdiff
from mathlib.autodiff import Tensor
from mathlib.demos.networks.bandit import exact_spread, sigmoid
from mathlib.lessons import policy_gradients as ex
from mathlib.lessons.policy_gradients import exercises, judging, slips, solutions

CELLS = {cell.id: cell.source for cell in code_cells(read(ROOT / "notebooks" / "18_policy_gradients.ipynb"))}
RECORDED = json.loads((ROOT / "tests" / "recorded" / "policy_gradients.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lesson():
    """The lesson's own functions, from its cells."""
    names = {}
    for cell in ("imports", "shop", "play"):
        exec(CELLS[cell], names)
    names["to_go"] = solutions.to_go
    exec(CELLS["learn"].replace("to_go = ex.lend(to_go)", ""), names)
    return names


# ---- the shop

def test_variances_by_exact_arithmetic():
    """E[((R − b) s)²] − E[(R − b) s]² at p = ½ with E[R²] = r² + 1."""
    def variance(b):
        half, means = Fraction(1, 2), (13, 10)
        square = sum(half * ((r - b) ** 2 + 1) * half ** 2 for r in means)
        mean = sum(half * (r - b) * s for r, s in zip(means, (half, -half)))
        return square - mean ** 2
    assert float(variance(0)) == 33.3125 and float(variance(Fraction(23, 2))) == 0.25


@pytest.mark.parametrize("theta", [-2.0, 0.0, 0.7])
def test_the_score_is_the_slope_of_log_p_and_has_the_mean_0(theta):
    for a, log_p in ((1, lambda t: np.log(sigmoid(t))), (0, lambda t: np.log(1 - sigmoid(t)))):
        assert ex.score.reference(theta, a) == pytest.approx(numdiff.derivative(log_p, theta))
    p = sigmoid(theta)
    assert p * solutions.score(theta, 1) + (1 - p) * solutions.score(theta, 0) == pytest.approx(0)


@pytest.mark.parametrize("p", [0.1, 0.5, 0.88])
def test_the_best_baseline_is_the_lowest_of_a_grid(p):
    theta, grid = np.log(p / (1 - p)), np.linspace(9, 14, 5001)
    lowest = grid[np.argmin([exact_spread(theta, b) for b in grid])]
    assert ex.best_baseline.reference(p, 13, 10) == pytest.approx(lowest, abs=2e-3)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_without_a_baseline_long_steps_end_at_the_worse_offer_and_with_one_they_do_not(lesson, seed):
    exec(CELLS["losses"].split("for eta in")[0], lesson)
    shops = lesson["shops"]
    assert 0.18 < np.mean(shops(0.3, seed=seed) < 0.1) < 0.28
    assert np.mean(shops(0.3, b=11.5, seed=seed) < 0.1) < 0.005


def test_all_rewards_negative_and_the_better_offer_wins(lesson):
    exec(CELLS["losses"].split("for eta in")[0], lesson)
    assert np.mean(lesson["shops"](0.03, shift=-23, seed=4) > 0.9) > 0.99


def test_a_baseline_for_each_offer_by_drawing():
    rng, b = np.random.default_rng(2), solutions.wrong_way
    a = rng.random(200_000) < 0.5
    R = rng.normal(np.where(a, 13, 10), 1)
    found = (R - np.where(a, b["A"], b["B"])) * (a - 0.5)
    assert found.mean() == pytest.approx(float(judging.mean_estimate(b)), abs=0.01) and found.mean() < -0.49


# ---- the cart

def test_the_gradient_by_hand_is_that_of_the_engine():
    X, a, p, G = exercises.steps(np.random.default_rng(4))[3]
    w = Tensor(np.linalg.lstsq(X, np.log(p / (1 - p)), rcond=None)[0])
    z = X @ w
    ((a * z - autodiff.softplus(z)) * (G - G.mean())).mean().backward()
    assert solutions.by_hand(X, a, sigmoid(z.value), G) == pytest.approx(w.grad)


def test_rewards_to_go_by_their_sums():
    r = np.array([1.0, 2.0, 0.0, 5.0])
    sums = [sum(0.9 ** (k - t) * r[k] for k in range(t, 4)) for t in range(4)]
    assert solutions.to_go(r, 0.9) == pytest.approx(np.array(sums))


def test_five_policies_learn_as_with_pytorch(lesson):
    """The same random numbers: the same pushes, as long as no rounding tips one over; then as fast, and solved."""
    W = Tensor(np.zeros((5, 4)))
    mine = np.array([list(entry.values()) for entry in lesson["learn"](W, 0.5, seed=18)])
    theirs = np.array([[max(row), np.median(row), min(row)] for row in RECORDED["mean steps"]])
    assert mine[:8] == pytest.approx(theirs[:8], abs=1)
    assert mine == pytest.approx(theirs, abs=60)
    steps = lesson["play"](W.value, seed=98, carts=100)[2].sum(axis=(0, 2)) / 100
    assert (steps >= 475).all() and min(RECORDED["fresh"]) >= 475


# ---- answers

OWN_MEANS, SAME_FOR_BOTH = {"A": 13, "B": 10}, {"A": 11.5, "B": 11.5}


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.score, lambda theta, a: a - 1 / (1 + np.exp(-theta)), "correct"),
    (ex.score, lambda theta, a: 1 - sigmoid(theta) if a else -sigmoid(theta), "correct"),
    (ex.score, lambda theta, a: round(a - sigmoid(theta), 3), "correct"),
    (ex.score, lambda theta, a: "a - p", "wrong"), (ex.score, lambda theta: 0, "wrong"),
    (ex.best_baseline, lambda p, r_A, r_B: (p * (1 - p) ** 2 * r_A + (1 - p) * p ** 2 * r_B) / (p * (1 - p)),
     "correct"),
    (ex.best_baseline, lambda p, r_A, r_B: r_A + p * (r_B - r_A), "correct"),
    (ex.best_baseline, lambda p, r_A, r_B: 11.5, "wrong"),
    (ex.wrong_way, {"a": "16 €", "b": 0}, "correct"), (ex.wrong_way, {"A": 15, "B": 10}, "correct"),
    (ex.wrong_way, {"A": 14.9, "B": 10}, "wrong"), (ex.wrong_way, OWN_MEANS, "wrong"),
    (ex.wrong_way, SAME_FOR_BOTH, "wrong"), (ex.wrong_way, {"A": 40, "B": 0}, "wrong"),
    (ex.wrong_way, {"A": 10, "B": False}, "wrong"), (ex.wrong_way, {"A": 10 ** 400, "B": 3}, "wrong"),
    (ex.wrong_way, {"A": 16.1, "B": 16.1 - 5}, "correct"),
    (ex.wrong_way, {"A": "much", "B": 0}, "wrong"), (ex.wrong_way, [15, 10], "wrong"),
    (ex.wrong_way, {"A": np.complex128(16 + 3j), "B": 10}, "wrong"), (ex.wrong_way, {"A": "1_6", "B": 10}, "wrong"),
    (ex.wrong_way, {"A": 6, "B": np.True_}, "wrong"), (ex.wrong_way, {"A": True, "B": True}, "wrong"),
    (ex.wrong_way, {"A": np.array([16.0]), "B": np.float32(10)}, "correct"),
    (ex.wrong_way, {"A": [...], "B": 10}, "not attempted"), (ex.wrong_way, {"A": {"b": ...}}, "not attempted"),
    (ex.wrong_way, {"A": ..., "B": 10}, "not attempted"), (ex.wrong_way, {"A": float("nan"), "B": 1}, "wrong"),
    (ex.to_go, lambda r, gamma: np.array([sum(gamma ** k * r[t + k] for k in range(len(r) - t))
                                          for t in range(len(r))]), "correct"),
    (ex.to_go, lambda r, gamma: [0] * len(r), "wrong"), (ex.to_go, slips.next_alone, "wrong"),
    (ex.by_hand, lambda X, a, p, G: sum((a[k] - p[k]) * (G[k] - G.mean()) * X[k] for k in range(len(a))) / len(a),
     "correct"),
])
def test_other_answers(exercise, answer, status):
    assert exercise.check(answer).status == status, exercise.check(answer)


@pytest.mark.parametrize("answer, words", [
    (OWN_MEANS, "An estimate of 0 on average points nowhere"), (SAME_FOR_BOTH, "never moves the mean"),
    ({"A": 10, "B": 15}, "Exchange the roles"), ({"A": 14, "B": 10}, "−0.5 € or below"),
    ({"A": 15, "B": 10.0001}, "−0.499975 €"), ({"A": 20, "B": 15.0000001}, "−0.499999975 €"),
    ({"A": 10 ** 400, "B": 3}, "between 0 and 25 €"), ({"A": 1j, "B": 3}, "The baseline for A is the complex number"),
    ({"A": "1_6", "B": 3}, "The baseline for A is text"), ({"A": 20, "B": np.True_}, "for B is True or False, where"),
    ({"A": float("nan"), "B": 3}, "The baseline for A is not finite."),
    ({"A": 30, "B": 10}, "between 0 and 25 €"), ({"A": 14}, "the keys 'A' and 'B'")])
def test_what_is_no_counterexample_is_told_why(answer, words):
    verdict = ex.wrong_way.check(answer)
    assert verdict.status == "wrong" and words in verdict.message, verdict


def test_what_the_page_for_instructors_says_of_the_stage():
    def needed(b):
        return int(np.ceil((exact_spread(2.0, b) / 0.05) ** 2))
    assert (needed(10.4), needed(11.5), needed(12.64)) == (43, 97, 261)
    assert [b / 10 for b in range(251) if needed(b / 10) <= 60] == [b / 10 for b in range(98, 111)]


def test_a_training_that_was_stopped_can_be_drawn(lesson, capsys):
    lesson["W"] = Tensor(np.zeros((5, 4)))
    entries = list(lesson["learn"](lesson["W"], 0.5, seed=18, updates=3))
    lesson["run"] = type("Stopped", (), {"result": lambda self: entries})()
    exec(CELLS["solved"], lesson)
    assert "of 5 policies" in capsys.readouterr().out


def test_every_pair_of_decimals_that_lie_five_apart_is_a_counterexample():
    for k in range(201):
        assert judging.leads(judging.readable({"A": float(f"{k / 10 + 5:.1f}"), "B": k / 10})) == judging.FOUND
        assert judging.leads(judging.readable({"A": k / 10 + 4.9, "B": k / 10})) == judging.OTHER


@pytest.mark.parametrize("policies", [1, 2, 4])
def test_any_number_of_policies_can_learn(lesson, policies):
    entries = list(lesson["learn"](Tensor(np.zeros((policies, 4))), 0.5, seed=3, updates=2))
    assert len(entries) == 2 and all(e["shortest"] <= e["middle"] <= e["longest"] for e in entries)


def test_lend_takes_what_is_right_and_says_so(capsys):
    def mine(r, gamma):
        return solutions.to_go(r, gamma)
    assert ex.lend(mine) is mine and ex.lend(slips.not_discounted) is solutions.to_go
    assert capsys.readouterr().out.split("\n")[:2] == ["to_go: yours", "to_go: lent"]


@pytest.mark.parametrize("theta", [-1e4, -720.0, 0.0, 720.0])
def test_the_policy_is_told_far_out_without_a_warning(theta):
    with np.errstate(all="raise", under="ignore"):
        assert sigmoid(theta) == pytest.approx((1 + np.tanh(theta / 2)) / 2, abs=1e-15)


def test_rewards_to_go_are_asked_for_episodes_as_long_as_the_lessons():
    [longest] = [r for r, _ in ex.to_go.points() if len(r) == 500]

    def short_sighted(r, gamma):
        return np.array([sum(gamma ** k * r[t + k] for k in range(min(len(r) - t, 400))) for t in range(len(r))])
    assert longest.shape == (500,) and ex.to_go.check(short_sighted).status == "wrong"
