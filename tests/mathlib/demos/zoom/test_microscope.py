"""The microscope: what it measures, what it refuses, and what it shows."""
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mathlib import formula, numdiff
from mathlib.demos.zoom.lens import CLOSE, SHARP, ZOOM_RANGE, Microscope
from mathlib.demos.zoom.look import said, size
from mathlib.demos.zoom.microscope import controls, describe, digits, microscope, scene, update
from mathlib.demos.zoom.specimens import SPECIMENS, TYPED, read_specimen
from mathlib.stage.twin import twin_png

every_specimen = pytest.mark.parametrize("specimen", SPECIMENS.values(), ids=list(SPECIMENS))
ACTIONS = ["place", "place_end", "place_h", "zoom_in", "zoom_out", "dive", "set_zoom", "set_h", "swap", "choose",
           "type_formula", "undo"]


def scope(name="sin x", **settings):
    return Microscope(SPECIMENS, name, **settings)


# ---------------------------------------------------------------- the specimens

@every_specimen
def test_a_slope_is_the_derivative_of_its_function(specimen):
    x = np.linspace(*specimen.x, 38)[1:-1]
    x = x[np.abs(x) > 0.05]
    np.testing.assert_allclose([specimen.slope(v) for v in x], numdiff.derivative(specimen.f, x), rtol=1e-6, atol=1e-8)


@every_specimen
def test_its_text_is_its_formula(specimen):
    x = np.linspace(*specimen.x, 38)
    np.testing.assert_allclose(specimen.f(x), formula.parse(specimen.text)(x), rtol=1e-12, atol=1e-12)


@every_specimen
def test_at_a_rough_place_there_is_no_slope(specimen):
    for place in specimen.rough:
        with np.errstate(all="ignore"):
            assert math.isnan(specimen.slope(place))
        assert math.isfinite(specimen.f(place))


@pytest.mark.parametrize("text, x, want", [
    ("x^3", 2.0, 12.0), ("|x - 1|", 1.0, math.nan), ("|x - 1|", 1.5, 1.0), ("step(x)", 0.0, math.nan),
    ("step(x)", 2.0, 0.0),    ("max(x, 1)", 1.0, math.nan), ("relu(x)", 0.0, math.nan), ("sqrt(|x|)", 0.0, math.nan),
    ("e^(5x)", 2.0, 5 * math.exp(10)),
    ("x|x|", 0.0, 0.0), ("1000 sin(100x)", 0.0, 1e5), ("5", 1.0, 0.0),
])
def test_a_typed_formula_has_a_slope_only_where_secants_agree(text, x, want):
    with np.errstate(all="ignore"):
        assert read_specimen(text).slope(x) == pytest.approx(want, nan_ok=True)


# ---------------------------------------------------------------- what is measured

def test_the_errors_that_lesson_01_quotes():
    look = scope(x=1.0).state
    for central, h, low, high in [(False, 1e-8, 2e-9, 4e-9), (True, 1e-5, 5e-12, 2e-11), (False, 1e-16, 0.53, 0.55)]:
        error = abs(look.slopes(h) - look.exact()) if not central else abs(
            numdiff.central_difference(np.sin, 1.0, h) - np.cos(1.0))
        assert low < error < high


def test_x_squared_straightens_tenfold_for_a_tenfold_lens_and_a_kink_never_does():
    smooth, kink = scope("x²"), scope("|x|")
    off = []
    for zoom in (10, 100):
        smooth.set_zoom(zoom)
        off.append(smooth.state.off_straight)
    assert off[0] / off[1] == pytest.approx(10, rel=1e-3)
    before = kink.state.off_straight
    kink.set_zoom(1e5)
    assert kink.state.off_straight == pytest.approx(before, rel=0.2)


def test_a_dive_ends_at_a_straight_line_or_at_a_million():
    for name, straight in (("x²", True), ("sin x", True), ("|x|", False), ("step", False)):
        machine = scope(name)
        for _ in range(40):
            if machine.dived():
                break
            machine.dive()
        assert machine.dived() and (machine.state.off_straight <= 1) is straight


@pytest.mark.parametrize("name, upright", [("∛x", True), ("√|x|", False), ("step", False), ("|x|", False),
                                           ("x·sin(1/x)", False)])
