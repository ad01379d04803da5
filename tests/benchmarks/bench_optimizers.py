"""How fast the optimizers are, beside NumPy by hand, plain Python and PyTorch, where it is installed.

    pip install pytest-benchmark torch==2.13.0 && pip install -e .
    OPENBLAS_NUM_THREADS=1 python -m pytest tests/benchmarks/bench_optimizers.py

All contestants of one race take turns in one run, and each lap is compared with the reference's lap beside it: the
figure is the median of these ratios, which a busy machine disturbs little. Before a race all must agree on the result.
"""
import math
import time
from types import SimpleNamespace

import numpy as np
import pytest

from mathlib import optimizers
from mathlib.autodiff import Rows

try:
    import torch
    torch.set_num_threads(1)
except ImportError:
    torch = None

MILLION = 1_000_000
LR, BETA1, BETA2, EPS = 1e-3, 0.9, 0.999, 1e-8


def race(contestants, laps, benchmark=None):
    """The median ratio of each contestant's lap to the first one's, the laps taken in turns."""
    seconds = {name: [] for name in contestants}
    for _ in range(laps):
        for name, run in contestants.items():
            begin = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - begin)
    reference = np.array(next(iter(seconds.values())))
    ratios = {name: float(np.median(laps / reference)) for name, laps in seconds.items()}
    print("\n" + "".join(f"  {name:36s} {ratio:6.2f}   {1e3 * np.median(seconds[name]):9.3f} ms\n"
                         for name, ratio in ratios.items()))
    if benchmark is not None:
        benchmark.extra_info.update(ratios)
    return ratios


# ---- One update of a million parameters ------------------------------------------------

class ByHand:
    """Updates in place over whole arrays with one scratch array `s`: what a careful programmer writes first."""

    def __init__(self, x, g):
        self.x, self.g, self.t = x.copy(), g, 0
        self.m, self.v, self.s = np.zeros_like(x), np.zeros_like(x), np.empty_like(x)

    def gradient_descent(self):
        np.multiply(self.g, LR, out=self.s)
        self.x -= self.s

    def momentum(self):
        self.m *= BETA1
        self.m += self.g
        np.multiply(self.m, LR, out=self.s)
        self.x -= self.s

    def adagrad(self):
        np.multiply(self.g, self.g, out=self.s)
        self.v += self.s
        self.divide(self.g, 1.0, LR)

    def rmsprop(self):
        np.multiply(self.g, self.g, out=self.s)
        self.s *= 1 - BETA1
        self.v *= BETA1
        self.v += self.s
        self.divide(self.g, 1.0, LR)

    def adam(self):
        self.t += 1
        self.m *= BETA1
        np.multiply(self.g, 1 - BETA1, out=self.s)
        self.m += self.s
        self.v *= BETA2
        np.multiply(self.g, self.g, out=self.s)
        self.s *= 1 - BETA2
        self.v += self.s
        self.divide(self.m, (1 - BETA2**self.t) ** -0.5, LR / (1 - BETA1**self.t))

    def adamw(self):
        self.x *= 1 - LR * 0.01
        self.adam()

    def divide(self, m, scale, lr):
        np.sqrt(self.v, out=self.s)
        if scale != 1:
            self.s *= scale
        self.s += EPS
        np.divide(m, self.s, out=self.s)
        self.s *= lr
        self.x -= self.s


RACES = {  # name: (rule, torch.optim class and arguments, the share of ByHand to reach)
    "gradient_descent": (optimizers.GradientDescent(LR), ("SGD", {}), 0.9),
    "momentum": (optimizers.Momentum(LR, BETA1), ("SGD", {"momentum": BETA1}), 0.85),
    "adagrad": (optimizers.AdaGrad(LR), ("Adagrad", {"eps": EPS}), 0.85),
    "rmsprop": (optimizers.RMSprop(LR, BETA1), ("RMSprop", {"alpha": BETA1, "eps": EPS}), 0.85),
    "adam": (optimizers.Adam(LR), ("Adam", {"eps": EPS}), 0.8),
    "adamw": (optimizers.AdamW(LR), ("AdamW", {"eps": EPS, "weight_decay": 0.01}), 0.8),
}


def torch_runner(kind, settings, x, g):
    p = torch.tensor(x, requires_grad=True)
    p.grad = torch.tensor(g)
    return getattr(torch.optim, kind)([p], lr=LR, foreach=True, **settings).step, lambda: p.detach().numpy()


@pytest.mark.parametrize("name", RACES)
def test_update_of_a_million_parameters(name, benchmark):
    """Adam must reach its share. The others are shown beside theirs: AdaGrad and RMSprop wait for the square root."""
    rule, (kind, settings), reach = RACES[name]
    rng = np.random.default_rng(0)
    x, g = rng.normal(size=MILLION), rng.normal(size=MILLION)
    hand, parameter = ByHand(x, g), SimpleNamespace(value=x, grad=None)
    trainer = optimizers.Trainer(rule, [parameter])

    def ours():
        parameter.grad = g
        trainer.step()

    contestants, results = {"by hand": getattr(hand, name), "mathlib": ours}, [lambda: hand.x, lambda: parameter.value]
    if torch:
        contestants["torch foreach"], result = torch_runner(kind, settings, x, g)
        results.append(result)
    race(contestants, 3)
    assert all(np.allclose(result(), hand.x, rtol=1e-9, atol=1e-9) for result in results)
    ratios = race(contestants, 60, benchmark)
    benchmark.pedantic(ours, rounds=5)
    benchmark.extra_info["reach"] = reach
    if name == "adam":
        assert ratios["mathlib"] <= reach
        assert ratios["mathlib"] <= ratios.get("torch foreach", math.inf)


