"""The boundary: its gradients are measured ones, its points fixed, its goal within reach by some choices only."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import numdiff
from mathlib.demos.networks.boundary import (
    BUDGET,
    CONTROLS,
    POINTS,
    Boundary,
    boundary,
    crossings,
    forward,
    gradients,
    marks,
    places,
    points,
    scene,
    start,
)
from mathlib.stage.twin import twin_png


def trained(**choices):
    machine = Boundary(**choices)
    while not machine.state.done and machine.state.updates < 400:
        machine.run()
    return machine.state


def loss(X, labels, *weights):
    return -np.mean(np.log(forward(X, *weights)[1][np.arange(len(X)), labels]))


@pytest.mark.parametrize("data", ["spiral", "moons"])
def test_its_gradients_are_those_of_its_loss(data):
    X, labels = points(data)
    weights = start(4, 1.0, 3)
    for k, found in enumerate(gradients(X, labels, *weights)):
        measured = numdiff.gradient(lambda w, k=k: loss(X, labels, *weights[:k], w, *weights[k + 1:]), weights[k])
        assert found == pytest.approx(measured, abs=1e-6)


def test_both_kinds_are_half_of_the_points_and_lie_in_the_window():
    for data in ("spiral", "moons"):
        X, labels = points(data)
        assert len(X) == POINTS and labels.sum() == POINTS // 2 and abs(X).max() < 2.5


def test_the_goal_is_reached_with_more_units_and_a_larger_rate_and_not_as_it_stands():
    assert trained(hidden=16, lr=1.0).won and trained(hidden=8, lr=2.0).won
    assert not trained().won
    on_moons = trained(data="moons", hidden=16, lr=2.0)
    assert on_moons.done and not on_moons.won


def test_from_zero_nothing_but_the_last_bias_could_move_and_the_loss_stays_log_2():
    state = trained(scale=0.0, hidden=8, lr=1.0)
    assert state.loss == pytest.approx(math.log(2)) and max(abs(w).max() for w in state.weights) < 1e-12


@pytest.mark.parametrize("choices, most", [({"hidden": 16, "lr": 1.0}, 97), ({"hidden": 8, "lr": 2.0}, 88)])
def test_the_goal_is_reached_with_every_one_of_four_draws(choices, most):
    machine = Boundary(**choices)
    for _ in range(4):
        while not machine.state.done and machine.state.updates < most:
            machine.run()
        assert machine.state.won and machine.state.updates <= most
        machine.draw()


def test_its_words_say_where_the_line_leaves_the_window():
    for kinds, ends in ((places()[:, 0] > 0.5, [(0.5, 2.46), (0.5, -2.46)]), (places()[:, 1] > 9, [])):
        found = crossings(kinds.reshape(61, 61))
        assert np.shape(found) == (len(ends), 2) and np.allclose(found, np.reshape(ends, (-1, 2)), atol=0.09)
    stage = boundary()
    assert "It leaves the window at (−1.4, 2.5) and (1.8, −2.5)." in stage.description
    assert stage.description.count("wrong side") == 1
    stage.act("set_scale", 0)
    assert "leaves" not in stage.description


def test_who_is_wrong_has_a_ring_and_no_outline():
    state = Boundary().state
    inks = [(mark["shape"], mark["ink"]) for mark in marks(state) if mark["mark"] == "point"]
    outlined = sum(ink == "exact" and shape != "ring" for shape, ink in inks)
    assert inks.count(("ring", "exact")) == state.wrong.sum() == POINTS - outlined


def test_a_run_is_taken_back_as_one_and_choices_begin_anew():
    machine = Boundary()
    machine.step()
    for _ in range(4):
        machine.run()
    assert machine.state.updates == 21
    machine.undo()
    assert machine.state.updates == 1
    machine.set_hidden("8")
    assert machine.state.updates == 0 and machine.state.weights[0].shape == (2, 8)
    machine.undo()
    assert machine.state.updates == 1 and machine.state.weights[0].shape == (2, 4)
    machine.reset()
    assert machine.state.updates == 0 and machine.state.hidden == 4


def test_when_all_points_are_right_or_the_end_is_reached_it_says_so():
    machine = Boundary(hidden=16, lr=1.0)
    while not machine.state.done:
        machine.run()
    assert machine.state.updates <= BUDGET
    machine.step()
    assert "own side" in machine.problem
    late = Boundary(scale=0.0)
    for _ in range(201):
        late.run()
    assert "1,000 updates" in late.problem and late.state.updates == 1000


@pytest.mark.parametrize("action, values", [
    ("set_lr", ("quick",)), ("set_lr", (0,)), ("set_lr", (math.inf,)), ("set_hidden", (3,)), ("set_hidden", ("many",)),
    ("set_scale", (9,)), ("set_data", ("rings",)), ("set_data", (2,)), ("undo", ())])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = boundary()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


@pytest.mark.parametrize("arguments", [{"data": "rings"}, {"hidden": 5}, {"hidden": None}, {"lr": "q"}, {"scale": -1}])
def test_arguments_are_refused_in_a_sentence(arguments):
    with pytest.raises(ValueError, match=r"\.$"):
        boundary(**arguments)


def test_large_steps_are_survived():
    stage = boundary(hidden=16, lr=5.0, scale=5.0)
    for _ in range(40):
        stage.act("run")
    assert "did not work" not in stage.live["problem"] and "NaN" not in json.dumps(stage.live)


def test_it_has_a_twin_words_and_a_quick_answer():
    stage = boundary(hidden=16, lr=0.05)
    began = time.process_time()
    for _ in range(20):
        stage.act("run")
    assert (time.process_time() - began) / 20 < 0.06
    assert len(json.dumps(stage.live)) < 40_000
    assert len(twin_png(scene(Boundary()), "")) > 8_000 and "boundary" in stage.description
    assert stage.live["badge"][1] not in stage._machine.here()
    keys = [key for c in CONTROLS for key in c.get("key", "") or c.get("keys", "")]
    assert len(keys) == len(set(keys)) == 9
