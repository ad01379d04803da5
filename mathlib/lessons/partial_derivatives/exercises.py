"""The exercises of lesson 03, partial derivatives."""
import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import by_name, one_of
from mathlib.lessons.partial_derivatives import slips, solutions

# ---- 1 · held is not gone -------------------------------------------------------------------

_AT_1 = {"1": "the slice at y = 1 has its lowest place at x = 1, at height 0", "2": "at (0, 1) the height is 1, and it "
         "grows to both sides", "3": "on the line y = 0 the height is 0 all along", "4": "all level lines are upright: "
         "y has no say"}


def _map_witness(value):
    wrong = [name for name in _AT_1 if str(value.get(name, "")).strip().upper() != solutions.cards[name]]
    return f"Look at map {wrong[0]} again: {_AT_1[wrong[0]]}."


def _letters(answer):
    """The cards by name, or a word on a letter that is none."""
    return one_of("abcd")(by_name(answer))


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


_XY_SLICES = {"y = 5": "5x", "y = 0": "0 · x", "y = −2": "−2x"}


def _xy_witness(value):
    """A sentence on the first entry that is wrong."""
    for name, line in _XY_SLICES.items():
        if not np.isclose(value[name], solutions.slopes_of_xy[name]):
            return f"At {name} the slice is {line}, a straight line. What is its slope? You say {value[name]!r:.20}."
    return "Your three slopes are right. Does the held y decide which of them you get? That is True or False."


def _xy(*numbers, depends):
    return dict(zip(solutions.slopes_of_xy, (*numbers, depends), strict=True))


slopes_of_xy = Exercise(
    id="03.slopes_of_xy", title="Held, and what it does", minutes=3, reference=solutions.slopes_of_xy,
    witness=_xy_witness,
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
    cases=((7.0, 4.0), (6.0, 7.0), (9.5, 3.0), (8.0, 8.0), (5.0, 6.0)),
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
    },
    because="In points per portion. And s is still in it.")


def bowl(x):
    """x₀² + 3x₁² + x₀x₁."""
    return float(x[0] ** 2 + 3 * x[1] ** 2 + x[0] * x[1])


def wave(x):
    """sin(x₀)·x₁ + x₂³."""
    return float(np.sin(x[0]) * x[1] + x[2] ** 3)


def growth(x):
    """exp(x₀/4)·x₁²."""
    return float(np.exp(x[0] / 4) * x[1] ** 2)


partial = Exercise(
    id="03.partial", title="A slope in one coordinate", minutes=8, reference=solutions.partial, tolerance=1e-7,
    cases=((bowl, np.array([2.0, -1.0]), 1, 0.1), (bowl, np.array([2.0, -1.0]), 0, 0.1),
           (wave, np.array([1.0, 2.0, -0.5]), 2, 0.2), (wave, np.array([0.3, -2.0, 1.5]), 0, 0.05),
           (growth, np.array([2.0, 1.5]), 0, 0.2)),
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
        "Both heights are measured at one place, and cancel. If both names stand for one array, a step ahead and a "
        "step back undo each other: make two copies of x.": lambda f, x, i, h: 0.0,
        "Your second place is x itself, h away from the first and not 2h. It should lie at x[i] − h.":
            lambda f, x, i, h: slips.forward(f, x, i, h) / 2,
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
           (apart, 1.0, 2.0, 0.5, 0.25), (product, -1.0, 0.5, 0.2, 0.4)),
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
    },
    because="For x² + sin y it is 0: those two inputs do not meet. For P it is 2, whatever the steps.")


def _directions():
    """Unit vectors all around, ever closer to the axes: between y = x² and y = 2x² the angle is as small as x."""
    angle = np.concatenate([np.linspace(0, np.pi / 4, 91), np.geomspace(1e-8, np.pi / 4, 200)])
    first = np.column_stack([np.cos(angle), np.sin(angle)])
    return np.concatenate([way * [a, b] for way in (first, first[:, ::-1]) for a in (1, -1) for b in (1, -1)])


_DIRECTIONS = _directions()


def _nearby(f, r):
    """What a function does at distance r from (0, 0): on both slices, and all around."""
    if f(0.0, 0.0) is ...:
        return ...
    here = float(f(0.0, 0.0))
    sides = [float(f(*at)) for at in ((r, 0.0), (-r, 0.0), (0.0, r), (0.0, -r))]
    around = [float(f(*at)) for at in (r * _DIRECTIONS).tolist()]
    swallowed = r < 1e-4 and here != 0      # beside a height other than 0, rounding leaves nothing of x⁴ so near
    return {"each slice rises on both sides of (0, 0)": swallowed or min(sides) > here,
            "f lower somewhere around": swallowed or min(around) < here}


saddle = Exercise(
    id="03.saddle", title="A counterexample", minutes=5, reference=solutions.saddle, use=_nearby,
    cases=(0.1, 0.01, 0.001, 1e-5, 1e-6),
    hints=("On both slices one input is 0. Which kind of term is 0 there, and is not between them?",
           "Begin with x² + y², and add a term that is 0 whenever x or y is 0. How strong must it be?"),
    traps={
        "No place around (0, 0) is lower, as in the bowl x² + y². Something must happen between the slices.":
            lambda x, y: x ** 2 + y ** 2,
        "Some places around are lower. But one of your slices does not rise on both sides of (0, 0). Bend it up.":
            lambda x, y: x * y,
    },
    because="Two slices are two directions out of many. What happens between them, the mixed term decides.")

# ---- 4 · which knob next ------------------------------------------------------------------------

next_knob = Exercise(
    id="03.next_knob", title="Which knob next?", minutes=5, reference=solutions.next_knob,
    cases=((np.array([6.0, 4.0, 9.0]), np.array([3.0, 1.0, 6.0])), (np.array([2.0, 5.0]), np.array([1.0, 5.0])),
           (np.array([-8.0, 1.0, 3.0]), np.array([1.0, 2.0, 3.0])),
           (np.array([5.0, 4.0, 1.0]), np.array([2.0, 3.0, 0.9])),
           (np.array([-1.0, 0.5, -3.0, 0.4]), np.array([4.0, 5.0, 2.0, 1.0])),
           (np.array([1.0, 8.0]), np.array([1.0, 4.0]))),
    hints=("A slope is in points per unit, a cost in euros per unit. Which combination is in points per euro?",
           "np.argmax gives the index of the largest entry of an array."),
    traps={
        "You took the steepest knob, per unit. A unit of it may be dear: compare points per euro.":
            lambda slopes, costs: np.argmax(slopes),
        "You took the cheapest knob. What does its euro buy?": lambda slopes, costs: np.argmin(costs),
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
    },
    because="It holds for the next euro. After it the slopes are others, and the question is asked again.")

best_split = Exercise(
    id="03.best_split", title="Every number of hours", minutes=8, stretch=True, reference=solutions.best_split,
    cases=(4.0, 3.0, 5.5, 2.5, 1.0, 0.5, 6.5, 9.0),
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
    },
    slips={"Only the last is wrong: it needs both conversions, times 10 and divided by 1000.": [2330, 0.233, 0.0233],
           "Only the first is wrong: per centimetre there is ten times as much.": [23.3, 0.233, 2.33]},
    because="One slope, four numbers. A slope without its unit says nothing.")
