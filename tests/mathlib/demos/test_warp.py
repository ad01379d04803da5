"""The warp: its columns are slopes, its determinant is what areas grow by, and every goal can be reached."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import numdiff
from mathlib.demos.warp import CONTROLS, MAPS, Place, Warp, badge, panels, scene, warp
from mathlib.stage.twin import twin_png

GOALS = {"shear": (-0.5, 0.0, 3.0), "polar": (0.25, 1.0, 1.0), "squaring": (0.125, 0.0, 2.0),
         "fold": (-0.5, -0.75, 1.5), "ride": (30.0, 14.0, 1.0)}


def places(name, count=6):
    (left, right), (low, high) = MAPS[name].windows
    return np.random.default_rng(1).uniform([left, low], [right, high], size=(count, 2))


@pytest.mark.parametrize("name", MAPS)
def test_the_columns_are_measured_slopes_and_the_determinant_is_theirs(name):
    for x, y in places(name):
        at = Place(name, x, y)
        J = numdiff.jacobian(lambda p: np.array(MAPS[name].f(*p)), [x, y])
        assert np.column_stack(at.columns) == pytest.approx(J, rel=1e-6, abs=1e-6)
        assert at.det == pytest.approx(np.linalg.det(J), rel=1e-5, abs=1e-6)


@pytest.mark.parametrize("name", MAPS)
def test_a_small_image_has_det_times_the_area_of_its_square(name):
    for x, y in places(name):
        at = Place(name, x, y, 0.001)
        assert at.area == pytest.approx(at.det, rel=5e-3, abs=5e-3)


def test_the_area_of_an_image_by_known_areas():
    r, side = 2.0, 2 * MAPS["polar"].cell
    sector = ((r + side) ** 2 - r ** 2) / 2 * side                   # of a ring
    assert Place("polar", r, 0.5).area * side ** 2 == pytest.approx(sector, rel=1e-3)
    assert Place("shear", 0.3, 0.2, 3.0).area == pytest.approx(1.0)
    assert Place("fold", 0.0, -1.5).area == pytest.approx(-1.0, rel=1e-3)        # mean of y over −1.5 to −0.5


@pytest.mark.parametrize("name", MAPS)
def test_every_goal_is_open_at_the_start_and_can_be_reached(name):
    machine = Warp(name)
    assert scene(machine).badge[0] != "won"
    x, y, size = GOALS[name]
    machine.place(x, y)
    machine.set_size(size)
    assert scene(machine).badge[0] == "won" and MAPS[name].goal.startswith("Goal:")


@pytest.mark.parametrize("name, x, y, size", [
    ("squaring", 0.5, 0.0, 2.0), ("polar", 0.5, 1.0, 2.0), ("fold", -0.5, -0.5, 2.0), ("fold", -0.5, -0.75, 2.0)])
def test_a_determinant_at_the_corner_alone_does_not_win(name, x, y, size):
    assert badge(Place(name, x, y, size))[0] != "won"


@pytest.mark.parametrize("name", MAPS)
def test_a_badge_never_contradicts_what_is_counted_over_the_whole_square(name):
    kind, t = MAPS[name], (np.arange(40) + 0.5) / 40
    for (x, y), size in zip(places(name, 150), np.random.default_rng(2).uniform(0.1, 3.0, 150), strict=True):
        at = Place(name, x, y, size)
        dets = np.array([Place(name, x + i * at.side, y + j * at.side).det for i in t[::8] for j in t])
        tone, words = badge(at)
        assert at.area == pytest.approx(dets.mean(), rel=0.3, abs=0.1) or name == "ride"
        if tone == "won":
            assert {"shear": abs(at.area - 1) < 1e-9, "polar": dets.mean() <= 0.6, "fold": dets.max() <= 0 > at.area,
                    "squaring": 0.7 <= dets.mean() <= 1.3, "ride": abs(numdiff.derivative(
                        lambda v, y=y: kind.f(v, y)[1], x)) < 1}[name], words
        if words.startswith(("turned over", "not turned over")):
            assert (dets < 0).all() if words.startswith("turned") else (dets >= 0).all()


@pytest.mark.parametrize("name", MAPS)
def test_arrow_keys_can_stand_at_the_goal(name):
    step, start = MAPS[name].cell / 2, MAPS[name].start
    moves = [(goal - at) / step for goal, at in zip(GOALS[name], start, strict=False)]
    assert moves == pytest.approx([round(m) for m in moves])


def test_the_square_and_its_image_follow_the_hand():
    stage = warp("polar")
    before = json.loads(json.dumps(stage.live["marks"]))
    stage.act("place", 1.0, 1.0)
    assert all(stage.live["marks"][panel] != before[panel] for panel in before)
    first, second = (mark for mark in stage.live["marks"]["out"] if mark["mark"] == "arrow")
    assert np.hypot(*np.subtract(first["to"], first["from"])) == pytest.approx(1.0, rel=1e-4)      # a side of 1 m
    assert np.hypot(*np.subtract(second["to"], second["from"])) == pytest.approx(1.0, rel=1e-4)    # 1 rad at r = 1
    stage.act("undo")
    assert stage.live["marks"] == before


def test_it_says_when_it_is_flat_and_when_it_is_turned_over():
    stage = warp("fold")
    for y, words in ((1.0, "not turned over"), (0.0, "flat"), (-0.25, "folded"), (-1.5, "turned over")):
        stage.act("place", 0.0, y)
        assert stage.live["badge"][1].startswith(words)


def test_another_map_begins_at_its_own_start_and_keeps_the_size():
    stage = warp("polar")
    stage.act("set_size", "0,5")
    stage.act("choose", "squaring")
    assert stage.live["values"] == {"choose": "squaring", "set_size": 0.5}
    assert stage.panels == panels("squaring") and "squar" not in stage.live["problem"]
    stage.act("reset")
    assert stage.live["values"] == {"choose": "polar", "set_size": 2.0}


@pytest.mark.parametrize("action, values", [
    ("place", ()), ("place", ("a", "b")), ("place", (math.nan, 1.0)), ("place", (None, None)), ("place", (1.0,)),
    ("set_size", ("wide",)), ("set_size", (9,)), ("set_size", (0,)), ("choose", ("moebius",)), ("choose", (3,))])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = warp("polar")
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


def test_outside_the_plane_the_nearest_place_is_meant():
    stage = warp("polar")
    stage.act("place", -7.0, 50.0)
    assert dict(stage.live["readout"])["place"] == "(0.00, 3.00)"


@pytest.mark.parametrize("name", MAPS)
def test_it_has_a_twin_words_and_a_short_quick_answer(name):
    stage = warp(name)
    began = time.process_time()
    for k in range(20):
        stage.act("place", 1 + k / 20, 0.5)
    assert (time.process_time() - began) / 20 < 0.06
    assert len(json.dumps(stage.live)) < 8_000 and len(json.dumps(stage.panels)) < 60_000
    assert len(twin_png(scene(Warp(name)))) > 8_000 and "determinant" in stage.description
    assert len({key for control in CONTROLS for key in control.get("key", "") or control.get("keys", "")}) == 4
