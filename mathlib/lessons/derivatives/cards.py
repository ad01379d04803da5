"""The curves of lesson 01: a hilly one with marked places, cards to match, cards to classify at 0."""
import numpy as np

from mathlib.words import number


def hilly(t):
    """The curve of the figure with five marked places."""
    return 1.2 + t / 5 + 2 * np.sin(t) * np.exp(-t / 5)


PLACES = {"A": 0.6, "B": 1.5, "C": 2.8, "D": 4.4, "E": 7.6}

CURVES = {"1": lambda x: x ** 3 / 3 - x, "2": lambda x: x ** 2 / 2 - 1, "3": np.tanh, "4": lambda x: np.exp(-x ** 2)}
SLOPES = {"A": lambda x: 1 - np.tanh(x) ** 2, "B": lambda x: x, "C": lambda x: -2 * x * np.exp(-x ** 2),
          "D": lambda x: x ** 2 - 1}

CARDS = {
    "A": np.cbrt,
    "B": lambda x: np.abs(x) + x / 2,
    "C": lambda x: x * np.sin(1 / np.where(x == 0, 1, x)),
    "D": lambda x: np.where(x > 0, 1.0, 0.0) + x / 4,
    "E": lambda x: np.sqrt(np.abs(x)),
    "F": lambda x: x * np.abs(x),
}


def torn(f, x):
    """The heights of a curve as they are drawn: where it jumps, the pen is lifted."""
    heights = np.array(f(x), float)
    heights[1:][abs(np.diff(heights)) > 0.5] = np.nan
    return heights


NEAR = (-0.1, -0.01, 0.01, 0.1)
CLOSE_UP = (f"Heights at {', '.join(map(number, NEAR))}: "       # what an eye sees near 0, for whoever reads the figure
            + "; ".join(f"{name} {', '.join(number(float(f(np.float64(x))), 2) for x in NEAR)}"
                        for name, f in CARDS.items())
            + ". C ripples between y = x and y = −x, ever faster towards 0; D has a gap at 0.")
