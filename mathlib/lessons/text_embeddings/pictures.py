"""What only lesson 16 needs: the novel in few characters, and a page of text as a picture."""
import base64
import re
import textwrap

import matplotlib as mpl
from IPython.display import display
from matplotlib.figure import Figure

from mathlib.plotting.described import forget
from mathlib.plotting.frame import png
from mathlib.plotting.inks import STYLE


def plain(text):
    """Small letters, the space and eight marks; line breaks are spaces, and headings of chapters are left out."""
    text = re.sub(r"chapter \d+", " ", text.lower())
    return " ".join(re.sub(r"[^a-z .,;!?'\"-]", " ", text).split())


def unsaid(*axes):
    """Leave the numbers of these axes out of the words below: they end in other digits on other processors."""
    for ax in axes:
        forget(ax)


def page(**texts):
    """Texts as a picture, {name: text}: what a net writes differs from one processor to the next."""
    lines = []
    for name, text in texts.items():
        lines += [f"{name.replace('_', ' ')}:", *("    " + line for line in textwrap.wrap(text, 76)), ""]
    with mpl.rc_context(STYLE):
        fig = Figure(figsize=(7.6, 0.23 * len(lines) + 0.1))
        fig.text(0.01, 0.98, "\n".join(lines), va="top", family="monospace", fontsize=9.5, linespacing=1.35)
        words = "Text as a picture: " + ", ".join(name.replace("_", " ") for name in texts) + "."
        display({"image/png": base64.b64encode(png(fig)).decode(), "text/plain": words},
                metadata={"image/png": {"alt": words}}, raw=True)
