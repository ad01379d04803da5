"""The exercises of lesson 16, text."""
import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.lessons.text_embeddings import judging, slips, solutions

# ---- 16.1 rows -----------------------------------------------------------------------------------------


def batches(rng):
    """Tables, the words of a batch, and the slopes that arrive at their rows."""
    found = [(4, np.array([2, 0, 2]), np.array([[1.0, 5.0], [2.0, 0.0], [10.0, -1.0]]))]
    for n, B, d in ((6, 8, 3), (5, 2, 4), (9, 12, 1)):
        words = rng.integers(n, size=B)
        words[-1] = words[0]
        found.append((n, words, rng.normal(size=(B, d))))
    return found


table_gradient = Exercise(
    id="16.table_gradient", title="The gradient of a table", minutes=7, reference=solutions.table_gradient,
    cases=batches,
    hints=("Start with a table of zeros. What does one word of the batch add, and to which row?",
           "A word may stand in the batch more than once: go through the batch in a loop, with += for each word."),
    traps={
        "A word that stands there twice has only its last slope. With d[words], = and += both write a row once for "
        "each occurrence, and the last one stays. Use a loop, or np.add.at.": slips.written_over,
        "You took the mean over the occurrences of a word. Each of them changes L, and shares add.":
            slips.mean_over_occurrences,
        "You divided by the number of words. A 1/B, if L has one, is in G already: add.": slips.mean_over_batch,
        "These are counts. Each occurrence brings the slope that arrives there, a row of G.": slips.one_hot,
        "Every row got the sum of all slopes. A row gets the slopes of its own word only.": slips.all_rows,
        "The rows of the batch alone. The gradient has the shape (n, d), with zeros in all other rows.":
            slips.touched_only,
        "Rows and columns are exchanged: a word has a row, of d numbers.": slips.turned,
        "Only the first occurrence of each word is in it. All of them add up.": slips.first_only,
        "A row whose word is not in the batch has a slope. Nobody reads it, so L does not feel it: 0.":
            slips.unread_too,
    },
    because="`autodiff.embedding` returns it as the touched rows and their values, without the zeros. The line "
            "`d[words] += G` runs, and loses slopes: an exhibit for the museum.")

# ---- 16.2 softmax and attention ------------------------------------------------------------------------


def scores(rng):
    """Some vectors of scores."""
    return [(np.array([1.0, 0.0, -1.0]),), (np.zeros(4),), (rng.normal(size=5),), (np.array([0.3, 2.0]),),
            (np.array([1000.0, 1000.0, 990.0]),)]


softmax_jacobian = Exercise(
    id="16.softmax_jacobian", title="The Jacobian of softmax", minutes=5, reference=solutions.softmax_jacobian,
    cases=scores, tolerance=1e-6,
    hints=("First p from z. Subtract the largest score before np.exp, or 1000 overflows.",
           "`np.diag(p)` is the diagonal matrix, `np.outer(p, p)` the table of the products p[i] p[j]."),
    traps={
        "The diagonal is right. But a score that rises takes from every other probability: −p[i] p[j] off the "
        "diagonal.": slips.diagonal,
        "That is diag(p). The sum below the fraction depends on every score, too: subtract p[i] p[j].": slips.only_p,
        "Every sign is the other way round: a score that rises raises its own probability.": slips.negated,
        "A number was subtracted, p · p. For each pair there is a product of its own: np.outer(p, p).": slips.inner,
        "That is the table of products alone. On the diagonal p[i] comes on top, and the products are subtracted.":
            slips.squares,
        "The products are subtracted: what one gains, the others lose.": slips.added,
        "Row by row that is p − y, the slope of the cross-entropy, with both steps in it. Here softmax stands alone.":
            slips.less_one_hot,
        "That is line 3, the slopes of log p: δ − p[j]. Times p[i], line 4, is still missing.": slips.slope_of_log,
        "You subtracted p[j] alone. The product p[i] p[j] has both factors: np.outer(p, p).": slips.less_p,
        "You subtracted p[i] alone. The product p[i] p[j] has both factors: np.outer(p, p).": slips.less_p_of_row,
        "p[i] (1 − p[j]) stands in all places. The 1 belongs on the diagonal only: δ in place of 1.":
            slips.one_everywhere,
        "There are scores where probabilities belong. First p = softmax(z).": slips.of_scores,
        "One slope for each score, as if each moved its own probability alone. Each of the n probabilities depends on "
        "each of the n scores: n × n slopes.": slips.own_alone,
        "These are the probabilities. Asked is how each of them follows each score: n × n slopes.": slips.no_slopes,
        "p stands in every row. It belongs on the diagonal: np.diag(p).": slips.p_in_rows,
        "On the diagonal p[i] belongs where you have 1: line 4 multiplies δ by p[i], too.": slips.ones_on_diagonal,
        "The others do not lose in equal shares: who has more loses more, −p[i] p[j].": slips.equal_shares,
        "These slopes are measured, right to some digits. Derive them: exact to rounding.": slips.measured,
    },
    because="Rows and columns sum to 0, and the matrix is its own transpose. The engine multiplies with it and never "
            "builds it: `g * p - p * sum(g * p)`.")


