"""Lesson 19: the page says what was measured, and the whole path runs for every project."""
import io
from contextlib import redirect_stdout

import numpy as np
import pytest
from pieces_capstone import CELLS, adam, said, typed

from mathlib.lessons import capstone as ex
from mathlib.lessons.capstone import desk, probes, projects, solutions, worked
from mathlib.words import number


def test_a_page_is_saved_when_asked_and_never_over_another(tmp_path):
    page = ex.report(projects.penguins(), points=[2, 2, 1, 2, 1, 0])
    assert "Points: 8 of 12" in page.text and "still to write" in page.text
    assert "Written" in repr(page.save(tmp_path / "a.md"))
    (tmp_path / "a.md").write_text("mine")
    assert "stays as it is" in repr(page.save(tmp_path / "a.md")) and (tmp_path / "a.md").read_text() == "mine"
    assert "cannot be written" in repr(page.save(tmp_path / "no" / "b.md"))


@pytest.mark.parametrize("points", [..., None, [1, 2], [3] * 6, "212121x", 7])
def test_points_that_are_none_are_asked_for(points):
    assert "six numbers" in ex.report(projects.penguins(), points=points).text


def test_points_claimed_without_support_have_a_note():
    project = projects.penguins()
    text = ex.report(project, points=[2] * 6).text
    assert "Points: 12 of 12" in text and text.count(": 2 (but ") == 5
    text = ex.report(project, "x", "y", points=[1, 1, 1, 1, 1, 0]).text
    assert "Points: 5 of 12" in text and "(but" not in text
    w = np.zeros(4)
    for _ in range(2):
        project.verdict(w)
    text = ex.report(project, "x", "y", [0.1], np.ones((1, 5)), w, [2] * 6).text
    assert "(but the test part was opened 2 times)" in text and text.count("(but ") == 3


def test_the_lines_of_a_page_are_the_numbers_that_were_measured(project):
    w = probes.lent_train(project.training, 0.01, 0, 100)
    rates, table = np.array([0.5, 0.25, 0.125]), np.array([[3.0, 4.0], [1.0, 2.0], [5.0, np.nan]])
    said(ex.loss.check(typed(worked.lent("loss", project.kind))))
    said(ex.step.check(adam))
    text = ex.report(project, "why", "not", rates, table, w).text
    assert "Chosen (lent): η = 0.25." in text and "η = 0.25: 1.5 ± 0.5" in text and "η = 0.125: diverged" in text
    for name, slope in zip(project.names, worked.lent("per_unit", project.kind)(w, project), strict=True):
        assert f"- {name}: {number(slope, 3)} " in text
    assert "Loss (yours). why" in text and "Adam" in text and desk.said("loss") in text
    assert "3 rows for 2 η" in ex.report(project, rates=rates[:2], table=table).text
    if project.kind == "series":
        time, y = project.training.raw[:, 0], project.of_columns(w, project.training.x)
        waves = [wave(2 * np.pi * k * time) for k in (1, 2) for wave in (np.cos, np.sin)]
        fitted = np.linalg.lstsq(np.column_stack([time - 1975, (time - 1975) ** 2, np.ones(len(y)), *waves]), y)[0]
        first, last, early, late, faster = ex.growth(project, w)
        for year, rise in ((first, early), (last, late)):
            assert rise == pytest.approx(fitted[0] + 2 * fitted[1] * (year + 0.5 - 1975), rel=1e-6)
        assert faster == pytest.approx(2 * fitted[1], rel=1e-6)
        assert f"over {first:.0f}, and {number(late, 3)} over {last:.0f}: {number(faster, 2)} per year²" in text


def test_a_page_is_that_of_the_project_that_is_judged():
    birds = projects.penguins()
    projects.tumours()
    with pytest.raises(ValueError, match="The checks judge tumours now"):
        ex.report(birds)
    with pytest.raises(ValueError, match="The pieces are loss, gradient, step, choose and per_unit"):
        ex.lend("los", ...)


