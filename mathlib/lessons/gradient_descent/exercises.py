"""Exercises of lesson 07, gradient descent."""
import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import number_in
from mathlib.landscapes import DOUBLE_WELL
from mathlib.lessons.gradient_descent import solutions, walks
from mathlib.lessons.gradient_descent.solutions import gradient_descent

# ---- 7.1 one step --------------------------------------------------------------------------

landings = Exercise(
    id="07.landings", title="Five landings by hand", minutes=6, reference=solutions.landings,
    hints=("Write down f′(w) as a formula first, then put w in. The slopes are 6, −2, 4, 1 and 6.",
           "The move is −η times the slope. A negative slope moves the ball to the right.",
           "Ball B: −1 − 0.2 × (−2)."),
    traps={
        "You moved by η itself. The move is η times the slope, so a steep place gives a long step.":
            [2.9, -0.8, 0.5, 0.25, 3.0],
        "You subtracted η itself from every place. The move is η times the slope, and its sign can turn.":
            [2.9, -1.2, 0.5, 0.25, 3.0],
        "You gave the slopes. The landing is w − η · slope.": [6.0, -2.0, 4.0, 1.0, 6.0],
        "You walked uphill: the update subtracts η·f′(w).": [3.6, -1.4, 3.0, 0.45, 10.0],
        "You multiplied η by the height f(w). The rule asks for the slope f′(w).": [2.1, -1.2, 0.5, 0.315, -5.0],
        "You gave the moves −η·f′(w). The landing is w plus the move.": [-0.6, 0.4, -2.0, -0.1, -6.0],
    },
    slips={"Only ball B is wrong: minus a negative slope is a move to the right.": [2.4, -1.4, -1.0, 0.25, -2.0],
           "Only ball E is wrong: the slope of (w − 1)² is 2(w − 1), which is 6 at w = 4.":
               [2.4, -0.6, -1.0, 0.25, 1.0]},
    because="A and D have the same η = 0.1 and moved by 0.6 and by 0.1: the slope decides as well.",
)

step_ratio = Exercise(
    id="07.step_ratio", title="Equal η, unequal steps", minutes=3, reference=solutions.ratio,
    hints=("Write both moves as η × slope and divide one by the other.", "On w² the slope is 2w. What happens to η "
                                                                         "in the ratio?"),
    traps={
        "Equal η does not mean equal steps: η is a rate, and the slope multiplies it.": 1.0,
        "You compared the heights f(w). The step is proportional to the slope.": 400.0,
        "That is the shorter step divided by the longer one.": 0.05,
        "That is the difference of the two places. Compare the steps as a ratio.": 1.9,
        "How many times as long is a positive number: compare the sizes of the steps.": -20.0,
    },
)

# ---- 7.2 the loop --------------------------------------------------------------------------


def _named(source, function):
    """A function that a verdict names by its source, so that the learner can run the same case."""
    function.__name__ = source
    return function


