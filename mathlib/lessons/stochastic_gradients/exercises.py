"""The exercises of lesson 09, stochastic gradients."""
import numpy as np

from mathlib.demos.cloud import each
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.reading import numbers_by_name
from mathlib.lessons.stochastic_gradients import judging, slips, solutions

# ---- 1 · a cloud and its mean ---------------------------------------------------------------------------

uphill = Exercise(
    id="09.uphill", title="A counterexample", minutes=6, reference=solutions.uphill, reader=judging.readable,
    measure=judging.leads, witness=judging.told,
    hints=("With y ≈ w x, one example's slope is 2(w x − y) x. For positive x its sign says whether the prediction is "
           "too high or too low.",
           "Two examples are enough. Let w be too large for the one in the batch, and too small for the other."),
    because="One batch knows its own rows. Away from the lowest place a short step helps all data on average, and not "
            "with every batch.")

# ---- 2 · right on average ---------------------------------------------------------------------------------

batch_for = Exercise(
    id="09.batch_for", title="How large a batch", minutes=4, reference=solutions.batch_for, tolerance=1e-3,
    cases=((2.0, 0.5), (1.5, 0.25), (3.0, 1.0), (0.5, 0.125), (8.0, 1.0), (1.5, 0.4), (1.0, 0.3)),
    hints=("Which B makes σ/√B as small as `allowed`?", "Square both sides, then solve for B."),
    traps={
        "That is by how much the error has to shrink. The error shrinks like √B only.": slips.forgot_the_square,
        "allowed has to be squared too: with σ²/B you compare allowed².": slips.squared_one,
        "The root stands on the wrong side: four times the batch halves the error.": slips.root_of_ratio,
        "That is the other way round: a smaller allowed error takes a larger batch.": slips.upside_down,
    },
    slips={
        "That is the batch you would take, rounded up. Return the number itself.": slips.rounded_up,
        "That is rounded. Return the number itself.": slips.rounded,
    },
    because="A tenth of the error costs a hundred times the examples.")

without_replacement = Exercise(
    id="09.without_replacement", title="Drawn without putting back", stretch=True, minutes=6, tolerance=1e-4,
    reference=solutions.without_replacement,
    cases=((2.0, 10, 1), (2.0, 10, 10), (1.5, 342, 32), (1.0, 5, 2), (3.0, 100, 50)),
    hints=("The double sum has B products of an arrow with itself, each σ² on average. How many products of two "
           "different draws are there?",
           "B(B − 1) of them. Add both kinds, divide by B², and bring it on one denominator."),
    traps={
        "That is the variance with replacement. Without, it must be 0 at B = n.": slips.with_replacement,
        "At B = 1 a batch is one arrow, and its variance is σ². Yours is less: look at n and n − 1.": slips.over_n,
        "That is what remains of σ² without the division by B.": slips.not_over_B,
        "That is the typical error, the root of the variance.": slips.root,
        "A pair contributes −σ²/(n − 1). You counted B² pairs of different draws; there are B(B − 1).":
            slips.too_many_pairs,
        "The sign of the pairs is the wrong way round: −σ²/(n − 1) each. Without putting back a batch is off by less.":
            slips.sign_plus,
        "You counted B pairs of different draws. Each of B draws has B − 1 others: B(B − 1).": slips.too_few_pairs,
        "That is the variance of the sum. The mean is a Bth of it: divide by B².": slips.of_the_sum,
    },
    because="At B = 1 it is σ², at B = n it is 0, and for B far below n it is close to σ²/B.")

# ---- 3 · epochs ---------------------------------------------------------------------------------------------

whole_gradient = Exercise(
    id="09.whole_gradient", title="The mean of the batches", minutes=5, reference=solutions.whole_gradient,
    tolerance=1e-4,
    cases=((np.array([[2.0, -1.0], [4.0, 3.0]]), np.array([5, 5])),
           (np.array([[2.0, -1.0], [4.0, 3.0]]), np.array([8, 2])),
           (np.array([[1.0, 0.0], [3.0, 2.0], [-5.0, 6.0]]), np.array([4, 4, 1])),
           (np.array([[0.5, 1.5], [0.25, -1.0], [2.0, 2.0]]), np.array([50, 50, 42]))),
    hints=("Each mean times its size is a sum over its examples. What do these sums add up to?",
           "The sum over all examples, divided by how many there are in all."),
    traps={
        "That is the plain mean of the batches, right where all are equally large. A smaller batch must count for "
        "less.": slips.plain_mean,
        "That is the sum over all examples. The gradient is their mean.": slips.sum_over_examples,
        "You divided by the number of batches. Divide by the number of examples.": slips.over_batches,
        "You added the means up. Their sum grows with the number of batches.": slips.sum_of_means,
        "That is one batch alone. It is right on average; here you have all of them, and they make up the gradient.":
            slips.first_batch,
        "You added up means and divided by the number of examples. A mean counts as often as its batch has examples: "
        "multiply each by its size first.": slips.means_over_examples,
    },
    because="So one epoch, all at one place, is the gradient: each batch is a part of it.")

counts = Exercise(
    id="09.counts", title="Epochs, updates, examples", minutes=3, reference=solutions.counts, tolerance=1e-9,
    reader=numbers_by_name, witness=judging.counted,
    hints=("How often does 64 go into 50,000, and is there a rest?", "Each epoch uses each example once."),
    because="Epochs count examples, whatever B is; updates are what moves w.")


def mean_gradient(w, rows):
    """The gradient of the mean squared error over some penguins."""
    return each(np.asarray(w, float), np.asarray(rows, int)).mean(axis=0)


_ORDER = np.array([200, 3, 310, 77, 150, 41, 260, 9, 180, 333])

