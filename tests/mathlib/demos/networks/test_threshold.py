"""The threshold of lesson 19: costs by a second route, the goal where theory says, refusals in a sentence."""
import json
import math
import time

import numpy as np
import pytest

from mathlib.demos.networks.threshold import (
    CLOSE,
    CONTROLS,
    CUTS,
    Decision,
    Threshold,
    answers,
    mistakes,
    scene,
    table,
    threshold,
)
from mathlib.stage.twin import twin_png


def test_mistakes_are_counted_one_by_one():
    p, y = answers()
    for cut in (0.05, 0.3, 0.5, 0.9):
        missed = sum(1 for a, b in zip(p, y, strict=True) if b == 1 and not a >= cut)
        false = sum(1 for a, b in zip(p, y, strict=True) if b == 0 and a >= cut)
        assert mistakes(cut) == pytest.approx((100 * missed / 427, 100 * false / 427))
    missed, false = table()
    assert (np.diff(missed) >= 0).all() and (np.diff(false) <= 0).all(), "a higher threshold misses more"


def test_the_probabilities_can_be_trusted_and_are_those_of_a_library():
    linear_model = pytest.importorskip("sklearn.linear_model")
    p, y = answers()
    for low, high in ((0, 0.1), (0.1, 0.9), (0.9, 1)):
        here = (p >= low) & (p <= high)
        assert abs(p[here].mean() - y[here].mean()) < 0.05
    from mathlib.demos.networks.threshold import RIDGE, chance, newton
    rng = np.random.default_rng(0)
    x = np.column_stack([rng.normal(size=(200, 3)), np.ones(200)])
    label = (x @ [1, -2, 0.5, 0.2] + rng.logistic(size=200) > 0) * 1.0
    model = linear_model.LogisticRegression(C=1 / (200 * RIDGE), fit_intercept=False, tol=1e-10, max_iter=1000)
    theirs = model.fit(x, label).predict_proba(x)[:, 1]
    np.testing.assert_allclose(chance(x @ newton(x, label)), theirs, atol=1e-4)


@pytest.mark.parametrize("ratio", [5, 20, 50])
def test_the_threshold_of_theory_is_near_the_lowest_cost(ratio):
    lowest = Decision(ratio=ratio).curve.min()
    assert Decision(1 / (1 + ratio), ratio).cost < 1.4 * lowest
    assert Decision(0.5, ratio).cost > 1.4 * lowest


@pytest.mark.parametrize("cut, ratio, won", [
    (0.04, 20, True), (0.05, 20, True), (0.5, 20, False), (0.1, 20, False), (0.05, 19.6, True), (0.05, 19.4, False),
    (0.05, 5, False), (0.95, 20, False)])
def test_the_goal_is_reached_by_few_thresholds(cut, ratio, won):
    assert Decision(cut, ratio).won is won
    near = CUTS[Decision(ratio=20).curve <= Decision(ratio=20).curve.min() + CLOSE]
    assert near.max() < 0.1, near


def test_by_its_actions_from_the_start_to_the_goal_and_back():
    stage = threshold()
    assert dict(stage.live["readout"])["cost per 100"] == "6.3"
    stage.act("set_ratio", 20)
    assert stage.live["badge"][0] == "calm" and "above the lowest" in stage.live["badge"][1]
    stage.act("place", 0.0512, 10.0)
    assert stage.live["badge"][0] == "won" and dict(stage.live["readout"])["threshold"] == "0.05"
    stage.act("undo")
    assert stage.live["badge"][0] == "calm"
    stage.act("set_cut", "0,05")
    assert stage.live["badge"][0] == "won"
    stage.act("reset")
    assert dict(stage.live["readout"])["a miss costs"] == "1"


@pytest.mark.parametrize("action, values", [
    ("set_cut", ("low",)), ("set_cut", (1.5,)), ("set_cut", (math.nan,)), ("set_ratio", (0,)), ("set_ratio", (None,)),
    ("place", ("here",)), ("place", ()), ("undo", ())])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = threshold()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


@pytest.mark.parametrize("arguments", [{"cut": "low"}, {"cut": 0}, {"ratio": 51}, {"ratio": None}])
def test_arguments_are_refused_in_a_sentence(arguments):
    with pytest.raises(ValueError, match=r"\.$"):
        threshold(**arguments)


def test_it_has_a_twin_words_and_a_quick_answer():
    stage = threshold(ratio=20)
    began = time.process_time()
    for k in range(20):
        stage.act("place", 0.02 + k / 25)
    assert (time.process_time() - began) / 20 < 0.06
    assert "nan" not in json.dumps(stage.live).lower() and len(json.dumps(stage.live)) < 60_000
    assert len(twin_png(scene(Threshold()), "")) > 8_000 and "malignant" in stage.description
    assert stage.live["badge"][1] not in stage._machine.here()
    keys = [key for c in CONTROLS for key in c.get("key", "") or c.get("keys", "")]
    assert len(keys) == len(set(keys)) == 6
