"""Wrong answers that lesson 17 expects, each written as the mistake that leads to it."""
import numpy as np

# ---- the slope in a shared weight


def states(w, h0, x):
    """h_0 to h_T."""
    h = [h0]
    for now in x:
        h.append(w * h[-1] + now)
    return h


def last_use(w, h0, x):
    """Only the last of the T uses."""
    return states(w, h0, x)[-2]


def nothing_behind(w, h0, x):
    """All uses, and none is followed to the end."""
    return sum(states(w, h0, x)[:-1])


def power_alone(w, h0, x):
    """The start's own path, without the doses."""
    return len(x) * w ** (len(x) - 1) * h0


def one_step_too_many(w, h0, x):
    """Each use followed one step too far."""
    return w * sum(w ** (len(x) - t) * states(w, h0, x)[t - 1] for t in range(1, len(x) + 1))


def wrong_way_round(w, h0, x):
    """The first use with no step behind it, the last with the most."""
    return sum(w ** (t - 1) * states(w, h0, x)[t - 1] for t in range(1, len(x) + 1))


def mean_of_uses(w, h0, x):
    """The mean over the uses."""
    return sum(w ** (len(x) - t) * states(w, h0, x)[t - 1] for t in range(1, len(x) + 1)) / len(x)


def states_after(w, h0, x):
    """The state after each use in place of the one before it."""
    return sum(w ** (len(x) - t) * states(w, h0, x)[t] for t in range(1, len(x) + 1))


def the_value(w, h0, x):
    """h_T."""
    return states(w, h0, x)[-1]


def doses_alone(w, h0, x):
    """The dose in place of the state that w multiplies."""
    return sum(w ** (len(x) - t) * x[t - 1] for t in range(1, len(x) + 1))


def first_use(w, h0, x):
    """The first of the T uses alone."""
    return w ** (len(x) - 1) * h0


# ---- the bias of a gate


def the_gate_itself(lag):
    """z, not b."""
    return 0.5 ** (1 / lag)


def half_at_each_step(lag):
    """σ(0) = ½."""
    return 0.0


def losses_added(lag):
    """½ of what is there lost in equal parts."""
    z = 1 - 0.5 / lag
    return np.log(z / (1 - z))


def log_of_the_lag(lag):
    """The rule of thumb b = log(lag)."""
    return np.log(lag)


def log_of_the_gate(lag):
    """log z."""
    return np.log(0.5) / lag


def other_sign(lag):
    """−b."""
    z = 0.5 ** (1 / lag)
    return np.log(1 / z - 1)


def power_for_root(lag):
    """The gate taken as ½ to the power lag."""
    return -np.log(2.0 ** lag - 1)


def one_e_th(lag):
    """1/e left in place of ½."""
    return -np.log(np.exp(1 / lag) - 1)


def four(lag):
    """The bias of the lesson's cell."""
    return 4.0


# ---- a forecast to beat


def without_drift(past):
    """The last year again."""
    return past[-12:]


def a_twelfth(past):
    """A month's growth in place of a year's."""
    return past[-12:] + (past[-1] - past[-13]) / 12


def month_by_month(past):
    """A year's growth that comes in month by month on top of last year's course."""
    return past[-12:] + (past[-1] - past[-13]) * np.arange(1, 13) / 12


def eleven_months(past):
    """The growth over eleven months."""
    return past[-12:] + (past[-1] - past[-12])


def last_month(past):
    """The growth over one month."""
    return past[-12:] + (past[-1] - past[-2])


def mean_growth(past):
    """The mean growth of the last twelve months."""
    return past[-12:] + np.mean(past[-12:] - past[-24:-12])


def one_month_old(past):
    """The last value as it stands, twelve times."""
    return np.full(12, past[-1])


def growth_of_each(past):
    """Each month's growth of the last year once more."""
    return 2 * past[-12:] - past[-24:-12]


def straight_line(past):
    """The last month, and a twelfth of a year's growth for each month ahead."""
    return past[-1] + np.arange(1, 13) * (past[-1] - past[-13]) / 12


def turned_sign(past):
    """The growth of the last year taken off."""
    return past[-12:] - (past[-1] - past[-13])


def random_walk(past):
    """The last value, and the mean change of all past months for each month ahead."""
    return past[-1] + np.arange(1, 13) * (past[-1] - past[0]) / (len(past) - 1)


def drift_of_the_textbooks(past):
    """Last year's months, plus twelve times the mean change of a month over all past."""
    return past[-12:] + 12 * (past[-1] - past[0]) / (len(past) - 1)


def mean_of_all_years(past):
    """Last year's months, plus the mean growth of a year over all past."""
    return past[-12:] + np.mean(past[12:] - past[:-12])


def the_first_year(past):
    """The first twelve months of all."""
    return past[:12] + (past[-1] - past[-13])


# ---- only the past


def by_all(y, origin):
    """Mean and spread of the whole series."""
    return (y - y.mean()) / y.std()


def by_the_future(y, origin):
    """Mean and spread of what comes after."""
    return (y - y[origin:].mean()) / y[origin:].std()


def one_too_many(y, origin):
    """With the first month that is to be forecast."""
    return (y - y[:origin + 1].mean()) / y[:origin + 1].std()


def past_alone(y, origin):
    """Only the past comes back."""
    return (y[:origin] - y[:origin].mean()) / y[:origin].std()


def only_centred(y, origin):
    """Without the spread."""
    return y - y[:origin].mean()


def spread_of_all(y, origin):
    """The mean of the past, the spread of the whole series."""
    return (y - y[:origin].mean()) / y.std()


def mean_of_all(y, origin):
    """The mean of the whole series, the spread of the past."""
    return (y - y.mean()) / y[:origin].std()


def no_brackets(y, origin):
    """y − mean / std."""
    return y - y[:origin].mean() / y[:origin].std()


def by_variance(y, origin):
    """Divided by the variance."""
    return (y - y[:origin].mean()) / y[:origin].var()


def future_alone(y, origin):
    """Only the months from the origin on."""
    return (y[origin:] - y[:origin].mean()) / y[:origin].std()
