"""A figure in words, composed from what was drawn on it: always true, and never out of date.

Each mark leaves a note on its axes; `in_words` reads the notes when the figure is finished. Numbers have three
digits, so that the words of a figure can be compared character by character; what is nothing beside the width of
a linear axis is 0.
"""
import numpy as np

from mathlib.words import count, listed, number

FEW = 5                 # dots that are named one by one
TURNS = 6               # turns of a curve that are told one by one
STRAIGHT = 0.005        # of a way's height: what strays less from its chord is straight
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

    def drawn(self, x, y):
        """The numbers as they lie on the axes: logarithms where those are logarithmic."""
        return [np.log10(np.maximum(v, 1e-300)) if log else v for v, log in ((x, self.log_x), (y, self.log_y))]

    def spot(self, point):
        return f"({self.x(point[0])}, {self.y(point[1])})"


def _named(label):
    return f"{label}: " if label else ""


# ---------------------------------------------------------------- one function a mark

def _curve(scale, label, x, y):
    drawn = np.isfinite(x) & np.isfinite(y)
    return f"{label or 'Curve'}: {_course(scale, x[drawn], y[drawn]) if drawn.any() else 'no point'}"


def _course(scale, x, y):
    """From where to where, by which turns, and whether a way is straight or by which place in its middle it leads."""
    if len(y) == 1:
        return f"one point, {scale.spot((x[0], y[0]))}"
    if _comes_round(x, y):
        return (f"a closed curve, from {scale.x(x.min())} to {scale.x(x.max())} across and from {scale.y(y.min())} to "
                f"{scale.y(y.max())} up")
    if np.ptp(y) <= 1e-9 * abs(y).max():
        return f"{scale.y(y[0])} all the way from {scale.x(x[0])} to {scale.x(x[-1])}"
    across, up = scale.drawn(x, y)
    rest = _comes_to_rest(across, up)
    turns = _turns(up[:rest + 1])
    stays = f", and level from there to {scale.x(x[-1])}" if rest < len(y) - 1 else ""
    if len(turns) > TURNS + 2:
        return (f"{count(len(turns) - 2, 'turn')} between {scale.y(y.min())} and {scale.y(y.max())}, "
                f"{_growth(abs(np.diff(up[turns])))}, "
                f"from {scale.spot((x[0], y[0]))} to {scale.spot((x[rest], y[rest]))}{stays}")
    legs = [f"{'up' if y[b] > y[a] else 'down'}{_middle(scale, x, y, across, up, a, b) if len(turns) <= 3 else ''} "
            f"to {scale.y(y[b])} at {scale.x(x[b])}" for a, b in zip(turns, turns[1:])]
    return f"from {scale.y(y[0])} at {scale.x(x[0])} {listed(legs)}{stays}"


def _middle(scale, x, y, across, up, a, b):
    """How a curve goes from its point a to its point b."""
    if b - a < 2:
        return ""
    way = up[a] + (up[b] - up[a]) * (across[a:b + 1] - across[a]) / ((across[b] - across[a]) or 1)
    if abs(up[a:b + 1] - way).max() <= STRAIGHT * abs(up[b] - up[a]):
        return " straight"
    m = a + abs(across[a:b + 1] - (across[a] + across[b]) / 2).argmin()
    return f" through {scale.y(y[m])} at {scale.x(x[m])}" if a < m < b else ""


def _comes_round(x, y):
    """Whether a curve ends about where it began, having gone back in x."""
    apart = max(abs(x[-1] - x[0]) / (np.ptp(x) or 1), abs(y[-1] - y[0]) / (np.ptp(y) or 1))
    return len(x) > 3 and np.any(np.diff(x) > 0) and np.any(np.diff(x) < 0) and apart < 0.06


def _comes_to_rest(across, up):
    """The index from which a curve is level to its end, if that is a fifth of its width or more; else the last one."""
    away = np.flatnonzero(abs(up - up[-1]) > 1e-3 * np.ptp(up))[-1] + 1
    return away if abs(across[-1] - across[away]) >= 0.2 * np.ptp(across) else len(up) - 1


def _growth(swings):
    """Whether the swings of a curve grow or shrink."""
    third = max(1, len(swings) // 3)
    ratio = swings[-third:].mean() / swings[:third].mean()
    return "all alike" if 0.98 < ratio < 1.02 else "growing" if ratio > 1 else "shrinking"


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
    order = np.argsort(x, kind="stable")
    x, y = x[order][np.isfinite(y[order])], y[order][np.isfinite(y[order])]
    leaps = np.flatnonzero(abs(np.diff(y)) > 0.25 * np.ptp(y)) + 1
    said = f"{_named(label)}{len(order)} dots from {scale.x(x[0])} to {scale.x(x[-1])}"
    if not 0 < len(leaps) <= 2:
        return f"{said}, their heights between {scale.y(y.min())} and {scale.y(y.max())}"
    steps = [f"{_range(scale, y[a:b])} from {scale.x(x[a])} to {scale.x(x[b - 1])}"
             for a, b in zip([0, *leaps], [*leaps, len(x)])]
    return f"{said}: {listed(steps)}"


def _range(scale, y):
    """The heights of a group of dots: one number where they are alike."""
    low, high = scale.y(y.min()), scale.y(y.max())
    return f"height {low}" if low == high else f"heights {low} to {high}"


def _words(scale, label, x, y):
    return f"“{label}” stands at {scale.spot((x, y))}"


def _line(scale, label, slope, x, y):
    through = f"through {scale.spot((x, y))}"
    return f"Line {through}, {label}" if label.startswith("slope") else \
        f"{label or 'Line'}: slope {number(slope, 3)} {through}"


def _rectangle(scale, label, width, height, corner):
    return (f"{label or 'Rectangle'}: {number(width, 3)} wide and {number(height, 3)} high, "
            f"its lower left corner at {scale.spot(corner)}")


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
    low, high = np.nanmin(heights), np.nanmax(heights)
    drawn = [level for level in levels if low <= level <= high]
    rows, columns = np.nonzero(heights <= low + 1e-6 * (high - low))
    lowest = [scale.spot((x[column], y[row])) for row, column in zip(rows, columns)]
    bold = f", the one through {scale.spot(through)} in bold" if through is not None else ""
    one = len(lowest) == 1
    where = f"place in the window is near {lowest[0]}" if one else f"places in the window are {listed(lowest)}"
    least = f"the lowest {where}, at height {number(low, 3)}" if len(lowest) <= 4 else \
        f"the heights in the window lie between {number(low, 3)} and {number(high, 3)}"
    curves = f"Level curves at heights from {number(drawn[0], 3)} to {number(drawn[-1], 3)}" if len(drawn) > 1 else \
        f"A level curve at height {number(drawn[0], 3)}" if drawn else "No level curve"
    return f"{curves}{bold}; {least}"


_TELL = {"curve": _curve, "dots": _dots, "words": _words, "line": _line, "rectangle": _rectangle, "level": _level,
         "arrow": _arrow, "field": _field, "path": _path, "bars": _bars, "image": _image, "contours": _contours}
