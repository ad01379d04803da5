"""The engine that a learner has built at the end of lesson 12: right on random graphs and on a network.

What it costs is measured by tests/benchmarks/bench_lesson_12.py.
"""
import inspect
import math

import numpy as np
import pytest
from course import LESSONS, code_cells, definition, lesson_of, read, solve
from hypothesis import given
from hypothesis import strategies as st

from mathlib import numdiff
from mathlib.autodiff import Tensor
from mathlib.lessons import autodiff as ex
from mathlib.lessons.autodiff import exercises, operations, solutions, value, walks

[LESSON] = [path for path in LESSONS if path.stem == "12_autodiff"]


def build():
    """The names that the solved lesson has defined when its engine is complete."""
    notebook = read(LESSON)
    solve(notebook, lesson_of(LESSON))
    names = {}
    for cell in code_cells(notebook):
        exec(compile(cell.source, cell.id, "exec"), names)
        if "Value.backward = backward" in cell.source:
            return names
    raise AssertionError("no cell of the lesson makes backward a method of Value")


BUILT = build()
Value = BUILT["Value"]


def test_the_engine_is_made_of_the_learners_functions():
    for name in ("multiply", "divide", "tanh", "newest_first", "backward"):
        assert BUILT[name].__globals__ is BUILT, f"{name} was borrowed from the module"


def test_the_lesson_and_its_exercises_have_one_class():
    sources = [cell.source for cell in code_cells(read(LESSON)) if definition(cell.source, "Value")]
    [source] = [source for source in sources if "class Value" in source]
    assert inspect.getsource(value.Value).strip() in source


# ---------------------------------------------------------------- right

OPERATIONS = {
    "add": lambda a, b: a + b, "subtract": lambda a, b: a - b, "multiply": lambda a, b: a * b,
    "divide": lambda a, b: a / (b * b + 1.0), "tanh": lambda a, b: np.tanh(a - b),
    "constants": lambda a, b: (a * 3.0 - 2.0) / (2.0 * a * a + 1.0), "squash": lambda a, b: np.tanh(a * 0.5),
}
step = st.tuples(st.sampled_from(sorted(OPERATIONS)), st.integers(0, 99), st.integers(0, 99))
steps = st.lists(step, min_size=1, max_size=60)
numbers = st.lists(st.floats(-2, 2), min_size=1, max_size=4)


def program(inputs, steps):
    """A random graph with fan-out: each step takes two earlier nodes; tanh keeps the numbers small."""
    nodes = list(inputs)
    for name, i, j in steps:
        nodes.append(np.tanh(OPERATIONS[name](nodes[i % len(nodes)], nodes[j % len(nodes)])))
    return sum(nodes[1:], nodes[0] * 1.0)


@given(numbers, steps)
def test_it_agrees_with_mathlib_on_random_graphs(inputs, steps):
    mine, theirs = [Value(x) for x in inputs], [Tensor(x) for x in inputs]
    last, end = program(mine, steps), program(theirs, steps)
    last.backward()
    end.backward()
    assert last.value == pytest.approx(float(end), rel=1e-12, abs=1e-12)
    assert [x.grad for x in mine] == pytest.approx([float(x.grad) for x in theirs], rel=1e-10, abs=1e-10)


@given(st.lists(st.floats(-2, 2), min_size=2, max_size=2), steps)
def test_it_passes_the_gradient_check_of_the_course(inputs, steps):
    values = [Value(x) for x in inputs]
    last = program(values, steps[:8])
    last.backward()
    measured = numdiff.gradient(lambda p: float(program([np.float64(x) for x in p], steps[:8])), inputs)
    assert [x.grad for x in values] == pytest.approx(measured, rel=1e-5, abs=1e-6)


def test_twice_is_once():
    x = Value(3.0)
    y = x * x
    y.backward()
    y.backward()
    assert x.grad == 6.0


def test_a_long_chain_and_many_diamonds():
    x = y = Value(1.0)
    for _ in range(100_000):
        y = y + 1.0
    for _ in range(60):
        y = y * 0.5 + y * 0.5
    y.backward()
    assert x.grad == 1.0


# ---------------------------------------------------------------- what the checks tell apart

def test_any_iterable_in_the_right_order_is_newest_first():
    assert ex.newest_first.check(lambda last: reversed(solutions.newest_first(last)[::-1])).status == "correct"
    assert ex.newest_first.check(lambda last: (node for node in solutions.newest_first(last))).status == "correct"


def test_bumping_with_values_is_bumping_too():
    def in_values(f, x, y, h=1e-5):
        return walks.bumped(lambda x, y: f(Value(x), Value(y)).value, x, y, h)
    assert "That is bumping." in ex.gradient.check(in_values).message


def test_the_loss_has_one_node_for_what_is_missing():
    w, b = Value(-0.5), Value(0.4)
    assert len(BUILT["newest_first"](BUILT["loss"](w, b))) == 7      # L, r, p, z, u, w, b


