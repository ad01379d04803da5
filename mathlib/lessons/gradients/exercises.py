"""The exercises of lesson 04, gradients."""
import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import numbers_by_name
from mathlib.exercises.witness import first_wrong
from mathlib.lessons.gradients import counterexample, solutions

# ---- 1 · a slope in every direction -------------------------------------------------------------

slope_along = Exercise(
    id="04.slope_along", title="The slope along any arrow", minutes=5, reference=solutions.slope_along,
    cases=((np.array([-30.0, -80.0]), np.array([3.0, 4.0])), (np.array([60.0, 80.0]), np.array([1.0, 1.0])),
           (np.array([60.0, 80.0]), np.array([-0.8, 0.6])), (np.array([5.0, -2.0]), np.array([0.0, 0.1]))),
    tolerance=1e-3,
    hints=("How long is v? Walk in its direction, and only 1 km far.",
           "np.hypot(*v) is the length of v. Make a unit vector of v first."),
    traps={
        "That is the gain of a step as long as v. (3, 4) is 5 km long, and the slope is the gain per km.":
            lambda gradient, v: gradient @ v,
        "You divided by the square of the length of v. Once is enough.": lambda gradient, v: gradient @ v / (v @ v),
        "You divided by the sum of the sizes of the entries. The length of (3, 4) is √(9 + 16) = 5.":
            lambda gradient, v: gradient @ v / np.abs(v).sum(),
        "That is the cosine of the angle between the two. The slope is |∇f| times it.":
            lambda gradient, v: gradient @ v / (np.linalg.norm(v) * np.linalg.norm(gradient)),
        "That is the largest of all slopes, whatever v is.": lambda gradient, v: np.linalg.norm(gradient),
        "You divided by the length of the gradient. It is v that has to be made 1 long.":
            lambda gradient, v: gradient @ v / np.linalg.norm(gradient),
        "A slope can be negative: along (3, 4) this ground falls.":
            lambda gradient, v: abs(gradient @ v) / np.linalg.norm(v),
    },
    because="And it does not matter how long v is: 2v gives the same.")

turn_off = Exercise(
    id="04.turn_off", title="A road up the hill", minutes=5, reference=solutions.turn_off,
    cases=((100.0, 60.0), (100.0, 50.0), (80.0, 80.0), (250.0, 100.0), (120.0, 30.0)),
    tolerance=2e-3,
    hints=("The road climbs at |∇f| cos θ. Which number must cos θ be?",
           "np.arccos gives an angle in radians, np.degrees turns it into degrees."),
    traps={
        "That is the angle in radians. Turn it into degrees.": lambda steepest, allowed: np.arccos(allowed / steepest),
        "That is the angle from the level direction. From the steepest one it is 90° minus that.":
            lambda steepest, allowed: np.degrees(np.arcsin(allowed / steepest)),
        "The slope does not shrink in step with the angle: at 30° off, 87 of 100 were left and not 67.":
            lambda steepest, allowed: 90 * (1 - allowed / steepest),
        "That is cos θ itself. Which angle has this cosine?": lambda steepest, allowed: allowed / steepest,
    },
    because="Hairpin roads do this: first θ to one side of the steepest direction, then θ to the other.")

# ---- 2 · where the arrow lives --------------------------------------------------------------------

_ROOMS = {"height over a map": "a place on the map has 2 coordinates", "temperature in a room":
          "a place in a room has 3 coordinates", "loss of 1,000 weights": "every weight is an input"}

numbers_in = Exercise(
    id="04.numbers_in", title="Where a gradient lives", minutes=3, reference=solutions.numbers_in,
    reader=numbers_by_name, witness=first_wrong(solutions.numbers_in, _ROOMS, "; the gradient has one slope for each."),
    hints=("What can you move? One slope for each of that.", "The height is what changes. It is no input."),
    traps={
        "You counted the output as well. The gradient is an arrow among the inputs: on the map, not on the slope.":
            {"height over a map": 3, "temperature in a room": 4, "loss of 1,000 weights": 1001},
        "That is how many outputs there are. The gradient has one slope for each input.":
            {"height over a map": 1, "temperature in a room": 1, "loss of 1,000 weights": 1},
    },
    because="It has the shape of its argument. That is why x − η∇f(x) can be written at all.")

# ---- 3 · level curves -------------------------------------------------------------------------------

_MAP = 2.5e-3         # relative: what is read off a map


