"""The exercises of lesson 03, partial derivatives."""
import numpy as np

from mathlib import numdiff
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import by_name, number_in, one_of
from mathlib.exercises.values import compare
from mathlib.exercises.verdict import Verdict
from mathlib.exercises.witness import first_wrong
from mathlib.lessons.partial_derivatives import counterexample, maps, slips, solutions

# ---- 1 · held is not gone -------------------------------------------------------------------

_AT_1 = {"1": "the slice at y = 1 has its lowest place at x = 1, at height 0", "2": "at (0, 1) the height is 1, and it "
         "grows to both sides", "3": "on the line y = 0 the height is 0 all along", "4": "all level lines are upright: "
         "y has no say"}


def _map_witness(value):
    wrong = next((name for name in _AT_1 if compare(value[name], solutions.cards[name])), None)
    return f"Look at map {wrong} again: {_AT_1[wrong]}." if wrong else ""


def _letters(answer):
    """The cards by name, or a word on a letter that is none, or on letters where the maps belong."""
    answer = by_name(answer)
    if type(answer) is dict and answer and {str(key).strip().upper() for key in answer} <= set("ABCD"):
        return Verdict("not attempted", "The maps, 1 to 4, are the keys; the cards are the values.")
    return one_of("ABCD")(answer)


cards = Exercise(
    id="03.cards", title="Four maps and their slices", minutes=5, reference=solutions.cards, reader=_letters,
    witness=_map_witness,
    hints=("Walk along the line y = 0 of a map, from left to right, and read the heights at the level lines. Then "
           "along y = 1.",
           "On which map does y make no difference at all? There both slices are one curve."),
    traps={
        "Cards A and B are exchanged. On map 4 the level lines are upright: moving y changes nothing. On map 2 it "
        "does.":
            {"1": "C", "2": "B", "3": "D", "4": "A"},
        "Cards A and C are exchanged. On map 1 the lowest places lie on a slanting line, on map 2 there is one lowest "
        "place: which of them moves the slice sideways?": {"1": "A", "2": "C", "3": "D", "4": "B"},
        "Cards C and D are exchanged. On map 3 the slice at y = 0 is level: its height is 0 all along.":
            {"1": "D", "2": "A", "3": "C", "4": "B"},
    },
    because="A held y can lift the slice (2), shift it (1) or tilt it (3). Only on map 4 does it do nothing.")

# ---- 2 · a slope for each input ---------------------------------------------------------------


_XY = {**{name: f"the slice is {line}, a straight line. Its slope is one number. Which?"
          for name, line in {"y = 5": "5x", "y = 0": "0 · x", "y = −2": "−2x"}.items()},
       "depends on y": "your three slopes are right. Does the held y decide which of them you get? True or False."}
_TOLD = {"true": True, "false": False}


def _xy_read(answer):
    """Keys with any minus and any spaces; numbers and truths also as text."""
    if type(answer) is not dict or len(answer) > 20:
        return answer
    ours = {name.replace(" ", ""): name for name in solutions.slopes_of_xy}
    read = {ours.get(str(key).replace(" ", "").replace("-", "−"), key): value for key, value in answer.items()}
    if len(read) < len(answer):
        return answer
    return {key: _TOLD.get(value.strip().casefold(), number_in(value)) if type(value) is str else number_in(value)
            for key, value in read.items()}


def _xy(*numbers, depends):
    return dict(zip(solutions.slopes_of_xy, (*numbers, depends), strict=True))


