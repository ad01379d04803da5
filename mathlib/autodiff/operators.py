"""What Python and NumPy say with symbols and methods, said to Tensors: a + b, x[0], x.sum(), np.exp(x)."""
import numpy as np

from . import table
from .engine import Tensor
from .sparse import unstack
from .table import add, divide, index, matmul, multiply, negative, power, subtract

OPERATORS = {"add": add, "sub": subtract, "mul": multiply, "truediv": divide, "matmul": matmul, "pow": power}
COMPARISONS = {"lt": np.less, "le": np.less_equal, "gt": np.greater, "ge": np.greater_equal,
               "eq": np.equal, "ne": np.not_equal}


def _exchanged(function):
    """The same with its two inputs the other way round: Python asks for it where a Tensor stands on the right."""
    return lambda a, b: function(b, a)


def _plain(function):
    """What has no slope is asked of the plain values: a comparison, a shape."""
    return lambda *inputs: function(*[x.value if isinstance(x, Tensor) else x for x in inputs])


for _name, _function in OPERATORS.items():
    setattr(Tensor, f"__{_name}__", _function)
    setattr(Tensor, f"__r{_name}__", _exchanged(_function))
for _name, _function in COMPARISONS.items():
    setattr(Tensor, f"__{_name}__", _plain(_function))


# ---- NumPy's own functions: np.exp(x) finds the rule of exp in the table -----------------------

FROM_NUMPY = {getattr(np, name): rule for name, rule in vars(table).items() if callable(rule) and hasattr(np, name)}


def square(x):
    """x * x, entry by entry: np.square needs no rule of its own."""
    return multiply(x, x)


FROM_NUMPY[np.square] = square
WITHOUT_SLOPE = {function: _plain(function) for function in (*COMPARISONS.values(), np.shape, np.ndim, np.size)}


def _from_numpy(function, inputs, options, how="__call__"):
    if options.get("out") is not None:
        raise TypeError("A plain array cannot take in a Tensor in place: write y = y + x instead of y += x. "
                        "Functions of mathlib.autodiff take Tensors by position.")
    rule = FROM_NUMPY.get(function) or WITHOUT_SLOPE.get(function)
    if rule is None or how != "__call__":
        name = function.__name__ if how == "__call__" else f"{function.__name__}.{how}"
        raise TypeError(f"The table of derivatives has no rule for np.{name}. Write it with "
                        "functions of mathlib.autodiff, or add its rule with @differentiable.")
    return rule(*inputs, **options)


Tensor.__array_ufunc__ = lambda x, function, how, *inputs, **options: _from_numpy(function, inputs, options, how)
Tensor.__array_function__ = lambda x, function, types, inputs, options: _from_numpy(function, inputs, options)


# ---- Methods ----------------------------------------------------------------------------------

def _not_plain(x, *_, **__):
    raise TypeError("A Tensor is no plain array: its numbers are x.value. Functions of mathlib.autodiff "
                    "take Tensors by position.")


def _not_in_place(*_):
    raise TypeError("The entries of a Tensor cannot be assigned: what was computed from it would keep the "
                    "old value. Build a new Tensor with where, stack or concatenate.")


Tensor.__neg__, Tensor.__abs__ = negative, table.abs
Tensor.__getitem__, Tensor.__setitem__ = index, _not_in_place
Tensor.__array__ = _not_plain
Tensor.parents = property(lambda x: tuple(parent for parent, _ in x.edges))
Tensor.__len__ = lambda x: len(x.value)
Tensor.__iter__ = lambda x: iter(unstack(x))
Tensor.__float__, Tensor.__bool__ = lambda x: float(x.value), lambda x: bool(x.value)
Tensor.__repr__ = lambda x: f"Tensor({x.value})"
Tensor.sum, Tensor.mean, Tensor.max = table.sum, table.mean, table.max
Tensor.reshape = lambda x, *shape: table.reshape(x, shape[0] if len(shape) == 1 else shape)
Tensor.transpose = lambda x, *axes: table.transpose(x, axes[0] if len(axes) == 1 else axes or None)
Tensor.T = property(table.transpose)
Tensor.shape = property(lambda x: x.value.shape)
Tensor.ndim = property(lambda x: x.value.ndim)
Tensor.size = property(lambda x: x.value.size)
Tensor.dtype = property(lambda x: x.value.dtype)
