"""Forward mode: numbers that carry their slope along, a + b ε with ε² = 0 (Clifford 1873).

    >>> dual.derivative(lambda x: x * np.sin(x), 2.0)        # sin 2 + 2 cos 2
    >>> dual.directional(f, x, v)                            # J v in one pass
    >>> dual.jacobian(f, x)                                  # one pass per input

Derivatives may be nested, inside each other's functions too: every call has an ε of its own.
"""
from functools import partial
from itertools import count

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin


class Dual(NDArrayOperatorsMixin):
    """value + slope ε: numbers and how fast each changes as one input moves.

    NumPy's operators and functions apply, as far as SLOPES and the tables below it go: value and slope are numbers
    or arrays of one shape. `which` tells the ε of one derivative from that of another around it: seen from the inner
    one, a Dual of the outer one is a constant.
    """

    __slots__ = ("value", "slope", "which")

    def __init__(self, value, slope=0.0, which=0):
        self.value, self.slope, self.which = value, slope, which

    shape, T = property(lambda x: np.shape(x.value)), property(np.transpose)
    ndim, size = property(lambda x: np.ndim(x.value)), property(lambda x: np.size(x.value))

    def __array_ufunc__(self, function, how, *inputs, **options):
        """f(a, b) + (∂f/∂a a' + ∂f/∂b b') ε: the total derivative, one term for every input that moves."""
        out = options.pop("out", ())              # s += x on a Dual s is s = s + x; a plain array cannot keep the slope
        if any(not isinstance(x, Dual) for x in out):
            raise TypeError(IN_PLACE)
        if function in WITHOUT_SLOPE and how == "__call__":
            return function(*map(_plain, inputs), **options)
        if function not in SLOPES or how != "__call__" or options:
            raise TypeError(_no_slope(function, how, options if function in SLOPES else {}))
        which = _innermost(inputs)
        values = [_value(x, which) for x in inputs]
        y = function(*values)
        terms = [slope(x.slope, *values, y) for x, slope in zip(inputs, SLOPES[function], strict=True)
                 if _moves(x, which)]
        return Dual(y, sum(terms, start=np.zeros(np.shape(y))), which)

    def __array_function__(self, function, types, inputs, options):
        """Functions of whole arrays, np.sum and its kin: see LINEAR, PRODUCTS and CHOICES."""
        for table, apply in ((LINEAR, _linear), (PRODUCTS, _product), (CHOICES, _chosen)):
            if function in table:
                return apply(function, inputs, options)
        if function in WITHOUT_SLOPE:
            return function(*map(_plain, inputs), **options)
        if function is np.linalg.norm and len(inputs) == 1 and not options:
            return np.sqrt(np.sum(np.square(inputs[0])))
        raise TypeError(_no_slope(function, "__call__", {}))

    def __getattr__(self, name):
        """x.sum() is np.sum(x), x.tanh() is np.tanh(x): a method is the function of that name in the tables."""
        function = getattr(np, name, None) if not name.startswith("_") else None
        if any(function in table for table in (SLOPES, LINEAR, PRODUCTS, CHOICES)):
            return partial(function, self)
        raise AttributeError(f"A Dual has no {name!r}.")

    def __getitem__(self, key):
        return Dual(self.value[key], self.slope[key], self.which)

    def __len__(self):
        return len(self.value)

    def __iter__(self):
        if not self.ndim:
            raise TypeError("A Dual of one number has no entries to go through.")
        return (self[i] for i in range(len(self)))

    def __float__(self):
        raise TypeError("Here the number of a Dual would lose its slope: use np.exp instead of math.exp, and "
                        "np.stack([...]) instead of filling an array. x.value takes the number out on purpose.")

    def __repr__(self):
        return f"{self.value} + {self.slope} ε"


# ---- Which ε ----------------------------------------------------------------------------------

_derivatives = count(1)


def _innermost(inputs):
    """The youngest ε among Duals, and among those in lists."""
    return max((x.which for x in _flat(inputs) if isinstance(x, Dual)), default=0)


