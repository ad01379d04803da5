"""Figures: words with every picture, small files, and nothing of pyplot's."""
import base64
import io
import subprocess
import sys

import matplotlib as mpl
import numpy as np
import pytest
from PIL import Image

from mathlib import landscapes, plotting
from mathlib.plotting import INK, frame


@pytest.fixture
def shown(monkeypatch):
    """The pictures that a cell would display: a list of (data, metadata)."""
    seen = []

    def display(data, metadata, raw):
        if "image/png" in data:
            seen.append((data, metadata))
    monkeypatch.setattr(frame, "display", display)
    return seen


def picture(data):
    return Image.open(io.BytesIO(base64.b64decode(data["image/png"])))


def crowded(shown):
    """As much as a lesson's figure holds: contours, a path, arrows, curves, words."""
    f = landscapes.BANANA.f
    walk = np.cumsum(np.random.default_rng(0).normal(size=(40, 2)) * 0.15, axis=0)
    w = np.linspace(-3, 3, 400)
    with plotting.figure("A walk and its height", 2, x=["x", "w"], y=["y", "f(w)"]) as (left, right):
        plotting.contours(left, f, radius=3, through=(1.0, 1.0))
        plotting.path(left, walk, label="walk")
        plotting.arrow(left, (1, 1), (0.5, 0.4), label="gradient")
        for k, ink in enumerate(INK):
            plotting.curve(right, w, np.sin(w + k / 2), ink, label=ink)
        plotting.dots(right, w[::20], np.cos(w[::20]), label="measured")
        plotting.line(right, (0, 0), 1.0, label="tangent")
    return shown[-1]


def test_a_figure_without_a_finding_is_refused(shown):
    with pytest.raises(ValueError, match="finding"):
        with plotting.figure(""):
            pass
    assert shown == []


def test_the_words_are_composed_from_the_drawing_and_stand_beside_it_and_in_its_metadata(shown):
    with plotting.figure("The slope is two", alt="It passes through the origin.", x="w", y="f(w)") as ax:
        plotting.line(ax, (0, 0), 2.0)
    data, metadata = shown[0]
    assert data["text/plain"] == ("The slope is two. f(w) against w. Line: slope 2 through (0, 0). "
                                  "It passes through the origin.")
    assert metadata["image/png"]["alt"] == data["text/plain"]
    assert set(data) == {"text/plain", "image/png"}


def test_nothing_is_shown_of_a_block_that_failed(shown):
    with pytest.raises(ZeroDivisionError):
        with plotting.figure("Half a figure") as ax:
            plotting.curve(ax, [0, 1], [0, 1])
            raise ZeroDivisionError
    assert shown == []


def test_a_block_receives_one_axes_or_a_tuple(shown):
    with plotting.figure("One") as ax:
        plotting.dots(ax, [1], [1])
    with plotting.figure("Three", 3) as axes:
        assert len(axes) == 3
    assert picture(shown[1][0]).width > 1.5 * picture(shown[0][0]).width


def test_one_name_is_for_all_axes_and_a_list_has_one_each(shown):
    with plotting.figure("Two", 2, x="w", y=["loss", ""], titles=["left", "right"], log=["y", "xy"]) as (left, right):
        assert (left.get_xlabel(), right.get_xlabel(), left.get_ylabel()) == ("w", "w", "loss")
        assert (left.get_yscale(), right.get_xscale(), left.get_xscale()) == ("log", "log", "linear")
        assert right.get_title(loc="left") == "right"
        plotting.curve(left, [1, 2], [1, 2])


def test_the_words_stand_on_the_page_below_the_picture(monkeypatch):
    seen = []
    monkeypatch.setattr(frame, "display", lambda data, metadata, raw: seen.append(data))
    with plotting.figure("Two signs", alt="Where a < b & c.") as ax:
        plotting.dots(ax, [1], [1])
    assert ["image/png" in data for data in seen] == [True, False]
    assert seen[1]["text/html"].endswith("in words</summary>Two signs. Dot at (1, 1). "
                                         "Where a &lt; b &amp; c.</details>")


def test_a_crowded_figure_is_a_small_png_of_at_most_256_colours(shown):
    data, _ = crowded(shown)
    assert len(base64.b64decode(data["image/png"])) <= 60_000
    assert picture(data).mode == "P" and len(picture(data).getcolors()) <= 256


def test_the_same_figure_is_the_same_file(shown):
    assert crowded(shown) == crowded(shown)


def test_the_settings_of_others_stay_as_they_were(shown):
    with mpl.rc_context():
        mpl.rcParams["font.size"] = 7.0
        crowded(shown)
        assert mpl.rcParams["font.size"] == 7.0


def test_drawing_loads_no_pyplot_and_leaves_no_figure_open():
    code = """if True:
        import sys
        from mathlib import plotting
        from mathlib.demos.rolling.rolling_ball import rolling_ball
        with plotting.figure("A line") as ax:
            plotting.line(ax, (0, 0), 1.0)
        rolling_ball()._repr_mimebundle_()
        assert "matplotlib.pyplot" not in sys.modules
        import matplotlib.pyplot as plt
        assert plt.get_fignums() == []
    """
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)
