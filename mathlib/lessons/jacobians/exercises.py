"""The exercises of lesson 05, Jacobians."""
import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import numbers_by_name
from mathlib.exercises.values import Instead
from mathlib.exercises.witness import first_wrong
from mathlib.lessons.jacobians import slips, solutions

# ---- 1 · rows and columns ---------------------------------------------------------------------

_SHAPE_WORDS = {
    "rows of J": "J has a row for each output", "columns of J": "J has a column for each input",
    "numbers in v": "v is a nudge of the inputs", "numbers in J v": "J v is a change of the outputs",
    "numbers in u": "u has a weight for each output", "numbers in uᵀJ": "uᵀJ has a slope for each input",
    "row of ∂f₂/∂x₃": "f₂ is the second output", "column of ∂f₂/∂x₃": "x₃ is the third input"}


def _named(answer, *numbers):
    """The numbers under the names that the answer has."""
    return dict(zip(answer, numbers, strict=True))


shapes = Exercise(
    id="05.shapes", title="Which shape fits", minutes=4, reference=solutions.shapes,
    reader=numbers_by_name,
    witness=first_wrong(solutions.shapes, _SHAPE_WORDS, ". There are three inputs and two outputs."),
    hints=("Draw the table. Write the three inputs above its columns and the two outputs beside its rows.",
           "J v adds up columns, so it has as many numbers as a column. uᵀJ adds up rows."),
    traps={
        "All is exchanged: rows belong to outputs, columns to inputs. Yours is the transpose, Jᵀ.":
            _named(solutions.shapes, 3, 2, 2, 3, 3, 2, 3, 2),
        "The table is exchanged and all the rest is right: rows belong to outputs, of which there are two.":
            _named(solutions.shapes, 3, 2, 3, 2, 2, 3, 2, 3),
    },
    slips={
        "Only the place of ∂f₂/∂x₃ is exchanged: the row says which output, the column which input.":
            _named(solutions.shapes, 2, 3, 3, 2, 2, 3, 3, 2),
        "Only the two products are exchanged: J takes inputs in and gives outputs, uᵀJ goes the other way.":
            _named(solutions.shapes, 2, 3, 2, 3, 3, 2, 2, 3),
        "v and u are right, their products are exchanged: J v has a number for each output.":
            _named(solutions.shapes, 2, 3, 3, 3, 2, 2, 2, 3),
    },
    because="Rows are outputs, columns are inputs, all course. From the shapes alone you can tell which product fits.")


def twins(x):
    """Three numbers to two: x₀x₁ and x₂² + 2x₀."""
    return np.array([x[0] * x[1], x[2] ** 2 + 2 * x[0]])


def swing(x):
    """Two numbers to two: x₀ sin x₁ and e^(x₀/2)."""
    return np.array([x[0] * np.sin(x[1]), np.exp(x[0] / 2)])


def fan(x):
    """Two numbers to three: x₀², x₀x₁ and x₁³."""
    return np.array([x[0] ** 2, x[0] * x[1], x[1] ** 3])


def _unless_whole(slip):
    """The slip where x has decimal points; of whole numbers it says nothing, for they go wrong in several ways."""
    return lambda f, x, h: np.nan if np.asarray(x).dtype.kind in "iu" else slip(f, x, h)


jacobian = Exercise(
    id="05.jacobian", title="Column by column", minutes=8, reference=solutions.jacobian, tolerance=1e-7,
    cases=((twins, np.array([2.0, -1.0, 3.0]), 0.1), (swing, np.array([1.5, 0.5]), 0.1),
           (fan, np.array([2.0, -1.0]), 0.2), (twins, np.array([0.5, 4.0, -1.0]), 0.05), (fan, np.array([3, -2]), 0.2)),
    hints=("One column is what all outputs do while one input moves: a central difference of f, divided by 2h.",
           "x.copy() is a place of its own. Move its entry j by h, and ask f there.",
           "np.column_stack takes a list of columns and sets them side by side."),
    traps={
        "That is a forward difference. Here the step goes to both sides of x.": slips.forward,
        "Each column moves one input alone. You moved all of them.": slips.all_at_once,
        "The two places are 2h apart, and you divided by h: twice too large.":
            lambda f, x, h: 2 * solutions.jacobian(f, x, h),
        "That is the transpose, and its run is h where the two places are 2h apart.":
            lambda f, x, h: 2 * slips.transposed(f, x, h),
        "Python reads … / 2 * h from the left, so it multiplies by h. Write … / (2 * h).":
            lambda f, x, h: solutions.jacobian(f, x, h) * h * h,
        "Those are differences. Divide each by the run, 2h.": lambda f, x, h: solutions.jacobian(f, x, h) * 2 * h,
        "You ask f near 0 and not near x: add the step to x.": slips.replaced,
        "You added the columns up. Each input keeps a column of its own.": slips.added_up,
        "You moved the inputs one after another and put none back: each column wants a fresh copy of x.":
            _unless_whole(slips.piled_up),
        "Each input stays where you left it, a step behind, while the next one moves: put it back.":
            _unless_whole(slips.left_behind),
        "Right for numbers with a decimal point. An array of whole numbers swallows the step, as in lesson 3: begin "
        "with np.array(x, float).": slips.whole,
        "Right for numbers with a decimal point. An array of whole numbers cannot hold x[j] + h, and what you put back "
        "is not what was there: begin with np.array(x, float).": slips.whole_in_place,
        "Two things: yours is the transpose, and an array of whole numbers swallows the step. Begin with "
        "np.array(x, float), and set the columns side by side.": lambda f, x, h: slips.whole(f, x, h).T,
    },
    slips={
        "That is the transpose: ∂fᵢ/∂xⱼ belongs into row i and column j, and yours stands in row j and column i. "
        "(np.array of a list of columns makes rows of them.)": slips.transposed,
    },
    because="n columns, two evaluations each. Entry [i, j] is ∂fᵢ/∂xⱼ.")

