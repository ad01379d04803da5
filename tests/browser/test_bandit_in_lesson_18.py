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


def test_the_goal_is_reached_by_keys_and_taken_back(stage):
    stage.button("reset").click()
    stage.until(lambda: read(stage, "visitors") == "0" and read(stage, "p(A)") == "0.500")
    stage.press(*["l"] * 40)                                 # θ = 2 in steps of 0.05
    stage.until(lambda: read(stage, "p(A)") == "0.881")
    stage.press(*["t"] * 5)
    stage.until(lambda: read(stage, "visitors") == "50")
    stage.press(*["+"] * 104)                                # the best baseline there, 10.4 €
    stage.until(lambda: "50 visitors are enough" in stage.badge())
    stage.press("u")
    stage.until(lambda: "50 visitors are enough" not in stage.badge() or read(stage, "visitors") == "50")
