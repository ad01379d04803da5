"""The rolling ball with momentum, the plane of η and β and the race of lesson 14, by mouse and by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser

BALL, PLANE, RACE = 0, 1, 2


@pytest.fixture(scope="module")
def lesson(shown):
    return shown("14")


def value(stage, name):
    return float(stage.readout()[name].replace("−", "-").replace(",", ""))


def test_the_diamond_is_dragged_to_a_fast_place(lesson):
    stage = lesson.stage(PLANE)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["steps"] == "1,375")
    stage.drag_data((0.01, 0.0), (0.0317, 0.69))
    stage.until(lambda: abs(value(stage, "β") - 0.69) < 0.03 and abs(value(stage, "η") - 0.0317) < 0.001)
    stage.button("undo").click()
    stage.until(lambda: stage.readout()["steps"] == "1,375")


def test_the_fast_place_is_reached_by_arrow_keys_alone(lesson):
    stage = lesson.stage(PLANE)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["steps"] == "1,375")
    stage.press(*["ArrowRight"] * 43)
    stage.until(lambda: "diverges" in stage.badge() and abs(value(stage, "η") - 0.0315) < 0.0006)
    stage.press(*["ArrowUp"] * 68)
    stage.until(lambda: "plain descent needs 691" in stage.badge())
    assert value(stage, "steps") <= 100


def test_the_valley_is_turned_until_two_rules_fall_behind(lesson):
    stage = lesson.stage(RACE)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["steps"] == "0")
    stage.press(*"t" * 10)
    stage.until(lambda: "after 100 steps" in stage.badge() and "AdaGrad and Adam" not in stage.badge())
    stage.press(*"." * 9)
    stage.until(lambda: stage.readout()["steps"] == "0" and "turned by 45°" in stage.heard())
    stage.press(*"t" * 10)
    stage.until(lambda: "AdaGrad and Adam higher than gradient descent" in stage.badge())
    stage.button("pick").select_option("Adam")
    stage.until(lambda: "m =" in stage.heard())


def test_the_ball_rolls_over_the_bump(lesson):
    stage = lesson.stage(BALL)
    stage.button("reset").click()
    stage.until(lambda: stage.readout()["steps"] == "0")
    box = stage.root.locator("input[type=text], input[type=number]").first
    box.fill("0.2")
    box.press("Enter")
    stage.button("run").click()
    stage.until(lambda: "goal reached" in stage.badge())
