"""Exercises of lesson 12, automatic differentiation."""
import math

from mathlib.exercises.exercise import Exercise
from mathlib.exercises.lending import passes
from mathlib.lessons.autodiff import operations, solutions, walks
from mathlib.lessons.autodiff.engine import FUNCTIONS
from mathlib.lessons.autodiff.graphs import GRAPHS
from mathlib.lessons.autodiff.value import Value

# ---- 12.1 by hand --------------------------------------------------------------------------

NODES = {  # what decides each gradient, from the end back
    "z": "Begin at z: the slope of z² at z = 3.",
    "u": "Look at u: the slope of u + b towards u, times the gradient of z.",
    "b": "Look at b: the slope of u + b towards b, times the gradient of z.",
    "w": "Look at w: the slope of w · x towards w is the other factor, and it multiplies the gradient of u.",
    "x": "Look at x: the slope of w · x towards x is the other factor, and it multiplies the gradient of u.",
}


def _first_wrong_node(answer):
    if answer["u"] == 60:
        return "You multiplied by a node's value: 6 · 10. Multiply by the local slope: that of u + b towards u is 1."
    return next((NODES[name] for name in NODES if answer[name] != solutions.by_hand[name]), "")


by_hand = Exercise(
    id="12.by_hand", title="A graph filled in by hand", minutes=8, reference=solutions.by_hand,
    hints=("Start at the end: L = z². What is dL/dz at z = 3?",
           "z = u + b: if u moves by a little, z moves by as much. A plus passes the gradient on unchanged.",
           "u = w · x: a move of w is stretched by x, and a move of x is stretched by w."),
    traps={
        "These are local slopes, each edge alone. A gradient is the local slope times the gradient of the child.":
            {"z": 6.0, "u": 1.0, "b": 1.0, "w": 5.0, "x": 2.0},
        "w and x lack what flows in: 5 and 2 are the local slopes of w · x. Multiply them by the gradient of u.":
            {"z": 6.0, "u": 6.0, "b": 6.0, "w": 5.0, "x": 2.0},
        "w and x are exchanged: the slope of w · x towards w is x, the other factor.":
            {"z": 6.0, "u": 6.0, "b": 6.0, "w": 12.0, "x": 30.0},
        "The slope of z² is 2z. You began with z itself.":
            {"z": 3.0, "u": 3.0, "b": 3.0, "w": 15.0, "x": 6.0},
        "You forgot the square: dL/dz is not 1.": {"z": 1.0, "u": 1.0, "b": 1.0, "w": 5.0, "x": 2.0},
        "These are the values of the nodes. Wanted is how much L moves when each of them moves.":
            {"z": 3.0, "u": 10.0, "b": -7.0, "w": 2.0, "x": 5.0},
    },
    witness=lambda answer: _first_wrong_node(answer),
    because="Five gradients, five multiplications, and L was computed once.",
)

# ---- 12.2 operations on numbers ------------------------------------------------------------------


def _pairs(rng):
    """Points in the plane, simplest first, both coordinates away from 0."""
    points = rng.uniform(0.3, 3, (6, 2)) * rng.choice([-1, 1], (6, 2))
    return [(2.0, 5.0), (-3.0, 0.5), *map(tuple, points.tolist())]


MEASURED = ("A difference quotient is right to some ten digits, and every walk would add its error. Write the slope as "
            "a formula.")
multiply = Exercise(
    id="12.multiply", title="The slopes of ×", minutes=4, reference=solutions.multiply, cases=_pairs,
    use=operations.by_formula(solutions.multiply),
    hints=("Freeze b: a · b is a line in a. How steep?", "add returns its value, then a pair of "
           "slopes. Do the same here."),
    traps={
        "The slopes are exchanged. Towards a the slope is the other factor, b.": lambda a, b: (a * b, (a, b)),
        "Slopes of 1 belong to a sum. In a product each factor stretches the moves of the other.":
            lambda a, b: (a * b, (1.0, 1.0)),
        MEASURED: operations.measured(lambda a, b: a * b),
        "That is the value alone. The operation returns two things: the value, and a pair of slopes.":
            lambda a, b: a * b,
        "These are the slopes alone. The operation returns the value first, then the pair.": lambda a, b: (b, a),
    },
    slips={"The right numbers, packed flat. Put the two slopes into a pair of their own: value, (slope, slope).":
           lambda a, b: (a * b, b, a)},
)

