"""The walk back through a computational graph, one node at a time, in an order of your choice.

Each node holds a value and the gradient it has collected so far. A visit to a node multiplies its gradient
by the local slope of each incoming edge and passes the products to its parents. Visiting a node before it
has collected everything, or replacing what a parent had collected, gives wrong gradients; both can be tried.
"""
from dataclasses import dataclass, replace

import numpy as np

from mathlib import autodiff
from mathlib.autodiff import Tensor
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage

NEWEST, LEFT, RIGHT = "newest first", "depth first, left", "depth first, right"
ORDERS = (NEWEST, LEFT, RIGHT)


def diamond():
    """a = 2, b = a + 1, c = 2b, d = 3b, e = c + d: two paths from b to e."""
    a = Tensor(2.0)
    b = a + 1.0
    c, d = 2.0 * b, 3.0 * b
    return {"a": a, "b": b, "c": c, "d": d, "e": c + d}


def square():
    """x = 3, y = x · x: both inputs of the product are the same node."""
    x = Tensor(3.0)
    return {"x": x, "y": x * x}


def neuron():
    """A neuron with input x = 2, weight w and bias b, and its squared distance from the target 1."""
    x, w, b = Tensor(2.0), Tensor(-0.5), Tensor(0.4)
    u = w * x
    z = u + b
    p = autodiff.tanh(z)
    r = p - 1.0
    return {"x": x, "w": w, "b": b, "u": u, "z": z, "p": p, "r": r, "L": r * r}


TITLES = {"diamond": "b = a + 1, c = 2b, d = 3b, e = c + d", "square": "y = x · x",
          "neuron": "L = (tanh(w · x + b) − 1)²"}
GRAPHS = {"diamond": diamond, "square": square, "neuron": neuron}


@dataclass(frozen=True)
class Edge:
    """From a node to one of its parents, its input number `slot`, with the local slope d(node)/d(parent)."""
    node: str
    parent: str
    slope: float
    slot: int


@dataclass(frozen=True)
class Progress:
    """How far a walk has come: gradients so far, the nodes still to visit (next first), the nodes visited."""
    grads: dict
    agenda: tuple
    visited: tuple = ()


