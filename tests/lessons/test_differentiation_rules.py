"""Lesson 02: its answers and the numbers it quotes, held against routes that share nothing with them."""
from types import SimpleNamespace

import mpmath
import numpy as np
import pytest
import sympy

from mathlib import dual, numdiff
from mathlib.demos.stretches import Stretches
from mathlib.lessons import differentiation_rules as ex
from mathlib.lessons.differentiation_rules.exercises import log_series
from mathlib.lessons.differentiation_rules.number import Dual
from mathlib.lessons.differentiation_rules.programs import PROGRAMS

X = sympy.Symbol("x", positive=True)
FUNCTIONS = {"A": X ** 2 * sympy.exp(X), "B": sympy.sin(3 * X), "C": sympy.log(1 + X ** 2), "D": 2 ** X,
             "E": X / (1 + X ** 2)}


def test_the_mended_slopes_are_those_of_sympy_and_the_wrong_ones_are_wrong_everywhere_tried():
    wrong = [2 * X * sympy.exp(X), sympy.cos(3 * X), 1 / (2 * X), X * 2 ** (X - 1),
             (2 * X ** 2 - (1 + X ** 2)) / (1 + X ** 2) ** 2]
    for place in (0.3, 0.9, 2.5):
        right = [float(sympy.diff(f, X).subs(X, place)) for f in FUNCTIONS.values()]
        assert ex.mended.reference(place) == pytest.approx(right, rel=1e-12)
        assert all(abs(float(f.subs(X, place)) - slope) > 1e-3 for f, slope in zip(wrong, right, strict=True))


@pytest.mark.parametrize("u, du, v, dv", [(4.0, 1.0, 3.0, 2.0), (2.0, -3.0, 5.0, 0.5)])
def test_the_strips_are_the_slope_of_the_rectangle_and_of_the_quotient(u, du, v, dv):
    product = numdiff.derivative(lambda t: (u + du * t) * (v + dv * t), 0.0)
    quotient = numdiff.derivative(lambda t: (u + du * t) / (v + dv * t), 0.0)
    assert ex.product.reference(u, du, v, dv) == pytest.approx(product, rel=1e-8)
    assert ex.quotient.reference(u, du, v, dv) == pytest.approx(quotient, rel=1e-8)


def test_caffeine_leaves_as_measured():
    assert ex.decay.reference == pytest.approx(numdiff.derivative(lambda t: 120 * 2 ** (-t / 5), 3.0), rel=1e-8)
    assert round(ex.decay.reference, 2) == -10.98
    assert ex.decay.check("−10,98").status == "correct" and ex.decay.check(11).status != "correct"


@pytest.mark.parametrize("z", [-10.0, -1.0, 0.0, 2.0])
def test_the_slopes_of_both_losses(z):
    with mpmath.workdps(40):
        squared = mpmath.diff(lambda t: (1 - 1 / (1 + mpmath.exp(-t))) ** 2, z)
        log_loss = mpmath.diff(lambda t: mpmath.log(1 + mpmath.exp(-t)), z)
    p = 1 / (1 + np.exp(-z))
    assert -2 * (1 - p) * p * (1 - p) == pytest.approx(float(squared), rel=1e-10)
    assert p - 1 == pytest.approx(float(log_loss), rel=1e-10)


@pytest.mark.parametrize("program, x", PROGRAMS, ids=lambda value: getattr(value, "__name__", str(value)))
def test_the_lessons_dual_numbers_agree_with_those_of_mathlib(program, x):
    assert ex.derivative.reference(program, x) == pytest.approx(dual.derivative(program, x), rel=1e-13)


def test_a_dual_takes_plain_numbers_on_both_sides():
    x = Dual(2.0, 1.0)
    for y, value, slope in ((3 * x, 6, 3), (3 - x, 1, -1), (x - 3, -1, 1), (1 / x, 0.5, -0.25), (x + 1, 3, 1),
                            (-x, -2, -1)):
        assert (y.value, y.slope) == (value, slope)


