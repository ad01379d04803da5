"""Layers against their formulas written out, against measured slopes and against PyTorch's recorded layers."""
import gc

import numpy as np
import pytest
from course import ROOT

from mathlib import autodiff as ad
from mathlib import layers
from mathlib.autodiff import Tensor


@pytest.fixture
def rng():
    return np.random.default_rng(11)


def recorded(name):
    with np.load(ROOT / "tests" / "recorded" / "layers.npz") as file:
        return {key.split("/")[1]: array for key, array in file.items() if key.startswith(name + "/")}


@pytest.mark.parametrize("name, layer", [("rnn", layers.rnn), ("gated", layers.gated)])
def test_recurrent_layers_agree_with_pytorch(name, layer):
    table = recorded(name)
    inputs = [Tensor(table[key]) for key in ("x", "Wx", "Wh", "b")]
    states = layer(*inputs)
    (states * table["weight"]).sum().backward()
    np.testing.assert_allclose(states.value, table["states"], rtol=1e-12, atol=1e-14)
    for tensor, key in zip(inputs, ("dx", "dWx", "dWh", "db"), strict=True):
        np.testing.assert_allclose(tensor.grad, table[key], rtol=1e-11, atol=1e-13)


def test_causal_self_attention_agrees_with_pytorch():
    table = recorded("attention")
    x, W, b = (Tensor(table[key]) for key in ("x", "W", "b"))
    y = layers.self_attention(x, W, b, heads=2, mask=layers.causal_mask(x.shape[1]))
    (y * table["weight"]).sum().backward()
    np.testing.assert_allclose(y.value, table["y"], rtol=1e-12, atol=1e-14)
    for tensor, key in [(x, "dx"), (W, "dW"), (b, "db")]:
        np.testing.assert_allclose(tensor.grad, table[key], rtol=1e-11, atol=1e-13)


def test_the_fused_recurrence_is_the_loop_that_one_would_write(rng):
    x, Wx, Wh, b, h0 = (rng.normal(size=s) for s in [(6, 2, 3), (3, 4), (4, 4), (4,), (2, 4)])
    weight = rng.normal(size=(6, 2, 4))
    def fused(*inputs):
        return ad.sum(weight * layers.rnn(*inputs))
    def loop(x, Wx, Wh, b, h):
        total = 0.0
        for t in range(6):
            h = ad.tanh(x[t] @ Wx + h @ Wh + b)
            total = total + ad.sum(weight[t] * h)
        return total
    for ours, expected in zip(ad.grad(fused)(x, Wx, Wh, b, h0), ad.grad(loop)(x, Wx, Wh, b, h0), strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-12, atol=1e-14)
    assert ad.gradient_check(fused, x, Wx, Wh, b, h0) < 1e-7


@pytest.mark.parametrize("layer, gates", [(layers.rnn, 1), (layers.gated, 3)])
def test_recurrent_layers_step_keep_float32_and_leave_no_garbage(layer, gates, rng):
    parameters = [Tensor(w.value.astype(np.float32)) for w in layers.recurrent(3, 4, rng, gates)]
    x = rng.normal(size=(5, 2, 3)).astype(np.float32)
    def step():
        layer(x, *parameters)[-1].sum().backward()
    step()
    assert {w.grad.dtype.name for w in parameters} == {"float32"}
    assert garbage_of(step) == []


def garbage_of(act):
    """What of ours a call leaves to the garbage collector: Tensors, and functions of mathlib.

    Other threads of a test run make garbage of their own meanwhile, so not everything found counts.
    """
    gc.collect()
    gc.disable()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        act()
        gc.collect()
        return [thing for thing in gc.garbage if _is_ours(thing)]
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()


def _is_ours(thing):
    return isinstance(thing, Tensor) or str(getattr(thing, "__module__", "")).startswith("mathlib")


def test_a_cycle_through_a_rule_is_seen_as_garbage():
    def captures_its_own_node():
        x = Tensor(np.ones(3))
        y = Tensor(x.value, ((x, lambda g: g * y.value),))        # the rule refers to y, and y to the rule
        y.sum().backward()
    assert any(isinstance(thing, Tensor) for thing in garbage_of(captures_its_own_node))


def test_a_recurrence_walked_back_twice_gives_the_same(rng):
    parameters = layers.recurrent(3, 4, rng)
    y = layers.rnn(rng.normal(size=(5, 2, 3)), *parameters).sum()
    y.backward()
    first = [w.grad for w in parameters]
    y.backward()
    for w, g in zip(parameters, first, strict=True):
        np.testing.assert_array_equal(w.grad, g)


def test_gradients_of_attention(rng):
    q, k, v = (rng.normal(size=s) for s in [(2, 3, 4), (2, 5, 4), (2, 5, 6)])
    assert ad.gradient_check(lambda *qkv: ad.sum(ad.sin(layers.attention(*qkv))), q, k, v) < 1e-7


