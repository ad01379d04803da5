"""The shape of mathlib as tests: who may import whom, what an import costs, how big things may grow."""
import ast
import subprocess
import sys

import pytest
from course import ROOT

PACKAGE = ROOT / "mathlib"
MODULES = sorted(PACKAGE.rglob("*.py"))
GROUND = {"numdiff", "autodiff", "dual", "optimizers", "landscapes", "formula", "datasets"}

# part -> the other parts it may import; a part may always import itself (stage.stage → stage.scene)
PARTS = {part: set() for part in GROUND} | {
    "words": set(),
    "layers": {"autodiff"},
    "plotting": {"words"},
    "stage": {"plotting", "words"},
    "demos": GROUND | {"stage", "layers", "words"},
    "exercises": GROUND | {"stage", "words"},
    "lessons": GROUND | {"exercises", "demos", "layers", "words"},
    "session": {"demos"},
    **{part: set() for part in ("environment", "my_lessons", "saving", "__init__")},
}
# part -> the packages from elsewhere it may import, beside the standard library
PACKAGES = {part: {"numpy"} for part in PARTS} | {
    "formula": {"numpy", "sympy", "mpmath"},
    "plotting": {"numpy", "matplotlib", "PIL", "IPython"},
    "stage": {"numpy", "matplotlib", "PIL", "contourpy", "anywidget", "traitlets", "ipywidgets", "tqdm"},
    **{part: set() for part in ("words", "environment", "my_lessons", "saving", "session")},
}
LOADED_BY = {part: {"numpy"} for part in GROUND} | {"formula": {"numpy", "sympy", "mpmath", "gmpy2"}}
every_module = pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
every_ground_floor_module = pytest.mark.parametrize(
    "part", sorted(part for part in GROUND if (PACKAGE / part).exists() or (PACKAGE / f"{part}.py").exists()))


def part_of(path):
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree, part):
    """The full dotted name of everything a module imports, wherever the import stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level <= 1, "from .. import: write the name of the package out"
            place = f"mathlib.{part}" if node.level else node.module
            yield from (f"{place}.{alias.name}" for alias in node.names)


@every_module
def test_arrows_point_down(path):
    part, tree = part_of(path), ast.parse(path.read_text(encoding="utf-8"))
    for name in imported(tree, part):
        top, *rest = name.split(".")
        if top == "mathlib":
            assert rest[0] in PARTS[part] | {part}, f"{part} may not import mathlib.{rest[0]}"
        else:
            assert top in PACKAGES[part] | set(sys.stdlib_module_names), f"{part} may not import {top}"


@every_module
def test_imports_stand_at_the_top(path):
    """An import inside a function hides an arrow, or dodges a cycle."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = [node.lineno for function in ast.walk(tree) if isinstance(function, ast.FunctionDef)
              for node in ast.walk(function) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert not inside, f"lines {inside}"


# ---------------------------------------------------------------- what an import costs

def python(code):
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout


@every_ground_floor_module
def test_the_ground_floor_loads_numpy_only(part):
    code = (f"import sys; before = set(sys.modules); import mathlib.{part}\n"
            "print(*{name.partition('.')[0] for name in set(sys.modules) - before})")
    loaded = set(python(code).split()) - set(sys.stdlib_module_names) - {"mathlib"}
    assert {name for name in loaded if not name.startswith("_")} <= LOADED_BY[part]


def test_importing_mathlib_loads_nothing():
    code = "import sys; before = set(sys.modules); import mathlib; print(*sorted(set(sys.modules) - before))"
    assert python(code).split() == ["mathlib"]


# ---------------------------------------------------------------- how big things may grow

@every_module
def test_modules_and_functions_stay_readable(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 350
    long = {node.name: length for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)
            if (length := node.end_lineno - node.lineno + 1) > 30}
    assert not long


@every_module
def test_what_is_public_has_a_docstring(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    public = [node for node in tree.body
              if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_")]
    assert ast.get_docstring(tree)
    shown_as_it_stands = path.name == "solutions.py"      # a learner writes no docstring
    assert [node.name for node in public if not (ast.get_docstring(node) or shown_as_it_stands)] == []




def test_the_map_of_the_package_names_every_part():
    words = set(ast.get_docstring(ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))).split())
    assert {part_of(path) for path in MODULES} - {"__init__"} <= words


def test_data_is_small_and_described():
    data = ROOT / "notebooks" / "data"
    files = [path for path in data.rglob("*") if path.is_file() and path.name != "README.md"] if data.exists() else []
    described = (data / "README.md").read_text(encoding="utf-8") if files else ""
    assert sum(path.stat().st_size for path in files) <= 2_000_000
    assert [path.name for path in files if path.name not in described] == []


def test_ruff_finds_nothing():
    ruff = [sys.executable, "-m", "ruff", "check", "--quiet", "."]
    found = subprocess.run(ruff, capture_output=True, text=True, cwd=ROOT)
    assert found.returncode == 0, found.stdout


def test_a_folder_is_readable_at_a_glance():
    for folder in {path.parent for path in MODULES}:
        assert len([path for path in folder.glob("*.py") if path.name != "__init__.py"]) <= 22, folder


def test_no_lesson_uses_another():
    for path in (PACKAGE / "lessons").rglob("*/*.py"):
        names = imported(ast.parse(path.read_text(encoding="utf-8")), "lessons")
        lessons = [name for name in names if name.startswith("mathlib.lessons.")]
        foreign = [name for name in lessons if name.split(".")[2] not in (path.parent.name, "inventory")]
        assert not foreign, f"{path}: {foreign}"


def test_the_view_is_readable():
    for path in (PACKAGE / "stage" / "view").glob("*.js"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 360 and max(map(len, lines)) <= 120, path.name
