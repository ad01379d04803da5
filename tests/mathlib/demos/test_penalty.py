"""The penalty: what is drawn is lowest, by another route; and the goal can be reached with L1 and not with L2."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import numdiff
from mathlib.demos.penalty import (
    ARROW,
    CONTROLS,
    KINDS,
    LAMS,
    TOP,
    Penalty,
    Weighed,
    best,
    bowl,
    error,
    penalty,
    rival,
    scene,
)
from mathlib.optimizers import L1, GradientDescent, descend
from mathlib.stage.twin import twin_png


def readout(stage):
    return dict(stage.live["readout"])


@pytest.mark.parametrize("lam", [0.0, 0.1, 0.3, 0.43, 0.44, 0.5, 0.59, 0.6, 0.8])
def test_each_place_is_the_lowest(lam):
    H, b = bowl()
    walked = descend(L1(GradientDescent(0.5), lam), lambda w: H @ w - b, np.zeros(2), 500)[-1]
    assert best("L1", lam) == pytest.approx(walked, abs=1e-10)
    w = best("L2", lam)
    assert H @ w - b + lam * w == pytest.approx([0, 0], abs=1e-12)


def test_the_goal_needs_a_kink():
    won = {kind: [lam for lam in LAMS if Weighed(kind, float(lam)).won] for kind in KINDS}
    assert won["L2"] == [] and 2 <= len(won["L1"]) <= 6
    stage = penalty()
    for lam in won["L1"]:
        stage.act("set_lam", lam)
        assert stage.live["badge"][0] == "won" and "0 exactly" in readout(stage).values()
    stage.act("choose", "L2")
    assert stage.live["badge"] == ("calm", "neither coefficient is 0")
    stage.act("undo")
    assert stage.live["badge"][0] == "won"


def test_the_badge_agrees_with_the_per_cent_shown():
    for lam in np.linspace(0, TOP, 401):
        now = Weighed("L1", float(lam))
        assert now.won == (0 in now.w and not (now.w == 0).all() and now.kept.max() >= 25)


def test_the_diamond_and_the_ellipse_pass_through_the_best_place():
    for kind in KINDS:
        machine = Penalty(kind, 0.2)
        edge, ellipse = scene(machine).marks["map"][:2]
        w = machine.state.w
        away = np.hypot(np.subtract(ellipse["x"], w[0]), np.subtract(ellipse["y"], w[1])).min()
        assert away < 0.03
        size = [abs(np.array([edge["x"], edge["y"]])).sum(axis=0), np.hypot(edge["x"], edge["y"])][KINDS.index(kind)]
        assert size == pytest.approx([abs(w).sum(), np.hypot(*w)][KINDS.index(kind)], abs=1e-5)


@pytest.mark.parametrize("lam", [0.0, 0.02, 0.1, 0.3, 0.45, 0.59, 0.7, 0.8])
@pytest.mark.parametrize("kind, order", [("L1", 2), ("L2", 1)])
def test_the_grey_shape_touches_the_same_ellipse_from_within(kind, order, lam):
    w = best(kind, lam)
    beside = rival(kind, w)
    assert error(beside) == pytest.approx(error(w), abs=1e-6)
    size = np.linalg.norm(beside, order)
    for turn in np.linspace(0, 2 * np.pi, 200):         # nowhere in the other shape is the error smaller
        p = np.array([np.cos(turn), np.sin(turn)])
        assert error(size * p / max(np.linalg.norm(p, order), 1e-9)) >= error(w) - 1e-6


def test_the_arrow_is_the_gradient_by_differences():
    machine = Penalty("L1", 0.45)
    [arrow] = [mark for mark in scene(machine).marks["map"] if mark["mark"] == "arrow"]
    drawn = np.subtract(arrow["to"], arrow["from"])
    assert drawn == pytest.approx(-ARROW * numdiff.gradient(error, machine.state.w), abs=1e-4)


@pytest.mark.parametrize("action, values", [
    ("set_lam", ("much",)), ("set_lam", (-1,)), ("set_lam", (2,)), ("place", ()), ("place", (None, 1)),
    ("place", (math.nan, 1.0)), ("choose", ("L3",)), ("choose", (None,))])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = penalty()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


@pytest.mark.parametrize("arguments", [{"kind": "cube"}, {"kind": None}, {"lam": "a"}, {"lam": 3}])
def test_arguments_are_refused_in_a_sentence(arguments):
    with pytest.raises(ValueError, match=r"kind is|λ must"):
        penalty(**arguments)


def test_a_drag_is_taken_back_as_one_and_stays_on_the_axis():
    machine = Penalty()
    for lam in np.linspace(0.1, 1.5, 9):
        machine.place(lam, 0.0)
    assert machine.state.lam == TOP
    machine.undo()
    assert machine.state.lam == 0.1


def test_it_has_a_twin_words_and_a_quick_answer():
    stage = penalty()
    began = time.process_time()
    for lam in np.linspace(0.1, 0.5, 20):
        stage.act("set_lam", lam)
    assert (time.process_time() - began) / 20 < 0.06
    assert len(json.dumps(stage.live)) < 14_000 and len(twin_png(scene(Penalty()))) > 8_000
    assert "per cent of what it is at λ = 0" in stage.description
    assert stage.description.lower().count(stage.live["badge"][1].lower()) == 1
    assert len({key for control in CONTROLS for key in control.get("key", "") or control.get("keys", "")}) == 4


@pytest.mark.parametrize("lam", [0.45, 0.5, 0.55])
def test_the_words_name_the_corner_and_the_angle_of_the_pull(lam):
    H, b = bowl()
    pull = b - H @ best("L1", lam)
    angle = round(math.degrees(math.atan(abs(pull[1] / pull[0]))))
    assert f"corner of the diamond; −∇E points {angle}° off its axis" in penalty(lam=lam).description and angle < 45
    assert (rival("L1", best("L1", lam)) != 0).all()


@pytest.mark.parametrize("kind, lam", [("L1", 0.1), ("L1", 0.7), ("L2", 0.45)])
def test_no_corner_is_named_where_there_is_none(kind, lam):
    assert "corner" not in penalty(kind, lam).description
