"""The exercises of lesson 17, recurrent nets and a time series."""
import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.lessons.time_series_rnn import judging, slips, solutions

# ---- 17.1 one weight, T times

shared_slope = Exercise(
    id="17.shared_slope", title="The slope in a shared weight", minutes=8, reference=solutions.shared_slope,
    cases=((0.5, 8.0, [4.0, 2.0, 6.0]), (2.0, 1.0, [0.0, 0.0]), (-0.5, 3.0, [1.0, 2.0, 0.5, 4.0]),
           (0.0, 5.0, [1.0, 2.0, 3.0]), (0.9, 2.0, [1.0] * 12), (0.7, 3.0, [2.0])), tolerance=1e-5,
    hints=("Walk forward first and keep every state: h₀, h₁, …, h_T.",
           "Use number t multiplied h_{t−1}. That is what it does to h_t; to get from h_t to h_T there are T − t "
           "steps, each of slope w.",
           "Add up w ** (T − t) times h_{t−1}, for t from 1 to T."),
    traps={
        "That is the last use alone. w acts at every time, and the earlier uses reach h_T through the later steps.":
            slips.last_use,
        "You added the states as they are. Each use has to be followed to the end: from h_t to h_T there are T − t "
        "steps of slope w.": slips.nothing_behind,
        "That is the slope of w^T h₀, the start's own path. Each dose is multiplied by w too, on every later day.":
            slips.power_alone,
        "Each use is followed one step too far: from h_t to h_T it is T − t steps.": slips.one_step_too_many,
        "The powers run the wrong way: the first use has the most steps behind it, the last has none.":
            slips.wrong_way_round,
        "That is the mean over the uses. A shared weight adds its shares up.": slips.mean_of_uses,
        "Use number t multiplied the state before it, h_{t−1}. You took the one after it.": slips.states_after,
        "That is h_T, the value. Asked is its slope in w.": slips.the_value,
        "A use of w multiplies the whole state before it, h_{t−1}. You took the dose of that day.": slips.doses_alone,
        "That is the first use alone, followed to the end. The later uses add their own shares.": slips.first_use,
    },
    because="One number in memory, T places in the graph, one sum: backpropagation through time.")

taking_turns = Exercise(
    id="17.taking_turns", title="A counterexample", stretch=True, minutes=7, reference=solutions.taking_turns,
    reader=judging.readable, measure=judging.leads, witness=judging.told,
    hints=("Look for a matrix whose eigenvalues are both 0 and that still lengthens one arrow.",
           "[[0, s], [0, 0]] sends (0, 1) to (s, 0), and (s, 0) to nothing. What should the other one do with (s, 0)?"),
    because="In a net with tanh the Jacobians differ from step to step. Eigenvalues of the single steps do not bound "
            "their product; norms do.")

# ---- 17.2 gates

gate_bias = Exercise(
    id="17.gate_bias", title="Half of it left", minutes=5, reference=solutions.gate_bias, tolerance=4e-3,
    cases=((40,), (10,), (2,), (100,)),
    hints=("First z: which number, multiplied by itself `lag` times, is ½?",
           "Then b: solve z = 1/(1 + exp(−b)) for b. exp(−b) is 1/z − 1."),
    traps={
        "That is the gate z. The bias b is what σ makes it from.": slips.the_gate_itself,
        "With b = 0 the gate is ½ at each step, so that half is left after one step, not after `lag`.":
            slips.half_at_each_step,
        "That takes the same amount off at each step. A gate takes the same share of what is left: z has to be "
        "½ to the power 1/lag.": slips.losses_added,
        "b = log(lag) leaves (lag/(lag + 1))^lag: near 1/e for long lags, where ½ is wanted.": slips.log_of_the_lag,
        "That is log(1/z − 1), which is −b. With it the gate keeps the share that it should let go at each step.":
            slips.other_sign,
        "z = 0.5^lag is left after `lag` steps of a gate of ½. Asked is the gate of each step, of which ½ is left "
        "after `lag` of them.": slips.power_for_root,
        "That leaves 1/e after `lag` steps. ½ is wanted.": slips.one_e_th,
        "The bias depends on the lag. 4 is near it for a lag of 40, and for no short one.": slips.four,
        "That is log z. σ turns b into z, and its inverse is log(z/(1 − z)).": slips.log_of_the_gate,
    },
    because="For a lag of 40 about 4. The bias of a gate is a memory in steps.")