divide = Exercise(
    id="12.divide", title="The slopes of ÷", minutes=5, reference=solutions.divide, cases=_pairs,
    use=operations.by_formula(solutions.divide),
    hints=("Towards a: 1/b is a constant factor. Towards b: a times the slope of 1/b.",
           "A larger b makes a positive quotient smaller, so one of the slopes carries a minus."),
    traps={
        "The slope towards b lost its minus: d(1/b)/db = −1/b².": lambda a, b: (a / b, (1 / b, a / b**2)),
        "The slope towards b lost its square: d(1/b)/db = −1/b².": lambda a, b: (a / b, (1 / b, -a / b)),
        "The slope towards b lost the factor a that stands on top.": lambda a, b: (a / b, (1 / b, -1 / b**2)),
        "1/a is no slope here. Towards b, a/b has the slope −a/b².": lambda a, b: (a / b, (1 / b, 1 / a)),
        MEASURED: operations.measured(lambda a, b: a / b),
        "The slopes are exchanged: the one towards a comes first.": lambda a, b: (a / b, (-a / b**2, 1 / b)),
    },
)

tanh = Exercise(
    id="12.tanh", title="The slope of tanh", minutes=4, reference=solutions.tanh,
    use=operations.by_formula(solutions.tanh),
    cases=lambda rng: [0.0, 1.0, -0.5, *rng.uniform(-2, 2, 5).tolist()],
    hints=("The slope of tanh is 1 − tanh². You have computed tanh already: keep it in y.",
           "One input, one slope, and still a tuple: a comma after it makes (slope,) one."),
    traps={
        "1 − x² takes the input. The slope is 1 − y², with y = tanh(x).":
            lambda x: (math.tanh(x), (1 - x * x,)),
        "The square is missing: the slope is 1 − y².": lambda x: (math.tanh(x), (1 - math.tanh(x),)),
        MEASURED: operations.measured(math.tanh),
        "y(1 − y) is the slope of the sigmoid. For tanh it is 1 − y².":
            lambda x: (math.tanh(x), (math.tanh(x) * (1 - math.tanh(x)),)),
    },
    slips={"The slope is right and stands bare. Write (slope,) with a comma: a tuple with one entry.":
           lambda x: (math.tanh(x), 1 - math.tanh(x) ** 2)},
)

# ---- 12.3 the order ----------------------------------------------------------------------------


newest_first = Exercise(
    id="12.newest_first", title="Newest first", minutes=10, reference=solutions.newest_first, use=walks.order_of,
    cases=tuple(GRAPHS),
    hints=("`found` is everything seen so far, `unvisited` the nodes whose parents you have not looked at. What "
           "enters both?",
           "While the list has entries, pop one. For each parent that exists and is new: add it to both.",
           "sorted(found, key=lambda node: node.born) is oldest first; reverse=True turns it round."),
    traps={
        "This walk goes along every path, so a node that two paths reach comes twice. Ask whether a "
        "parent was found before.":
            walks.depth_first,
        "Oldest first. The walk back starts at the result: turn the order round.":
            lambda last: solutions.newest_first(last)[::-1],
        "That is the order in which you found them. With a short cut in the graph it visits a parent "
        "before the parent's last child; sort by born.":
            walks.as_found,
        "last itself is missing, and its edges are the first to use.": lambda last: solutions.newest_first(last)[1:],
        "The inputs are missing. They have no parents, and they are what we want the gradients of.":
            lambda last: [node for node in solutions.newest_first(last) if node.left is not None],
        "A function that calls itself once for each node gives up after about a thousand nodes. Keep "
        "a list of your own.":
            walks.nested_calls,
        "You look at the parents of a node once per path. Put a node on `unvisited` only when it is new.":
            walks.along_paths,
        "For each node, `in` on a list looks through all of it. Use a set.":
            walks.in_a_list,
        "Sort by node.born. A child may be smaller than its parent, and values say nothing about birth.":
            lambda last: sorted(solutions.newest_first(last), key=lambda node: node.value, reverse=True),
        "A set has no order. Return a list of nodes.": lambda last: set(solutions.newest_first(last)),
    },
    because="No recursion: a chain of 10,000 operations is no deeper for it than the diamond.",
)

# ---- 12.4 the walk -------------------------------------------------------------------------------


backward = Exercise(
    id="12.backward", title="The walk back", minutes=10, reference=solutions.backward, use=walks.gradients_after,
    cases=(*((graph, 1) for graph in GRAPHS), ("the diamond", 2)),
    hints=("Three parts: every gradient to 0, the gradient of last to 1, then the visits, newest first.",
           "A visit: for a parent that exists, its gradient grows by local slope × the node's own gradient.",
           "Both parents may be the same node, as in x · x. With += each share counts."),
    traps={
        "A parent's gradient is replaced by the last share. Two edges join x and x · x: shares add up, with +=.":
            walks.replacing,
        "A second call starts from what the first one left. Set every gradient to 0 before the visits.":
            walks.forgetful,
        "Every gradient is 0: the walk starts from 0. Set last.grad to 1, after the reset: d(last)/d(last) is 1.":
            walks.unstarted,
        "Nothing is handed on. Visit last too, and multiply by the gradient of the node you stand on, not its parent.":
            walks.last_left_out,
        "Only last has handed on anything. Is there a `return` inside the loop, or do visits begin at the inputs?":
            walks.one_visit,
        "A new node's grad is None. Set every grad to 0 before the visits.": walks.unset,
        "You start from the value of last. The walk starts from d(last)/d(last) = 1.": walks.started_from_value,
        "You add up local slopes. Multiply each by the gradient of the node you stand on.": walks.local_slopes_only,
        "The visits go along paths: b acts before it has collected everything, and twice. Use newest_first(last).":
            walks.path_after_path,
        "Only the edge to the first parent is used. An operation with two inputs has one to the second as well.":
            walks.first_edge_only,
        "Your walk never reached the input.": walks.nowhere,
    },
    because="5 at the diamond, once and twice.",
)

