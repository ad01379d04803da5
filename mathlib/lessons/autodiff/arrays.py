"""The exercises of lesson 12 on arrays: the rules of the matrix product, and an operation of one's own."""
import numpy as np

from mathlib.autodiff import Tensor, differentiable
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.values import Instead
from mathlib.lessons.autodiff import solutions

# ---- 12.6 arrays -----------------------------------------------------------------------------------


def _factors(rng):
    """A, B and the gradient in A @ B, of small whole numbers: odd shapes, and a square one."""
    sizes = (2, 3, 4), (2, 2, 2), (1, 3, 2)
    return [tuple(rng.integers(1, 9, s) * 1.0 for s in ((n, k), (k, m), (n, m))) for n, k, m in sizes]


MISFIT = Instead("a product of shapes that do not fit")


def _shares_of(answer, A, B, g):
    try:
        return answer(A, B, g)
    except ValueError as problem:
        if "matmul" in str(problem) or "broadcast" in str(problem):
            return MISFIT
        raise


matmul = Exercise(
    id="12.matmul", title="The two rules of the matrix product", minutes=8,
    reference=solutions.shares, use=_shares_of, cases=_factors,
    hints=("A gradient has the shape of its argument. A is (n, k), B is (k, m), g is (n, m): which "
           "product of g and B is (n, k)?",
           "The rules of a · b were g · b and g · a. Keep the other factor, transpose it, and put "
           "it on its own side."),
    traps={
        "The other factor lacks its transpose. A share has the shape of its argument: turn the factor until it fits.":
            lambda A, B, g: (g @ B, A @ g),
        "The two shares are exchanged: the one for A comes first.": lambda A, B, g: (A.T @ g, g @ B.T),
        "That is entrywise. In A @ B an entry of A meets a whole row of B: the shares are matrix products.":
            lambda A, B, g: (g * B, g * A),
        "Each transposed factor stands on the wrong side: A stood left of B, and so do the shares' factors.":
            lambda A, B, g: (B.T @ g, g @ A.T),
        "You left out g, what flows in from above. These are the shares when every entry of g is 1.":
            lambda A, B, g: (np.ones_like(g) @ B.T, A.T @ np.ones_like(g)),
        "Each share is transposed; it takes the shape of its argument.": lambda A, B, g: (B @ g.T, g.T @ A),
    },
    because="No Jacobian was built: each share costs one matrix product.",
)

# ---- 12.7 an operation of one's own -----------------------------------------------------------------


UNLIFTED, BY_TABLE = Instead("something that is no Tensor"), Instead("operations of mathlib in a row")
NO_TUPLE, NO_RULE = Instead("a rule that stands bare"), Instead("a value without rules")


def _value_and_share(function, x, g):
    """f(x), and the gradient of Σ g·f(x) by the walk back."""
    x = Tensor(x)
    try:
        y = function(x)
    except (TypeError, ValueError) as problem:
        told = f"{problem} {problem.__cause__}"
        if "is not iterable" not in told and "unpack" not in told:
            raise
        return NO_RULE if "unpack" in told else NO_TUPLE
    if not isinstance(y, Tensor):
        return ... if y is ... else UNLIFTED
    if any(parent is not x for parent, _ in y.edges):
        return BY_TABLE
    (y * g).sum().backward()
    return {"value y": y.value, "share of x": np.asarray(x.grad)}


def _root(x):
    return np.sqrt(x * x + 1)


def _wrong(rule, pack=lambda y, rule: (y, (rule,))):
    @differentiable
    def wrong(x):
        return pack(_root(x), lambda g: rule(g, x, _root(x)))
    return wrong


smooth_abs = Exercise(
    id="12.smooth_abs", title="An operation of your own", minutes=8, stretch=True, reference=solutions.smooth_abs,
    use=_value_and_share, tolerance=1e-12,
    cases=lambda rng: [(rng.normal(size=n), rng.normal(size=n)) for n in (1, 4, 6)],
    hints=("Four lines: @differentiable, def smooth_abs(x):, the value y, and return y, (rule,).",
           "Chain rule: the root gives 1/(2y), its inside gives 2x.",
           "The rule takes g and returns g times the slope. A comma makes (rule,) a tuple with one rule."),
    traps={
        "@differentiable is missing above def.":
            lambda x: (_root(x), (lambda g: g * x / _root(x),)),
        "A comma makes (rule,) a tuple: return y, (rule,).":
            _wrong(lambda g, x, y: g * x / y, pack=lambda y, rule: (y, rule)),
        "The rule is missing: return y, (rule,).": _wrong(None, pack=lambda y, rule: y),
        "The rule ignores g. It is asked for the share of what flows in: g times the slope.":
            _wrong(lambda g, x, y: x / y + 0 * g),
        "The inner derivative 2x is missing.": _wrong(lambda g, x, y: g / (2 * y)),
        "The ½ of the root is missing: its slope is 1/(2y).": _wrong(lambda g, x, y: g * 2 * x / y),
        "That is the slope of the inside alone. The root multiplies it by 1/(2y).": _wrong(lambda g, x, y: g * 2 * x),
        "The sign is turned: where x > 0 the function rises.": _wrong(lambda g, x, y: -g * x / y),
        "That is 1/y alone; the inside of the root moves too.": _wrong(lambda g, x, y: g / y),
        "Upside down: the slope is x/y.": _wrong(lambda g, x, y: g * y / x),
        "That is the rule of |x|. Rounded, the slope is x/y.": _wrong(lambda g, x, y: g * np.sign(x)),
    },
    slips={"Right, by the rules that mathlib has for its operations. Now write the rule yourself.": _root},
    because="Its slope runs from −1 to 1 without a kink, so a walk downhill can come to rest at 0.",
)
