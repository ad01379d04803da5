"""The learner's own copies of the lessons, in the folder my_lessons beside notebooks.

    python -m mathlib.my_lessons             copies what is missing there, and what is new
    python -m mathlib.my_lessons open        does that, then opens JupyterLab on lesson 00
    python -m mathlib.my_lessons fresh 07    begins a lesson anew; the one that was there is kept under another name

A copy has no outputs: no prediction is answered in it before it is made. What a learner has changed or run is never
overwritten. When the course has a new version, a copy that nobody touched is renewed; beside one that was touched the
new version is laid under a name that says so. Every file is written whole under another name and then moved to its
place, so that whoever is cut off in the middle finds the old one or the new one, and no half.
"""
import hashlib
import json
import os
import runpy
import sys
from datetime import date
from itertools import count
from pathlib import Path

COURSE = Path(__file__).resolve().parent.parent
FIRST = "00_start_here.ipynb"
LEDGER, JOURNAL = ".copied.json", "my_journal.jsonl"
AGAIN = "Nothing of yours was changed. Mend that, then run the same command again."


# ---- reading and writing ---------------------------------------------------------------------

def read(path):
    """A notebook as a dict; None if there is none, or none that can be read."""
    try:
        notebook = json.loads(path.read_text(encoding="utf-8"))
        return notebook if isinstance(notebook["cells"], list) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(path, data):
    """Put bytes in their place whole, or raise OSError and leave what was there."""
    beside = path.with_name(f".{path.name}.part")
    try:
        with open(beside, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise


def version(notebook):
    """What decides whether two notebooks are the same lesson at the same state: the cells, not what they gave."""
    cells = [[cell.get("cell_type"), "".join(cell.get("source", ""))] for cell in notebook["cells"]]
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def touched(notebook, laid):
    """Whether a learner has changed or run a copy that was laid in the version `laid`."""
    return notebook is None or version(notebook) != laid or any(cell.get("outputs") for cell in notebook["cells"])


def bare(notebook):
    """The same notebook without what its cells gave, as bytes."""
    cells = [{**cell, "outputs": [], "execution_count": None} if cell["cell_type"] == "code" else cell
             for cell in notebook["cells"]]
    return json.dumps({**notebook, "cells": cells}, indent=1, ensure_ascii=False).encode() + b"\n"


# ---- the folder --------------------------------------------------------------------------------

class MyLessons:
    """A learner's folder, and the course that it is copied from.

    said   what happened, a sentence each.
    """

    def __init__(self, course=COURSE):
        self.source, self.folder, self.said = Path(course) / "notebooks", Path(course) / "my_lessons", []
        try:
            ledger = json.loads((self.folder / LEDGER).read_text(encoding="utf-8"))
            self.laid = {str(name): str(laid) for name, laid in ledger.items()}
        except (OSError, ValueError, AttributeError):
            self.laid = {}

    def bring_up_to_date(self):
        """Copy what is missing or new. What cannot be done is said, and the rest goes on."""
        try:
            self.folder.mkdir(exist_ok=True)
            self._take_journal_along()
        except OSError as error:
            self._cannot("The folder my_lessons cannot be written", error)
            return
        for path in sorted(self.source.glob("[0-9][0-9]_*.ipynb")):
            try:
                self._bring(path.name, read(path))
            except OSError as error:
                self._cannot(f"{path.name} could not be copied", error)

    def fresh(self, number):
        """Begin lesson `number` ("07") anew and keep what was there."""
        for path in self.source.glob(f"{number:0>2}_*.ipynb") if number.isdecimal() else ():
            try:
                self.folder.mkdir(exist_ok=True)
                kept = self._set_aside(path)
                self.said.append(f"{path.name} begins anew." + (f" What you had is kept: {kept.name}." if kept else ""))
            except OSError as error:
                self._cannot(f"{path.name} could not be begun anew", error)
            return
        self.said.append(f"There is no lesson “{number[:20]}”. Say its number, such as: python3 start.py fresh 07")

    def _set_aside(self, path):
        """Lay a lesson anew; where there was one, its new path."""
        mine = self.folder / path.name
        kept = self._free(f"{path.stem}_kept_{date.today()}") if mine.exists() else None
        if kept:
            os.replace(mine, kept)
        try:
            self._lay(path.name, read(path))
        except OSError:
            if kept:
                os.replace(kept, mine)
            raise
        return kept

    # ---- one lesson
    def _bring(self, name, lesson):
        mine, now = self.folder / name, version(lesson)
        if not mine.exists():
            if name in self.laid and (other := self._renamed(lesson)):
                self.said.append(f"{name} is laid anew. Yours is called {other} now and stays as it is.")
            self._lay(name, lesson)
        elif not touched(read(mine), now):                  # it is the newest, however it came there
            self._remember(name, now)
        elif self.laid.get(name) == now:                    # it is the learner's, made from the newest
            return
        elif touched(read(mine), self.laid.get(name)):
            self._lay_beside(mine, lesson, now)
        else:
            self._lay(name, lesson)
            self.said.append(f"{name} was renewed: the course has a new version, and you had not begun yours.")

    def _lay(self, name, lesson):
        write(self.folder / name, bare(lesson))
        self._remember(name, version(lesson))

    def _lay_beside(self, mine, lesson, now):
        """The new version under another name, once."""
        for k in count(1):
            other = mine.with_name(f"{mine.stem}_new_version{'' if k == 1 else f'_{k}'}.ipynb")
            if self.laid.get(other.name) == now:            # laid before; it may have been thrown away since
                return
            if not other.exists() or not touched(read(other), self.laid.get(other.name)):
                break
        self._lay(other.name, lesson)
        self.said.append(f"{mine.name} stays as you left it. The course has a new version of it, "
                         f"which lies beside it: {other.name}.")

    def _renamed(self, lesson):
        """The name of another notebook here that is mostly made of this lesson's cells, or None."""
        ids = {cell.get("id") for cell in lesson["cells"]}
        for path in sorted(self.folder.glob("*.ipynb")):
            notebook = None if path.name in self.laid else read(path)
            if notebook and 2 * len(ids & {cell.get("id") for cell in notebook["cells"]}) > len(ids):
                return path.name
        return None

    def _remember(self, name, laid):
        if self.laid.get(name) != laid:
            self.laid[name] = laid
            write(self.folder / LEDGER, json.dumps(self.laid, indent=1).encode())

    # ---- the rest
    def _take_journal_along(self):
        """A journal that was begun in notebooks goes on here: its lines that are not here yet come first."""
        old, mine = self.source / JOURNAL, self.folder / JOURNAL
        if not old.exists():
            return
        here = mine.read_bytes().splitlines() if mine.exists() else []
        before = [line for line in old.read_bytes().splitlines() if line not in set(here)]
        write(mine, b"".join(line + b"\n" for line in before + here if line))
        old.unlink()
        self.said.append("Your journal was in notebooks; it has moved to my_lessons.")

    def _free(self, stem):
        return next(path for k in count(1)
                    if not (path := self.folder / f"{stem}{'' if k == 1 else f'_{k}'}.ipynb").exists())

    def _cannot(self, what, error):
        self.said.append(f"{what} ({error.strerror or error}). {AGAIN}")


def lesson_to_open(mine):
    """The address of the first lesson: the learner's copy, or the course's own where there is none."""
    folder = mine.folder if (mine.folder / FIRST).exists() else mine.source
    return f"/lab/tree/{folder.name}/{FIRST}"


def open_in_jupyterlab(mine):
    """Open JupyterLab in this process."""
    os.chdir(mine.folder.parent)
    root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    print("Opening lesson 00 in your browser. To stop: Ctrl+C in this window, then y.", flush=True)
    sys.argv = ["jupyter-lab", f"--LabApp.default_url={lesson_to_open(mine)}", *root]
    runpy.run_module("jupyterlab", run_name="__main__")


def main(words, course=None):
    """What the command line asks for; prints what happened."""
    here = Path.cwd()
    mine = MyLessons(course or (here if (here / "notebooks" / FIRST).exists() else COURSE))
    if words[:1] == ["fresh"]:
        mine.fresh(words[1] if len(words) > 1 else "")
    else:
        mine.bring_up_to_date()
    print(*mine.said, sep="\n", end="\n" if mine.said else "", flush=True)
    if words[:1] == ["open"]:
        open_in_jupyterlab(mine)


if __name__ == "__main__":
    main(sys.argv[1:])
