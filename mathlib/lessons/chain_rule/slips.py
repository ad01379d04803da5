"""Wrong answers that lesson 11 expects, each written as the mistake that leads to it."""
import numpy as np

from mathlib import numdiff
from mathlib.demos.paths import local_slopes
from mathlib.dual import Dual
from mathlib.lessons.chain_rule import solutions

# ---- four reports on dE/dT at 250 °C, 1 kg ---------------------------------------------------------------

_AT = local_slopes(250.0, 1.0)
_VIA = (_AT["TS"] * _AT["SE"], _AT["TP"] * _AT["PQ"] * _AT["QE"], _AT["Tt"] * _AT["tQ"] * _AT["QE"])

REPORTS = {
    "A": _AT["TS"] + _AT["TP"] * _AT["Tt"] + _AT["Tt"] * _AT["TP"],      # t and P replaced by their own slopes
    "B": _VIA[0] * _VIA[1] * _VIA[2],
    "C": _VIA[0] + _VIA[2],
    "D": _AT["SE"] + _AT["PQ"] + _AT["tQ"],
}

# ---- polar coordinates -----------------------------------------------------------------------------------

def _ground(r, theta):
    return r * np.cos(theta), r * np.sin(theta)


def inner_dropped(f_x, f_y, r, theta):
    """The outer slopes added up."""
    x, y = _ground(r, theta)
    return [f_x(x, y) + f_y(x, y)] * 2


def outer_alone(f_x, f_y, r, theta):
    """The outer slopes, in a list."""
    x, y = _ground(r, theta)
    return [f_x(x, y), f_y(x, y)]


def column_for_row(f_x, f_y, r, theta):
    """J u in place of the row times J."""
    x, y = _ground(r, theta)
    c, s = np.cos(theta), np.sin(theta)
    return [f_x(x, y) * c - f_y(x, y) * r * s, f_x(x, y) * s + f_y(x, y) * r * c]


def outer_at_unit_circle(f_x, f_y, r, theta):
    """Outer slopes taken at (cos θ, sin θ)."""
    c, s = np.cos(theta), np.sin(theta)
    a, b = f_x(c, s), f_y(c, s)
    return [a * c + b * s, -a * r * s + b * r * c]


def times_x_and_y(f_x, f_y, r, theta):
    """A composition read as a product: times x and y."""
    x, y = _ground(r, theta)
    return [f_x(x, y) * x + f_y(x, y) * y] * 2


def sin_for_cos(f_x, f_y, r, theta):
    """x = r sin θ, y = r cos θ."""
    y, x = _ground(r, theta)
    c, s = np.cos(theta), np.sin(theta)
    return [f_x(x, y) * s + f_y(x, y) * c, f_x(x, y) * r * c - f_y(x, y) * r * s]


def inner_exchanged(f_x, f_y, r, theta):
    """The inner slopes of x and y exchanged, the place right."""
    x, y = _ground(r, theta)
    c, s = np.cos(theta), np.sin(theta)
    return [f_x(x, y) * s + f_y(x, y) * c, f_x(x, y) * r * c - f_y(x, y) * r * s]


def outer_at_polar(f_x, f_y, r, theta):
    """Outer slopes taken at (r, θ)."""
    c, s = np.cos(theta), np.sin(theta)
    a, b = f_x(r, theta), f_y(r, theta)
    return [a * c + b * s, -a * r * s + b * r * c]


def put_inside(f_x, f_y, r, theta):
    """Outer slopes taken at the inner slopes, and nothing multiplied."""
    c, s = np.cos(theta), np.sin(theta)
    return [f_x(c, s) + f_y(c, s), f_x(-r * s, r * c) + f_y(-r * s, r * c)]


def outer_at_slopes(f_x, f_y, r, theta):
    """Outer slopes taken at the inner slopes, then multiplied by them."""
    c, s = np.cos(theta), np.sin(theta)
    return [f_x(c, s) * c + f_y(c, s) * s, f_x(-r * s, r * c) * -r * s + f_y(-r * s, r * c) * r * c]


