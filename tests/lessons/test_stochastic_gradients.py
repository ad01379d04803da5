"""Lesson 09: its answers and the numbers it quotes, by a second route."""
from fractions import Fraction
from itertools import combinations, product

import numpy as np
import pytest
from course import LESSONS, code_cells, read
from sklearn.linear_model import LinearRegression

from mathlib import datasets, plotting
from mathlib.demos.cloud import each, lowest, penguins
from mathlib.lessons import stochastic_gradients as ex
from mathlib.lessons.stochastic_gradients import judging, slips
from mathlib.optimizers import Constant, Cosine, InverseTime, Step, WarmUp

ARROWS = np.array([[2.0, -1.0], [0.0, 3.0], [-4.0, 1.0], [1.0, 1.0], [3.0, -2.0]])


def variance_over(samples):
    """The mean squared distance of the means of all samples from the mean of all arrows."""
    means = np.array([ARROWS[list(rows)].mean(axis=0) for rows in samples])
    return np.mean(((means - ARROWS.mean(axis=0)) ** 2).sum(axis=1))


def sigma():
    return np.sqrt(((ARROWS - ARROWS.mean(axis=0)) ** 2).sum(axis=1).mean())


@pytest.mark.parametrize("B", [1, 2, 3, 4])
def test_over_all_batches_with_replacement_the_mean_is_right_and_the_variance_sigma2_over_B(B):
    every = list(product(range(5), repeat=B))
    assert np.mean([ARROWS[list(rows)].mean(axis=0) for rows in every], axis=0) == pytest.approx(ARROWS.mean(axis=0))
    assert variance_over(every) == pytest.approx(sigma() ** 2 / B)
    assert ex.batch_for.reference(sigma(), np.sqrt(variance_over(every))) == pytest.approx(B)


@pytest.mark.parametrize("B", [1, 2, 3, 4, 5])
def test_over_all_batches_without_replacement_the_factor_is_n_less_B_over_n_less_1(B):
    every = list(combinations(range(5), B))
    assert np.mean([ARROWS[list(rows)].mean(axis=0) for rows in every], axis=0) == pytest.approx(ARROWS.mean(axis=0))
    assert ex.without_replacement.reference(sigma(), 5, B) == pytest.approx(variance_over(every), abs=1e-12)


def test_two_different_draws_without_replacement_have_the_product_that_the_lesson_states():
    d = ARROWS - ARROWS.mean(axis=0)
    pairs = [d[k] @ d[j] for k in range(5) for j in range(5) if k != j]
    assert np.mean(pairs) == pytest.approx(-sigma() ** 2 / 4)


def test_the_best_line_is_that_of_another_library_and_the_bowl_bends_by_2_everywhere():
    X, y = penguins()
    line = LinearRegression().fit(X[:, 1:], y)
    assert lowest() == pytest.approx([line.intercept_, line.coef_[0]])
    assert 2 * X.T @ X / len(y) == pytest.approx(2 * np.eye(2), abs=1e-12)


def test_the_cloud_at_the_lessons_place():
    arrows = each(np.array([4.0, 0.4]))
    assert np.sum(arrows @ arrows.mean(axis=0) < 0) == 114
    assert ((arrows - arrows.mean(axis=0)) ** 2).sum(axis=1).mean() == pytest.approx(2.338, abs=5e-4)


def test_the_noise_ball_without_drawing():
    """The level from exact moments: E[dd'] follows a linear recursion in which the data enter as they are."""
    X, y = penguins()
    n, lr, B = len(y), 0.05, 8
    r = X @ lowest() - y
    outer = np.einsum("ni,nj->nij", X, X)
    noise = np.einsum("n,nij->ij", 4 * r ** 2, outer) / n
    cross = np.einsum("nij,nkl->ikjl", outer, outer) / n                # of A d d' A for one example
    C = np.zeros((2, 2))
    for _ in range(2000):
        one = 4 * np.einsum("ikjl,jl->ik", cross, C) + noise
        C = (1 - 2 * lr) ** 2 * C + lr ** 2 / B * (one - 4 * C)
    forecast = lr * np.trace(noise) / (4 * B * (1 - lr))
    assert forecast <= np.trace(C) <= 1.06 * forecast
    assert np.trace(noise) == pytest.approx(1.177, abs=5e-4)
    assert np.trace(C) == pytest.approx(0.00198, abs=4e-5)


def test_epochs_cover_the_data_and_their_batches_make_up_the_gradient():
    w, order = np.array([4.0, 0.4]), np.random.default_rng(3).permutation(342)
    parts = np.split(order, range(50, 342, 50))
    means = [each(w, rows).mean(axis=0) for rows in parts]
    sizes = [len(rows) for rows in parts]
    assert sizes[-1] == 42
    assert ex.whole_gradient.reference(means, sizes) == pytest.approx(each(w).mean(axis=0))


