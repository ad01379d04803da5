"""The compass and the hill in fog of lesson 04, by mouse and by keyboard alone."""
import re

import pytest

from mathlib.demos.blindfold import hidden, par

pytestmark = pytest.mark.browser

COMPASS, FOG = 0, 2


@pytest.fixture(scope="module")
def lesson(shown):
    return shown("04")


def pair(stage, name):
    return tuple(float(v.replace("−", "-")) for v in re.findall(r"[-−]?\d+\.?\d*", stage.readout()[name]))


def test_the_tip_of_u_is_dragged_and_the_place_too(lesson):
    stage = lesson.stage(COMPASS)
    stage.button("reset").click()
    stage.until(lambda: pair(stage, "place") == (1.5, 1.0))
    stage.drag_data((1.5 + 0.5, 1.0 + 3 ** 0.5 / 2), (1.5, 2.5))
    stage.until(lambda: abs(stage.number("slope along u, measured") + 80) < 2)
    stage.drag_data((1.5, 1.0), (-2.0, -1.0))
    stage.until(lambda: abs(stage.number("|∇E|") - 100) < 6)


def test_the_compass_reaches_its_goal_with_arrow_keys(lesson):
    stage = lesson.stage(COMPASS)
    stage.button("reset").click()
    stage.until(lambda: pair(stage, "place") == (1.5, 1.0))
    curve = stage.root.locator("svg.ms-handled").nth(1)
    curve.focus()
    for _ in range(18):
        stage.page.keyboard.press("ArrowRight")
    stage.until(lambda: "level along u" in stage.badge())
    for _ in range(18):
        stage.page.keyboard.press("ArrowRight")
    stage.until(lambda: "u points along the gradient" in stage.badge())
    assert stage.heard().lower().count("u points along the gradient") == 1     # a new badge is said, and once
    assert stage.number("angle θ between u and ∇E") <= 3


def test_the_fog_is_climbed_with_the_keyboard(lesson):
    stage = lesson.stage(FOG)
    stage.button("reset").click()
    stage.press("p")
    stage.until(lambda: stage.readout()["probes"] == "1")
    x, y = (round(4 * v) for v in hidden(1).summit)
    stage.press(*["ArrowRight"] * (x + 16), *["ArrowUp"] * (y + 16))
    stage.press("p")
    stage.until(lambda: stage.readout()["probes"] == "2")
    assert "summit found with 2 probes" in stage.badge()
    stage.until(lambda: "Summit found" in stage.heard())


def test_a_click_aims_a_probe_is_spent_and_the_next_hill_is_in_fog(lesson):
    stage = lesson.stage(FOG)
    stage.button("another").click()
    stage.until(lambda: stage.readout()["hill"] != "1" and stage.readout()["par"] == str(par(2)))
    stage.click_data(-2, -1)
    stage.button("probe").click()
    stage.until(lambda: stage.readout()["probes"] == "1")
    stage.press("u")
    stage.until(lambda: "spent" in stage.heard())
    assert stage.readout()["probes"] == "1"