# ---------------------------------------------------------------- a network, by the engine and by hand

SIZES, EXAMPLES = (2, 16, 16, 1), 15


def network(seed=7):
    """Weights and biases of a small ReLU network, and data, as plain lists of floats."""
    rng = np.random.default_rng(seed)
    layers = [(rng.normal(size=(n, m)) / m**0.5, 0.01 * rng.normal(size=n))
              for m, n in zip(SIZES, SIZES[1:], strict=False)]
    return ([(W.tolist(), b.tolist()) for W, b in layers], rng.normal(size=(EXAMPLES, 2)).tolist(),
            np.sign(rng.normal(size=EXAMPLES)).tolist())


def loss(layers, X, y, relu):
    """Mean squared error of the network, one multiplication and one addition at a time: about 10,000 operations."""
    total = 0.0
    for x, target in zip(X, y, strict=True):
        for depth, (W, b) in enumerate(layers):
            sums = []
            for row, s in zip(W, b, strict=True):
                for w, xi in zip(row, x, strict=True):
                    s = s + w * xi
                sums.append(relu(s) if depth < 2 else s)
            x = sums
        miss = x[0] - target
        total = miss * miss + total
    return total * (1 / len(y))


def plain_gradients(layers, X, y):
    """The same gradients by loops over floats, with no graph: [(dW, db), …]."""
    grads = [([[0.0] * len(row) for row in W], [0.0] * len(b)) for W, b in layers]
    for x, target in zip(X, y, strict=True):
        seen = [x]
        for depth, (W, b) in enumerate(layers):
            sums = []
            for row, s in zip(W, b, strict=True):
                for w, xi in zip(row, x, strict=True):
                    s += w * xi
                sums.append(s if depth == 2 or s > 0 else 0.0)
            x = sums
            seen.append(x)
        g = [2 * (x[0] - target) / len(y)]
        for depth in (2, 1, 0):
            (W, _), (dW, db), below, out = layers[depth], grads[depth], seen[depth], seen[depth + 1]
            share = [0.0] * len(below)
            for j, gj in enumerate(g):
                if depth < 2 and out[j] <= 0:
                    continue
                db[j] += gj
                row, drow = W[j], dW[j]
                for i, xi in enumerate(below):
                    drow[i] += gj * xi
                    share[i] += gj * row[i]
            g = share
    return grads


def engine_gradients(values, X, y):
    loss(values, X, y, Value.relu).backward()
    return [([[w.grad for w in row] for row in W], [v.grad for v in b]) for W, b in values]


def in_values(layers):
    return [([[Value(w) for w in row] for row in W], [Value(v) for v in b]) for W, b in layers]


def test_both_ways_to_train_agree():
    layers, X, y = network()
    plain, engine = plain_gradients(layers, X, y), engine_gradients(in_values(layers), X, y)
    for (dW, db), (eW, eb) in zip(plain, engine, strict=True):
        assert np.allclose(dW, eW, rtol=1e-10) and np.allclose(db, eb, rtol=1e-10)


@pytest.mark.parametrize("exercise, bumped, formula", [
    (ex.multiply, operations.measured(lambda a, b: a * b), lambda a, b: (a * b, [b, a])),
    (ex.divide, operations.measured(lambda a, b: a / b, h=1e-4), lambda a, b: (a / b, (b / b / b, -a / b / b))),
    (ex.tanh, operations.measured(math.tanh, h=1e-6), lambda x: (math.tanh(x), (1 / math.cosh(x) ** 2,))),
])
def test_measured_slopes_are_told_from_every_formula(exercise, bumped, formula):
    assert exercise.check(formula).status == "correct"
    verdict = exercise.check(bumped)
    assert verdict.status == "wrong" and "A difference quotient is right to" in repr(verdict)


def test_the_number_that_gives_an_engine_away_is_named():
    in_the_order_of_the_list = dict(zip("ABCD", exercises.FAULTS, strict=True))
    verdict = ex.faults.check(in_the_order_of_the_list)
    assert verdict.status == "wrong" and "Engine A is right both times" in repr(verdict)
    for name, symptoms in {name: ex.symptoms(engine) for name, engine in ex.PATIENTS.items()}.items():
        assert symptoms != ex.symptoms(solutions.backward), name


def test_a_print_is_no_bump():
    def looked_at(f, x, y):
        f(x, y)
        return solutions.gradient(f, x, y)
    assert ex.gradient.check(looked_at).status == "correct"


def forgets_what_is_between(last):
    solutions.backward(last)
    for node in solutions.newest_first(last):
        if node.left is not None:
            node.grad = 0.0


def knows_only_squares(last):
    solutions.backward(last)
    if last.left is last.right:
        last.left.grad = 2 * last.left_slope


@pytest.mark.parametrize("walk", [forgets_what_is_between, knows_only_squares])
def test_a_walk_is_judged_by_every_node_it_visits(walk):
    assert ex.backward.check(walk).status == "wrong"
