"""One matrix, many times: lengths by a second route, what tanh does, and the goal."""
import json
import math
import time

import mpmath
import numpy as np
import pytest

from mathlib import numdiff
from mathlib.demos.networks.through_time import CONTROLS, Chain, ThroughTime, jacobians, scene, through_time
from mathlib.stage.twin import twin_png


def test_the_lengths_are_those_of_many_arrows_and_of_the_matrix_power():
    chain = Chain(35, 1.1, 0.7, 2.0)
    angle = np.radians(np.arange(0, 360, 0.25))
    arrows = np.stack([np.cos(angle), np.sin(angle)])
    for k in (1, 2, 3):
        lengths = np.linalg.norm(np.linalg.matrix_power(chain.W, k) @ arrows, axis=0)
        assert chain.lengths[k] == pytest.approx([lengths.max(), lengths.min()], rel=1e-2, abs=0.01)
    assert chain.arrow[5] == pytest.approx(np.linalg.matrix_power(chain.W, 5) @ chain.first)


def shortest_with_many_digits(chain, k):
    """The smaller singular value of the product P of k Jacobians: the root of the smaller eigenvalue of PᵀP."""
    with mpmath.workdps(250):
        W, h, product = mpmath.matrix(chain.W.tolist()), mpmath.matrix(chain.first.tolist()), mpmath.eye(2)
        for _ in range(k):
            h = W * h
            step = W
            if chain.tanh:
                h = h.apply(mpmath.tanh)
                step = mpmath.diag([1 - value ** 2 for value in h]) * W
            product = step * product
        G = product.T * product
        half, gap = (G[0, 0] + G[1, 1]) / 2, (G[0, 0] - G[1, 1]) / 2
        return float(mpmath.sqrt(half - mpmath.sqrt(gap ** 2 + G[0, 1] ** 2)))


@pytest.mark.parametrize("chain", [
    Chain(shear=1.0), Chain(shear=2.0), Chain(shear=2.0, tanh=True), Chain(0, 0.9, 0.8, 4.0), Chain(170, 0.3, 1.4, -4),
    Chain(10, 1.5, 0.9, 4.0, steps=100), Chain(10, 1.5, 0.9, 4.0, tanh=True, steps=100), Chain(40, 1.3, 0.2, 3.0)])
def test_the_shortest_arrow_is_right_beside_a_very_long_one(chain):
    for k in (1, 10, 24, chain.steps):
        assert chain.lengths[k, 1] == pytest.approx(shortest_with_many_digits(chain, k), rel=1e-6), k


def test_a_shear_that_lengthens_one_arrow_does_not_lengthen_all():
    stage = through_time()
    stage.act("set_shear", 2)
    assert tuple(stage.live["badge"]) == ("warn", "some arrows have grown past 2 or shrunk below 0.5")
    assert Chain(shear=2.0).lengths[50, 1] == pytest.approx(4.8e-14, rel=0.02)


def test_with_tanh_the_product_is_the_measured_jacobian():
    W, h = np.array([[1.2, -0.7], [0.5, 0.9]]), np.array([0.8, -0.6])

    def after(k):
        def state(h):
            for _ in range(k):
                h = np.tanh(W @ h)
            return h
        return state
    products = jacobians(W, h, 6, tanh=True)
    for k in (1, 2, 6):
        measured = np.stack([[(after(k)(h + e) - after(k)(h - e))[i] / 2e-6 for e in 1e-6 * np.eye(2)]
                             for i in range(2)])
        assert products[k] == pytest.approx(measured, abs=1e-8)
    first_row = numdiff.gradient(lambda h: after(6)(h)[0], h)
    assert products[6][0] == pytest.approx(first_row, abs=1e-7)


def test_the_norm_bounds_every_length_and_the_largest_eigenvalue_does_not():
    chain = Chain(0, 0.9, 0.8, 4.0)
    norm = np.linalg.norm(chain.W, 2)
    assert (chain.lengths[:, 0] <= norm ** np.arange(51) * (1 + 1e-12)).all()
    assert chain.radius == pytest.approx(0.9) and chain.lengths[1, 0] > 4 and chain.hump


