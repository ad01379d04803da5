"""The exercises of lesson 13, backpropagation."""
import numpy as np

from mathlib.exercises import lending
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import one_of
from mathlib.lessons.backpropagation import judging, slips, solutions

# ---- 13.2 p − y ----------------------------------------------------------------------------------------


def probabilities(rng):
    """Batches of probabilities with their labels."""
    found = []
    for B, classes in ((2, 3), (4, 10), (3, 5), (5, 2)):
        E = np.exp(rng.normal(size=(B, classes)))
        found.append((E / E.sum(axis=1, keepdims=True), rng.integers(classes, size=B)))
    return [(np.array([[0.7, 0.2, 0.1]]), np.array([1])), *found]


score_gradient = Exercise(
    id="13.score_gradient", title="The gradient in the scores", minutes=5, reference=solutions.score_gradient,
    cases=probabilities, tolerance=1e-5, use=judging.in_scores,
    hints=("For one image: p, with 1 taken off at the place of its label.",
           "np.eye(k)[labels] has a row for each label, with a 1 in its place. The loss is a mean over the images."),
    traps={
        "That is right for the sum of the losses. Ours is their mean: each image has the weight 1/B.":
            slips.not_the_mean,
        "That is y − p, the way downhill. The gradient points uphill.": slips.turned_round,
        "That is p alone. The label has to come in: 1 is taken off at its place.": slips.only_p,
        "That is the gradient in the probabilities, −y/p. Softmax still lies between them and the scores.": slips.in_p,
        "Labels are names, not amounts. Subtract a row with a 1 in the place of the label.": slips.label_as_number,
        "You divided by the number of classes. The mean is over the images.": slips.over_classes,
        "You divided by the number of all entries. The mean is over the images, the rows.": slips.over_all,
        "You went through softmax's Jacobian once more. p − y has it in it already.": slips.softmax_twice,
        "Labels are names, not amounts: subtract a row with a 1 in the place of the label. And the mean brings 1/B.":
            slips.label_undivided,
        "In yours only the right score has a slope. All the others are pushed down, each by its p.":
            slips.only_the_right_one,
        "1/B is missing, and in yours only the right score has a slope: all the others are pushed down, each by its p.":
            slips.only_the_right_one_undivided,
        "p(1 − p) is how fast p moves with its own score, softmax's diagonal. Here it is L that moves: the logarithm "
        "comes behind, and the label has a say.": slips.softmax_diagonal,
        "1/B is missing, and p(1 − p) is how fast p moves with its own score, softmax's diagonal; here it is L that "
        "moves, with the logarithm behind and a say for the label.": slips.softmax_diagonal_undivided,
        "P[:, labels] takes these columns in every row. Each row has one label of its own: name the rows, too.":
            slips.whole_columns,
        "1/B is missing, and P[:, labels] takes these columns in every row: each row has one label of its own, so name "
        "the rows, too.": slips.whole_columns_undivided,
        "40 is the batch of the lesson. Divide by the number of rows that P has.": slips.over_forty,
    },
    because="Each row adds up to 0: what pushes the right score up is taken from the others.")

# ---- 13.3 nine steps -----------------------------------------------------------------------------------

