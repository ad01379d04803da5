"""The engine and its table: against measured slopes, against PyTorch, and where engines usually break."""
import gc
import operator
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from course import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from rows_autodiff import ROWS, case, flat, loss, read_options

from mathlib import autodiff as ad
from mathlib.autodiff import Tensor

RECORDED = ROOT / "tests" / "recorded"
SEEDS = st.integers(0, 2**32 - 1)
SMOOTH = [name for name, (_, _, smooth) in ROWS.items() if smooth]


def relative(a, b):
    """The largest |a - b| relative to 1 + |b|."""
    return np.max(np.abs(np.asarray(a) - b) / (1 + np.abs(b)), initial=0)


def hessian_times(f, inputs, direction):
    """Second derivatives of f in all inputs at once: H v, cut into the shapes of the inputs."""
    z, cut = flat(inputs)
    v, _ = flat(direction)
    return cut(ad.hessian_vector(lambda z: f(*cut(z)), z, v))


# ---- Every row of the table -------------------------------------------------------------------

@pytest.mark.parametrize("name", ROWS)
@given(seed=SEEDS)
@settings(max_examples=25, deadline=None)
def test_row_agrees_with_central_differences(name, seed):
    inputs, options, weight = case(name, np.random.default_rng(seed))
    assert ad.gradient_check(loss(name, options, weight), *inputs) < 1e-7


def inner(u, v):
    """u · v for lists of arrays."""
    return sum(np.sum(a * b) for a, b in zip(u, v, strict=True))


def with_directions(name, seed):
    """A case of a row as (f, inputs, weight), and two random directions in the space of its inputs."""
    rng = np.random.default_rng(seed)
    inputs, options, weight = case(name, rng)
    u, v = ([rng.normal(size=x.shape) for x in inputs] for _ in range(2))
    return loss(name, options, weight), inputs, weight, u, v


every_smooth_row = pytest.mark.parametrize("name", SMOOTH)


@every_smooth_row
@given(seed=SEEDS)
@settings(max_examples=10, deadline=None)
def test_second_derivatives_are_symmetric(name, seed):
    """u · H v = v · H u: rules of several inputs that do not fit each other break it. A wrong slope of one does not."""
    f, inputs, _, u, v = with_directions(name, seed)
    Hv = hessian_times(f, inputs, v)
    size = 1 + inner(map(np.abs, u), map(np.abs, Hv))
    assert abs(inner(u, Hv) - inner(v, hessian_times(f, inputs, u))) < 1e-6 * size


@every_smooth_row
@given(seed=SEEDS)
@settings(max_examples=10, deadline=None)
def test_second_derivatives_agree_with_second_differences(name, seed):
    """v · H v is the bend of t ↦ f(x + t v), measured from values of f alone."""
    f, inputs, weight, _, v = with_directions(name, seed)
    v, t = [part / np.sqrt(inner(v, v)) for part in v], 1e-3
    left, here, right = (float(f(*[x + s * d for x, d in zip(inputs, v, strict=True)])) for s in (-t, 0, t))
    bend = inner(v, hessian_times(f, inputs, v))
    size = 1 + abs(bend) + np.abs(weight).sum()
    assert abs(bend - (left - 2 * here + right) / t**2) < 1e-3 * size


def test_every_public_function_has_a_row():
    public = {name for module in (ad.table, ad.reductions, ad.shapes, ad.networks, ad.sparse)
              for name, f in vars(module).items() if hasattr(f, "__wrapped__") and not name.startswith("_")}
    composed = {"dot", "ravel", "hstack", "vstack", "concatenate", "stack", "unstack", "embedding"}
    assert public | composed <= set(ROWS)


@pytest.fixture(scope="module")
def torch_recording():
    with np.load(RECORDED / "autodiff.npz") as file:
        return dict(file)


