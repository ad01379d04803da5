"""The learner's copies: what is new arrives, what a learner did is never lost, whatever goes wrong in between."""
import errno
import json
import os

import nbformat
import pytest
from course import LESSONS, ROOT

from mathlib import my_lessons
from mathlib.my_lessons import MyLessons, main, read, touched, version


def notebook(*sources, outputs=True):
    cells = [nbformat.v4.new_markdown_cell("# 7 · Descent", id="title")]
    for k, source in enumerate(sources):
        cells.append(nbformat.v4.new_code_cell(source, id=f"cell-{k}"))
        if outputs:
            cells[-1].outputs = [nbformat.v4.new_output("stream", name="stdout", text="Measured: 0.96\n")]
            cells[-1].execution_count = k + 1
    return nbformat.writes(nbformat.v4.new_notebook(cells=cells)) + "\n"


NAMES = ("00_start_here", "07_gradient_descent", "12_autodiff")


@pytest.fixture
def course(tmp_path):
    (tmp_path / "notebooks").mkdir()
    for name in NAMES:
        (tmp_path / "notebooks" / f"{name}.ipynb").write_text(notebook("predict(ex.first)", "1 + 1"), encoding="utf-8")
    return tmp_path


def start(course):
    """What `python3 start.py` does; the sentences it says."""
    mine = MyLessons(course)
    mine.bring_up_to_date()
    return mine.said


def copies(course):
    return {path.name: path.read_bytes() for path in (course / "my_lessons").glob("*.ipynb")}


def copy(course, name="07_gradient_descent"):
    return course / "my_lessons" / f"{name}.ipynb"


def new_version(course, *sources, name="07_gradient_descent"):
    (course / "notebooks" / f"{name}.ipynb").write_text(notebook(*sources), encoding="utf-8")


def work(path, source="my own words", run=False):
    """What a learner does to a copy."""
    lesson = json.loads(path.read_text(encoding="utf-8"))
    if run:
        lesson["cells"][1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "mine"}]
    else:
        lesson["cells"][1]["source"] = source
    path.write_text(json.dumps(lesson), encoding="utf-8")
    return path.read_bytes()


# ---------------------------------------------------------------- the four cases of a new version

def test_the_first_start_copies_every_lesson_without_its_outputs(course):
    assert start(course) == [] and set(copies(course)) == {f"{name}.ipynb" for name in NAMES}
    for name in NAMES:
        lesson = nbformat.read(copy(course, name), 4)
        nbformat.validate(lesson)
        assert all(cell.outputs == [] and cell.execution_count is None for cell in lesson.cells[1:])
        assert version(read(copy(course, name))) == version(read(course / "notebooks" / f"{name}.ipynb"))
    assert "Measured" not in copy(course).read_text(encoding="utf-8")


def test_a_second_start_touches_nothing(course):
    start(course)
    before = {path: path.stat().st_mtime_ns for path in (course / "my_lessons").iterdir()}
    assert start(course) == []
    assert {path: path.stat().st_mtime_ns for path in (course / "my_lessons").iterdir()} == before


def test_nothing_new_leaves_what_the_learner_did(course):
    start(course)
    mine = work(copy(course))
    assert start(course) == [] and copies(course)["07_gradient_descent.ipynb"] == mine


def test_a_copy_that_nobody_touched_is_renewed(course):
    start(course)
    new_version(course, "predict(ex.better)")
    said, = start(course)
    assert said.startswith("07_gradient_descent.ipynb was renewed") and "ex.better" in copy(course).read_text("utf-8")
    assert start(course) == []


@pytest.mark.parametrize("run", [False, True], ids=["edited", "run"])
def test_beside_a_copy_that_was_touched_the_new_version_is_laid_once(course, run):
    start(course)
    mine = work(copy(course), run=run)
    new_version(course, "predict(ex.better)")
    said, = start(course)
    beside = copy(course, "07_gradient_descent_new_version")
    assert "stays as you left it" in said and beside.name in said
    assert copy(course).read_bytes() == mine and "ex.better" in beside.read_text("utf-8")
    assert start(course) == []
    beside.unlink()                                     # seen, and not wanted
    assert start(course) == [] and not beside.exists()


