"""Lesson 19: the data of a project, what a probe changes and leaves; nothing leaks."""
import copy

import numpy as np
import pytest
from pieces_capstone import MAKERS, said

from mathlib.lessons import capstone as ex
from mathlib.lessons.capstone import desk, probes, projects, solutions, worked
from mathlib.words import number


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


# ---- probes and failures

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


def test_a_failure_needs_a_training_that_works_and_keeps_what_was_expected_first():
    project = projects.penguins()
    probes.Bench(lambda part, lr, seed: np.full(part.x.shape[1], np.nan))
    assert "already" in said(ex.failure.check({"probe": "one wild outcome", "factor": 3}), "wrong")
    probes.Bench(lambda part, lr, seed: probes.lent_train(part, lr, seed, 60))
    said(ex.failure.check({"probe": "one wild outcome", "factor": 500}))
    assert "You said first: 500" in said(ex.failure.check({"probe": "one wild outcome", "factor": 2.9}))
    assert "Expected: 500" in ex.report(project).text
    assert "Expected" not in ex.report(projects.tumours()).text
