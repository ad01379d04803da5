"""What a learner may type is read right; everything else is refused with a sentence at the right character."""
import sys
import time

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from mathlib import numdiff
from mathlib.formula import Formula, FormulaError, parse
from mathlib.formula.grammar import CONSTANTS, INPUTS, LENGTH, SPELLINGS
from mathlib.formula.readings import NUMPY, SYMPY

X = np.array([-2.5, -1.0, -0.5, 0.0, 0.5, 1.0, 3.0])
Y = np.array([1.5, -2.0, 0.25, 0.0, -1.0, 1.0, 2.0])


def sigma(u):
    return 1 / (1 + np.exp(-u))


# ---- accepted: the text, and the same function written in NumPy

ACCEPTED = {
    "x^2 + 3y": lambda x, y: x**2 + 3 * y, "x**2": lambda x, y: x**2, "x²": lambda x, y: x**2,
    "x⁻²": lambda x, y: 1 / x**2, "2x": lambda x, y: 2 * x, "3(x+1)": lambda x, y: 3 * (x + 1),
    "(x+1)(x-1)": lambda x, y: x * x - 1, "x(x-1)": lambda x, y: x * (x - 1), "xy": lambda x, y: x * y,
    "2xy^2": lambda x, y: 2 * x * y**2, "x y": lambda x, y: x * y, "x·y": lambda x, y: x * y,
    "2×x ÷ 4": lambda x, y: x / 2, "−x": lambda x, y: -x, "x – 1": lambda x, y: x - 1,
    "-x^2": lambda x, y: -(x**2), "2^3^2 / 512": lambda x, y: 1 + 0 * x, "2^-x": lambda x, y: 2.0**-x,
    "x--1": lambda x, y: x + 1, "x*-2": lambda x, y: -2 * x, "+x": lambda x, y: x, "1/2*x": lambda x, y: x / 2,
    "e^-x": lambda x, y: np.exp(-x), "e^-x^2": lambda x, y: np.exp(-(x**2)), "xe^-x": lambda x, y: x * np.exp(-x),
    "exp(-x)": lambda x, y: np.exp(-x), "sin(x)/x": lambda x, y: np.sin(x) / x, "pi x": lambda x, y: np.pi * x,
    "2πx": lambda x, y: 2 * np.pi * x, "x sin(x)": lambda x, y: x * np.sin(x), "xsin(x)": lambda x, y: x * np.sin(x),
    "sin(x)cos(y)": lambda x, y: np.sin(x) * np.cos(y), "|x|": lambda x, y: abs(x),
    "||x|-1|": lambda x, y: abs(abs(x) - 1), "|x||y|": lambda x, y: abs(x) * abs(y), "2|x|": lambda x, y: 2 * abs(x),
    "|x-|y||": lambda x, y: abs(x - abs(y)), "|(|x|)y|": lambda x, y: abs(x * y), "√x": lambda x, y: np.sqrt(x),
    "√(x²)": lambda x, y: abs(x), "√2x": lambda x, y: np.sqrt(2) * x, "∛x": lambda x, y: np.cbrt(x),
    "x^(1/3)": lambda x, y: np.power(x, 1 / 3), "x^0.5": lambda x, y: np.sqrt(x), "ln(x)": lambda x, y: np.log(x),
    "arctan(x)": lambda x, y: np.arctan(x), "sgn(x)": lambda x, y: np.sign(x), "σ(x)": lambda x, y: sigma(x),
    "tanh(x)": lambda x, y: np.tanh(x), "relu(x)": lambda x, y: np.maximum(x, 0),
    "softplus(x)": lambda x, y: np.log(1 + np.exp(x)), "step(x)": lambda x, y: (x > 0).astype(float),
    "max(x, y)": lambda x, y: np.maximum(x, y), "min(x,0)": lambda x, y: np.minimum(x, 0),
    "floor(x)": lambda x, y: np.floor(x), "f(x, y) = x y": lambda x, y: x * y, "z = x": lambda x, y: x,
    "1.5e-3x": lambda x, y: 0.0015 * x, ".5x + 5.": lambda x, y: x / 2 + 5, "𝑥 + 1": lambda x, y: x + 1,
    "x/x": lambda x, y: x / x, "x^x": lambda x, y: np.power(x, x), "(x^2-1)/(x-1)": lambda x, y: (x * x - 1) / (x - 1),
}


@pytest.mark.parametrize("text", ACCEPTED)
def test_accepts_what_a_learner_types(text):
    with np.errstate(all="ignore"):
        expected = ACCEPTED[text](X, Y)
    np.testing.assert_allclose(parse(text, ("x", "y"))(X, Y), expected, rtol=1e-14, atol=1e-15)


