"""Exercises of the template."""
from mathlib.exercises.exercise import Exercise
from mathlib.lessons.lesson_template import solutions


def square(x):
    """x²."""
    return x ** 2


def cube(x):
    """x³."""
    return x ** 3


secant = Exercise(
    id="template.secant", title="The slope of a secant", minutes=4, reference=solutions.secant_slope,
    cases=[(square, 1.0, 0.5), (square, -2.0, 0.1), (cube, 0.5, 0.25)],
    hints=["How much does f rise on the way from x to x + h?",
           "A slope is a rise for each unit of run, and the run is h."],
    traps={"This is the rise alone; a slope is the rise divided by the run h.": lambda f, x, h: f(x + h) - f(x),
           "You divided by x; the run is h, from x to x + h.": lambda f, x, h: (f(x + h) - f(x)) / x},
    slips={"Right but for the sign: rise is the end minus the start.": lambda f, x, h: (f(x) - f(x + h)) / h},
    because="The same line works for every f, since it only asks f for two heights.",
)
