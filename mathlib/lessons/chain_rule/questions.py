"""What lesson 11 asks: retrieval from lessons 04, 05 and 08, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("11.recall.step", "At a place ∇f = (3, −2). By about how much does f change over the small step "
                             "(0.1, 0.2)?", {
        "−0.1": "3 · 0.1 − 2 · 0.2: each slope times its part of the step, added up.",
        "0.1": "The sign: 0.3 − 0.4 is below 0.",
        "0.7": "The second slope is −2: its part is −0.4, and it lowers the sum.",
    }, right="−0.1", ordered=True),
    Recall("11.recall.column", "f: ℝ² → ℝ³ has the Jacobian J. What does the second column of J hold?", {
        "how every output reacts to input 2": "A column belongs to an input, and has an entry for each output.",
        "how output 2 reacts to every input": "That is row 2: rows are outputs.",
        "how input 2 reacts to every output": "Outputs follow inputs. J says how fast, and not the other way round.",
    }, right="how every output reacts to input 2"),
    Recall("11.recall.one_point", "The squared error of one point is (w x − y)², with w = 2, x = 3, y = 5. What is its "
                                  "slope in w?", {
        "2": "That is 2r, for r = wx − y = 1. But r moves three times as fast as w.",
        "3": "That is how fast wx − y moves with w. The square has a slope too, 2r = 2.",
        "6": "2r · x with r = 1 and x = 3.",
        "18": "That has x twice. The residual wx − y moves x times as fast as w, once.",
    }, right="6", ordered=True),
)

nudged = Prediction(
    "11.nudged", "The oven at 161 °C in place of 160 °C. By about how much does the energy of the loaf change?",
    ("14 Wh less", "10 Wh less", "6 Wh less", "11 Wh more"), right="6 Wh less", ordered=True,
    because="Measured: {change:.2f} Wh. 14 less forgets that a hotter oven leaks more; 10 less forgets the start from "
            "cold; 11 more leaves the time out.",
    holds=lambda change: -7 < change < -5.5)

clock = Prediction(
    "11.clock", "She bakes 0.9 hours, whatever the oven. From 200 °C one degree more: her energy changes by about…",
    ("5 Wh less", "0 Wh", "4 Wh more", "8 Wh more"), right="8 Wh more", ordered=True,
    because="Measured: {slope:.2f} Wh per °C. Her time stands still: the path via t is cut, and 3.6 + 4.5 is left. 4 "
            "more forgets the walls; 0 needs your shorter time; 5 less (3.6 − 8.1) holds the power in place of the "
            "time.",
    holds=lambda slope: abs(slope - 8.1) < 0.1)

other_end = Prediction(
    "11.other_end", "The same product, begun at the input end: J₃ (J₂ J₁). How many multiplications?",
    ("2 million, as before", "about 1 billion", "about 3 billion"), right="about 1 billion", ordered=True,
    because="Counted: {count:,}. J₂ J₁ alone multiplies two tables of 1000 × 1000. The result is the same, the price "
            "is not; 3 billion would take three such products.",
    holds=lambda count: 9e8 < count < 1.1e9)

order = Prediction(
    "11.order", "Widths 300, 100, 2, 100, 50. Which of these three orders of multiplying the four Jacobians takes "
                "the fewest multiplications?",
    ("begin at the input end and go on to the output",
     "begin at the output end and go back to the input",
     "a product at each end first, then those two"),
    right="a product at each end first, then those two",
    because="Counted: {inner:,}, against {forward:,} from the input end and {reverse:,} from the output end. Two "
            "numbers carry all that passes the middle, and each half keeps to tables that are 2 wide.",
    holds=lambda forward, reverse, inner: 10 * inner < min(forward, reverse))
