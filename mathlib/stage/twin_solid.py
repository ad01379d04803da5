"""The static twin of a solid panel: the same marks by Matplotlib's three-dimensional axes."""
import numpy as np

from mathlib.plotting import INK, TEXT
from mathlib.stage.scene import PALETTES

SHAPE = {"circle": "o", "ring": "o", "square": "s", "diamond": "D", "triangle": "^", "star": "*", "cross": "x"}


def values(mark, name):
    """Numbers of a mark as an array, nan where there is none."""
    return np.array([np.nan if v is None else v for v in mark[name]], float)


def solid_panel(fig, place, panel, marks):
    """A panel of kind "solid" with its marks, as one more axes of a figure."""
    ax = fig.add_subplot(place, projection="3d")
    ax.set(xlim=panel["xlim"], ylim=panel["ylim"], zlim=panel["zlim"], xlabel=panel["xlabel"], ylabel=panel["ylabel"],
           zlabel=panel["zlabel"], title=panel["title"])
    ax.view_init(panel["elevation"], panel["azimuth"])
    ax.computed_zorder = False          # ours: surface, sheets, lines, points
    for order, mark in enumerate(sorted(marks, key=lambda mark: _ORDER.index(mark["mark"]))):
        _DRAW[mark["mark"]](ax, mark, order)


def _grid(mark):
    """The places of a surface: x, y, z, each of shape (rows, columns)."""
    heights = np.array([[np.nan if v is None else v for v in row] for row in mark["z"]], float)
    return *np.meshgrid(values(mark, "x"), values(mark, "y")), heights


def _surface(ax, mark, order):
    ax.plot_surface(*_grid(mark), cmap=PALETTES[mark["palette"]], rcount=40, ccount=40, alpha=0.92 * mark["opacity"],
                    linewidth=0, zorder=order)


def _patch(ax, mark, order):
    ax.plot_surface(*_grid(mark), color=INK[mark["ink"]], alpha=0.5, edgecolor=INK[mark["ink"]], linewidth=0.4,
                    zorder=order)


def _sheet(ax, mark, order):
    x, y, z = (values(mark, name)[[[0, 1], [3, 2]]] for name in "xyz")
    ax.plot_surface(x, y, z, color=INK[mark["ink"]], alpha=0.3, zorder=order)


def _curve(ax, mark, order):
    ax.plot(*(values(mark, name) for name in "xyz"), color=INK[mark["ink"]], lw=mark["width"],
            ls="--" if mark["dash"] else "-", zorder=order)


def _trail(ax, mark, order):
    ax.plot(*(values(mark, name) for name in "xyz"), color=INK[mark["ink"]], lw=1.2, marker="o", ms=3.5, zorder=order)


def _point(ax, mark, order):
    face = "none" if mark["shape"] == "ring" else INK[mark["ink"]]
    ax.plot(*(values(mark, name) for name in "xyz"), SHAPE[mark["shape"]], color=INK[mark["ink"]], markerfacecolor=face,
            ms=1.2 * mark["size"], zorder=order)
    if mark["label"]:
        ax.text(mark["x"][0], mark["y"][0], mark["z"][0], f"  {mark['label']}", color=TEXT[mark["ink"]], zorder=99)


def _arrow(ax, mark, order):
    start, end = np.array([values(mark, name) for name in "xyz"]).T
    ax.quiver(*start, *(end - start), color=INK[mark["ink"]], lw=2, arrow_length_ratio=0.15, zorder=order)
    if mark["label"]:
        ax.text(*end, f"  {mark['label']}", color=TEXT[mark["ink"]], zorder=99)


_DRAW = {"surface": _surface, "patch": _patch, "sheet": _sheet, "curve": _curve, "trail": _trail, "arrow": _arrow,
         "point": _point}
_ORDER = list(_DRAW)