def test_both_readings_know_every_function():
    assert set(SYMPY) == {*INPUTS, "+", "-", "*", "/", "^", "negative"}
    assert set(SYMPY) <= set(NUMPY) and set(SPELLINGS.values()) == set(INPUTS)


def test_other_variables():
    f = parse("m x1 + b", ("m", "x1", "b"))
    assert f(2, 3, 4) == 10
    assert parse("θ²", "θ")(3) == 9
    for names in ((), ("e",), ("sin",), ("x", "x"), ("2",), ("σ",)):
        with pytest.raises(ValueError, match="cannot be a variable"):
            parse("1", names)


# ---- the shape of the answer

@pytest.mark.filterwarnings("error")
def test_values_are_float64_of_the_shape_of_the_input_and_quiet():
    f = parse("1/x + log(x)")
    assert type(f(2)) is np.float64 and np.isnan(f(-1.0))
    assert f(np.ones((2, 3), int)).shape == (2, 3) and f([1, 2]).dtype == float
    assert parse("1/x")(0) == np.inf and np.isnan(parse("x/x")(0)) and parse("exp(x)")(1000) == np.inf
    assert parse("exp(exp(exp(exp(x))))")(5) == np.inf


def test_a_constant_fills_the_shape():
    np.testing.assert_array_equal(parse("2")([1, 2, 3]), [2.0, 2.0, 2.0])
    f = parse("x", ("x", "y"))
    assert f(np.ones((4, 1)), np.ones(3)).shape == (4, 3)


def test_the_value_is_a_copy():
    x = np.arange(3.0)
    parse("x")(x)[0] = 9
    assert x[0] == 0


def test_a_formula_is_frozen_prints_and_counts_its_inputs():
    f = parse("y = x^2 + 1")
    assert repr(f) == "Formula(text='x^2 + 1', variables=('x',))" and parse("x^2 + 1") == parse("x^2 + 1")
    assert f.latex() == "x^{2} + 1" and parse("cbrt(x)^2").latex() == r"{\sqrt[3]{x}}^{2}"
    with pytest.raises(AttributeError):
        f.text = "x"
    with pytest.raises(TypeError, match="a value for each of its variables: x. It was given 2"):
        f(1, 2)


# ---- derivatives

def test_derivative_conventions_at_kinks_and_outside_the_domain():
    slope = {text: parse(text).derivative() for text in
             ("|x|", "relu(x)", "step(x)", "floor(x)", "max(x,x)", "max(x,-x)", "log(x)", "x/x", "∛x", "√x",
             "min(x,1)")}
    np.testing.assert_array_equal(slope["|x|"]([-2, 0, 3]), [-1, 0, 1])
    np.testing.assert_array_equal(slope["relu(x)"]([-2, 0, 3]), [0, 0, 1])
    np.testing.assert_array_equal(slope["step(x)"]([-2, 3]), [0, 0])
    np.testing.assert_array_equal(slope["floor(x)"]([-2.5, 3.5]), [0, 0])
    np.testing.assert_array_equal(slope["max(x,x)"]([-2, 0, 3]), [1, 1, 1])
    np.testing.assert_array_equal(slope["max(x,-x)"]([-2, 0, 3]), [-1, 0, 1])
    np.testing.assert_array_equal(slope["log(x)"]([-2, 2]), [np.nan, 0.5])
    np.testing.assert_array_equal(slope["x/x"]([0, 1]), [np.nan, 0])
    np.testing.assert_array_equal(slope["√x"]([-1, 0, 1]), [np.nan, np.inf, 0.5])
    np.testing.assert_array_equal(slope["min(x,1)"]([0, 1, 2]), [1, 0.5, 0])
    np.testing.assert_allclose(slope["∛x"]([-8, 8]), [1 / 12, 1 / 12])


def test_partial_and_second_derivatives():
    f = parse("x^2 y + sin(y)", ("x", "y"))
    assert f.derivative("x").text == "2*x*y" and f.derivative("x")(3, 4) == 24
    assert f.derivative("x").derivative("y")(3, 4) == 6
    assert parse("|x|").derivative().derivative()(2) == 0
    for wrong in (None, "z"):
        with pytest.raises(ValueError, match="x or y"):
            f.derivative(wrong)


