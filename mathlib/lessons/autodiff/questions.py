"""What lesson 12 asks: retrieval from lessons 01, 02 and 05, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("12.recall.stretches", "u = 3x + 1 and y = u². How fast does y change with x, at x = 1?", {
        "6": "That is 2x · 3, with x put where u belongs. At x = 1 u is 4.",
        "8": "That is dy/du at u = 4. u itself changes three times as fast as x.",
        "11": "8 and 3 are the two slopes. One stretch follows the other, so they multiply.",
        "24": "dy/du = 2u = 8 and du/dx = 3, and stretches multiply.",
    }, right="24", ordered=True),
    Recall("12.recall.bump", "(sin(1 + h) − sin(1))/h with h = 1e-13: why are only two or three digits right?", {
        "the secant is too long": "So small an h makes the secant short. That error is tiny here; rounding is not.",
        "the two values agree in twelve digits": "Subtracting removes the digits that agree, and 1/h magnifies "
                                                   "the rounding of the rest.",
        "1 + h is rounded to 1": "It is rounded a little, which costs digits too. Below 1e-16 it is rounded to 1, and "
                                 "the quotient is 0.",
    }, right="the two values agree in twelve digits"),
    Recall("12.recall.weights", "f: ℝ³ → ℝ² has the Jacobian J, and u holds a weight for each output. What is uᵀJ?", {
        "how each output moves along u": "That would be J times a direction, which has a number for each input.",
        "how the weighted sum reacts to each input": "u weights the rows of J and adds them up: three numbers, the "
                                                     "gradient of u · f.",
        "how much the weighted sum is worth": "That is u · f itself. J holds slopes.",
    }, right="how the weighted sum reacts to each input"),
)

bumps = Prediction(
    "12.bumps", "A million parameters, and one evaluation of the loss takes 0.01 s. "
                "How long does the whole gradient take by bumping?",
    ("0.02 s", "20 s", "about 3 hours", "more than 5 hours"),
    right="more than 5 hours", ordered=True,
    because="Two evaluations for each of a million inputs, 0.01 s each, are {hours:.1f} hours, for one step.",
    holds=lambda hours: 5 < hours < 24)

graph = Prediction(
    "12.graph", "To walk back we need the graph. When will our program write it down?",
    ("while it computes L", "when somebody asks for the gradient", "before it runs, by reading the code"),
    right="while it computes L",
    because="L was computed, nobody has asked for a gradient (it is {gradient}), and its parents and slopes are there.",
    holds=lambda gradient: gradient is None)

diamond = Prediction(
    "12.diamond", "What does this walk, depth first and c before d, find for ∂e/∂a?",
    ("5", "7", "10"), right="7", ordered=True,
    because="It found {found:g}: b acts too early, and then once more with all it has. With d before c it is 8.",
    holds=lambda found: found == 7)

square = Prediction(
    "12.square", "x = 3, y = x · x, and each share replaces the one before. What gradient does x end with?",
    ("3", "6", "9"), right="3", ordered=True,
    because="It ends with {found:g}: the second share erased the first. Added up they give 6.",
    holds=lambda found: found == 3)

twice = Prediction(
    "12.twice", "The forgetful walk resets only the last node, to 1. It is called twice on the diamond. "
                "What does a hold then? (After one call: 5.)",
    ("5", "10", "20"), right="20", ordered=True,
    because="It holds {held:g}. Every node on the way kept its old gradient and handed it on again. "
            "(PyTorch keeps those of inputs and parameters only, and finds 10.)",
    holds=lambda held: held == 20)

kink = Prediction(
    "12.kink", "x.relu() − (x * -1).relu() is x, written in a roundabout way. What does the engine say for its slope "
               "at 0?",
    ("1: the formula is x", "0: each relu takes the slope 0 at 0", "not a number: relu has no slope at 0"),
    right="0: each relu takes the slope 0 at 0",
    because="It says {slope:g}. It differentiates the program that was written, operation by operation.",
    holds=lambda slope: slope == 0)

row = Prediction(
    "12.row", "X has shape (3, 2), the row b has shape (2,). "
              "What is the gradient of the sum of all entries of X + b, with respect to b?",
    ("[1, 1]", "[3, 3]", "a 3 × 2 array of ones"), right="[3, 3]", ordered=True,
    because="It is {gradient}: each entry of b is used three times, once for each row.",
    holds=lambda gradient: list(gradient) == [3.0, 3.0])
