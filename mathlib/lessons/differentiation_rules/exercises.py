"""The exercises of lesson 02, differentiation rules."""
import numpy as np

from mathlib import numdiff
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.naming import kind, show
from mathlib.exercises.reading import by_letter, number_in, one_of
from mathlib.exercises.values import Instead
from mathlib.exercises.verdict import Verdict
from mathlib.exercises.witness import first_wrong
from mathlib.lessons.differentiation_rules import programs, solutions
from mathlib.lessons.differentiation_rules.number import Dual

# ---- 2.1 the growing rectangle ------------------------------------------------------------------

RATES = [(4.0, 1.0, 3.0, 2.0), (2.0, -3.0, 5.0, 0.5), (-1.5, 2.0, 0.8, -4.0), (7.0, 0.0, -2.0, 3.0)]

product = Exercise(
    id="02.product", title="Two strips", minutes=4, reference=solutions.slope_of_product, cases=RATES,
    hints=("One strip comes from the growth of u. How long is the side that it lies along?",
           "A strip is the growth of one side times the length of the other."),
    traps={
        "That is the product of the two rates, which belongs to the corner. The strips are what counts.":
            lambda u, du, v, dv: du * dv,
        "Each side is multiplied by its own rate. A strip lies along the other side.":
            lambda u, du, v, dv: u * du + v * dv,
        "That is one strip. The other side, v, moves too.": lambda u, du, v, dv: du * v,
        "That is one strip. The other side, u, moves too.": lambda u, du, v, dv: u * dv,
        "That is the slope of the sum u + v.": lambda u, du, v, dv: du + dv,
        "The corner is still there. Divided by h it goes to 0 with h.":
            lambda u, du, v, dv: du * v + u * dv + du * dv,
        "Both strips are added: there is no minus in the slope of a product.":
            lambda u, du, v, dv: du * v - u * dv,
    },
    because="A shrinking side, a side at rest, negative numbers: the two strips cover them all.")

quotient = Exercise(
    id="02.quotient", title="The quotient, from the product", minutes=5, reference=solutions.slope_of_quotient,
    cases=[*RATES, (2.0, 3.0, 4.0, 1.0), (3.0, 2.0, -2.0, 0.5), (1.0, -2.0, -4.0, 0.5)],
    hints=("q = u/v means u = q v. What does the product rule say about the slope of u?",
           "du = dq · v + q · dv. Solve for dq, then write u/v for q."),
    traps={
        "That is the quotient of the two slopes. Start from u = q v and the product rule.":
            lambda u, du, v, dv: np.divide(du, dv),
        "The difference on top is turned round. When u alone grows, and v is not 0, the sign of the slope is that of "
        "du/v.": lambda u, du, v, dv: (u * dv - du * v) / v ** 2,
        "Where u and v are positive, a growing v makes the quotient smaller: its part carries a minus.":
            lambda u, du, v, dv: (du * v + u * dv) / v ** 2,
        "One division by v is missing: the whole difference is divided by v².":
            lambda u, du, v, dv: (du * v - u * dv) / v,
        "That treats v as a constant. It moves too.": lambda u, du, v, dv: du / v,
        "That is the numerator. It still has to be divided by v².": lambda u, du, v, dv: du * v - u * dv,
        "The factors v and u on top are missing: each slope is multiplied by the other number.":
            lambda u, du, v, dv: (du - dv) / v ** 2,
    },
    because="No new idea: the quotient rule is the product rule, solved for one factor.")

# ---- 2.2 two stretches ----------------------------------------------------------------------------

WHY = {
    "A": "sin takes x² as its input. Nothing is multiplied by sin.",
    "B": "the exponential takes −x/2 as its input.",
    "C": "x² and sin x are both made from x, and then multiplied.",
    "D": "ln takes 1 + x² as its input.",
    "E": "x and eˣ are both made from x, and then multiplied.",
    "F": "the cube takes ln x as its input.",
}


def _letters(*names):
    """A reader of {letter: name}, letters in either case."""
    return lambda answer: one_of(names)(by_letter(answer))


_TURNED = {card: "product" if kind == "composition" else "composition" for card, kind in solutions.kinds.items()}
kinds = Exercise(
    id="02.kinds", title="Composition or product?", minutes=3, reference=solutions.kinds,
    reader=_letters("composition", "product"), witness=first_wrong(solutions.kinds, WHY),
    hints=("Read it aloud as a calculation. Does one function get the result of the other, or do two results meet?",
           "Draw it: x → u → y in a row is a composition; two arrows from x that meet in a × are a product."),
    traps={
        "All six are turned round. In a composition the second function takes the first one's result as input.":
            _TURNED,
        "Six times the same. In C, for instance, two numbers are multiplied; in A one function feeds the other.":
            dict.fromkeys("ABCDEF", "product"),
        "Six times the same. In A one function feeds the other; in C two numbers are multiplied.":
            dict.fromkeys("ABCDEF", "composition"),
    },
    because="A bracket behind a name is an input, not a factor: sin(x²) is no product.")

