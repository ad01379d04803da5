"""Forward mode: numbers that carry their slope along, a + b ε with ε² = 0 (Clifford 1873).

    >>> dual.derivative(lambda x: x * np.sin(x), 2.0)        # sin 2 + 2 cos 2
    >>> dual.directional(f, x, v)                            # J v in one pass
    >>> dual.jacobian(f, x)                                  # one pass per input
"""
import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin


class Dual(NDArrayOperatorsMixin):
    """value + slope ε: numbers and how fast each changes as one input moves.

    NumPy's operators and functions apply: value and slope are numbers or arrays of one shape.
    """

    __slots__ = ("value", "slope")

    def __init__(self, value, slope=0.0):
        self.value, self.slope = value, slope

    def __array_ufunc__(self, function, how, *inputs, **options):
        """f(a, b) + (∂f/∂a a' + ∂f/∂b b') ε: the total derivative, one term for every input that moves."""
        values = [_value(x) for x in inputs]
        if function in COMPARISONS:
            return function(*values)
        if function not in SLOPES or how != "__call__" or options:
            raise TypeError(NO_SLOPE.format(function.__name__))
        y = function(*values)
        terms = [slope(x.slope, *values, y)
                 for x, slope in zip(inputs, SLOPES[function], strict=True) if isinstance(x, Dual)]
        return Dual(y, sum(terms, start=np.zeros(np.shape(y))))

    def __getitem__(self, key):
        return Dual(self.value[key], self.slope[key])

    def __len__(self):
        return len(self.value)

    def sum(self, axis=None, out=None):
        """The sum of the entries: slopes add as values do. `out` is what np.sum hands over, and not used."""
        return Dual(np.sum(self.value, axis), np.sum(self.slope, axis))

    def __repr__(self):
        return f"{self.value} + {self.slope} ε"


def _value(x):
    return x.value if isinstance(x, Dual) else x


NO_SLOPE = "A Dual does not know the slope of np.{0}. Add a line for np.{0} to dual.SLOPES."

COMPARISONS = {np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal}

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
    np.logaddexp: (lambda da, a, b, y: np.exp(a - y) * da,          lambda db, a, b, y: np.exp(b - y) * db),
    np.negative:  (lambda da, a, y: -da,),
    np.square:    (lambda da, a, y: 2 * a * da,),
    np.absolute:  (lambda da, a, y: np.sign(a) * da,),
    np.exp:       (lambda da, a, y: y * da,),
    np.log:       (lambda da, a, y: da / a,),
    np.sqrt:      (lambda da, a, y: da / (2 * y),),
    np.sin:       (lambda da, a, y: np.cos(a) * da,),
    np.cos:       (lambda da, a, y: -np.sin(a) * da,),
    np.tanh:      (lambda da, a, y: (1 - y * y) * da,),
}
# fmt: on


# ---- Derivatives of functions -----------------------------------------------------------------

def derivative(f, x):
    """f'(x), at every entry of x if it is an array: one pass with the input moving at slope 1."""
    x = np.asarray(x, float)
    return _slope(f(Dual(x, np.ones_like(x))))


def directional(f, x, v):
    """J v, how fast f(x) changes as x moves along v: one pass, whatever the number of inputs."""
    x, v = np.asarray(x, float), np.asarray(v, float)
    if x.shape != v.shape:
        raise ValueError(f"The direction has shape {v.shape}, the point {x.shape}: they must agree.")
    return _slope(f(Dual(x, v)))


def jacobian(f, x):
    """∂f/∂x of shape (*outputs, n) for x of shape (n,): one pass per input, each fills a column.

    For one output this is the gradient.
    """
    if np.ndim(x) != 1:
        raise ValueError(f"The point must be a vector, shape (n,); its shape is {np.shape(x)}.")
    return np.stack([directional(f, x, e) for e in np.eye(np.size(x))], axis=-1)


def _slope(y):
    """The slope of what f returned: a Dual, a list of them, or something that did not move."""
    if isinstance(y, (list, tuple)) or getattr(getattr(y, "dtype", None), "kind", "") == "O":
        return _slope(y.item()) if getattr(y, "ndim", 1) == 0 else np.array([_slope(component) for component in y])
    return y.slope if isinstance(y, Dual) else np.zeros(np.shape(y))
