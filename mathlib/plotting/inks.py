"""One colour, one meaning, all course; a dash and a marker go with each, so that colour never carries it alone."""

# Okabe and Ito (2008), distinguishable without colour vision; `one` and `other` mean nothing but "not the same".
INK = {"exact": "#000000", "measured": "#0072B2", "gradient": "#D55E00", "path": "#009E73", "yours": "#CC79A7",
       "one": "#8C6D1F", "other": "#56438F", "quiet": "#8A8A8A"}
# The same hues for words, darkened until they have a contrast of 4.5 to 1 on white.
TEXT = {**INK, "gradient": "#B34700", "path": "#00795A", "yours": "#A3487D", "one": "#7A5E14", "quiet": "#666666"}
DASH = {"exact": "-", "measured": "-", "gradient": "-", "path": "-", "yours": (0, (4, 2)), "one": (0, (7, 1.5)),
        "other": (0, (5, 1.5, 1, 1.5)), "quiet": (0, (2, 2))}
MARKER = {"exact": "o", "measured": "s", "gradient": "^", "path": "o", "yours": "D", "one": "v", "other": "P",
          "quiet": "x"}
STYLE = {
    "figure.dpi": 90, "savefig.dpi": 90, "font.size": 12, "axes.titlesize": 12, "axes.labelsize": 12,
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.alpha": 0.25,
    "lines.linewidth": 2, "axes.titlelocation": "left", "axes.axisbelow": True, "legend.frameon": False,
}
