"""What lesson 05 asks: retrieval from lessons 02 and 03, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("05.recall.held", "f(x, y) = x²y. What is ∂f/∂y at x = 3, y = 2?", {
        "9": "x is held, and x² = 9 is the factor that stays.",
        "12": "That is ∂f/∂x = 2xy. Here y moves and x is held.",
        "18": "That is the height f(3, 2). The question asks how fast it changes.",
    }, right="9", ordered=True),
    Recall("05.recall.plane", "Near a point a smooth f(x, y) changes by about f_x h + f_y k. Halve both h and k. What "
                              "this forecast misses becomes…", {
        "half as large": "The forecast itself halves. What it misses is made of h², hk and k².",
        "about a quarter": "It is made of h², hk and k², to leading order: half times half.",
        "about an eighth": "That would be terms of third order. The largest ones here are of second order.",
    }, right="about a quarter", ordered=True),
    Recall("05.recall.dual", "A dual number x + ε, with ε² = 0, goes through the function x². What comes out?", {
        "x² + ε": "The square multiplies the slope as well: (x + ε)(x + ε) has two terms in ε.",
        "x² + 2x ε + ε²": "Here ε² = 0, and that term goes.",
        "x² + 2x ε": "Value and slope together: (x + ε)² = x² + 2x ε + ε², and ε² = 0.",
    }, right="x² + 2x ε"),
)

same_air = Prediction(
    "05.same_air", "You ride 1 km/h faster, and the headwind drops by 1 km/h. What happens to the range?",
    ("it falls, since faster costs more", "it rises, since there is less wind", "it stays exactly as it is"),
    right="it stays exactly as it is",
    because="Measured: a change of {change:.2f} km. Only v + w enters, and the sum did not move.",
    holds=lambda change: abs(change) < 1e-9)

sector = Prediction(
    "05.sector", "The same square of (r, θ), 0.1 m by 0.1 rad, now centred at r = 3 m. How large is its image?",
    ("about 0.01 m²", "about 0.03 m²", "about 0.09 m²"), right="about 0.03 m²", ordered=True,
    because="Counted: {area:.4f} m². Only the side across grows with r.",
    holds=lambda area: abs(area - 0.03) < 0.002)

camera = Prediction(
    "05.camera", "At the same pace she passes at 0.2 m. Where she is nearest, the camera turns…",
    ("40° a second, for her pace is the same", "about 130° a second", "about 400° a second", "about 4000° a second"),
    right="about 400° a second", ordered=True,
    because="{near:.0f}° a second. A radian is r metres wide, and r is a tenth.",
    holds=lambda near: abs(near - 401) < 5)

scores = Prediction(
    "05.scores", "The score of 4 rises by a little, and 9 loses some probability. Now the score of 9 rises by as much "
                 "instead. The probability that 4 loses is…",
    ("smaller than what 9 lost", "larger than what 9 lost", "the same as what 9 lost"),
    right="the same as what 9 lost",
    because="Per unit of score 9 loses {nine:.3f} and 4 loses {four:.3f}.",
    holds=lambda nine, four: abs(nine - four) < 1e-6)

forward_price = Prediction(
    "05.forward_price", "You want one product J v with central differences, and not J. How many evaluations of f does "
                        "it take at least?",
    ("2", "80", "600"), right="2", ordered=True,
    because="Counted: {calls}. One step along v, one step back.",
    holds=lambda calls: calls == 2)

backward_price = Prediction(
    "05.backward_price", "And one product uᵀJ, with central differences: how many evaluations of f?",
    ("2", "80", "600"), right="600", ordered=True,
    because="Counted: {calls}. The result has 300 numbers, and every input has to be moved for its own.",
    holds=lambda calls: calls == 600)
