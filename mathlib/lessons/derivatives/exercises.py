"""The exercises of lesson 01, derivatives."""
import numpy as np

from mathlib import numdiff
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.naming import show
from mathlib.exercises.reading import by_name, number_in, one_of
from mathlib.lessons.derivatives import solutions
from mathlib.lessons.derivatives.cards import CURVES, PLACES, hilly
from mathlib.lessons.derivatives.step_size import is_sharp, positive_step, step_witness

# ---- 1 · from average rate to slope ---------------------------------------------------------


def square(x):
    """x²."""
    return x ** 2


def cube(x):
    """x³."""
    return x ** 3


def ratio(x):
    """x/(1 + x²)."""
    return x / (1 + x ** 2)


SMOOTH = [(square, 3.0, 0.5), (np.cos, 1.0, 0.2),
          (cube, 1.0, 0.1), (np.sin, 1.0, 0.01), (np.exp, -2.0, 0.25), (ratio, 0.7, 0.3)]

forward = Exercise(
    id="01.forward", title="Slope of a secant", minutes=4,
    reference=solutions.forward_difference, cases=SMOOTH, tolerance=1e-9,
    hints=("Two points lie on the secant: one above x, one above x + h. How much higher is the second?",
           "Rise over run. The run is h, and it divides the whole rise: mind the parentheses."),
    traps={
        "That is the rise alone. A slope is rise divided by run, and the run is h.":
            lambda f, x, h: f(x + h) - f(x),
        "The division reaches only f(x). Put the whole difference in parentheses, then divide by h.":
            lambda f, x, h: f(x + h) - f(x) / h,
        "You added h to the height f(x). The step h goes into the input: f(x + h).":
            lambda f, x, h: ((f(x) + h) - f(x)) / h,
        "You divided by x + h, the place where the secant ends. Its run is h, the distance from x.":
            lambda f, x, h: (f(x + h) - f(x)) / (x + h),
        "You divided by x. The run of the secant is h, the distance from x to x + h.":
            lambda f, x, h: (f(x + h) - f(x)) / x,
        "This secant reaches back from x − h to x. The forward difference reaches on to x + h.":
            lambda f, x, h: (f(x) - f(x - h)) / h,
        "You multiplied by h. A slope is rise divided by run.":
            lambda f, x, h: (f(x + h) - f(x)) * h,
        "The sign is lost. Where a curve falls, its slope is negative.":
            lambda f, x, h: abs(f(x + h) - f(x)) / h,
    },
    because="With h going to 0 this number goes to f′(x), where f′(x) exists.")


def _hole_witness(value):
    if isinstance(value, str) or value is None or value != value:
        return ("The quotient has no value at x = 1, but a limit asks only what happens nearby. Compute it at "
                "x = 1.1, 1.01 and 1.001.")
    return "Compute the quotient at x = 1.1, 1.01 and 1.001: what do these values approach?"


hole = Exercise(
    id="01.hole", title="A limit beside a trap", minutes=3,
    reference=solutions.limit_at_one, reader=number_in, tolerance=1e-9, witness=_hole_witness,
    hints=("Which x does a limit look at: x = 1, or the x near 1?",
           "Factor x² − 1. For x ≠ 1 something cancels."),
    traps={
        "7 is the value at x = 1. The limit does not look there: it asks what f approaches for x near 1.": 7.0,
        "0 is what the numerator approaches. The denominator does that too, and their quotient does not.": 0.0,
        "1 is the place you approach. What do the heights f(x) approach?": 1.0,
    },
    slips={"That is f at one place near 1. The limit is the number that such values approach; round it to a whole one.":
           2.001},
    because="Near x = 1 the quotient is x + 1, which goes to 2. The value 7 at x = 1 changes nothing.")

# ---- 2 · the best straight line -------------------------------------------------------------

def _is_the_curve(value):
    near = isinstance(value, float) and abs(value - np.sqrt(4.1)) < 6e-5
    return "That is the curve itself, √4.1. The line stays above it: the number is slightly larger." if near else ""


