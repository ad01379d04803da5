"""The boundary and the strip of lesson 13, by mouse and by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser

BOUNDARY, STRIP = 1, 2        # the live view of the training is 0


@pytest.fixture(scope="module")
def lesson(browser, lab):
    from lab import LabPage
    window = browser.new_context(viewport={"width": 1280, "height": 800})
    page = LabPage(lab, window.new_page(), "notebooks/13_backpropagation.ipynb").open().run_all(seconds=400)
    page.js("p => jupyterapp.shell.collapseLeft()")
    yield page
    window.close()
    lab.end_kernels()


def badge(stage):
    return stage.root.locator(".ms-badge").text_content()


def press(stage, control, *keys):
    """Keys through a control: nothing is placed on these panels."""
    stage.button(control).focus()
    for key in keys:
        stage.page.keyboard.press(key)


def test_the_boundary_is_stepped_by_mouse_and_taken_back(lesson):
    stage = lesson.stage(BOUNDARY)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["updates"] == "0")
    stage.button("step").click()
    stage.until(lambda: stage.readout()["updates"] == "1")
    stage.button("undo").click()
    stage.until(lambda: stage.readout()["updates"] == "0")


def test_the_boundary_reaches_its_goal(lesson):
    stage = lesson.stage(BOUNDARY)
    stage.button("set_hidden").select_option("16")
    stage.until(lambda: "(" not in badge(stage) and stage.button("set_hidden").input_value() == "16")
    for _ in range(12):
        press(stage, "step", "+")
    press(stage, "step", "r")
    stage.until(lambda: int(stage.readout()["updates"]) > 10)
    stage.until(lambda: "on their own side" in badge(stage) or "updates are over" in badge(stage))
    press(stage, "draw", "w")
    stage.until(lambda: stage.readout()["updates"] == "0")


def test_the_strip_reaches_its_goal_by_keys(lesson):
    stage = lesson.stage(STRIP)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["layer 1"] == "0.0012")
    press(stage, "draw", "l", "l")                  # a key moves a slider by five steps: 25, 30
    stage.until(lambda: "of 30 layers" in badge(stage))
    for _ in range(60):
        if "all between 0.1 and 10" in badge(stage):
            break
        before = stage.readout()["layer 1"]
        press(stage, "draw", "+")
        stage.until(lambda before=before: stage.readout()["layer 1"] != before)
    assert "with every draw" in badge(stage)
    press(stage, "draw", "c")
    stage.until(lambda: stage.readout()["last layer"] != "1" or "all between" in badge(stage))
    press(stage, "draw", "0")
    stage.until(lambda: "of 20 layers" in badge(stage))