descend = Exercise(
    id="07.descend", title="The algorithm, with history and a stopping rule", minutes=12, reference=gradient_descent,
    cases=((_named("lambda w: 2 * w", lambda w: 2 * w), 3.0, 0.1, 4, 1e-3),
           (_named("lambda w: 2 * (w - 1)", lambda w: 2 * (w - 1)), 0.0, 0.25, 50, 1e-3),
           (_named("lambda w: 4 * w**3", lambda w: 4 * w**3), 0.6, 0.05, 12, 1e-2),
           (_named("lambda w: 2 * w", lambda w: 2 * w), 0.0, 0.1, 10, 1e-6),
           (_named("lambda w: 3.0", lambda w: 3.0), 1.0, 0.5, 3, 1e-9)),
    hints=("Start with history = [w]. In the loop: compute the move, perhaps stop, update w, append it.",
           "The order matters: test the size of the move before you make it, and ask slope(w) afresh each time.",
           "`break` leaves a loop early; `return history` comes after the loop, one indentation to the left."),
    traps={
        "The slope is computed once, before the loop. The ball has moved since: ask for slope(w) each time.":
            walks.stale,
        "You add the slope and climb. The update subtracts lr * slope(w).": walks.uphill,
        "Your loop ends too early: a negative move is smaller than the tolerance too. Compare the size, abs(move).":
            walks.signed_test,
        "Every move goes left: you took the size of the move for the move. Only the comparison needs abs.":
            walks.leftward,
        "You make one move too many: stop before a move that is smaller than the tolerance, not after it.":
            walks.late_test,
        "The first move is made without a test. It may be too small already: test each move before you make it.":
            walks.untested_start,
        "Every move has length lr: you use the sign of the slope. Its size counts as well.": walks.equal_steps,
        "Every move is lr itself. η is no distance: the move is lr * slope(w), and its sign counts too.": walks.by_eta,
        "Your ball carries speed over from the last step. This update knows the slope at one place only.":
            walks.with_speed,
        "You never stop early: end the loop when the move is smaller than the tolerance.": walks.endless,
        "You stop when the slope is below the tolerance. Here the move, lr * slope(w), is to be compared with it.":
            walks.slope_test,
        "You return inside the loop, after one round. `return history` stands after it.": walks.one_round,
        "One round too many: at most `steps` moves.":
            lambda slope, w, lr, steps, tolerance: gradient_descent(slope, w, lr, steps + 1, tolerance),
        "One round too few: up to `steps` moves.":
            lambda slope, w, lr, steps, tolerance: gradient_descent(slope, w, lr, steps - 1, tolerance),
        "You return the last place. The history is every place, the start included.":
            lambda *case: gradient_descent(*case)[-1],
        "Your history begins after the first step. The start belongs to it.": lambda *case: gradient_descent(*case)[1:],
    },
    slips={"Your history holds the moves. It should hold the places.": lambda *a: list(np.diff(gradient_descent(*a))),
           "Your history holds the start and then the moves. It should hold the places.":
               lambda slope, w, *case: [w, *-np.diff(gradient_descent(slope, w, *case))]},
)

# ---- 7.3 fates ------------------------------------------------------------------------------


def _fates(answer):
    """What each η does on f(w) = 2w², where a step multiplies w by 1 − 4η."""
    if set(answer) != {"one step", "two-cycle", "diverges"} or not all(0 < lr + 0.0 < 1e6 for lr in answer.values()):
        raise ValueError("three positive rates, by name")
    factor = {name: 1 - 4 * lr for name, lr in answer.items()}
    return {
        "one step": abs(factor["one step"]) < 1e-9,
        "two-cycle": abs(factor["two-cycle"] + 1) < 1e-9,
        "diverges": factor["diverges"] < -1 - 1e-9,
    }


def _fate_witness(answer):
    if not all(0 < lr + 0.0 < 1e6 for lr in answer.values()):
        return "A learning rate is a positive number, and here below a million."
    if (answer["one step"], answer["two-cycle"]) == (0.5, 1.0):
        return "These are rates for f″ = 2, as for f(w) = w². The curve here bends twice as much."
    factors = ", ".join(f"{name}: w is multiplied by {1 - 4 * float(lr):.3g} each step" for name, lr in answer.items())
    return f"On f(w) = 2w² your three rates do this. {factors[:1].upper()}{factors[1:]}."


fates = Exercise(
    id="07.fates", title="Three fates on one curve", minutes=6,
    reference=solutions.my_rates, measure=_fates, witness=_fate_witness,
    hints=("What is f″ here? It is not the 2 of w².",
           "A step multiplies w by 1 − η·f″. Which factor lands at once? Which flips the sign and keeps the size?"),
    traps={
        "These are rates for f″ = 2, as for f(w) = w². The curve here bends twice as much: differentiate 2w².":
            {"one step": 0.5, "two-cycle": 1.0, "diverges": 1.1},
        "One step and two-cycle are exchanged: the smaller rate lands, the larger one bounces.":
            {"one step": 0.5, "two-cycle": 0.25, "diverges": 0.6},
        "A rate of exactly 2/f″ bounces for ever at the same height. To diverge it must be larger.":
            {"one step": 0.25, "two-cycle": 0.5, "diverges": 0.5},
    },
    because="1/f″ lands, 2/f″ bounces, more than 2/f″ runs away.",
)