SMOOTH = ["x^3 - 2x", "x^x", "2^x", "tan(x+pi/2)", "sinh(x)", "cosh(x)", "tanh(x)", "σ(x)", "softplus(x)", "cbrt(x)",
          "|log(x)|", "sqrt(x^2+1)", "(sin(x)^2+1)^(1/3)", "((x e^x/(x+1))^3)^0.3", "asin(x/2)", "acos(x/2)",
          "atan(x)",
          "max(x,1/x)", "min(sin(x),cos(x))", "x^-2.5", "e^(-x^2)", "log(tanh(x))", "1/(1+1/(1+x))"]


@pytest.mark.parametrize("text", SMOOTH)
def test_derivatives_agree_with_measurement(text):
    f, x = parse(text), np.array([0.3, 0.7, 1.4])
    np.testing.assert_allclose(f.derivative()(x), numdiff.derivative(f, x), rtol=1e-7, atol=1e-8)
    np.testing.assert_allclose(f.derivative().derivative()(x), numdiff.derivative(f.derivative(), x), rtol=1e-7,
                               atol=1e-8)


# ---- refused: the text, the column from 0, a part of the sentence

REFUSED = [
    ("", 0, "Type a formula"), ("   ", 0, "Type a formula"), ("sine(x)", 0, "Did you mean sin?"),
    ("3 + cosin(x)", 4, "Did you mean cos?"), ("sin x", 0, "in parentheses, as in sin(x)"),
    ("2 sinx", 2, "in parentheses: sin(x)"), ("cos", 0, "in parentheses"),
    ("sin^2(x)", 3, "goes after the parentheses"),
    ("sin²(x)", 3, "goes after the parentheses"), ("x2", 0, "Write x^2 for a power or 2x"),
    ("x 2", 2, "put an operator"),
    ("2 3", 2, "put an operator"), ("1.2.3", 3, "put an operator"), ("1,5", 1, "decimals with a point"),
    ("sin(1,5)", 0, "takes one input and is given 2"), ("max(x)", 0, "takes two inputs and is given 1"),
    ("x + foo", 4, "nothing called “foo”"), ("х", 0, "cyrillic small letter ha"), ("X", 0, "Did you mean x?"),
    ("x = 3", 2, "no = inside"), ("sin(x) = 1", 7, "no = inside"), ("x == 1", 2, "no = inside"),
    ("(x+1", 0, "never closed"), ("sin(x", 3, "never closed"), ("2 + |x", 4, "never closed"),
    ("(|x)", 1, "never closed"),
    ("x+1)", 3, "has no partner"), ("()", 1, "missing before"), ("sin()", 4, "missing before"),
    ("x^", 2, "ends too early"),
    ("x +  ", 3, "ends too early"), ("*x", 0, "where * stands"), ("x + */2", 4, "where * stands"),
    ("x^^2", 2, "where ^"),
    ("²", 0, "nothing to stand on"), ("1/2x", 3, "two ways"), ("x/2(x+1)", 3, "two ways"), ("√x²", 2, "two ways"),
    ("[x]", 0, "round parentheses"), ("x!", 1, "factorial"), ("f'(x)", 0, "nothing called “f”"), ("x'", 1, "prime"),
    ("50%", 2, "per cent"), ("x > 0", 2, "compares nothing"), ("x.y", 1, "point belongs"),
    ("x;y", 1, "“;” has no meaning"),
    ("x\u200b+1", 1, "U+200B, which cannot be seen"), ("x\x00", 1, "U+0000"), ("∞", 0, "Infinity"),
    ("1/0", 1, "divide by 0"), ("2 + x/(x-x)", 5, "divide by 0"), ("log(0)", 0, "finite real"),
    ("1 + √(-1)", 4, "finite real"),
    ("(-8)^(1/3)", 4, "finite real"), ("tan(pi/2)", 0, "finite real"), ("0^-1", 1, "finite real"),
    ("e^1000", 1, "finite real"),
    ("exp(exp(exp(9.5)))", 4, "finite real"), ("9^9^9", 1, "may be 12 at most"), ("x^13", 1, "may be 12 at most"),
    ("(x^12)^12^12", 6, "may be 12 at most"), ("(x^12)^12", 6, "multiply to 48"),
    ("1e101", 0, "lie between"), ("x + 1e-200", 4, "lie between"), ("1e60*1e60", 4, "lie between"),
    ("(1e-60)^12", 7, "lie between"), ("x" * 201, 200, "200 characters"), ("(" * 13 + "x" + ")" * 13, 12, "12 levels"),
    ("__import__('os').system('x')", 0, "nothing called “__import__”"), ("lambda: 0", 0, "nothing called “lambda”"),
    ("x.__class__", 1, "point belongs"), ("x if x else 1", 2, "nothing called “if”"), ("“x”", 0, "has no meaning"),
]


