"""NumPy's names: who answers when a function of NumPy is called with a Tensor. What is not here is refused by name."""
import numpy as np

from . import reductions, shapes, table
from .operators import FROM_NUMPY, WITHOUT_SLOPE
from .sparse import unstack


def square(x):
    """x * x, entry by entry: np.square needs no rule of its own."""
    return table.multiply(x, x)


def positive(x):
    """+x, which is x."""
    return x


def swapaxes(x, axis1, axis2):
    """shapes.swapaxes, with the names that NumPy has for its inputs."""
    return shapes.swapaxes(x, axis1, axis2)


FROM_NUMPY.update({
    np.add: table.add, np.subtract: table.subtract, np.multiply: table.multiply, np.divide: table.divide,
    np.power: table.power, np.negative: table.negative, np.positive: positive, np.square: square,
    np.matmul: table.matmul, np.dot: table.dot, np.outer: table.outer,
    np.exp: table.exp, np.log: table.log, np.log1p: table.log1p, np.expm1: table.expm1, np.sqrt: table.sqrt,
    np.logaddexp: table.logaddexp, np.sin: table.sin, np.cos: table.cos, np.tanh: table.tanh, np.abs: table.abs,
    np.maximum: table.maximum, np.minimum: table.minimum, np.clip: table.clip, np.where: table.where,

    np.sum: reductions.sum, np.mean: reductions.mean, np.prod: reductions.prod, np.cumsum: reductions.cumsum,
    np.max: reductions.max, np.amax: reductions.max, np.min: reductions.min, np.amin: reductions.min,
    np.var: reductions.var, np.std: reductions.std, np.linalg.norm: reductions.norm,

    np.reshape: shapes.reshape, np.ravel: shapes.ravel, np.squeeze: shapes.squeeze, np.expand_dims: shapes.expand_dims,
    np.transpose: shapes.transpose, np.swapaxes: swapaxes, np.flip: shapes.flip, np.ndarray.__getitem__: shapes.index,
    np.concatenate: shapes.concatenate, np.stack: shapes.stack, np.hstack: shapes.hstack, np.vstack: shapes.vstack,
    np.unstack: unstack,
})

# Answered on the plain values: truths, places, counts, and functions that are flat wherever they have a slope
WITHOUT_SLOPE.update({
    np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal,
    np.logical_and, np.logical_or, np.logical_not, np.any, np.all, np.isnan, np.isinf, np.isfinite,
    np.isclose, np.allclose, np.array_equal, np.argmax, np.argmin, np.argsort, np.count_nonzero,
    np.shape, np.ndim, np.size, np.zeros_like, np.ones_like, np.sign, np.floor, np.ceil, np.round,
})
