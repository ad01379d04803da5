"""One weight of a 3 × 3 kernel and all the places where it acts: 36 products, whose sum is its slope.

The kernel slides over a digit, y = correlate(x, K). A target was made by another kernel; L = ½ Σ (y − target)².
"""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib import datasets
from mathlib.demos.machine import Machine, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number

DIGITS = {"4": 14, "7": 17, "5": 15, "0": 10}              # which image of the data
START = (-1.0, 0.0, 1.0) * 3
TARGET = (-1.0, 0.0, 1.0, -2.0, 0.0, 2.0, -1.0, 0.0, 1.0)  # the goal: what the target was made with
BOUND, BUMP, CLOSE = 4.0, 1e-3, 0.02
GOAL = "Goal: the target was made by a kernel that differs in two weights. Find both by their slopes, and bring L to 0."


def windows(x):
    """Shape (3, 3, 6, 6): for each weight of the kernel the 36 inputs that it multiplies."""
    return np.array([[x[a:a + 6, b:b + 6] for b in range(3)] for a in range(3)])


@lru_cache(maxsize=len(DIGITS))
def picture(digit):
    """The image of a digit, its windows and the target."""
    x = datasets.digits()[0][DIGITS[digit]]
    seen = windows(x)
    return x, seen, through(seen, TARGET)


def through(seen, weights):
    """The output (6, 6) of a kernel, from the windows of the input."""
    return np.tensordot(np.reshape(weights, (3, 3)), seen, 2)


@dataclass(frozen=True)
class Kernel:
    """A digit, nine weights row by row, the weight that is chosen and the output pixel that is looked at."""
    digit: str = "4"
    weights: tuple = START
    weight: tuple = (0, 0)
    pixel: tuple = (2, 3)

    @property
    def at(self):
        """The number of the chosen weight in `weights`."""
        return 3 * self.weight[0] + self.weight[1]

    @property
    def value(self):
        """The chosen weight."""
        return self.weights[self.at]

    @cached_property
    def output(self):
        """What the kernel makes of the digit, shape (6, 6)."""
        return through(picture(self.digit)[1], self.weights)

    @cached_property
    def pull(self):
        """The slope of L in each output pixel: output less target."""
        return self.output - picture(self.digit)[2]

    @cached_property
    def products(self):
        """For each place the slope of L in the output there, times the input that the chosen weight meets there."""
        return self.pull * picture(self.digit)[1][self.weight]

    @property
    def loss(self):
        """Half the sum of squared differences from the target."""
        return float(np.sum(self.pull ** 2) / 2)

    @cached_property
    def bumped(self):
        """The slope of L in the chosen weight, measured: the weight a little higher and a little lower."""
        _, seen, target = picture(self.digit)
        ends = []
        for h in (BUMP, -BUMP):
            weights = [w + h * (k == self.at) for k, w in enumerate(self.weights)]
            ends.append(np.sum((through(seen, weights) - target) ** 2) / 2)
        return float((ends[0] - ends[1]) / (2 * BUMP))

    @property
    def won(self):
        """Whether this is the kernel of the target."""
        return bool(np.max(np.abs(np.subtract(self.weights, TARGET))) < CLOSE)


class SharedWeight(Machine):
    """A kernel on a digit, its weights turned one by one."""

    def __init__(self, digit="4"):
        self.named(digit, DIGITS)
        super().__init__(Kernel(digit))

    @action
    def choose(self, *place):
        """The weight that is looked at and turned."""
        self._changed("choose", weight=self._square(place, 3, "The kernel has 3 rows and 3 columns."))

    @action
    def next_weight(self):
        """The weight after it, row by row."""
        self._changed("choose", weight=divmod((self.state.at + 1) % 9, 3))

    @action
    def look(self, *place):
        """Another output pixel."""
        self._changed("look", pixel=self._square(place, 6, "The output has 6 rows and 6 columns."))

    @action
    def set_weight(self, value):
        """Another value of the chosen weight."""
        now = self.state
        value = self.number(value, "A weight", -BOUND, BOUND, now=number(now.value, 3))
        self._changed(f"turn {now.at}", weights=tuple(value if k == now.at else w for k, w in enumerate(now.weights)))

    @action
    def set_digit(self, name):
        """Another digit under the same kernel."""
        self.named(name, DIGITS)
        self._changed("", digit=name)

    def _square(self, place, count, refusal):
        x, y = self.coordinates(place, 2, refusal)
        return tuple(int(min(max(round(v), 0), count - 1)) for v in (y, x))

    def _changed(self, together, **changes):
        self.become("", together=together, **changes)
        self.said = self.here()

    def table(self):
        """The nine weights, row by row."""
        rows = np.reshape(self.state.weights, (3, 3))
        return ", ".join(" ".join(number(w, 3) for w in row) for row in rows)

    def here(self):
        now = self.state
        (a, b), (i, j) = now.weight, now.pixel
        total, output, target = (number(tidy(v), 3) for v in (
            now.products.sum(), now.output[i, j], picture(now.digit)[2][i, j]))
        return (f"Weight K[{a}, {b}] = {number(now.value, 3)}: its 36 products add up to {total}. "
                f"Output pixel [{i}, {j}] is {output}, its target {target}.")


