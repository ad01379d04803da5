"""What the template asks: retrieval from an earlier lesson, and one prediction."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("template.recall.height", "You stand at x = 3 on f(x) = x². How high are you?", {
        "6": "6 is the slope there; the height is 3².",
        "9": "Height is the value of f: 3² = 9.",
    }, right="9", ordered=True),
)

shrinking = Prediction(
    "template.shrinking", "The step h shrinks towards 0. What does the slope do?",
    ("it shrinks towards 0 too", "it settles near 2", "it grows without bound"), right="it settles near 2",
    because="At h = {h:g} it is {slope:.3f}: the slope is 2 + h, and h vanishes.",
    holds=lambda h, slope: abs(slope - 2 - h) < 1e-9)
