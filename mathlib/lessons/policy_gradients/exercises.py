"""The exercises of lesson 18, policy gradients."""
import numpy as np

from mathlib.exercises import lending
from mathlib.exercises.exercise import Exercise
from mathlib.lessons.policy_gradients import judging, slips, solutions

score = Exercise(
    id="18.score", title="The score", minutes=4, reference=solutions.score, tolerance=2e-3,
    cases=((0.0, 1), (0.0, 0), (2.0, 1), (2.0, 0), (-1.0, 1), (-1.0, 0)),
    hints=("p = σ(θ) has the slope p(1 − p), and log p the slope 1/p times that.",
           "For B the probability is 1 − p. Write both results so that one formula holds them: what is a in each?"),
    traps={
        "That is the slope of the probability. The score is that of its logarithm: divide by the probability.":
            slips.slope_of_p,
        "That is p(1 − p), the slope of p. The score is that of the logarithm, and it differs for A and B.":
            slips.slope_of_p_alone,
        "The sign: showing A is made more probable by a larger θ, so its score is positive.": slips.turned_round,
        "That is right for A. For B the probability is 1 − p, and a larger θ makes it smaller.": slips.as_if_A,
        "That is right but for the sign with B: a larger θ makes B less probable.": slips.without_sign,
        "That is the slope in p. θ moves p only by p(1 − p): multiply by it.": slips.in_p,
        "That is the logarithm itself. The score is its slope in θ.": slips.log_itself,
        "You subtracted θ. What stands there is a probability, σ(θ).": slips.less_theta,
        "That is the score times a reward. The score itself has no reward in it.": slips.times_rewards,
        "That is the score times 13. The score itself has no reward in it.": slips.times_one_reward,
        "That is right for A. B has a score, too: its probability 1 − p falls as θ grows.": slips.nothing_for_B,
        "That is 1 over the probability, the outer slope of the chain rule. The inner one is missing: how fast that "
        "probability changes with θ.": slips.one_over_p,
        "That is 1/p, the outer slope of the chain rule for A. The inner one, the slope of p in θ, is missing, and for "
        "B the probability is 1 − p.": slips.one_over_p_alone,
        "That is right for A. For B, divide the slope of 1 − p by 1 − p: which factor is left?":
            slips.same_size_for_both,
        "That is right at θ = 0 alone, where p is ½. p moves with θ.": slips.at_half,
    },
    because="What happened less what was expected: the y − p of lesson 13, with the action in place of the label.")

best_baseline = Exercise(
    id="18.best_baseline", title="The best baseline", minutes=6, reference=solutions.best_baseline, tolerance=2e-3,
    cases=((0.9, 13.0, 10.0), (0.5, 13.0, 10.0), (0.2, 5.0, -1.0), (0.75, 0.0, 8.0)),
    hints=("s is 1 − p with probability p, and −p with probability 1 − p. Write E[s²] as a sum of two terms, and "
           "take p(1 − p) out.",
           "E[s²] = p(1 − p). E[R s²] has one term for each offer, with the same factor p(1 − p) in both."),
    traps={
        "That is the mean reward. What counts is s²: the offer that is shown rarely has the larger score, and weighs "
        "more.": slips.mean_reward,
        "That is halfway between the two rewards. It is best at p = ½ only.": slips.midway,
        "That is E[R s²]. Divide by E[s²] = p(1 − p).": slips.not_divided,
        "That is E[R s] over E[s²]. The score in the numerator is squared, too.": slips.not_squared,
        "You counted each offer once. A comes with probability p, B with 1 − p.": slips.without_chances,
        "That is E[R s], the slope itself. In b* the score is squared, and E[R s²] is divided by E[s²].":
            slips.slope_itself,
        "That is the larger of the two rewards. b* lies between them, near the one that is shown rarely.": slips.larger,
        "That is 11.5 whatever the offers are. Asked is a formula in p, r_A and r_B.": slips.as_at_half,
    },
    because="The mean reward with the weights exchanged: at p = ½ the two are the same.")

wrong_way = Exercise(
    id="18.wrong_way", title="A counterexample", minutes=5, reference=solutions.wrong_way, reader=judging.readable,
    measure=judging.leads, witness=judging.told,
    hints=("At p = ½ the scores are ½ and −½. Write the mean of the estimates, with b_A and b_B in it.",
           "Both baselines stand in that mean, with opposite signs. Which difference of the two makes it −0.5?"),
    because="A baseline that knows the action is not multiplied by E[∇log p] as a whole: the mean moves.")


