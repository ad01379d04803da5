"""What lesson 08 asks: retrieval from lessons 04, 06 and 07, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("08.recall.squares", "r = Aw − y, with a row of A for each example. What is the gradient of ‖r‖² in w?", {
        "2r": "That is the gradient in r, one slope for each example. A step u in w moves r by Au.",
        "2Ar": "The shapes do not fit: r has a number for each example, so it is the transpose that takes it.",
        "2Aᵀr": "A step u changes ‖r‖² by 2r · (Au) = (2Aᵀr) · u, to first order.",
    }, right="2Aᵀr"),
    Recall("08.recall.convex", "A smooth f on all of the plane has only positive curvatures, at every place. At p its "
                               "gradient is 0. Then p is…", {
        "lowest or highest, it cannot be told": "At a highest place the curvatures are not positive.",
        "the lowest place of all": "f is convex, so no place is lower; and it bends up in every direction, so no other "
                                   "place is as low.",
        "lowest nearby, perhaps not of all": "That holds where curvatures are known at p alone. Here they are positive "
                                             "everywhere: f is convex.",
    }, right="the lowest place of all", ordered=True),
    Recall("08.recall.rate", "A bowl has the curvatures 2 and 50. What does gradient descent with η = 0.05 do?", {
        "it creeps in along both axes": "Along the steep one η · f″ = 2.5. What does a factor of 1 − 2.5 do?",
        "it zig-zags in along the steep axis": "The factor there is 1 − 2.5 = −1.5. Its size is above 1.",
        "it diverges along the steep axis": "There the factor is 1 − 0.05 · 50 = −1.5: each step overshoots further.",
    }, right="it diverges along the steep axis", ordered=True),
)

tug = Prediction(
    "08.tug", "One step against the gradient of this bird's squared residual alone. The slope m of the line was 0. It "
              "becomes…",
    ("negative", "0 again: b alone moves", "positive"), right="negative", ordered=True,
    because="m becomes {m:.2f}. The line is too high on the right, and tilting down helps there.",
    holds=lambda m: m < -1e-3)

no_mean = Prediction(
    "08.no_mean", "Somebody forgets the 1/n and takes the slopes of the sum. Same start, same η = 0.2. The walk "
                  "reaches…",
    ("no line: it diverges", "the same line, after more steps", "the same line, after fewer steps"),
    right="no line: it diverges",
    because="After {steps} steps m is {m:.0e}. The sum bends {n} times as much, and η was chosen for the mean.",
    holds=lambda m, n, steps: abs(m) > 1e6)

second_line = Prediction(
    "08.second_line", "What this line leaves over is 342 residuals, line less mass. We fit a second line to them, in "
                      "the same way. Its slope is…",
    ("negative, some trend is left", "0, up to rounding", "positive, the first is too steep"),
    right="0, up to rounding", ordered=True,
    because="Slope and height are 0 to {decimals} decimals. Whatever a line can say of these masses, the first one has "
            "said.",
    holds=lambda m, b, decimals: round(abs(m), decimals) == 0 == round(abs(b), decimals))

typed = Prediction(
    "08.typed", "One mass of 342 is typed in grams, 3750 where 3.75 belongs; its flipper is 18.1 cm. The slope of the "
                "least-squares line was 0.497 kg per cm. It becomes…",
    ("below −1", "still between 0.4 and 0.6", "above 1"), right="below −1", ordered=True,
    because="It becomes {slope:.1f} kg per cm. One bird on the left has a residual thousands of times as long as the "
            "others, and pulls the left end up.",
    holds=lambda slope: slope < -1)

kappa = Prediction(
    "08.kappa", "The same birds in mm, counted from 0 and not from 200 mm. The condition number κ of the bowl was "
                "2. It becomes…",
    ("2, for the birds are the same", "about 200", "about 20,000", "about 8 million"), right="about 8 million",
    ordered=True,
    because="Measured: {kappa:,.0f}. Counted from 0, the flippers' column is about 200 times as long as the ones and "
            "nearly parallel to them. The table takes these two causes apart.",
    holds=lambda kappa: 8e6 < kappa < 9e6)

benign = Prediction(
    "08.benign", "For a benign tumour (y = 0) the log-loss is −ln(1 − p). Its slope in the score s is…",
    ("1 − p", "p − 1", "p"), right="p",
    because="At p = {p:.2f} it is {slope:.2f}: the surer the model is of the wrong answer, the steeper. With p − 1 a "
            "higher score would lower the loss; with 1 − p the pull would fade where the model is most wrong.",
    holds=lambda slope, p: abs(slope - p) < 1e-6 and p > 0.6)