# ---- A path of 10,000 Adam steps in the plane ------------------------------------------

STEPS, START = 10_000, (-1.2, 1.0)


def rosenbrock_slopes(x, y):
    """Of (1 − x)² + 100 (y − x²)²."""
    d = y - x * x
    return -2 * (1 - x) - 400 * x * d, 200 * d


def grad_f(p):
    return np.array(rosenbrock_slopes(*p))


def plain_python():
    """Adam on two floats, written out by hand: the fastest that Python has to offer."""
    (x, y), path = START, [START]
    mx = my = vx = vy = 0.0
    for t in range(1, STEPS + 1):
        gx, gy = rosenbrock_slopes(x, y)
        mx, my = BETA1 * mx + (1 - BETA1) * gx, BETA1 * my + (1 - BETA1) * gy
        vx, vy = BETA2 * vx + (1 - BETA2) * gx * gx, BETA2 * vy + (1 - BETA2) * gy * gy
        c1, c2 = 1 - BETA1**t, 1 - BETA2**t
        x -= LR * (mx / c1) / (math.sqrt(vx / c2) + EPS)
        y -= LR * (my / c1) / (math.sqrt(vy / c2) + EPS)
        path.append((x, y))
    return np.array(path)


def ours():
    return optimizers.descend(optimizers.Adam(LR), grad_f, START, STEPS)


def torch_eager():
    p = torch.tensor(START, dtype=torch.float64, requires_grad=True)
    optimizer, path = torch.optim.Adam([p], lr=LR), [p.detach().numpy().copy()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        x, y = p
        ((1 - x) ** 2 + 100 * (y - x**2) ** 2).backward()
        optimizer.step()
        path.append(p.detach().numpy().copy())
    return np.array(path)


def test_path_of_ten_thousand_steps(benchmark):
    contestants = {"plain Python floats": plain_python, "mathlib.descend": ours}
    if torch:
        contestants["torch eager"] = torch_eager
    for run in contestants.values():
        assert np.allclose(run(), plain_python(), rtol=0, atol=1e-6)
    ratios = race(contestants, 5, benchmark)
    benchmark.pedantic(ours, rounds=3)
    assert ratios["mathlib.descend"] <= 20
    if torch:
        assert ratios["torch eager"] >= 5 * ratios["mathlib.descend"]


# ---- Small parameters together, and few rows of a large table --------------------------------

def test_many_small_parameters(benchmark):
    """Fifty parameters of 100 numbers: one shared vector against one update each."""
    rng = np.random.default_rng(1)
    grads = [rng.normal(size=100) for _ in range(50)]

    def team(groups):
        parameters = [SimpleNamespace(value=np.zeros(100), grad=None) for _ in grads]
        trainers = [optimizers.Trainer(optimizers.Adam(LR), group) for group in groups(parameters)]

        def run():
            for parameter, g in zip(parameters, grads, strict=True):
                parameter.grad = g
            for trainer in trainers:
                trainer.step()
        return run

    ratios = race({"one by one": team(lambda ps: [[p] for p in ps]), "together": team(lambda ps: [ps])}, 200, benchmark)
    benchmark.pedantic(team(lambda ps: [ps]), rounds=50)
    assert ratios["together"] <= 0.25


def test_few_rows_of_a_large_table(benchmark):
    """AdaGrad on 600 of 10,000 rows of 32 numbers: rows by hand, the Trainer, and the whole table."""
    rng = np.random.default_rng(2)
    rows, values = np.sort(rng.choice(10_000, 600, replace=False)), rng.normal(size=(600, 32))
    E, S = np.zeros((10_000, 32)), np.zeros((10_000, 32))

    def by_hand():
        s = S[rows]
        s += values * values
        S[rows] = s
        E[rows] -= LR * values / (np.sqrt(s) + EPS)

    def team(grad):
        table = SimpleNamespace(value=np.zeros_like(E), grad=None)
        trainer = optimizers.Trainer(optimizers.AdaGrad(LR), [table])

        def run():
            table.grad = grad
            trainer.step()
        return run, table

    few = Rows(E.shape, E.dtype, [(rows, values)])
    (ours, table), (full, other) = team(few), team(np.asarray(few))
    ratios = race({"rows by hand": by_hand, "mathlib, rows": ours, "mathlib, whole table": full}, 100, benchmark)
    assert np.allclose(table.value, E) and np.allclose(other.value, E)
    benchmark.pedantic(ours, rounds=20)
    assert ratios["mathlib, rows"] <= 1.15
