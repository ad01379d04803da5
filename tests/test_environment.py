"""The environment: pins that agree with each other and with what runs, the launcher, Binder, CI."""
import ast
import importlib.metadata
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from course import ROOT
from packaging.requirements import Requirement

START = (ROOT / "start.py").read_text(encoding="utf-8")


def pins(name):
    """{package: Requirement} of a requirements file, options and comments left out."""
    lines = [line.split(" #")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines()]
    found = [Requirement(line) for line in lines if line and not line.startswith(("#", "-"))]
    return {requirement.name.lower().replace("_", "-"): requirement for requirement in found}


LEARNER, LOCK, TESTS = pins("requirements.txt"), pins("binder/requirements.txt"), pins("tests/requirements.txt")


@pytest.mark.parametrize("table", [LEARNER, LOCK, TESTS], ids=["learner", "lock", "tests"])
def test_every_version_is_exact(table):
    assert [str(r) for r in table.values() if not re.fullmatch(r"==[\w.]+", str(r.specifier))] == []


def test_the_lock_holds_what_a_learner_installs():
    assert {name: str(LOCK.get(name)) for name in LEARNER} == {name: str(r) for name, r in LEARNER.items()}


def test_what_runs_here_is_what_is_pinned():
    wanted = {name: str(r.specifier)[2:] for table in (LOCK, TESTS) for name, r in table.items()
              if name != "notebook" and (r.marker is None or r.marker.evaluate())}   # notebook: Binder only
    assert {name: _installed(name) for name in wanted} == wanted


def test_the_lock_is_complete():
    """Whatever a locked package asks for, in this environment, is in the lock too."""
    missing = {need.name for name in LOCK if _installed(name) for line in importlib.metadata.requires(name) or []
               if (need := Requirement(line)).marker is None or need.marker.evaluate({"extra": ""})}
    assert {name for name in missing if name.lower().replace("_", "-").replace(".", "-") not in LOCK} == set()


def _installed(name):
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return None


def test_ipykernel_stays_below_seven():
    assert str(LEARNER["ipykernel"].specifier).startswith("==6.")


# ---------------------------------------------------------------- start.py

def run_start(*words, path="", python=sys.executable, **surroundings):
    environment = {**os.environ, "PATH": path or os.environ["PATH"], **surroundings}
    return subprocess.run([python, *words], capture_output=True, text=True, env=environment, timeout=60)


def test_an_old_python_can_read_the_launcher():
    ast.parse(START, feature_version=(3, 8))


def test_an_unsuitable_python_is_told_so_in_a_sentence(tmp_path):
    """As Python 3.8 would run it: nothing is made, nothing raised, and the versions are named."""
    copy = tmp_path / "start.py"
    copy.write_text(START.replace("import sys\n", "import sys\nsys.version_info = (3, 8, 18)\n", 1), encoding="utf-8")
    said = run_start(str(copy), path=str(tmp_path))
    assert said.returncode == 1 and "Traceback" not in said.stderr
    assert "needs Python 3.11 to 3.14; this is Python 3.8" in said.stderr
    assert not (tmp_path / ".venv").exists()


def test_a_python_that_cannot_make_environments_is_told_what_to_install(tmp_path):
    (tmp_path / "start.py").write_text(START, encoding="utf-8")
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "ensurepip.py").write_text("raise ImportError", encoding="utf-8")
    said = run_start(str(tmp_path / "start.py"), PYTHONPATH=str(broken))
    assert said.returncode == 1 and "sudo apt install python3-venv" in said.stderr


def test_an_unknown_word_gets_the_usage():
    said = run_start(str(ROOT / "start.py"), "tset")
    assert said.returncode == 1 and "python3 start.py test" in said.stderr


def test_the_launcher_the_package_and_lesson_00_name_the_same_pythons():
    oldest = re.search(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))[1]
    supported = re.search(r"^OLDEST, NEWEST = .+?(?=  #)", START, re.M)[0].strip()
    assert f"(3, {oldest})" in supported
    assert supported in (ROOT / "mathlib" / "environment.py").read_text(encoding="utf-8")


# ---------------------------------------------------------------- README, CI, Binder

def test_the_readme_has_the_two_commands_and_ci_runs_the_second():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "\npython3 start.py " in readme and "\npython3 start.py test " in readme
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "python3 start.py test"


def test_binder_gets_a_flat_list_and_a_python_that_the_pins_know():
    lines = (ROOT / "binder" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    options = [line for line in lines if line.startswith("-") or "file:" in line]
    assert options == [] and not any(r.url for r in LOCK.values())   # else every commit reinstalls everything
    assert (ROOT / "binder" / "runtime.txt").read_text(encoding="utf-8").strip() == "python-3.12"
    assert LOCK["notebook"]


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no executable bit")
@pytest.mark.parametrize("name", ["binder/start", "binder/postBuild", ".ci/run"])
def test_scripts_can_be_executed(name):
    assert os.access(ROOT / name, os.X_OK) and Path(ROOT / name).read_text(encoding="utf-8").startswith("#!")
