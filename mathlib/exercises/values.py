"""Comparing what a learner hands in with a reference, whatever it is.

`compare(got, want)` says where two answers part, in words. Nothing here trusts `got`: its methods may
raise, it may be huge, and it is looked at only as far as `want` reaches.
"""
import math
from dataclasses import dataclass
from itertools import islice

import numpy as np

from mathlib.exercises.naming import (
    NUMBERS,
    advice,
    code,
    kind,
    layout,
    name_key,
    shape_words,
    show,
    show_pair,
    typed,
)

TRANSPOSED = "It is transposed: rows and columns are exchanged."
RESHAPED = "The values are right, in another shape."


class NotAttempted(Exception):
    """The dots are still there."""


class Instead(str):
    """What there is where a value was wanted, in words to follow "your function leads to"."""


@dataclass(frozen=True)
class Difference:
    """Where an answer parts from the reference: words to follow "your function returns".

    `slip` names what would mend it (transpose, shape), when that alone does; `comparable` says that
    both are of one kind and shape and differ in value only."""

    words: str
    slip: str = ""
    comparable: bool = False


def compare(got, want, tolerance=1e-6, tell=True):
    """None when `got` agrees with `want`, else the `Difference`; `tell=False` keeps `want` secret."""
    _attempted(got)
    if got is None and want is not None:
        return Difference("nothing (None). Is there a `return` in it?" if tell else "None, where a value is expected.")
    if isinstance(got, Instead):
        same = isinstance(want, str) and got == want
        return None if same else Difference(f"{got}; expected {show(want)}." if tell else f"{got}.")
    try:
        return _rule(want)(got, want, tolerance, tell)
    except NotAttempted:
        raise
    except Exception as error:  # an object whose own methods raise
        return Difference(f"an object of type {code(type(got).__name__)} that cannot be read "
                          f"(looking at it raises {code(type(error).__name__)}).")


def _attempted(got):
    if got is ... or got is NotImplemented:
        raise NotAttempted


def _rule(want):
    """Which comparison the reference asks for: a table in words would be longer."""
    if isinstance(want, str):
        return _compare_text
    if isinstance(want, (bool, np.bool_)):
        return _compare_truth
    if isinstance(want, dict):
        return _compare_dict
    if isinstance(want, (list, tuple)) and not _is_regular(want):
        return _compare_items
    return _compare_numbers


def _is_regular(want):
    try:
        return np.asarray(want, dtype=float) is not None and not _has_text_or_truth(want)
    except (ValueError, TypeError):
        return False


def _has_text_or_truth(want):
    return any(_has_text_or_truth(v) if isinstance(v, (list, tuple)) else isinstance(v, (str, bool))
               for v in want)


def _compare_text(got, want, tolerance, tell):
    if not isinstance(got, str):
        return Difference(f"{kind(got)}, where text is expected.")
    if len(got) <= 10 * len(want) + 1000 and _plain(got) == _plain(want):
        return None
    return _parting(got, want, tell)


def _plain(text):
    return " ".join(text.casefold().split())


def _compare_truth(got, want, tolerance, tell):
    if isinstance(got, np.ndarray) and got.shape == ():
        got = got[()]
    if isinstance(got, NUMBERS) and got in (0, 1):
        return None if bool(got) == bool(want) else _parting(bool(got), bool(want), tell)
    return Difference(f"{kind(got)}, where True or False is expected.")


def _compare_dict(got, want, tolerance, tell):
    if not isinstance(got, dict):
        return Difference(f"{kind(got)}, where a dictionary with the keys {_names(want)} is expected.")
    if len(got) > len(want) + 12 or set(got) != set(want):
        return Difference(f"a dictionary with the keys {_names(got)}; expected are {_names(want)}.")
    found = {key: difference for key in want if (difference := compare(got[key], want[key], tolerance, tell))}
    if not found:
        return None
    right = f"right in {len(want) - len(found)} of {len(want)} places."
    if tell:
        key, difference = next(iter(found.items()))
        others = f" Look also at {', '.join(map(name_key, list(found)[1:]))}." if len(found) > 1 else ""
        return Difference(f"values, {right} The {name_key(key)} is {difference.words}{others}", difference.slip)
    return Difference(f"{right} Look again at {', '.join(map(name_key, found))}.")


