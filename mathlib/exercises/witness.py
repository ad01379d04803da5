"""Witnesses for `Exercise(witness=…)`: what a wrong answer shows, in a sentence."""
from mathlib.exercises.values import compare


def first_wrong(right, sentences, after="", tolerance=1e-6):
    """A witness for answers with names: the sentence of the first entry that is wrong, with its name, then `after`.

    tolerance: that of the exercise, so that no entry is called wrong here which is right there.
    """
    def witness(value):
        wrong = next((name for name, want in right.items() if compare(value[name], want, tolerance)), None)
        return f"{wrong}: {sentences[wrong]}{after}" if wrong is not None else ""
    return witness
