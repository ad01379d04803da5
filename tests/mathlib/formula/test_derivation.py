"""Derivations: every line is the same derivative, and the last one has no d/dx left."""
import pytest
import sympy

from mathlib.formula import FormulaError, parse
from mathlib.formula.derivation import derivation

TEXTS = ("x^2 e^(-3x)", "sin(x^2) e^(-x)", "1/(1 + e^(-x))", "ln(1 + x^2)", "x^3 - 2x + 1", "2^x", "x^x", "sqrt(4 + x)",
         "tanh(x)^2", "5", "x", "x sin(x) ln(x)", "(x^2 + 1)/(x - 3)")


@pytest.mark.parametrize("text", TEXTS)
def test_every_line_is_the_derivative(text):
    found, x = derivation(text), sympy.Symbol("x", real=True)
    want = sympy.diff(parse(text).expr, x)
    for line in found.lines:
        assert abs(complex((line.doit() - want).subs(x, 1.3).evalf())) < 1e-12
    assert not found.result.has(sympy.Derivative) and len(found.rules) == len(found.lines) - 1


def test_the_rules_are_named_in_order():
    assert derivation("x^2 e^(-3x)").rules == ("product", "power, chain (exp)", "constant factor")


def test_it_shows_itself_as_latex_and_as_text():
    found = derivation("x^2 e^(-3x)")
    latex = found._repr_latex_()
    assert latex.startswith(r"$\displaystyle \begin{aligned}") and latex.count("&=") == 3
    assert r"\text{product:}" in latex and "product" in repr(found)


def test_what_is_no_formula_is_said():
    with pytest.raises(FormulaError):
        derivation("x +")
    with pytest.raises(FormulaError, match="too many"):
        derivation("sin(" * 11 + "x" + ")" * 11)
