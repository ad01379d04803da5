"""Run somebody else's code so that it can neither hang, nor print into the page, nor leave by an exception.

The code runs in a daemon thread of its own. The caller waits for it in short slices, so that a
press on *Interrupt* is heard at once; when the time is over the thread is abandoned, and a second
thread keeps raising `Stopped` in it until it has ended. The time is what the thread itself spends
computing, so that a busy machine makes no answer late; one that sleeps gets `PATIENCE` times as long.
What no thread can stop is one long operation inside C that keeps the interpreter's lock, such as 10**10**9.
"""
import ctypes
import sys
import threading
import time
import warnings
from dataclasses import dataclass
from pathlib import Path

HERE = str(Path(__file__).parent)
PATIENCE = 3        # seconds on the clock of the wall for each second of computing


class Stopped(SystemExit):
    """Raised inside an abandoned thread. When it is made, which happens in that thread, it arranges that the
    next line of the abandoned code raises it once more: outside the bare `except` that swallowed the first."""

    def __init__(self):
        super().__init__()
        frame = sys._getframe(1)
        while frame:
            frame.f_trace = _again(frame)
            frame = frame.f_back
        sys.settrace(_again)


def _again(frame, event="call", arg=None):
    """A trace function: raise at the next line of any code but ours (Python then stops tracing)."""
    if frame.f_code.co_filename.startswith((HERE, threading.__file__)):
        return None
    if event == "line":
        raise Stopped
    return _again


@dataclass(frozen=True)
class Outcome:
    """How a guarded run ended: "done", "late" or "interrupted"; its value; whether it printed."""

    ending: str
    value: object = None
    printed: bool = False


class Muted:
    """A stream that swallows what one thread writes and passes on what all others write."""

    def __init__(self, stream, name):
        self._stream, self._name, self.used = stream, name, False

    def write(self, text):
        if threading.current_thread().name != self._name:
            return self._stream.write(text)
        self.used = self.used or bool(text)
        return len(text)

    def __getattr__(self, attribute):
        return getattr(self._stream, attribute)


def run(task, seconds):
    """The `Outcome` of task(), which gets at most `seconds` of computing; task must handle its own errors."""
    name = f"guarded-{time.monotonic_ns()}"
    box, clock = [], []
    thread = threading.Thread(target=_work, args=(task, box, clock), name=name, daemon=True)
    streams = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = muted = [Muted(stream, name) for stream in streams]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ending = _wait(thread, seconds, box, task, clock)
    finally:
        sys.stdout, sys.stderr = streams
    value = box[0] if box and ending == "done" else None
    return Outcome(ending, value, any(stream.used for stream in muted))


def _work(task, box, clock):
    try:
        if hasattr(time, "pthread_getcpuclockid"):
            clock.append(time.pthread_getcpuclockid(threading.get_ident()))
        box.append(task())
    except Stopped:
        try:
            box.append(None)
        except Stopped:  # one more was on its way
            pass


def _wait(thread, seconds, box, task, clock):
    try:
        thread.start()
    except RuntimeError:  # no threads here (Pyodide): better without a limit than not at all
        box.append(task())
        return "done"
    try:
        began = time.monotonic()
        while thread.is_alive() and _spent(clock, began) < seconds and time.monotonic() < began + PATIENCE * seconds:
            thread.join(0.1)  # slices: on Windows a longer wait would not hear an interrupt
        ending = "done" if not thread.is_alive() else "late"
    except KeyboardInterrupt:
        ending = "interrupted"
    if thread.is_alive():
        threading.Thread(target=_stop, args=(thread, box), daemon=True).start()
        thread.join(0.2)  # while its prints are still swallowed
    return ending


def _spent(clock, began):
    """Seconds that a thread has computed by its own clock; where there is none, seconds since it began."""
    try:
        return time.clock_gettime(clock[0])
    except IndexError:                                  # Windows has no such clock
        return time.monotonic() - began
    except OSError:                                     # the thread has ended between two looks
        return 0.0


def _stop(thread, box):
    """Raise `Stopped` in the thread until it is gone: often at first, then, should it sleep, seldom."""
    pause = 0.01
    while thread.is_alive() and not box:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(thread.ident), ctypes.py_object(Stopped))
        thread.join(pause)
        pause = min(pause * 1.1, 0.5)