# ---- 17.3 a real series


def pasts(rng):
    """Series of different lengths: a rise, a season and noise."""
    return [(300 + 0.1 * t + 3 * np.sin(2 * np.pi * t / 12) + rng.normal(size=len(t)),)
            for t in (np.arange(30), np.arange(60), np.arange(41))]


with_drift = Exercise(
    id="17.with_drift", title="A forecast to beat", minutes=6, reference=solutions.with_drift, cases=pasts,
    hints=("The last twelve months are past[-12:].",
           "The last month is past[-1], the same month a year before it past[-13]. One number is added to all twelve."),
    traps={
        "That is last year again. The growth of a year is still to be added.": slips.without_drift,
        "Each month is a year later than the one it is copied from: the whole growth of a year is added, not a "
        "twelfth of it.": slips.a_twelfth,
        "Last year's months hold their own growth already. The same number is added to all twelve.":
            slips.month_by_month,
        "past[-12] lies eleven months back. A year back is past[-13].": slips.eleven_months,
        "That is the change from one month to the next, mostly season. Compare the same month of two years.":
            slips.last_month,
        "That is the mean growth of the last twelve months, another good rule. Here it is that of the last month.":
            slips.mean_growth,
        "You took each month's own growth of last year. Here one number is added to all twelve: the growth of the last "
        "month.": slips.growth_of_each,
        "That is a straight line from the last month on. The season is in last year's twelve.": slips.straight_line,
        "Growth is added: what the last month is above the same month a year before it, not below.":
            slips.turned_sign,
        "That is the drift of the textbooks, the mean change of a month over all past, on top of the last month. It "
        "has no season; here last year's months bring it along.": slips.random_walk,
        "That repeats the last month. The season is in the last twelve.": slips.one_month_old,
        "The drift you added is that of the textbooks, the mean change over all past, for a year. Here it is what the "
        "last month is above the same month a year before.": slips.drift_of_the_textbooks,
        "You added the mean growth of a year over all past. Here it is that of the last month alone.":
            slips.mean_of_all_years,
        "past[:12] are the first twelve months of the series. The last are past[-12:].": slips.the_first_year,
    },
    because="A forecast without a parameter. Whoever trains a net has to beat it first.")


def series(rng):
    """A series with a rise, and the first month that is to be forecast."""
    return [(0.3 * np.arange(n) + rng.normal(size=n), origin) for n, origin in ((12, 6), (40, 30), (25, 5))]


by_the_past = Exercise(
    id="17.by_the_past", title="Only the past", stretch=True, minutes=4, reference=solutions.by_the_past, cases=series,
    tolerance=1e-5,
    hints=("What is known at the origin is y[:origin].", "Its mean and its spread scale the whole series."),
    traps={
        "Mean and spread of the whole series: at the origin nobody knows the months after it.": slips.by_all,
        "You took mean and spread of the months after the origin, the very ones to be forecast.": slips.by_the_future,
        "y[:origin + 1] holds the first month that is to be forecast.": slips.one_too_many,
        "The whole series comes back scaled; only the two constants are from the past.": slips.past_alone,
        "The spread is that of the whole series. It has to be that of the past too.": slips.spread_of_all,
        "The mean is that of the whole series. It has to be that of the past too.": slips.mean_of_all,
        "Division comes before subtraction: put y − mean in brackets.": slips.no_brackets,
        "That divides by the variance. The spread is its root, `std`.": slips.by_variance,
        "Only the months from the origin on come back. The whole series is to be scaled.": slips.future_alone,
        "The mean is right. Divide by the spread of the past too.": slips.only_centred,
    },
    because="A series that rises leaves the range of its past. That is how it is, and the net has to live with it.")
