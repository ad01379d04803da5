"""The static twin: a scene drawn by Matplotlib, for readers without a kernel."""
import base64
import io

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from PIL import Image

from mathlib.plotting import INK, STYLE, TEXT, png
from mathlib.stage.twin_solid import SHAPE, solid_panel, values


def twin_png(scene, title=""):
    """The scene as a base64 PNG, its read-outs written underneath."""
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(max(7.0, 5.0 * len(scene.panels)), 4.4), layout="constrained")
        grid = fig.add_gridspec(1, len(scene.panels), width_ratios=[p["wide"] for p in scene.panels])
        for place, panel in zip(grid, scene.panels):
            marks = [*panel["marks"], *scene.marks.get(panel["name"], [])]
            (solid_panel if panel["kind"] == "solid" else _flat_panel)(fig, place, panel, marks)
        fig.suptitle("   ".join(filter(None, [title, scene.goal])), x=0.01, ha="left", fontweight="bold", fontsize=12,
                     wrap=True)
        words = [f"{scene.update}    [{scene.badge[1]}]" if scene.badge[1] else scene.update,
                 "    ".join(f"{name} {value}" for name, value in scene.readout)]
        fig.supxlabel("\n".join(filter(None, words)), x=0.01, ha="left", fontsize=10, family="monospace", wrap=True)
        return base64.b64encode(png(fig)).decode()


def _flat_panel(fig, place, panel, marks):
    ax = fig.add_subplot(place)
    _frame(ax, panel)
    for mark in marks:
        _DRAW[mark["mark"]](ax, mark)


def _frame(ax, panel):
    ax.set(xlim=panel["xlim"], ylim=panel["ylim"], xlabel=panel["xlabel"], ylabel=panel["ylabel"], title=panel["title"])
    ax.xaxis.set_major_locator(MaxNLocator(7, steps=[1, 2, 5, 10]))      # the steps of the view
    if panel["bare"]:
        ax.grid(False)
        ax.set(xticks=[], yticks=[])
        ax.spines[:].set_visible(False)
    if panel["log"]:
        ax.set_yscale("log")
    if panel["names"]:
        ax.set_xticks(range(len(panel["names"])), panel["names"])
    if panel["equal"]:
        ax.set_aspect("equal")
        ax.grid(False)


def _label(ax, mark, place):
    words = mark.get("label") or mark.get("words")
    if words and None not in place:
        right = ax.transAxes.inverted().transform(ax.transData.transform(place))[0] > 0.7
        up, side = mark.get("corner") or ("nw" if right else "ne")
        ax.annotate(words, place, (-8 if side == "w" else 8, 7 if up == "n" else -7), textcoords="offset points",
                    ha="right" if side == "w" else "left", va="baseline" if up == "n" else "top",
                    color=TEXT[mark["ink"]], annotation_clip=True,
                    bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1})


def _dash(mark):
    return "--" if mark["dash"] else "-"


def _curve(ax, mark):
    ax.plot(values(mark, "x"), values(mark, "y"), color=INK[mark["ink"]], lw=mark["width"], ls=_dash(mark))


def _trail(ax, mark):
    ax.plot(values(mark, "x"), values(mark, "y"), color=INK[mark["ink"]], lw=1, marker="o", ms=4)


def _point(ax, mark):
    if mark["x"] is None or mark["y"] is None:
        return
    look = {"markerfacecolor": "none", "markeredgewidth": 1.8} if mark["shape"] in ("ring", "cross") else {}
    look |= {"color": INK[mark["ink"]], "ms": 1.4 * mark["size"], "zorder": 5}
    ax.plot(mark["x"], mark["y"], SHAPE[mark["shape"]], **look)
    _label(ax, mark, (mark["x"], mark["y"]))


def _arrow(ax, mark):
    if None not in (*mark["from"], *mark["to"]):
        ax.annotate("", mark["to"], mark["from"], annotation_clip=True,
                    arrowprops={"arrowstyle": "-|>", "color": INK[mark["ink"]], "lw": 2, "shrinkA": 0, "shrinkB": 0})
        _label(ax, mark, mark["to"])


def _segment(ax, mark):
    if None not in (*mark["from"], *mark["to"]):
        ax.plot(*zip(mark["from"], mark["to"]), color=INK[mark["ink"]], lw=mark["width"], ls=_dash(mark))
        _label(ax, mark, mark["to"])


def _tangent(ax, mark):
    if None not in (mark["x"], mark["y"], mark["slope"]):
        x = np.array(ax.get_xlim())
        ax.plot(x, mark["y"] + mark["slope"] * (x - mark["x"]), color=INK[mark["ink"]], ls="--", lw=1.6)


def _text(ax, mark):
    _label(ax, mark, (mark["x"], mark["y"]))


def _box(ax, mark):
    if None not in (mark["x"], mark["y"]):
        frame = {"boxstyle": "round", "facecolor": "white", "edgecolor": INK[mark["ink"]],
                 "linewidth": 3 if mark["filled"] else 1.4}
        ax.text(mark["x"], mark["y"], "\n".join(mark["lines"]), ha="center", va="center", family="monospace",
                fontsize=10, zorder=5, bbox=frame)


def _bars(ax, mark):
    ax.bar(values(mark, "x"), values(mark, "heights"), mark["width"], color=INK[mark["ink"]])


def _polygon(ax, mark):
    x, y = values(mark, "x"), values(mark, "y")
    if mark["filled"]:
        ax.fill(x, y, color=INK[mark["ink"]], alpha=0.25)
    else:
        ax.plot(np.append(x, x[:1]), np.append(y, y[:1]), color=INK[mark["ink"]], lw=2.5)


def _field(ax, mark):
    ax.quiver(*(values(mark, name) for name in "xyuv"), angles="xy", scale_units="xy", scale=1, color=INK[mark["ink"]],
              width=0.0035 * mark["width"], zorder=3)


def _image(ax, mark):
    pixels = np.asarray(Image.open(io.BytesIO(base64.b64decode(mark["png"]))))
    (left, right), (bottom, top) = mark["xlim"], mark["ylim"]
    ax.imshow(pixels, extent=(left, right, bottom, top), interpolation="nearest", aspect=ax.get_aspect(), zorder=0)
    ax.grid(False)


def _contour(ax, mark):
    for _, x, y in mark["pieces"]:
        ax.plot(x, y, color=INK["quiet"], lw=1)


_DRAW = {"curve": _curve, "trail": _trail, "point": _point, "arrow": _arrow, "segment": _segment, "tangent": _tangent,
         "text": _text, "bars": _bars, "box": _box, "polygon": _polygon, "contour": _contour, "field": _field,
         "image": _image}