def test_only_a_vertical_tangent_is_called_upright(name, upright):
    machine = scope(name)
    machine.set_zoom(1e5)
    assert ("upright" in machine.badge()[1]) is upright


def test_at_the_deepest_zoom_the_gaps_between_numbers_are_named():
    machine = scope("sin x")
    machine.set_zoom(1e15)
    assert "grain" in machine.badge()[1]


def test_goals_are_reached_and_only_by_what_they_ask():
    close = scope("x²", goal=CLOSE)
    close.set_zoom(500)
    assert not close.reached() and close.badge() == ("good", "straight within a pixel")
    close.set_h(0.0009)
    assert close.reached() and close.badge() == ("won", "goal reached")
    assert "Goal" not in describe(close) and "straight" not in describe(close)        # the stage says badge and goal
    sharp = scope("sin x", goal=SHARP, h=1e-5)
    assert not sharp.reached()
    sharp.swap()
    assert sharp.reached()
    sharp.choose("x²")
    assert not sharp.reached()


# ---------------------------------------------------------------- undo, and what is refused

def test_reset_says_where_it_leads_and_can_be_undone():
    scope = microscope()._machine
    scope.set_h(0.125)
    scope.swap()
    assert scope.said.startswith("Central difference. ")
    scope.reset()
    assert scope.said.startswith("Reset. Point at") and scope.state.h == scope.first.h and not scope.state.central
    scope.undo()
    assert scope.state.h == 0.125 and scope.state.central
    scope.choose("|x|")
    assert scope.said.startswith("Now on |x|. ")


def test_the_menu_leads_back_to_the_formula_that_was_typed():
    scope = microscope()._machine
    scope.type_formula("x^2 + 1")
    scope.choose("|x|")
    scope.choose(TYPED)
    assert not scope.problem and scope.state.formula == scope.state.specimen.text == "x^2 + 1"


def test_a_lens_at_its_end_says_so():
    scope = microscope()._machine
    scope.zoom_out()
    assert "goes no further" in scope.problem and not scope.past


def test_undo_goes_back_and_a_drag_counts_as_one():
    machine = scope()
    first = machine.state
    for u in (0.1, 0.2, 0.3):
        machine.place(u, 0)
    machine.swap()
    machine.undo()
    machine.undo()
    assert machine.state == first
    machine.undo()
    assert "nothing to undo" in machine.problem and machine.state == first


@pytest.mark.parametrize("action, value", [
    ("set_h", "abc"), ("set_h", ""), ("set_h", "nan"), ("set_h", 0), ("set_h", -1), ("set_h", 1e9), ("set_h", None),
    ("set_zoom", "<b>"), ("set_zoom", "inf"), ("set_zoom", 0.1), ("place", None), ("place", "x"), ("place", math.inf),
    ("place_h", "x"), ("place_h", None), ("choose", "nothing"), ("choose", "typed"), ("type_formula", ""),
    ("type_formula", "__import__('os')"), ("type_formula", "1/0"), ("type_formula", "sqrt(-1 - x^2)"),
    ("type_formula", "x" * 5000),
])
def test_what_cannot_be_used_is_said_and_changes_nothing(action, value):
    machine = scope()
    before = machine.state
    getattr(machine, action)(value)
    assert machine.problem.endswith((".", "^")) and machine.state.x == before.x and machine.state.h == before.h
    assert machine.state.specimen is before.specimen


def test_a_secant_that_leaves_the_domain_is_said():
    machine = scope()
    machine.type_formula("sqrt(2 - x)")
    machine.set_h(1.0)
    machine.place(1.5, 0)
    assert "no value at one end" in scene(machine).problem and "no value" in update(machine.state)
    machine.set_h(0.1)
    assert scene(machine).problem == ""


def test_a_point_is_not_placed_where_f_has_no_value():
    machine = scope()
    machine.type_formula("ln(x)")
    machine.place(-1.0, 0)
    assert machine.state.x == 1.0 and "no value" in machine.problem


