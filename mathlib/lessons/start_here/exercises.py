"""Exercises of lesson 00: one step of the ball, a matching, a check to mend."""
import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.lessons.start_here import solutions

# ---------------------------------------------------------------- 0.3 one step

step = Exercise(
    id="00.step", title="One step of the ball", minutes=3, reference=solutions.next_place,
    cases=[(2.0, 4.0, 0.1), (-1.0, -2.0, 0.5), (3.0, 0.5, 0.2), (0.5, -3.0, 0.01), (1.0, 0.0, 0.3)],
    hints=("Say the rule aloud with the numbers of the first step: from 2, go back by 0.1 times 4.",
           "The function returns one number: where the step ends. It starts from `w` and goes against the slope.",
           "Two operations: multiply the learning rate by the slope, then take that away from the old place."),
    traps={
        "You add. Where the ground rises to the right, the ball then moves right: uphill. Downhill takes a minus.":
            lambda w, slope, lr: w + lr * slope,
        "Each of your steps is η long. The slope has a say as well: the step is η times the slope.":
            lambda w, slope, lr: w - lr,
        "You use the sign of the slope, and its size is lost. Steep ground makes long steps.":
            lambda w, slope, lr: w - lr * np.sign(slope),
        "The sign of the slope is lost. Left of the bottom the slope is negative, and the ball must move right.":
            lambda w, slope, lr: w - lr * abs(slope),
        "The learning rate is not used: this is where you land with η = 1.": lambda w, slope, lr: w - slope,
        "The subtraction comes first in what you wrote. The learning rate belongs to the slope: multiply those two.":
            lambda w, slope, lr: (w - lr) * slope,
        "This is how far the step goes. The question is where it ends: start from `w`.":
            lambda w, slope, lr: lr * slope,
        "You use 2w, the slope in one bowl only. The function is given the slope, whatever the curve.":
            lambda w, slope, lr: w - lr * 2 * w,
        "You fixed the learning rate at 0.1. The function is given its own, `lr`.":
            lambda w, slope, lr: w - 0.1 * slope,
        "You multiply the old place by the slope. The slope scales the step, and the step is taken from `w`.":
            lambda w, slope, lr: w - lr * w * slope,
    },
    because="This one line is what the Step button does, and what trains every model of this course.")


# ---------------------------------------------------------------- 0.4 words, numbers, code

MATCH = solutions.rows
NUMBER, CODE = ({row: pair[k] for row, pair in MATCH.items()} for k in (0, 1))


def _rows(numbers, codes):
    return {row: numbers[row] + codes[row] for row in MATCH}


def _swapped(table, one, other):
    return {**table, one: table[other], other: table[one]}


def _pair(given):
    """A letter and a digit, however they were written: "b 1", "1B", ("B", 1)."""
    signs = sorted(sign for sign in str(given).upper() if sign.isalnum())
    return "".join(reversed(signs)) if len(signs) == 2 else str(given)


def _pairs(answer):
    """The rows with each pair in our spelling; what is no such table, or has open rows, as it is."""
    if type(answer) is not dict or set(answer) != set(MATCH) or ... in answer.values():
        return answer
    return {row: _pair(answer[row]) for row in MATCH}


def first_wrong_row(answer):
    """One sentence on a matching that is wrong: which part of its first wrong row does not fit."""
    pairs = {row: _pair(answer.get(row, "")) for row in MATCH}
    unread = [row for row, pair in pairs.items() if len(pair) != 2 or not (pair[0].isalpha() and pair[1].isdigit())]
    if unread:
        return f'Write a letter and a digit, such as "A1". The row `{unread[0]}` is something else.'
    wrong = next((row for row in MATCH if pairs[row] != MATCH[row]), None)
    if wrong is None:
        return "The four rows fit. Leave out what was added to them."
    part = "number" if pairs[wrong][:1] != NUMBER[wrong] else "code"
    return f"Begin with the row `{wrong}`: its {part} does not fit."


match = Exercise(
    id="00.match", title="Words, numbers, code", minutes=3, reference=MATCH, reader=_pairs, witness=first_wrong_row,
    hints=("Begin with the height: put w = 3 into f(w) = w².",
           "The slope is given in the text, and the step is η times the slope.",
           "Two of the codes contain a multiplication. One of them is a length, the other is a place."),
    traps={
        "Height and slope are confused. f(w) says how high the ball lies; the slope, how fast the ground rises there.":
            _swapped(MATCH, "height", "slope"),
        "How far and where to are confused. The step is a length; the landing is the place you reach after it.":
            _swapped(MATCH, "step", "landing"),
        "The numbers are right. The codes of height and slope are exchanged: `f(w)` is the height.":
            _rows(NUMBER, _swapped(CODE, "height", "slope")),
        "The numbers are right. The codes of step and landing are exchanged: the landing is what starts from `w`.":
            _rows(NUMBER, _swapped(CODE, "step", "landing")),
        "The codes are right. The numbers of height and slope are exchanged: with w = 3, w² is the height.":
            _rows(_swapped(NUMBER, "height", "slope"), CODE),
        "The codes are right. The numbers of step and landing are exchanged: 0.1 times the slope is the step.":
            _rows(_swapped(NUMBER, "step", "landing"), CODE),
    },
    because="From now on each new idea comes in these three forms.")


# ---------------------------------------------------------------- 0.5 a check to mend

def square(x):
    """x²"""
    return x**2


def line(x):
    """5 − 3x, a line that falls"""
    return 5 - 3 * x


def cube(x):
    """x³"""
    return x**3


mend = Exercise(
    id="00.mend", title="Mend a failing check", minutes=4, reference=solutions.average_slope,
    cases=[(square, 1.0, 3.0), (line, 1.0, 2.0), (cube, -1.0, 2.0), (square, -2.0, 0.5)],
    hints=("Work the first test point out on paper: how much does x² rise from 1 to 3, and over which run?",
           "In which order does Python compute `f(b) - f(a) / b - a`? Division goes before subtraction.",
           "A slope is one fraction: the whole rise above, the whole run below. Brackets hold each together."),
    traps={
        "Python divides before it subtracts, so `f(a) / b` comes first. Hold the rise together with brackets, "
        "and the run as well.": lambda f, a, b: f(b) - f(a) / b - a,
        "The rise is held together now. The run b − a needs brackets too.": lambda f, a, b: (f(b) - f(a)) / b - a,
        "The run is held together now. The rise f(b) − f(a) needs brackets too.":
            lambda f, a, b: f(b) - f(a) / (b - a),
        "This is run over rise, upside down.": lambda f, a, b: (b - a) / (f(b) - f(a)),
        "This is the rise. Divide it by the run to have a slope.": lambda f, a, b: f(b) - f(a),
        "This is f of the run. The rise is the difference of two heights, f(b) and f(a).":
            lambda f, a, b: f(b - a) / (b - a),
        "The heights are added here. The rise is their difference.": lambda f, a, b: (f(b) + f(a)) / (b - a),
        "You multiply the rise by the run. A slope is the rise for each unit of run.":
            lambda f, a, b: (f(b) - f(a)) * (b - a),
    },
    because="Lesson 1 lets b slide towards a, and asks what becomes of this number.")
