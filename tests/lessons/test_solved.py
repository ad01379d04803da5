"""Each lesson with the reference solutions in place: no error, and every check says "correct".

Run are the checks, what uses the answers below them, and what these need; nbval runs all the rest.
"""
import json

import nbformat
import pytest
from cells import trees_of, with_needed, with_users
from course import NOTEBOOKS, checks, code_cells, exercises_in, lesson_of, read, solve
from refresh import execute

LISTEN = """
from mathlib.plotting import frame as _frame
from mathlib.stage import stage as _stage
_frame.png, _stage.twin_png = lambda _: b"", lambda *_: ""       # pictures are tried elsewhere, and take their time
from mathlib.exercises.exercise import Exercise as _Exercise
_heard, _check = {}, _Exercise.check
def _listening(exercise, *answer):
    verdict = _check(exercise, *answer)
    _heard.setdefault(exercise.id, []).append([verdict.status, verdict.message])
    return verdict
_Exercise.check = _listening
"""
TELL = "import json as _json; print(_json.dumps(_heard))"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_check_of_the_solved_lesson_says_correct(path):
    lesson, notebook = lesson_of(path), read(path)
    if lesson is None:
        pytest.skip("this notebook has no exercises")
    stubs = [cell.source for cell in notebook.cells]
    solved = solve(notebook, lesson)
    trees = trees_of(notebook.cells)
    asked = [k for k in trees if any(checks(stubs[k])) or notebook.cells[k].source != stubs[k]]
    notebook.cells = [notebook.cells[k] for k in with_needed(trees, with_users(trees, asked))]
    notebook.cells.insert(0, nbformat.v4.new_code_cell(LISTEN))
    notebook.cells.append(nbformat.v4.new_code_cell(TELL))
    execute(notebook, path.parent)
    heard = json.loads(notebook.cells[-1].outputs[0].text)
    right = {id: [status for status, _ in heard.get(id, [])].count("correct") for id in solved}
    assert {id: heard.get(id) for id in solved if right[id] < solved[id]} == {}


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_exercise_of_the_module_is_met_in_the_lesson(path):
    lesson = lesson_of(path)
    checked = {name for cell in code_cells(read(path)) for name, _ in checks(cell.source)}
    assert checked == set(exercises_in(lesson) if lesson else ())