one_epoch = Exercise(
    id="09.one_epoch", title="One epoch", minutes=8, reference=solutions.one_epoch, tolerance=1e-4,
    cases=((mean_gradient, np.array([3.0, 0.0]), _ORDER, 5, 0.1), (mean_gradient, np.array([3.0, 0.0]), _ORDER, 4, 0.1),
           (mean_gradient, np.array([4.0, 1.0]), _ORDER, 10, 0.2),
           (mean_gradient, np.array([5.0, 0.5]), _ORDER[::-1].copy(), 1, 0.05),
           (mean_gradient, np.array([3.5, 0.2]), _ORDER, 3, 0.1)),
    hints=("`order[k:k + B]` are the rows of a batch, and a slice may reach beyond the end. Which k come in turn?",
           "range(0, len(order), B). For each batch: the gradient at the place where you now stand."),
    traps={
        "The last batch is missing: what is left over after the full batches makes an update too.": slips.last_lost,
        "All gradients are taken at the first w. Each update starts where the one before it ended.": slips.stale,
        "Every update uses all rows of `order`. A batch is B of them.": slips.always_all,
        "You made one update, with the first batch. An epoch goes on until every row was used once.": slips.one_update,
        "You add the gradient. Downhill is against it.": slips.wrong_sign,
        "That is the change. Add it to the first w.": slips.the_change,
        "That is one update with all rows, batch gradient descent. Cut `order` into batches of B, with an update for "
        "each.": slips.one_full_update,
        "Those are batches of 1, whatever B says. A batch is order[k:k + B], and the next k is B further.":
            slips.one_by_one,
        "Those are the rows k … k + B − 1 of the data. The shuffle is in `order`: take order[k:k + B].":
            slips.rows_by_number,
        "Those are the rows k, k + 1, … of the data. The shuffle is in `order`: take order[k:k + B].":
            slips.rows_by_number_to_the_end,
        "Nothing has moved: the new place has to be assigned to w, and w returned.": slips.not_assigned,
        "`gradient` returns a mean already. You divide by B once more.": slips.over_B_twice,
        "`gradient` returns a mean already. You divide by the size of the batch once more.": slips.over_size_twice,
        "You scale the step of the smaller batch. `gradient` returns its mean, and its update uses lr as it stands.":
            slips.scaled_by_size,
    },
    because="Shuffle, cut, update: that is the loop behind every trained network.")

shuffled = Exercise(
    id="09.shuffled", title="Shuffle both", minutes=5, reference=solutions.shuffled,
    use=judging.shuffle_properties, cases=((12, 1), (40, 2)),
    hints=("Which row goes where has to be decided once, for both arrays.",
           "rng.permutation(n) is an order of 0 … n − 1. Index with it."),
    traps={
        "Row and outcome part: one of the two is shuffled alone, or each has an order of its own.":
            slips.two_orders,
        "Rows are lost and others come twice. An epoch uses each example once.": slips.with_doubles,
        "Nothing changes from epoch to epoch: ask rng for a new order in each call.": slips.one_order,
        "The order does not come from `rng`. Draw it with rng.permutation, so that the same seed gives the same order "
        "again.": slips.without_rng,
    },
    because="One order, used twice.")

# ---- 5 · schedules --------------------------------------------------------------------------------------------

my_schedule = judging.Race(
    id="09.my_schedule", title="A schedule of your own", minutes=6, reference=solutions.my_schedule,
    use=judging.reached, cases=((judging.UPDATES,),), seconds=10.0,
    hints=("Early, the way is long: which η covers it quickly? Late, the noise is what is left: which η is small "
           "enough there?",
           f"{judging.WITHIN:g} kg² is about η σ²/(4B) with B = 8 and σ² = 1.18: what is η at the end, at most?"),
    traps={
        "Your walks arrive, and noise is left: the last steps are too long. Let η be smaller at the end.":
            lambda t: 0.1,
        "Your walks arrive, and noise is left. η becomes small only in the last updates, too late to average the noise "
        "away. Let it fall earlier, or start lower.": lambda t: 0.1 if t < 199 else 0,
        "Your walks arrive, and noise is left. η fell too early or too fast: the short steps after it cannot average "
        "away what the long ones left. Let it fall more slowly, or later.": lambda t: 0.1 if t < 40 else 0,
        "After 200 updates your walks are still under way: η is too small from the start. Let it be larger at the "
        "beginning.": lambda t: 0.001,
        "After 200 updates your walks are still under way: η fell too early. Let it fall later, or more slowly.":
            lambda t: 0.1 / (1 + t),
        "Your walks run away: η is too large there, or it is negative.": lambda t: 1.5,
    },
    because="Long steps first, short ones last.")

never_drawn = Exercise(
    id="09.never_drawn", title="Who is never drawn", stretch=True, minutes=5, reference=solutions.never_drawn,
    cases=((2,), (10,), (342,), (1000,)), tolerance=2e-4,
    hints=("What is the probability that one draw misses a given example?",
           "The n draws are independent: their probabilities multiply."),
    traps={
        "That is the share that is drawn at least once.": lambda n: 1 - (1 - 1 / n) ** n,
        "That is the limit for large n. With two examples it is a quarter.": lambda n: np.exp(-1),
        "That is the probability of one miss. There are n draws.": lambda n: 1 - 1 / n,
        "That is the probability that one draw hits. Ask for a miss, in each of n draws.": lambda n: 1 / n,
        "The mean number of times that an example is drawn is 1; still some are never drawn.": lambda n: 0.0,
        "That is how many examples are left out, on average. Return their share.": lambda n: n * (1 - 1 / n) ** n,
        "That is in per cent. Return the share, between 0 and 1.": lambda n: 100 * (1 - 1 / n) ** n,
    },
    because="For large n it tends to 1/e: more than a third of the data is not seen in such an epoch.")
