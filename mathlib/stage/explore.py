"""Sliders around a Matplotlib figure, for what may take some hundredths of a second to redraw."""
import base64
import io

import ipywidgets
import matplotlib as mpl
import numpy as np
import traitlets
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from PIL import Image

from mathlib.plotting import STYLE
from mathlib.plotting.described import forget, in_words
from mathlib.plotting.labels import place_labels
from mathlib.stage import VIEW, module
from mathlib.stage.widget import Widget
from mathlib.words import number


def explore(draw, finding, columns=1, *, alt="", width=4.9, height=3.7, labels=None, **sliders):
    """A figure drawn again whenever a slider moves; a widget with a static twin in the same output.

    draw       a function draw(axes, **values) that draws on empty Matplotlib axes (a tuple of them if
               columns > 1); the names, scales and ticks that it sets stay until it sets others.
               It may return a sentence, which is shown below the figure and announced.
    finding    the title, a sentence that states what the figure shows. alt: one sentence for what the words
               composed from the drawing cannot say.
    width, height: inches of one axes. labels: {slider: words beside it}, by default its own name.
    sliders    name=… a control of ipywidgets, such as FloatLogSlider(value=0.1, min=-3, max=0), or what ipywidgets
               makes one of: (low, high), (low, high, step), a list, True or False.

    The first picture is drawn at once, and what `draw` raises then is raised. Later a value that cannot be
    drawn is said below the figure, and the last good picture stays.
    Raises ValueError without a finding, or for a slider that is none.
    """
    if not finding:
        raise ValueError("A figure needs a finding: a title that states what it shows.")
    labels = labels or {}
    controls = {name: control(spec, labels.get(name, name)) for name, spec in sliders.items()}
    return Explorer(_Picture(draw, finding, columns, width, height), controls, finding, alt)


def control(spec, label):
    """The control of ipywidgets that is given or abbreviated, with its label beside it."""
    box = ipywidgets.interactive.widget_from_abbrev(spec)
    if not isinstance(box, ipywidgets.ValueWidget):
        raise ValueError(f"“{label}” needs a control of ipywidgets, (low, high), a list or True/False. "
                         f"It was given {spec!r:.60}.")
    box.description, box.layout.width = label, "24em" if "Slider" in type(box).__name__ else "max-content"
    if hasattr(box, "indent"):
        box.indent = False
    else:
        box.style.description_width = "initial"
    return box


# ---- the picture -------------------------------------------------------------------------

class _Picture:
    """A Figure that is kept: to draw it again takes a third of the time of a new one."""

    def __init__(self, draw, finding, columns, width, height):
        self._draw, self._settled = draw, False
        with mpl.rc_context(STYLE):
            self.figure = Figure(figsize=(width * columns, height), layout="constrained")
            self.canvas = FigureCanvasAgg(self.figure)
            axes = self.figure.subplots(1, columns)
            self.figure.suptitle(finding, x=0.01, ha="left", fontsize=13, fontweight="bold", wrap=True)
        self.axes = (axes,) if columns == 1 else tuple(axes)

    def draw(self, values):
        """Draw these values on empty axes; returns what `draw` says, and a PNG made quickly."""
        with mpl.rc_context(STYLE), np.errstate(all="ignore"):
            for extra in [ax for ax in self.figure.axes if ax not in self.axes]:
                extra.remove()
            for ax in self.axes:
                _empty(ax)
            said = self._draw(self.axes[0] if len(self.axes) == 1 else self.axes, **values)
            if not self._settled:                      # the first picture settles how much room the words need
                for ax in self.axes:
                    if ax.get_xscale() == "linear":    # with more ticks their numbers would run into each other
                        ax.xaxis.set_major_locator(MaxNLocator(5, steps=[1, 2, 5, 10]))
                self.figure.draw_without_rendering()
                self.figure.set_layout_engine("none")
                self._settled = True
            for ax in self.axes:
                place_labels(ax)
            self.canvas.draw()
        return said if isinstance(said, str) else "", _quick_png(self.canvas)