def _flat(inputs):
    return [leaf for x in inputs for leaf in (_flat(x) if isinstance(x, (list, tuple)) else [x])]


def _moves(x, which):
    return isinstance(x, Dual) and x.which == which


def _value(x, which):
    return x.value if _moves(x, which) else x


def _plain(x):
    """The numbers of x, whatever moves."""
    while isinstance(x, Dual):
        x = x.value
    return x


# ---- What a Dual does not know, in words ---------------------------------------------------------

IN_PLACE = "A plain array cannot take in a Dual in place, since it has no room for its slope: write y = y + x."
NO_SLOPE = "A Dual does not know the slope of {0}. Add a line for {0} to dual.SLOPES."
NO_OPTIONS = "A Dual does not know {} with the options {}. Call it with its inputs alone."
NO_PART = "A Dual does not know {}. Write it with functions that stand in dual.SLOPES, dual.LINEAR or dual.CHOICES."
NO_RETURN = "f returned {!r}, which is no number. Is `return` missing?"


def _no_slope(function, how, options):
    module = (getattr(function, "__module__", None) or "numpy").replace("numpy", "np", 1)
    name = f"{module}.{function.__name__}"
    if how != "__call__":
        return NO_PART.format(f"{name}.{how}")
    if options:
        return NO_OPTIONS.format(name, ", ".join(options))
    return (NO_SLOPE if isinstance(function, np.ufunc) else NO_PART).format(name)


# ---- The tables ---------------------------------------------------------------------------------

# For each function y = f(a) or f(a, b) and each input: from the slope of that input to its term in y'.
# fmt: off
SLOPES = {
    np.add:       (lambda da, a, b, y: da,                          lambda db, a, b, y: db),
    np.subtract:  (lambda da, a, b, y: da,                          lambda db, a, b, y: -db),
    np.multiply:  (lambda da, a, b, y: da * b,                      lambda db, a, b, y: a * db),
    np.divide:    (lambda da, a, b, y: da / b,                      lambda db, a, b, y: -y * db / b),
    np.matmul:    (lambda da, a, b, y: da @ b,                      lambda db, a, b, y: a @ db),
    np.power:     (lambda da, a, k, y: k * a**(k - (k != 0)) * da,  lambda dk, a, k, y: y * np.log(a) * dk),
    np.maximum:   (lambda da, a, b, y: (np.add(a > b, a >= b, dtype=float) / 2) * da,
                   lambda db, a, b, y: (np.add(b > a, b >= a, dtype=float) / 2) * db),
    np.minimum:   (lambda da, a, b, y: (np.add(a < b, a <= b, dtype=float) / 2) * da,
                   lambda db, a, b, y: (np.add(b < a, b <= a, dtype=float) / 2) * db),
    np.logaddexp: (lambda da, a, b, y: np.exp(a - y) * da,          lambda db, a, b, y: np.exp(b - y) * db),
    np.negative:  (lambda da, a, y: -da,),
    np.positive:  (lambda da, a, y: da,),
    np.square:    (lambda da, a, y: 2 * a * da,),
    np.absolute:  (lambda da, a, y: np.sign(a) * da,),
    np.exp:       (lambda da, a, y: y * da,),
    np.expm1:     (lambda da, a, y: (y + 1) * da,),
    np.log:       (lambda da, a, y: da / a,),
    np.log1p:     (lambda da, a, y: da / (1 + a),),
    np.sqrt:      (lambda da, a, y: da / (2 * y),),
    np.sin:       (lambda da, a, y: np.cos(a) * da,),
    np.cos:       (lambda da, a, y: -np.sin(a) * da,),
    np.tanh:      (lambda da, a, y: (1 - y * y) * da,),
}
# fmt: on

# Slopes go through these functions as values do; the numbers say which inputs are values, not axes or shapes.
LINEAR = {np.sum: (0,), np.mean: (0,), np.cumsum: (0,), np.reshape: (0,), np.ravel: (0,), np.transpose: (0,),
          np.squeeze: (0,), np.expand_dims: (0,), np.flip: (0,), np.stack: (0,), np.concatenate: (0,),
          np.hstack: (0,), np.vstack: (0,), np.where: (1, 2)}
