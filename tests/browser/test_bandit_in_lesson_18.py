"""The two offers of lesson 18, by mouse and by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stage(shown):
    return shown("18").stage()


def read(stage, name):
    return stage.readout()[name]


def test_visitors_come_by_mouse_and_are_taken_back(stage):
    stage.button("reset").click()
    stage.until(lambda: read(stage, "visitors") == "0")
    stage.button("ten").click()
    stage.until(lambda: read(stage, "visitors") == "10")
    stage.button("undo").click()
    stage.until(lambda: read(stage, "visitors") == "0")


def press(stage, key, times, name, reading):
    """A key so many times with a button in focus: no panel of this demonstration is to be dragged."""
    stage.button("one").focus()
    for _ in range(times):
        stage.page.keyboard.press(key)
    stage.until(lambda: read(stage, name) == reading)


def test_the_goal_is_reached_by_keys_and_taken_back(stage):
    stage.button("reset").click()
    stage.until(lambda: read(stage, "visitors") == "0" and read(stage, "p(A)") == "0.500")
    press(stage, "l", 8, "p(A)", "0.881")                    # θ = 2: a key moves it by 0.25
    press(stage, "t", 5, "visitors", "50")
    press(stage, "+", 21, "spread of one (€)", "0.33")       # b = 10.5 €: a key moves it by 0.5 €
    stage.until(lambda: "50 visitors are enough with b = 10.5" in stage.badge())
    stage.page.keyboard.press("u")
    stage.until(lambda: "enough" not in stage.badge() and read(stage, "visitors") == "50")
