"""The microscope: magnify a curve until it is straight, and see which h measures its slope best."""
import math
from dataclasses import replace
from functools import lru_cache, partial

import numpy as np

from mathlib.demos.zoom.lens import CLOSE, H_RANGE, SHARP, ZOOM_RANGE, Microscope
from mathlib.demos.zoom.look import said, sample, size, verdict
from mathlib.demos.zoom.specimens import SPECIMENS, TYPED
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage

__all__ = ["CLOSE", "SHARP", "microscope"]
POWERS = np.linspace(-16, 0, 129)
FLOOR = 1e-17               # an error of exactly 0 is drawn here, on a logarithmic axis


def microscope(specimen="sin x", *, x=None, h=0.5, central=False, goal=None, errors=False):
    """The microscope as a Stage.

    specimen: a name from specimens.SPECIMENS. x: where the point lies at first. h: the first step.
    central: start with central differences. goal: CLOSE, SHARP, or a Goal of your own.
    errors: show the error for every h beside it, which answers the question which h is best.
    """
    return Stage(Microscope(SPECIMENS, specimen, x, h, central, goal), partial(scene, errors=errors), controls(),
                 title="The microscope", description=describe, also=("place", "place_end", "place_h"))


def controls():
    """The buttons, the sliders and the boxes below the picture."""
    return [
        s.button("zoom_in", "Zoom in", "i", title="A stronger lens: four presses are a factor of ten"),
        s.button("zoom_out", "Zoom out", "o"),
        s.button("dive", "Dive", "d", repeat=True, title="Zoom in until the curve is straight"),
        s.toggle("swap", "Central", "c"),
        s.button("undo", "Undo", "u"),
        s.button("reset", "Reset", "0"),
        s.slider("set_zoom", "magnification", *ZOOM_RANGE, log=True, keys="-+", step=0.05),
        s.slider("set_h", "step h", *H_RANGE, log=True, keys=",.", step=0.05, wide=True),
        s.choice("choose", "curve", [*SPECIMENS, TYPED]),
        s.entry("type_formula", "or type f(x) =", hint="e^-x cos(5x), then Enter"),
    ]


# ---- the scene -----------------------------------------------------------------------------

def scene(scope, errors=True):
    """What is seen through the microscope now, and if asked the error for every h beside it."""
    look = scope.state
    return s.Scene(
        panels=panels(look.specimen, look.centre, look.zoom)[:2 if errors else 1],
        marks={"lens": _lens_marks(look)} | ({"error": _error_marks(look)} if errors else {}),
        readout=_readout(look), update=update(look), badge=scope.badge(),
        goal=scope.goal.words if scope.goal else "", say=scope.said, problem=scope.problem or scope.trouble(),
        values={"set_h": look.h, "set_zoom": look.zoom, "choose": look.specimen.name,
                "type_formula": scope.draft or look.formula, "swap": look.central},
        disabled=_idle(scope),
    )


def _idle(scope):
    zoom = scope.state.zoom
    return [action for action, idle in (("dive", scope.dived()), ("undo", not scope.past),
                                        ("zoom_in", zoom >= ZOOM_RANGE[1]), ("zoom_out", zoom <= 1)) if idle]


@lru_cache(maxsize=64)
def panels(specimen, centre, zoom):
    """Two panels: the specimen under the lens, and the error against h with both axes logarithmic."""
    look, x, y = sample(specimen, centre, zoom)
    (ox, oy), (xlim, (low, high)) = look.origin(), look.limits()
    drawn = np.clip(y, low - 20 * (high - low), high + 20 * (high - low))
    for jump in specimen.jumps:
        drawn[1:][(x[:-1] + ox <= jump) & (x[1:] + ox > jump)] = np.nan
    return [
        s.panel("lens", xlim, (low, high), [s.curve(x, drawn, "exact", name="f")], place="place", wide=1.25,
                xlabel=f"x{_less(ox)}", ylabel=f"f(x){_less(oy)}",
                title=f"{specimen.text}, window {said(look.width(), 3)} wide"),
        s.panel("error", (-16, 0), (FLOOR, 1e17 if specimen.rough else 1e3), log=True, place="place_h",
                xlabel="power of ten of h (−8 means h = 1e−8)", ylabel="error", title="for every h"),
    ]


