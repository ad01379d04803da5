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
    stage.click_data(6.2, 8.0)
    stage.until(lambda: stage.button("look").input_value() == "via H")
    stage.click_data(2.8, 3.5)
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
