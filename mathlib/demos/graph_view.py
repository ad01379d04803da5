"""The graph behind any Tensor as a picture: a box for each node, with its value and, after backward, its gradient."""
import numpy as np

from mathlib.autodiff import graph
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number

MOST = 40  # nodes that a picture can hold and a reader can take in


def graph_view(last, title="The graph"):
    """The computational graph of a Tensor on the stage; its static twin is drawn by Matplotlib.

    Inputs stand on the left, `last` on the right; each arrow goes from a parent to what was made from it.
    Raises ValueError for more than 40 nodes: `autodiff.print_graph` prints those.
    """
    if len(graph(last)) > MOST:
        raise ValueError(f"This graph has {len(graph(last))} nodes, too many for a picture. "
                         "print_graph(...) prints them, one line each.")
    return Stage(last, lambda tensor: graph_scene(tensor, title), [], title=title, description=describe)


def graph_scene(last, title="The graph"):
    """The Scene of a Tensor's graph."""
    nodes = graph(last)
    places = layout(nodes)
    arrows = [mark for node in nodes for parent in node.parents for mark in _arrow(places[parent], places[node.number])]
    boxes = [s.box(*places[node.number], words(node), "path" if not node.parents else "exact") for node in nodes]
    xs, ys = zip(*places.values())
    panel = s.panel("graph", (min(xs) - 0.6, max(xs) + 0.6), (min(ys) - 0.7, max(ys) + 0.7), bare=True,
                    turns=True)
    return s.Scene(panels=[panel], marks={"graph": arrows + boxes})


def layout(nodes):
    """{number: (x, y)}: a column for each distance from the inputs, its nodes one above the other."""
    depth, columns = {}, {}
    for node in nodes:
        depth[node.number] = 1 + max((depth[parent] for parent in node.parents), default=-1)
        columns.setdefault(depth[node.number], []).append(node.number)
    return {node: (float(x), (len(column) - 1) / 2 - row + 0.25 * (x % 2))       # odd columns a little higher:
            for x, column in columns.items() for row, node in enumerate(column)}     # arrows then miss boxes


def words(node):
    """The lines in a node's box."""
    gradient = [] if node.grad is None else [f"grad {_short(node.grad)}"]
    return [node.name, _short(node.value), *gradient]


def describe(last):
    """The graph in words, for readers without a kernel or without the picture."""
    nodes = graph(last)
    told = [f"#{n.number} {n.name}{_of(n.parents)}: {', '.join(words(n)[1:])}" for n in nodes]
    return f"A graph of {len(nodes)} nodes. {'; '.join(told)}."


def _of(parents):
    return f" of {', '.join(f'#{parent}' for parent in parents)}" if parents else ""


def _arrow(start, end):
    start, end = np.array(start), np.array(end)
    return [s.segment(start, end, "quiet", dash=False, width=1.2), s.arrow(start, start + 0.6 * (end - start), "quiet")]


def _short(array):
    array = np.asarray(array)
    return number(array.item(), 3) if array.size == 1 else f"array {array.shape}"
