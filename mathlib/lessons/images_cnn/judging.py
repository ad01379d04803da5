"""How lesson 15 judges an image that pooling does not hold still."""
import numpy as np

from mathlib.exercises.reading import real_array
from mathlib.exercises.verdict import Verdict

CHANGES = "what pooling leaves of it changes"
WIDTH = 4


def pooled(x):
    """The largest entry of each 2 × 2 tile."""
    return np.asarray(x, float).reshape(2, 2, 2, 2).max(axis=(1, 3))


def moved(x):
    """One pixel to the right; paper comes in from the left."""
    x = np.asarray(x, float)
    return np.hstack([np.zeros((WIDTH, 1)), x[:, :-1]])


def image(answer):
    """A reader: the answer as an array (4, 4), or a Verdict that says why it is none."""
    x = real_array(answer, (WIDTH, WIDTH))
    if isinstance(x, str):
        return Verdict("wrong", f"Your answer is {x} The image has 4 rows of 4 numbers each.")
    if x.min() < 0 or x.max() > 1:
        return Verdict("wrong", "Ink lies between 0 and 1: every one of the 16 numbers has to.")
    if x[:, -1].any():
        return Verdict("wrong", "The last column has ink, which would leave the image as it moves. Keep it at 0: the "
                                "change has to come from the move alone.")
    return x.tolist()


def leads(x):
    """What an image shows, in words."""
    return CHANGES if np.any(pooled(moved(x)) != pooled(x)) else "something else"


def told(x):
    """Why pooling hides the move of this image."""
    x = np.asarray(x, float)
    if not x.any():
        return "An empty image has nothing to move."
    return (f"Pooled it is {pooled(x).tolist()} before and after the move. In each tile the largest ink is as large as "
            "before. What if a tile gains its largest ink, or loses it?")
