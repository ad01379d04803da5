"""What lesson 04 asks: retrieval from lessons 02 and 03, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("04.recall.partial", "f(x, y) = x²y. What is ∂f/∂x at x = 3, y = −2?", {
        "−18": "That is the height f(3, −2). The slope of −2x² at 3 is −2 · 6.",
        "−12": "With y held at −2 the slice is −2x². Its slope at 3 is −2 · 6.",
        "6": "That is the slope of x² alone. The held y is a factor that stays: −2 · 6.",
        "9": "That is ∂f/∂y, with x held at 3. Here x moves.",
    }, right="−12", ordered=True),
    Recall("04.recall.plane", "At a place f_x = 2 and f_y = −1. About how much does f change if x grows by 0.1 "
                              "and y by 0.3?", {
        "−0.1": "Both changes add up: 2 · 0.1 − 1 · 0.3.",
        "0.4": "That is (2 − 1)(0.1 + 0.3). Each slope belongs to its own step: 2 · 0.1 − 1 · 0.3.",
        "0.5": "The sign of the second slope is lost: 2 · 0.1 − 1 · 0.3.",
        "1": "That is a whole unit of each. The steps are 0.1 and 0.3.",
    }, right="−0.1", ordered=True),
    Recall("04.recall.square", "What is the derivative of (3x − 1)² with respect to x?", {
        "2(3x − 1)": "The inner factor is missing: 3x − 1 grows by 3 for each unit of x.",
        "6(3x − 1)": "Outer slope 2(3x − 1), times the inner slope 3.",
        "6x": "That is 2 · 3x: the −1 stays inside, and the inner slope comes as a factor.",
    }, right="6(3x − 1)"),
)

largest = Prediction(
    "04.largest", "Due east the slope is 60 m per km, due north 80. Of 360 directions, which slope is the largest?",
    ("80", "100", "140"), right="100", ordered=True,
    because="Measured: {slope:.1f} m per km, {degrees}° north of east.",
    holds=lambda slope, degrees: abs(slope - 100) < 0.1 and degrees == 53)

beside = Prediction(
    "04.beside", "Turn 30° away from the steepest direction. How many of the 100 m per km are left?",
    ("50", "67", "87"), right="87", ordered=True,
    because="Measured: {slope:.1f} m per km. Near its top a cosine is flat.",
    holds=lambda slope: abs(slope - 86.6) < 0.1)

critical = Prediction(
    "04.critical", "At how many places on land, in the smooth model, is the ground level in every direction?",
    ("two", "three", "four or more"), right="three", ordered=True,
    because="There are {count}: two summits, and one place between them.",
    holds=lambda count: count == 3)

canal = Prediction(
    "04.canal", "A hundred steps of 0.1 km, each square to the gradient of E. How does the height run?",
    ("it rises with every step", "it stays, up to a rounding error", "it falls with every step"),
    right="it falls with every step", ordered=True,
    because="From {start:.0f} m to {end:.1f} m.",
    holds=lambda start, end, falls: falls and end < start - 20)

share = Prediction(
    "04.share", "On x² + 10y² we draw 2,000 places. At how many in a hundred does −∇f miss the minimum by "
                "less than 10°?",
    ("about 10", "about 40", "about 90"), right="about 10", ordered=True,
    because="Measured: {share:.0f} in a hundred.",
    holds=lambda share: 6 < share < 15)

units = Prediction(
    "04.units", "The same line from the same start, its slope now counted in g per cm. By how much does −∇L miss the "
                "minimum?",
    ("by much less", "by about as much", "by even more"), right="by much less", ordered=True,
    because="By {cm:.0f}° in place of {mm:.0f}°.",
    holds=lambda mm, cm: abs(mm - 81) < 1 and abs(cm - 17) < 1)
