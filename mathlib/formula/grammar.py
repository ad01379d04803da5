"""From text to a program: what a learner may type, and the sentence for what may not be typed.

    sum      product { (+ | -) product }
    product  signed { (* | /) signed | power }      two factors side by side: 2x, 3(x+1), x sin(x)
    signed   { + | - } power                        so -x^2 is -(x^2)
    power    root { ² | ³ | … } [ ^ signed ]        so 2^3^2 is 2^(3^2), and e^-x needs no parentheses
    root     { √ | ∛ } atom
    atom     number | variable | e | pi | function(sum, …) | (sum) | |sum|

A program is a tuple of steps in postfix order: x^2 + 3y becomes x 2 ^ 3 y * +.

Source: recursive descent and translation to postfix as in Aho, Lam, Sethi and Ullman, *Compilers*, chapter 2.
"""
import difflib
import math
import re
import unicodedata
from typing import NamedTuple

LENGTH, DEPTH = 200, 12         # characters in a formula, levels of nesting
LARGEST = 1e100                 # constants lie between 1/LARGEST and LARGEST in size

INPUTS = {"max": 2, "min": 2} | dict.fromkeys(
    "sin cos tan asin acos atan sinh cosh tanh exp log sqrt cbrt "
    "abs sign floor step relu sigmoid softplus".split(), 1)
SPELLINGS = {name: name for name in INPUTS} | {
    "ln": "log", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "sgn": "sign", "σ": "sigmoid",
    "√": "sqrt", "∛": "cbrt"}
CONSTANTS = {"e": "e", "pi": "pi", "π": "pi"}
SIGNS = {sign: sign for sign in "+-*/^(),|√∛"} | {
    "**": "^", "·": "*", "⋅": "*", "∙": "*", "×": "*", "∗": "*", "÷": "/", "∕": "/",
    "−": "-", "–": "-", "—": "-"}
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

STRANGERS = {
    "=": "A formula has no = inside: write the right-hand side alone.",
    ".": "A point belongs inside a number, as in 0.5.",
    "!": "There is no factorial here.",
    "%": "Write a per cent as a number: 5 % is 0.05.",
    "'": "Type the function itself, without a prime: its derivative is found for you.",
    "∞": "Infinity is not a number that a formula can hold.",
    **dict.fromkeys("[]{}", "Only round parentheses ( ) are used here."),
    **dict.fromkeys("<>≤≥", "A formula compares nothing. For a jump write step(x), for a switch max or min."),
}
UNEXPECTED = {
    "end": "The formula ends too early: a number, a variable or a parenthesis is missing here.",
    "number": "A number cannot follow directly: put an operator before it, as in x^2 or x*2.",
    ",": "Write decimals with a point, as in 1.5. A comma only separates the inputs of max and min.",
    ")": "This ) has no partner, or something is missing before it.",
    "|": "This | has no partner, or something is missing before it.",
    "power": "This raised number has nothing to stand on: write x² or 3².",
}
TWO_WAYS = "This can be read in two ways: put parentheses round all that you divide by, or write * here."


class FormulaError(ValueError):
    """A formula that cannot be read: a `sentence` for the learner, and the `position` it is about.

    The position counts from 0 in `text`, the formula as it was typed. str() shows the place with a caret.
    """

    def __init__(self, sentence, text="", position=0):
        super().__init__(sentence, text, position)
        self.sentence, self.text, self.position = sentence, text, position

    def __str__(self):
        if not self.text.strip():
            return self.sentence
        start = max(0, self.position - 40)
        shown = "".join(c if c.isprintable() else " " for c in self.text[start:start + 80])
        return f"{self.sentence}\n    {shown}\n    {' ' * (self.position - start)}^"


class Step(NamedTuple):
    """A leaf (no inputs: a number, or the name of a variable or constant), or an operation on the latest
    values. `position` is where it was typed."""
    action: object
    inputs: int = 0
    position: int = 0


class Token(NamedTuple):
    """A piece of text. Its kind is number, name, function, power (²), end, or the sign itself."""
    kind: str
    value: object
    position: int


def reserved(name):
    """Does the name belong to a function or a constant?"""
    return name in SPELLINGS or name in CONSTANTS


def size_objection(value):
    """Why a formula may not hold this constant (a sentence), or None."""
    if not math.isfinite(value):
        return "The result here is not a finite real number."
    if abs(value) > LARGEST or 0 < abs(value) < 1 / LARGEST:
        return f"A number here may lie between {1 / LARGEST:g} and {LARGEST:g} in size. This one does not."
    return None


