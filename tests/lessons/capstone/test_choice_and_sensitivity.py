"""Lesson 19: rules of choice, and the slopes per unit of each input."""
import numpy as np
from pieces_capstone import refused, said

from mathlib.lessons import capstone as ex
from mathlib.lessons.capstone import projects, slips, solutions, worked


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


def test_the_square_of_time_is_asked_for():
    projects.carbon_dioxide()
    for share in (0, 0.5):                                  # left out, or without its 2
        def slip(w, project, share=share):
            return worked.of_time(w * np.where(np.arange(len(w)) == 1, share, 1), project)
        said(ex.per_unit.check(slip), "wrong")
