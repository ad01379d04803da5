"""What to show, as plain data: panels, marks in data coordinates, read-outs, controls.

A scene says nothing about pixels, widgets or events. The view (`stage.js`) draws it in the browser,
`twin.py` draws the same scene with Matplotlib for readers without a kernel.
"""
import base64
import io
from dataclasses import dataclass
from dataclasses import field as member

import contourpy
import matplotlib as mpl
import numpy as np
from PIL import Image


def numbers(values, digits=6):
    """Floats for JSON: rounded, and None where there is no finite number to draw."""
    values = np.asarray(values, float).ravel()
    return [float(f"{v:.{digits}g}") if np.isfinite(v) else None for v in values]


# ---- marks: what can be drawn ------------------------------------------------------------

def curve(x, y, ink="exact", *, name="", dash=False, width=2.0):
    """A polyline through (x[i], y[i]); it breaks where y is not finite."""
    return {"mark": "curve", "x": numbers(x), "y": numbers(y), "ink": ink, "name": name, "dash": dash, "width": width}


def trail(points, ink="path"):
    """The places visited, joined, older ones fainter; points has shape (n, 2)."""
    points = np.asarray(points, float).reshape(-1, 2)
    return {"mark": "trail", "x": numbers(points[:, 0]), "y": numbers(points[:, 1]), "ink": ink}


def point(x, y, ink="exact", *, shape="circle", label="", size=7, along="", drag=False, asks=""):
    """A marked place. `along` names the curve that it slides on.

    drag: it follows the hand, and while it does, marks that Python must compute anew are left out.
    drag="alone": it follows the hand, and no other mark depends on it.
    asks: the action that dragging it asks for, where that is not the panel's own; only a hand that takes
    hold of the mark itself does that.
    """
    return {"mark": "point", "x": numbers([x])[0], "y": numbers([y])[0], "ink": ink, "shape": shape, "label": label,
            "size": size, "along": along, "drag": drag, "asks": asks}


def arrow(start, end, ink="gradient", *, label=""):
    """An arrow from place to place, in data units."""
    return {"mark": "arrow", "from": numbers(start), "to": numbers(end), "ink": ink, "label": label}


def segment(start, end, ink="quiet", *, dash=True, label="", width=1.5):
    """A straight piece from place to place."""
    return {"mark": "segment", "from": numbers(start), "to": numbers(end), "ink": ink, "dash": dash, "label": label,
            "width": width}


def tangent(x, y, slope, ink="gradient", *, along=""):
    """The line of this slope through (x, y), right across the panel; slides with a drag along a curve."""
    return {"mark": "tangent", "x": numbers([x])[0], "y": numbers([y])[0], "slope": numbers([slope])[0], "ink": ink,
            "along": along}


def text(x, y, words, ink="exact", *, corner=""):
    """Words beside a place. corner: "ne", "nw", "se" or "sw" of it; without one they stay inside the panel."""
    return {"mark": "text", "x": numbers([x])[0], "y": numbers([y])[0], "words": words, "ink": ink, "corner": corner}


def bars(x, heights, ink="measured", width=0.8):
    """Upright bars from zero."""
    return {"mark": "bars", "x": numbers(x), "heights": numbers(heights), "ink": ink, "width": width}


def polygon(points, ink="quiet", *, filled=True):
    """A polygon, half transparent or only its outline; points has shape (n, 2)."""
    points = np.asarray(points, float).reshape(-1, 2)
    return {"mark": "polygon", "x": numbers(points[:, 0]), "y": numbers(points[:, 1]), "ink": ink, "filled": filled}


def field(x, y, u, v, ink="gradient", *, width=1.6):
    """Many arrows (u, v) at the places (x, y), in data units; shapes broadcast together."""
    x, y, u, v = np.broadcast_arrays(*(np.asarray(values, float) for values in (x, y, u, v)))
    return {"mark": "field", "x": numbers(x, 4), "y": numbers(y, 4), "u": numbers(u, 4), "v": numbers(v, 4),
            "ink": ink, "width": width}


PALETTES = {"ink": "Greys", "heat": "viridis", "signed": "PuOr_r"}


