"""The paths of lesson 11, by mouse and by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stage(shown):
    return shown("11").stage()


def total(stage):
    return stage.readout()["sum of the paths, Wh per °C"].split("= ")[-1]


def test_a_click_on_an_edge_lights_its_path(stage):
    stage.button("reset").click()
    stage.until(lambda: total(stage) == "−6.4")
    box = stage.root.locator("svg.ms-panel").first.bounding_box()       # without axes: by its share of the panel
    stage.page.mouse.click(box["x"] + 0.66 * box["width"], box["y"] + 0.2 * box["height"])
    stage.until(lambda: stage.button("look").input_value() == "via S")
    stage.page.mouse.click(box["x"] + 0.28 * box["width"], box["y"] + 0.7 * box["height"])
    stage.until(lambda: stage.button("look").input_value() == "via t")


def test_the_goal_is_reached_by_keys_and_taken_back(stage):
    stage.button("reset").click()
    stage.until(lambda: total(stage) == "−6.4")
    stage.press("n")
    stage.until(lambda: stage.button("look").input_value() == "via t")
    stage.press(*["l"] * 8)
    stage.until(lambda: "the three paths cancel" in stage.badge())
    stage.press("u")
    stage.until(lambda: total(stage) == "−6.4")


def test_the_nudge_is_followed_by_key(stage):
    stage.button("reset").click()
    stage.until(lambda: total(stage) == "−6.4")
    stage.press("f")
    stage.until(lambda: "stands at T" in stage.heard())
    stage.press("f")
    stage.until(lambda: "It splits" in stage.heard())
