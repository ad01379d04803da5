"""Valleys in fog: the table of grounds is true, walks end in valleys, and the fog lifts once."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import numdiff
from mathlib.demos.basins import CONTROLS, GROUNDS, MOST, RADIUS, Basins, Search, basins, ground, scene, walked
from mathlib.stage.twin import twin_png


@pytest.mark.parametrize("seed", GROUNDS)
def test_the_table_says_what_a_grid_of_walks_finds(seed):
    """By a second route: shorter steps from another grid."""
    f, gradient = ground(seed)
    side = np.linspace(-RADIUS + 0.1, RADIUS - 0.1, 17)
    x = np.stack(np.meshgrid(side, side), -1).reshape(-1, 2)
    for _ in range(500):
        x = x - 0.05 * gradient(x)
    deepest = x[f(x).argmin()]
    assert deepest == pytest.approx(GROUNDS[seed].deepest, abs=0.01)
    share = np.mean(np.hypot(*(x - deepest).T) < 0.15)
    assert share == pytest.approx(GROUNDS[seed].share, abs=0.04)
    assert len(np.unique((x / 0.3).round(), axis=0)) >= GROUNDS[seed].valleys - 2


def test_the_gradient_is_that_of_the_ground():
    f, gradient = ground(13)
    for x in np.random.default_rng(0).uniform(-4, 4, (5, 2)):
        assert gradient(x) == pytest.approx(numdiff.gradient(f, x), abs=1e-6)


def test_a_walk_ends_level_and_the_deepest_can_be_found_and_missed():
    machine = Basins(Search())
    while not np.hypot(*(machine.state.lowest - GROUNDS[13].deepest)) < 0.1 if machine.state.starts else True:
        machine.draw()
        assert len(machine.state.starts) < MOST
    assert np.abs(ground(13)[1](machine.state.lowest)).max() < 2e-3
    machine.claim()
    assert machine.state.won and scene(machine).badge[0] == "won"
    machine.undo()
    assert not machine.state.shown and scene(machine).badge[0] == "calm"
    machine.reset()
    machine.place(3.0, 3.0)
    machine.walk()
    machine.claim()
    assert not machine.state.won and scene(machine).badge == ("warn", "there is a deeper valley; a random start misses "
                                                                      "it in 74 of 100 cases")


def test_the_first_click_wins_nowhere_and_a_single_start_wins_by_luck():
    for which in range(len(GROUNDS)):
        machine = Basins(Search(which))
        machine.walk()
        machine.claim()
        assert not machine.state.won
    machine = Basins(Search())
    machine.place(0.0, 0.0)
    machine.walk()
    machine.claim()
    assert "by luck: of 100 random starts 26 get there" in scene(machine).badge[1]


def test_in_fog_nothing_is_told_that_is_not_known():
    stage = basins(2)
    stage.act("draw")
    assert "valleys;" not in stage.live["say"] and not stage.panels[0]["marks"][0]["mark"] == "contour"
    stage.act("claim")
    assert stage.panels[0]["marks"][0]["mark"] == "contour" and "reach it" in stage.live["say"]


@pytest.mark.parametrize("actions, words", [
    ([("claim",)], "Walk first"), ([("draw",), ("claim",), ("walk",)], "starts count no longer"),
    ([("draw",), ("claim",), ("claim",)], "The fog has gone"), ([("walk",), ("walk",)], "walked from this start"),
    ([("place",)], "not a place"), ([("place", "a", 1)], "not a place"), ([("place", math.nan, 1)], "not a place"),
    ([("undo",)], "nothing to undo")])
def test_what_cannot_be_done_is_refused_in_a_sentence(actions, words):
    stage = basins()
    for action, *values in actions:
        stage.act(action, *values)
    assert words in stage.live["problem"] and stage.live["problem"].endswith(".")


@pytest.mark.parametrize("which", ["a", 0, 7, None])
def test_an_argument_is_refused_in_a_sentence(which):
    with pytest.raises(ValueError, match="The number of the ground must"):
        basins(which)


def test_six_grounds_one_after_the_other_and_forty_starts():
    machine = Basins(Search())
    seen = []
    for _ in range(7):
        seen.append(machine.state.seed)
        machine.another()
    assert seen[:6] == list(GROUNDS) and seen[6] == seen[0]
    for _ in range(MOST + 1):
        machine.draw()
    assert len(machine.state.starts) == MOST and "are enough" in machine.problem
    assert len(json.dumps(scene(machine).marks)) < 25_000


def test_it_has_a_twin_words_and_a_quick_answer():
    stage = basins()
    stage.act("draw")
    began = time.process_time()
    for _ in range(10):
        stage.act("draw")
    for k in range(10):
        stage.act("place", k / 10, 0.5)
    assert (time.process_time() - began) / 20 < 0.06
    assert len(twin_png(scene(Basins(Search())))) > 5_000 and "in fog" in stage.description
    assert stage.description.lower().count(stage.live["badge"][1].lower()) == 1
    assert len({control["key"] for control in CONTROLS}) == 6
    walked.cache_clear()
