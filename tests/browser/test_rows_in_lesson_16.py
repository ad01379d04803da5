"""The touched rows of lesson 16, by mouse and by keyboard."""
import pytest

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def stage(shown):
    return shown("16").stage()


def test_batches_come_by_key_and_by_mouse(stage):
    stage.button("forward").focus()
    for _ in range(3):
        stage.page.keyboard.press("n")
    stage.until(lambda: "Batch 3 of 40" in stage.heard())
    stage.button("end").click()
    stage.until(lambda: "after 40 steps" in stage.badge())
    stage.page.keyboard.press("u")
    stage.until(lambda: "after 3 steps" in stage.badge())
    stage.button("reset").click()
    stage.until(lambda: "after 0 steps" in stage.badge())


def test_the_goal_is_reached(stage):
    stage.button("set_rule").select_option("AdaGrad")
    stage.button("end").focus()
    stage.page.keyboard.press("e")
    stage.until(lambda: "after 40 steps" in stage.badge())
    for _ in range(40):
        if "all eight rows" in stage.badge():
            break
        before = stage.heard()
        stage.page.keyboard.press("+")
        stage.until(lambda before=before: "all eight rows" in stage.badge() or stage.heard() != before)
    assert "all eight rows" in stage.badge()


def test_names_can_be_read_on_a_phone(shown):
    stage = shown("16", {"width": 390, "height": 844}).stage()
    boxes = stage.root.locator(".ms-tick").evaluate_all(
        "all => all.filter(e => /[a-z]/.test(e.textContent)).map(e => e.getBoundingClientRect())")
    assert len(boxes) == 8
    for k, one in enumerate(boxes):
        assert all(one["right"] <= other["left"] or other["right"] <= one["left"] or one["bottom"] <= other["top"]
                   or other["bottom"] <= one["top"] for other in boxes[:k])
