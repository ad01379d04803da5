"""The concept inventory: asked in lesson 00, asked in other words in lesson 19, and the gain between them."""
from mathlib.exercises import journal
from mathlib.exercises.recall import answered, indices, items
from mathlib.exercises.verdict import Note
from mathlib.stage.question import Question

NOT_ANSWERED = "The inventory is not answered yet. Choose an answer to each question, then run this again."


def inventory(*recalls):
    """The questions; answers are recorded and nothing is said about them. What was answered before is chosen again."""
    def heard(k, option, _):
        recall, chosen = recalls[k], recalls[k].shown[option]
        note = journal.record("inventory", recall.id,
                              {"option": chosen, "right": chosen == recall.right, "of": len(recalls)})
        return f"Recorded: {recall.named(chosen)}. {note}".rstrip()

    known = [answered("inventory", recall) for recall in recalls]
    said = [f"Recorded: {recall.named(option)}." if option else ""
            for recall, option in zip(recalls, known, strict=True)]
    return Question(items(recalls), heard, "What you know today:", indices(recalls, known), said=said)


def inventory_result(lesson="00"):
    """That the inventory is complete, or how much of it is missing. What is right is kept for the last lesson."""
    _, given, asked = _score(lesson)
    if not given:
        return Note(NOT_ANSWERED)
    if given < asked:
        return Note(f"{given} of {asked} questions are answered. Answer the others, then run this again.")
    return Note(f"All {asked} answers are on record. The last lesson asks about the same ideas in other words, "
                "and then shows both results side by side.")


def gain(before="00", after="19"):
    """Both inventories side by side, and the normalised gain (after − before)/(1 − before) (Hake, 1998).

    What was answered in the first one after the second was begun is no *before*, and does not count.
    """
    begun = min((entry.time for entry in _answers(after)), default="")
    first, last = _score(before, until=begun), _score(after)
    if not last[1]:
        return Note(f"The gain compares two inventories. Answer the one of lesson {after}, then run this again.")
    if not first[1]:
        return Note(f"{last[0]} of {last[2]} right. The inventory of lesson {before} has no answers from before this "
                    "one, so there is nothing to compare this with: answered now, it would measure what you know "
                    "already.")
    start, end = first[0] / first[2], last[0] / last[2]
    told = f"Before: {first[0]} of {first[2]} right. After: {last[0]} of {last[2]} right."
    return Note(f"{told} Normalised gain: {(end - start) / (1 - start):.2f}." if start < 1 else told)


def _answers(lesson):
    """The records of one lesson's inventory that can be read, oldest first."""
    return [entry for entry in journal.records("inventory") if entry.lesson == lesson and isinstance(entry.value, dict)]


def _score(lesson, until=None):
    """(right, answered, asked) in one lesson's inventory; the latest answer to each question counts, up to a time."""
    latest = {entry.id: entry.value for entry in _answers(lesson) if until is None or entry.time <= until}
    right = sum(value.get("right") is True for value in latest.values())
    asked = max((value["of"] for value in latest.values() if isinstance(value.get("of"), int)), default=len(latest))
    return right, len(latest), asked
