"""Derivatives by bookkeeping: write a function with Tensors, then ask for its gradient.

engine       Tensor, backward and differentiable: the whole idea on one screen
operators    what a Tensor can do: a + b, x[0], x.sum(), np.exp(x), float(loss)
table        functions and their local rules: arithmetic, functions of one number, products
reductions   sum, mean, max, norm and their kin
shapes       the same entries, elsewhere
sparse       gradients with few rows: slices, embeddings
networks     losses and layers with one rule of their own
numpy_names  who answers for np.exp
calculus     grad, value_and_grad, jacobian, hessian_vector, hessian
checking     gradient_check
borders      how far a walk back may go
graph        the computation as plain data, and printed
sentences    what can go wrong, in words

A new function is a few lines: `@differentiable`, its value, one rule per input.
"""
# ruff: noqa: F401, I001
import numpy as _np

from .calculus import grad, hessian, hessian_vector, jacobian, value_and_grad
from .checking import gradient_check
from .engine import Tensor, differentiable
from .graph import Node, graph, print_graph
from .networks import (
    average_pool, conv2d, cross_entropy, layer_norm, linear, log_softmax, max_pool, mse, softmax)
from .numpy_names import FROM_NUMPY
from .reductions import cumsum, logsumexp, max, mean, min, norm, prod, std, sum, var
from .shapes import (
    concatenate, expand_dims, flatten, flip, hstack, index, ravel, reshape, squeeze, stack, swapaxes, transpose, vstack)
from .sparse import Rows, embedding, unstack
from .table import (
    abs, add, clip, cos, divide, dot, elementwise, exp, expm1, log, log1p, logaddexp, matmul, maximum, minimum,
    multiply, negative, outer, power, relu, sigmoid, sin, softplus, sqrt, subtract, tanh, unbroadcast, where)


def warm_allocator():
    """Let the C library keep memory that was freed, so that training steps reuse it instead of asking anew.

    One large block, never touched, is taken and dropped: glibc then raises its threshold for returning
    memory to the system, for the whole process. A convolution step becomes 1.5 to 2 times faster; results
    do not change. Done once when this package is imported; does nothing on other C libraries.
    """
    _np.empty(32 * 2**20 - 8192, _np.uint8)


warm_allocator()
