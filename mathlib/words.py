"""How the course says numbers: the one way of figures, stages and verdicts."""
import math


def number(v, digits=4, *, decimals=None):
    """A number as one reads it: 0.25, −3, 1.5e−8, with at most `digits` significant digits.

    decimals: so many places after the point instead, for read-outs that should not change their width.
    Very small and very large ones are said with a power of ten; nan and what is none at all, "no number".
    """
    v = float(v)
    if not math.isfinite(v):
        return "no number" if math.isnan(v) else "∞" if v > 0 else "−∞"
    if v != 0 and not 1e-3 <= abs(v) < (1e6 if decimals is None else 1e4):
        return _power(v, min(digits, 3))
    text = f"{v:.{decimals}f}" if decimals is not None else _significant(v, digits)
    return _minus(text) if float(text) else text.lstrip("-")


def _significant(v, digits):
    places = max(0, digits - 1 - math.floor(math.log10(abs(v)))) if v else 0
    return f"{v:.{places}f}".rstrip("0").rstrip(".") if places else f"{v:.0f}"


def _power(v, digits):
    mantissa, exponent = f"{v:.{digits - 1}e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    return _minus(f"{mantissa}e{int(exponent)}")


def _minus(text):
    return text.replace("-", "−")


def place(values, digits=4, *, decimals=None):
    """A point by its coordinates: (2, −0.5)."""
    return f"({', '.join(number(v, digits, decimals=decimals) for v in values)})"


def count(n, noun):
    """So many of them: 1 step, 3 steps."""
    return f"{n} {noun}{'' if n == 1 else 's'}"


def listed(words):
    """a, b and c."""
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last


def sentence(words):
    """The same words with a capital and a full stop; "" stays ""."""
    return f"{words[0].upper()}{words[1:]}{'' if words.endswith('.') else '.'}" if words else ""
