"""The paths of lesson 11, by mouse and by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stage(browser, lab):
    from lab import LabPage
    window = browser.new_context(viewport={"width": 1280, "height": 800})
    lesson = LabPage(lab, window.new_page(), "notebooks/11_chain_rule.ipynb").open().run_all(seconds=300)
    lesson.js("p => jupyterapp.shell.collapseLeft()")
    yield lesson.stage()
    window.close()
    lab.end_kernels()


def badge(stage):
    return stage.root.locator(".ms-badge").text_content()


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
    stage.until(lambda: "the three paths cancel" in badge(stage))
    stage.press("u")
    stage.until(lambda: total(stage) == "−6.4")


def test_the_nudge_is_followed_by_key(stage):
    stage.button("reset").click()
    stage.until(lambda: total(stage) == "−6.4")
    stage.press("f")
    stage.until(lambda: "stands at T" in stage.heard())
    stage.press("f")
    stage.until(lambda: "It splits" in stage.heard())