def _less(origin):
    return "" if origin == 0 else f" + {said(-origin)}" if origin < 0 else f" − {said(origin)}"


def _lens_marks(look):
    (ox, oy), (low, high) = look.origin(), look.limits()[0]
    x, y = look.x - ox, float(look.specimen.f(look.x)) - oy
    slope, ends = float(look.slopes(look.h)), (-look.h, look.h) if look.central else (0.0, look.h)
    with np.errstate(all="ignore"):
        heights = [float(look.specimen.f(look.x + end)) - oy for end in ends]
    base = heights[0] - slope * (x + ends[0])
    wide = look.h > 0.04 * look.width()
    names = ("x − h" if look.central and wide else "", "x + h" if wide else "")
    return [
        s.segment((low, base + slope * low), (high, base + slope * high), "measured", dash=False, width=2),
        s.point(x + ends[0], heights[0], "measured", shape="square", size=5, label=names[0]),
        s.point(x + ends[1], heights[1], "measured", shape="square", size=6, label=names[1], drag=wide,
                asks="place_end"),
        s.tangent(x, y, look.exact(), along="f"),
        s.point(x, y, "exact", size=8, along="f", drag=True),
    ]


def _error_marks(look):
    """Errors of both rules for every h; where there is no exact slope, the size of the measured one."""
    exact, h = look.exact(), 10.0 ** POWERS
    there, marks = math.isfinite(exact), []
    for central in (not look.central, look.central):
        size = np.abs(replace(look, central=central).slopes(h) - (exact if there else 0.0))
        chosen = central == look.central
        marks.append(s.curve(POWERS, np.maximum(size, FLOOR), "measured" if chosen else "quiet", dash=not chosen))
    solid, dashed = ("central", "forward") if look.central else ("forward", "central")
    words = f"{solid}, dashed {dashed}" if there else "size of the slope itself"
    marks.append(s.text(-15.5, 1e-16, words, "measured" if there else "gradient"))
    now = abs(float(look.slopes(look.h)) - (exact if there else 0.0))
    power = math.log10(look.h)
    marks += [s.segment((power, FLOOR), (power, 1e17), "quiet"),
              s.point(power, max(now, FLOOR) if math.isfinite(now) else math.nan, "measured", size=7, drag=True)]
    return marks


# ---- the same in words -----------------------------------------------------------------------

def update(look):
    """The difference quotient with this look's numbers substituted."""
    ends = (look.x + look.h, look.x - look.h if look.central else look.x)
    with np.errstate(all="ignore"):
        upper, lower = (float(look.specimen.f(end)) for end in ends)
    names, step = ("f(x+h) − f(x−h)", "2h") if look.central else ("f(x+h) − f(x)", "h")
    divisor = f"(2 × {said(look.h)})" if look.central else said(look.h)
    first, second = digits(upper, lower)
    second = f"({second})" if second.startswith("−") else second
    return f"({names})/{step} = ({first} − {second})/{divisor} = {said(float(look.slopes(look.h)))}"


def digits(a, b):
    """Two numbers with as many digits as it takes to see them part, 17 at most."""
    for count in range(5 if a != b else 16, 18):
        pair = [f"{v + 0.0:.{count}g}".replace("-", "−") for v in (a, b)]
        if abs(float(f"{a:.{count}g}") - float(f"{b:.{count}g}") - (a - b)) <= 0.01 * abs(a - b):
            break
    return ["no value" if not math.isfinite(v) else word for v, word in zip((a, b), pair, strict=True)]


def _readout(look):
    exact = look.exact()
    return [("x", said(look.x)), ("f(x)", said(float(look.specimen.f(look.x)))),
            ("measured slope", said(float(look.slopes(look.h)))),
            ("exact slope", said(exact) if math.isfinite(exact) else "none here"), ("error", size(look.error()))]


def describe(scope):
    """The same in words, for readers without a kernel or without the picture."""
    look = scope.state
    rule = "central" if look.central else "forward"
    return (f"The microscope on f(x) = {look.specimen.text}, point at x = {said(look.x)}, "
            f"window {said(look.width(), 3)} wide, {rule} difference with h = {said(look.h)}: {verdict(look)}")
