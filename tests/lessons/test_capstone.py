"""Lesson 19: correct work of every kind passes in all three projects, flawed work earns its sentence, nothing leaks."""
import copy
import io
from contextlib import redirect_stdout
from types import FunctionType

import numpy as np
import pytest
from course import ROOT, code_cells, read

from mathlib import autodiff
from mathlib.exercises.verdict import Verdict
from mathlib.lessons import capstone as ex
from mathlib.lessons.capstone import (
    desk,
    exemplar,
    gradients,
    judging,
    probes,
    projects,
    slips,
    solutions,
    stepping,
    worked,
)
from mathlib.optimizers import Adam, Lion, RMSprop
from mathlib.words import number

MAKERS = {"penguins": projects.penguins, "tumours": projects.tumours, "carbon_dioxide": projects.carbon_dioxide}
CELLS = {cell.id: cell.source for cell in code_cells(read(ROOT / "notebooks" / "19_capstone.ipynb"))}


@pytest.fixture(autouse=True)
def clean():
    """Afterwards nothing lies on the desk, and no project is chosen."""
    yield
    for kept in (desk.PIECES, probes.PENDING, projects.CHOSEN, projects.OPENED):
        kept.clear()


@pytest.fixture(params=MAKERS)
def project(request):
    return MAKERS[request.param]()


# ---- losses and gradients that a learner may bring

def absolute(w, x, y):
    return np.mean(np.abs(x @ w - y))


def absolute_gradient(w, x, y):
    return x.T @ np.sign(x @ w - y) / len(y)


def huber(w, x, y):
    r = x @ w - y
    return np.mean(np.where(np.abs(r) < 1, r ** 2 / 2, np.abs(r) - 0.5))


def huber_gradient(w, x, y):
    return x.T @ np.clip(x @ w - y, -1, 1) / len(y)


def ridge(w, x, y):
    return np.mean((x @ w - y) ** 2) + 0.01 * np.sum(w ** 2)


def ridge_gradient(w, x, y):
    return solutions.gradient(w, x, y) + 0.02 * w


def plain_log_loss(w, x, y):
    return np.mean(np.logaddexp(0, x @ w) - y * (x @ w))


def plain_log_gradient(w, x, y):
    return x.T @ (0.5 + 0.5 * np.tanh(x @ w / 2) - y) / len(y)


def clipped_log_loss(w, x, y):
    p = 1 / (1 + np.exp(-(x @ w)))
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


BRINGS = {"amount": [(solutions.loss, solutions.gradient), (absolute, absolute_gradient), (huber, huber_gradient),
                     (ridge, ridge_gradient)],
          "decision": [(worked.weighted_log_loss, worked.weighted_gradient), (plain_log_loss, plain_log_gradient),
                       (clipped_log_loss, plain_log_gradient)]}
BRINGS["series"] = BRINGS["amount"]


def said(verdict, status="correct"):
    assert isinstance(verdict, Verdict) and verdict.status == status, verdict
    return verdict.message


def refused(verdict, words):
    """Not correct, for the reason that is meant; the check itself has not crashed."""
    assert verdict.status in ("wrong", "almost") and words in verdict.message, verdict
    assert "cannot be checked" not in verdict.message and verdict.message.endswith((".", "?", ".)"))


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


# ---- the optimizer

def adam(w, g, state, lr):
    t, m, v = (0, 0 * w, 0 * w) if state is None else state
    t, m, v = t + 1, 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g ** 2
    return w - lr * m / (1 - 0.9 ** t) / (np.sqrt(v / (1 - 0.999 ** t)) + 1e-8), (t, m, v)


def of_rule(rule):
    def step(w, g, state, lr):
        made = rule(lr=lr)
        return made.step(w, g, made.start(w) if state is None else state)
    return step


def mean_of_slopes(w, g, state, lr):
    v = 0.8 * (0 if state is None else state) + 0.2 * g
    return w - lr * v, v


@pytest.mark.parametrize("step, words", [
    (adam, "with Adam."), (of_rule(RMSprop), "with RMSprop"), (of_rule(Lion), "with Lion"),
    (of_rule(Adam), "with Adam."),
    (lambda w, g, state, lr: (w - lr * g, state), "plain gradient descent"), (solutions.step, "momentum with β = 0.9"),
    (mean_of_slopes, "a rule of your own")])
