"""The stages of lesson 06: the axes turned and Newton's step taken, by mouse and by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lesson(shown):
    return shown("06")


def stage_called(lesson, title):
    """The stage whose picture has this title."""
    for k in range(4):
        stage = lesson.stage(k)
        if title in stage.root.text_content():
            return stage
    raise AssertionError(title)


def test_the_axes_are_turned_by_hand_and_by_arrow_keys(lesson):
    stage = stage_called(lesson, "Turn the axes")
    stage.button("reset").click()
    stage.drag_data((1.6, 0.0), (1.39, 0.8))
    stage.until(lambda: abs(stage.number("angle") - 30) < 2)
    stage.button("reset").click()
    stage.until(lambda: stage.number("angle") == 0)
    panel = stage.root.locator("svg.ms-panel").nth(2)
    panel.focus()
    for _ in range(27):
        panel.press("ArrowRight")
    stage.until(lambda: stage.number("angle") == 27)
    stage.until(lambda: "the cross term is gone" in stage.badge())
    stage.press("u")
    stage.until(lambda: stage.number("angle") == 0)


def test_newton_goes_uphill_and_damped_into_the_valley(lesson):
    stage = stage_called(lesson, "Newton’s step")
    stage.button("reset").click()
    stage.until(lambda: stage.number("w") == 2)
    stage.press("n")
    stage.until(lambda: stage.number("w") > 5)
    stage.press("b")
    stage.until(lambda: stage.number("w") == 2)
    stage.press("d")
    stage.until(lambda: "μ" in stage.root.text_content())
    for k in range(1, 5):
        stage.press("n")
        stage.until(lambda k=k: stage.number("steps") == k)
    stage.until(lambda: "in the valley with it" in stage.badge())
