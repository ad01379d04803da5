"""The course as the tests read it: exercises and questions, lessons as prose, links, checks, solved copies."""
import ast
import importlib
import inspect
import pkgutil
import re
import textwrap
from collections import Counter

import nbformat
import pytest
from refresh import LESSONS, NOTEBOOKS, ROOT, TEMPLATE

from mathlib import lessons
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.options import Options

__all__ = ["LESSONS", "NOTEBOOKS", "ROOT", "TEMPLATE"]

CODE = re.compile(r"```.*?```|~~~.*?~~~|`[^`\n]+`", re.S)
MATHS = re.compile(r"\$\$.*?\$\$|\$[^$]+\$|\\begin\{.*?\\end\{\w+\*?\}", re.S)
LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]+)[^)]*\)")
TAG = re.compile(r"<[^>]+>")
BANNED = re.compile(r"\b(obviously|simply|just|clearly|recall that)\b", re.I)
EMOJI = re.compile("[\U0001F000-\U0001FAFF☀-⛿️]")


def read(path):
    return nbformat.read(path, as_version=4)


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def prose(markdown):
    """The words a reader reads: code gone, each formula one word, links by their text."""
    words = MATHS.sub(" formula ", CODE.sub(" code ", markdown))
    return TAG.sub(" ", LINK.sub(r"\1", words))


def paragraphs(markdown):
    """Paragraphs and list items; tables and headings are none."""
    blocks = re.split(r"\n\s*\n|\n(?=\s*(?:[-*>]|\d+\.)\s)", prose(markdown))
    return [block for block in blocks if block.strip() and not block.lstrip().startswith(("|", "#"))]


def links(markdown):
    """The targets of links and pictures outside code."""
    plain = CODE.sub(" ", markdown)
    return [found[2] for found in LINK.finditer(plain)] + re.findall(r"(?:src|href)=\"([^\"]+)\"", plain)


def broken_links(markdown, folder):
    """The links within the course that lead nowhere: no such file, or no such heading in it."""
    return [target for target in links(markdown) if not re.match(r"[a-z]+:", target) and not _leads(target, folder)]


def _leads(target, folder):
    place, _, heading = target.partition("#")
    path = (folder / place).resolve()
    if not path.exists():
        return False
    return not heading or path.suffix != ".ipynb" or heading in _anchors(path)


def _anchors(path):
    """The names JupyterLab gives to the headings of a notebook."""
    text = "\n".join(cell.source for cell in read(path).cells if cell.cell_type == "markdown")
    return {line.strip().replace(" ", "-") for line in re.findall(r"^#{1,6} +(.+)$", text, re.M)}


def complaints(text):
    """Words and signs that the course does not use, in a piece of prose."""
    return BANNED.findall(text) + EMOJI.findall(text) + re.findall(r"\w+[\"'”)]*!", text)


# ---------------------------------------------------------------- exercises in a notebook

def lesson_of(path):
    """The lesson's package, as the notebook's import cell names it (… import gradients as ex); None without one."""
    for cell in code_cells(read(path)):
        found = re.search(r"from mathlib\.lessons import (\w+) as ex\b", cell.source)
        if found:
            return importlib.import_module(f"mathlib.lessons.{found[1]}")
    return None


def exercises_in(lesson):
    """{name: Exercise} of a lesson's package."""
    return {name: thing for name, thing in vars(lesson).items() if isinstance(thing, Exercise)}


def questions_in(lesson):
    """{name: predictions or retrieval questions} of a lesson's package, each a tuple."""
    tuples = {name: thing if isinstance(thing, tuple) else (thing,) for name, thing in vars(lesson).items()}
    return {name: things for name, things in tuples.items() if things and all(isinstance(t, Options) for t in things)}


ALL_LESSONS = {found.name: importlib.import_module(f"mathlib.lessons.{found.name}")
               for found in pkgutil.iter_modules(lessons.__path__) if found.ispkg}
ALL = {f"{slug}.{name}": exercise for slug, lesson in ALL_LESSONS.items()
       for name, exercise in exercises_in(lesson).items()}


def each(table):
    return pytest.mark.parametrize("exercise", table.values(), ids=table.keys())


def checks(source):
    """(exercise's name, answer's name) of every ex.NAME.check(answer) in a cell.

    A call on anything but a name, such as ex.NAME.check(lambda x: 2 * x), is a demonstration.
    """
    for node in ast.walk(_tree(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="check", value=ast.Attribute(attr=name, value=ast.Name(id="ex"))),
                          args=[ast.Name(id=answer)]):
                yield name, answer


def unseen(source):
    """The calls of predict, outcome, ask, progress or ex.NAME.check in a cell that are not its last expression."""
    body = _tree(source).body
    shown = body[-1].value if body and isinstance(body[-1], ast.Expr) else None
    return [ast.unparse(node) for statement in body for node in ast.walk(statement)
            if _answers(node) and node is not shown]


def _answers(node):
    """Whether a call returns what the learner is to read."""
    match node:
        case ast.Call(func=ast.Name(id="predict" | "outcome" | "ask" | "progress")):
            return True
        case ast.Call(func=ast.Attribute(attr="check", value=ast.Attribute(value=ast.Name(id="ex")))):
            return True
    return False


def _tree(source):
    """The syntax tree of a cell, magics left out."""
    return ast.parse("\n".join("" if line.startswith(("%", "!")) else line for line in source.splitlines()))


def definition(source, name):
    """The last top-level statement of a cell that defines a name, or None."""
    return next((node for node in reversed(_tree(source).body) if name in _defined(node)), None)


def _defined(node):
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
            return {name}
        case ast.Assign(targets=targets):
            return {target.id for target in targets if isinstance(target, ast.Name)}
    return set()


def solve(notebook, exercises):
    """Put the reference answers in place of what the learner is to write. {exercise's id: checks}."""
    cells, solved, counts = code_cells(notebook), set(), Counter()
    for position, cell in enumerate(cells):
        for name, answer in list(checks(cell.source)):
            stub = next((c for c in reversed(cells[:position + 1]) if definition(c.source, answer)), None)
            assert stub is not None, f"ex.{name}.check({answer}): no cell before it defines {answer}"
            if (stub.id, answer) not in solved:
                stub.source = _replaced(stub.source, answer, _solution(exercises, name, answer))
            solved.add((stub.id, answer))
            counts[getattr(exercises, name).id] += 1
    return counts


def _replaced(source, name, solution):
    node, lines = definition(source, name), source.splitlines()
    first = min([node.lineno, *(d.lineno for d in getattr(node, "decorator_list", []))])
    return "\n".join([*lines[:first - 1], solution, *lines[node.end_lineno:]])


def _solution(exercises, name, answer):
    """What the learner would type: the source of a function or class, else the value by its name."""
    reference = getattr(exercises, name).reference
    if not (inspect.isfunction(reference) or inspect.isclass(reference)) or reference.__name__ == "<lambda>":
        return f"{answer} = ex.{name}.reference"
    source = textwrap.dedent(inspect.getsource(reference))
    return source + (f"\n{answer} = {reference.__name__}" if reference.__name__ != answer else "")