HALF_LIFE, DOSE = 5.0, 120.0
LEFT = DOSE * 2 ** (-3 / HALF_LIFE)


def _rate(answer):
    """A number in any spelling; a Verdict on a formula of SymPy whose letters are not numbers yet."""
    letters = getattr(answer, "free_symbols", None)
    return number_in(answer) if not isinstance(letters, set) or not letters else Verdict(
        "wrong", f"{', '.join(sorted(map(str, letters)))} is still in it. Put t = 3 in, and hand in the number.")


decay = Exercise(
    id="02.decay", title="Caffeine, in mg per hour", minutes=5, reference=float(solutions.rate_at_3h),
    reader=_rate, tolerance=3e-3,
    witness=lambda rate: "Three factors make it: the amount left at 3 h, the constant in the slope of 2^u, and the "
    "slope of u. Check each of them alone." + (" And the amount falls." if rate > 0 else ""),
    hints=("Two links: u = −t/5, a pure number, and c = 120 mg · 2^u. What is the slope of each?",
           "The slope of 2^u is ln 2 · 2^u. The slope of u is −1/5 per hour: that is where the unit comes from.",
           "Multiply the two slopes, and put t = 3 h."),
    traps={
        "That is the amount after 3 hours, in mg. Asked is how fast it falls, in mg per hour.": LEFT,
        "The inner slope −1/5 per hour is missing. Your number has the unit mg: the hours came in with u = −t/5.":
            LEFT * np.log(2),
        "The inner slope −1/5 per hour came in as a mere sign. Your number has the unit mg.": -LEFT * np.log(2),
        "The factor ln 2 is missing: the slope of 2^u is ln 2 · 2^u.": -LEFT / HALF_LIFE,
        "That is the rate at t = 0. Put t = 3 h into the slope.": -DOSE * np.log(2) / HALF_LIFE,
        "That is the average rate over the first three hours. Asked is the rate at t = 3 h.": (LEFT - DOSE) / 3,
        "That is −60 mg in 5 hours, the average rate over the first half-life.": -12.0,
        "The inner slope −1/5 went into the exponent. It multiplies; the exponent stays −3/5.":
            DOSE * np.log(2) * 2 ** (-1 / HALF_LIFE),
        "The power rule does not fit. Here t stands in the exponent, and the base is constant: the slope of 2^u is "
        "ln 2 · 2^u.": DOSE * (-3 / HALF_LIFE) * 2 ** (-3 / HALF_LIFE - 1),
        "You multiplied by 5. The slope of −t/5 is −1/5.": -LEFT * np.log(2) * HALF_LIFE,
    },
    slips={"The size is right. The amount falls, so its slope is negative.": LEFT * np.log(2) / HALF_LIFE},
    because="After 3 hours 79 mg are left, and they leave at 11 mg per hour: 14 % of what is there "
            "per hour, at every moment.")

MARKS = {
    "A": "compare with the two strips. Which product stands there?",
    "B": "sin(3x) runs through its waves three times as fast as sin x.",
    "C": "at which number is the slope 1/u of ln u taken, and at which should it be?",
    "D": "where does x stand in 2^x, in the base or in the exponent?",
    "E": "for small x the quotient is close to x, whose slope is +1. What does the formula say at 0?",
}


def _exchanged(one, other):
    return {**solutions.faults, one: solutions.faults[other], other: solutions.faults[one]}


faults = Exercise(
    id="02.faults", title="Five wrong derivations", minutes=5, reference=solutions.faults,
    reader=_letters(*solutions.faults.values()), witness=first_wrong(solutions.faults, MARKS),
    hints=("First say what each function is: product, quotient, composition, or one function alone?",
           "For a composition ask two things: at which place is the outer slope taken, and is the inner slope there?"),
    traps={
        "B and C are exchanged. In B nothing of the inner slope 3 is left; in C the inner slope 2x stands inside.":
            _exchanged("B", "C"),
        "A and D are exchanged. In A two factors both depend on x; in D x is an exponent.": _exchanged("A", "D"),
        "A and E are exchanged. E is a quotient; A has none.": _exchanged("A", "E"),
    },
    because="Two of the five are about the inner slope. Asking for it by name is most of the chain rule.")

POINTS = [0.5, 1.5, 2.0, 0.1, -0.8]