def test_the_end_of_the_secant_is_dragged_and_h_follows():
    machine = scope("x²", h=0.5)
    for place in (1.4, 1.3, 1.25):
        machine.place_end(place, 0)
    assert machine.state.h == 0.25 and machine.state.x == 1.0
    machine.undo()
    assert machine.state.h == 0.5
    machine.place_end(1.0, 0)                      # onto the point itself: as small as a hand can mean
    assert 0 < machine.state.h <= machine.state.width() / 300
    held = [mark for mark in scene(machine).marks["lens"] if mark.get("drag")]
    assert [mark["asks"] for mark in held] == [""]         # too near the point to take hold of
    machine.set_h(0.5)
    held = [mark for mark in scene(machine).marks["lens"] if mark.get("drag")]
    assert [mark["asks"] for mark in held] == ["place_end", ""]


def test_a_curve_that_turns_faster_than_it_is_drawn_fills_its_whole_height():
    """Samples of x sin(1/x) near 0 would show a random zigzag, another one at each zoom."""
    machine = scope("x·sin(1/x)")
    machine.set_zoom(1e6)
    curve = scene(machine).panels[0]["marks"][0]
    x, y = np.array(curve["x"]), np.array(curve["y"])
    assert np.abs(y) == pytest.approx(np.abs(x)) and (y[1:] * y[:-1] <= 0).all()


def test_a_point_near_a_rough_place_is_put_on_it():
    machine = scope("|x|", x=1.0)
    machine.place(0.004, 0)
    assert machine.state.x == 0.0


values = st.one_of(st.floats(), st.text(max_size=8), st.sampled_from([
    *SPECIMENS, "e^(e^(x^2))", "1e99 x", "x^x", "1/x", "tan(x)"]))


@given(st.lists(st.tuples(st.sampled_from(ACTIONS), values), max_size=12))
def test_nothing_breaks_whatever_is_done(deeds):
    machine = scope()
    for action, value in deeds:
        getattr(machine, action)(*([value] if action not in ("zoom_in", "zoom_out", "dive", "swap", "undo") else []))
        shown = scene(machine)
        assert math.isfinite(machine.state.x) and ZOOM_RANGE[0] <= machine.state.zoom <= ZOOM_RANGE[1]
        assert shown.update and machine.said and describe(machine)
        for panel in shown.panels:
            assert panel["xlim"][0] < panel["xlim"][1] and panel["ylim"][0] < panel["ylim"][1]


# ---------------------------------------------------------------- what is shown

def test_the_numbers_are_substituted():
    machine = scope("x²", x=3.0, h=0.5)
    assert update(machine.state) == "(f(x+h) − f(x))/h = (12.25 − 9)/0.5 = 6.5"
    machine.swap()
    assert update(machine.state) == "(f(x+h) − f(x−h))/2h = (12.25 − 6.25)/(2 × 0.5) = 6"


def test_digits_show_where_two_numbers_part():
    assert digits(0.84147098486, 0.84147098481) == ["0.84147098486", "0.84147098481"]
    assert digits(math.nan, 1.0) == ["no value", "1"]
    assert said(1e-8) == "1e−8" and said(math.nan) == "none" and size(0.54) == "0.54"


@every_specimen
def test_every_specimen_has_a_twin_and_words(specimen):
    machine = scope(specimen.name)
    machine.set_zoom(1e4)
    assert len(twin_png(scene(machine), "The microscope")) > 1000
    assert specimen.text in describe(machine)


def test_the_errors_are_shown_only_if_asked_for():
    assert [panel["name"] for panel in microscope("x²").panels] == ["lens"]
    assert [panel["name"] for panel in microscope("x²", errors=True).panels] == ["lens", "error"]


def test_the_stage_has_an_action_for_every_control():
    stage = microscope("x²", goal=CLOSE)
    keys = [control.get("key") or control.get("keys") for control in controls()]
    assert len({key for key in keys if key}) == len([key for key in keys if key])
    for control in controls():
        assert callable(getattr(stage._machine, control["action"]))
    stage.act("set_h", "1e-5")
    assert stage.live["values"]["set_h"] == 1e-5 and "1e−5" in stage.description


def test_deep_in_the_picture_neighbouring_numbers_stay_apart():
    machine = scope("sin x")
    machine.set_zoom(1e12)
    curve = scene(machine).panels[0]["marks"][0]
    assert len(set(curve["x"])) > 550 and max(map(abs, curve["x"])) < 1e-11