def episodes(rng):
    """Rewards of one episode, and of several side by side: (steps,), (steps, episodes), (steps, policies, episodes).

    The last is as long as the longest of the lesson.
    """
    return [(np.array([1.0, 1.0, 1.0]), 0.5), (np.array([0.0, 0.0, 10.0]), 0.9), (np.array([2.0, -1.0, 4.0, 3.0]), 1.0),
            (rng.integers(5, size=(6, 3)).astype(float), 0.8), (rng.integers(5, size=(4, 2, 3)).astype(float), 0.99),
            (rng.integers(5, size=500).astype(float), 0.99)]


to_go = Exercise(
    id="18.to_go", title="What is still to come", minutes=7, reference=solutions.to_go, cases=episodes,
    hints=("Begin at the end: after the last step nothing comes any more. What does step t add?",
           "Take γ out of all terms of the sum but the first. What stands in the bracket? `reversed(range(len(r)))` "
           "walks backwards."),
    traps={
        "That is the return of the whole episode, the same at each step. A push has no influence on what came before.":
            slips.total_for_all,
        "You discounted from the start of the episode. At step t the reward of step t counts in full.":
            slips.from_the_start,
        "The reward of the step itself is missing: the push of step t earns r[t] too.": slips.own_left_out,
        "The last step earns its reward, too: nothing comes after it, and G there is r there.": slips.last_left_out,
        "Asked are the rewards to go alone. What the lesson makes of them, with mean and spread, comes later.":
            slips.standardised_rewards,
        "The reward of the step itself counts in full. Yours has one factor γ too many.": slips.own_discounted,
        "You added up what came before. The sum runs over the steps to come.": slips.looking_back,
        "You stopped after two terms. The sum goes on to the end of the episode.": slips.next_alone,
        "γ is missing: a reward k steps later counts γᵏ.": slips.not_discounted,
        "γ is missing, with which a reward k steps later counts γᵏ. And where episodes stand side by side, steps add "
        "along axis 0.": slips.summed_flat,
        "These are the rewards themselves. In a walk from the start G[t + 1] is still 0 when you use it: begin at the "
        "end.": slips.rewards_alone,
        "These are the right numbers in the wrong order: G[0] belongs to the first step.": slips.wrong_end_first,
    },
    because="One walk from the end, as backward() makes one.")


def steps(rng):
    """Batches of states, pushes, probabilities and rewards to go."""
    found = []
    for n, inputs in ((3, 1), (3, 4), (5, 4), (40, 4), (6, 2)):
        found.append((rng.normal(size=(n, inputs)).round(2), rng.integers(2, size=n), rng.uniform(0.1, 0.9, n).round(2),
                      rng.integers(1, 30, n).astype(float)))
    return found


by_hand = Exercise(
    id="18.by_hand", title="Without an engine", stretch=True, minutes=7, reference=solutions.by_hand,
    cases=steps, tolerance=1e-5,
    hints=("For one step: log p(a) has the slope (a − p) x in w, by the chain rule, as z = x · w.",
           "Subtract the mean of G, weight each row of X by (a − p) times that, and take the mean over the rows."),
    traps={
        "G came in as it is. Subtract its mean, the baseline.": slips.no_baseline,
        "You divided by the standard deviation of G. Here its mean is subtracted, and that is all.": slips.standardised,
        "That is the gradient of the loss, −J. Asked is the way up.": slips.downhill,
        "That is a sum over the steps. Ours is a mean.": slips.added_up,
        "The score is a − p, what happened less what was expected. You took a alone.": slips.only_a,
        "That is the slope of the probability. The score is that of its logarithm.": slips.of_probabilities,
        "The states are missing: z = x · w, so the slope in w has the factor x.": slips.without_states,
        "That is a row for each step. Take the mean over the rows.": slips.step_by_step,
        "You subtracted the median of G. Asked is its mean.": slips.with_median,
        "You weighted by p(1 − p), the slope of p. The slope of log p has the factor a − p.": slips.slope_as_score,
        "That is the mean score: G is missing.": slips.scores_alone,
        "There is no score in it. Rewards have no slope of their own: each row counts by a − p.": slips.no_score,
    },
    because="The gradient of logistic regression (lesson 8), each row weighted by its advantage.")


def lend(answer):
    """The learner's `to_go` if its check is correct, else ours; says which."""
    return lending.lend(to_go, answer)
