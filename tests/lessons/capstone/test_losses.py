"""Lesson 19: what is a loss passes, what is none earns its sentence."""
import numpy as np
import pytest
from pieces_capstone import MAKERS, absolute, in_a_cell, plain_log_loss, refused, said, sigmoid

from mathlib.lessons import capstone as ex
from mathlib.lessons.capstone import desk, judging, projects, slips, solutions, worked


@pytest.mark.parametrize("wrong, words", [
    (lambda w, x, y: -plain_log_loss(w, x, y), "can be negative"),
    (lambda w, x, y: np.mean(((x @ w) > 0) != y), "a count is a staircase"),
    (lambda w, x, y: plain_log_loss(-w, x, y), "must fall as x · w grows"),
    (lambda w, x, y: plain_log_loss(w, x, y) + len(y), "A mean over the rows stays."),
    (lambda w, x: 0.0, "with 3 arguments: w, x, y."), (lambda w, x, y: x @ w - y, "a row of 427 numbers"),
    (lambda w, x, y: 1 / 0, "ZeroDivisionError"), ("a text", "Hand in the function itself"),
    (3.0, "Hand in the function itself"), (int, "Hand in the function itself")])
def test_what_is_no_loss_for_tumours_is_refused_in_a_sentence(wrong, words):
    projects.tumours()
    refused(ex.loss.check(wrong), words)


def test_the_loss_is_told_how_it_counts_a_large_error():
    projects.penguins()
    assert "100 times" in said(ex.loss.check(solutions.loss)) and "10 times" in said(ex.loss.check(absolute))
    projects.tumours()
    assert "costs 20 times" in said(ex.loss.check(worked.weighted_log_loss))
    assert "costs 1 times" in said(ex.loss.check(plain_log_loss))


def test_a_cell_that_is_run_again_leaves_the_gradient_and_a_change_takes_it():
    source = "def loss(w, x, y):\n    return k * sum(square(s) for s in x @ w - y) / len(y)"
    helper = "def loss(s):\n    return s ** 2"
    projects.penguins()
    for k, text, whose in ((1, helper, "lent"), (1, helper, "yours"), (2, helper, "lent"), (2, helper, "yours"),
                           (2, helper.replace("s ** 2", "abs(s) * abs(s)"), "lent")):
        said(ex.loss.check(in_a_cell(source, k=k, square=in_a_cell(text))))
        assert desk.whose("gradient") == whose, (k, text)
        said(ex.gradient.check(lambda w, x, y, k=k: k * solutions.gradient(w, x, y)))
        projects.penguins()                                    # the project's cell, once more
        assert desk.whose("gradient") == desk.whose("loss") == "yours"


def test_an_if_on_an_array_is_answered_with_where():
    projects.penguins()

    def by_if(w, x, y):
        r = x @ w - y
        return np.mean(r ** 2 if abs(r) < 1 else abs(r))
    assert "np.where" in said(ex.loss.check(by_if), "wrong")


def test_a_piece_that_was_right_and_is_wrong_now_does_not_stay_on_the_desk():
    projects.penguins()
    said(ex.loss.check(solutions.loss))
    said(ex.loss.check(slips.constant), "wrong")
    assert desk.whose("loss") == "lent"


# ---- what was once called correct, and is not

CANCEL, MIXED, LEFT_OUT = "they make up for each other", "not a mean over rows", "leaves its column out"
NO_LOSS = {
    "the bracket": (slips.bracket, CANCEL), "absolute mean": (lambda w, x, y: abs(np.mean(x @ w - y)), CANCEL),
    "largest": (lambda w, x, y: np.max(abs(x @ w - y)), MIXED),
    "median": (lambda w, x, y: np.median(abs(x @ w - y)), MIXED),
    "first row": (lambda w, x, y: (x[0] @ w - y[0]) ** 2, MIXED),
    "next row": (lambda w, x, y: np.mean((x @ w - np.roll(y, 1)) ** 2), MIXED),
    "reversed": (lambda w, x, y: np.mean((x @ w - y[::-1]) ** 2), MIXED),
    "sorted": (lambda w, x, y: np.mean((np.sort(x @ w) - np.sort(y)) ** 2), MIXED),
    "all pairs": (lambda w, x, y: np.mean(((x @ w)[:, None] - y) ** 2), MIXED),
    "cubes": (lambda w, x, y: abs(np.mean((x @ w - y) ** 3)), CANCEL),
    "squares of both": (lambda w, x, y: np.mean(((x @ w) ** 2 - y ** 2) ** 2), "Their opposite, −w, costs no more"),
    "sizes of both": (lambda w, x, y: np.mean((abs(x @ w) - abs(y)) ** 2), "Their opposite, −w, costs no more"),
    "one input": (slips.one_input, LEFT_OUT),
    "without the last input": (lambda w, x, y: np.mean((x[:, :-2] @ w[:-2] + w[-1] - y) ** 2), LEFT_OUT),
    "without the constant": (lambda w, x, y: np.mean((x[:, :-1] @ w[:-1] - y) ** 2), LEFT_OUT),
    "1 − R²": (lambda w, x, y: np.mean((x @ w - y) ** 2) / np.var(y), "not finite for a single row"),
    "root": (slips.rooted, MIXED),
    "log of both": (lambda w, x, y: np.mean((np.log(x @ w) - np.log(y)) ** 2), "not finite at w = 0"),
    "the outcomes' average": (slips.mean_of_y, "sees only the mean of y")}


@pytest.mark.parametrize("name", NO_LOSS)
def test_no_loss_for_amounts(name):
    MAKERS["carbon_dioxide" if "constant" in name or "mean" in name else "penguins"]()
    refused(ex.loss.check(NO_LOSS[name][0]), NO_LOSS[name][1])
    assert desk.whose("loss") == "lent"


