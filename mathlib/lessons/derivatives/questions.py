"""What lesson 01 asks: retrieval from lesson 00, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("01.recall.eta", "What does η stand for, all through this course?", {
        "the height of the ball": "The height is f(w). η, lr in code, is the learning rate.",
        "the learning rate": "In code it is called lr; other texts write α.",
        "the number of steps taken": "η is no count. It is the learning rate, lr in code.",
    }, right="the learning rate"),
    Recall("01.recall.downhill", "The ball lies where the slope is +2. Which way does its next step go?", {
        "to the left": "A positive slope means that f grows to the right, so that downhill is to the left.",
        "to the right": "To the right f grows. The rule steps against the slope.",
        "either way, that depends on η": "η sets how far. The sign of the slope sets the way.",
    }, right="to the left"),
    Recall("01.recall.check", "Your function ran without an error. What does its check do?", {
        "it reads the code and looks for the right formula": "No code is read: any way to the right values will do.",
        "it compares its values at several places with a reference": "One can agree by luck; several rarely do.",
        "it compares one value with the number that the text names": "One can be right by luck. It tries several.",
    }, right="it compares its values at several places with a reference"),
)

speed = Prediction(
    "01.speed", "What does the speedometer show at t = 1?",
    ("0 m/s", "1 m/s", "2 m/s", "3 m/s"),
    right="2 m/s", ordered=True,
    because="The average rates 3, 2.5, 2.1, 2.01, 2.001 settle at {limit:g}.",
    holds=lambda limit: abs(limit - 2) < 0.01)

hole_slope = Prediction(
    "01.hole_slope", "The same f, with f(1) = 7. Does it have a derivative at x = 1?",
    ("yes, 1: nearby f is x + 1, and its limit is untouched", "no: the derivative compares with f(1) itself",
     "yes, 0: at one place alone nothing changes"),
    right="no: the derivative compares with f(1) itself",
    because="The secant slopes from 1 are {slopes}: in size they grow without bound.",
    holds=lambda slopes: abs(slopes[-1]) > 1000)

line_error = Prediction(
    "01.line_error", "Δx becomes ten times smaller. The error of the tangent's prediction becomes…",
    ("three times smaller", "ten times smaller", "a hundred times smaller"),
    right="a hundred times smaller", ordered=True,
    because="From Δx = 0.01 to 0.001 it became {ratio:.0f} times smaller.",
    holds=lambda ratio: 80 < ratio < 120)

step = Prediction(
    "01.step", "The score stands at x = 0.3. What is the slope of step there?",
    ("0: the ground is level there", "1: the height of the jump", "very large: the jump is near"),
    right="0: the ground is level there",
    because="A slope of {slope:g} says: no small change of x changes the decision.",
    holds=lambda slope: slope == 0)

jump = Prediction(
    "01.jump", "Scores are w + noise (bell-shaped, standard normal). As w grows, the share of approvals to expect…",
    ("jumps at w = 0, as each decision does", "climbs in many small jumps, level between them",
     "climbs smoothly, most steeply at w = 0"),
    right="climbs smoothly, most steeply at w = 0",
    because="The measured slope at 0 is {slope:.3f}: the density of scores at the threshold.",
    holds=lambda slope: abs(slope - 0.3989) < 0.01)

best_step = Prediction(
    "01.best_step", "Which h makes the forward difference most accurate?",
    ("1e-16", "1e-12", "1e-8", "1e-5", "0.01"), right="1e-8", ordered=True,
    because="Measured: {h:.0e}. Truncation and round-off balance near √ε = 1.5e-8.",
    holds=lambda h: 3e-9 < h < 3e-8)
