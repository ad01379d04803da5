"""What lies on the learner's desk: the pieces that were checked, for the checks that need them; else ours are lent."""
import inspect
from dataclasses import dataclass

import numpy as np

from mathlib.lessons.capstone import projects, worked

PIECES = {}                       # name -> Piece


@dataclass(frozen=True, eq=False)
class Piece:
    """A function that was checked: for which project, what the check said, and how it is made."""
    function: object
    project: tuple
    said: str
    recipe: tuple


def put(name, piece, said=""):
    """Keep a piece that was checked for the project of this session. With another loss its gradient goes."""
    new, old = Piece(piece, projects.chosen().key, said, recipe(piece)), PIECES.get(name)
    if name == "loss" and (old is None or (old.project, old.recipe) != (new.project, new.recipe)):
        drop("gradient")
    PIECES[name] = new


def drop(name):
    """Take a piece away, and with a loss its gradient."""
    PIECES.pop(name, None)
    if name == "loss":
        drop("gradient")


def piece(name):
    """(the learner's piece of that name, True), or (ours, False)."""
    found, here = PIECES.get(name), projects.chosen()
    if found is not None and (name in ("step", "choose") or found.project == here.key):
        return found.function, True
    return worked.lent(name, here.kind), False


def whose(name):
    """"yours", or "lent"."""
    return "yours" if piece(name)[1] else "lent"


def said(name):
    """What the check said of a piece of the learner's own; nothing of one that is lent."""
    return PIECES[name].said if piece(name)[1] else ""


def recipe(function, above=()):
    """What a function is made of: the same for a cell that is run once more, another after a change.

    Its code, the numbers and arrays it takes from outside, and the functions of the learner's that it calls.
    """
    if not inspect.isfunction(function) or function in above:
        return (repr(function),)
    used = {name: function.__globals__[name] for name in _names(function.__code__) if name in function.__globals__}
    used |= {name: cell.cell_contents for name, cell in
             zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)}
    return (*_code(function.__code__), repr(function.__defaults__), repr(function.__kwdefaults__),
            *((name, _made(value, (*above, function))) for name, value in sorted(used.items())))


def _made(value, above):
    if inspect.isfunction(value):
        return recipe(value, above)
    return (value.shape, value.tobytes()) if isinstance(value, np.ndarray) else repr(value)


def _names(body):
    """What a code calls by name, loops within it included."""
    return {*body.co_names, *(name for part in body.co_consts if inspect.iscode(part) for name in _names(part))}


def _code(body):
    inner = [_code(part) if inspect.iscode(part) else repr(part) for part in body.co_consts]
    return body.co_code, body.co_names, body.co_varnames, tuple(inner)