from_a_map = Exercise(
    id="04.from_a_map", title="Slopes from a paper map", minutes=4, reference=solutions.from_a_map, tolerance=_MAP,
    hints=("From one curve to the next the ground rises by 20 m. Over which distance?",
           "For C the question is turned round: 50 m in 1 km are 20 m in how many km?"),
    traps={
        "Twice the distance is half the slope: divide the 20 m by the distance.": [5, 1.6, 1000],
        "That is the distance over the height. A slope is height over distance.": [0.0125, 0.004, 2.5],
    },
    slips={"These are slopes in m per m. The question asks for m per km.": [0.08, 0.25, 0.4],
           "C is asked in km. You gave m.": [80, 250, 400],
           "All three are in metres. A and B are asked in m per km, C in km.": [0.08, 0.25, 400],
           "A and B are right. For C, 20 m of height at 50 m per km: divide 20 by 50.": [80, 250, 2.5]},
    because="Where level curves crowd, the gradient is long.")


def dome(p):
    """600 − 15x² − 40y²."""
    return float(600 - 15 * p[0] ** 2 - 40 * p[1] ** 2)


def slopes_of_dome(p):
    """The gradient of the dome."""
    return np.array([-30 * p[0], -80 * p[1]])


def wave(p):
    """sin(x) + y²/2 + xy/4."""
    return float(np.sin(p[0]) + p[1] ** 2 / 2 + p[0] * p[1] / 4)


def slopes_of_wave(p):
    """The gradient of the wave."""
    return np.array([np.cos(p[0]) + p[1] / 4, p[1] + p[0] / 4])


back_to_level = Exercise(
    id="04.back_to_level", title="Back to the level curve", minutes=8, reference=solutions.back_to_level,
    cases=((dome, slopes_of_dome, np.array([-2.0, -1.0]), 520.0),
           (dome, slopes_of_dome, np.array([-1.9, -1.1]), 500.0),
           (dome, slopes_of_dome, np.array([1.0, 0.5]), 560.0),
           (wave, slopes_of_wave, np.array([0.5, 2.0]), 2.5),
           (wave, slopes_of_wave, np.array([1.0, -1.0]), 1.5)),
    hints=("How many metres are missing? Along ∇f each km gains |∇f| metres: how far is it then?",
           "A step of length s along the gradient is s ∇f / |∇f|. Put the s of hint 1 "
           "in: how many times do you divide by |∇f|?"),
    traps={
        "That step is as many km long as metres are missing. It is to be missing/|∇f| long, along an arrow of "
        "length 1.": lambda f, grad, p, level: p + (level - f(p)) * grad(p) / np.linalg.norm(grad(p)),
        "The step is the missing metres times ∇f, and much too long: it is to be missing/|∇f| long.":
            lambda f, grad, p, level: p + (level - f(p)) * grad(p),
        "You step away from the level: where f is too low, go uphill.":
            lambda f, grad, p, level: p - (level - f(p)) * grad(p) / (grad(p) @ grad(p)),
        "That is the step alone. The new place is p plus the step.":
            lambda f, grad, p, level: (level - f(p)) * grad(p) / (grad(p) @ grad(p)),
        "The step is as long as it should be only where |∇f| = 1. You divided by its third power.":
            lambda f, grad, p, level: p + (level - f(p)) * grad(p) / np.linalg.norm(grad(p)) ** 3,
    },
    because="It lands where the tangent plane has the height `level`. The ground misses that by a little.")

# ---- 4 · does it point at the minimum? ----------------------------------------------------------------


def _cosine(kappa):
    return (1 + kappa) / np.sqrt(2 * (1 + kappa ** 2))


