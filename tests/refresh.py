"""Re-execute lessons and write them the one way in which they are committed.

    python tests/refresh.py              every lesson
    python tests/refresh.py 01 07        these lessons
    python tests/refresh.py --check      run nothing: say which files are not in committed form

A lesson is run from top to bottom in a new kernel; running it again when nothing has changed gives the
same file, byte for byte. A cell that raises an error leaves the file as it was.
"""
import argparse
import hashlib
import os
import re
import sys
import tempfile
import unicodedata
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parent.parent
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))
TEMPLATE = ROOT / "notebooks" / "teaching" / "lesson_template.ipynb"
NOTEBOOKS = [*LESSONS, *sorted(TEMPLATE.parent.glob("*.ipynb"))]

METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"file_extension": ".py", "mimetype": "text/x-python", "name": "python",
                      "pygments_lexer": "ipython3"},
}
RAN = "code_that_was_run"      # in a notebook's metadata: a fingerprint of the code that made its outputs
KEPT_OF_A_CELL = {"tags", "slideshow"}
WIDGET = "application/vnd.jupyter.widget-view+json"
READABLE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SURROUNDINGS = {"MATHLIB_JOURNAL": "off", "OPENBLAS_NUM_THREADS": "1"}


class Client(NotebookClient):
    """nbclient as nbval sees a notebook: no emulation of widgets, which now and then never ends."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.comm_open_handlers = {}
        self.store_widget_state = False


def execute(notebook, folder, timeout=120):
    """Run every cell of a notebook, in place, in a new kernel that works in `folder`."""
    environment = {**os.environ, **SURROUNDINGS, "IPYTHONDIR": tempfile.mkdtemp(prefix="refresh-ipython-")}
    client = Client(notebook, timeout=timeout, kernel_name="python3", resources={"metadata": {"path": str(folder)}})
    client.execute(env=environment)
    return notebook


# ---------------------------------------------------------------- the committed form

def normalise(notebook):
    """Put a notebook into committed form, in place: what a run leaves behind by accident goes."""
    ran = {RAN: notebook.metadata[RAN]} if RAN in notebook.metadata else {}
    notebook.metadata = nbformat.from_dict({**METADATA, **ran})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    _name_cells(notebook.cells)
    count = 0
    for cell in notebook.cells:
        cell.source = cell.source.strip("\n")
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k in KEPT_OF_A_CELL})
        if cell.cell_type == "code" and cell.execution_count is not None:
            count += 1
            cell.execution_count = count
            cell.outputs = [_output(output, count) for output in _joined(cell.outputs)]
    return notebook


def _output(output, count):
    if "execution_count" in output:
        output.execution_count = count
    if "data" in output:
        output.data.pop(WIDGET, None)
    return output


def _joined(outputs):
    """Neighbouring pieces of one stream as one: where a stream is cut is an accident of timing."""
    joined = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if output.output_type == "stream" == last.get("output_type") and output.name == last.get("name"):
            last["text"] += output.text
        else:
            joined.append(output)
    return joined


def _name_cells(cells):
    """Keep readable, unique ids; give every other cell one made from its heading."""
    taken, heading = set(), "opening"
    fixed = [cell.id for cell in cells if _readable(cell.get("id", ""))]
    for cell in cells:
        heading = _heading(cell) or heading
        if _readable(cell.get("id", "")) and cell.id not in taken:
            taken.add(cell.id)
            continue
        numbers = (f"{heading}-{n}" for n in range(1, len(cells) + 1))
        cell.id = next(name for name in [heading, *numbers] if name not in taken and name not in fixed)
        taken.add(cell.id)


def _readable(name):
    """Whether an id was meant for people: words, not the random digits of an editor."""
    return bool(READABLE.fullmatch(name)) and len(name) <= 64 and not re.search(r"[0-9a-f]{8}", name)


def _heading(cell):
    """The cell's own heading as an id, "" if it has none."""
    found = re.match(r"#{1,6} +(.+)", cell.source) if cell.cell_type == "markdown" else None
    plain = unicodedata.normalize("NFKD", found[1] if found else "").encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    while words and words[0][0].isdigit():
        words.pop(0)
    return "-".join(words)[:48].strip("-")


def text_of(notebook):
    """The file's text: nbformat's own, and one newline at the end."""
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def fingerprint(notebook):
    """A short hash of all code cells: a picture that another code has drawn is found by it."""
    code = "\n\n".join(cell.source.strip("\n") for cell in notebook.cells if cell.cell_type == "code")
    return hashlib.sha256(code.encode()).hexdigest()[:16]


def untidy(path):
    """Why a file is not in committed form; "" if it is."""
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    idle = sum(c.cell_type == "code" and bool(c.source.strip()) and c.execution_count is None for c in notebook.cells)
    if idle:
        return f"{idle} code cells were not run"
    if notebook.metadata.get(RAN) != fingerprint(notebook):
        return "code has changed since its outputs were made"
    return "" if text_of(normalise(notebook)) == text else "ids, counts or metadata are not those of a refreshed file"


# ---------------------------------------------------------------- the command

def refresh(path):
    """Run one notebook and write it. Returns a sentence on what happened, and whether it went well."""
    before = path.read_text(encoding="utf-8")
    notebook = nbformat.reads(before, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    try:
        execute(notebook, path.parent)
    except CellExecutionError as error:
        return f"left as it was, a cell failed:\n{error}", False
    notebook.metadata[RAN] = fingerprint(normalise(notebook))
    text = text_of(normalise(notebook))
    path.write_text(text, encoding="utf-8", newline="\n")
    return "unchanged" if text == before else "written", True


def main(words=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lessons", nargs="*", help="numbers (01) or files; all of them if none is named")
    parser.add_argument("--check", action="store_true", help="run nothing, say what is not in committed form")
    options = parser.parse_args(words)
    wanted = [path for path in NOTEBOOKS if not options.lessons or _named(path, options.lessons)]
    if not wanted:
        parser.error(f"no lesson is called {' or '.join(options.lessons)}")
    good = True
    for path in wanted:
        trouble = untidy(path) if options.check else ""
        report, fine = (trouble or "in committed form", not trouble) if options.check else refresh(path)
        print(f"{path.name}: {report}", flush=True)
        good = good and fine
    return 0 if good else 1


def _named(path, names):
    return any(path.name.startswith(f"{name}_") or path == Path(name).resolve() for name in names)


if __name__ == "__main__":
    sys.exit(main())
