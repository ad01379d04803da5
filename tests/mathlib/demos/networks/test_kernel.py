"""One shared weight: its 36 products add up to the measured slope, and the goal can be reached by hand."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import autodiff
from mathlib.autodiff import Tensor
from mathlib.demos.networks.kernel import (
    CONTROLS,
    DIGITS,
    START,
    TARGET,
    Kernel,
    SharedWeight,
    picture,
    scene,
    shared_weight,
)
from mathlib.stage.twin import twin_png


@pytest.mark.parametrize("digit", DIGITS)
def test_output_and_slopes_are_those_of_the_engine(digit):
    x, _, target = picture(digit)
    K = Tensor(np.reshape(START, (1, 1, 3, 3)))
    y = autodiff.conv2d(x[None, None], K, np.zeros(1))
    (((y - target) ** 2).sum() / 2).backward()
    assert Kernel(digit).output == pytest.approx(y.value[0, 0])
    for a, b in np.ndindex(3, 3):
        now = Kernel(digit, weight=(a, b))
        assert now.products.sum() == pytest.approx(K.grad[0, 0, a, b]) == pytest.approx(now.bumped, abs=1e-6)


@pytest.mark.parametrize("digit", DIGITS)
def test_the_two_wrong_weights_have_the_steepest_slopes_at_the_start(digit):
    slopes = [abs(Kernel(digit, weight=divmod(k, 3)).products.sum()) for k in range(9)]
    wrong = [k for k in range(9) if START[k] != TARGET[k]]
    assert len(wrong) == 2 and sorted(np.argsort(slopes)[-2:]) == wrong


def test_the_goal_is_reached_by_two_weights_and_by_no_other():
    stage = shared_weight()
    assert stage.live["badge"][0] == "calm"
    stage.act("choose", 0.2, 1.1)
    stage.act("set_weight", "−2")
    assert stage.live["badge"][0] == "calm"
    stage.act("choose", 2, 1)
    stage.act("set_weight", 2)
    assert stage.live["badge"][0] == "won"
    assert stage.live["badge"][1] == "L = 0: the kernel of the target"
    stage.act("set_digit", "7")
    assert stage.live["badge"][0] == "won"
    for _ in range(3):
        stage.act("undo")
    assert stage.live["badge"][0] == "calm"
    stage.act("reset")
    assert stage.live["badge"][1] == "L = 8.37"


def test_places_are_squares_and_the_next_weight_goes_round():
    machine = SharedWeight()
    machine.look(5.4, -0.3)
    assert machine.state.pixel == (0, 5)
    for _ in range(9):
        machine.next_weight()
    assert machine.state.weight == (0, 0)
    machine.choose(99, 99)
    assert machine.state.weight == (2, 2)


@pytest.mark.parametrize("action, values", [
    ("set_weight", ("large",)), ("set_weight", (9,)), ("set_weight", (math.nan,)), ("choose", (None,)),
    ("look", ("a", 1)), ("set_digit", ("8",)), ("set_digit", (None,)), ("undo", ())])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = shared_weight()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


@pytest.mark.parametrize("digit", ["8", 4, None, ""])
def test_its_argument_is_refused_in_a_sentence(digit):
    with pytest.raises(ValueError, match=r"\.$"):
        shared_weight(digit)


def test_it_has_a_twin_words_and_a_quick_answer():
    stage = shared_weight("7")
    began = time.process_time()
    for k in range(20):
        stage.act("set_weight", k / 10)
    assert (time.process_time() - began) / 20 < 0.06
    assert "nan" not in json.dumps(stage.live) and len(json.dumps(stage.live)) < 20_000
    assert len(twin_png(scene(SharedWeight()), "")) > 8_000 and "36 products" in stage.description
    assert "K row by row: −1 0 1, −1 0 1, −1 0 1." in shared_weight().description
    assert dict(shared_weight().live["readout"])["at [2, 3]: output, target"] == "0.750, 1.312"
    assert stage.live["badge"][1] not in stage._machine.here()
    assert "= 0.75" in scene(SharedWeight()).update
    keys = [key for c in CONTROLS for key in c.get("key", "") or c.get("keys", "")]
    assert len(keys) == len(set(keys)) == 5