def _names(keys):
    return ", ".join(map(name_key, islice(keys, 12))) or "(none)"


def _compare_items(got, want, tolerance, tell):
    if isinstance(got, np.ndarray):
        got = list(got[:len(want) + 1])
    if not isinstance(got, (list, tuple)):
        return Difference(f"{kind(got)}, where {layout(want)} are expected.")
    if len(got) != len(want):
        return Difference(f"{len(got)} values, where {layout(want)} are expected.")
    for k, (g, w) in enumerate(zip(got, want, strict=True)):
        if found := compare(g, w, tolerance, tell):
            return Difference(f"values, of which item {k} (counted from 0) is {found.words}", found.slip)
    return None


def _compare_numbers(got, want, tolerance, tell):
    want = np.asarray(want, dtype=float)
    try:
        value = read(got, want.shape)
    except Unreadable as refusal:
        return Difference(refusal.words)
    if value.shape != want.shape:
        return _compare_shapes(value, want, tolerance)
    if _close(value, want, tolerance):
        return None
    if np.isfinite(want).all() and not np.isfinite(value).all():
        return Difference(_not_finite(value))
    turned = value.ndim == 2 and value.shape[0] == value.shape[1] and _close(value.T, want, tolerance)
    return _parting(value, want, tell, TRANSPOSED if turned else "", tolerance)


def _compare_shapes(value, want, tolerance):
    words = f"{shape_words(value.shape)}, where {shape_words(want.shape)} is expected."
    if value.size != want.size:
        return Difference(words)
    if value.shape == want.shape[::-1] and want.ndim == 2 and _close(value.T, want, tolerance):
        return Difference(words, TRANSPOSED)
    return Difference(words, RESHAPED if _close(value.ravel(), want.ravel(), tolerance) else "")


def _close(value, want, tolerance):
    """Equal up to rounding: relative to each entry, or a thousandth of that to the largest one."""
    largest = np.abs(want[np.isfinite(want)]).max(initial=0.0)
    floor = max(1e-12, 1e-3 * tolerance * largest)
    return bool(np.allclose(value, want, rtol=tolerance, atol=floor, equal_nan=True))


def _not_finite(value):
    where = np.argwhere(~np.isfinite(value))[0]
    what = "nan (not a number)" if np.isnan(value[tuple(where)]) else "an infinite number"
    place = f" in place {list(map(int, where))}" if value.ndim else ""
    return f"{what}{place}, where a finite number is expected."


def _parting(got, want, tell, slip="", tolerance=0.0):
    """Two readable values that differ; of large arrays, the place where they differ most."""
    mine, right = show_pair(got, want)
    if mine == right and isinstance(got, np.ndarray) and got.ndim:
        where = np.unravel_index(np.nanargmax(np.abs(got - want)), got.shape)
        mine, right = show_pair(got[where], want[where])
        mine = f"{mine} in place {list(map(int, where))}"
    secret = f"{mine}, and that is not it.{_partly_right(got, want, tolerance)}"
    return Difference(f"{mine}; expected {right}." if tell else secret, slip, True)


def _partly_right(got, want, tolerance):
    """Of a short row of numbers, how many are right, and which to look at again."""
    if not isinstance(want, np.ndarray) or want.ndim != 1 or not 2 <= want.size <= 12:
        return ""
    wrong = [k + 1 for k in range(want.size) if not _close(got[k], want[k], tolerance)]
    if len(wrong) == want.size:
        return ""
    return f" {want.size - len(wrong)} of {want.size} are right; look again at number {', '.join(map(str, wrong))}."


# ---------------------------------------------------------------- what else is asked of a value

MANY = 100_000      # entries: more than any answer of ours has, and few enough to be copied at once


def small(value):
    """Whether a value has few enough entries to be copied and measured; looked at only until that is clear."""
    unseen, seen = [value], 0
    while unseen and seen <= MANY:
        part = unseen.pop()
        seen += part.size if isinstance(part, np.ndarray) else len(part) if isinstance(part, (str, bytes)) else 1
        if isinstance(part, (list, tuple, dict, set, frozenset)) and seen + len(part) > MANY:
            return False
        unseen.extend(part.values() if isinstance(part, dict) else part if isinstance(part, (list, tuple)) else ())
    return seen <= MANY


