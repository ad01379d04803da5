"""A race of rules: the walks are descend's own, all step together, and the memory shown is the rule's."""
import json

import numpy as np
import pytest

from mathlib import landscapes, numdiff
from mathlib.demos.rolling import race as module
from mathlib.demos.rolling.race import Race, race
from mathlib.optimizers import AdaGrad, Adam, GradientDescent, Momentum, descend
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


def test_a_race_that_would_go_on_for_ever_ends_and_says_so(monkeypatch):
    monkeypatch.setattr(module, "LONGEST", 30)
    machine = start("curved valley", rules={"plain": GradientDescent(1e-4)})
    for _ in range(4):
        machine.ten()
    assert machine.steps == 30 and machine.resting() and machine.problem.startswith("The race is over after")
    assert {"step", "ten", "run"} <= set(module.scene(machine).disabled)


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


def test_before_the_first_step_nobody_is_lowest():
    machine = start()
    assert machine.here().startswith("Before the first step all stand at height ") and "lowest" not in machine.here()
    machine.step()
    assert machine.here().startswith("After 1 step ")


def test_a_memory_of_zeros_has_a_round_axis():
    machine = start()
    machine.pick("Adam")
    assert module.scene(machine).panels[1]["ylim"] == pytest.approx((-1.1, 1.1))


@pytest.mark.parametrize("name", RULES)
def test_the_one_shown_is_drawn_last_in_its_own_shape(name):
    machine = start()
    shapes = [mark["shape"] for mark in module.scene(machine).marks["surface"] if mark["mark"] == "point"]
    machine.pick(name)
    *_, last = module.scene(machine).marks["surface"]
    assert last["ink"] == "path" and last["shape"] in shapes


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


# ---- turning, ten steps, a goal ---------------------------------------------------------------------

FOUR = {"plain": GradientDescent(0.045), "momentum": Momentum(0.02), "AdaGrad": AdaGrad(0.5), "Adam": Adam(0.1)}
NARROW = "valley, condition number 40"
GOAL = module.Overtaken(NARROW, ("AdaGrad", "Adam"), "plain", 100, "Goal: turn it.")


@pytest.mark.parametrize("name", landscapes.SURFACES)
def test_a_turned_surface_is_the_surface_at_the_place_turned_back(name):
    ground, turned = landscapes.SURFACES[name], module.turned(landscapes.SURFACES[name], 30.0)
    for place in ((0.3, -1.2), (2.0, 0.7)):
        there = module.rotated(place, 30.0)
        height, gradient, bends = ground.at(place)
        assert turned.f(*there) == pytest.approx(height)
        assert turned.gradient(*there) == pytest.approx(module.rotated(gradient, 30.0))
        assert turned.at(there)[2] == pytest.approx(bends)
    assert numdiff.gradient(lambda p: turned.f(*p), np.array(there)) == pytest.approx(turned.gradient(*there), abs=1e-6)
    for place, back in zip(turned.minima, ground.minima):
        assert module.rotated(place, -30.0) == pytest.approx(back)


def test_a_turn_begins_again_turns_the_start_and_is_taken_back():
    machine = start()
    machine.place(1.0, 0.0)
    machine.step()
    machine.set_turn(90)
    assert machine.steps == 0 and machine.walk.here == pytest.approx((0.0, 1.0))
    assert "turned by 90°" in machine.said and "turned by 90°" in machine.ground.text
    machine.choose("saddle")
    assert machine.state.turn == 90 and machine.walk.here == pytest.approx((-0.05, 2.2))
    for _ in range(4):
        machine.undo()
    assert machine.state == machine.first


def test_who_adds_gradients_does_not_feel_the_turn_and_who_divides_does():
    heights = {}
    for turn in (0, 45):
        machine = Race(FOUR, landscapes.SURFACES, NARROW, turn=turn)
        for _ in range(10):
            machine.ten()
        heights[turn] = {name: module.height(walk) for name, walk in machine.state.walks.items()}
    for name in ("plain", "momentum"):
        assert heights[45][name] == pytest.approx(heights[0][name], rel=1e-6)
    for name in ("AdaGrad", "Adam"):
        assert heights[45][name] > 100 * heights[0][name]


def test_ten_steps_are_ten_and_are_taken_back_as_one():
    machine, single = start(), start()
    machine.ten()
    for _ in range(10):
        single.step()
    assert machine.walk.path == single.walk.path
    machine.undo()
    assert machine.steps == 0


@pytest.mark.parametrize("turn, met", [(0, False), (45, True), (-45, True)])
def test_the_goal_is_met_by_turning(turn, met):
    machine = Race(FOUR, landscapes.SURFACES, NARROW, turn=turn, goal=GOAL)
    for _ in range(10):
        assert machine.badge() == ("calm", "")
        machine.ten()
    tone, words = machine.badge()
    assert (tone == "won") == met and words.startswith("after 100 steps")
    machine.ten()                                          # judged after exactly 100 steps
    assert (machine.badge()[0] == "won") == met and machine.badge()[1] not in machine.here()


def test_names_that_would_overlap_are_left_out():
    machine = start()
    assert module._named_apart(machine) == ["plain"]
    for _ in range(6):
        machine.ten()
    machine.pick("Adam")
    assert module._named_apart(machine)[0] == "Adam"


@pytest.mark.parametrize("value", ("round", 91, np.nan, None))
def test_a_turn_that_is_none_is_refused(value):
    machine = start()
    machine.set_turn(value)
    assert machine.problem and machine.state.turn == 0


@pytest.mark.parametrize("arguments", [
    dict(rules={}), dict(rules={"a": Adam}), dict(rules={"a": 3}), dict(rules=FOUR, surface="nowhere"),
    dict(rules=FOUR, turn="a"), dict(rules=FOUR, start=(1,)), dict(rules=FOUR, start="here")])
def test_arguments_of_a_race_are_refused_in_a_sentence(arguments):
    with pytest.raises(ValueError, match=r"\.$"):
        race(**arguments)
