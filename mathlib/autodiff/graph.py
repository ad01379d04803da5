"""The computational graph as plain data, for printing and for others to draw."""
from typing import NamedTuple

import numpy as np

from .engine import newest_first


class Node(NamedTuple):
    """One value of a computation: what made it, from which numbered parents, and what is known about it."""

    number: int
    name: str
    value: np.ndarray
    grad: object            # None before backward
    parents: tuple


def graph(last):
    """The nodes that `last` was made from, parents before children, and itself as the last."""
    tensors = newest_first(last)[::-1]
    number = {tensor: i for i, tensor in enumerate(tensors)}
    return [Node(number[t], t.name, t.value, t.grad, tuple(number[p] for p in t.parents)) for t in tensors]


def print_graph(last):
    """Print one line a node: its number, what made it, its value and, after backward, its gradient."""
    for node in graph(last):
        made = f"{node.name}({', '.join(f'#{p}' for p in node.parents)})" if node.parents else node.name
        slope = "" if node.grad is None else f"   grad {_short(node.grad)}"
        print(f"#{node.number:<3} {made:24} {_short(node.value)}{slope}")


def _short(array):
    array = np.asarray(array)
    if array.size > 6:
        return f"array of shape {array.shape}"
    return np.array2string(array, precision=4, separator=", ").replace("\n", "")
