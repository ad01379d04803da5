"""Derivatives by bookkeeping: write a function with Tensors, then ask for its gradient.

engine     Tensor, backward and differentiable: the whole idea on one screen
table      functions and their local rules
sparse     gradients with few rows: slices, embeddings
operators  a + b, x[0], x.sum(), np.exp(x)
networks   losses and layers with one rule of their own
calculus   grad, value_and_grad, jacobian, hessian_vector, gradient_check
graph      the computation as plain data, and printed

A new function is a few lines: `@differentiable`, its value, one rule per input.
"""
# ruff: noqa: F401, I001
import numpy as _np

from .calculus import grad, gradient_check, hessian_vector, jacobian, value_and_grad
from .engine import Tensor, differentiable
from .graph import Node, graph, print_graph
from .networks import (
    conv2d, cross_entropy, layer_norm, linear, log_softmax, max_pool, mse, softmax)
from .operators import FROM_NUMPY
from .sparse import Rows, embedding, unstack
from .table import (
    abs, add, concatenate, cos, divide, elementwise, exp, index, log, matmul, max, maximum,
    mean, multiply, negative, power, relu, reshape, sigmoid, sin, softplus, sqrt, stack, subtract, sum,
    swapaxes, tanh, transpose, unbroadcast, where)


def warm_allocator():
    """Let the C library keep memory that was freed, so that training steps reuse it instead of asking anew.

    One large block, never touched, is taken and dropped: glibc then raises its threshold for returning
    memory to the system, for the whole process. A convolution step becomes 1.5 to 2 times faster; results
    do not change. Done once when this package is imported; does nothing on other C libraries.
    """
    _np.empty(32 * 2**20 - 8192, _np.uint8)


warm_allocator()
