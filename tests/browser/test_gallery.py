"""What the stage can draw, in the gallery for authors: by mouse, touch and keys, and a training that runs beside."""
import pytest
from lab import LabPage

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def gallery(browser, lab):
    window = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield LabPage(lab, window.new_page(), "notebooks/teaching/stage_gallery.ipynb").open().run_all()
    window.close()
    lab.end_kernels()


def called(gallery, title):
    """The stage of this title."""
    titles = gallery.page.locator(".mathlib-stage").evaluate_all("all => all.map(e => e.getAttribute('aria-label'))")
    return gallery.stage(titles.index(title))


def picture(canvas):
    return canvas.evaluate("canvas => canvas.toDataURL()")


def test_every_stage_of_the_page_shows_something(gallery):
    for stage in gallery.page.locator(".mathlib-stage").all():
        box = stage.locator(".ms-panels").bounding_box()
        assert box["width"] > 300 and box["height"] > 150


def test_a_square_of_an_image_is_picked_by_mouse_and_by_arrow_keys(gallery):
    digit = called(gallery, "A picture is numbers")
    digit.click_data(5, 2)
    digit.until(lambda: (digit.readout()["column"], digit.readout()["row"]) == ("5", "2"))
    digit.press("ArrowDown", "ArrowLeft")
    digit.until(lambda: (digit.readout()["column"], digit.readout()["row"]) == ("4", "3"))
    assert digit.heard() == f"Row 3, column 4: ink {digit.readout()['ink']}."
    digit.press("u")                                        # moves that follow one another are one action
    digit.until(lambda: (digit.readout()["column"], digit.readout()["row"]) == ("3", "3"))


def test_the_arrow_of_a_field_follows_the_hand(gallery):
    field = called(gallery, "A field of gradients")
    before = field.readout()["gradient"]
    field.drag_data((0.0, 0.0), (1.0, 0.5))
    field.until(lambda: field.readout()["gradient"] != before)
    field.press("ArrowRight")
    field.until(lambda: field.heard().startswith("At ("))


def test_a_surface_is_turned_by_drag_touch_and_keys_without_asking_python(gallery):
    cut = called(gallery, "Two cuts through a surface")
    canvas = cut.root.locator("canvas")
    heard, pictures = cut.heard(), [picture(canvas)]
    box = canvas.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    gallery.page.mouse.move(*middle)
    gallery.page.mouse.down()
    gallery.page.mouse.move(middle[0] + 90, middle[1] + 20, steps=6)
    gallery.page.mouse.up()
    gallery.page.wait_for_timeout(100)
    pictures.append(picture(canvas))
    touch = gallery.page.context.new_cdp_session(gallery.page)
    for kind, dx in (("touchStart", 0), ("touchMove", 30), ("touchMove", 60), ("touchEnd", None)):
        points = [] if dx is None else [{"x": middle[0] + dx, "y": middle[1]}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    touch.detach()
    gallery.page.wait_for_timeout(100)
    pictures.append(picture(canvas))
    canvas.focus()
    gallery.page.keyboard.press("ArrowUp")
    cut.until(lambda: "degrees above" in cut.heard())
    pictures.append(picture(canvas))
    assert len(set(pictures)) == 4 and heard != cut.heard()
    gallery.page.keyboard.press("Home")
    gallery.page.wait_for_timeout(100)
    assert picture(canvas) == pictures[0]


def test_the_point_on_the_map_moves_the_cuts_on_the_surface(gallery):
    cut = called(gallery, "Two cuts through a surface")
    canvas = cut.root.locator("canvas")
    before = picture(canvas)
    cut.click_data(-1.0, 1.0)
    cut.until(lambda: picture(canvas) != before)


def test_a_race_steps_all_and_shows_the_memory_of_one(gallery):
    race = called(gallery, "A race from above")
    before = race.readout()
    race.button("step").click()
    race.until(lambda: race.readout() != before)
    race.button("pick").select_option("Adam")
    race.until(lambda: "Adam" in race.heard())
    assert race.root.locator("rect.ms-fill").count() >= 2


def test_a_training_is_paused_goes_on_and_leaves_the_kernel_free(gallery):
    panel = gallery.page.locator(".mathlib-stage").last
    go, words = panel.locator("button").first, panel.locator(".ms-update")
    where = gallery.js("p => p.content.widgets.findIndex(c => c.model.sharedModel.source.startsWith('run = training'))")
    gallery.js(f"p => {{ p.content.widgets[{where}].model.sharedModel.setSource("
               "'run = training(line_fit(200_000), total=200_000, title=\"A line through the penguins\")\\nrun'); }")
    gallery.run(where)
    go.scroll_into_view_if_needed()
    go.click()
    gallery.page.wait_for_function("e => e.textContent === 'Continue'", arg=go.element_handle())
    held = words.inner_text()
    assert held.endswith("paused.")                         # the button and the words change together
    gallery.page.wait_for_timeout(400)
    assert words.inner_text() == held
    panel.focus()
    gallery.page.keyboard.press("p")
    gallery.page.wait_for_function("([e, old]) => e.textContent !== old", arg=[words.element_handle(), held])
    gallery.run(1)                                          # another cell runs meanwhile
    assert go.inner_text() == "Pause"
    panel.locator("button").nth(1).click()
    gallery.page.wait_for_function("e => e.getAttribute('aria-disabled') === 'true'", arg=go.element_handle())
    assert not gallery.errors()