# ---- 2 · ripples ----------------------------------------------------------------------------------

ripple = Exercise(
    id="05.ripple", title="Forecast a ripple", minutes=5, reference=solutions.ripple, tolerance=2e-3,
    hints=("Power first: its row has three partials. Multiply each by the nudge of its input, with sign, and add.",
           "0.4 km/h slower is a nudge of −0.4 km/h. Its product in the row of the power is −8.26 W. Add two "
           "more."),
    traps={
        "You took 0.4 km/h faster. Slower is a nudge of −0.4.": [12.78, -1.585],
        "You took 3 kg less. The nudge of the mass is +3.": [-9.07, 0.871],
        "You took the wind as falling. Its nudge is +0.2.": [-7.44, 0.557],
        "Those are the ride's own changes. The question asks for the forecast, from the table.": [-3.751, -0.1578],
        "Those are sums of a row. Each partial wants its nudge first: −0.4, 3 and 0.2.": [30.80, -3.741],
        "The wind is missing: a row has three partials.": [-5.59, 0.200],
        "Those are the new outputs. The question asks by how much they change.": [227.78 - 3.74, 43.90 - 0.157],
        "You made all three shares positive. A minus in the table or in a nudge counts.": [12.78, 1.585],
    },
    slips={"Both numbers are right, in the other order: power first.": [-0.157, -3.74],
           "The power is right. Your range has two digits, and the question asks for three.": [-3.74, -0.16],
           "You rounded the table first. The shares nearly cancel, so take its four digits and round the sum.":
               [-3.72, -0.155],
           "The range is right. For the power you rounded the table first: take its four digits and round the sum.":
               [-3.72, -0.157],
           "The power is right. In the range the shares nearly cancel: take the table's four digits and round the sum.":
               [-3.74, -0.155]},
    because="The ride itself gives −3.75 W and −0.158 km: the forecast misses by less than half a percent.")

# ---- 3 · areas ---------------------------------------------------------------------------------------

polar_jacobian = Exercise(
    id="05.polar_jacobian", title="Polar coordinates", minutes=6, reference=solutions.polar_jacobian,
    cases=((2.0, 0.5), (1.0, 2.0), (0.5, -1.0), (3.0, 0.0), (0.0, 0.7)),
    hints=("The first column: r moves, θ is held. What is the slope of r cos θ in r? Of r sin θ?",
           "The second column: r is held, a factor that stays. The slope of cos is −sin, of sin it is cos.",
           "A table by rows: np.array([[first row], [second row]])."),
    traps={
        "In the second column r is a held factor, and it stays.": lambda r, t: solutions.polar_jacobian(1.0, t),
        "The slope of cos θ is −sin θ: a minus is missing.": lambda r, t: solutions.polar_jacobian(r, t)
        * np.array([[1, -1], [1, 1]]),
        "The minus belongs to the cosine: cos θ falls as θ grows from 0, sin θ rises.": lambda r, t:
            solutions.polar_jacobian(r, t) * np.array([[1, -1], [1, -1]]),
        "Your columns are exchanged: r is the first input, so its column comes first.": lambda r, t:
            solutions.polar_jacobian(r, t)[:, ::-1],
        "Your rows are exchanged: x = r cos θ is the first output.": lambda r, t:
            solutions.polar_jacobian(r, t)[::-1],
        "In the first column r moves: the slope of r cos θ in r is cos θ, without the r.": lambda r, t:
            r * solutions.polar_jacobian(1.0, t),
        "That is its determinant. The question asks for the table.": lambda r, t: r,
    },
    slips={"That is the transpose. Rows are outputs: the first row has both slopes of x = r cos θ.":
           lambda r, t: solutions.polar_jacobian(r, t).T},
    because="Column 1 has length 1: r in metres is a way in metres. Column 2 has length r: one radian is r metres.")

