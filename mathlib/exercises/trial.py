"""One answer before one exercise: call it, compare it, and name the mistake it looks like."""
import copy
import inspect
import linecache
import traceback
from dataclasses import dataclass

import numpy as np

from mathlib.exercises.guard import Stopped
from mathlib.exercises.naming import code, show
from mathlib.exercises.values import (
    RESHAPED,
    TRANSPOSED,
    Difference,
    NotAttempted,
    Unreadable,
    compare,
    is_finite,
    small,
    unchanged,
)
from mathlib.exercises.verdict import Verdict


class Refused(Exception):
    """The answer cannot be compared at all; the sentence says why."""


class Trial:
    """Runs in a guarded thread; `at` is the case it stands at, for whoever has to stop it."""

    def __init__(self, exercise, answer):
        self.exercise, self.answer, self.at = exercise, answer, None

    def verdict(self):
        """The Verdict, always: what goes wrong in here is told in a sentence."""
        try:
            with np.errstate(all="ignore"):
                return self._of_answer()
        except NotAttempted:
            return Verdict("not attempted",
                           _open_elsewhere(self.answer) or "Replace the dots, then run the cell again.")
        except Refused as refusal:
            return Verdict("wrong", str(refusal))
        except Stopped:
            raise
        except BaseException as error:  # the border: nothing leaves but a sentence
            return Verdict("wrong", f"Your answer cannot be checked: it raises {code(type(error).__name__)}.")

    def _of_answer(self):
        if self.answer is ...:
            raise NotAttempted
        if self.exercise.reader:
            self.answer = self.exercise.reader(self.answer)
        if isinstance(self.answer, Verdict):    # what the reader could not read
            return self.answer
        return self._of_function() if self.exercise.wants_function else self._of_value()

    def where(self):
        """" at x = 2.0", or nothing before the first case."""
        return "" if self.at is None else f" at {self.point(self.at)}"

    def point(self, case):
        """A case in words: "x = 2.0, h = 0.1"."""
        return ", ".join(f"{name} = {show(value)}"
                         for name, value in zip(self._names(len(case)), case, strict=True))

    # ------------------------------------------------------------ a value

    def _of_value(self):
        if still_open := _open_keys(self.answer):
            return Verdict("not attempted", f"Still open: {', '.join(map(code, map(str, still_open)))}.")
        if inspect.isroutine(self.answer):
            raise Refused("You handed in a function. Hand in its value: call it first.")
        found = self._difference(self.answer, self.exercise.reference, tell=False)
        if found is None:
            return Verdict("correct", self.exercise.because)
        status, sentence = self._recognise()
        return Verdict(status, f"Your answer is {found.words}").plus(sentence)

    def _recognise(self):
        """The status and sentence of the expected mistake this value is, or of none."""
        exercise = self.exercise
        for status, table in (("wrong", exercise.traps), ("almost", exercise.slips)):
            for sentence, mistake in table.items():
                if compare(self.answer, mistake, exercise.tolerance) is None:
                    return status, sentence
        return "wrong", self._witness()

    def _witness(self):
        """What a wrong value leads to, in a sentence; "" where the exercise has nothing to say of it."""
        if self.exercise.witness is None or not small(self.answer):
            return ""
        try:
            return self.exercise.witness(copy.deepcopy(self.answer))
        except Exception:  # a witness for numbers, met by text
            return ""

    def _difference(self, got, want, tell=True):
        """How an answer differs from the reference, seen through the exercise's measure if it has one."""
        exercise = self.exercise
        found = compare(got, want, exercise.tolerance, tell)
        if found is None or exercise.measure is None:
            return found
        if np.isscalar(want) and not found.comparable or not small(got):
            return found
        try:
            mine, right = exercise.measure(copy.deepcopy(got)), exercise.measure(copy.deepcopy(want))
        except Exception:  # not what the measure can be applied to
            return found
        if compare(mine, right, exercise.tolerance) is None:
            return None
        return Difference(f"{show(got)}, and that is not it.")

    # ------------------------------------------------------------ a function

    def _of_function(self):
        points = self.exercise.points()
        self._must_be_callable_with(points[0])
        suspects, first, changed = _suspects(self.exercise), "", None
        for case in points:
            want = outcome_of(self.exercise, self.exercise.reference, copy.deepcopy(case))
            got, intact = self._call(case)
            found = self._difference(got, want)
            if found and not first:
                first = f"At {self.point(case)} your function {self._does()} {found.words}"
            if not intact and changed is None:
                changed = case
            suspects = [s for s in suspects if s.remains(got, want, case, found)]
        return self._sum_up(first, changed, [s for s in suspects if s.seen], len(points))

    def _does(self):
        return "leads to" if self.exercise.use else "returns"

    def _call(self, case):
        """The learner's output at a case, and whether the arguments came back unchanged."""
        self.at, arguments = case, copy.deepcopy(case)
        try:
            got = outcome_of(self.exercise, self.answer, arguments)
        except (NotImplementedError, NotAttempted):
            raise NotAttempted from None
        except Unreadable as refusal:
            raise Refused(f"At {self.point(case)} your function returns {refusal.words}") from None
        except Stopped:
            raise
        except BaseException as error:
            if "ellipsis" in _told(error).casefold() and _open_elsewhere(self.answer):
                raise NotAttempted from None
            told = code(f"{type(error).__name__}: {_told(error)}".rstrip(": "))
            raise Refused(f"At {self.point(case)} your function raises {told}"
                          f"{_line_of(error, self.answer)}.") from None
        return got, unchanged(arguments, case)

    def _sum_up(self, first, changed, suspects, count):
        if first and suspects:
            return Verdict(suspects[0].status, f"{first} {suspects[0].sentence}")
        if first:
            return Verdict("wrong", first)
        if changed:
            return Verdict("almost", "The values are right, but your function changes its input: after the "
                           f"call at {self.point(changed)} the argument is another. Work on a copy.")
        agreed = f"Your function agrees at all {count} test points." if count > 1 else ""
        return Verdict("correct", agreed).plus(self.exercise.because)

    def _must_be_callable_with(self, case):
        answer, reference = self.answer, self.exercise.reference
        wanted = list(inspect.signature(reference).parameters) if self.exercise.use else self._names(len(case))
        names = ", ".join(wanted)
        if inspect.isclass(answer) and not inspect.isclass(reference):
            raise Refused(f"You handed in the class {code(answer.__name__)}. Hand in a function of {names}.")
        if not callable(answer):
            raise Refused(f"You handed in {show(answer)}. Hand in the function itself, by its name and "
                          f"without calling it; the check calls it with {names}.")
        try:
            signature = inspect.signature(answer)
        except (ValueError, TypeError):  # a built-in that does not tell its parameters
            return
        try:
            signature.bind(*wanted)
        except TypeError:
            mine = ", ".join(signature.parameters) or "none"
            raise Refused(f"Your function has other parameters than expected: {code(mine)}. "
                          f"It is called with {len(wanted)}: {names}.") from None

    def _names(self, count):
        exercise = self.exercise
        try:
            names = list(inspect.signature(exercise.use or exercise.reference).parameters)
            names = names[1:count + 1] if exercise.use else names[:count]
        except (ValueError, TypeError):
            names = []
        return names + [f"argument {k + 1}" for k in range(len(names), count)]