def test_a_later_version_takes_the_place_of_the_one_beside_unless_that_was_touched(course):
    start(course)
    work(copy(course))
    new_version(course, "second")
    start(course)
    new_version(course, "third")
    start(course)
    beside = copy(course, "07_gradient_descent_new_version")
    assert "third" in beside.read_text("utf-8") and len(copies(course)) == 4
    kept = work(beside)
    new_version(course, "fourth")
    start(course)
    assert beside.read_bytes() == kept
    assert "fourth" in copy(course, "07_gradient_descent_new_version_2").read_text("utf-8")


def test_whoever_takes_over_the_new_version_by_hand_is_up_to_date(course):
    start(course)
    work(copy(course))
    new_version(course, "second")
    start(course)
    os.replace(copy(course, "07_gradient_descent_new_version"), copy(course))
    assert start(course) == []
    new_version(course, "third")
    assert "was renewed" in start(course)[0]


def test_a_lesson_that_comes_later_is_copied_when_it_comes(course):
    start(course)
    new_version(course, "new", name="08_fitting_models")
    assert start(course) == [] and copy(course, "08_fitting_models").exists()


# ---------------------------------------------------------------- fresh, renamed, thrown away

@pytest.mark.parametrize("word", ["07", "7"])
def test_fresh_begins_anew_and_keeps_what_was_there(course, word, capsys):
    start(course)
    mine = work(copy(course))
    main(["fresh", word], course)
    said = capsys.readouterr().out
    assert "07_gradient_descent.ipynb begins anew" in said and "is kept: 07_gradient_descent_kept_" in said
    assert mine in copies(course).values() and not touched(read(copy(course)), version(read(copy(course))))
    main(["fresh", word], course)
    assert len(copies(course)) == 5 and start(course) == []


@pytest.mark.parametrize("word", ["", "99", "seven", "*", "../00", "0" * 50])
def test_fresh_needs_the_number_of_a_lesson(course, word, capsys):
    start(course)
    before = copies(course)
    main(["fresh", word], course)
    assert "Say its number" in capsys.readouterr().out and copies(course) == before


def test_a_lesson_that_the_learner_renamed_stays_and_the_course_gets_its_own_again(course):
    start(course)
    mine = work(copy(course))
    os.replace(copy(course), copy(course, "my notes"))
    said, = start(course)
    assert said == "07_gradient_descent.ipynb is laid anew. Yours is called my notes.ipynb now and stays as it is."
    assert copy(course, "my notes").read_bytes() == mine and copy(course).exists()
    assert start(course) == []


