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
        "x² + x ε": "Both products x · ε count, one from each factor: together 2x ε.",
        "x² + 2x ε": "Value and slope together: (x + ε)² = x² + 2x ε + ε², and ε² = 0.",
    }, right="x² + 2x ε"),
)

headwind = Prediction(
    "05.headwind", "You ride 1 km/h faster, and the headwind drops by 1 km/h. What happens to the range?",
    ("it falls", "it stays as it is", "it rises"), right="it stays as it is",
    because="Measured: a change of {change:.2f} km. Only s + w enters, and the sum did not move.",
    holds=lambda change: abs(change) < 1e-9)

sector = Prediction(
    "05.sector", "The same square of (r, θ), 0.1 m by 0.1 rad, now centred at r = 3 m. How large is its image?",
    ("about 0.01 m²", "about 0.03 m²", "about 0.09 m²"), right="about 0.03 m²", ordered=True,
    because="Counted: {area:.4f} m². Only the side across grows with r.",
    holds=lambda area: abs(area - 0.03) < 0.002)

camera = Prediction(
    "05.camera", "At the same pace she passes at 0.2 m. Where she is nearest, the camera turns…",
    ("about 40° a second", "about 130° a second", "about 400° a second", "about 4000° a second"),
    right="about 400° a second", ordered=True,
    because="{near:.0f}° a second. A radian is r metres wide there, and r is a tenth of what it was.",
    holds=lambda near: abs(near - 401) < 5)

scores = Prediction(
    "05.scores", "The score of 4 makes a tiny rise, and 9 loses probability at a certain slope, per unit of score. Now "
                 "the score of 9 makes the tiny rise instead. Per unit of score, 4 loses…",
    ("less than 9 lost", "as much as 9 lost", "more than 9 lost"),
    right="as much as 9 lost", ordered=True,
    because="Slopes: 9 loses {nine:.3f} per unit of score, and 4 loses {four:.3f}. For a rise you can see, 4 loses a "
            "little more.",
    holds=lambda nine, four: abs(nine - four) < 1e-6)

forward_price = Prediction(
    "05.forward_price", "The layer has 300 inputs and 40 outputs. One product J v, by central differences: how many "
                        "evaluations does it take?",
    ("2, a step to each side", "300, one for each input", "600, two for each input"), right="2, a step to each side",
    ordered=True,
    because="Counted: {calls}. One step along v, one step back.",
    holds=lambda calls: calls == 2)

backward_price = Prediction(
    "05.backward_price", "The layer has 300 inputs and 40 outputs. One product uᵀJ, by central differences: how many "
                         "evaluations does it take?",
    ("2, a step to each side", "300, one for each input", "600, two for each input"), right="600, two for each input",
    ordered=True,
    because="Counted: {calls}. The result has 300 numbers, and every input has to be moved for its own.",
    holds=lambda calls: calls == 600)
