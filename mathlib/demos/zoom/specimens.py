"""What lies under the microscope: functions of one x with their exact slope, smooth ones and broken ones."""
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from mathlib import formula, numdiff

TYPED = "typed"


@dataclass(frozen=True)
class Specimen:
    """A function f: R -> R under the microscope.

    text: the formula as a learner would write it. slope: f′ in closed form; nan where there is none.
    x, y: the window (low, high) before any magnification. start: where the point lies at first.
    rough: where f has no slope; a point that comes near is put there exactly.
    jumps: where f jumps, so that no line is drawn across.
    ripple: of a curve that turns ever faster, how high it swings and how many turns it makes in a unit, functions of x.
    """
    name: str
    text: str
    f: Callable
    slope: Callable
    x: tuple = (-3.0, 3.0)
    y: tuple = (-1.6, 1.6)
    start: float = 0.0
    rough: tuple = ()
    jumps: tuple = ()
    ripple: tuple = ()


def _except_at_zero(slope):
    """The same slope, and nan at x = 0, where there is none."""
    return lambda x: np.where(np.asarray(x) == 0, np.nan, slope(np.where(np.asarray(x) == 0, 1.0, x)))


def _wobble(x):
    """x sin(1/x), filled in by 0 at x = 0."""
    t = np.where(np.asarray(x) == 0, 1.0, x)
    return np.where(np.asarray(x) == 0, 0.0, t * np.sin(1 / t))


_AT_ZERO = {"rough": (0.0,)}
SPECIMENS = {specimen.name: specimen for specimen in (
    Specimen("sin x", "sin(x)", np.sin, np.cos, start=1.0),
    Specimen("x²", "x^2", np.square, lambda x: 2 * x, y=(-1.5, 5.0), start=1.0),
    Specimen("|x|", "|x|", np.abs, _except_at_zero(np.sign), y=(-1.0, 3.0), **_AT_ZERO),
    Specimen("relu", "relu(x)", lambda x: np.maximum(x, 0.0), _except_at_zero(lambda x: 1.0 * (x > 0)),
             y=(-1.0, 3.0), **_AT_ZERO),
    Specimen("∛x", "cbrt(x)", np.cbrt, _except_at_zero(lambda x: 1 / (3 * np.cbrt(x) ** 2)), **_AT_ZERO),
    Specimen("√|x|", "sqrt(|x|)", lambda x: np.sqrt(np.abs(x)),
             _except_at_zero(lambda x: np.sign(x) / (2 * np.sqrt(np.abs(x)))), y=(-0.7, 1.9), **_AT_ZERO),
    Specimen("step", "step(x)", lambda x: np.where(np.asarray(x) > 0, 1.0, 0.0),
             _except_at_zero(lambda x: 0.0 * x), y=(-0.7, 1.7), jumps=(0.0,), **_AT_ZERO),
    Specimen("x·sin(1/x)", "x sin(1/x)", _wobble, _except_at_zero(lambda x: np.sin(1 / x) - np.cos(1 / x) / x),
             x=(-0.6, 0.6), y=(-0.45, 0.65), ripple=(np.abs, lambda x: 1 / np.maximum(x * x, 1e-300)), **_AT_ZERO),
)}


def read_specimen(text):
    """A Specimen from a formula in x. ValueError (a FormulaError where the text is at fault) says what is wrong."""
    f = formula.parse(text, ("x",))
    slope = f.derivative()
    x = np.linspace(-3.0, 3.0, 241)
    heights = f(x)
    usable = np.isfinite(heights)
    if usable.sum() < 10:
        raise ValueError(f"f(x) = {text} has hardly any finite value between x = −3 and x = 3. Try another formula.")
    start = float(x[usable][np.abs(x[usable] - 1.0).argmin()])
    return Specimen(TYPED, text, f, lambda x: _believed(f, slope, x), y=_vertical(heights[usable]), start=start)


def _believed(f, slope, x):
    """The symbolic slope where secants on both sides approach it; nan at a kink or a jump, where it is a convention."""
    exact = float(slope(x))
    steps = max(1.0, abs(x)) * np.array([1e-5, 1e-6, 1e-7])
    sides = np.array(numdiff.one_sided(f, np.full(3, x), steps))
    near = np.abs(sides - exact) <= 1e-3 * max(1.0, abs(exact)) + 1e3 * steps * abs(exact)
    return exact if near.all(axis=0).any() else np.nan


def _vertical(heights):
    low, high = np.percentile(heights, [0, 100] if np.ptp(heights) < 1e3 else [3, 92])
    room = max(0.15 * ((high - low) or 2.0), 1e-6 * max(abs(low), abs(high)))
    return float(low - room), float(high + room)
