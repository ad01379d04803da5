"""What only lesson 16 needs of pictures: a page of text, and axes without words."""
import textwrap


def unsaid(ax):
    """Leave the numbers of these axes out of the words below: they end in other digits on other processors."""
    ax.drawn = []


def page(ax, text):
    """A text as a picture, without its words: what a net writes differs from one processor to the next."""
    lines = textwrap.wrap(text, 68)
    ax.set_axis_off()
    ax.set(xlim=(0, 1), ylim=(0, len(lines)))
    for k, words in enumerate(lines):
        ax.annotate(words, (0, len(lines) - k - 0.5), (0, 0), textcoords="offset points", family="monospace",
                    fontsize=10)
    unsaid(ax)
