"""Every lesson in the learner's own copy: what it shows answers; two show what a page survives.

One page serves all tests of a lesson, in their order: the last ones take its kernel away. JupyterLab draws cells
when it has time and hides those that are out of sight: what is in the page counts, whether or not it is in view.
"""
import pytest
from lab import LOST, ROOT, LabPage, handled

pytestmark = pytest.mark.browser

LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
SURVIVE = "07_gradient_descent.ipynb", "13_backpropagation.ipynb"   # between them they have a view of every kind
ASLEEP = "This is how it stood when it was saved."
NOT_YET = "is not there yet. After a start or a restart"
DEMONSTRATIONS = """p => p.content.widgets.flatMap((c, k) => c.model.type === 'code'
  && !c.model.sharedModel.source.match(/ask\\(|predict\\(|outcome\\(|inventory\\(/)
  && c.model.outputs.toJSON().some(o => o.data?.["application/vnd.jupyter.widget-view+json"]) ? [k] : [])"""
QUESTION = "p => p.content.widgets.findIndex(c => c.model.sharedModel.source.match(/ask\\(|predict\\(/))"


@pytest.fixture(scope="module")
def window(browser):
    """One for all lessons: what JupyterLab itself consists of is fetched once."""
    window = browser.new_context(viewport={"width": 1280, "height": 900})
    yield window
    window.close()


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, window, lab):
    page = window.new_page()
    yield LabPage(lab, page, f"my_lessons/{request.param}").open()
    page.close()
    lab.end_kernels()


survivors = pytest.mark.parametrize("lesson", SURVIVE, indirect=True)


def stages(lesson):
    """Each demonstration of the lesson, as soon as JupyterLab has drawn it."""
    for number in lesson.js(DEMONSTRATIONS):
        yield lesson.drawn(number)


def answers(stage):
    """Press the first button that can be pressed: what is heard or read changes. A training that is over has none."""
    buttons, before = stage.root.locator("button:not([aria-disabled=true])"), (stage.heard(), stage.readout())
    if buttons.count():
        buttons.first.click()
        stage.until(lambda: (stage.heard(), stage.readout()) != before)


def chosen(lesson):
    """The first question is in the page, with its first option chosen, as soon as JupyterLab has drawn it."""
    question = lesson.js(QUESTION)
    lesson.draw(question, ".mathlib-option input")
    return lesson.cell(question).locator(".mathlib-option input").first.is_checked()


def test_nothing_is_answered_before_it_is_run(lesson):
    assert lesson.js("p => p.content.widgets.every(c => c.model.type !== 'code' || c.model.outputs.length === 0)")


def test_what_it_shows_runs_without_an_error(lesson):
    """All of it where it has to survive; else what can be handled: the rest is run by nbval, and once more solved."""
    name = lesson.path.split("/")[1]
    if name in SURVIVE:
        lesson.run_all(seconds=400)
    else:
        lesson.run_some(handled(name), seconds=400)
    assert LOST not in lesson.page.locator(".jp-Notebook").inner_text()


def test_each_demonstration_answers(lesson):
    for stage in stages(lesson):
        answers(stage)


@survivors
def test_a_reload_keeps_what_was_chosen_and_every_demonstration_alive(lesson):
    lesson.page.locator(".mathlib-option input").first.check()
    lesson.page.locator(".mathlib-said:not(:empty)").first.wait_for()
    lesson.save()
    lesson.reload()
    assert chosen(lesson)
    for stage in stages(lesson):
        answers(stage)


@survivors
def test_saved_closed_and_opened_again_it_shows_how_it_stood(lesson):
    lesson.reopen()
    assert chosen(lesson)
    for stage in stages(lesson):
        stage.until(lambda stage=stage: ASLEEP in stage.root.locator(".ms-problem").text_content())
    lesson.reopen()      # nothing was run: it was saved once more with no live widget in it
    assert chosen(lesson)
    assert LOST not in lesson.page.locator(".jp-Notebook").inner_text() and not lesson.errors()


@survivors
def test_after_a_restart_a_cell_in_the_middle_says_what_to_do(lesson):
    uses_ex = lesson.js("p => p.content.widgets.findIndex(c => c.model.sharedModel.source.startsWith('predict(ex.'))")
    said = lesson.restart().run(uses_ex)
    assert NOT_YET in said and "Traceback" not in said