def outcome_of(exercise, function, case):
    """What is compared at a case: function(*case), or what the exercise's `use` makes of both."""
    return exercise.use(function, *case) if exercise.use else function(*case)


def _open_keys(answer):
    """The keys that still hold dots, where others are filled in; none where all of them do."""
    if not isinstance(answer, dict):
        return []
    still_open = [key for key, value in answer.items() if value is ...]
    return still_open if len(still_open) < len(answer) else []


# ---------------------------------------------------------------- the mistake it looks like

@dataclass
class Suspect:
    """A mistake that may explain the answer: `looks(got, want, case, found)` is True, False, or None
    where this case cannot tell. It stays suspect until one case speaks against it."""

    status: str
    sentence: str
    looks: object
    seen: bool = False

    def remains(self, got, want, case, found):
        try:
            like = self.looks(got, want, case, found)
        except Exception:  # a trap may be undefined somewhere; then it explains nothing
            return False
        self.seen = self.seen or bool(like and found)
        return like is not False


def _suspects(exercise):
    """Expected mistakes first, then the slips that any function can have."""
    def trap(function):
        def looks(got, want, case, found):
            wrong = outcome_of(exercise, function, copy.deepcopy(case))
            return compare(got, wrong, exercise.tolerance) is None if is_finite(wrong) else None
        return looks

    def named(slip):
        return lambda got, want, case, found: found is None or found.slip == slip

    def opposite(got, want, case, found):
        return compare(got, -np.asarray(want), exercise.tolerance) is None

    def rounded(got, want, case, found):
        if found is None or not found.comparable:
            return found is None
        return any(compare(got, np.round(want, d), 1e-12) is None for d in range(2, 7)) and bool(np.any(got))

    return ([Suspect("wrong", sentence, trap(f)) for sentence, f in exercise.traps.items()]
            + [Suspect("almost", sentence, trap(f)) for sentence, f in exercise.slips.items()]
            + [Suspect("almost", slip, named(slip)) for slip in (TRANSPOSED, RESHAPED)]
            + [Suspect("almost", "The sign is the wrong way round, everywhere.", opposite),
               Suspect("almost", "These are the right values, rounded. Return them as they are.", rounded)])


# ---------------------------------------------------------------- dots in another exercise

def _open_elsewhere(answer):
    """A sentence, where the dots met in a function are not its own; "" where they are, or nothing is known of it."""
    if not inspect.isfunction(answer) or hasattr(answer, "__wrapped__") or _holds_dots(answer.__code__):
        return ""
    used = [(name, answer.__globals__.get(name)) for name in answer.__code__.co_names]
    still_open = [code(name) for name, f in used if inspect.isfunction(f) and _holds_dots(f.__code__)]
    what = f"{still_open[0]}, which" if still_open else "something that"
    return f"Your function uses {what} still holds dots (`...`). Go back to the exercise where they stand."


def _holds_dots(body):
    return any(part is ... or inspect.iscode(part) and _holds_dots(part) for part in body.co_consts)


# ---------------------------------------------------------------- errors in the learner's code

def _told(error):
    try:
        return str(error)[:400]
    except Exception:
        return ""


def _line_of(error, function):
    """The line of the learner's function that an error came through, by number and quoted."""
    body = getattr(inspect.unwrap(function), "__code__", None)
    lines = [line for frame, line in traceback.walk_tb(error.__traceback__) if frame.f_code is body]
    if not lines:
        return ""
    source = linecache.getline(body.co_filename, lines[-1]).strip()
    return f", in its line {lines[-1] - body.co_firstlineno + 1}" + (f", {code(source)}" if source else "")
