"""The microscope: the far end of the secant in the hand, a wide slider for h, and a goal whose reaching is seen."""
import pytest

pytestmark = pytest.mark.browser

CELL = "from mathlib.demos.zoom.microscope import CLOSE, microscope\nmicroscope('x²', goal=CLOSE)"


@pytest.fixture(scope="module")
def lens(shown):
    return shown([CELL]).stage()


def test_the_far_end_of_the_secant_is_dragged(lens):
    x, slope = lens.number("x"), lens.number("measured slope")
    lens.drag_data((x + 0.5, (x + 0.5) ** 2), (x + 0.2, 1.5))
    lens.until(lambda: float(lens.button("set_h").get_attribute("aria-valuetext")) == pytest.approx(0.2, abs=0.02))
    assert lens.number("x") == x
    assert lens.number("measured slope") == pytest.approx(2 * x + 0.2, abs=0.03)
    lens.press("u")
    lens.until(lambda: lens.number("measured slope") == slope)


def test_the_slider_of_h_spans_the_width(lens):
    assert lens.button("set_h").bounding_box()["width"] > 0.6 * lens.root.bounding_box()["width"]


def test_no_scolding_before_anybody_tries_and_success_is_seen(lens):
    badge, panels = lens.root.locator(".ms-badge"), lens.root.locator(".ms-panels")
    frame = "e => getComputedStyle(e).boxShadow"
    assert "missed" not in lens.root.inner_text() and panels.evaluate(frame) == "none"
    box = lens.root.locator(".ms-box").nth(1)
    box.fill("0.0001")
    box.press("Enter")
    lens.until(lambda: badge.inner_text().startswith("✓"))                         # a word, a glyph, a colour
    assert panels.evaluate(frame) != "none" and "ms-won" in badge.get_attribute("class")
