"""The rolling ball and the sliders in a real browser: by mouse, by touch, by keyboard alone, and without a kernel.

One page serves all tests of this file, in their order: the last ones take its kernel away.
"""
import pytest

from mathlib import landscapes
from mathlib.demos.rolling.rolling_ball import rolling_ball

pytestmark = pytest.mark.browser

CELLS = ["from mathlib.demos.rolling.rolling_ball import rolling_ball\nrolling_ball()",
         "from mathlib.demos.rolling.surface_ball import surface_ball\nsurface_ball()", """
import numpy as np
from ipywidgets import FloatLogSlider
from mathlib import plotting
from mathlib.stage.explore import explore

def wave(ax, k, lr, kind, grid):
    if k > 4:
        raise ValueError("too many waves")
    w = np.linspace(-3, 3, 200)
    plotting.curve(ax, w, (1 + lr) * np.sin(k * w))
    return f"{k:g} waves, η is {lr:g}."

explore(wave, "A wave", alt="One wave.", k=(1.0, 5.0), lr=FloatLogSlider(0.01, min=-4, max=0, step=0.04),
        kind=["sine", "other"], grid=True, labels={"k": "waves", "lr": "learning rate η"})
"""]


@pytest.fixture(scope="module")
def lesson(shown):
    return shown(CELLS)


def fresh(lesson, number):
    """A stage as at its start, with η = 0.1."""
    stage = lesson.stage(number)
    rate = stage.root.locator(".ms-box")
    rate.fill("0.1")
    rate.press("Enter")
    while stage.button("predict").get_attribute("aria-pressed") == "true":
        stage.press("p")
        stage.page.wait_for_timeout(50)
    stage.press("0")
    stage.until(lambda: stage.readout()["steps"] == "0" and "Reset" in stage.heard())
    return stage


@pytest.fixture
def curve(lesson):
    """The ball on a parabola, at w = 2, with η = 0.1."""
    return fresh(lesson, 0)


@pytest.fixture
def surface(lesson):
    return fresh(lesson, 1)


def w(stage):
    return stage.number("w")


def place(stage):
    return tuple(float(v.replace("−", "-")) for v in stage.readout()["place"].strip("()").split(","))


def near(value, abs=0.03):
    return pytest.approx(value, abs=abs)


def ball_on_screen(stage):
    """The middle of the handle, in pixels of the page."""
    box = stage.panel.locator(".ms-handle").bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


# ---------------------------------------------------------------- by mouse

def test_a_click_places_the_ball_where_the_axes_say(curve, surface):
    surface.click_data(-1.0, 2.0)
    surface.until(lambda: place(surface) == near((-1, 2)))
    curve.click_data(-1.5, 4.0)
    curve.until(lambda: w(curve) == near(-1.5))
    assert ball_on_screen(curve) == pytest.approx(curve.position(-1.5, 2.25), abs=4)


MOVE_AND_LOOK = """(svg, [x, y]) => {
  const where = () => svg.querySelector(".ms-handle").getAttribute("transform"), before = where();
  svg.dispatchEvent(new PointerEvent("pointermove", { clientX: x, clientY: y, pointerId: 1, bubbles: true }));
  const box = svg.querySelector(".ms-handle").getBoundingClientRect();     // no answer can arrive in between
  return [before !== where(), box.x + box.width / 2, box.y + box.height / 2];
}"""


@pytest.mark.parametrize("which, on_curve", [("curve", True), ("surface", False)])
def test_a_drag_is_drawn_before_python_answers(which, on_curve, request):
    stage = request.getfixturevalue(which)
    stage.page.mouse.move(*stage.position(1.0, 1.0))
    stage.page.mouse.down()
    moved, x, y = stage.panel.evaluate(MOVE_AND_LOOK, stage.position(-2.0, 1.5))
    stage.page.mouse.up()
    assert moved and (x, y) == pytest.approx(stage.position(-2.0, 4.0 if on_curve else 1.5), abs=5)
    stage.until(lambda: (w(stage) == near(-2)) if on_curve else place(stage) == near((-2, 1.5)))


def test_a_drag_goes_on_while_the_panel_beside_it_changes(curve, surface):
    """The loss axes grow and shrink with the walk: the panel under the hand must stay."""
    surface.drag_data((0.1, 0.1), (2.8, 2.8), steps=20)           # the loss begins at 0.02, and at 15.7
    surface.until(lambda: place(surface) == near((2.8, 2.8), 0.05))
    for steps in range(1, 22):
        curve.press("s")
        curve.until(lambda steps=steps: curve.readout()["steps"] == str(steps))
    curve.drag_data((0.0, 0.5), (-2.5, 3.0), steps=20)
    curve.until(lambda: w(curve) == near(-2.5))


