"""What a learner's walk is tried on: graphs, what is compared there, and walks with one fault each.

These are the cases and traps of the exercises of notebooks/12_autodiff.ipynb that walk through a graph.
"""
import functools
from itertools import islice

from mathlib.exercises.values import Instead
from mathlib.lessons.autodiff.engine import Value
from mathlib.lessons.autodiff.solutions import newest_first

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

    __slots__ = ("_left", "looks")
    comparisons = 0

    def _look(self):
        self.looks += 1
        if self.looks > 10_000:
            raise Wasteful(ALL_PATHS)
        return self._left

    def _set(self, parent):
        self._left, self.looks = parent, 0

    left = property(_look, _set)

    def __eq__(self, other):                    # `in` on a list compares with one entry after the other
        Watched.comparisons += 1
        if Watched.comparisons > 300_000:
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
    """10,000 factors of 1, each on the one before."""
    Watched.comparisons = 0
    last = Watched(1.0)
    nodes = {"x0": last}
    for i in range(1, 10_001):
        last = nodes[f"x{i}"] = _times(last, 1.0)
    return nodes


GRAPHS = {"y = x · x": square, "the diamond": diamond, "b = a + 1, c = b · b, d = a · c": shortcut,
          "q = p − 5, r = q · p": falling, "forty diamonds": diamonds, "a chain of 10,000": chain}


MOST = 20_001      # twice as many nodes as the longest of them has, and one


# ---- what is compared there ----------------------------------------------------------------------

DEEP = Instead("calls nested too deep")
ALL_PATHS = Instead("10,000 looks at one node, where it was stopped")
LONG_SEARCH = Instead("300,000 comparisons of nodes, where it was stopped")
UNREACHED = Instead("the gradient None at the input")
BUMPED = Instead("slopes from repeated evaluations")
FRESH = Instead("None where a slope should be")
TOO_LONG = Instead("far more nodes than there are")


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
    nodes = list(islice(order, MOST)) if hasattr(order, "__iter__") else []
    if len(nodes) == MOST:
        return TOO_LONG
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
    """answer(f, x, y), unless it came from bumping (numbers put into f repeatedly, or f asked more than twice) or from
    Values that no walk has reached."""
    in_values = []

    @functools.wraps(f)
    def observed(*inputs):
        in_values.append(any(hasattr(v, "grad") for v in inputs))
        return f(*inputs)
    slopes = answer(observed, x, y)
    if len(in_values) > (2 if all(in_values) else 1):
        return BUMPED
    return FRESH if isinstance(slopes, (list, tuple)) and None in list(slopes[:2]) else slopes


# ---- walks with a fault -------------------------------------------------------------------------


def parents(node):
    """The parents that a node has, one for each edge."""
    return [parent for parent in (node.left, node.right) if parent is not None]


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


def bumped(f, x, y, h=1e-5):
    """The gradient by central differences."""
    return [(f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)]


def edges(node):
    """(parent, local slope) for each edge that a node has."""
    both = (node.left, node.left_slope), (node.right, node.right_slope)
    return [(parent, slope) for parent, slope in both if parent is not None]


def forgetful(last):
    """No reset: every gradient starts from what an earlier walk left in it."""
    nodes = newest_first(last)
    for node in nodes:
        node.grad = node.grad or 0.0
    last.grad = 1.0
    for node in nodes:
        for parent, slope in edges(node):
            parent.grad += slope * node.grad


def replacing(last):
    """A parent's gradient is replaced by the last share."""
    nodes = newest_first(last)
    for node in nodes:
        node.grad = 0.0
    last.grad = 1.0
    for node in nodes:
        for parent, slope in edges(node):
            parent.grad = slope * node.grad


def path_after_path(last):
    """Depth first: a node acts whenever a path comes to it, with all it has by then."""
    for node in newest_first(last):
        node.grad = 0.0
    last.grad = 1.0
    for node in depth_first(last):
        for parent, slope in edges(node):
            parent.grad += slope * node.grad


def local_slopes_only(last):
    """The local slopes are added up, without the gradient of the child."""
    nodes = newest_first(last)
    for node in nodes:
        node.grad = 0.0
    last.grad = 1.0
    for node in nodes:
        for parent, slope in edges(node):
            parent.grad += slope


def unstarted(last):
    """d(last)/d(last) is missing: nothing starts the walk."""
    nodes = newest_first(last)
    for node in nodes:
        node.grad = 0.0
    for node in nodes:
        for parent, slope in edges(node):
            parent.grad += slope * node.grad


def oldest_first(last):
    """The visits begin at the inputs."""
    nodes = newest_first(last)
    for node in nodes:
        node.grad = 0.0
    last.grad = 1.0
    for node in reversed(nodes):
        for parent, slope in edges(node):
            parent.grad += slope * node.grad


def started_from_value(last):
    """The walk starts from the value of `last`."""
    nodes = newest_first(last)
    for node in nodes:
        node.grad = 0.0
    last.grad = last.value
    for node in nodes:
        for parent, slope in edges(node):
            parent.grad += slope * node.grad


def first_edge_only(last):
    """The edge to the right parent is forgotten."""
    nodes = newest_first(last)
    for node in nodes:
        node.grad = 0.0
    last.grad = 1.0
    for node in nodes:
        if node.left is not None:
            node.left.grad += node.left_slope * node.grad


def nowhere(last):
    """The walk never leaves `last`."""
    last.grad = 1.0


def symptoms(walk):
    """What a walk finds: dy/dx for y = x · x at 3, de/da on the diamond, and de/da when it is called once more."""
    found = [square(), diamond()]
    for graph in found:
        walk(list(graph.values())[-1])
    first = [list(graph.values())[0].grad for graph in found]
    walk(found[1]["e"])
    return [*first, found[1]["a"].grad]


PATIENTS = {"A": forgetful, "B": replacing, "C": path_after_path, "D": local_slopes_only}
