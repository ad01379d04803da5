"""Exercise 7 of lesson 04: what a function of two numbers does in the window |x|, |y| ≤ 3, and at (2, 0)."""
import numpy as np

from mathlib.exercises.naming import show
from mathlib.exercises.values import Unreadable, read
from mathlib.exercises.verdict import Verdict

RADIUS, HERE = 3.0, np.array([2.0, 0.0])
STEPS = (0.25, 0.1, 0.0625)                                     # of the grids on which a function is looked at
RING = np.column_stack([np.cos(np.arange(24) * np.pi / 12), np.sin(np.arange(24) * np.pi / 12)])
AROUND = RING[::3]                                              # east, north and the diagonals, both ways
LOWEST, SMOOTH, AWAY = "lowest place", "smooth at (2, 0)", "a short step from (2, 0) leads away"


def grid(step):
    """One axis of a grid over the window."""
    return np.linspace(-RADIUS, RADIUS, round(2 * RADIUS / step) + 1)


def of_finite_numbers(answer):
    """The answer as it is; or, of a function that returns something else than one finite number, a Verdict."""
    if not callable(answer):
        return answer
    try:
        for at in [(0.0, 0.0), (2.0, 0.0), *((x, y) for x in grid(STEPS[-1]).tolist() for y in grid(0.25).tolist())]:
            value = answer(*at)
            if value is ... or value is NotImplemented:
                return answer
            if not _one_finite(value):
                return Verdict("wrong", f"Your function must return one finite number; at ({at[0]:g}, {at[1]:g}) "
                                        f"it returns {show(value)}.")
    except Exception:       # of the learner's own code: the check meets it again, and quotes the line
        pass
    return answer


def _one_finite(value):
    try:
        number = read(value, ())
    except Unreadable:
        return False
    return number.shape == () and bool(np.isfinite(number))


def verdicts(f, step):
    """What is asked of a counterexample, each looked up on its own."""
    if f(0.0, 0.0) is ...:
        return ...
    gradient, smooth = slopes(f)
    enough = 1e-7 * max(abs(height(f, (0, 0))), abs(height(f, HERE)))       # less than that is no gradient
    return {LOWEST: lowest(f, step), SMOOTH: smooth, AWAY: bool(np.hypot(*gradient) > enough and away(gradient))}


def height(f, at):
    """f at a place, as a float."""
    return float(f(*map(float, at)))


# ---- at (2, 0) -----------------------------------------------------------------------------------

def slopes(f):
    """The two measured slopes at (2, 0), and whether a plane fits there: it has no kink and no jump."""
    here, smooth, found = height(f, HERE), True, []
    little = 1e-6 * max(1e-6, abs(here))                                 # more than rounding makes
    for u in AROUND[:4]:
        slope, bend = {}, {}
        for h in (1e-4, 1e-5):
            ahead, behind = height(f, HERE + h * u), height(f, HERE - h * u)
            slope[h], bend[h] = (ahead - behind) / (2 * h), abs(ahead - 2 * here + behind) / h
        smooth &= bend[1e-5] <= max(0.5 * bend[1e-4], little)            # at a kink it stays, at a jump it grows
        smooth &= abs(slope[1e-5] - slope[1e-4]) <= 1e-2 * abs(slope[1e-5]) + little
        found.append(slope[1e-5])
    gradient = np.array([found[0], found[2]])
    fits = np.abs(AROUND[:4] @ gradient - found).max() <= 1e-3 * np.hypot(*gradient) + little
    return gradient, bool(smooth and fits)


def away(gradient):
    """Whether every short step against the gradient ends further from (0, 0) than it began."""
    u = gradient / np.hypot(*gradient)
    return all(np.hypot(*(HERE - length * u)) > np.hypot(*HERE) for length in (1e-3, 1e-4, 1e-5))


# ---- in the window -------------------------------------------------------------------------------

def lowest(f, step):
    """Which place is lowest, in words: (0, 0) alone, or another one that is as low, or lower."""
    bottom, axis = height(f, (0, 0)), grid(step)
    heights = np.array([[height(f, (x, y)) for x in axis] for y in axis])
    middle = len(axis) // 2
    heights[middle, middle] = np.inf
    near = min(height(f, r * u) for r in (1e-3, 1e-2, 0.04) for u in RING)       # between the grid's lines
    scale = max(abs(bottom), abs(height(f, HERE)))
    if heights.min() < bottom or near < bottom - 1e-14 * scale:
        return "another one, lower"
    if heights.min() == bottom:
        return "another one, as low"
    heights[middle, middle] = bottom
    floors = [deepened(f, at, step) for at in valleys(heights, axis, step)]
    margin = 1e-7 * (height(f, HERE) - bottom)
    if floors and min(floors) < bottom - margin:
        return "another one, lower"
    return "another one, as low" if floors and min(floors) <= bottom + margin else "(0, 0) alone"


def valleys(heights, axis, step):
    """The places of a grid that are no higher than their eight neighbours, away from (0, 0); the lowest twelve."""
    padded = np.pad(heights, 1, constant_values=np.inf)
    size = len(axis)
    beside = [padded[i:i + size, j:j + size] for i in range(3) for j in range(3) if (i, j) != (1, 1)]
    rows, columns = np.nonzero(heights <= np.min(beside, axis=0))
    found = [(heights[i, j], axis[j], axis[i]) for i, j in zip(rows, columns, strict=True)
             if np.hypot(axis[j], axis[i]) > 1.5 * step]
    return [np.array([x, y]) for _, x, y in sorted(found)[:12]]


def deepened(f, at, step):
    """The height of the valley near a place: Newton's steps, then ever shorter ones in eight directions."""
    at, best, reach = at, height(f, at), step / 2
    while reach > 1e-8:
        offers = [np.clip(at + way, -RADIUS, RADIUS) for way in (newton(f, at, reach), *(reach * AROUND))]
        heights = [height(f, offer) for offer in offers]
        k = int(np.argmin(heights))
        if heights[k] < best and np.hypot(*offers[k]) > step:
            at, best = offers[k], heights[k]
        else:
            reach /= 2
    return best


def newton(f, at, reach):
    """Newton's step from second differences, no longer than `reach`; none where the ground is no bowl."""
    h = max(1e-4, min(1e-2, reach))
    (e, n), here = np.eye(2) * h, height(f, at)
    east, west, north, south = (height(f, at + way) for way in (e, -e, n, -n))
    mixed = (height(f, at + e + n) - height(f, at + e - n) - height(f, at - e + n) + height(f, at - e - n)) / 4
    bends = np.array([[east - 2 * here + west, mixed], [mixed, north - 2 * here + south]]) / h ** 2
    if not np.isfinite(bends).all() or np.linalg.eigvalsh(bends)[0] <= 0:
        return np.zeros(2)
    way = -np.linalg.solve(bends, np.array([east - west, north - south]) / (2 * h))
    return way * min(1.0, reach / max(np.hypot(*way), 1e-300))
