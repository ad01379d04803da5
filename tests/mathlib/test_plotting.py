"""Figures: words with every picture, small files, readable inks, and nothing of pyplot's."""
import base64
import io
import subprocess
import sys

import numpy as np
import pytest
from PIL import Image

from mathlib import landscapes, plotting
from mathlib.plotting import DASH, INK, MARKER, TEXT


@pytest.fixture
def shown(monkeypatch):
    """The pictures that a cell would display: a list of (data, metadata)."""
    seen = []

    def display(data, metadata, raw):
        if "image/png" in data:
            seen.append((data, metadata))
    monkeypatch.setattr(plotting, "display", display)
    return seen


def picture(data):
    return Image.open(io.BytesIO(base64.b64decode(data["image/png"])))


def crowded(shown):
    """As much as a lesson's figure holds: contours, a path, arrows, curves, words."""
    f = landscapes.BANANA.f
    walk = np.cumsum(np.random.default_rng(0).normal(size=(40, 2)) * 0.15, axis=0)
    w = np.linspace(-3, 3, 400)
    with plotting.figure(2, "A walk and its height", alt="Level curves with a path, and a wave.") as (left, right):
        plotting.contours(left, f, radius=3, through=(1.0, 1.0))
        plotting.path(left, walk, label="walk")
        plotting.arrow(left, (1, 1), (0.5, 0.4), label="gradient")
        for k, ink in enumerate(INK):
            plotting.curve(right, w, np.sin(w + k / 2), ink, label=ink)
        plotting.dots(right, w[::20], np.cos(w[::20]), label="measured")
        plotting.line(right, (0, 0), 1.0, label="tangent")
        plotting.axes(right, "w", "f(w)")
    return shown[-1]


@pytest.mark.parametrize("words", [{}, {"finding": "A line."}, {"alt": "A line."}, {"finding": "", "alt": "A line."}])
def test_a_figure_without_words_is_refused(words, shown):
    with pytest.raises(ValueError, match="finding.*alt"):
        with plotting.figure(1, **words):
            pass
    assert shown == []


def test_the_words_stand_beside_the_picture_and_in_its_metadata(shown):
    with plotting.figure(1, "The slope is two.", alt="A line through the origin.") as ax:
        plotting.line(ax, (0, 0), 2.0)
    data, metadata = shown[0]
    assert data["text/plain"] == "The slope is two. A line through the origin."
    assert metadata["image/png"]["alt"] == data["text/plain"]
    assert set(data) == {"text/plain", "image/png"}


def test_nothing_is_shown_of_a_block_that_failed(shown):
    with pytest.raises(ZeroDivisionError):
        with plotting.figure(1, "Half a figure", alt="Never seen.") as ax:
            plotting.curve(ax, [0, 1], [0, 1])
            raise ZeroDivisionError
    assert shown == []


def test_a_block_receives_one_axes_or_a_tuple(shown):
    with plotting.figure(1, "One", alt="One.") as ax:
        plotting.dots(ax, [1], [1])
    with plotting.figure(3, "Three", alt="Three.") as axes:
        assert len(axes) == 3
    assert picture(shown[1][0]).width > 2.5 * picture(shown[0][0]).width


def test_the_words_stand_on_the_page_below_the_picture(monkeypatch):
    seen = []
    monkeypatch.setattr(plotting, "display", lambda data, metadata, raw: seen.append(data))
    with plotting.figure(1, "Two signs", alt="Where a < b & c.") as ax:
        plotting.dots(ax, [1], [1])
    assert ["image/png" in data for data in seen] == [True, False]
    assert seen[1]["text/html"].endswith("in words</summary>Two signs. Where a &lt; b &amp; c.</details>")


def test_a_crowded_figure_is_a_small_png_of_at_most_256_colours(shown):
    data, _ = crowded(shown)
    assert len(base64.b64decode(data["image/png"])) <= 60_000
    assert picture(data).mode == "P" and len(picture(data).getcolors()) <= 256


def test_the_same_figure_is_the_same_file(shown):
    assert crowded(shown) == crowded(shown)


def test_the_settings_of_others_stay_as_they_were(shown):
    with plotting.mpl.rc_context():
        plotting.mpl.rcParams["font.size"] = 7.0
        crowded(shown)
        assert plotting.mpl.rcParams["font.size"] == 7.0


def test_drawing_loads_no_pyplot_and_leaves_no_figure_open():
    code = """if True:
        import sys
        from mathlib import plotting
        from mathlib.demos.rolling_ball import rolling_ball
        with plotting.figure(1, "A line", alt="A line.") as ax:
            plotting.line(ax, (0, 0), 1.0)
        rolling_ball()._repr_mimebundle_()
        assert "matplotlib.pyplot" not in sys.modules
        import matplotlib.pyplot as plt
        assert plt.get_fignums() == []
    """
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)


# ---------------------------------------------------------------- what is drawn

@pytest.fixture
def axes():
    return plotting.Figure().subplots()


def test_contours_have_equal_axes_and_the_curve_through_a_place(axes):
    plotting.contours(axes, lambda x, y: x**2 + 3 * y**2, radius=2, through=(1.0, 0.5))
    assert axes.get_aspect() == 1.0
    bold = axes.collections[-1].get_paths()[0].vertices
    assert bold[:, 0] ** 2 + 3 * bold[:, 1] ** 2 == pytest.approx(1.75, abs=2e-3)


def test_contours_of_a_function_that_ignores_an_input(axes):
    plotting.contours(axes, lambda x, y: x**2)
    assert axes.collections


def test_an_arrow_is_in_data_units(axes):
    plotting.arrow(axes, (1, 2), (0.3, -0.4), label="down")
    quiver = axes.collections[0]
    assert (quiver.angles, quiver.scale_units, quiver.scale) == ("xy", "xy", 1)
    assert (quiver.U[0], quiver.V[0]) == (0.3, -0.4)
    assert axes.texts[0].xy == pytest.approx((1.3, 1.6))


def test_a_line_has_the_slope_it_was_given(axes):
    plotting.line(axes, (1.0, 2.0), -3.0, reach=0.5)
    x, y = axes.lines[0].get_data()
    assert list(x) == [0.5, 1.5] and list(y) == [3.5, 0.5]


def test_every_ink_has_its_own_dash_or_marker():
    assert set(INK) == set(TEXT) == set(DASH) == set(MARKER)
    assert len(set(MARKER.values())) >= len(INK) - 1


# ---------------------------------------------------------------- contrast (WCAG 2.2, success criteria 1.4.3, 1.4.11)

def luminance(colour):
    channels = np.array([int(colour[k:k + 2], 16) for k in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other="#ffffff"):
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)


def test_contrast_of_known_pairs():
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", INK)
def test_inks_stand_out_from_white(name):
    assert contrast(INK[name]) >= 3
    assert contrast(TEXT[name]) >= 4.5
