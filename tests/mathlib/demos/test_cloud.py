"""The cloud: its gradients are those of the loss, its batches are fair, and the goal asks for two sizes."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import numdiff
from mathlib.demos.cloud import CONTROLS, MANY, Cloud, batch, cloud, each, loss, lowest, penguins, scene
from mathlib.stage.twin import twin_png

PLACES = [(3.9, 0.4), (4.5, 1.2), (3.1, -0.2)]


def readout(stage):
    return dict(stage.live["readout"])


@pytest.mark.parametrize("b, m", PLACES)
def test_the_mean_of_the_arrows_is_the_gradient_of_the_loss_and_the_bowl_is_round(b, m):
    X, y = penguins()
    assert loss(b, m) == pytest.approx(np.mean((X @ [b, m] - y) ** 2))
    measured = numdiff.gradient(lambda w: np.mean((X @ w - y) ** 2), [b, m])
    assert each(np.array([b, m])).mean(axis=0) == pytest.approx(measured, abs=1e-7)


def test_a_batch_has_different_penguins_and_each_is_drawn_as_often():
    seen = np.bincount(np.concatenate([batch(30, draw) for draw in range(2000)]), minlength=342)
    assert all(len(set(batch(30, draw))) == 30 for draw in range(20))
    expected = 2000 * 30 / 342
    assert abs(seen - expected).max() < 5 * np.sqrt(expected)


def test_the_goal_asks_for_a_size_that_does_and_a_smaller_one_that_does_not():
    stage = cloud()
    for size in (1, 2, 4, 8, 16, 32):
        stage.act("set_B", size)
        stage.act("draw_many")
    assert stage.live["badge"][0] == "won"
    enough, less = stage._machine.state.found
    assert less < enough <= 2 * less
    stage.act("place", 3.0, 0.0)
    assert stage.live["badge"][0] != "won" and readout(stage)[f"downhill of {MANY}"] == "none yet"


def test_from_the_start_eight_are_enough_and_four_are_not():
    machine = Cloud(3.9, 0.4)
    for size in (1, 2, 4, 8):
        machine.set_B(size)
        machine.draw_many()
    assert machine.state.tries == ((1, 15), (2, 17), (4, 19), (8, 20)) and machine.state.found == (8, 4)


@pytest.mark.parametrize("b, m, towards", [(3.9, 0.4, "to the right and up"), (5.0, 0.4, "to the left and up"),
                                           (5.0, 1.2, "to the left and down"), (lowest()[0], 1.2, "lies down,")])
def test_the_words_lead_to_the_lowest_place_and_count_who_leads_uphill(b, m, towards):
    words, w = cloud(b, m).description, np.array([b, m])
    uphill = sum(loss(*(w - 1e-6 * arrow)) > loss(*w) for arrow in each(w))
    assert "(4.20, 0.70)" in words and towards in words and f"{uphill} of the 342 single arrows lead uphill" in words


def test_the_words_at_the_lowest_place_name_no_way():
    words = cloud(*lowest()).description
    assert "This is the lowest place, (4.20, 0.70)." in words and "uphill" not in words


@pytest.mark.parametrize("b, m", [(3.9, 0.4), (4.5, 0.4), (4.5, 1.0), (3.9, 1.0)])
def test_the_name_of_the_arrow_stands_beside_the_way_to_the_star(b, m):
    [name] = [mark for mark in scene(Cloud(b, m)).marks["lines"] if mark["mark"] == "text"]
    up, side = name["corner"]
    right, above = lowest() - (b, m)
    assert (up == "n", side == "e") != (above > 0, right > 0)


def test_all_penguins_are_always_downhill_and_no_goal_by_themselves():
    stage = cloud(B=342)
    stage.act("draw_many")
    assert readout(stage)["a batch is off by (kg)"] == "0.00" and stage.live["badge"][0] == "good"


def test_a_draw_is_called_downhill_where_a_short_step_lowers_the_loss():
    machine = Cloud(3.9, 0.4)
    for _ in range(40):
        machine.draw()
        state = machine.state
        w = np.array([state.b, state.m]) - 1e-5 * state.means[0]
        assert (loss(*w) < loss(state.b, state.m)) == bool(state.falls)


def test_at_the_lowest_place_nothing_is_downhill():
    stage = cloud(*lowest())
    stage.act("draw_many")
    assert "no direction is downhill" in stage.live["problem"] and "lowest place" in stage.live["badge"][1]


@pytest.mark.parametrize("action, values", [
    ("place", ()), ("place", ("a", 1)), ("place", (math.nan, 0.0)), ("set_B", ("many",)), ("set_B", (0,)),
    ("set_B", (343,)),
    ("set_B", (3,)), ("smaller", ())])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = cloud()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


@pytest.mark.parametrize("arguments", [{"b": "far"}, {"m": 9}, {"B": 0}, {"B": None}, {"B": 5}])
def test_arguments_are_refused_in_a_sentence(arguments):
    with pytest.raises(ValueError, match="must"):
        cloud(**arguments)


def test_undo_takes_back_a_draw_and_a_drag_as_one():
    machine = Cloud(3.9, 0.4)
    machine.draw_many()
    for k in range(10):
        machine.place(4 + k / 50, 0.5)
    machine.undo()
    assert (machine.state.b, machine.state.last, len(machine.state.tries)) == (3.9, MANY, 1)
    machine.undo()
    assert machine.state.drawn == 0


def test_it_has_a_twin_words_and_a_short_quick_answer():
    stage = cloud(B=342)
    stage.act("draw_many")
    began = time.process_time()
    for k in range(20):
        stage.act("place", 3.5 + k / 20, 0.3)
    assert (time.process_time() - began) / 20 < 0.03
    assert len(json.dumps(stage.live)) < 20_000
    assert len(twin_png(scene(Cloud(3.9, 0.4)), "")) > 8_000 and "penguins" in stage.description
    assert stage.live["badge"][1] not in stage._machine.here()
    assert len({key for c in CONTROLS for key in c.get("key", "") or c.get("keys", "")}) == 6