_H = 1e-4


def _dotted(value):
    """Whether dots are left in it."""
    return value is ... or isinstance(value, (list, tuple)) and any(map(_dotted, value[:9]))


def _pair(value):
    """Two finite numbers as an array; ... where dots are left in it, None where it is something else."""
    if isinstance(value, np.ndarray) and value.dtype == object:
        value = value.tolist()
    if _dotted(value):
        return ...
    if isinstance(value, (list, tuple)) and len(value) > 2 or isinstance(value, np.ndarray) and value.size > 2:
        return None
    try:
        pair = np.asarray(value, float).reshape(2)
    except (TypeError, ValueError):
        return None
    return pair if np.isfinite(pair).all() else None


def _table(f, x, y):
    """J by central differences, or None where f does not return two finite numbers, or ... where dots are left."""
    asked = [_pair(f(*place)) for place in ((x + _H, y), (x - _H, y), (x, y + _H), (x, y - _H))]
    for unusable in (..., None):
        if any(value is unusable for value in asked):
            return unusable
    right, left, up, down = asked
    return np.column_stack([right - left, up - down]) / (2 * _H)


def _flattened(f, x, y):
    """Whether an entry of J is 0 at a place, or between it and the first case, and whether its determinant is 0."""
    here, first = _table(f, x, y), _table(f, 1.0, 2.0)
    if here is ... or first is ...:
        return ...
    if here is None or first is None:
        return Instead("no Jacobian, for flat should return two finite numbers")
    (a, b), (c, d) = here
    flat = "det J = 0" if abs(a * d - b * c) <= 1e-6 * (abs(a * d) + abs(b * c)) else "a det J that is not 0"
    if abs(here).min() <= 1e-7:
        return Instead(f"a J with an entry 0, and {flat}")
    if (here * first < 0).any():
        return Instead(f"a J with an entry of another sign than at (1, 2), so that it is 0 in between, and {flat}")
    return Instead(f"a J with no entry 0, and {flat}")


def _places(rng):
    """On the axes, and off every grid; x + y from −3 to 5."""
    return [(1.0, 2.0), (-0.5, 0.7), (2.0, -1.0), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0), (2.3, 2.7), (-6.1, 8.9),
            *((float(x), float(y)) for x, y in rng.uniform(-1.5, 1.5, size=(30, 2)))]


flat = Exercise(
    id="05.flat", title="A counterexample", minutes=5, reference=solutions.flat, use=_flattened,
    cases=_places,
    hints=("When has a parallelogram no area, though neither of its arrows has length 0?",
           "Both columns must point along one line. What must then be true of the two outputs?"),
    traps={
        "No entry is 0, and areas survive: your two columns point in different directions.":
            lambda x, y: np.array([x + y, x - y]),
        "The area is gone, but an entry of J is 0: some output does not react to some input.":
            lambda x, y: np.array([x, 2 * x]),
        "Areas survive, and an entry of J is 0: some output does not react to some input.":
            lambda x, y: np.array([x, y]),
    },
    because="Two outputs that move in step tell you only one thing. The determinant notices, no single entry does.")

# ---- 4 · softmax ----------------------------------------------------------------------------------------

softmax_jacobian = Exercise(
    id="05.softmax_jacobian", title="Softmax's Jacobian", minutes=6, reference=solutions.softmax_jacobian,
    cases=(np.array([0.6, 0.3, 0.1]), np.array([0.25, 0.25, 0.25, 0.25]), np.array([0.98, 0.01, 0.01]),
           np.array([0.5, 0.5])),
    hints=("On the diagonal stands pᵢ(1 − pᵢ) = pᵢ − pᵢpᵢ, elsewhere −pᵢpⱼ. What do both have in common?",
           "np.outer(p, p) is the table of all products pᵢpⱼ; np.diag(p) has p on its diagonal and 0 elsewhere."),
    traps={
        "That is the diagonal, p(1 − p), alone: raising one score lowers the other probabilities too.":
            lambda p: np.diag(p * (1 - p)),
        "Those are the numbers of the diagonal. J is a table: the others are −pᵢpⱼ.": lambda p: p * (1 - p),
        "The products have the wrong sign: what one class gains, the others lose.":
            lambda p: np.diag(p) + np.outer(p, p),
        "The sign is the wrong way round everywhere: a raised score raises its own probability.":
            lambda p: np.outer(p, p) - np.diag(p),
        "p − … subtracts from every row; p belongs on the diagonal only: np.diag(p).": lambda p: p - np.outer(p, p),
        "p * p multiplies entry by entry, and gives no table. np.outer(p, p) does.": lambda p: np.diag(p) - p * p,
        "The diagonal of diag(p) is missing: entry [i, i] is pᵢ − pᵢpᵢ.": lambda p: -np.outer(p, p),
        "p @ p is one number, the sum of the squares. np.outer(p, p) is the table.": lambda p: np.diag(p) - p @ p,
    },
    because="Symmetric, and every row and every column adds up to 0.")