def test_buttons_step_undo_and_reset(curve):
    curve.button("step").click()
    curve.until(lambda: w(curve) == near(1.6, 1e-9))
    assert "Step 1: w = 1.600" in curve.heard()
    curve.button("undo").click()
    curve.until(lambda: w(curve) == near(2, 1e-9))


def test_a_run_goes_until_rest_and_can_be_paused(curve):
    run = curve.button("run")
    run.click()
    curve.until(lambda: int(curve.readout()["steps"]) >= 3)
    assert run.inner_text() == "Pause"
    run.click()
    curve.until(lambda: run.inner_text() == "Run")
    curve.page.wait_for_timeout(1000)                       # one step may have been under way
    steps = curve.readout()["steps"]
    curve.page.wait_for_timeout(400)
    assert curve.readout()["steps"] == steps


def test_a_run_pauses_after_sixty_steps_and_goes_on_when_asked(curve):
    curve.button("set_lr").fill("-2.6")                     # 10^−2.6 = 0.0025: a long way down
    run = curve.button("run")
    run.click()
    curve.until(lambda: run.inner_text() == "Run")
    assert curve.readout()["steps"] == "60"
    run.click()
    curve.until(lambda: int(curve.readout()["steps"]) > 61)
    run.click()


# ---------------------------------------------------------------- by touch

def test_a_finger_places_and_drags_the_ball(surface):
    touch = surface.page.context.new_cdp_session(surface.page)

    def finger(kind, *at):
        points = [{"x": at[0], "y": at[1]}] if at else []
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    start, end = surface.position(1.0, -1.0), surface.position(-2.0, 2.0)
    finger("touchStart", *start)
    surface.until(lambda: place(surface) == near((1, -1)))
    for share in (0.25, 0.5, 0.75, 1.0):
        finger("touchMove", *(a + share * (b - a) for a, b in zip(start, end, strict=True)))
    finger("touchEnd")
    surface.until(lambda: place(surface) == near((-2, 2)))
    touch.detach()


def test_fingers_find_what_they_aim_at(curve):
    """24 CSS pixels at least (WCAG 2.2, 2.5.8)."""
    for control in curve.root.locator("button, select, input").all():
        assert control.bounding_box()["height"] >= 24


# ---------------------------------------------------------------- by keyboard alone

def in_focus(page):
    return page.evaluate("() => { const e = document.activeElement; return e.dataset.action || e.className; }")


def test_tab_visits_every_control_once_and_leaves(curve):
    curve.panel.focus()
    visited = []
    while len(visited) < 30:
        curve.page.keyboard.press("Tab")
        if not curve.root.evaluate("root => root.contains(document.activeElement)"):
            break
        visited.append(in_focus(curve.page))
    stops = {"slider": ["{action}", "ms-box"]}
    assert visited == [name.format(**control) for control in rolling_ball().controls
                       for name in stops.get(control["control"], ["{action}"])]
    curve.panel.focus()
    curve.page.keyboard.press("Shift+Tab")
    assert not curve.root.evaluate("root => root.contains(document.activeElement)")


CELL_IN_FOCUS = """() => [...document.querySelectorAll(".jp-Notebook .jp-Cell")]
    .indexOf(document.activeElement.closest(".jp-Cell"))"""


@pytest.mark.parametrize("inside", ["svg.ms-handled", "button[data-action=step]", ".ms-box", "select"])
def test_escape_leads_back_to_the_cell_and_shift_enter_to_the_next(curve, inside):
    for key, cell in (("Escape", 0), ("Shift+Enter", 1)):
        curve.root.locator(inside).focus()
        curve.page.keyboard.press(key)
        assert not curve.root.evaluate("root => root.contains(document.activeElement)")
        assert curve.page.evaluate(CELL_IN_FOCUS) == cell
    assert (curve.readout()["steps"], w(curve)) == ("0", near(2, 1e-9))        # the cell was not run again


def test_keys_step_undo_run_reset_and_change_the_learning_rate(curve):
    curve.press("s")
    curve.until(lambda: w(curve) == near(1.6, 1e-9))
    curve.press("u")
    curve.until(lambda: w(curve) == near(2, 1e-9))
    curve.press("+")
    curve.until(lambda: "Learning rate" in curve.heard())
    faster = float(curve.heard().split()[2].rstrip(":"))
    curve.press("-", "-")
    curve.until(lambda: float(curve.heard().split()[2].rstrip(":")) < 0.1 < faster)
    curve.press("r")
    curve.until(lambda: int(curve.readout()["steps"]) >= 3)
    curve.press("0")
    curve.until(lambda: curve.readout()["steps"] == "0" and w(curve) == 2)