slopes_of_xy = Exercise(
    id="03.slopes_of_xy", title="Held, and what it does", minutes=3, reference=solutions.slopes_of_xy,
    reader=_xy_read, witness=first_wrong(solutions.slopes_of_xy, _XY),
    hints=("Write the slice first: at y = 5 it is f(x, 5) = 5x.", "What is the slope of 5x? Of 0 · x? Of −2x?"),
    traps={
        "These are slopes of constants. y is held, and x still moves: at y = 5 the slice is 5x.":
            _xy(0, 0, 0, depends=False),
        "1 is the slope of x alone. The held y is a factor that stays: at y = 5 the slice is 5x.":
            _xy(1, 1, 1, depends=False),
        "3 is the slope in y, with x held at 3. Here x moves and y is held.": _xy(3, 3, 3, depends=False),
        "These are the heights f(3, y). The question is how fast the height changes as x moves.":
            _xy(15, 0, -6, depends=True),
    },
    slips={
        "Your three slopes are right, and they differ. So held constant does not mean without effect.":
            _xy(5, 0, -2, depends=False),
        "At y = −2 the slice is −2x, and it falls.": _xy(5, 0, 2, depends=True),
    },
    because="∂f/∂x = y. Held constant means: y does not move. It does not mean: y has no effect.")


def _performance(s, n):
    """The model of the lesson."""
    return 80 - 3 * (s - 8) ** 2 - 2 * (n - 6) ** 2 + 2 * (s - 8) * (n - 6)


slope_in_n = Exercise(
    id="03.slope_in_n", title="The other slope", minutes=4, reference=solutions.slope_in_n,
    cases=((7.0, 4.0), (6.0, 7.0), (9.5, 3.0), (8.0, 8.0), (5.0, 6.0), (7.3, 4.6)),
    hints=("Now s is a number. Which of the four terms change when n moves?",
           "In 2(s − 8)(n − 6) the factor 2(s − 8) is held: the term is a straight line in n."),
    traps={
        "You dropped the last term. s is held there, and as a factor it stays.": lambda s, n: -4 * (n - 6),
        "In the last term you kept (n − 6), which moves, and dropped (s − 8), which is held. It is the other way "
        "round.":
            lambda s, n: -4 * (n - 6) + 2 * (n - 6),
        "You left the last term as it stands. Its slope in n is the held factor, 2(s − 8).":
            lambda s, n: -4 * (n - 6) + 2 * (s - 8) * (n - 6),
        "The slope of (n − 6)² is 2(n − 6): with the −2 in front that makes −4.":
            lambda s, n: -2 * (n - 6) + 2 * (s - 8),
        "That is ∂P/∂s. Here n moves and s is held.": lambda s, n: -6 * (s - 8) + 2 * (n - 6),
        "You moved both inputs and added up their slopes. Hold s.":
            lambda s, n: -6 * (s - 8) + 2 * (n - 6) - 4 * (n - 6) + 2 * (s - 8),
        "The terms that n does not move have slope 0 in n. The 80 and −3(s − 8)² go.":
            lambda s, n: 80 - 3 * (s - 8) ** 2 - 4 * (n - 6) + 2 * (s - 8),
        "That is P itself, a height in points. The slope is in points per portion.": _performance,
        "That is the gain of a whole portion more. On the way the slope changes; asked is the slope at n itself.":
            lambda s, n: _performance(s, n + 1) - _performance(s, n),
        "s and n are exchanged: the function is called with s first.": lambda s, n: -4 * (s - 6) + 2 * (n - 8),
    },
    because="In points per portion. And s is still in it.")


