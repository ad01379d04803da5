"""The two readings of a program: a value over NumPy arrays, an expression over SymPy symbols.

SymPy is asked only after the numbers of a step were found small, for it would compute every digit of 9^9^9.
"""
import math
from functools import reduce

import numpy as np
import sympy

from .grammar import FormulaError, Step, size_objection

EXPONENT, NESTED = 12, 48       # largest |k| in u^k, and largest product of the k in a power of a power
PLAIN = 12                      # nodes of a base that SymPy may simplify
NOT_REAL = sympy.nan, sympy.zoo, sympy.oo, -sympy.oo, sympy.I


def _run(program, leaf, apply):
    """Run a postfix program: leaves are pushed, an operation replaces its inputs by its result."""
    stack = []
    for step in program:
        cut = len(stack) - step.inputs
        stack[cut:] = [apply(step, stack[cut:]) if step.inputs else leaf(step.action)]
    return stack.pop()


# ---- over numbers

QUICK = {-1.0: np.reciprocal, 0.5: np.sqrt, 2.0: np.square,
         3.0: lambda u: u * u * u, 4.0: lambda u: np.square(u * u)}


def _power(u, k):
    """u^k over the reals: nan where u < 0 and k is no whole number. The common powers take a quick way."""
    if isinstance(u, float) and u == math.e:
        return np.exp(k)
    return QUICK[k](u) if isinstance(k, float) and k in QUICK else np.power(u, k)


NUMPY = {
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "^": _power, "negative": np.negative,
    "sin": np.sin, "cos": np.cos, "tan": np.tan, "asin": np.arcsin, "acos": np.arccos, "atan": np.arctan,
    "sinh": np.sinh, "cosh": np.cosh, "tanh": np.tanh, "exp": np.exp, "log": np.log,
    "sqrt": np.sqrt, "cbrt": np.cbrt, "abs": np.abs, "sign": np.sign, "floor": np.floor,
    "max": np.maximum, "min": np.minimum, "relu": lambda u: np.maximum(u, 0.0),
    "step": lambda u: np.where(np.isnan(u), u, u > 0),                   # 1 where u > 0, else 0
    "softplus": lambda u: np.logaddexp(0.0, u),                          # log(1 + exp(u)), without overflow
    "sigmoid": lambda u: np.exp(-np.logaddexp(0.0, -u)),                 # 1 / (1 + exp(-u)), likewise
    # what only derivatives contain: the names of SymPy's nodes, and a slope given that f is defined there
    "Add": lambda *u: reduce(np.add, u), "Mul": lambda *u: reduce(np.multiply, u), "Pow": _power,
    "Abs": np.abs, "power": _power, "cot": lambda u: 1 / np.tan(u),
    "given": lambda f, slope: np.where(np.isnan(f), np.nan, slope),
}


def evaluate(program, values):
    """The value of a program: broadcast over the arrays in `values`, nan or infinite where undefined."""
    values = {"e": math.e, "pi": math.pi} | values
    with np.errstate(all="ignore"):
        return _run(program, lambda leaf: values[leaf] if isinstance(leaf, str) else leaf,
                    lambda step, inputs: NUMPY[step.action](*inputs))


# ---- over symbols

def _new(name, *slopes, tex=None):
    """A real function of real numbers, given its slope in each of its inputs.

    For what SymPy lacks, and for what it would think about for minutes: whether √(cosh(…)²) is real, say.
    """
    def fdiff(self, argindex=1):
        return sympy.sympify(slopes[argindex - 1](*self.args))

    def latex(self, printer, exp=None):
        inputs = [printer._print(u) for u in self.args]
        written = tex(*inputs) if tex else rf"\operatorname{{{name}}}\left({', '.join(inputs)}\right)"
        return rf"{{{written}}}^{{{exp}}}" if exp else written
    return type(name, (sympy.Function,), {"fdiff": fdiff, "_latex": latex, "is_real": True})


step = _new("step", lambda u: 0)
relu = _new("relu", lambda u: step(u))
sigmoid = _new("sigmoid", lambda u: sigmoid(u) * (1 - sigmoid(u)))
softplus = _new("softplus", lambda u: sigmoid(u))
cbrt = _new("cbrt", lambda u: 1 / (3 * cbrt(u) ** 2), tex=lambda u: rf"\sqrt[3]{{{u}}}")
sinh = _new("sinh", lambda u: cosh(u))
cosh = _new("cosh", lambda u: sinh(u))
tanh = _new("tanh", lambda u: 1 - tanh(u) ** 2)
sign = _new("sign", lambda u: 0)
absolute = _new("abs", lambda u: sign(u), tex=lambda u: rf"\left|{u}\right|")
floor = _new("floor", lambda u: 0, tex=lambda u: rf"\left\lfloor {u} \right\rfloor")
larger = _new("max", lambda u, v: (1 + sign(u - v)) / 2, lambda u, v: (1 + sign(v - u)) / 2)
smaller = _new("min", lambda u, v: (1 - sign(u - v)) / 2, lambda u, v: (1 - sign(v - u)) / 2)


