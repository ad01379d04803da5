"""The two offers: estimates by a second route, the goal within reach by some baselines only, refusals in a sentence."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import numdiff
from mathlib.demos.networks.bandit import (
    CONTROLS,
    FEW,
    MOST,
    Bandit,
    Shop,
    bandit,
    estimates,
    exact_slope,
    exact_spread,
    mean_reward,
    scene,
    sigmoid,
)
from mathlib.stage.twin import twin_png


def drawn(theta, b, n=400_000):
    """Estimates by drawing afresh, with another generator and the score by differences."""
    rng = np.random.default_rng(5)
    a = rng.random(n) < sigmoid(theta)
    scores = [numdiff.derivative(lambda t: np.log(1 - sigmoid(t)), theta),
              numdiff.derivative(lambda t: np.log(sigmoid(t)), theta)]
    return (rng.normal(np.where(a, 13, 10), 1) - b) * np.where(a, scores[1], scores[0])


@pytest.mark.parametrize("theta, b", [(0, 0), (0, 11.5), (2, 12.6), (2, 10.4), (-2.5, 20)])
def test_slope_and_spread_are_those_of_many_draws(theta, b):
    found = drawn(theta, b)
    assert found.mean() == pytest.approx(exact_slope(theta), abs=4 * found.std() / math.sqrt(len(found)))
    assert found.std() == pytest.approx(exact_spread(theta, b), rel=0.02)
    mine = np.concatenate([estimates(theta, b, MOST, group)[0] for group in range(5)])
    assert mine.mean() == pytest.approx(exact_slope(theta), abs=3 * exact_spread(theta, b) / math.sqrt(len(mine)))


def test_the_variances_of_the_lesson():
    assert exact_spread(0, 0) ** 2 == pytest.approx(33.3125)
    assert exact_spread(0, 11.5) ** 2 == pytest.approx(0.25)


def test_the_mean_reward_and_the_spread_of_one_are_told_and_shown():
    stage = bandit(theta=2.0)
    assert dict(stage.live["readout"])["mean reward (€)"] == "12.64"
    assert mean_reward(0.7) == pytest.approx(np.where(np.random.default_rng(1).random(10 ** 6) < sigmoid(0.7), 13, 10)
                                             .mean(), abs=0.01)
    assert "mean reward is 12.64 €" in stage.description and "spread of one estimate 3.37 €" in stage.description


def test_with_the_best_baseline_only_noise_is_left():
    p = sigmoid(2)
    best = (1 - p) * 13 + p * 10
    grid = np.linspace(0, 25, 2501)
    assert grid[np.argmin([exact_spread(2, b) for b in grid])] == pytest.approx(best, abs=0.01)
    assert exact_spread(2, best) ** 2 == pytest.approx(p * (1 - p))


@pytest.mark.parametrize("b, won", [(10.4, True), (9.8, True), (11, True), (0, False), (12.6, False), (11.5, False)])
def test_the_goal_is_reached_by_some_baselines_and_not_by_the_mean_reward(b, won):
    assert Shop(2.0, b, FEW).won is won
    assert not Shop(2.0, b, FEW + 10).won and not Shop(0.0, 11.5, FEW).won and not Shop(2.0, b, 10).won


def test_by_its_actions_from_the_start_to_the_goal_and_back():
    stage = bandit()
    assert stage.live["badge"][1] == "no visitor yet"
    stage.act("set_theta", "2")
    stage.act("set_baseline", "10,5")
    for _ in range(5):
        stage.act("ten")
    assert stage.live["badge"][0] == "won"
    stage.act("hundred")
    assert stage.live["badge"][0] == "good" and dict(stage.live["readout"])["visitors"] == "150"
    stage.act("undo")
    assert stage.live["badge"][0] == "won"
    stage.act("set_baseline", 0)
    assert dict(stage.live["readout"])["visitors"] == "50", "the visitors are kept"
    stage.act("others")
    stage.act("one")
    assert dict(stage.live["readout"])["visitors"] == "1"
    stage.act("reset")
    assert dict(stage.live["readout"])["p(A)"] == "0.500"


@pytest.mark.parametrize("action, values", [
    ("set_theta", ("much",)), ("set_theta", (5,)), ("set_theta", (math.nan,)), ("set_baseline", (-1,)),
    ("set_baseline", (None,)), ("set_baseline", (26,)), ("undo", ())])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = bandit()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


def test_more_visitors_than_there_are_is_refused():
    stage = bandit()
    for _ in range(MOST // 100 + 1):
        stage.act("hundred")
    assert "Press Other visitors." in stage.live["problem"] and dict(stage.live["readout"])["visitors"] == str(MOST)


@pytest.mark.parametrize("arguments", [{"theta": "big"}, {"theta": 9}, {"baseline": -2}, {"baseline": None}])
def test_arguments_are_refused_in_a_sentence(arguments):
    with pytest.raises(ValueError, match=r"\.$"):
        bandit(**arguments)


def test_it_has_a_twin_words_and_a_quick_answer():
    stage = bandit()
    for _ in range(6):
        stage.act("hundred")
    assert "nan" not in json.dumps(stage.live).lower()
    began = time.process_time()
    for k in range(20):
        stage.act("set_baseline", k)
    assert (time.process_time() - began) / 20 < 0.06
    assert len(json.dumps(stage.live)) < 60_000
    assert len(twin_png(scene(Bandit()), "")) > 8_000 and "each visitor" in stage.description
    assert stage.live["badge"][1] not in stage._machine.here()
    keys = [key for c in CONTROLS for key in c.get("key", "") or c.get("keys", "")]
    assert len(keys) == len(set(keys)) == 10