def test_the_operations_that_the_lesson_counts():
    x, f, counts = sympy.Symbol("x", real=True), sympy.Symbol("x", real=True), []
    for _ in range(8):
        f = 3.6 * f * (1 - f)
        counts.append(sympy.count_ops(sympy.diff(f, x)))
    assert counts == [2, 21, 82, 264, 768, 2096, 5472, 13824]


def test_where_ten_terms_are_worse_than_one():
    x = np.linspace(0.01, 2, 400)
    worse = abs(log_series(x, 10) - np.log1p(x)) > abs(x - np.log1p(x))
    assert 1.22 < x[worse].min() < 1.25 and worse[x > 1.25].all()
    assert [ex.more_terms.check(v).status for v in (1.3, 2, "1.5", 0.9, 3, -0.5)] == ["correct"] * 3 + ["wrong"] * 3


def test_each_taylor_term_of_the_root_gains_a_power():
    dx = np.array([0.1, 0.01])
    with mpmath.workdps(40):
        root = [mpmath.sqrt(4 + mpmath.mpf(str(d))) for d in dx]
        sums = np.cumsum([[2, 2], dx / 4, -dx ** 2 / 64, dx ** 3 / 512], axis=0)[1:]
    ratios = [float(abs(row[0] - root[0]) / abs(row[1] - root[1])) for row in sums]
    assert ratios == pytest.approx([100, 1000, 10_000], rel=0.02)


def test_the_goal_of_the_stage_is_where_the_page_says():
    chain = Stretches("sin(x²)", 1.25).state
    assert chain.product() == pytest.approx(2.5 * np.cos(1.5625)) and round(chain.product(), 2) == 0.02


@pytest.mark.parametrize("answer, words", [
    (lambda f, f_prime, a: (f(a.value), f_prime(a.value) * a.slope), "no Dual"),
    (lambda f, f_prime, a: Dual(f(a.value), f_prime(a.value)), "a.slope is missing"),
])
def test_what_is_returned_in_place_of_a_dual_is_said(answer, words):
    assert words in repr(ex.apply.check(answer))


# ---------------------------------------------------------------- answers that nobody foresaw

def negative(u, du, v, dv):
    return min((du * v - u * dv) / v ** 2, 0)


@pytest.mark.parametrize("wrong", [
    lambda u, du, v, dv: -abs((du * v - u * dv) / v ** 2), negative,
    lambda u, du, v, dv: abs((du * v - u * dv) / v ** 2), lambda u, du, v, dv: (du * abs(v) - u * dv) / v ** 2,
    lambda u, du, v, dv: du / abs(v) - u * dv / v ** 2,
])
def test_a_quotient_that_is_right_for_some_signs_only_is_wrong(wrong):
    verdict = ex.quotient.check(wrong)
    assert verdict.status == "wrong" and "turned round" not in verdict.message


def in_place(f, f_prime, a):
    a.value, a.slope = f(a.value), f_prime(a.value) * a.slope
    return a


def test_a_dual_that_is_changed_is_noticed():
    verdict = ex.apply.check(in_place)
    assert verdict.status == "almost" and "changes its input" in verdict.message


@pytest.mark.parametrize("make, words", [(dual.Dual, "a Dual of mathlib"), (
    lambda value, slope: SimpleNamespace(value=value, slope=slope), "no Dual")])
def test_another_class_is_not_the_learners_dual(make, words):
    verdict = ex.apply.check(lambda f, f_prime, a: make(f(a.value), f_prime(a.value) * a.slope))
    assert verdict.status == "wrong" and words in verdict.message


def thrice(f, x):
    f(Dual(x, 1.0)), f(Dual(x, 1.0))
    return f(Dual(x, 1.0)).slope


