"""What an exercise says: verdicts and notes, as plain text and as Markdown."""
from dataclasses import dataclass

GLYPHS = {"not attempted": "…", "wrong": "✗", "almost": "≈", "correct": "✓"}
WORDS = {"not attempted": "Not attempted yet", "wrong": "Wrong", "almost": "Almost", "correct": "Correct"}


@dataclass(frozen=True)
class Verdict:
    """What a check found: `status` is "not attempted", "wrong", "almost" or "correct"."""

    status: str
    message: str = ""

    def __repr__(self):
        return f"{GLYPHS[self.status]} {WORDS[self.status]}. {self.message}".rstrip()

    def _repr_markdown_(self):
        return f"**{GLYPHS[self.status]} {WORDS[self.status]}.** {self.message}".rstrip()

    def plus(self, sentence):
        """The same verdict with one more sentence; an empty one changes nothing."""
        return Verdict(self.status, f"{self.message} {sentence}".strip())


@dataclass(frozen=True)
class Note:
    """A hint or a solution, shown as Markdown in the page and as plain text elsewhere."""

    text: str
    markdown: str = ""

    def __repr__(self):
        return self.text

    def _repr_markdown_(self):
        return self.markdown or self.text
