"""The exercises of lesson 08, fitting models."""
import numpy as np

from mathlib.demos.fit_line import ZERO, least_absolute, twelve_birds
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import by_letter, number_in, one_of
from mathlib.exercises.witness import first_wrong
from mathlib.lessons.fitting_models import slips, solutions
from mathlib.lessons.fitting_models.robust import falls

# ---- 1 · one point ---------------------------------------------------------------------------

one_point = Exercise(
    id="08.one_point", title="The gradient of one point", minutes=4, reference=solutions.one_point,
    cases=((0.0, 4.8, 1.2, 4.3), (0.5, 4.0, -2.0, 3.5), (-0.3, 3.0, 1.5, 5.0), (2.0, -1.0, 3.0, 4.0)),
    hints=("Name the residual first: r = m x + b − y. The loss is r².",
           "Outer slope: how fast r² changes with r. Inner slopes: how fast r changes with m, and with b."),
    traps={
        "Both slopes are alike: the inner slope in m is missing. When m grows by 1, r grows by x.":
            lambda m, b, x, y: [2 * slips.residual(m, b, x, y)] * 2,
        "The factor 2 of the square is missing, in both.":
            lambda m, b, x, y: [slips.residual(m, b, x, y) * x, slips.residual(m, b, x, y)],
        "Both signs are turned. Where the line runs above the point, lifting it makes the loss larger: there ∂L/∂b is "
        "positive.":
            lambda m, b, x, y: [-2 * slips.residual(m, b, x, y) * x, -2 * slips.residual(m, b, x, y)],
        "The sign of the first is turned. When m grows by 1, r grows by x: no minus comes in.":
            lambda m, b, x, y: [-2 * slips.residual(m, b, x, y) * x, 2 * slips.residual(m, b, x, y)],
        "The sign of the second is turned. When b grows by 1, r grows by 1: no minus comes in.":
            lambda m, b, x, y: [2 * slips.residual(m, b, x, y) * x, -2 * slips.residual(m, b, x, y)],
        "The two are exchanged, and both signs are turned. First the slope in m; the residual is m x + b − y.":
            lambda m, b, x, y: [-2 * slips.residual(m, b, x, y), -2 * slips.residual(m, b, x, y) * x],
        "The first of the two is the slope in x. Here x is a measurement and stays, and m moves.":
            lambda m, b, x, y: [2 * slips.residual(m, b, x, y) * m, 2 * slips.residual(m, b, x, y)],
        "The residual is missing. Yours are the inner slopes, times 2.": lambda m, b, x, y: [2 * x, 2],
        "Those are the inner slopes. The outer one, of r² in r, is 2r.": lambda m, b, x, y: [x, 1],
    },
    slips={"The two slopes are exchanged: first the one in m.":
           lambda m, b, x, y: [2 * slips.residual(m, b, x, y), 2 * slips.residual(m, b, x, y) * x]},
    because="Each is the residual, times 2, times what the parameter is multiplied by: x for m, 1 for b.")

# ---- 2 · three wrong gradients -----------------------------------------------------------------

_VERDICTS = ("right", "missing x", "missing 1/n", "wrong sign")
_LOOK = {"A": "how many times as large as the measured numbers are its two?",
         "B": "its two numbers are equal. What makes the slope in m differ from the slope in b?",
         "C": "hold its two numbers beside the measured ones.",
         "D": "hold its two numbers beside the measured ones, signs included."}


def _verdict(answer):
    return one_of(_VERDICTS)(by_letter(answer))


