"""The paths of lesson 11: products, sum and measured change belong to one oven, and the goal can be reached."""
import json
import math
import time

import numpy as np
import pytest
import sympy

from mathlib import numdiff
from mathlib.demos.machine import Refusal
from mathlib.demos.paths import (
    CONTROLS,
    PATHS,
    WINDOWS,
    Baking,
    Paths,
    bake,
    edges_of,
    followed,
    local_slopes,
    paths,
    product_of,
    scene,
)
from mathlib.stage.twin import twin_png

OVENS = [(160.0, 1.0), (200.0, 1.0), (250.0, 0.5), (150.0, 1.5), (187.0, 0.82)]


def marks(machine, kind):
    return [mark for mark in scene(machine).marks["graph"] if mark["mark"] == kind]


@pytest.mark.parametrize("at", OVENS)
def test_the_sum_over_the_paths_is_the_slope_of_the_energy(at):
    measured = numdiff.derivative(lambda T: bake(T, at[1])["E"], at[0])
    assert Baking(*at).total == pytest.approx(measured, abs=0.016)


@pytest.mark.parametrize("at", OVENS)
def test_each_local_slope_is_that_of_its_formula(at):
    T, m, P, t = sympy.symbols("T m P t", positive=True)
    names = {"TS": (sympy.Rational(18, 5) * (T - 20), T), "TP": (5 * (T - 20), T), "Tt": (90 * m / (T - 100), T),
             "mt": (90 * m / (T - 100), m), "PQ": (P * t, P), "tQ": (P * t, t)}
    values = bake(*at)
    here = {T: at[0], m: at[1], P: values["P"], t: values["t"]}
    slopes = local_slopes(*at)
    for edge, (formula, moving) in names.items():
        assert float(sympy.diff(formula, moving).subs(here)) == pytest.approx(slopes[edge]), edge
    assert slopes["SE"] == slopes["QE"] == 1


@pytest.mark.parametrize("at", OVENS)
def test_what_is_shown_adds_up_as_shown(at):
    baking = Baking(*at)
    assert sum(round(100 * product) for product in baking.products.values()) == round(100 * baking.total)
    changes = baking.changes
    assert changes["E"] == pytest.approx(changes["S"] + changes["Q"])
    assert baking.measured == pytest.approx((bake(at[0] + 10, at[1])["E"] - bake(*at)["E"]) / 10)


def test_a_smaller_nudge_measures_a_slope_nearer_to_the_sum():
    errors = [abs(Baking(160.0, 1.0, delta).measured + 6.4) for delta in (40.0, 10.0, 1.0)]
    assert errors[0] > errors[1] > errors[2] and errors[2] < 0.2


def test_the_goal_is_200_degrees_for_a_loaf_of_1_kg():
    won = [T for T in range(150, 251) if scene(Paths(T, 1.0)).badge[0] == "won"]
    assert won and set(won) <= set(range(198, 203)) and 200 in won
    assert bake(200.0, 1.0)["E"] < min(bake(199.0, 1.0)["E"], bake(201.0, 1.0)["E"])
    assert scene(Paths(220.0, 1.44)).badge[0] == "good" and scene(Paths(170.0, 1.0)).badge[0] == "calm"


def test_the_lit_path_is_drawn_on_top_with_its_slopes():
    machine = Paths(160.0, 1.0)
    for name, path in PATHS.items():
        machine.look(name)
        lit = [mark for mark in marks(machine, "segment") if mark["ink"] == "gradient"]
        assert len(lit) == len(edges_of(path)) and marks(machine, "segment")[-1]["ink"] == "gradient"
        told = [mark["words"] for mark in marks(machine, "text")]
        assert len(told) == len(edges_of(path)) and all(words.startswith("× ") for words in told)
    assert product_of(machine.state).endswith("= −17.5 Wh per °C") and "h/°C · 700 W" in product_of(machine.state)


