"""Lesson 19: gradients by hand pass by three routes, slips and other routes are named."""
import numpy as np
import pytest
from pieces_capstone import (
    BRINGS,
    absolute,
    absolute_gradient,
    clipped_log_loss,
    huber,
    plain_log_gradient,
    refused,
    said,
    sigmoid,
    typed,
)

from mathlib import autodiff
from mathlib.lessons import capstone as ex
from mathlib.lessons.capstone import gradients, judging, projects, slips, solutions, worked


def test_correct_pairs_of_loss_and_gradient_pass_and_name_three_routes(project):
    for loss, gradient in BRINGS[project.kind]:
        said(ex.loss.check(loss))
        assert "by central differences and by the engine" in said(ex.gradient.check(gradient)), loss.__name__


def test_a_gradient_of_another_loss_does_not_pass(project):
    losses = BRINGS[project.kind]
    for k in range(2):
        said(ex.loss.check(losses[k][0]))
        assert ex.gradient.check(losses[1 - k][1]).status == "wrong"


def test_slips_in_the_gradient_are_named_in_every_project(project):
    loss, right = BRINGS[project.kind][0]
    said(ex.loss.check(loss))
    for wrong, words in ((lambda w, x, y: -right(w, x, y), "sign"), (lambda w, x, y: len(y) * right(w, x, y), "1/n"),
                         (lambda w, x, y: right(w, x, y)[:, None], "shape"),
                         (lambda w, x, y: right(w, x, y).sum(), "inputs are missing")):
        assert words in ex.gradient.check(wrong).message and ex.gradient.check(wrong).status != "correct"


def test_a_slip_in_one_row_or_one_entry_is_noticed(project):
    loss, right = BRINGS[project.kind][0]
    said(ex.loss.check(loss))

    def without_the_constant(w, x, y):
        g = right(w, x, y)
        g[-1] = 0
        return g
    assert "Entry" in said(ex.gradient.check(without_the_constant), "wrong")
    assert ex.gradient.check(lambda w, x, y: right(w, x[1:], y[1:])).status == "wrong"


def test_a_kink_between_the_differences_is_told_and_does_not_count():
    project = projects.penguins()
    w, x, y = next(judging.places(project))
    touched = y.copy()
    touched[0] = x[0] @ w + 1e-7                            # the differences reach across the kink
    measured, engine, kink, _ = gradients.other_routes(absolute, w, x, touched)
    assert kink and engine is not None and not np.allclose(measured, absolute_gradient(w, x, y))


def test_a_place_with_a_kink_is_left_out_of_a_whole_check(monkeypatch):
    project = projects.penguins()
    places = list(judging.places(project))
    w, x, y = places[0]
    places[0] = w, x, np.append(x[0] @ w + 1e-7, y[1:])
    said(ex.loss.check(absolute))
    monkeypatch.setattr(gradients, "places", lambda project: iter(places))
    assert "At 1 place a kink" in said(ex.gradient.check(absolute_gradient))
    places[:] = places[:1]
    assert "No place has a gradient" in said(ex.gradient.check(absolute_gradient), "wrong")


def test_a_piece_that_changes_its_arguments_is_told():
    projects.penguins()

    def gradient(w, x, y):
        found = solutions.gradient(w, x, y)
        w += 1
        return found

    def per_unit(w, project):
        found = w[:-1] / project.sd
        w *= 2
        return found
    assert "changes w, x or y" in said(ex.gradient.check(gradient), "almost")
    assert "changes w" in said(ex.per_unit.check(per_unit), "almost")


def test_a_loss_that_the_engine_cannot_follow_is_judged_by_differences():
    projects.penguins()

    def by_loop(w, x, y):
        return sum((float(row @ np.asarray(getattr(w, "value", w))) - t) ** 2
                   for row, t in zip(x, y, strict=True)) / len(y)
    said(ex.loss.check(by_loop))
    assert "two routes agree, not three" in said(ex.gradient.check(solutions.gradient))
    assert "sign" in said(ex.gradient.check(slips.uphill), "almost")


# ---- what was once called correct, and is not