@pytest.mark.parametrize(("text", "position", "part"), REFUSED, ids=lambda v: repr(v)[:30])
def test_refuses_with_a_sentence_at_the_character(text, position, part):
    with pytest.raises(FormulaError) as caught:
        parse(text)
    error = caught.value
    assert (error.position, error.text) == (position, text)
    assert part in error.sentence and error.sentence[0].isupper() and error.sentence.endswith((".", "?"))


def test_the_error_draws_a_caret_under_the_character():
    with pytest.raises(FormulaError) as caught:
        parse("3 + sine(x)")
    assert str(caught.value).splitlines()[1:] == ["    3 + sine(x)", "        ^"]
    with pytest.raises(FormulaError) as caught:
        parse("x + " * 30 + ";" + " + x" * 10)
    _, shown, caret = str(caught.value).splitlines()
    assert shown[caret.index("^")] == ";"


def test_what_is_no_text_is_refused():
    for thing in (None, 3, ["x"], b"x"):
        with pytest.raises(FormulaError, match="Type a formula"):
            parse(thing)


# ---- generated: text beside the Python function that it says

def _binary(sign, function):
    return lambda a, b: (f"({a[0]}){sign}({b[0]})", lambda x, y: function(a[1](x, y), b[1](x, y)))


def _call(name, function):
    return lambda a: (f"{name}({a[0]})", lambda x, y: function(a[1](x, y)))


LEAVES = st.sampled_from([("x", lambda x, y: x), ("y", lambda x, y: y), ("2", lambda x, y: 2 + 0 * x),
                          ("0.5", lambda x, y: 0.5 + 0 * x), ("π", lambda x, y: np.pi + 0 * x)])
BINARY = [_binary("+", np.add), _binary(" - ", np.subtract), _binary("*", np.multiply), _binary("", np.multiply),
          _binary("/", np.divide)]
UNARY = [_call("sin", np.sin), _call("exp", np.exp), _call("tanh", np.tanh), _call("abs", np.abs), _call("√", np.sqrt),
         _call("-", np.negative), _call("atan", np.arctan), _call("σ", sigma),
         lambda a: (f"({a[0]})^2", lambda x, y: a[1](x, y) ** 2), lambda a: (f"|{a[0]}|", lambda x, y: abs(a[1](x,
         y)))]


def _grow(smaller):
    unary = st.builds(lambda make, a: make(a), st.sampled_from(UNARY), smaller)
    return unary | st.builds(lambda make, a, b: make(a, b), st.sampled_from(BINARY), smaller, smaller)


FORMULAS = st.recursive(LEAVES, _grow, max_leaves=8).filter(lambda pair: len(pair[0]) <= LENGTH)
EXAMPLES = settings().max_examples           # of the profile in tests/conftest.py
RELAXED = settings(deadline=None, max_examples=2 * EXAMPLES, suppress_health_check=list(HealthCheck))


@RELAXED
@given(FORMULAS)
def test_generated_formulas_have_the_value_that_python_gives(pair):
    text, reference = pair
    try:
        value = parse(text, ("x", "y"))(X, Y)
    except FormulaError as error:      # a constant part may leave the real numbers, nothing else may be wrong
        assert any(word in error.sentence for word in ("finite real", "divide by 0", "lie between", "power", "levels"))
        return
    with np.errstate(all="ignore"):
        expected = reference(X, Y)
    np.testing.assert_allclose(value, expected, rtol=1e-9, atol=1e-12)


@RELAXED
@given(FORMULAS, st.floats(0.2, 2), st.floats(0.2, 2))
def test_generated_derivatives_agree_with_measurement(pair, x, y):
    try:
        f = parse(pair[0], ("x", "y"))
    except FormulaError:
        assume(False)
    def along(t): return f(t, y)
    h = np.array([1e-4, 1e-5])
    measured = numdiff.central_difference(along, np.array([x, x]), h)
    scale = 1 + np.abs(measured).max() + abs(f(x, y))
    # only where two steps agree is the function smooth and tame enough to be measured
    assume(np.isfinite(measured).all() and abs(measured[0] - measured[1]) < 1e-6 * scale)
    assert abs(f.derivative("x")(x, y) - measured[1]) < 1e-5 * scale


# ---- hostile text: a Formula or a FormulaError, soon, and nothing is opened, imported or run

