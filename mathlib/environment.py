"""What the course stands on, looked at before anything else is imported.

Only the standard library, and only syntax that an old Python can read: this module must be able to say
that NumPy is missing where NumPy is missing. The tested versions are those of requirements.txt.
"""
import importlib.util
import re
import sys
import tempfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent.parent / "requirements.txt"
OLDEST, NEWEST = (3, 11), (3, 14)   # what the tested NumPy is built for
NEEDED_FOR = {
    "numpy": "every number", "matplotlib": "every figure", "sympy": "derivatives as formulas",
    "gymnasium": "the cart of lesson 18", "ipywidgets": "sliders", "anywidget": "the rolling ball",
    "ipykernel": "running the cells", "jupyterlab": "the page you read this in",
}
VIEWS = ("@jupyter-widgets/jupyterlab-manager", "anywidget")   # what JupyterLab loads to show a widget
GLYPHS = {"fine": "✓ fine", "other": "≈ other", "mend": "✗ mend"}
RESTART = "then Kernel > Restart Kernel and Run All Cells"


@dataclass(frozen=True)
class Line:
    """One thing looked at: `status` is "fine", "other" (not what was tested) or "mend"."""

    status: str
    name: str
    words: str
    mend: str = ""

    def __str__(self):
        first = f"{GLYPHS[self.status]:9}{self.name:12}{self.words}"
        return first + (f"\n{'':21}To mend: {self.mend}" if self.mend else "")


@dataclass(frozen=True)
class Report:
    """All lines, and one sentence that sums them up."""

    lines: tuple

    @property
    def verdict(self):
        statuses = {line.status for line in self.lines}
        if "mend" in statuses:
            return "Mend the lines marked ✗, from the top down. One cure for all of them: " \
                   "close JupyterLab, and open the course with  python3 start.py  in its folder."
        if "other" in statuses:
            return "The course can run. The lines marked ≈ are not what was tested: remember them if a cell fails."
        return "All is there. Run the next cell."

    def __repr__(self):
        return "\n".join([*map(str, self.lines), "", self.verdict])


def report():
    """Print the `Report` on this kernel; the first cell of the course does."""
    print(check())


def check():
    """The `Report` on this kernel, its packages, the views of JupyterLab and the folder of the notebook."""
    pins = tested()
    packages = [package_line(name, pins.get(name), installed(name)) for name in NEEDED_FOR]
    return Report((python_line(sys.version_info[:2]), *packages, views_line(view_folders()), journal_line(".")))


# ---------------------------------------------------------------- Python and the packages

def python_line(version):
    """Whether a Python (major, minor) can run the course."""
    words = "{}.{} to {}.{}".format(*OLDEST, *NEWEST)
    if version < OLDEST:
        return Line("mend", "Python", f"This is {version[0]}.{version[1]}; the course needs {words}.",
                    "install one from https://www.python.org/downloads/, then run python3 start.py")
    if version > NEWEST:
        return Line("other", "Python", f"This is {version[0]}.{version[1]}; tested are {words}.")
    return Line("fine", "Python", f"one of {words}")


def tested(requirements=REQUIREMENTS):
    """{package: version} of the exact pins in a requirements file; empty where there is no such file."""
    try:
        text = Path(requirements).read_text(encoding="utf-8")
    except OSError:
        return {}
    return dict(re.findall(r"^([A-Za-z0-9_.-]+)==(\S+)", text, re.M))


def installed(name):
    """The version of an installed package, or None where Python cannot import it."""
    try:
        return metadata.version(name) if importlib.util.find_spec(name) else None
    except (metadata.PackageNotFoundError, ImportError, ValueError):
        return None


def package_line(name, pin, found):
    """A package: the version that was tested, and the one that is installed (None: it is not)."""
    install = f"run  %pip install {name}{'==' + pin if pin else ''}  in a new cell, {RESTART}."
    if found is None and name == "jupyterlab":
        return Line("other", name, "Not in this kernel's environment. The page may well be served from another one.")
    if found is None:
        return Line("mend", name, f"Not installed. It is needed for {NEEDED_FOR[name]}.", install)
    if name == "ipykernel" and major(found) >= 7:
        return Line("mend", name, f"Version {found} is too new: from 7 on, a widget answers on a second thread "
                    "beside the running cell, and Interrupt Kernel cannot reach it.", install)
    if pin is None:
        return Line("other", name, f"Version {found}; the list of tested versions was not found.")
    if found != pin:
        return Line("other", name, f"Version {found}; tested is {pin}.", f"if a cell fails, {install}")
    return Line("fine", name, f"the tested version, for {NEEDED_FOR[name]}")


def major(version):
    """The first number of a version."""
    return int(re.match(r"\d*", version).group() or 0)


# ---------------------------------------------------------------- JupyterLab and the journal

def view_folders():
    """Where JupyterLab looks for views, as far as this kernel can know."""
    if not installed("jupyter_core"):
        return []
    return importlib.import_module("jupyter_core.paths").jupyter_path("labextensions")


def views_line(folders):
    """Whether the views of widgets are in one of the folders."""
    absent = [view for view in VIEWS if not any((Path(folder) / view).is_dir() for folder in folders)]
    if absent:
        return Line("other", "widgets", f"This environment has no view for: {', '.join(absent)}. If the ball "
                    "below stays a still picture, JupyterLab cannot show widgets.",
                    f"run  %pip install --force-reinstall jupyterlab_widgets anywidget  in a new cell, {RESTART}; "
                    "reload the page.")
    return Line("fine", "widgets", "JupyterLab finds their views")


def journal_line(folder):
    """Whether a file can be written beside the notebook, where the journal is to be."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        return Line("other", "journal", "This folder cannot be written: predictions and progress last for one session.",
                    "copy the course to a folder of your own, and open it there.")
    return Line("fine", "journal", "this folder can be written")
