"""Lesson 00: wrong answers that nobody wrote down beforehand, and the numbers its pages quote."""
import numpy as np
import pytest

from mathlib.demos.rolling.ball import Ball
from mathlib.demos.rolling.walk import Goal
from mathlib.landscapes import CURVES
from mathlib.lessons import start_here as ex

UNFORESEEN = {
    "step": [lambda w, slope, lr: w - lr * slope**2, lambda w, slope, lr: w - 2 * lr * slope,
             lambda w, slope, lr: w - lr / (slope + 1e-9), lambda w, slope, lr: w * (1 - lr * slope),
             lambda w, slope, lr: -w, lambda w, slope, lr: w - lr * slope + 1e-3],
    "match": [{"height": "A1", "slope": "B2", "step": "C3", "landing": "D4"}, {"height": "B1", "slope": "D4"},
              {"height": "B1", "slope": "D4", "step": "A2", "landing": "C4"}, ["B1", "D4", "A2", "C3"],
              {"height": 9, "slope": 6, "step": 0.6, "landing": 2.4}],
    "mend": [lambda f, a, b: (f(b) - f(a)) / (b + a + 1e-9), lambda f, a, b: (f(b) - f(a)) / 2,
             lambda f, a, b: f((a + b) / 2), lambda f, a, b: abs(f(b) - f(a)) / abs(b - a),
             lambda f, a, b: (f(b) - f(a)) // (b - a)],
}
PAIRS = [pytest.param(name, wrong, id=f"{name}-{k}")
         for name, table in UNFORESEEN.items() for k, wrong in enumerate(table)]


@pytest.mark.parametrize("name, wrong", PAIRS)
def test_unforeseen_wrong_answers_are_refused(name, wrong):
    verdict = getattr(ex, name).check(wrong)
    assert verdict.status == "wrong" and verdict.message


@pytest.mark.parametrize("row, pair, told",
                         [("height", "C1", "number"), ("height", "B3", "code"), ("landing", "C1", "code")])
def test_a_wrong_row_is_named_with_its_wrong_part(row, pair, told):
    message = ex.match.check({**ex.MATCH, row: pair}).message
    assert f"`{row}`" in message and told in message


def test_a_matching_in_small_letters_counts():
    assert ex.match.check({row: pair.lower() for row, pair in ex.MATCH.items()}).status == "correct"


def test_the_rows_of_the_matching_are_what_the_lesson_says():
    w, lr = 3.0, 0.1
    f, slope = CURVES["bowl"].f, CURVES["bowl"].slope
    value = {"height": f(w), "slope": slope(w), "step": lr * slope(w), "landing": w - lr * slope(w)}
    letters = {"A": 0.6, "B": 9, "C": 2.4, "D": 6}
    assert {row: letters[ex.NUMBER[row]] for row in value} == pytest.approx(value)


def ball_after(steps, lr, goal=None):
    ball = Ball(CURVES, "bowl", 2.0, lr, goal)
    for _ in range(steps):
        ball.step()
    return ball


def test_five_steps_get_shorter():
    places = np.array(ball_after(5, 0.1).state.path)[:, 0]
    lengths = np.abs(np.diff(places)).round(3)
    assert lengths.tolist() == [0.4, 0.32, 0.256, 0.205, 0.164]


@pytest.mark.parametrize("lr, reached", [(0.1, False), (0.34, False), (0.36, True), (0.5, True),
                                         (0.64, True), (0.66, False)])
def test_the_goal_is_within_reach_for_the_rates_of_the_teaching_page(lr, reached):
    goal = Goal("bowl", target=(0.0,), within=0.05, budget=3, beyond=1.95, words="")
    assert (goal.reached(ball_after(3, lr).state) is not None) is reached


def test_the_warm_ups_have_the_right_answers():
    right = [question.right for question in ex.warm_up]
    assert right == [f"{(8 - 2) // (3 - 1)}", f"{(-2)**2 - 3}", "w = 2"]
