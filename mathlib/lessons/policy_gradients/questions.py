"""What lesson 18 asks: retrieval from lessons 09, 11 and 14, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("18.recall.batch", "Batches of 40 give the gradient with a certain standard deviation. How large are the "
                              "batches that halve it?", {
        "57": "√2 times as many bring the standard deviation down by 2^¼ only.",
        "80": "Twice as many halve the variance, and leave 0.71 of the standard deviation.",
        "160": "The variance falls like 1/B, the standard deviation like 1/√B: four times as many.",
    }, right="160", ordered=True),
    Recall("18.recall.paths", "u and v both depend on θ, and f = u v. What is df/dθ?", {
        "u′ v′": "Slopes multiply along one path. Here are two paths from θ to f.",
        "u′ v + u v′": "One term for each path from θ to f.",
        "u′ + v′": "Paths add up, each with its own factor: along u that factor is v.",
    }, right="u′ v + u v′"),
    Recall("18.recall.adam", "Adam with η = 0.1 starts. The first gradient in a weight is 0.002. How far does the "
                             "weight move?", {
        "about 0.0002": "That is η times the gradient, plain descent. Adam divides by the gradient's size.",
        "about 0.1": "The first step is ±η, whatever the scale of the gradient.",
        "about 50": "That is η over the gradient. Adam divides the gradient by its size, and multiplies by η.",
    }, right="about 0.1", ordered=True),
)

bumped = Prediction(
    "18.bumped", "The simulation is bumped: θ up and down by one millionth, the same random numbers in both runs. "
                 "Which slope does the difference quotient of the mean reward show?",
    ("0", "about 0.75", "about 12"), right="0", ordered=True,
    because="{slope:g} to the last digit: p moves by half a millionth, none of the 1,000 random numbers lies in so "
            "narrow a gap, and the same visitors see the same offers. About 0.75 is the slope of the expected reward; "
            "12 is near the reward itself. A count jumps or stays.",
    holds=lambda slope: slope == 0)

baseline = Prediction(
    "18.baseline", "Take 11.5 € off every reward before it is multiplied by the score. What becomes of the mean and "
                   "of the spread of the estimates?",
    ("the mean falls to about 0, the spread stays", "the mean stays, the spread falls",
     "both fall in the same proportion", "both stay as they are"), right="the mean stays, the spread falls",
    because="Mean {mean:.2f} €, as before within its noise; variance {variance:.2f}, and {before:.1f} before. 11.5 € "
            "come off the rewards; off the estimates comes 11.5 times the score, and scores average 0. Both would fall "
            "together if the rewards were divided by something. Both would stay if 11.5 € were little beside what is "
            "left of a reward; it is nearly all of it.",
    holds=lambda mean, variance, before: abs(mean - 0.75) < 0.1 and variance < 1 < 30 < before)

losses = Prediction(
    "18.losses", "Every reward is negative: A costs 10 € on average, B costs 13 €. No baseline, θ starts at 0, "
                 "η = 0.03. Where is p(A) after 2,000 visitors?",
    ("near 0", "near ½", "near 1"), right="near 1", ordered=True,
    because="Above 0.9 in {share:.0%} of 1,000 runs. Each visitor who saw A does push p(A) down. But on "
            "average those who saw A push down by 10 p(1 − p), those who saw B push up by 13 p(1 − p). Near 0 would "
            "need B to be the cheaper one, near ½ both to cost the same.",
    holds=lambda share: share > 0.95)

moving = Prediction(
    "18.moving", "The cart is 1.5 m right of the middle, 0.9 m from where the episode ends, and rolls on to the right "
                 "at 0.5 m/s. The pole stands upright and does not turn. Which push does the trained policy prefer?",
    ("one to the left", "one to the right", "left and right about alike"), right="one to the right",
    because="In {right} of 5 policies p(right) is above 0.75. A push to the left brakes the cart, and the pole tips to "
            "the right: to stay under it the cart would have to run on. A push to the right tips the pole to the left, "
            "and under a pole that leans left the cart can go back: so it is after 0.3 s, and after 3 s {up:.0%} are "
            "up. About alike would be a policy that reads the pole alone.",
    holds=lambda right, up: right >= 4 and up > 0.8)
