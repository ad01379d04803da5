"""What a Tensor can be told: which numbers may leave the graph and when, entries, formats, masks as in NumPy."""
import copy
import math
import pickle
import subprocess
import sys

import numpy as np
import pytest

from mathlib import autodiff as ad
from mathlib.autodiff import Tensor

SENTENCE = r"np\.exp.*stack\(\[.*x\.value"


def walked():
    x = Tensor(2.0)
    loss = x * x
    loss.backward()
    return loss


# ---- Numbers that would leave the graph ---------------------------------------------------------

def filled(x):
    y = np.zeros(2)
    for i in range(2):
        y[i] = x[i] ** 2
    return (x * y).sum()


@pytest.mark.parametrize("f, x", [
    (lambda x: x * math.exp(-x), 1.0), (lambda x: x * math.exp(x), 1.0), (lambda x: x * float(x), 1.0),
    (lambda x: x * int(x), 1.0), (lambda x: x * round(x), 1.0), (lambda x: x * complex(x).real, 1.0),
    (filled, np.ones(2)), (lambda x: x * np.array([x, x]).sum(), 1.0), (lambda x: x * np.float64(x), 1.0),
    (lambda x: x * np.full(2, x).sum(), 1.0), (lambda x: x * np.mean([x, 2 * x]), 1.0),
])
def test_no_number_of_a_tensor_leaves_a_function_that_is_differentiated(f, x):
    for derivative in (ad.grad, ad.value_and_grad, ad.jacobian):
        with pytest.raises(TypeError, match=SENTENCE):
            derivative(f)(x)


def test_nor_one_before_its_walk_back():
    x = Tensor(1.0)
    for number in (x, -x, x * x):
        for leave in (math.exp, float, int, np.asarray):
            with pytest.raises(TypeError, match=SENTENCE):
                leave(number)


def test_a_parameter_in_its_second_iteration_is_no_result():
    w = Tensor(1.0)
    for _ in range(2):
        with pytest.raises(TypeError, match=SENTENCE):
            w * math.exp(w)
        h = 2 * w
        (h * w).backward()
        with pytest.raises(TypeError, match=SENTENCE):
            math.exp(h)                            # walked through, but no loss


def test_a_loss_is_a_number_after_its_walk_back():
    loss = walked()
    assert (float(loss), int(loss), round(loss, 1), math.sqrt(loss)) == (4.0, 4, 4.0, 2.0)
    np.testing.assert_array_equal(np.array([walked(), walked()]), [4.0, 4.0])
    losses = np.zeros(1)
    losses[0] = loss
    assert losses[0] == 4.0


def test_even_a_loss_with_its_walk_behind_it_does_not_leave_another_function():
    loss = walked()
    with pytest.raises(TypeError, match=SENTENCE):
        ad.grad(lambda x: x * float(loss))(1.0)


@pytest.mark.parametrize("make", [lambda: Tensor(2.5), lambda: Tensor([2.5]).sum(), lambda: Tensor([2.5])])
def test_what_says_openly_that_the_number_leaves_always_works(make):
    x = make()
    assert (x.item(), f"{x:.3f}", f"{x:8.1e}") == (2.5, "2.500", " 2.5e+00") and type(x.item()) is float
    assert f"{x}" == str(x) == repr(x)
    assert ad.grad(lambda t: t * t.item())(3.0) == 3.0       # a constant, because it was asked for


def test_item_is_of_one_number():
    for ask in (lambda: Tensor(np.ones(3)).item(), lambda: f"{Tensor(np.ones(3)):.3f}"):
        with pytest.raises(ValueError, match=r"one entry; this one has shape \(3,\).*x\.value"):
            ask()


# ---- Entries, and functions without a slope ------------------------------------------------------

@pytest.mark.parametrize("ask", [list, len, lambda x: [v for v in x]])
def test_one_number_has_no_entries(ask):
    with pytest.raises(TypeError, match="one number has no entries"):
        ask(Tensor(3.0))


def test_plus_x_is_x():
    assert ad.grad(lambda x: +x * np.positive(x))(3.0) == 6.0


