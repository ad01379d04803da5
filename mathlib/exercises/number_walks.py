"""What a learner's walk is tried on: graphs, what is compared there, and walks with one fault each.

The engine itself is `number_engine`. These are the cases and traps of exercises 5 to 7 of notebooks/12_autodiff.ipynb.
"""
import functools

from mathlib.exercises.number_engine import Value, newest_first
from mathlib.exercises.values import Instead

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


def falling():
    """q = p − 5 and r = q · p: every child is smaller than its parents."""
    p = Value(4.0)
    q = p - 5.0
    return {"p": p, "q": q, "r": q * p}


class Wasteful(Exception):
    """Work that grows without need: one node looked at along every path, or a list searched for every node."""


class Watched(Value):
    """A Value that puts an end to waste: counts how often it is looked at, and how often any is compared."""

    __slots__ = ("_a", "looks")
    comparisons = 0

    def _look(self):
        self.looks += 1
        if self.looks > 10_000:
            raise Wasteful(ALL_PATHS)
        return self._a

    def _set(self, parent):
        self._a, self.looks = parent, 0

    a = property(_look, _set)

    def __eq__(self, other):                    # `in` on a list compares with one entry after the other
        Watched.comparisons += 1
        if Watched.comparisons > 3_000_000:
            raise Wasteful(LONG_SEARCH)
        return self is other

    __hash__ = object.__hash__


def _times(node, slope):
    return Watched(node.value * slope, node, slope)


def diamonds():
    """Forty diamonds in a row: 121 nodes, and a million million paths."""
    nodes = [Watched(1.0)]
    for _ in range(40):
        left, right = _times(nodes[-1], 0.5), _times(nodes[-1], 0.5)
        nodes += [left, right, Watched(left.value + right.value, left, 1.0, right, 1.0)]
    return {f"x{i}": node for i, node in enumerate(nodes)}


def chain():
    """100,000 factors of 1, each on the one before."""
    Watched.comparisons = 0
    last = Watched(1.0)
    nodes = {"x0": last}
    for i in range(1, 100_001):
        last = nodes[f"x{i}"] = _times(last, 1.0)
    return nodes


GRAPHS = {"y = x · x": square, "the diamond": diamond, "b = a + 1, c = b · b, d = a · c": shortcut,
          "q = p − 5, r = q · p": falling, "forty diamonds": diamonds, "a chain of 100,000": chain}


# ---- what is compared there ----------------------------------------------------------------------

DEEP = Instead("calls nested too deep")
ALL_PATHS = Instead("10,000 looks at one node, where it was stopped")
LONG_SEARCH = Instead("three million comparisons of nodes, where it was stopped")
UNREACHED = Instead("the gradient None at the input")
BUMPED = Instead("slopes from repeated evaluations")


def order_of(answer, graph):
    """The names of the nodes that a walk would visit, in order; of a long list its length and kind."""
    names = {node: name for name, node in GRAPHS[graph]().items()}
    try:
        order = _listed(answer(list(names)[-1]))
    except (RecursionError, Wasteful) as stop:
        return stop.args[0] if isinstance(stop, Wasteful) else DEEP
    if order is None or order is ... or isinstance(order, str):
        return order
    if len(order) < 12:
        return " ".join(names.get(node, "(unknown)") for node in order)
    newest = all(child.born > parent.born for child, parent in zip(order, order[1:], strict=False))
    return f"{len(order)} nodes, {'newest first' if newest else 'in another order'}"


def _listed(order):
    """Any iterable of Values in an order, as a list; what is none, in words."""
    if order is None or order is ...:
        return order
    if isinstance(order, (set, frozenset)):
        return Instead("a set")
    nodes = list(order) if hasattr(order, "__iter__") else []
    return nodes if nodes and all(isinstance(node, Value) for node in nodes) else Instead("no list of nodes")


def input_after(answer, graph, calls):
    """The gradient of the first node after so many calls of backward on the last one."""
    nodes = list(GRAPHS[graph]().values())
    try:
        for _ in range(calls):
            if answer(nodes[-1]) is ...:
                return ...
    except (RecursionError, Wasteful) as stop:
        return stop.args[0] if isinstance(stop, Wasteful) else DEEP
    return UNREACHED if nodes[0].grad is None else nodes[0].grad


def by_walking(answer, f, x, y):
    """answer(f, x, y), unless it came from bumping: numbers put into f repeatedly, or f asked more than twice."""
    in_values = []

    @functools.wraps(f)
    def observed(*inputs):
        in_values.append(any(hasattr(v, "grad") for v in inputs))
        return f(*inputs)
    slopes = answer(observed, x, y)
    return BUMPED if len(in_values) > (2 if all(in_values) else 1) else slopes


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


def along_paths(last):
    """The right nodes in the right order, found by looking at a node's parents once for each path."""
    found, unvisited = {last}, [last]
    while unvisited:
        new = parents(unvisited.pop())
        found.update(new)
        unvisited.extend(new)
    return sorted(found, key=lambda node: node.born, reverse=True)


def in_a_list(last):
    """The right nodes in the right order, with `in` on a list: slow for many nodes."""
    found, unvisited = [last], [last]
    while unvisited:
        for parent in parents(unvisited.pop()):
            if parent not in found:
                found.append(parent)
                unvisited.append(parent)
    return sorted(found, key=lambda node: node.born, reverse=True)


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


def bumped(f, x, y, h=1e-5):
    """The gradient by central differences."""
    return [(f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)]


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