partial = Exercise(
    id="03.partial", title="A slope in one coordinate", minutes=8, reference=solutions.partial, tolerance=1e-7,
    cases=((maps.bowl, np.array([2.0, -1.0]), 1, 0.1), (maps.bowl, np.array([2.0, -1.0]), 0, 0.1),
           (maps.wave, np.array([1.0, 2.0, -0.5]), 2, 0.2), (maps.wave, np.array([0.3, -2.0, 1.5]), 0, 0.05),
           (maps.growth, np.array([2.0, 1.5]), 0, 0.2)),
    hints=("Two places are needed: one with x[i] larger by h, one with x[i] smaller by h. All other numbers stay.",
           "x.copy() is a place of its own: changing it leaves x alone. Then `ahead[i] += h`.",
           "How far apart are the two places? That is the run."),
    traps={
        "You moved all coordinates by h. Only x[i] moves, the others are held.":
            lambda f, x, i, h: (f(x + h) - f(x - h)) / (2 * h),
        "The two places are 2h apart, and you divided by h: twice too large.":
            lambda f, x, i, h: 2 * solutions.partial(f, x, i, h),
        "Python reads … / 2 * h from the left, so it multiplies by h. Write … / (2 * h).":
            lambda f, x, i, h: solutions.partial(f, x, i, h) * h * h,
        "That is a forward difference, from x[i] to x[i] + h. Here the step goes to both sides.": slips.forward,
        "That is the difference of two heights. Divide it by the run, 2h.":
            lambda f, x, i, h: solutions.partial(f, x, i, h) * 2 * h,
        "You always move coordinate 0. Which one moves is i.": lambda f, x, i, h: solutions.partial(f, x, 0, h),
        "You set x[i] to h and to −h. Add h to what stands there, and subtract it.": slips.replaced,
        "That is 0, as when both heights are measured at one place. If both names stand for one array, a step ahead "
        "and a step back undo each other: make two copies of x.": lambda f, x, i, h: 0.0,
        "Your second place is x itself, h away from the first and not 2h. It should lie at x[i] − h.":
            lambda f, x, i, h: slips.forward(f, x, i, h) / 2,
        "The others became 0. Held means that they keep their values: start from copies of x.": slips.alone,
        "That is the slope for a much smaller step. Use the h that is handed in.":
            lambda f, x, i, h: numdiff.partial(f, x, i),
    },
    because="Two measurements for each input: n inputs cost 2n.")

# ---- 3 · the corner -----------------------------------------------------------------------------


def product(x, y):
    """x²·y."""
    return x ** 2 * y


def hump(x, y):
    """exp(x·y/2)."""
    return np.exp(x * y / 2)


def apart(x, y):
    """x² + sin y."""
    return x ** 2 + np.sin(y)


interaction = Exercise(
    id="03.interaction", title="Measure the interaction", minutes=6, reference=solutions.interaction, tolerance=1e-6,
    cases=((product, 1.0, 2.0, 0.5, 0.2), (_performance, 6.0, 4.0, 1.0, 2.0), (hump, 0.5, 1.0, 0.1, 0.2),
           (apart, 1.0, 2.0, 0.5, 0.25), (product, -1.0, 0.5, 0.2, 0.4), (product, 1.0, 2.0, -0.5, 0.2)),
    hints=("The rectangle has four corners: (x, y), (x + h, y), (x, y + k), (x + h, y + k).",
           "Both together, minus x alone, minus y alone. Each of these is a difference from f(x, y): how often does "
           "f(x, y) remain?"),
    traps={
        "That is the extra itself. The interaction is the extra per unit of each input: divide by h and by k.":
            lambda f, x, y, h, k: solutions.interaction(f, x, y, h, k) * h * k,
        "You divided by h alone. The extra belongs to a step in both: divide by k too.":
            lambda f, x, y, h, k: solutions.interaction(f, x, y, h, k) * k,
        "You divided by k alone. The extra belongs to a step in both: divide by h too.":
            lambda f, x, y, h, k: solutions.interaction(f, x, y, h, k) * h,
        "Python reads … / h * k from the left, so it multiplies by k. Write … / (h * k).":
            lambda f, x, y, h, k: solutions.interaction(f, x, y, h, k) * k * k,
        "f(x, y) has the wrong sign. Subtracting both single gains takes it away once too often: add it.":
            lambda f, x, y, h, k: solutions.interaction(f, x, y, h, k) - 2 * f(x, y) / (h * k),
        "f(x, y) is missing: with it the four corners have the signs +, −, −, +.":
            lambda f, x, y, h, k: solutions.interaction(f, x, y, h, k) - f(x, y) / (h * k),
        "That is the whole gain of both steps together. Take away what each of them gains alone.":
            lambda f, x, y, h, k: (f(x + h, y + k) - f(x, y)) / (h * k),
        "That is the product of the two slopes. It needs no corner (x + h, y + k), and the interaction does.":
            lambda f, x, y, h, k: (f(x + h, y) - f(x, y)) / h * (f(x, y + k) - f(x, y)) / k,
        "That is the sum of the two slopes. It needs no corner (x + h, y + k), and the interaction does.":
            lambda f, x, y, h, k: (f(x + h, y) - f(x, y)) / h + (f(x, y + k) - f(x, y)) / k,
        "h and k are exchanged: h is the step in x, k the step in y.":
            lambda f, x, y, h, k: solutions.interaction(f, x, y, k, h),
    },
    because="For x² + sin y it is 0: those two inputs do not meet. For P it is 2, whatever the steps.")