PRODUCTS = {np.dot, np.outer, np.inner}         # (a b)' = a' b + a b'
CHOICES = {np.max, np.min, np.amax, np.amin}    # the slope of the entry that was chosen; those that tie share it

WITHOUT_SLOPE = {
    np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal, np.sign, np.floor, np.ceil,
    np.isnan, np.isinf, np.isfinite, np.logical_and, np.logical_or, np.logical_not, np.shape, np.ndim, np.size,
    np.any, np.all, np.argmax, np.argmin, np.zeros_like, np.ones_like, np.allclose, np.isclose, np.array_equal}


def _linear(function, inputs, options):
    which = _innermost(inputs)
    values, slopes = (list(inputs) for _ in range(2))
    for i in LINEAR[function]:
        values[i], slopes[i] = _each(_value, inputs[i], which), _each(_slope_or_0, inputs[i], which)
    return Dual(function(*values, **options), function(*slopes, **options), which)


def _product(function, inputs, options):
    if options:
        raise TypeError(_no_slope(function, "__call__", options))
    which = _innermost(inputs)
    a, b = (_value(x, which) for x in inputs)
    first, second = (_each(_slope_or_0, x, which) for x in inputs)
    return Dual(function(a, b), function(first, b) + function(a, second), which)


def _chosen(function, inputs, options):
    x, *axis = inputs
    hit = _plain(x) == function(_plain(x), *axis, **(options | {"keepdims": True}))
    share = hit / hit.sum(*axis, **(options | {"keepdims": True}))
    return Dual(function(x.value, *axis, **options), np.sum(share * x.slope, *axis, **options), x.which)


def _each(function, x, which):
    return [_each(function, part, which) for part in x] if isinstance(x, (list, tuple)) else function(x, which)


def _slope_or_0(x, which):
    return x.slope if _moves(x, which) else np.zeros(np.shape(x))


# ---- Derivatives of functions -----------------------------------------------------------------

def derivative(f, x):
    """f'(x), at every entry of x if it is an array: one pass with the input moving at slope 1.

    Raises TypeError for an f that returns no number, or meets a function without a line in the tables.
    """
    x, which = _point(x), next(_derivatives)
    return _slope(f(Dual(x, np.ones_like(x), which)), which)


def directional(f, x, v):
    """J v, how fast f(x) changes as x moves along v: one pass, whatever the number of inputs."""
    x, v, which = _point(x), _point(v), next(_derivatives)
    if x.shape != v.shape:
        raise ValueError(f"The direction has shape {v.shape}, the point {x.shape}: they must agree.")
    return _slope(f(Dual(x, v, which)), which)


def jacobian(f, x):
    """∂f/∂x of shape (*outputs, n) for x of shape (n,): one pass per input, each fills a column.

    For one output this is the gradient.
    """
    if np.ndim(x) != 1:
        raise ValueError(f"The point must be a vector, shape (n,); its shape is {np.shape(x)}.")
    return np.stack([directional(f, x, e) for e in np.eye(np.size(x))], axis=-1)


def _point(x):
    return x if isinstance(x, Dual) else np.asarray(x, float)


def _slope(y, which):
    """The slope of what f returned: a Dual, a list of them, or something that did not move."""
    if isinstance(y, (list, tuple)) or getattr(getattr(y, "dtype", None), "kind", "") == "O":
        if getattr(y, "ndim", 1) == 0:
            return _slope(y.item(), which)
        parts = [_slope(component, which) for component in y]
        return np.stack(parts) if parts else np.zeros(0)
    if isinstance(y, Dual):
        return y.slope if y.which == which else np.zeros(y.shape)
    if np.asarray(y).dtype.kind not in "fiub":
        raise TypeError(NO_RETURN.format(y))
    return np.zeros(np.shape(y))
