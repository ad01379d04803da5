"""The boundary and the strip of lesson 13, by mouse and by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser

BOUNDARY, STRIP = 0, 1


@pytest.fixture(scope="module")
def lesson(shown):
    return shown("13")


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
    stage.until(lambda: "(" not in stage.badge() and stage.button("set_hidden").input_value() == "16")
    for _ in range(12):
        press(stage, "step", "+")
    press(stage, "step", "r")
    stage.until(lambda: int(stage.readout()["updates"]) > 10)
    stage.until(lambda: "on their own side" in stage.badge() or "updates are over" in stage.badge())
    press(stage, "draw", "w")
    stage.until(lambda: stage.readout()["updates"] == "0")


def test_the_strip_reaches_its_goal_by_keys(lesson):
    stage = lesson.stage(STRIP)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["layer 1"] == "0.0012")
    press(stage, "draw", "l", "l")                  # a key moves a slider by five steps: 25, 30
    stage.until(lambda: "of 30 layers" in stage.badge())
    for _ in range(60):
        if "all between 0.1 and 10" in stage.badge():
            break
        before = stage.readout()["layer 1"]
        press(stage, "draw", "+")
        stage.until(lambda before=before: stage.readout()["layer 1"] != before)
    assert "with every draw" in stage.badge()
    press(stage, "draw", "c")
    stage.until(lambda: stage.readout()["last layer"] != "1" or "all between" in stage.badge())
    press(stage, "draw", "0")
    stage.until(lambda: "of 20 layers" in stage.badge())