def test_the_solution_is_that_of_the_project(project):
    for name in ("loss", "gradient", "step", "choose", "per_unit"):
        names = {"np": np}
        exec(getattr(ex, name).solution().text, names)
        said(getattr(ex, name).check(names[name]))
        assert name == "choose" or desk.whose(name) == "yours"


def test_weights_of_another_project_leave_a_page():
    assert "still to write" in ex.report(projects.carbon_dioxide(), w=np.zeros(2)).text


# ---- the whole path

def test_a_table_whose_trainings_all_diverged_has_a_sentence_and_no_traceback(capsys):
    names = {"table": np.full((2, 5), np.nan), "rates": np.array([0.1, 1.0]), "lr": 0.1, "costs": [1.0], "best_row": 0,
             "chosen": np.full(5, np.nan), "project": projects.penguins()}
    exec(CELLS["imports"], names)
    exec(CELLS["figure-table"], names)
    assert "Every η diverged" in capsys.readouterr().out


PATH = ["project", "parts", "loss", "lend-loss", "gradient", "three-routes", "step", "train", "table", "choose",
        "chosen", "verdict", "closed-form", "per-unit", "readings", "says-not", "growth", "bench", "failure", "page"]


def test_the_formula_that_is_told_is_the_loss_that_is_lent(project):
    w, x, y = np.random.default_rng(0).normal(size=project.training.x.shape[1]), project.training.x, project.training.y
    told = eval(worked.formula(), {"np": np, "w": w, "x": x, "y": y})
    assert told == pytest.approx(worked.lent("loss", project.kind)(w, x, y), rel=1e-12)


def test_what_was_lent_stays_lent_however_often_its_cell_is_run(project, capsys):
    for name in ("loss", "gradient", "step", "choose", "per_unit"):
        capsys.readouterr()
        piece = ex.lend(name, ...)
        assert ex.lend(name, piece) is piece
        said = f"{name}: lent{', ' + worked.formula() if name == 'loss' else ''}\n"
        assert capsys.readouterr().out == said * 2
        assert ex.lend(name, typed(piece)) is not piece and desk.whose(name) == "yours"


@pytest.mark.parametrize("name, mine", [("tumours", True), ("carbon_dioxide", True), ("penguins", True),
                                        ("tumours", False), ("carbon_dioxide", False)])
def test_the_path_of_the_lesson_runs_for_every_project(name, mine):
    names, heard = {}, io.StringIO()
    with redirect_stdout(heard):
        exec(CELLS["imports"], names)
        for cell in PATH:
            source = CELLS[cell].replace("projects.penguins()", f"projects.{name}()")
            for long, short in (("range(300)", "range(60)"), ("range(20)", "range(2)"), ("0.001, 0.003, ", "")):
                source = source.replace(long, short)
            if mine and cell in ("loss", "gradient", "per-unit", "step", "choose"):
                piece = cell.replace("-", "_")
                names[piece] = typed(worked.lent(piece, names["project"].kind))
                assert getattr(ex, piece).check(names[piece]).status == "correct"
            else:
                exec(source, names)
    told = heard.getvalue()
    assert told.count(": yours") == (5 if mine else 0) and told.count(": lent") == (0 if mine else 5)
    assert ("(lent)" in names["page"].text) is not mine and np.isfinite(names["models"]).all()


def test_a_piece_for_another_project_is_not_taken_for_this_one():
    projects.penguins()
    said(ex.per_unit.check(solutions.per_unit))
    assert desk.whose("per_unit") == "lent", "ours, checked: still ours"
    said(ex.per_unit.check(typed(solutions.per_unit)))
    assert desk.whose("per_unit") == "yours"
    projects.tumours()
    assert desk.whose("per_unit") == "lent"
    with redirect_stdout(io.StringIO()) as heard:
        assert ex.lend("per_unit", solutions.per_unit) is worked.of_probability
    assert heard.getvalue() == "per_unit: lent\n"
