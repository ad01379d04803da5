"""The exercises of lesson 10, hard landscapes."""
import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.exercises.naming import kind
from mathlib.exercises.reading import by_name, number_in, numbers_by_name, one_of
from mathlib.exercises.values import Instead
from mathlib.exercises.witness import first_wrong
from mathlib.lessons.hard_landscapes import kinks, slips, solutions

# ---- 1 · escape a saddle -----------------------------------------------------------------------------


TOO_LONG = Instead("a vector along the way out, and its length is not 1")


def _way(answer, H):
    """How long the way out is, in words, and how the ground bends along it; either sign of it is right."""
    d = answer(H)
    if d is ... or d is None:
        return d
    try:
        d = np.asarray(d, float)
    except (TypeError, ValueError):
        return Instead(f"{kind(d)}, where one number for each of {len(H)} inputs is expected")
    if d.size != len(H):
        what = f"an array of shape {d.shape}" if d.ndim else "a single number"
        return Instead(f"{what}, where one number for each of {len(H)} inputs is expected")
    d = d.ravel()
    length = float(np.linalg.norm(d))
    if length == 0:
        return {"length": 0.0, "bend along it": 0.0}
    bend, most = float(d @ H @ d) / length ** 2, float(np.linalg.eigvalsh(H)[0])
    if abs(length - 1) < 2e-3:
        return {"length": 1.0, "bend along it": bend}
    return TOO_LONG if most < 0 and abs(bend - most) < 1e-3 * abs(most) else {"length": length, "bend along it": bend}


_PASS = np.array([[2.0, 0.0], [0.0, -2.0]])
_TURNED = np.array([[1.0, 3.0], [3.0, 2.0]])
_THREE = np.array([[2.0, -1.0, 0.5], [-1.0, -3.0, 1.0], [0.5, 1.0, 4.0]])
_BOWL = np.array([[5.0, 2.0], [2.0, 2.0]])

way_out = Exercise(
    id="10.way_out", title="Escape a saddle", minutes=6, reference=solutions.way_out, use=_way, tolerance=1e-3,
    cases=((_PASS,), (_TURNED,), (_THREE,), (_BOWL,), (-_BOWL,), (0.1 * _BOWL,), (np.array([[-3.0]]),),
           (np.diag([0.0, 2.0]),), (np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 2.0], [0.0, 2.0, 0.5]]),)),
    hints=("Along its own axes a table bends by its eigenvalues. Which of them do you want?",
           "np.linalg.eigh(H) returns the eigenvalues, the smallest first, and the eigenvectors as columns.",
           "If the smallest eigenvalue is not negative, there is no way out: np.zeros(len(H))."),
    traps={
        "That is the direction in which the ground bends up most: the last eigenvector. The way out is the first.":
            slips.steepest_up,
        "You took the last eigenvector, whatever its eigenvalue: there the ground bends up most. The first bends "
        "down most, and only if its eigenvalue is negative.": slips.last_column,
        "You took a row of the matrix of eigenvectors. They stand in its columns: axes[:, 0].": slips.row,
        "You took a row of the matrix of eigenvectors, in a bowl as well. They stand in its columns, and a bowl has "
        "no way out.": slips.untested_row,
        "You took the eigenvalue of largest size. If that one is positive, the ground bends up there: the sign "
        "counts.": slips.largest_size,
        "You took the eigenvalue of largest size, in a bowl as well. The lowest one counts, and only if it is "
        "negative.": slips.untested_size,
        "Right at a saddle. In a bowl the smallest eigenvalue is positive, and there is no way out: return zeros.":
            slips.no_test,
        "An eigenvalue 0 bends neither up nor down: there H names no way out. Return zeros there too.": slips.not_up,
        "np.linalg.eig does not sort its eigenvalues; np.linalg.eigh does, the smallest first.": slips.unsorted,
        "np.linalg.eig does not sort its eigenvalues, so its first one may hide a way out. np.linalg.eigh sorts them, "
        "the smallest first.": slips.unsorted_test,
        "np.linalg.eig does not sort its eigenvalues; np.linalg.eigh does. And a bowl has no way out.":
            slips.untested_unsorted,
        "You chose among the axes of the map, by the diagonal of H. The ground may bend down most between them.":
            slips.along_an_axis,
        "You took the eigenvalue of smallest size. −3 is smaller than 1: the sign counts.": slips.smallest_size,
        "You took the eigenvalue of smallest size, in a bowl as well. The lowest one counts, and only if it is "
        "negative.": slips.untested_smallest,
        "You chose among the axes of the map, by the diagonal of H. The ground may bend down between them, and a bowl "
        "has no way out.": slips.untested_axis,
        "You asked the diagonal of H whether the ground bends down. It may do so between the axes of the map.":
            slips.axis_by_sign,
        "Those are the eigenvalues: how much the ground bends. The way out is a direction, an eigenvector.":
            slips.eigenvalues,
        "Those are the eigenvalues, if the lowest is negative. The way out is a direction, an eigenvector.":
            slips.tested_eigenvalues,
        "You ask that every eigenvalue is negative: that is a top. One negative eigenvalue is enough for a way out.":
            slips.only_a_top,
        "det(H) < 0 misses what bends down along two directions: their minus signs cancel. Ask the lowest "
        "eigenvalue.": slips.by_det,
        "You added up all the directions that bend down. Along one of them the ground bends down most.":
            slips.all_ways,
        "You added up all the directions that bend down, and shortened the sum. Along one of them the ground bends "
        "down most.": slips.all_ways_unit,
        "Zeros at every H say that there is never a way out. Where an eigenvalue is negative there is one.":
            slips.never,
    },
    slips={"The direction is right. A unit vector has length 1.": slips.too_long},
    because="Either sign will do: a pass has two ways down.")

