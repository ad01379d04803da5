"""The functions we walk on: for each a formula, its slope and bend in closed form, a window, minima.

A `Curve` is a function of one parameter w, a `Surface` of two. They are data: the text of a formula
(which `mathlib.formula` can read, so that a test holds every closed form against SymPy), Python
functions that take numbers or arrays, and the facts that a demonstration or a lesson asks for.
"""
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Curve:
    """A function f: R -> R with f′ (`slope`), f″ (`bend`), a window (low, high) and a start.

    minima: where f has local minima, left to right; the deepest is the goal.
    rough: where f′ does not exist (there `slope` returns one subgradient, by convention).
    """
    name: str
    text: str
    f: Callable
    slope: Callable
    bend: Callable
    window: tuple = (-3.0, 3.0)
    start: float = 2.0
    minima: tuple = (0.0,)
    rough: tuple = ()
    note: str = ""

    @property
    def parabola(self):
        """Whether f″ is one positive number all over the window."""
        bends = np.broadcast_to(self.bend(np.linspace(*self.window, 7)), 7)
        return bool(np.isfinite(bends).all() and np.ptp(bends) < 1e-9 < bends[0])

    def at(self, place):
        """Height, gradient (1,) and curvature (1,) at a place of shape (1,)."""
        w = place[0]
        return float(self.f(w)), np.array([self.slope(w)], float), np.array([self.bend(w)], float)


@dataclass(frozen=True)
class Surface:
    """A function f: R² -> R of x and y, with gradient(x, y) -> (2,) and hessian(x, y) -> (2, 2)."""
    name: str
    text: str
    f: Callable
    gradient: Callable
    hessian: Callable
    radius: float = 3.0
    start: tuple = (2.0, 1.5)
    minima: tuple = ((0.0, 0.0),)
    note: str = ""

    @property
    def parabola(self):
        """Whether the Hessian is one positive definite matrix all over the window."""
        corners = [self.hessian(x, y) for x in (-self.radius, 0.3) for y in (-0.7, self.radius)]
        return bool(np.ptp(corners, axis=0).max() < 1e-9 and np.linalg.eigvalsh(corners[0])[0] > 0)

    def at(self, place):
        """Height, gradient (2,) and the curvatures (2,) along the eigen-directions of the Hessian, at a place (2,)."""
        hessian = np.asarray(self.hessian(*place), float)
        bends = np.linalg.eigvalsh(hessian) if np.isfinite(hessian).all() else np.full(2, np.nan)
        return float(self.f(*place)), np.asarray(self.gradient(*place), float), bends


def _constant(value):
    return lambda w: value + 0.0 * np.asarray(w, float)


def _cliff(w):
    return np.tanh(4 * w)


BOWL = Curve("bowl", "w^2", lambda w: w**2, lambda w: 2 * w, _constant(2.0),
             note="The plainest valley: the slope grows in step with the distance.")
DOUBLE_WELL = Curve(
    "double well", "w^4/4 - w^2 + w/4",
    lambda w: w**4 / 4 - w**2 + w / 4, lambda w: w**3 - 2 * w + 1 / 4, lambda w: 3 * w**2 - 2,
    window=(-2.4, 2.4), start=2.0, minima=(-1.472997601, 1.346997409),
    note="Two valleys; the left one is deeper.")
PLATEAU = Curve(
    "plateau", "1 - e^(-w^2)",
    lambda w: 1 - np.exp(-(w**2)), lambda w: 2 * w * np.exp(-(w**2)),
    lambda w: (2 - 4 * w**2) * np.exp(-(w**2)), window=(-4.0, 4.0), start=2.0,
    note="Far out the ground is almost level: the steps shrink with the slope.")
KINK = Curve("kink", "|w|", np.abs, np.sign, _constant(0.0), start=2.35, rough=(0.0,),
             note="The slope is −1 or 1 wherever it exists, also next to the minimum.")
QUARTIC = Curve("quartic", "w^4", lambda w: w**4, lambda w: 4 * w**3, lambda w: 12 * w**2,
                window=(-2.0, 2.0), start=1.5, note="Flatter than any parabola at the bottom.")