def test_a_lesson_that_was_thrown_away_comes_back(course):
    start(course)
    copy(course).unlink()
    assert start(course) == [] and copy(course).exists()


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"cells": 3}', '{"cells": [', "\x00"])
def test_a_copy_that_cannot_be_read_stays(course, damage):
    start(course)
    copy(course).write_text(damage, encoding="utf-8")
    new_version(course, "second")
    start(course)
    assert copy(course).read_text(encoding="utf-8") == damage
    assert "second" in copy(course, "07_gradient_descent_new_version").read_text("utf-8")


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"07_gradient_descent.ipynb": null}', "null"])
def test_without_its_ledger_nothing_of_the_learners_is_overwritten(course, damage):
    start(course)
    mine = work(copy(course))
    (course / "my_lessons" / my_lessons.LEDGER).write_text(damage, encoding="utf-8")
    start(course)
    new_version(course, "second")
    start(course)
    assert copy(course).read_bytes() == mine


# ---------------------------------------------------------------- the journal

def test_a_journal_that_was_begun_in_notebooks_goes_on_in_my_lessons(course):
    old, mine = (course / folder / my_lessons.JOURNAL for folder in ("notebooks", "my_lessons"))
    old.write_bytes(b'\n{"kind": "attempt"}\n\nhalf a li\xff\n')
    assert "journal" in start(course)[0] and not old.exists()
    assert mine.read_bytes() == b'{"kind": "attempt"}\nhalf a li\xff\n'
    old.write_bytes(b'{"kind": "attempt"}\n{"kind": "answer"}\n')
    start(course)
    assert mine.read_bytes() == b'{"kind": "answer"}\n{"kind": "attempt"}\nhalf a li\xff\n'


# ---------------------------------------------------------------- accidents

class Killed(BaseException):
    """The process ends here."""


def killed_at(monkeypatch, name, moment):
    """os.<name> ends the process at its n-th call: before it does anything, or right after."""
    real, calls = getattr(os, name), []

    def deadly(*arguments):
        calls.append(arguments)
        if len(calls) == moment // 2 + 1:
            if moment % 2:
                real(*arguments)
            raise Killed
        return real(*arguments)
    monkeypatch.setattr(my_lessons.os, name, deadly)


@pytest.mark.parametrize("moment", range(16))
@pytest.mark.parametrize("name", ["fsync", "replace"])
def test_killed_anywhere_no_file_is_half_and_nothing_is_lost(course, monkeypatch, name, moment):
    start(course)
    mine = work(copy(course, "12_autodiff"))
    journal = course / "notebooks" / my_lessons.JOURNAL
    journal.write_bytes(b"{}\n")
    for lesson in NAMES:
        new_version(course, "second", name=lesson)
    with monkeypatch.context() as patched:
        killed_at(patched, name, moment)
        try:
            start(course)
        except Killed:
            pass
    assert all(json.loads(data) for data in copies(course).values())
    assert copy(course, "12_autodiff").read_bytes() == mine
    start(course)
    assert copy(course, "12_autodiff").read_bytes() == mine
    assert "second" in copy(course, "12_autodiff_new_version").read_text("utf-8")
    assert "second" in copy(course, "00_start_here").read_text("utf-8")
    assert (course / "my_lessons" / my_lessons.JOURNAL).read_bytes() == b"{}\n" and not journal.exists()
    assert start(course) == []


@pytest.mark.parametrize("name, number", [("fsync", errno.ENOSPC), ("replace", errno.EACCES), ("replace", errno.EBUSY)])
def test_a_full_disk_or_a_file_in_use_is_said_and_leaves_what_was_there(course, monkeypatch, name, number):
    start(course)
    work(copy(course, "12_autodiff"))
    before = copies(course)
    for lesson in NAMES:
        new_version(course, "second", name=lesson)

    def refuse(*arguments):
        raise OSError(number, os.strerror(number))
    with monkeypatch.context() as patched:
        patched.setattr(my_lessons.os, name, refuse)
        said = start(course)
        MyLessons(course).fresh("07")
    assert len(said) == 3 and all(os.strerror(number) in words and "Nothing of yours was changed" in words
                                  for words in said)
    assert copies(course) == before and not list((course / "my_lessons").glob("*.part"))
    assert len(start(course)) == 3


def test_a_folder_that_cannot_be_made_is_said_and_the_courses_own_lesson_is_opened(course):
    (course / "my_lessons").write_text("a file of this name", encoding="utf-8")
    mine = MyLessons(course)
    mine.bring_up_to_date()
    assert len(mine.said) == 1 and mine.said[0].startswith("The folder my_lessons cannot be written")
    assert my_lessons.lesson_to_open(mine) == "/lab/tree/notebooks/00_start_here.ipynb"


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_said(course):
    start(course)
    new_version(course, "second")
    (course / "my_lessons").chmod(0o555)
    assert "Permission denied" in start(course)[0]
    (course / "my_lessons").chmod(0o755)


def test_the_learners_copy_is_what_is_opened(course):
    start(course)
    assert my_lessons.lesson_to_open(MyLessons(course)) == "/lab/tree/my_lessons/00_start_here.ipynb"


# ---------------------------------------------------------------- the course as it is

def test_every_lesson_of_the_course_can_be_copied_and_holds_no_answer(tmp_path):
    os.symlink(ROOT / "notebooks", tmp_path / "notebooks")
    mine = MyLessons(tmp_path)
    mine.source = ROOT / "notebooks"
    mine.bring_up_to_date()
    assert sorted(path.name for path in mine.folder.glob("*.ipynb")) == [path.name for path in LESSONS]
    for path in mine.folder.glob("*.ipynb"):
        assert not any(cell.get("outputs") for cell in nbformat.read(path, 4).cells)


def test_the_folder_is_not_committed():
    assert "my_lessons/" in (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