def _empty(ax):
    """Remove what was drawn, and forget its limits and colours. Names, scales and ticks stay: they cost the most."""
    if ax.legend_:
        ax.legend_.remove()
    for kind in ("collections", "lines", "patches", "images", "tables", "artists", "texts"):
        for artist in list(getattr(ax, kind)):     # texts last, read anew: level curves take their labels with them
            artist.remove()
    ax.containers.clear()
    forget(ax)
    ax.set_prop_cycle(None)
    ax.set(xlim=(0, 1), ylim=(0, 1))
    ax.relim()
    ax.autoscale(True)


def _quick_png(canvas):
    """A PNG in 2 ms, twice the size of a careful one: it travels within the machine and is not stored."""
    out = io.BytesIO()
    Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB").save(out, "png", compress_level=1)
    return out.getvalue()


def _small(picture):
    """The same picture with 256 colours: what is stored in a notebook."""
    out = io.BytesIO()
    Image.open(io.BytesIO(picture)).quantize(256, dither=Image.Dither.NONE).save(out, "png", optimize=True)
    return out.getvalue()


# ---- the widget --------------------------------------------------------------------------

class Words(Widget):
    """The words around sliders and picture: names, alternative text, and the sentences below."""
    _esm = module("base", "home", "explore")
    _css = VIEW / "stage.css"
    alt = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    problem = traitlets.Unicode().tag(sync=True)


class Explorer(ipywidgets.VBox):
    """Sliders, the figure they change, and the words about it. What `explore` returns."""

    def __init__(self, picture, controls, finding, alt):
        self._picture, self.controls, self._finding, self._alt = picture, controls, finding, alt
        self._drawing = self._stale = False
        self._image, self._words = ipywidgets.Image(format="png"), Words()
        self._show(self.values)
        self._image.layout = {"width": f"{picture.canvas.get_width_height()[0]}px", "max_width": "100%"}
        bar = ipywidgets.HBox(list(controls.values()), layout={"flex_flow": "row wrap"})
        super().__init__([bar, self._image, self._words])
        self.add_class("mathlib-explore")
        for box in controls.values():
            box.observe(self._changed, names="value")

    @property
    def values(self):
        """{name: value} of all sliders."""
        return {name: box.value for name, box in self.controls.items()}

    @property
    def description(self):
        """The figure in words, with the values it shows."""
        return self._words.alt

    def _in_words(self, values):
        """The values by the names that stand beside their controls."""
        said = {name: number(value) if isinstance(value, float) else value for name, value in values.items()}
        return ", ".join(f"{self.controls[name].description} = {value}" for name, value in said.items())

    def _changed(self, _):
        """Draw again. Of changes that come while we draw only the last is drawn."""
        self._stale = True
        if self._drawing:
            return
        self._drawing = True
        try:
            while self._stale:
                self._stale = False
                self._try(self.values)
        finally:
            self._drawing = False

    def _try(self, values):
        """Show these values, or say why they cannot be shown: an exception here would be seen by nobody."""
        try:
            self._show(values)
        except KeyboardInterrupt:
            self._words.problem = "Interrupted. The picture is the one before: move a slider to go on."
        except Exception as error:
            reason = f"{type(error).__name__}: {str(error)[:200]}"
            self._words.problem = (f"There is no picture for {self._in_words(values)} ({reason}). "
                                   "The last one stays: move a slider to go on.")

    def _show(self, values):
        said, picture = self._picture.draw(values)
        here = f"Here {self._in_words(values)}. {said}".rstrip() if values else said
        drawn = in_words(self._picture.axes)
        self._image.value = picture
        with self._words.hold_sync():
            self._words.alt = " ".join(filter(None, [f"{self._finding.rstrip('.')}.", drawn, self._alt, here]))
            self._words.said, self._words.problem = said, ""

    def _repr_mimebundle_(self, **kwargs):
        """The live view, and for places without a kernel the picture of this moment and its words."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        picture = base64.b64encode(_small(self._image.value)).decode()
        metadata = {**metadata, "image/png": {"alt": self.description}}
        return {**(data or {}), "text/plain": self.description, "image/png": picture}, metadata
