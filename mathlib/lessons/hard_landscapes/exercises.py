"""The exercises of lesson 10, hard landscapes."""
import re

import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import by_name, number_in, one_of
from mathlib.exercises.values import Instead, compare
from mathlib.lessons.hard_landscapes import kinks, slips, solutions

# ---- 1 · escape a saddle -----------------------------------------------------------------------------


def _way(answer, H):
    """How long the way out is, in words, and how the ground bends along it; either sign of it is right."""
    d = answer(H)
    if d is ... or d is None:
        return d
    d = np.asarray(d, float)
    if d.size != len(H):
        return Instead(f"an array of shape {d.shape}, where one number for each of {len(H)} inputs is expected")
    d = d.ravel()
    length = float(np.linalg.norm(d))
    told = "0" if length == 0 else "1" if abs(length - 1) < 1e-5 else "neither 0 nor 1"
    return {"length": told, "bend along it": float(d @ H @ d) / length ** 2 if length > 0 else 0.0}


_PASS = np.array([[2.0, 0.0], [0.0, -2.0]])
_TURNED = np.array([[1.0, 3.0], [3.0, 2.0]])
_THREE = np.array([[2.0, -1.0, 0.5], [-1.0, -3.0, 1.0], [0.5, 1.0, 4.0]])
_BOWL = np.array([[5.0, 2.0], [2.0, 2.0]])

way_out = Exercise(
    id="10.way_out", title="Escape a saddle", minutes=6, reference=solutions.way_out, use=_way, tolerance=1e-5,
    cases=((_PASS,), (_TURNED,), (_THREE,), (_BOWL,), (-_BOWL,), (0.1 * _BOWL,), (np.array([[-3.0]]),),
           (np.array([[0.0, 1.0, 0.0], [1.0, 0.0, 2.0], [0.0, 2.0, 0.5]]),)),
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
        "You chose among the axes of the map, by the diagonal of H. The ground may bend down most between them.":
            slips.along_an_axis,
        "You took the eigenvalue of smallest size. −3 is smaller than 1: the sign counts.": slips.smallest_size,
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
        "Among its last hundred steps are some longer than 0.01. Let η shrink faster, or begin smaller.": slips.slow,
        "All 10,000 steps together are shorter than the shortest of the three ways, 0.35.": slips.halved,
        "The steps shrink so quickly that they add up to less than 3: from farther off the walk stops short.":
            slips.geometric,
        "Both conditions hold. In 10,000 steps yours adds up to less than 3, and 8 is farther: begin with a larger η.":
            slips.harmonic,
    },
    slips={
        "Within 0.01, yes. And η does not go to 0: the walk cycles on, however long it runs.": slips.small_constant,
        "Enough for 8. A sum that stays bounded falls short of some start farther off: let η shrink more slowly.":
            slips.summable,
    },
    because="All three settle; and as far as numbers show it, your η goes to 0 and its sum grows without bound. "
            "0.1/√(t + 1) does both.")

# ---- 3 · a counterexample -------------------------------------------------------------------------------

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

# ---- 4 · the soft threshold -------------------------------------------------------------------------------

soft = Exercise(
    id="10.soft", title="The soft threshold", minutes=5, reference=solutions.soft,
    cases=((3.0, 1.0), (-3.0, 1.0), (0.5, 1.0), (-0.5, 1.0), (np.array([2.0, -0.3, 0.0, -1.5, 0.8]), 0.5),
           (np.array([-4.0, 4.0]), 0.0)),
    hints=("Take b > 0 first: b − lam while that is above 0, otherwise 0. np.maximum(…, 0) says that for arrays.",
           "For b of either sign: shorten the size |b|, then give it the sign back. np.sign(b) is −1, 0 or 1."),
    traps={
        "That is the hard threshold: what is larger than lam stays as it is. Here it moves by lam too.": slips.hard,
        "Yours does not stop at 0: where |b| is smaller than lam it comes out on the other side.": slips.past_zero,
        "Dividing by 1 + lam is the L2 answer. For b other than 0 it never reaches 0.": slips.ridge,
        "b − lam moves every b down: a small one past 0, and a negative one away from it.": slips.down,
        "The sign is lost: a negative b keeps its sign.": slips.unsigned,
        "Right for b above 0. A negative b moves up by lam, and yours is cut to 0.": slips.one_sided,
    },
    because="It is also the step that cures a kink: near 0 it lands on 0 and stays.")

