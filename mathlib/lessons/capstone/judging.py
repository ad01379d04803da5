"""What the judges of lesson 19 share: pieces are the learner's own, so there is no reference answer to compare with.

Every judge (`losses`, `gradients`, `stepping`, `sensitivity`) takes what was handed in and returns a Verdict. The data
are those of the project that was chosen last.
"""
import inspect

import numpy as np

from mathlib.exercises.naming import code, show
from mathlib.exercises.values import NotAttempted, Unreadable, read
from mathlib.exercises.verdict import Verdict
from mathlib.lessons.capstone import desk, worked


class Fault(Exception):
    """What is wrong, in a sentence."""


def judged(name, *parameters):
    """A judge from a function that returns what is shown by a correct piece, or raises Fault."""
    def wrap(look):
        def judge(answer):
            try:
                must_be_function(answer, parameters)
                said = look(answer)
            except Fault as fault:
                status = "almost" if str(fault).startswith("Almost: ") else "wrong"
                desk.drop(name)
                said = str(fault).removeprefix("Almost: ")
                return Verdict(status, said[0].upper() + said[1:])
            if worked.is_ours(answer):
                desk.drop(name)
            else:
                desk.put(name, answer, said)
            return Verdict("correct", said)
        judge.__doc__ = look.__doc__
        return judge
    return wrap


def must_be_function(answer, parameters):
    """A function of so many arguments; else a Fault."""
    names = ", ".join(parameters)
    if inspect.isclass(answer) or not callable(answer):
        raise Fault(f"You handed in {show(answer)}. Hand in the function itself, of {names}.")
    try:
        inspect.signature(answer).bind(*parameters)
    except TypeError:
        raise Fault(f"The check calls your function with {len(parameters)} arguments: {names}.") from None
    except ValueError:                       # built-in without a signature
        pass


def call(function, *arguments):
    """function(*copies); NotAttempted where dots came back, a Fault where it raises."""
    copies = [a.copy() if isinstance(a, np.ndarray) else a for a in arguments]
    try:
        found = function(*copies)
    except NotAttempted:
        raise
    except NotImplementedError:
        raise NotAttempted from None
    except Exception as error:
        advice = " An `if` or `max` cannot decide for a whole array: `np.where` and `np.maximum` do, row by row." \
            if "truth value" in str(error) else ""
        raise Fault(f"Your function raises {code(f'{type(error).__name__}: {str(error)[:200]}')}.{advice}") from None
    if found is ...:
        raise NotAttempted
    changed = any(isinstance(a, np.ndarray) and not np.array_equal(a, c)
                  for a, c in zip(arguments, copies, strict=True))
    return found, changed


def numbers(found, shape, what, where="at a random place"):
    """What was returned, as an array of this shape; else a Fault."""
    try:
        value = read(found, shape)
    except Unreadable as refusal:
        raise Fault(f"Your function returns {refusal.words}") from None
    if value.shape != shape:
        raise Fault(f"{what} has the shape {value.shape}; expected is {shape}.")
    if not np.isfinite(value).all():
        raise Fault(f"{what} is not finite {where}.")
    return value


def shape_of(found):
    """Its shape; None for what is no array, as a list whose rows differ in length."""
    try:
        return np.shape(found)
    except ValueError:
        return None


def places(project):
    """Random weights, and rows of the training part that go with them; never all of them alike in number.

    Amounts: around the closed form, near and far on the scale of y, so that errors of both signs and of many sizes
    occur and every branch of a loss is visited. Decisions: around 0, where a sigmoid is not saturated.
    """
    rng, part = np.random.default_rng(19), project.training
    amounts = project.kind != "decision"
    centre = np.linalg.lstsq(part.x, part.y)[0] if amounts else 0
    reach = part.y.std() * np.array([1, 0.02, 0.5, 0.1, 0.3]) if amounts else 0.3 * np.array([1, 1, 2, 1, 2])
    for k, many in enumerate((40, 7, 25, 60, 12)):
        rows = rng.permutation(len(part.y))[:many]
        yield centre + reach[k] * rng.normal(size=part.x.shape[1]), part.x[rows], part.y[rows]
