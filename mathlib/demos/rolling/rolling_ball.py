"""The rolling ball on a curve: click, step, undo, and watch the update rule with its numbers."""
from functools import lru_cache

import numpy as np

from mathlib import formula, landscapes, numdiff
from mathlib.demos.rolling.ball import LR_RANGE, Ball
from mathlib.demos.rolling.walk import Goal, look
from mathlib.optimizers import GradientDescent
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number

RIGHT_VALLEY = Goal("double well", target=(landscapes.DOUBLE_WELL.minima[1],), within=0.05, budget=8, beyond=1.22,
                    words="Goal: from the left of the bump, reach the right valley (within 0.05) in at most 8 steps.")


def rolling_ball(curve="bowl", *, start=None, lr=0.1, goal=None, only=None, rule=None):
    """The rolling ball as a Stage.

    curve: a name from landscapes.CURVES. start: where the ball lies at first. lr: the learning rate η.
    goal: a Goal to reach. only: names of the curves on the menu (all of them by default).
    rule: a rule of mathlib.optimizers other than gradient descent; its lr is then the η.
    """
    grounds = {name: landscapes.CURVES[name] for name in only or landscapes.CURVES}
    boxes = [s.choice("choose", "curve", [*grounds, Ball.typed_name]),
             s.entry("type_formula", "or type f(w) =", hint="w^2 + sin(3w), then Enter")]
    return Stage(Ball(grounds, curve, start, lr, goal, read_curve, rule), scene, [*steering("w"), *boxes],
                 title="The rolling ball", description=describe, also=("place",))


def steering(what):
    """What moves a ball on any ground: the buttons, and the slider of η. `what`: the name of what a step updates."""
    return [
        s.button("step", "Step", "s", title=f"One update of {what}"),
        s.button("run", "Run", "r", repeat=True, title="Step until the ball rests"),
        s.button("undo", "Undo", "u"),
        s.button("reset", "Reset", "0"),
        s.toggle("predict", "Predict", "p"),
        s.slider("set_lr", "learning rate η", *LR_RANGE, log=True, keys="-+"),
    ]


def read_curve(text):
    """A landscapes.Curve from a typed formula in w (or x); FormulaError says what is wrong and where."""
    try:
        f = formula.parse(text, ("w",))
    except formula.FormulaError as error:
        try:
            f = formula.parse(text, ("x",))
        except formula.FormulaError:
            raise error from None
    slope = f.derivative()
    window = (-3.0, 3.0)
    w = np.linspace(*window, 241)
    usable = w[np.isfinite(f(w)) & np.isfinite(slope(w))]
    if len(usable) < 10:
        raise ValueError(f"f(w) = {text} has hardly any finite value between w = −3 and w = 3. Try another formula.")
    start = float(usable[np.abs(usable - 2.0).argmin()])
    return landscapes.Curve(Ball.typed_name, text, f, slope, slope.derivative(), window=window, start=start, minima=())


# ---- the scene -----------------------------------------------------------------------------

def scene(ball):
    """What the ball looks like now."""
    walk = ball.state
    heights = [at[0] for at in walk.looks]
    return s.Scene(
        panels=panels(walk.ground, round_up(ball.steps)),
        marks={"curve": [s.trail(np.column_stack([np.ravel(walk.path), heights])), *_step_marks(ball), *_aims(ball)],
               "loss": [s.trail(np.column_stack([range(len(heights)), heights]))]},
        readout=_readout(ball),
        update=_update(ball),
        badge=ball.badge(),
        goal=ball.goal.words if ball.goal else "",
        say=ball.said, problem=ball.problem or ball.obstacle() or outside(ball),
        values={"set_lr": walk.lr, "choose": walk.ground.name, "type_formula": ball.draft or walk.formula,
                "predict": walk.predicting},
        disabled=(["run"] if ball.resting() or walk.predicting else []) + ([] if ball.past else ["undo"]),
    )


def _step_marks(ball):
    """The ball, its tangent, and the step it would take, unless the learner is to say that."""
    walk = ball.state
    (w,), (height, gradient, _) = walk.here, walk.looks[-1]
    (ghost,), (below, *_) = walk.landing, walk.ahead[1]
    step = [
        s.segment((ghost, height), (ghost, below)),
        s.arrow((w, height), (ghost, height)),
        s.point(ghost, below, "gradient", shape="ring", label=next_label(ball)),
    ]
    return [s.tangent(w, height, gradient[0], along="f"), *([] if walk.predicting else step),
            s.point(w, height, "exact", size=9, along="f", drag=not walk.predicting)]


