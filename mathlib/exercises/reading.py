"""Answers written in another way than ours, read before they are checked: "x = −2" is −2, {1: "D"} is {"1": "D"}."""
import re
from dataclasses import dataclass

from mathlib.exercises.checks import Exercise
from mathlib.exercises.verdict import Verdict
from mathlib.exercises.words import show


@dataclass(frozen=True, eq=False)
class Read(Exercise):
    """An exercise whose answer is first read by `reader`, which returns it in our spelling, or says by a Verdict
    why it is no answer yet."""
    reader: object = None

    def check(self, answer=...):
        """The `Verdict` on an answer, once it is read."""
        read = self.reader(answer)
        return read if isinstance(read, Verdict) else super().check(read)


def number_in(answer):
    """The number that a text such as "x = −2" holds; anything else as it is."""
    text = answer.replace("−", "-").replace(",", ".") if type(answer) is str and len(answer) < 40 else ""
    found = re.fullmatch(r"\s*(?:[a-z]\w*\s*=)?\s*([-+]?\d+(?:\.\d+)?)\s*", text, re.IGNORECASE)
    return float(found[1]) if found else answer


def by_name(answer):
    """{1: "D"} as {"1": "D"}; anything else as it is."""
    whole = type(answer) is dict and all(type(key) in (int, str) for key in answer)
    return {str(key): letter for key, letter in answer.items()} if whole and len(answer) == 4 else answer


def one_of(names):
    """A reader of {key: name}: the answer as it is, or a Verdict on a text in it that is none of the names."""
    names = list(dict.fromkeys(names))

    def read(answer):
        texts = [v for v in answer.values() if type(v) is str] if type(answer) is dict else []
        unknown = [text for text in texts if " ".join(text.casefold().split()) not in names]
        return answer if not unknown else Verdict(
            "not attempted", f"{show(unknown[0])} is not one of the {len(names)} names: {', '.join(names)}.")
    return read
