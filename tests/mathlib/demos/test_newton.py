"""Newton's step on the stage: where it leads, when it fails, and that damping never goes up."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import numdiff
from mathlib.demos.newton import CONTROLS, CURVES, LOG_VALLEY, Newton, Walk, newton, scene
from mathlib.stage.twin import twin_png


def readout(stage):
    return dict(stage.live["readout"])


def test_the_slope_and_bend_of_the_log_valley_are_right():
    w = np.linspace(-5, 5, 41)
    assert LOG_VALLEY.slope(w) == pytest.approx(numdiff.derivative(LOG_VALLEY.f, w), abs=1e-8)
    assert LOG_VALLEY.bend(w) == pytest.approx(numdiff.second_derivative(LOG_VALLEY.f, w), abs=1e-6)


@pytest.mark.parametrize("curve", CURVES)
def test_newton_lands_where_the_fitted_parabola_is_level(curve):
    for w in (-1.7, 0.3, 0.9, 1.5):
        walk = Walk(CURVES[curve], (w,))
        height, slope, bend = walk.look
        d = np.linspace(-0.01, 0.01, 201) + walk.newton.landing - w
        slopes = np.gradient(height + slope * d + bend * d * d / 2, d)
        assert abs(slopes[100]) < 1e-6 * max(1, abs(slope))


def test_on_a_parabola_one_step_arrives_and_on_the_quartic_two_thirds_are_left():
    assert Walk(CURVES["bowl"], (2.3,)).newton.landing == pytest.approx(0)
    assert Walk(CURVES["quartic"], (1.5,)).newton.landing == pytest.approx(1.0)


@pytest.mark.parametrize("curve", CURVES)
def test_damped_it_never_ends_higher(curve):
    ground = CURVES[curve]
    for w in np.linspace(*ground.window, 101):
        walk = Walk(ground, (float(w),), damped=True)
        assert ground.f(walk.newton.landing) <= walk.look[0] + 1e-15


@pytest.mark.parametrize("start", [2.0, 0.9, -3.5])
def test_the_goal_is_uphill_first_and_then_the_valley(start):
    stage = newton()
    stage.act("place", start, 0.0)
    stage.act("newton")
    assert stage.live["badge"][0] != "won"
    stage.act("back")
    stage.act("damp")
    for _ in range(12):
        stage.act("newton")
    assert stage.live["badge"][0] == "won" and "Goal" in stage.live["goal"]


@pytest.mark.parametrize("acts", [
    [("place", 0.4, 0), ("newton",), ("newton",), ("newton",)],                                # never uphill
    [("place", 2.0, 0), ("damp",), *[("newton",)] * 8],                                   # never undamped
    [("place", 2.0, 0), ("newton",), ("place", 1.5, 0), ("damp",), *[("newton",)] * 8],   # from another start
    [("place", 2.0, 0), ("newton",), ("back",), *[("descend",)] * 30],                         # by another rule
    [("place", 2.0, 0), ("newton",), ("place", 0.0, 0), ("damp",)]])                      # placed there
def test_nothing_less_wins(acts):
    stage = newton()
    for act in acts:
        stage.act(*act)
    assert stage.live["badge"][0] != "won"


def test_the_rule_is_written_with_its_numbers():
    stage = newton(start=2.0)
    assert stage.live["update"] == "w_next = w − f′/f″ = 2.000 − 0.800 / (−0.240) = 5.333"
    stage.act("damp")
    assert stage.live["update"] == "w_next = w − f′/(f″ + μ) = 2.000 − 0.800 / 0.500 = 0.400"
    stage.act("place", 0.9, 0)
    assert "0.5 × " in stage.live["update"]


def test_gradient_descent_steps_by_its_own_rule():
    stage = newton(start=2.0)
    stage.act("set_lr", 0.5)
    stage.act("descend")
    assert readout(stage)["w"] == "1.600" and readout(stage)["steps"] == "1"


def test_without_a_bend_there_is_no_step_and_far_away_is_refused():
    stage = newton(start=1.0)
    assert "f″ is 0" in stage.live["update"]
    stage.act("newton")
    assert "no bottom" in stage.live["problem"] and readout(stage)["steps"] == "0"
    stage = newton(start=1.0000001)
    stage.act("newton")
    assert "beyond a million" in stage.live["problem"] and readout(stage)["w"] == "1.000"


@pytest.mark.parametrize("action, values", [
    ("place", ()), ("place", ("a",)), ("place", (math.nan,)), ("set_lr", ("fast",)), ("set_lr", (0,)), ("back", ()),
    ("choose", ("hill",))])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = newton()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


def test_outside_the_picture_it_says_so_and_a_step_is_taken_back():
    stage = newton(start=4.0)
    stage.act("newton")
    assert "outside the picture" in stage.live["problem"]
    stage.act("undo")
    assert readout(stage)["w"] == "4.000" and not stage.live["problem"]


def test_another_curve_forgets_the_climb():
    machine = Newton("log valley", 2.0)
    machine.newton()
    assert machine.state.climbed == 2.0
    machine.choose("double well")
    assert math.isnan(machine.state.climbed) and machine.state.path == (2.0,)


def test_it_has_a_twin_words_and_a_short_quick_answer():
    stage = newton()
    began = time.process_time()
    for k in range(20):
        stage.act("place", k / 5 - 2, 0.0)
    assert (time.process_time() - began) / 20 < 0.06
    assert len(json.dumps(stage.live)) < 14_000
    assert len(twin_png(scene(Newton("double well", None)))) > 8_000 and "descent leads to" in stage.description
    assert len({key for control in CONTROLS for key in control.get("key", "") or control.get("keys", "")}) == 8
