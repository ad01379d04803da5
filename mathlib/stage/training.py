"""A training loop on screen: any iterator of steps, run in slices so that the kernel stays free.

    run = training(steps(), total=600)       # shows the view, and begins to train while you read on
    history = run.result()                   # what the steps yielded, once the training is done

Pause, Continue and Stop work at any time, other cells can be run meanwhile, and Interrupt pauses: the iterator stays
where it is, and nothing is lost. Without a page to look at (a test, a terminal) `result` shows a progress bar, and
what it returns is the same.
"""
import asyncio
import base64
import math
import signal
import threading
import time
from contextlib import contextmanager

import matplotlib as mpl
import traitlets
from matplotlib.figure import Figure
from tqdm.auto import tqdm

from mathlib.plotting import DASH, INK, STYLE, png
from mathlib.plotting.labels import label_later, place_labels
from mathlib.stage import VIEW, module
from mathlib.stage.widget import Widget
from mathlib.words import count, number

SLICE = 0.05           # seconds of training between two looks at what the learner asks
BREATH = 0.004         # seconds in which the kernel may do something else
OFTEN = 0.12           # seconds between two pictures of it
SHOWN = 300            # points of a curve that travel to the view: more cannot be told apart
INKS = ("measured", "one", "other", "path")

INTERRUPTED = "Interrupted. Nothing is lost: Continue goes on from here."
BROKEN = "Interrupted in the middle of a step, so that this training ends here. What was reached is kept."

_running = []          # the run that trains now: a new one in its place ends it


def training(steps, total=None, *, title="Training", every=1, log=False):
    """A live view of a training loop, which begins at once. Returns a `Training`.

    steps    an iterator (a generator, as a rule) that does one step of training and then yields what is to be drawn:
             a number, the loss, or a dict {name: number}, such as {"loss": 0.31, "test accuracy": 0.92}. A name
             that is missing now and then is drawn where it is there.
    total    how many steps there are, if that is known: for the time that is left.
    every    one point in so many steps is kept for the curves; `result` has all.
    log      a logarithmic axis for losses.
    """
    for other in _running[:]:
        other.pause("Another training has begun. Continue goes on with this one.")
    run = Training(steps, total, title, every, log)
    run.go_on()
    return run