# ---- 2 · cure the two-cycle ----------------------------------------------------------------------------

cure = Exercise(
    id="10.cure", title="Cure the two-cycle", minutes=6, reference=solutions.cure, use=kinks.fate,
    cases=(0.35, -3.0, 8.0),
    hints=("Two things are asked of η: that it becomes small, and that its sum becomes large.",
           "10,000 steps of what size add up to 8 and more? Try 1/t and 1/√t, and mind t = 0."),
    traps={
        "Your η does not go to 0, and a walk ends in a cycle as wide as its steps. Let η shrink with t.":
            slips.constant,
        "From most starts it ends as far off as that. Let η shrink faster, or begin smaller.": slips.slow,
        "All 10,000 steps together are shorter than the shortest of the three ways, 0.35.": slips.halved,
        "The steps shrink so quickly that they add up to less than 3: from farther off the walk stops short.":
            slips.geometric,
        "Both conditions hold. In 10,000 steps yours adds up to less than 3, and 8 is farther: begin with a larger η.":
            slips.harmonic,
        "Both conditions hold. In 10,000 steps yours adds up to less than 8: begin with a larger η.":
            slips.larger_harmonic,
        "The steps add up to less than 8, however many they are: from there the walk stops short.": slips.up_to_five,
    },
    slips={
        "Within 0.01, yes. And η does not go to 0: the walk cycles on, however long it runs.": slips.small_constant,
        "Enough for 8. A sum that stays bounded falls short of some start farther off: let η shrink more slowly.":
            slips.summable,
    },
    because="All three settle; and as far as numbers show it, your η goes to 0 and its sum grows without bound. "
            "0.1/√(t + 1) does both.")

# ---- 3 · the soft threshold -------------------------------------------------------------------------------


def _threshold(answer, b, lam):
    """The answer's output; in words, if it asks a whole array one yes-or-no question."""
    try:
        return answer(b, lam)
    except ValueError as error:
        if "truth value" not in str(error):
            raise
        return Instead("an error: `if` and `max` take one number, and b is an array here. np.maximum and np.where "
                       "take arrays")


soft = Exercise(
    id="10.soft", title="The soft threshold", minutes=5, reference=solutions.soft, use=_threshold,
    cases=((3.0, 1.0), (-3.0, 1.0), (0.5, 1.0), (-0.5, 1.0), (np.array([2.0, -0.3, 0.0, -1.5, 0.8]), 0.5),
           (np.array([-4.0, 4.0]), 0.0)),
    hints=("Take b > 0 first: b − lam while that is above 0, otherwise 0. np.maximum(…, 0) says that for arrays.",
           "For b of either sign: shorten the size |b|, then give it the sign back. np.sign(b) is −1, 0 or 1."),
    traps={
        "That is the hard threshold: what is larger than lam stays as it is. Here it moves by lam too.": slips.hard,
        "Yours does not stop at 0: where |b| is smaller than lam it comes out on the other side.": slips.past_zero,
        "That moves b by lam towards 0 and does not stop there; an entry of 0 it even moves away.": slips.past_zero_too,
        "Taking lam off |b| loses the sign, and where |b| is smaller it goes below 0.": slips.unsigned_past_zero,
        "np.max(x, 0) is the largest along axis 0: there the 0 is no number to compare with. np.maximum(x, 0) compares "
        "entry by entry.": slips.largest_of_all,
        "Multiplying by 1 − lam shortens in proportion. L1 takes off the same lam everywhere, and stops at 0.":
            slips.proportional,
        "Dividing by 1 + lam is the L2 answer. For b other than 0 it never reaches 0.": slips.ridge,
        "b − lam moves every b down: a small one past 0, and a negative one away from it.": slips.down,
        "That is what is cut off: b, held between −lam and lam. The answer is what is left of b.": slips.cut_off,
        "Right for b above 0. A negative b beyond lam moves up, towards 0; yours moves away from it.": slips.one_way,
        "The sign is lost: a negative b keeps its sign.": slips.unsigned,
        "Right for b above 0. A negative b moves up by lam, and yours is cut to 0.": slips.one_sided,
        "Right for one b above 0. A negative b moves up by lam, and yours is cut to 0; for arrays write np.maximum.":
            slips.one_sided_max,
    },
    because="It is also the step that cures a kink: near 0 it lands on 0 and stays.")

