"""The engine for numbers that notebooks/12_autodiff.ipynb builds, as we would write it, and functions to try it on."""
import math
from itertools import count

births = count()


class Value:
    """A number that remembers its parents a and b and, for each, the local slope."""

    __slots__ = ("value", "grad", "a", "slope_a", "b", "slope_b", "born")

    def __init__(self, value, a=None, slope_a=0.0, b=None, slope_b=0.0):
        self.value, self.grad = value, None
        self.a, self.slope_a = a, slope_a
        self.b, self.slope_b = b, slope_b
        self.born = next(births)

    def __repr__(self):
        return f"Value({self.value:.4g})"


def multiply(a, b):
    """a · b, and its slope towards each factor: the other one."""
    return a * b, (b, a)


def divide(a, b):
    """a / b, and its slopes 1/b and −a/b²."""
    return a / b, (1 / b, -a / b**2)


def tanh(x):
    """tanh x, and its slope 1 − tanh² x."""
    y = math.tanh(x)
    return y, (1 - y * y,)


def binary(rule):
    """Lift rule(a, b) -> value, slopes from numbers to Values. A plain number is a constant, no parent."""
    def lifted(a, b):
        if isinstance(b, Value):
            value, (slope_a, slope_b) = rule(a.value, b.value)
            return Value(value, a, slope_a, b, slope_b)
        value, (slope_a, _) = rule(a.value, b)
        return Value(value, a, slope_a)
    return lifted


def newest_first(last):
    """`last` and every node it was made from, children before their parents."""
    found, unvisited = {last}, [last]
    while unvisited:
        node = unvisited.pop()
        for parent in (node.a, node.b):
            if parent is not None and parent not in found:
                found.add(parent)
                unvisited.append(parent)
    return sorted(found, key=lambda node: node.born, reverse=True)


def backward(last):
    """Fill `grad` with d(last)/d(node) for every node that `last` was made from."""
    nodes = newest_first(last)
    for node in nodes:
        node.grad = 0.0
    last.grad = 1.0
    for node in nodes:
        if node.a is not None:
            node.a.grad += node.slope_a * node.grad
        if node.b is not None:
            node.b.grad += node.slope_b * node.grad


Value.backward = backward
Value.__add__ = binary(lambda a, b: (a + b, (1.0, 1.0)))
Value.__sub__ = binary(lambda a, b: (a - b, (1.0, -1.0)))
Value.__mul__, Value.__truediv__ = binary(multiply), binary(divide)


def gradient(f, x, y):
    """[∂f/∂x, ∂f/∂y] by one walk back."""
    x, y = Value(x), Value(y)
    f(x, y).backward()
    return [x.grad, y.grad]


# ---- functions to try it on ---------------------------------------------------------------------


def product_plus(x, y):
    """x y + x."""
    return x * y + x


def quotient(x, y):
    """(x − y) / (x² + y²)."""
    return (x - y) / (x * x + y * y)


def nested(x, y):
    """q² p with p = x y + 2 and q = p/x − y²."""
    p = x * y + 2.0
    q = p / x - y * y
    return q * q * p


FUNCTIONS = (product_plus, quotient, nested)
