"""Derivatives of functions written with Tensors: gradient, Jacobian, Hessian."""
import numpy as np

from .borders import border
from .engine import Tensor, births

ONE_TENSOR = "f returned a {}. One Tensor holds all values: stack([...])."
NOT_TWICE = ("This input is a Tensor already, and the walk back computes with plain arrays, so its gradient cannot be "
             "differentiated again. Give plain numbers, x.value. For second derivatives use hessian_vector(f, x, v).")
NO_PATH = ("f returned the plain {} {!r}, which was not computed from its input with Tensor functions: "
           "there is no path to walk back.")
NOTHING = "f returned nothing: its last line has no `return`."
NO_INPUT = "There is nothing to differentiate in: give the inputs of f, grad(f)(x)."


def value_and_grad(f):
    """The map x -> f(x), ∇f(x), for f with one number as its value.

    With several inputs ∇f is a tuple, one gradient each. A list or tuple of arrays, [W, b], is one input: f gets a
    list of Tensors, and its gradient is a list. Keywords are constants that f is given as they are. A gradient has the
    shape of its input; an input that f does not use has gradient 0, and so has every input where f returns a plain
    Python number. The gradients are yours: they share no memory.
    """
    def at(*inputs, **constants):
        inputs, y, own = _call(f, inputs, constants)
        with border(own):
            y.backward()
        gradients = tuple(each(_gradient, x) for x in inputs)
        return y.value[()], gradients if len(inputs) > 1 else gradients[0]
    return at


def grad(f):
    """The map x -> ∇f(x), for f with one number as its value; see `value_and_grad` for several inputs and lists."""
    return lambda *inputs, **constants: value_and_grad(f)(*inputs, **constants)[1]


def jacobian(f):
    """The map x -> ∂f/∂x, of shape (*f(x).shape, *x.shape): one walk back for every output.

    With several inputs it is a tuple, one Jacobian each. Keywords are constants.
    """
    def at(*inputs, **constants):
        inputs, y, own = _call(f, inputs, constants)
        J = each(lambda x: np.empty(y.shape + x.shape, x.dtype), inputs)
        with border(own):
            for i in np.ndindex(y.shape):
                y[i].backward()
                for Jx, x in zip(leaves(J), leaves(inputs), strict=True):
                    Jx[i] = _gradient(x)
        return tuple(J) if len(inputs) > 1 else J[0]
    return at


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


# ---- One call of f -----------------------------------------------------------------------------

def _call(f, inputs, constants):
    """The inputs as Tensors, f of them, and the birth of the first input."""
    if not inputs:
        raise TypeError(NO_INPUT)
    own = next(births)
    inputs = [arrays(x, _tensor) for x in inputs]
    with border(next(births)):                    # a walk inside f must not reach the inputs of f
        y = _result(f, inputs, constants)
    return inputs, y, own


def _tensor(x):
    if isinstance(x, Tensor):
        raise TypeError(NOT_TWICE)
    return Tensor(x)


def _gradient(x):
    """A copy of the gradient that reached x; zeros if none did."""
    return np.zeros(x.shape, x.dtype)[()] if x.grad is None else np.array(x.grad)[()]


def _result(f, inputs, constants):
    try:
        y = f(*inputs, **constants)
    except ValueError as problem:                 # of y[i] = x NumPy says less than the Tensor did
        raise (problem.__cause__ if "array element" in str(problem) and problem.__cause__ else problem) from None
    if isinstance(y, (list, tuple)) and any(isinstance(part, Tensor) for part in y):
        raise TypeError(ONE_TENSOR.format(type(y).__name__))
    if type(y) in (int, float):                   # a constant branch: 0.0 in x if x > 0 else 0.0
        return Tensor(float(y))
    if not isinstance(y, Tensor):
        raise TypeError(NOTHING if y is None else NO_PATH.format(type(y).__name__, y))
    return y
