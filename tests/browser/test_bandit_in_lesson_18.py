"""The two offers of lesson 18, by mouse and by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser

BANDIT = 0        # the live view of the training comes after it


@pytest.fixture(scope="module")
def lesson(browser, lab):
    from lab import LabPage
    window = browser.new_context(viewport={"width": 1280, "height": 800})
    page = LabPage(lab, window.new_page(), "notebooks/18_policy_gradients.ipynb").open().run_all(seconds=400)
    page.js("p => jupyterapp.shell.collapseLeft()")
    yield page
    window.close()
    lab.end_kernels()


def test_visitors_come_by_mouse_and_are_taken_back(lesson):
    stage = lesson.stage(BANDIT)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["visitors"] == "0")
    stage.button("ten").click()
    stage.until(lambda: stage.readout()["visitors"] == "10")
    stage.button("undo").click()
    stage.until(lambda: stage.readout()["visitors"] == "0")


def test_the_goal_is_reached_by_keys(lesson):
    stage = lesson.stage(BANDIT)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["visitors"] == "0")

    def press(key, reading):
        before = stage.readout()[reading]
        stage.button("one").focus()
        stage.page.keyboard.press(key)
        stage.until(lambda: stage.readout()[reading] != before)
    while float(stage.readout()["p(A)"]) < 0.88:
        press("l", "p(A)")
    for _ in range(5):
        press("t", "visitors")
    for _ in range(40):
        if "are enough" in stage.badge():
            break
        press("+", "spread of one (€)")
    assert "50 visitors are enough" in stage.badge()
    press("u", "spread of one (€)")