class Walk:
    """The state machine: a graph of numbers, an order, and how a parent takes its share.

    graph: a name from GRAPHS. order: one of ORDERS. accumulate: add shares (True) or keep only the last one.
    """

    def __init__(self, graph="diamond", order=NEWEST, accumulate=True):
        self._first = graph, order, accumulate
        self.found, self.problem, self.said = {}, "", ""
        self.reset()

    # ---- what the learner does ---------------------------------------------------------------
    def reset(self):
        """As at the start, except for what was found."""
        self.graph, self.order, self.accumulate = self._first
        self._begin()

    def choose(self, name):
        """Another graph, by name."""
        if name not in GRAPHS:
            return self._refuse(f"There is no graph called “{str(name)[:30]}”.")
        self.graph = name
        return self._begin()

    def set_order(self, order):
        """The order in which nodes are visited."""
        if order not in ORDERS:
            return self._refuse(f"There is no order called “{str(order)[:30]}”.")
        self.order = order
        return self._begin()

    def toggle_add(self):
        """Shares are added up, or each replaces the one before."""
        self.accumulate = not self.accumulate
        self._begin()

    def step(self):
        """Visit the next node: pass its gradient, times the local slope, to each of its parents."""
        self.problem = ""
        if not self.now.agenda:
            return self._refuse("Every visit is done. Press Undo to look again, or Reset.")
        self.past.append(self.now)
        node, *rest = self.now.agenda
        grads, gains = dict(self.now.grads), []
        for edge in self.edges_of(node):
            share = edge.slope * grads[node]
            grads[edge.parent] = grads.get(edge.parent, 0.0) + share if self.accumulate else share
            gains.append(f"{edge.parent} gets {number(share)}: gradient {number(grads[edge.parent])}.")
        self.now = replace(self.now, grads=grads, agenda=tuple(rest), visited=(*self.now.visited, node))
        if not self.now.agenda:
            self.found[self.graph, self.order, self.accumulate] = self.result()
        verdict = "" if self.now.agenda else f" In the end {_badge(self)[1]}."
        self.said = " ".join([f"Visited {node}.", *gains]) + verdict
        return None

    run = step

    def undo(self):
        """Back to before the last visit."""
        self.problem = ""
        if not self.past:
            return self._refuse("There is nothing to undo.")
        self.now = self.past.pop()
        self.said = f"Undone. {to_go(self.now.agenda)}."
        return None

    # ---- what can be asked -------------------------------------------------------------------
    def edges_of(self, node):
        """The edges from a node to its parents."""
        return [edge for edge in self.edges if edge.node == node]

    def result(self):
        """The gradient that the first input has collected."""
        return round(self.now.grads.get(next(iter(self.values)), 0.0), 6)

    def true_gradients(self):
        """The gradients by the engine of mathlib, {node: number}."""
        tensors = GRAPHS[self.graph]()
        list(tensors.values())[-1].backward()
        return {name: float(tensor.grad) for name, tensor in tensors.items()}

    # ---- inside --------------------------------------------------------------------------------
    def _begin(self):
        tensors = GRAPHS[self.graph]()
        name_of = {tensor: name for name, tensor in tensors.items()}
        self.values = {name: float(tensor.value) for name, tensor in tensors.items()}
        self.made = {name: tensor.name for name, tensor in tensors.items()}
        self.edges = [Edge(name, name_of[parent], float(rule(np.array(1.0))), slot)
                      for name, tensor in tensors.items() for slot, (parent, rule) in enumerate(tensor.edges)]
        last = list(self.values)[-1]
        self.now, self.past, self.problem = Progress({last: 1.0}, self._agenda(last)), [], ""
        shares = "added" if self.accumulate else "replaced"
        self.said = f"{self.graph}, {self.order}, shares are {shares}. {to_go(self.now.agenda)}."

    def _agenda(self, last):
        """The visits in order. Depth first, a node is visited once for each path that reaches it."""
        if self.order == NEWEST:
            return tuple(name for name in reversed(self.values) if self.edges_of(name))
        agenda, stack = [], [last]
        while stack:
            node = stack.pop()
            if self.edges_of(node):
                agenda.append(node)
                parents = [edge.parent for edge in self.edges_of(node)]
                stack.extend(reversed(parents) if self.order == LEFT else parents)
        return tuple(agenda)

    def _refuse(self, sentence):
        self.problem = self.said = sentence


# ---- the scene -------------------------------------------------------------------------------------

PLACES = {  # where each node stands: columns from inputs to result
    "diamond": {"a": (0, 0), "b": (1, 0), "c": (2, 0.8), "d": (2, -0.8), "e": (3, 0)},
    "square": {"x": (0.5, 0), "y": (2.5, 0)},
    "neuron": {"x": (0, 0.9), "w": (0, -0.45), "u": (0.8, 0.45), "b": (0.8, -0.9), "z": (1.6, 0), "p": (2.4, 0.75),
               "r": (3.2, 0), "L": (4, 0.75)},
}


def backward_walk(graph="diamond", order=NEWEST, accumulate=True, goal=""):
    """The walk back as a Stage. graph: a name from GRAPHS; order: one of ORDERS; goal: a sentence."""
    return Stage(Walk(graph, order, accumulate), lambda walk: scene(walk, goal), CONTROLS,
                 title="The walk back", description=describe)


CONTROLS = [
    s.button("step", "Step", "s", title="Visit the next node"),
    s.button("run", "Run", "r", repeat=True, title="All visits"),
    s.button("undo", "Undo", "u"),
    s.button("reset", "Reset", "0"),
    s.choice("choose", "graph", GRAPHS),
    s.choice("set_order", "order", ORDERS),
    s.toggle("toggle_add", "Add shares", "a"),
]