def test_no_position_sees_a_later_one(rng):
    J = ad.jacobian(lambda v: layers.attention(np.ones((4, 2)), np.ones((4, 2)), v, layers.causal_mask(4)))(
        rng.normal(size=(4, 1)))[:, 0, :, 0]
    np.testing.assert_allclose(J, np.tril(np.ones((4, 4))) / np.arange(1, 5)[:, None], atol=1e-15)


@pytest.mark.parametrize("make, shapes", [
    (lambda rng: layers.dense(400, 300, rng), [(400, 300), (300,)]),
    (lambda rng: layers.conv(16, 64, 5, rng), [(64, 16, 5, 5), (64,)]),
    (lambda rng: layers.recurrent(200, 300, rng, gates=3), [(200, 900), (300, 900), (900,)]),
])
def test_parameters_have_their_shapes_and_biases_start_at_zero(make, shapes, rng):
    *weights, b = make(rng)
    assert [w.shape for w in [*weights, b]] == shapes and not b.value.any()


def test_he_scale_keeps_the_size_of_a_signal_through_thirty_relu_layers(rng):
    x = rng.normal(size=(64, 256))
    for _ in range(30):
        x = ad.relu(ad.linear(x, *(w.value for w in layers.dense(256, 256, rng))))
    assert 0.3 < np.sqrt(np.mean(x**2)) < 3


def test_scales_of_the_first_values(rng):
    W, _ = layers.dense(400, 300, rng)            # 120,000 numbers: their spread is known to 0.2 %
    assert np.std(W.value) == pytest.approx(np.sqrt(2 / 400), rel=0.01)
    V, _ = layers.dense(400, 300, rng, scale=layers.glorot(400, 300))
    assert np.std(V.value) == pytest.approx(np.sqrt(2 / 700), rel=0.01)


def test_clipping_shortens_all_gradients_by_one_factor():
    a, b = Tensor([1.0, 2.0]), Tensor(3.0)
    (a.sum() * 3 + b * 4).backward()
    assert layers.clip_gradients([a, b], 100) == pytest.approx(np.sqrt(9 + 9 + 16))
    np.testing.assert_array_equal(a.grad, [3, 3])
    layers.clip_gradients([a, b], 1.0)
    np.testing.assert_allclose(np.append(a.grad, b.grad), np.array([3, 3, 4]) / np.sqrt(34), rtol=1e-15)


def test_clipping_needs_gradients():
    with pytest.raises(ValueError, match=r"Parameter 1 \(shape \(2,\)\) has no gradient"):
        a = ad.Tensor(np.ones(1))
        (a * a).sum().backward()
        layers.clip_gradients([a, ad.Tensor(np.ones(2))], 1.0)


def test_clipping_keeps_row_sparse_gradients_sparse():
    E = Tensor(np.ones((50, 2)))
    (ad.embedding(E, [3, 3, 9]) * 5.0).sum().backward()
    before = np.asarray(E.grad)
    assert layers.clip_gradients([E], 1.0) == pytest.approx(np.linalg.norm(before))
    assert isinstance(E.grad, ad.Rows)
    np.testing.assert_allclose(np.asarray(E.grad), before / np.linalg.norm(before), rtol=1e-15)


@pytest.mark.parametrize("layer, gates", [(layers.rnn, 1), (layers.gated, 3)])
@pytest.mark.parametrize("shape", [(10, 3), (3,), (2, 5, 4, 3)])
def test_a_recurrent_layer_reads_time_batch_and_features(layer, gates, shape, rng):
    parameters = layers.recurrent(3, 4, rng, gates)
    for x in (np.ones(shape), Tensor(np.ones(shape))):
        with pytest.raises(ValueError, match=r"\(time, batch, n\).*x\[:, None\]"):
            layer(x, *parameters)
    assert layer(np.ones((10, 3))[:, None], *parameters).shape == (10, 1, 4)


@pytest.mark.parametrize("layer, gates", [(layers.rnn, 1), (layers.gated, 3)])
@pytest.mark.parametrize("shape", [(4,), (1, 4), (3, 4), (2, 3)])
def test_a_recurrence_starts_from_one_state_for_each_of_the_batch(layer, gates, shape, rng):
    with pytest.raises(ValueError, match=r"state before x\[0\].*\(2, 4\)"):
        layer(np.ones((5, 2, 3)), *layers.recurrent(3, 4, rng, gates), start=np.zeros(shape))


def test_clipping_takes_parameters_from_a_generator():
    a, b = Tensor([3.0]), Tensor([4.0])
    ((a * a).sum() / 2 + (b * b).sum() / 2).backward()
    assert layers.clip_gradients((w for w in (a, b)), 1.0) == pytest.approx(5.0)
    np.testing.assert_allclose([a.grad[0], b.grad[0]], [0.6, 0.8])


@pytest.mark.parametrize("most", [-1.0, 0.0, np.nan])
def test_clipping_to_a_length_that_is_none_is_refused(most):
    a = Tensor([3.0])
    (a * a).sum().backward()
    with pytest.raises(ValueError, match="positive length; most="):
        layers.clip_gradients([a], most)
    assert a.grad[0] == 6.0
