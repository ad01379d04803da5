"""What lesson 00 asks: three questions from school, and one prediction."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

warm_up = (
    Recall("00.warm_up.slope", "A straight line passes through (1, 2) and (3, 8). What is its slope?", {
        "1/3": "That is run over rise. A slope is rise over run.",
        "3": "It rises by 6 over a run of 2: slope 6 / 2 = 3.",
        "4": "4 is 8 / 2, the ratio of the two heights. A slope compares the rise with the run.",
        "6": "6 is the rise, 8 − 2. The slope is the rise for each unit of run: divide by 3 − 1.",
    }, right="3", ordered=True),
    Recall("00.warm_up.value", "f(w) = w² − 3. What is f(−2)?", {
        "−7": "The square belongs to the whole of −2: (−2)·(−2) is 4, and not −4.",
        "1": "(−2)² is 4, and 4 − 3 is 1.",
        "7": "The square is 4, and then 3 is taken away.",
    }, right="1", ordered=True),
    Recall("00.warm_up.graph", "In the figure above: at which w is the curve lowest?", {
        "w = −1": "−1 is the height there, read on the vertical axis. The place is read on the horizontal axis.",
        "w = 0": "At w = 0 the curve is still falling. Look for the point with nothing below it.",
        "w = 2": "The lowest point is (2, −1): its place is w = 2, its height is −1.",
    }, right="w = 2", ordered=True),
)

steps = Prediction(
    "00.steps", "The ball makes five steps, with η = 0.1. How long are they?",
    ("all equally long, because η stays the same",
     "longer and longer, because the ball gathers speed",
     "shorter and shorter, because the ground gets flatter"),
    right="shorter and shorter, because the ground gets flatter",
    because="The slope shrinks on the way down, and the step is η times the slope.",
    holds=lambda lengths: all(later < earlier for earlier, later in zip(lengths, lengths[1:])))