@pytest.mark.parametrize("name", ROWS)
def test_row_agrees_with_recorded_pytorch(name, torch_recording):
    cases = sorted({key.split("/")[1] for key in torch_recording if key.startswith(f"{name}/")})
    assert len(cases) == 4, f"{name} is not recorded: with torch installed, tests/recorded/make_autodiff.py {name}"
    for i in cases:
        def column(kind, i=i):
            found = [key for key in torch_recording if key.startswith(f"{name}/{i}/{kind}")]
            return [torch_recording[f"{name}/{i}/{kind}{j}"] for j in range(len(found))]
        x, v = column("x"), column("v")
        f = loss(name, read_options(str(torch_recording[f"{name}/{i}/options"])), torch_recording[f"{name}/{i}/weight"])
        g = ad.grad(f)(*x) if len(x) > 1 else [ad.grad(f)(*x)]
        for ours, theirs in zip(g, column("g"), strict=True):
            assert np.asarray(ours).shape == theirs.shape and relative(ours, theirs) < 1e-12
        if name in SMOOTH:
            for ours, theirs in zip(hessian_times(f, x, v), column("Hv"), strict=True):
                assert relative(ours, theirs) < 1e-7


@pytest.mark.parametrize("name", ROWS)
@given(seed=SEEDS)
@settings(max_examples=10, deadline=None)
def test_row_agrees_with_pytorch_itself(name, seed):
    pytest.importorskip("torch", reason="PyTorch is not installed; its recorded table was compared instead")
    sys.path.insert(0, str(RECORDED))
    from make_autodiff import derivatives
    rng = np.random.default_rng(seed)
    inputs, options, weight = case(name, rng)
    g = ad.grad(loss(name, options, weight))(*inputs)
    theirs, _ = derivatives(name, inputs, options, weight, [rng.normal(size=x.shape) for x in inputs])
    for ours, expected in zip(g if len(inputs) > 1 else [g], theirs, strict=True):
        assert relative(ours, expected) < 1e-11


@pytest.mark.parametrize("name", ROWS)
def test_float32_stays_float32(name):
    inputs, options, weight = case(name, np.random.default_rng(3))
    inputs = [Tensor(x.astype(np.float32)) for x in inputs]
    y = loss(name, options, weight.astype(np.float32))(*inputs)
    y.backward()
    assert {np.asarray(node.value).dtype.name for node in ad.graph(y)} == {"float32"}
    assert {np.asarray(node.grad).dtype.name for node in ad.graph(y)} == {"float32"}


# ---- Operators --------------------------------------------------------------------------------

OTHERS = [2.0, 3, np.float64(0.5), np.array([1.0, 2.0, 4.0]), np.array([[1.0], [2.0]])]


@pytest.mark.parametrize("other", OTHERS, ids=repr)
@pytest.mark.parametrize("symbol", ["+", "-", "*", "/", "**"])
def test_operators_take_numbers_and_arrays_on_either_side(symbol, other):
    x = np.array([0.5, 1.5, 2.5])
    for expression in (f"x {symbol} other", f"other {symbol} x"):
        def f(x, expression=expression):
            return ad.sum(eval(expression, {"x": x, "other": other}))
        assert ad.gradient_check(f, x) < 1e-7
        assert ad.value_and_grad(f)(x)[0] == np.sum(eval(expression))


def test_an_array_on_the_left_of_a_matrix_product():
    A, x = np.arange(6.0).reshape(2, 3), np.array([1.0, -1.0, 2.0])
    np.testing.assert_array_equal(ad.grad(lambda x: (A @ x).sum())(x), A.sum(0))
    np.testing.assert_array_equal(ad.grad(lambda W: (x @ W).sum())(np.ones((3, 2))), np.stack([x, x], 1))


def test_comparisons_are_plain_and_where_keeps_the_slope_of_its_branch():
    np.testing.assert_array_equal(Tensor([1.0, -1.0]) > 0, [True, False])
    np.testing.assert_array_equal(0 >= Tensor([1.0, -1.0]), [False, True])
    g = ad.grad(lambda x: ad.sum(ad.where(x > 0, x**2, -3 * x)))(np.array([2.0, -2.0]))
    np.testing.assert_array_equal(g, [4.0, -3.0])


