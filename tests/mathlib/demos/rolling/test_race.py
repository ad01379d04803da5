"""A race of rules: the walks are descend's own, all step together, and the memory shown is the rule's."""
import json

import numpy as np
import pytest

from mathlib import landscapes
from mathlib.demos.rolling import race as module
from mathlib.demos.rolling.race import Race, race
from mathlib.optimizers import Adam, GradientDescent, Momentum, descend
from mathlib.stage.twin import twin_png

RULES = {"plain": GradientDescent(0.02), "momentum": Momentum(0.01), "Adam": Adam(0.2)}
VALLEY = "valley, condition number 10"


def start(surface=VALLEY, rules=RULES, place=None):
    return Race(rules, landscapes.SURFACES, surface, place)


def test_every_walk_is_what_its_rule_makes_alone():
    machine = start()
    for _ in range(7):
        machine.step()
    ground = landscapes.SURFACES[VALLEY]
    for name, rule in RULES.items():
        alone = descend(rule, lambda p: np.asarray(ground.gradient(*p)), np.array(ground.start, float), 7)
        assert np.allclose(machine.state.walks[name].path, alone)


def test_who_has_left_for_good_stands_still_and_the_others_go_on():
    machine = start(rules={"wild": GradientDescent(10.0), "calm": GradientDescent(0.01)})
    for _ in range(300):
        machine.step()
        if module.stuck(machine.state.walks["wild"]):
            break
    before = len(machine.state.walks["calm"].path)
    machine.step()
    assert module.stuck(machine.state.walks["wild"])
    assert len(machine.state.walks["calm"].path) == before + 1 > len(machine.state.walks["wild"].path)
    assert "calm is lowest" in machine.said


def test_a_race_at_rest_refuses_to_step():
    machine = start("round bowl", rules={"plain": GradientDescent(0.25)})
    for _ in range(200):
        machine.step()
    assert machine.resting() and machine.problem.startswith("Every runner is at rest")
    assert {"step", "run"} <= set(module.scene(machine).disabled)


def test_a_new_start_surface_or_learning_rate_begins_the_race_again_for_all():
    machine = start()
    for act in (lambda: machine.place(0.5, 0.5), lambda: machine.choose("curved valley"),
                lambda: machine.set_lr("0.005")):
        machine.step()
        act()
        assert machine.steps == 0 and machine.problem == ""
    assert machine.walk.lr == 0.005 and machine.state.walks["momentum"].lr == 0.01
    for _ in range(6):
        machine.undo()
    assert machine.state == machine.first


@pytest.mark.parametrize("act", [
    lambda m: m.place("here"), lambda m: m.place(np.nan, 0), lambda m: m.place(), lambda m: m.place(1e999, 0),
    lambda m: m.choose("nowhere"), lambda m: m.pick("nobody"), lambda m: m.set_lr("fast"), lambda m: m.set_lr(-1)])
def test_what_cannot_be_done_is_said_and_changes_nothing(act):
    machine = start()
    machine.step()
    before = machine.state
    act(machine)
    assert machine.problem and machine.state == before


def test_the_bars_are_the_memory_of_the_one_shown():
    machine = start()
    assert module.memory_words(machine.walk) == "it remembers nothing"
    machine.pick("Adam")
    for _ in range(3):
        machine.step()
    kept, shown = module.memories(machine.walk), module.scene(machine)
    assert len(kept) == 2
    bars, = shown.marks["memory"]
    assert bars["heights"] == pytest.approx(np.ravel(list(kept.values())), rel=1e-5)
    panel = shown.panels[1]
    assert len(panel["names"]) == 4 and max(abs(h) for h in bars["heights"]) <= panel["ylim"][1]


def test_what_is_picked_outlives_a_reset():
    machine = start()
    machine.pick("Adam")
    machine.step()
    machine.reset()
    assert (machine.state.picked, machine.steps) == ("Adam", 0)


@pytest.mark.parametrize("surface", landscapes.SURFACES)
def test_every_surface_can_be_raced_on_drawn_and_told(surface):
    stage = race(RULES, surface)
    for _ in range(3):
        stage.act("step")
    assert stage.live["problem"] == "" and len(json.dumps(stage.live)) < 8_000
    assert len(twin_png(stage._scene(stage._machine))) > 10_000
    assert "Adam" in stage.description