def test_any_rule_that_descends_passes_and_is_named(step, words):
    assert words in said(ex.step.check(step))


def test_a_memory_outside_of_the_state_is_noticed():
    memory = {"v": 0.0}

    def leaking(w, g, state, lr):
        memory["v"] = 0.9 * memory["v"] + g
        return w - lr * memory["v"], None
    assert "outside of `state`" in said(ex.step.check(leaking), "wrong")


@pytest.mark.parametrize("wrong, words", [
    (slips.climbing, "uphill"), (slips.without_lr, "use `lr`?"), (slips.in_place, "in place"),
    (slips.standing, "does not move"), (slips.only_w, "Return two things"),
    (lambda w, g, state, lr: (w - lr * g.sum() * 100, state), "A rule that can be tuned"),
    (lambda w, g, state, lr: (None, state), "has the shape ()"), (lambda w, g: w, "with 4 arguments"),
    ("sgd", "Hand in the function itself"), (lambda w, g, state, lr: ({}, state), "not an array of numbers"),
    (lambda w, g, state, lr: ("w", state), "not an array of numbers"),
    (lambda w, g, state, lr: ([[1], [2, 3]], state), "not an array of numbers"),
    (lambda w, g, state, lr: (w * np.nan, state), "not finite after 1 step")])
def test_what_is_no_optimizer_is_refused_in_a_sentence(wrong, words):
    refused(ex.step.check(wrong), words)


def test_a_rate_that_warms_up_from_0_passes():
    def warming(w, g, state, lr):
        t = 0 if state is None else state
        return w - lr * min(t / 5, 1) * g, t + 1
    said(ex.step.check(warming))


# ---- sensitivity, failure, faults

def test_sensitivities_pass_for_every_project_and_slips_are_named(project):
    right = worked.lent("per_unit", project.kind)
    said(ex.per_unit.check(right))
    said(ex.per_unit.check(lambda w, project: list(right(w, project))))
    assert "per standard deviation" in said(ex.per_unit.check(lambda w, p: right(w, p) * p.sd), "wrong")
    assert "sign" in said(ex.per_unit.check(lambda w, p: -right(w, p)), "almost")


def test_the_chain_rule_is_asked_for_where_a_sigmoid_stands_between():
    projects.tumours()
    assert "chain rule" in said(ex.per_unit.check(solutions.per_unit), "wrong")


def test_a_trend_without_its_waves_is_named():
    projects.carbon_dioxide()

    def trend(w, project):
        z = (project.training.raw[:, 0] - project.mean) / project.sd
        return [np.mean(w[0] + 2 * w[1] * z) / project.sd[0]]
    assert "The waves have a slope too" in said(ex.per_unit.check(trend), "wrong")


def test_every_project_fails_by_several_probes_and_withstands_one(project):
    bench = probes.Bench(lambda part, lr, seed: probes.lent_train(part, lr, seed, 120), lr=0.01)
    verdicts = {name: ex.failure.check({"probe": name, "factor": 2}) for name in probes.PROBES}
    statuses = [verdict.status for verdict in verdicts.values()]
    assert statuses.count("correct") >= 4 and "almost" in statuses, verdicts
    assert set(bench.measured) == set(probes.PROBES)
    assert all("You said: 2 times" in verdict.message for verdict in verdicts.values())


def probed(project, name, split=1):
    """(before, after) of a probe at one split."""
    plain = probes.Setting(*project.splits[split], 0.01)
    return plain, probes.PROBES[name](project, plain, split)


def same(a, b, but=""):
    """Two parts have the same rows, but for what is named."""
    return all(np.array_equal(getattr(a, k), getattr(b, k)) is not (k in but.split()) for k in ("raw", "x", "y"))


def test_what_each_probe_changes_and_what_it_leaves(project):
    before, after = probed(project, "rate × 10")
    assert after.lr == pytest.approx(0.1) and same(after.fit, before.fit) and same(after.judge, before.judge)
    before, after = probed(project, "one wild outcome")
    assert np.sum(after.fit.y != before.fit.y) == 1 and same(after.fit, before.fit, "y")
    assert same(after.judge, before.judge) and after.lr == before.lr
    row = np.flatnonzero(after.fit.y != before.fit.y)[0]
    assert after.fit.y[row] == (1 if project.kind == "decision" else 10 * before.fit.y[row])
    before, after = probed(project, "mixed-up outcomes")
    moved = np.mean(after.fit.y != before.fit.y)
    assert same(after.fit, before.fit, "y") and (0.04 if project.kind == "decision" else 0.15) < moved <= 0.2
    np.testing.assert_array_equal(np.sort(after.fit.y), np.sort(before.fit.y))
    before, after = probed(project, "ten rows")
    assert len(after.fit.y) == 10 and same(after.judge, before.judge)
    assert {tuple(row) for row in after.fit.x} <= {tuple(row) for row in before.fit.x}