def _by_card(answer, x):
    """{card: slope} of five slopes in a row, so that a verdict names the cards."""
    slopes = answer(x)
    if slopes is ... or slopes is None:
        return slopes
    if not isinstance(slopes, list | tuple | np.ndarray) or isinstance(slopes, np.ndarray) and not slopes.ndim:
        return Instead(f"{kind(slopes)}; asked is a list of five numbers")
    return dict(zip("ABCDE", slopes, strict=True)) if len(slopes) == 5 else Instead(
        f"{len(slopes)} entries; asked is a list of five numbers")


def _still(k, wrong):
    def answer(x):
        slopes = solutions.mended(x)
        slopes[k] = wrong(x)
        return slopes
    return answer


mended = Exercise(
    id="02.mended", title="Mend them", minutes=7, reference=solutions.mended, use=_by_card,
    cases=POINTS,
    hints=("A: two strips. B and C: outer slope at the inner value, times the inner slope.",
           "D: the slope of 2^x is 2^x times a constant that you measured. E: your quotient rule, with u = x and "
           "v = 1 + x²."),
    traps={
        "A is still 2x · eˣ, one strip of two.": _still(0, lambda x: 2 * x * np.exp(x)),
        "A is x² eˣ, the other strip alone.": _still(0, lambda x: x ** 2 * np.exp(x)),
        "B still lacks its inner slope 3.": _still(1, lambda x: np.cos(3 * x)),
        "B has the inner slope inside the cosine as well as in front: take the cosine at 3x.":
            _still(1, lambda x: 3 * np.cos(3)),
        "C is 1/(1 + x²): the place is right now, and the inner slope 2x is gone.":
            _still(2, lambda x: 1 / (1 + x * x)),
        "C is still 1/(2x).": _still(2, lambda x: 1 / (2 * x)),
        "D lacks the constant ln 2.": _still(3, lambda x: 2 ** x),
        "D is still the power rule.": _still(3, lambda x: x * 2 ** (x - 1)),
        "E still has the numerator turned round: its sign is wrong.":
            _still(4, lambda x: (x ** 2 - 1) / (1 + x ** 2) ** 2),
        "E is the quotient of the slopes, 1/(2x).": _still(4, lambda x: 1 / (2 * x)),
    },
    because="First the kind, product, quotient or chain; then its rule. A and D went wrong at the first question, B, C "
            "and E at the second.")

# ---- 2.3 activations ----------------------------------------------------------------------------------

softplus = Exercise(
    id="02.softplus", title="The slope of softplus", minutes=4, reference=solutions.softplus_slope,
    cases=[0.0, 1.0, -2.0, 3.0, -0.5],
    hints=("Two links: u = 1 + e^x, then y = ln u.", "Outer slope 1/u at u = 1 + e^x, times the inner slope."),
    traps={
        "That is the outer slope 1/(1 + e^x). The inner slope e^x is missing.": lambda x: 1 / (1 + np.exp(x)),
        "That is 1/e^x. The outer slope 1/u is taken at u = 1 + e^x, and the inner slope e^x multiplies it.":
            lambda x: np.exp(-x),
        "That is the inner slope alone. The outer slope 1/(1 + e^x) multiplies it.": np.exp,
        "That is the curve itself. Asked is its slope.": lambda x: np.log(1 + np.exp(x)),
        "That is the slope of ReLU. Softplus rounds its corner.": lambda x: np.where(x > 0, 1.0, 0.0),
        "e^x times the curve is no chain: the outer slope is 1/u, taken at u = 1 + e^x.":
            lambda x: np.exp(x) * np.log(1 + np.exp(x)),
        "That is the slope of the sigmoid. Softplus has the sigmoid itself as its slope.":
            lambda x: np.exp(x) / (1 + np.exp(x)) ** 2,
    },
    because="e^x/(1 + e^x) is the sigmoid: softplus is the curve whose slope is σ.")

# ---- 2.4 numbers that carry their slope -----------------------------------------------------------------

apply = Exercise(
    id="02.apply", title="The chain rule for a Dual", minutes=5, reference=solutions.apply,
    use=programs.apply_to, cases=[(np.sin, np.cos, [1.0, 2.0]), (np.exp, np.exp, [0.5, -3.0]),
                                  (programs.cube, programs.cube_slope, [2.0, 0.25]), (np.exp, np.exp, [-1.0, 0.7])],
    hints=("a.value is u, and a.slope says how fast u moves. f(u) is the new value.",
           "The new slope has two factors: the slope of f at u, and how fast u moves."),
    traps={
        "a.slope is missing: that is the slope of f as if a were x itself.":
            lambda f, f_prime, a: Dual(f(a.value), f_prime(a.value)),
        "a.slope went inside: the slope of f is taken at a.value.":
            lambda f, f_prime, a: Dual(f(a.value), f_prime(a.slope)),
        "a.slope went inside as a factor. It stands outside: f_prime(a.value) times a.slope.":
            lambda f, f_prime, a: Dual(f(a.value), f_prime(a.value * a.slope)),
        "The slope of f is taken at its result. It is taken at its input, a.value.":
            lambda f, f_prime, a: Dual(f(a.value), f_prime(f(a.value)) * a.slope),
        "You multiplied the value f(a.value). The stretch of f is f_prime(a.value).":
            lambda f, f_prime, a: Dual(f(a.value), f(a.value) * a.slope),
        "Two stretches multiply; you added them.":
            lambda f, f_prime, a: Dual(f(a.value), f_prime(a.value) + a.slope),
        "The slope is right, and the value did not go through f.":
            lambda f, f_prime, a: Dual(a.value, f_prime(a.value) * a.slope),
    },
    because="One line, and every function whose slope you know can take a Dual.")


