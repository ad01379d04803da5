"""The rolling ball on a surface, seen from above: level curves, gradient arrow, path."""
from functools import lru_cache

import numpy as np

from mathlib import landscapes
from mathlib.demos.rolling.ball import Ball
from mathlib.demos.rolling.rolling_ball import landing_words, next_label, off_by, outside, round_up, said, steering
from mathlib.optimizers import GradientDescent
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import place


def surface_ball(surface=None, *, start=None, lr=0.05, goal=None, rule=None):
    """The rolling ball on a surface as a Stage.

    surface: a name from landscapes.SURFACES (the first by default). start: (x, y). lr: η. goal: a Goal.
    rule: a rule of mathlib.optimizers other than gradient descent; its lr is then the η.
    """
    return Stage(Ball(landscapes.SURFACES, surface, start, lr, goal, rule=rule), scene,
                 [*steering("x and y"), s.choice("choose", "surface", landscapes.SURFACES)],
                 title="The rolling ball, from above", description=describe, also=("place",))


def scene(ball):
    """What the ball looks like now."""
    walk = ball.state
    height, gradient, curvatures = walk.looks[-1]
    heights = [at[0] for at in walk.looks]
    return s.Scene(
        panels=panels(walk.ground, round_up(ball.steps), _ceiling(heights[0])),
        marks={"surface": _marks(ball), "loss": [s.trail(np.column_stack([range(len(heights)), heights]))]},
        readout=[("place", pair(walk.here)), ("f", said(height)), ("gradient", pair(gradient)),
                 ("next step", landing_words(ball, said(walk.move))),
                 ("curvatures", pair(curvatures)), ("steps", str(ball.steps))],
        update=_update(ball),
        badge=ball.badge(),
        goal=ball.goal.words if ball.goal else "",
        say=ball.said,
        problem=ball.problem or ball.obstacle() or outside(ball),
        values={"set_lr": walk.lr, "choose": walk.ground.name, "predict": walk.predicting},
        disabled=(["run"] if ball.resting() or walk.predicting else []) + ([] if ball.past else ["undo"]),
    )


def _marks(ball):
    walk = ball.state
    step = [s.arrow(walk.here, walk.landing, "gradient"),
            s.point(*walk.landing, "gradient", shape="ring", label=next_label(ball))]
    marks = [s.trail(walk.path), *([] if walk.predicting else step),
             s.point(*walk.here, "exact", size=9, drag=not walk.predicting)]
    if walk.predicting or walk.guess:
        marks.append(s.point(*(walk.guess or walk.here), "yours", shape="diamond",
                             label="your guess" if walk.guess else "", drag="alone" if walk.predicting else False))
    if walk.bet:
        marks.append(s.point(*walk.bet[0], "yours", shape="diamond", label=off_by(walk.bet[1])))
    return marks


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
        s.panel("loss", (0, steps), (min(0.0, low), ceiling), xlabel="step", ylabel="f", title="height against step"),
    ]


def _ceiling(height):
    """A round number above the first height, so that the axis of the loss stays put along a walk."""
    if not np.isfinite(height) or height <= 0:
        return 1.0
    power = 10.0 ** np.floor(np.log10(height))
    return float(next(m * power for m in (1.2, 2.5, 5.5, 12.0) if m * power >= 1.05 * height))


def pair(values):
    """A point or an arrow in a read-out."""
    return place(values, decimals=3)


def _update(ball):
    """The rule with this step's numbers; of a rule with a memory, the move that it makes of them."""
    walk = ball.state
    landing = landing_words(ball, pair(walk.landing))
    if isinstance(walk.rule, GradientDescent):
        gradient = pair(walk.looks[-1][1])
        return f"(x, y)_next = (x, y) − η · ∇f = {pair(walk.here)} − {walk.lr:g} × {gradient} = {landing}"
    move = landing_words(ball, pair(np.subtract(walk.landing, walk.here)))
    return f"(x, y)_next = (x, y) + move = {pair(walk.here)} + {move} = {landing}"


def describe(ball):
    """The same in words, for readers without a kernel or without the picture."""
    walk = ball.state
    height, gradient, _ = walk.looks[-1]
    return (f"The rolling ball from above, on f = {walk.ground.text}: at {pair(walk.here)}, "
            f"height {said(height)}, gradient {pair(gradient)}, learning rate {walk.lr:g}; "
            f"next place {landing_words(ball, pair(walk.landing))}. Steps taken: {ball.steps}.")