# ---- 5 · which coefficient dies first? ------------------------------------------------------------------


def _number(text):
    """The number in "5 g", "49,700" or "none"; anything else as `number_in` reads it."""
    if type(text) is not str or len(text) > 40:
        return number_in(text)
    plain = text.strip()
    if plain.lower() in ("none", "none of them"):
        return 0
    plain = re.sub(r"(?<=\d)\s*(?:g|g per m|g/m|times)$", "", plain)
    if re.fullmatch(r"(?:\w+\s*=\s*)?[1-9]\d{0,2}([, \u2009\u00a0]\d{3})+(?:\.\d+)?", plain):
        plain = re.sub(r"(?<=\d)[, \u2009\u00a0](?=\d)", "", plain)
    found = number_in(plain)
    return text if found is plain else found


def _dies(answer):
    """Letters as they are, numbers in texts read."""
    answer = by_name(answer)
    if type(answer) is not dict:
        return answer
    return {key: _number(v) if key in ("its λ", "zeros under L2") else v for key, v in answer.items()}


_DIES = {"first": "under L1 each size shrinks by λ, whatever its sign. Which size is used up first?",
         "its λ": "the size is used up when λ is as large as it: exactly its size, so not below 0.",
         "last": "which size lasts longest, whatever its sign?",
         "zeros under L2": "L2 divides each by 1 + λ, here 101. How many of the quotients are exactly 0?"}


def _first_wrong(right, sentences, tolerance=1e-6):
    """A witness that says the sentence of the first entry that is wrong, at the tolerance of the exercise."""
    def witness(value):
        wrong = next((name for name, want in right.items() if compare(value[name], want, tolerance)), None)
        return f"“{wrong}”: {sentences[wrong]}" if wrong else ""
    return witness


dies_first = Exercise(
    id="10.dies_first", title="Which coefficient dies first?", minutes=5, reference=solutions.dies_first,
    reader=_dies, witness=_first_wrong(solutions.dies_first, _DIES),
    hints=("With H = I each coefficient is on its own: soft(30, λ), soft(−5, λ), soft(12, λ), soft(−20, λ).",
           "Under L2 each is divided by 1 + λ."),
    traps={
        "You went by the sign: D is the lowest number, and not the smallest size. L1 shortens the size.":
            {"first": "D", "its λ": 20, "last": "A", "zeros under L2": 0},
        "The L1 part is right. L2 divides by 1 + λ: at λ = 100 each is a hundredth, and none is exactly 0.":
            solutions.dies_first | {"zeros under L2": 4},
        "The largest lasts longest: each size loses λ, and 30 is used up last.":
            {"first": "A", "its λ": 30, "last": "B", "zeros under L2": 0},
    },
    because="Each size loses λ. So the zeros come in the order of the sizes, as long as the columns are uncorrelated.")

# ---- 6 · same model, other units ----------------------------------------------------------------------------

_UNITS = {"coefficient": "a metre is a thousand millimetres long. How much mass goes with it?",
          "effect of one s.d.": "49.7 g per mm times 14.04 mm. In metres: 0.01404 m, times the new coefficient.",
          "penalty, times": "λ|w| with the new number for w, over λ|w| with the old one.",
          "rise, times": "the predictions are the same in both units, before and after the column is shuffled."}


def _numbers(answer):
    """{"coefficient": "49700"} with its texts read as numbers."""
    return {key: _number(v) for key, v in answer.items()} if type(answer) is dict else answer


units = Exercise(
    id="10.units", title="Same model, other units", minutes=6, reference=solutions.units, reader=_numbers,
    witness=_first_wrong(solutions.units, _UNITS, 2e-3), tolerance=2e-3,
    hints=("Predictions stay: coefficient times length is the same mass, and the length is now a smaller number.",
           "Which of the four are about the predictions, and which about the number w itself?"),
    traps={
        "You divided: lengths in metres are smaller numbers, so the coefficient must be larger.":
            {"coefficient": 0.0497, "effect of one s.d.": 697.8, "penalty, times": 0.001, "rise, times": 1},
        "Predictions do not depend on the unit. The coefficient does, and with it the penalty, which sees only w.":
            {"coefficient": 49.7, "effect of one s.d.": 697.8, "penalty, times": 1, "rise, times": 1},
        "Only coefficient and penalty see the unit. The effect of one standard deviation is a mass, and stays.":
            {"coefficient": 49700, "effect of one s.d.": 697_800, "penalty, times": 1000, "rise, times": 1000},
        "Three are right. The penalty is λ|w|, and w is a thousand times as large.":
            {"coefficient": 49700, "effect of one s.d.": 697.8, "penalty, times": 1, "rise, times": 1},
    },
    because="The model is the same. Its coefficient and its penalty are not: they see the unit.")

