"""Rows and the batches that touch them: the walk is the Trainer's, and one rule can reach the goal."""
import json
import math
import time

import numpy as np
import pytest

from mathlib import autodiff
from mathlib.autodiff import Tensor
from mathlib.demos.networks.rows import (
    BATCH,
    CONTROLS,
    NEAR,
    RULES,
    STEPS,
    TARGETS,
    WORDS,
    Table,
    TouchedRows,
    counts,
    scene,
    seen_targets,
    touched_rows,
    walk,
)
from mathlib.optimizers import Trainer
from mathlib.stage.twin import twin_png

RATES = [float(eta) for eta in np.r_[np.geomspace(0.01, 20, 120), np.arange(1, 21)]]


@pytest.mark.parametrize("rule", RULES)
def test_the_walk_is_that_of_the_trainer_with_touched_rows(rule):
    table = Tensor(np.zeros((8, 1)))
    trainer = Trainer(RULES[rule](0.7), [table])
    for t in range(STEPS):
        words = np.repeat(np.arange(8), counts()[t])
        (((autodiff.embedding(table, words)[:, 0] - seen_targets()[t, words]) ** 2).sum() / (2 * BATCH)).backward()
        trainer.step()
        assert walk(rule, 0.7)[t + 1] == pytest.approx(table.value[:, 0], rel=1e-9, abs=1e-12)


def test_every_word_is_met_and_the_rare_ones_hardly():
    met = (counts() > 0).sum(axis=0)
    assert counts().sum(axis=1).tolist() == [BATCH] * STEPS
    assert met.min() >= 2 and met[-3:].max() <= 3 and met[:2].min() > 30


def reached(rule):
    return [eta for eta in RATES if Table(rule, eta, STEPS).won]


def test_only_adagrad_reaches_the_goal_and_by_a_choice_of_eta():
    assert not reached("SGD") and not reached("Adam")
    assert 0.9 < min(reached("AdaGrad")) < 1.1 and 1.5 < max(reached("AdaGrad")) < 1.8


def test_a_rate_that_suits_the_rare_rows_of_sgd_throws_the_frequent_ones_off():
    assert abs(walk("SGD", 8.0)[-1] - TARGETS)[:2].max() > NEAR > abs(walk("SGD", 8.0)[-1] - TARGETS)[-1]
    assert abs(walk("SGD", 1.0)[-1] - TARGETS)[:2].max() < NEAR < abs(walk("SGD", 1.0)[-1] - TARGETS)[-3:].min()


def test_the_goal_by_hand_and_back():
    stage = touched_rows()
    stage.act("end")
    assert stage.live["badge"][0] == "calm"
    stage.act("set_rule", "AdaGrad")
    stage.act("set_eta", "1,3")
    assert stage.live["badge"] == ("won", "all eight rows within 0.2")
    stage.act("look", 10.2, 3)
    assert "Batch 10 of 40" in stage.live["say"] and stage.live["badge"][0] == "calm"
    stage.act("reset")
    stage.act("forward")
    assert "Batch 1 of 40 touched" in stage.live["say"]
    stage.act("look", 999, 0)
    stage.act("forward")
    assert "Batch 40 of 40" in stage.live["say"]


@pytest.mark.parametrize("action, values", [
    ("set_eta", ("much",)), ("set_eta", (0,)), ("set_eta", (math.nan,)), ("set_rule", ("Lion",)), ("look", (None,)),
    ("look", ("a", 1)), ("undo", ())])
def test_what_cannot_be_used_is_refused_in_a_sentence_and_changes_nothing(action, values):
    stage = touched_rows()
    before = stage.live["marks"]
    stage.act(action, *values)
    assert stage.live["problem"].endswith(".") and stage.live["marks"] == before
    assert "did not work" not in stage.live["problem"]


@pytest.mark.parametrize("rule", ["sgd", 1, None, ""])
def test_its_argument_is_refused_in_a_sentence(rule):
    with pytest.raises(ValueError, match=r"\.$"):
        touched_rows(rule)


def test_it_has_a_twin_words_and_a_quick_answer_even_where_rows_explode():
    stage = touched_rows()
    stage.act("end")
    began = time.process_time()
    for k in range(20):
        stage.act("set_eta", 1 + k)
    assert (time.process_time() - began) / 20 < 0.06
    assert "more than 100" in json.dumps(stage.live, ensure_ascii=False)
    assert "nan" not in json.dumps(stage.live) and len(json.dumps(stage.live)) < 20_000
    assert len(twin_png(scene(TouchedRows()), "")) > 8_000 and list(WORDS)[0] in stage.description
    assert stage.live["badge"][1] not in stage._machine.here()
    keys = [key for c in CONTROLS for key in c.get("key", "") or c.get("keys", "")]
    assert len(keys) == len(set(keys)) == 6
