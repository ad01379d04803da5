"""Figures that recur, each in one call."""
import numpy as np

from mathlib.plotting.frame import figure
from mathlib.plotting.inks import MARKER
from mathlib.plotting.marks import axes, curve


def side_by_side(finding, runs, *, x="step", y="", ink="path", ylim=None, log="", alt="", **style):
    """Several runs, an axes for each: {title: values}, against 0, 1, 2, … or, as (places, values), against places.

    All axes share their limits, so that heights can be compared.
    """
    runs = {title: _pair(run) for title, run in runs.items()}
    with figure(finding, len(runs), x=x, y=[y, *[""] * (len(runs) - 1)], titles=list(runs), log=log, alt=alt) as row:
        for ax, (places, values) in zip(np.atleast_1d(row), runs.values()):
            curve(ax, places, values, ink, **style)
        shared = ylim or _limits([ax.get_ylim() for ax in np.atleast_1d(row)])
        for ax in np.atleast_1d(row):
            axes(ax, ylim=shared)


def _pair(run):
    if isinstance(run, tuple):
        return run
    return np.arange(len(run)), run


def _limits(limits):
    low, high = zip(*limits)
    return min(low), max(high)


def errors(finding, h, table, *, x="h", y="error", inks=("measured", "one", "other"), alt=""):
    """Errors against what they depend on, both axes logarithmic: {name: errors}; a power law is a straight line.

    An error of exactly 0 has no place on such an axis, and is left out.
    """
    with figure(finding, x=x, y=y, log="xy", alt=alt, width=7.5) as ax:
        for ink, (name, values) in zip(inks, table.items()):
            values = np.asarray(values, float)
            curve(ax, h, np.where(values > 0, values, np.nan), ink, name, marker=MARKER[ink])
