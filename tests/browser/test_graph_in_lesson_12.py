"""The graph of lesson 12 in a wide and in a narrow window: readable in both, walked back by keyboard alone."""
import pytest

pytestmark = pytest.mark.browser

WINDOWS = {"laptop": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}
GRAPHS = ("neuron", "diamond", "square")
BOXES = """all => all.map(e => ['x', 'y', 'width', 'height'].map(name => Number(e.getAttribute(name))))
                      .map(([x, y, w, h]) => [x, x + w, y, y + h])"""


@pytest.fixture(scope="module", params=WINDOWS)
def lesson(request, shown):
    return shown("12", WINDOWS[request.param])


def apart(one, other):
    return one[1] <= other[0] or other[1] <= one[0] or one[3] <= other[2] or other[3] <= one[2]


@pytest.mark.parametrize("graph", GRAPHS)
def test_every_node_can_be_read(lesson, graph):
    stage = lesson.stage()
    stage.button("choose").select_option(graph)
    stage.until(lambda: graph in stage.root.locator("svg").get_attribute("aria-label"))
    stage.button("run").focus()
    lesson.page.keyboard.press("r")
    stage.until(lambda: "every gradient is right" in stage.badge())
    boxes = stage.root.locator(".ms-box-mark").evaluate_all(BOXES)
    left, right, top, bottom = stage.root.locator("clipPath rect").evaluate_all(BOXES)[0]
    assert all(apart(a, b) for i, a in enumerate(boxes) for b in boxes[:i])
    assert all(left <= a[0] and a[1] <= right and top <= a[2] and a[3] <= bottom for a in boxes)


def test_the_picture_is_told_in_words(lesson):
    stage = lesson.stage()
    assert "gradient" in stage.root.locator("svg").get_attribute("aria-label")