line_value = Exercise(
    id="01.line_value", title="A square root from a straight line", minutes=3,
    reference=solutions.root_of_4_1, reader=number_in, tolerance=1e-7, witness=_is_the_curve,
    hints=("At which nearby place do you know √x and its slope exactly?",
           "Start at the height √4, and add slope times Δx with Δx = 0.1."),
    traps={
        "That is the height of the line at x = 4. Move on by Δx = 0.1 at slope 1/4.": 2.0,
        "That is the change alone. Add it to the height √4.": 0.025,
        "That is the slope. The line's height at 4.1 is √4 plus slope times Δx.": 0.25,
        "You walked the whole Δx at slope 1. The slope at 4 is 1/4.": 2.1,
        "2.05 is 2 + ½ · 0.1, and also half of 4.1. The slope of √x at 4 is 1/4, and it multiplies Δx alone.": 2.05,
        "You walked by 4.1. The step Δx is the distance from 4 to 4.1.": 2 + 4.1 / 4,
        "You started at 4. That is the place; the height there is √4 = 2.": 4.025,
        "You multiplied Δx by 4. The slope at 4 is 1/4.": 2.4,
        "You walked a whole unit. From 4 to 4.1 it is Δx = 0.1.": 2.25,
    },
    slips={"Give all its digits: 1/4 of 0.1 has three decimals.": 2.02,
           "Rounded. Give all its digits: 1/4 of 0.1 has three decimals.": 2.03},
    because="The curve has √4.1 = 2.02485: the line misses it by 1.5e-4, about Δx²/64.")


def _meets_witness(value):
    if isinstance(value, str):
        return "It does meet the curve again. Solve x³ = 3x − 2, and give the point (x, y)."
    x, _ = value
    return f"At x = {show(x)} the curve has height {show(x ** 3)}, the tangent {show(3 * x - 2)}."


meets = Exercise(
    id="01.meets", title="Where the tangent meets the curve again", minutes=4,
    reference=solutions.meets_at, tolerance=1e-7, witness=_meets_witness,
    hints=("The tangent passes through (1, 1) with slope 3. Write it as y = 3x + something.",
           "Set x³ equal to the line. You know one solution already, x = 1: divide by (x − 1), or try small whole "
           "numbers, negative ones too."),
    traps={
        "That is where it touches. A tangent is defined by what it does at that place; elsewhere it may cross.": (1, 1),
        "That is where the tangent crosses the vertical axis. Look for the point that lies on the curve too.": (0, -2),
        "That is where the tangent crosses the horizontal axis. Look for the point that lies on the curve too.":
            (2 / 3, 0),
        "A tangent may meet its curve again: touching is a property of one place. Solve x³ = 3x − 2.": "nowhere",
        "−2 is the right x. Give the point, (x, y): how high is the curve there?": -2,
    },
    slips={"The sizes are right. Which sign of x solves x³ = 3x − 2?": (2, 8),
           "The x is right. The height there is (−2)³.": (-2, 8)},
    because="(−2)³ = −8 = 3·(−2) − 2. A tangent hugs the curve at one place and is free everywhere else.")


def _steepest_witness(value):
    wrong = [name for name in steepest.reference if value.get(name) != steepest.reference[name]]
    place = str(value.get(wrong[0], "")).strip().upper()
    if place not in PLACES:
        return ""
    if (wrong[0], place) == ("largest slope", "E"):
        return "E is the highest place. Near a hilltop the slope is close to 0: where does the curve rise most steeply?"
    height, slope = hilly(PLACES[place]), numdiff.derivative(hilly, PLACES[place])
    return (f"For the {wrong[0]} you chose {place}: the height there is {height:.1f}, the slope {slope:.1f}. "
            "Another place beats it.")


steepest = Exercise(
    id="01.steepest", title="Largest height, largest slope", minutes=3,
    reference=solutions.places, witness=_steepest_witness,
    hints=("Height is read off the vertical axis. Slope is how the curve is tilted: lay a ruler along it.",
           "A falling curve has a negative slope. The smallest slope is the most negative one."),
    traps={
        "You took the highest place for the steepest. E lies near a hilltop, where the slope is close to 0.":
            {"largest f": "E", "largest slope": "E", "smallest slope": "C"},
        "At C the curve falls, so its slope is negative. Where does it rise most steeply?":
            {"largest f": "E", "largest slope": "C", "smallest slope": "C"},
        "B is the flattest place. The smallest slope is another question: −1 is smaller than 0.":
            {"largest f": "E", "largest slope": "A", "smallest slope": "B"},
        "D is the lowest place, and nearly flat. Where does the curve fall most steeply?":
            {"largest f": "E", "largest slope": "A", "smallest slope": "D"},
    },
    because="Height and slope are two questions: A is steepest, C falls fastest; E is highest, D lowest, B flattest.")


def _match_witness(value):
    for name, letter in value.items():
        if name in CURVES and str(letter).upper() != match.reference[name]:
            at = 1.5
            return (f"Look at curve {name} near x = {at}: its slope there is "
                    f"{numdiff.derivative(CURVES[name], at):.1f}. Which card has that height at {at}?")
    return ""


