"""Derivatives of functions written with Tensors: gradient, Jacobian, Hessian."""
import numpy as np

from . import sentences
from .borders import oldest
from .engine import Tensor, births


def value_and_grad(f):
    """The map x -> f(x), ∇f(x), for f with one number as its value.

    With several inputs ∇f is a tuple, one gradient each. A list or tuple of arrays, [W, b], is one input: f gets a
    list of Tensors, and its gradient is a list. Keywords are constants that f is given as they are. A gradient has the
    shape of its input; an input that f does not use has gradient 0, and so has every input where f returns a plain
    Python number. The gradients are yours: they share no memory.
    """
    def one_walk(inputs, y):
        y.backward()
        gradients = [each(_gradient, x) for x in inputs]
        return y.value[()], tuple(gradients) if len(gradients) > 1 else gradients[0]

    return lambda *inputs, **constants: _differentiate(f, inputs, constants, one_walk)


def grad(f):
    """The map x -> ∇f(x), for f with one number as its value; see `value_and_grad` for several inputs and lists."""
    return lambda *inputs, **constants: value_and_grad(f)(*inputs, **constants)[1]


def jacobian(f):
    """The map x -> ∂f/∂x, of shape (*f(x).shape, *x.shape): one walk back for every output.

    With several inputs it is a tuple, one Jacobian each. Keywords are constants.
    """
    def every_output(inputs, y):
        J = [each(lambda x: np.empty(y.shape + x.shape, x.dtype), x) for x in inputs]
        for i in np.ndindex(y.shape):
            y[i].backward()
            for Jx, x in zip(leaves(J), leaves(inputs), strict=True):
                Jx[i] = _gradient(x)
        return tuple(J) if len(J) > 1 else J[0]

    return lambda *inputs, **constants: _differentiate(f, inputs, constants, every_output)


def hessian_vector(f, x, v, h=1e-5):
    """H v, the second derivative of f at x along v: how the gradient changes per step in direction v.

    Central difference of two gradients, (∇f(x + tv) - ∇f(x - tv)) / 2t, where t v has the length h when each
    coordinate is counted in units of max(1, |x_i|). Forward over reverse would be exact but needs a second table of
    rules; this works for every function of the first table, at the price of two gradients in float64, and keeps
    about nine digits.
    """
    x, v = np.asarray(x, float), np.asarray(v, float)
    length = np.linalg.norm(v / np.maximum(1, np.abs(x)))
    if length == 0:
        return np.zeros_like(x)
    t = h / length
    return (grad(f)(x + t * v) - grad(f)(x - t * v)) / (2 * t)


def hessian(f):
    """The map x -> ∂²f/∂x∂x, of shape (*x.shape, *x.shape) and symmetric: `hessian_vector` for every coordinate."""
    def at(x):
        x = np.asarray(x, float)
        H = np.reshape([hessian_vector(f, x, e.reshape(x.shape)) for e in np.eye(x.size)], (x.size, x.size))
        return ((H + H.T) / 2).reshape(x.shape + x.shape)[()]
    return at


# ---- Inputs, each one array or a list of arrays -------------------------------------------------

def each(function, x):
    """function(x), or the same kind of list with function of each array in it."""
    return type(x)(each(function, part) for part in x) if isinstance(x, (list, tuple)) else function(x)


def leaves(x):
    """The arrays in x, in order."""
    return [leaf for part in x for leaf in leaves(part)] if isinstance(x, (list, tuple)) else [x]


def arrays(x, make):
    """make(x), where a list or tuple that holds arrays stays a list or tuple, and one of numbers is one array."""
    if isinstance(x, (list, tuple)) and any(isinstance(leaf, (np.ndarray, Tensor)) for leaf in leaves(x)):
        return type(x)(arrays(part, make) for part in x)
    return make(x)


# ---- One call of f, and what follows from it ------------------------------------------------------

def _differentiate(f, inputs, constants, walk):
    """walk(inputs, y), for the inputs as Tensors and y = f(inputs). Neither f nor the walk gets outside (`borders`)."""
    if not inputs:
        raise TypeError(sentences.NO_INPUT)
    own = next(births)
    inputs = [arrays(x, _tensor) for x in inputs]
    outside = oldest.set(next(births))            # a walk inside f must not reach the inputs of f
    try:
        y = _result(f, inputs, constants)
        oldest.set(own)                           # the walk from y may
        return walk(inputs, y)
    finally:
        oldest.reset(outside)


def _tensor(x):
    if isinstance(x, Tensor):
        raise TypeError(sentences.NOT_TWICE)
    return Tensor(x)


def _gradient(x):
    """A copy of the gradient that reached x; zeros if none did."""
    return np.zeros(x.shape, x.dtype)[()] if x.grad is None else np.array(x.grad)[()]


def _result(f, inputs, constants):
    try:
        y = f(*inputs, **constants)
    except ValueError as problem:
        if "array element" in str(problem) and problem.__cause__:       # of y[i] = x, where the Tensor has said more
            raise problem.__cause__ from None
        raise
    if isinstance(y, (list, tuple)) and any(isinstance(part, Tensor) for part in y):
        raise TypeError(sentences.ONE_TENSOR.format(type(y).__name__))
    if type(y) in (int, float):                   # a constant branch: 0.0 in x if x > 0 else 0.0
        return Tensor(float(y))
    if not isinstance(y, Tensor):
        raise TypeError(sentences.NOTHING if y is None else sentences.NO_PATH.format(type(y).__name__, y))
    return y
