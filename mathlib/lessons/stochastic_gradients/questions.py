"""What lesson 09 asks: retrieval from lessons 04, 07 and 08, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("09.recall.downhill", "∇f = (3, 4) at a place. You take a very short step along v = (−1, 0.5), which is not "
                                 "−∇f. What does f do?", {
        "it falls": "The slope along v has the sign of ∇f · v = −3 + 2 = −1. Whatever has a negative product with the "
                    "gradient leads downhill.",
        "it rises": "Its sign is that of ∇f · v = −3 + 2 = −1: f falls.",
        "it stays": "It would for v square to ∇f. Here ∇f · v = −3 + 2 = −1.",
    }, right="it falls"),
    Recall("09.recall.factor", "On a parabola with f″ = 2, η = 0.1. By which factor does one step multiply the "
                               "distance from the minimum?", {
        "0.2": "That is ηf″, the share that a step removes. What remains is 1 − ηf″.",
        "0.8": "1 − ηf″ = 1 − 0.2.",
        "0.9": "That is 1 − η. The second derivative counts too: 1 − ηf″.",
    }, right="0.8", ordered=True),
    Recall("09.recall.residual", "The line b + m x has the least mean squared error over the data. What is true of its "
                                 "residuals r?", {
        "each of them is 0": "That takes points on one line. The best line leaves residuals; they are square on the "
                             "columns 1 and x.",
        "their sum and their sum with weights x are 0": "The gradient of the MSE is the mean of 2r(1, x). At the best "
                                                        "line it is 0: r stands square on both columns.",
        "half of them are positive": "That is, about, what the least absolute error gives: as many above as below, and "
                                     "two points on the line. Squares ask for Σr = 0 and Σrx = 0.",
    }, right="their sum and their sum with weights x are 0"),
)

against = Prediction(
    "09.against", "How many of the 342 arrows have a negative product with the mean: a short step by that penguin "
                  "alone would raise the loss of all?",
    ("about 50", "about 110", "about 170"), right="about 110", ordered=True,
    because="{count} of 342: about every third penguin leads uphill at this place. About 170, a half, would take a "
            "mean of 0. With about 50 uphill, the mean would have to be longer beside the cloud's width.",
    holds=lambda count: 90 <= count <= 130)

four_times = Prediction(
    "09.four_times", "Batches of 16 are off by about 0.4 kg. By how much are batches of 64 off?",
    ("about 0.02 kg, a sixteenth", "about 0.1 kg, a quarter", "about 0.2 kg, a half"), right="about 0.2 kg, a half",
    ordered=True,
    because="{off:.2f} kg. Four times the examples buy half of the error. A quarter is what becomes of the "
            "variance, and the error is its root; a sixteenth would be the square of that.",
    holds=lambda off: abs(off - 0.19) < 0.02)

shuffled_x = Prediction(
    "09.shuffled_x", "A program shuffles the flippers, forgets the masses, and trains for 20 epochs. Which line "
                     "does it find?",
    ("the same line, with more noise", "a level line at the mean mass", "no line, the weights diverge"),
    right="a level line at the mean mass",
    because="b = {b:.2f} kg and m = {m:.2f} kg: no flipper says anything about the mass beside it. For the same line "
            "the pairs would have to be right; and to diverge there is no reason: the loss is a bowl as before, with "
            "its lowest place at the level line.",
    holds=lambda b, m: abs(b - 4.2) < 0.1 and abs(m) < 0.15)

examples = Prediction(
    "09.examples", "Each size of batch with its own best η: which one needs the fewest examples until the loss over "
                   "all images is 0.2?",
    ("batches of 1", "batches of 32", "all 1,797"), right="batches of 1", ordered=True,
    because="{one:,.0f} examples against {some:,.0f} and {every:,.0f}. A batch of 32 and all images point the way "
            "better, but pay for it with 32 and 1,797 examples a step; single examples use each at the newest place.",
    holds=lambda one, some, every: one < some / 1.5 < every)

floor = Prediction(
    "09.floor", "Halve η from 0.1 to 0.05, everything else as before. What becomes of the level at which the loss "
                "stays above its minimum?",
    ("it stays where it is", "it falls to about half", "it falls to about a quarter"),
    right="it falls to about half", ordered=True,
    because="From {before:.4f} to {after:.4f} kg². It does not stay: η is how far each batch pushes the walk off. A "
            "quarter would be right for the pushes alone, half as long and squared. But the brake halves too: an "
            "update takes off half as much of what earlier pushes left, so twice as many of them add up.",
    holds=lambda before, after: 1.7 < before / after < 2.6)

ends = Prediction(
    "09.ends", "Each has 200 updates, and η may be at most 0.1. Which ends nearest to the best line, on average over "
               "the seeds?",
    ("η = 0.1 throughout", "η = 0.013 throughout", "η = 0.1, then a tenth after 100"),
    right="η = 0.1, then a tenth after 100",
    because="The staircase ends at {step:.2f} thousandths of a kg², 0.1 at {large:.2f} and 0.013 at {best:.2f}: 0.1 "
            "throughout ends in a wide ball, and 0.013 throughout is a compromise between the way and the noise.",
    holds=lambda step, large, best: step < best / 1.1 and best < large / 4)
