"""Turning the axes: the three numbers are those of the surface, every form has its angle, and keys alone reach it."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import numdiff
from mathlib.demos.turn import CONTROLS, FORMS, TURNED, Turn, Turned, formula, panels, scene, turn
from mathlib.stage.twin import twin_png


def readout(stage):
    return dict(stage.live["readout"])


def own_angle(form):
    """The angle of a form's own axis nearest to 0, by eigenvectors."""
    (a, b, c) = FORMS[form]
    _, axes = np.linalg.eigh([[a, b], [b, c]])
    angles = (np.degrees(np.arctan2(axes[1], axes[0])) + 90) % 180 - 90
    return min(angles, key=abs)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("angle", [0.0, 17.0, -63.5, 90.0])
def test_the_numbers_are_second_derivatives_in_the_turned_axes(form, angle):
    a, b, c = FORMS[form]
    turned = Turned(form, angle)
    u, v = turned.axes().T

    def q(turned_xy):
        x, y = turned_xy[0] * u + turned_xy[1] * v
        return (a * x * x + 2 * b * x * y + c * y * y) / 2
    H = numdiff.hessian(q, np.zeros(2))
    assert turned.now == pytest.approx((H[0, 0], H[0, 1], H[1, 1]), abs=1e-5)


@pytest.mark.parametrize("form", FORMS)
def test_a_quarter_turn_exchanges_the_numbers_and_turns_the_sign_of_the_cross_term(form):
    (a, b, c), now = FORMS[form], Turned(form, 90.0).now
    assert now == pytest.approx((c, -b, a))


@pytest.mark.parametrize("form", FORMS)
def test_whole_degrees_reach_the_goal_and_eigenvalues_are_left(form):
    stage = turn(form)
    assert stage.live["badge"][0] == "calm"
    stage.act("along", float(round(own_angle(form))), 0.0)
    assert stage.live["badge"][0] == "won", stage.live["update"]
    a, b, c = FORMS[form]
    left = sorted([float(readout(stage)[name].replace("−", "-")) for name in ("a′ along x′", "c′ along y′")])
    assert left == pytest.approx(np.linalg.eigvalsh([[a, b], [b, c]]), abs=0.01)


@pytest.mark.parametrize("form, kind", [
    ("tilted bowl", "a bowl"), ("tilted saddle", "a saddle"), ("trough", "a trough"), ("dome", "a dome")])
def test_the_badge_says_what_is_left(form, kind):
    stage = turn(form)
    stage.act("along", own_angle(form), 0.0)
    assert kind in stage.live["badge"][1]


def test_the_handle_the_slider_and_the_axis_of_angles_agree():
    stage = turn()
    for act, values in (("place", (math.cos(0.5), math.sin(0.5))), ("set_angle", ("28,6",)), ("along", (28.6, 3.0))):
        stage.act("reset")
        stage.act(act, *values)
        assert readout(stage)["angle"] == "28.6°"
    stage.act("place", -1.0, -0.5)                # the other end of the same axis
    assert readout(stage)["angle"] == "26.6°"
    stage.act("place", 0.0, 0.0)
    assert readout(stage)["angle"] == "26.6°" and not stage.live["problem"]


def test_what_was_seen_is_kept_and_a_drag_is_taken_back_as_one():
    machine = Turn("dome")
    for angle in (10, 20, 30):
        machine.along(angle, 0)
    assert machine.state.seen == (0.0, 10.0, 20.0, 30.0)
    assert [mark["x"] for mark in scene(machine).marks["so far"] if mark["mark"] == "trail"][0] == [0, 10, 20, 30]
    machine.undo()
    assert machine.state == machine.first


@pytest.mark.parametrize("action, values", [
    ("place", ()), ("place", ("a", "b")), ("place", (math.nan, 1.0)), ("along", (None,)), ("along", ()),
    ("set_angle", ("much",)), ("set_angle", (120,)), ("choose", ("hill",)), ("choose", (None,))])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = turn()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


def test_a_formula_is_written_as_on_paper():
    assert formula((5.0, 2.0, 2.0)) == "½(5x² + 4xy + 2y²)" and formula((1.0, 0.0, -1.0)) == "½(x² − y²)"
    assert formula((-2.0, 0.1, 1.0), TURNED, 2) == "½(−2.00x′² + 0.20x′y′ + 1.00y′²)"


def test_the_bars_fit_their_axes_at_every_angle():
    for form in FORMS:
        low, high = panels(form)[1]["ylim"]
        values = np.array(Turned(form).numbers_at(np.linspace(-90, 90, 181)))
        assert low <= values.min() and values.max() <= high


def test_it_has_a_twin_words_and_a_short_quick_answer():
    stage = turn()
    began = time.process_time()
    for k in range(60):
        stage.act("along", k - 30, 0)
    assert (time.process_time() - began) / 60 < 0.06
    assert len(json.dumps(stage.live)) < 14_000
    assert len(twin_png(scene(Turn("trough")))) > 8_000 and "Level curves of" in stage.description
    assert len({key for control in CONTROLS for key in control.get("key", "") or control.get("keys", "")}) == 4
