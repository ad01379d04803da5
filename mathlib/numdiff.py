"""Derivatives by measurement: the slope of a function from its values alone.

A function of one number is f(x). A function of many takes them as one array: f(x) with x of any shape. A
gradient has the shape of its argument; in a Jacobian rows are outputs. All arithmetic is float64. No input is
changed.

Every difference quotient has two errors: truncation, which grows with the step h, and round-off, which grows
with 1/h. `derivative`, `gradient` and their kin choose a step that balances them, for a function whose values and
derivatives are of similar size, in units of max(1, |x|). Where h is an argument it is used as given: at x = 1e9
the default 1e-8 is lost in the rounding of x + h. With ε = 2.2e-16 the best relative accuracy is about √ε forward
and ε^(2/3) central.

All raise ValueError for a point that is not finite or a step that is not positive, and TypeError for a
function whose values are not real numbers or do not have the expected shape. Where f has no value (nan) the
slope is nan too.

Source: Nocedal and Wright, *Numerical Optimization*, §8.1; Press et al., *Numerical Recipes*, §5.7;
Squire and Trapp, "Using complex variables to estimate derivatives of real functions", SIAM Review 40 (1998).
"""
from typing import NamedTuple

import numpy as np

EPSILON = np.finfo(float).eps
STEP = EPSILON ** (1 / 3)               # central differences: error h² + ε/h
SECOND_STEP = EPSILON ** (1 / 4)        # second differences: error h² + ε/h²


# ---- one number in, one number out

def forward_difference(f, x, h=1e-8):
    """Slope of the secant from x to x + h: f′(x) with error O(h) + O(ε/h).

    x and h are numbers, or arrays that broadcast; then f must work elementwise.
    """
    x, h = _broadcast(x, h)
    return (_values(f, x + h) - _values(f, x)) / h


def central_difference(f, x, h=1e-5):
    """Slope of the secant from x - h to x + h: f′(x) with error O(h²) + O(ε/h).

    x and h are numbers, or arrays that broadcast; then f must work elementwise.
    """
    x, h = _broadcast(x, h)
    return (_values(f, x + h) - _values(f, x - h)) / (2 * h)


def derivative(f, x):
    """f′(x): the central difference with a step that suits x. A number, or an array if x is one."""
    return central_difference(f, x, STEP * _scale(x))


def second_derivative(f, x):
    """f″(x), the change of slope: (f(x+h) - 2 f(x) + f(x-h)) / h². Accurate to about √ε, 8 digits."""
    x, h = _broadcast(x, SECOND_STEP * _scale(x))
    return (_values(f, x + h) - 2 * _values(f, x) + _values(f, x - h)) / h ** 2


class Slopes(NamedTuple):
    """The slope that a point is reached with, and the slope that it is left with."""
    left: float
    right: float


def one_sided(f, x, h=1e-8):
    """Both one-sided slopes at x. They differ at a kink; at a jump one of them grows like 1/h."""
    x, h = _broadcast(x, h)
    here = _values(f, x)
    return Slopes((here - _values(f, x - h)) / h, (_values(f, x + h) - here) / h)


def complex_step(f, x, h=1e-20):
    """f′(x) as Im f(x + ih) / h: nothing is subtracted, so h may be tiny and the result exact to round-off.

    f must be made of operations that follow complex numbers: not abs, max, comparisons or the math module.
    """
    x, h = _broadcast(x, h)
    y = np.asarray(f(x + 1j * h))
    if y.dtype.kind != "c" or y.shape != np.shape(x):
        raise TypeError("f(x + ih) must come back complex: its imaginary part holds the derivative. "
                        "Use NumPy functions, and no abs, max or comparison.")
    return y.imag[()] / h


# ---- many numbers in

def partial(f, x, i):
    """∂f/∂x_i at x: the slope in coordinate i (an index into x), all others held. f: array -> number."""
    x = _point(x)
    if np.ndim(x[i]):
        raise ValueError(f"x has shape {x.shape}, so that {i} names several of its numbers: name one.")
    h = STEP * _scale(x[i])
    return _slope_along(f, x, h * _unit(x, i), h)


def gradient(f, x):
    """∇f at x, all partial derivatives in the shape of x: 2n calls of f: array -> number, n = x.size."""
    x = _point(x)
    return np.array(_slopes(f, x, shape=())).reshape(x.shape)[()]


