"""Names of curves stand in the frame, clear of each other."""
import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from mathlib import plotting
from mathlib.plotting.labels import place_labels


def boxes(ax):
    ax.figure.draw_without_rendering()
    return [text.get_window_extent() for text in ax.texts]


def drawn(curves):
    with mpl.rc_context(plotting.STYLE):
        ax = Figure(figsize=(6.5, 3.7), layout="constrained").subplots()
        for name, (x, y) in curves.items():
            plotting.curve(ax, x, y, label=name)
        ax.figure.draw_without_rendering()
        place_labels(ax)
    return ax


W = np.linspace(-3, 3, 200)


def test_names_stand_in_the_frame_and_clear_of_each_other():
    ax = drawn({f"curve {k}": (W, np.sin(W) + 0.4 * k) for k in range(5)})
    frame, found = ax.get_window_extent().padded(6), boxes(ax)
    assert len(found) == 5
    assert all(frame.x0 <= box.x0 and box.x1 <= frame.x1 for box in found)
    assert not any(a.overlaps(b) for k, a in enumerate(found) for b in found[:k])


def test_a_name_may_be_given_its_point():
    ax = Figure().subplots()
    plotting.curve(ax, W, W**2, label="here", at=100)
    place_labels(ax)
    assert ax.texts[0].xy == (W[100], W[100] ** 2)


def test_a_curve_without_a_point_leaves_no_name():
    assert not drawn({"nowhere": (W, np.full(200, np.nan))}).texts


def test_each_name_is_written_once():
    ax = drawn({"f": (W, W)})
    place_labels(ax)
    assert len(ax.texts) == 1
