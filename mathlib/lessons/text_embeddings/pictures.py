"""What only lesson 16 needs: the novel in few characters, and a page of text as a picture."""
import re
import textwrap

from mathlib.plotting import figure, write
from mathlib.plotting.described import forget


def plain(text):
    """Small letters, the space and eight marks; line breaks are spaces, and headings of chapters are left out."""
    text = re.sub(r"chapter \d+", " ", text.lower())
    return " ".join(re.sub(r"[^a-z .,;!?'\"-]", " ", text).split())


def unsaid(ax):
    """Leave the numbers of these axes out of the words below: they end in other digits on other processors."""
    forget(ax)


def page(title, text):
    """A text as a picture, without its words: what a net writes differs from one processor to the next."""
    lines = textwrap.wrap(text, 68)
    with figure(title, width=7.2, height=0.24 * len(lines) + 0.5, alt="The text stands in the picture; print it to "
                                                                      "have it as text.") as ax:
        ax.set_axis_off()
        ax.set(xlim=(0, 1), ylim=(0, len(lines)))
        for k, words in enumerate(lines):
            write(ax, words, (0, len(lines) - k - 0.5), offset=(0, 0), family="monospace", fontsize=10)
        unsaid(ax)
