"""The exercises of lesson 06, curvature."""
import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import numbers_by_name, one_of, truths_by_name
from mathlib.exercises.values import Instead
from mathlib.exercises.witness import first_wrong
from mathlib.lessons.curvature import solutions, valley

# ---- 1 · level at 0, and then? ----------------------------------------------------------------

_LEVEL = {"A": "f″ is 2 at 0. What does a positive f″ say of a level place?",
          "B": "x³ is negative to the left of 0 and positive to the right, and f″ = 6x.",
          "C": "x⁴ is above 0 on both sides of 0. Look at f″ = 12x² left and right of 0, too.",
          "D": "−x⁴ is below 0 on both sides of 0.",
          "E": "close to 0, x³ is far larger than x⁴: at 0.1 it is ten times as large."}

level_at_0 = Exercise(
    id="06.level_at_0", title="Level at 0, and then?", minutes=4, reference=solutions.level_at_0,
    reader=one_of(("minimum", "maximum", "inflection")), witness=first_wrong(solutions.level_at_0, _LEVEL),
    hints=("Where f″ is 0 at the place itself, look to its left and to its right: which signs has f″ there?",
           "For E compute f at −0.1 and at 0.1."),
    traps={
        "You took every f″ = 0 for an inflection. It is one where f″ changes its sign; 12x² does not.":
            {"A": "minimum", "B": "inflection", "C": "inflection", "D": "inflection", "E": "inflection"},
        "In E the x⁴ does not decide: close to 0, x³ is far larger, and it changes its sign.":
            {"A": "minimum", "B": "inflection", "C": "minimum", "D": "maximum", "E": "minimum"},
    },
    because="B, C, D and E all have f″ = 0 at 0, and they are of three kinds: there f″ alone says nothing.")

# ---- 2 · count the entries ----------------------------------------------------------------------

_COUNT = {"Hessians": "the second partials are the entries of one table. That table is the Hessian.",
          "entries": "four slopes, and each of them changes with each of four inputs.",
          "different at most": "(i, j) and (j, i) agree: count the diagonal and one side of it."}

count = Exercise(
    id="06.count", title="Count the entries", minutes=3, reference=solutions.count,
    reader=numbers_by_name, witness=first_wrong(solutions.count, _COUNT),
    hints=("How many slopes has such a function at one place? Along how many inputs can each of them change?",
           "Draw the table, and strike out one of each pair that agrees."),
    traps={
        "Each second partial derivative is an entry. The Hessian is the one table that holds them all.":
            {"Hessians": 16, "entries": 16, "different at most": 10},
        "One second derivative for each input is the diagonal. The mixed ones are missing.":
            {"Hessians": 1, "entries": 4, "different at most": 4},
        "Half of 16 would strike out half of the diagonal, too. It stands only once.":
            {"Hessians": 1, "entries": 16, "different at most": 8},
        "You counted the pairs off the diagonal. The diagonal belongs to the table.":
            {"Hessians": 1, "entries": 16, "different at most": 6},
    },
    because="n inputs: one Hessian, n² entries, n(n + 1)/2 different ones at most.")

# ---- 3 · curvature in a direction -----------------------------------------------------------------

_TILT = np.array([[5.0, 2.0], [2.0, 2.0]])
_THREE = np.array([[2.0, -1.0, 0.5], [-1.0, -3.0, 1.0], [0.5, 1.0, 4.0]])

curvature = Exercise(
    id="06.curvature", title="Curvature in a direction", minutes=4, reference=solutions.curvature,
    cases=((_TILT, np.array([1.0, 0.0])), (_TILT, np.array([3.0, 4.0])), (_TILT, np.array([-1.0, 2.0])),
           (_THREE, np.array([1.0, 1.0, 0.0])), (_THREE, np.array([0.5, -2.0, 1.0])),
           (np.array([[-2.0, -1.0], [-1.0, -2.0]]), np.array([1.0, -1.0]))),
    hints=("Make a unit vector of d first. Then the formula above.",
           "d stands in dᵀHd twice. By which power of its length is that too large?"),
    traps={
        "That is dᵀHd, and d need not have length 1. Twice as long a d would make it four times as large.":
            lambda H, d: d @ H @ d,
        "You divided by the length of d once. It stands in dᵀHd twice.": lambda H, d: d @ H @ d / np.linalg.norm(d),
        "You squared too much: dᵀHd holds the length of d squared, and no higher power of it.":
            lambda H, d: d @ H @ d / (d @ d) ** 2,
        "H d says how the gradient changes along d. The curvature is the part of it that points along d.":
            lambda H, d: np.linalg.norm(H @ d) / np.linalg.norm(d),
        "Only the diagonal of H counts in yours. Along a slanting d the cross terms count too.":
            lambda H, d: np.sum(np.diag(H) * d * d) / (d @ d),
        "Half of that stands in the quadratic model. The curvature is the second derivative itself.":
            lambda H, d: d @ H @ d / (d @ d) / 2,
    },
    because="Direction in, second derivative out: the same for d, 2d and −d.")

