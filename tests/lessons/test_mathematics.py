"""How much of a lesson's code is mathematics, and not drawing, asking or plumbing."""
import ast

import pytest
from course import LESSONS, code_cells, read

ASK = {"predict", "outcome", "ask", "progress", "inventory", "inventory_result", "explore"}


def roots(node):
    """The name before the last dot of everything that is called: plotting.curve, ex.step.check, print."""
    for call in ast.walk(node):
        match call:
            case ast.Call(func=ast.Name(id=name)):
                yield name
            case ast.Call(func=ast.Attribute(value=value, attr=attr)):
                while isinstance(value, ast.Attribute):
                    value = value.value
                yield f"{value.id if isinstance(value, ast.Name) else '?'}.{attr}"


def kind(statement):
    """import and check: left out, a lesson needs them · ask · draw · mathematics: all else."""
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return "import"
    names = list(roots(statement))
    if not isinstance(statement, ast.FunctionDef | ast.ClassDef):
        if ASK & set(names):
            return "ask"
        if any(name.endswith((".check", ".hint", ".solution")) for name in names):
            return "check"
    return "draw" if any(name.startswith("plotting.") for name in names) else "mathematics"


def lines(statement, found):
    """{line: kind} of a statement; of one that draws in its block, line by line."""
    first = min([statement.lineno, *(d.lineno for d in getattr(statement, "decorator_list", []))])
    here = kind(statement)
    body = statement.body if here == "draw" and hasattr(statement, "body") else []
    last = body[0].lineno - 1 if body else statement.end_lineno
    head = "mathematics" if isinstance(statement, ast.FunctionDef) else here
    found.update(dict.fromkeys(range(first, last + 1), head))
    for inner in body:
        lines(inner, found)
    return found


def share(path):
    """The share of mathematics among a lesson's lines of code; a long string counts with its statement."""
    kinds = []
    for cell in code_cells(read(path)):
        source = cell.source.splitlines()
        for statement in ast.parse(cell.source).body:
            kinds += [what for line, what in lines(statement, {}).items()
                      if source[line - 1].strip() and not source[line - 1].lstrip().startswith("#")]
    counted = [what for what in kinds if what in ("ask", "draw", "mathematics")]
    return counted.count("mathematics") / len(counted)


@pytest.mark.parametrize("path", [path for path in LESSONS if path.name[:2] != "00"], ids=lambda path: path.stem)
def test_at_least_55_per_cent_of_a_lesson_is_mathematics(path):
    assert share(path) >= 0.55


def test_half_of_the_lessons_have_60_per_cent():
    shares = [share(path) for path in LESSONS if path.name[:2] != "00"]
    assert sum(s >= 0.60 for s in shares) >= len(shares) / 2, shares