def left(plan):
    """Thousandths of a kg² that a schedule leaves, as the check has it."""
    return 1000 * judging.after(plan)[1]


@pytest.mark.parametrize("plan", (InverseTime(0.1, 0.1), InverseTime(0.3, 0.3), Cosine(0.03, 200), Step(0.1, 50, 0.3)))
def test_schedules_reach_what_the_exercise_asks_for(plan):
    assert judging.reached(plan, 200) == judging.REACHED and left(plan) < 0.33


def test_what_the_exercise_says_does_not_do_it_does_not():
    constants = {lr: left(Constant(lr)) for lr in np.geomspace(0.001, 0.5, 400)}
    assert min(constants, key=constants.get) == pytest.approx(0.013, abs=3e-4)
    assert min(constants.values()) == pytest.approx(0.542, abs=1e-3)
    assert left(Step(0.1, 100, 0.1)) == pytest.approx(0.440, abs=1e-3)
    assert left(Cosine(0.1, 200)) == pytest.approx(0.490, abs=1e-3)
    assert left(WarmUp(Cosine(0.1, 200), 40)) == pytest.approx(0.490, abs=1e-3)


def drawn(plan, walks=4000):
    """The mean loss above its minimum by walks that are drawn, and two standard errors of it."""
    X, y = penguins()
    rng, w = np.random.default_rng(5), np.tile(judging.START, (walks, 1))
    for t in range(200):
        rows = rng.integers(342, size=(walks, 8))
        residuals = (X[rows] * w[:, None]).sum(axis=2) - y[rows]
        w = w - plan(t) * 2 * (residuals[..., None] * X[rows]).mean(axis=1)
    off = ((w - lowest()) ** 2).sum(axis=1)
    return off.mean(), 2 * off.std(ddof=1) / np.sqrt(walks)


@pytest.mark.parametrize("plan", (Step(0.1, 100, 0.1), Constant(0.005)))
def test_the_exact_judge_agrees_with_walks_that_are_drawn(plan):
    mean, half = drawn(plan)
    assert abs(judging.after(plan)[1] - mean) < 2 * half


@pytest.mark.parametrize("answer, words", [
    (lambda t: 0, "under way"), (lambda t: 1e-4, "under way"), (lambda t: 5e-4, "under way"),
    (lambda t: 0.1 / (1 + t), "under way"), (lambda t: 0.1 if t < 199 else 0, "noise is left"),
    (Step(0.1, 100, 0.1), "noise is left"), (Cosine(0.1, 200), "noise is left"), (Constant(0.013), "noise is left"),
    (lambda t: -0.1, "run away"), (lambda t: 1.0, "run away"), (lambda t: 1e200, "run away"),
    (lambda t: float("nan"), "finite number"), (lambda t: [0.1, 0.2], "finite number")])
def test_what_is_told_of_other_schedules(answer, words):
    verdict = ex.my_schedule.check(answer)
    assert verdict.status == "wrong" and words in verdict.message


def test_the_counterexample_is_one_by_the_loss_itself():
    found = ex.uphill.reference
    x, y = ([Fraction(v) for v in found[key]] for key in "xy")

    def loss(w, rows):
        return sum((w * x[k] - y[k]) ** 2 for k in rows) / len(rows)

    w, t = Fraction(found["w"]), Fraction(1, 10 ** 6)
    slope = (loss(w + t, found["batch"]) - loss(w - t, found["batch"])) / (2 * t)
    assert loss(w - t * slope, range(2)) > loss(w, range(2))
    assert loss(w - t * slope, found["batch"]) < loss(w, found["batch"])


