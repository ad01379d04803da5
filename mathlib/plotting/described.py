"""A figure in words, composed from what was drawn on it: always true, and never out of date.

Each mark leaves a note on its axes; `in_words` reads the notes when the figure is finished. Numbers have three
digits, so that the words of a figure can be compared character by character; what is nothing beside the width of
a linear axis is 0.
"""
import numpy as np

from mathlib.words import count, listed, number

FEW = 5                 # dots that are named one by one
TURNS = 6               # turns of a curve that are told one by one
RIPPLE = 0.02           # what turns back after less than this share of the range is no turn
NOTHING = 1e-6          # of the width of a linear axis


def note(ax, kind, label, *data):
    """Leave on an axes what was drawn there: kind of mark, its name ("" without one), its numbers."""
    if not hasattr(ax, "drawn"):
        ax.drawn = []
    ax.drawn.append((kind, label, data))


def forget(ax):
    """Take all notes off an axes that is drawn anew."""
    ax.drawn = []


def in_words(axes):
    """What stands on a row of axes, one sentence a mark."""
    return " ".join(words for k, ax in enumerate(axes) if (words := _of_axes(ax, k, len(axes))))


def _of_axes(ax, k, total):
    scale = Scale(ax)
    told = [_TELL[kind](scale, label, *data) for kind, label, data in getattr(ax, "drawn", [])]
    return _where(ax, k, total) + " ".join(f"{words}." for words in [scale.names, *told] if words)


def _where(ax, k, total):
    """How an axes is called: by its title, or by its place."""
    if title := ax.get_title(loc="left"):
        return f"“{title}”: "
    if total == 1:
        return ""
    return ("Left: ", "Right: ")[k] if total == 2 else f"Panel {k + 1} of {total}: "


class Scale:
    """How the numbers of one axes are said."""

    def __init__(self, ax):
        self.log_x, self.log_y = (scale == "log" for scale in (ax.get_xscale(), ax.get_yscale()))
        self._dx, self._dy = (abs(np.subtract(*limits())) * NOTHING for limits in (ax.get_xlim, ax.get_ylim))
        self.names = self._names(ax.get_xlabel(), ax.get_ylabel())

    def _names(self, x, y):
        """What is drawn against what, and on which axes ratios count; an axes that shares a name does not repeat it."""
        log = [name for name, is_log in (("horizontal", self.log_x), ("vertical", self.log_y)) if is_log]
        scales = "both axes logarithmic" if len(log) == 2 else f"{log[0]} axis logarithmic" if log else ""
        return ", ".join(filter(None, [f"{y} against {x}" if x and y else "", scales if y else ""]))

    def x(self, v):
        return number(v if self.log_x or abs(v) > self._dx else 0, 3)

    def y(self, v):
        return number(v if self.log_y or abs(v) > self._dy else 0, 3)

    def spot(self, point):
        return f"({self.x(point[0])}, {self.y(point[1])})"


def _named(label):
    return f"{label}: " if label else ""


# ---------------------------------------------------------------- one function a mark

def _curve(scale, label, x, y):
    drawn = np.isfinite(x) & np.isfinite(y)
    return f"{label or 'Curve'}: {_course(scale, x[drawn], y[drawn]) if drawn.any() else 'no point'}"


def _course(scale, x, y):
    """From where to where, and by which turns."""
    if len(y) == 1:
        return f"one point, {scale.spot((x[0], y[0]))}"
    if np.ptp(y) <= 1e-9 * abs(y).max():
        return f"{scale.y(y[0])} all the way from {scale.x(x[0])} to {scale.x(x[-1])}"
    turns = _turns(np.log10(np.maximum(y, 1e-300)) if scale.log_y else y)
    if len(turns) > TURNS + 2:
        return (f"{count(len(turns) - 2, 'turn')} between {scale.y(y.min())} and {scale.y(y.max())}, "
                f"from {scale.spot((x[0], y[0]))} to {scale.spot((x[-1], y[-1]))}")
    legs = [f"{'up' if y[b] > y[a] else 'down'} to {scale.y(y[b])} at {scale.x(x[b])}"
            for a, b in zip(turns, turns[1:])]
    return f"from {scale.y(y[0])} at {scale.x(x[0])} {listed(legs)}"


def _turns(h):
    """The indices of both ends and of each turn between them."""
    ripple = RIPPLE * np.ptp(h)
    turns, low, high = [0], 0, 0                    # since the last turn: where it was lowest, where highest
    for k in range(1, len(h)):
        low, high = (k if h[k] < h[low] else low), (k if h[k] > h[high] else high)
        if high > turns[-1] and h[k] < h[high] - ripple and h[high] > h[turns[-1]] + ripple:
            turns.append(high)
            low = high = k
        elif low > turns[-1] and h[k] > h[low] + ripple and h[low] < h[turns[-1]] - ripple:
            turns.append(low)
            low = high = k
    return [*turns, len(h) - 1] if turns[-1] < len(h) - 1 else turns


def _dots(scale, label, x, y):
    if len(x) <= FEW:
        return f"{label or ('Dot' if len(x) == 1 else 'Dots')} at {listed([scale.spot(p) for p in zip(x, y)])}"
    seen = y[np.isfinite(y)]
    return (f"{_named(label)}{len(x)} dots from {scale.x(x.min())} to {scale.x(x.max())}, "
            f"their heights between {scale.y(seen.min())} and {scale.y(seen.max())}")


def _words(scale, label, x, y):
    return f"“{label}” stands at {scale.spot((x, y))}"


def _line(scale, label, slope, x, y):
    return f"{label or 'Line'}: slope {number(slope, 3)} through {scale.spot((x, y))}"


def _level(scale, label, height):
    return f"{label or 'Horizontal line'} at height {scale.y(height)}"


def _arrow(scale, label, start, vector):
    return f"{label or 'Arrow'}: from {scale.spot(start)} by {scale.spot(vector)}"


def _field(scale, label, x, y, u, v):
    length = np.hypot(u, v)
    return f"{_named(label)}{length.size} arrows, {number(length.min(), 3)} to {number(length.max(), 3)} long"


def _path(scale, label, points):
    start, end = scale.spot(points[0]), scale.spot(points[-1])
    return f"{label or 'Walk'}: {count(len(points) - 1, 'step')} from {start} to {end}"


def _bars(scale, label, names, heights):
    if len(names) <= 2 * FEW:
        return f"{label or 'Bars'}: {', '.join(f'{name} {scale.y(height)}' for name, height in zip(names, heights))}"
    return f"{_named(label)}{len(names)} bars between {scale.y(min(heights))} and {scale.y(max(heights))}"


def _image(scale, label, values):
    shape = " × ".join(map(str, values.shape[:2]))
    return f"{_named(label)}{shape} squares, values between {number(values.min(), 3)} and {number(values.max(), 3)}"


def _contours(scale, label, x, y, heights, levels, through):
    row, column = np.unravel_index(np.nanargmin(heights), heights.shape)
    bold = f", the one through {scale.spot(through)} in bold" if through is not None else ""
    return (f"Level curves at heights from {number(levels[0], 3)} to {number(levels[-1], 3)}{bold}; "
            f"the lowest place in the window is {scale.spot((x[column], y[row]))}, "
            f"at height {number(np.nanmin(heights), 3)}")


_TELL = {"curve": _curve, "dots": _dots, "words": _words, "line": _line, "level": _level, "arrow": _arrow,
         "field": _field, "path": _path, "bars": _bars, "image": _image, "contours": _contours}
