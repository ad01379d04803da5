"""Solutions of lesson 12, as a learner would write them, on the names that the lesson has defined by then."""
import math

import numpy as np

from mathlib.autodiff import differentiable
from mathlib.lessons.autodiff.value import Value

by_hand = {"z": 6.0, "u": 6.0, "b": 6.0, "w": 30.0, "x": 12.0}


def multiply(a, b):
    return a * b, (b, a)


def divide(a, b):
    return a / b, (1 / b, -a / b**2)


def tanh(x):
    y = math.tanh(x)
    return y, (1 - y * y,)


def newest_first(last):
    found, unvisited = {last}, [last]
    while unvisited:
        node = unvisited.pop()
        for parent in (node.left, node.right):
            if parent is not None and parent not in found:
                found.add(parent)
                unvisited.append(parent)
    return sorted(found, key=lambda node: node.born, reverse=True)


def backward(last):
    nodes = newest_first(last)
    for node in nodes:
        node.grad = 0.0
    last.grad = 1.0
    for node in nodes:
        if node.left is not None:
            node.left.grad += node.left_slope * node.grad
        if node.right is not None:
            node.right.grad += node.right_slope * node.grad


faults = {"A": "no reset", "B": "replaces", "C": "depth first", "D": "local slopes only"}


def gradient(f, x, y):
    x, y = Value(x), Value(y)
    f(x, y).backward()
    return [x.grad, y.grad]


def shares(A, B, g):
    return g @ B.T, A.T @ g


@differentiable
def smooth_abs(x):
    y = np.sqrt(x * x + 1)
    return y, (lambda g: g * x / y,)
