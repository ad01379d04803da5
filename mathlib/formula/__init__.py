"""What a learner types, parsed safely: `parse("x^2 + 3y", ("x", "y"))` is a function of x and y.

Four modules, each leaning only on those before:
    grammar      from text to a program: what may be typed, and the sentence for what may not
    readings     a program over NumPy arrays is a value, over SymPy symbols an expression
    this one     the two readings together: a Formula, which has values and derivatives
    derivation   how a derivative is found, one rule a line, for a reader (import it by its name)
No part of the text is ever run as Python.
"""
from dataclasses import dataclass, field

import numpy as np
import sympy

from .grammar import FormulaError, Step, program_of, reserved
from .readings import evaluate, expression, program_of_expression, slope

__all__ = ["Formula", "FormulaError", "parse"]
LONGEST = 500      # steps of a program that we still differentiate; a typed one has at most 200


@dataclass(frozen=True)
class Formula:
    """A real function of real variables, as typed. Call it with one number or array for each variable.

    The inputs broadcast together; the result is float64 and has the broadcast shape. Where the formula has no
    real value (x/x at 0, the logarithm of a negative number) it is nan or infinite, without a warning.
    `expr` is the function over real SymPy symbols, simplified as SymPy sees fit: there x/x is 1.
    """
    text: str
    variables: tuple
    expr: sympy.Expr = field(repr=False)
    program: tuple = field(repr=False)

    def __call__(self, *inputs):
        if len(inputs) != len(self.variables):
            raise TypeError(f"The formula {self.text} needs a value for each of its variables: "
                            f"{', '.join(self.variables)}. It was given {len(inputs)}.")
        inputs = np.broadcast_arrays(*[np.asarray(values, float) for values in inputs])
        value = evaluate(self.program, dict(zip(self.variables, inputs, strict=True)))
        return np.array(np.broadcast_to(value, inputs[0].shape), float)[()]

    def derivative(self, variable=None):
        """The partial derivative by `variable` (needless if there is only one), as a Formula.

        It is nan where the formula itself is undefined. At a kink or a jump, where no derivative exists, it
        takes the usual convention: 0 for |x|, relu and steps, the mean of both slopes where max or min
        switches. Raises ValueError if the formula has no such variable, FormulaError if it is too long.
        """
        if variable is None and len(self.variables) == 1:
            variable = self.variables[0]
        if variable not in self.variables:
            raise ValueError(f"Say by which variable you differentiate: {' or '.join(self.variables)}.")
        if len(self.program) > LONGEST:
            raise FormulaError("This formula is too long to differentiate.", self.text)
        expr = slope(self.expr, variable)
        program = self.program + program_of_expression(expr) + (Step("given", 2),)
        return Formula(str(expr).replace("**", "^"), self.variables, expr, program)

    def latex(self):
        """The formula in TeX, without dollar signs."""
        return sympy.latex(self.expr)


def parse(text, variables=("x",)):
    """The function that `text` says, as a Formula of `variables` (names, in the order of its inputs).

    Raises FormulaError, with a sentence that points at the character, for a text that says none, and
    ValueError for variables that are no names, or the names of functions or constants.
    """
    variables = (variables,) if isinstance(variables, str) else tuple(variables)
    for name in variables or ("",):
        if not name.isidentifier() or reserved(name) or variables.count(name) > 1:
            raise ValueError(f"“{name}” cannot be a variable. Give each variable its own name, one that no "
                             "function and no constant has.")
    body, program = program_of(text, variables)
    return Formula(body, variables, expression(program, text, variables), program)