# ---- 4 · which coefficient dies first? ------------------------------------------------------------------


def _dies(answer):
    """Its numbers read from texts, "5 g" and "none" too."""
    answer = by_name(answer)
    if type(answer) is not dict:
        return answer
    told = {key: number_in(v, _IN_G) for key, v in answer.items()}
    for key, v in told.items():
        if key in ("first", "last") and type(v) in (int, float):
            told[key] = _LETTERS.get(v, v)
        elif type(v) is str and v.strip().casefold() in ("none", "none of them"):
            told[key] = 0
    return told


_LETTERS = {30: "A", -5: "B", 12: "C", -20: "D"}
_IN_G = ("g", "g per standard deviation", "g per s.d.", "of 4", "of them")
_DIES = {"first": "under L1 each size shrinks by λ, whatever its sign. Which size is used up first?",
         "its λ": "the size is used up when λ is as large as it: exactly its size.",
         "last": "which size lasts longest, whatever its sign?",
         "zeros under L2": "L2 divides each by 1 + λ, here 101. How many of the quotients are exactly 0?"}


dies_first = Exercise(
    id="10.dies_first", title="Which coefficient dies first?", minutes=4, reference=solutions.dies_first,
    reader=_dies, witness=first_wrong(solutions.dies_first, _DIES),
    hints=("With H = I each coefficient is on its own: soft(30, λ), soft(−5, λ), soft(12, λ), soft(−20, λ).",
           "Under L2 each is divided by 1 + λ."),
    traps={
        "You went by the sign: D is the lowest number, and not the smallest size. L1 shortens the size.":
            {"first": "D", "its λ": 20, "last": "A", "zeros under L2": 0},
        "The L1 part is right. L2 divides by 1 + λ: at λ = 100 each is a hundredth, and none is exactly 0.":
            solutions.dies_first | {"zeros under L2": 4},
        "λ weighs a size and is not negative: the size of −5 is 5.": solutions.dies_first | {"its λ": -5},
        "The largest lasts longest: each size loses λ, and 30 is used up last.":
            {"first": "A", "its λ": 30, "last": "B", "zeros under L2": 0},
    },
    because="Each size loses λ. So the zeros come in the order of the sizes, as long as the columns are uncorrelated.")

# ---- 5 · same model, other units ----------------------------------------------------------------------------

_UNITS = {"coefficient": "a metre is a thousand millimetres long. How much mass goes with it?",
          "effect of one s.d.": "49.7 g per mm times 14.04 mm. In metres: 0.01404 m, times the new coefficient.",
          "penalty, times": "λ|w| with the new number for w, over λ|w| with the old one.",
          "rise, times": "the predictions are the same in both units, before and after the column is shuffled."}


_SPELT = ("g", "g per m", "g/m", "times", "×")


def _numbers(answer):
    """The four numbers, with units and thousands: "49,700 g per m", "×1,000"."""
    if type(answer) is dict:
        answer = {key: v.lstrip("×x ") if type(v) is str else v for key, v in answer.items()}
    return numbers_by_name(answer, units=_SPELT, thousands=True)