def test_what_probes_of_the_inputs_change_and_what_they_leave(project):
    d = project.raw.shape[1]
    before, after = probed(project, "shifted input")
    assert same(after.fit, before.fit) and same(after.judge, before.judge, "raw x")
    np.testing.assert_allclose(after.judge.x[:, 0], before.judge.x[:, 0] + 1)
    before, after = probed(project, "another unit")
    factor = after.judge.raw[:, -1] / before.judge.raw[:, -1]
    assert same(after.fit, before.fit) and np.allclose(factor[::10], 10) and np.mean(factor != 1) < 0.15
    mean, sd = before.fit.raw.mean(axis=0), before.fit.raw.std(axis=0)
    np.testing.assert_allclose(after.judge.x[:, d - 1], ((after.judge.raw - mean) / sd)[:, d - 1])
    before, after = probed(project, "unscaled inputs")
    for part, plain in ((after.fit, before.fit), (after.judge, before.judge)):
        assert same(part, plain, "x") and np.array_equal(part.x[:, :d], plain.raw)


def test_the_unseen_group_is_judged_by_the_same_cases_before_and_after(project):
    before, after = probed(project, "unseen group")
    sign = -1 if project.kind == "series" else 1
    last = sign * before.fit.raw[:, -1]
    assert (sign * after.fit.raw[:, -1]).max() <= np.quantile(last, 0.75) < (sign * after.judge.raw[:, -1]).min()
    assert len(after.fit.y) == np.sum(last <= np.quantile(last, 0.75))
    bench, trained = probes.Bench(lambda part, lr, seed: trained.append(part) or np.zeros(part.x.shape[1])), []
    pairs = bench.run("unseen group")
    assert [len(part.y) for part in trained[2:4]] == [len(before.fit.y), len(after.fit.y)]
    np.testing.assert_array_equal(pairs[:, 0], pairs[:, 1])               # the same model: so the same cost


@pytest.mark.parametrize("answer", [{"probe": "magic", "factor": 2}, {"probe": "ten rows", "factor": "much"},
                                    {"probe": "ten rows", "factor": -1}, ["ten rows", 2], {"probe": 3, "factor": 2}])
def test_a_failure_that_cannot_be_read_is_refused_in_a_sentence(answer):
    assert said(ex.failure.check(answer), "wrong").endswith(".")


def test_a_bench_belongs_to_its_project():
    probes.Bench(lambda part, lr, seed: np.zeros(part.x.shape[1]))
    birds = probes.PENDING["bench"].project
    projects.tumours()
    told = ex.failure.check({"probe": "another unit", "factor": 2}).message
    assert "the bench was made for penguins" in told and probes.PENDING["bench"].project.name == "tumours"
    assert birds.name == "penguins" and "not made yet" not in told
    with pytest.raises(ValueError, match="The probe is one of"):
        probes.PENDING["bench"].run("typo")


def test_a_factor_below_1_is_asked_for_twice():
    projects.penguins()
    probes.Bench(lambda part, lr, seed: probes.lent_train(part, lr, seed, 60))
    answer = {"probe": "one wild outcome", "factor": 0.2}
    assert "20 % more, write 1.2" in said(ex.failure.check(answer), "wrong")
    assert "You said: 0.2 times" in said(ex.failure.check(answer))


def test_half_an_answer_is_not_attempted():
    assert ex.failure.check({"probe": "ten rows", "factor": ...}).status == "not attempted"
    assert ex.faults.check([...]).status == "not attempted" and ex.faults.check([]).status == "wrong"