CONTROLS = [s.slider("set_weight", "chosen weight", -BOUND, BOUND, keys="-+", step=0.1),
            s.button("next_weight", "Next weight", "n"), s.choice("set_digit", "digit", list(DIGITS)),
            s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def shared_weight(digit="4"):
    """A kernel on a digit, as a Stage: which inputs an output sees, and where a weight acts. digit: "4", "7", … """
    return Stage(SharedWeight(digit), scene, CONTROLS, title="One weight, 36 places", also=("choose", "look"),
                 description=lambda machine: "A digit, a kernel of 3 × 3 weights, what it makes of the digit, and the "
                                             f"36 products of one weight. K row by row: {machine.table()}. "
                                             f"{machine.here()}")


def tidy(value):
    """Rounding errors as 0."""
    return 0.0 if abs(value) < 1e-9 else float(value)


def scene(machine):
    """What the kernel on its digit looks like now."""
    now = machine.state
    (a, b), (i, j) = now.weight, now.pixel
    pull, x = now.pull[i, j], picture(now.digit)[0][i + a, j + b]
    output, target = (number(tidy(v), decimals=3) for v in (now.output[i, j], picture(now.digit)[2][i, j]))
    return s.Scene(
        panels=panels(now.digit), marks=marks(now), update=substituted(now),
        readout=[(f"sum of the 36 products for K[{a}, {b}]", number(tidy(now.products.sum()), decimals=3)),
                 ("the same, by bumping the weight", number(tidy(now.bumped), decimals=3)),
                 (f"at [{i}, {j}]: slope of L × input", f"{number(tidy(pull), decimals=3)} × {number(x, decimals=3)}"),
                 (f"at [{i}, {j}]: output, target", f"{output}, {target}")],
        badge=badge(now), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_weight": round(now.value, 3), "set_digit": now.digit},
        disabled=[] if machine.past else ["undo"])


def badge(now):
    """How far L is from 0."""
    if now.won:
        return "won", f"L = {number(tidy(now.loss), 3)}: the kernel of the target"
    return "calm", f"L = {number(tidy(now.loss), 3)}"


def substituted(now):
    """The output pixel as the sum of its products; those that are 0 are left out."""
    i, j = now.pixel
    seen = picture(now.digit)[1][:, :, i, j].ravel()
    terms = [f"{number(w, 3)}·{number(v, 3)}" for w, v in zip(now.weights, seen) if w * v]
    joined = " + ".join(terms).replace("+ −", "− ") or "0"
    return f"y[{i}, {j}] = {joined} = {number(tidy(now.output[i, j]), 3)}"


@lru_cache(maxsize=len(DIGITS))
def panels(digit):
    """The digit, the kernel, the output and the products, side by side."""
    def squares(name, count, title, marks=(), place="", wide=1.0):
        edge = count - 0.5
        return s.panel(name, (-0.5, edge), (edge, -0.5), marks, equal=True, title=title, place=place, stride=(1, 1),
                       wide=wide, bare=True)
    return [squares("digit", 8, "input x", [s.image(picture(digit)[0])], wide=1.2),
            squares("kernel", 3, "kernel K: choose", place="choose", wide=0.7),
            squares("output", 6, "output y: look", place="look"),
            squares("products", 6, "36 products", place="look")]


def marks(now):
    """Squares shaded by their numbers; the chosen weight in vermilion, the output pixel in blue, and what they meet."""
    (a, b), (i, j) = now.weight, now.pixel
    top = max(np.abs(now.output).max(), 1.0)
    K = np.reshape(now.weights, (3, 3))
    return {
        "digit": [frame(-0.5, -0.5, 8, "quiet"), frame(b - 0.5, a - 0.5, 6, "gradient"),
                  frame(j - 0.5, i - 0.5, 3, "measured"), s.point(j + b, i + a, "gradient", size=5)],
        "kernel": [s.image(K, palette="signed", low=-BOUND, high=BOUND),
                   *(s.text(q - 0.25, p + 0.42, number(K[p, q], 2), corner="ne") for p in range(3) for q in range(3)),
                   frame(b - 0.5, a - 0.5, 1, "gradient"), s.point(b, a, "gradient", size=3, drag="alone")],
        "output": [s.image(now.output, palette="signed", low=-top, high=top), *looked_at(i, j)],
        "products": [s.image(now.products, palette="signed", low=-2, high=2), *looked_at(i, j)]}


def looked_at(i, j):
    """The output pixel in blue, with a dot that the hand and the arrow keys move."""
    return [frame(j - 0.5, i - 0.5, 1, "measured"), s.point(j, i, "measured", size=3, drag="alone")]


def frame(x, y, size, ink):
    """The outline of a square."""
    return s.polygon([(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)], ink, filled=False)