suspects = Exercise(
    id="08.suspects", title="Three wrong gradients", minutes=4, reference=solutions.suspects, reader=_verdict,
    witness=first_wrong(solutions.suspects, _LOOK),
    hints=("One of the four agrees with the measured gradient in both numbers. Which?",
           "Divide each number by the measured one. A constant ratio for both says one thing, a wrong first number "
           "alone another."),
    traps={
        "A and B are exchanged. B has two equal numbers, and its second one is right.":
            solutions.suspects | {"A": "missing x", "B": "missing 1/n"},
        "C and D are exchanged. D is the measured gradient with both signs turned.":
            solutions.suspects | {"C": "wrong sign", "D": "right"},
        "A and D are exchanged. A is 342 times too large, with the right signs.":
            solutions.suspects | {"A": "wrong sign", "D": "missing 1/n"},
        "B and D are exchanged. In D both signs are turned; in B the second number is right.":
            solutions.suspects | {"B": "wrong sign", "D": "missing x"},
    },
    because="One measured gradient finds all three. It takes a minute, and it is the first thing to do with a gradient "
            "that you wrote by hand. The four programs stand in mathlib/lessons/fitting_models/slips.py.")

# ---- 3 · the closed form -----------------------------------------------------------------------


def _points(rng):
    """Small data sets: three by hand, three drawn; no column of x has mean 0."""
    drawn = []
    for n, shift in ((6, 3.0), (12, -2.0), (40, 20.0)):
        x = rng.normal(shift, 1.5, size=n).round(2)
        drawn.append((x, (0.7 * x + 2 + rng.normal(size=n)).round(2)))
    return [(np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 4.0])),
            (np.array([1.0, 2.0, 4.0, 5.0]), np.array([5.0, 3.0, 2.5, 0.5])), *drawn]


best_line = Exercise(
    id="08.best_line", title="The closed form", minutes=6, reference=solutions.best_line, cases=_points, tolerance=1e-5,
    hints=("The matrix A has a row (xᵢ, 1) for each example: which NumPy call puts two columns side by side?",
           "The equations are (AᵀA) w = Aᵀy. `np.linalg.solve(M, v)` solves M w = v."),
    traps={
        "b is 0 everywhere: the column of ones is missing, and your line has to pass through the origin.":
            slips.through_the_origin,
        "You fitted m and b one at a time. That is right only if the two columns are perpendicular; here the sum of x "
        "is not 0.": slips.one_column_at_a_time,
        "The slope is right. Your second number is the mean of y: that is the line's height at the mean of x, and b is "
        "the one at x = 0.": slips.height_at_the_mean,
        "That is one number: A has one column, x. The column of ones is missing.": slips.one_number,
        "That is a row of one number: A has one column, x. The column of ones is missing.":
            lambda x, y: [slips.one_number(x, y)],
        "x and y are exchanged: that line says x from y, and measures the residuals along x.": slips.other_way_round,
    },
    slips={"Those are b and m: first the slope, please.": lambda x, y: solutions.best_line(x, y)[::-1]},
    because="Two columns, two right angles, two equations. More columns need no other code.")

# ---- 4 and 5 · one more bird ---------------------------------------------------------------------


def _pair(value):
    if not isinstance(value, list | tuple | np.ndarray) or any(isinstance(v, str | bool | np.bool_) for v in value):
        raise TypeError
    flipper, mass = (float(v) for v in value)
    return flipper, mass


def _with(bird):
    flippers, masses = twelve_birds()
    return np.append(flippers, bird[0]) - ZERO, np.append(masses, bird[1])


def _flips(value):
    bird = _pair(value)
    fine = 17 <= bird[0] <= 24 and 0 < bird[1] <= 20
    return fine and bool(np.polyfit(*_with(bird), 1)[0] < 0)


def _flip_witness(value):
    bird = _pair(value)
    if not 17 <= bird[0] <= 24:
        return "Its flipper shall measure 17 to 24 cm: first the flipper in cm, then the mass in kg."
    if not 0 < bird[1] <= 20:
        return "Its mass shall be above 0 and at most 20 kg."
    slope = np.polyfit(*_with(bird), 1)[0]
    return f"With it the slope is {slope:+.3f} kg per cm. {_what_it_pulls(bird[0], slope)}"


