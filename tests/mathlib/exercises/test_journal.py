"""The journal: appended, never fatal, silent when off; progress and calibration."""
import json
import os
import subprocess
import sys
import threading

import pytest
from course import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mathlib.exercises import journal, progress
from mathlib.exercises.exercise import Exercise


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.delenv("MATHLIB_JOURNAL", raising=False)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(journal, "_unsaved", [])
    return tmp_path / "my_journal.jsonl"


def test_a_record_is_one_line_beside_the_notebooks(file):
    assert journal.record("attempt", "01.h", "wrong") == ""
    line = json.loads(file.read_text(encoding="utf-8"))
    assert line["kind"] == "attempt" and line["lesson"] == "01" and line["time"].endswith("+00:00")
    assert set(line) == {"kind", "id", "value", "time", "lesson"}


def test_another_file_by_the_environment(file, tmp_path, monkeypatch):
    monkeypatch.setenv("MATHLIB_JOURNAL", str(tmp_path / "mine.jsonl"))
    journal.record("answer", "01.a", "b")
    assert (tmp_path / "mine.jsonl").exists() and not file.exists()


def test_off_means_no_file_and_a_session_that_remembers(file, monkeypatch):
    monkeypatch.setenv("MATHLIB_JOURNAL", "off")
    assert journal.record("attempt", "01.h", "correct") == ""
    assert not file.exists() and [entry.id for entry in journal.records()] == ["01.h"]


DAMAGED = [b"{not json", b"\xff\xfe\x00", b"[]", b"null", b'{"kind": "attempt"}', b'{"kind": 1, "id": 2, "value": 3}',
           b"[" * 100_000, b'{"kind": "outcome", "id": "01.p", "value": 7}']


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_line_is_skipped_and_kept(file, damage):
    journal.record("attempt", "01.a", "correct")
    with file.open("ab") as stream:
        stream.write(damage)  # no newline: the next record must not join it
    journal.record("attempt", "01.b", "wrong")
    assert [entry.id for entry in journal.records("attempt")] == ["01.a", "01.b"]
    assert damage in file.read_bytes()
    assert progress().rows == (("01", 1, 2, 0, 0),)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300))
def test_any_bytes_in_the_file_are_survived(file, junk):
    file.write_bytes(junk)
    journal.record("attempt", "07.x", "correct")
    assert journal.records()[-1].id == "07.x"
    assert file.read_bytes().startswith(junk)
    assert isinstance(repr(progress()), str)


@given(st.text(), st.text() | st.integers() | st.lists(st.text()))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_recorded_is_read_back(file, id, value):
    journal.record("answer", id, value)
    last = journal.records("answer")[-1]
    assert (last.id, last.value) == (id, value)


def test_threads_and_kernels_may_write_at_once(file):
    def write(name):
        for k in range(50):
            journal.record("attempt", f"{name}.{k}", "wrong")
    threads = [threading.Thread(target=write, args=(n,)) for n in "abcd"]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    lines = [line for line in file.read_bytes().splitlines() if line]
    assert len(journal.records("attempt")) == 200 == len(lines)


WRITE = """
import sys
from mathlib.exercises import journal
for k in range(50):
    journal.record("attempt", f"{sys.argv[1]}.{k}", "wrong" * 200)
"""


def test_processes_may_write_at_once(file):
    """Eight kernels on one file: each record is one write, so none is torn and none is joined to another."""
    writers = [subprocess.Popen([sys.executable, "-c", WRITE, str(n)], env={**os.environ, "PYTHONPATH": str(ROOT)})
               for n in range(8)]
    assert [writer.wait() for writer in writers] == [0] * 8
    assert sorted(entry.id for entry in journal.records()) == sorted(f"{n}.{k}" for n in range(8) for k in range(50))


def test_a_folder_in_the_way_gives_one_sentence_and_a_session(file):
    file.mkdir()
    first, second = (journal.record("attempt", "01.a", status) for status in ("wrong", "correct"))
    assert "cannot be written" in first and second == ""
    assert progress().rows == (("01", 1, 1, 0, 0),)


@pytest.mark.skipif(os.name == "nt" or getattr(os, "geteuid", lambda: 0)() == 0, reason="root may write anywhere")
def test_a_read_only_folder_gives_one_sentence(file, tmp_path):
    tmp_path.chmod(0o500)
    assert "cannot be written" in journal.record("attempt", "01.a", "wrong")
    assert "cannot be written" not in Exercise(id="01.a", title="Any", reference=3).check(3).message
    tmp_path.chmod(0o700)


def test_a_value_json_cannot_hold_is_kept_for_the_session(file):
    assert "cannot be written" in journal.record("answer", "01.a", {1, 2})
    assert journal.records()[-1].value == {1, 2}


def test_checks_are_recorded_unless_nothing_was_attempted(file):
    exercise = Exercise(id="07.eta", title="Any", reference=3)
    for answer in (..., 2, 3, 4):
        exercise.check(answer)
    assert [entry.value for entry in journal.records("attempt")] == ["wrong", "correct", "wrong"]
    assert progress().rows == (("07", 1, 1, 0, 0),)
