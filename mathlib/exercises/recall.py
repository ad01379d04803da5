"""Retrieval questions from earlier lessons, each answered at once by a sentence on the option that was chosen."""
from dataclasses import dataclass

from mathlib.exercises import journal
from mathlib.exercises.options import Options
from mathlib.exercises.verdict import GLYPHS
from mathlib.stage.question import Question


@dataclass(frozen=True, repr=False)
class Recall(Options):
    """A question to be answered from memory.

    options   {text: the sentence that whoever chooses it reads}, shown shuffled by the id, unless `ordered`.
    right     the text of the right option.
    """

    id: str
    question: str
    options: dict
    right: str
    ordered: bool = False


def ask(*recalls):
    """Retrieval questions as one widget; what was answered before is chosen again."""
    def verdict(recall, option):
        mark = f"{GLYPHS['correct']} Correct." if option == recall.right else f"{GLYPHS['wrong']} Not this one."
        return f"{mark} {recall.options[option]}"

    def heard(k, option, _):
        recall, chosen = recalls[k], recalls[k].shown[option]
        note = journal.record("answer", recall.id, {"option": chosen, "right": chosen == recall.right})
        return f"{verdict(recall, chosen)} {note}".strip()

    known = [answered("answer", recall) for recall in recalls]
    said = [verdict(recall, option) if option else "" for recall, option in zip(recalls, known, strict=True)]
    return Question(items(recalls), heard, "From memory:", indices(recalls, known), said=said)


def items(recalls):
    """The questions as the view wants them, numbered where there are several."""
    numbered = len(recalls) > 1
    return [{"prompt": f"{k}. {recall.question}" if numbered else recall.question, "options": recall.shown}
            for k, recall in enumerate(recalls, start=1)]


def indices(recalls, options):
    """For each question the place of an option among those shown, -1 for None."""
    return [recall.shown.index(option) if option else -1 for recall, option in zip(recalls, options, strict=True)]


def answered(kind, recall):
    """The option that the journal's latest record of this kind names for a question, or None."""
    for entry in reversed(journal.records(kind)):
        option = entry.value.get("option") if entry.id == recall.id and isinstance(entry.value, dict) else None
        if option in list(recall.options):
            return option
    return None
