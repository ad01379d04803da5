"""Lesson 10's two stages, by mouse and by keyboard alone, to their goals."""
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lesson(shown):
    return shown("10")


def test_the_penalty_is_dragged_and_the_goal_is_reached_by_keys(lesson):
    stage = lesson.stage(1)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["λ"] == "0.100")
    stage.drag_data((0.1, 0.432), (0.41, 0.2))
    stage.until(lambda: abs(float(stage.readout()["λ"]) - 0.41) < 0.02)
    stage.press(*["l"] * 40)
    stage.until(lambda: float(stage.readout()["λ"]) > 0.42)
    stage.root.locator("[data-action=set_lam]").fill("0.45")
    stage.root.locator("[data-action=set_lam]").press("Enter")
    stage.until(lambda: "exactly 0, the other is kept" in stage.badge())
    assert "exactly 0" in stage.heard()


def test_the_fog_lifts_after_a_start_by_mouse_and_more_by_keys(lesson):
    stage = lesson.stage(0)
    stage.button("reset").click()
    stage.click_data(0.5, 0.5)
    stage.press("w")
    stage.until(lambda: stage.readout().get("starts") == "1")
    stage.press("r")
    stage.until(lambda: stage.readout().get("starts") == "2")
    stage.press("c")
    stage.until(lambda: "right: the deepest" in stage.badge())