PIECES = ["x", "y", "2", "0.5", "9", "12", "1e99", "1e999", "e", "pi", "π", "σ", "+", "-", "*", "**", "/", "//", "^",
"(", ")",
          "|", ",", ".", "=", "²", "⁻¹", "√", "∛", " ", "\n", "\t", "_", "'", '"', "\\", "{", "[", "!", "@", "#",
          "\0", "\ud800",
          "\u202e", "٣", "½", "¹", "__import__('os')", "os.system('touch hacked')", "exec(", "eval(",
          "open('hacked','w')",
          "lambda:0", "().__class__.__bases__", "import os;", "print(", "x.diff(x)", "Symbol('z')", "zoo", "nan",
          "oo", "I", "S",
          "E", "None", "True", "9^9^9", "9**9**9", "exp(exp(exp(exp(9.5))))", "(x^12)^12^12", "sqrt(x^2)^0.3", "f(x)=",
          *SPELLINGS, *CONSTANTS, *(f"{name}(" for name in INPUTS)]
SOUP = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
CHARACTERS = st.text(max_size=60)
NESTS = st.builds(lambda a, n, core: a[0] * n + core + a[1] * n,
                  st.sampled_from([("(", ")"), ("|", "|"), ("sin(", ")"), ("√", ""), ("-", ""), ("x^", ""),
                  ("", "^x"), ("", "²"),
                                   ("x/(1+", ")"), ("sqrt(x+", ")"), ("exp(x*", ")"), ("(", ")^0.3"), ("(", ")^12"),
                                   ("9^", ""),
                                   ("max(x,", ")"), ("(y*", ")^x"), ("1+", ""), ("x(", ")"), ("x^x*", ""),
                                   ("sqrt((", ")^2)")]),
                  st.integers(0, 70), st.sampled_from(["x", "2", "", "x+1", "sin(y)"]))
HARD = [  # asked SymPy questions that it thought about for minutes
    "sqrt(sinh(((((x^3-tanh(x))/(sqrt(y)+pi)^3)/((x-6)*y-(1+tanh(y-pi))))^-0.3)^2))",
    "|cosh(((((x^3-tanh(x))/(sqrt(y)+max(1,pi))^3)/(((x-6)*y)-(1+tanh(y-pi))))^-0.3))|",
    "(exp(((sin(x)/(sqrt(y)+pi)^3)/((x-6)*y-log(y-pi)))^-0.3)^x)^0.5",
    "sqrt(tan(((sin(x)/(sqrt(y)+pi)^3)/((x-6)*y-log(y-pi)))^-0.3)^2)",
]
WATCHED = ("import", "exec", "compile", "open", "os.", "subprocess.", "socket.", "shutil.", "ctypes.", "urllib.")
_seen, _watching = [], False


def _audit(event, arguments):
    if _watching and event.startswith(WATCHED):
        _seen.append((event, arguments))


sys.addaudithook(_audit)


def _attempt(text):
    """All that a demonstration does with a typed text, watched."""
    global _watching
    _seen.clear()
    _watching = True
    try:
        formula = parse(text, ("x", "y"))
        slope = formula.derivative("x")
        return formula, formula(X, Y), slope(X, Y), slope.latex(), repr(formula)
    except FormulaError as error:
        return error, str(error)
    finally:
        _watching = False


@pytest.mark.filterwarnings("error")
@settings(RELAXED, max_examples=10 * EXAMPLES)
@given(SOUP | CHARACTERS | NESTS | st.builds(lambda pair, piece, at: pair[0][:at] + piece + pair[0][at:],
                                             FORMULAS, st.sampled_from(PIECES), st.integers(0, 60)))
@example(HARD[0])
@example(HARD[1])
@example(HARD[2])
@example(HARD[3])
def test_hostile_text_is_read_or_refused(text):
    start = time.process_time()
    outcome, *rest = _attempt(text)
    assert time.process_time() - start < 2
    # SymPy imports a few of its own modules at first use; nothing else may be touched
    assert [e for e in _seen if "sympy" not in str(e)] == []
    if isinstance(outcome, Formula):
        value, slope = rest[:2]
        assert value.shape == slope.shape == X.shape and value.dtype == slope.dtype == float
        assert np.isnan(slope[np.isnan(value)]).all()
    else:
        assert outcome.text == text and 0 <= outcome.position <= len(text) and outcome.sentence.endswith((".", "?"))


def test_the_watch_sees_what_it_should():
    global _watching
    _seen.clear()
    _watching = True
    try:
        eval("1 + 1")
        open(__file__).close()
    finally:
        _watching = False
    assert {event for event, _ in _seen} >= {"compile", "exec", "open"}
