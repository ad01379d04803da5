"""What importing a part of mathlib costs beyond what it stands on: pytest tests/benchmarks/bench_imports.py"""
import pytest
from test_architecture import GROUND, python


@pytest.mark.parametrize("part", [None, *sorted(GROUND)])
def test_an_import_costs_less_than_50_ms_beyond_what_it_stands_on(part):
    below, name = ("sympy, numpy" if part == "formula" else "numpy"), f"mathlib.{part}" if part else "mathlib"
    code = f"import {below}, time; t = time.perf_counter(); import {name}; print(time.perf_counter() - t)"
    assert min(float(python(code)) for _ in range(4)) < 0.050   # the least: others use the machine too