def without_r(f_x, f_y, r, theta):
    """Per cm along the circle."""
    x, y = _ground(r, theta)
    c, s = np.cos(theta), np.sin(theta)
    return [f_x(x, y) * c + f_y(x, y) * s, -f_x(x, y) * s + f_y(x, y) * c]


def sign_lost(f_x, f_y, r, theta):
    """The slope of cos is −sin."""
    x, y = _ground(r, theta)
    c, s = np.cos(theta), np.sin(theta)
    return [f_x(x, y) * c + f_y(x, y) * s, f_x(x, y) * r * s + f_y(x, y) * r * c]


def sign_on_y(f_x, f_y, r, theta):
    """The minus on the path through y."""
    in_r, in_theta = sign_lost(f_x, f_y, r, theta)
    return [in_r, in_theta - 2 * f_y(*_ground(r, theta)) * r * np.cos(theta)]


def paths_multiplied(f_x, f_y, r, theta):
    """The two paths times each other."""
    x, y = _ground(r, theta)
    c, s = np.cos(theta), np.sin(theta)
    return [f_x(x, y) * c * f_y(x, y) * s, f_x(x, y) * -r * s * f_y(x, y) * r * c]


def only_x(f_x, f_y, r, theta):
    """The path through y forgotten."""
    x, y = _ground(r, theta)
    return [f_x(x, y) * np.cos(theta), f_x(x, y) * -r * np.sin(theta)]


def only_y(f_x, f_y, r, theta):
    """The path through x forgotten."""
    x, y = _ground(r, theta)
    return [f_y(x, y) * np.sin(theta), f_y(x, y) * r * np.cos(theta)]


def exchanged(f_x, f_y, r, theta):
    """θ first."""
    x, y = _ground(r, theta)
    c, s = np.cos(theta), np.sin(theta)
    return [-f_x(x, y) * r * s + f_y(x, y) * r * c, f_x(x, y) * c + f_y(x, y) * s]


def own_slopes(f_x, f_y, r, theta):
    """The slopes of the pizza above, whatever is given."""
    x, y = _ground(r, theta)
    hot_x, hot_y, c, s = 2 - 0.1 * y, 1 - 0.1 * x, np.cos(theta), np.sin(theta)
    return [hot_x * c + hot_y * s, -hot_x * r * s + hot_y * r * c]


def r_in_both(f_x, f_y, r, theta):
    """r stands in the slopes towards r, too."""
    slopes = solutions.polar_slopes(f_x, f_y, r, theta)
    return [r * slopes[0], slopes[1]]


def two_minus(f_x, f_y, r, theta):
    """A minus on both paths from θ."""
    x, y = _ground(r, theta)
    c, s = np.cos(theta), np.sin(theta)
    return [f_x(x, y) * c + f_y(x, y) * s, -f_x(x, y) * r * s - f_y(x, y) * r * c]


def in_degrees(f_x, f_y, r, theta):
    """θ taken for degrees."""
    x, y = _ground(r, np.radians(theta))
    c, s = np.cos(np.radians(theta)), np.sin(np.radians(theta))
    return [f_x(x, y) * c + f_y(x, y) * s, -f_x(x, y) * r * s + f_y(x, y) * r * c]


# ---- forward mode ----------------------------------------------------------------------------------------

def all_move(f, x):
    """Every input moves in every pass."""
    return [f([Dual(value, 1.0) for value in x]).slope for _ in x]


def one_pass(f, x):
    """One pass with all inputs moving."""
    return f([Dual(value, 1.0) for value in x]).slope


def values_for_slopes(f, x):
    """The values that came out."""
    return [f([Dual(value, 1.0 * (k == i)) for k, value in enumerate(x)]).value for i in range(len(x))]


