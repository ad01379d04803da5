"""The compass: what it measures is the slope, its rose is two circles, and the goal asks for both directions."""
import json
import math
import time

import numpy as np
import pytest

from mathlib.demos.compass import CONTROLS, ROUND, Compass, along, compass, hill, panels, scene
from mathlib.stage.twin import twin_png

PLACES = [(-2.0, -1.0), (1.5, 1.0), (0.3, -2.5), (-3.0, 3.0)]


def readout(stage):
    return dict(stage.live["readout"])


def won(stage):
    return stage.live["badge"][0] == "won"


@pytest.mark.parametrize("x, y", PLACES)
def test_each_measured_slope_is_the_gradient_times_the_direction(x, y):
    assert along(x, y, ROUND) == pytest.approx(ROUND @ [-30 * x, -80 * y], abs=1e-6)


@pytest.mark.parametrize("x, y", PLACES)
def test_both_halves_of_the_rose_are_circles_on_the_gradient_as_a_diameter(x, y):
    stage = compass(x, y)
    up, down = (mark for mark in stage.live["marks"]["map"] if mark["mark"] == "curve")
    half = np.array([-30 * x, -80 * y]) / 200
    for mark, sign in ((up, 1), (down, -1)):
        points = np.array([p for p in zip(mark["x"], mark["y"], strict=True) if None not in p])
        assert np.hypot(*(points - [x, y] - sign * half).T) == pytest.approx(np.hypot(*half), rel=1e-3)


def test_the_goal_is_first_level_and_then_steepest():
    stage = compass()
    stage.act("set_angle", 53)
    assert not won(stage)
    stage.act("set_angle", 143)
    assert not won(stage) and stage.live["badge"][0] == "good"
    stage.act("set_angle", 52)
    assert won(stage)
    stage.act("place", 1.0, 1.0)
    assert not won(stage) and "found" not in stage.live["badge"][1]


def test_steps_of_five_degrees_alone_reach_the_goal():
    assert panels()[1]["stride"] == [5, 0]
    stage = compass(1.5, 1.0, angle=60)
    for angle in range(65, 245, 5):
        stage.act("turn", angle, 0.0)
    assert won(stage)


def test_aiming_at_a_point_of_the_map_turns_towards_it():
    stage = compass(0.0, 1.0)
    stage.act("aim", -1.0, 1.0)
    assert stage.live["values"]["set_angle"] == 180
    stage.act("aim", 0.0, 0.0)
    assert stage.live["values"]["set_angle"] == 270 and readout(stage)["slope along u, measured"] == "80.0"


def test_on_the_summit_no_direction_is_steepest():
    stage = compass(0.0, 0.0)
    assert "level in every direction" in stage.live["badge"][1] and readout(stage)["angle θ between u and ∇E"] == "none"
    stage.act("set_angle", 90)
    assert not won(stage)


@pytest.mark.parametrize("action, values", [
    ("place", ()), ("place", ("a", 1)), ("place", (math.nan, 0.0)), ("aim", (-2.0, -1.0)), ("aim", (None, 2)),
    ("turn", ("far",)), ("turn", ()), ("set_angle", ("north",)), ("set_angle", (400,))])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = compass()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


def test_a_turn_is_taken_back_as_one_and_forgets_what_it_found():
    machine = Compass(-2, -1)
    for angle in range(10, 141, 5):
        machine.set_angle(angle)
    assert not machine.state.level
    machine.set_angle(143)
    assert machine.state.level
    machine.undo()
    assert machine.state.angle == 0 and not machine.state.level


def test_it_has_a_twin_words_and_a_short_quick_answer():
    stage = compass()
    began = time.process_time()
    for k in range(20):
        stage.act("place", -2 + k / 20, -1.0)
    assert (time.process_time() - began) / 20 < 0.03
    assert len(json.dumps(stage.live)) < 14_000
    assert len(twin_png(scene(Compass(-2, -1)))) > 8_000 and "m per km" in stage.description
    assert hill(0, 0) == 600 and len({key for c in CONTROLS for key in c.get("key", "") or c.get("keys", "")}) == 4
