"""The two stages of lesson 05, by mouse and by keyboard alone, on a laptop and on a phone."""
import re

import pytest

pytestmark = pytest.mark.browser

WINDOWS = {"laptop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module", params=WINDOWS)
def lesson(request, shown):
    return shown("05", WINDOWS[request.param])


def place(stage):
    return tuple(float(v.replace("−", "-")) for v in re.findall(r"[−-]?\d+\.\d+", stage.readout()["place"]))


def test_the_square_is_dragged_to_where_its_area_is_halved(lesson):
    stage = lesson.stage(1)
    stage.button("reset").click()
    stage.until(lambda: place(stage) == (1.5, 0.5))
    stage.drag_data((1.5, 0.5), (0.2, 1.5))
    stage.until(lambda: abs(place(stage)[0] - 0.2) < 0.1)
    for _ in range(5):                                     # once it is small, its area is halved
        before = stage.readout()
        stage.press("j")
        stage.until(lambda before=before: stage.readout() != before)
    stage.until(lambda: "times its square" in stage.badge())
    stage.press("u", "u")
    stage.until(lambda: place(stage) == (1.5, 0.5))


def test_the_square_is_turned_over_by_arrow_keys_alone(lesson):
    stage = lesson.stage(2)
    stage.button("reset").click()
    stage.until(lambda: place(stage) == (-0.5, 0.75))
    stage.press(*["ArrowDown"] * 6)
    stage.until(lambda: place(stage) == (-0.5, -0.75) and "folded" in stage.badge())
    assert "determinant is −0.75" in stage.heard()
    stage.press("ArrowDown")
    stage.until(lambda: place(stage) == (-0.5, -1.0) and "turned over: the way" in stage.badge())
    before = stage.readout()["signed area, image : square"]
    stage.press("j", "j")
    stage.until(lambda: stage.readout()["signed area, image : square"] != before)


def test_the_ripple_reaches_its_goal_by_keys_alone(lesson):
    stage = lesson.stage(0)
    stage.button("reset").click()
    stage.press("n")
    stage.until(lambda: "brakes B" in stage.heard())
    stage.press("ArrowUp", "ArrowUp")
    stage.until(lambda: "power P" in stage.heard())
    box = stage.panel.bounding_box()                       # a picture without numbers on its axes
    stage.page.mouse.click(box["x"] + 0.84 * box["width"], box["y"] + 0.12 * box["height"])
    stage.until(lambda: "time T" in stage.heard())
    for key in "rr" + 9 * "d" + 5 * "c":                   # from 1, 5, 2 to 2, −17.5, −0.5, each key answered
        before = stage.readout()
        stage.press(key)
        stage.until(lambda before=before: stage.readout() != before)
    stage.until(lambda: "minutes sooner" in stage.badge())
    stage.press("0")
    stage.until(lambda: "minutes sooner" not in stage.badge())