def seeded_by_value(f, x):
    """The moving input starts with its value as slope."""
    return [f([Dual(value, value * (k == i)) for k, value in enumerate(x)]).slope for i in range(len(x))]


def never_put_back(f, x):
    """One list for all passes: who has moved goes on moving."""
    found, inputs = [], list(x)
    for i, value in enumerate(x):
        inputs[i] = Dual(value, 1.0)
        found.append(f(inputs).slope)
    return found


def others_zero(f, x):
    """The inputs that do not move are set to 0."""
    return [f([Dual(value * (k == i), 1.0 * (k == i)) for k, value in enumerate(x)]).slope for i in range(len(x))]


def by_differences(f, x):
    """Central differences."""
    return list(numdiff.gradient(lambda p: float(f(list(p))), x))


def first_alone(f, x):
    """One pass: the first input."""
    return f([Dual(value, 1.0 * (k == 0)) for k, value in enumerate(x)]).slope


# ---- multiplications -------------------------------------------------------------------------------------

def _all_entries(widths):
    return sum(a * b for a, b in zip(widths, widths[1:], strict=False))


def _ends(widths):
    return (widths[0] * (_all_entries(widths) - widths[0] * widths[1]),
            widths[-1] * (_all_entries(widths) - widths[-1] * widths[-2]))


def ends_exchanged(widths):
    """The output end first."""
    return list(_ends(widths)[::-1])


def first_table_too(widths):
    """The table that the walk begins with is counted as a product."""
    return [widths[0] * _all_entries(widths), widths[-1] * _all_entries(widths)]


def one_column(widths):
    """A single column from the input end, a single row from the output end."""
    inner, outer = _ends(widths)
    return [inner // widths[0], outer // widths[-1]]


def same_both_ways(widths):
    """As from the input end."""
    return [_ends(widths)[0]] * 2


def entries(widths):
    """The sizes of all Jacobians."""
    return [_all_entries(widths)] * 2


def with_additions(widths):
    """As many additions again."""
    return [2 * count for count in _ends(widths)]


def triples(widths):
    """Each width times its two neighbours."""
    return [sum(a * b * c for a, b, c in zip(widths, widths[1:], widths[2:], strict=False))] * 2


def everything(widths):
    """All widths multiplied."""
    return [int(np.prod(widths))] * 2


def end_widths_exchanged(widths):
    """The last width where the first belongs."""
    inner, outer = _ends(widths)
    return [inner // widths[0] * widths[-1], outer // widths[-1] * widths[0]]


# ---- the cheapest order ----------------------------------------------------------------------------------

def better_end(widths):
    """The better of the two ends."""
    return min(_ends(widths))


def greedy(widths):
    """Always the cheapest product next."""
    widths, spent = list(widths), 0
    while len(widths) > 2:
        k = min(range(1, len(widths) - 1), key=lambda k: widths[k - 1] * widths[k] * widths[k + 1])
        spent += widths[k - 1] * widths[k] * widths[k + 1]
        del widths[k]
    return spent


def widest_first(widths):
    """The largest inner width goes first."""
    widths, spent = list(widths), 0
    while len(widths) > 2:
        k = max(range(1, len(widths) - 1), key=lambda k: widths[k])
        spent += widths[k - 1] * widths[k] * widths[k + 1]
        del widths[k]
    return spent


def last_product_free(widths):
    """The product of the two parts is not counted."""
    return 0 if len(widths) < 4 else min(last_product_free(widths[:k + 1]) + last_product_free(widths[k:])
                                         for k in range(1, len(widths) - 1))


def one_cut(widths):
    """One cut, and each part multiplied from its input end."""
    def straight(part):
        return _ends(part)[0] if len(part) > 2 else 0
    return min((straight(widths[:k + 1]) + straight(widths[k:]) + widths[0] * widths[k] * widths[-1]
                for k in range(1, len(widths) - 1)), default=0)
