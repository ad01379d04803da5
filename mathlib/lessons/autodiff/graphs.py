"""Graphs that a learner's walk is tried on, {name: node} with inputs first; the long ones watch for waste."""
from mathlib.exercises.values import Instead
from mathlib.lessons.autodiff.engine import Value

ALL_PATHS = Instead("10,000 looks at one node, where it was stopped")
LONG_SEARCH = Instead("300,000 comparisons of nodes, where it was stopped")


def square():
    """x = 3, y = x · x: two edges to one parent."""
    x = Value(3.0)
    return {"x": x, "y": x * x}


def difference():
    """y = x − x: two edges to one parent, whose slopes cancel."""
    x = Value(3.0)
    return {"x": x, "y": x - x}


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


GRAPHS = {"y = x · x": square, "y = x − x": difference, "the diamond": diamond,
          "b = a + 1, c = b · b, d = a · c": shortcut, "q = p − 5, r = q · p": falling,
          "forty diamonds": diamonds, "a chain of 10,000": chain}
