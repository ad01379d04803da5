"""The engine for numbers that notebooks/12_autodiff.ipynb builds, as we would write it.

Below the engine stand the graphs on which a learner's functions are tried, and walks with one fault each.
"""
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


# ---- graphs to try it on, {name: node}, inputs first --------------------------------------------


def square():
    """x = 3, y = x · x: two edges to one parent."""
    x = Value(3.0)
    return {"x": x, "y": x * x}


def diamond():
    """Two paths from b to e; de/da = 5 at every a."""
    a = Value(2.0)
    b = a + 1.0
    c, d = b * 2.0, b * 3.0
    return {"a": a, "b": b, "c": c, "d": d, "e": c + d}


def shortcut():
    """d = a (a + 1)²: an edge from d to a beside the way over b and c."""
    a = Value(2.0)
    b = a + 1.0
    c = b * b
    return {"a": a, "b": b, "c": c, "d": a * c}


def chain():
    """100,000 additions of 1, each to the one before."""
    nodes = {"x0": Value(1.0)}
    last = nodes["x0"]
    for i in range(1, 100_001):
        last = nodes[f"x{i}"] = last + 1.0
    return nodes


GRAPHS = {"y = x · x": square, "the diamond": diamond, "b = a + 1, c = b · b, d = a · c": shortcut,
          "a chain of 100,000": chain}


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


# ---- walks with a fault -------------------------------------------------------------------------


def parents(node):
    """The parents that a node has, one for each edge."""
    return [parent for parent in (node.a, node.b) if parent is not None]


def depth_first(last):
    """Along every path: a node comes once for each path that leads to it."""
    order, unvisited = [], [last]
    while unvisited:
        order.append(unvisited.pop())
        unvisited.extend(parents(order[-1]))
    return order


def as_found(last):
    """Each node once, in the order of discovery."""
    found = {last: None}                        # a dictionary keeps the order of arrival
    unvisited = [last]
    while unvisited:
        new = [parent for parent in parents(unvisited.pop(0)) if parent not in found]
        found.update(dict.fromkeys(new))
        unvisited.extend(new)
    return list(found)


def nested_calls(last):
    """The right order, by a function that calls itself once for each node on a path."""
    found = set()

    def visit(node):
        if node not in found:
            found.add(node)
            for parent in parents(node):
                visit(parent)
    visit(last)
    return sorted(found, key=lambda node: node.born, reverse=True)


def _share(node, slope, old):
    return old + slope * node.grad


def faulty_walk(last, nodes=None, reset=True, seed=1.0, give=_share, second=True):
    """The walk back with a fault of one's choice."""
    nodes = newest_first(last) if nodes is None else nodes
    for node in nodes:
        node.grad = 0.0 if reset or node.grad is None else node.grad
    last.grad = seed
    for node in nodes:
        for parent, slope in ((node.a, node.slope_a), (node.b, node.slope_b))[:2 if second else 1]:
            if parent is not None:
                parent.grad = give(node, slope, parent.grad)


def forgetful(last):
    """The walk back without the reset: every gradient starts from what an earlier walk left in it."""
    faulty_walk(last, reset=False)
