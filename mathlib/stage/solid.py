"""Marks in three dimensions, and the panel that shows them: plain data, drawn by `view/solid_marks.js` and by the twin.

A solid panel is turned by the hand, in the view alone: Python is not asked. Heights are colours as well, and every
mark is a list of places in data coordinates, so that the twin can draw it too.
"""
import numpy as np

from mathlib.stage.scene import numbers


def panel(name, xlim, ylim, zlim, marks=(), *, xlabel="x", ylabel="y", zlabel="", title="", azimuth=-60.0,
          elevation=28.0, wide=1.0):
    """A box with the marks that stay, seen from `azimuth` (degrees around, from the x axis) and `elevation` (above)."""
    return {"name": name, "kind": "solid", "xlim": numbers(xlim), "ylim": numbers(ylim), "zlim": numbers(zlim),
            "marks": list(marks), "xlabel": xlabel, "ylabel": ylabel, "zlabel": zlabel, "title": title,
            "azimuth": azimuth, "elevation": elevation, "wide": wide, "equal": True, "bare": False, "place": ""}


def surface(f, xlim, ylim, *, points=33, palette="heat", opacity=0.93):
    """The graph of f(x, y), an array function, over a rectangle, as a grid of points × points heights.

    opacity: below 0.9 what lies behind shows through.
    """
    x, y = np.linspace(*xlim, points), np.linspace(*ylim, points)
    heights = np.broadcast_to(f(x[None, :], y[:, None]), (points, points))
    return {"mark": "surface", "x": numbers(x, 4), "y": numbers(y, 4), "z": [numbers(row, 4) for row in heights],
            "palette": palette, "opacity": opacity}


def sheet(corners, ink="quiet"):
    """A plane piece, half transparent: a cutting plane, a tangent plane. corners: shape (4, 3), around it."""
    return {"mark": "sheet", **_places(corners), "ink": ink}


def patch(x, y, heights, ink="gradient"):
    """A piece of another surface, half transparent, over a grid: x (columns,), y (rows,), heights (rows, columns).

    nan leaves a hole.
    """
    return {"mark": "patch", "x": numbers(x), "y": numbers(y), "z": [numbers(row) for row in heights], "ink": ink}


def tangent_sheet(place, gradient, reach=1.0, ink="gradient"):
    """The tangent plane at `place` (x, y, z) of a surface with this gradient there, `reach` to each side."""
    (x, y, z), (a, b) = place, gradient
    around = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    return sheet([(x + i * reach, y + j * reach, z + reach * (a * i + b * j)) for i, j in around], ink)


def curve(points, ink="exact", *, width=2.5, dash=False):
    """A line through places, shape (n, 3): a slice, a level curve, a walk on the surface."""
    return {"mark": "curve", **_places(points), "ink": ink, "width": width, "dash": dash}


def trail(points, ink="path"):
    """Places visited, shape (n, 3), joined and dotted."""
    return {"mark": "trail", **_places(points), "ink": ink}


def point(place, ink="exact", *, label="", size=7, shape="circle"):
    """A marked place (x, y, z)."""
    return {"mark": "point", **_places([place]), "ink": ink, "label": label, "size": size, "shape": shape}


def arrow(start, end, ink="gradient", *, label=""):
    """An arrow from place to place."""
    return {"mark": "arrow", **_places([start, end]), "ink": ink, "label": label}


def _places(points):
    x, y, z = np.asarray(points, float).reshape(-1, 3).T
    return {"x": numbers(x), "y": numbers(y), "z": numbers(z)}
