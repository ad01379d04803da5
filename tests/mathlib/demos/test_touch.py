"""A surface and what fits it at a place: the patch is the Taylor polynomial, and every place is one."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import landscapes, numdiff
from mathlib.demos.touch import Spot, Touch, arrow_scale, scene, shape, touch
from mathlib.stage.twin import twin_png

SURFACES = {name: landscapes.SURFACES[name] for name in ("curved valley", "saddle", "round bowl")}
VALLEY, SADDLE, ROUND = SURFACES.values()
FLAT = landscapes.Surface("ramp", "x", lambda x, y: x + 0 * y, lambda x, y: np.array([1.0, 0.0]),
                          lambda x, y: np.zeros((2, 2)))


def vector(mark):
    return np.subtract(mark["to"], mark["from"])


def gap_measured(spot):
    """The largest distance over the patch, place by place, by derivatives that are measured."""
    here = np.array([spot.x, spot.y])

    def f(p):
        return spot.surface.f(*p)
    gradient, hessian, worst = numdiff.gradient(f, here), numdiff.hessian(f, here), 0.0
    for u in np.linspace(-spot.reach, spot.reach, 11):
        for v in np.linspace(-spot.reach, spot.reach, 11):
            step = np.array([u, v])
            fitted = f(here) + gradient @ step + (spot.degree == 2) * step @ hessian @ step / 2
            worst = max(worst, abs(f(here + step) - fitted))
    return worst


@pytest.mark.parametrize("degree", [1, 2])
@pytest.mark.parametrize("surface", [VALLEY, SADDLE])
def test_the_gap_is_that_to_the_taylor_polynomial(surface, degree):
    spot = Spot(surface, degree, 0.7, -0.4, 0.6)
    assert spot.gap == pytest.approx(gap_measured(spot), rel=1e-4, abs=1e-7)


@pytest.mark.parametrize("degree, power", [(1, 2), (2, 3)])
def test_half_the_reach_shrinks_the_gap_as_taylor_says(degree, power):
    near, far = (Spot(VALLEY, degree, 0.7, -0.4, reach) for reach in (0.02, 0.04))
    assert far.gap / near.gap == pytest.approx(2 ** power, rel=0.05)


@pytest.mark.parametrize("surface, degree, at, words", [
    (ROUND, 2, (1, 1), "the paraboloid is a bowl"), (SADDLE, 2, (0, 0), "the paraboloid is a saddle"),
    (SADDLE, 2, (0.5, 2), "the paraboloid is a bowl"), (FLAT, 2, (0, 0), "the paraboloid is a plane"),
    (SADDLE, 2, (0, np.sqrt(2 / 3)), "the paraboloid is a trough"),
    (ROUND, 1, (3, 4), "the plane climbs 10 per unit at its steepest")])
def test_the_badge_says_what_fits(surface, degree, at, words):
    assert shape(Spot(surface, degree, *map(float, at), 0.5)) == words


def test_the_goal_is_met_where_the_lesson_says_so():
    stage = touch(SURFACES, 2, goal="Goal: a saddle.", arrived=lambda spot: spot.bends[0] < 0 < spot.bends[1],
                  reached="a saddle")
    stage.act("choose", "saddle")
    stage.act("place", 0.5, 2.0)
    assert stage.live["badge"] == ("calm", "the paraboloid is a bowl") and stage.live["goal"] == "Goal: a saddle."
    stage.act("set_y", "0,1")
    assert stage.live["badge"] == ("won", "a saddle") and stage.live["values"]["choose"] == "saddle"


def test_the_arrow_is_the_gradient_at_its_scale_and_stays_short():
    for surface in landscapes.SURFACES.values():
        stage = touch({surface.name: surface}, 1)
        stage.act("place", surface.radius, surface.radius)
        arrow, = (mark for mark in stage.live["marks"]["map"] if mark["mark"] == "arrow")
        drawn = vector(arrow) * arrow_scale(surface)
        np.testing.assert_allclose(drawn, surface.gradient(surface.radius, surface.radius), rtol=1e-3)
        assert np.hypot(*drawn) / arrow_scale(surface) <= 1.3 * surface.radius


def test_the_eigen_directions_are_square_and_carry_their_curvatures():
    stage = touch(SURFACES, 2)
    stage.act("place", 1.0, -1.0)
    marks = stage.live["marks"]["map"]
    one, other = (vector(mark) for mark in marks if mark["mark"] == "segment")
    least, most = (float(mark["words"].replace("−", "-")) for mark in marks if mark["mark"] == "text")
    assert one @ other == pytest.approx(0, abs=1e-5) and least < most
    assert [least, most] == pytest.approx(np.linalg.eigvalsh(VALLEY.hessian(1.0, -1.0)), rel=0.05)


@pytest.mark.parametrize("action, values", [
    ("place", ()), ("place", ("a", 1)), ("place", (math.nan, 1)), ("set_x", (9,)), ("set_y", ("",)),
    ("set_reach", (0,)), ("set_reach", ("far",)), ("choose", ("moon",)), ("choose", (None,))])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = touch(SURFACES, 1)
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and "did not work" not in stage.live["problem"]
    assert stage.live["marks"] == before


def test_a_degree_that_is_none_is_refused():
    with pytest.raises(ValueError, match="degree is 1 for the tangent plane or 2"):
        touch(SURFACES, 3)


def test_outside_the_map_its_edge_is_meant_and_a_drag_is_taken_back_as_one():
    machine = Touch(SURFACES, 1)
    for x in np.linspace(0, 50, 9):
        machine.place(x, 1.0)
    assert (machine.state.x, machine.state.y) == (3.0, 1.0)
    machine.undo()
    assert (machine.state.x, machine.state.y) == VALLEY.start


@pytest.mark.parametrize("degree", [1, 2])
def test_it_has_a_twin_words_and_a_short_quick_answer(degree):
    stage = touch(SURFACES, degree)
    began = time.process_time()
    for k in range(20):
        stage.act("place", k / 20, 0.5)
    assert (time.process_time() - began) / 20 < 0.06 and len(json.dumps(stage.live)) < 10_000
    machine = Touch(SURFACES, degree)
    assert len(twin_png(scene(machine))) > 8_000 and "off at most" in stage.description
    machine.set_reach(1.5)
    machine.place(3.0, 3.0)                 # far out the patch leaves the box: holes, no error
    assert len(twin_png(scene(machine))) > 8_000
