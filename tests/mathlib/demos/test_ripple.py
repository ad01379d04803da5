"""The ripple: forecast and actual are those of the ride, edges are partials, and the goal can be reached."""
import json
import time

import numpy as np
import pytest
import sympy

from mathlib.demos.ripple import BEFORE, CONTROLS, HERE, OUTPUTS, J, Nudge, Ripple, ride, ripple, scene
from mathlib.stage.twin import twin_png


def test_the_table_is_that_of_the_formulas():
    s, m, w = sympy.symbols("s m w", positive=True)
    force = sympy.Rational(4, 25) * m + (s + w) ** 2 / 36
    outputs = sympy.Matrix([720 / s, force * s * sympy.Rational(5, 18), 1800 / force, m * s ** 2 / 25920])
    at = dict(zip((s, m, w), HERE, strict=True))
    assert np.array(outputs.subs(at), float).ravel() == pytest.approx(ride(HERE))
    assert np.array(outputs.jacobian([s, m, w]).subs(at), float) == pytest.approx(J)


def test_the_formulas_are_those_of_physics():
    s, m, w = HERE
    force = 0.16 * m + 0.5 * 1.2 * 0.6 * ((s + w) / 3.6) ** 2           # ½ ρ (c_w A) × air speed², in m/s
    want = [12 / s * 60, force * s / 3.6, 500 * 3600 / force / 1000, 0.5 * m * (s / 3.6) ** 2 / 1000]
    assert ride(HERE) == pytest.approx(want)


@pytest.mark.parametrize("step", [(0.1, 0, 0), (0, 0.5, 0), (0, 0, 0.1), (-0.1, 0.5, 0.1)])
def test_small_nudges_are_forecast_within_one_per_cent_of_their_shares(step):
    nudge = Nudge(*step)
    assert nudge.misses.max() < 0.01 and nudge.forecast == pytest.approx(J @ step)
    assert nudge.actual == pytest.approx(ride(np.add(HERE, step)) - BEFORE)


def test_the_badge_tells_a_small_nudge_from_a_large_one():
    assert scene(Ripple(0.1, 0.5, 0.1)).badge[0] == "good"
    tone, words = scene(Ripple(5, 0, 0)).badge
    assert tone == "calm" and "is off by" in words


def test_the_goal_is_met_by_the_ride_and_not_by_the_forecast():
    stage = ripple(0, 0, 0)
    for action, value in (("nudge_s", 1.5), ("nudge_m", -13), ("nudge_w", -0.3)):
        assert stage.live["badge"][0] != "won"
        stage.act(action, value)
    assert stage.live["badge"][0] == "won" and "Goal" in stage.live["goal"]
    stage.act("nudge_w", -2)
    assert stage.live["badge"][0] != "won"


def test_two_nudges_meet_the_goal_without_any_change_of_wind():
    assert Nudge(1.2, -11).arrived and not Nudge(1.2, 0).arrived and not Nudge(1.1, -11).arrived


def test_slider_steps_can_stand_at_the_goal():
    steps = [control["step"] for control in CONTROLS if control["control"] == "slider"]
    counts = [value / step for value, step in zip((1.5, -13, -0.3), steps, strict=True)]
    assert counts == pytest.approx([round(c) for c in counts])


def test_an_edge_is_an_entry_that_is_not_0_and_as_thick_as_its_share():
    marks = scene(Ripple(1.0, 0.0, 2.0)).marks["ripple"]
    edges = [mark for mark in marks if mark["mark"] == "segment"]
    assert len(edges) == np.count_nonzero(J) == 9
    widths = sorted(edge["width"] for edge in edges if edge["ink"] == "gradient")
    assert widths == pytest.approx([1, 1 + 7 / 3, 1 + 14 / 3], rel=1e-3)
    assert all(edge["dash"] for edge in edges if edge["ink"] == "gradient" and edge["width"] > 1)


def test_the_row_that_is_looked_at_is_written_out():
    stage = ripple(1, 5, 2)
    assert stage.live["update"] == "ΔR ≈ (−1.78) · 1 + (−0.171) · 5 + (−1.78) · 2 = −6.21 km"
    stage.act("next_output")
    assert stage.live["values"]["look"] == "brakes B" and stage.live["update"].startswith("ΔB")
    stage.act("look", "power P")
    words = [mark["words"] for mark in stage.live["marks"]["ripple"] if mark["mark"] == "text"]
    assert words == ["20.6 W per km/h", "0.889 W per kg", "9.26 W per km/h"]
    stage.act("pick", 8.0, 9.0)
    assert stage.live["values"]["look"] == "time T"
    stage.act("undo")
    assert stage.live["values"]["look"] == "range R"


@pytest.mark.parametrize("action, values", [
    ("nudge_s", ("fast",)), ("nudge_s", (9,)), ("nudge_m", (-50,)), ("nudge_w", ("",)), ("nudge_w", (float("nan"),)),
    ("look", ("comfort",)), ("look", (2,)), ("pick", ()), ("pick", ("a", "b")), ("pick", (1.0, float("inf")))])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = ripple()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


def test_it_has_a_twin_words_and_a_short_quick_answer():
    stage = ripple()
    began = time.process_time()
    for k in range(20):
        stage.act("nudge_s", k / 20)
    assert (time.process_time() - began) / 20 < 0.06
    assert len(json.dumps(stage.live)) < 8_000 and len(twin_png(scene(Ripple(1, 5, 2)))) > 8_000
    assert all(name in stage.description for name in OUTPUTS)
    assert len({key for control in CONTROLS for key in control.get("key", "") or control.get("keys", "")}) == 9