# ---- 4 · eight level places -------------------------------------------------------------------------

_EIGHT = {"P": "H = [[2, 1], [1, 2]].", "Q": "H = [[2, 4], [4, 2]]. Along (1, −1) its curvature is −2.",
          "R": "H = [[−6, 2], [2, −4]].", "S": "H = [[0, 5], [5, 0]]. Look along (1, 1) and along (1, −1).",
          "T": "H = [[2, 0], [0, 0]]: one eigenvalue is 0 and none is negative.",
          "U": "every second partial is 0 at (0, 0).", "V": "H = [[−1, 0], [0, 1]] at (0, π).",
          "W": "H = [[2, −2], [−2, 2]]. Along (1, 1) its curvature is 0."}

eight = Exercise(
    id="06.eight", title="Eight level places", minutes=10, reference=solutions.eight,
    reader=one_of(("minimum", "maximum", "saddle", "silent")), witness=first_wrong(solutions.eight, _EIGHT),
    hints=("Write H for each, on paper: second partials of x² + xy + y² are 2, 1 and 2.",
           "np.linalg.eigvalsh([[2, 1], [1, 2]]) gives both eigenvalues.",
           "Silent means: some eigenvalue is 0, and the others do not have both signs."),
    traps={
        "You went by the diagonal of H. What happens between the axes is in the mixed entry: take the eigenvalues.":
            solutions.eight | {"Q": "minimum", "S": "silent", "W": "minimum"},
        "A zero eigenvalue does not make a saddle. A saddle needs one positive and one negative eigenvalue.":
            solutions.eight | {"T": "saddle", "U": "saddle", "W": "saddle"},
        "At T and W no eigenvalue is negative, and that is not enough: x² − y⁴ has the same Hessian as T, and no "
        "minimum.": solutions.eight | {"T": "minimum", "W": "minimum"},
    },
    slips={"That is what the places are. The question is what their Hessians say, and those of T, U and W are silent.":
           solutions.eight | {"T": "minimum", "U": "saddle", "W": "minimum"}},
    because="T's is a lowest place, too. x² − y⁴ has the same Hessian at (0, 0), and no lowest place there.")

# ---- 5 · one valley, and not convex -------------------------------------------------------------------

one_valley = Exercise(
    id="06.one_valley", title="A counterexample", minutes=5, reference=solutions.one_valley,
    reader=valley.judged, use=lambda f, x: valley.facts(f), cases=(0.0,),
    hints=("A convex curve gets steeper and steeper on its way up, or at least no flatter. What would one valley look "
           "like whose sides level out?",
           "Which functions level out far from 0? Think of fractions, of logarithms, of e to a negative power."),
    traps={
        valley.CONVEX: lambda x: x ** 2,
        valley.NO_VALLEY: lambda x: x ** 4 - 2 * x ** 2,
        valley.AT_THE_END: lambda x: np.tanh(x - 7) ** 2,
        valley.NEITHER: lambda x: x,
    },
    because="One valley says something of the level places. Convexity says something of every chord.")

# ---- 6 · convex or not --------------------------------------------------------------------------------

_CONVEX = {"A": "every chord of |x| lies on the graph or above it. A kink is no objection: chords ask for no slope.",
           "B": "f″ = 6x is negative to the left of 0.",
           "C": "f″ = 12x² is nowhere negative. That it is 0 at one place is allowed.",
           "D": "one valley is not enough: f″ = 2(1 − x²)/(1 + x²)² is negative beyond 1.",
           "E": "where two convex graphs are topped by the higher one, every chord stays above both.",
           "F": "H = [[2, 4], [4, 2]] has the eigenvalue −2.", "G": "the eigenvalues are 4 and 0; 0 is allowed."}