@pytest.mark.parametrize("answer, status, words", [
    (lambda f, x: f(Dual(x, 1.0)) / x, "wrong", "leads to a Dual; asked is its slope, a number"),
    (lambda f, x: f(Dual(x, 1.0)), "wrong", "hand back that slope alone"),
    (thrice, "almost", "f has to run once only"),
    (lambda f, x: (f(x + 1e-6) - f(x)) / 1e-6, "wrong", "right to some digits only"),
    (lambda f, x: Dual(f(Dual(x, 1.0)).value, 1.0).slope, "wrong", ""),
])
def test_what_is_handed_back_for_the_slope_of_a_program_is_said(answer, status, words):
    verdict = ex.derivative.check(answer)
    assert verdict.status == status and words in verdict.message


@pytest.mark.parametrize("place", [sympy.sqrt(2), sympy.pi / 2, sympy.log(4)])
def test_a_number_of_sympy_is_a_place(place):
    assert ex.more_terms.check(place).status == "correct"


def test_the_tower_is_asked_where_it_falls():
    assert ex.tower.check(lambda x: x ** x * abs(1 + np.log(x))).status == "wrong"


def changed(card, slope):
    def answer(x):
        slopes = ex.mended.reference(x)
        slopes["ABCDE".index(card)] = slope(x)
        return slopes
    return answer


@pytest.mark.parametrize("card, slope", [
    ("C", lambda x: 2 * abs(x) / (1 + x ** 2)), ("A", lambda x: (2 * x + x ** 2) * np.exp(abs(x))),
    ("D", lambda x: np.log(2) * 2 ** abs(x)), ("B", lambda x: None if x < 0 else 3 * np.cos(3 * x)),
])
def test_a_slope_that_is_right_for_positive_x_only_is_wrong(card, slope):
    verdict = ex.mended.check(changed(card, slope))
    assert verdict.status == "wrong" and f"The {card} is" in verdict.message


@pytest.mark.parametrize("answer, words", [
    (lambda x: None if x < 0 else ex.mended.reference(x), "nothing (None)"),
    (lambda x: ex.mended.reference(x)[::-1], "right in 1 of 5 places. The A is"),
    (lambda x: [2 * x * np.exp(x), np.cos(3 * x), *ex.mended.reference(x)[2:]], "Look also at B."),
    (lambda x: ex.mended.reference(x)[:4], "4 entries; asked is a list of five numbers"),
    (lambda x: [1.0, [2.0, 3.0], 0, 0, 0], "The A is"), (lambda x: np.array(2.0), "asked is a list of five numbers"),
])
def test_the_cards_that_are_not_mended_are_named(answer, words):
    verdict = ex.mended.check(answer)
    assert verdict.status == "wrong" and words in verdict.message


def test_five_slopes_in_an_array_are_five_slopes():
    assert ex.mended.check(lambda x: np.array(ex.mended.reference(x))).status == "correct"


@pytest.mark.parametrize("answer, status, words", [
    (sympy.diff(120 * 2 ** (-sympy.Symbol("t") / 5)), "wrong", "t is still in it"),
    (sympy.diff(120 * 2 ** (-sympy.Symbol("t") / 5)).subs("t", 3), "correct", ""),
    (120 * 2 ** -0.6 / 5, "wrong", "And the amount falls."), (-24.0, "wrong", "Three factors make it"),
])
def test_a_rate_is_read_and_what_it_lacks_is_said(answer, status, words):
    verdict = ex.decay.check(answer)
    assert verdict.status == status and words in verdict.message


@pytest.mark.parametrize("exercise", [ex.kinds, ex.faults], ids=lambda exercise: exercise.id)
def test_letters_and_names_are_told_apart(exercise):
    right = exercise.reference
    assert exercise.check({card.lower(): name.upper() for card, name in right.items()}).status == "correct"
    listed = exercise.check({**right, "A": [right["A"]]})
    assert listed.status == "not attempted" and "At A stands" in listed.message
    assert "A: " not in exercise.check({}).message and "B: " not in exercise.check({"A": right["A"]}).message
    assert "C: " in exercise.check({**right, "C": right["B"]}).message
