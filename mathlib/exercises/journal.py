"""The learner's journal: one JSON-lines file beside the notebooks, which never leaves the machine.

Each line is one record: kind (prediction, outcome, attempt, answer, inventory), id, value, time (UTC)
and lesson. A record is appended in one write; a damaged line is skipped and stays where it is.
The environment variable MATHLIB_JOURNAL names another file, or is "off": then this session alone remembers.
"""
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

CONFIDENCE = {"guess": None, "fairly sure": 0.7, "certain": 0.9}     # a guess is right as often as chance

_unsaved = []  # records of this session that could not be written, or were not to be


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
    file, entry = path(), Record(kind, id, value, datetime.now(UTC).isoformat(timespec="seconds"))
    try:
        if file is not None:
            _append(file, json.dumps({**vars(entry), "lesson": entry.lesson}, ensure_ascii=False))
            return ""
    except (OSError, ValueError, TypeError) as error:
        _unsaved.append(entry)
        return "" if len(_unsaved) > 1 else (f"(The journal cannot be written: {type(error).__name__}. "
                                             "Progress counts for this session only.)")
    _unsaved.append(entry)
    return ""


def _append(file, line):
    """One write, a newline on both sides: what another writes meanwhile, or was cut off before, stays apart."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o644)
    try:
        os.write(handle, b"\n" + line.encode("utf-8", "replace") + b"\n")
    finally:
        os.close(handle)


def records(kind=None):
    """All readable records, oldest first; those of one kind only, if a kind is named."""
    try:
        lines = path().read_bytes().splitlines() if path() else []
    except OSError:
        lines = []
    found = [entry for entry in map(_read, lines) if entry] + _unsaved
    return [entry for entry in found if kind in (None, entry.kind)]


def _read(line):
    """The record in a line, or None where it is empty or damaged."""
    try:
        data = json.loads(line)
        entry = Record(data["kind"], data["id"], data["value"], data.get("time", ""))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return entry if isinstance(entry.kind, str) and isinstance(entry.id, str) else None
