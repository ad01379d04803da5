"""Derivatives of functions written with Tensors: gradient, Jacobian, Hessian times vector, and a check."""
import numpy as np

from .engine import Tensor

ONE_TENSOR = "f returned a {}. One Tensor holds all values: stack([...])."
NOT_TWICE = ("The walk back computes with plain arrays, so its gradient cannot be differentiated again. For second "
             "derivatives use hessian_vector(f, x, v).")
NO_PATH = ("f returned the plain {} {!r}, which was not computed from its input with Tensor functions: "
           "there is no path to walk back.")


def value_and_grad(f):
    """The map x -> f(x), ∇f(x), for f with one number as its value.

    With several inputs ∇f is a tuple, one gradient each. A gradient has the shape of its input; an input
    that f does not use has gradient 0. The gradients are yours: they share no memory.
    """
    def at(*inputs):
        inputs = _tensors(inputs)
        y = _result(f, inputs)
        y.backward()
        gradients = tuple(_gradient(x) for x in inputs)
        return y.value[()], gradients if len(inputs) > 1 else gradients[0]
    return at


def grad(f):
    """The map x -> ∇f(x), for f with one number as its value; a tuple of gradients for several inputs."""
    return lambda *inputs: value_and_grad(f)(*inputs)[1]


def jacobian(f):
    """The map x -> ∂f/∂x, of shape (*f(x).shape, *x.shape): one walk back for every output."""
    def at(x):
        x, = _tensors([x])
        y = _result(f, [x])
        J = np.empty(y.shape + x.shape, x.dtype)
        for i in np.ndindex(y.shape):
            y[i].backward()
            J[i] = _gradient(x)
        return J
    return at


def hessian_vector(f, x, v, h=1e-5):
    """H v, the second derivative of f at x along v: how the gradient changes per step in direction v.

    Central difference of two gradients, (∇f(x + hv) - ∇f(x - hv)) / 2h, with a step of length h max(1, |x|).
    Forward over reverse would be exact but needs a second table of rules; this works for every function of
    the first table, at the price of two gradients in float64, and keeps about nine digits.
    """
    x, v = np.asarray(x, float), np.asarray(v, float)
    length = np.linalg.norm(v)
    if length == 0:
        return np.zeros_like(x)
    t = h * np.abs(x).max(initial=1) / length
    return (grad(f)(x + t * v) - grad(f)(x - t * v)) / (2 * t)


def gradient_check(f, *inputs, h=1e-5):
    """The largest disagreement of autodiff's gradient of f with central differences, relative to 1 + |∇f|.

    About 1e-9 when every rule is right; of the size of 1 when one is wrong. Computed in float64, with steps
    of h max(1, |x|), entry by entry.
    """
    inputs = [np.array(x, float) for x in inputs]
    gradients = grad(f)(*inputs)
    gradients = gradients if len(inputs) > 1 else (gradients,)
    return float(np.max([_disagreement(g, _measured(f, inputs, i, h)) for i, g in enumerate(gradients)]))


def _disagreement(g, measured):
    return np.max(np.abs(g - measured) / (1 + np.abs(g)), initial=0)


def _measured(f, inputs, i, h):
    """∂f/∂(input i) by central differences, entry by entry."""
    slope = np.empty(inputs[i].shape)
    for at in np.ndindex(slope.shape):
        here = inputs[i][at]
        step = h * np.maximum(1, np.abs(here))
        inputs[i][at] = here + step
        above = float(f(*inputs))
        inputs[i][at] = here - step
        below = float(f(*inputs))
        inputs[i][at] = here
        slope[at] = (above - below) / (2 * step)
    return slope


def _tensors(inputs):
    if any(isinstance(x, Tensor) for x in inputs):
        raise TypeError(NOT_TWICE)
    return [Tensor(x) for x in inputs]


def _gradient(x):
    """A copy of the gradient that reached x; zeros if none did."""
    return np.zeros(x.shape, x.dtype)[()] if x.grad is None else np.array(x.grad)[()]


def _result(f, inputs):
    y = f(*inputs)
    if isinstance(y, (list, tuple)) and any(isinstance(part, Tensor) for part in y):
        raise TypeError(ONE_TENSOR.format(type(y).__name__))
    if not isinstance(y, Tensor):
        raise TypeError(NO_PATH.format(type(y).__name__, y))
    return y
