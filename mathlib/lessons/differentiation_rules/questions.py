"""What lesson 02 asks: retrieval from lessons 00 and 01, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("02.recall.bend", "On a smooth curve the tangent's prediction is off by 0.0004 at Δx = 0.02. "
                             "By about how much at Δx = 0.01?", {
        "0.0001": "The error shrinks like Δx²: half the step, a quarter of the error.",
        "0.0002": "That is an error that shrinks like Δx. The tangent's shrinks like Δx².",
        "0.0004": "The error depends on the step: it shrinks like Δx².",
    }, right="0.0001", ordered=True),
    Recall("02.recall.best_h", "A central difference of sin at x = 1. Which of these h gives the most right digits?", {
        "1e-15": "Here round-off has eaten nearly all of them: ε/h is about 0.2.",
        "1e-10": "Round-off ε/h is 2e-6 here, truncation tiny. A larger h balances the two.",
        "1e-5": "Truncation h² and round-off ε/h balance near the cube root of ε.",
    }, right="1e-5", ordered=True),
    Recall("02.recall.update", "A ball lies at w = 2, the slope there is 3, and η = 0.1. Where does it land?", {
        "1.7": "w − η · slope = 2 − 0.1 · 3.",
        "1.9": "That moves by η alone. The step is η times the slope.",
        "2.3": "That is uphill: the rule subtracts η times the slope.",
    }, right="1.7", ordered=True),
)

area = Prediction(
    "02.area", "How fast does the area grow at t = 0?",
    ("2 cm² per second", "3 cm² per second", "10 cm² per second", "11 cm² per second"),
    right="11 cm² per second", ordered=True,
    because="The average rates settle at {rate:g}: each side's growth lies along the other side, 1 · 3 and 4 · 2. "
            "10 would pair each growth with its own side.",
    holds=lambda rate: abs(rate - 11) < 0.01)

nudge = Prediction(
    "02.nudge", "x moves from 1 to 1.01. By about how much does y move?",
    ("0.06", "0.12", "0.14", "0.24"), right="0.24", ordered=True,
    because="It moved by {dy:.3f}: u moved by 0.02, and at u = 2 the cube moves twelve times as much as u.",
    holds=lambda dy: abs(dy - 0.24) < 0.01)

sure = Prediction(
    "02.sure", "At z = −10, which loss has the larger slope in size, and so learns more from this example?",
    ("the squared error (1 − p)²", "the log-loss −ln p", "both alike, close to 0"),
    right="the log-loss −ln p",
    because="Its slope is {log_loss:.4f}, that of the squared error {squared:.5f}. In both p hardly "
            "moves with z; the log-loss makes up for it, for −ln p is very steep where p is near 0.",
    holds=lambda log_loss, squared: abs(log_loss) > 1000 * abs(squared))

swell = Prediction(
    "02.swell", "The loop runs 8 times. How many operations has SymPy's formula for the derivative?",
    ("about 200", "about 1,000", "about 14,000", "about 1,000,000"), right="about 14,000", ordered=True,
    because="It has {operations:,}. The program has 24.",
    holds=lambda operations: 10_000 < operations < 20_000)

warned = Prediction(
    "02.warned", "How many of the three routes refuse or warn for |x| at x = 0?",
    ("none", "one", "two", "all three"), right="none", ordered=True,
    because="They say {answers}, and nobody complains.",
    holds=lambda answers: list(answers) == [0.0, 0.0, 0.0])

terms = Prediction(
    "02.terms", "With the term in Δx² on board: Δx becomes ten times smaller. The error becomes…",
    ("ten times smaller", "a hundred times smaller", "a thousand times smaller", "ten thousand times smaller"),
    right="a thousand times smaller", ordered=True,
    because="From Δx = 0.1 to 0.01 it became {ratio:.0f} times smaller: what is left out begins with Δx³. A hundred "
            "times is what the tangent alone gains.",
    holds=lambda ratio: 900 < ratio < 1100)
