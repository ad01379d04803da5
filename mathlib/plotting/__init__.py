"""Every figure of the course: one palette, one style, and words for those who cannot see it.

inks       the palette: a colour, a dash and a marker for each meaning
frame      a row of axes under one finding, shown when its block ends
marks      what is drawn on an axes: curves, dots, arrows, walks, level curves, pictures
whole      figures that recur, each in one call
described  what was drawn, in words
labels     where the names of curves go

Nothing here touches pyplot's global state, so that a figure may be drawn inside a widget's callback, and no
figure is left open.
"""
from mathlib.plotting.frame import figure, png, show
from mathlib.plotting.inks import DASH, INK, MARKER, STYLE, TEXT
from mathlib.plotting.marks import (
    arrow,
    axes,
    bars,
    contours,
    curve,
    dots,
    field,
    from_above,
    image,
    level,
    line,
    path,
    rectangle,
    write,
)
from mathlib.plotting.whole import errors, side_by_side

__all__ = ["DASH", "INK", "MARKER", "STYLE", "TEXT", "arrow", "axes", "bars", "contours", "curve", "dots", "errors",
           "field", "figure", "from_above", "image", "level", "line", "path", "png", "rectangle", "show",
           "side_by_side", "write"]
