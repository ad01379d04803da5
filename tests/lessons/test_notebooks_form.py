"""The form of a lesson: what every lesson shares, so that learners and maintainers find their way."""
import ast
import re

import pytest
from course import (
    LESSONS,
    NOTEBOOKS,
    broken_links,
    checks,
    code_cells,
    complaints,
    definition,
    lesson_of,
    links,
    paragraphs,
    prose,
    read,
    unseen,
)
from refresh import text_of, untidy

every_notebook = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
every_lesson = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)


def markdown_cells(path):
    return [cell for cell in read(path).cells if cell.cell_type == "markdown"]


# ---------------------------------------------------------------- the file

@every_notebook
def test_it_is_as_refresh_wrote_it(path):
    assert untidy(path) == "", f"{untidy(path)}; run: python tests/refresh.py {path.stem[:2]}"


def test_a_cell_edited_after_its_run_is_noticed(tmp_path):
    notebook = read(NOTEBOOKS[-1])
    code_cells(notebook)[-1].source += "\n# another picture"
    edited = tmp_path / NOTEBOOKS[-1].name
    edited.write_text(text_of(notebook), encoding="utf-8", newline="\n")
    assert untidy(edited) == "code has changed since its outputs were made"


@every_notebook
def test_every_code_cell_was_run_in_one_clean_run(path):
    counts = [cell.execution_count for cell in code_cells(read(path))]
    assert counts == list(range(1, len(counts) + 1))


@every_notebook
def test_no_cell_ends_in_an_error_or_writes_to_stderr(path):
    bad = [cell.id for cell in code_cells(read(path)) for output in cell.outputs
           if output.output_type == "error" or output.get("name") == "stderr"]
    assert not bad


@every_notebook
def test_it_is_small(path):
    assert path.stat().st_size <= 1_000_000


@every_notebook
def test_every_picture_says_in_words_what_it_shows(path):
    for cell in code_cells(read(path)):
        for output in cell.outputs:
            data = output.get("data", {})
            if any(kind.startswith("image/") for kind in data):
                words = data.get("text/plain", "")
                assert len(words.split()) >= 5 and not words.startswith("<"), f"{cell.id}: {words!r}"


# ---------------------------------------------------------------- names and links

@every_lesson
def test_its_name_is_a_number_and_a_slug_and_its_title_has_the_number(path):
    assert re.fullmatch(r"\d\d_[a-z]+(_[a-z]+)*", path.stem)
    assert read(path).cells[0].source.startswith(f"# {int(path.stem[:2])} · ")


def test_numbers_are_unique():
    numbers = [path.name[:2] for path in LESSONS]
    assert len(numbers) == len(set(numbers))


@every_lesson
def test_it_links_to_the_nearest_lessons_before_and_after(path):
    here = LESSONS.index(path)
    neighbours = {other.name for other in LESSONS[max(here - 1, 0):here + 2]} - {path.name}
    missing = neighbours - set(links(markdown_cells(path)[-1].source))
    assert not missing, f"the last prose cell does not link to {missing}"


@every_lesson
def test_its_questions_and_exercises_are_those_of_its_slug(path):
    assert lesson_of(path).__name__ == f"mathlib.lessons.{path.stem[3:]}"


@every_lesson
def test_nothing_of_the_template_is_left(path):
    page = (path.parent / "teaching" / f"{path.stem}.md").read_text(encoding="utf-8")
    remains = re.compile(r"For authors|\bN ·|\bN\.\d|lesson_template|template\.")
    found = {where: remains.findall(text) for where, text in [
        *((cell.id, cell.source) for cell in read(path).cells), ("the teaching page", page)]}
    assert {where: words for where, words in found.items() if words} == {}


@every_notebook
def test_every_link_inside_the_course_leads_somewhere(path):
    assert [bad for cell in markdown_cells(path) for bad in broken_links(cell.source, path.parent)] == []


@every_lesson
def test_its_links_lead_there_from_a_learners_copy_too(path):
    """A copy lies in a folder beside this one, with the other lessons and nothing else."""
    inside = [target for cell in markdown_cells(path) for target in links(cell.source) if ":" not in target]
    assert [target for target in inside if not re.match(r"#|\.\./|\d\d_\w+\.ipynb", target)] == []