def test_lists_of_faults_are_read_as_they_are_written():
    for answer in (["a", "d", "E", "F", "H"], "A, D, E, F and H", "ADEFH", "adefh", ("H", "F", "E", "D", "A"),
                   {"A": True, "B": False, "D": True, "E": True, "F": True, "H": True}, "ADEFH.", "ADE FH", ["ADEFH"],
                   ["A, D, E, F, H"], "A, D, E, F And H", np.array(list("ADEFH")),
                   {"A": 1, "B": 0, "D": np.True_, "E": 1, "F": 1, "H": 1}):
        said(ex.faults.check(answer))
    assert ex.faults.check("...").status == "not attempted"
    assert "none of the lines" in said(ex.faults.check("XYZ"), "wrong")


def test_each_missed_and_each_falsely_accused_line_has_its_sentence():
    assert set(exemplar.FAULTS) | set(exemplar.SOUND) == set(exemplar.LINES)
    assert not set(exemplar.FAULTS) & set(exemplar.SOUND)
    for letter, sentence in exemplar.FAULTS.items():
        assert sentence in said(ex.faults.check([k for k in exemplar.FAULTS if k != letter]), "almost")
    for letter, sentence in exemplar.SOUND.items():
        assert sentence in said(ex.faults.check([*exemplar.FAULTS, letter]), "almost")


# ---- the data of a project

def test_no_row_is_both_learned_from_and_judged_on(project):
    n = len(project.y)
    assert sorted([*project.rows, *project._locked]) == list(range(n))
    numbered = copy.copy(project)
    numbered.raw = np.arange(n)[:, None] + 0.0                          # each row is its number
    for k, (learn, judge) in enumerate(project.splits):
        numbers = [part.raw[:, 0].astype(int) for part in numbered._split(k)]
        both = np.concatenate(numbers)
        assert len(set(both)) == len(both) and set(both) <= set(project.rows)
        assert project.kind == "series" or len(both) == len(project.rows)
        for part, rows in zip((learn, judge), numbers, strict=True):
            np.testing.assert_array_equal(part.raw, project.raw[rows])
        if project.kind == "series":
            assert learn.raw.max() < judge.raw.min() < project.raw[project._locked].min()


def test_scaling_comes_from_the_rows_to_learn_from(project):
    for learn, judge in project.splits:
        d = project.raw.shape[1]
        z = learn.x[:, :d]
        np.testing.assert_allclose(z.mean(axis=0), 0, atol=1e-9)
        np.testing.assert_allclose(z.std(axis=0), 1)
        mean, sd = learn.raw.mean(axis=0), learn.raw.std(axis=0)
        np.testing.assert_allclose(judge.x[:, :d], (judge.raw - mean) / sd)


def test_costs_by_hand():
    project = projects.tumours()
    learn, judge = project.splits[0]
    always = np.append(np.zeros(10), 9.0)
    assert project.cost(always, judge) == pytest.approx(100 * np.mean(judge.y == 0))
    assert project.cost(-always, judge) == pytest.approx(2000 * np.mean(judge.y == 1))
    assert project.baseline(learn, judge) == pytest.approx(project.cost(always, judge))
    birds = projects.penguins()
    learn, judge = birds.splits[0]
    assert birds.baseline(learn, judge) == pytest.approx(np.abs(judge.y - learn.y.mean()).mean())
    assert np.isnan(birds.cost(np.full(4, 1e12), judge))


def test_the_lent_work_beats_the_baseline_and_for_a_series_only_far_ahead(project):
    pairs = [(project.cost(probes.lent_train(learn, 0.003, k), judge), project.baseline(learn, judge))
             for k, (learn, judge) in enumerate(project.splits)]
    mean, base = np.mean(pairs, axis=0)
    if project.kind == "series":
        assert mean > base, "two years ahead the last rise is hard to beat"
    else:
        assert mean < 0.6 * base
    told = project.verdict(*[probes.lent_train(project.training, 0.003, k) for k in range(3)])
    assert told.costs.mean() < 0.6 * told.baseline


def test_openings_of_the_test_part_are_counted_and_told(project):
    w = probes.lent_train(project.training, 0.01, 0)
    first = project.verdict(w)
    for bad in ((), ([w, w],), (w[1:],), (w, "w")):
        with pytest.raises(ValueError, match="stays closed"):
            project.verdict(*bad)
    again = MAKERS[next(name for name in MAKERS if name.startswith(project.name[:6]))]()    # its cell is run once more
    second = again.verdict(0 * w)
    assert "opened" not in repr(first) and "opened 2 times" in repr(second)
    page = ex.report(again).text
    assert "opened 2 times. The first time" in page
    at = [page.index(number(told.costs.mean(), 3)) for told in (first, second)]
    assert at == sorted(at) and at[0] < page.index("Opened again") < at[1]


