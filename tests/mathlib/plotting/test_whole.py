"""Figures in one call: what they share, and what they leave out."""
import numpy as np
import pytest

from mathlib import plotting
from mathlib.plotting import frame


@pytest.fixture
def figures(monkeypatch):
    """The figures that would be shown, with their words."""
    seen = []
    monkeypatch.setattr(frame, "show", lambda fig, words: seen.append((fig, words)))
    return seen


def test_runs_side_by_side_share_their_heights(figures):
    plotting.side_by_side("Two runs", {"small": [1, 2], "large": ([0, 5], [3, 90])}, y="loss")
    (fig, words), = figures
    assert len(fig.axes) == 2 and fig.axes[0].get_ylim() == fig.axes[1].get_ylim()
    assert fig.axes[0].get_ylim()[1] >= 90
    assert words == ("Two runs. “small”: loss against step. Curve: from 1 at 0 up to 2 at 1. "
                     "“large”: Curve: from 3 at 0 up to 90 at 5.")


def test_a_power_law_is_a_straight_line_and_an_error_of_nought_has_no_place(figures):
    h = np.logspace(-4, -1, 4)
    plotting.errors("Errors", h, {"forward": h, "central": [0, *h[1:] ** 2]})
    (fig, words), = figures
    ax, = fig.axes
    assert (ax.get_xscale(), ax.get_yscale()) == ("log", "log")
    assert "central: from 1e−6 at 0.001" in words and "both axes logarithmic" in words
