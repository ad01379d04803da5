"""What lesson 01 asks: retrieval from lesson 00, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("01.recall.eta", "What does η stand for, all through this course?", {
        "the height of the loss": "The loss is written L. η, lr in code, is the learning rate.",
        "the learning rate": "In code it is called lr; other texts write α.",
        "the number of steps taken": "η is no count. It is the learning rate, lr in code.",
    }, right="the learning rate"),
    Recall("01.recall.downhill", "The ball lies where the slope is +2. Which way does gradient descent move it?", {
        "to the left": "A positive slope means that f grows to the right, so that downhill is to the left.",
        "to the right": "To the right f grows. The rule steps against the slope.",
        "not at all, until it is pushed": "It needs no push: each update moves it by η times the slope, against it.",
    }, right="to the left"),
    Recall("01.recall.check", "Your function is right at the one point you tried. What does a check do beyond that?", {
        "it reads the code for the right formula": "No code is read: any way of computing the right values is welcome.",
        "it compares several points with a reference": "One point can agree by luck; several rarely do.",
        "it trusts you, and counts the attempt": "It calls your function and compares, and tells where it fails.",
    }, right="it compares several points with a reference"),
)

speed = Prediction(
    "01.speed", "What does the speedometer show at t = 1?",
    ("0 m/s: at one instant nothing moves", "1 m/s: one metre covered in one second", "2 m/s",
     "3 m/s, the average over the next second"),
    right="2 m/s", ordered=True,
    because="The average rates 3, 2.5, 2.1, 2.01, 2.001 settle at {limit:g}.",
    holds=lambda limit: abs(limit - 2) < 0.01)

hole_slope = Prediction(
    "01.hole_slope", "The same f, with f(1) = 7. Does it have a derivative at x = 1?",
    ("yes, 1: nearby f is x + 1, and its limit is untouched", "no: the derivative compares with f(1) itself",
     "yes, 0: at one place alone nothing changes"),
    right="no: the derivative compares with f(1) itself",
    because="The secant slopes from 1 are {slopes}: they grow without bound.",
    holds=lambda slopes: abs(slopes[-1]) > 1000)

line_error = Prediction(
    "01.line_error", "Δx becomes ten times smaller. The error of the tangent's prediction becomes…",
    ("ten times smaller", "a hundred times smaller", "a thousand times smaller", "zero"),
    right="a hundred times smaller", ordered=True,
    because="From Δx = 0.01 to 0.001 it became {ratio:.0f} times smaller.",
    holds=lambda ratio: 80 < ratio < 120)

step = Prediction(
    "01.step", "A learner asks the rule step(x) at x = 0.3: which slope does it feel?",
    ("0: there is nothing to follow", "1: the height of the jump", "a very large one, because of the jump"),
    right="0: there is nothing to follow",
    because="A slope of {slope:g} says: no small change of x changes the decision.",
    holds=lambda slope: slope == 0)

jump = Prediction(
    "01.jump", "Scores are w + noise (bell-shaped, standard normal). As w grows, the share of approvals…",
    ("jumps at w = 0, as each decision does", "is smooth, with slope 0 everywhere, as each decision has",
     "is smooth, with slope near 0.4 at w = 0"),
    right="is smooth, with slope near 0.4 at w = 0",
    because="The measured slope of the share is {slope:.3f}: the density of scores at the threshold.",
    holds=lambda slope: abs(slope - 0.3989) < 0.01)

best_step = Prediction(
    "01.best_step", "Which h makes the forward difference most accurate?",
    ("1e-16", "1e-12", "1e-8", "1e-5", "0.01"), right="1e-8", ordered=True,
    because="Measured: {h:.0e}. Truncation and round-off balance near √ε = 1.5e-8.",
    holds=lambda h: 3e-9 < h < 3e-8)