# ---- 7 and 8 · the museum -------------------------------------------------------------------------------------

_MUSEUM = {"I": "each column should have mean 0. Along which axis was the mean taken?",
           "II": "the residual has 342 × 342 entries. Which shapes were subtracted?",
           "III": "slope and difference disagree after the first round. Which name in the loop never changes?",
           "IV": "all four are nan from the first step on. What is w/‖w‖ at the start?",
           "V": "hardly a row is a penguin's any more. What does np.sort do to each column?"}

museum = Exercise(
    id="10.museum", title="Five diagnoses", minutes=6, reference=solutions.museum,
    reader=lambda answer: one_of(("broadcast", "0/0", "rows torn apart", "stale", "step too long", "wrong axis"))(
        by_name(answer)),
    witness=_first_wrong(solutions.museum, _MUSEUM),
    hints=("Start from the five measurements: what should each of them have been?",
           "A step that is too long makes the loss of a least-squares fit grow, with slopes that are right."),
    traps={
        "In III the loss falls, and the slopes themselves are wrong: that is no step too long.":
            solutions.museum | {"III": "step too long"},
        "In IV nothing grows before the nan: the very first slope is 0/0.":
            solutions.museum | {"IV": "step too long"},
        "II and V are exchanged: V has 342 rows as it should, II has a table where a column belongs.":
            solutions.museum | {"II": "rows torn apart", "V": "broadcast"},
    },
    because="All five ran without a word. A shape, a column mean, a difference quotient, a look for nan, a row looked "
            "up: five measurements to make by habit.")


_WARNS = Instead("a warning: 0/0 was computed, and replaced afterwards")
_SHORTENED = Instead("an arrow shorter than 1, where w is tiny and not 0")


def _slope(answer, w):
    """The slope, or in words that it is nan, came with a warning, or is too short where w is tiny."""
    before, warned = w.copy(), False
    try:
        with np.errstate(divide="raise", invalid="raise"):
            slope = answer(w)
    except FloatingPointError:
        slope, warned = answer(before), True
    if type(slope) is not np.ndarray or slope.dtype.kind != "f" or slope.size > 100:
        return slope
    if np.isnan(slope).any():
        return Instead("nan (0/0)")
    if warned:
        return _WARNS
    size = np.linalg.norm(w)
    if 0 < size < 1e-6 and slope.shape == w.shape:
        length = np.linalg.norm(slope)
        if length < 1 - 1e-6 and np.allclose(slope, length * w / size, atol=1e-9):
            return _SHORTENED
    return slope.tolist()


mended = Exercise(
    id="10.mended", title="Exhibit IV, mended", minutes=4, reference=solutions.mended, use=_slope, stretch=True,
    cases=((np.array([3.0, 4.0]),), (np.zeros(4),), (np.array([-1.0, 2.0, 2.0]),), (np.array([0.0, -2.0]),),
           (np.array([3e-9, 4e-9]),)),
    hints=("Away from 0 the gradient is w/‖w‖, an arrow of length 1. What is to be returned at 0?",
           "Look at the length first, and divide only if it is above 0."),
    traps={
        "That is nan at w = 0: 0/0. Ask for the length before you divide.": slips.unmended,
        "That is the gradient of ‖w‖². The length itself has slope 1 in its own direction.": lambda w: 2 * w,
        "At w = 0 yours is not 0. Of the subgradients there, 0 was asked for.": slips.ones,
        "That is the sign of each entry, a subgradient of Σ|w|. The gradient of the length is w/‖w‖.": np.sign,
    },
    slips={"A small number in the fraction, or a threshold above 0, takes the nan away and shortens the gradient at "
           "small arrows: at (3e−9, 4e−9) it still has length 1.": slips.padded,
           "The values are right. 0/0 is still computed, and warns: look at the length before you divide.":
               slips.replaced},
    because="0 is a subgradient of the length at 0, and the one that lets a walk rest there.")
