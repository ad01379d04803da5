"""Lesson 00's look at the computer: each thing that can be wrong is named, with its cure, and nothing raises."""
import ast
import os
import re
import subprocess
import sys

import pytest

from mathlib import environment
from mathlib.environment import Line, Report


@pytest.mark.parametrize("version, status", [((3, 8), "mend"), ((3, 10), "mend"), ((3, 11), "fine"), ((3, 14), "fine"),
                                             ((3, 15), "other"), ((4, 0), "other")])
def test_python_is_judged_by_its_version(version, status):
    line = environment.python_line(version)
    assert line.status == status
    assert status == "fine" or f"{version[0]}.{version[1]}" in line.words


@pytest.mark.parametrize("name, found, status", [
    ("numpy", "2.4.6", "fine"), ("numpy", "2.5.0", "other"), ("numpy", None, "mend"), ("sympy", None, "mend"),
    ("ipykernel", "7.0.0", "mend"), ("ipykernel", "10.1", "mend"), ("ipykernel", "6.30.0", "other"),
    ("jupyterlab", None, "other"),
])
def test_a_package_is_judged_by_the_version_that_was_tested(name, found, status):
    assert environment.package_line(name, "2.4.6", found).status == status


def test_a_missing_package_comes_with_its_command():
    line = environment.package_line("sympy", "1.14.0", None)
    assert "%pip install sympy==1.14.0" in line.mend and "Restart Kernel" in line.mend
    assert "derivatives as formulas" in line.words


def test_a_new_ipykernel_comes_with_the_reason():
    line = environment.package_line("ipykernel", "6.31.0", "7.4.0")
    assert "second thread" in line.words and "ipykernel==6.31.0" in line.mend


def test_without_a_list_of_versions_presence_is_what_counts(tmp_path):
    assert environment.tested(tmp_path / "nothing.txt") == {}
    assert environment.package_line("numpy", None, "2.0.0").status == "other"


def test_pins_are_read_from_requirements(tmp_path):
    file = tmp_path / "requirements.txt"
    file.write_text("# numpy==1.0\n-c lock.txt\nnumpy==2.4.6\n-e .\n"
                    "scikit-learn==1.5 ; python_version > '3'\ntqdm>=4\n")
    assert environment.tested(file) == {"numpy": "2.4.6", "scikit-learn": "1.5"}


def test_every_package_looked_for_has_a_tested_version():
    assert set(environment.NEEDED_FOR) <= set(environment.tested())
    assert environment.major(environment.tested()["ipykernel"]) < 7


def test_what_is_not_installed_is_none():
    assert environment.installed("no_such_package_anywhere") is None
    assert environment.installed("numpy")


def test_views_are_looked_for_in_every_folder(tmp_path):
    assert environment.views_line([]).status == "other"
    (tmp_path / "one" / "@jupyter-widgets" / "jupyterlab-manager").mkdir(parents=True)
    half = environment.views_line([tmp_path / "one"])
    assert half.status == "other" and "anywidget" in half.words and "jupyterlab-manager" not in half.words
    (tmp_path / "two" / "anywidget").mkdir(parents=True)
    assert environment.views_line([tmp_path / "one", tmp_path / "two"]).status == "fine"


def test_a_folder_that_takes_no_file_is_named(tmp_path):
    assert environment.journal_line(tmp_path).status == "fine"
    assert list(tmp_path.iterdir()) == []
    assert environment.journal_line(tmp_path / "nowhere").status == "other"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_named(tmp_path):
    tmp_path.chmod(0o500)
    assert environment.journal_line(tmp_path).status == "other"


def test_the_worst_line_decides_the_verdict():
    fine, other, mend = (Line(status, "x", "words") for status in ("fine", "other", "mend"))
    assert "All is there" in Report((fine, fine)).verdict
    assert "can run" in Report((fine, other)).verdict
    assert "start.py" in Report((other, mend, fine)).verdict


def test_a_line_has_a_glyph_and_a_word_and_its_cure():
    text = repr(Report((Line("mend", "numpy", "Not installed.", "do this"),)))
    assert "✗ mend" in text and "To mend: do this" in text


def test_a_good_report_says_nothing_that_differs_between_computers():
    packages = [environment.package_line(name, "1.2.3", "1.2.3") for name in environment.NEEDED_FOR]
    text = repr(Report((environment.python_line((3, 12)), *packages)))
    assert not re.search(r"\d+\.\d+\.\d+|[\\/]", text)


def test_this_environment_is_the_tested_one():
    assert [line for line in environment.check().lines if line.status == "mend"] == []


def test_it_speaks_where_nothing_is_installed(tmp_path):
    """-S leaves out every installed package: the state of somebody who opened the wrong Python."""
    code = f"import sys; sys.path.insert(0, {str(environment.REQUIREMENTS.parent)!r}); " \
           "from mathlib import environment; environment.report()"
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, cwd=tmp_path,
                         env={**os.environ, "PYTHONPATH": "", "PYTHONIOENCODING": "utf-8"})
    assert run.returncode == 0, run.stderr
    assert run.stdout.count("✗ mend") == len(environment.NEEDED_FOR) - 1   # jupyterlab may be elsewhere
    assert "start.py" in run.stdout


def test_an_old_python_can_read_it():
    with open(environment.__file__, encoding="utf-8") as file:
        ast.parse(file.read(), feature_version=(3, 8))
