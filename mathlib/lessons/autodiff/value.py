"""The number of lesson 12 that remembers how it was made, as the lesson prints it."""
from itertools import count

births = count()


class Value:
    """A number that remembers its left and right parent and, for each, the local slope."""

    __slots__ = ("value", "grad", "left", "left_slope", "right", "right_slope", "born")

    def __init__(self, value, left=None, left_slope=0.0, right=None, right_slope=0.0):
        self.value, self.grad = value, None
        self.left, self.left_slope = left, left_slope
        self.right, self.right_slope = right, right_slope
        self.born = next(births)

    def __repr__(self):
        return f"Value({self.value:.4g})"