def test_the_growth_of_co2_is_that_of_the_closed_form_and_accelerates():
    project = projects.carbon_dioxide()
    w = np.linalg.lstsq(project.training.x, project.training.y)[0]
    slope = worked.of_time(w, project)[0]
    years, y = project.training.raw[:, 0], project.training.y
    again = np.polyfit(years - years.mean(), y, 2)
    assert slope == pytest.approx(again[1], abs=0.05) and 2 * again[0] > 0.015


def test_data_of_ones_own():
    rng = np.random.default_rng(0)
    raw = rng.normal(size=(80, 2)) * [1, 100]
    project = projects.own(raw, raw @ [1, 0.01] + rng.normal(size=80) / 9, ("a", "b"), ("m", "s"), "t", "kg")
    said(ex.per_unit.check(solutions.per_unit))
    said(ex.gradient.check(solutions.gradient))
    assert project.cost(probes.lent_train(project.training, 0.01, 0), project.training) < 0.3
    for bad in (raw[:, 0], raw[:10], raw * [1, 0]):
        with pytest.raises(ValueError, match=r"\.$"):
            projects.own(bad, np.zeros(len(bad)), ("a", "b"), ("m", "s"), "t")


# ---- the page, and the whole path

def test_a_page_is_saved_when_asked_and_never_over_another(tmp_path):
    page = ex.report(projects.penguins(), points=[2, 2, 1, 2, 1, 0])
    assert "Points: 8 of 12" in page.text and "still to write" in page.text
    assert "Written" in repr(page.save(tmp_path / "a.md"))
    (tmp_path / "a.md").write_text("mine")
    assert "stays as it is" in repr(page.save(tmp_path / "a.md")) and (tmp_path / "a.md").read_text() == "mine"
    assert "cannot be written" in repr(page.save(tmp_path / "no" / "b.md"))


@pytest.mark.parametrize("points", [..., None, [1, 2], [3] * 6, "212121x", 7])
def test_points_that_are_none_are_asked_for(points):
    assert "six numbers" in ex.report(projects.penguins(), points=points).text


def test_points_claimed_without_support_have_a_note():
    project = projects.penguins()
    text = ex.report(project, points=[2] * 6).text
    assert "Points: 12 of 12" in text and text.count(": 2 (but ") == 5
    text = ex.report(project, "x", "y", points=[1, 1, 1, 1, 1, 0]).text
    assert "Points: 5 of 12" in text and "(but" not in text
    w = np.zeros(4)
    for _ in range(2):
        project.verdict(w)
    text = ex.report(project, "x", "y", [0.1], np.ones((1, 5)), w, [2] * 6).text
    assert "(but the test part was opened 2 times)" in text and text.count("(but ") == 3


def test_the_lines_of_a_page_are_the_numbers_that_were_measured(project):
    w = probes.lent_train(project.training, 0.01, 0, 100)
    rates, table = np.array([0.5, 0.25, 0.125]), np.array([[3.0, 4.0], [1.0, 2.0], [5.0, np.nan]])
    said(ex.loss.check(typed(worked.lent("loss", project.kind))))
    said(ex.step.check(adam))
    text = ex.report(project, "why", "not", rates, table, w).text
    assert "Chosen (lent): η = 0.25." in text and "η = 0.25: 1.5 ± 0.5" in text and "η = 0.125: diverged" in text
    for name, slope in zip(project.names, worked.lent("per_unit", project.kind)(w, project), strict=True):
        assert f"- {name}: {number(slope, 3)} " in text
    assert "Loss (yours). why" in text and "Adam" in text and desk.said("loss") in text
    assert "3 rows for 2 η" in ex.report(project, rates=rates[:2], table=table).text
    if project.kind == "series":
        time, y = project.training.raw[:, 0], project.of_columns(w, project.training.x)
        waves = [wave(2 * np.pi * k * time) for k in (1, 2) for wave in (np.cos, np.sin)]
        fitted = np.linalg.lstsq(np.column_stack([time - 1975, (time - 1975) ** 2, np.ones(len(y)), *waves]), y)[0]
        first, last, early, late, faster = ex.growth(project, w)
        for year, rise in ((first, early), (last, late)):
            assert rise == pytest.approx(fitted[0] + 2 * fitted[1] * (year + 0.5 - 1975), rel=1e-6)
        assert faster == pytest.approx(2 * fitted[1], rel=1e-6)
        assert f"over {first:.0f}, and {number(late, 3)} over {last:.0f}: {number(faster, 2)} per year²" in text


