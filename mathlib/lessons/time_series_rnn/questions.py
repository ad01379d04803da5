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

memory = Prediction(
    "17.memory", "The plain cell, 29 steps of noise between the sign and the answer. How many of the 20 nets get above "
                 "90 %?",
    ("at most 2, whichever the rule", "3 to 17, whichever the rule", "18 to 20 with RMSprop and with Adam"),
    right="3 to 17, whichever the rule", ordered=True,
    because="Some nets learn to tell the sign, others guess (50 %), and which ones is luck. A rule rescales "
            "the sum over lags; none makes the far part safe.",
    holds=lambda counts: min(counts) >= 3 and max(counts) <= 17)

against = Prediction(
    "17.against", "At the 16 origins from 1986 on the forecast with drift is 0.67 ppm off. What is the error of the "
                  "net, as a mean of five seeds?",
    ("more than 0.4 ppm smaller", "0.2 to 0.4 ppm smaller", "within 0.2 ppm of it", "more than 0.2 ppm larger"),
    right="within 0.2 ppm of it", ordered=True,
    because="{net:.1f} ppm, and {drift:.2f} with drift. From twenty years of windows the net learns no more than the "
            "drift knows. An output of 0 would be the mean growth before 1980 on top of last year, and off by "
            "{flat:.2f} ppm. So the net learns a little.",
    holds=lambda net, drift, flat: abs(net - drift) < 0.2 and net < flat)