@pytest.mark.parametrize("delta", [0.3, 1, 1.345])
def test_a_huber_gradient_with_one_tail_wrong(delta):
    projects.penguins()

    def loss(w, x, y):
        r = abs(x @ w - y)
        return np.mean(np.where(r < delta, r ** 2 / 2, delta * (r - delta / 2)))
    said(ex.loss.check(loss))
    said(ex.gradient.check(lambda w, x, y: x.T @ np.clip(x @ w - y, -delta, delta) / len(y)))
    for bend in (lambda r: np.where(abs(r) < delta, r, -delta), lambda r: np.maximum(r, -delta)):
        said(ex.gradient.check(lambda w, x, y, bend=bend: x.T @ bend(x @ w - y) / len(y)), "wrong")


def test_a_gradient_of_absolute_values_in_grams_that_is_a_constant():
    birds = projects.penguins()
    projects.own(birds.raw, 1000 * birds.y, birds.names, birds.units, "mass", "g")
    said(ex.loss.check(absolute))
    said(ex.gradient.check(absolute_gradient))
    said(ex.gradient.check(lambda w, x, y: -x.mean(axis=0)), "wrong")


def test_another_route_is_not_by_hand():
    projects.penguins()
    said(ex.loss.check(solutions.loss))

    def by_steps(w, x, y):
        return np.array([(solutions.loss(w + e, x, y) - solutions.loss(w, x, y)) / 1e-8 for e in 1e-8 * np.eye(len(w))])
    def by_tensor(w, x, y):
        v = autodiff.Tensor(w)
        ((x @ v - y) ** 2).mean().backward()
        return v.grad
    for route in (lambda w, x, y: autodiff.grad(lambda v: solutions.loss(v, x, y))(w), slips.measured, by_steps,
                  by_tensor):
        assert "another route" in said(ex.gradient.check(route), "almost")


@pytest.mark.parametrize("h, central", [(1e-8, 0), (1e-5, 1), (1e-6, 1), (1e-4, 1)])
def test_differences_of_a_formula_written_again_are_not_by_hand(project, h, central):
    loss = BRINGS[project.kind][0][0]
    written_again = typed(loss)
    said(ex.loss.check(typed(loss)))

    def by_differences(w, x, y):
        f = typed(written_again)
        return np.array([(f(w + e, x, y) - f(w - central * e, x, y)) / (1 + central) / h for e in h * np.eye(len(w))])
    verdict = ex.gradient.check(by_differences)
    assert verdict.status != "correct" and "By hand, by" not in verdict.message


def test_formulas_that_round_in_another_way_are_by_hand(project):
    if project.kind == "decision":
        said(ex.loss.check(clipped_log_loss))
        said(ex.gradient.check(plain_log_gradient))
    else:
        said(ex.loss.check(solutions.loss))
        said(ex.gradient.check(lambda w, x, y: 2 * (x.T @ x @ w - x.T @ y) / len(y)))


def test_gradients_of_another_loss_are_named():
    projects.tumours()
    said(ex.loss.check(typed(worked.weighted_log_loss)))
    for slope, words in ((lambda p, y: p - y, "without weights"), (lambda p, y: (20 - 19 * y) * (p - y), "exchanged"),
                         (lambda p, y: (1 + 19 * y) * (p - y) * p * (1 - p), "p(1 − p) too many")):
        refused(ex.gradient.check(lambda w, x, y, slope=slope: x.T @ slope(sigmoid(x @ w), y) / len(y)), words)
    projects.penguins()
    said(ex.loss.check(huber))
    refused(ex.gradient.check(solutions.gradient), "gradient of the mean square, and not of your loss")
    refused(ex.gradient.check(absolute_gradient), "gradient of the mean absolute error, and not of your loss")


def test_what_the_page_says_of_the_gradient_is_what_the_check_said():
    project = projects.penguins()
    cosh = said(ex.loss.check(lambda w, x, y: np.mean(np.log(np.cosh(x @ w - y)))))
    assert "times" in cosh
    said(ex.gradient.check(lambda w, x, y: x.T @ np.tanh(x @ w - y) / len(y)))
    assert "np.cosh" in ex.report(project).text and "two routes agree, not three" in ex.report(project).text
    said(ex.loss.check(absolute))
    assert "Gradient (lent)" in ex.report(project).text, "another loss takes the gradient with it"
    said(ex.loss.check(lambda w, x, y: float(np.mean((x @ w - y) ** 2))))
    assert "would leave the graph" in said(ex.gradient.check(solutions.gradient))
