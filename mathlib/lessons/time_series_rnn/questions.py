"""What lesson 17 asks: retrieval from lessons 05, 11 and 14, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("17.recall.twice", "g = w x and y = w g, with x = 3 and w = 2. How large is ∂y/∂w?", {
        "6": "That is one use alone: g = 6 for the outer one. The inner one reaches y through w too.",
        "12": "Two uses, two paths: g = 6 from the outer, w · x = 6 from the inner one. Shares add up.",
        "36": "The two paths add their shares. Slopes multiply along one path.",
    }, right="12", ordered=True),
    Recall("17.recall.chain", "x goes to u with the Jacobian A, then u to y with the Jacobian B. What is that of y in "
                              "x?", {
        "B + A": "Steps in a row multiply. What adds up are paths side by side.",
        "A B": "The first step acts on the arrow first, so it stands on the right.",
        "B A": "Jacobians multiply, and the first step stands next to the arrow, on the right.",
    }, right="B A"),
    Recall("17.recall.adam", "Adam with η = 0.01 takes its first step, once on a slope of 0.001 and once on one of "
                             "1,000. How long is it?", {
        "0.01 both times": "It divides by the slope's own size, so the first step is η whatever the scale.",
        "0.00001 and 10": "That is η times the slope, plain descent.",
        "0.01 and 0.00001": "Nothing is divided twice: m̂ over the root of v̂ is 1 in size for either slope.",
    }, right="0.01 both times"),
)

growth = Prediction(
    "17.growth", "W = [[0.9, 4], [0, 0.8]] has the eigenvalues 0.9 and 0.8. Take all arrows of length 1 and apply W "
                 "fifty times. How long is the longest of them on the way?",
    ("at most 1 all the time", "above 1 at first, below 1 in the end", "above 1, and longer at the end"),
    right="above 1 at first, below 1 in the end",
    because="After one step {first:.1f}, at its longest {top:.1f}, after fifty {last:.2f}. An arrow along (1, 0) "
            "shrinks to 0.9 in each step, but (0, 1) goes to (4, 0.8) first. Eigenvalues below 1 promise the end, and "
            "no single step.",
    holds=lambda first, top, last: first > 2 and top > first and last < 1)

loud = Prediction(
    "17.loud", "c = 1.5, the same Wh as above. All inputs are made ten times as large. What does the share "
               "of lag 40 do?",
    ("it falls below a thousandth", "it stays within a factor of 10", "it rises above 10"),
    right="it falls below a thousandth", ordered=True,
    because="{before:.1f} before, {after:.0e} with the loud inputs (medians of five draws). Large inputs push tanh to "
            "its flat ends, where 1 − h² is near 0, and that factor stands in every Jacobian. Wh alone decides "
            "nothing.",
    holds=lambda before, after: 0.05 < before < 1 and after < 1e-6)

memory = Prediction(
    "17.memory", "The plain cell, 29 steps between the sign and the answer. Which rules bring all five nets above "
                 "90 %?",
    ("none of the three", "RMSprop and Adam", "all three"), right="none of the three",
    because="With each of them at least one of the five stays below 90 %; guessing gives 50. A good length of the "
            "step is not all that is missing: in the sum over lags the far share is too small to be heard.",
    holds=lambda worst: worst <= 0.9)

against = Prediction(
    "17.against", "The forecast with drift is 0.67 ppm off. What is the error of the net, as a mean of five seeds?",
    ("about 0.3 ppm", "about 0.7 ppm", "about 1.5 ppm"), right="about 0.7 ppm", ordered=True,
    because="{net:.1f} ppm, and {drift:.2f} with drift. 0.3 would halve what the drift leaves; 1.5 would be hardly "
            "better than last year's months.",
    holds=lambda net, drift: 0.6 < net < 0.8 and 0.6 < drift < 0.75)
