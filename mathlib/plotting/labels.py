"""Where the names of curves go: beside the curve, clear of other curves and of each other."""
import numpy as np

PLACES = (0.97, 0.85, 0.7, 0.55, 0.4, 0.25, 0.1, 0.02)     # shares of the way along a curve
OFFSETS = ((7, 5), (7, -14), (-7, 5), (-7, -14), (8, -24), (-8, -24))   # points from there: right, left, above, below


def label_later(ax, words, x, y, colour, at):
    """Remember a name for the curve (x, y); x None: a horizontal line. at: the point it stands beside, or None."""
    if not hasattr(ax, "names"):
        ax.names = []
    ax.names.append((words, x, y, colour, at))


def place_labels(ax):
    """Write all remembered names, each where the fewest lines and names lie under it.

    The axes must have their final size: `Figure.draw_without_rendering` settles it.
    """
    waiting, ax.names = getattr(ax, "names", []), []
    ax.autoscale_view()                     # limits that wait for the next drawing are needed now
    taken, curves = [], _pixels(ax)
    for words, x, y, colour, at in waiting:
        choices = [_choice(ax, words, place, offset) for place in _places(ax, x, y, at) for offset in OFFSETS]
        if not choices:                     # a curve without a point
            continue
        best = min(choices, key=lambda choice: _cost(ax, choice[2], curves, taken))
        _write(ax, words, *best[:2], colour)
        taken.append(best[2])


def _places(ax, x, y, at):
    """The points beside which a name may stand, in data coordinates."""
    if x is None:
        low, high = ax.get_xlim()
        return [(low + share * (high - low), float(y)) for share in PLACES]
    if at is not None:
        return [(x[at], y[at])]
    seen = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    return [(x[k], y[k]) for k in seen[(np.array(PLACES) * (len(seen) - 1)).round().astype(int)]] if len(seen) else []


def _choice(ax, words, place, offset):
    """(place, offset, box in pixels) of one way to write the words; the width of a letter is an estimate."""
    point = ax.figure.dpi / 72
    wide, high = 0.56 * 12 * point * len(words), 12 * point
    x, y = ax.transData.transform(place) + np.array(offset) * point
    return place, offset, (x - wide if offset[0] < 0 else x, y, x if offset[0] < 0 else x + wide, y + high)


def _cost(ax, box, curves, taken):
    left, low, right, high = box
    frame = ax.bbox
    outside = max(0, frame.x0 - left) + max(0, right - frame.x1) + max(0, frame.y0 - low) + max(0, high - frame.y1)
    under = ((curves > (left, low)) & (curves < (right, high))).all(axis=1).sum() if len(curves) else 0
    overlaps = sum(left < r and right > l and low < h and high > b for l, b, r, h in taken)
    return 3 * outside + under + 60 * overlaps


def _pixels(ax):
    """Points along all lines of an axes, closely spaced, in pixels."""
    found = []
    for line in ax.lines:
        points = line.get_transform().transform(np.column_stack(line.get_data()).astype(float))
        points = points[np.isfinite(points).all(axis=1)]
        t = np.linspace(0, max(len(points) - 1, 0), 300)
        if len(points):
            found.append(np.column_stack([np.interp(t, np.arange(len(points)), axis) for axis in points.T]))
    return np.concatenate(found) if found else np.empty((0, 2))


def _write(ax, words, place, offset, colour):
    ax.annotate(words, place, offset, textcoords="offset points", color=colour, zorder=6,
                ha="right" if offset[0] < 0 else "left", annotation_clip=False,
                bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1})
