"""The rolling ball on a surface, seen from above: level curves, gradient arrow, path."""
import math
from functools import lru_cache

import numpy as np

from mathlib import landscapes
from mathlib.demos.ball import Ball
from mathlib.demos.rolling_ball import landing_words, next_label, number, outside, round_up, steering
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage


def surface_ball(surface=None, *, start=None, lr=0.05, goal=None):
    """The rolling ball on a surface as a Stage.

    surface: a name from landscapes.SURFACES (the first by default). start: (x, y). lr: η. goal: a Goal.
    """
    return Stage(Ball(landscapes.SURFACES, surface, start, lr, goal), scene,
                 [*steering("x and y"), s.choice("choose", "surface", landscapes.SURFACES)],
                 title="The rolling ball, from above", description=describe, also=("place",))


def scene(ball):
    """What the ball looks like now."""
    walk, surface = ball.walk, ball.walk.ground
    height, gradient, curvatures = ball.look()
    landing = ball.landing()
    heights = [ball.look(place)[0] for place in walk.path]
    step = [s.arrow(walk.here, landing, "gradient"),
            s.point(*landing, "gradient", shape="ring", label=next_label(ball))]
    marks = [s.trail(walk.path), *([] if ball.predicting else step),
             s.point(*walk.here, "exact", size=9, drag=not ball.predicting)]
    if ball.predicting or walk.guess:
        marks.append(s.point(*(walk.guess or walk.here), "yours", shape="diamond",
                             label="your guess" if walk.guess else "", drag="alone" if ball.predicting else False))
    return s.Scene(
        panels=panels(surface, round_up(ball.steps), _ceiling(heights[0])),
        marks={"surface": marks, "loss": [s.trail(np.column_stack([range(len(heights)), heights]))]},
        readout=[("place", _pair(walk.here)), ("f", number(height)), ("gradient", _pair(gradient)),
                 ("step length", landing_words(ball, number(ball.lr * math.hypot(*gradient)))),
                 ("curvatures", _pair(curvatures)), ("steps", str(ball.steps))],
        update=(f"(x, y)_next = (x, y) − η · ∇f = {_pair(walk.here)} − {ball.lr:g} × {_pair(gradient)}"
                f" = {landing_words(ball, _pair(landing))}"),
        badge=ball.badge(),
        goal=ball.goal.words if ball.goal else "",
        say=ball.said,
        problem=ball.problem or ball.obstacle() or outside(ball),
        values={"set_lr": ball.lr, "choose": surface.name, "predict": ball.predicting},
        disabled=(["run"] if ball.resting() or ball.predicting else []) + ([] if ball.past else ["undo"]),
    )


@lru_cache(maxsize=32)
def panels(surface, steps, ceiling):
    """Level curves (equally spaced in the root of the height, so that the valley floor shows) and the loss."""
    window = (-surface.radius, surface.radius)
    x = np.linspace(*window, 81)
    heights = surface.f(x[None, :], x[:, None])
    low, high = float(heights.min()), float(heights.max())
    levels = low + (high - low) * np.linspace(0, 1, 14)[1:-1] ** 2
    stars = [s.point(*place, "path", shape="star", size=6) for place in surface.minima]
    marks = [s.contour(surface.f, window, window, levels), *stars]
    return [
        s.panel("surface", window, window, marks, xlabel="x", ylabel="y", title=f"f = {surface.text}",
                equal=True, place="place", wide=1.15),
        s.panel("loss", (0, steps), (min(0.0, low), ceiling), xlabel="step", ylabel="f", title="loss against step"),
    ]


def _ceiling(height):
    """A round number above the first height, so that the axis of the loss stays put along a walk."""
    if not np.isfinite(height) or height <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(height))
    return float(next(m * power for m in (1.2, 2.5, 5.5, 12.0) if m * power >= 1.05 * height))


def _pair(values):
    return f"({', '.join(number(v) for v in values)})"


def describe(ball):
    """The same in words, for readers without a kernel or without the picture."""
    height, gradient, _ = ball.look()
    return (f"The rolling ball from above, on f = {ball.walk.ground.text}: at {_pair(ball.walk.here)}, "
            f"height {number(height)}, gradient {_pair(gradient)}, learning rate {ball.lr:g}; "
            f"next place {landing_words(ball, _pair(ball.landing()))}; {ball.badge()[1]}. Steps taken: {ball.steps}.")
