"""A training loop on screen, without a browser: slices, pause, stop, interrupts, what it returns."""
import asyncio
import base64
import io
import itertools
import json
import signal
import time

import pytest
from PIL import Image

from mathlib.stage import training as module
from mathlib.stage.training import Training, training


def losses(n, seconds=0.0, made=None):
    for k in range(n):
        if seconds:
            time.sleep(seconds)
        if made is not None:
            made.append(k)
        yield 1 / (k + 1)


@pytest.fixture(autouse=True)
def nobody_trains():
    yield
    module._running.clear()


async def until(condition, seconds=5.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come about"
        await asyncio.sleep(0.005)


# ---------------------------------------------------------------- without a loop: a script, a test

def test_the_result_is_what_the_steps_yielded():
    run = training(losses(50), 50)
    assert run.result() == [{"loss": 1 / (k + 1)} for k in range(50)]
    assert run.state == "done" and run.words == "Step 50 of 50: loss 0.02, done."
    assert run.result() is run.history


def test_names_of_what_is_drawn_may_come_and_go():
    run = training([{"loss": 1.0}, {"loss": 0.5, "accuracy": 0.9}, {"loss": 0.25}, {"loss": 0.2, "accuracy": 0.95}])
    run.result()
    assert run.curves == {"loss": [[1, 2, 3, 4], [1.0, 0.5, 0.25, 0.2]], "accuracy": [[2, 4], [0.9, 0.95]]}


def test_no_steps_at_all():
    run = training([], 0)
    assert run.result() == [] and run.state == "done" and run.words == "Training: not begun."


def test_what_a_step_raises_is_said_and_raised_by_the_result():
    def steps():
        yield 1.0
        raise ZeroDivisionError("the batch is empty")
    run = training(steps())
    with pytest.raises(ZeroDivisionError):
        run.result()
    assert run.words.endswith("Step 2 failed. ZeroDivisionError: the batch is empty")
    assert run.history == [{"loss": 1.0}] and run.state == "stopped"


@pytest.mark.parametrize("value", ["a word", None, object(), [1, 2]])
def test_what_cannot_be_drawn_ends_the_run_with_a_sentence(value):
    run = training(iter([1.0, value]))
    with pytest.raises((TypeError, ValueError)):
        run.result()
    assert "Step 2 failed" in run.words


def test_a_loss_that_is_no_number_is_kept_and_left_out_of_the_curve():
    run = training([1.0, float("nan"), float("inf"), 0.5])
    assert len(run.result()) == 4
    assert run.curves == {"loss": [[1, 4], [1.0, 0.5]]}
    json.dumps(run.curves, allow_nan=False)


@pytest.mark.parametrize("n, every", [(1, 1), (299, 1), (5000, 1), (5001, 7), (20, 100)])
def test_few_points_travel_and_the_last_is_among_them(n, every):
    run = training(losses(n), n, every=every)
    run.result()
    steps, values = run.curves["loss"]
    assert len(steps) == len(values) <= module.SHOWN + 1
    assert (steps[0], steps[-1], values[-1]) == (1, n, 1 / n)


def pressing(at, times=1):
    """Steps in one of which Interrupt is pressed."""
    for k in range(10):
        if k == at:
            for _ in range(times):
                signal.raise_signal(signal.SIGINT)
        yield float(k)


def test_an_interrupt_pauses_after_the_step_under_way_and_the_next_result_goes_on():
    run = training(pressing(4), 10)
    assert len(run.result()) == 5 and run.state == "paused" and module.INTERRUPTED in run.words
    assert [entry["loss"] for entry in run.result()] == list(range(10)) and run.state == "done"


def test_a_second_interrupt_ends_the_step_and_the_history_until_then_is_kept():
    run = training(pressing(4, times=2), 10)
    assert len(run.result()) == 4 and run.state == "stopped" and module.BROKEN in run.words
    assert len(run.result()) == 4


def test_steps_that_survive_an_interrupt_go_on():
    class Steps:
        k, interrupts = 0, iter([KeyboardInterrupt])

        def __iter__(self):
            return self

        def __next__(self):
            if self.k == 3 and (error := next(self.interrupts, None)):
                raise error
            if self.k == 5:
                raise StopIteration
            self.k += 1
            return float(self.k)
    run = training(Steps(), 5)
    assert len(run.result()) == 3 and run.state == "paused"
    assert len(run.result()) == 5 and run.state == "done"


def test_the_kernels_own_answer_to_an_interrupt_is_back_afterwards():
    before = signal.getsignal(signal.SIGINT)
    training(pressing(2)).result()
    assert signal.getsignal(signal.SIGINT) is before


# ---------------------------------------------------------------- on the kernel's loop

def test_it_trains_while_other_cells_run_and_the_kernel_stays_free():
    async def session():
        run = training(losses(100_000_000, made=made), 100_000_000)
        assert run.state == "running" and len(made) == 0
        held, begun = 0.0, time.monotonic()
        for _ in range(20):                                   # in time of this thread: other processes do not count
            last = time.thread_time()
            await asyncio.sleep(0.001)
            held = max(held, time.thread_time() - last)
        assert time.monotonic() - begun < 60
        run.ask("pause")
        at = len(made)
        await asyncio.sleep(0.1)
        assert run.state == "paused" and len(made) == at > 0
        run.ask("continue")
        await until(lambda: len(made) > at)
        run.ask("stop")
        assert run.state == "stopped" and len(run.result()) == len(made) == len(run.history)
        return held
    made = []
    assert asyncio.run(session()) < 0.5


def test_result_makes_the_rest_at_once():
    async def session():
        run = training(losses(2000, 0.0002), 2000)
        await until(lambda: run.history)
        assert len(run.result()) == 2000 and run.state == "done"
    asyncio.run(session())


def test_a_second_training_pauses_the_first_which_can_go_on():
    async def session():
        first, second = training(losses(10**9)), training(losses(10**9))
        await until(lambda: second.history)
        assert (first.state, second.state) == ("paused", "running") and "Another training has begun" in first.words
        first.ask("continue")
        await until(lambda: first.history)
        assert (first.state, second.state) == ("running", "paused")
        first.ask("stop")
        second.ask("stop")
        assert not module._running
    asyncio.run(session())


def test_an_interrupt_between_two_cells_pauses():
    async def session():
        run = training(pressing(3), 10)
        await until(lambda: run.state == "paused")
        assert module.INTERRUPTED in run.words and len(run.history) == 4
        run.ask("continue")
        await until(lambda: run.state == "done")
    asyncio.run(session())


@pytest.mark.parametrize("message", [{}, {"action": None}, {"action": "result"}, {"action": "history"},
                                     {"action": "__init__"}, {"action": ["stop"]}])
def test_only_pause_continue_and_stop_can_be_asked_for(message):
    run = Training(losses(3), 3, "Training", 1, False)
    run.ask(message.get("action"))
    assert run.state == "paused" and not run.history


def test_asking_twice_changes_nothing():
    run = training(losses(5), 5)
    run.result()
    for action in ("pause", "continue", "stop", "continue"):
        run.ask(action)
        assert run.state == "done" and len(run.history) == 5


# ---------------------------------------------------------------- its words and its twin

def test_the_time_that_is_left_is_told_while_it_runs():
    run = Training(itertools.repeat(1.0), 1000, "Training", 1, False)
    run.state = "running"
    run._step()
    run._spent = 0.5
    run._tell()
    assert run.words == "Step 1 of 1000: loss 1, about 500 seconds left."


def test_the_output_holds_the_view_a_picture_and_words():
    run = training(losses(10), 10, log=True)
    run.result()
    data, _ = run._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data and "Training" in data["text/plain"]
    assert Image.open(io.BytesIO(base64.b64decode(data["image/png"]))).width > 400


def test_before_the_first_step_its_twin_is_a_sentence_and_no_empty_picture():
    data, _ = Training(losses(10), 10, "Training", 1, True)._repr_mimebundle_()
    assert "image/png" not in data and "Training" in data["text/plain"]
