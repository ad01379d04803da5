"""How the stage follows the hand in a browser: pictures a second while a surface is turned, key press to picture.

    pytest tests/benchmarks/bench_browser.py -s

Needs a Chromium; its figures mean something on a quiet machine only.
"""
import statistics

import pytest
from lab import FLAGS, Lab, LabPage, find_chromium

TURN = """canvas => new Promise(done => {
  let pictures = 0;
  const pen = CanvasRenderingContext2D.prototype, clear = pen.clearRect;
  pen.clearRect = function (...box) { pictures++; return clear.apply(this, box); };      // one a picture
  const { left, top, width, height } = canvas.getBoundingClientRect(), began = performance.now();
  const hand = (kind, x) => canvas.dispatchEvent(new PointerEvent(kind,
      { clientX: left + x, clientY: top + height / 2, pointerId: 1, bubbles: true }));
  canvas.setPointerCapture = () => {};
  hand("pointerdown", width / 2);
  const move = (now) => {
    hand("pointermove", width / 2 + 0.3 * width * Math.sin((now - began) / 300));
    if (now - began < 3000) { requestAnimationFrame(move); return; }
    hand("pointerup", width / 2);
    pen.clearRect = clear;
    done(1000 * pictures / (now - began));
  };
  requestAnimationFrame(move);
})"""
STEP = """svg => new Promise(done => {
  const words = svg.closest(".mathlib-stage").querySelector(".ms-readout"), began = performance.now();
  const watch = new MutationObserver(() => {
    watch.disconnect();
    requestAnimationFrame(() => done(performance.now() - began));
  });
  watch.observe(words, { childList: true, subtree: true, characterData: true });
  svg.dispatchEvent(new KeyboardEvent("keydown", { key: "s", bubbles: true }));
})"""


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    if find_chromium() is None:
        pytest.skip("no Chromium on this machine")
    sync_api = pytest.importorskip("playwright.sync_api")
    lab = Lab(tmp_path_factory.mktemp("lab")).start()
    with sync_api.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = chromium.new_page(viewport={"width": 1280, "height": 900})
        yield LabPage(lab, page, "notebooks/teaching/stage_gallery.ipynb").open().run_all()
        chromium.close()
    lab.stop()


def test_a_surface_is_turned_with_thirty_pictures_a_second(gallery):
    canvas = gallery.page.locator("canvas.ms-solid").first
    canvas.scroll_into_view_if_needed()
    rate = statistics.median(canvas.evaluate(TURN) for _ in range(3))
    print(f"{rate:.0f} pictures a second")
    assert rate >= 30


def test_a_step_with_python_asked_is_drawn_within_sixty_milliseconds(gallery):
    ball = next(gallery.stage(k) for k in range(8)
                if gallery.stage(k).root.get_attribute("aria-label") == "The rolling ball")
    times = []
    for _ in range(20):
        times.append(ball.panel.evaluate(STEP))
        gallery.page.wait_for_timeout(250)
    p50, p90 = statistics.median(times), statistics.quantiles(times, n=10)[-1]
    print(f"key press to picture: p50 {p50:.0f} ms, p90 {p90:.0f} ms")
    assert p90 <= 60
