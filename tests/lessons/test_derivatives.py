"""Lesson 01: its answers and the numbers it quotes, held against measurement."""
import numpy as np
import pytest

from mathlib import numdiff
from mathlib.lessons import derivatives as ex
from mathlib.lessons.derivatives import cards


def test_each_card_is_the_derivative_of_its_curve_and_of_no_other():
    x = np.linspace(-2, 2, 40)
    fits = {(name, card) for name, f in cards.CURVES.items() for card, slope in cards.SLOPES.items()
            if np.allclose(numdiff.derivative(f, x), slope(x), atol=1e-8)}
    assert fits == set(ex.match.reference.items())


def test_the_marked_places_are_where_the_answer_says():
    t = np.array(list(cards.PLACES.values()))
    letters, heights, slopes = list(cards.PLACES), cards.hilly(t), numdiff.derivative(cards.hilly, t)
    assert ex.steepest.reference == {"largest f": letters[heights.argmax()], "largest slope": letters[slopes.argmax()],
                                  "smallest slope": letters[slopes.argmin()]}


def failure(f):
    """The name of what a card does at 0, from its heights and secant slopes close to 0."""
    h = np.geomspace(1e-9, 1e-6, 400)
    left, right = (f(np.zeros(400)) - f(-h)) / h, (f(h) - f(np.zeros(400))) / h
    if max(abs(f(h) - f(-h))) > 0.5:
        return "jump"
    if np.ptp(right) > 1 and max(abs(right)) <= 1:
        return "oscillation"
    if right[0] > 10 * right[-1]:
        return "vertical tangent" if left[0] > 0 else "cusp"
    return "kink" if abs(left - right).min() > 0.1 else "has a slope"


@pytest.mark.parametrize("card", cards.CARDS)
def test_a_card_fails_as_the_answer_says(card):
    assert failure(cards.CARDS[card]) == ex.classify.reference[card]


def test_the_root_is_recognised_however_it_is_rounded():
    for root in (np.sqrt(4.1), 2.0248, 2.02485, "2.0249"):
        assert "the curve itself" in ex.line_value.check(root).message


def test_numbers_on_paper():
    tangent = np.poly1d([3, -2])
    assert np.roots(np.poly1d([1, 0, 0, 0]) - tangent).real.min() == pytest.approx(ex.meets.reference[0])
    assert 2 + 0.1 * numdiff.derivative(np.sqrt, 4.0) == pytest.approx(ex.line_value.reference, abs=1e-10)
    sides = numdiff.one_sided(lambda x: np.maximum(0, 2 * x - 1), 0.5)
    assert list(sides) == pytest.approx(ex.hinge.reference, abs=1e-7)


def test_a_reliable_step_is_one_whose_neighbours_do_as_well():
    assert [ex.is_sharp(h) for h in (1e-7, 3e-7, 9e-7, 2e-6, 1e-5, 7e-5, 1e-4)] == [False] * 3 + [True] * 3 + [False]


def test_the_error_table_of_the_lesson():
    h = 10.0 ** -np.arange(1, 17)
    forward = abs(numdiff.forward_difference(np.sin, 1.0, h) - np.cos(1.0))
    central = abs(numdiff.central_difference(np.sin, 1.0, h) - np.cos(1.0))
    assert (forward.argmin(), central.argmin()) == (7, 4)         # h = 1e-8 and 1e-5
    assert 2e-9 < forward.min() < 4e-9 and 5e-12 < central.min() < 2e-11
    assert forward[-1] == pytest.approx(np.cos(1.0))            # the measured slope is 0


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.hole, "2", "correct"), (ex.meets, [-2.0, -8.0], "correct"), (ex.meets, (2, 8), "almost"),
    (ex.line_value, "2,025", "correct"), (ex.meets, "nowhere", "wrong"), (ex.hole, "undefined", "wrong"),
    (ex.match, {1: "D", 2: "B", 3: "A", 4: "C"}, "correct"), (ex.match, {1: "B", 2: "D", 3: "A", 4: "C"}, "wrong"),
])
def test_an_answer_is_read_in_other_spellings(exercise, answer, status):
    assert exercise.check(answer).status == status


@pytest.mark.parametrize("name", ["oscilation", "vertical", "step"])
def test_a_name_of_no_failure_is_named_before_anything_is_judged(name):
    verdict = ex.classify.check(ex.classify.reference | {"C": name})
    assert verdict.status == "not attempted" and "not one of the 6 names" in repr(verdict)


@pytest.mark.parametrize("answer, words", [
    (lambda f, x, h=1e-20: (f(x + h) - f(x)) / h, "real axis"),
    (lambda f, x, h=1e-20: (f(x + h) - f(x - h)) / (2 * h), "real axis"),
    (lambda f, x, h=1e-20: np.imag(f(x + 1j * h)), "Divide it by h"),
])
def test_a_step_that_is_lost_and_a_division_that_is_missing_are_told_apart(answer, words):
    assert words in repr(ex.complex_step.check(answer))


def test_the_rival_line_crosses_the_root_where_the_lesson_says():
    crossing = (1 - 4 * 0.24) / 0.24 ** 2         # 4 + d = (2 + 0.24 d)²
    assert 2 + 0.24 * crossing == pytest.approx(np.sqrt(4 + crossing)) and round(crossing, 2) == 0.69


def test_the_pen_is_lifted_where_a_card_jumps_and_nowhere_else():
    x = np.linspace(-1, 1, 2001)
    torn = {name: np.isnan(cards.torn(f, x)).sum() for name, f in cards.CARDS.items()}
    assert torn == {**dict.fromkeys("ABCEF", 0), "D": 1}
