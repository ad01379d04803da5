"""Questions with options: predictions before a measurement, retrieval, and the concept inventory.

A prediction is recorded before the cell that measures runs, and shown beside the outcome; a retrieval
question answers at once. Without a kernel the same cell shows the question and its lettered options.
"""
from dataclasses import dataclass

from mathlib.exercises import journal
from mathlib.exercises.verdict import GLYPHS, Note
from mathlib.stage.question import LETTERS, Question

_asked = {}  # id -> (options, Question): the predictions of this session
NOT_ANSWERED = "The inventory is not answered yet. Choose an answer to each question, then run this again."
NOT_ASKED = "The cell with this question has not been run yet. Run it, choose, then run this one again."


@dataclass(frozen=True)
class Recall:
    """A retrieval question: `answer` is the letter of the right option, `why` one sentence an option."""

    id: str
    question: str
    options: tuple
    answer: str
    why: tuple = ()

    def __post_init__(self):
        _index(self.id, self.answer, self.options)
        if self.why and len(self.why) != len(self.options):
            raise ValueError(f"Question {self.id!r}: give one sentence of `why` for each option.")


def _index(id, letter, options):
    if isinstance(letter, str) and len(letter) == 1 and letter in LETTERS[:len(options)]:
        return LETTERS.index(letter)
    raise ValueError(f"Question {id!r}: {letter!r} is not the letter of one of its {len(options)} options.")


def _named(letter_index, options):
    return f"({LETTERS[letter_index]}) {options[letter_index]}"


# ---------------------------------------------------------------- predictions

def predict(id, question, options):
    """A question to answer before measuring; what is chosen is recorded at once, with its confidence."""
    options, levels = list(options), list(journal.CONFIDENCE)

    def heard(k, option, level):
        sure = levels[level] if level >= 0 else None
        note = journal.record("prediction", id, {"option": LETTERS[option], "confidence": sure})
        return f"Recorded: {_named(option, options)}{', ' + sure if sure else ''}. {note}".rstrip()

    option, sure = _on_record(id, options)
    item = {"prompt": question, "options": options, "levels": levels}
    level = levels.index(sure) if sure else -1
    widget = Question([item], heard, "Your prediction, before you run on:", [option], [level])
    _asked[id] = options, widget
    return widget


def _on_record(id, options):
    """(index, confidence) of the latest prediction in the journal, or (-1, None)."""
    for entry in reversed(journal.records("prediction")):
        letter = entry.value.get("option") if entry.id == id and isinstance(entry.value, dict) else None
        if isinstance(letter, str) and len(letter) == 1 and letter in LETTERS[:len(options)]:
            sure = entry.value.get("confidence")
            return LETTERS.index(letter), sure if sure in list(journal.CONFIDENCE) else None
    return -1, None


def outcome(id, right, because=""):
    """What was measured, beside what you predicted. `right` is the letter of the option that happened."""
    if id not in _asked:
        return Note(NOT_ASKED)
    options, widget = _asked[id]
    happened = _index(id, right, options)
    guess, level = widget.chosen[0], widget.level[0]
    measured = f"{_named(happened, options)}."
    if guess not in range(len(options)):
        return _say(f"Measured: {measured} {because} (No prediction on record.)")
    sure = list(journal.CONFIDENCE)[level] if level in range(len(journal.CONFIDENCE)) else None
    journal.record("outcome", id, {"predicted": LETTERS[guess], "measured": right, "right": guess == happened,
                                   "confidence": sure})
    if guess == happened:
        return _say(f"{GLYPHS['correct']} You predicted {_named(guess, options)}, and so it is. {because}")
    return _say(f"{GLYPHS['wrong']} You predicted {_named(guess, options)}; measured: {measured} {because}")


def _say(sentence):
    return Note(" ".join(sentence.split()))


# ---------------------------------------------------------------- retrieval

def ask(*recalls):
    """Retrieval questions, each answered at once by the sentence of the option that was chosen."""
    def heard(k, option, level):
        recall = recalls[k]
        right = LETTERS[option] == recall.answer
        note = journal.record("answer", recall.id, {"option": LETTERS[option], "right": right})
        verdict = f"{GLYPHS['correct']} Correct." if right else f"{GLYPHS['wrong']} Not this one."
        return f"{verdict} {recall.why[option] if recall.why else ''} {note}".strip()

    return Question(_items(recalls), heard, "From memory:")


def _items(recalls):
    numbered = len(recalls) > 1
    return [{"prompt": f"{k}. {recall.question}" if numbered else recall.question,
             "options": list(recall.options)} for k, recall in enumerate(recalls, start=1)]


# ---------------------------------------------------------------- the concept inventory

def inventory(*recalls):
    """A concept inventory: answers are recorded and nothing is said about them; see `inventory_result`."""
    def heard(k, option, level):
        recall = recalls[k]
        right = LETTERS[option] == recall.answer
        note = journal.record("inventory", recall.id,
                              {"option": LETTERS[option], "right": right, "of": len(recalls)})
        return f"Recorded: ({LETTERS[option]}). {note}".rstrip()

    return Question(_items(recalls), heard, "What you know today:")


def _score(lesson):
    """(right, answered, asked) in one lesson's inventory; the first answer to each question counts."""
    first = {}
    for entry in journal.records("inventory"):
        if entry.lesson == lesson and isinstance(entry.value, dict):
            first.setdefault(entry.id, entry.value)
    return sum(v.get("right") is True for v in first.values()), len(first), \
        max((v["of"] for v in first.values() if isinstance(v.get("of"), int)), default=len(first))


def inventory_result(lesson="00"):
    """How many of the inventory's answers are right, without saying which: the form comes again."""
    right, answered, asked = _score(lesson)
    if not answered:
        return Note(NOT_ANSWERED)
    if answered < asked:  # a number for a few answers would give the single verdicts away
        return Note(f"{answered} of {asked} questions are answered. Answer the others, then run this again.")
    return Note(f"{right} of {answered} answers are right. "
                "Which ones is not said: the same ideas are asked again in the last lesson.")


def gain(before="00", after="19"):
    """Both inventories side by side, and the normalised gain (after − before)/(1 − before) (Hake, 1998)."""
    first, last = _score(before), _score(after)
    if not (first[1] and last[1]):
        return Note("The gain needs both inventories: the one of lesson "
                    f"{before} and the one of lesson {after}. Answer both, then run this again.")
    start, end = first[0] / first[2], last[0] / last[2]
    told = f"Before: {first[0]} of {first[2]} right. After: {last[0]} of {last[2]} right."
    return Note(f"{told} Normalised gain: {(end - start) / (1 - start):.2f}." if start < 1 else told)
