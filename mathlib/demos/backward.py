"""The walk back through a computational graph, one node at a time, in an order of your choice.

Each node holds a value and the gradient it has collected so far. A visit to a node multiplies its gradient
by the local slope of each incoming edge and passes the products to its parents. Visiting a node before it
has collected everything, or replacing what a parent had collected, gives wrong gradients; both can be tried.
"""
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from mathlib import autodiff
from mathlib.autodiff import Tensor
from mathlib.demos.machine import Machine, Refusal, action, fields_of
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import count
from mathlib.words import number as said

NEWEST, LEFT, RIGHT = "newest first", "depth first, left", "depth first, right"
NEW_ONLY = "depth first, only what is new"
ORDERS = (NEWEST, LEFT, RIGHT, NEW_ONLY)


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
    return {"x": x, "w": w, "b": b, "u": u, "z": z, "p": p, "r": r, "L": r ** 2}


TITLES = {"diamond": "b = a + 1, c = 2b, d = 3b, e = c + d", "square": "y = x · x",
          "neuron": "L = (tanh(w · x + b) − 1)²"}
GRAPHS = {"diamond": diamond, "square": square, "neuron": neuron}
WANTED = {"diamond": "a", "square": "x", "neuron": "w"}       # whose gradient the walk is for


@dataclass(frozen=True)
class Edge:
    """From a node to one of its parents, its input number `slot`, with the local slope d(node)/d(parent)."""
    node: str
    parent: str
    slope: float
    slot: int


@lru_cache
def structure(graph):
    """The nodes of a graph as {name: value}, and its edges."""
    tensors = GRAPHS[graph]()
    name_of = {tensor: name for name, tensor in tensors.items()}
    edges = tuple(Edge(name, name_of[parent], float(rule(np.array(1.0))), slot)
                  for name, tensor in tensors.items() for slot, (parent, rule) in enumerate(tensor.edges))
    return {name: float(tensor.value) for name, tensor in tensors.items()}, edges


def edges_of(graph, node):
    """The edges from a node to its parents."""
    return [edge for edge in structure(graph)[1] if edge.node == node]


@dataclass(frozen=True)
class Progress:
    """How far a walk has come: which graph, in which order, gradients so far, the visits still to make, those made.

    A visit is (node, amount): what it hands on, None for all that the node holds by then.
    found: {(graph, order, accumulate): result} of all walks that came to their end.
    """
    graph: str
    order: str
    accumulate: bool
    grads: dict
    agenda: tuple
    visited: tuple = ()
    found: dict = field(default_factory=dict)


class Walk(Machine):
    """The state machine: a graph of numbers, an order, and how a parent takes its share.

    graph: a name from GRAPHS. order: one of ORDERS. accumulate: add shares (True) or keep only the last one.
    """

    kept = ("found",)

    def __init__(self, graph="diamond", order=NEWEST, accumulate=True):
        self.named(graph, GRAPHS), self.named(order, dict.fromkeys(ORDERS))
        super().__init__(_begun(graph, order, accumulate, {}))

    # ---- what the learner does ---------------------------------------------------------------
    @action
    def choose(self, name):
        """Another graph, by name."""
        self.named(name, GRAPHS)
        self._begin(graph=name)

    @action
    def set_order(self, order):
        """The order in which nodes are visited."""
        self.named(order, dict.fromkeys(ORDERS))
        self._begin(order=order)

    @action
    def toggle_add(self):
        """Shares are added up, or each replaces the one before."""
        self._begin(accumulate=not self.state.accumulate)

    @action
    def step(self):
        """Visit the next node: pass its gradient, times the local slope, to each of its parents."""
        now = self.state
        if not now.agenda:
            raise Refusal("Every visit is done. Press Undo to look again, or Reset.")
        (node, amount), *rest = now.agenda
        grads, gains, arrived = dict(now.grads), [], []
        for edge in self.edges_of(node):
            share = edge.slope * (grads[node] if amount is None else amount)
            grads[edge.parent] = grads.get(edge.parent, 0.0) + share if now.accumulate else share
            gains.append(f"{edge.parent} gets {said(share)}: gradient {said(grads[edge.parent])}.")
            arrived.append((edge.parent, share))
        if now.order == NEW_ONLY:                 # each share goes on by itself, before the next one is looked at
            rest = [visit for visit in arrived if self.edges_of(visit[0])] + rest
        found = now.found if rest else now.found | {(now.graph, now.order, now.accumulate): self._result(grads)}
        self.become("", grads=grads, agenda=tuple(rest), visited=(*now.visited, node), found=found)
        self.said = " ".join([f"Visited {node}.", *gains])

    run = step

    # ---- what can be asked -------------------------------------------------------------------
    @property
    def values(self):
        """The value of each node, by name."""
        return structure(self.state.graph)[0]

    def edges_of(self, node):
        """The edges from a node to its parents."""
        return edges_of(self.state.graph, node)

    def result(self):
        """The gradient that the input of interest has collected."""
        return self._result(self.state.grads)

    def true_gradients(self):
        """The gradients by the engine of mathlib, {node: number}."""
        tensors = GRAPHS[self.state.graph]()
        list(tensors.values())[-1].backward()
        return {name: float(tensor.grad) for name, tensor in tensors.items()}

    def here(self):
        """Which graph, which walk, and how much of it is left."""
        shares = "added" if self.state.accumulate else "replaced"
        return f"{self.state.graph}, {self.state.order}, shares are {shares}. {to_go(self.state.agenda)}."

    # ---- inside --------------------------------------------------------------------------------
    def _begin(self, **changes):
        now = {"graph": self.state.graph, "order": self.state.order, "accumulate": self.state.accumulate}
        self.become("", **fields_of(_begun(**now | changes, found=self.state.found)))
        self.said = self.here()

    def _result(self, grads):
        return round(grads.get(WANTED[self.state.graph], 0.0), 6)