convex = Exercise(
    id="06.convex", title="Convex or not", minutes=5, reference=solutions.convex,
    reader=truths_by_name({"convex": True, "not convex": False}), witness=first_wrong(solutions.convex, _CONVEX),
    hints=("Where there is an f″, look for a place where it is negative. Where there is a kink, draw chords.",
           "F and G are functions of two inputs: which eigenvalues has H?"),
    traps={
        "One valley does not make D convex: beyond 1 and −1 it bends down.": solutions.convex | {"D": True},
        "A kink does not speak against convexity: the chord definition asks for no slope. Look at A and E again.":
            solutions.convex | {"A": False, "E": False},
        "F bends up along both axes, and down along (1, −1): the eigenvalue there is −2.":
            solutions.convex | {"F": True},
        "An f″ or an eigenvalue of 0 is allowed: only negative ones speak against convexity. Look at C and G again.":
            solutions.convex | {"C": False, "G": False},
    },
    because="Negative curvature at one place and in one direction is enough to refute; where f″ or H is continuous, "
            "none anywhere is what it takes.")

# ---- 7 and 8 · Newton -----------------------------------------------------------------------------------------

_STARTS = {"A": "f′ = 0.8 and f″ = 0.96. Where does w − f′/f″ lie, and how high is it there?",
           "B": "f′ = 0.994 and f″ = 0.116, a nearly straight parabola. Where is its bottom?",
           "C": "what is f″ = 2(1 − w²)/(1 + w²)² at 1?",
           "D": "f′ = 0.8 and f″ = −0.24. Which sign has −f′/f″?"}

four_starts = Exercise(
    id="06.four_starts", title="Four starts, four fates", minutes=5, reference=solutions.four_starts,
    reader=one_of(("lower", "overshoots", "runs away", "no step")),
    witness=first_wrong(solutions.four_starts, _STARTS),
    hints=("Compute f′ and f″ at each start, then w − f′/f″, then both heights. Python may do it, or the stage.",
           "A positive f″ makes the direction right. It says nothing about the length."),
    traps={
        "Newton does not always go downhill. It goes to where the parabola's slope is 0: with f″ < 0 that is a top, "
        "and with a small f″ it is far away.": {name: "lower" for name in "ABCD"},
        "At B the direction is downhill, for f″ is positive. The step is about 8.6 long, and how high is it there?":
            solutions.four_starts | {"B": "lower"},
        "At C f″ is 0, and the parabola is a straight line. It has neither bottom nor top.":
            solutions.four_starts | {"C": "runs away"},
    },
    because="Two things can go wrong: the direction, where f″ < 0, and the length, where f″ is small.")

_SADDLE = np.array([[0.4, 2.8], [2.8, 4.6]])


class _NoStep(Instead):
    """No step, in words; no array is equal to it."""

    def __eq__(self, other):
        return isinstance(other, str) and str(self) == str(other)

    __hash__ = Instead.__hash__


def _step(answer, g, H, floor):
    """The step, or that there is none: a table with the eigenvalue 0 has no solution, or by rounding a huge one."""
    nothing = _NoStep("no step, for an eigenvalue of its table is 0")
    try:
        step = answer(g, H, floor)
    except np.linalg.LinAlgError as error:
        if "Singular" not in str(error):
            raise
        return nothing
    return nothing if type(step) is np.ndarray and step.dtype.kind == "f" and np.abs(step).max() > 1e9 else step


