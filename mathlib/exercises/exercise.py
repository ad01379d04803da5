"""Exercises as data: the reference answer and every mistake we expect, each with its sentence.

`Exercise.check` compares a learner's answer with them and returns a `Verdict`, always: whatever was
handed in, nothing is raised and nothing hangs.
"""
import inspect
import textwrap
import zlib
from dataclasses import dataclass, field

import numpy as np

from mathlib.exercises import guard, journal
from mathlib.exercises.naming import show
from mathlib.exercises.trial import Trial
from mathlib.exercises.verdict import Note, Verdict


@dataclass(frozen=True, eq=False, repr=False)
class Exercise:
    """A question with its reference answer, hints, and expected mistakes.

    id         "04.saddle": the lesson's number, a point, the name it has in the lesson's module; the journal's key.
    title      what its heading in the lesson says, with `minutes` and, if it may be left out, "stretch".
    reference  our answer. A function: the learner hands in a function and both are compared at `cases`.
               Anything else (number, array, list, text, bool, dict) is compared as a value; text without
               regard to case and spaces. The learner sees it by `.solution()`.
    cases      argument tuples, simplest first; what is not a tuple is one argument. Or a function of a
               NumPy generator that returns such a list; it is seeded by the id, the same every time.
    hints      from a nudge to nearly there, and never the answer.
    traps      {sentence: wrong answer}: the verdict is "wrong" and says the sentence.
    slips      {sentence: nearly right answer}: the verdict is "almost" and says the sentence.
    reader     a function that reads an answer written in another way than ours ("x = −2" for −2); it returns
               the answer in our spelling, or a Verdict that says why it is none yet.
    use        a function of an answer and a case: what is compared, where calling the answer is not enough
               (it wants objects built afresh, or does its work by changing them). Its parameters after
               the first name the case.
    measure    what is compared, where that is not the answer itself. For "find an η that reaches the
               valley": a function of η that says whether it does. Applied to outputs of functions too.
    witness    a function of a wrong value: one sentence on what it leads to.
    because    what a correct answer shows, said when it is correct.
    tolerance  relative to each entry; near 0, a thousandth of it relative to the largest entry.
    seconds    how long one whole check may take.
    """

    id: str
    title: str
    reference: object
    minutes: int = 5
    stretch: bool = False
    cases: object = ()
    hints: tuple = ()
    traps: dict = field(default_factory=dict)
    slips: dict = field(default_factory=dict)
    reader: object = None
    use: object = None
    measure: object = None
    witness: object = None
    because: str = ""
    tolerance: float = 1e-6
    seconds: float = 5.0
    _given: list = field(default_factory=list, init=False, repr=False)

    def __post_init__(self):
        if self.wants_function and not self.points():
            raise ValueError(f"Exercise {self.id!r}: a function needs cases to be compared at.")

    def __repr__(self):
        """What whoever shows the name alone may read: no answer, no hint."""
        return f"Exercise {self.id}: {self.title}. It has .check(answer), .hint() and .solution()."

    @property
    def wants_function(self):
        return callable(self.reference)

    def points(self):
        """The argument tuples at which functions are compared."""
        seed = zlib.crc32(self.id.encode())
        cases = self.cases(np.random.default_rng(seed)) if callable(self.cases) else self.cases
        return [case if isinstance(case, tuple) else (case,) for case in cases]

    def heading(self, number):
        """Its heading in the lesson, where it is exercise number so-and-so."""
        return f"### Exercise {number} · {self.title} ({'stretch, ' if self.stretch else ''}{self.minutes} min)"

    def check(self, answer=...):
        """The `Verdict` on a learner's answer; the journal keeps it, unless nothing was attempted."""
        trial = Trial(self, answer)
        outcome = guard.run(trial.verdict, self.seconds)
        if outcome.ending == "interrupted":
            return Verdict("not attempted", f"You interrupted the check{trial.where()}. "
                           "If your code was running for ever, look at what should end its loop.")
        verdict = outcome.value or Verdict(
            "wrong", f"Still running after {self.seconds:g} seconds{trial.where()}. "
                     "Does your loop ever end, or is it slow?")
        if verdict.status == "not attempted":
            return verdict
        printed = "(What your function printed is not shown here.)" if outcome.printed else ""
        return verdict.plus(printed).plus(journal.record("attempt", self.id, verdict.status))

    def hint(self, n=None):
        """Hint number n, counted from 1; without n, the next one each time."""
        total = len(self.hints)
        n = min(len(self._given) + 1, total) if n is None else n
        if n not in range(1, total + 1):
            return Note(f"Hints are numbered from 1 to {total}." if total else "This exercise has no hints.")
        self._given.append(n)
        title, hint = f"Hint {n} of {total}.", self.hints[n - 1]
        return Note(f"{title} {hint}", f"**{title}** {hint}")

    def solution(self):
        """One correct answer: the source of a function, or the value."""
        if inspect.isfunction(self.reference):
            text = textwrap.dedent(inspect.getsource(self.reference)).rstrip()
        else:
            text = repr(self.reference) if type(self.reference) in (dict, list, tuple, str) \
                else show(self.reference).strip("`")
        return Note(text, f"One solution:\n\n```python\n{text}\n```")