def _aims(ball):
    """The learner's guess, how far off it was, and the goal, where there are such."""
    marks, walk = [], ball.state
    if walk.predicting or walk.guess:
        (aim,) = walk.guess or walk.here
        marks.append(s.point(aim, look(walk.ground, (aim,))[0], "yours", shape="diamond",
                             label="your guess" if walk.guess else "", along="f",
                             drag="alone" if walk.predicting else False))
    if walk.bet:
        (aim,), miss = walk.bet
        marks.append(s.point(aim, look(walk.ground, (aim,))[0], "yours", shape="diamond", label=off_by(miss)))
    if ball.goal and ball.goal.belongs_to(walk.ground):
        (target,) = ball.goal.target
        marks.append(s.point(target, look(walk.ground, (target,))[0], "path", shape="star", label="goal"))
    return marks


def off_by(miss):
    """The word beside a guess whose step was made."""
    return f"off by {number(miss, decimals=3)}"


@lru_cache(maxsize=32)
def panels(curve, steps):
    """The two panels of a curve: the curve itself, and the loss beside it on the same vertical axis."""
    w = np.linspace(*curve.window, 401)
    with np.errstate(all="ignore"):
        heights = np.asarray(curve.f(w), float)
    low, high = _vertical(heights)
    line = s.curve(w, np.clip(heights, low - 20 * (high - low), high + 20 * (high - low)), "exact", name="f")
    return [
        s.panel("curve", curve.window, (low, high), [line], xlabel="w", ylabel="f(w)", title=f"f(w) = {curve.text}",
                place="place", wide=1.5),
        s.panel("loss", (0, steps), (low, high), xlabel="step", ylabel="f(w)", title="height against step"),
    ]


def _vertical(heights):
    heights = heights[np.isfinite(heights)]
    low, high = np.percentile(heights, [0, 100] if np.ptp(heights) < 1e3 else [3, 92])
    room = 0.12 * ((high - low) or 1.0)
    return float(low - room), float(high + room)


def round_up(steps):
    """The length of the step axis: the next round number."""
    return next((limit for limit in (20, 50, 100, 200, 500) if steps <= limit), 500 * (steps // 500 + 1))


def _update(ball):
    """The rule with this step's numbers; of a rule with a memory, the move that it makes of them."""
    walk = ball.state
    (w,), slope = walk.here, walk.looks[-1][1][0]
    landing = landing_words(ball, said(walk.landing[0]))
    if isinstance(walk.rule, GradientDescent):
        return f"w_next = w − η · f′(w) = {said(w)} − {walk.lr:g} × {bracketed(slope)} = {landing}"
    return f"w_next = w + move = {said(w)} + {landing_words(ball, bracketed(walk.landing[0] - w))} = {landing}"


def said(v):
    """A number for a read-out: always three decimals, so that it does not jump."""
    return number(v, decimals=3)


def bracketed(v):
    """A number as a factor: in brackets if it is negative."""
    return f"({said(v)})" if v < 0 else said(v)


def _readout(ball):
    walk = ball.state
    (w,), (height, (slope,), _) = walk.here, walk.looks[-1]
    try:
        with np.errstate(all="ignore"):
            measured = float(numdiff.derivative(walk.ground.f, w))
    except (TypeError, ValueError):      # a typed formula may have no real value beside the ball
        measured = np.nan
    pairs = [("w", said(w)), ("f(w)", said(height)), ("slope measured", said(measured)), ("exact", said(slope)),
             ("next step", landing_words(ball, said(walk.move))), ("steps", str(ball.steps))]
    return pairs + ([("predictions", f"{sum(walk.bets)} of {len(walk.bets)} close")] if walk.bets else [])


def outside(ball):
    """What to say of a ball that is no longer in the picture ("" of one that is)."""
    return "" if ball.inside() else "The ball has left the picture. Undo brings it back, and so does a click."


def landing_words(ball, words):
    """What is said of the next step: nothing yet while the learner is to predict it."""
    return "?" if ball.state.predicting else words


def next_label(ball):
    """The word beside the ghost, where there is room for it between the ball and the ghost."""
    return "next" if ball.state.move > 0.06 * ball.width() else ""


def describe(ball):
    """The same in words, for readers without a kernel or without the picture."""
    walk = ball.state
    height, gradient, _ = walk.looks[-1]
    return (f"The rolling ball on f(w) = {walk.ground.text}: w = {said(walk.here[0])}, "
            f"height {said(height)}, slope {said(gradient[0])}, learning rate {walk.lr:g}; "
            f"next place {landing_words(ball, said(walk.landing[0]))}. "
            f"Steps taken: {ball.steps}.{_goal_words(ball)}")


def _goal_words(ball):
    there = ball.goal and ball.goal.belongs_to(ball.state.ground)
    return f" The goal lies at w = {said(ball.goal.target[0])}." if there else ""