damped_step = Exercise(
    id="06.damped_step", title="Newton, damped", minutes=12, reference=solutions.damped_step, use=_step,
    cases=((np.array([1.0, 2.0]), _TILT, 0.5), (np.array([1.0, -1.0]), _SADDLE, 0.5),
           (np.array([0.8]), np.array([[-0.24]]), 0.5), (np.array([2.0, 1.0, -1.0]), _THREE, 0.25),
           (np.array([1.0, 1.0]), np.diag([0.1, 3.0]), 1.0), (np.array([1.0, 2.0]), np.diag([3.0, -1.0]), 0.5),
           (np.array([1.0, -1.0]), _SADDLE[::-1, ::-1], 0.5)),
    hints=("np.linalg.eigvalsh(H)[0] is the smallest eigenvalue. How much is missing up to the floor, if anything is?",
           "np.linalg.solve(A, b) gives the d with A d = b. np.eye(len(g)) has ones on its diagonal."),
    traps={
        "That is Newton's step without damping: where an eigenvalue is negative or small, the floor is not kept.":
            lambda g, H, floor: np.linalg.solve(H, -g),
        "You added the floor itself. Add what is missing: the floor minus the smallest eigenvalue.":
            lambda g, H, floor: np.linalg.solve(H + floor * np.eye(len(g)), -g),
        "You damp also where nothing is missing: if the smallest eigenvalue is above the floor, μ is 0.":
            lambda g, H, floor: np.linalg.solve(H + (floor - np.linalg.eigvalsh(H)[0]) * np.eye(len(g)), -g),
        "Below the floor you added the floor itself. Add what is missing: the floor minus the smallest eigenvalue.":
            lambda g, H, floor: np.linalg.solve(H + (np.linalg.eigvalsh(H)[0] < floor) * floor * np.eye(len(g)), -g),
        "You damp only where an eigenvalue is negative. One between 0 and the floor is to be lifted, too.":
            lambda g, H, floor: np.linalg.solve(
                H + (np.linalg.eigvalsh(H)[0] < 0) * (floor - np.linalg.eigvalsh(H)[0]) * np.eye(len(g)), -g),
        "You lift the smallest eigenvalue to 0, and with an eigenvalue 0 there is no step. Lift it to the floor.":
            lambda g, H, floor: np.linalg.solve(H + max(0.0, -np.linalg.eigvalsh(H)[0]) * np.eye(len(g)), -g),
        "np.linalg.eigvals does not sort: its first value need not be the smallest. np.linalg.eigvalsh sorts.":
            lambda g, H, floor: np.linalg.solve(H + max(0.0, floor - np.linalg.eigvals(H)[0]) * np.eye(len(g)), -g),
        "H + mu adds μ to every entry. It belongs on the diagonal: mu * np.eye(len(g)).":
            lambda g, H, floor: np.linalg.solve(H + max(0.0, floor - np.linalg.eigvalsh(H)[0]), -g),
        "You took the smallest entry of the diagonal. The smallest curvature is the smallest eigenvalue.":
            lambda g, H, floor: np.linalg.solve(H + max(0.0, floor - np.diag(H).min()) * np.eye(len(g)), -g),
        "You multiplied by the matrix. Newton's step divides by the curvatures: solve a system.":
            lambda g, H, floor: -(H + max(0.0, floor - np.linalg.eigvalsh(H)[0]) * np.eye(len(g))) @ g,
    },
    slips={"The sign is turned round: the step goes against the gradient.":
           lambda g, H, floor: -solutions.damped_step(g, H, floor)},
    because="With all eigenvalues positive the step goes downhill, if it is short enough. A large μ makes it −g/μ, "
            "nearly.")

# ---- 9 · positive in every direction ----------------------------------------------------------------------

positive = Exercise(
    id="06.positive", title="Positive in every direction", minutes=5, stretch=True, reference=solutions.positive,
    cases=(np.eye(2), _TILT, _SADDLE, -_TILT, np.array([[2.0, -1.0], [-1.0, 2.0]]), np.diag([1.0, 0.0]),
           np.diag([2.0, -1.0, -1.0]), np.array([[1.0, 0.9, -0.9], [0.9, 1.0, 0.9], [-0.9, 0.9, 1.0]]),
           np.array([[1.0, 0.0, 0.0], [0.0, 1.0, -2.0], [0.0, -2.0, 1.0]]), np.diag([3.0, 1.0, 2.0]),
           np.array([[1.0, 2.0, 2.0], [2.0, 1.0, 2.0], [2.0, 2.0, 1.0]])),
    hints=("Among all directions, which one has the smallest curvature, and how large is it?",
           "np.linalg.eigvalsh returns the eigenvalues, the smallest first."),
    traps={
        "Positive entries are another matter: [[0.4, 2.8], [2.8, 4.6]] is a saddle, and [[2, −1], [−1, 2]] a bowl.":
            lambda H: bool((H > 0).all()),
        "The diagonal holds the curvatures along the axes only. Between them it can bend down.":
            lambda H: bool((np.diag(H) > 0).all()),
        "The determinant is the product of the eigenvalues: two negative ones make it positive.":
            lambda H: bool(np.linalg.det(H) > 1e-9),
        "An eigenvalue of 0 is a direction without curvature. The test is silent there: it must be above 0.":
            lambda H: bool(np.linalg.eigvalsh(H)[0] >= -1e-12),
        "The sum of the eigenvalues can be positive with a negative one among them.": lambda H: bool(np.trace(H) > 0),
        "With two inputs determinant and diagonal are enough. With three, two eigenvalues can be negative still.":
            lambda H: bool((np.diag(H) > 0).all() and np.linalg.det(H) > 1e-9),
    },
    because="Such a matrix is called positive definite.")