EPOCH = (lambda gradient, w, order, B, lr: [w := w - lr * gradient(w, rows)
                                            for rows in np.split(order, range(B, len(order), B))][-1])


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.uphill, {"x": np.array([1, 2, 3]), "y": (0, 4, 6.5), "w": 1.0, "batch": [0]}, "correct"),
    (ex.uphill, {"x": [-1, 2, 2], "y": [5, 4, 0], "w": 0.5, "batch": (2, 0)}, "wrong"),
    (ex.uphill, {"x": [1, 2], "y": [0, 4], "w": 1, "batch": [0, 1]}, "wrong"),
    (ex.uphill, {"x": [1, 1], "y": [0, 2], "w": 1, "batch": [0]}, "correct"),        # at the lowest place, all lead up
    (ex.uphill, {"x": [1, 1], "y": [0, 2], "w": 1, "batch": [0, 1]}, "wrong"),
    (ex.uphill, {"x": [0, 0], "y": [1, 2], "w": 1, "batch": [0]}, "wrong"),
    (ex.uphill, {"x": [1, 2], "y": [0, 4], "w": 1, "batch": 0}, "wrong"), (ex.uphill, "yes", "wrong"),
    (ex.uphill, {"x": [1, 2], "y": [0, 4], "w": 1, "batch": [-1]}, "wrong"),
    (ex.uphill, {"x": [1, 2], "y": [0], "w": 1, "batch": [0]}, "wrong"),
    (ex.uphill, {"x": [1, 2], "y": [0, 4], "w": 1, "batch": ...}, "not attempted"),
    (ex.batch_for, lambda s, a: s * s / a / a, "correct"),
    (ex.batch_for, lambda s, a: np.ceil((s / a) ** 2), "almost"),
    (ex.batch_for, lambda s, a: s * s // a ** 2, "almost"),
    (ex.batch_for, lambda s, a: round((s / a) ** 2, 2), "correct"),
    (ex.without_replacement, lambda s, n, B: s ** 2 * (n / B - 1) / (n - 1), "correct"),
    (ex.without_replacement, lambda s, n, B: (B * s ** 2 - B * (B - 1) * s ** 2 / (n - 1)) / B ** 2, "correct"),
    (ex.without_replacement, lambda s, n, B: s ** 2 / B * (1 - (B - 1) / (n - 1)), "correct"),
    (ex.whole_gradient, lambda means, sizes: np.average(means, axis=0, weights=sizes), "correct"),
    (ex.whole_gradient, lambda means, sizes: [float(v) for v in np.average(means, axis=0, weights=sizes)], "correct"),
    (ex.counts, {"updates per epoch": 782.0, "updates in all": 7820, "examples in all": 5e5}, "correct"),
    (ex.counts, {"updates per epoch": "782", "updates in all": 7820, "examples in all": 500_000}, "correct"),
    (ex.counts, {"updates per epoch": 781, "updates in all": 7810, "examples in all": 499_840}, "wrong"),
    (ex.one_epoch, EPOCH, "correct"),
    (ex.shuffled, slips.x_alone, "wrong"), (ex.shuffled, lambda X, y, rng: None, "wrong"),
    (ex.shuffled, lambda X, y, rng: (X[::-1], y[::-1]), "wrong"),
    (ex.shuffled, lambda X, y, rng: [X[o := rng.permutation(len(X))], y[o]], "correct"),
    (ex.my_schedule, InverseTime(0.1, 0.1), "correct"), (ex.my_schedule, Constant(0.015), "wrong"),
    (ex.my_schedule, lambda t: np.float64(0.1) / (1 + t / 10), "correct"), (ex.my_schedule, lambda t: None, "wrong"),
    (ex.my_schedule, lambda t: "small", "wrong"), (ex.my_schedule, lambda t: -0.1, "wrong"),
    (ex.my_schedule, 0.1, "wrong"),
    (ex.never_drawn, lambda n: ((n - 1) / n) ** n, "correct"), (ex.never_drawn, lambda n: 0.368, "wrong"),
    (ex.never_drawn, lambda n: round((1 - 1 / n) ** n, 4), "correct"),
])
def test_other_answers(exercise, answer, status):
    assert exercise.check(answer).status == status, exercise.check(answer)


@pytest.mark.parametrize("answer, words", [
    ({"x": [1, 2], "y": [0, 4], "w": 2, "batch": [0]}, "same sign"),
    ({"x": [1, 1], "y": [0, 2], "w": 1, "batch": [1, 0]}, "does not move w"),
    ({"x": [1, 2], "y": [0, 4], "w": 0, "batch": [0]}, "does not move w"),
    ({"x": [1, 2], "y": [0, 4], "w": 1, "batch": [0, 0]}, "names a row twice"),
    ({"x": [1, 2], "y": [0, 4], "w": 1, "batch": [7]}, "rows from 0 to 1"), ({"x": [1]}, "keys")])
def test_what_is_no_counterexample_is_told_why(answer, words):
    assert words in ex.uphill.check(answer).message


def test_named_schedules_of_the_course_are_judged_like_functions():
    for plan in (Cosine(0.1, 200), Step(0.1, 100, 0.1), Constant(0.1)):
        assert ex.my_schedule.check(plan).status == ex.my_schedule.check(lambda t, plan=plan: plan(t)).status


@pytest.mark.parametrize("answer, words", [
    (Constant(0.013), "last steps are too long"), (lambda t: 0.1 * 0.95 ** t, "too early or too fast"),
    (Cosine(0.1, 200), "only in the last updates"), (lambda t: 0.1 / (1 + t), "fell too early"),
    (lambda t: 0.01, "larger at the beginning"), (lambda t: Cosine(0.1, 200), "with the `(t)`")])
