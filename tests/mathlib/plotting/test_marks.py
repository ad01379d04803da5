"""What each mark draws, and the words it leaves behind."""
import numpy as np
import pytest
from matplotlib.figure import Figure

from mathlib import plotting
from mathlib.plotting.described import in_words


@pytest.fixture
def axes():
    return Figure().subplots()


def test_contours_have_equal_axes_and_the_curve_through_a_place(axes):
    plotting.contours(axes, lambda x, y: x**2 + 3 * y**2, radius=2, through=(1.0, 0.5))
    assert axes.get_aspect() == 1.0
    bold = axes.collections[-1].get_paths()[0].vertices
    assert bold[:, 0] ** 2 + 3 * bold[:, 1] ** 2 == pytest.approx(1.75, abs=2e-3)


def test_contours_of_a_function_that_ignores_an_input(axes):
    plotting.contours(axes, lambda x, y: x**2)
    assert axes.collections


def test_a_walk_from_above_stays_in_its_window(axes):
    plotting.from_above(axes, lambda x, y: x**2 + y**2, [(0, 0), (50, 50)], radius=2)
    assert axes.get_xlim() == axes.get_ylim() == (-2, 2)


@pytest.mark.parametrize("draw", [
    lambda ax: plotting.arrow(ax, (1, 2), (0.3, -0.4), label="down"),
    lambda ax: plotting.field(ax, [1.0], [2.0], 0.3, -0.4)])
def test_an_arrow_is_in_data_units(axes, draw):
    draw(axes)
    quiver = axes.collections[0]
    assert (quiver.angles, quiver.scale_units, quiver.scale) == ("xy", "xy", 1)
    assert (quiver.U[0], quiver.V[0]) == (0.3, -0.4)


def test_a_line_has_the_slope_it_was_given(axes):
    plotting.line(axes, (1.0, 2.0), -3.0, reach=0.5)
    x, y = axes.lines[0].get_data()
    assert list(x) == [0.5, 1.5] and list(y) == [3.5, 0.5]


def test_row_0_of_an_image_is_on_top(axes):
    plotting.image(axes, [[0, 1], [2, 3]])
    assert axes.get_ylim() == (1.5, -0.5) and axes.images[0].get_array()[0, 1] == 1


# ---------------------------------------------------------------- words

W = np.linspace(-2, 2, 401)

TOLD = {
    "two ends": (lambda ax: plotting.curve(ax, [0, 1], [2, 5], label="f"), "f: from 2 at 0 up to 5 at 1."),
    "turns": (lambda ax: plotting.curve(ax, W, W**4 - 2 * W**2),
              "Curve: from 8 at −2 down to −1 at −1, up to 0 at 0, down to −1 at 1 and up to 8 at 2."),
    "a ripple is no turn": (lambda ax: plotting.curve(ax, W, W + 0.01 * np.sin(40 * W)),
                            "Curve: from −1.99 at −2 up straight to 1.99 at 2."),
    "many turns": (lambda ax: plotting.curve(ax, W, np.sin(20 * W)),
                   "Curve: 26 turns between −1 and 1, all alike, from (−2, −0.745) to (2, 0.745)."),
    "a bend": (lambda ax: plotting.curve(ax, W, W**2), "Curve: from 4 at −2 down through 1 at −1 to 0 at 0 and up "
                                                        "through 1 at 1 to 4 at 2."),
    "a kink": (lambda ax: plotting.curve(ax, W, abs(W)), "Curve: from 2 at −2 down straight to 0 at 0 and up straight "
                                                          "to 2 at 2."),
    "a rest": (lambda ax: plotting.curve(ax, range(5), [1, 0, 0, 0, 0]), "Curve: from 1 at 0 down to 0 at 1, and level "
                                                                         "from there to 4."),
    "growing": (lambda ax: plotting.curve(ax, range(12), [(-1.1) ** k for k in range(12)]),
                "Curve: 10 turns between −2.85 and 2.59, growing, from (0, 1) to (11, −2.85)."),
    "shrinking": (lambda ax: plotting.curve(ax, range(12), [(-0.9) ** k for k in range(12)]),
                  "Curve: 10 turns between −0.9 and 1, shrinking, from (0, 1) to (11, −0.314)."),
    "level": (lambda ax: plotting.curve(ax, W, 3.0), "Curve: 3 all the way from −2 to 2."),
    "gaps": (lambda ax: plotting.curve(ax, [0, 1, 2], [np.nan, 1, 2]), "Curve: from 1 at 1 up to 2 at 2."),
    "round": (lambda ax: plotting.curve(ax, 2 * np.cos(np.linspace(0, 6.28, 60)), np.sin(np.linspace(0, 6.28, 60))),
              "Curve: a closed curve, from −2 to 2 across and from −1 to 1 up."),
    "nothing": (lambda ax: plotting.curve(ax, [0, 1], [np.nan, np.nan]), "Curve: no point."),
    "one point": (lambda ax: plotting.curve(ax, [0, 1], [np.nan, 4]), "Curve: one point, (1, 4)."),
    "few dots": (lambda ax: plotting.dots(ax, [1, 2], [3, 4], label="seen"), "seen at (1, 3) and (2, 4)."),
    "one dot": (lambda ax: plotting.dots(ax, 1, 3), "Dot at (1, 3)."),
    "many dots": (lambda ax: plotting.dots(ax, W, W**2), "401 dots from −2 to 2, their heights between 0 and 4."),
    "dots on two levels": (lambda ax: plotting.dots(ax, W, np.where(W < 0, 1.0, 5.0)),
                           "401 dots from −2 to 2: height 1 from −2 to −0.01 and height 5 from 0 to 2."),
    "words": (lambda ax: plotting.write(ax, "here", (1, 2)), "“here” stands at (1, 2)."),
    "line": (lambda ax: plotting.line(ax, (1, 2), -0.5, label="tangent"), "tangent: slope −0.5 through (1, 2)."),
    "dashed line": (lambda ax: plotting.line(ax, (1, 2), 3, linestyle="--"), "Dashed line: slope 3 through (1, 2)."),
    "line named by its slope": (lambda ax: plotting.line(ax, (1, 2), 3, label="slope 3"),
                                "Line through (1, 2), slope 3."),
    "rectangle": (lambda ax: plotting.rectangle(ax, (1, 2), 0.5, 3, label="strip"),
                  "strip: 0.5 wide and 3 high, its lower left corner at (1, 2)."),
    "limit": (lambda ax: plotting.level(ax, 0.1, "noise"), "noise at height 0.1."),
    "arrow": (lambda ax: plotting.arrow(ax, (0, 0), (1, 2), label="gradient"), "gradient: from (0, 0) by (1, 2)."),
    "field": (lambda ax: plotting.field(ax, [0, 1], [0, 1], [3, 6], [4, 8]), "2 arrows, 5 to 10 long."),
    "path": (lambda ax: plotting.path(ax, [(0, 0), (1, 1), (2, 0)]), "Walk: 2 steps from (0, 0) to (2, 0)."),
    "bars": (lambda ax: plotting.bars(ax, ["a", "b"], [1, -2]), "Bars: a 1, b −2."),
    "many bars": (lambda ax: plotting.bars(ax, list("abcdefghijkl"), range(12)), "12 bars between 0 and 11."),
    "image": (lambda ax: plotting.image(ax, [[0, 1, 2], [3, 4, 5]]), "2 × 3 squares, values between 0 and 5."),
}


