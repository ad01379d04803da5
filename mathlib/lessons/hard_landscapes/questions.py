"""What lesson 10 asks: retrieval from lessons 06, 07 and 09, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("10.recall.test", "At a level place the Hessian of a smooth f has the eigenvalues 3 and −2. It is…", {
        "a minimum": "Along the axis of −2 the ground falls on both sides.",
        "a saddle": "Up along one axis, down along the other.",
        "undecided: the test is silent": "It is silent if an eigenvalue is 0 and the others do not have both signs.",
    }, right="a saddle"),
    Recall("10.recall.factor", "On a parabola with f″ = −2, gradient descent with η = 0.1 starts at distance 1 from "
                               "the top. How far away is it after one step?", {
        "0.8": "That is 1 + ηf″. The factor is 1 − ηf″, and f″ is negative.",
        "1": "It stays only if it starts exactly on the top.",
        "1.2": "The distance is multiplied by 1 − ηf″ = 1 + 0.2.",
    }, right="1.2", ordered=True),
    Recall("10.recall.batch", "Gradients of mini-batches scatter around the gradient of all data. With a constant η, "
                              "the walk in the end…", {
        "settles exactly at the minimum": "Its steps do not fade while the gradients scatter.",
        "keeps moving around the minimum": "The noise does not fade with a constant η. A shrinking one lets it settle.",
        "drifts to one side of it": "On average the gradients are right, so no side is preferred.",
    }, right="keeps moving around the minimum"),
)

wait = Prediction(
    "10.wait", "Now the start is off the line by 10⁻¹², a millionth of before. How many steps until it leaves?",
    ("about as many", "about twice as many", "about a thousand times as many"), ordered=True,
    right="about twice as many",
    because="Measured: {counts[0]} and {counts[1]} steps. The offset grows by a factor a step, so each millionth costs "
            "the same number of steps more, and not a thousand times as many.",
    holds=lambda counts: 1.8 < counts[1] / counts[0] < 2.2)

level = Prediction(
    "10.level", "With ten inputs in place of two: how many of the level places found are minima?",
    ("fewer than 5 in 100", "about 30 in 100, as before", "more than 50 in 100"), right="fewer than 5 in 100",
    ordered=True,
    because="Measured: {minima} of about {places}. For a minimum all ten directions have to bend up; with two inputs "
            "only two.",
    holds=lambda minima, places: minima < 0.05 * places and places > 100)

rest = Prediction(
    "10.rest", "With η = 0.1, 0.05, 0.025, … from 0.35 on |w|: where is the walk after 1,000 steps?",
    ("bouncing around 0 in tiny steps", "at rest near 0", "at rest near 0.15"), right="at rest near 0.15",
    because="It ends at {end:.2f}: all its steps together are 0.2 long. To bounce, or to rest near 0, it would have "
            "to get there.",
    holds=lambda end: abs(end - 0.15) < 1e-6)

zeros = Prediction(
    "10.zeros", "L2 with λ = 100: how many of the two best coefficients are exactly 0?",
    ("none", "the one of bill depth", "both"), right="none",
    because="Exactly 0: {zeros} of 2. Small is not 0: at 0 the L2 penalty has no slope, and the error still pulls.",
    holds=lambda zeros: zeros == 0)

radius = Prediction(
    "10.radius", "Without penalty, on 20 such draws: in how many of the 20 fits is the coefficient of the radius "
                 "positive?",
    ("all: larger tumours are malignant", "none: −7.2 is far below 0", "some: the data leave its sign open"),
    right="some: the data leave its sign open",
    because="Positive in {positive} of 20. The columns held fixed move with the radius, so its coefficient is loose.",
    holds=lambda positive: 0 < positive < 20)
