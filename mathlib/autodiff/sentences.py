"""What can go wrong, in words: each sentence says what is wrong, where, and what to do."""
import inspect

import numpy as np

# ---- Values and walks -------------------------------------------------------------------------

NOT_ONE_NUMBER = ("backward starts from one number, the loss; this Tensor has shape {}. Take its sum or mean "
                  "first, or ask jacobian(f) for the slope of every entry.")
CHANGED = ("The value of {!r} was changed after {!r} had been computed from it, so the slopes would belong "
           "to the old value. Compute the loss again, then call backward.")
COMPUTED = ("This Tensor was computed by {!r}: its value follows from its parents. Change a parent and compute "
            "again, or start afresh from Tensor(x.value).")
NOT_FLOATING = ("A derivative asks what happens when a number moves a little, and {} cannot. Make it "
                "floating: 3.0 instead of 3, np.array(x, float) instead of x.")
RAGGED = ("These lists have different lengths, so they are no array. A list of parameters is a list of arrays: "
          "[np.array(W), np.array(b)].")
OUTSIDE = ("This walk back reaches {0!r}, which the function being differentiated did not make but found outside. The "
           "gradient is made of plain numbers, so the path from {0!r} through them would be lost. Give the function "
           "every Tensor it needs as an input, or write x.value for a constant. For second derivatives use "
           "hessian_vector(f, x, v).")

# ---- Functions that are differentiated -----------------------------------------------------------

ONE_TENSOR = "f returned a {}. One Tensor holds all values: stack([...])."
NOT_TWICE = ("This input is a Tensor already, and the walk back computes with plain arrays, so its gradient cannot be "
             "differentiated again. Give plain numbers, x.value. For second derivatives use hessian_vector(f, x, v).")
NO_PATH = ("f returned the plain {} {!r}, which was not computed from its input with Tensor functions: "
           "there is no path to walk back.")
NOTHING = "f returned nothing: its last line has no `return`."
NO_INPUT = "There is nothing to differentiate in: give the inputs of f, grad(f)(x)."

# ---- Numbers that would leave the graph ---------------------------------------------------------

VANISHES = ("Here the number of a Tensor ({!r}) would leave the graph, and its slope with it: use np.exp instead of "
            "math.exp, and stack([...]) instead of filling an array. x.value and x.item() take the number out on "
            "purpose; float(loss) works after loss.backward().")
INTO_ARRAY = ("A plain array cannot take in a Tensor in place: write y = y + x instead of y += x. "
              "Functions of mathlib.autodiff take Tensors by position.")
NO_ENTRIES = "A Tensor of one number has no entries to go through or to count. Its number is x.item()."
NOT_ITEM = "item() gives the number of a Tensor with one entry; this one has shape {}. All its numbers are x.value."
NOT_IN_PLACE = ("The entries of a Tensor cannot be assigned: what was computed from it would keep the "
                "old value. Build a new Tensor with where, stack or concatenate.")
NO_RULE = ("The table of derivatives has no rule for {}. Write it with "
           "functions of mathlib.autodiff, or add its rule with @differentiable.")


def numpy_name(function, how="__call__"):
    """The name a reader knows a NumPy function by: np.exp, np.linalg.norm, np.add.reduce."""
    module = (getattr(function, "__module__", None) or "numpy").replace("numpy", "np", 1)
    return f"{module}.{function.__name__}" + ("" if how == "__call__" else f".{how}")


# ---- Functions written with @differentiable -----------------------------------------------------

NO_RETURN = "{} returned nothing. Its last line is: return value, (rule,)."
NO_TUPLE = "{} must return two things, its value and a tuple of rules: return value, (rule,), with the comma."
FEW_RULES = ("{} has no rule for input {} (counted from 0), a Tensor, which would be left without a slope. Return one "
             "rule for each input, in order.")
NO_FUNCTION = ("{} returned {:.60} in place of a rule. A rule is a function of g, the gradient of the result: "
               "lambda g: g * slope.")
NO_SHARE = "A rule of {} returned nothing. A rule ends with: return g * slope."
MISSHAPEN = ("A rule of {} returned a share of shape {} for an input of shape {}. A gradient has the shape of its "
             "argument. Where NumPy repeated the input, sum its share over what was repeated: unbroadcast does that.")
UNKNOWN_INPUTS = "{} does not take these inputs: {}. It is called as {}."


def reword(problem, function, inputs, options):
    """Raise a problem that came up when `function` was called again, in the words that there are for it."""
    name = function.__name__.strip("_")
    if problem.__traceback__.tb_next is None:     # at the call itself, or in what it returned
        _refuse_call(name, function, inputs, options, problem)
        raise TypeError(_answer_in_words(name, str(problem))) from problem
    if isinstance(problem, (ValueError, IndexError)):
        raise type(problem)(_does_not_fit(name, inputs, options, function.__doc__, problem)) from problem
    raise problem


def _refuse_call(name, function, inputs, options, problem):
    signature = inspect.signature(function)
    try:
        signature.bind(*inputs, **options)
    except TypeError as mismatch:
        raise TypeError(UNKNOWN_INPUTS.format(name, mismatch, f"{name}{signature}")) from problem


def _answer_in_words(name, problem):
    return (NO_RETURN if "unpack non-iterable NoneType" in problem else NO_TUPLE).format(name)


def fitting(share, name, shape):
    """A share that is a Python number, as the array that it stands for; any other that does not fit is refused."""
    if share is None:
        raise TypeError(NO_SHARE.format(name))
    array = np.asarray(share)
    if array.shape != shape:
        raise ValueError(MISSHAPEN.format(name, array.shape, shape))
    return array


def _does_not_fit(name, inputs, options, doc, problem):
    shapes = " and ".join(str(x.shape) for x in inputs if isinstance(x, np.ndarray))
    others = [f"{x!r:.40}" for x in inputs if not isinstance(x, np.ndarray)]
    others += [f"{key}={x!r:.40}" for key, x in options.items()]
    given = f"{shapes}, with {', '.join(others)}" if others else shapes
    what, why = (doc or name).splitlines()[0], f" NumPy says: {problem}." if str(problem) else ""
    return f"{name} does not fit inputs of shape {given}. It is {what[0].lower()}{what[1:]}{why}"
