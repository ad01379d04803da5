"""The learner's journal: one JSON-lines file beside the notebooks, which never leaves the machine.

Each line is one record: kind (prediction, outcome, attempt, answer, inventory), id, value, time (UTC)
and lesson. Lines are appended in one write each; a damaged line is skipped and stays where it is.
The environment variable MATHLIB_JOURNAL names another file, or is "off".
"""
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

NOTHING = "Nothing on record yet. Predictions, answers and checks that you run will be counted here."
CONFIDENCE = {"guess": 0.5, "fairly sure": 0.7, "certain": 0.9}

_unsaved = []  # records of this session that could not be written


@dataclass(frozen=True)
class Record:
    """One thing the learner did: `value` is whatever JSON can hold."""

    kind: str
    id: str
    value: object
    time: str = ""

    @property
    def lesson(self):
        return self.id.partition(".")[0]


def path():
    """Where the journal is, or None when it is off."""
    setting = os.environ.get("MATHLIB_JOURNAL", "")
    return None if setting.lower() == "off" else Path(setting or "my_journal.jsonl")


def record(kind, id, value):
    """Append one record. Returns "", or once a session the sentence that it cannot be saved."""
    file = path()
    if file is None:
        return ""
    entry = Record(kind, id, value, datetime.now(UTC).isoformat(timespec="seconds"))
    try:
        _append(file, json.dumps({**vars(entry), "lesson": entry.lesson}, ensure_ascii=False))
    except (OSError, ValueError, TypeError) as error:
        _unsaved.append(entry)
        return "" if len(_unsaved) > 1 else (f"(The journal cannot be written: {type(error).__name__}. "
                                             "Progress counts for this session only.)")
    return ""


def _append(file, line):
    flags = os.O_RDWR | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    handle = os.open(file, flags, 0o644)
    try:
        size = os.lseek(handle, 0, os.SEEK_END)
        os.lseek(handle, max(size - 1, 0), os.SEEK_SET)
        mend = b"" if size == 0 or os.read(handle, 1) == b"\n" else b"\n"
        os.write(handle, mend + line.encode("utf-8", "replace") + b"\n")
    finally:
        os.close(handle)


def records(kind=None):
    """All readable records, oldest first; those of one kind only, if a kind is named."""
    file = path()
    if file is None:
        return []
    try:
        lines = file.read_bytes().splitlines()
    except OSError:
        lines = []
    found = [entry for entry in map(_read, lines) if entry] + _unsaved
    return [entry for entry in found if kind in (None, entry.kind)]


def _read(line):
    """The record in a line, or None where it is damaged."""
    try:
        data = json.loads(line)
        entry = Record(data["kind"], data["id"], data["value"], data.get("time", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return entry if isinstance(entry.kind, str) and isinstance(entry.id, str) else None


# ---------------------------------------------------------------- progress

@dataclass(frozen=True)
class Progress:
    """What is on record: rows (lesson, correct, tried, right, predicted) and calibration
    rows (confidence, stated, right, made)."""

    rows: tuple = ()
    calibration: tuple = ()

    def __repr__(self):
        return _plain(self._repr_markdown_())

    def _repr_markdown_(self):
        if not self.rows:
            return NOTHING
        lines = ["| lesson | exercises correct, of those tried | predictions right |", "|---|---|---|"]
        lines += [f"| {lesson} | {_share(correct, tried)} | {_share(right, made)} |"
                  for lesson, correct, tried, right, made in self.rows]
        if self.calibration:
            lines += ["", "| you said | which means | you were right |", "|---|---|---|"]
            lines += [f"| {word} | {stated:.0%} | {right} of {made} |"
                      for word, stated, right, made in self.calibration]
        return "\n".join(lines)


def _share(part, whole):
    return f"{part} of {whole}" if whole else "none yet"


def _plain(markdown):
    return "\n".join(line.strip("| ").replace(" | ", " · ") for line in markdown.splitlines()
                     if not line.startswith("|---"))


def progress():
    """The `Progress` of this learner, from the journal."""
    tried, predicted = {}, {}
    for entry in records("attempt"):
        tried[entry.id] = tried.get(entry.id, False) or entry.value == "correct"
    for entry in records("outcome"):
        if isinstance(entry.value, dict):
            predicted.setdefault(entry.id, entry.value)  # the first outcome counts
    lessons = sorted({id.partition(".")[0] for id in (*tried, *predicted)})
    return Progress(tuple(_row(lesson, tried, predicted) for lesson in lessons), _calibration(predicted))


def _row(lesson, tried, predicted):
    mine = [ok for id, ok in tried.items() if id.partition(".")[0] == lesson]
    guessed = [v for id, v in predicted.items() if id.partition(".")[0] == lesson]
    return lesson, sum(mine), len(mine), sum(v.get("right") is True for v in guessed), len(guessed)


def _calibration(predicted):
    rows = []
    for word, stated in CONFIDENCE.items():
        mine = [v.get("right") is True for v in predicted.values() if v.get("confidence") == word]
        rows += [(word, stated, sum(mine), len(mine))] if mine else []
    return tuple(rows)