angle_off = Exercise(
    id="04.angle_off", title="How far off", minutes=6, reference=solutions.angle_off,
    cases=(1, 10, 100, 2.5, 0.1), tolerance=2e-3, measure=lambda degrees: round(float(degrees), 4),
    hints=("Two arrows: −∇f at (1, 1), and the way from (1, 1) to (0, 0). What is their dot product, what are their "
           "lengths?",
           "Section 4.1 writes a dot product with a cosine. Which of its parts do you know by now?"),
    traps={
        "That would be 0° for every κ. Write both arrows down for κ = 10: (−2, −20) and (−1, −1).": lambda kappa: 0.0,
        "That is the angle of +∇f, which points uphill. Descent goes along −∇f.":
            lambda kappa: 180 - np.degrees(np.arccos(_cosine(kappa))),
        "That is the angle in radians. Turn it into degrees.": lambda kappa: np.arccos(_cosine(kappa)),
        "That is the cosine. Which angle has it?": _cosine,
        "That is the angle from the horizontal axis. The minimum lies in the direction (−1, −1).":
            lambda kappa: np.degrees(np.arctan(kappa)),
        "The size is right. A miss has no sign: take the absolute value.":
            lambda kappa: np.degrees(np.arctan(kappa)) - 45,
        "The size is right, but a miss is never negative: take the absolute value.":
            lambda kappa: 45 - np.degrees(np.arctan(kappa)),
        "Both slopes carry a 2: ∇f = (2x, 2κy). At (1, 1) yours is (1, 2κ).":
            lambda kappa: np.degrees(np.arccos(_cosine(2 * kappa))),
        "Both slopes carry a 2: ∇f = (2x, 2κy). At (1, 1) yours is (2, κ).":
            lambda kappa: np.degrees(np.arccos(_cosine(kappa / 2))),
    },
    because="0°, 39.3° and 44.4° for κ = 1, 10 and 100.")


led_away = Exercise(
    id="04.led_away", title="A counterexample", minutes=6, reference=solutions.led_away,
    reader=counterexample.of_finite_numbers, use=counterexample.verdicts, cases=counterexample.STEPS,
    hints=("From (2, 0) the ground has to fall to the right, away from (0, 0). Then a ridge lies between.",
           "y² looks after y. In x you want two valleys, at 0 and beyond 2: x²(x − 3)² has both. Which one must be "
           "deeper?"),
    traps={
        "(0, 0) is the lowest place. But a short step from (2, 0) does not lead away from it. Make a second valley, "
        "beyond 2.": lambda x, y: x ** 2 + y ** 2,
        "From (2, 0) the step leads away. But another place in the window is as low as (0, 0): lift it.":
            lambda x, y: y ** 2 + 1 - np.cos(2.5 * x),
        "From (2, 0) the step leads away. But another place in the window is lower than (0, 0): lift it.":
            lambda x, y: y ** 2 + x ** 2 * (x - 3) ** 2 - x ** 2 / 5,
        "Another place in the window is lower than (0, 0), and a short step from (2, 0) does not lead away.":
            lambda x, y: x + 0 * y,
        "Another place in the window is as low as (0, 0), and a short step from (2, 0) does not lead away.":
            lambda x, y: y ** 2 + 0 * x,
        "All is there but a gradient: at (2, 0) your function has a kink or a jump.":
            lambda x, y: y ** 2 + (abs(x) if x < 2 else max(10 - 4 * x, 0.5)),
    },
    because="A gradient knows the ground under its feet, and not where the lowest place is.")

# ---- 5 · a loss has a gradient -----------------------------------------------------------------------


def _systems(rng):
    return [(rng.integers(-3, 4, (m, n)).astype(float), rng.integers(-4, 5, m).astype(float),
             rng.integers(-2, 3, n) + 0.5) for m, n in ((3, 2), (4, 3), (2, 2), (5, 1))]


gradient_of_squares = Exercise(
    id="04.gradient_of_squares", title="The gradient of ‖Aw − b‖²", minutes=8, reference=solutions.gradient_of_squares,
    cases=_systems,
    hints=("D_u f is what stands beside t. The line below it in the text moves A away from u.",
           "Which arrow is multiplied by u? In code, A.T is Aᵀ."),
    traps={
        "The 2 of the square is missing.": lambda A, b, w: A.T @ (A @ w - b),
        "That has one number for each row of A. A gradient has the shape of w: which matrix leads there?":
            lambda A, b, w: 2 * (A @ w - b),
        "b is lost. The residual is Aw − b.": lambda A, b, w: 2 * A.T @ (A @ w),
        "A leads from w to the residual r. Back from r to w leads Aᵀ: 2Aᵀr.": lambda A, b, w: 2 * A @ (A @ w - b),
        "You divided by the number of rows. ‖Aw − b‖² is a sum, not a mean.":
            lambda A, b, w: 2 * A.T @ (A @ w - b) / len(b),
        "That is the value ‖Aw − b‖². The gradient has one number for each entry of w.":
            lambda A, b, w: np.sum((A @ w - b) ** 2),
        "That is the gradient of the length ‖Aw − b‖, without the square.":
            lambda A, b, w: A.T @ (A @ w - b) / np.linalg.norm(A @ w - b),
    },
    because="Lesson 8 sets it to 0 and solves for w.")