_CAUSES = ("rate too large", "wrong sign", "stale slope")
_MARKS = {  # what the first places of a run show
    "A": "Run A stays on one side and moves away from the valley at every step.",
    "B": "Run B crosses the valley at every step, further out each time, and half the rate cures it.",
    "C": "Run C comes down at first, and all its moves are equally long.",
}


def _strange_label(answer):
    given = {name: str(label).strip().casefold() for name, label in answer.items()}
    if any(label not in _CAUSES for label in given.values()):
        return f"The labels are: {', '.join(_CAUSES)}."
    return next((_MARKS[name] for name in _MARKS if given.get(name) != solutions.causes[name]), "")


causes = Exercise(
    id="07.causes", title="Three rising losses, three causes", minutes=5,
    reference=solutions.causes, witness=_strange_label,
    hints=("Halving η cures one of the three. In which run does a smaller η only delay the trouble?",
           "In which run does the ball first do everything right?",
           "On w², moves that never change their length come from a slope that is never asked for again."),
    traps={
        "A rising loss has more than one cause. Compare the columns with η halved: only one run is cured.":
            {"A": _CAUSES[0], "B": _CAUSES[0], "C": _CAUSES[0]},
        "A and B are exchanged: look at the sign of the places. One run crosses the valley at each step, the other "
        "never does.":
            {"A": _CAUSES[0], "B": _CAUSES[1], "C": _CAUSES[2]},
        "B and C are exchanged: with a stale slope every move has the same length.":
            {"A": _CAUSES[1], "B": _CAUSES[2], "C": _CAUSES[0]},
        "A and C are exchanged: one of the two walks away from the valley from the first step on.":
            {"A": _CAUSES[2], "B": _CAUSES[0], "C": _CAUSES[1]},
    },
)

# ---- 7.4 the metaphor -------------------------------------------------------------------------

DOUBLE_CREST = 0.126    # the top of the bump between the two valleys


def _valley_of(place):
    """Whether a place is the right valley, to two decimals."""
    return abs(place - DOUBLE_WELL.minima[1]) < 0.0051


def _not_at_rest(place):
    valley = DOUBLE_WELL.minima[1]
    if valley < place < valley + 0.06:
        return "That is close to the valley, and the slope there is not zero yet: let your loop run longer."
    if abs(place - DOUBLE_WELL.minima[0]) < 0.06:
        return "That is the deeper valley, across the bump. Nothing carries the walk there."
    if abs(place - DOUBLE_CREST) < 0.02:
        return "That is the top of the bump. The slope is zero there too, and a walk downhill never climbs to it."
    return "Close: round the last place of your walk to two decimals." if valley - 0.06 < place < valley else ""


coast = Exercise(
    id="07.coast", title="And from the other side?", minutes=4, stretch=True,
    reference=solutions.rest, reader=number_in, measure=_valley_of, witness=_not_at_rest,
    hints=("The update knows the slope at one place. Does it know how the ball got there, or that a deeper valley "
           "exists?",
           "Where is the slope zero, downhill from the start? Read it off the picture, or run "
           "descend(GradientDescent(0.05), well.slope, 2.2, 200)[-1]."),
    traps={
        "That is the deeper valley, across the bump. The update has no speed to coast with and no view of the far "
        "side: it stops in the first valley.":
            -1.47,
        "That is the height of the valley. The question asks for its place w.":
            round(float(DOUBLE_WELL.f(DOUBLE_WELL.minima[1])), 2),
    },
    because="A small step downhill, again and again, ends in the valley it started above.",
)


def _double_well_walk(lr):
    with np.errstate(all="ignore"):
        return gradient_descent(lambda w: DOUBLE_WELL.slope(np.float64(w)), -2.2, lr, 8, 0.0)


def _in_right_valley(lr):
    return 0 < lr + 0.0 < 10 and min(abs(w - DOUBLE_WELL.minima[1]) for w in _double_well_walk(lr)[1:]) <= 0.05


def _valley_witness(lr):
    if not 0 < lr + 0.0 < 10:
        return "A learning rate is positive, and here below 10."
    path = _double_well_walk(lr)
    if not max(map(abs, path)) < 100:
        return f"With η = {lr:g} the walk jumps across both valleys, ever further, and leaves the picture."
    near = min(path[1:], key=lambda w: abs(w - DOUBLE_WELL.minima[1]))
    if max(path) < DOUBLE_CREST:
        return (f"With η = {lr:g} no step crosses the bump: after 8 steps w = {path[-1]:.3f}, in the left valley. "
                "Nothing carries the ball over; a step must be long enough to jump.")
    return (f"With η = {lr:g} the ball crosses the bump, and the nearest it comes to {DOUBLE_WELL.minima[1]:.3f} "
            f"is {near:.3f}.")