units = Exercise(
    id="10.units", title="Same model, other units", minutes=5, reference=solutions.units, reader=_numbers,
    witness=first_wrong(solutions.units, _UNITS, tolerance=1.2e-3), tolerance=1.2e-3,
    hints=("Predictions stay: coefficient times length is the same mass, and the length is now a smaller number.",
           "Which of the four are about the predictions, and which about the number w itself?"),
    traps={
        "You divided: lengths in metres are smaller numbers, so the coefficient must be larger.":
            {"coefficient": 0.0497, "effect of one s.d.": 697.8, "penalty, times": 0.001, "rise, times": 1},
        "You went from mm to m the wrong way, three times: the number of a length becomes a thousand times smaller, so "
        "the g per m become a thousand times more.":
            {"coefficient": 0.0497, "effect of one s.d.": 0.000698, "penalty, times": 0.001, "rise, times": 1},
        "Predictions do not depend on the unit. The coefficient does, and with it the penalty, which sees only w.":
            {"coefficient": 49.7, "effect of one s.d.": 697.8, "penalty, times": 1, "rise, times": 1},
        "Only coefficient and penalty see the unit. The effect of one standard deviation is a mass, and stays.":
            {"coefficient": 49700, "effect of one s.d.": 697_800, "penalty, times": 1000, "rise, times": 1000},
        "Three are right. The penalty is λ|w|, and w is a thousand times as large.":
            {"coefficient": 49700, "effect of one s.d.": 697.8, "penalty, times": 1, "rise, times": 1},
    },
    because="The model is the same. Its coefficient and its penalty are not: they see the unit.")

# ---- 6 · the museum ---------------------------------------------------------------------------------------------

_KINDS = ("broadcast", "rows torn apart", "stale", "step too long", "wrong axis")
_MUSEUM = {"I": "each column should have mean 0. Along which axis was the mean taken?",
           "II": "compare slope2 with the slopes by differences at w2. Which name in the loop never changes?",
           "III": "no row is a penguin's any more. What does np.sort do to each column?",
           "II measured": "the first of numdiff.gradient(loss2, w2), in g."}


def _exhibits(answer):
    """The four names as they are, and the measured slope as a number, or the first of an array."""
    answer = by_name(answer)
    if type(answer) is not dict:
        return answer
    told = {key: v for key, v in answer.items() if key != "II measured"}
    named = one_of(_KINDS)(told)
    if named is not told or "II measured" not in answer:
        return named
    measured = number_in(answer["II measured"], ("g",))
    row = isinstance(measured, (list, tuple, np.ndarray)) and np.size(measured) == 4
    return told | {"II measured": np.ravel(measured)[0] if row else measured}


museum = Exercise(
    id="10.museum", title="Three diagnoses", minutes=6, reference=solutions.museum, reader=_exhibits,
    witness=first_wrong(solutions.museum, _MUSEUM, tolerance=1e-3), tolerance=1e-3,
    hints=("Start from the measurements: what should each of them have been?",
           "Print numdiff.gradient(loss2, w2) beside slope2. After each step, what should be computed anew?",
           "A step that is too long makes the loss of a least-squares fit grow, with slopes that are right."),
    traps={
        "That is the first entry of slope2, or of differences at w = 0; w2 is where the walk is now.":
            solutions.museum | {"II measured": -4201.754},
        "The sign is the other way round: a slope is what loss2 gains if that entry of w2 grows.":
            solutions.museum | {"II measured": 840.35},
        "That is twice the slope: loss2 is half the mean square.": solutions.museum | {"II measured": -1680.7},
        "That is the second of the four. Put the first there.": solutions.museum | {"II measured": 341.975},
        "That is the third of the four. Put the first there.": solutions.museum | {"II measured": -339.887},
        "That is the last of the four. Put the first there.": solutions.museum | {"II measured": 287.146},
        "In II the loss falls, and the slopes themselves are wrong: that is no step too long.":
            solutions.museum | {"II": "step too long"},
        "I and III are exchanged: in I each row is one penguin's, and in III each column holds its 342 numbers.":
            solutions.museum | {"I": "rows torn apart", "III": "wrong axis"},
    },
    because="All three ran without a word. A column mean, a difference quotient, a row looked up: three measurements "
            "to make by habit.")

# ---- 7 · a counterexample -------------------------------------------------------------------------------

uphill = Exercise(
    id="10.uphill", title="A counterexample", minutes=6, reference=solutions.uphill, reader=kinks.read_arrow,
    measure=kinks.kind_of_step, witness=kinks.arrow_witness, stretch=True,
    hints=("At (1, 0) f has a slope in x. In y it has a kink: which slopes fit below 2|y|?",
           "A step of length η against g changes x by −η g₁ and y by −η g₂. What does each do to |x| + 2|y|?"),
    traps={
        "[1, 0] is a subgradient, and its step goes down. Lean on the kink: choose another slope in y.": [1, 0],
        "[−1, 0] goes up against itself, and it is no subgradient: near (1, 0) the slope of |x| is 1.": [-1, 0],
        "[1, 3] is no subgradient: a line of slope 3 in y lies above 2|y|.": [1, 3],
    },
    because="x wins η, y costs 2|g₂|η: any second entry beyond ½ in size, and up to 2, goes up.")