def score_tables(rng):
    """Scores of every position with every position; of the last two, later ones lie far below the others, far above."""
    below = np.array([[18.0, 0.0, 0.0], [18.0, 19.0, 0.5], [17.0, 18.0, 19.0]])
    above = np.array([[-300.0, 300.0, 300.0], [-299.0, -300.0, 300.0], [-300.0, -301.0, -299.0]])
    return [(np.array([[0.0, 5.0], [0.0, 0.0]]),), (rng.normal(size=(4, 4)),), (np.zeros((3, 3)),),
            (3 * rng.normal(size=(6, 6)),), (np.array([[1.0]]),), (below,), (above,)]


causal_weights = Exercise(
    id="16.causal_weights", title="Weights without the future", minutes=6, reference=solutions.causal_weights,
    cases=score_tables, tolerance=1e-6,
    hints=("Row t belongs to position t. Which of its scores may it use? There are t + 1 of them.",
           "Either take softmax of S[t, :t + 1] in a loop, or set the other scores to −1e9 first: exp makes them 0."),
    traps={
        "Every position sees all others. Position t may see positions 0 to t only.": slips.unmasked,
        "The hidden scores are 0, and exp(0) is 1: they still get weight. Set them to −1e9.": slips.zero_scores,
        "The hidden weights were cut off after softmax, so that rows no longer sum to 1: hide first, then softmax.":
            slips.cut_afterwards,
        "Position t also sees position t + 1.": slips.sees_next,
        "A position may see itself: S[t, t] counts.": slips.not_itself,
        "The diagonal is hidden, too. A position may see itself: np.triu(…, 1) starts one further up.":
            slips.hides_itself,
        "The diagonal has −1e9, too, so the first position sees nothing. Each one sees itself.":
            slips.hides_itself_by_where,
        "Each weight is divided by the sum of another row. With keepdims=True the sums stay a column.":
            slips.sums_of_other_rows,
        "All seen positions have the same weight, whatever their scores. Take softmax of the scores.": slips.alike,
        "Columns sum to 1. Each row is a mean of its own: softmax along rows.": slips.by_columns,
        "That is the other triangle: each position sees itself and the future.": slips.only_later,
        "The whole table sums to 1. Each row has to.": slips.all_together,
        "The rows do not sum to 1: after exp, divide each by its sum.": slips.undivided,
        "The scores were divided by √n. They are given as they are to be used.": slips.divided_by_root,
        "Hidden scores that lie far above the others still get weight: the mask is too small. Set them to −1e9, or "
        "to −np.inf.": slips.too_shallow,
    },
    because="Nothing of the future has weight. Where a score of −1e9 stands, exp makes it exactly 0.")

idle = Exercise(
    id="16.idle", title="A counterexample", minutes=8, reference=solutions.idle, reader=judging.pair,
    measure=judging.leads, witness=judging.witness,
    hints=("Without position k the output is the weighted mean of the other two values. For which value at k does "
           "it not matter whether k is there?",
           "Choose the other two values freely. Their mean is weighted as softmax weights these two alone."),
    because="The weight says how much of a value is taken. Whether leaving it out changes anything depends on the "
            "value as well, and here it lies where the others' weighted mean lies.")


def heads(rng):
    """Weights, values and the slope that arrives at the output."""
    found = []
    for n, d in ((3, 2), (4, 1), (5, 3)):
        p = rng.random(n) + 0.1
        found.append((p / p.sum(), rng.normal(size=(n, d)), rng.normal(size=d)))
    return [(np.array([0.5, 0.25, 0.25]), np.array([[1.0], [2.0], [6.0]]), np.array([1.0])), *found]


score_slopes = Exercise(
    id="16.score_slopes", title="The slope in a score", stretch=True, minutes=7, reference=solutions.score_slopes,
    cases=heads, tolerance=1e-6,
    hints=("First the slopes in the weights: raising p[s] alone by δ adds δ V[s] to the output. How does L change?",
           "Then times the Jacobian of softmax. It is its own transpose: diag(p) − p pᵀ times V @ g."),
    traps={
        "p (1 − p) is the diagonal. Each score moves all the weights.": slips.diagonal_only,
        "That is diag(p) times V @ g. The part −p (p · (V @ g)) is missing.": slips.weights_only,
        "These are the slopes in the weights. The way through softmax is still missing.": slips.of_weights,
        "You subtracted the plain mean. What all others lose is weighted by p.": slips.plain_mean,
        "A factor p is missing: a score with no weight has no say.": slips.no_factor,
        "The first term has its factor p, the second has not: p times the whole difference.":
            slips.second_factor_missing,
        "You subtracted the plain sum. What all others lose is the mean weighted by p.": slips.plain_sum,
        "The sign is the other way round.": slips.opposite,
    },
    because="Each position is compared with the weighted mean. Whoever has a better value than the mean gains weight "
            "in a step of descent, in proportion to the weight that is there already.")
