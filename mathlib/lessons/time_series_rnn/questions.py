"""What lesson 17 asks: retrieval from lessons 05, 11 and 14, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("17.recall.twice", "u = w x and y = w u, with x = 3 and w = 2. How large is dy/dw?", {
        "6": "That is one use alone: u = 6 for the outer one. The inner one reaches y through w too.",
        "12": "Two uses, two paths: u = 6 from the outer, w · x = 6 from the inner one. Shares add up.",
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
    ("it falls below a thousandth", "it stays between a thousandth and 10", "it rises above 10"),
    right="it falls below a thousandth", ordered=True,
    because="{before:.1f} before, {after:.0e} with the loud inputs (medians of five draws). Large inputs push tanh to "
            "its flat ends, where 1 − h² is near 0, and that factor stands in every Jacobian. Wh alone decides "
            "nothing.",
    holds=lambda before, after: 0.05 < before < 1 and after < 1e-6)

memory = Prediction(
    "17.memory", "The plain cell, 29 steps of noise between the sign and the answer. How many of the 20 nets get above "
                 "90 %?",
    ("all 20 with RMSprop and with Adam", "only a part, whichever the rule", "next to none, whichever the rule"),
    right="only a part, whichever the rule",
    because="Some nets learn to tell the sign, others guess (50 %), and which ones is luck. At the start a share below "
            "0.06 comes back to the first step in each of them, in most below 0.0001. A rule rescales the sum over "
            "lags, and none makes the far part safe.",
    holds=lambda counts: 0 < min(counts) and 3 < max(counts) < 18)

against = Prediction(
    "17.against", "At the 16 origins from 1986 on the forecast with drift is 0.67 ppm off. What is the error of the "
                  "net, as a mean of five seeds?",
    ("at least 0.2 ppm smaller", "within 0.2 ppm of it", "at least 0.2 ppm larger"), right="within 0.2 ppm of it",
    because="{net:.1f} ppm, and {drift:.2f} with drift. From twenty years of windows the net learns no more than the "
            "two lines know; and it does learn that much, or it would be off by 1.7 ppm as last year's months are.",
    holds=lambda net, drift: abs(net - drift) < 0.2)