def program_of(text, variables):
    """The formula without its left side (a text), and its program. FormulaError where it cannot be read."""
    if not isinstance(text, str) or not text.strip():
        raise FormulaError("Type a formula, such as x^2.", text if isinstance(text, str) else "")
    if len(text) > LENGTH:
        raise FormulaError(f"A formula may have {LENGTH} characters. This one has {len(text)}.", text, LENGTH)
    side = LEFT_SIDE.match(text)
    start = side.end() if side and side[1] not in variables and not reserved(side[1]) else 0
    return text[start:].strip(), _Parser(text, start, variables).whole()


# ---- from characters to tokens

TOKEN = re.compile(r"""
      (?P<space>  \s+)
    | (?P<number> (?: [0-9]+ \.? [0-9]* | \. [0-9]+ ) (?: [eE] [+-]? [0-9]+ )?)
    | (?P<power>  ⁻? [⁰¹²³⁴⁵⁶⁷⁸⁹]+)
    | (?P<word>   (?: (?![⁰¹²³⁴⁵⁶⁷⁸⁹]) \w )+)
    | (?P<sign>   \*\* | .)""", re.VERBOSE | re.DOTALL)
LEFT_SIDE = re.compile(r"\s*([^\W\d]\w*)\s*(?:\([^()=]*\)\s*)?=(?!=)")      # f(x) = …, y = …


def _tokens(text, start, variables):
    """The tokens of text[start:], made only as far as the parser asks: the first fault is reported."""
    for match in TOKEN.finditer(text, start):
        kind, value, position = match.lastgroup, match.group(), match.start()
        if kind == "number":
            yield Token("number", float(value), position)
        elif kind == "power":
            yield Token("power", float(value.translate(RAISED)), position)
        elif kind == "word":
            yield from _names(unicodedata.normalize("NFKC", value), text, position, variables)
        elif value in SIGNS:
            yield Token(SIGNS[value], value, position)
        elif kind == "sign":
            raise FormulaError(_stranger(value), text, position)
    yield Token("end", "", len(text.rstrip()))


def _names(word, text, position, variables):
    """One token for each name in a word: xy is x times y, and in xsin(x) stands x times sin(x)."""
    leaves = sorted([*variables, *CONSTANTS], key=len, reverse=True)
    rest = word
    while rest not in SPELLINGS and (name := next((name for name in leaves if rest.startswith(name)), None)):
        yield Token("name", CONSTANTS.get(name, name), position + len(word) - len(rest))
        rest = rest[len(name):]
    if rest in SPELLINGS:
        yield Token("function", rest, position + len(word) - len(rest))
    elif rest:
        raise FormulaError(_unknown(word, variables), text, position)


def _unknown(word, variables):
    """A sentence about a word that is no name, with the mend that its spelling suggests."""
    for function in sorted(SPELLINGS, key=len, reverse=True):
        rest = word.removeprefix(function)
        if rest != word and set(rest) <= set(variables):
            return f"Put the input of {function} in parentheses: {function}({rest})."
    stem = word.rstrip("0123456789")
    if stem in variables:
        digits = word[len(stem):]
        return f"Write {stem}^{digits} for a power or {digits}{stem} for a product. {word} is neither."
    close = difflib.get_close_matches(word.lower()[:40], [*variables, *CONSTANTS, *SPELLINGS], n=5)
    close.sort(key=lambda name: name[0] != word[0].lower())
    known = f"You can use {', '.join(variables)}, e, pi and functions such as sin, exp and sqrt."
    mend = f"Did you mean {close[0]}?" if close else known
    alphabet = "" if word.isascii() or len(word) > 1 else f" ({unicodedata.name(word, 'unnamed').lower()})"
    return f"There is nothing called “{word[:40]}”{alphabet} here. {mend}"


def _stranger(character):
    """A sentence about a character that no formula contains."""
    shown = f"“{character}”" if character.isprintable() else f"U+{ord(character):04X}, which cannot be seen,"
    return STRANGERS.get(character, f"The character {shown} has no meaning in a formula.")


# ---- from tokens to a program