def test_comparisons_take_tensors_on_either_side():
    x = Tensor([1.0, -1.0])
    for left, right in ((x, 1.0), (np.array([1.0, 1.0]), x), (np.float64(1.0), x), (x, Tensor([1.0, 0.0]))):
        a, b = (v.value if isinstance(v, Tensor) else v for v in (left, right))
        for compare in (operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne):
            np.testing.assert_array_equal(compare(left, right), compare(a, b))
    np.testing.assert_array_equal(ad.where(x == 1, 5.0, x).value, [5.0, -1.0])
    assert bool(Tensor(2.0)) and not Tensor([0.0]) and len({x, x, Tensor([1.0, -1.0])}) == 2


MORE = {np.where: lambda x: np.where(np.array([[True, False], [False, True]]), x, -x),
        np.reshape: lambda x: np.reshape(x, (4,)), np.swapaxes: lambda x: np.swapaxes(x, 0, 1),
        np.stack: lambda x: np.stack([x, 2 * x]), np.concatenate: lambda x: np.concatenate([x, x * x], axis=1),
        np.clip: lambda x: np.clip(x, 0.5, a_max=2.0), np.expand_dims: lambda x: np.expand_dims(x, axis=-1),
        np.hstack: lambda x: np.hstack([x, x[:, :1]]), np.vstack: lambda x: np.vstack([x, x[0]]),
        np.unstack: lambda x: np.unstack(x)[1], np.ndarray.__getitem__: lambda x: x[0]}
TWO = [np.add, np.subtract, np.multiply, np.divide, np.power, np.maximum, np.minimum, np.logaddexp, np.matmul, np.dot,
       np.outer]


@pytest.mark.parametrize("function", ad.FROM_NUMPY, ids=lambda function: function.__name__)
def test_a_numpy_name_finds_the_rule_of_its_own_function(function):
    x, weight = np.array([[0.3, 0.6], [1.2, 2.4]]), 0.2
    f = MORE.get(function) or ((lambda x: function(x, 0.7 + x.T)) if function in TWO else function)
    assert ad.gradient_check(lambda x: ad.sum(ad.sin(weight * f(x))), x) < 1e-7
    np.testing.assert_array_equal(f(Tensor(x)).value, f(x))


@pytest.mark.parametrize("call, name", [
    (lambda x: np.multiply.outer(x, x), "multiply.outer"), (lambda x: np.add.reduce(x), "add.reduce"),
    (lambda x: np.less.outer(x, x), "less.outer"), (lambda x: np.subtract.accumulate(x), "subtract.accumulate")])
def test_other_ways_to_call_a_numpy_function_are_refused(call, name):
    with pytest.raises(TypeError, match=f"no rule for np.{name}"):
        call(Tensor([1.0, 2.0]))


def test_methods():
    x = np.arange(1.0, 7.0).reshape(2, 3)
    def f(x):
        turned = x.T.reshape(3, 2).transpose((1, 0)).transpose(1, 0).transpose()
        return (turned * x.reshape((2, 3))).sum(1).mean() + abs(-x).max() + x[0, 1]
    assert ad.gradient_check(f, x) < 1e-7
    t = Tensor(x)
    assert (t.shape, t.ndim, t.size, t.dtype, len(t), t.sum().item()) == ((2, 3), 2, 6, float, 2, 21.0)
    assert [row.sum().item() for row in t] == [6.0, 15.0]
    assert repr(Tensor(2.0)) == "Tensor(2.0)"


# ---- Graphs -----------------------------------------------------------------------------------

def test_a_value_used_twice_collects_both_shares():
    assert ad.grad(lambda x: x * x)(3.0) == 6.0


