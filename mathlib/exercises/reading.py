"""Readers for `Exercise(reader=…)`: an answer written in another way than ours, in our spelling."""
import numbers
import re
from decimal import Decimal

import numpy as np

from mathlib.exercises.naming import show
from mathlib.exercises.verdict import Verdict


def number_in(answer):
    """The number that a text such as "x = −2", a Fraction, a Decimal or a 0-d array holds; anything else as it is."""
    if type(answer) is str:
        return _in_text(answer) if len(answer) < 40 else answer
    exact = isinstance(answer, (numbers.Rational, Decimal)) and not isinstance(answer, int)
    if not exact and not (type(answer) is np.ndarray and answer.ndim == 0):
        return answer
    try:
        return float(answer)
    except (TypeError, ValueError, OverflowError):       # too large for a float, or an array of something else
        return answer


def _in_text(text):
    plain = text.replace("−", "-").replace(",", ".")
    found = re.fullmatch(r"\s*(?:[a-z]\w*\s*=)?\s*([-+]?\d+(?:\.\d+)?)\s*", plain, re.IGNORECASE)
    return float(found[1]) if found else text


def by_name(answer):
    """{1: "D"} as {"1": "D"}; anything else as it is."""
    if type(answer) is not dict or len(answer) > 20 or any(type(key) not in (int, str) for key in answer):
        return answer
    named = {str(key): value for key, value in answer.items()}
    return named if len(named) == len(answer) else answer


def one_of(names):
    """A reader of {key: name}: the answer as it is, or a Verdict on a text in it that is none of the names."""
    names = list(dict.fromkeys(names))

    def read(answer):
        texts = [v for v in answer.values() if type(v) is str] if type(answer) is dict else []
        unknown = [text for text in texts if " ".join(text.casefold().split()) not in names]
        return answer if not unknown else Verdict(
            "not attempted", f"{show(unknown[0])} is not one of the {len(names)} names: {', '.join(names)}.")
    return read
