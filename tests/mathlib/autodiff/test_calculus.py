"""grad, value_and_grad, jacobian and hessian: lists of parameters, keywords, constant branches, second derivatives."""
import numpy as np
import pytest

from mathlib import autodiff as ad

W, b = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]), np.array([0.1, 0.2, 0.3])
V = np.array([0.5, -0.5, 1.0])


def net(parameters, x, power=1.0):
    W, b = parameters
    return (np.tanh(x @ W + b) ** power).sum()


def test_a_list_of_parameters_is_one_input_and_its_gradient_a_list():
    x = np.array([0.3, -0.2])
    for parameters in ([W, b], (W, b)):
        value, g = ad.value_and_grad(net)(parameters, x)[0], ad.grad(net)(parameters, x)[0]
        apart = ad.grad(lambda W, b: net([W, b], x))(W, b)
        assert type(g) is type(parameters) and value == net(parameters, x)
        for ours, expected in zip(g, apart, strict=True):
            np.testing.assert_array_equal(ours, expected)
    alone = ad.grad(lambda p: net(p, x))([W, b])
    assert [part.shape for part in alone] == [(2, 3), (3,)]


def test_lists_may_be_nested_and_hold_numbers_beside_arrays():
    def two_layers(layers):
        return ((V @ layers[0][0] + layers[0][1]) @ layers[1][0] * layers[1][1]).sum()
    layers = [[np.ones((3, 2)), np.zeros(2)], (np.ones((2, 2)), 2.0)]
    g = ad.grad(two_layers)(layers)
    assert [[np.shape(part) for part in layer] for layer in g] == [[(3, 2), (2,)], [(2, 2), ()]]
    assert ad.gradient_check(two_layers, layers) < 1e-8


def test_a_list_of_numbers_is_a_vector_as_before():
    np.testing.assert_array_equal(ad.grad(lambda x: (x * x).sum())([1.0, 2.0]), [2.0, 4.0])
    np.testing.assert_array_equal(ad.grad(lambda x: (x * x).sum())([[1.0], [2.0]]), [[2.0], [4.0]])


def test_keywords_are_constants():
    assert ad.grad(lambda x, k: x**k)(3.0, k=2.0) == 6.0
    assert ad.value_and_grad(lambda x, k: x**k)(3.0, k=2.0) == (9.0, 6.0)
    np.testing.assert_array_equal(ad.jacobian(lambda x, k: k * x)(V, k=2.0), 2 * np.eye(3))
    with pytest.raises(TypeError, match="unexpected keyword argument 'size'"):
        ad.grad(lambda x: x)(3.0, size=2)


def test_jacobians_of_several_inputs():
    Jx, Jy = ad.jacobian(lambda x, y: x * y)(V, 2 * V)
    np.testing.assert_array_equal(Jx, np.diag(2 * V))
    np.testing.assert_array_equal(Jy, np.diag(V))
    JW, Jb = ad.jacobian(lambda p: V[:2] @ p[0] + p[1])([W, b])
    assert JW.shape == (3, 2, 3) and np.array_equal(Jb, np.eye(3))


def relu(x):
    return x if x > 0 else 0.0


@pytest.mark.parametrize("f", [relu, lambda x: x if x > 0 else 0])
def test_a_constant_branch_has_slope_0(f):
    assert [ad.value_and_grad(f)(x) for x in (-1.0, 2.0)] == [(0.0, 0.0), (2.0, 1.0)]
    assert ad.jacobian(f)(-1.0) == 0.0 and ad.grad(lambda p: 1.0)([W, b])[0].shape == (2, 3)
    assert ad.gradient_check(f, -1.0) == 0.0


@pytest.mark.parametrize("call, words", [
    (lambda: ad.grad(lambda x: None)(1.0), "f returned nothing.*`return`"),
    (lambda: ad.grad(lambda: 1.0)(), r"nothing to differentiate in.*grad\(f\)\(x\)"),
    (lambda: ad.grad(lambda x: x)([[1.0], 2.0]), r"different lengths.*\[np.array\(W\), np.array\(b\)\]"),
    (lambda: ad.grad(lambda p: p[0])([ad.Tensor(1.0), W]), r"Tensor already.*x\.value.*hessian_vector"),
    (lambda: ad.grad(lambda x: np.asarray(x.value).sum())(1.0), "no path"),
])
def test_calls_that_have_no_gradient(call, words):
    with pytest.raises(TypeError, match=words):
        call()


# ---- Second derivatives ------------------------------------------------------------------------

def test_a_hessian_is_symmetric_and_has_the_shape_of_its_argument_twice():
    def f(x):
        return (x[0, 0] ** 2 * x[0, 1] + np.sin(x[1, 0]) * x[1, 1])
    x = np.array([[1.0, 2.0], [0.5, 3.0]])
    H = ad.hessian(f)(x)
    expected = np.zeros((4, 4))
    expected[0, :2], expected[1, 0] = (4.0, 2.0), 2.0
    expected[2, 2:], expected[3, 2] = (-3 * np.sin(0.5), np.cos(0.5)), np.cos(0.5)
    assert H.shape == (2, 2, 2, 2)
    np.testing.assert_allclose(H.reshape(4, 4), expected, atol=1e-8)
    np.testing.assert_array_equal(H.reshape(4, 4), H.reshape(4, 4).T)
    assert ad.hessian(lambda x: x**3)(2.0) == pytest.approx(12.0, rel=1e-9)
    assert ad.hessian(lambda x: x.sum())([]).shape == (0, 0)


@pytest.mark.parametrize("far", [1.0, 1e4, 1e6, 1e8])
def test_a_second_derivative_takes_its_step_from_the_coordinates_that_move(far):
    def f(p):
        return np.exp(10 * p[1]) + 0.0 * p[0]
    Hv = ad.hessian_vector(f, np.array([far, 0.0]), np.array([0.0, 1.0]))
    np.testing.assert_allclose(Hv, [0.0, 100.0], rtol=1e-7)
    np.testing.assert_allclose(ad.hessian(f)(np.array([far, 0.0])), [[0, 0], [0, 100]], rtol=1e-7)