def test_the_diamond():
    a = Tensor(2.0)
    b = a + 1
    e = 2 * b + 3 * b
    e.backward()
    assert a.grad == 5.0


@pytest.mark.parametrize("again", [1, 2, 3])
def test_backward_again_gives_the_same_gradient(again):
    x = Tensor([1.0, 2.0])
    y = (x * x).sum()
    for _ in range(again):
        y.backward()
    np.testing.assert_array_equal(x.grad, [2.0, 4.0])


def test_sixty_diamonds_in_a_row_have_two_to_the_sixty_paths():
    x = y = Tensor(1.0)
    for _ in range(60):
        y = y + y
    y.backward()
    assert x.grad == 2.0**60 and len(ad.graph(y)) == 61


def test_wide_fan_out():
    x = Tensor(3.0)
    ad.stack([k * x for k in range(1000)]).sum().backward()
    assert x.grad == sum(range(1000))


def test_a_chain_of_a_hundred_thousand_operations_lives_and_dies():
    x = y = Tensor(1.0)
    for _ in range(100_000):
        y = y * 1.0
    y.backward()
    assert x.grad == 1.0
    del y                                         # a recursive destructor would overflow the stack here
    assert x.grad == 1.0


def test_a_training_step_leaves_nothing_for_the_garbage_collector():
    rng = np.random.default_rng(0)
    K, b, W, c, E = (Tensor(rng.normal(size=s)) for s in [(4, 1, 3, 3), (4,), (36, 3), (3,), (5, 3)])
    picture, label = rng.normal(size=(2, 1, 8, 8)), np.array([0, 2])
    def step():
        h = ad.max_pool(ad.relu(ad.conv2d(picture, K, b)))
        z = ad.linear(h.reshape(2, -1), W, c) + ad.embedding(E, label) + ad.stack(list(ad.unstack(E))[:2])
        (ad.cross_entropy(z, label) + ad.mean(ad.layer_norm(z, c, c))).backward()
    step()
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        step()
        assert gc.collect() == 0 and gc.garbage == []
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def test_constants_are_not_nodes_and_plain_inputs_give_plain_values():
    y = ad.linear(np.ones((2, 3)), Tensor(np.ones((3, 1))), np.zeros(1))
    assert len(y.parents) == 1
    assert type(ad.exp(np.zeros(2))) is np.ndarray and ad.cross_entropy(np.zeros((1, 4)), [0]) == np.log(4)


def test_graph_is_plain_data_in_topological_order(capsys):
    a = Tensor(2.0, name="a")
    e = (a + 1) * 2 + a
    nodes = ad.graph(e)
    assert [(n.number, n.name, n.parents) for n in nodes] == [
        (0, "a", ()), (1, "add", (0,)), (2, "multiply", (1,)), (3, "add", (2, 0))]
    assert [float(n.value) for n in nodes] == [2, 3, 6, 8] and nodes[0].grad is None
    e.backward()
    assert [float(n.grad) for n in ad.graph(e)] == [3, 2, 1, 1]
    ad.print_graph(e)
    assert capsys.readouterr().out.splitlines()[3].split() == ["#3", "add(#2,", "#0)", "8.", "grad", "1."]


# ---- Row-sparse gradients ---------------------------------------------------------------------

def test_embedding_touches_only_its_rows():
    E = Tensor(np.ones((1000, 2)))
    ad.embedding(E, [[7, 3], [7, -1]]).sum().backward()
    index, values = E.grad.merged()
    np.testing.assert_array_equal(index, [3, 7, 999])
    np.testing.assert_array_equal(values, [[1, 1], [2, 2], [1, 1]])


