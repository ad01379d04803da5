"""Code as Python has it in its files, shown in the page."""
import inspect
import textwrap

from mathlib.exercises.verdict import Note


def source_of(*things):
    """The source of functions and classes, one after the other."""
    text = "\n\n".join(textwrap.dedent(inspect.getsource(thing)).rstrip() for thing in things)
    return Note(text, f"```python\n{text}\n```")