def gradient_batched(f, x):
    """∇f at x from one call. f takes many points as the rows of a matrix: (m, n) -> (m,); x is (n,).

    The same differences as `gradient`, many times faster. It holds 2n points of n numbers in memory.
    """
    x = _vector(x)
    h, n, i = STEP * _scale(x), x.size, np.arange(x.size)
    points = np.tile(x, (2, n, 1))
    points[0, i, i] += h
    points[1, i, i] -= h
    ahead, behind = _real(f(points.reshape(2 * n, n)), (2 * n,)).reshape(2, n)
    return (ahead - behind) / (2 * h)


def directional(f, x, u):
    """Slope of t ↦ f(x + t u) at t = 0: how fast f grows when x moves with velocity u.

    u, of the shape of x, is used as given. It is the slope per unit of length only if u has length 1. The step is
    that of the coordinates that move: h u is measured in units of max(1, |x_i|), coordinate by coordinate.
    """
    x, u = _point(x), _point(u)
    if u.shape != x.shape:
        raise ValueError(f"The direction has shape {u.shape}, the point {x.shape}: they must agree.")
    h = STEP / (np.linalg.norm(u / _scale(x)) or 1.0)
    return _slope_along(f, x, h * u, h)


def jacobian(f, x):
    """J[i, j] = ∂f_i/∂x_j at x, column by column. Rows are outputs: shape f(x).shape + x.shape."""
    x = _point(x)
    columns = _slopes(f, x, shape=None)
    return np.stack(columns, axis=-1).reshape(columns[0].shape + x.shape)


def hessian(f, x):
    """H[i, j] = ∂²f/∂x_i∂x_j at x of shape (n,): n × n, and symmetric because each pair is measured once.

    4 calls of f: array -> number for each pair, accurate to about √ε, 8 digits.
    """
    x = _vector(x)
    h = SECOND_STEP * _scale(x)
    H = np.empty((x.size, x.size))
    for i, j in zip(*np.triu_indices(x.size), strict=True):
        a, b = h[i] * _unit(x, i), h[j] * _unit(x, j)
        corners = [_real(f(p), ()) for p in (x + a + b, x + a - b, x - a + b, x - a - b)]
        H[i, j] = H[j, i] = np.dot(corners, [1, -1, -1, 1]) / (4 * h[i] * h[j])
    return H


# ---- what all of them ask of their inputs

def _slopes(f, x, shape):
    """The slope of f in each coordinate of x, in order."""
    h = STEP * _scale(x)
    return [_slope_along(f, x, h[i] * _unit(x, i), h[i], shape) for i in np.ndindex(x.shape)]


def _slope_along(f, x, step, h, shape=()):
    """(f(x + step) - f(x - step)) / 2h, where f has values of the given shape (None: of any shape)."""
    ahead = _real(f(x + step), shape)
    return (ahead - _real(f(x - step), ahead.shape)) / (2 * h)


def _unit(x, i):
    unit = np.zeros_like(x)
    unit[i] = 1.0
    return unit


def _scale(x):
    return np.maximum(1.0, np.abs(_point(x)))


def _point(x):
    """A float64 copy of x."""
    try:
        x = np.array(x, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(f"The point must be a number or an array of numbers; it is {x!r}.") from None
    if not np.isfinite(x).all():
        raise ValueError(f"The point must be finite; it is {x}.")
    return x[()] if x.ndim == 0 else x


def _vector(x):
    x = _point(x)
    if np.ndim(x) != 1:
        raise ValueError(f"The point must be a vector, shape (n,); its shape is {np.shape(x)}.")
    return x


def _broadcast(x, h):
    """The point and the step as float64 of one shape, the step checked to be positive."""
    x, h = np.broadcast_arrays(_point(x), _point(h))
    if not np.all(h > 0):
        raise ValueError(f"The step h must be positive; it is {h}.")
    return x[()], h[()]


def _values(f, x):
    """f at x, elementwise. f gets a copy, for it may change what it gets."""
    return _real(f(np.array(x)[()]), np.shape(x))


def _real(y, shape):
    """The values y of f as float64, checked to be real and of the given shape (None: of any shape)."""
    try:
        array = np.asarray(y)
        if array.dtype == object:                       # SymPy numbers, fractions; None is none
            array = np.vectorize(float, otypes=[float])(array)
        array = array.astype(float, casting="same_kind")
    except (TypeError, ValueError):
        raise TypeError(f"f must return real numbers; it returned {y!r}.") from None
    if shape is not None and array.shape != shape:
        wanted = "one number" if shape == () else f"an array of shape {shape}"
        raise TypeError(f"f must return {wanted} here; it returned an array of shape {array.shape}.")
    return array[()]
