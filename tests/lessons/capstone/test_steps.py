"""Lesson 19: any rule that descends passes and is named, a flawed one earns its sentence."""
import numpy as np
import pytest
from pieces_capstone import adam, refused, said

from mathlib.lessons import capstone as ex
from mathlib.lessons.capstone import slips, solutions, stepping
from mathlib.optimizers import Adam, Lion, RMSprop


def of_rule(rule):
    def step(w, g, state, lr):
        made = rule(lr=lr)
        return made.step(w, g, made.start(w) if state is None else state)
    return step


def mean_of_slopes(w, g, state, lr):
    v = 0.8 * (0 if state is None else state) + 0.2 * g
    return w - lr * v, v


@pytest.mark.parametrize("step, words", [
    (adam, "with Adam."), (of_rule(RMSprop), "with RMSprop"), (of_rule(Lion), "with Lion"),
    (of_rule(Adam), "with Adam."),
    (lambda w, g, state, lr: (w - lr * g, state), "plain gradient descent"), (solutions.step, "momentum with β = 0.9"),
    (mean_of_slopes, "a rule of your own")])
def test_any_rule_that_descends_passes_and_is_named(step, words):
    assert words in said(ex.step.check(step))


def test_a_memory_outside_of_the_state_is_noticed():
    memory = {"v": 0.0}

    def leaking(w, g, state, lr):
        memory["v"] = 0.9 * memory["v"] + g
        return w - lr * memory["v"], None
    assert "outside of `state`" in said(ex.step.check(leaking), "wrong")


@pytest.mark.parametrize("wrong, words", [
    (slips.climbing, "uphill"), (slips.without_lr, "use `lr`?"), (slips.in_place, "in place"),
    (slips.standing, "does not move"), (slips.only_w, "Return two things"),
    (lambda w, g, state, lr: (w - lr * g.sum() * 100, state), "A rule that can be tuned"),
    (lambda w, g, state, lr: (None, state), "has the shape ()"), (lambda w, g: w, "with 4 arguments"),
    ("sgd", "Hand in the function itself"), (lambda w, g, state, lr: ({}, state), "not an array of numbers"),
    (lambda w, g, state, lr: ("w", state), "not an array of numbers"),
    (lambda w, g, state, lr: ([[1], [2, 3]], state), "not an array of numbers"),
    (lambda w, g, state, lr: (w * np.nan, state), "not finite after 1 step")])
def test_what_is_no_optimizer_is_refused_in_a_sentence(wrong, words):
    refused(ex.step.check(wrong), words)


def test_a_rate_that_warms_up_from_0_passes():
    def warming(w, g, state, lr):
        t = 0 if state is None else state
        return w - lr * min(t / 5, 1) * g, t + 1
    said(ex.step.check(warming))


def test_rules_are_walked_with_their_usual_settings():
    adams = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
    usual = {"GradientDescent": {}, "Momentum": {"beta": 0.9}, "Nesterov": {"beta": 0.9}, "AdaGrad": {"eps": 1e-8},
             "RMSprop": {"beta": 0.9, "eps": 1e-8}, "Adam": adams, "AdamW": adams | {"weight_decay": 0.01},
             "Lion": {"beta1": 0.9, "beta2": 0.99}}
    assert {rule.__name__: vars(rule(lr=0.01)) for rule in stepping.RULES.values()} == {
        name: {"lr": 0.01} | settings for name, settings in usual.items()}


@pytest.mark.parametrize("wrong", [
    slips.without_g, lambda w, g, state, lr: (w - lr * np.sign(w), state),
    lambda w, g, state, lr: (w - lr * np.sign(w) * abs(g), state),
    lambda w, g, state, lr: (w - lr * ((0.9 * state if state is not None else 0) + w),
                             (0.9 * state if state is not None else 0) + w),
    lambda w, g, state, lr: (w - lr * (g + w), state), lambda w, g, state, lr: (w - lr * np.sort(g), state)])
def test_steps_that_do_not_follow_the_gradient(wrong):
    said(ex.step.check(wrong), "wrong")


def test_a_state_of_two_numbers_and_the_sign_alone():
    def two(w, g, state, lr):
        v = 0.9 * (np.zeros(2) if state is None else state) + g
        return w - lr * v, v
    assert "not with five" in said(ex.step.check(two), "wrong")
    assert "a rule of your own" in said(ex.step.check(lambda w, g, state, lr: (w - lr * np.sign(g), state)))