def _what_it_pulls(flipper, slope):
    """A new bird right of the mean flipper lowers the slope exactly if it lies below the line of the twelve."""
    flippers, masses = twelve_birds()
    right, before = flipper > flippers.mean(), np.polyfit(flippers, masses, 1)[0]
    if abs(slope - before) < 5e-4:
        return "Without it, too. How long is its lever, and how large its residual?"
    if slope > before:
        return "It lies above the line and pulls the right end up." if right else \
            "It lies below the line and pulls the left end down."
    return "It lies below the line and does pull the right end down, not yet far enough." if right else \
        "It lies above the line and does pull the left end up, not yet far enough."


thirteenth = Exercise(
    id="08.thirteenth", title="Flip the slope with one point", minutes=4, reference=solutions.thirteenth,
    measure=_flips, witness=_flip_witness,
    hints=("How hard does a bird pull on m? Twice its residual, times its lever, the distance from the mean flipper. "
           "Where are both large?",
           "The slope falls when a bird pulls the left end up, or the right end down. Which has more room here?"),
    because="A long lever and a long residual: their product pulls, and twelve short ones do not hold against it.")


def _turns_mae(value):
    bird = _pair(value)
    fine = 0 < bird[0] <= 1000 and 0 < bird[1] <= 1000
    return fine and falls(*_with(bird))


def _lever_witness(value):
    bird = _pair(value)
    if not (0 < bird[0] <= 1000 and 0 < bird[1] <= 1000):
        return "Both numbers shall be above 0 and at most 1000."
    if falls(*_with(bird)):
        return ""
    slope = least_absolute(*_with(bird))[0]
    where = "However far off its mass is, one bird among the others is outvoted. Which of its two numbers have you " \
            "not yet moved far?" if 15 < bird[0] < 26 else "How far beside the others, and on which side of the line?"
    return f"With it the least MAE belongs to a line of slope {slope:+.4f} kg per cm. {where}"


lever = Exercise(
    id="08.lever", title="A counterexample", minutes=5, reference=solutions.lever, measure=_turns_mae,
    witness=_lever_witness,
    hints=("All birds pull on b with the same strength. How hard does each of them pull on m? Think of its lever.",
           "The slope of |r| in m is ±z. Nothing bounds z, and the line has to come near the far bird."),
    because="Large residuals do not count for more in the MAE, long levers do. The flipper of a light bird, typed "
            "in millimetres, is enough.")

# ---- 6 · the zero -------------------------------------------------------------------------------------


def _kappa(c):
    """Of a line fit to inputs of spread 1 whose mean is c."""
    low, high = np.linalg.eigvalsh([[1 + c * c, c], [c, 1]])
    return high / low


zero = Exercise(
    id="08.zero", title="How far the zero may lie", minutes=5, reference=solutions.zero, reader=number_in,
    measure=lambda c: bool(abs(_kappa(c) - 100) < 1), tolerance=1e-3,
    witness=lambda c: f"There κ is {_kappa(c):,.{1 if abs(c) < 5 else 0}f}." if abs(c) < 1000 else "That is far off.",
    hints=("Print κ for c = 1, 2, 3 and 4: between which two does it pass 100? Then go on between them.",
           "On paper: AᵀA/n is [[1 + c², c], [c, 1]]. What are the sum and the product of its two curvatures?"),
    traps={
        "There the larger curvature of AᵀA/n is about 100 and the smaller about 1/100: κ is about 10,000.": 9.899,
        "There 1 + c² is 100, the squared length of the column over n. Its angle with the ones counts, too: κ is about "
        "10,200.": 9.95,
        "That is the distance in mm. Count it in standard deviations.": 39.96,
        "That is a zero in mm. Count how far it is from the mean, in standard deviations.": 160.95,
        "That is a zero in mm. Count how far it is from the mean flipper, in standard deviations.": 240.88,
    },
    because="The product of the two curvatures of AᵀA/n is 1 and their sum 2 + c², so κ grows like c⁴. From a flipper "
            "of 0 mm, c is 14.3 and κ is 42,743: that is the zero alone. The unit does the rest.")

