"""What a new hand does by accident costs nothing: letters, clicks beside the controls, a stage half out of view."""
import nbformat
import pytest
from lab import LabPage

pytestmark = pytest.mark.browser

LONG = "#\n" * 30                                            # a cell that fills a screen
CELLS = ["from mathlib.demos.rolling.rolling_ball import rolling_ball\nfrom mathlib.exercises import predict\n"
         "from mathlib.lessons import gradient_descent as ex", LONG, "predict(ex.fastest)", "rolling_ball()",
         "print('the end')", LONG + LONG]
SOURCES = "p => p.content.widgets.map(c => [c.model.type, c.model.sharedModel.source])"


@pytest.fixture(scope="module")
def lesson(browser, lab):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in CELLS])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, lab.folder / "project" / "my_lessons" / "traps.ipynb")
    window = browser.new_context(viewport={"width": 1280, "height": 800})
    yield LabPage(lab, window.new_page(), "my_lessons/traps.ipynb").open()
    window.close()
    lab.end_kernels()


def select(lesson, number):
    """Command mode on a cell, as Esc leaves it."""
    lesson.js(f"p => {{ p.content.activeCellIndex = {number}; p.content.mode = 'command'; p.content.activate(); }}")
    lesson.page.wait_for_timeout(100)


def test_the_letters_that_destroy_are_off_and_the_others_work(lesson):
    before = lesson.js(SOURCES)
    select(lesson, 4)
    for key in ("r", "x", "m", "1", "6"):
        lesson.page.keyboard.press(key)
    lesson.page.wait_for_timeout(200)
    assert lesson.js(SOURCES) == before
    lesson.page.keyboard.press("b")                       # a cell below, as everywhere in Jupyter
    lesson.page.wait_for_timeout(200)
    assert len(lesson.js(SOURCES)) == len(before) + 1
    select(lesson, 5)
    lesson.page.keyboard.press("d")
    lesson.page.keyboard.press("d")
    lesson.page.wait_for_timeout(200)
    assert lesson.js(SOURCES) == before


@pytest.mark.parametrize("number, inside", [(2, ".mathlib-questions"), (3, ".mathlib-stage")])
def test_what_was_run_with_shift_enter_is_whole_in_view(lesson, number, inside):
    lesson.run(0)
    select(lesson, number)
    lesson.page.keyboard.press("Shift+Enter")
    view = lesson.page.locator(inside).first
    view.wait_for()
    lesson.page.wait_for_timeout(1200)
    box, room = view.bounding_box(), lesson.page.locator(".jp-WindowedPanel-outer").bounding_box()
    assert room["y"] - 1 <= box["y"] and box["y"] + box["height"] <= room["y"] + room["height"] + 1


@pytest.mark.parametrize("place", [".ms-title", ".ms-readout", ".ms-keys", "svg:not(.ms-handled)"])
def test_a_click_anywhere_in_a_stage_makes_the_next_letter_its_own(lesson, place):
    stage, before = lesson.stage(), lesson.js(SOURCES)
    stage.press("0")
    lesson.page.locator(".jp-Cell").nth(4).locator(".jp-InputPrompt").click()
    stage.root.locator(place).first.click()
    lesson.page.keyboard.press("s")
    stage.until(lambda: stage.readout()["steps"] == "1")
    for key in ("x", "d", "d", "b"):
        lesson.page.keyboard.press(key)
    assert lesson.js(SOURCES) == before


def test_a_letter_answers_the_question_that_was_clicked(lesson):
    before = lesson.js(SOURCES)
    lesson.page.locator(".mathlib-questions legend").first.click()
    lesson.page.keyboard.press("b")
    lesson.page.locator(".mathlib-said", has_text="(b)").first.wait_for()
    for key in ("d", "d", "x", "a"):
        lesson.page.keyboard.press(key)
    assert lesson.js(SOURCES) == before


def test_nothing_that_is_about_to_be_pressed_moves(lesson):
    stage = lesson.stage()
    stage.press("0")
    top = stage.button("step").bounding_box()["y"]
    for _ in range(3):
        stage.button("step").click()
        lesson.page.wait_for_timeout(150)
        assert stage.button("step").bounding_box()["y"] == pytest.approx(top, abs=0.5)
    stage.button("type_formula").fill("w^")
    stage.button("type_formula").press("Enter")
    stage.until(lambda: stage.root.locator(".ms-problem").inner_text())
    assert stage.button("step").bounding_box()["y"] == pytest.approx(top, abs=0.5)
    stage.press("u", "0")


def test_the_ball_glides_to_its_next_place_and_leaps_where_calm_is_wished(lesson):
    stage = lesson.stage()
    for motion, least in (("no-preference", 4), ("reduce", 0)):
        lesson.page.emulate_media(reduced_motion=motion)
        stage.press("0")
        stage.until(lambda: stage.readout()["steps"] == "0")
        places = stage.panel.evaluate("""svg => new Promise(done => {
            const seen = new Set(), end = performance.now() + 900;
            const look = () => {
              seen.add(svg.querySelector(".ms-handle").getAttribute("transform"));
              if (performance.now() < end) requestAnimationFrame(look); else done([...seen].length);
            };
            look();
            svg.dispatchEvent(new KeyboardEvent("keydown", { key: "s", bubbles: true }));
        })""")
        assert places == 2 if not least else places >= 2 + least