saddle = Exercise(
    id="03.saddle", title="A counterexample", minutes=5, reference=solutions.saddle, use=counterexample.nearby,
    cases=(0.1, 0.01, 0.001, 1e-5, 1e-6),
    hints=("On both slices one input is 0. Which kind of term is 0 there, and is not between them?",
           "Begin with x² + y², and add a term that is 0 whenever x or y is 0. How strong must it be?"),
    traps={
        "No lower place was found around (0, 0), as in the bowl x² + y². Something must happen between the slices.":
            lambda x, y: x ** 2 + y ** 2,
        "Some places around are lower. But not every slice rises on both sides of (0, 0). Bend it up.":
            lambda x, y: x * y,
    },
    slips={"That is a counterexample, written with a division. Do without it.":
           lambda x, y: x ** 2 + y ** 2 - 3 * x * y / (1 + x ** 2)},
    because="Two slices are two directions out of many, and say nothing of what lies between. In a polynomial the "
            "mixed terms decide it.")

# ---- 4 · which knob next ------------------------------------------------------------------------

next_knob = Exercise(
    id="03.next_knob", title="Which knob next?", minutes=5, reference=solutions.next_knob,
    cases=((np.array([6.0, 4.0, 9.0]), np.array([3.0, 1.0, 6.0])), (np.array([2.0, 5.0]), np.array([1.0, 5.0])),
           (np.array([-8.0, 1.0, 3.0]), np.array([1.0, 2.0, 3.0])),
           (np.array([5.0, 4.0, 1.0]), np.array([2.0, 3.0, 0.9])),
           (np.array([-1.0, 0.5, -3.0, 0.4]), np.array([4.0, 5.0, 2.0, 1.0])),
           (np.array([1.0, 8.0]), np.array([1.0, 4.0])),
           (np.array([-4.0, -1.0, -3.0]), np.array([1.0, 2.0, 5.0])),
           (np.array([6.0, -5.0, -4.0]), np.array([1.0, 2.0, 3.0]))),
    hints=("A slope is in points per unit, a cost in euros per unit. Which combination is in points per euro?",
           "np.argmax gives the index of the largest entry of an array."),
    traps={
        "You took the steepest knob, per unit. A unit of it may be dear: compare points per euro.":
            lambda slopes, costs: np.argmax(slopes),
        "You took the cheapest knob. What does its euro buy?": lambda slopes, costs: np.argmin(costs),
        "You took the dearest knob. What does a euro for it buy?": lambda slopes, costs: np.argmax(costs),
        "Points per unit times euros per unit are no points per euro. Divide.":
            lambda slopes, costs: np.argmax(slopes * costs),
        "That is fewest euros per point, and it goes wrong when a slope is negative: such a knob gains nothing.":
            lambda slopes, costs: np.argmin(costs / slopes),
        "A negative slope means that a unit more loses points. Keep its sign.":
            lambda slopes, costs: np.argmax(abs(slopes) / costs),
        "That is the gain per euro. The question asks which knob: its index.":
            lambda slopes, costs: np.max(slopes / costs),
        "That is the worst knob: you took the smallest gain per euro.":
            lambda slopes, costs: np.argmin(slopes / costs),
        "Where every slope is negative, the knob that loses least per euro is asked. Cut nothing off at 0.":
            lambda slopes, costs: np.argmax(np.maximum(slopes, 0) / costs),
        "A slope and a cost have different units: their difference says nothing. Divide.":
            lambda slopes, costs: np.argmax(slopes - costs),
        "That is most euros per point, the quotient turned round.": lambda slopes, costs: np.argmax(costs / slopes),
        "Python counts from 0: the first knob has the index 0.": lambda slopes, costs: np.argmax(slopes / costs) + 1,
    },
    because="It holds for the next euro. After it the slopes are others, and the question is asked again.")