CLIFF = Curve(
    "cliff", "tanh(4w) + w^2/10 + 1",
    lambda w: _cliff(w) + w**2 / 10 + 1, lambda w: 4 * (1 - _cliff(w) ** 2) + w / 5,
    lambda w: -32 * _cliff(w) * (1 - _cliff(w) ** 2) + 1 / 5,
    window=(-4.0, 4.0), start=2.0, minima=(-0.608023863,),
    note="A gentle plain, then a wall ten times as steep as where the ball starts.")
WIGGLE = Curve(
    "wiggle", "w^2/8 + sin(3w)/2",
    lambda w: w**2 / 8 + np.sin(3 * w) / 2, lambda w: w / 4 + 1.5 * np.cos(3 * w),
    lambda w: 1 / 4 - 4.5 * np.sin(3 * w), window=(-5.0, 5.0), start=4.0,
    minima=(-4.435103065, -2.476189113, -0.496011119, 1.487298170, 3.460290751),
    note="Many valleys: the nearest one is rarely the deepest.")
SLIDE = Curve("slide", "ln(1 + e^-w) + w/20", lambda w: np.logaddexp(0, -w) + w / 20,
              lambda w: -1 / (1 + np.exp(w)) + 1 / 20, lambda w: 1 / (2 + np.exp(w) + np.exp(-w)),
              window=(-4.0, 7.0), start=-3.0, minima=(float(np.log(19)),),
              note="A softened ramp: the slope fades long before the bottom.")

CURVES = {curve.name: curve for curve in (BOWL, DOUBLE_WELL, PLATEAU, KINK, QUARTIC, CLIFF, WIGGLE, SLIDE)}


def valley(kappa=10.0):
    """The quadratic (x² + κ y²)/2: curvatures 1 and κ along the axes, so condition number κ."""
    return Surface(
        f"valley, condition number {kappa:g}", f"(x^2 + {kappa:g} y^2)/2",
        lambda x, y: (x**2 + kappa * y**2) / 2,
        lambda x, y: np.array([x, kappa * y]),
        lambda x, y: np.array([[1.0, 0.0], [0.0, kappa]]),
        start=(2.4, 0.9))


ROUND = Surface(
    "round bowl", "x^2 + y^2", lambda x, y: x**2 + y**2, lambda x, y: np.array([2 * x, 2 * y]),
    lambda x, y: np.diag([2.0, 2.0]), note="Every direction bends alike.")
SADDLE = Surface(
    "saddle", "x^2 - y^2 + y^4/4", lambda x, y: x**2 - y**2 + y**4 / 4,
    lambda x, y: np.array([2 * x, -2 * y + y**3]),
    lambda x, y: np.array([[2.0, 0.0], [0.0, -2 + 3 * y**2]]),
    start=(2.2, 0.05), minima=((0.0, -np.sqrt(2)), (0.0, np.sqrt(2))),
    note="Downhill in y, uphill in x at the origin, where the gradient is zero.")
BANANA = Surface(
    "curved valley", "(1 - x)^2/4 + (y - x^2/2)^2",
    lambda x, y: (1 - x) ** 2 / 4 + (y - x**2 / 2) ** 2,
    lambda x, y: np.array([-(1 - x) / 2 - 2 * x * (y - x**2 / 2), 2 * (y - x**2 / 2)]),
    lambda x, y: np.array([[0.5 - 2 * (y - x**2 / 2) + 2 * x**2, -2 * x], [-2 * x, 2.0]]),
    start=(-2.2, 2.0), minima=((1.0, 0.5),), note="The valley floor bends away from the straight way down.")

SURFACES = {surface.name: surface for surface in (ROUND, valley(10.0), valley(40.0), BANANA, SADDLE)}


def random_ground(n, rng, waves=200):
    """f, ∇f and the Hessian of ¼‖x‖² + a Σ cos(k·x + φ) with a = √(8/waves), directions k and phases φ from rng.

    x has shape (…, n): many places at once. a is chosen so that the waves are as rough for any number of them.
    """
    k, phase = rng.normal(size=(waves, n)), rng.uniform(0, 2 * np.pi, waves)
    a = np.sqrt(8 / waves)

    def f(x):
        return np.sum(x ** 2, -1) / 4 + a * np.cos(x @ k.T + phase).sum(-1)

    def gradient(x):
        return x / 2 - a * np.sin(x @ k.T + phase) @ k

    def hessian(x):
        return np.eye(n) / 2 - a * (k.T * np.cos(x @ k.T + phase)[..., None, :]) @ k
    return f, gradient, hessian
