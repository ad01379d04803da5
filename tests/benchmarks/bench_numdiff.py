"""The batched gradient beside the loop: python -m pytest -o addopts="" tests/benchmarks/bench_numdiff.py"""
import timeit

import numpy as np

from mathlib import numdiff


def valley(x):
    """Rosenbrock's function along the last axis."""
    return np.sum(100 * (x[..., 1:] - x[..., :-1] ** 2) ** 2 + (1 - x[..., :-1]) ** 2, axis=-1)


def test_batched_gradient_at_100_inputs():
    x = np.random.default_rng(7).normal(scale=0.5, size=100)
    np.empty(32 * 2**20 - 8192, np.uint8)      # glibc then keeps freed blocks of this size at hand
    loop = min(timeit.repeat(lambda: numdiff.gradient(valley, x), number=1, repeat=15))
    once = min(timeit.repeat(lambda: numdiff.gradient_batched(valley, x), number=1, repeat=15))
    print(f"loop / batched = {loop / once:.1f}")
    assert loop / once > 10
