"""The number of lesson 02 that carries its slope, as the lesson prints it, with the rules in place."""
import numpy as np


class Dual:
    """A number and its slope: how fast it moves as x moves."""

    def __init__(self, value, slope=0.0):
        self.value, self.slope = value, slope

    def __repr__(self):
        return f"{self.value} + {self.slope} ε"

    def __add__(self, other):
        other = lift(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    def __mul__(self, other):
        other = lift(other)
        return Dual(self.value * other.value, self.slope * other.value + self.value * other.slope)

    def __truediv__(self, other):
        other = lift(other)
        slope = (self.slope * other.value - self.value * other.slope) / other.value ** 2
        return Dual(self.value / other.value, slope)

    def __neg__(self):
        return self * -1.0

    def __sub__(self, other):
        return self + -lift(other)

    def __rsub__(self, other):
        return lift(other) - self

    def __rtruediv__(self, other):
        return lift(other) / self

    def exp(self):
        return Dual(np.exp(self.value), np.exp(self.value) * self.slope)

    __radd__, __rmul__ = __add__, __mul__


def lift(number):
    """A plain number as a Dual that does not move."""
    return number if isinstance(number, Dual) else Dual(number, 0.0)
