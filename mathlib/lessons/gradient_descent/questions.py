"""What lesson 07 asks: retrieval from lessons 01, 04 and 06, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("07.recall.slope", "The slope of f at w = 2 is −3. You take a small step to the right. What does f do?", {
        "it rises by about three times the step": "The sign says the way: a negative slope falls to the right.",
        "it falls by about three times the step": "f changes by about slope × step, here −3 × step.",
        "it falls by 3, however small the step": "3 is the fall for a whole unit. A small step falls by slope × step.",
        "it rises by 3, however small the step": "The sign says that f falls, and 3 belongs to a whole unit.",
    }, right="it falls by about three times the step"),
    Recall("07.recall.gradient", "At your place ∇f = (3, −4). In which direction does f fall fastest, and how fast?", {
        "along (3, −4), by 5 per unit": "Along the gradient f rises fastest. Against it, it falls.",
        "along (−3, 4), by 5 per unit": "Against the gradient, by its length √(3² + 4²).",
        "along (−3, 4), by 7 per unit": "The direction is right. The slope is the length of the gradient, √(3² + 4²).",
        "along (4, 3), by 5 per unit": "(4, 3) is square to the gradient: that way f does not change, to first order.",
    }, right="along (−3, 4), by 5 per unit"),
    Recall("07.recall.bend", "f″ is 4 everywhere, and at w the slope of f is 2. What is the slope at w − 0.25?", {
        "−2": "That is a whole unit to the left. A quarter of a unit takes 4 × 0.25 = 1 away.",
        "1": "The slope changes by f″ × step, here 4 × (−0.25) = −1.",
        "2": "That is the slope at w. With f″ = 4 it changes by 4 per unit.",
        "3": "The size of the change is right. To the left the slope is smaller, since f″ > 0.",
    }, right="1", ordered=True),
)

lifted = Prediction(
    "07.lifted", "The bowl is lifted by 100: f(w) = w² + 100. Where does a step with η = 0.1 from w = 1.2 end now?",
    ("left of 0.96: a higher loss makes a longer step", "at 0.96: the slope is what it was",
     "right of 0.96: beside its height the bowl is flatter"),
    right="at 0.96: the slope is what it was",
    because="It ends at {landing:g}. The rule asks for the slope alone, and lifting a curve does not tilt it.",
    holds=lambda landing: abs(landing - 0.96) < 1e-9)

stop = Prediction(
    "07.stop", "A run on f(w) = 1 − e^(−w²) starts at w = 3 and stops when |f′(w)| < 0.001. Where does it end?",
    ("at the minimum, w = 0", "about half way", "where it started, at w = 3"),
    right="where it started, at w = 3",
    because="The slope at {end:g} is {slope:.4f}, already below the tolerance.",
    holds=lambda end, slope: end == 3 and abs(slope) < 0.001)

fastest = Prediction(
    "07.fastest", "Which of these learning rates reaches the minimum of w² in the fewest steps?",
    ("0.1", "0.5", "0.9", "1.0"),
    right="0.5", ordered=True,
    because="With η = {best:g} the factor is 0: one step lands.",
    holds=lambda best: best == 0.5)

rising = Prediction(
    "07.rising", "With half the η and as many steps: in how many of the three does the loss end lower than it began?",
    ("in none", "in one", "in two", "in all three"), right="in one", ordered=True,
    because="Cured: run {cured[0]}. A smaller η mends a step that overshoots, and neither of the other two causes.",
    holds=lambda cured: len(cured) == 1)

valley = Prediction(
    "07.valley", "From w = −2.2, with no speed to carry over: can any η bring this ball to rest in the right valley?",
    ("no: each step goes downhill, and the bump is uphill", "yes: a step can be long enough to land beyond the bump",
     "only an η at which the walk diverges"),
    right="yes: a step can be long enough to land beyond the bump",
    because="One long step can land beyond the bump: {share:.0%} of the rates tried end there.",
    holds=lambda share: 0.05 < share < 0.95)

kappa = Prediction(
    "07.kappa", "The steep curvature grows from 10 to 100, the flat one stays 1. With the best η for each valley, the "
                "number of steps down to a millionth of the start…",
    ("stays about the same", "grows about threefold", "grows about tenfold"),
    right="grows about tenfold", ordered=True,
    because="Measured: {counts[10]}, {counts[100]} and {counts[1000]} steps for κ = 10, 100 and 1000. The "
            "factor is about 1 − 2/κ: ten times κ, ten times the steps.",
    holds=lambda counts: 8 < counts[100] / counts[10] < 12)
