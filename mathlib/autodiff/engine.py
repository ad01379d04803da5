"""The engine: arrays that remember how they were made, and the walk back through that memory."""
from functools import wraps
from itertools import count
from operator import attrgetter

import numpy as np

_births = count()


class Tensor:
    """An array that remembers its parents and, for each, how to pass a gradient back to it."""

    __slots__ = ("_value", "grad", "edges", "name", "born")

    def __init__(self, value, edges=(), name="input"):
        self._value, self.born = _floating(value), next(_births)
        self.edges, self.name, self.grad = edges, name, None      # an edge is a pair (parent, rule)

    @property
    def value(self):
        """The numbers, not a copy. `backward` notices w.value = ... and w.value -= ..., but not w.value[0] = ..."""
        return self._value

    @value.setter
    def value(self, new):
        if self.edges:
            raise ValueError(COMPUTED.format(self.name))
        self._value = _floating(new)
        self.born = next(_births)                 # a changed value is born again, after its children

    def backward(self):
        """Fill `grad` with d(self)/d(node) for self and every node it was made from.

        Gradients may share memory, so nothing changes one in place: `2 * g`, never `g *= 2`.
        """
        if self.value.size != 1:
            raise ValueError(NOT_ONE_NUMBER.format(self.value.shape))
        nodes = newest_first(self)                # children come before their parents
        for node in nodes:
            node.grad = None
        self.grad = np.ones_like(self.value)
        for node in nodes:
            for parent, rule in node.edges:       # the chain rule, edge by edge
                share = rule(node.grad)
                parent.grad = share if parent.grad is None else parent.grad + share


def newest_first(last):
    """`last` and all it was made from. Parents are born before children: sort by birth, no recursion."""
    nodes, unvisited = {last}, [last]
    while unvisited:
        node = unvisited.pop()
        for parent, _ in node.edges:
            if parent.born > node.born:
                raise ValueError(CHANGED.format(parent.name, node.name))
            if parent not in nodes:
                nodes.add(parent)
                unvisited.append(parent)
    return sorted(nodes, key=attrgetter("born"), reverse=True)


def differentiable(function):
    """Lift `function(*arrays) -> value, rules` to Tensors: rules[i](g) is the share of g for input i.

    Arrays and numbers among the inputs are constants; if all are, the result is the plain value.
    """
    name = function.__name__.strip("_")

    @wraps(function)
    def lifted(*inputs, **options):
        arrays = [x.value if isinstance(x, Tensor) else x for x in inputs]
        try:
            value, rules = function(*arrays, **options)
        except (ValueError, IndexError) as problem:
            raise type(problem)(_does_not_fit(name, arrays, options, function.__doc__, problem)) from problem
        edges = [(x, rule) for x, rule in zip(inputs, rules, strict=False) if isinstance(x, Tensor)]
        return Tensor(value, edges, name) if edges else value
    return lifted


# ---- What can go wrong, in words --------------------------------------------------------------

NOT_ONE_NUMBER = ("backward starts from one number, the loss; this Tensor has shape {}. Take its sum or mean "
                  "first, or ask jacobian(f) for the slope of every entry.")
CHANGED = ("The value of {!r} was changed after {!r} had been computed from it, so the slopes would belong "
           "to the old value. Compute the loss again, then call backward.")
COMPUTED = ("This Tensor was computed by {!r}: its value follows from its parents. Change a parent and compute "
            "again, or start afresh from Tensor(x.value).")
NOT_FLOATING = ("A derivative asks what happens when a number moves a little, and {} cannot. Make it "
                "floating: 3.0 instead of 3, np.array(x, float) instead of x.")


def _floating(value):
    array = np.asarray(value)
    if array.dtype.kind != "f":
        raise TypeError(NOT_FLOATING.format(f"{array.dtype} data"))
    return array


def _does_not_fit(name, inputs, options, doc, problem):
    shapes = " and ".join(str(x.shape) for x in inputs if isinstance(x, np.ndarray))
    others = [f"{x!r:.40}" for x in inputs if not isinstance(x, np.ndarray)]
    others += [f"{key}={x!r:.40}" for key, x in options.items()]
    given = f"{shapes}, with {', '.join(others)}" if others else shapes
    what, why = (doc or name).splitlines()[0], f" NumPy says: {problem}." if str(problem) else ""
    return f"{name} does not fit inputs of shape {given}. It is {what[0].lower()}{what[1:]}{why}"
