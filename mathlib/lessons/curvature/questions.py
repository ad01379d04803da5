"""What lesson 06 asks: retrieval from lessons 02 and 03, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("06.recall.bend", "For √x at 4, f″ = −1/32. By about how much does the root lie off its tangent at 4.2?", {
        "−0.00125": "That is f″ times Δx². Taylor's term has a half before it: ½ · (−1/32) · 0.04.",
        "−0.000625": "½ f″ Δx² = ½ · (−1/32) · 0.04.",
        "−0.00625": "That is f″ times Δx: how much the slope changes on the way. The height misses ½ f″ Δx².",
    }, right="−0.000625"),
    Recall("06.recall.interaction", "Interaction of sleep and portions: 2 points per hour per portion. Half an hour "
                                    "and half a portion more, at once: what do they bring beyond their single gains?", {
        "0.5 points": "The corner f_xy · h · k = 2 · ½ · ½.",
        "1 point": "That takes one of the two halves into account. The corner is a product of both steps.",
        "2 points": "That is the extra of a whole hour and a whole portion.",
    }, right="0.5 points", ordered=True),
    Recall("06.recall.slices", "Both slices of a smooth f through (0, 0) are lowest there. What follows?", {
        "(0, 0) is lowest nearby": "Two slices are two of many directions.",
        "f is lower on a diagonal": "It need not be: x² + y² rises in every direction.",
        "both partial slopes are 0 there": "A slice that is lowest at a place, and smooth, is level there.",
    }, right="both partial slopes are 0 there"),
)

angle = Prediction(
    "06.angle", "In one direction this surface bends up most, in another it bends up least. What angle lies "
                "between the two?",
    ("45°", "90°", "another angle at each place"), right="90°", ordered=True,
    because="Measured: {between:.0f}° here, and between {least:.0f}° and {most:.0f}° at 200 other places. Where "
            "all directions bend alike, no two stand out.",
    holds=lambda between, least, most: abs(between - 90) < 1 and 89 < least <= most < 91)

interaction = Prediction(
    "06.interaction", "The interaction is 6 in place of 2. What is (8, 6) now?",
    ("a minimum", "still a maximum", "a saddle"), right="a saddle",
    because="The curvatures along its own axes are {low:.2f} and {high:+.2f}: between the slices P now rises.",
    holds=lambda low, high: low < 0 < high)

chords = Prediction(
    "06.chords", "Which of the two losses is convex, as a function of z?",
    ("the log-loss alone", "both of them", "the squared error alone", "neither"), right="the log-loss alone",
    because="No chord of the log-loss passes below its graph; chords of the squared error do, by up to {gap:.2f}.",
    holds=lambda gap: gap > 0.1)

miles = Prediction(
    "06.miles", "One step from 100 km/h by each rule, computed once in km/h and once in mph, with η = 400 both times. "
                "Which rule arrives at the same speed both times?",
    ("gradient descent alone", "both", "Newton alone", "neither"), right="Newton alone",
    because="Newton: {newton[0]:.2f} and {newton[1]:.2f} km/h. Gradient descent: {descent[0]:.2f} and "
            "{descent[1]:.2f}.",
    holds=lambda newton, descent: abs(newton[0] - newton[1]) < 1e-6 and abs(descent[0] - descent[1]) > 1)

away = Prediction(
    "06.away", "The valley of ln(1 + w²) is at 0. Newton's first step from w = 2 lands…",
    ("beyond the valley, left of 0", "between 0 and 2", "right of 2"), right="right of 2", ordered=True,
    because="It lands at {landing:.2f}. There f″ is negative, and the parabola has a top and no bottom.",
    holds=lambda landing: landing > 2)

chance = Prediction(
    "06.chance", "With 5 inputs, how often is such a random Hessian a bowl, all five curvatures positive?",
    ("fewer than 1 in 1000", "about 1 in 32", "about 1 in 10"), right="fewer than 1 in 1000", ordered=True,
    because="Measured: {share:.5f}. Five independent coins would give 1 in 32; eigenvalues are not independent.",
    holds=lambda share: share < 1e-3)