def _begun(graph, order, accumulate, found):
    """A walk before its first visit."""
    last = list(structure(graph)[0])[-1]
    return Progress(graph, order, accumulate, {last: 1.0}, _agenda(graph, order, last), found=found)


def _agenda(graph, order, last):
    """The visits in order. Depth first, a node is visited once for each path that reaches it."""
    if order == NEWEST:
        return tuple((name, None) for name in reversed(structure(graph)[0]) if edges_of(graph, name))
    if order == NEW_ONLY:
        return ((last, 1.0),)
    agenda, stack = [], [last]
    while stack:
        node = stack.pop()
        if edges_of(graph, node):
            agenda.append((node, None))
            parents = [edge.parent for edge in edges_of(graph, node)]
            stack.extend(reversed(parents) if order == LEFT else parents)
    return tuple(agenda)


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
    now, places = walk.state, PLACES[walk.state.graph]
    last = now.visited[-1] if now.visited else ""
    upcoming = now.agenda[0][0] if now.agenda else ""
    marks = [mark for edge in structure(now.graph)[1]
             for mark in _edge_marks(edge, places, last, walk.edges_of(edge.node))]
    for name, place in places.items():
        grad = f"grad {said(now.grads[name])}" if name in now.grads else "grad ?"
        ink = "gradient" if name == last else "measured" if name == upcoming else "exact"
        marks.append(s.box(*place, [f"{name} = {said(walk.values[name])}", grad], ink, filled=name == upcoming))
    xs, ys = zip(*places.values())
    return s.Scene(
        panels=[s.panel("graph", (min(xs) - 0.6, max(xs) + 0.6), (min(ys) - 0.65, max(ys) + 0.65),
                        title=TITLES[now.graph], bare=True, turns=True)],
        marks={"graph": marks},
        readout=[("next visit", upcoming or "none"), ("visits so far", " ".join(now.visited) or "none"),
                 (f"found for {WANTED[now.graph]}", ", ".join(_findings(walk)) or "nothing yet")],
        update=_arithmetic(walk, last),
        badge=_badge(walk),
        goal=goal, say=walk.said, problem=walk.problem,
        values={"choose": now.graph, "set_order": now.order, "toggle_add": now.accumulate},
        disabled=([] if now.agenda else ["step", "run"]) + ([] if walk.past else ["undo"]),
    )


def _edge_marks(edge, places, last, siblings):
    """The arrow along which the value went forward; while its node acts, the way back with its local slope."""
    start, end = np.array(places[edge.parent], float), np.array(places[edge.node], float)
    twin = [other for other in siblings if other.parent == edge.parent]
    side = 0.16 * (twin.index(edge) - (len(twin) - 1) / 2)
    start, end = start + (0, side), end + (0, side)
    if edge.node == last:
        return [s.segment(start, end, "gradient", dash=False, width=2.5), s.arrow(end, start + 0.38 * (end - start)),
                s.text(*(start + 0.5 * (end - start)), f"× {said(edge.slope)}", "gradient",
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
    before = walk.past[-1]
    amount = before.agenda[0][1]
    handed = before.grads[last] if amount is None else amount
    sign = "+=" if walk.state.accumulate else "="
    shares = [f"{edge.parent} {sign} {said(edge.slope)} × {said(handed)}" for edge in walk.edges_of(last)]
    return f"visit {last}:  " + ",   ".join(shares)


def _findings(walk):
    """What full walks through this graph have found, with the order and the way of each."""
    return [f"{said(value)} ({order}, {'added' if added else 'replaced'})"
            for (graph, order, added), value in walk.state.found.items() if graph == walk.state.graph]


def _badge(walk):
    if walk.state.agenda:
        return "calm", to_go(walk.state.agenda)
    truth = walk.true_gradients()
    wrong = [name for name in walk.values if abs(walk.state.grads.get(name, 0.0) - truth[name]) > 1e-9]
    return ("warn", f"wrong at {', '.join(wrong)}") if wrong else ("won", "every gradient is right")


def to_go(agenda):
    """How many visits are on the list, in words."""
    return f"{count(len(agenda), 'visit')} to go"


def describe(walk):
    """The same in words, for readers without a kernel or without the picture."""
    now = walk.state
    known = {name: said(grad) for name, grad in now.grads.items()}
    nodes = "; ".join(f"{name} = {said(value)}, gradient {known.get(name, 'unknown')}"
                      for name, value in walk.values.items())
    edges = ", ".join(f"{edge.node} to {edge.parent} × {said(edge.slope)}" for edge in structure(now.graph)[1])
    shares = "added" if now.accumulate else "replaced"
    return (f"The walk back through the graph {now.graph}, {TITLES[now.graph]}, {now.order}, shares {shares}: {nodes}. "
            f"Edges, from child to parent, with their local slopes: {edges}. "
            f"Next visit: {now.agenda[0][0] if now.agenda else 'none'}.")
