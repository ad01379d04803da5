"""The number of lesson 12 that remembers how it was made, as the lesson prints it."""
from itertools import count

births = count()


class Value:
    """A number that remembers its parents a and b and, for each, the local slope."""

    __slots__ = ("value", "grad", "a", "slope_a", "b", "slope_b", "born")

    def __init__(self, value, a=None, slope_a=0.0, b=None, slope_b=0.0):
        self.value, self.grad = value, None
        self.a, self.slope_a = a, slope_a
        self.b, self.slope_b = b, slope_b
        self.born = next(births)

    def __repr__(self):
        return f"Value({self.value:.4g})"
