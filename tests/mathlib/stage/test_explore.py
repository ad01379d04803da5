"""Sliders around a figure: specifications, redrawing, accidents said in words, the twin; names, in a browser."""
import base64
import io
import subprocess
import sys

import ipywidgets
import numpy as np
import pytest
from PIL import Image

from mathlib import plotting
from mathlib.stage.explore import control, explore

FINDING = "A wave."
W = np.linspace(-3, 3, 200)


class Wave:
    """Draws sin(k w), counts how often, and goes wrong where a test asks for it."""

    drawn = 0

    def __call__(self, ax, k=1.0, **others):
        self.drawn += 1
        if k == 13:
            raise ValueError("thirteen waves do not fit")
        if k == 14:
            raise KeyboardInterrupt
        self.ax, self.others = ax, others
        plotting.curve(ax, W, np.sin(k * W))
        return f"k is {k:g}."


def test_level_curves_with_their_labels_are_redrawn():
    def hills(ax, steep):
        plotting.contours(ax, lambda x, y: steep * (x**2 + y**2), levels=[1.0, 2.0, 4.0])
        return f"steep {steep:g}"
    explorer = explore(hills, "Hills.", steep=(1.0, 3.0, 1.0))
    for steep in (1.1, 1.2, 1.3):
        explorer.controls["steep"].value = steep
        assert (explorer._words.problem, explorer._words.said) == ("", f"steep {steep:g}")


@pytest.fixture
def wave():
    return Wave()


def picture(data):
    return Image.open(io.BytesIO(data))


# ---------------------------------------------------------------- specifications

@pytest.mark.parametrize("spec, kind, low, high, value", [
    ((0.0, 2.0), ipywidgets.FloatSlider, 0, 2, 1),
    ((0, 1.0, 0.25), ipywidgets.FloatSlider, 0, 1, 0.5),
    ((1, 9), ipywidgets.IntSlider, 1, 9, 5),
    (ipywidgets.IntSlider(value=30, min=0, max=100, step=10), ipywidgets.IntSlider, 0, 100, 30),
    (ipywidgets.FloatLogSlider(value=0.1, min=-3, max=1), ipywidgets.FloatLogSlider, -3, 1, 0.1)])
def test_a_range_or_a_control_of_ipywidgets_becomes_a_slider(spec, kind, low, high, value):
    slider = control(spec, "k")
    assert type(slider) is kind and slider.description == "k"
    assert (slider.min, slider.max, slider.value) == pytest.approx((low, high, value))


def test_a_list_is_a_menu_and_a_truth_value_a_switch():
    assert control(["sine", "cosine"], "f").options == ("sine", "cosine")
    assert control({"slow": 1, "fast": 9}, "speed").value == 1
    assert control(True, "grid").value is True


@pytest.mark.parametrize("spec", [None, object(), ipywidgets.Label, ipywidgets.VBox()])
def test_what_is_no_control_is_refused_by_name(spec):
    with pytest.raises(ValueError, match="“speed”"):
        control(spec, "speed")


def test_a_figure_without_a_finding_is_refused(wave):
    with pytest.raises(ValueError, match="finding"):
        explore(wave, "")


# ---------------------------------------------------------------- drawing

def test_a_slider_draws_again_with_its_value(wave):
    view = explore(wave, FINDING, k=(1.0, 20.0), shape=["round", "square"], labels={"k": "waves"})
    before = view._image.value
    view.controls["k"].value = 5.0
    assert view.values == {"k": 5.0, "shape": "round"} and wave.others == {"shape": "round"}
    assert view._image.value != before and view._words.said == "k is 5."
    assert view.description.startswith("A wave. Curve: 10 turns between −1 and 1, all alike, from (−3, −0.65)")
    assert view.description.endswith("Here waves = 5, shape = round. k is 5.")
    assert view.controls["k"].description == "waves"


def test_the_axes_are_kept_and_empty_each_time(wave):
    view = explore(wave, FINDING, k=(1.0, 20.0))
    first = wave.ax
    view.controls["k"].value = 5.0
    assert wave.ax is first and len(first.lines) == 1


def test_axes_that_a_drawing_adds_do_not_pile_up():
    def draw(ax, k):
        ax.twinx().plot([0, 1], [0, k])
    view = explore(draw, FINDING, k=(1, 9))
    for k in (2, 3, 4):
        view.controls["k"].value = k
    assert len(view._picture.figure.axes) == 2