# ---- 7 · the logistic gradient ---------------------------------------------------------------------


def _tumours(rng):
    cases = [(np.array([0.5, -1.0]), np.array([[1.0, 1.0], [2.0, 1.0], [-1.0, 1.0]]), np.array([1.0, 0.0, 1.0]))]
    for n, d in ((5, 3), (20, 4), (50, 11)):
        X = np.column_stack([rng.normal(size=(n, d - 1)), np.ones(n)])
        cases.append((rng.normal(size=d), X, rng.integers(2, size=n).astype(float)))
    return cases


logistic_gradient = Exercise(
    id="08.logistic_gradient", title="The logistic gradient", minutes=6, reference=solutions.logistic_gradient,
    cases=_tumours,
    hints=("`X @ w` holds the scores of all examples. What turns them into probabilities?",
           "Each example pulls with p − y, times its row of X. `X.T @ v` adds up the rows of X, each times its v.",
           "The loss is a mean over the examples."),
    traps={
        "That is the gradient of the sum. The loss is a mean: divide by the number of examples.":
            lambda w, X, y: solutions.logistic_gradient(w, X, y) * len(y),
        "The signs are turned: that is y − p in place of p − y. With it the loss would rise.":
            lambda w, X, y: -solutions.logistic_gradient(w, X, y),
        "Twice too large. The 2 belongs to a square, and the log-loss has none.":
            lambda w, X, y: 2 * solutions.logistic_gradient(w, X, y),
        "That is the gradient of the mean of (p − y)². In the log-loss the factor p(1 − p) has cancelled.":
            slips.of_squared_error,
        "The factor p(1 − p) is the slope of the sigmoid. In the log-loss it has cancelled.":
            slips.with_the_slope_of_the_sigmoid,
        "Those are scores less outcomes. The score has to go through the sigmoid first.":
            lambda w, X, y: X.T @ (X @ w - y) / len(y),
        "That is the mean of p − y, one number: the slope in the constant alone. Each weight has its own column of X.":
            lambda w, X, y: np.mean(solutions.sigmoid(X @ w) - y),
    },
    because="Beside the line's gradient, 2/n Aᵀ(Aw − y), only the 2 is gone and the prediction is another.")

# ---- 8 · back to millimetres -----------------------------------------------------------------------------

unscale = Exercise(
    id="08.unscale", title="Back to millimetres", minutes=6, stretch=True, reference=solutions.unscale,
    cases=((0.7, 4.2, 20.0, 1.4), (698.0, 4202.0, 200.9, 14.04), (-2.0, 1.0, -3.0, 0.5), (1.0, 0.0, 4.0, 8.0)),
    hints=("Put (x − mean)/sd in place of the scaled input: slope · (x − mean)/sd + height.",
           "Sort by x: what stands in front of x, and what is left where x is 0?"),
    traps={
        "The slope is multiplied by sd where it should be divided: one unit of x is 1/sd of a standard deviation.":
            lambda slope, height, mean, sd: [slope * sd, height - slope * sd * mean],
        "The slope is right. The height you gave is that at the mean, and b is the one at x = 0.":
            lambda slope, height, mean, sd: [slope / sd, height],
        "The slope is right. The way from the mean to 0 leads back, so that the height changes by −m · mean.":
            lambda slope, height, mean, sd: [slope / sd, height + slope / sd * mean],
        "The slope is right. In the height, mean · slope lacks the division by sd.":
            lambda slope, height, mean, sd: [slope / sd, height - slope * mean],
        "That is the line you were given. In x itself one unit is 1/sd of a standard deviation, and x = 0 is not the "
        "mean.": lambda slope, height, mean, sd: [slope, height],
        "The slope still counts standard deviations. Divide it by sd.":
            lambda slope, height, mean, sd: [slope, height - slope * mean],
    },
    because="The same line in other units. For the penguins: 49.7 g per mm, and −5781 g at a flipper of 0 mm, where no "
            "penguin is.")
