"""Predictions: a guess that is recorded before the cell that measures runs, and shown beside the outcome.

Without a kernel the same cell shows the question and its lettered options.
"""
import re
from dataclasses import dataclass

from mathlib.exercises import journal
from mathlib.exercises.options import Options
from mathlib.exercises.verdict import GLYPHS, Note
from mathlib.stage.question import Question

MINUS = re.compile(r"(?<![\w.)])-(?=\.?\d)")         # before a number, and not in an exponent
LEVELS = list(journal.CONFIDENCE)
TOO_LATE = "You know the outcome by now. What counts is what you said before it: {}."
CHANGED = ("With what you have changed ({}) the question has another answer. As the lesson stands: {}.")


@dataclass(frozen=True, repr=False)
class Prediction(Options):
    """A question that a later cell of the lesson answers by measuring.

    id        "04.uphill": the lesson's number, a point, the name it has in the lesson's module.
    options   plausible texts; they are shown shuffled (always the same way), unless `ordered`: numbers that
              ascend, or anything else with an order of its own.
    right     the text of the option that happens.
    because   what `outcome` adds; {names} in it are filled with what was measured.
    holds     a function of what was measured, by name: whether it bears `right` out. A lesson whose numbers
              no longer do fails its test, and a learner who has changed them is told so.
    """

    id: str
    question: str
    options: tuple
    right: str
    because: str = ""
    ordered: bool = False
    holds: object = None


def predict(prediction):
    """The question, to be answered before measuring; what is chosen is recorded at once, with its confidence."""
    options = prediction.shown

    def heard(_, option, level):
        sure = LEVELS[level] if level >= 0 else None
        if counted := _counted(prediction):
            return TOO_LATE.format(prediction.named(counted["option"]))
        note = journal.record("prediction", prediction.id, {"option": options[option], "confidence": sure})
        return f"Recorded: {prediction.named(options[option])}{', ' + sure if sure else ''}. {note}".rstrip()

    option, sure = _guess(prediction)
    item = {"prompt": prediction.question, "options": options, "levels": LEVELS}
    return Question([item], heard, "Your prediction, before you run on:",
                    [options.index(option) if option else -1], [LEVELS.index(sure) if sure else -1])


def outcome(prediction, **measured):
    """What was measured, beside what was predicted. `measured`: the numbers that decide it, by name."""
    happened = f"{prediction.named(prediction.right)}."
    if prediction.holds and not _bears_out(prediction, measured):
        told = ", ".join(f"{name} = {value!s:.40}" for name, value in measured.items())
        return _say(CHANGED.format(told, prediction.named(prediction.right)))
    because = MINUS.sub("−", prediction.because.format(**measured))
    option, sure = _guess(prediction)
    if option is None:
        return _say(f"What happened: {happened} {because} (No prediction on record.)")
    right = option == prediction.right
    if not _counted(prediction):
        journal.record("outcome", prediction.id, {"option": option, "right": right, "confidence": sure,
                                                  "of": len(prediction.options)})
    if right:
        return _say(f"{GLYPHS['correct']} You predicted {prediction.named(option)}, and so it is. {because}")
    return _say(f"{GLYPHS['wrong']} You predicted {prediction.named(option)}. What happened: {happened} {because}")


def _bears_out(prediction, measured):
    try:
        return bool(prediction.holds(**measured))
    except (TypeError, ValueError):     # a learner may have put anything in its place
        return False


def _guess(prediction):
    """(option, confidence): the one that counts if the outcome is known, else the latest, else (None, None)."""
    values = [_counted(prediction), *reversed(_on_record("prediction", prediction))]
    chosen = next((value for value in values if value), {})
    sure = chosen.get("confidence")
    return chosen.get("option"), sure if sure in LEVELS else None


def _counted(prediction):
    """What was recorded with the first outcome, or None."""
    return next(iter(_on_record("outcome", prediction)), None)


def _on_record(kind, prediction):
    """The values of its records that name one of its options, oldest first."""
    values = [entry.value for entry in journal.records(kind) if entry.id == prediction.id]
    return [value for value in values if isinstance(value, dict) and value.get("option") in list(prediction.options)]


def _say(sentence):
    return Note(" ".join(sentence.split()))