def test_row_sparse_gradients_add_up():
    E0 = np.random.default_rng(1).normal(size=(5, 3))
    def twice(E):
        return ad.sum(ad.sin(ad.embedding(E, [1, 4])) * ad.cos(ad.embedding(E, [4, 0])))
    def tied(E):
        return ad.sum(ad.sin(ad.embedding(E, [1, 1]) @ E.T))
    assert ad.gradient_check(twice, E0) < 1e-7
    assert ad.gradient_check(lambda E: tied(E) if isinstance(E, Tensor) else tied(np.asarray(E)), E0) < 1e-7
    E = Tensor(E0)
    twice(E).backward()
    index, values = E.grad.merged()
    np.testing.assert_array_equal(index, [0, 1, 4])
    np.testing.assert_allclose(values, np.asarray(E.grad)[index], rtol=1e-15)


def test_what_grad_returns_is_plain_and_the_callers_own():
    E = np.ones((4, 2))
    f = lambda E: ad.sum(ad.sin(ad.embedding(E, [0, 1, 1])))
    g = ad.grad(f)(E)
    assert type(g) is np.ndarray
    np.testing.assert_allclose(ad.hessian_vector(f, E, E), -np.sin(1) * np.array([[1], [2], [0], [0]]) * E, atol=1e-8)
    a, b = ad.grad(lambda a, b: ad.sum(ad.exp(a + b)))(np.zeros(2), np.zeros(2))
    a *= 10
    np.testing.assert_array_equal(b, [1.0, 1.0])
    total = ad.grad(lambda x: x.sum())(np.ones(2))
    total[0] = 0
    assert isinstance(ad.grad(lambda x: x * x)(3.0), float)


def test_an_embedding_of_no_words():
    assert not ad.grad(lambda E: ad.sum(ad.embedding(E, [])))(np.ones((3, 2))).any()


def test_rows_are_scaled_from_either_side_and_printed():
    E = Tensor(np.ones((1000, 2)))
    ad.embedding(E, [7, 3]).sum().backward()
    np.testing.assert_array_equal(np.asarray(0.5 * E.grad), np.asarray(E.grad * 0.5))
    assert "2 rows touched" in repr(E.grad) and np.asarray(0.5 * E.grad).sum() == 2


# ---- Derivatives ------------------------------------------------------------------------------

def test_jacobian_of_softmax():
    z = np.array([0.2, -1.0, 0.7])
    p = ad.softmax(z)
    np.testing.assert_allclose(ad.jacobian(ad.softmax)(z), np.diag(p) - np.outer(p, p), atol=1e-15)
    assert ad.jacobian(lambda x: x.reshape(3, 2) * 1.0)(np.ones((2, 3))).shape == (3, 2, 2, 3)


def test_hessian_vector_of_a_quadratic_form():
    rng = np.random.default_rng(5)
    A, x, v = rng.normal(size=(4, 4)), rng.normal(size=4), 1e3 * rng.normal(size=4)
    Hv = ad.hessian_vector(lambda x: x @ (A @ x) / 2, x, v)
    np.testing.assert_allclose(Hv, (A + A.T) / 2 @ v, rtol=1e-8)
    np.testing.assert_array_equal(ad.hessian_vector(lambda x: x @ x, x, 0 * v), np.zeros(4))


@pytest.mark.parametrize("x", [1e12, 1e-3, -40.0])
def test_steps_suit_the_size_of_x(x):
    assert ad.hessian_vector(lambda x: x**3, x, 1.0) == pytest.approx(6 * x, rel=1e-8)
    assert ad.gradient_check(lambda x: x * x, x) < 1e-8


def test_a_check_of_float32_is_made_in_float64():
    x = np.array([100.0, 90.0], np.float32)
    assert ad.gradient_check(lambda x: ad.sum(x**3), x) < 1e-8
    np.testing.assert_allclose(ad.hessian_vector(lambda x: ad.sum(x**3), x, x), 6 * x.astype(float)**2, rtol=1e-8)


def test_an_input_without_influence_has_slope_zero():
    assert not ad.jacobian(lambda x: Tensor([1.0, 2.0]) * 1.0)(np.ones(3)).any()
    assert not ad.grad(lambda x: Tensor(1.0) * 1.0)(np.ones(3)).any()


