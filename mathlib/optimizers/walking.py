"""The walk: follow a rule from a point and keep every point visited."""
import numpy as np


def descend(rule, gradient, start, steps, stop=None):
    """The path of `rule` from `start`: x₀ = start, then each xₜ₊₁ that the rule makes of xₜ and gradient(xₜ).

    start: a number, a point (n,), or many points at once (k, n); gradient(x) has the shape of x.
    stop(x, g), if given, is asked before every step and ends the walk when it is true, for example
    `lambda x, g: abs(g).max() < 1e-6`.

    Returns an array of shape (steps + 1, *shape of start); fewer rows if `stop` ended the walk.
    A walk that diverges is a result and raises nothing: its last rows hold inf or nan.
    Raises TypeError for a start or a gradient that is not numbers, ValueError for a gradient of another shape.
    """
    x = _as_point(start)
    _need(rule, steps)
    path = np.full((steps + 1, *x.shape), np.nan)
    path[0] = x
    memory, t = rule.start(x), 0
    with np.errstate(all="ignore"):  # overflow is part of the lesson
        while t < steps:
            try:
                g = gradient(x)
            except OverflowError:  # math.exp raises where np.exp says inf
                return path
            g = _as_gradient(g, x)
            if stop is not None and stop(x, g):
                break
            x, memory = rule.step(x, g, memory)
            t += 1
            path[t] = x
    return path[:t + 1]


def _numbers(value, sentence):
    """`value` as an array of floats, or a TypeError: NumPy alone would read None as nan and "2" as 2."""
    try:
        array = np.asarray(value)
    except ValueError:  # rows of different length
        raise TypeError(sentence) from None
    if array.dtype.kind not in "fiub":
        raise TypeError(sentence)
    return array if array.dtype == float else array.astype(float)


def _as_point(start):
    return np.array(_numbers(start, f"descend starts from a number or an array of numbers, such as [1.0, 2.0]; "
                                    f"start={start!r} is neither."))


def _as_gradient(g, x):
    if type(g) is not np.ndarray or g.dtype != float:
        g = _numbers(g, f"gradient(x) must be numbers, one slope for each entry of x. At x = {x} it is {g!r}.")
    if g.shape != x.shape:
        raise ValueError(f"A gradient has the shape of its argument: x has shape {x.shape}, and gradient(x) "
                         f"has shape {g.shape}. Return one slope for each entry of x.")
    return g


def _need(rule, steps):
    if isinstance(rule, type):
        raise TypeError(f"{rule.__name__} is a class of rules. Make one rule of it, such as {rule.__name__}(lr=0.1).")
    if not hasattr(rule, "step"):
        raise TypeError(f"descend takes the rule first, such as GradientDescent(lr=0.1); {rule!r} is none.")
    if not (isinstance(steps, int | np.integer) and steps >= 0):
        raise ValueError(f"steps={steps!r} must be a whole number, 0 or more.")