def scene(walk, goal=""):
    """The graph with what each node knows, the node that acts next, and the edges it will use."""
    places, grads = PLACES[walk.graph], walk.now.grads
    last = walk.now.visited[-1] if walk.now.visited else ""
    upcoming = walk.now.agenda[0] if walk.now.agenda else ""
    marks = [mark for edge in walk.edges for mark in _edge_marks(edge, places, last, walk.edges_of(edge.node))]
    for name, place in places.items():
        lines = [f"{name} = {number(walk.values[name])}", f"grad {number(grads[name])}" if name in grads else "grad ?"]
        ink = "gradient" if name == last else "measured" if name == upcoming else "exact"
        marks.append(s.box(*place, lines, ink, filled=name == upcoming))
    xs, ys = zip(*places.values())
    return s.Scene(
        panels=[s.panel("graph", (min(xs) - 0.6, max(xs) + 0.6), (min(ys) - 0.65, max(ys) + 0.65),
                        title=TITLES[walk.graph], bare=True)],
        marks={"graph": marks},
        readout=[("next visit", upcoming or "none"), ("visits so far", " ".join(walk.now.visited) or "none"),
                 ("found", ", ".join(_findings(walk)) or "nothing yet")],
        update=_arithmetic(walk, last),
        badge=_badge(walk),
        goal=goal, say=walk.said, problem=walk.problem,
        values={"choose": walk.graph, "set_order": walk.order, "toggle_add": walk.accumulate},
        disabled=([] if walk.now.agenda else ["step", "run"]) + ([] if walk.past else ["undo"]),
    )


def _edge_marks(edge, places, last, siblings):
    """The arrow along which the value went forward; while its node acts, the way back with its local slope."""
    start, end = np.array(places[edge.parent], float), np.array(places[edge.node], float)
    twin = [other for other in siblings if other.parent == edge.parent]
    side = 0.16 * (twin.index(edge) - (len(twin) - 1) / 2)
    start, end = start + (0, side), end + (0, side)
    if edge.node == last:
        return [s.segment(start, end, "gradient", dash=False, width=2.5), s.arrow(end, start + 0.38 * (end - start)),
                s.text(*(start + 0.5 * (end - start)), f"× {number(edge.slope)}", "gradient",
                       corner=_free_corner(rise=end[1] - start[1], above=side >= 0))]
    return [s.segment(start, end, "quiet", dash=False, width=1.2), s.arrow(start, start + 0.6 * (end - start), "quiet")]


def _free_corner(rise, above):
    """Where words beside the middle of an edge miss it, and an edge that runs beside it."""
    if rise > 0:
        return "nw" if above else "se"
    return "ne" if above else "sw" if rise < 0 else "se"


def _arithmetic(walk, last):
    if not last:
        name = list(walk.values)[-1]
        return f"start: grad {name} = d{name}/d{name} = 1"
    before = walk.past[-1].grads[last]
    sign = "+=" if walk.accumulate else "="
    shares = [f"{edge.parent} {sign} {number(edge.slope)} × {number(before)}" for edge in walk.edges_of(last)]
    return f"visit {last}:  " + ",   ".join(shares)


def _findings(walk):
    """What full walks through this graph have found, with the order and the way of each."""
    return [f"{number(value)} ({order}, {'added' if added else 'replaced'})"
            for (graph, order, added), value in walk.found.items() if graph == walk.graph]


def _badge(walk):
    if walk.now.agenda:
        return "calm", to_go(walk.now.agenda)
    truth = walk.true_gradients()
    wrong = [name for name in walk.values if abs(walk.now.grads.get(name, 0.0) - truth[name]) > 1e-9]
    return ("warn", f"wrong at {', '.join(wrong)}") if wrong else ("good", "every gradient is right")


def to_go(agenda):
    """How many visits are left, in words."""
    return f"{len(agenda)} visit{'' if len(agenda) == 1 else 's'} to go"


def number(v):
    """A number for a node: four significant digits."""
    return f"{v:.4g}".replace("-", "−")


def describe(walk):
    """The same in words, for readers without a kernel or without the picture."""
    known = {name: number(grad) for name, grad in walk.now.grads.items()}
    nodes = "; ".join(f"{name} = {number(value)}, gradient {known.get(name, 'unknown')}"
                      for name, value in walk.values.items())
    shares = "added" if walk.accumulate else "replaced"
    return (f"The walk back through the graph {walk.graph}, {walk.order}, shares {shares}: {nodes}. "
            f"Next visit: {walk.now.agenda[0] if walk.now.agenda else 'none'}.")
