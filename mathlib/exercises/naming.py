"""Any object in a few characters, as one would type it: safe inside Markdown, whatever its methods do."""
import inspect
import math

import numpy as np

LONG = 60  # characters of one shown value
NUMBERS = (int, float, np.number, np.bool_)


def code(text):
    """Any text as a Markdown code span, on one line and short: nothing in it can act as markup."""
    line = " ".join(str(text[:10 * LONG]).replace("`", "'").split())
    return f"`{line[:2 * LONG] + '…' if len(line) > 2 * LONG else line or ' '}`"


def typed(x, digits=6):
    """A number as Python writes it: 2.0, 0.333333, 1e-08, and never longer than that."""
    if isinstance(x, (bool, np.bool_)):
        return str(bool(x))
    if isinstance(x, (int, np.integer)):
        return str(x) if abs(x) < 10 ** 12 else _long_int(int(x))
    if isinstance(x, (complex, np.complexfloating)):
        return f"{x:.4g}".strip("()")
    text = f"{float(x) + 0.0:.{digits}g}"
    return text if set(text) & set(".en") else text + ".0"


def _long_int(x):
    digits = int(x.bit_length() * math.log10(2)) + 1
    return f"{float(x):.6g}" if digits < 300 else f"an integer of about {digits} digits"


def show(value, digits=6):
    """Any value in a few characters; what is too long or too strange is named by its kind."""
    try:
        return _show(value, digits)
    except Exception:
        return f"an object of type {code(type(value).__name__)}"


def _show(value, digits):
    if isinstance(value, (complex, np.complexfloating, *NUMBERS)):
        return typed(value, digits)
    if isinstance(value, str):
        return code(repr(value[:LONG])) if len(value) <= LONG else f"a text of {len(value)} characters"
    if isinstance(value, np.ndarray):
        return _show_array(value, digits)
    if type(value) in (list, tuple):
        return _show_list(value, digits)
    if type(value) is dict and len(value) <= 8:
        return "{" + ", ".join(f"{name_key(k)}: {_show(v, digits)}" for k, v in value.items()) + "}"
    if inspect.isfunction(value) or inspect.isbuiltin(value) or isinstance(value, np.ufunc):
        name = value.__name__
        return "a function" if name == "<lambda>" else name if name.isidentifier() else code(name)
    return "None" if value is None else f"an object of type {code(type(value).__name__)}"


def _show_array(value, digits):
    if value.ndim == 0:
        return typed(value[()], digits)
    if value.size > 12 or value.dtype.kind not in "biufc":
        return f"an array of shape {value.shape}"
    return _show_list(value.tolist(), digits)


def _show_list(values, digits):
    if len(values) > 12:
        return f"a {type(values).__name__} of {len(values)} items"
    text = "[" + ", ".join(_show(v, digits) for v in values) + "]"
    return text if len(text) <= 3 * LONG else f"a {type(values).__name__} of {len(values)} items"


def name_key(key):
    """A dictionary key, bare where it is a plain word."""
    plain = isinstance(key, str) and key.replace(" ", "").replace("-", "").isalnum() and len(key) < 20
    return key if plain else show(key)


def show_pair(got, want):
    """Two different values, with as many digits as it takes to see the difference."""
    for digits in (6, 9, 12, 17):
        pair = show(got, digits), show(want, digits)
        if pair[0] != pair[1]:
            return pair
    return pair


def shape_words(shape):
    """A shape as a noun with its article; a list and a vector are both a row of numbers."""
    if len(shape) == 1:
        return f"a row of {shape[0]} number{'' if shape[0] == 1 else 's'}"
    return "one number" if shape == () else f"an array of shape {tuple(map(int, shape))}"


def layout(want):
    """What a list of unlike parts holds, in order: "2 things (a number, then a row of 2 numbers)"."""
    parts = ["text" if isinstance(part, str) else shape_words(np.shape(part)) for part in want]
    return f"{len(want)} things ({', then '.join(parts)})"


KINDS = (
    (str, "text"), (bytes, "bytes"), (dict, "a dictionary"), ((set, frozenset), "a set"),
    (type, "a class"), (range, "a range"), (map, "a map"), (zip, "a zip"),
)


def kind(got):
    """What it is, as a noun with its article."""
    if isinstance(got, (str, complex, np.complexfloating)):
        return ("text, " if isinstance(got, str) else "the complex number ") + show(got)
    if inspect.isgenerator(got):
        return "a generator"
    if inspect.isroutine(got):
        return "a function"
    if isinstance(got, np.ndarray) and got.dtype.kind not in "biuf":
        return f"an array of {'complex numbers' if got.dtype.kind == 'c' else 'something else than numbers'}"
    named = next((words for types, words in KINDS if isinstance(got, types)), None)
    return named or (show(got) if isinstance(got, (list, tuple, *NUMBERS, np.ndarray)) or got is None
                     else f"an object of type {code(type(got).__name__)}")


def advice(got):
    """What to do with an object that is one step away from a value."""
    if inspect.isgenerator(got) or isinstance(got, (map, zip, range)):
        return " It has computed nothing yet: wrap it in `list(...)`."
    return " Call it with its argument." if inspect.isroutine(got) else ""