nine_steps = Exercise(
    id="13.nine_steps", title="Nine steps", minutes=16, reference=solutions.nine_steps, use=judging.followed,
    reader=lambda answer: judging.plainly(nine_steps, answer),
    cases=((4, 3, 5, 5), (3, 2, 4, 4), (1, 2, 3, 3), (7, 5, 2, 2)), seconds=10.0,
    hints=("Step 1 is given: L is the mean of B losses. Step 2: each row is p − y, times the entry of dl for its "
           "image. `dl[:, None]` makes a column of it.",
           "For a product C = A B lesson 12 has two rules: the share of A is g Bᵀ, that of B is Aᵀ g. Z2 is H W2 + b2.",
           "A bias is copied to every row, so its shares are added over the rows. ReLU hands on where Z1 > 0, and "
           "nothing elsewhere."),
    traps={
        "L is the mean of the losses, not their sum: each has the slope 1/B.": slips.sum_of_losses,
        "1/B is in dl already. Here it comes in a second time.": slips.over_B_twice,
        "Each row of p − y has to be multiplied by its entry of dl.": slips.without_dl,
        "The sign: p − y, not y − p.": slips.y_less_p,
        "A copied bias adds its shares up. 1/B came in with dl, and does so once.": slips.mean_for_bias,
        "b2 has one entry for each class, yours one for each image: add over the images, down the columns.":
            slips.along_the_row,
        "1/B is missing: it is in dZ2, which you have from step 2. P − Y is without it.": slips.bias_without_dl,
        "1/B is missing: it is in dZ2. Hᵀ is right, P − Y is without its dl.": slips.weights_without_dl,
        "1/B is missing: it is in dZ2. W2ᵀ is right, P − Y is without its dl.": slips.hidden_without_dl,
        "Your dH has ReLU's zeros in it already; the kink is step 6. If it is step 6 that wrote into dH, let that step "
        "make an array of its own.": slips.hidden_after_the_kink,
        "That is the transpose: H has a row for each image, and so has its gradient. dZ2 comes first.":
            slips.transposed_hidden,
        "b2 was copied to every row, so its shares from all rows add up.": slips.not_summed,
        "W2 multiplied H, the values after ReLU. You took those before it.": slips.weights_through_Z1,
        "That is the transpose: W2 has a row for each hidden unit, and so has its gradient. Hᵀ comes first.":
            slips.transposed_weights,
        "On the way back the product is with the transpose, W2ᵀ. Where W2 is square, shapes do not tell.":
            slips.not_transposed,
        "Where Z1 is negative, ReLU is level: nothing gets through there.": slips.no_mask,
        "That is ReLU of the gradient. What decides is the sign of Z1, not that of dH.": slips.relu_of_gradient,
        "ReLU's slope is 1 or 0. You multiplied by its value.": slips.times_H,
        "ReLU's slope is 1 or 0. You multiplied by its input.": slips.times_Z1,
        "W1 acts before ReLU: its share comes from dZ1.": slips.from_dH,
        "b1 adds its shares up too, over the images; a mean takes 1/B a second time.": slips.mean_for_bias_1,
        "1/B came in with dl. In dW2 it comes in a second time.": slips.over_B_twice_in_dW2,
        "b1 is added before ReLU, so its shares come from dZ1. You added up those after it.": slips.bias_from_dH,
        "X enters before ReLU: what reaches it comes from dZ1, not from dH.": slips.input_from_dH,
        "W1 has a row for each input, and so has its gradient. Yours has a row for each hidden unit.":
            slips.transposed_weights_1,
        "b1 has one entry for each hidden unit, yours one for each image: add over the images, down the columns.":
            slips.along_the_row_1,
        "That is the transpose: X has a row for each image, and so has its gradient. dZ1 comes first.":
            slips.transposed_input,
    },
    because="Four of the nine are what training needs. dX is there for the taking.")


def lend(answer):
    """The learner's nine steps if their check is correct, else ours; says which."""
    return lending.lend(nine_steps, answer)


# ---- 13.4 four steps -----------------------------------------------------------------------------------

ROLES = {
    "makes the graph": "The graph is made by the forward computation: each operation notes what it was made from. "
                       "backward() walks what is there.",
    "changes the weights": "Only the update line assigns to a weight. backward() fills gradients in.",
    "needs η": "η stands in one line, the update. A gradient has no step size.",
    "bumping does it too": "What bumping finds is the gradient: that is the backward step's result, at a far higher "
                           "price.",
    "finds pixel slopes": "The slope in a pixel is dX, the ninth step on the way back. No weight moves for it.",
}
roles = Exercise(
    id="13.roles", title="Who does what", minutes=3, reference=solutions.roles,
    reader=one_of(("forward", "loss", "backward", "update")), witness=judging.each_wrong(solutions.roles, ROLES),
    hints=("Look at the four marked lines of `steps`. Which one assigns to a weight? In which does the rate, η, stand?",
           "The cell after your nine steps counted the nodes of the graph. Had anyone called backward() by then?"),
    traps={
        "That takes backpropagation for gradient descent: it finds the gradient, and the update uses it.":
            solutions.roles | {"changes the weights": "backward"},
        "The step size belongs to descent: a gradient is found without η.": solutions.roles | {"needs η": "backward"},
        "backward() walks a graph that is there already: the forward computation made it.":
            solutions.roles | {"makes the graph": "backward"},
        "That gives the backward step all the work. It makes no graph, moves no weight and knows no η.":
            dict.fromkeys(solutions.roles, "backward"),
    },
    because="Backpropagation is a way to find a gradient; descent is one thing to do with it.")

# ---- 13.5 break and mend -------------------------------------------------------------------------------