AWAY = {"1.3 y": lambda w, x, y: np.mean((x @ w - 1.3 * y) ** 2),
        "1.1 y": lambda w, x, y: np.mean((x @ w - 1.1 * y) ** 2),
        "half a kg too high": slips.biased, "0.9 of the model": lambda w, x, y: np.mean(abs(0.9 * (x @ w) - y)),
        "twice the model": slips.doubled_score, "column by column": slips.column_by_column,
        "column by column, absolute": lambda w, x, y: np.mean(abs(x * w - y[:, None])), "one-sided": slips.one_sided}


@pytest.mark.parametrize("maker", ["penguins", "carbon_dioxide"])
@pytest.mark.parametrize("name", AWAY)
def test_no_loss_that_leads_beside_the_truth(name, maker):
    MAKERS[maker]()
    verdict = ex.loss.check(AWAY[name])
    assert any(words in verdict.message for words in (
        "less.", "costs no more than the right one.", "not by a penalty on w")), verdict
    assert verdict.status == "wrong" and desk.whose("loss") == "lent"


RIGHT = {"pinball": lambda w, x, y: np.mean(np.maximum(0.8 * (y - x @ w), 0.2 * (x @ w - y))),
         "ridge, λ = 1": lambda w, x, y: solutions.loss(w, x, y) + w @ w,
         "lasso": lambda w, x, y: absolute(w, x, y) + np.abs(w[:-1]).sum(),
         "log-cosh": lambda w, x, y: np.mean(np.log(np.cosh(x @ w - y))),
         "relative, sizes": lambda w, x, y: np.mean(abs(x @ w - y) / abs(y)),
         "ε-insensitive": lambda w, x, y: np.mean(np.maximum(abs(x @ w - y) - 0.1, 0)),
         "the constant apart": lambda w, x, y: np.mean((x[:, :-1] @ w[:-1] + w[-1] - y) ** 2)}


@pytest.mark.parametrize("maker", ["penguins", "carbon_dioxide"])
@pytest.mark.parametrize("name", RIGHT)
def test_losses_that_lead_to_the_truth(name, maker):
    MAKERS[maker]()
    said(ex.loss.check(RIGHT[name]))


def test_a_relative_error_is_a_loss_where_no_outcome_is_negative():
    def relative(w, x, y):
        return np.mean(abs(x @ w - y) / y)
    projects.penguins()
    said(ex.loss.check(relative))
    projects.carbon_dioxide()
    assert "can be negative" in said(ex.loss.check(relative), "wrong")


RISE, FALL, LITTLE = "must rise as x · w grows", "must fall as x · w grows", "too little between them"
NO_DECISION = {
    "only the ones": (lambda w, x, y: -np.mean(y * np.log(sigmoid(x @ w))), RISE),
    "only the zeros": (lambda w, x, y: -np.mean((1 - y) * np.log(1 - sigmoid(x @ w))), FALL),
    "hinge with 0 and 1": (lambda w, x, y: np.mean(np.maximum(0, 1 - y * (x @ w))), RISE),
    "logistic with 0 and 1": (lambda w, x, y: np.mean(np.log(1 + np.exp(-y * (x @ w)))), RISE),
    "two sigmoids": (lambda w, x, y: plain_log_loss(np.ones(1), sigmoid(x @ w)[:, None], y), LITTLE),
    "a line": (lambda w, x, y: np.mean(100 - y * (x @ w)), LITTLE),
    "without the constant": (lambda w, x, y: plain_log_loss(w[:-1], x[:, :-1], y), LEFT_OUT),
    "means": (lambda w, x, y: (sigmoid(x @ w).mean() - y.mean()) ** 2, "sees only the mean of y"),
    "squares of the score": (lambda w, x, y: np.mean((x @ w - y) ** 2), FALL),
    "column by column": (lambda w, x, y: plain_log_loss(np.ones(1), (x * w).reshape(-1, 1), np.repeat(y, w.size)),
                         "not by a penalty on w"),
    "the other mistake weighted": (lambda w, x, y: np.mean((20 - 19 * y) * (np.logaddexp(0, x @ w) - y * (x @ w))),
                                   "The larger weight is on the wrong mistake."),
    "divided by the weights": (lambda w, x, y: worked.weighted_log_loss(w, x, y) / np.mean(1 + 19 * y), MIXED)}


@pytest.mark.parametrize("name", NO_DECISION)
def test_no_loss_for_a_decision(name):
    projects.tumours()
    refused(ex.loss.check(NO_DECISION[name][0]), NO_DECISION[name][1])
    assert desk.whose("loss") == "lent"


def test_right_losses_that_were_refused():
    project = projects.carbon_dioxide()
    for loss in (lambda w, x, y: np.mean(np.maximum(abs(x @ w - y) - 1, 0)),
                 lambda w, x, y: solutions.loss(w, x, y) + w @ w):
        said(ex.loss.check(loss))
    x = project.raw + np.random.default_rng(0).normal(size=project.raw.shape)
    projects.own(x, 1000 * project.y, ("a",), ("m",), "mass", "g")
    said(ex.loss.check(lambda w, x, y: np.mean(np.maximum(abs(x @ w - y) - 50, 0))))
    assert "no number" not in said(ex.loss.check(lambda w, x, y: np.mean(abs(x @ w - y) / (1 + abs(y)))))


def test_every_branch_of_a_loss_is_visited(project):
    errors = np.concatenate([x @ w - y for w, x, y in judging.places(project)])
    assert 0.3 < np.mean(errors > 0) < 0.7
    if project.kind != "decision":
        size = project.training.y.std()
        assert np.mean(abs(errors) < 0.3 * size) > 0.1 < np.mean(abs(errors) > size)