def test_value_and_grad_of_several_inputs():
    value, (da, db, dc) = ad.value_and_grad(lambda a, b, c: ad.sum(a * b))(np.ones(2), np.full(2, 3.0), 1.0)
    assert value == 6.0 and dc == 0
    np.testing.assert_array_equal([da, db], [[3, 3], [1, 1]])


def test_gradient_check_sees_a_wrong_rule():
    @ad.differentiable
    def wrong(x):
        """x², with the slope of x."""
        return x * x, (lambda g: g,)
    assert ad.gradient_check(wrong, 3.0) > 0.5


# ---- Far out, at ties, and empty --------------------------------------------------------------

@pytest.mark.parametrize("gap", [1.0, 30.0, 1e3, 1e6])
@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_cross_entropy_of_a_confident_mistake_is_the_gap(gap, kind):
    z = np.array([[0, gap], [0, -gap]], kind)
    loss, g = ad.value_and_grad(lambda z: ad.cross_entropy(z, [0, 1]))(z)
    assert loss == pytest.approx(gap + np.log1p(np.exp(-gap)), rel=1e-6)
    np.testing.assert_allclose(g, np.array([[-1, 1], [1, -1]]) / 2 / (1 + np.exp(-gap)), rtol=1e-6)


def test_maximum_with_infinities_and_ties():
    np.testing.assert_array_equal(ad.grad(lambda x: ad.sum(ad.maximum(x, -np.inf)))(np.array([-np.inf, 1.0])), [0.5, 1])
    np.testing.assert_array_equal(ad.grad(lambda x: ad.sum(ad.maximum(x, 1.0)))(np.array([1.0, 0.0, 2.0])), [0.5, 0, 1])


def test_whole_numbers_as_constants():
    np.testing.assert_allclose(ad.softmax(np.array([1, 2, 3])), ad.softmax(np.array([1.0, 2.0, 3.0])))
    assert ad.concatenate([Tensor([1.0]), [2]]).value.tolist() == [1.0, 2.0]


@pytest.mark.filterwarnings("ignore:Mean of empty slice", "ignore:invalid value")
def test_nothing_at_all():
    assert ad.grad(ad.mean)(np.ones(0)).shape == ad.grad(ad.sum)(np.ones((0, 2))).shape[:1] == (0,)


# ---- What can go wrong, in words --------------------------------------------------------------

