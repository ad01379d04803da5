"""What a training step by the learner's own engine costs, beside plain floats.

    pytest tests/benchmarks/bench_lesson_12.py        python tests/benchmarks/bench_lesson_12.py
"""
import gc
import statistics
import subprocess
import sys
import time
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS.parent), str(TESTS), str(TESTS / "lessons")]

from test_autodiff import engine_gradients, in_values, network, plain_gradients  # noqa: E402


def cpu(task, repeats):
    start = time.process_time()
    for _ in range(repeats):
        task()
    return (time.process_time() - start) / repeats


def slowdown(rounds=9):
    """CPU time of the engine's step over that of plain floats: the median of ratios taken in turns.

    Python's garbage collector stays on, and what this process holds already is set aside (gc.freeze): its share
    is then that of the engine's own objects, about 13 in all. A new process with nothing but NumPy gives about 18,
    one full of widgets and figures up to 40, since every sweep of the collector looks at those as well.
    """
    layers, X, y = network()
    values = in_values(layers)
    gc.collect()
    gc.freeze()
    try:
        pairs = [(cpu(lambda: engine_gradients(values, X, y), 8), cpu(lambda: plain_gradients(layers, X, y), 40))
                 for _ in range(rounds)]
    finally:
        gc.unfreeze()
    return statistics.median(engine / plain for engine, plain in pairs)


def test_a_step_costs_at_most_twenty_times_plain_python():
    """In a process of its own: in a large one, what the tests before have left behind is measured with it."""
    run = subprocess.run([sys.executable, __file__], capture_output=True, text=True)
    assert run.stdout and float(run.stdout.split()[-1]) <= 20, run.stderr


if __name__ == "__main__":
    print(f"{slowdown():.1f}")
