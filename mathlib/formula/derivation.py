"""How a derivative is found, one rule a line: `derivation("x^2 e^(-3x)")` shows itself as LaTeX.

Each line differentiates, in every place where a d/dx still stands, the outermost operation only.
"""
from dataclasses import dataclass

import sympy

from mathlib.formula import FormulaError, parse

MOST = 10       # lines that a reader can follow


@dataclass(frozen=True)
class Derivation:
    """The lines of a derivation, SymPy expressions from the task to the result, and the names of the rules between."""
    lines: tuple
    rules: tuple

    @property
    def result(self):
        """The derivative, as SymPy expression."""
        return self.lines[-1]

    def _repr_latex_(self):
        first, *rest = map(sympy.latex, self.lines)
        told = [rf"&\text{{{rule}:}} \\ &= {line}" for line, rule in zip(rest, self.rules, strict=True)]
        return "\n".join([r"$\displaystyle \begin{aligned}", " \\\\\n".join(["&" + first, *told]), r"\end{aligned}$"])

    def __repr__(self):
        first, *rest = self.lines
        told = [f"  = {line}   ({rule})" for line, rule in zip(rest, self.rules, strict=True)]
        return "\n".join([str(first), *told])


def derivation(text, variable="x"):
    """The `Derivation` of a formula's derivative. FormulaError for no formula, or one with too many steps to read."""
    f = parse(text, (variable,)).expr
    x = sympy.Symbol(variable, real=True)
    lines, names = [sympy.Derivative(f, x)], []
    while open_places := sorted(lines[-1].atoms(sympy.Derivative), key=sympy.default_sort_key):
        if len(lines) > MOST:
            raise FormulaError(f"The derivation has more than {MOST} lines, too many to read.", text)
        done = {place: _one_rule(place.expr, x) for place in open_places}
        names.append(", ".join(dict.fromkeys(rule for rule, _ in done.values())))
        lines.append(lines[-1].xreplace({place: line for place, (_, line) in done.items()}))
    return Derivation(tuple(lines), tuple(names))


def _one_rule(e, x):
    """(name of the rule, derivative of e) with d/dx still standing before the parts of e."""
    slope = sympy.Derivative
    if not e.has(x):
        return "constant", sympy.Integer(0)
    if e == x:
        return "identity", sympy.Integer(1)
    if e.is_Add:
        return "sum", sympy.Add(*[_d(part, x) for part in e.args])
    if e.is_Mul:
        return _product(e, x)
    if e.is_Pow and not e.exp.has(x):
        inner = sympy.Integer(1) if e.base == x else slope(e.base, x)
        return ("power" if e.base == x else "chain (power)"), e.exp * e.base ** (e.exp - 1) * inner
    if e.is_Pow and not e.base.has(x):
        return _chained("exponential", e * sympy.log(e.base), e.exp, x)
    if e.is_Function and len(e.args) == 1:
        return _chained(type(e).__name__, e.fdiff(1), e.args[0], x)
    return "SymPy", sympy.diff(e, x)


def _product(e, x):
    constant, rest = e.as_independent(x, as_Add=False)
    if constant != 1:
        return "constant factor", constant * _d(rest, x)
    u, v = rest.as_two_terms()
    return "product", _d(u, x) * v + u * _d(v, x)


def _chained(name, outer, inside, x):
    return (name, outer) if inside == x else (f"chain ({name})", outer * _d(inside, x))


def _d(e, x):
    """d/dx before e, or what it is for a constant and for x."""
    return sympy.Integer(0) if not e.has(x) else sympy.Integer(1) if e == x else sympy.Derivative(e, x)
