"""Every lesson in the learner's own copy: it runs, its demonstrations answer, and the page survives.

One page serves all tests of a lesson, in their order: the last ones take its kernel away.
"""
import pytest
from lab import ROOT, LabPage

pytestmark = pytest.mark.browser

LESSONS = sorted(path.name for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
LOST = "Error displaying widget"
ASLEEP = "This is how it stood when it was saved."
NOT_YET = "is not there yet. After a start or a restart"


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request, browser, lab):
    window = browser.new_context(viewport={"width": 1280, "height": 900})
    yield LabPage(lab, window.new_page(), f"my_lessons/{request.param}").open()
    window.close()
    lab.end_kernels()


def stages(lesson):
    return [lesson.stage(k) for k in range(lesson.page.locator(".mathlib-stage").count())]


def answers(stage):
    """Press the first button that can be pressed: what is heard or read changes. A training that is over has none."""
    buttons, before = stage.root.locator("button:not([aria-disabled=true])"), (stage.heard(), stage.readout())
    if buttons.count():
        buttons.first.click()
        stage.until(lambda: (stage.heard(), stage.readout()) != before)


def test_nothing_is_answered_before_it_is_run(lesson):
    assert lesson.js("p => p.content.widgets.every(c => c.model.type !== 'code' || c.model.outputs.length === 0)")


def test_it_runs_without_an_error(lesson):
    lesson.run_all(seconds=180)
    assert LOST not in lesson.page.locator(".jp-Notebook").inner_text()


def test_each_demonstration_answers(lesson):
    for stage in stages(lesson):
        answers(stage)


def test_a_reload_keeps_what_was_chosen_and_every_demonstration_alive(lesson):
    lesson.page.locator(".mathlib-option input").first.check()
    lesson.page.locator(".mathlib-said:not(:empty)").first.wait_for()
    lesson.save()
    lesson.reload()
    lesson.page.locator(".mathlib-option").first.wait_for()
    assert lesson.page.locator(".mathlib-option input").first.is_checked()
    for stage in stages(lesson):
        answers(stage)


def test_saved_closed_and_opened_again_it_shows_how_it_stood(lesson):
    lesson.reopen()
    lesson.js("p => p.content.scrollToItem(p.content.widgets.findIndex(c => "
              "c.model.sharedModel.source.match(/ask\\(|predict\\(/)))")
    lesson.page.locator(".mathlib-option").first.wait_for(timeout=90_000)      # JupyterLab draws cells when it has time
    assert lesson.page.locator(".mathlib-option input").first.is_checked()
    for stage in stages(lesson):
        stage.until(lambda stage=stage: ASLEEP in stage.root.locator(".ms-problem").inner_text())
    assert LOST not in lesson.page.locator(".jp-Notebook").inner_text() and not lesson.errors()


def test_after_a_restart_a_cell_in_the_middle_says_what_to_do(lesson):
    uses_ex = lesson.js("p => p.content.widgets.findIndex(c => c.model.sharedModel.source.startsWith('predict(ex.'))")
    said = lesson.restart().run(uses_ex)
    assert NOT_YET in said and "Traceback" not in said
