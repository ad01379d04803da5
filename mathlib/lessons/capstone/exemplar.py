"""The flawed report on threes and eights: its nine lines, which of them are faults, and how a list of them is read."""
import re

import numpy as np

from mathlib.exercises.naming import show
from mathlib.exercises.values import NotAttempted
from mathlib.exercises.verdict import Verdict
from mathlib.words import listed

LINES = tuple("ABCDEFGHI")
FAULTS = {
    "A": "mean and standard deviation come from all rows, those of the test part too. They belong to training.",
    "D": "the gradient has no 1/n and was compared with nothing. That the loss fell says little about it.",
    "E": "η is the one with the best accuracy on the test part, and that accuracy is then reported.",
    "F": "one split (drawn in B), one number, no spread.",
    "H": "a weight of scaled pixels, without unit, is read as importance.",
}
SOUND = {
    "B": "the rows are shuffled with a seed that is told, and no row is in both parts.",
    "C": "the log-loss is a mean over rows, and fits outcomes 0 and 1 with a probability between.",
    "G": "the baseline, the digit that is more frequent in the rows to learn from, is measured on the test rows, like "
         "the model.",
    "I": "the failure is measured, with the number before and after. That v was chosen on these rows is the "
         "fault of E.",
}


def _letters(text):
    """"A", "ADEFH." or "A, D and E" as letters; other words stay as they are."""
    words = re.findall(r"\w+", re.sub(r"\band\b", " ", text, flags=re.IGNORECASE).upper())
    return [letter for word in words for letter in (word if set(word) <= set(LINES) else [word])]


def read_list(answer):
    """The Verdict on a list of letters: what was missed, and what was accused falsely."""
    if answer is ... or isinstance(answer, str) and answer.strip() in ("...", "…") or (
            isinstance(answer, (list, tuple)) and any(part is ... for part in answer)):
        raise NotAttempted
    parts = answer.tolist() if isinstance(answer, np.ndarray) else [answer] if isinstance(answer, str) else answer
    if isinstance(parts, dict):
        parts = [key for key, value in parts.items() if isinstance(value, (bool, int, np.bool_)) and value]
    if not isinstance(parts, (list, tuple, set, frozenset)) or len(parts) > 40:
        return Verdict("wrong", 'Hand in a list of letters, such as ["B", "I"].')
    letters = {letter for part in parts for letter in (_letters(part) if isinstance(part, str) else [show(part)])}
    strange = sorted(letters - set(LINES))
    if strange or not letters:
        return Verdict("wrong", f"{strange[0]} is none of the lines A to I." if strange else
                       "An empty list: the report has faults.")
    missed, accused = [k for k in FAULTS if k not in letters], [k for k in SOUND if k in letters]
    told = [f"Missed: {k}, {FAULTS[k]}" for k in missed[:1]] + [f"Sound: {k}, {SOUND[k]}" for k in accused]
    if len(missed) > 1:
        told.append(f"{len(missed) - 1} more to find.")
    if told:
        return Verdict("almost" if len(missed) + len(accused) == 1 else "wrong", " ".join(told))
    return Verdict("correct", f"{listed(sorted(FAULTS))}: all five, and nobody accused falsely.")