def test_arrows_pressed_quickly_add_up(curve, surface):
    curve.press(*["ArrowLeft"] * 8)
    curve.until(lambda: w(curve) == near(2 - 8 * 6 / 40, 1e-3))
    curve.press("Shift+ArrowRight")
    curve.until(lambda: w(curve) == near(0.8 + 6 / 200, 1e-3))
    x, y = landscapes.ROUND.start
    surface.press("ArrowUp", "ArrowUp", "ArrowLeft")
    surface.until(lambda: place(surface) == near((x - 0.15, y + 0.3), 1e-3))


def test_what_is_asked_quickly_arrives_in_its_order(curve):
    curve.press(*["ArrowLeft"] * 8, "s", "s")
    curve.until(lambda: curve.readout()["steps"] == "2")
    assert w(curve) == near((2 - 8 * 6 / 40) * 0.8 ** 2, 2e-3)


def test_steps_asked_for_while_python_is_busy_are_counted(lesson, curve):
    curve.press("s", "s", "s", "s", "s")
    curve.until(lambda: curve.readout()["steps"] == "5")
    assert w(curve) == near(2 * 0.8 ** 5, 2e-3)


def test_slider_and_box_show_one_number(curve):
    box, slider = curve.root.locator(".ms-box"), curve.button("set_lr")
    box.fill("0.5")
    box.press("Enter")
    curve.until(lambda: slider.get_attribute("aria-valuetext") == "0.5")
    box.press("Shift+Tab")
    curve.page.keyboard.press("ArrowRight")
    curve.until(lambda: 0.5 < float(slider.get_attribute("aria-valuetext")) < 0.55)


def test_escape_takes_back_what_was_half_typed(curve):
    box = curve.root.locator(".ms-box")
    box.fill("3")
    box.press("Escape")
    curve.page.wait_for_timeout(200)
    assert curve.button("set_lr").get_attribute("aria-valuetext") == "0.1" and box.input_value() == "0.1"


def test_a_walk_that_goes_on_leaves_what_is_half_typed(curve):
    curve.press("r")
    box = curve.root.locator(".ms-box")
    box.fill("0.3")
    steps = int(curve.readout()["steps"])
    curve.until(lambda: int(curve.readout()["steps"]) >= steps + 3)
    assert box.input_value() == "0.3"
    box.press("Enter")
    curve.until(lambda: curve.button("set_lr").get_attribute("aria-valuetext") == "0.3")


def test_a_key_that_can_do_nothing_says_why(curve):
    while curve.button("undo").get_attribute("aria-disabled") != "true":
        curve.press("u")
        curve.page.wait_for_timeout(60)
    curve.press("u")
    curve.until(lambda: "nothing to undo" in curve.heard())


def test_a_prediction_is_made_with_keys_while_the_ball_stays(curve):
    curve.press("p")
    curve.until(lambda: curve.button("predict").get_attribute("aria-pressed") == "true")
    for _ in range(3):                                          # one after the other: from guess to guess
        curve.press("ArrowLeft")
        curve.page.wait_for_timeout(120)
    curve.until(lambda: "You predict w = 1.550" in curve.heard())
    assert w(curve) == 2
    curve.press("s")
    curve.until(lambda: "You predicted w = 1.550: close, off by 0.050" in curve.heard())


def sources(lesson):
    return lesson.js("p => p.content.widgets.map(c => c.model.sharedModel.source)")


def test_letters_do_not_reach_jupyterlab_while_a_control_has_the_focus(lesson, curve):
    before = sources(lesson)
    controls = [curve.panel, *curve.root.locator("button, select, input").all()]
    for control in controls:
        control.focus()
        for key in ("x", "d", "d", "b", "a", "m", "v"):
            curve.page.keyboard.press(key)
        assert lesson.js("p => p.content.mode") == "command" and sources(lesson) == before
    sliders = sum(control["control"] == "slider" for control in rolling_ball().controls)
    assert len(controls) == 1 + len(rolling_ball().controls) + sliders
    curve.button("type_formula").fill("")


# ---------------------------------------------------------------- what is typed and chosen

def typed(stage, text):
    box = stage.button("type_formula")
    box.fill(text)
    box.press("Enter")
    return stage.root.locator(".ms-problem")


def test_a_formula_is_typed_and_walked_on(curve):
    typed(curve, "(w-1)^2")
    curve.until(lambda: curve.number("f(w)") == near(1, 1e-9) and "(w-1)^2" in curve.panel.text_content())
    assert curve.button("choose").input_value() == "typed"
    curve.button("choose").select_option("kink")
    curve.until(lambda: curve.number("exact") == 1)


@pytest.mark.parametrize("text, words", [
    ("__import__('os').system('x')", "nothing called"), ("<img src=x onerror=alert(1)>", "formula"),
    ("w^", "ends too early"), ("9^9^9^9", "exponent"), ("w" * 5000, "200 characters"), ("🙂", "character")])
