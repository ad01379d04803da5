"""What is drawn on an axes. Each function draws, notes in words what it drew, and returns the axes."""
import numpy as np
from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from mathlib.plotting.described import note
from mathlib.plotting.inks import DASH, INK, MARKER, TEXT
from mathlib.plotting.labels import label_later


def curve(ax, x, y, ink="exact", label="", at=None, **line):
    """A curve with its name beside it, so that no legend is needed.

    at: the number of the point that the name stands beside; left out, a free place is looked for.
    """
    x, y = np.broadcast_arrays(*(np.asarray(values, float) for values in (x, y)))
    ax.plot(x, y, **{"color": INK[ink], "linestyle": DASH[ink], **line})
    note(ax, "curve", label, x, y)
    if label:
        label_later(ax, label, x, y, TEXT[ink], at)
    return ax


def dots(ax, x, y, ink="measured", label="", **marks):
    """Separate points, in the marker of their ink."""
    x, y = (np.atleast_1d(np.asarray(values, float)) for values in (x, y))
    ax.plot(x, y, **{"color": INK[ink], "marker": MARKER[ink], "linestyle": "none", "markersize": 6, **marks})
    note(ax, "dots", label, x, y)
    if label:
        label_later(ax, label, x, y, TEXT[ink], -1)
    return ax


def write(ax, words, place, ink="exact", offset=(7, 5), **text):
    """Words beside a place in data coordinates, on a white ground so that lines do not cross them."""
    ax.annotate(words, place, offset, textcoords="offset points", color=TEXT[ink], zorder=6,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1}, **text)
    note(ax, "words", words, *place)
    return ax


def line(ax, place, slope, ink="gradient", reach=1.0, label="", at=None, **style):
    """A straight line of the given slope through a place, `reach` to either side. at: the end with its name, 0 or 1."""
    x = place[0] + reach * np.array([-1.0, 1.0])
    ax.plot(x, place[1] + slope * (x - place[0]), **{"color": INK[ink], "linestyle": DASH[ink], **style})
    note(ax, "line", label or ("Dashed line" if style.get("linestyle") == "--" else ""), slope, *place)
    if label:
        label_later(ax, label, x, place[1] + slope * (x - place[0]), TEXT[ink], at)
    return ax


def level(ax, height, label="", ink="quiet", **style):
    """A horizontal line right across, at one height: a tolerance, a limit, a mean."""
    ax.axhline(height, **{"color": INK[ink], "linestyle": DASH[ink], "linewidth": 1.4, **style})
    note(ax, "level", label, height)
    if label:
        label_later(ax, label, None, height, TEXT[ink], None)
    return ax


def arrow(ax, start, vector, ink="gradient", label=""):
    """A vector in data units: what is twice as long is drawn twice as long."""
    ax.quiver(*start, *vector, angles="xy", scale_units="xy", scale=1, color=INK[ink], width=0.011, zorder=4)
    note(ax, "arrow", label, start, vector)
    if label:
        end = np.add(start, vector)
        label_later(ax, label, end[:1], end[1:], TEXT[ink], -1)
    return ax


def field(ax, x, y, u, v, ink="gradient", **style):
    """Many arrows (u, v) at the places (x, y), in data units; shapes broadcast together."""
    x, y, u, v = np.broadcast_arrays(*(np.asarray(values, float) for values in (x, y, u, v)))
    ax.quiver(x, y, u, v, **{"angles": "xy", "scale_units": "xy", "scale": 1, "color": INK[ink], "zorder": 4, **style})
    note(ax, "field", "", x, y, u, v)
    return ax


def path(ax, points, ink="path", label="", every=1):
    """A walk: a dot for each stop, a line between them; `points` has shape (n, 2)."""
    points = np.asarray(points, float)
    ax.plot(*points.T, color=INK[ink], linewidth=1.2, marker=MARKER[ink], markersize=4, markevery=every, zorder=3)
    note(ax, "path", label, points)
    if label:
        label_later(ax, label, *points.T, TEXT[ink], -1)
    return ax


def rectangle(ax, corner, width, height, ink="exact", label="", beside=None):
    """A rectangle from its lower left corner, lightly filled: an area. Its name stands at `beside` or in its middle."""
    ax.add_patch(Rectangle(corner, width, height, facecolor=to_rgba(INK[ink], 0.12), edgecolor=INK[ink], linewidth=2))
    ax.update_datalim([corner, np.add(corner, (width, height))])
    note(ax, "rectangle", label, width, height, corner)
    if label:
        middle = np.add(corner, (width / 2, height / 2))
        place, offset, side = (beside, (7, 5), "left") if beside else (middle, (0, -4), "center")
        ax.annotate(label, place, offset, textcoords="offset points", color=TEXT[ink], zorder=6, ha=side)
    return ax


def bars(ax, names, heights, ink="measured", **style):
    """Upright bars from zero, one for each name."""
    ax.bar(np.arange(len(names)), heights, **{"color": INK[ink], "width": 0.7, **style})
    ax.set_xticks(np.arange(len(names)), names)
    note(ax, "bars", "", names, heights)
    return ax


def image(ax, values, low=None, high=None, cmap="viridis", scale=True, **style):
    """A grid of numbers as a grid of squares, row 0 on top.

    scale: whether what the shades mean is drawn beside it; a text is their unit.
    """
    values = np.asarray(values, float)
    picture = ax.imshow(values, **{"vmin": low, "vmax": high, "cmap": cmap, "interpolation": "nearest", **style})
    ax.grid(False)
    if scale:
        ax.figure.colorbar(picture, ax=ax, shrink=0.85, label=scale if isinstance(scale, str) else "")
    note(ax, "image", "", values)
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
    ax.set(aspect="equal", xlabel=ax.get_xlabel() or "x", ylabel=ax.get_ylabel() or "y")
    ax.grid(False)
    note(ax, "contours", "", x, y, heights, lines.levels, through)
    return ax


def from_above(ax, f, walk, radius=3.0, levels=10, label="", every=1):
    """A surface from above with a walk on it: level curves of f(x, y) and the places visited, shape (n, 2)."""
    path(contours(ax, f, radius, levels), walk, label=label, every=every)
    ax.set(xlim=(-radius, radius), ylim=(-radius, radius))
    return ax


def axes(ax, x="", y="", title="", **settings):
    """Name the axes; xscale, ylim and the like pass through to Matplotlib's Axes.set. "" leaves a name as it is."""
    names = {"xlabel": x, "ylabel": y, "title": title}
    ax.set(**{name: words for name, words in names.items() if words}, **settings)
    return ax
