"""The hill in fog: what a probe tells is true, a probe is spent, and the score is honest."""
import json
import time

import numpy as np
import pytest

from mathlib import numdiff
from mathlib.demos.blindfold import (
    CONTROLS,
    NEAR,
    RADIUS,
    REACH,
    TELLS,
    TOP,
    Blindfold,
    blindfold,
    hidden,
    par,
    scene,
)
from mathlib.stage.twin import twin_png

SEEDS = range(1, 9)


def probe(stage, *places):
    for at in places:
        stage.act("place", *at)
        stage.act("probe")


def kinds(stage):
    return [mark["mark"] for mark in stage.live["marks"]["map"]]


@pytest.mark.parametrize("seed", SEEDS)
def test_each_hill_has_one_summit_within_the_map(seed):
    hill, axis = hidden(seed), np.linspace(-RADIUS, RADIUS, 201)
    heights = hill.height(axis[None, :], axis[:, None])
    slopes = np.hypot(*hill.gradient(axis[None, :], axis[:, None]))
    away = np.hypot(axis[None, :] - hill.summit[0], axis[:, None] - hill.summit[1]) > 0.25
    assert slopes[away].min() > 3 and heights.max() == pytest.approx(TOP, abs=1) and heights.min() > 0
    assert hill.height(*hill.summit) == TOP and max(map(abs, hill.summit)) < RADIUS - 1


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_probe_tells_is_measured_on_the_hill(seed):
    hill = hidden(seed)
    for at in np.random.default_rng(seed).uniform(-4, 4, (5, 2)):
        assert hill.gradient(*at) == pytest.approx(numdiff.gradient(lambda p: float(hill.height(*p)), at), rel=1e-5)


def test_the_arrows_are_the_gradients_to_scale():
    stage = blindfold()
    probe(stage, (-3, -3), (0, 1))
    field = next(mark for mark in stage.live["marks"]["map"] if mark["mark"] == "field")
    want = [hidden(1).gradient(*at) / REACH for at in ((-3, -3), (0, 1))]
    assert np.column_stack([field["u"], field["v"]]) == pytest.approx(np.array(want), rel=1e-3)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_plain_walker_reaches_the_summit_with_par(seed):
    assert 2 <= par(seed) <= 30


def test_the_goal_is_reached_within_par_and_missed_beyond_it():
    summit = hidden(1).summit
    stage = blindfold()
    probe(stage, (-3, -3), summit)
    assert stage.live["badge"] == ("won", f"summit found with 2 probes, par {par(1)}")
    assert "probe" in stage.live["disabled"]
    stage = blindfold()
    probe(stage, *((k / 2, -4) for k in range(par(1))), summit)
    assert stage.live["badge"][0] == "good" and "1 over par" in stage.live["badge"][1]


def test_nothing_of_the_hill_is_seen_before_the_end():
    stage = blindfold()
    assert stage.panels[0]["marks"] == []
    probe(stage, (-3, -3))
    assert stage.panels[0]["marks"] == []
    stage.act("show")
    assert [mark["mark"] for mark in stage.panels[0]["marks"]] == ["contour", "point"]
    assert "no score" in stage.live["badge"][1]
    stage.act("undo")
    assert "no score" in stage.live["badge"][1]


def test_a_probe_is_spent():
    stage = blindfold()
    probe(stage, (-3, -3))
    stage.act("undo")
    assert dict(stage.live["readout"])["probes"] == "1" and "spent" in stage.live["problem"]
    stage.act("place", 1, 1)
    stage.act("undo")
    assert stage.live["problem"] == "" and dict(stage.live["readout"])["probes"] == "1"


def test_the_same_hill_again_is_a_second_try():
    stage = blindfold()
    stage.act("reset")
    assert "try" not in stage.live["badge"][1]
    probe(stage, (-3, -3))
    stage.act("reset")
    assert "try 2 on this hill" in stage.live["badge"][1] and dict(stage.live["readout"])["probes"] == "0"
    stage.act("another")
    assert dict(stage.live["readout"])["hill"] == "2" and "try" not in stage.live["badge"][1]


def test_with_heights_alone_no_gradient_is_told():
    stage = blindfold()
    stage.act("choose", TELLS[1])
    probe(stage, (-3, -3))
    assert "field" not in kinds(stage) and dict(stage.live["readout"])["gradient there, m per km"] == "none"
    assert "gradient" not in stage.live["say"]


@pytest.mark.parametrize("action, values", [
    ("place", ()), ("place", ("a", 1)), ("place", (float("nan"), 0.0)), ("choose", ("nothing",)), ("undo", ())])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = blindfold()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


def test_the_same_place_is_not_probed_twice():
    stage = blindfold()
    probe(stage, (-3, -3), (-3, -3))
    assert dict(stage.live["readout"])["probes"] == "1" and "probed this place" in stage.live["problem"]


def test_it_has_a_twin_words_and_a_short_quick_answer():
    stage = blindfold()
    probe(stage, (-3, -3))
    began = time.process_time()
    for k in range(20):
        stage.act("place", -2 + k / 20, -1.0)
    assert (time.process_time() - began) / 20 < 0.03
    assert len(json.dumps(stage.live)) < 6_000
    assert len(twin_png(scene(Blindfold()))) > 4_000 and "par" in stage.description
    assert f"{NEAR:g} m below" in stage.live["goal"]
    assert len({key for c in CONTROLS for key in c.get("key", "")}) == 5
