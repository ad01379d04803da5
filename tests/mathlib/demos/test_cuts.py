"""The cuts: what is read off them is true, one place moves everything, and every place is one."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import numdiff
from mathlib.demos.cuts import CONTROLS, HEIGHTS, WINDOWS, Cuts, Spot, cuts, panels, performance, scene
from mathlib.stage.twin import twin_png

PLACES = [(6.0, 7.0), (8.0, 6.0), (7.5, 4.5), (5.0, 9.0), (11.0, 3.0)]


def readout(stage):
    return dict(stage.live["readout"])


def flat(stage, panel, kind):
    return [mark for mark in stage.live["marks"][panel] if mark["mark"] == kind]


@pytest.mark.parametrize("at", PLACES)
def test_the_slopes_are_those_of_the_surface(at):
    measured = numdiff.gradient(lambda p: performance(*p), np.array(at))
    assert Spot(*at).slopes == pytest.approx(measured, abs=1e-4)


def test_every_height_of_the_window_fits_the_box():
    s, n = np.meshgrid(*(np.linspace(*window, 61) for window in WINDOWS.values()))
    assert HEIGHTS[0] <= performance(s, n).min() and performance(s, n).max() == 80 < HEIGHTS[1]


def test_one_place_moves_the_planes_the_map_and_both_slices():
    stage = cuts()
    before = json.loads(json.dumps(stage.live["marks"]))
    stage.act("place", 7.5, 4.5)
    assert all(stage.live["marks"][panel] != before[panel] for panel in before)
    space = stage.live["marks"]["surface"]
    assert {space[0]["y"][0], space[2]["y"][5], space[4]["y"][0]} == {4.5}
    assert {space[1]["x"][0], space[3]["x"][5], space[4]["x"][0]} == {7.5}
    for panel, at in (("along s", 7.5), ("along n", 4.5)):
        curve, = flat(stage, panel, "curve")
        point, = flat(stage, panel, "point")
        tangent, = flat(stage, panel, "tangent")
        assert point["x"] == tangent["x"] == at and point["y"] == tangent["y"] == pytest.approx(performance(7.5, 4.5))
        assert np.interp(at, curve["x"], curve["y"]) == pytest.approx(point["y"], abs=0.03)     # of a chord


def test_the_tangents_touch_their_slices():
    stage = cuts(6.5, 8.0)
    for panel in ("along s", "along n"):
        curve, = flat(stage, panel, "curve")
        tangent, = flat(stage, panel, "tangent")
        near = np.abs(np.subtract(curve["x"], tangent["x"])) < 0.3
        line = tangent["y"] + tangent["slope"] * np.subtract(curve["x"], tangent["x"])
        assert np.abs(line - curve["y"])[near].max() < 0.3


@pytest.mark.parametrize("at, won", [((7.5, 4.5), True), ((7.0, 3.0), True), ((8.0, 6.0), False), ((7.75, 5.25), False),
                                     ((8.5, 7.5), False), ((7.0, 7.0), False)])
def test_the_goal_is_a_level_slice_that_is_not_the_summit(at, won):
    stage = cuts()
    stage.act("place", *at)
    assert (stage.live["badge"][0] == "won") == won and "Goal" in stage.live["goal"]


def test_the_arrow_keys_alone_reach_the_goal():
    step, (s, n) = panels()[1]["stride"][0], (6.0, 7.0)
    assert ((7.5 - s) / step, (n - 4.5) / step) == (6, 10)


def test_a_slider_holds_the_other_input():
    stage = cuts()
    stage.act("set_s", "7,5")
    assert readout(stage)["place"] == "(7.50, 7.00)"
    stage.act("set_n", 4.5)
    assert readout(stage)["place"] == "(7.50, 4.50)" and stage.live["values"] == {"set_s": 7.5, "set_n": 4.5}
    stage.act("undo")
    stage.act("undo")
    assert readout(stage)["place"] == "(6.00, 7.00)" and "undo" in stage.live["disabled"]


@pytest.mark.parametrize("action, values", [
    ("place", ()), ("place", ("a", "b")), ("place", (math.nan, 1.0)), ("place", (None, None)), ("place", (1.0,)),
    ("place", (math.inf, 4.0)), ("set_s", ("much",)), ("set_s", (12,)), ("set_n", (-1,))])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = cuts()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


def test_outside_the_map_the_nearest_place_is_meant():
    stage = cuts()
    stage.act("place", -50.0, 50.0)
    assert readout(stage)["place"] == "(5.00, 9.00)"


def test_a_drag_is_taken_back_as_one():
    machine = Cuts(6.0, 7.0)
    for s in np.linspace(6, 8, 9):
        machine.place(s, 6.0)
    machine.undo()
    assert (machine.state.s, machine.state.n) == (6.0, 7.0)


def test_the_badge_says_what_a_small_step_does():
    stage = cuts(6.0, 7.0)
    assert stage.live["badge"] == ("calm", "more sleep helps, more fruit and vegetables hurts")
    stage.act("place", 8.0, 6.0)
    assert stage.live["badge"][1] == "more sleep changes little, more fruit and vegetables changes little"


def test_it_has_a_twin_words_and_a_short_quick_answer():
    stage = cuts()
    began = time.process_time()
    for k in range(20):
        stage.act("place", 6 + k / 20, 5.0)
    assert (time.process_time() - began) / 20 < 0.06
    assert len(json.dumps(stage.live)) < 14_000
    assert len(twin_png(scene(Cuts(6.0, 7.0)))) > 8_000 and "points per hour" in stage.description
    assert len({key for control in CONTROLS for key in control.get("key", "") or control.get("keys", "")}) == 6
