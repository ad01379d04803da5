"""The shared weight of lesson 15, by mouse and by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser

KERNEL, OUTPUT = 1, 2         # panels, from the left


@pytest.fixture(scope="module")
def stage(shown):
    return shown("15").stage()


def press(stage, control, *keys):
    """Keys through a control: nothing is placed on these panels."""
    stage.button(control).focus()
    for key in keys:
        stage.page.keyboard.press(key)


def told(stage):
    return " ".join(stage.readout())


def test_an_output_and_a_weight_are_chosen_by_mouse(stage):
    panels = stage.root.locator("svg.ms-panel")
    panels.nth(OUTPUT).focus()
    panels.nth(OUTPUT).press("ArrowRight")
    stage.until(lambda: "at [2, 4]" in told(stage))
    panels.nth(KERNEL).click()                                            # its middle
    stage.until(lambda: "K[1, 1]" in told(stage))
    stage.button("reset").click()
    stage.until(lambda: "K[0, 0]" in told(stage))


def test_the_goal_is_reached_by_keys(stage):
    for _ in range(3):
        press(stage, "next_weight", "n")
    stage.until(lambda: "K[1, 0]" in told(stage))
    press(stage, "next_weight", "-", "-")              # a key moves a slider by five of its steps
    stage.until(lambda: "K[1, 0] = −2:" in stage.heard())
    press(stage, "next_weight", "n", "n")
    stage.until(lambda: "K[1, 2] = 1:" in stage.heard())
    press(stage, "next_weight", "+", "+")
    stage.until(lambda: "the kernel of the target" in stage.badge())
    press(stage, "next_weight", "u", "u", "u", "u", "u")
    stage.until(lambda: "the kernel of the target" not in stage.badge())


def test_the_digit_fills_its_panel_on_a_phone(shown):
    stage = shown("15", {"width": 390, "height": 844}).stage()
    panel = stage.root.locator("svg.ms-panel").first
    digit, frame = panel.locator(".ms-image").bounding_box(), panel.bounding_box()
    assert digit["width"] == pytest.approx(digit["height"], rel=0.02) and digit["width"] > 0.8 * frame["width"]