power = _new("power", lambda u, k: k * _symbolic_power(u, k - 1), lambda u, k: power(u, k) * sympy.log(u),
             tex=lambda u, k: rf"\left({u}\right)^{{{k}}}")


def _symbolic_power(u, k):
    """u^k, where 0.5 is read as 1/2: an exact exponent keeps derivatives readable.

    A broken power of a long power or product stays as it is: SymPy would ask which parts of it are positive.
    """
    fraction = sympy.Rational(float(k)).limit_denominator(EXPONENT) if k.is_Float else k
    k = fraction if k.is_Float and float(fraction) == float(k) else k
    plain = k.is_Integer or not isinstance(u, (sympy.Pow, sympy.Mul, sympy.exp)) or _nodes(u) <= PLAIN
    return u ** k if plain else power(u, k)


def _nodes(expr):
    return sum(1 for _ in sympy.preorder_traversal(expr))


SYMPY = {
    "+": lambda u, v: u + v, "-": lambda u, v: u - v, "*": lambda u, v: u * v, "/": lambda u, v: u / v,
    "^": _symbolic_power, "negative": lambda u: -u,
    "sin": sympy.sin, "cos": sympy.cos, "tan": sympy.tan, "asin": sympy.asin, "acos": sympy.acos,
    "atan": sympy.atan, "sinh": sinh, "cosh": cosh, "tanh": tanh, "exp": sympy.exp,
    "log": sympy.log, "sqrt": lambda u: _symbolic_power(u, sympy.S.Half),
    "cbrt": cbrt, "abs": absolute, "sign": sign, "floor": floor,
    "max": larger, "min": smaller, "relu": relu, "step": step, "softplus": softplus, "sigmoid": sigmoid,
}


def expression(program, text, variables):
    """The SymPy expression of a program over real symbols. FormulaError, at the place in `text`, where a
    constant part leaves the real numbers or grows too large."""
    values = {"e": sympy.E, "pi": sympy.pi} | {name: sympy.Symbol(name, real=True) for name in variables}

    def apply(step, inputs):
        sentence = _objection(step.action, inputs)
        result = sympy.nan if sentence else SYMPY[step.action](*inputs)
        if result.has(*NOT_REAL):
            raise FormulaError(sentence or size_objection(math.nan), text, step.position)
        return result
    return _run(program, lambda leaf: values[leaf] if isinstance(leaf, str) else _exact(leaf), apply)


def _exact(number):
    return sympy.Integer(int(number)) if number.is_integer() and abs(number) < 1e15 else sympy.Float(number)


def _objection(action, inputs):
    """Why SymPy must not compute this step (a sentence), or None."""
    constants = [None if u.free_symbols else float(evaluate(program_of_expression(u), {})) for u in inputs]
    if action == "/" and constants[1] == 0:
        return "You divide by 0 here."
    if action == "^" and constants[1] is not None and (sentence := _power_objection(inputs[0], constants[1])):
        return sentence
    if None in constants:
        return None
    value = float(evaluate([*map(Step, constants), Step(action, len(constants))], {}))
    vanished = value == 0 and action in ("*", "/", "^", "exp") and 0 not in constants
    return size_objection(5e-324 if vanished else value)


def _power_objection(base, exponent):
    """e may have any exponent. Other powers are small, and so are powers of powers."""
    inner = [abs(power.exp) for power in base.atoms(sympy.Pow) if power.exp.is_Number]
    if base != sympy.E and abs(exponent) > EXPONENT:
        return f"An exponent may be {EXPONENT} at most. This one is {exponent:g}."
    if base != sympy.E and abs(exponent) * max(inner, default=1) > NESTED:
        return f"The exponents of a power of a power may multiply to {NESTED} at most. These give more."
    return None


def slope(expr, variable):
    """The partial derivative of an expression, 0 for sign and floor: their slope SymPy writes as a spike at
    the jump, or leaves undone."""
    spikes = sympy.DiracDelta, sympy.Derivative, sympy.Subs
    result = expr.diff(sympy.Symbol(variable, real=True))
    if not result.has(*spikes):
        return result
    return result.replace(lambda node: isinstance(node, spikes), lambda node: sympy.S.Zero)


def program_of_expression(expr):
    """The program of a SymPy expression. A part that is no real number, such as √-1, becomes nan."""
    return tuple(_step(node) for node in sympy.postorder_traversal(expr))


def _step(node):
    name = type(node).__name__
    if node.args and name not in NUMPY:
        raise FormulaError(f"This formula leads to the function {name}, which is not known here.")
    if node.args:
        return Step(name, len(node.args))
    if node.is_Symbol:
        return Step(node.name)
    return Step(float(node) if node.is_extended_real else math.nan)