def test_hostile_text_is_refused_in_words_and_stays_in_its_box(text, words, curve):
    problem = typed(curve, text)
    curve.until(lambda: words in problem.inner_text())
    assert curve.button("type_formula").input_value() == text
    assert curve.root.locator("img").count() == 0 and w(curve) == 2
    curve.press("s")
    curve.until(lambda: w(curve) == near(1.6, 1e-9) and problem.inner_text() == "")


def test_what_is_no_learning_rate_is_refused_in_words(curve):
    box = curve.root.locator(".ms-box")
    for text in ("fast", "", "-1", "1e400"):
        box.fill(text)
        box.press("Enter")
        curve.until(lambda: "It stays 0.1" in curve.heard() or "η stays 0.1" in curve.heard())
        curve.press("s")
        curve.until(lambda: "Step" in curve.heard())
    box.fill("0,5")
    box.press("Enter")
    curve.until(lambda: "Learning rate 0.5" in curve.heard())


def test_everything_has_a_name(curve, surface):
    for stage in (curve, surface):
        nameless = stage.root.locator("svg, button, select, input").evaluate_all(
            "all => all.filter(e => !(e.getAttribute('aria-label') || e.textContent).trim()).map(e => e.outerHTML)")
        assert nameless == []
        assert stage.panel.get_attribute("role") == "application"
    assert curve.button("set_lr").get_attribute("aria-valuetext") == "0.1"


# ---------------------------------------------------------------- sliders around a figure

@pytest.fixture
def sliders(lesson):
    box = lesson.page.locator(".mathlib-explore")
    box.scroll_into_view_if_needed()
    return box


LABELS = "all => all.map(e => e.getAttribute('aria-label'))"


def test_every_slider_has_a_name_and_its_value_in_words(sliders):
    handles = sliders.locator("[role=slider]")
    assert handles.evaluate_all(LABELS) == ["waves", "learning rate η"]
    assert handles.evaluate_all(LABELS.replace("label", "valuetext")) == ["3.00", "0.0100"]
    readouts = sliders.locator("[contenteditable]")
    assert readouts.evaluate_all(LABELS) == ["waves, exact value", "learning rate η, exact value"]
    alt = sliders.locator("img").get_attribute("alt")
    assert alt.startswith("A wave. Curve: from −0.416 at −3 down to ")
    assert alt.endswith("Here waves = 3, learning rate η = 0.01, kind = sine, grid = True. 3 waves, η is 0.01.")


def test_a_slider_is_moved_by_keys_and_jupyterlab_stays_out(lesson, sliders):
    before, handle = sources(lesson), sliders.locator("[role=slider]").nth(1)
    picture = sliders.locator("img").get_attribute("src")
    handle.focus()
    for key in ("ArrowRight", "ArrowUp", "x", "d", "d", "b"):
        lesson.page.keyboard.press(key)
    said = sliders.locator("[aria-live]")
    lesson.page.wait_for_function("e => e.textContent.includes('η is 0.012')", arg=said.element_handle())
    assert handle.get_attribute("aria-valuetext") == "0.0120"
    lesson.page.wait_for_function("([e, old]) => e.src !== old", arg=[sliders.locator("img").element_handle(), picture])
    assert sources(lesson) == before and not lesson.errors()


def test_a_value_that_cannot_be_drawn_is_said(lesson, sliders):
    handle, problem = sliders.locator("[role=slider]").first, sliders.locator("[role=alert]")
    handle.focus()
    lesson.page.keyboard.press("End")
    lesson.page.wait_for_function("e => e.textContent.includes('too many waves')", arg=problem.element_handle())
    lesson.page.keyboard.press("Home")
    lesson.page.wait_for_function("e => !e.textContent", arg=problem.element_handle())


# ---------------------------------------------------------------- when Python is busy, interrupted, gone

SILENT = "Python does not answer"


def test_a_busy_kernel_is_said_and_an_interrupt_brings_the_stage_back(lesson, curve):
    lesson.js("p => { p.sessionContext.session.kernel.requestExecute({ code: 'import time; time.sleep(60)' }); }")
    curve.press("s", "s", "s")
    curve.until(lambda: SILENT in curve.heard() and SILENT in curve.root.locator(".ms-problem").inner_text())
    lesson.js("p => p.sessionContext.session.kernel.interrupt()")
    curve.until(lambda: w(curve) == near(1.024, 1e-9))              # the three steps that were asked for
    curve.press("s")
    curve.until(lambda: w(curve) == near(0.819, 1e-9) and curve.root.locator(".ms-problem").inner_text() == "")


def test_a_restarted_kernel_is_said_and_running_the_cell_brings_the_stage_back(lesson, curve):
    lesson.js("p => p.sessionContext.session.kernel.restart()")
    curve.press("s")
    curve.until(lambda: SILENT in curve.heard())
    lesson.run_all()
    again = lesson.stage(0)
    again.press("s")
    again.until(lambda: w(again) == near(1.6, 1e-9))
