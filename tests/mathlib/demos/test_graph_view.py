"""The picture of any Tensor's graph: every node and edge is in it, and it says what it cannot show."""
import numpy as np
import pytest

from mathlib import autodiff
from mathlib.autodiff import Tensor
from mathlib.demos.graph_view import graph_scene, graph_view, layout


def diamond():
    a = Tensor(2.0, name="a")
    b = a + 1.0
    return 2.0 * b + 3.0 * b


def test_every_node_and_edge_is_drawn_before_and_after_the_walk():
    e = diamond()
    before = graph_scene(e).marks["graph"]
    boxes = [mark for mark in before if mark["mark"] == "box"]
    assert len(boxes) == len(autodiff.graph(e)) == 5
    assert not any("grad" in line for box in boxes for line in box["lines"])
    assert sum(mark["mark"] == "arrow" for mark in before) == sum(len(n.parents) for n in autodiff.graph(e))
    e.backward()
    after = [mark["lines"] for mark in graph_scene(e).marks["graph"] if mark["mark"] == "box"]
    assert ["a", "2", "grad 5"] in after


def test_parents_stand_to_the_left_and_no_two_boxes_share_a_place():
    rng = np.random.default_rng(0)
    nodes = [Tensor(v) for v in rng.normal(size=3)]
    for _ in range(15):
        i, j = rng.integers(len(nodes), size=2)
        nodes.append(nodes[i] * nodes[j] + 1.0)
    graph = autodiff.graph(nodes[-1])
    places = layout(graph)
    assert all(places[parent][0] < places[node.number][0] for node in graph for parent in node.parents)
    assert len(set(places.values())) == len(graph)


def test_the_view_has_words_and_a_twin():
    view = graph_view(diamond())
    bundle = view._repr_mimebundle_()
    data = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "5 nodes" in data["text/plain"] and "add of #2, #3" in data["text/plain"] and data["image/png"]


def test_arrays_are_named_by_shape_and_large_graphs_refused_in_words():
    x = Tensor(np.ones((2, 3)))
    assert "array (2, 3)" in graph_view((x * x).sum()).description
    for _ in range(50):
        x = x + 1.0
    with pytest.raises(ValueError, match="print_graph"):
        graph_view(x.sum())