best_split = Exercise(
    id="03.best_split", title="Every number of hours", minutes=8, stretch=True, reference=solutions.best_split,
    cases=(4.0, 3.0, 5.5, 2.5, 1.0, 0.5, 6.5, 9.0, 0.0, 1.5, 1.9, 2.1, 5.9, 6.1), tolerance=1e-3,
    hints=("Set ∂R/∂x = ∂R/∂y, both from the text. Together with x + y = hours these are two equations.",
           "For which numbers of hours does your formula give a negative y? And where do the equal slopes turn "
           "negative, so that another hour would lower R?"),
    traps={
        "Right for 2 to 6 hours. With fewer, y would be negative: all goes to x. With more than 6 the slopes are "
        "negative: leave the rest unspent, at the summit.": lambda b: [b / 2 + 1, b / 2 - 1],
        "Right up to 6 hours. With more the equal slopes are negative: nobody has to spend them.":
            lambda b: [b, 0] if b < 2 else [b / 2 + 1, b / 2 - 1],
        "Right from 2 hours on. With fewer your y is negative: put all hours into x.":
            lambda b: [4, 2] if b > 6 else [b / 2 + 1, b / 2 - 1],
        "Half and half has equal hours. Equal slopes are another thing.": lambda b: [b / 2, b / 2],
        "You kept the proportions of the summit, 2 to 1. At (8/3, 4/3) the slopes are 3.3 and 2.7.":
            lambda b: [2 * b / 3, b / 3],
        "Reach and depth are exchanged.": lambda b: solutions.best_split(b)[::-1],
        "Right up to 2 hours. With more, the last minutes of reach bring less than the first of depth.":
            lambda b: [b, 0],
        "(4, 2) is the summit, and takes 6 hours. With fewer there is not enough for it.": lambda b: [4, 2],
    },
    because="First all into reach, then both in step, then stop: one rule, equal slopes wherever there is a choice.")

# ---- 5 · units ------------------------------------------------------------------------------------

depth_slope = Exercise(
    id="03.depth_slope", title="The same slope in other units", minutes=4, reference=solutions.depth_slope,
    tolerance=2.5e-3,
    hints=("A bill that is deeper by 1 cm is deeper by 10 mm. Does that go with more grams or with fewer?",
           "233 g are 0.233 kg."),
    traps={
        "You divided by 10. A centimetre is ten millimetres, so that ten times as much mass goes with it.":
            [23.3, 0.233, 0.0233],
        "You turned grams into kilograms by multiplying: 1 kg is 1000 g, so the number becomes smaller.":
            [2330, 233000, 2330000],
        "The three numbers are one slope, each time in other units: convert each from 233 g per mm.": [233, 233, 233],
        "Both conversions are turned round. A centimetre goes with ten times the mass; in kilograms a number is "
        "smaller than in grams.": [23.3, 233000, 23300],
    },
    slips={"Only the last is wrong: it needs both conversions, times 10 and divided by 1000.": [2330, 0.233, 0.0233],
           "Only the first is wrong: per centimetre there is ten times as much.": [23.3, 0.233, 2.33],
           "The conversions are right, and a digit is gone: keep all three of 233.": [2300, 0.23, 2.3]},
    because="One slope, four numbers. A slope without its unit says nothing.")
