"""The walk back as a state machine: what each order finds, and that nothing it is told hurts it."""
import json

import pytest

from mathlib.demos.backward import (
    GRAPHS,
    LEFT,
    NEW_ONLY,
    NEWEST,
    ORDERS,
    PLACES,
    RIGHT,
    TITLES,
    Walk,
    describe,
    scene,
    structure,
)


def walked(*choices, **options):
    walk = Walk(*choices, **options)
    while walk.state.agenda:
        walk.step()
    return walk


def as_json(walk):
    """The scene as the view receives it. json.dumps refuses NaN and infinity here."""
    return json.loads(json.dumps(vars(scene(walk)), allow_nan=False))


# ---------------------------------------------------------------- what the orders find

@pytest.mark.parametrize("order, found", [(NEWEST, 5), (LEFT, 7), (RIGHT, 8), (NEW_ONLY, 5)])
def test_the_diamond_by_each_order(order, found):
    assert walked("diamond", order).result() == found


@pytest.mark.parametrize("accumulate, found", [(True, 6), (False, 3)])
def test_x_times_x_with_shares_added_and_replaced(accumulate, found):
    assert walked("square", accumulate=accumulate).result() == found


@pytest.mark.parametrize("graph", GRAPHS)
def test_newest_first_finds_the_gradients_of_the_engine(graph):
    walk = walked(graph)
    assert walk.state.grads == pytest.approx(walk.true_gradients(), rel=1e-12)


@pytest.mark.parametrize("graph", GRAPHS)
def test_newest_first_visits_each_node_with_parents_once_and_children_before_parents(graph):
    walk = walked(graph)
    visited = list(walk.state.visited)
    assert sorted(visited) == sorted(name for name in walk.values if walk.edges_of(name))
    met = [edge for edge in structure(graph)[1] if edge.parent in visited]
    assert all(visited.index(edge.node) < visited.index(edge.parent) for edge in met)


def test_depth_first_visits_a_node_once_for_each_path():
    assert walked("diamond", LEFT).state.visited == tuple("ecbdb")
    assert walked("diamond", RIGHT).state.visited == tuple("edbcb")


@pytest.mark.parametrize("graph", GRAPHS)
def test_handing_on_only_what_is_new_is_right_and_visits_along_every_path(graph):
    walk = walked(graph, NEW_ONLY)
    assert walk.state.grads == pytest.approx(walk.true_gradients(), rel=1e-12)
    if graph == "diamond":
        assert walk.state.visited == tuple("ecbdb")


def test_undo_takes_back_a_choice_as_well():
    walk = walked("diamond", LEFT)
    done = walk.state
    walk.choose("square")
    walk.set_order(RIGHT)
    walk.undo()
    walk.undo()
    assert walk.state is done and walk.result() == 7


def test_only_wrong_walks_are_called_wrong():
    badges = {order: as_json(walked("diamond", order))["badge"] for order in ORDERS}
    assert badges[NEWEST] == badges[NEW_ONLY] == ["won", "every gradient is right"]
    assert badges[LEFT][0] == badges[RIGHT][0] == "warn" and "a" in badges[LEFT][1]


# ---------------------------------------------------------------- one action each

def test_a_visit_says_what_it_passes_on():
    walk = Walk("diamond")
    walk.step()
    walk.step()
    assert walk.state.visited == ("e", "d") and walk.state.grads["b"] == 3
    assert scene(walk).update == "visit d:  b += 3 × 1"
    assert walk.said == "Visited d. b gets 3: gradient 3."
    walk.step()
    walk.step()
    assert walk.said == "Visited b. a gets 5: gradient 5."
    assert scene(walk).badge == ("won", "every gradient is right")


def test_both_shares_of_a_square_are_said_and_how_they_are_put_together():
    walk = Walk("square")
    walk.step()
    assert walk.said == "Visited y. x gets 3: gradient 3. x gets 3: gradient 6."
    walk.toggle_add()
    assert "shares are replaced" in walk.said
    walk.step()
    assert walk.said == "Visited y. x gets 3: gradient 3. x gets 3: gradient 3."
    assert scene(walk).badge == ("warn", "wrong at x")


def test_undo_takes_back_one_visit_and_then_nothing():
    walk = Walk("diamond")
    before = walk.state
    walk.step()
    walk.undo()
    assert walk.state == before
    walk.undo()
    assert walk.state == before and "nothing to undo" in walk.problem


def test_a_finished_walk_stays_and_says_so():
    walk = walked("square")
    done = walk.state
    walk.step()
    assert walk.state == done and "done" in walk.problem


@pytest.mark.parametrize("name", ["", "cube", None, 3])
def test_an_unknown_graph_or_order_changes_nothing_and_is_said(name):
    walk = walked("diamond")
    before = walk.state
    walk.choose(name)
    assert walk.state is before and "nothing called" in walk.problem
    walk.set_order(name)
    assert walk.state is before and "nothing called" in walk.problem


def test_a_choice_begins_afresh_and_keeps_what_was_found():
    walk = walked("diamond", LEFT)
    walk.set_order(NEWEST)
    assert walk.state.visited == () and walk.state.found == {("diamond", LEFT, True): 7}
    walk.toggle_add()
    assert walk.state.accumulate is False
    walk.reset()
    assert (walk.state.graph, walk.state.order, walk.state.accumulate) == ("diamond", LEFT, True)


def test_the_words_hold_the_whole_graph():
    words = describe(Walk("neuron"))
    assert "L = (tanh(w · x + b) − 1)²" in words and "u to w × 2" in words and "L to r × −3.074" in words


def test_what_was_found_is_shown_beside_its_own_graph_only():
    walk = walked("diamond", LEFT)
    assert dict(scene(walk).readout)["found for a"] == "7 (depth first, left, added)"
    walk.choose("square")
    assert dict(scene(walk).readout)["found for x"] == "nothing yet"
    walk.choose("diamond")
    walk.set_order(RIGHT)
    while walk.state.agenda:
        walk.step()
    assert dict(scene(walk).readout)["found for a"] == "7 (depth first, left, added), 8 (depth first, right, added)"


# ---------------------------------------------------------------- the picture

@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("graph", GRAPHS)
def test_every_state_can_be_drawn_and_described(graph, order):
    walk = Walk(graph, order)
    while walk.state.agenda:
        as_json(walk)
        walk.step()
    as_json(walk)
    assert all(name in describe(walk) for name in walk.values)


@pytest.mark.parametrize("graph", GRAPHS)
def test_each_node_has_a_place_of_its_own(graph):
    assert set(PLACES[graph]) == set(Walk(graph).values) and graph in TITLES
    assert len(set(PLACES[graph].values())) == len(PLACES[graph])