def test_a_page_is_that_of_the_project_that_is_judged():
    birds = projects.penguins()
    projects.tumours()
    with pytest.raises(ValueError, match="The checks judge tumours now"):
        ex.report(birds)
    with pytest.raises(ValueError, match="The pieces are loss, gradient, step, choose and per_unit"):
        ex.lend("los", ...)


def test_the_solution_is_that_of_the_project(project):
    for name in ("loss", "gradient", "step", "choose", "per_unit"):
        names = {"np": np}
        exec(getattr(ex, name).solution().text, names)
        said(getattr(ex, name).check(names[name]))
        assert name == "choose" or desk.whose(name) == "yours"


def test_rules_of_choice_that_return_a_float_a_row_or_an_eta():
    for rule in (lambda t: float(solutions.choose(t)), lambda t: np.array(solutions.choose(t)),
                 lambda t: np.nanargmin(np.median(t, axis=1)), lambda t: np.uint8(solutions.choose(t))):
        said(ex.choose.check(rule))
    rates = [0.001, 0.003, 0.01, 0.03, 0.1]
    for rule, words in ((lambda t: rates[solutions.choose(t)], "an η is no number of a row"),
                        (lambda t: t[:, 0].argmin(), "You looked at one split."), (lambda t: -1, "-1. The numbers"),
                        (lambda t: "1", "text"), (lambda t: None, "None"), (lambda t: np.nan, "nan. The numbers"),
                        (lambda t: t.mean(axis=1), "an η is no number of a row"), (lambda t: [1], "[1]. The numbers"),
                        (slips.most_wins, "the others say.")):
        refused(ex.choose.check(rule), words)
    assert ex.choose.check(lambda t: ...).status == "not attempted"


def in_a_cell(source, **names):
    exec(source, names)
    return names["loss"]


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


def test_a_table_whose_trainings_all_diverged_has_a_sentence_and_no_traceback(capsys):
    names = {"table": np.full((2, 5), np.nan), "rates": np.array([0.1, 1.0]), "lr": 0.1, "costs": [1.0], "best_row": 0,
             "chosen": np.full(5, np.nan), "project": projects.penguins()}
    exec(CELLS["imports"], names)
    exec(CELLS["figure-table"], names)
    assert "Every η diverged" in capsys.readouterr().out


def test_own_data_that_no_split_can_scale_or_divide():
    rng = np.random.default_rng(1)
    raw, y = rng.normal(size=(80, 2)), rng.normal(size=80)
    birds, rare = projects.penguins(), np.arange(80) == 3
    given = {"names": ("a", "b"), "units": ("", ""), "target": "t"}
    for x, outcomes, kind, words in ((np.column_stack([raw[:, 0], rare]), y, "amount", "is constant"),
                                     (raw, rare * 1.0, "decision", "all outcomes are alike")):
        with pytest.raises(ValueError, match=words):
            projects.own(x, outcomes, kind=kind, **given)
        assert projects.chosen() is birds
    for bad in ({"raw": "text", "y": y}, {"raw": raw, "y": y, "missed": "many"}):
        with pytest.raises(ValueError, match="numbers only"):
            projects.own(**bad, **given)
    assert projects.own(raw, y > 0, kind="decision", missed="5", **given).missed == 5
    projects.own(np.column_stack([raw[:, 0], np.arange(80) % 2]), y, **given)
    told = ex.failure.check({"probe": "unseen group", "factor": 2})
    assert "no largest quarter" in told.message and told.status == "wrong"


PATH = ["project", "parts", "loss", "lend-loss", "gradient", "three-routes", "step", "train", "table", "choose",
        "chosen", "verdict", "closed-form", "per-unit", "readings", "says-not", "growth", "bench", "failure", "page"]


def test_the_formula_that_is_told_is_the_loss_that_is_lent(project):
    w, x, y = np.random.default_rng(0).normal(size=project.training.x.shape[1]), project.training.x, project.training.y
    told = eval(worked.formula(), {"np": np, "w": w, "x": x, "y": y})
    assert told == pytest.approx(worked.lent("loss", project.kind)(w, x, y), rel=1e-12)