def image(values, xlim=None, ylim=None, *, palette="ink", low=None, high=None):
    """A grid of numbers as a grid of squares, row 0 on top; nan stays empty.

    values: shape (rows, columns). xlim, ylim: what it covers; by default column j covers j − ½ to j + ½ and row i
    likewise, rows counted downwards (give the panel ylim=(rows − ½, −½)).
    palette: "ink" (white to black), "heat" (dark to bright) or "signed" (purple, white at 0, orange).
    low, high: the numbers at the ends of the palette; by default the least and the greatest, for "signed" ±greatest.
    """
    values = np.asarray(values, float)
    rows, columns = values.shape
    top = np.nanmax(abs(values)) if palette == "signed" else np.nanmax(values)
    low = (-top if palette == "signed" else np.nanmin(values)) if low is None else low
    high = top if high is None else high
    shade = (values - low) / ((high - low) or 1.0)
    pixels = (mpl.colormaps[PALETTES[palette]](np.ma.masked_invalid(shade)) * 255).astype(np.uint8)
    out = io.BytesIO()
    Image.fromarray(pixels).save(out, "png")
    return {"mark": "image", "xlim": numbers((-0.5, columns - 0.5) if xlim is None else xlim),
            "ylim": numbers((rows - 0.5, -0.5) if ylim is None else ylim),
            "png": base64.b64encode(out.getvalue()).decode()}


def box(x, y, lines, ink="exact", *, filled=False):
    """A framed label centred on a place: one line of words under the other; `filled` marks the one that acts."""
    return {"mark": "box", "x": numbers([x])[0], "y": numbers([y])[0], "lines": list(lines), "ink": ink,
            "filled": filled}


def contour(f, xlim, ylim, levels, *, points=81):
    """Level curves of f(x, y), an array function, as polylines; levels is a list of heights."""
    x, y = np.linspace(*xlim, points), np.linspace(*ylim, points)
    lines = contourpy.contour_generator(x, y, np.broadcast_to(f(x[None, :], y[:, None]), (points, points)))
    pieces = [[level, numbers(line[:, 0], 4), numbers(line[:, 1], 4)]
              for level in levels for line in lines.lines(level)]
    return {"mark": "contour", "pieces": pieces, "ink": "quiet"}


# ---- the frame: panels and controls ------------------------------------------------------

def panel(name, xlim, ylim, marks=(), *, xlabel="", ylabel="", title="", equal=False, log=False, place="", wide=1.0,
          bare=False, turns=False, names=(), stride=()):
    """Axes with the marks that stay. `place`: the action that a click, drag or arrow key asks for.

    log: the vertical axis is logarithmic (ylim in data units, both positive).
    equal: one unit is as long across as up, so that right angles look right.
    wide: share of the width when panels stand side by side.
    bare: no grid and no numbers, for a picture that has no axes. turns: on a narrow page it runs from top to bottom,
    for graphs.
    names: texts below 0, 1, 2, … in place of numbers, for bars. stride: what an arrow key moves by, (across, up),
    where that is not a fortieth of the axes; (1, 1) goes from square to square of an image.
    """
    return {"name": name, "kind": "flat", "xlim": numbers(xlim), "ylim": numbers(ylim), "marks": list(marks),
            "xlabel": xlabel, "ylabel": ylabel, "title": title, "equal": equal, "log": log, "place": place,
            "wide": wide, "bare": bare, "turns": turns, "names": list(names), "stride": numbers(stride)}


def button(action, label, key, *, repeat=False, title=""):
    """A button and its key; `repeat`: pressing starts a run, asked for step by step until it can go no further."""
    return {"control": "button", "action": action, "label": label, "key": key, "repeat": repeat, "title": title}


def slider(action, label, low, high, *, log=False, keys="", step=None, wide=False):
    """A slider with a box for the exact number. keys: two characters, for less and for more. wide: a row of its own."""
    return {"control": "slider", "action": action, "label": label, "low": low, "high": high, "log": log, "keys": keys,
            "step": step, "wide": wide}


def choice(action, label, options):
    """A menu of names."""
    return {"control": "choice", "action": action, "label": label, "options": list(options)}


def entry(action, label, *, hint=""):
    """A box to type in; the text is sent on Enter."""
    return {"control": "entry", "action": action, "label": label, "hint": hint}


def toggle(action, label, key):
    """A switch and its key."""
    return {"control": "toggle", "action": action, "label": label, "key": key}


@dataclass(frozen=True)
class Scene:
    """One moment of a demonstration.

    panels: axes with what stays while the learner works (sent to the view only when it changes).
    marks: {panel name: marks of this moment}.
    readout: (label, value) pairs. update: the rule with this step's numbers. badge: (tone, words), tone
    one of "calm", "good", "warn" and, once a goal is reached, "won". goal: what to reach. say: what a screen
    reader announces.
    problem: a sentence about the last input that could not be used. values: {action: value} of the
    sliders, menus, boxes and toggles. disabled: actions that can do nothing now.
    """
    panels: list
    marks: dict
    readout: list = member(default_factory=list)
    update: str = ""
    badge: tuple = ("", "")
    goal: str = ""
    say: str = ""
    problem: str = ""
    values: dict = member(default_factory=dict)
    disabled: list = member(default_factory=list)
