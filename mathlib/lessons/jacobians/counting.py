"""A function that counts what it is asked: evaluations, forward passes, walks back."""
import numpy as np

from mathlib.autodiff import Tensor, differentiable
from mathlib.dual import Dual
from mathlib.words import listed

NOUNS = {"evaluations": ("evaluation", "evaluations"), "passes": ("forward pass", "forward passes"),
         "walks": ("walk back", "walks back")}


class Counted:
    """f with three counters.

    evaluations  calls with plain numbers, and with Tensors, which remember one evaluation;
    passes       calls with dual numbers: value and slope along one direction together;
    walks        how often a gradient was walked back through it to its input.
    """

    def __init__(self, f):
        self._f = f
        self.clear()

    def clear(self):
        """All counters at 0."""
        self.evaluations = self.passes = self.walks = 0

    def __call__(self, x):
        if isinstance(x, Dual):
            self.passes += 1
        else:
            self.evaluations += 1
        return self._f(self._toll(x) if isinstance(x, Tensor) else x)

    def _toll(self, x):
        """x itself; a walk back that comes through is counted."""
        def share(g):
            self.walks += 1
            return g

        @differentiable
        def toll(x):
            return np.array(x), (share,)

        return toll(x)

    def spent(self):
        """The counts since the last call, in words; all counters begin again at 0."""
        counts = {name: getattr(self, name) for name in NOUNS}
        self.clear()
        told = [f"{n} {NOUNS[name][n != 1]}" for name, n in counts.items() if n]
        return listed(told) if told else "nothing"
