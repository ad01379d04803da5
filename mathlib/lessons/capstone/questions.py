"""What lesson 19 asks: retrieval from lessons 01, 10 and 14, and predictions on how work is judged."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("19.recall.h", "A gradient of size 1 is measured by central differences, with sixteen digits. Which h makes "
                          "the error least?", {
        "about 10⁻²": "There the error is of the order h², 10⁻⁴: far from the best.",
        "about 10⁻⁵": "h² and 10⁻¹⁶/h are about equally small there.",
        "about 10⁻¹⁶": "Then x + h is x, or nearly: rounding is all that is left.",
    }, right="about 10⁻⁵", ordered=True),
    Recall("19.recall.unit", "A model says 0.05 kg per mm of flipper. The flippers are written in cm. What does "
                             "its sensitivity become, if its predictions stay?", {
        "0.005 kg per cm": "A centimetre is ten millimetres, so it brings more.",
        "0.05 kg per cm": "The number belongs to its unit.",
        "0.5 kg per cm": "Ten times the millimetres, ten times the mass.",
    }, right="0.5 kg per cm", ordered=True),
    Recall("19.recall.fair", "Rule A was tried with twenty rates, rule B with its default. A comes out ahead. What "
                             "does that show?", {
        "that A is better on this problem": "B was never looked for at its best.",
        "nothing yet: the tries must be equal": "The same number of tries for each, on data that do not judge.",
        "that B is better, A needed twenty tries": "Nobody knows how many B would have needed.",
    }, right="nothing yet: the tries must be equal"),
)

chance = Prediction(
    "19.chance", "Labels are drawn by a coin, so that nothing can be learned. 200 models with random weights are "
                 "tried on 60 test rows, and the best is reported. Which accuracy does it report, typically?",
    ("about 50 %", "about 67 %", "about 95 %"), right="about 67 %", ordered=True,
    because="{best:.0%} on those 60 rows, and {fresh:.0%} on 6,000 new ones (means of 100 repetitions). 50 % is what "
            "each of them is worth. One accuracy on 60 rows has a standard deviation of 6.5 points, and the best of "
            "200 lies nearly three of them up; 95 % would be seven.",
    holds=lambda best, fresh: 0.64 < best < 0.71 and 0.48 < fresh < 0.52)

cut = Prediction(
    "19.cut", "A miss costs as much as 20 false alarms, and the probabilities of a model can be trusted. From which "
              "probability on should a tumour be examined further?",
    ("from 0.05", "from 0.50", "from 0.95"), right="from 0.05", ordered=True,
    because="To examine costs 1 − p false alarms on average, to let go 20 p. They are equal at p = 1/21 = {level:.3f}. "
            "0.50 is the cut for two mistakes that cost the same, and 0.95 for a false alarm that costs 20 misses.",
    holds=lambda level: abs(level - 1 / 21) < 1e-9)

hidden = Prediction(
    "19.hidden", "Line D computes the gradient without 1/n, for 220 rows. Nine η are tried for it, from 10⁻⁵ to 1. How "
                 "does its best test accuracy compare with that of the right gradient, for the same nine?",
    ("lower by 10 points or more", "within 2 points of it", "higher by 10 points or more"),
    right="within 2 points of it", ordered=True,
    because="{wrong:.0%} without 1/n, {right:.0%} with it. The direction is right, and only the length is 220 times "
            "too large: a smaller η makes up for it. Lower it would be if the direction were wrong; higher, if length "
            "were a merit. No accuracy shows this fault. A difference quotient does.",
    holds=lambda wrong, right: abs(wrong - right) <= 0.02)