@pytest.mark.parametrize("chain", [Chain(30, 1, 1), Chain(-170, 1, 1), Chain(90, 1.25, 0.8), Chain(20, 1.01, 0.99)])
def test_the_goal_can_be_reached_in_several_ways(chain):
    assert chain.won


@pytest.mark.parametrize("chain", [Chain(), Chain(0, 1, 1), Chain(3, 1, 1), Chain(30, 1, 1, steps=49),
                                   Chain(30, 1.05, 1.05), Chain(30, 1, 1, tanh=True), Chain(0, 0.9, 0.8, 4.0)])
def test_and_not_in_others(chain):
    assert not chain.won


def test_the_two_tasks_of_the_lesson():
    """The turn that wins loses its goal with tanh, and the W of lesson 17 grows to 11 first."""
    assert Chain(along=1.0).won
    with_tanh = Chain(along=1.0, tanh=True)
    assert not with_tanh.won and with_tanh.lengths[50, 0] == pytest.approx(0.17, abs=0.005)
    assert Chain(0, 0.9, 0.8, 4.0).lengths[:, 0].max() == pytest.approx(10.8, abs=0.05)


def test_by_its_actions_to_the_goal_and_back():
    stage = through_time()
    assert stage.live["badge"][0] == "warn"
    stage.act("set_along", "1,0")
    assert tuple(stage.live["badge"]) == ("won", "after 50 steps every arrow is between 0.5 and 2 long")
    stage.act("toggle_tanh")
    assert stage.live["badge"][0] == "warn"
    stage.act("undo")
    stage.act("set_turn", 2)
    assert tuple(stage.live["badge"]) == ("calm", "W moves no arrow of length 1 by 0.1 in one step")
    stage.act("set_steps", 20)
    assert tuple(stage.live["badge"]) == ("calm", "only 20 steps so far")
    for action, value in (("set_steps", 60), ("set_turn", 0),
                          ("set_along", 0.9), ("set_across", 0.8), ("set_shear", 4)):
        stage.act(action, value)
    assert stage.live["badge"][0] == "good" and "first" in stage.live["badge"][1]
    stage.act("place", -3.0, 0.0)
    assert stage._machine.state.angle == 180
    stage.act("reset")
    assert stage._machine.state == Chain()


@pytest.mark.parametrize("action, values", [
    ("set_turn", ("left",)), ("set_turn", (200,)), ("set_along", (0,)), ("set_along", (math.nan,)),
    ("set_across", (5,)), ("set_shear", (None,)), ("set_steps", (20.5,)), ("set_steps", (1000,)),
    ("place", (0.0, 0.0)), ("place", (None, 1.0)), ("undo", ())])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = through_time()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


@pytest.mark.parametrize("arguments", [{"turn": "half"}, {"along": 0}, {"across": None}, {"shear": 100}])
def test_arguments_are_refused_in_a_sentence(arguments):
    with pytest.raises(ValueError, match=r"\.$"):
        through_time(**arguments)


def test_it_has_a_twin_words_and_a_quick_answer():
    stage = through_time(shear=4, along=1.5, across=1.5)
    stage.act("set_steps", 100)
    assert "nan" not in json.dumps(stage.live).lower()
    began = time.process_time()
    for k in range(20):
        stage.act("set_turn", 10 + k)
    assert (time.process_time() - began) / 20 < 0.06
    assert len(json.dumps(stage.live)) < 20_000
    machine = ThroughTime(20, 1.2, 1, 0)
    assert len(twin_png(scene(machine), "")) > 8_000 and "step by step" in stage.description
    assert stage.live["badge"][1] not in stage._machine.here()
    keys = [key for c in CONTROLS for key in c.get("key", "") or c.get("keys", "")]
    assert len(keys) == len(set(keys)) == 13
