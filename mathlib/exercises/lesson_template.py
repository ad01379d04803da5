"""Exercises of notebooks/teaching/lesson_template.ipynb: the module to copy with it."""
from mathlib.exercises.checks import Exercise
from mathlib.exercises.questions import Recall

before = (
    Recall("template.height", "You stand at x = 3 on f(x) = x². How high are you?",
           ("6", "9"), "b",
           why=("6 is the slope there; the height is 3².", "Height is the value of f: 3² = 9.")),
)


def secant_slope(f, x, h):
    return (f(x + h) - f(x)) / h


def _square(x):
    return x ** 2


def _cube(x):
    return x ** 3


secant = Exercise(
    id="template.secant", title="The slope of a secant", minutes=4, level=1,
    answer=secant_slope,
    cases=[(_square, 1.0, 0.5), (_square, -2.0, 0.1), (_cube, 0.5, 0.25)],
    hints=["How much does f rise on the way from x to x + h?",
           "A slope is a rise for each unit of run, and the run is h."],
    traps={"This is the rise alone; a slope is the rise divided by the run h.": lambda f, x, h: f(x + h) - f(x),
           "You divided by x; the run is h, from x to x + h.": lambda f, x, h: (f(x + h) - f(x)) / x},
    slips={"Right but for the sign: rise is the end minus the start.": lambda f, x, h: (f(x) - f(x + h)) / h},
    because="The same three lines work for every f, since they only ask it for two heights.",
)
