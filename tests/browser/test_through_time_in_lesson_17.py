"""The matrix of lesson 17, by mouse and by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser

THROUGH_TIME = 0        # the live view of the training comes after it


@pytest.fixture(scope="module")
def lesson(browser, lab):
    from lab import LabPage
    window = browser.new_context(viewport={"width": 1280, "height": 800})
    page = LabPage(lab, window.new_page(), "notebooks/17_time_series_rnn.ipynb").open().run_all(seconds=400)
    page.js("p => jupyterapp.shell.collapseLeft()")
    yield page
    window.close()
    lab.end_kernels()


def badge(stage):
    return stage.root.locator(".ms-badge").text_content()


def press(stage, control, *keys):
    """Keys through a control, so that arrow keys and the plane stay out of it."""
    stage.button(control).focus()
    for key in keys:
        stage.page.keyboard.press(key)


def test_the_first_arrow_is_turned_by_mouse_and_taken_back(lesson):
    stage = lesson.stage(THROUGH_TIME)
    stage.button("reset").click()
    stage.until(lambda: "above 2" in badge(stage))
    stage.click_data(0.0, 1.5)
    stage.button("undo").click()
    stage.until(lambda: "above 2" in badge(stage))


def test_the_goal_is_reached_by_keys(lesson):
    stage = lesson.stage(THROUGH_TIME)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["longest after 1 step"] == "1.2")
    for _ in range(12):
        if "every arrow is between" in badge(stage):
            break
        before = stage.readout()["longest after 50"]
        press(stage, "reset", "-")
        stage.until(lambda before=before: stage.readout()["longest after 50"] != before)
    assert "every arrow is between 0.5 and 2 long" in badge(stage)
    press(stage, "reset", "t")
    stage.until(lambda: "below 0.5" in badge(stage))
    press(stage, "reset", "0")
    stage.until(lambda: stage.readout()["longest after 1 step"] == "1.2")