derivative = Exercise(
    id="02.derivative", title="The slope of a whole program", minutes=4, reference=solutions.derivative,
    use=programs.slope_at, cases=programs.PROGRAMS, tolerance=1e-12,
    hints=("Hand f a Dual in place of the number x. How fast does x move when x moves?",
           "x moves at slope 1. What f returns is a Dual: take its slope."),
    traps={
        "Every slope is 0, as it is when the input counts as a constant, with slope 0. x moves at slope 1.":
            lambda f, x: f(Dual(x, 0.0)).slope,
        "That is the value f(x). The Dual that f returns also has a slope.": lambda f, x: f(Dual(x, 1.0)).value,
        "Your slope is x times the right one, as it is when the input starts with slope x. It starts with slope 1.":
            lambda f, x: f(Dual(x, x)).slope,
        "What is measured by running f at numbers is right to some digits only. Hand f a Dual.": numdiff.derivative,
        "The Dual that f returns has the slope in it: hand back that slope alone.": lambda f, x: f(Dual(x, 1.0)),
    },
    slips={"f has to run once only: value and slope come out of it together.":
           lambda f, x: (f(Dual(x, 1.0)), f(Dual(x, 1.0)))[0].slope},
    because="Loops included: nobody wrote down a derivative of Heron's six averages, and at 2 and 9 yours is 1/(2√x).")

# ---- 2.5 Taylor ---------------------------------------------------------------------------------------------


def log_series(x, n):
    """The first n terms of the Taylor series of ln(1 + x) at 0."""
    return sum((-1) ** (k + 1) * x ** k / k for k in range(1, n + 1))


def is_worse(x):
    """Whether x lies between 0 and 2, and ten terms are farther from ln(1 + x) than one."""
    return bool(0 < x <= 2 and abs(log_series(x, 10) - np.log1p(x)) > abs(x - np.log1p(x)))


def _terms_witness(x):
    if not 0 < x <= 2:
        return "Asked is a place between 0 and 2."
    one, ten = (abs(log_series(x, n) - np.log1p(x)) for n in (1, 10))
    return f"At x = {show(x)} one term is off by {one:.2g}, ten terms by {ten:.2g}."


more_terms = Exercise(
    id="02.more_terms", title="Where more terms are worse", minutes=4, reference=solutions.more_is_worse_at,
    reader=number_in, measure=is_worse, witness=_terms_witness,
    hints=("The tenth term is x¹⁰/10. For which x is it small, and for which is it large?",
           "Try a place beyond 1, and compare log_series(x, 10) with np.log1p(x)."),
    traps={
        "At 0.5 the tenth term is 1e-4, and ten terms do far better than one.": 0.5,
        "At 1 the terms still shrink, like 1/k: ten are off by 0.05, one by 0.31.": 1.0,
        "At 0 all of them are exact.": 0.0,
        "ln(1 + x) has no value at −1.": -1.0,
    },
    because="With ten terms, from about 1.234 on the high powers outgrow everything: terms help near the point only.")

tower = Exercise(
    id="02.tower", title="x to the x", minutes=6, stretch=True, reference=solutions.tower_slope,
    cases=[1.0, 2.0, 0.5, 3.0, 0.1],
    hints=("Neither rule fits: x is in the base and in the exponent. Write x = e^(ln x) first.",
           "x^x = e^(x ln x). A chain, and inside it a product."),
    traps={
        "That is the power rule, which wants a constant exponent: x · x^(x−1) is x^x.": lambda x: x ** x,
        "That is the rule for an exponential, which wants a constant base.": lambda x: x ** x * np.log(x),
        "That is the slope of x ln x, the inner one. The outer factor is missing.": lambda x: np.log(x) + 1,
        "The inner function is x ln x, a product: its slope is ln x + 1, not 1/x.": lambda x: x ** x / x,
    },
    because="The power rule and the exponential rule each see one of the two x; the slope is the sum of both.")