def typed(piece):
    """The same function, as a learner's own."""
    return FunctionType(piece.__code__, piece.__globals__, piece.__name__)


def test_what_was_lent_stays_lent_however_often_its_cell_is_run(project, capsys):
    for name in ("loss", "gradient", "step", "choose", "per_unit"):
        capsys.readouterr()
        piece = ex.lend(name, ...)
        assert ex.lend(name, piece) is piece
        said = f"{name}: lent{', ' + worked.formula() if name == 'loss' else ''}\n"
        assert capsys.readouterr().out == said * 2
        assert ex.lend(name, typed(piece)) is not piece and desk.whose(name) == "yours"


@pytest.mark.parametrize("name, mine", [("tumours", True), ("carbon_dioxide", True), ("penguins", True),
                                        ("tumours", False), ("carbon_dioxide", False)])
def test_the_path_of_the_lesson_runs_for_every_project(name, mine):
    names, heard = {}, io.StringIO()
    with redirect_stdout(heard):
        exec(CELLS["imports"], names)
        for cell in PATH:
            source = CELLS[cell].replace("projects.penguins()", f"projects.{name}()")
            for long, short in (("range(300)", "range(60)"), ("range(20)", "range(2)"), ("0.001, 0.003, ", "")):
                source = source.replace(long, short)
            if mine and cell in ("loss", "gradient", "per-unit", "step", "choose"):
                piece = cell.replace("-", "_")
                names[piece] = typed(worked.lent(piece, names["project"].kind))
                assert getattr(ex, piece).check(names[piece]).status == "correct"
            else:
                exec(source, names)
    told = heard.getvalue()
    assert told.count(": yours") == (5 if mine else 0) and told.count(": lent") == (0 if mine else 5)
    assert ("(lent)" in names["page"].text) is not mine and np.isfinite(names["models"]).all()


def test_a_piece_for_another_project_is_not_taken_for_this_one():
    projects.penguins()
    said(ex.per_unit.check(solutions.per_unit))
    assert desk.whose("per_unit") == "lent", "ours, checked: still ours"
    said(ex.per_unit.check(typed(solutions.per_unit)))
    assert desk.whose("per_unit") == "yours"
    projects.tumours()
    assert desk.whose("per_unit") == "lent"
    with redirect_stdout(io.StringIO()) as heard:
        assert ex.lend("per_unit", solutions.per_unit) is worked.of_probability
    assert heard.getvalue() == "per_unit: lent\n"


# ---- the numbers of the exemplars, by a second route

@pytest.fixture(scope="module")
def digits():
    names = {}
    with redirect_stdout(io.StringIO()):
        for cell in ("imports", "flawed-one", "flawed-two", "hidden", "good-splits"):
            exec(CELLS[cell], names)
    return names


def test_line_d_is_220_times_the_gradient_by_the_engine(digits):
    x, y = digits["scaled"][digits["fit"]], digits["eight"][digits["fit"]]
    w = np.random.default_rng(4).normal(size=64) / 9
    np.testing.assert_allclose(digits["slope"](w, x, y), 220 * autodiff.grad(lambda v: digits["log_loss"](v, x, y))(w),
                               rtol=1e-8)


def test_nine_walks_nearly_alike_flatter_little_in_other_splits_too(digits):
    rows = np.array([digits["split_result"](seed)[:2] for seed in range(100, 106)])
    gains = np.diff(rows, axis=1)
    assert gains.min() >= 0 and gains.mean() < 0.005 and rows[:, 0].mean() > 0.97


def test_the_best_of_200_coins_by_the_binomial():
    """200 independent accuracies on 60 rows: the mean of the largest, exactly; and that of the lesson."""
    names = {}
    with redirect_stdout(io.StringIO()):
        exec(CELLS["imports"], names)
        exec(CELLS["chance"], names)
    from math import comb
    below = np.cumsum([comb(60, k) / 2 ** 60 for k in range(61)])
    mean = np.sum(np.diff(np.append(0, below ** 200)) * np.arange(61)) / 60
    assert names["best"] == pytest.approx(mean, abs=0.01) and names["fresh"] == pytest.approx(0.5, abs=0.005)


def test_an_if_on_an_array_is_answered_with_where():
    projects.penguins()

    def by_if(w, x, y):
        r = x @ w - y
        return np.mean(r ** 2 if abs(r) < 1 else abs(r))
    assert "np.where" in said(ex.loss.check(by_if), "wrong")


