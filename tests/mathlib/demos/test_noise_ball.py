"""The noise ball: its steps are gradient descent on batches, and the ring is held by shrinking η."""
import json
import time

import numpy as np
import pytest

from mathlib.demos.cloud import batch, each, lowest, penguins
from mathlib.demos.noise_ball import BUDGET, LR, RING, START, STAY, NoiseBall, noise_ball, scene
from mathlib.stage.twin import twin_png


def run(machine, plan):
    """Follow (η, B, steps) until the goal is reached or the budget is spent."""
    for lr, size, steps in plan:
        machine.set_lr(lr)
        machine.set_B(size)
        for _ in range(steps):
            if not (machine.state.won or machine.state.spent):
                machine.run()
    return machine.state


def test_a_step_is_gradient_descent_on_a_fresh_batch():
    machine = NoiseBall(0.1, 4)
    before = np.array(machine.state.path[-1])
    machine.step()
    assert machine.state.path[-1] == pytest.approx(before - 0.1 * each(before, batch(4, 1000)).mean(axis=0))
    assert machine.state.examples == 4


def test_shrinking_reaches_the_goal_and_a_large_rate_does_not():
    assert run(NoiseBall(), [(0.1, 1, 20), (0.03, 1, 40), (0.01, 1, 100), (0.004, 1, 400)]).won
    assert not run(NoiseBall(), [(0.4, 1, 999)]).won
    assert not run(NoiseBall(), [(0.002, 1, 999)]).won
    assert not run(NoiseBall(), [(0.5, 342, 9)]).won


@pytest.mark.parametrize("B", (1, 2, 4, 8))              # larger ones make fewer than 25 updates of 250 examples
def test_no_single_rate_reaches_the_goal(B):
    X, y = penguins()
    rates = np.geomspace(*LR, 1500)
    w, inside = np.tile(START, (len(rates), 1)), np.zeros(len(rates))
    for examples in range(0, BUDGET - B + 1, B):
        rows = batch(B, 1000 + examples)
        residuals = w @ X[rows].T - y[rows]
        with np.errstate(all="ignore"):
            w = w - rates[:, None] * 2 * (residuals[..., None] * X[rows]).mean(axis=1)
        inside = np.where(np.hypot(*(w - lowest()).T) <= RING, inside + 1, 0)
        assert inside.max() < STAY


def test_halving_does_in_more_than_one_way():
    for first, every in ((0.4, 10), (0.2, 10), (0.2, 15), (0.1, 15), (0.1, 20)):
        assert run(NoiseBall(), [(max(first / 2 ** k, 0.004), 1, every) for k in range(25)]).won, (first, every)


def test_three_rates_reach_the_goal_with_88_examples():
    state = run(NoiseBall(), [(0.1, 1, 20), (0.03, 1, 40), (0.01, 1, 400)])
    assert state.won and state.examples == 88


def test_the_words_say_where_the_lowest_place_is():
    stage = noise_ball()
    assert "(4.20, 0.70), lies to the right and up" in stage.description
    assert dict(stage.live["readout"])["distance (kg)"] == "1.421"


def test_the_budget_is_kept_and_said():
    stage = noise_ball(0.2, 128)
    stage.act("step")
    stage.act("step")
    assert "128 of 250" in stage.live["problem"] and "run" in stage.live["disabled"]
    assert stage._machine.state.examples <= BUDGET


def test_inside_counts_updates_in_a_row():
    machine = NoiseBall()
    state = run(machine, [(0.1, 1, 20), (0.03, 1, 40), (0.01, 1, 100), (0.004, 1, 400)])
    near = [np.hypot(*np.subtract(w, lowest())) <= RING for w in state.path]
    assert all(near[-STAY:]) and not near[0]


def test_a_run_is_taken_back_as_one():
    machine = NoiseBall()
    for _ in range(9):
        machine.run()
    machine.undo()
    assert len(machine.state.path) == 1


@pytest.mark.parametrize("action, value", [("set_lr", "fast"), ("set_lr", 0), ("set_B", "all"), ("set_B", 1000)])
def test_what_cannot_be_used_is_refused_in_a_sentence(action, value):
    stage = noise_ball()
    stage.act(action, value)
    assert stage.live["problem"].endswith(".") and "did not work" not in stage.live["problem"]
    assert stage.live["values"] == {"set_lr": 0.4, "set_B": "1"}


@pytest.mark.parametrize("arguments", [{"lr": "a"}, {"lr": -1}, {"B": 0}])
def test_arguments_are_refused_in_a_sentence(arguments):
    with pytest.raises(ValueError, match="must"):
        noise_ball(**arguments)


def test_it_has_a_twin_words_and_a_short_quick_answer():
    stage = noise_ball(0.2)
    began = time.process_time()
    for _ in range(50):
        stage.act("run")
    assert (time.process_time() - began) / 50 < 0.02
    assert len(json.dumps(stage.live)) < 12_000 and len(twin_png(scene(NoiseBall()), "")) > 8_000
    assert stage.live["badge"][1] not in stage._machine.here() and "kg" in stage.description
