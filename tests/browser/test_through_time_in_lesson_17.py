"""The matrix of lesson 17: to the goal by keys, an arrow by mouse, and a shear, on a laptop and on a phone."""
import pytest

pytestmark = pytest.mark.browser

WINDOWS = {"laptop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module", params=WINDOWS)
def stage(request, shown):
    return shown("17", WINDOWS[request.param]).stage()


def at_the_start(stage):
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["longest after 1 step"] == "1.2")


def test_the_first_arrow_is_turned_by_mouse_and_taken_back(stage):
    at_the_start(stage)
    before = stage.root.locator("svg.ms-panel").first.inner_html()
    stage.click_data(0.0, 1.5)
    stage.until(lambda: stage.root.locator("svg.ms-panel").first.inner_html() != before)
    stage.button("undo").click()
    stage.until(lambda: stage.root.locator("svg.ms-panel").first.inner_html() == before)


def test_the_goal_is_reached_by_keys(stage):
    at_the_start(stage)
    for _ in range(20):
        if "every arrow is between" in stage.badge():
            break
        before = stage.readout()["longest after 50"]
        stage.button("reset").focus()
        stage.press("-")
        stage.until(lambda before=before: stage.readout()["longest after 50"] != before)
    assert "every arrow is between 0.5 and 2 long" in stage.badge()
    stage.press("t")
    stage.until(lambda: "below 0.5" in stage.badge())


def test_a_shear_lengthens_some_arrows_and_not_all(stage):
    at_the_start(stage)
    stage.button("reset").focus()
    stage.press(*["l"] * 8)                                   # 0.25 each: to 2
    stage.until(lambda: stage.readout()["shortest after 50"] == "4.77e−14")
    assert "some arrows" in stage.badge()