# ---- 5 · two products ---------------------------------------------------------------------------------------


def _product_and_price(product, f, x, v, h):
    """J v, and whether f was asked twice at most."""
    calls = []
    value = product(lambda at: calls.append(1) or f(at), x, v, h)
    return ... if value is ... else {"J v": value, "two evaluations at most": len(calls) <= 2}


product = Exercise(
    id="05.product", title="J v without J", minutes=5, stretch=True, reference=solutions.product,
    use=_product_and_price, tolerance=1e-3,
    cases=((twins, np.array([2.0, -1.0, 3.0]), np.array([1.0, 2.0, -1.0]), 0.02),
           (swing, np.array([1.5, 0.5]), np.array([-2.0, 0.5]), 0.02),
           (fan, np.array([2.0, -1.0]), np.array([0.5, 0.5]), 0.02)),
    hints=("J v is how all outputs change as x moves along v. So move x along v, and nothing else.",
           "Move by h v to both sides. The run is still 2h: v is part of the question."),
    traps={
        "The value is right, and it cost two evaluations for each input: you built J first.":
            lambda f, x, v, h: solutions.jacobian(f, x, h) @ v,
        "That is a forward difference. Take the step to both sides.": lambda f, x, v, h: (f(x + h * v) - f(x)) / h,
        "That is a backward difference. Take the step to both sides.": lambda f, x, v, h: (f(x) - f(x - h * v)) / h,
        "You divided by the length of v. J v grows with v: twice the nudge, twice the change.":
            lambda f, x, v, h: solutions.product(f, x, v, h) / np.linalg.norm(v),
        "The two places are 2h apart, in units of v, and you divided by h.":
            lambda f, x, v, h: 2 * solutions.product(f, x, v, h),
        "That is the difference of two values. Divide it by the run, 2h.":
            lambda f, x, v, h: 2 * h * solutions.product(f, x, v, h),
        "Python reads … / 2 * h from the left, so it multiplies by h. Write … / (2 * h).":
            lambda f, x, v, h: h * h * solutions.product(f, x, v, h),
        "You moved every input by h. Move them by h v.": lambda f, x, v, h: (f(x + h) - f(x - h)) / (2 * h),
    },
    because="Any number of inputs, two evaluations.")

_COST_WORDS = {
    "J, evaluations": "each column is a central difference, two evaluations, and there are 1000 columns",
    "J, forward passes": "a pass moves along one direction and gives one column",
    "J, walks back": "a walk back begins at one output and gives one row",
    "J v, forward passes": "a pass along v gives J v itself",
    "uᵀJ, walks back": "a walk back from the number u·f gives all slopes",
    "uᵀJ, evaluations": "u·f is one number with 1000 inputs, and each of them is nudged to both sides"}


costs = Exercise(
    id="05.costs", title="What each costs", minutes=4, reference=solutions.costs,
    reader=numbers_by_name, witness=first_wrong(solutions.costs, _COST_WORDS, "."),
    hints=("How many columns has J here, how many rows? Which of the three ways makes columns, which makes rows?",
           "A difference knows nothing of u: to get uᵀJ it has to nudge every input of the number u·f."),
    traps={
        "Rows and columns are exchanged: 1000 inputs make 1000 columns, 10 outputs make 10 rows.":
            _named(solutions.costs, 20, 10, 1000, 1, 1, 20),
        "A central difference asks twice for each column: once ahead, once behind.":
            _named(solutions.costs, 1000, 1000, 10, 1, 1, 1000),
        "All is right but the last. uᵀJ has 1000 numbers, one for each input, and a nudge measures one of them.":
            _named(solutions.costs, 2000, 1000, 10, 1, 1, 2),
        "All is right but the last. The number u·f has 1000 inputs, and each of them is nudged to both sides.":
            _named(solutions.costs, 2000, 1000, 10, 1, 1, 20),
    },
    because="Columns are cheap forwards, rows are cheap backwards. A loss has one row.")
