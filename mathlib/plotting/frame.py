"""A row of axes under one finding, shown as a small picture with its words."""
import base64
import html
import io
from contextlib import contextmanager

import matplotlib as mpl
import numpy as np
from IPython.display import display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PIL import Image

from mathlib.plotting.described import in_words
from mathlib.plotting.inks import STYLE
from mathlib.plotting.labels import place_labels
from mathlib.plotting.marks import axes as name_axes

# Inches of one axes, by how many stand in a row.
SIZES = {1: (6.5, 3.7), 2: (4.9, 3.7), 3: (3.7, 3.2), 4: (2.6, 2.5), 5: (2.2, 2.9), 6: (1.7, 2.2)}


@contextmanager
def figure(finding, columns=1, *, x="", y="", titles="", log="", alt="", width=None, height=None):
    """A row of axes under one finding, shown when the block ends with what was drawn in words.

    finding: the title, a sentence that states what the figure shows.
    columns: how many axes; the block receives one Axes, or a tuple of them.
    x, y, titles, log: the names of the axes, their titles, which of them are logarithmic ("x", "y" or "xy"):
    one text for all axes, or a sequence of one each.
    alt: one sentence for what the words composed from the drawing cannot say.
    width, height: inches of one axes, where the usual ones do not serve.

    Raises ValueError without a finding: a figure without words is not finished.
    """
    if not finding:
        raise ValueError("A figure needs a finding: a title that states what it shows.")
    usual = SIZES[min(columns, 6)]
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=((width or usual[0]) * columns, height or usual[1]), layout="constrained")
        axes = np.atleast_1d(fig.subplots(1, columns))
        for ax, *names in zip(axes, *(_each(words, columns) for words in (x, y, titles, log))):
            _prepare(ax, *names)
        yield axes[0] if columns == 1 else tuple(axes)
        fig.suptitle(finding, x=0.01, ha="left", fontsize=13, fontweight="bold", wrap=True)
        fig.draw_without_rendering()            # gives the axes their size, which the names of curves depend on
        for ax in axes:
            place_labels(ax)
        show(fig, " ".join(filter(None, [f"{finding.rstrip('.')}.", in_words(axes), alt])))


def _each(words, columns):
    return [words] * columns if isinstance(words, str) else list(words)


def _prepare(ax, x, y, title, log):
    scales = {f"{way}scale": "log" for way in log}
    name_axes(ax, x, y, title, **scales)


def show(fig, words):
    """Display a Matplotlib Figure as a small PNG, and under it what it shows in words, folded away.

    JupyterLab gives the pictures that it shows no alternative text: the words have to stand on the page.
    """
    display({"image/png": base64.b64encode(png(fig)).decode(), "text/plain": words},
            metadata={"image/png": {"alt": words}}, raw=True)
    display({"text/html": f"<details><summary>The figure in words</summary>{html.escape(words)}</details>"},
            metadata={}, raw=True)


def png(fig):
    """The bytes of a Figure as a 256-colour PNG: a quarter of the size, no visible loss."""
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    out = io.BytesIO()
    picture.quantize(256, dither=Image.Dither.NONE).save(out, "png", optimize=True)
    return out.getvalue()
