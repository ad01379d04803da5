"""The line and its loss: squares, bowl, gradient and star agree with second routes, and everything can be moved."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import datasets, numdiff
from mathlib.demos.fit_line import CONTROLS, WINDOWS, Fit, FitLine, badge, fit_line, scene, square, twelve_birds
from mathlib.stage.twin import twin_png

LINES = [(0.0, 4.8), (0.5, 4.2), (1.2, 3.4), (-0.4, 5.0)]


def fit_of(m=0.0, b=4.8, absolute=False):
    flippers, masses = twelve_birds()
    return Fit(m, b, float(flippers[0]), float(masses[0]), absolute)


def marks(stage, panel, kind):
    return [mark for mark in stage.live["marks"][panel] if mark["mark"] == kind]


def test_the_birds_are_twelve_of_the_penguins():
    table, (flippers, masses) = datasets.penguins(), twelve_birds()
    known = set(zip(table.x[:, 2], table.y, strict=True))
    assert len(flippers) == 12
    assert all((round(10 * x), round(1000 * y)) in known for x, y in zip(flippers, masses, strict=True))


@pytest.mark.parametrize("m, b", LINES)
@pytest.mark.parametrize("absolute", [False, True])
def test_the_gradient_is_the_slope_of_the_loss(m, b, absolute):
    fit = fit_of(m, b, absolute)
    measured = numdiff.gradient(lambda w: float(fit.loss_at(*w)), np.array([m, b]))
    assert fit.gradient == pytest.approx(measured, abs=1e-5)


@pytest.mark.parametrize("m, b", LINES)
def test_the_loss_is_the_mean_of_the_drawn_squares(m, b):
    fit, (flippers, _) = fit_of(m, b), twelve_birds()
    areas = []
    for x, line, mass in zip(flippers, m * (flippers - 20) + b, fit.birds[1], strict=True):
        corners = np.array(square(x, line, mass))
        wide, high = np.ptp(corners, axis=0)
        assert wide == pytest.approx(high)
        areas.append(wide * high)
    assert np.mean(areas) == pytest.approx(fit.loss)


def test_the_star_is_where_others_find_the_least():
    flippers, masses = twelve_birds()
    assert fit_of().best == pytest.approx(np.polyfit(flippers - 20, masses, 1))
    grid_m, grid_b = np.linspace(-0.5, 1.5, 401)[:, None], np.linspace(3.2, 5.2, 401)[None, :]
    for absolute in (False, True):
        fit = fit_of(absolute=absolute)
        least = float(fit.loss_at(*fit.best))
        found = fit.loss_at(grid_m, grid_b).min()
        assert least <= found + 1e-12 and found < 1.01 * least


def test_the_goal_is_reached_at_the_star_and_not_far_from_it():
    for absolute in (False, True):
        best = fit_of(absolute=absolute).best
        assert badge(fit_of(*best, absolute))[0] == "won"
        assert badge(fit_of(best[0] + 0.2, best[1], absolute))[0] == "calm"


def test_what_is_read_off_agrees_with_the_badge_at_its_rounding():
    for m in np.linspace(0.4, 0.7, 61):
        fit = fit_of(m, 4.16)
        stage = dict(scene(FitLine(float(m), 4.16, False, False)).readout)
        share = float(stage["above the least"].rstrip(" %"))
        assert (badge(fit)[0] == "won") == (share <= 1.0), (m, fit.above, share)


def test_line_dot_and_bird_are_dragged():
    stage = fit_line()
    stage.act("lift", 20.0, 4.16)
    stage.act("tilt", 22.5, 4.16 + 2.5 * 0.53)
    assert stage.live["values"]["set_b"] == 4.16 and stage.live["values"]["set_m"] == pytest.approx(0.53)
    assert stage.live["badge"][0] == "won"
    stage.act("bird", 18.0, 6.5)
    assert stage.live["values"]["set_mass"] == 6.5 and stage.live["badge"][0] == "calm"
    stage.act("place", 0.25, 4.4)
    assert (stage.live["values"]["set_m"], stage.live["values"]["set_b"]) == (0.25, 4.4)
    for _ in range(4):
        stage.act("undo")
    assert stage.live["values"]["set_m"] == 0.0 and "undo" in stage.live["disabled"]


def test_the_other_loss_draws_lengths_and_moves_the_star():
    stage = fit_line(star=True)
    one, = [mark for mark in marks(stage, "loss", "point") if mark["shape"] == "star"]
    assert len(marks(stage, "birds", "polygon")) == 12 and not marks(stage, "birds", "segment")
    stage.act("swap_loss")
    other, = [mark for mark in marks(stage, "loss", "point") if mark["shape"] == "star"]
    assert len(marks(stage, "birds", "segment")) == 12 and one["x"] != other["x"]
    stage.act("show_least")
    assert not [mark for mark in marks(stage, "loss", "point") if mark["shape"] == "star"]


def test_all_squares_of_the_least_squares_line_stay_on_the_chart():
    fit = fit_of(*fit_of().best)
    z, y = fit.birds
    corners = np.concatenate([square(x + 20, fit.m * x + fit.b, mass) for x, mass in zip(z, y, strict=True)])
    assert WINDOWS["flipper"][0] < corners[:, 0].min() and corners[:, 0].max() < WINDOWS["flipper"][1]


@pytest.mark.parametrize("action, values", [
    ("place", ()), ("lift", ("a", "b")), ("tilt", (math.nan, 1.0)), ("bird", (None, None)), ("place", (1.0,)),
    ("set_m", ("steep",)), ("set_b", (12,)), ("set_mass", (-1,)), ("set_flipper", ("",))])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = fit_line()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


@pytest.mark.parametrize("settings", [{"m": "steep"}, {"m": 7}, {"b": None}, {"absolute": "yes"}, {"star": 3}])
def test_settings_are_refused_in_a_sentence(settings):
    with pytest.raises(ValueError, match=r"\.$"):
        fit_line(**settings)


def test_outside_the_window_the_edge_is_meant():
    stage = fit_line()
    stage.act("bird", -50.0, 50.0)
    assert stage.live["values"]["set_flipper"] == WINDOWS["flipper"][0]
    assert stage.live["values"]["set_mass"] == WINDOWS["mass"][1]


def test_two_birds_with_one_flipper_do_not_stop_the_other_loss():
    stage = fit_line(absolute=True)
    for flipper in twelve_birds()[0][1:]:
        stage.act("bird", float(flipper), 5.0)
        assert stage.live["problem"] == "" and math.isfinite(float(dict(stage.live["readout"])["MAE (kg)"]))


def test_it_has_a_twin_words_and_a_short_quick_answer():
    stage = fit_line(0.3, 4.2)
    began = time.thread_time()
    for k in range(20):
        stage.act("place", 0.3 + k / 100, 4.2)
    assert (time.thread_time() - began) / 20 < 0.06
    assert len(json.dumps(stage.live)) < 16_000
    assert len(twin_png(scene(FitLine(0.3, 4.2, False, False)))) > 8_000 and "kg per cm" in stage.description
    assert stage.live["badge"][1] not in stage.description
    assert len({key for control in CONTROLS for key in control.get("key", "") or control.get("keys", "")}) == 12
