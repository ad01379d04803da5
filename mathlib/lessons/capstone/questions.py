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
    Recall("19.recall.fair", "Rule A was tried with twenty rates, rule B with its default. A comes out ahead. What has "
                             "to come before A is called better?", {
        "rule B with two more rates": "Three tries against twenty: B was hardly looked for.",
        "rule B with twenty rates, too": "As many tries for each, chosen on data that do not judge.",
        "both of them trained for longer": "A would still have had twenty tries for one of B.",
    }, right="rule B with twenty rates, too"),
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
    "19.hidden", "Line D computes the gradient without 1/n, for 220 rows. Nine η are tried for it, from 10⁻⁵ to 1, a "
                 "hundred steps each. How does the lowest training loss it reaches compare with that of the right "
                 "gradient, for the same nine?",
    ("a tenth of it, or less", "between half of it and twice", "ten times as large, or more"),
    right="a tenth of it, or less", ordered=True,
    because="It is {ratio:,.0f} times as small. The direction is right, and the steps are 220 times as long: on these "
            "rows, which a plane divides, long steps bring the loss down faster. A wrong direction would have ended "
            "higher; nine η around the best of each, alike. Neither the falling loss nor "
            "the accuracy on test rows, {wrong:.0%} against {right:.0%}, shows this fault. A difference quotient does.",
    holds=lambda ratio, wrong, right: ratio > 10 and abs(wrong - right) <= 0.02)