FAULTS = ("depth first", "local slopes only", "no reset", "replaces")
MARKS = {  # which number of an engine gives its fault away
    "A": "Engine A is right both times on a first call, and finds 20 for 5 at the second.",
    "B": "Engine B finds 3 for x · x, where two shares of 3 meet.",
    "C": "Engine C is right on x · x, and on the diamond finds more than 5 at the first call.",
    "D": "Engine D finds 1 on the diamond, the slope of one edge.",
}


def _strange_fault(answer):
    given = {name: " ".join(str(fault).casefold().split()) for name, fault in answer.items()}
    if any(fault not in FAULTS for fault in given.values()):
        return f"The faults are: {', '.join(FAULTS)}."
    return next((MARKS[name] for name in MARKS if given.get(name) != solutions.faults[name]), "")


def _exchanged(one, other):
    return {**solutions.faults, one: solutions.faults[other], other: solutions.faults[one]}


faults = Exercise(
    id="12.faults", title="Four engines, four faults", minutes=5, reference=solutions.faults, witness=_strange_fault,
    hints=("One engine is right the first time. What does a second call change?",
           "In x · x the shares are 3 and 3. Which fault loses one of them?",
           "On the diamond b collects 2 and 3. Which fault hands the first part on twice, which forgets to multiply?"),
    traps={
        "A and C are exchanged. A is right on every first call; C is wrong on the diamond already then.":
            _exchanged("A", "C"),
        "B and D are exchanged. B loses one of the two shares of x · x; D finds both, and de/da is one local slope.":
            _exchanged("B", "D"),
        "A and B are exchanged. Losing a share shows at once, in x · x. A shows its fault at the second call.":
            _exchanged("A", "B"),
        "C and D are exchanged. 7 or 8 is the mark of a node that acts too early and then again.":
            _exchanged("C", "D"),
    },
    because="Two tiny graphs and a second call tell all four apart: good tests are small.",
)

# ---- 12.5 the exam --------------------------------------------------------------------------------

gradient = Exercise(
    id="12.gradient", title="The gradient, by your engine", minutes=5, reference=solutions.gradient,
    use=walks.by_walking,
    cases=lambda rng: [(f, *rng.uniform(0.5, 2, 2).tolist()) for f in FUNCTIONS for _ in range(3)],
    hints=("f takes anything that knows +, −, × and ÷. Hand it two Values in place of the numbers.",
           "f(x, y) is the last node. Call .backward() on it; then the two inputs know their gradients."),
    traps={
        "That is bumping. Make Values and walk back.": walks.bumped,
        "f was given numbers. Make Values of x and y, and hand those to f.": lambda f, x, y: f(x, y).backward(),
        "You return the Values. Their slopes stand in .grad.": lambda f, x, y: [Value(x), Value(y)],
        "These are the values of the inputs. After backward each input holds its slope in .grad.":
            lambda f, x, y: [x, y],
        "That is the value of f. The gradient stands in the inputs, in x.grad and y.grad.":
            lambda f, x, y: f(x, y),
        "The two slopes are exchanged.": lambda f, x, y: solutions.gradient(f, x, y)[::-1],
        "That is the slope in x alone. A gradient is one slope for each input.":
            lambda f, x, y: solutions.gradient(f, x, y)[0],
        "No walk has reached these Values. Call .backward() on f(x, y), and read .grad from the two Values that you "
        "handed to f: each Value(x) is a new one.":
            lambda f, x, y: [None, None],
    },
    because="Nine points, three functions, and nobody wrote a formula for any of their slopes.",
)

# ---- for the lesson -----------------------------------------------------------------------------------


def lend(**answers):
    """The learner's functions where their checks are correct, ours in place of the others; says which."""
    exercises = {exercise.reference.__name__: exercise for exercise in (multiply, divide, tanh, newest_first, backward)}
    right = {name: passes(exercises[name], answer) for name, answer in answers.items()}
    print("yours:", ", ".join(name for name in right if right[name]) or "none yet")
    print("lent: ", ", ".join(name for name in right if not right[name]) or "none")
    lent = [answer if right[name] else exercises[name].reference for name, answer in answers.items()]
    return lent if len(lent) > 1 else lent[0]
