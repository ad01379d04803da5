"""The cuts of lesson 03: one point, by mouse and by keyboard alone, moves four pictures, on a laptop and on a phone."""
import re

import pytest

pytestmark = pytest.mark.browser

WINDOWS = {"laptop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module", params=WINDOWS)
def stage(request, shown):
    return shown("03", WINDOWS[request.param]).stage()


def place(stage):
    return tuple(float(v) for v in re.findall(r"\d+\.\d+", stage.readout()["place"]))


def pictures(stage):
    """The surface as drawn, and every other panel."""
    return [stage.root.locator("canvas").evaluate("canvas => canvas.toDataURL()"),
            *stage.root.locator("svg.ms-panel").evaluate_all("all => all.map(svg => svg.innerHTML)")]


def test_a_drag_on_the_map_moves_all_four_pictures(stage):
    stage.button("reset").click()
    stage.until(lambda: place(stage) == (6.0, 7.0))
    before = pictures(stage)
    stage.drag_data((6.0, 7.0), (7.5, 4.5))
    stage.until(lambda: abs(place(stage)[0] - 7.5) < 0.1 and abs(place(stage)[1] - 4.5) < 0.1)
    stage.until(lambda: len(before) == 4 and all(a != b for a, b in zip(before, pictures(stage), strict=True)))


def test_the_goal_is_reached_with_arrow_keys_and_taken_back(stage):
    stage.button("reset").click()
    stage.until(lambda: place(stage) == (6.0, 7.0))
    stage.press(*["ArrowRight"] * 6, *["ArrowDown"] * 10)
    stage.until(lambda: place(stage) == (7.5, 4.5))
    stage.until(lambda: "portions still help" in stage.badge())
    assert "5 points per portion" in stage.heard()
    stage.press("u")
    stage.until(lambda: place(stage) == (6.0, 7.0))


def test_letters_move_one_input_and_hold_the_other(stage):
    stage.button("reset").click()
    stage.until(lambda: place(stage) == (6.0, 7.0))
    stage.press("l", "l")
    stage.until(lambda: place(stage)[0] > 6.0)
    assert place(stage)[1] == 7.0
    stage.press("k")
    stage.until(lambda: place(stage)[1] < 7.0)


def test_every_key_of_a_slider_counts_however_quickly_they_come(stage):
    stage.button("reset").click()
    stage.until(lambda: place(stage) == (6.0, 7.0))
    stage.press(*["l"] * 12, *["j"] * 4)                     # a quarter of an hour each
    stage.until(lambda: place(stage) == (8.0, 7.0))
    assert float(stage.root.locator("[data-action=set_s]").input_value()) == 8.0
