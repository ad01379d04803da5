"""The check of a gradient by differences, which need no rules: the judge that every rule has to face."""
import numpy as np

from .calculus import arrays, grad, leaves
from .engine import Tensor

CLOSE = 1e-9        # a disagreement below this part of the gradient needs no second look
EPSILON = np.finfo(float).eps
LADDER = 10.0 ** -np.arange(2, 21)      # the steps of a closer look
CANNOT_TELL = ("Differences cannot tell here: at input {}, entry {}, they give {:.3g} ± {:.1g}, and the rules {:.3g}. "
               "Close to this point f has a kink or no value, or it moves by less than its rounding. Check at another "
               "point, or a part of f that moves more.")


def gradient_check(f, *inputs, h=1e-5):
    """The largest disagreement of autodiff's gradient of f with central differences, as a part of the gradient.

    About 1e-10 when every rule is right, of the size of 1 when one is wrong. It is measured against the largest slope
    in the same input, so the size of f does not matter. The first step is h max(1, |x|), entry by entry, in float64;
    where that disagrees, the step with the least doubt is taken, and a disagreement counts as far as it exceeds
    that doubt. Raises ValueError where no step can tell, since f has a kink there, or no value, or moves by less than
    its own rounding.
    """
    inputs = [arrays(x, lambda part: np.array(part, float)) for x in inputs]
    gradients = grad(f)(*inputs)
    points, g = ([np.atleast_1d(part) for part in leaves(whole)] for whole in (inputs, gradients))
    with np.errstate(all="ignore"):               # points is a view of inputs: moving an entry of it moves f
        m, doubt = zip(*(_measured(lambda: _number(f(*inputs)), x, gx, h) for x, gx in zip(points, g)))
    beyond = [_beyond(*each) for each in zip(g, m, doubt)]
    if max(beyond) <= CLOSE:
        _refuse_doubt(points, g, m, doubt)
    return max(beyond)


def _number(y):
    return np.asarray(y.value if isinstance(y, Tensor) else y, float).item()


def _size(*slopes):
    """The largest slope that is a number."""
    return max(np.max(np.abs(s), initial=0, where=np.isfinite(s)) for s in slopes)


def _beyond(g, m, doubt):
    """The largest disagreement beyond the doubt, as a part of the largest slope."""
    gap = np.abs(g - m) - doubt
    gap[np.isnan(m)] = 0                          # not even a difference: nothing is known against g
    gap[np.isnan(gap)] = np.inf
    return float(np.max(gap, initial=0) / (_size(g, m) or 1))


def _refuse_doubt(points, g, m, doubt):
    """Raise where the doubt hides a slope that matters, each counted for a move of its input by max(1, |x|)."""
    move = [np.maximum(1, np.abs(x)) for x in points]
    matters = 1e-5 * max(_size(by * gx, by * mx) for by, gx, mx in zip(move, g, m))
    for i, (by, gx, mx, dx) in enumerate(zip(move, g, m, doubt)):
        flat = np.isfinite(dx) & (np.abs(gx) < 1e-3 * dx)        # by the rules too
        for at in zip(*np.nonzero(~(by * dx <= matters) & ~flat)):
            raise ValueError(CANNOT_TELL.format(i, tuple(map(int, at)), mx[at], dx[at], gx[at]))


# ---- Differences -------------------------------------------------------------------------------

def _measured(value, x, g, h):
    """The slopes of value() in the entries of x, and how far each is in doubt."""
    m, doubt = np.empty(x.shape), np.zeros(x.shape)
    for at in np.ndindex(x.shape):
        step = h * np.maximum(1, np.abs(x[at]))
        m[at] = (_moved(value, x, at, step) - _moved(value, x, at, -step)) / (2 * step)
    gap, size = np.nan_to_num(np.abs(g - m), nan=np.inf), _size(g, m)
    suspects = np.argsort(-gap, axis=None)[:np.count_nonzero(gap > CLOSE * size)]
    for at in zip(*np.unravel_index(suspects, x.shape)):
        m[at], doubt[at] = _closer(value, x, at)
        if np.abs(g[at] - m[at]) - doubt[at] > 0.01 * size:
            break                                 # that is wrong, whatever the others are
    return m, doubt


def _moved(value, x, at, step):
    here = x[at]
    x[at] = here + step
    y = value()
    x[at] = here
    return y


def _closer(value, x, at):
    """The slope at one entry by the step with the least doubt, and that doubt.

    A step is in doubt by its distance from the slopes of the two neighbouring steps (ten times the step has a hundred
    times its truncation, a tenth of it ten times its noise), and by the noise of f. The doubt is endless where f has
    no value, and at a kink: there the slopes on the left and on the right have a gap that does not shrink.
    """
    here, steps = x[at], LADDER * np.maximum(1, np.abs(x[at]))
    above, below = (np.array([_moved(value, x, at, sign * step) for step in steps]) for sign in (1, -1))
    width = (here + steps) - (here - steps)       # 0 where a step is lost in the rounding of x
    slopes, rounding = (above - below) / width, EPSILON * (np.abs(above) + np.abs(below)) / steps
    change = np.abs(np.diff(slopes))
    doubt = np.maximum(change[:-1] / 10, change[1:] / 5) + rounding[1:-1]
    if not np.isfinite(doubt).any():
        return np.nan, np.inf
    best = np.nanargmin(doubt) + 1
    gap = np.abs(above - 2 * value() + below) / steps            # between left and right
    steady = 0.5 < gap[best] / gap[best - 1] < 2 and 0.5 < gap[best + 1] / gap[best] < 2
    return slopes[best], np.inf if steady else doubt[best - 1] + _noise(value, x, at, steps[best]) / steps[best]


def _noise(value, x, at, step):
    """How far f is from smooth within one step: its largest distance from the parabola of degree 4 that fits best."""
    t = np.linspace(-1, 1, 11)
    y = np.array([_moved(value, x, at, part * step) for part in t])
    return np.max(np.abs(y - np.polynomial.Polynomial.fit(t, y, 4)(t)))