def is_finite(value):
    """Whether all its numbers are finite; of text, or parts of different shapes, nothing is infinite."""
    try:
        return bool(np.isfinite(np.asarray(value, dtype=float)).all())
    except (TypeError, ValueError):
        return True


def unchanged(now, before):
    """Whether two structures of lists, dicts and arrays hold the same; anything else is trusted."""
    if isinstance(before, np.ndarray):
        return now.shape == before.shape and now.dtype == before.dtype and now.tobytes() == before.tobytes()
    if isinstance(before, (list, tuple)):
        return len(now) == len(before) and all(map(unchanged, now, before))
    if isinstance(before, dict):
        return list(now) == list(before) and all(unchanged(now[key], before[key]) for key in before)
    if isinstance(before, (int, float, str)):
        return now == before or now != now
    return True


# ---------------------------------------------------------------- reading numbers

class Unreadable(Exception):
    """This cannot be read as numbers; `words` follow "your function returns"."""

    def __init__(self, words):
        super().__init__(words)
        self.words = words


def read(got, shape):
    """`got` as a float array; looked at only as far as an array of `shape` would need.

    Lists, ints, bools, NumPy scalars and 0-d arrays are welcome. A wrong shape comes back as it is
    (never larger than twice what was asked) or is refused in words, before anything is copied."""
    size = math.prod(shape)
    if isinstance(got, (list, tuple)):
        return _read_list(got, shape)
    if isinstance(got, NUMBERS) and not isinstance(got, np.complexfloating):
        return np.asarray(_float(got))
    given = tuple(got.shape) if isinstance(got, np.ndarray) or _has_shape(got) else None
    if given is not None and math.prod(given) > 2 * size + 8:
        raise Unreadable(f"{shape_words(given)}, where {shape_words(shape)} is expected.")
    if isinstance(got, np.ndarray) and got.dtype.kind == "O":
        return _read_list(got.tolist(), shape) if got.ndim else read(got[()], shape)
    if isinstance(got, np.ndarray) and got.dtype.kind not in "biuf":
        raise Unreadable(f"{kind(got)}, where {_expected(shape)} is expected.")
    if isinstance(got, np.ndarray) or _is_number_like(got):
        return np.array(got, dtype=float)
    raise Unreadable(f"{kind(got)}, where {_expected(shape)} is expected.{advice(got)}")


def _float(x):
    try:
        return float(x)
    except OverflowError:
        raise Unreadable(f"{typed(x)}, too large for a floating-point number.") from None


def _read_list(got, shape):
    given = list_shape(got)
    if math.prod(given) > 2 * math.prod(shape) + 8:
        raise Unreadable(f"{shape_words(given)}, where {shape_words(shape)} is expected.")
    flat = []
    _flatten(got, given, shape, flat)
    return np.array(flat, dtype=float).reshape(given)


def list_shape(got):
    """The shape a nested list would have if it is regular, by following first items only."""
    shape = []
    while _is_row(got) and len(shape) < 8:
        shape.append(len(got))
        if not shape[-1]:
            break
        got = got[0]
    return tuple(shape)


def _is_row(got):
    return isinstance(got, (list, tuple)) or isinstance(got, np.ndarray) and got.ndim > 0


def _flatten(got, given, shape, flat):
    _attempted(got)
    if _is_row(got) != bool(given) or given and len(got) != given[0]:
        raise Unreadable(f"a list whose rows differ in length, where {_expected(shape)} is expected.")
    if not given:
        flat.append(_entry(got))
    for item in got if given else ():
        _flatten(item, given[1:], shape, flat)


def _entry(got):
    try:
        return float(read(got, ()))
    except (Unreadable, NotAttempted):
        raise
    except Exception:  # an object whose own methods raise
        raise Unreadable(f"a list that holds an object of type {code(type(got).__name__)}.") from None


def _has_shape(got):
    return not isinstance(got, type) and isinstance(getattr(got, "shape", None), tuple)


def _is_number_like(got):
    """Objects of other libraries that say they are numbers (SymPy, Fraction, Decimal, tensors)."""
    if isinstance(got, (str, bytes, complex, dict, set, type)) or callable(got) and not _has_shape(got):
        return False
    return hasattr(got, "__float__") or hasattr(got, "__array__")


def _expected(shape):
    return "a number" if shape == () else shape_words(shape)
