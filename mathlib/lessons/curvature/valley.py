"""The counterexample of lesson 06: it falls to one place, rises from there on, and is not convex."""
import inspect

import numpy as np

from mathlib.exercises.naming import code, show
from mathlib.exercises.verdict import Verdict

EDGE = 5.0                                  # the lowest place has to lie within −5 and 5
INSIDE = np.linspace(-EDGE, EDGE, 1001)
AWAY = np.append(np.geomspace(0.02, 3.5, 730), np.arange(3.525, 100, 0.025))    # distances from the lowest place
HIGH = 1e100                                # beyond this height nothing is looked at: e^(x²) is soon infinite
ROUNDING = 1e-12                            # of the heights: what is as near to a limit has reached it
GENTLE = 1e-6                               # … and came at least so near to it a little earlier

CONVEX = "None of the chords tried passes below the graph of your one valley. Let its sides level out."
NO_VALLEY = ("Some chord passes below the graph. But your function does not fall all the way to one place and rise all "
             "the way from there. A level stretch is no rise.")
AT_THE_END = ("Some chord passes below the graph. But from −5 to 5 your function is lowest at an end: its lowest place "
              "has to lie in between.")
NEITHER = ("None of the chords tried passes below the graph, and your function does not fall to one place between −5 "
           "and 5 and rise from there on either.")


class Unfit(Exception):
    """The function has no height somewhere; the sentence says where."""


def facts(f):
    """What decides: is its lowest place inside, is it one valley, does some chord pass below its graph?"""
    if _height(f, 0.0) is ...:
        return ...
    inside = np.array([_height(f, x) for x in INSIDE])
    lowest = int(np.argmin(inside))
    middle, low = INSIDE[lowest], inside[lowest]
    left, right = (_ray(f, middle, side) for side in (-1, 1))
    one = all(_rises(np.append(low, heights)) for _, heights in (left, right))
    x, v = (np.concatenate(parts) for parts in zip(left, (INSIDE, inside), right, strict=True))
    x, first = np.unique(x, return_index=True)
    v = v[first]
    below = _a_chord_below(x[v < HIGH], v[v < HIGH])
    return {"inside": 0 < lowest < len(INSIDE) - 1, "one valley": one, "a chord below the graph": below}


def judged(answer):
    """A reader: the answer as it is, or a Verdict that says what its function lacks."""
    if not _takes_one_number(answer):
        return answer
    try:
        found = facts(answer)
    except Unfit as refusal:
        return Verdict("wrong", str(refusal))
    except NotImplementedError:
        return answer
    if found is ... or all(found.values()):
        return answer
    inside, one, below = found.values()
    if not below:
        return Verdict("wrong", CONVEX if inside and one else NEITHER)
    return Verdict("wrong", NO_VALLEY if inside else AT_THE_END)


def _takes_one_number(answer):
    if not callable(answer) or inspect.isclass(answer):
        return False
    try:
        inspect.signature(answer).bind(0.0)
    except TypeError:
        return False
    except ValueError:                      # a built-in that does not tell its parameters
        return True
    return True


def _height(f, x):
    """f(x) as a float, at most HIGH; dots as they are."""
    try:
        got = f(float(x))
        if got is ...:
            return got
        height = float(got)
    except OverflowError:
        return HIGH
    except NotImplementedError:
        raise
    except Exception as error:
        told = f"raises {code(type(error).__name__)}" if "got" not in locals() else f"returns {show(got)}"
        raise Unfit(f"At x = {show(float(x))} your function {told}, where a number is expected.") from None
    if np.isnan(height) or height < -HIGH:
        raise Unfit(f"At x = {show(float(x))} your function has no finite height. It should have one at every place.")
    return min(height, HIGH)


def _ray(f, middle, side):
    """The places and heights on one side, outward, up to where it is too high to be looked at."""
    x, v = middle + side * AWAY, []
    for place in x:
        v.append(_height(f, place))
        if v[-1] >= HIGH:
            break
    return x[:len(v)], np.array(v)


def _rises(v):
    """Whether heights, from the lowest place outward, rise.

    Steps that do not rise are allowed where rounding hides the rise: at the lowest height, or at the limit. A function
    comes near to both gently; one that was cut off has an edge there.
    """
    whole = v[-1] - v[0]
    room = ROUNDING * max(whole, abs(v[0]), abs(v[-1]))
    if whole <= room:
        return False
    at_bottom, at_top = v - v[0] <= room, v[-1] - v <= room
    steps = np.diff(v)
    flat = steps <= 0
    hidden = (at_bottom[:-1] & at_bottom[1:]) | (at_top[:-1] & at_top[1:])
    if np.any(flat & ~hidden) or np.any(steps < -room):
        return False
    start, end = int(np.argmin(at_bottom)), int(np.argmax(at_top))
    gentle = max(GENTLE * whole, 1000 * room)
    bottom = not np.any(flat[:start]) or v[min(start + 1, len(v) - 1)] - v[0] <= gentle
    top = not np.any(flat[end:]) or v[-1] - v[max(end - 2, 0)] <= gentle
    return bool(bottom and top)


def _a_chord_below(x, v):
    """Whether some chord passes below the graph: near neighbours first, then farther and farther ones."""
    reach = 1
    while 2 * reach < len(x):
        a, b, c = slice(None, -2 * reach), slice(reach, -reach), slice(2 * reach, None)
        share = (x[b] - x[a]) / (x[c] - x[a])
        above = v[b] - (1 - share) * v[a] - share * v[c]
        if np.any(above > 1e-10 * np.maximum(np.abs(v[a]), np.abs(v[c])) + 1e-14):
            return True
        reach *= 2
    return False
