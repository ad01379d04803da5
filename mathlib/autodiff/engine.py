"""The engine: arrays that remember how they were made, and the walk back through that memory."""
from functools import wraps
from itertools import count
from operator import attrgetter

import numpy as np

from . import sentences
from .borders import oldest
from .operators import Operators

births = count(1)


class Tensor(Operators):                          # there: + - * / @ **, x > 0, x[0], x.sum(), np.exp(x), float(loss)
    """An array that remembers its parents and, for each, how to pass a gradient back to it."""

    __slots__ = ("_value", "grad", "edges", "name", "born", "walked")

    def __init__(self, value, edges=(), name="input"):
        self._value, self.born = _floating(value), next(births)
        self.edges, self.name, self.grad = edges, name, None      # an edge is a pair (parent, rule)

    shape, ndim, size, dtype = (property(attrgetter(f"_value.{name}")) for name in ("shape", "ndim", "size", "dtype"))
    parents, T = property(lambda x: tuple(parent for parent, _ in x.edges)), property(Operators.transpose)

    @property
    def value(self):
        """The numbers, not a copy. `backward` notices w.value = ... and w.value -= ..., but not w.value[0] = ..."""
        return self._value

    @value.setter
    def value(self, new):
        if self.edges:
            raise ValueError(sentences.COMPUTED.format(self.name))
        self._value, self.born = _floating(new), next(births)     # born again, after its children

    def backward(self):
        """Fill `grad` with d(self)/d(node) for self and every node it was made from.

        Gradients may share memory, so nothing changes one in place: `2 * g`, never `g *= 2`.
        """
        nodes = newest_first(self)                # children come before their parents
        _allow_walk(self, nodes[-1])              # from one number, and not out of a function that grad works on
        for node in nodes:
            node.grad = None
        self.grad, self.walked = np.ones_like(self._value), True      # walked: its number is a result, float(self)
        for node in nodes:
            for parent, rule in node.edges:       # the chain rule, edge by edge
                share = _fitting(rule(node.grad), node, parent)
                parent.grad = share if parent.grad is None else parent.grad + share


def newest_first(last):
    """`last` and all it was made from. Parents are born before children: sort by birth, no recursion."""
    nodes, unvisited = {last}, [last]
    while unvisited:
        node = unvisited.pop()
        for parent, _ in node.edges:
            if parent.born > node.born:
                raise ValueError(sentences.CHANGED.format(parent.name, node.name))
            if parent not in nodes:
                nodes.add(parent)
                unvisited.append(parent)
    return sorted(nodes, key=attrgetter("born"), reverse=True)


def differentiable(function):
    """Lift `function(*arrays) -> value, rules` to Tensors: rules[i](g) is the share of g for input i.

    Arrays and numbers among the inputs are constants; if all are, the result is the plain value.
    """
    name, checked = function.__name__.strip("_"), set()

    @wraps(function)
    def lifted(*inputs, **options):
        arrays = [x._value if isinstance(x, Tensor) else x for x in inputs]
        try:
            value, rules = function(*arrays, **options)
            edges = [(x, rule) for x, rule in zip(inputs, rules) if isinstance(x, Tensor)]
        except (TypeError, ValueError, IndexError) as problem:
            sentences.reword(problem, function, arrays, options)
        if len(rules) < len(inputs) or not checked:
            checked.add(_check_rules(name, inputs, rules))
        return Tensor(value, edges, name) if edges else value
    return lifted


# ---- What can go wrong: who notices; the words stand in `sentences` ------------------------------

def _floating(value):
    try:
        array = np.asarray(value)
    except ValueError:
        raise TypeError(sentences.RAGGED) from None
    if array.dtype.kind != "f":
        raise TypeError(sentences.NOT_FLOATING.format(f"{array.dtype} data"))
    return array


def _allow_walk(last, first):
    """Refuse a walk from several numbers, and one that would leave a function which is being differentiated."""
    if last._value.size != 1:
        raise ValueError(sentences.NOT_ONE_NUMBER.format(last.shape))
    if first.born < oldest.get():
        raise ValueError(sentences.OUTSIDE.format(first.name))


def _fitting(share, node, parent):
    """A share has the shape of the input that it is for."""
    if getattr(share, "shape", None) == parent._value.shape:
        return share
    return sentences.fitting(share, node.name, parent.shape)


def _check_rules(name, inputs, rules):
    """The name of a function of which every Tensor among the inputs has a rule, and every rule is a function."""
    for i, x in enumerate(inputs[len(rules):], len(rules)):
        if isinstance(x, Tensor):
            raise TypeError(sentences.FEW_RULES.format(name, i))
    for rule in rules:
        if not callable(rule):
            raise TypeError(sentences.NO_FUNCTION.format(name, " ".join(repr(rule).split())))
    return name