def test_accuracy_and_masks_read_as_in_numpy():
    z, label = Tensor([[0.1, 2.0], [3.0, -1.0], [0.0, 0.5]]), np.array([1, 1, 1])
    assert np.mean(np.argmax(z, axis=1) == label) == np.mean(z.argmax(1) == label) == 2 / 3
    assert z.argmin(1).tolist() == [0, 1, 0] and np.argsort(z, axis=1)[0].tolist() == [0, 1]
    assert np.allclose(z, z.value) and np.isclose(z, z.value).all() and np.array_equal(z, z.value)
    assert not np.isnan(z).any() and np.isfinite(z).all() and not np.isinf(z).any()
    assert np.any(z > 2) and np.logical_and(z > 0, z < 1).sum() == 2 and (z > -9).all() and Tensor([1.0]).all()
    np.testing.assert_array_equal(np.sign(z), np.sign(z.value))
    np.testing.assert_array_equal([np.floor(z), np.ceil(z), np.round(z)],
                                  [np.floor(z.value), np.ceil(z.value), np.round(z.value)])
    np.testing.assert_array_equal(np.zeros_like(z) + np.ones_like(z), np.ones((3, 2)))
    assert type(np.zeros_like(z)) is np.ndarray


def test_a_mask_made_from_a_tensor_is_a_constant():
    g = ad.grad(lambda x: ((x > 0) * x * np.sign(x)).sum())(np.array([2.0, -2.0]))
    np.testing.assert_array_equal(g, [1.0, 0.0])


def test_the_methods_are_numpys():
    x = np.array([[0.5, 1.5, -2.0], [2.5, 0.3, 1.1]])
    def f(x):
        return (x.min(1).sum() + x.prod() + x.var(0).sum() + x.std() + x.cumsum(1).sum() + x.clip(0.0, 2.0).sum()
                + x.dot(np.ones(3)).sum() + x.ravel()[2] * x.flatten()[3] + x.reshape(1, 6).squeeze()[1]
                + x.swapaxes(0, 1)[2, 0])
    assert ad.gradient_check(f, x) < 1e-7
    assert f(Tensor(x)).item() == pytest.approx(f(x), rel=1e-14)


@pytest.mark.parametrize("call, name", [
    (lambda x: np.linalg.det(x), r"np\.linalg\.det"), (lambda x: np.fft.fft(x), r"np\.fft\.fft"),
    (lambda x: np.arctan(x), r"np\.arctan\b"), (lambda x: np.add.reduce(x), r"np\.add\.reduce"),
    (lambda x: np.kron(x, x), r"np\.kron")])
def test_a_function_without_a_rule_is_named_as_the_reader_knows_it(call, name):
    with pytest.raises(TypeError, match=f"no rule for {name}"):
        call(Tensor(np.eye(2)))


# ---- Copies ------------------------------------------------------------------------------------

@pytest.mark.parametrize("copier", [copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_a_copy_is_born_anew(copier):
    w = Tensor([1.0, 2.0], name="w")
    (w * w).sum().backward()
    twin = copier(w)
    assert (twin.name, twin.grad.tolist(), twin.value.tolist()) == ("w", [2.0, 4.0], [1.0, 2.0]) and twin.born > w.born
    (twin * 3.0).sum().backward()
    assert twin.grad.tolist() == [3.0, 3.0] and w.grad.tolist() == [2.0, 4.0]


def test_a_copied_graph_is_walked_back_to_its_own_inputs():
    w = Tensor(3.0)
    a = w * w
    loss, twin = copy.deepcopy((a * a + w, w))
    loss.backward()
    assert twin.grad == 109.0 and w.grad is None


def test_a_parameter_from_another_process_is_not_taken_for_a_changed_one():
    w = [Tensor(np.ones(2)) for _ in range(5000)][-1]
    code = f"import pickle; w = pickle.loads({pickle.dumps(w)!r}); (w * w).sum().backward(); print(w.grad)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert run.stdout == "[2. 2.]\n", run.stderr


def test_any_module_of_the_package_alone_brings_tensors_that_compute():
    for module in ("graph", "engine", "operators", "borders"):
        code = (f"from mathlib.autodiff import {module}\nfrom mathlib.autodiff.engine import Tensor\n"
                "x = Tensor(3.0)\ny = x * x + 1.0\ny.backward()\nprint(x.grad, x.shape, y.parents[0].parents[0] is x)")
        run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert run.stdout == "6.0 () True\n", run.stderr
