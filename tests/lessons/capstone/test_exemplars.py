"""Lesson 19: the faults of the flawed exemplar, and the numbers of the exemplars by a second route."""
import io
from contextlib import redirect_stdout

import numpy as np
import pytest
from pieces_capstone import CELLS, said

from mathlib import autodiff
from mathlib.lessons import capstone as ex
from mathlib.lessons.capstone import exemplar


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
