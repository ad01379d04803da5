"""What is compared of a learner's walk, and walks with one fault each: for the exercises of lesson 12 that walk."""
import functools
from itertools import islice

from mathlib.exercises.values import Instead
from mathlib.lessons.autodiff.engine import Value
from mathlib.lessons.autodiff.graphs import GRAPHS, Wasteful, diamond, square
from mathlib.lessons.autodiff.solutions import newest_first

MOST = 20_001      # twice as many nodes as the longest of them has, and one


# ---- what is compared there ----------------------------------------------------------------------

DEEP = Instead("calls nested too deep")
UNREACHED = Instead("the gradient None at the input")
UNSET = Instead("arithmetic with None, which is the grad of a node that nobody has set")
WITHOUT_GRAPH = Instead("a number, which has no graph to walk back through")
UNREAD = Instead("Values in place of their slopes")
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
    if hasattr(order, "__iter__") and not nodes:
        return Instead("an empty list")
    return nodes if nodes and all(isinstance(node, Value) for node in nodes) else Instead("no list of nodes")


def gradients_after(answer, graph, calls):
    """{node: gradient} after so many calls of backward on the last node; of a long graph the input's alone."""
    nodes = GRAPHS[graph]()
    first, *_, last = nodes.values()
    try:
        for _ in range(calls):
            if answer(last) is ...:
                return ...
    except (RecursionError, Wasteful) as stop:
        return stop.args[0] if isinstance(stop, Wasteful) else DEEP
    except TypeError as problem:
        if "NoneType" in str(problem):
            return UNSET
        raise
    if first.grad is None:
        return UNREACHED
    return {name: node.grad for name, node in nodes.items()} if len(nodes) < 12 else first.grad


def by_walking(answer, f, x, y):
    """answer(f, x, y), unless it came from bumping (f was asked at more than one place), from numbers, which have no
    graph, or from Values that no walk has reached."""
    places = set()

    @functools.wraps(f)
    def observed(*inputs):
        places.add(tuple(float(getattr(v, "value", v)) for v in inputs))
        return f(*inputs)
    try:
        slopes = answer(observed, x, y)
    except AttributeError as problem:
        if "'backward'" in str(problem):
            return WITHOUT_GRAPH
        raise
    if len(places) > 1:
        return BUMPED
    if isinstance(slopes, (list, tuple)) and any(isinstance(slope, Value) for slope in slopes):
        return UNREAD
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


def one_visit(last):
    """`return` stands inside the loop over the nodes."""
    nodes = newest_first(last)
    for node in nodes:
        node.grad = 0.0
    last.grad = 1.0
    for parent, slope in edges(last):
        parent.grad += slope


def unset(last):
    """No reset: the first share is added to None."""
    last.grad = 1.0
    for node in newest_first(last):
        for parent, slope in edges(node):
            parent.grad += slope * node.grad


def last_left_out(last):
    """The last node is not visited, or the shares are made of the parents' gradients: nothing is handed on."""
    for node in newest_first(last):
        node.grad = 0.0
    last.grad = 1.0


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
