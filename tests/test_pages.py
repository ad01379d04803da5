"""The pages around the lessons: README, CONTRIBUTING, instructors' pages."""
import re

import pytest
from course import ALL_LESSONS, LESSONS, ROOT, broken_links, complaints, links, prose, questions_in, read

from mathlib.exercises.prediction import Prediction

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "notebooks").rglob("*.md"))]
README = (ROOT / "README.md").read_text(encoding="utf-8")
every_page = pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))


@every_page
def test_links_within_the_project_lead_somewhere(path):
    assert broken_links(path.read_text(encoding="utf-8"), path.parent) == []


@every_page
def test_it_keeps_the_voice(path):
    text = re.sub(r"<!--.*?-->", "", path.read_text(encoding="utf-8"), flags=re.S)
    assert complaints(prose(text).replace("[![", "")) == []


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_minutes_of_a_lesson_are_the_same_wherever_they_are_told(path):
    """In the lesson, in the README, in the table of lesson 00, in the index for instructors and on its page."""
    way = "\n".join(cell.source for cell in read(LESSONS[0]).cells if cell.cell_type == "markdown")
    teaching = ROOT / "notebooks" / "teaching"
    found = {place: re.search(pattern, text, re.M) for place, pattern, text in (
        ("the lesson", r"\*\*Time\*\* (\d+) minutes", read(path).cells[0].source),
        ("README.md", rf"^\| {path.name[:2]} \| \[.+\]\(notebooks/{path.name}\) \| (\d+) \|", README),
        ("lesson 00", rf"^\| {path.name[:2]} · .+ \| (\d+) \|$", way),
        ("the index", rf"\({path.stem}\.md\) \| (\d+)", (teaching / "README.md").read_text(encoding="utf-8")),
        ("its page", r"^\| \*\*sum\*\* \| \*\*(\d+)", (teaching / f"{path.stem}.md").read_text(encoding="utf-8")))}
    told = {place: row and row[1] for place, row in found.items()}
    assert len(set(told.values())) == 1 and None not in told.values(), told


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_the_index_for_instructors_leads_to_the_page_of_the_lesson(path):
    index = (ROOT / "notebooks" / "teaching" / "README.md").read_text(encoding="utf-8")
    assert f"{path.stem}.md" in links(index), f"notebooks/teaching/README.md: no row for {path.stem}.md"


@pytest.mark.parametrize("slug", ALL_LESSONS)
def test_the_page_names_the_key_of_every_prediction(slug):
    paths = [path for path in LESSONS if path.stem[3:] == slug]
    for path in paths:
        page = (ROOT / "notebooks" / "teaching" / f"{path.stem}.md").read_text(encoding="utf-8")
        for questions in questions_in(ALL_LESSONS[slug]).values():
            for question in questions:
                if isinstance(question, Prediction):
                    row = re.search(rf"^\| `{question.id}`.*?\(([a-e])\)[^|]*\|[^|]*\|$", page, re.M)
                    assert row, f"{path.stem}.md: no row for {question.id} that names its letter"
                    assert row[1] == question.key, f"{path.stem}.md: {question.id} is ({question.key})"


def test_the_placeholder_for_the_repository_stands_in_one_place():
    assert len(re.findall(r"gh/ORG/REPO", README)) == 1