@pytest.mark.parametrize("draw, words", TOLD.values(), ids=TOLD)
def test_a_mark_is_told_as_it_was_drawn(axes, draw, words):
    draw(axes)
    assert in_words([axes]) == words


@pytest.mark.parametrize("f, words", [
    (lambda x, y: -x**2 - y**2, "Level curves at heights from −8 to −1; the lowest places in the window are (−2, −2), "
                                "(2, −2), (−2, 2) and (2, 2), at height −8."),
    (lambda x, y: x + 0 * y, "Level curves at heights from −1 to 2; the heights in the window lie between −2 and 2.")])
def test_the_words_of_level_curves_name_ties_and_only_what_is_drawn(axes, f, words):
    plotting.contours(axes, f, radius=2, levels=[-8, -1, 2, 40])
    assert in_words([axes]).endswith(words)


def test_the_words_of_level_curves_name_the_lowest_place(axes):
    plotting.contours(axes, lambda x, y: (x - 1) ** 2 + y**2 + 5, radius=2, levels=[6, 7, 8], through=(2, 0))
    assert in_words([axes]) == ("y against x. Level curves at heights from 6 to 8, the one through (2, 0) in bold; "
                                "the lowest place in the window is near (1, 0), at height 5.")


def test_names_units_and_scales_of_the_axes_are_told(axes):
    plotting.curve(axes, [1e-8, 1e-1], [1e-9, 1e-2])
    plotting.axes(axes, "step h", "error", xscale="log", yscale="log")
    assert in_words([axes]) == ("error against step h, both axes logarithmic. "
                                "Curve: from 1e−9 at 1e−8 up to 0.01 at 0.1.")


def test_what_is_nothing_beside_the_width_of_an_axis_is_nought(axes):
    plotting.curve(axes, [0, 1e-17], [1e-17, 3])
    plotting.dots(axes, [5], [2])
    assert "from 0 at 0" in in_words([axes])


def test_several_axes_are_told_by_title_or_place():
    left, right = Figure().subplots(1, 2)
    plotting.dots(left, [1], [1])
    plotting.dots(right, [2], [2])
    assert in_words([left, right]) == "Left: Dot at (1, 1). Right: Dot at (2, 2)."
    right.set_title("after", loc="left")
    assert in_words([left, right]) == "Left: Dot at (1, 1). “after”: Dot at (2, 2)."
