"""Two stretches: the piece is placed by hand and by keys, the goal is reached, the lines stay level."""
import pytest

pytestmark = pytest.mark.browser

CELL = "from mathlib.demos.stretches import STILL, stretches\nstretches('sin(x²)', goal=STILL)"
WINDOWS = {"laptop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.fixture(scope="module", params=WINDOWS)
def lines(request, shown):
    return shown([CELL], WINDOWS[request.param]).stage()


def test_a_click_places_the_piece(lines):
    """The picture has no ticks of its own to read: its middle lies a little right of x = 0, on all windows."""
    lines.panel.scroll_into_view_if_needed()
    box = lines.panel.bounding_box()
    lines.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    lines.until(lambda: abs(lines.number("x")) < 0.4)
    assert box["width"] > box["height"] or box["width"] < 420
    lines.page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + box["height"] / 2)
    lines.until(lambda: 1.5 < lines.number("x") < 3)


def test_the_goal_is_reached_by_keys(lines):
    lines.press("0")
    lines.until(lambda: lines.number("x") == 0.6)
    for _ in range(13):
        lines.press("ArrowRight")
    lines.until(lambda: lines.number("x") == 1.25)
    lines.until(lambda: "goal reached" in lines.badge())
    assert "dy/dx" in lines.heard()


def test_a_chain_is_typed_and_a_wrong_one_is_refused_in_words(lines):
    box = lines.button("type_inner")
    box.fill("3x")
    box.press("Enter")
    lines.until(lambda: lines.button("choose").input_value() == "typed")
    box.fill("3x +")
    box.press("Enter")
    lines.until(lambda: lines.root.locator(".ms-problem").inner_text().strip() != "")
