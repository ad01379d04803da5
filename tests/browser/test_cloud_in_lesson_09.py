"""The cloud and the noise ball of lesson 09, by mouse and by keyboard alone."""
import re

import pytest

pytestmark = pytest.mark.browser

CLOUD, NOISE = 0, 1


@pytest.fixture(scope="module")
def lesson(shown):
    return shown("09")


def place(stage):
    return tuple(float(v.replace("−", "-")) for v in re.findall(r"[-−]?\d+\.\d+", stage.readout()["place (b, m)"]))


def test_the_place_is_dragged_and_a_batch_is_drawn(lesson):
    stage = lesson.stage(CLOUD)
    stage.button("reset").click()
    stage.until(lambda: place(stage) == (3.9, 0.4))
    stage.drag_data((3.9, 0.4), (3.4, 0.2))
    stage.until(lambda: abs(place(stage)[0] - 3.4) < 0.08 and abs(place(stage)[1] - 0.2) < 0.08)
    stage.button("draw").click()
    stage.until(lambda: "this batch points" in stage.badge())


def test_the_cloud_reaches_its_goal_by_keys(lesson):
    stage = lesson.stage(CLOUD)
    stage.button("reset").click()
    stage.until(lambda: place(stage) == (3.9, 0.4))
    stage.press("t")
    stage.until(lambda: "of 20 point downhill" in stage.badge())
    for B in (2, 4, 8, 16, 32):
        stage.press("l")
        stage.until(lambda B=B: stage.button("set_B").input_value() == str(B))
        stage.press("t")
        stage.until(lambda B=B: f"B = {B}:" in stage.readout()["downhill of 20"])
    stage.until(lambda: "all 20 with B =" in stage.badge())
    stage.press("u")


def test_the_noise_ball_walks_and_takes_back(lesson):
    stage = lesson.stage(NOISE)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["updates"] == "0")

    def press(key):
        stage.button("step").focus()                    # nothing is placed here: keys go through any control
        stage.page.keyboard.press(key)
    for k in range(1, 4):
        press("s")
        stage.until(lambda k=k: stage.readout()["updates"] == str(k))
    press("u")
    stage.until(lambda: stage.readout()["updates"] == "2")
    press("l")
    stage.until(lambda: stage.button("set_B").input_value() == "2")
    press("r")
    stage.until(lambda: int(stage.readout()["updates"]) > 20)
    press("0")
    stage.until(lambda: stage.readout()["updates"] == "0")
