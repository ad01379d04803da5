"""What Python and NumPy say to Tensors: a + b, x > 0, x[0], x.sum(), np.exp(x), float(loss).

Every symbol, and most methods, are functions of NumPy under another name: a + b is np.add(a, b). Who answers for
a function of NumPy is written once, in `numpy_names`.
"""
import numpy as np

from . import sentences
from .borders import oldest

FROM_NUMPY = {}        # function of NumPy: the function of ours that has its rule
WITHOUT_SLOPE = set()  # functions of NumPy that are asked of the plain values


def plain(x):
    """The numbers of a Tensor; anything else as it is."""
    return x.value if isinstance(x, Operators) else x


def _symbol(function):
    """The two sides of a symbol: Python asks the second one where the Tensor stands on the right."""
    return (lambda a, b: FROM_NUMPY[function](a, b)), (lambda b, a: FROM_NUMPY[function](a, b))


def _method(function):
    """The method that is a function of NumPy with its first input in front."""
    return lambda *inputs, **options: FROM_NUMPY[function](*inputs, **options)


def _plain(function):
    """What has no slope is asked of the plain values: a comparison, the place of the largest entry."""
    return lambda *inputs, **options: function(*map(plain, inputs), **options)


class Operators:
    """The symbols, methods and conversions of a Tensor. The engine itself needs none of them."""

    __slots__ = ()

    # Arithmetic: a + b and, where only b is a Tensor, the same asked of b
    __add__, __radd__ = _symbol(np.add)
    __sub__, __rsub__ = _symbol(np.subtract)
    __mul__, __rmul__ = _symbol(np.multiply)
    __truediv__, __rtruediv__ = _symbol(np.divide)
    __matmul__, __rmatmul__ = _symbol(np.matmul)
    __pow__, __rpow__ = _symbol(np.power)
    __neg__, __pos__, __abs__ = _method(np.negative), _method(np.positive), _method(np.abs)

    # Comparisons are plain arrays of True and False
    __lt__, __le__, __gt__, __ge__ = map(_plain, (np.less, np.less_equal, np.greater, np.greater_equal))
    __eq__, __ne__, __hash__ = _plain(np.equal), _plain(np.not_equal), object.__hash__

    # Methods: x.sum(axis=0)
    sum, mean, max, min = map(_method, (np.sum, np.mean, np.max, np.min))
    prod, var, std, cumsum = map(_method, (np.prod, np.var, np.std, np.cumsum))
    dot, clip, squeeze, swapaxes = map(_method, (np.dot, np.clip, np.squeeze, np.swapaxes))
    ravel, flatten = _method(np.ravel), _method(np.ravel)
    argmax, argmin, any, all = map(_plain, (np.argmax, np.argmin, np.any, np.all))

    def reshape(self, *shape):
        """The entries in order, in another shape: x.reshape(2, 3) or x.reshape((2, 3))."""
        return FROM_NUMPY[np.reshape](self, shape[0] if len(shape) == 1 else shape)

    def transpose(self, *axes):
        """The axes in another order: x.transpose(1, 0) or x.transpose((1, 0)), and reversed if none is given."""
        return FROM_NUMPY[np.transpose](self, axes[0] if len(axes) == 1 else axes or None)

    # Entries
    __getitem__ = _method(np.ndarray.__getitem__)

    def __setitem__(self, key, value):
        raise TypeError(sentences.NOT_IN_PLACE)

    def __len__(self):
        if not self.ndim:
            raise TypeError(sentences.NO_ENTRIES)
        return len(self.value)

    def __iter__(self):
        if not self.ndim:
            raise TypeError(sentences.NO_ENTRIES)
        return iter(FROM_NUMPY[np.unstack](self))

    # Numbers that leave the graph: on purpose, or only once they are a result
    def item(self):
        """The one number, as Python's float; it leaves the graph, and what is computed from it has no slope."""
        if self.size != 1:
            raise ValueError(sentences.NOT_ITEM.format(self.shape))
        return self.value.item()

    def __float__(self):
        """The number of a loss, once `backward` was called on it.

        Until then, and always inside a function that grad differentiates, it is refused: math.exp(x) and y[i] = x
        ask for it too, and what they make has no way back. An input or a parameter is never a result.
        """
        return self._result().item()

    def __int__(self):
        return int(self._result().item())

    def __round__(self, digits=None):
        return round(float(self), digits)

    def __array__(self, dtype=None, copy=None):
        return np.array(self._result(), dtype)

    def _result(self):
        if not (hasattr(self, "walked") and self.edges) or oldest.get():
            raise TypeError(sentences.VANISHES.format(self.name))
        return self.value

    def __bool__(self):
        return bool(self.value)

    def __repr__(self):
        return f"Tensor({self.value})"

    def __format__(self, spec):
        return format(self.item(), spec) if spec else str(self)

    def __reduce__(self):
        """A copy is born anew, parents first: births of another process mean nothing in this one."""
        return type(self), (self.value, self.edges, self.name), (None, {"grad": self.grad})

    # NumPy's own functions: np.exp(x) finds who answers for np.exp
    def __array_ufunc__(self, function, how, *inputs, **options):
        return _answer(function, inputs, options, how)

    def __array_function__(self, function, types, inputs, options):
        return _answer(function, inputs, options)


def _answer(function, inputs, options, how="__call__"):
    if options.get("out") is not None:
        raise TypeError(sentences.INTO_ARRAY)
    if how == "__call__" and function in FROM_NUMPY:
        return FROM_NUMPY[function](*inputs, **options)
    if how == "__call__" and function in WITHOUT_SLOPE:
        return function(*map(plain, inputs), **options)
    raise TypeError(sentences.NO_RULE.format(sentences.numpy_name(function, how)))