def test_weights_of_another_project_leave_a_page():
    assert "still to write" in ex.report(projects.carbon_dioxide(), w=np.zeros(2)).text


def test_rules_are_walked_with_their_usual_settings():
    adams = {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8}
    usual = {"GradientDescent": {}, "Momentum": {"beta": 0.9}, "Nesterov": {"beta": 0.9}, "AdaGrad": {"eps": 1e-8},
             "RMSprop": {"beta": 0.9, "eps": 1e-8}, "Adam": adams, "AdamW": adams | {"weight_decay": 0.01},
             "Lion": {"beta1": 0.9, "beta2": 0.99}}
    assert {rule.__name__: vars(rule(lr=0.01)) for rule in stepping.RULES.values()} == {
        name: {"lr": 0.01} | settings for name, settings in usual.items()}


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


def sigmoid(s):
    return 0.5 + 0.5 * np.tanh(s / 2)


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


@pytest.mark.parametrize("wrong", [
    slips.without_g, lambda w, g, state, lr: (w - lr * np.sign(w), state),
    lambda w, g, state, lr: (w - lr * np.sign(w) * abs(g), state),
    lambda w, g, state, lr: (w - lr * ((0.9 * state if state is not None else 0) + w),
                             (0.9 * state if state is not None else 0) + w),
    lambda w, g, state, lr: (w - lr * (g + w), state), lambda w, g, state, lr: (w - lr * np.sort(g), state)])
def test_steps_that_do_not_follow_the_gradient(wrong):
    said(ex.step.check(wrong), "wrong")


def test_a_state_of_two_numbers_and_the_sign_alone():
    def two(w, g, state, lr):
        v = 0.9 * (np.zeros(2) if state is None else state) + g
        return w - lr * v, v
    assert "not with five" in said(ex.step.check(two), "wrong")
    assert "a rule of your own" in said(ex.step.check(lambda w, g, state, lr: (w - lr * np.sign(g), state)))


def test_the_square_of_time_is_asked_for():
    projects.carbon_dioxide()
    for share in (0, 0.5):                                  # left out, or without its 2
        def slip(w, project, share=share):
            return worked.of_time(w * np.where(np.arange(len(w)) == 1, share, 1), project)
        said(ex.per_unit.check(slip), "wrong")


def test_a_failure_needs_a_training_that_works_and_keeps_what_was_expected_first():
    project = projects.penguins()
    probes.Bench(lambda part, lr, seed: np.full(part.x.shape[1], np.nan))
    assert "already" in said(ex.failure.check({"probe": "one wild outcome", "factor": 3}), "wrong")
    probes.Bench(lambda part, lr, seed: probes.lent_train(part, lr, seed, 60))
    said(ex.failure.check({"probe": "one wild outcome", "factor": 500}))
    assert "You said first: 500" in said(ex.failure.check({"probe": "one wild outcome", "factor": 2.9}))
    assert "Expected: 500" in ex.report(project).text
    assert "Expected" not in ex.report(projects.tumours()).text


def test_the_verdict_has_both_sources_of_chance():
    project = projects.penguins()
    ws = [probes.lent_train(project.training, 0.01, k, 60) for k in range(3)]
    told = project.verdict(*ws)
    test = project.part(project._locked, project.mean, project.sd)
    errors = np.mean([abs(test.x @ w - test.y) for w in ws], axis=0)
    assert told.by_rows == pytest.approx(errors.std(ddof=1) / np.sqrt(len(errors))) and "which rows" in repr(told)
    series = projects.carbon_dioxide()
    assert "hang together" in repr(series.verdict(probes.lent_train(series.training, 0.01, 0, 60)))


def test_a_decision_of_ones_own_has_its_own_price():
    data = projects.tumours()
    mine = projects.own(data.raw, data.y, data.names, data.units, "malignant", kind="decision", missed=5)
    assert mine.missed == 5 and "costs 5 times" in said(ex.loss.check(desk.piece("loss")[0]))
    with pytest.raises(ValueError, match=r"\.$"):
        projects.own(data.raw, data.y, data.names, data.units, "malignant", kind="decision", missed=0)


def test_the_stage_shows_no_tumour_that_is_locked():
    from mathlib.demos.networks.threshold import training_rows
    assert set(training_rows(569)) == set(projects.tumours().rows)
