"""Lesson 11: its answers and the numbers it quotes, by a second route."""
import math
from itertools import permutations

import numpy as np
import pytest
import sympy
from course import NOTEBOOKS, code_cells, read

from mathlib import autodiff
from mathlib.demos.paths import bake
from mathlib.dual import Dual
from mathlib.lessons import chain_rule as ex
from mathlib.lessons.chain_rule import exercises, slips

T, M = sympy.symbols("T m", positive=True)
H, P, HOURS = sympy.Rational(18, 5) * (T - 20), 5 * (T - 20), 90 * M / (T - 100)
E = H + P * HOURS


def test_the_cheapest_oven_for_a_loaf_of_1_kg_is_at_200_degrees():
    slope = sympy.diff(E.subs(M, 1), T)
    assert [root for root in sympy.solve(slope, T) if root > 100] == [200]
    assert sympy.diff(slope, T).subs(T, 200) > 0
    assert [float(slope.subs(T, at)) for at in (160, 250)] == pytest.approx([-6.4, 2.0])
    assert float(E.subs({T: 161, M: 1}) - E.subs({T: 160, M: 1})) == pytest.approx(-6.24, abs=0.005)


def test_the_oven_of_the_page_is_that_of_the_stage():
    source = next(cell.source for path in NOTEBOOKS if path.stem == "11_chain_rule"
                  for cell in code_cells(read(path)) if cell.id == "the-oven")
    names = {}
    exec(source.split("print(")[0], names)
    for at, m in ((160.0, 1.0), (230.0, 0.7)):
        assert names["energy"](at, m) == pytest.approx(bake(at, m)["E"]) == pytest.approx(float(E.subs({T: at, M: m})))


def test_baked_by_the_clock_one_degree_more_costs_8_1_watt_hours():
    assert float(sympy.diff(H + P * sympy.Rational(9, 10), T)) == pytest.approx(8.1)
    assert HOURS.subs({T: 200, M: 1}) == sympy.Rational(9, 10)


@pytest.mark.parametrize("nudge", [40, 10, 1])
def test_corner_and_bend_are_what_the_slope_leaves_out(nudge):
    at = {T: 160, M: 1}
    change = E.subs({T: 160 + nudge, M: 1}) - E.subs(at)
    step_P, step_t = (f.subs({T: 160 + nudge, M: 1}) - f.subs(at) for f in (P, HOURS))
    bend = 700 * (step_t - sympy.diff(HOURS, T).subs(at) * nudge)
    assert float(change) == pytest.approx(float(sympy.diff(E, T).subs(at) * nudge + step_P * step_t + bend))


def test_each_report_is_the_fault_that_it_is_said_to_be():
    a, b, c = 3.6, 5.0, -0.004                          # slopes of H, P and t at 250 °C
    assert a + b * 0.6 + c * 1150 == pytest.approx(2.0)
    assert ex.REPORTS == pytest.approx({"A": a + b * c + c * b, "B": a * (b * 0.6) * (c * 1150), "C": a + c * 1150,
                                        "D": 1 + 0.6 + 1150})
    assert [round(value, 2) for value in ex.REPORTS.values()] == [3.56, -49.68, -1.0, 1151.6]


def test_the_diamond_by_its_formulas():
    a = sympy.Symbol("a")
    c, d = 2 * (a + 1), 3 * (a + 1)
    assert [sympy.diff(f, a).subs(a, 2) for f in (c, d, c + d, c * d)] == list(ex.diamond.reference.values())


def test_two_slopes_without_a_plane():
    x, y, s = sympy.symbols("x y s", real=True)
    f = x ** 2 * y / (x ** 2 + y ** 2)
    assert sympy.simplify(f.subs({x: s, y: s}, simultaneous=True) - s / 2) == 0
    assert f.subs(y, 0) == 0 and f.subs(x, 0) == 0
    slope = sympy.diff(f, x)
    along = {k: sympy.limit(slope.subs(y, k * x), x, 0) for k in (1, 2)}
    assert along[1] == sympy.Rational(1, 2) and along[2] != along[1]          # so ∂f/∂x is not continuous at 0


@pytest.mark.parametrize("r, theta", [(15.0, 0.5), (10.0, 2.0), (3.0, -1.0)])
def test_polar_slopes_by_the_engine(r, theta):
    def f(q):
        x, y = q[0] * np.cos(q[1]), q[0] * np.sin(q[1])
        return 220 + 2 * x + y - 0.1 * x * y
    found = ex.polar_slopes.reference(exercises.warm_x, exercises.warm_y, r, theta)
    assert found == pytest.approx(autodiff.grad(f)(np.array([r, theta])))


def test_the_slopes_at_the_crust_that_the_page_quotes():
    found = ex.polar_slopes.reference(exercises.warm_x, exercises.warm_y, 15.0, 0.5)
    assert found == pytest.approx([0.972, -13.376], abs=5e-4)
    angle = np.linspace(0, 2 * np.pi, 20001)
    x, y = 15 * np.cos(angle), 15 * np.sin(angle)
    around = 220 + 2 * x + y - 0.1 * x * y
    assert (round(around.max()), round(around.min())) == (251, 176)


