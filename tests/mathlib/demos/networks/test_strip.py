"""The strip: its norms are those of the engine, follow c/√2 a layer, and its goal can be reached in several ways."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import autodiff
from mathlib.autodiff import Tensor
from mathlib.demos.networks.strip import (
    ACTIVATIONS,
    CONTROLS,
    MOST,
    Net,
    Strip,
    bias_norms,
    clipped,
    drawn,
    scene,
    strip,
)
from mathlib.stage.twin import twin_png


@pytest.mark.parametrize("residual", [False, True])
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_norms_are_those_of_the_engine(name, residual):
    weights, x, g = drawn(1)
    biases, h = [Tensor(np.zeros(64)) for _ in range(4)], Tensor(x)
    for W, b in zip(1.3 * weights[:4], biases):
        a = getattr(autodiff, name.lower())(h @ W + b)
        h = h + a if residual else a
    (h * g).sum().backward()
    norms = np.array([np.linalg.norm(b.grad) for b in biases])
    assert bias_norms(name, 1.3, 4, residual, 1) == pytest.approx(norms / norms[-1])


@pytest.mark.parametrize("scale", [1.0, math.sqrt(2), 2.0])
def test_a_relu_layer_multiplies_by_about_the_scale_over_root_2(scale):
    firsts = [bias_norms("ReLU", scale, 20, seed=seed)[0] for seed in range(4)]
    assert 0.3 < np.median(firsts) / (scale / math.sqrt(2)) ** 19 < 1.5


def test_clipping_shortens_together_and_keeps_ratios():
    norms = np.array([300.0, 40.0, 1.0])
    assert np.linalg.norm(clipped(norms)) == pytest.approx(MOST)
    assert clipped(norms) / clipped(norms)[-1] == pytest.approx(norms)
    assert clipped(np.array([3.0, 4.0])) == pytest.approx([3.0, 4.0])


@pytest.mark.parametrize("net", [Net("ReLU", 1.41, 30), Net("tanh", 1.2, 30), Net("ReLU", 0.2, 30, residual=True),
                                 Net("sigmoid", 1.0, 30, residual=True), Net("ReLU", 1.35, 30), Net("ReLU", 1.5, 30),
                                 Net("tanh", 1.0, 30), Net("tanh", 1.3, 30), Net("ReLU", 0.3, 30, residual=True)])
def test_the_goal_can_be_reached_in_several_ways(net):
    assert net.won


@pytest.mark.parametrize("net", [Net("ReLU", 1.0, 30), Net("ReLU", 2.0, 30, clip=True), Net("ReLU", 1.0, 30, True),
                                 Net("sigmoid", 4.0, 30), Net("ReLU", 1.41, 29)])
def test_and_not_in_others(net):
    assert not net.won


def test_by_its_actions_from_the_start_to_the_goal_and_back():
    stage = strip()
    assert stage.live["badge"][0] == "warn"
    stage.act("set_depth", 30)
    stage.act("set_scale", "1,41")
    assert stage.live["badge"][0] == "won"
    stage.act("toggle_clip")
    stage.act("draw")
    stage.act("undo")
    stage.act("undo")
    assert stage.live["badge"][0] == "won"
    stage.act("reset")
    assert dict(stage.live["readout"])["draw"] == "1 of 4" and stage.live["badge"][0] == "warn"


@pytest.mark.parametrize("action, values", [
    ("set_scale", ("large",)), ("set_scale", (0,)), ("set_scale", (math.nan,)), ("set_depth", (2.5,)),
    ("set_depth", (400,)), ("set_activation", ("step",)), ("set_activation", (None,)), ("undo", ())])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = strip()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


@pytest.mark.parametrize("arguments", [{"activation": "relu6"}, {"scale": "big"}, {"depth": 1}, {"depth": None}])
def test_arguments_are_refused_in_a_sentence(arguments):
    with pytest.raises(ValueError, match=r"\.$"):
        strip(**arguments)


def test_it_has_a_twin_words_and_a_quick_answer():
    stage = strip(depth=40)
    stage.act("set_scale", 0.05)
    assert stage.live["badge"][0] == "warn" and "nan" not in json.dumps(stage.live)
    began = time.process_time()
    for k in range(20):
        stage.act("set_scale", 1 + k / 30)
    assert (time.process_time() - began) / 20 < 0.06
    assert len(json.dumps(stage.live)) < 20_000
    assert len(twin_png(scene(Strip()), "")) > 8_000 and "each layer" in stage.description
    assert "in layer 40 it is 1." in stage.description
    assert stage.live["badge"][1] not in stage._machine.here()
    keys = [key for c in CONTROLS for key in c.get("key", "") or c.get("keys", "")]
    assert len(keys) == len(set(keys)) == 9