leap = Exercise(
    id="07.leap", title="The right valley in eight steps", minutes=6,
    reference=solutions.my_lr, measure=_in_right_valley, witness=_valley_witness,
    hints=("A small η ends in the left valley. The slope at the start is about −6: how long must the first step be "
           "to clear the bump?",
           "Try rates between 0.3 and 0.6 on the stage above. Does the first step land beyond the top?"),
    traps={
        "A small η walks down into the nearest valley and stays there. Nothing carries the ball over the bump: a "
        "step must be long enough to jump it.": 0.1,
        "The first step jumps right across both valleys, and the walk leaves the picture.": 1.5,
    },
    because="A long step jumped the bump, and no momentum was needed. (Above 0.58 the ball only visits the valley: "
            "η·f″ is over 2 at its bottom.)",
)

# ---- 7.5 two knobs ------------------------------------------------------------------------------


def _tilted(*curvatures):
    """The second derivatives of a bowl with these curvatures, its first and last axis turned by 45°."""
    turn = np.eye(len(curvatures))
    turn[[0, 0, -1, -1], [0, -1, 0, -1]] = np.array([1, -1, 1, 1]) / np.sqrt(2)
    return turn @ np.diag(curvatures) @ turn.T


def _by(formula):
    """An answer that is right about the curvatures of H, and puts them into a formula of its own."""
    def answer(H):
        curvatures = np.linalg.eigvalsh(H)
        return formula(curvatures[0], curvatures[-1])
    return answer


best_rate = Exercise(
    id="07.best_rate", title="One η for a tilted bowl", minutes=8, stretch=True, reference=solutions.best_lr,
    cases=(np.diag([1.0, 10.0]), _tilted(1.0, 10.0), _tilted(2.0, 2.0), _tilted(0.5, 3.0), np.diag([1.0, 4.0, 9.0]),
           _tilted(1.0, 4.0, 10.0), np.array([[5.0, 4.0, 0.0], [4.0, 5.0, 0.0], [0.0, 0.0, 3.0]])),
    hints=("np.linalg.eigvalsh(H) gives the curvatures along the bowl's own axes, the smallest first.",
           "Which two of them decide? The text above has the η for these two.",
           "With more than two axes, those in the middle are safe: their factors lie between the outer two."),
    traps={
        "You read the curvatures off the diagonal. With two parameters its sum happens to be right, whatever the tilt; "
        "with more, only where the bowl's axes are those of the map.":
            lambda H: 2 / (np.diag(H).min() + np.diag(H).max()),
        "2 divided by the sum of all curvatures is right for two of them. Only the flattest and the steepest count.":
            lambda H: 2 / np.trace(H),
        "1/steep lands the steep direction in one step, and leaves the flat one creeping. A larger η is faster.":
            _by(lambda flat, steep: 1 / steep),
        "2/steep is the edge: the steep direction bounces for ever.": _by(lambda flat, steep: 2 / steep),
        "1/flat lands the flat direction at once. The steep one cannot stand so large an η.":
            _by(lambda flat, steep: 1 / flat),
        "Twice that: the two factors 1 − η·flat and 1 − η·steep balance at 2/(flat + steep).":
            _by(lambda flat, steep: 1 / (flat + steep)),
        "You used the condition number alone. Twice both curvatures halves the best η, and keeps κ.":
            _by(lambda flat, steep: 2 / (1 + steep / flat)),
        "You gave the factor per step. The question asks for the η that leads to it.":
            _by(lambda flat, steep: (steep - flat) / (steep + flat)),
        "That is the mean of the two single rates. The steep direction does better with less.":
            _by(lambda flat, steep: (1 / flat + 1 / steep) / 2),
    },
    because="With it each step leaves at most (κ − 1)/(κ + 1) of the distance along every axis, κ = steep/flat.",
)