@pytest.mark.parametrize("mistake, error, words", [
    (lambda: Tensor(3), TypeError, "3.0 instead of 3"),
    (lambda: Tensor([1, 2]), TypeError, "int64"),
    (lambda: ad.grad(lambda x: x * x)(3), TypeError, "moves a little"),
    (lambda: Tensor([1.0, 2.0]).backward(), ValueError, r"one number.*\(2,\)"),
    (lambda: Tensor(np.ones(3)) + np.ones(2), ValueError, r"add does not fit.*\(3,\) and \(2,\)"),
    (lambda: Tensor(np.ones((2, 3))) @ np.ones((2, 3)), ValueError, r"\(\.\.\., n, k\) times"),
    (lambda: ad.mse(Tensor(np.ones(3)), np.ones((3, 1))), ValueError, "one shape"),
    (lambda: ad.cross_entropy(Tensor(np.ones((3, 2))), [0, 1]), ValueError, "integer labels"),
    (lambda: ad.cross_entropy(Tensor(np.ones((1, 2))), [2]), IndexError, "cross_entropy"),
    (lambda: ad.conv2d(np.ones((1, 1, 2, 2)), Tensor(np.ones((1, 1, 3, 3))), 0.0), ValueError, "window"),
    (lambda: ad.conv2d(np.ones((1, 4, 5, 5)), Tensor(np.ones((1, 1, 3, 3))), 0.0), ValueError, "conv2d"),
    (lambda: ad.grad(lambda x: np.ones(2).sum())(1.0), TypeError, "no path"),
    (lambda: ad.jacobian(lambda x: x.value)(np.ones(2)), TypeError, "no path"),
    (lambda: np.sinh(Tensor(1.0)), TypeError, "no rule for np.sinh"),
    (lambda: np.asarray(Tensor(1.0)), TypeError, "x.value"),
    (lambda: Tensor([1.0]).__setitem__(0, 2.0), TypeError, "cannot be assigned"),
    (lambda: np.ones(2).__iadd__(Tensor([1.0, 1.0])), TypeError, r"y = y \+ x"),
    (lambda: ad.linear(np.ones((5, 2)), np.ones((2, 3)), Tensor(np.ones((1, 3)))), ValueError, r"bias \(m,\)"),
    (lambda: ad.linear(Tensor(np.ones((5, 2))), np.ones((2, 3)), b=Tensor(np.ones(3))), TypeError, "by position"),
    (lambda: ad.conv2d(np.ones((1, 1, 4, 4)), np.ones((2, 1, 3, 3)), Tensor(np.ones((2, 1)))), ValueError, r"b \(F,\)"),
    (lambda: ad.layer_norm(Tensor(np.ones(3)), np.ones((2, 3)), np.ones(3)), ValueError, r"scale and shift \(n,\)"),
    (lambda: ad.max_pool(Tensor(np.ones((1, 1, 2, 2))), 3), ValueError, "with 3. It is the largest"),
    (lambda: ad.max_pool(Tensor(np.ones((1, 1, 2, 2))), size=0), ValueError, "with size=0"),
    (lambda: ad.cross_entropy(Tensor(np.zeros((2, 3))), [-1, 0]), IndexError, "from 0 to classes - 1"),
    (lambda: Tensor(np.ones((2, 3))).sum(2), ValueError, "sum does not fit.*with 2. It is the sum.*axis 2 is out"),
    (lambda: Tensor(np.ones(3))[5], IndexError, "with 5. It is x.key.*index 5 is out of bounds"),
    (lambda: Tensor(np.ones(3))[[0, 1], 3], IndexError, r"with \(\[0, 1\], 3\)"),
    (lambda: ad.grad(lambda x: ad.grad(lambda y: y**3)(x))(2.0), TypeError, "hessian_vector"),
    (lambda: ad.jacobian(lambda x: [x[0], x[1]])(np.ones(2)), TypeError, "returned a list.*stack"),
    (lambda: ad.embedding(Tensor(np.ones((3, 2))), [0.0, 1.0]), TypeError, "whole numbers"),
])
def test_errors_speak_the_language_of_the_lesson(mistake, error, words):
    with pytest.raises(error, match=words):
        mistake()


def change(w):
    w.value -= 0.1


def replace(w):
    w.value = np.zeros(2)


@pytest.mark.parametrize("edit", [change, replace])
def test_changing_a_value_in_use_is_noticed(edit):
    w = Tensor([1.0, 2.0], name="w")
    loss = (w * w).sum()
    edit(w)
    with pytest.raises(ValueError, match="value of 'w' was changed after 'multiply'"):
        loss.backward()
    (w * w).sum().backward()                      # computed again: all is well
    np.testing.assert_array_equal(w.grad, 2 * w.value)


def test_the_value_of_a_computed_tensor_cannot_be_replaced():
    y = ad.exp(Tensor(1.0))
    with pytest.raises(ValueError, match="computed by 'exp'"):
        change(y)


def test_import_loads_numpy_only():
    code = ("import numpy, sys; before = set(sys.modules); import mathlib.autodiff; "
            "print([m for m in set(sys.modules) - before if not m.startswith('mathlib')])")
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "[]\n"


def test_the_core_fits_a_screen():
    lines = Path(ad.engine.__file__).read_text().split("# ---- What can go wrong")[0].splitlines()
    core = lines[next(i for i, line in enumerate(lines) if line.startswith("class Tensor")):]
    assert len([line for line in core if line.strip()]) <= 60
