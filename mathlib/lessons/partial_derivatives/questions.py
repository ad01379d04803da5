"""What lesson 03 asks: retrieval from lessons 00 and 01, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("03.recall.tangent", "f(4) = 2 and f′(4) = ¼. What does the tangent predict for f(4.2)?", {
        "1.95": "A positive slope rises to the right: 2 + ¼ · 0.2.",
        "2.05": "Height plus slope times step: 2 + ¼ · 0.2.",
        "2.2": "That is the whole step at slope 1. The slope is ¼.",
        "2.25": "That is the rise of a whole unit. The step is 0.2.",
    }, right="2.05", ordered=True),
    Recall("03.recall.run", "A central difference subtracts f(x − h) from f(x + h). What does it divide by?", {
        "h²": "Its error shrinks like h². Its run is 2h.",
        "h": "The two points are 2h apart, and a slope is rise over run.",
        "2h": "The run from x − h to x + h is 2h.",
    }, right="2h", ordered=True),
    Recall("03.recall.level", "A smooth curve f has slope 0 at x = 2. What follows?", {
        "f(2) = 0, so it meets the axis": "Slope and height are two things: the curve may lie at any height.",
        "f has a minimum or a maximum at 2": "It may. But (x − 2)³ has slope 0 at 2 too, and neither of them there.",
        "near 2, f changes far less than x": "The tangent is level, and what it misses shrinks faster than the step.",
    }, right="near 2, f changes far less than x"),
)

held_top = Prediction(
    "03.held_top", "Now 3 portions are held, not 6. Where is the top of the sleep slice?",
    ("below 8 hours", "at 8 hours", "above 8 hours"), right="below 8 hours", ordered=True,
    because="Measured: {top:g} hours. What is held steers the slice.",
    holds=lambda top: abs(top - 7) < 0.02)

whole = Prediction(
    "03.whole", "The same function, asked at np.array([7, 4]). What does it return?",
    ("0", "2, as before", "an error message"), right="0",
    because="It returns {slope:g}: an array of whole numbers stores 7.00001 as 7, and the step is lost.",
    holds=lambda slope: slope == 0)

together = Prediction(
    "03.together", "One hour and one portion more, both at once. How many points does that gain?",
    ("fewer than 4", "4", "more than 4"), right="more than 4", ordered=True,
    because="Measured: {gain:g} points, {extra:g} more than both alone: each change makes the other one worth more.",
    holds=lambda gain, extra: gain == 6 and extra == 2)

surface_height = Prediction(
    "03.surface_height", "At (0, 0) this surface has height 0, and both partial slopes are 0. How high is it at "
                         "(0.01, 0.01)?",
    ("0, or very nearly", "about 0.01", "about 1"), right="about 1", ordered=True,
    because="Measured: {height:g}, and no smaller at a tenth of the step: {nearer:g}. The two slopes speak of the "
            "axes, and the place lies on neither.",
    holds=lambda height, nearer: abs(height - 1) < 1e-9 and abs(nearer - 1) < 1e-9)

split = Prediction(
    "03.split", "At the best split of the four hours, the slopes ∂R/∂x and ∂R/∂y are…",
    ("both 0", "equal, and not 0", "different"), right="equal, and not 0",
    because="At ({x:.3g}, {y:.3g}) they are {slopes[0]:.3g} and {slopes[1]:.3g}. Four hours are too few to bring "
            "both down to 0; and while they differ, moving a minute gains.",
    holds=lambda x, y, slopes: abs(slopes[0] - slopes[1]) < 0.05 < slopes[0])

bill = Prediction(
    "03.bill", "Compare only penguins whose flippers measure 185 to 195 mm. A deeper bill goes with…",
    ("about the same mass", "a higher mass", "a lower mass"),
    right="a higher mass",
    because="{slope:+.0f} ± {error:.0f} g per mm, from {count} penguins. The lower mass belongs to all penguins "
            "together, where the flipper is not held.",
    holds=lambda slope, error, count: slope > 4 * error)
