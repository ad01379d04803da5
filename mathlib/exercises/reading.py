"""Readers for `Exercise(reader=…)`: an answer written in another way than ours, in our spelling."""
import functools
import numbers
import re
from decimal import Decimal

import numpy as np

from mathlib.exercises.naming import kind, name_key, shape_words, show
from mathlib.exercises.values import NotAttempted, Unreadable, read
from mathlib.exercises.verdict import Verdict


def number_in(answer, units=(), thousands=False):
    """The number that a text such as "x = −2", a Fraction, a Decimal, a number of SymPy or a 0-d array holds;
    anything else as it is.

    units: what may follow the number in a text, ("g", "g per m"). thousands: "49,700" and "49 700" are 49700, where
    no answer has three decimals.
    """
    if type(answer) is str:
        return _in_text(answer, units, thousands) if len(answer) < 40 else answer
    exact = isinstance(answer, (numbers.Rational, Decimal)) and not isinstance(answer, int)
    exact = exact or getattr(answer, "is_number", False) is True         # SymPy: sqrt(2), π/2
    if not exact and not (type(answer) is np.ndarray and answer.ndim == 0):
        return answer
    try:
        return float(answer)
    except (TypeError, ValueError, OverflowError):       # too large for a float, or an array of something else
        return answer


def _in_text(text, units=(), thousands=False):
    plain = text.replace("−", "-").strip()
    unit = next((unit for unit in sorted(units, key=len, reverse=True) if plain.endswith(unit)), "")
    plain = plain.removesuffix(unit).rstrip() if unit else plain
    if thousands:
        plain = re.sub(r"(?<![\d.,])([1-9]\d{0,2})((?:[,\s]\d{3})+)(?![\d,])",
                       lambda m: m[1] + re.sub(r"\D", "", m[2]), plain)
    plain = plain.replace(",", ".")
    found = re.fullmatch(r"\s*(?:[^\W\d]\w*\s*=)?\s*([-+]?\d+(?:\.\d+)?(?:e[-+]?\d{1,2})?)\s*", plain, re.IGNORECASE)
    return float(found[1]) if found else text


def has_dots(answer, deep=4):
    """Whether dots are left somewhere in an answer: in its lists, dictionaries and arrays, to some depth."""
    if isinstance(answer, np.ndarray):
        answer = answer.tolist() if answer.dtype.kind == "O" else ()
    parts = answer.values() if isinstance(answer, dict) else answer if isinstance(answer, (list, tuple)) else ()
    return answer is ... or deep > 0 and any(has_dots(part, deep - 1) for part in parts)


def real_array(answer, shape):
    """An array of this shape, float; or words for what the answer is instead, to follow "your answer is".

    Texts in it are read as `number_in` reads them, and a row may be written as a column. Complex numbers, and what is
    not finite, are no real numbers; dots in it make the whole answer one that was not attempted.
    """
    if has_dots(answer):
        raise NotAttempted
    try:
        found = read(_spelt(answer), shape)
    except Unreadable as refusal:
        return refusal.words
    except NotAttempted:
        raise
    except Exception:                                    # an object whose own methods raise
        return f"{kind(answer)}, where {shape_words(shape)} is expected."
    if not np.isfinite(found).all():
        return "not finite everywhere." if shape else "not finite."
    if [n for n in found.shape if n != 1] != [n for n in shape if n != 1]:
        return f"{shape_words(found.shape)}, where {shape_words(shape)} is expected."
    return found.reshape(shape)


def _spelt(answer):
    """The same lists with numbers in place of their texts; looked at only as far as an answer of ours can reach."""
    if isinstance(answer, np.ndarray) and answer.dtype.kind in "OUS" and answer.size < 1000:
        answer = answer.tolist()
    if isinstance(answer, (list, tuple)) and len(answer) < 1000:
        return [_spelt(part) for part in answer]
    return number_in(str(answer)) if isinstance(answer, str) else answer


def by_name(answer):
    """{1: "D"} as {"1": "D"}; anything else as it is."""
    if type(answer) is not dict or len(answer) > 20 or any(type(key) not in (int, str) for key in answer):
        return answer
    named = {str(key): value for key, value in answer.items()}
    return named if len(named) == len(answer) else answer


def by_letter(answer):
    """{"a": "D"} as {"A": "D"}; anything else as it is."""
    answer = by_name(answer)
    if type(answer) is not dict or any(type(key) is not str for key in answer):
        return answer
    named = {key.strip().upper(): value for key, value in answer.items()}
    return named if len(named) == len(answer) else answer


def numbers_by_name(answer, units=(), thousands=False):
    """{"rows": "2"} with its texts read as numbers, as `number_in` reads them; anything else as it is."""
    answer = by_name(answer)
    if type(answer) is not dict:
        return answer
    return {key: number_in(value, units, thousands) for key, value in answer.items()}


def keyed(keys, more="", spelt=by_name):
    """Makes a reader of dictionaries with exactly these keys from one that may count on them.

    more: what the refusal says after the names of the keys. spelt: the reader that goes first, where the dictionary
    may be written in another way. An answer with dots for one of its values comes through as it is, one with dots
    deeper inside as dots.
    """
    names = [f"'{key}'" for key in keys]
    wanted = f"{', '.join(names[:-1])} and {names[-1]}"

    def reader_of(read):
        @functools.wraps(read)
        def reader(answer):
            found = spelt(answer)
            if found is ... or type(found) is dict and any(value is ... for value in found.values()):
                return found
            if has_dots(found):
                return ...
            if type(found) is not dict or set(found) != set(keys):
                return Verdict("wrong", f"Hand in a dictionary with the keys {wanted}{more}.")
            return read(found)
        return reader
    return reader_of


def truths_by_name(words):
    """A reader of {key: True or False} that also reads words for them: truths_by_name({"convex": True, …})."""
    known = {"true": True, "false": False} | words

    def read(answer):
        answer = by_name(answer)
        if type(answer) is not dict:
            return answer
        told = {key: known.get(_plain(v), v) if type(v) is str else v for key, v in answer.items()}
        unknown = [v for v in told.values() if type(v) is str]
        return told if not unknown else Verdict(
            "not attempted", f"{show(unknown[0])} is neither True nor False.")
    return read


def _plain(text):
    return " ".join(text.casefold().split())


def one_of(names):
    """A reader of {key: name}: the answer as it is, or a Verdict on an entry in it that is none of the names."""
    names = list(dict.fromkeys(names))
    known = {_plain(name) for name in names}

    def read(answer):
        entries = [(k, v) for k, v in answer.items() if v is not ...] if type(answer) is dict else []
        unknown = [v for _, v in entries if isinstance(v, str) and _plain(v) not in known]
        if unknown:
            return Verdict(
                "not attempted", f"{show(unknown[0])} is not one of the {len(names)} names: {', '.join(names)}.")
        odd = [(k, v) for k, v in entries if not isinstance(v, str)]
        return answer if not odd else Verdict(
            "not attempted", f"At {name_key(odd[0][0])} stands {kind(odd[0][1])}. Write one name there, as text.")
    return read
