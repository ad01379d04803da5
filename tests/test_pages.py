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
def test_the_readme_leads_to_the_lesson_with_its_minutes(path):
    row = re.search(rf"^\| {path.name[:2]} \| \[.+\]\(notebooks/{path.name}\) \| (\d+) \|", README, re.M)
    assert row, f"README.md: no row for {path.name} in the table of lessons"
    promised = re.search(r"\*\*Time\*\* (\d+) minutes", read(path).cells[0].source)
    assert promised and promised[1] == row[1], f"README.md says {row[1]} minutes, the lesson {promised and promised[1]}"


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