match = Exercise(
    id="01.match", title="Match f with f′", minutes=5,
    reference=solutions.cards, reader=by_name, witness=_match_witness,
    hints=("Begin with the places where a curve is flat: there its card is 0.",
           "Where a curve rises its card is above 0, where it falls below. Curve 3 never falls."),
    traps={
        "You matched by looks. The card holds the slope of the curve: where the curve is steep the card is high, "
        "whatever the curve's own height.": {"1": "C", "2": "D", "3": "B", "4": "A"},
        "Curves 3 and 4 are exchanged. Curve 3 never falls, so its card is never below 0.":
            {"1": "D", "2": "B", "3": "C", "4": "A"},
        "Curves 1 and 2 are exchanged. Curve 1 is flat at two places: its card crosses 0 twice.":
            {"1": "B", "2": "D", "3": "A", "4": "C"},
    },
    because="Each card is 0 where its curve is flat, positive where it rises, negative where it falls.")

# ---- 3 · where there is no slope --------------------------------------------------------------

hinge = Exercise(
    id="01.hinge", title="Two slopes at one place", minutes=3, reference=solutions.hinge_slopes,
    hints=("Which piece of max(0, 2x − 1) is in force left of 0.5, and which one right of it?",
           "Take a step of 0.1 to the left and one to the right. Rise over run, each time."),
    traps={
        "Left and right are exchanged: left of 0.5 the larger of 0 and 2x − 1 is 0.": [2.0, 0.0],
        "1 is the mean of both one-sided slopes, and what a central difference measures. Give both slopes.":
            [1.0, 1.0],
        "You have the right-hand slope twice. Left of 0.5 the maximum is the constant 0.": [2.0, 2.0],
        "You have the left-hand slope twice. Right of 0.5 the maximum is 2x − 1.": [0.0, 0.0],
        "2x − 1 is below 0 on the left: the maximum takes 0 there, so the curve does not rise towards 0.5.":
            [-2.0, 2.0],
        "0.5 is the place of the kink. Right of it 2x − 1 rises by 2 for each unit of x.": [0.0, 0.5],
        "−1 and 1 are the slopes of |x|. This hinge is flat on the left, and 2x − 1 on the right.": [-1.0, 1.0],
        "1 is the slope of ReLU. Here the input is 2x − 1, which grows twice as fast as x.": [0.0, 1.0],
    },
    because="Two different one-sided slopes: at 0.5 there is a kink and no derivative.")

_WHY = {  # what tells a card from the others: the secant slopes at 0 from the left and from the right
    "A": "Card A: the secant slopes grow without bound on both sides, and both are positive.",
    "B": "Card B: the secant slopes are −0.5 on the left and 1.5 on the right, however small h is.",
    "C": "Card C: the curve is connected at 0, and its secant slopes swing between −1 and 1 for ever.",
    "D": "Card D: there is a gap between the heights on both sides of 0.",
    "E": "Card E: the secant slopes grow without bound, downwards on the left and upwards on the right.",
    "F": "Card F: the secant slopes from both sides go to the same number, 0.",
}


def _classify_witness(value):
    wrong = [card for card in _WHY if str(value.get(card, "")).strip().lower() != classify.reference[card]]
    return _WHY[wrong[0]]


_FAILURES = solutions.failures
classify = Exercise(
    id="01.classify", title="Name the failure", minutes=5,
    reference=_FAILURES, reader=one_of(_FAILURES.values()), witness=_classify_witness,
    hints=("For each card imagine the secant from 0 to h, then from 0 to −h, and let h shrink.",
           "Do the two secant slopes settle? On one number, on two, or do they grow, and with which signs?"),
    traps={
        "Cards A and E are exchanged. Both get steeper without end; at a cusp the two sides have opposite signs.":
            _FAILURES | {"A": "cusp", "E": "vertical tangent"},
        "Card E is no kink: a kink has two finite one-sided slopes, and these grow without bound.":
            _FAILURES | {"E": "kink"},
        "Card F looks bent, and it is flat at 0 from both sides: the secant slope x·|x|/x is |x|, which goes to 0.":
            _FAILURES | {"F": "kink"},
        "Card D has no tangent at all, not a vertical one: the curve is torn.": _FAILURES | {"D": "vertical tangent"},
        "Card B is no cusp: at a cusp the one-sided slopes grow without bound. Here they stay at −0.5 and 1.5.":
            _FAILURES | {"B": "cusp"},
        "Card C has no gap: x·sin(1/x) is squeezed to 0 from both sides. Its slope is what fails to settle.":
            _FAILURES | {"C": "jump"},
    },
    because="Only card F has a slope at 0. The other five fail in five different ways.")

