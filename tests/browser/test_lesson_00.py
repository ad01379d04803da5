"""Lesson 00 as a newcomer meets it: it opens, it runs, a prediction is made, the ball is placed, stepped and undone."""
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def lesson(browser, lab):
    from lab import LabPage
    window = browser.new_context(viewport={"width": 1280, "height": 900})
    yield LabPage(lab, window.new_page(), "notebooks/00_start_here.ipynb").open().run_all()
    window.close()
    lab.end_kernels()


def test_it_runs_without_an_error(lesson):
    assert not lesson.errors()


def test_the_ball_by_mouse(lesson):
    ball = lesson.stage()
    ball.click_data(-2.0, 4.0)
    ball.until(lambda: abs(ball.number("w") + 2.0) < 0.05)
    placed = ball.number("w")
    ball.button("step").click()
    ball.until(lambda: abs(ball.number("w") - 0.8 * placed) < 2e-3)
    ball.button("undo").click()
    ball.until(lambda: ball.number("w") == placed)


def test_the_ball_by_keyboard(lesson):
    ball = lesson.stage()
    ball.press("0")
    ball.until(lambda: ball.number("w") == 2.0)
    ball.press("ArrowLeft")
    ball.until(lambda: ball.number("w") == pytest.approx(1.85))
    ball.press("s")
    ball.until(lambda: ball.number("w") == pytest.approx(1.48))
    ball.press("u")
    ball.until(lambda: ball.number("w") == pytest.approx(1.85))


def test_a_prediction_is_chosen_and_shift_enter_leads_on(lesson):
    question = lesson.page.locator(".mathlib-questions").first
    question.locator("input").nth(2).focus()
    lesson.page.keyboard.press("Space")
    question.locator(".mathlib-said", has_text="Recorded: (c)").wait_for()
    lesson.page.keyboard.press("Shift+Enter")
    assert not question.evaluate("root => root.contains(document.activeElement)")