@every_lesson
def test_instructors_have_a_page_on_it(path):
    assert (path.parent / "teaching" / f"{path.stem}.md").exists()


# ---------------------------------------------------------------- cells

@every_notebook
def test_it_opens_with_its_title(path):
    first = read(path).cells[0]
    assert first.cell_type == "markdown" and first.source.startswith("# ")


@every_notebook
def test_one_cell_imports(path):
    importing = [cell.id for cell in code_cells(read(path))
                 if any(isinstance(node, ast.Import | ast.ImportFrom) for node in ast.walk(ast.parse(cell.source)))]
    assert len(importing) == 1, importing


@every_notebook
def test_no_three_code_cells_in_a_row(path):
    cells = read(path).cells
    rows = [a.id for a, b, c in zip(cells, cells[1:], cells[2:], strict=False)
            if a.cell_type == b.cell_type == c.cell_type == "code"]
    assert not rows, f"say something between the cells after {rows}"


@every_notebook
def test_cells_fit_a_laptop_screen(path):
    assert [cell.id for cell in code_cells(read(path)) if len(cell.source.splitlines()) > 25] == []


@every_notebook
def test_code_lines_are_short(path):
    wide = [(cell.id, line) for cell in code_cells(read(path)) for line in cell.source.splitlines() if len(line) > 100]
    assert wide == []


@every_notebook
def test_a_stub_and_its_check_stand_in_one_cell(path):
    for cell in code_cells(read(path)):
        for name, answer in checks(cell.source):
            assert definition(cell.source, answer) is not None, f"{cell.id}: ex.{name}.check({answer}) without its stub"


@every_notebook
def test_what_answers_the_learner_ends_its_cell(path):
    """A cell shows its last expression only: a question, an outcome or a verdict before it is never seen."""
    assert [said for cell in code_cells(read(path)) for said in unseen(cell.source)] == []


@pytest.mark.parametrize("source, count", [
    ("predict(ex.a)", 0), ("n = 3\nex.a.check(n)", 0), ("outcome(ex.a)\nprint(3)", 1), ("ask(*ex.recall)\nn = 3", 1),
    ("ex.a.check(3)\nex.b.check(3)", 1), ("for k in range(3):\n    outcome(ex.a, k=k)", 1), ("said = predict(ex.a)", 1),
    ("print(outcome(ex.a))", 1), ("settings.check(3)\nn = 3", 0)])
def test_an_answer_that_nobody_sees_is_noticed(source, count):
    assert len(unseen(source)) == count


@every_lesson
def test_it_is_built_like_the_others(path):
    """The words that all lessons share."""
    text = "\n".join(cell.source for cell in markdown_cells(path))
    opening = read(path).cells[0].source
    assert all(f"**{word}" in opening for word in ("You will be able to", "You need", "Time"))
    assert "## What to keep" in text and "**The same thing elsewhere.**" in text
    assert "**Further reading" in text and "**Next.**" in text
    assert ("## From memory" in text) or path.name.startswith("00")
    assert code_cells(read(path))[-1].source == "progress()" or path.name.startswith("00")


@every_notebook
def test_pictures_are_not_told_twice(path):
    """`alt` adds one sentence to what a figure says of itself."""
    told = re.compile(r"alt=(\"[^\"]*\"|'[^']*')")
    for cell in code_cells(read(path)):
        for words in told.findall(cell.source):
            assert len(re.findall(r"[.!?](?:\s|$)", words.strip("\"'"))) <= 2, f"{cell.id}: {words}"


@every_notebook
def test_cells_show_choices_and_no_plumbing(path):
    plumbing = re.compile(r"\bplt\.|pyplot|sys\.path|pip install|^[%!]|savefig", re.M)
    assert [cell.id for cell in code_cells(read(path)) if plumbing.search(cell.source)] == []


# ---------------------------------------------------------------- prose

@every_notebook
def test_prose_keeps_the_voice(path):
    found = {cell.id: complaints(prose(cell.source)) for cell in markdown_cells(path)}
    assert {id: words for id, words in found.items() if words} == {}


@every_notebook
def test_paragraphs_are_short(path):
    lengths = [(cell.id, len(block.split())) for cell in markdown_cells(path) for block in paragraphs(cell.source)]
    long = [f"{cell}: a paragraph of {words} words, at most 80" for cell, words in lengths if words > 80]
    assert not long, "; ".join(long)
