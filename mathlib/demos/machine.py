"""What every demonstration can do: take an action, refuse one in a sentence, take it back, begin again.

A demonstration is a `Machine` whose whole state is one frozen dataclass. An `action` computes the next state and
says what happened; history, undo, refusing and the reading of what was typed or pointed at are here, once.
"""
import math
from dataclasses import fields, replace
from functools import wraps

from mathlib.words import listed


class Refusal(ValueError):
    """Why something cannot be done, in a sentence for the learner. Raised in an action, caught by it."""


def action(method):
    """A method that a learner can ask for. A Refusal in it changes nothing but `problem`, and is said."""
    @wraps(method)
    def done(self, *values):
        self.problem = ""
        try:
            method(self, *values)
        except Refusal as why:
            self.problem = self.said = str(why)
    return done


class Machine:
    """A state, the states before it, and what was said last.

    state     a frozen dataclass: all that a learner can change. An action calls `become` with what is new.
    said      what happened last, for a screen reader. problem: why the last action was refused, or "".
    draft     a formula that was typed and refused: it stays in its box.
    kept      names of what `reset` leaves as it is.
    """

    kept = ()

    def __init__(self, state):
        self.state = self.first = state
        self.past, self.said, self.problem, self.draft, self._together = [], "", "", "", ""

    def become(self, said, together="", **changes):
        """The next state. Actions in a row that are done `together`, as a drag is, are taken back together."""
        if not together or together != self._together:
            self.past.append(self.state)
        self.state, self.said, self._together, self.draft = replace(self.state, **changes), said, together, ""

    # ---- what every learner can do
    @action
    def undo(self):
        """Back to before the last action, whatever it changed."""
        if not self.past:
            raise Refusal("There is nothing to undo.")
        self.state, self._together, self.draft = self.past.pop(), "", ""
        self.said = f"Undone. {self.here()}"

    @action
    def reset(self):
        """As at the start, but for what is `kept`; Undo takes this back."""
        kept = {name: getattr(self.state, name) for name in self.kept}
        self.become("", **fields_of(self.first) | kept)
        self.said = f"Reset. {self.here()}"

    def here(self):
        """Where things stand, in a sentence."""
        return ""

    # ---- reading what was typed
    @staticmethod
    def number(value, name, low, high, now=""):
        """The number that was meant, from a number or a text; a Refusal if it is none or out of bounds.

        now: what it is and stays, in words; "" where nothing was before.
        """
        stays = f" It stays {now}." if now else f" It was given {value!r:.40}."
        try:
            number = float(str(value).strip().replace("−", "-").replace(",", "."))
        except ValueError:
            raise Refusal(f"{name} must be a number, and “{str(value)[:20]}” is none.{stays}") from None
        if not low <= number <= high:
            raise Refusal(f"{name} must lie between {low:g} and {high:g}.{stays}")
        return number

    def formula(self, text, read):
        """What read(text) makes of a formula; its ValueError is a Refusal, and the text stays as a draft."""
        try:
            return read(str(text))
        except ValueError as error:
            self.draft = str(text)[:300]
            raise Refusal(str(error)) from None

    @staticmethod
    def coordinates(given, count, refusal):
        """The first `count` numbers of a place; a Refusal, with that sentence, if they are not there or not finite."""
        try:
            place = tuple(float(v) for v in given[:count])
        except (TypeError, ValueError, OverflowError):
            place = ()
        if len(place) < count or not all(map(math.isfinite, place)):
            raise Refusal(refusal)
        return place

    @staticmethod
    def named(name, things):
        """The thing of that name; a Refusal if there is none."""
        if not isinstance(name, str) or name not in things:
            known = listed([f"“{thing}”" for thing in things])
            raise Refusal(f"There is nothing called “{str(name)[:30]}” here. Choose from: {known}.")
        return things[name]


def fields_of(state):
    """{name: value} of a state, without what was computed from it."""
    return {field.name: getattr(state, field.name) for field in fields(state)}