NAMES = ("all units alike", "all weights 0", "dead units", "weights too large")
WARDS = {
    1: "In patient 1 every hidden unit is on for some image, and nothing tells the columns of W1 apart.",
    2: "In patient 2 the columns of W1 differ, so the weights were drawn. And no unit is on for any image.",
    3: "In patient 3 units are on and differ. The loss is what is out of bounds: the log of a p that sank to 0.",
    4: "In patient 4 no unit is on, and the columns of W1 are alike. Which start makes both?",
}
diagnoses = Exercise(
    id="13.diagnoses", title="Four patients", minutes=5, reference=solutions.diagnoses,
    reader=lambda answer: one_of(NAMES)(judging.by_number(answer)),
    witness=judging.each_wrong(solutions.diagnoses, WARDS),
    hints=("Start with the loss: one of the four is far from log 10 = 2.303.",
           "Units that are never on: either nothing flows into them, or something holds them down."),
    traps={
        "2 and 4 both have no unit that is on. Look at the columns of W1: in one of them they differ.":
            solutions.diagnoses | {2: "all weights 0", 4: "dead units"},
        "1 and 4 both have columns that are alike. In 1 units are on; with no bias above 0 that takes weights that "
        "are not 0.": solutions.diagnoses | {1: "all weights 0", 4: "all units alike"},
    },
    because="Four numbers, read before the first update.")

# ---- 13.6 depth ----------------------------------------------------------------------------------------

keep = Exercise(
    id="13.keep", title="Another kink", minutes=6, reference=solutions.keep, tolerance=4e-3,
    cases=((0.0,), (0.1,), (0.5,), (1.0,), (0.25,)),
    hints=("Half of the z are positive and keep their square. What becomes of the square of the other half?",
           "The mean square after the kink is (1 + a²)/2 of that before it. c² has to make up for it."),
    traps={
        "That is the scale for ReLU, a = 0. Here the negative half still brings a² of its square.": slips.as_for_relu,
        "c = 1 holds h W. The kink still takes its share of the square, and c has to make up for it.": slips.one,
        "You doubled c. It is c² that has to make up for a half, so c gets the factor √2.": slips.doubled,
        "That is c². Return c, its root.": slips.not_rooted,
        "That is by how much a layer shrinks the size at c = 1. c has to undo it.": slips.shrunk,
        "You went by the mean slope. Sizes go by the mean of the squared slopes, 1 and a².": slips.mean_slope,
        "The slope a is squared too: sizes are measured by squares.": slips.slope_not_squared,
        "Each half counts half: the share that is kept is (1 + a²)/2.": slips.both_halves_whole,
        "With a > 0 more gets through than with ReLU, so c has to shrink. Yours grows, by the factor 1 + a.":
            slips.grown,
        "With a > 0 more gets through than with ReLU, so c has to shrink. You multiplied where you have to divide.":
            slips.multiplied,
        "The two halves add their squares, 1 + a². You took the square of their sum.": slips.square_of_the_sum,
    },
    because="a = 0 gives √2, and a = 1, no kink at all, gives 1. He et al. (2015) derive it in this form.")

small_loss = Exercise(
    id="13.small_loss", title="A counterexample", minutes=5, reference=solutions.small_loss, reader=judging.readable,
    measure=judging.leads, witness=judging.told,
    hints=("L = r² with r = w2 · w1 x − y, as long as w1 x is positive. What is ∂L/∂w1?",
           "It is 2 r w2 x. With r = 0.1 the loss is 0.01, and w2 is yours to choose. Then make r come out by w1."),
    because="A gradient is the residual times all that lies on the way back, and the way can be steep.")

shortened = Exercise(
    id="13.shortened", title="Clipping", stretch=True, minutes=5, reference=solutions.shortened, tolerance=1e-5,
    cases=(([np.array([3.0, 4.0]), np.array([12.0])], 6.5), ([np.array([0.3, 0.4]), np.array([1.2])], 6.5),
           ([np.array([[1.0, -2.0], [2.0, 4.0]]), np.array([6.0, -8.0])], 1.0), ([np.array([5.0])], 0.5),
           ([np.array([3.0, 4.0]), np.array([12.0])], 10.0)),
    hints=("The joint length is that of one long vector with all entries in it.",
           "One factor for all arrays. And what is short enough stays as it is."),
    traps={
        "You shorten each array by itself. That turns the step: one factor for all keeps its direction.":
            slips.each_alone,
        "You bring each array to the length `most` by itself. One factor for all, none where they are short enough.":
            slips.each_to_most,
        "These are the gradients as they came. Where they are too long together, all get one factor.": slips.unchanged,
        "You cut off entries. That turns the step: one factor for all keeps its direction.": slips.entry_by_entry,
        "Gradients that are short enough stay as they are. Yours are stretched.": slips.always,
        "Lengths at right angles do not add up. The joint length is the root of the sum of all squares.":
            slips.by_sum_of_lengths,
        "You measured the longest array alone. All of them make up the step.": slips.by_the_longest,
        "That is the square of the joint length. Take its root.": slips.by_squares,
    },
    because="mathlib.layers.clip_gradients does this to a list of parameters.")