def counted(widths, order):
    """Multiplications when the inner widths are summed away in this order, by multiplying tables of ones."""
    tables = {k: np.ones((b, a), int) for k, (a, b) in enumerate(zip(widths, widths[1:], strict=False))}
    spent = 0
    for inner in order:                                 # the width between table inner − 1 and table inner
        left = tables.pop(inner)
        k = max(j for j in tables if j < inner)
        spent += left.shape[0] * left.shape[1] * tables[k].shape[1]
        tables[k] = left @ tables[k]
    return spent


@pytest.mark.parametrize("widths", [[4, 3, 2, 1], [2, 7, 5, 6, 3], [1, 5, 2, 30], [10, 20, 30], [3, 1, 4, 1, 5, 9]])
def test_the_counts_by_multiplying(widths):
    inner = range(1, len(widths) - 1)
    assert ex.multiplications.reference(widths) == [counted(widths, inner), counted(widths, inner[::-1])]
    assert ex.cheapest.reference(widths) == min(counted(widths, order) for order in permutations(inner))


def test_the_numbers_that_an_instructor_writes_on_the_board():
    x, y = 15 * math.cos(0.5), 15 * math.sin(0.5)
    f_x, f_y = exercises.warm_x(x, y), exercises.warm_y(x, y)
    assert [round(v, 2) for v in (f_x, f_y, x, y)] == [1.28, -0.32, 13.16, 7.19]
    assert f_x * x / 15 + f_y * y / 15 == pytest.approx(0.97, abs=0.005)
    assert -f_x * y + f_y * x == pytest.approx(-13.4, abs=0.05)
    assert ex.multiplications.reference([4, 3, 2, 1]) == [24 + 8, 6 + 12]


def test_the_strips_of_the_picture_and_the_corner():
    before, after = bake(160, 1), bake(170, 1)
    step_P, step_t = after["P"] - before["P"], after["t"] - before["t"]
    assert (before["t"] * step_P, before["P"] * step_t) == pytest.approx((75, -150))
    assert step_P * step_t == pytest.approx(-10.7, abs=0.05)
    assert after["Q"] - before["Q"] == pytest.approx(-85.7, abs=0.05)


def test_the_orders_that_the_page_counts():
    assert ex.multiplications.reference([1000, 1000, 1000, 1]) == [1_001_000_000, 2_000_000]
    narrow = [300, 100, 2, 100, 50]
    assert ex.multiplications.reference(narrow) == [1_620_000, 1_520_000]
    assert ex.cheapest.reference(narrow) == 100_000 == counted(narrow, [1, 3, 2])


def test_forward_mode_finds_the_gradient_of_the_engine():
    for f, x in exercises.forward_gradient.points():
        measured = autodiff.grad(lambda q, f=f: f(q))(np.array(x))
        assert ex.forward_gradient.reference(f, x) == pytest.approx(measured)
    assert bake(Dual(160.0, 1.0), 1.0)["E"].slope == pytest.approx(-6.4)


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.diamond, {"via c": 2.0, "via d": "3", "e = c + d": 5, "e = c · d": 36}, "correct"),
    (ex.diamond, {"via c": 2, "via d": 3, "e = c + d": 6, "e = c · d": 36}, "wrong"),
    (ex.diamond, {"via c": 2, "via d": 3, "e = c + d": 5, "e = c · d": 6}, "wrong"),
    (ex.diamond, [2, 3, 5, 36], "wrong"), (ex.diamond, None, "wrong"),
    (ex.faults, {"a": "Inner slopes also put inside", "b": "paths multiplied", "c": "a path forgotten",
                 "d": "inner slopes dropped"}, "correct"),
    (ex.faults, {**ex.faults.reference, "A": "a typo"}, "not attempted"),
    (ex.factors, lambda x: (x, x - 1), "correct"), (ex.factors, lambda x: [np.exp(2 * x)] * 2, "correct"),
    (ex.factors, lambda x: (x ** 3, x ** 1.5), "correct"), (ex.factors, lambda x: (x ** 1.62, x ** 2.613), "almost"),
    (ex.factors, lambda x: np.array([x * x, x * x]), "correct"),
    (ex.factors, lambda x: (math.exp(3 * x), math.exp(1.5 * x)), "correct"),
    (ex.factors, lambda x: (x ** 2, x ** 2.1), "wrong"), (ex.factors, lambda x: (x, x), "wrong"),
    (ex.factors, lambda x: (3.0, x), "wrong"), (ex.factors, lambda x: ((x - 1) ** 2, x), "wrong"),
    (ex.factors, lambda x: (abs(x - 1), x), "wrong"), (ex.factors, lambda x: x, "wrong"),
    (ex.factors, lambda x: ("a", "b"), "wrong"), (ex.factors, (lambda x: x, lambda x: x), "wrong"),
    (ex.factors, lambda x: (1 / (x - 1), x), "wrong"), (ex.factors, lambda x: None, "wrong"),
    (ex.factors, lambda x: ((x - 1) ** 3, (x - 1) ** 3), "wrong"),
    (ex.factors, lambda x: (x ** 2, x ** 2.001), "almost"), (ex.factors, lambda x: (x ** 4, x ** 1.33), "almost"),
    (ex.factors, lambda x: (x ** 4, x ** (4 / 3)), "correct"),
    (ex.factors, lambda x: (0.01 * x, x - 1), "correct"), (ex.factors, lambda x: (np.exp(50 * x), np.exp(50 / 49 * x)),
                                                           "correct"),
    (ex.factors, lambda x: (x ** 2 + 4e-4 * abs(x - 1), x ** 2), "wrong"),
    (ex.factors, lambda x: (x ** 2 + 1e-5 * abs(x - 1), x ** 2 + 1e-5 * abs(x - 1)), "wrong"),
    (ex.polar_slopes, lambda f, g, r, theta: tuple(ex.polar_slopes.reference(f, g, r, theta)), "correct"),
    (ex.polar_slopes, lambda f, g, r, theta: ex.polar_slopes.reference(f, g, r, theta)[::-1], "almost"),
    (ex.polar_slopes, lambda f, g, r, theta: None, "wrong"),
    (ex.forward_gradient, lambda f, x: np.array(ex.forward_gradient.reference(f, x)), "correct"),
    (ex.forward_gradient, slips.by_differences, "wrong"), (ex.forward_gradient, slips.one_pass, "wrong"),
    (ex.forward_gradient, lambda f, x: [f([Dual(v, 1.0 * (k == i)) for k, v in enumerate(x)])
                                        for i in range(len(x))], "wrong"),
    (ex.multiplications, lambda widths: tuple(ex.multiplications.reference(widths)), "correct"),
    (ex.multiplications, slips.triples, "wrong"),
    (ex.multiplications, slips.first_table_too, "wrong"), (ex.multiplications, slips.one_column, "wrong"),
    (ex.cheapest, lambda widths: np.float64(ex.cheapest.reference(widths)), "correct"),
    (ex.cheapest, slips.greedy, "wrong"), (ex.cheapest, slips.one_cut, "wrong"),
])
def test_what_learners_may_hand_in(exercise, answer, status):
    assert exercise.check(answer).status == status, exercise.check(answer)


