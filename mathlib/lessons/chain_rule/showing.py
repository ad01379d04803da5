"""How lesson 11 shows what is measured anew each time: times without words, slopes that may still be dots."""
import numpy as np

from mathlib.plotting import DASH, INK, MARKER, TEXT


def draw_times(ax, sizes, runs):
    """{mode: times as multiples of one evaluation} against sizes, each with its name at its last point."""
    for (mode, times), ink in zip(runs.items(), ("one", "other"), strict=True):
        ax.plot(sizes, times, color=INK[ink], linestyle=DASH[ink], marker=MARKER[ink])
        ax.annotate(mode, (sizes[-1], times[-1]), (-4, 9), textcoords="offset points", color=TEXT[ink], ha="right",
                    bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1})
    ax.set(ylim=(0.7, 3000), xlim=(0.7, 400))


def rounded(slopes, digits=3):
    """Slopes as one prints them; dots while an exercise is open, and whatever else it is as it stands."""
    try:
        return np.round(np.array(slopes, float), digits) + 0.0
    except (TypeError, ValueError):
        return "..." if slopes is ... else slopes
