"""Every figure of the course: one palette, one style, and a sentence for those who cannot see it.

`figure` opens a row of axes and shows it when its block ends; the other functions draw on the axes
they are given and return them. Nothing here touches pyplot's global state, so that a figure may be
drawn inside a widget's callback, and no figure is left open.
"""
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

# One colour, one meaning, all course (Okabe and Ito, 2008: distinguishable without colour vision).
# A dash or a marker goes with each, so that colour never carries the meaning alone.
INK = {"exact": "#000000", "measured": "#0072B2", "gradient": "#D55E00", "path": "#009E73", "yours": "#CC79A7",
       "quiet": "#8A8A8A"}
# The same hues for words, darkened until they have a contrast of 4.5 to 1 on white.
TEXT = {**INK, "gradient": "#B34700", "path": "#00795A", "yours": "#A3487D", "quiet": "#666666"}
DASH = {"exact": "-", "measured": "-", "gradient": "-", "path": "-", "yours": (0, (4, 2)), "quiet": (0, (2, 2))}
MARKER = {"exact": "o", "measured": "s", "gradient": "^", "path": "o", "yours": "D", "quiet": "x"}
STYLE = {
    "figure.dpi": 90, "savefig.dpi": 90, "font.size": 12, "axes.titlesize": 12, "axes.labelsize": 12,
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.alpha": 0.25,
    "lines.linewidth": 2, "axes.titlelocation": "left", "axes.axisbelow": True, "legend.frameon": False,
}


@contextmanager
def figure(columns=1, finding="", alt="", *, width=4.9, height=3.7):
    """A row of axes under one finding, shown when the block ends.

    columns: how many axes; the block receives one Axes, or a tuple of them.
    finding: the title, a sentence that states what the figure shows.
    alt: what somebody who cannot see the figure needs to know beyond the finding.
    width, height: inches of one axes.

    Raises ValueError without a finding or an alt: a figure without words is not finished.
    """
    if not finding or not alt:
        raise ValueError("A figure needs a finding (its title) and alt (what it shows, in words).")
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(width * columns, height), layout="constrained")
        axes = fig.subplots(1, columns)
        yield axes if columns == 1 else tuple(axes)
        fig.suptitle(finding, x=0.01, ha="left", fontsize=13, fontweight="bold", wrap=True)
        show(fig, f"{finding.rstrip('.')}. {alt}")


def show(fig, alt):
    """Display a Matplotlib Figure as a small PNG, and under it the sentence `alt`, folded away.

    JupyterLab gives the pictures that it shows no alternative text: the words have to stand on the page.
    """
    display({"image/png": base64.b64encode(png(fig)).decode(), "text/plain": alt},
            metadata={"image/png": {"alt": alt}}, raw=True)
    display({"text/html": f"<details><summary>The figure in words</summary>{html.escape(alt)}</details>"},
            metadata={}, raw=True)


def png(fig):
    """The bytes of a Figure as a 256-colour PNG: a quarter of the size, no visible loss."""
    canvas = FigureCanvasAgg(fig)
    canvas.draw()
    picture = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    out = io.BytesIO()
    picture.quantize(256, dither=Image.Dither.NONE).save(out, "png", optimize=True)
    return out.getvalue()


# ---- curves and points -----------------------------------------------------------------

def curve(ax, x, y, ink="exact", label="", at=-1, **line):
    """A curve with its name beside the point number `at`, so that no legend is needed."""
    line = {"color": INK[ink], "linestyle": DASH[ink], **line}
    ax.plot(x, y, **line)
    if label:
        write(ax, label, (x[at], y[at]), ink)
    return ax


def dots(ax, x, y, ink="measured", label="", **marks):
    """Separate points, in the marker of their ink."""
    ax.plot(x, y, **{"color": INK[ink], "marker": MARKER[ink], "linestyle": "none", "markersize": 6, **marks})
    if label:
        write(ax, label, (np.ravel(x)[-1], np.ravel(y)[-1]), ink)
    return ax


def write(ax, words, place, ink="exact", offset=(7, 5), **text):
    """Words beside a place in data coordinates, on a white ground so that lines do not cross them."""
    ax.annotate(words, place, offset, textcoords="offset points", color=TEXT[ink], zorder=6,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1}, **text)
    return ax


def line(ax, place, slope, ink="gradient", reach=1.0, label="", **style):
    """A straight line of the given slope through a place, reaching `reach` to either side."""
    x = place[0] + reach * np.array([-1.0, 1.0])
    return curve(ax, x, place[1] + slope * (x - place[0]), ink, label, **style)


def arrow(ax, start, vector, ink="gradient", label=""):
    """A vector in data units: what is twice as long is drawn twice as long."""
    ax.quiver(*start, *vector, angles="xy", scale_units="xy", scale=1, color=INK[ink], width=0.011, zorder=4)
    if label:
        write(ax, label, np.add(start, vector), ink)
    return ax


def path(ax, points, ink="path", label="", every=1):
    """A walk: a dot for each stop, a line between them; `points` has shape (n,2)."""
    points = np.asarray(points, float)
    ax.plot(*points.T, color=INK[ink], linewidth=1.2, marker=MARKER[ink], markersize=4, markevery=every, zorder=3)
    if label:
        write(ax, label, points[-1], ink)
    return ax


def contours(ax, f, radius=3.0, levels=10, centre=(0.0, 0.0), through=None, points=121):
    """Level curves of f(x, y) on a square, its axes equal so that a right angle looks like one.

    f maps two arrays to an array. The level curve through the point `through` is drawn bold.
    """
    x = centre[0] + np.linspace(-radius, radius, points)
    y = centre[1] + np.linspace(-radius, radius, points)
    heights = np.broadcast_to(f(x[None, :], y[:, None]), (points, points))
    lines = ax.contour(x, y, heights, levels, colors=INK["quiet"], linewidths=1)
    ax.clabel(lines, fontsize=8, fmt="%.3g")
    if through is not None:
        ax.contour(x, y, heights, [float(f(*through))], colors=INK["exact"], linewidths=1.8)
    ax.set(aspect="equal", xlabel="x", ylabel="y")
    ax.grid(False)
    return ax


def axes(ax, xlabel="", ylabel="", title="", **settings):
    """Name the axes; xscale, ylim and the like pass through to Matplotlib's Axes.set."""
    ax.set(xlabel=xlabel, ylabel=ylabel, **settings)
    if title:
        ax.set_title(title)
    return ax
