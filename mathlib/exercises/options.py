"""What predictions and retrieval questions share: options in an order that gives nothing away."""
import zlib

import numpy as np

from mathlib.stage.question import LETTERS


class Options:
    """Mixin of a question with `id`, `options` (their texts, in any iterable), `right` and `ordered`."""

    def __post_init__(self):
        if len(set(self.options)) < len(self.options) or len(self.options) < 2:
            raise ValueError(f"Question {self.id!r}: give two or more options, no two alike.")
        if self.right not in self.options:
            raise ValueError(f"Question {self.id!r}: {self.right!r} is none of its options.")

    def __repr__(self):
        """The question as it is asked: whoever shows its name alone reads no answer."""
        letters = "  ".join(map(self.named, self.shown))
        return f"{type(self).__name__} {self.id}: {self.question} {letters}"

    @property
    def shown(self):
        """The options as they are shown: shuffled by the id, unless they have an order of their own."""
        options = list(self.options)
        if self.ordered:
            return options
        seed = zlib.crc32(self.id[::-1].encode())           # backwards: ids begin alike
        order = np.random.default_rng(seed).permutation(len(options))
        return [options[k] for k in order]

    @property
    def key(self):
        """The letter of the right option."""
        return LETTERS[self.shown.index(self.right)]

    def named(self, option):
        """An option with its letter: "(b) it falls"."""
        return f"({LETTERS[self.shown.index(option)]}) {option}"
