"""What lesson 16 asks: retrieval from lessons 05, 13 and 14, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("16.recall.jacobian", "f takes three numbers and gives four. What does the entry in row 2, column 3 of its "
                                 "Jacobian say?", {
        "how output 2 follows input 3": "Rows are outputs, columns are inputs: here 4 rows and 3 columns.",
        "how output 3 follows input 2": "That is the entry in row 3, column 2: a row belongs to an output.",
        "how input 3 follows output 2": "That would be a slope of the inverse, which f need not have.",
    }, right="how output 2 follows input 3"),
    Recall("16.recall.slopes", "Softmax gives the probabilities 0.7, 0.2, 0.1, and the second class is the true "
                                      "one. What are the slopes of the cross-entropy in the three scores?", {
        "0.7, −0.8, 0.1": "p − y: the probabilities, less 1 for the true class. They sum to 0.",
        "0, −0.8, 0": "The wrong classes have slopes as well: their scores should fall.",
        "0, −5, 0": "−1/0.2 is the slope in the probability. The scores come before softmax.",
    }, right="0.7, −0.8, 0.1"),
    Recall("16.recall.first_steps", "Two weights have the slopes 100 and 0.01 in the first batch. How long are "
                                    "their first steps under AdaGrad?", {
        "10,000 to 1": "So it is under plain descent, with one η for both.",
        "100 to 1": "AdaGrad divides by √s, and √s is the slope itself here, not its root.",
        "equal": "The slope is divided by √(slope²): a step of η for both.",
    }, right="equal"),
)

still = Prediction(
    "16.still", "Adam, η = 0.1, gets the whole table each time, zeros included. After step 1 the rare row stands at "
                "−0.10. Where does it stand after 60 steps, 59 of them with slope 0?",
    ("at −1.00", "at −0.60", "at −0.10"), right="at −0.60", ordered=True,
    because="At {place:.2f}. Adam's mean of slopes forgets a tenth a step, so it stays above 0 for a while, and each "
            "step takes the row further down. 0.1 · (1 + 0.9 + 0.81 + …) would end at −1.00; Adam's corrections for "
            "the start make most of these steps shorter. With touched rows alone it stays at {alone:.2f}.",
    holds=lambda place, alone: abs(place + 0.6) < 0.01 and abs(alone + 0.1) < 1e-9)

trial = Prediction(
    "16.trial", "On 30 other splits of the names, each tuned anew, the lead on learnt names is 0.065 on average. How "
                "much of that is left on new names whose rarest piece was met once or twice?",
    ("less than a tenth of it", "about a third of it", "more than two thirds of it"),
    right="less than a tenth of it", ordered=True,
    because="Of {fit:.3f} on learnt names {new:.3f} is left, and AdaGrad is ahead in {ahead} of 30 splits. It fits "
            "rare rows much faster. But what it fits there comes from a name or two, and these say little about the "
            "next name with that piece. A third or more would need pieces that speak for the same side each time.",
    holds=lambda fit, new, ahead: fit > 0.05 and abs(new) < 0.1 * fit and 9 < ahead < 21)

others = Prediction(
    "16.others", "p = (0.6, 0.3, 0.1). The second score rises a little; the others stay. How fast does the first "
                 "probability change, per unit of score?",
    ("0.000", "−0.105", "−0.180"), right="−0.180", ordered=True,
    because="{slope:.3f}. Its own score stays, but the sum below the fraction grows. The second gains 0.3 · 0.7 = "
            "0.21; in equal shares each other one would lose half of it, 0.105. But who has more loses more: "
            "−p₁p₂ = −0.6 · 0.3.",
    holds=lambda slope: abs(slope + 0.18) < 1e-3)

leak = Prediction(
    "16.leak", "A net with the other mask is trained for 150 steps, and scored on the test text with the mask that it "
               "was trained with. How many bits per character does it get?",
    ("more than the bigram model", "between the honest net and the bigrams", "fewer than 1 bit"),
    right="fewer than 1 bit", ordered=True,
    because="About a quarter of a bit. Each place but the last of a window sees the letter that it has to predict, in "
            "the test text as well: next to no bits there, and nearly 4 at the last place, which has no next letter to "
            "see. Held-out text is no safeguard: its mean is too good as well, and only its size may make you "
            "suspicious. Bits by place show the leak, or the test with the honest mask.",
    holds=lambda bits, last, honest: bits < 0.6 and last > 2 and honest > 5)
