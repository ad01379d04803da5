"""The engine for numbers that notebooks/12_autodiff.ipynb builds: its arithmetic, and functions to try it on."""
from mathlib.lessons.autodiff import solutions
from mathlib.lessons.autodiff.value import Value


def binary(operation):
    """Lift an operation on two numbers to Values. A plain number is a constant, no parent."""
    def lifted(left, right):
        if isinstance(right, Value):
            value, (left_slope, right_slope) = operation(left.value, right.value)
            return Value(value, left, left_slope, right, right_slope)
        value, (left_slope, _) = operation(left.value, right)
        return Value(value, left, left_slope)
    return lifted


Value.backward = solutions.backward
Value.__add__ = binary(lambda a, b: (a + b, (1.0, 1.0)))
Value.__sub__ = binary(lambda a, b: (a - b, (1.0, -1.0)))
Value.__mul__, Value.__truediv__ = binary(solutions.multiply), binary(solutions.divide)


# ---- functions to try it on ---------------------------------------------------------------------


def product_plus(x, y):
    """x y + x."""
    return x * y + x


def quotient(x, y):
    """(x − y) / (x² + y²)."""
    return (x - y) / (x * x + y * y)


def nested(x, y):
    """q² p with p = x y + 2 and q = p/x − y²."""
    p = x * y + 2.0
    q = p / x - y * y
    return q * q * p


FUNCTIONS = (product_plus, quotient, nested)
