"""What every demonstration inherits: actions, refusals, undo, reset, the reading of what was typed."""
from dataclasses import dataclass

import numpy as np
import pytest

from mathlib.demos.machine import Machine, Refusal, action


@dataclass(frozen=True)
class State:
    at: float = 0.0
    mode: str = "slow"


class Counter(Machine):
    kept = ("mode",)

    @action
    def up(self):
        self.become("Up.", at=self.state.at + 1)

    @action
    def drag(self, to):
        self.become("Dragged.", together="drag", at=self.number(to, "The place", -5, 5, f"{self.state.at:g}"))

    @action
    def quicken(self):
        self.become("Quick.", mode="quick")

    @action
    def type_formula(self, text):
        self.become("Read.", at=self.formula(text, read))

    def here(self):
        return f"At {self.state.at:g}."


def read(text):
    if text != "one":
        raise ValueError("only “one” can be read")
    return 1.0


@pytest.fixture
def machine():
    return Counter(State())


def test_undo_takes_back_one_action_whatever_it_changed(machine):
    machine.up()
    machine.quicken()
    machine.up()
    states = [machine.state]
    for _ in range(3):
        machine.undo()
        states.append(machine.state)
    assert states == [State(2, "quick"), State(1, "quick"), State(1, "slow"), State(0, "slow")]
    assert machine.said == "Undone. At 0."
    machine.undo()
    assert machine.problem == machine.said == "There is nothing to undo." and machine.state == State()


def test_a_drag_is_taken_back_whole_and_two_drags_apart(machine):
    for to in (1, 2, 3):
        machine.drag(to)
    machine.up()
    for to in (0, 1):
        machine.drag(to)
    back = []
    for _ in range(3):
        machine.undo()
        back.append(machine.state.at)
    assert back == [4, 3, 0]


def test_reset_keeps_what_is_kept_and_can_be_taken_back(machine):
    machine.up()
    machine.quicken()
    machine.reset()
    assert machine.state == State(0, "quick") and machine.said == "Reset. At 0."
    machine.undo()
    assert machine.state == State(1, "quick")


def test_a_refusal_changes_nothing_and_is_said_until_the_next_action(machine):
    machine.up()
    past, state = list(machine.past), machine.state
    machine.drag("far")
    assert (machine.state, machine.past) == (state, past)
    assert machine.problem == machine.said == "The place must be a number, and “far” is none. It stays 1."
    machine.up()
    assert machine.problem == ""


def test_an_error_that_is_no_refusal_is_not_hidden(machine):
    with pytest.raises(TypeError):
        machine.up(1, 2)


@pytest.mark.parametrize("value, means", [(1, 1), ("2", 2), (" 2,5 ", 2.5), ("−3", -3)])
def test_a_number_is_read_as_it_was_meant(value, means):
    assert Machine.number(value, "It", -5, 5) == means


@pytest.mark.parametrize("value", ["", "x", None, True, [], "1/2", float("nan"), "nan", "inf", 6, "1e9", "1" * 400])
def test_what_is_no_number_or_out_of_bounds_is_refused(value):
    with pytest.raises(Refusal, match="It must (be a number|lie between -5 and 5).*It was given"):
        Machine.number(value, "It", -5, 5)


@pytest.mark.parametrize("given, place", [((1, 2), (1.0, 2.0)), (("1.5", np.float64(2), 3), (1.5, 2.0))])
def test_a_place_is_its_first_numbers(given, place):
    assert Machine.coordinates(given, 2, "No.") == place


@pytest.mark.parametrize("given", [(), (1,), (1, None), ("a", 1), (np.nan, 1), (1, np.inf), ([1], [2, 3]), (10**400, 1),
                                   ("", 1)])
def test_what_is_no_place_is_refused_in_the_words_of_the_demonstration(given):
    with pytest.raises(Refusal, match="^No.$"):
        Machine.coordinates(given, 2, "No.")


def test_a_formula_that_cannot_be_read_stays_in_its_box_until_something_is_done(machine):
    machine.type_formula("two" * 200)
    assert machine.problem == "only “one” can be read" and machine.draft == ("two" * 200)[:300]
    machine.up()
    assert machine.draft == ""
    machine.type_formula("one")
    assert (machine.state.at, machine.problem) == (1.0, "")


@pytest.mark.parametrize("name", ["", "three", None, 3, ["one"], "x" * 500])
def test_a_name_that_is_not_there_is_refused_in_a_short_sentence(name):
    with pytest.raises(Refusal, match="^There is nothing called “.{0,30}” here. Choose from: “one”.$"):
        Machine.named(name, {"one": 1})
