"""Two stretches: the chain rule with its numbers, what is refused, and what is shown."""
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathlib import numdiff
from mathlib.demos.stretches import (
    CHAINS,
    STILL,
    WINDOW,
    Stretches,
    controls,
    describe,
    extents,
    lengths,
    scene,
    stretches,
)
from mathlib.stage.twin import twin_png

every_chain = pytest.mark.parametrize("name", CHAINS)


@every_chain
@pytest.mark.parametrize("x", [-1.3, 0.4, 1.0, 1.9])
def test_the_product_is_the_slope_of_the_whole_chain(name, x):
    chain = Stretches(name, x).state
    whole = numdiff.derivative(lambda v: chain.images(v)[1], x)
    assert chain.product() == pytest.approx(whole, rel=1e-6, abs=1e-8)


@every_chain
def test_short_pieces_are_stretched_by_the_product(name):
    chain = Stretches(name, 0.7, h=0.005).state
    first, middle, last = lengths(chain)
    inner, outer = chain.stretches()
    assert (middle / first, last / middle) == pytest.approx((abs(inner), abs(outer)), rel=1e-3)


def test_a_link_without_a_slope_has_none_in_the_chain():
    machine = Stretches("√(x²)", 0.0)
    assert math.isnan(machine.state.product()) and machine.badge()[0] == "warn"
    machine.type_inner("|x|")
    machine.type_outer("u")
    assert math.isnan(machine.state.stretches()[0])


def test_the_goal_asks_for_a_standstill_of_the_second_link():
    machine = Stretches(goal=STILL)
    machine.place(0.01, 2)
    assert not machine.reached()                    # x² itself stands still there
    machine.place(math.sqrt(math.pi / 2), 2)
    assert machine.reached() and machine.badge()[0] == "won"


def test_the_goal_is_reached_by_arrow_keys():
    """The arrow keys move by 0.05, and by a fifth of it with Shift."""
    hits = [x for x in np.round(np.arange(0.6, 4, 0.05), 2) if STILL.met(Stretches(x=float(x)).state)]
    assert hits[0] == 1.25


def test_what_is_typed_becomes_the_chain_and_undo_takes_it_back():
    machine = Stretches()
    machine.type_inner("3x - 1")
    machine.type_outer("e^u")
    assert machine.state.stretches()[0] == 3 and machine.state.name == "typed"
    machine.undo()
    machine.undo()
    assert machine.state.name == "sin(x²)"


@pytest.mark.parametrize("name, values, words", [
    ("place", ("here",), "not a place"), ("place", (math.nan, 1), "not a place"), ("place", (), "not a place"),
    ("set_h", (7,), "between"), ("choose", ("cos",), "nothing called"), ("choose", ("typed",), "box"),
    ("type_inner", ("3 +",), ""), ("type_outer", ("sin(x)",), ""), ("undo", (), "nothing to undo")])
def test_what_cannot_be_done_is_said_and_changes_nothing(name, values, words):
    machine = Stretches()
    before = machine.state
    getattr(machine, name)(*values)
    assert machine.state == before and machine.problem and words in machine.problem
    assert scene(machine).problem


def test_what_lies_outside_the_picture_is_said():
    machine = Stretches()
    machine.place(3.0, 2)
    assert "u = 9 lies outside" in scene(machine).problem and WINDOW[1] < 9
    machine = Stretches("1/(2x)")
    machine.place(0.0, 2)
    assert "y has no value" in scene(machine).problem


@given(st.floats(-5, 5), st.sampled_from(list(CHAINS)), st.floats(0.005, 0.5))
def test_every_place_makes_a_scene(x, name, h):
    machine = Stretches(name)
    machine.place(x, 2)
    machine.set_h(h)
    assert scene(machine).update.startswith("dy/dx = dy/du × du/dx = ") and "nan" not in describe(machine)


@every_chain
def test_the_twin_is_drawn(name):
    machine = Stretches(name)
    assert len(twin_png(scene(machine), "Two stretches")) > 1000


def test_the_stage_takes_its_actions():
    stage = stretches(goal=STILL)
    stage.act("place", 1.25, 2)
    assert stage.live["badge"][0] == "won"
    stage.act("reset")
    assert dict(stage.live["readout"])["x"] == "0.60"
    assert {control["action"] for control in controls()} >= {"undo", "reset", "set_h", "choose"}


def test_a_fold_is_as_long_as_its_middle_reaches():
    folded = Stretches("√(x²)", x=0.0, h=0.2).state
    assert lengths(folded) == pytest.approx([0.4, 0.04, 0.2])


def test_a_piece_that_is_turned_round_keeps_its_left_end_first():
    turned = Stretches("1/(2x)", x=1.0, h=0.2).state
    (left, right) = extents(turned)[2]
    assert left > right