class _Parser:
    """Reads the grammar above, one method for each of its lines, and emits the steps of the program."""

    def __init__(self, text, start, variables):
        self.text, self.tokens = text, _tokens(text, start, variables)
        self.program, self.depth, self.in_bars = [], 0, False
        self.here = next(self.tokens)

    def take(self):
        token = self.here
        self.here = next(self.tokens, token)
        return token

    def emit(self, action, inputs, token):
        self.program.append(Step(action, inputs, token.position))

    def refuse(self, sentence, token):
        raise FormulaError(sentence, self.text, token.position)

    def unexpected(self):
        sentence = f"A number, a variable or a parenthesis belongs here, where {self.here.value} stands."
        self.refuse(UNEXPECTED.get(self.here.kind, sentence), self.here)

    def whole(self):
        self.sum()
        if self.here.kind != "end":
            self.unexpected()
        return tuple(self.program)

    def sum(self):
        self.product()
        while self.here.kind in ("+", "-"):
            sign = self.take()
            self.product()
            self.emit(sign.kind, 2, sign)

    def product(self):
        self.signed()
        divided = False
        while (sign := self.here).kind in ("*", "/") or self.at_factor():
            if sign.kind in ("*", "/"):
                self.take()
                self.signed()
            elif divided:
                self.refuse(TWO_WAYS, sign)
            else:
                self.power()
            divided = sign.kind == "/"
            self.emit("/" if divided else "*", 2, sign)

    def at_factor(self):
        """Does a factor start here, without *? A bar starts one only where no bar waits for its partner."""
        kind = self.here.kind
        return kind in ("name", "function", "(", "√", "∛") or (kind == "|" and not self.in_bars)

    def signed(self):
        minuses = []
        while self.here.kind in ("+", "-"):
            sign = self.take()
            minuses += [sign] if sign.kind == "-" else []
        self.power()
        for sign in minuses:
            self.emit("negative", 1, sign)

    def power(self):
        self.depth += 1
        if self.depth > DEPTH:
            self.refuse(f"This is nested more than {DEPTH} levels deep. Use fewer parentheses.", self.here)
        self.root()
        while self.here.kind == "power":
            self.number(self.here)
            self.emit("^", 2, self.take())
        if self.here.kind == "^":
            sign = self.take()
            self.signed()
            self.emit("^", 2, sign)
        self.depth -= 1

    def root(self):
        roots = []
        while self.here.kind in ("√", "∛"):
            roots.append(self.take())
        bare = self.here.kind != "("
        self.atom()
        if roots and bare and self.here.kind in ("^", "power"):
            self.refuse("This can be read in two ways: write √(x^2) or (√x)^2.", self.here)
        for sign in reversed(roots):
            self.emit(SPELLINGS[sign.kind], 1, sign)

    def atom(self):
        token = self.here
        if token.kind == "number":
            self.number(self.take())
        elif token.kind == "name":
            self.emit(token.value, 0, self.take())
        elif token.kind == "function":
            self.call(self.take())
        elif token.kind == "(":
            self.enclosed(")")
        elif token.kind == "|":
            self.enclosed("|")
            self.emit("abs", 1, token)
        else:
            self.unexpected()

    def number(self, token):
        if sentence := size_objection(token.value):
            self.refuse(sentence, token)
        self.emit(token.value, 0, token)

    def call(self, function):
        name, action = function.value, SPELLINGS[function.value]
        if self.here.kind in ("^", "power"):
            self.refuse(f"The power goes after the parentheses: {name}(x)^2.", self.here)
        if self.here.kind != "(":
            self.refuse(f"Put the input of {name} in parentheses, as in {name}(x).", function)
        found, wanted = self.enclosed(")", commas=True), INPUTS[action]
        if found != wanted:
            wants = "one input" if wanted == 1 else "two inputs"
            self.refuse(f"The function {name} takes {wants} and is given {found}. Decimals have a point, "
                        "as in 1.5.", function)
        self.emit(action, wanted, function)

    def enclosed(self, closing, commas=False):
        """From this ( or | to its partner. Returns how many sums stood between: one, unless commas may."""
        opening, outer, self.in_bars = self.take(), self.in_bars, closing == "|"
        self.sum()
        found = 1
        while commas and self.here.kind == ",":
            self.take()
            self.sum()
            found += 1
        if self.here.kind != closing and self.here.kind in ("end", ")"):
            self.refuse(f"This {opening.value} is never closed.", opening)
        if self.here.kind != closing:
            self.unexpected()
        self.in_bars = outer
        self.take()
        return found