# ---- 4 · what a computer can measure ----------------------------------------------------------


central = Exercise(
    id="01.central", title="Central difference", minutes=4,
    reference=solutions.central_difference, cases=SMOOTH, tolerance=1e-9,
    hints=("Now x lies in the middle: one point at x − h, one at x + h.",
           "How far apart are the two points? That is the run. In Python a / 2 * h is (a / 2) · h."),
    traps={
        "The points are 2h apart, and you divided by h: your slope is twice too large.":
            lambda f, x, h: (f(x + h) - f(x - h)) / h,
        "Python reads … / 2 * h from the left, so it multiplies by h. Write … / (2 * h).":
            lambda f, x, h: (f(x + h) - f(x - h)) / 2 * h,
        "That is the forward difference. Here the secant reaches from x − h to x + h.":
            solutions.forward_difference,
        "The division reaches only the second value. Put the whole difference in parentheses.":
            lambda f, x, h: f(x + h) - f(x - h) / (2 * h),
        "The sign is lost. Where a curve falls, its slope is negative.":
            lambda f, x, h: abs(f(x + h) - f(x - h)) / (2 * h),
        "The run 2h belongs to a rise from x − h to x + h. Yours begins at x.":
            lambda f, x, h: (f(x + h) - f(x)) / (2 * h),
        "That is the rise. Divide it by the run, 2h.":
            lambda f, x, h: f(x + h) - f(x - h),
        "That is half the rise. It still has to be divided by h.":
            lambda f, x, h: (f(x + h) - f(x - h)) / 2,
        "That is the forward difference with the double step 2h. The central one has x in its middle.":
            lambda f, x, h: (f(x + 2 * h) - f(x)) / (2 * h),
    },
    because="Two steps of h, one to each side: the bend of the curve cancels, and the error shrinks like h².")


best_h = Exercise(
    id="01.best_h", title="A good h for another function", minutes=4,
    reference=solutions.h_for_exp, reader=positive_step, measure=is_sharp, witness=step_witness,
    hints=("Which of the two errors shrinks as h shrinks, and which one grows?",
           "For the central difference the U-curve of sin is lowest between 1e-6 and 1e-5. Try there first."),
    traps={
        "A smaller h is not always better: 10 ± h is rounded, and beside such an h the rounding is large.": 1e-16,
        "With 1e-8 the forward difference does well. The central one has less truncation and can afford a larger h.":
            1e-8,
    },
    because="Relative to the slope, truncation is h²/6 and round-off up to 11 ε/h, as 10 ± h is rounded too. They "
            "balance near 2e-5.")


def tall(x):
    """10²⁰ x³: high enough to tell a step of 1e-20 along the imaginary axis from none."""
    return 1e20 * x ** 3


complex_step = Exercise(
    id="01.complex_step", title="A derivative without subtraction", minutes=8, stretch=True,
    reference=solutions.complex_step, tolerance=1e-13,
    cases=[(cube, 2.0), (np.sin, 1.0), (np.exp, 0.5), (ratio, 0.7), (square, -3.0), (tall, 2.0)],
    hints=("In Python 1j is the imaginary unit: x + 1j * h is a complex input.",
           "(x + ih)² = x² − h² + 2xh·i. Where in this number does the slope 2x stand?",
           "np.imag takes the imaginary part of f(x + ih). Nothing is subtracted, so that h may be 1e-20."),
    traps={
        "That is 0, or next to it: along the real axis x + 1e-20 is x. Step to x + 1j * h, and divide by h.":
            lambda f, x: numdiff.forward_difference(f, x, 1e-20),
        "The imaginary part holds h times the slope. Divide it by h.": lambda f, x: np.imag(f(x + 1e-20j)),
        "The real part holds the height f(x). The slope is in the imaginary part.":
            lambda f, x: np.real(f(x + 1e-20j)),
        "That is the real part divided by h. The slope is in the imaginary part.":
            lambda f, x: np.real(f(x + 1e-20j)) / 1e-20,
        "That still subtracts two nearly equal numbers: it is good to about 11 digits. Step along the imaginary axis.":
            lambda f, x: numdiff.central_difference(f, x, 1e-5),
        "A forward difference is good to 8 digits here. Step along the imaginary axis, where nothing is subtracted.":
            lambda f, x: numdiff.forward_difference(f, x, 1e-8),
    },
    because="16 digits, with h = 1e-20: the imaginary part holds h·f′(x) alone, so nothing cancels in it.")