@pytest.mark.parametrize("exercise, answer, told", [
    (ex.factors, lambda x: (1e-4 * x ** 2, 3e-4 * x ** 2), "take slopes of at least 0.01"),
    (ex.factors, lambda x: (x ** 2 + 4e-4 * abs(x - 1), x ** 2), "a kink, a jump or no value"),
    (ex.factors, lambda x: (x ** 4, x ** 1.33), "is written 4/3"),
    (ex.factors, lambda x: (x ** 1001, x ** 1.001), "Take gentler ones"),
    (ex.factors, lambda x: (np.float32(x) ** 2, np.float32(x) ** 2), "single precision"),
    (ex.diamond, {**ex.diamond.reference, "via d": 5}, "or the sum 1 + 3 + 1"),
    (ex.diamond, {**ex.diamond.reference, "e = c · d": 15}, "or 9 + 6"),
    (ex.polar_slopes, slips.sign_on_y, "belongs to the path through x"),
    (ex.polar_slopes, slips.outer_alone, "slopes of f in x and in y"),
    (ex.polar_slopes, slips.column_for_row, "Row against column"),
    (ex.polar_slopes, slips.outer_at_unit_circle, "(cos θ, sin θ)"),
    (ex.polar_slopes, slips.times_x_and_y, "by x and y themselves"),
    (ex.polar_slopes, slips.sin_for_cos, "x = r cos θ and y = r sin θ"),
    (ex.polar_slopes, slips.inner_exchanged, "exchanged in the inner slopes"),
    (ex.forward_gradient, slips.by_differences, "rounds far up"),
    (ex.multiplications, slips.triples, "neighbouring triples"),
    (ex.multiplications, slips.with_additions, "additions counted"),
])
def test_what_a_wrong_answer_is_told(exercise, answer, told):
    assert told in str(exercise.check(answer)), exercise.check(answer)


@pytest.mark.parametrize("widths", [[2, 2, 2, 1], [2, 9, 2, 1], [7, 2, 5, 3, 1], [3, 8, 2, 2, 6, 1]])
def test_for_one_output_and_no_narrow_layer_no_order_beats_reverse_mode(widths):
    assert ex.cheapest.reference(widths) == ex.multiplications.reference(widths)[1]


def test_a_layer_of_one_number_can_beat_reverse_mode():
    assert ex.multiplications.reference([1, 3, 2, 1]) == [8, 9]
    assert (ex.cheapest.reference([5, 1, 10, 2, 1]), ex.multiplications.reference([5, 1, 10, 2, 1])[1]) == (27, 35)


def test_paths_through_power_and_time_together():
    through = sympy.diff((P * HOURS).subs(M, 1), T)
    assert sympy.simplify(through + 36000 / (T - 100) ** 2) == 0