class Training(Widget):
    """What `training` returns: the view, and the run behind it.

    history   the list of what was yielded so far, as dicts.
    state     "running", "paused", "stopped", "done", or "awaited": a cell has asked for the result and waits.
    """

    _esm = module("base", "home", "axes", "marks", "training")
    _css = VIEW / "stage.css"
    title = traitlets.Unicode().tag(sync=True)
    state = traitlets.Unicode("paused").tag(sync=True)
    words = traitlets.Unicode().tag(sync=True)
    share = traitlets.Float(0.0).tag(sync=True)         # of the total; −1 where that is not known
    curves = traitlets.Dict().tag(sync=True)
    log = traitlets.Bool(False).tag(sync=True)

    def __init__(self, steps, total, title, every, log):
        self._steps, self._total, self._every = iter(steps), total, max(1, every)
        self._spent, self._handle, self._told, self._error, self.history = 0.0, None, 0.0, None, []
        super().__init__(title=title, log=bool(log))
        self.on_msg(lambda _widget, message, _buffers: self.ask(message.get("action")))
        self._tell()

    # ---- what can be asked of it ---------------------------------------------------------------
    def ask(self, action):
        """What the view's buttons ask for: "pause", "continue" or "stop"."""
        if action == "pause" and self.state == "running":
            self.pause()
        elif action == "continue" and self.state == "paused":
            self.go_on()
        elif action == "stop" and self.state in ("running", "paused"):
            self._end("stopped")

    def pause(self, note=""):
        """Hold on after the step under way; `go_on` continues from there."""
        self._halt()
        self._tell(note, state="paused" if self.state in ("running", "awaited") else self.state)

    def go_on(self):
        """Train in slices on the kernel's own loop; where there is none, `result` will do it."""
        if self.state in ("done", "stopped"):
            return
        for other in _running[:]:
            other.pause("Another training goes on. Continue comes back to this one.")
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            return
        self._tell(state="running")
        _running.append(self)
        self._handle = loop.call_later(BREATH, self._slice, loop)

    def result(self):
        """The history, after all steps have been made: those that are left are made now.

        After Stop it is the history until then. An interrupt pauses: call it once more to go on. Raises what a step
        raised.
        """
        if self.state not in ("done", "stopped"):
            self._halt()
            self._tell(state="awaited")
            self._make_all()
        if self._error is not None:
            raise self._error
        return self.history

    # ---- inside --------------------------------------------------------------------------------
    def _alone(self):
        """Whether nobody shows this view: no comm, no page."""
        return getattr(self, "comm", None) is None or type(self.comm).__name__ == "DummyComm"

    def _halt(self):
        """Take the next slice off the kernel's loop."""
        if self._handle is not None:
            self._handle.cancel()
        self._handle = None
        if self in _running:
            _running.remove(self)

    def _make_all(self):
        with tqdm(total=self._total, initial=len(self.history), desc=self.title, disable=not self._alone()) as bar:
            with self._interruptible() as interrupted:
                while not interrupted and self._step():
                    bar.update()
                    self._tell(now_and_then=True)

    def _slice(self, loop):
        """Train for a moment, then leave the kernel to others."""
        end = time.monotonic() + SLICE
        with self._interruptible() as interrupted:
            while not interrupted and time.monotonic() < end and self._step():
                pass
        if self.state == "running":
            self._tell(now_and_then=True)
            self._handle = loop.call_later(BREATH, self._slice, loop)

    @contextmanager
    def _interruptible(self):
        """Interrupt pauses after the step under way; pressed again, it ends that step. Yields a list of the presses.

        Between two cells a kernel ignores Interrupt; while we train, it is heard.
        """
        presses, ours = [], threading.current_thread() is threading.main_thread()

        def pressed(*signal_and_frame):
            presses.append(signal_and_frame)
            if len(presses) > 1:
                raise KeyboardInterrupt
        before = signal.signal(signal.SIGINT, pressed) if ours else None
        try:
            yield presses
            if presses and self.state != "done":
                self.pause(INTERRUPTED)
        except KeyboardInterrupt:
            if getattr(self._steps, "gi_frame", self) is None:      # a generator does not survive it
                self._end("stopped", BROKEN)
            else:
                self.pause(INTERRUPTED)
        finally:
            if ours:
                signal.signal(signal.SIGINT, before)

    def _step(self):
        """One step of the iterator; False when there is none, or when it failed."""
        began = time.monotonic()
        try:
            value = next(self._steps)
            entry = value if isinstance(value, dict) else {"loss": float(value)}
        except StopIteration:
            self._end("done")
            return False
        except Exception as error:          # between two cells nobody would see it: it is said, and raised by `result`
            self._error = error
            self._end("stopped", f"Step {len(self.history) + 1} failed. {type(error).__name__}: {error}")
            return False
        self._spent += time.monotonic() - began
        self.history.append(entry)
        return True

    def _end(self, state, note=""):
        self._halt()
        self._tell(note, state)

    def _tell(self, note="", state=None, now_and_then=False):
        """Send the view what has come about, a new state together with its words: the view reads them out once."""
        if now_and_then and time.monotonic() < self._told + OFTEN:
            return
        self._told = time.monotonic()
        with self.hold_sync():
            self.state = state or self.state
            self.words = f"{self._progress()} {note}".strip()
            self.share = min(1.0, len(self.history) / self._total) if self._total else -1.0
            self.curves = self._thinned()

    def _progress(self):
        done = len(self.history)
        if not done:
            return f"{self.title}: {'begun' if self.state in ('running', 'awaited') else 'not begun'}."
        of = f" of {self._total}" if self._total else ""
        last = ", ".join(f"{name} {number(value, 3)}" for name, value in self.history[-1].items())
        state = self._left() if self.state in ("running", "awaited") else self.state
        return f"Step {done}{of}: {', '.join(filter(None, [last, state]))}."

    def _left(self):
        if not (self._total and self.history):
            return ""
        seconds = self._spent / len(self.history) * (self._total - len(self.history))
        return f"about {count(max(1, round(seconds)), 'second')} left"

    def _thinned(self):
        """{name: [steps, values]}: at most so many points a curve, the last one among them."""
        names = dict.fromkeys(name for entry in self.history[:1] + self.history[-1:] for name in entry)
        found = {name: [(k + 1, entry[name]) for k, entry in enumerate(self.history)
                        if name in entry and math.isfinite(entry[name])] for name in names}
        return {name: _thin(points, self._every) for name, points in found.items() if points}

    def _repr_mimebundle_(self, **kwargs):
        """The live view, and for places without a kernel the curves so far and their words."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        words = f"{self.title}: the curves of the training, drawn while it goes on."
        picture = {"image/png": self._twin()} if self.curves else {}         # before the first step there is nothing
        return {**(data or {}), "text/plain": words, **picture}, metadata

    def _twin(self):
        with mpl.rc_context(STYLE):
            fig = Figure(figsize=(7.5, 3.4), layout="constrained")
            ax = fig.subplots()
            for ink, (name, (steps, values)) in zip(INKS, self.curves.items()):
                ax.plot(steps, values, color=INK[ink], linestyle=DASH[ink])
                label_later(ax, name, steps, values, INK[ink], None)
            ax.set(xlabel="step", yscale="log" if self.log and self.curves else "linear", title=self.title)
            fig.draw_without_rendering()
            place_labels(ax)
            return base64.b64encode(png(fig)).decode()


def _thin(points, every):
    """Every so manieth point, few enough to travel, and the last."""
    stride = max(every, -(-len(points) // SHOWN))
    kept = points[::stride] + ([points[-1]] if (len(points) - 1) % stride else [])
    return [list(column) for column in zip(*kept)]
