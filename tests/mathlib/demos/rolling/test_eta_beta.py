"""The plane of η and β: its counts are those of walks, its borders those of the roots, its goal needs a search."""
import json
import time

import numpy as np
import pytest

from mathlib.demos.rolling.eta_beta import BUDGET, EtaBeta, Setting, eta_beta, factor, kind, panels, scene, shares
from mathlib.optimizers import Momentum, descend
from mathlib.stage.twin import twin_png

PLACES = [("100", 0.0199, 0.0), ("100", 0.033, 0.67), ("100", 0.0317, 0.68), ("10", 0.2, 0.3), ("1000", 0.0037, 0.88)]


def walked(kappa, lr, beta, steps, start=(1.0, 1.0)):
    return descend(Momentum(lr, beta), lambda p: np.array([1.0, float(kappa)]) * p, start, steps)


@pytest.mark.parametrize("kappa, lr, beta", PLACES)
def test_powers_of_the_matrix_are_the_walk_of_the_rule(kappa, lr, beta):
    assert np.allclose(shares(lr, beta, [1.0, float(kappa)], 150), walked(kappa, lr, beta, 150), rtol=1e-9, atol=1e-12)
    path = Setting(kappa, lr, beta).path
    assert np.allclose(path, walked(kappa, lr, beta, len(path) - 1, (2.4, 0.9)), atol=1e-9)


@pytest.mark.parametrize("kappa, lr, beta", PLACES)
def test_the_steps_are_those_that_a_walk_needs(kappa, lr, beta):
    path = abs(walked(kappa, lr, beta, 3000))
    assert Setting(kappa, lr, beta).steps == np.flatnonzero((path > 1e-6).any(axis=1))[-1] + 1


@pytest.mark.parametrize("lr, beta, bend", [(0.1, 0.0, 20), (0.1, 0.5, 0.2), (0.01, 0.9, 100), (0.3, 0.4, 10)])
def test_the_factor_is_the_largest_eigenvalue(lr, beta, bend):
    M = np.array([[1 - lr * bend, -lr * beta], [bend, beta]])
    assert factor(lr, beta, bend) == pytest.approx(abs(np.linalg.eigvals(M)).max(), abs=1e-7)


def test_beyond_the_border_it_diverges_and_before_it_does_not():
    for beta in (0.0, 0.3, 0.9):
        edge = 2 * (1 + beta) / 100
        assert Setting("100", 0.999 * edge, beta).steps is not None
        assert Setting("100", 1.001 * edge, beta).steps is None
        assert kind(Setting("100", 1.001 * edge, beta))[0] == "warn"


def test_the_goal_is_met_by_the_formula_and_by_few_places():
    root = 10.0
    assert Setting("100", 4 / (root + 1) ** 2, ((root - 1) / (root + 1)) ** 2).won
    grid = [Setting("100", lr, beta).won for lr in np.linspace(0.001, 0.04, 40) for beta in np.linspace(0, 0.98, 50)]
    assert 0 < np.mean(grid) < 0.03
    assert not Setting("10", 0.2, 0.3).won and Setting("10", 0.2, 0.3).steps < BUDGET


def test_brightness_is_a_forecast_and_the_readout_counts():
    tuned = Setting("100", 4 / 121, (9 / 11) ** 2)
    forecast = np.log(1e-6) / np.log(max(tuned.factors))
    assert forecast == pytest.approx(69, abs=0.5) and tuned.steps == 95       # brighter than (0.0317, 0.68), and slower
    assert max(tuned.factors) < max(Setting("100", 0.0317, 0.68).factors)
    assert "forecast" in eta_beta().description and "forecast" in panels("100")[0]["title"]


def test_what_is_typed_with_three_digits_may_lie_over_the_border():
    assert [Setting("100", lr, beta).steps for lr, beta in ((0.0331, 0.669), (0.033, 0.669), (0.0317, 0.68))] == [
        134, 84, 77]


def test_at_first_the_diamond_stands_clear_of_the_edges_and_no_place_is_named():
    machine = EtaBeta()
    assert 0.05 < machine.state.beta < 0.95 and 0.1 < machine.state.lr / machine.top < 0.9
    assert all(mark["mark"] != "text" for mark in panels("100")[0]["marks"])


def test_words_and_badge():
    machine = EtaBeta("100")
    assert "691" in scene(machine).goal and "creeps" in kind(machine.state)[1]
    machine.place(0.0317, 0.68)
    assert kind(machine.state) == ("won", "77 steps, plain descent needs 691")
    assert kind(machine.state)[1] not in machine.here() and "77 steps" in machine.here()
    machine.place(0.01, 0.97)
    assert "√β" in kind(machine.state)[1]


def test_another_condition_number_keeps_the_place_in_the_picture():
    machine = EtaBeta("100", 0.02, 0.5)
    machine.choose("1000")
    assert (machine.state.kappa, machine.state.lr, machine.state.beta) == ("1000", 0.002, 0.5)
    machine.undo()
    assert machine.state.lr == 0.02


@pytest.mark.parametrize("action, values", [("place", ("here", 1)), ("place", (np.nan, 0)), ("set_lr", ("fast",)),
                                            ("set_lr", (0.3,)), ("set_beta", (1.2,)), ("choose", ("7",))])
def test_what_cannot_be_used_is_refused_in_a_sentence(action, values):
    stage = eta_beta()
    before = stage._machine.state
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and "did not work" not in stage.live["problem"]
    assert stage._machine.state == before


@pytest.mark.parametrize("arguments", [{"kappa": "7"}, {"kappa": "a"}, {"lr": "a"}, {"lr": 9}, {"beta": 1}])
def test_arguments_are_refused_in_a_sentence(arguments):
    with pytest.raises(ValueError, match="must|Choose"):
        eta_beta(**arguments)


def test_what_lies_beside_the_plane_counts_as_its_edge():
    machine = EtaBeta("100")
    machine.place(-1, 5)
    assert machine.state.beta == 0.99 and machine.state.lr == pytest.approx(4e-5)


def test_it_answers_quickly_and_has_a_twin():
    stage = eta_beta(100)
    panels("100")
    began = time.process_time()
    for k in range(40):
        stage.act("place", 0.0001 + 0.0009 * k, 0.024 * k)
    assert (time.process_time() - began) / 40 < 0.04
    assert len(json.dumps(stage.live)) < 12_000 and len(twin_png(scene(stage._machine), "")) > 8_000