def test_a_schedule_is_told_whether_it_is_long_at_the_end_or_fell_early_or_late(answer, words):
    assert words in ex.my_schedule.check(answer).message


@pytest.mark.parametrize("change, words", [
    ({"updates per epoch": 1}, "not one update"), ({"updates in all": 10}, "not one update"),
    ({"updates per epoch": 50_000}, "not one example"), ({"updates in all": 7813}, "carries the rest"),
    ({"examples in all": 50_000}, "one epoch"), ({"updates per epoch": 781.25, "examples in all": 50_000}, "quarter")])
def test_each_count_is_told_what_it_counts(change, words):
    verdict = ex.counts.check(ex.counts.reference | change)
    assert verdict.status == "wrong" and words in verdict.message


def unseeded(X, y, rng):
    order = np.random.permutation(len(y))
    return X[order], y[order]


@pytest.mark.parametrize("answer, words", [
    (unseeded, "does not come from `rng`"), (slips.without_rng, "does not come from `rng`"),
    (lambda X, y, rng: (rng.permutation(X, axis=1), y), "columns are mixed")])
def test_shuffles_without_rng_and_along_the_wrong_axis_are_told_why(answer, words):
    verdict = ex.shuffled.check(answer)
    assert verdict.status == "wrong" and words in verdict.message


@pytest.mark.parametrize("part, words", [({"batch": []}, "`batch`"), ({"w": "q"}, "`w`"),
                                         ({"y": [0, float("nan")]}, "`y`"), ({"x": 3}, "`x`")])
def test_the_part_of_a_counterexample_that_cannot_be_read_is_named(part, words):
    verdict = ex.uphill.check(ex.uphill.reference | part)
    assert verdict.status == "wrong" and words in verdict.message


def test_a_share_to_three_decimals_is_almost_right():
    assert ex.never_drawn.check(lambda n: round((1 - 1 / n) ** n, 3)).status == "almost"


# ---- the order of the file, and a training that was stopped

def test_the_line_of_shuffled_flippers_is_too_high_because_late_batches_count_more():
    """With a slope of 0, b is a weighted mean of the nine batches; the file's second half has the Gentoos."""
    y, species = penguins()[1], datasets.penguin_species()
    b = 0.0
    for _ in range(20):
        for k in range(0, 342, 38):
            b -= 0.1 * 2 * (b - y[k:k + 38].mean())
    assert b == pytest.approx(4.27, abs=5e-3) and y.mean() == pytest.approx(4.20, abs=5e-3)
    gentoos = np.flatnonzero(species == "Gentoo")
    assert y[gentoos].mean() == pytest.approx(5.08, abs=5e-3) and np.mean(gentoos >= 171) > 0.8
    assert set(species[-68:]) == {"Chinstrap"} and y[-68:].mean() < y.mean()


class Stopped:
    """A training that was ended after so many steps."""

    def __init__(self, steps):
        rng = np.random.default_rng(0)
        self.history = [{"loss of one batch": v, "loss of all": v / 2} for v in rng.random(steps)]

    def result(self):
        return self.history


@pytest.mark.parametrize("steps", (1, 2, 99, 100, 150, 2600, 5000, 10_000))
def test_what_reads_the_training_takes_one_that_was_stopped(steps, capsys):
    [path] = [path for path in LESSONS if path.stem[3:] == "stochastic_gradients"]
    names = {"run": Stopped(steps), "np": np, "plotting": plotting}
    for cell in code_cells(read(path)):
        if cell.id in ("result", "figure-run"):
            exec(cell.source, names)
    assert f"{min(500, steps - steps // 2)} updates" in capsys.readouterr().out


@pytest.mark.parametrize("plan", (Cosine(0.1, 200), Constant(0.013), Step(0.1, 50, 0.3), lambda t: 0.1 * 0.98 ** t))
def test_the_verdict_on_a_schedule_says_the_loss_that_is_left(plan):
    said = ex.my_schedule.check(plan).message
    assert f"is left: {left(plan):.4g} thousandths" in said, said


@pytest.mark.parametrize("answer", (lambda t: 1.5, lambda t: None, ..., 0.1, lambda t: "small"))
def test_where_no_loss_is_left_none_is_said(answer):
    assert "is left:" not in ex.my_schedule.check(answer).message


def test_a_schedule_with_a_memory_is_judged_all_the_same():
    rates = iter([0.1 / (1 + 0.1 * t) for t in range(200)])
    assert ex.my_schedule.check(lambda t: next(rates)).status in ("wrong", "correct")