def test_its_words_name_the_paths_and_both_changes_with_units():
    told = paths().description
    assert all(" → ".join(path) in told for path in PATHS.values()) and "mass m leads to the time t" in told
    assert "Measured over a nudge of 10 °C: −4.97 Wh per °C. Under the whole nudge Q moves by −85.7 Wh" in told
    assert "Lit is T → P → Q → E, with 5 W/°C · 1.5 h · 1 = 7.5 Wh per °C." in told and "  " not in told


def test_the_nudge_runs_through_the_columns_and_begins_again():
    machine, told = Paths(160.0, 1.0), []
    for count in (1, 4, 5, 6):
        machine.follow()
        changed = [mark for mark in marks(machine, "box") if len(mark["lines"]) == 3]
        assert len(changed) == count
        told.append(machine.said)
    assert "stands at T" in told[0] and told[1].startswith("It splits") and "P and t meet" in told[2]
    assert followed(machine.state) == told[3] and "−49.7 Wh" in told[3]
    machine.undo()
    assert machine.state.front == 3


@pytest.mark.parametrize("place, path", [((2.8, 8.1), "via S"), ((2.8, 6.0), "via P"), ((2.8, 3.5), "via t"),
                                         ((7.0, 9.0), "via S"), ((5.3, 4.5), "via P"), ((5.3, 2.3), "via t")])
def test_a_click_lights_the_nearest_path(place, path):
    machine = Paths(160.0, 1.0)
    machine.pick(*place)
    assert machine.state.path == path


def test_the_bead_moves_from_path_to_path_by_arrow_keys():
    machine, seen = Paths(160.0, 1.0, path="via S"), []
    for _ in range(3):
        bead, = marks(machine, "point")
        seen.append(machine.state.path)
        machine.pick(bead["x"], max(bead["y"] - 2.4, 0))
    assert seen == list(PATHS)


@pytest.mark.parametrize("action, values", [
    ("set_T", ("hot",)), ("set_T", (90,)), ("set_m", (0,)), ("set_m", (None,)), ("set_delta", (0,)),
    ("set_delta", (math.nan,)), ("look", ("via Q",)), ("look", (3,)), ("pick", ()), ("pick", ("a", "b")),
    ("pick", (math.inf, 1))])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = paths()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


@pytest.mark.parametrize("arguments", [{"T": "a"}, {"T": 100}, {"m": -1}, {"delta": 0}, {"path": "via x"}])
def test_arguments_are_refused_as_the_controls_do(arguments):
    with pytest.raises(Refusal):
        paths(**arguments)


def test_reset_and_undo_take_back():
    machine = Paths(160.0, 1.0)
    for T in (170, 180, 190):
        machine.set_T(T)
    machine.next_path()
    machine.undo()
    assert (machine.state.T, machine.state.path) == (190, "via P")
    machine.undo()
    assert machine.state.T == 160
    machine.set_m(1.2)
    machine.reset()
    assert machine.state == Baking(160.0, 1.0)


def test_every_bar_fits_its_axes_and_steps_can_stand_at_the_goal():
    low, high = scene(Paths(160.0, 1.0)).panels[1]["ylim"]
    heights = [bar for T in np.linspace(150, 250, 21) for m in (0.5, 1.0, 1.5)
               for bar in (*Baking(T, m).products.values(), Baking(T, m).total, Baking(T, m, 40.0).measured)]
    assert low < min(heights) and max(heights) < high
    steps = {control["action"]: control["step"] for control in CONTROLS if control["control"] == "slider"}
    assert (200 - 160) % (5 * steps["set_T"]) == 0 and set(steps) == {"set_T", "set_m", "set_delta"}
    assert {f"set_{name}" for name in WINDOWS} == set(steps)


def test_it_has_a_twin_words_and_a_short_quick_answer():
    stage = paths()
    began = time.process_time()
    for k in range(20):
        stage.act("set_T", 160 + k)
    assert (time.process_time() - began) / 20 < 0.06
    assert len(json.dumps(stage.live, allow_nan=False)) < 14_000
    assert len(twin_png(scene(Paths(160.0, 1.0)))) > 8_000 and "Wh per °C" in stage.description
    keys = [key for control in CONTROLS for key in control.get("key", "") or control.get("keys", "")]
    assert len(keys) == len(set(keys)) == 10
