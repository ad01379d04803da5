"""One answer before one exercise: call it, compare it, and name the mistake it looks like."""
import copy
import inspect
import linecache
import traceback
from dataclasses import dataclass

import numpy as np

from mathlib.exercises.guard import Stopped
from mathlib.exercises.values import RESHAPED, TRANSPOSED, Difference, NotAttempted, compare
from mathlib.exercises.verdict import Verdict
from mathlib.exercises.words import code, show


class Refused(Exception):
    """The answer cannot be compared at all; the sentence says why."""


class Trial:
    """Runs in a guarded thread; `at` is the case it stands at, for whoever has to stop it."""

    def __init__(self, exercise, answer):
        self.exercise, self.answer, self.at = exercise, answer, None

    def verdict(self):
        """The Verdict, always: what goes wrong in here is told in a sentence."""
        try:
            if self.answer is ...:
                raise NotAttempted
            with np.errstate(all="ignore"):
                return self._of_function() if self.exercise.wants_function else self._of_value()
        except NotAttempted:
            return Verdict("not attempted", "Replace the dots, then run the cell again.")
        except Refused as refusal:
            return Verdict("wrong", str(refusal))
        except Stopped:
            raise
        except BaseException as error:  # the border: nothing leaves but a sentence
            return Verdict("wrong", f"Your answer cannot be checked: it raises {code(type(error).__name__)}.")

    def where(self):
        return "" if self.at is None else f" at {self.point(self.at)}"

    def point(self, case):
        """A case in words: "x = 2.0, h = 0.1"."""
        return ", ".join(f"{name} = {show(value)}"
                         for name, value in zip(self._names(len(case)), case, strict=True))

    # ------------------------------------------------------------ a value

    def _of_value(self):
        open_keys = [key for key, v in self.answer.items() if v is ...] if isinstance(self.answer, dict) else []
        if 0 < len(open_keys) < len(self.answer):
            return Verdict("not attempted", f"Still open: {', '.join(map(code, map(str, open_keys)))}.")
        if inspect.isroutine(self.answer):
            raise Refused("You handed in a function. Hand in its value: call it first.")
        found = self._differ(self.answer, self.exercise.answer, tell=False)
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
        try:
            return "wrong", exercise.witness(copy.deepcopy(self.answer)) if exercise.witness else ""
        except Exception:  # a witness for numbers, met by text
            return "wrong", ""

    def _differ(self, got, want, tell=True):
        """How an answer differs from the reference, seen through the exercise's measure if it has one."""
        exercise = self.exercise
        found = compare(got, want, exercise.tolerance, tell)
        if not (found and exercise.measure) or np.isscalar(want) and not found.comparable:
            return found
        try:
            mine, right = exercise.measure(copy.deepcopy(got)), exercise.measure(copy.deepcopy(want))
        except Exception:  # not what the measure can be applied to
            return found
        return compare(mine, right, exercise.tolerance) and Difference(f"{show(got)}, and that is not it.")

    # ------------------------------------------------------------ a function

    def _of_function(self):
        points = self.exercise.points()
        self._must_be_callable_with(points[0])
        suspects, first, changed = _suspects(self.exercise), None, None
        for case in points:
            want = outcome_of(self.exercise, self.exercise.answer, copy.deepcopy(case))
            got, intact = self._call(case)
            found = self._differ(got, want)
            does = "leads to" if self.exercise.use else "returns"
            first = first or found and f"At {self.point(case)} your function {does} {found.words}"
            changed = changed or (None if intact else case)
            suspects = [s for s in suspects if s.remains(got, want, case, found)]
        return self._sum_up(first, changed, [s for s in suspects if s.seen], len(points))

    def _call(self, case):
        """The learner's output at a case, and whether the arguments came back unchanged."""
        self.at, arguments = case, copy.deepcopy(case)
        try:
            got = outcome_of(self.exercise, self.answer, arguments)
        except NotImplementedError:
            raise NotAttempted from None
        except Stopped:
            raise
        except BaseException as error:
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
        answer, reference = self.answer, self.exercise.answer
        wanted = list(inspect.signature(reference).parameters) if self.exercise.use else self._names(len(case))
        names = ", ".join(wanted)
        if inspect.isclass(answer) and not inspect.isclass(self.exercise.answer):
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
            names = list(inspect.signature(exercise.use or exercise.answer).parameters)
            names = names[1:count + 1] if exercise.use else names[:count]
        except (ValueError, TypeError):
            names = []
        return names + [f"argument {k + 1}" for k in range(len(names), count)]


def outcome_of(exercise, function, case):
    """What is compared at a case: function(*case), or what the exercise's `use` makes of both."""
    return exercise.use(function, *case) if exercise.use else function(*case)


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
            return compare(got, wrong, exercise.tolerance) is None if _is_finite(wrong) else None
        return looks

    def named(slip):
        return lambda got, want, case, found: found is None or found.slip == slip

    def opposite(got, want, case, found):
        return compare(got, -np.asarray(want), exercise.tolerance) is None

    return ([Suspect("wrong", sentence, trap(f)) for sentence, f in exercise.traps.items()]
            + [Suspect("almost", sentence, trap(f)) for sentence, f in exercise.slips.items()]
            + [Suspect("almost", slip, named(slip)) for slip in (TRANSPOSED, RESHAPED)]
            + [Suspect("almost", "The sign is the wrong way round, everywhere.", opposite)])


def _is_finite(value):
    try:
        return bool(np.isfinite(np.asarray(value, dtype=float)).all())
    except (TypeError, ValueError):  # text, or parts of different shapes: nothing to be infinite
        return True


def unchanged(now, before):
    """Whether two structures of lists, dicts and arrays hold the same; anything else is trusted."""
    if isinstance(before, np.ndarray):
        return now.shape == before.shape and now.dtype == before.dtype and now.tobytes() == before.tobytes()
    if isinstance(before, (list, tuple)):
        return len(now) == len(before) and all(map(unchanged, now, before))
    if isinstance(before, dict):
        return list(now) == list(before) and all(unchanged(now[key], before[key]) for key in before)
    return now == before or now != now if isinstance(before, (int, float, str)) else True


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