def test_nothing_of_the_drawing_before_stays():
    def draw(ax, k):
        if k == 1:
            ax.bar([0, 1], [500, 600], label="bars")
            ax.plot([0, 9], [0, 9], label="line")
            ax.fill_between([0, 1], [0, 1])
            ax.imshow([[0, 1], [1, 0]])
            ax.annotate("words", (0, 0))
            ax.legend()
            ax.set(xlim=(-50, 50), aspect="auto")
        else:
            ax.plot([0, 1], [0, 2])
            seen.update(limits=ax.get_xlim() + ax.get_ylim(), colour=ax.lines[-1].get_color(), legend=ax.get_legend(),
                        drawn=len(ax.lines) + len(ax.patches) + len(ax.images) + len(ax.texts) + len(ax.collections))
    seen = {}
    view = explore(draw, FINDING, k=ipywidgets.IntSlider(value=2, min=1, max=2))
    alone, first = dict(seen), view._image.value
    view.controls["k"].value = 1
    view.controls["k"].value = 2
    assert seen == alone and alone["drawn"] == 1 and view._image.value == first


def test_the_same_values_make_the_same_picture(wave):
    view = explore(wave, FINDING, k=(1.0, 20.0))
    pictures = {}
    for k in (2.5, 7.0, 2.5, 7.0):
        view.controls["k"].value = k
        assert pictures.setdefault(k, view._image.value) == view._image.value


def test_several_axes_come_as_a_tuple():
    seen = []
    explore(lambda axes: seen.append(len(axes)), FINDING, columns=2)
    assert seen == [2]


def test_a_sentence_of_the_author_stands_between_the_drawing_and_the_values(wave):
    view = explore(wave, "A wave", alt="It comes from the left.", k=ipywidgets.FloatSlider(value=0.1))
    assert view.description == ("A wave. Curve: from −0.296 at −3 up straight to 0.296 at 3. It comes from the left. "
                                "Here k = 0.1. k is 0.1.")


def test_changes_during_a_drawing_are_drawn_once_and_the_last_one_counts():
    values = []

    def draw(ax, k):
        values.append(k)
        if k == 2:                             # as if three more moves came in while we draw
            for later in (3, 4, 5):
                view.controls["k"].value = later
        return f"k is {k}."
    view = explore(draw, FINDING, k=(1, 9, 1))
    view.controls["k"].value = 2
    assert values == [5, 2, 5] and view._words.said == "k is 5."


def test_the_picture_has_a_width_on_the_page(wave):
    view = explore(wave, FINDING, width=5.0)
    assert view._image.layout.width == f"{picture(view._image.value).width}px"


# ---------------------------------------------------------------- accidents

@pytest.mark.parametrize("k, words", [(13, "thirteen waves do not fit"), (14, "Interrupted")])
def test_an_accident_is_said_the_last_picture_stays_and_the_next_move_mends_it(k, words, wave):
    view = explore(wave, FINDING, k=(1, 20))
    before, description = view._image.value, view.description
    view.controls["k"].value = k
    assert words in view._words.problem and view._image.value == before and view.description == description
    stored, _ = view._repr_mimebundle_()
    assert picture(base64.b64decode(stored["image/png"])).convert("RGB").getpixel((5, 5)) == (255, 255, 255)
    view.controls["k"].value = 3
    assert view._words.problem == "" and view._words.said == "k is 3."


def test_the_sentence_names_the_values_that_did_not_work(wave):
    view = explore(wave, FINDING, k=(1, 20))
    view.controls["k"].value = 13
    assert view._words.problem.startswith("There is no picture for k = 13 (ValueError: ")


def test_an_author_sees_a_mistake_in_the_first_picture_at_once(wave):
    with pytest.raises(ValueError, match="thirteen"):
        explore(wave, FINDING, k=ipywidgets.IntSlider(value=13))


def test_numbers_that_are_none_are_drawn_as_gaps_without_a_warning(recwarn):
    explore(lambda ax, k: plotting.curve(ax, W, np.log(W) / 0 * k) and None, FINDING, k=(1, 9))
    assert [w for w in recwarn if issubclass(w.category, RuntimeWarning)] == []


# ---------------------------------------------------------------- the twin, and the cost

def test_the_output_holds_the_view_the_picture_and_the_words(wave):
    view = explore(wave, FINDING, k=(1.0, 20.0))
    data, metadata = view._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"] == metadata["image/png"]["alt"] == view.description
    stored = base64.b64decode(data["image/png"])
    assert len(stored) <= 60_000 and picture(stored).size == picture(view._image.value).size


def test_it_loads_no_pyplot():
    code = """if True:
        import sys
        from mathlib.stage.explore import explore
        explore(lambda ax, k: ax.plot([0, k], [0, 1]), "A line", k=(1, 9))._repr_mimebundle_()
        assert "matplotlib.pyplot" not in sys.modules
    """
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, timeout=60)
