"""The line of lesson 08, by mouse and by keyboard: to the goal, with the other loss, and with a bird that moves."""
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stage(shown):
    return shown("08").stage()


def value(stage, action):
    return float(stage.root.locator(f"[data-action={action}]").first.input_value())


def start(stage):
    stage.button("reset").click()
    stage.until(lambda: stage.number("m (kg per cm)") == 0 and stage.number("b (kg)") == 4.8)


def test_the_line_is_lifted_and_tilted_by_hand(stage):
    start(stage)
    stage.drag_data((20.0, 4.8), (20.0, 4.2))
    stage.until(lambda: abs(stage.number("b (kg)") - 4.2) < 0.05)
    stage.drag_data((22.5, 4.2), (22.5, 5.5))
    stage.until(lambda: abs(stage.number("m (kg per cm)") - 0.52) < 0.05)
    stage.button("undo").click()
    stage.until(lambda: stage.number("m (kg per cm)") == 0)


def test_the_goal_is_reached_with_keys_alone_and_taken_back(stage):
    start(stage)
    panel = stage.root.locator("svg.ms-panel").nth(1)
    panel.focus()
    for key, times in (("ArrowRight", 27), ("ArrowDown", 32)):
        for _ in range(times):
            panel.press(key)
    stage.until(lambda: (stage.number("m (kg per cm)"), stage.number("b (kg)")) == (0.54, 4.16))
    stage.until(lambda: "at most 1 %" in stage.badge())
    stage.press("u")
    stage.until(lambda: "at most 1 %" not in stage.badge())


def test_the_bird_is_dragged_and_the_other_loss_drawn(stage):
    start(stage)
    stage.drag_data((18.4, 3.9), (18.0, 6.5))
    stage.until(lambda: abs(value(stage, "set_mass") - 6.5) < 0.1)
    stage.press("a")
    stage.until(lambda: "MAE (kg)" in stage.readout())
    stage.press("s")
    stage.until(lambda: "least" in stage.root.locator("svg.ms-panel").nth(1).text_content())
    stage.press("a", "s")
    stage.until(lambda: "MSE (kg²)" in stage.readout())
