"""The threshold of lesson 19, by mouse and by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stage(shown):
    return shown("19").stage()


def test_the_threshold_is_dragged_and_taken_back(stage):
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["threshold"] == "0.50")
    stage.drag_data((0.5, 20), (0.3, 20))
    stage.until(lambda: abs(float(stage.readout()["threshold"]) - 0.3) < 0.03)
    stage.button("undo").click()
    stage.until(lambda: stage.readout()["threshold"] == "0.50")


def test_the_goal_is_reached_by_keys(stage):
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["a miss costs"] == "1")
    stage.button("undo").focus()
    for _ in range(19):
        stage.page.keyboard.press("+")                       # 1 false alarm a key
    stage.until(lambda: stage.readout()["a miss costs"] == "20")
    for _ in range(9):
        stage.page.keyboard.press("j")                       # 0.05 a key
    stage.until(lambda: stage.readout()["threshold"] == "0.05")
    stage.until(lambda: "as low as a threshold makes it" in stage.badge())
