"""Questions with options to choose from, as a widget with a static twin in the same output."""
import traitlets

from mathlib.stage import VIEW, module
from mathlib.stage.widget import Widget

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Question(Widget):
    """One or more questions, each a group of native radio inputs.

    items      [{"prompt": text, "options": [text, …], "levels": [text, …]}, …]; `levels` is an optional
               second row, "how sure are you?".
    chosen     for each item the index of the chosen option, or -1; `level` likewise.
    said       for each item what the live region says: a sentence of Python's.
    """

    _esm = module("base", "home", "question")
    _css = VIEW / "question.css"
    items = traitlets.List().tag(sync=True)
    chosen = traitlets.List().tag(sync=True)
    level = traitlets.List().tag(sync=True)
    said = traitlets.List().tag(sync=True)

    def __init__(self, items, heard=lambda k, option, level: "", heading="", chosen=None, level=None, said=None):
        """`heard(k, option, level)` is called at each choice and returns what to say about it."""
        nothing = [-1] * len(items)
        super().__init__(items=items, chosen=chosen or nothing, level=level or nothing, said=said or [""] * len(items))
        self._heard, self._heading = heard, heading
        self.observe(self._on_choice, names=["chosen", "level"])

    def _on_choice(self, change):
        said = list(self.said)
        if len(change.new) != len(self.items):  # not from our view
            return
        for k, new in enumerate(change.new):
            if k >= len(change.old) or change.old[k] != new:
                said[k] = self._hear(k)
        self.said = said

    def _hear(self, k):
        """What to say about item k; the view may send anything, so it is looked at first."""
        option, level = self.chosen[k], self.level[k]
        options, levels = self.items[k]["options"], self.items[k].get("levels", [])
        if not isinstance(option, int) or option not in range(len(options)):
            return "Choose one of the options." if level != -1 else ""
        try:
            return self._heard(k, option, level if level in range(len(levels)) else -1)
        except Exception as error:  # in a callback it would show nowhere
            return f"This answer could not be recorded ({type(error).__name__})."

    # ------------------------------------------------------------ the static twin

    def _repr_mimebundle_(self, **kwargs):
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        return {**(data or {}), "text/plain": repr(self), "text/markdown": self._markdown()}, metadata

    def __repr__(self):
        blocks = [_lines(item, "{}", "  ({}) {}") for item in self.items]
        return "\n\n".join(([self._heading] if self._heading else []) + blocks)

    def _markdown(self):
        blocks = [_lines(item, "**{}**\n", "- ({}) {}") for item in self.items]
        return "\n\n".join(([f"*{self._heading}*"] if self._heading else []) + blocks)


def _lines(item, prompt, option):
    options = [option.format(LETTERS[k], text) for k, text in enumerate(item["options"])]
    return "\n".join([prompt.format(item["prompt"]), *options])
