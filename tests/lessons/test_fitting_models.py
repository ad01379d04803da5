"""Lesson 08: its answers and the numbers it quotes, held against scikit-learn, SciPy and brute force."""
import numpy as np
import pytest
from scipy.optimize import linprog
from sklearn.linear_model import LinearRegression, LogisticRegression
from sklearn.preprocessing import StandardScaler

from mathlib import datasets
from mathlib.demos.fit_line import FitLine, least_absolute, twelve_birds
from mathlib.lessons import fitting_models as ex
from mathlib.lessons.fitting_models import robust, solutions
from mathlib.optimizers import GradientDescent, descend

TABLE = datasets.penguins()
Z, Y = TABLE.x[:, 2] / 10 - 20, TABLE.y / 1000


def fitted(x, y):
    line = LinearRegression().fit(np.asarray(x)[:, None], y)
    return np.array([line.coef_[0], line.intercept_])


def gradient(w):
    r = w[0] * Z + w[1] - Y
    return np.array([np.mean(2 * r * Z), np.mean(2 * r)])


def test_the_closed_form_is_the_line_of_scikit_learn():
    assert ex.best_line.reference(Z, Y) == pytest.approx(fitted(Z, Y))
    assert fitted(Z, Y) == pytest.approx([0.4969, 4.1563], abs=5e-5)
    assert fitted(TABLE.x[:, 2], TABLE.y) == pytest.approx([49.69, -5781], rel=1e-4)


def test_the_walk_reaches_it_to_1e_8():
    walk = descend(GradientDescent(0.2), gradient, [0.0, 4.8], 80)
    far = abs(walk - fitted(Z, Y)).max(axis=1)
    assert far[36] < 1e-8 < far[35] and far[-1] < 1e-13


def test_the_one_bird_is_one_of_the_twelve():
    flippers, masses = twelve_birds()
    assert (21.2, 4.3) in set(zip(flippers.tolist(), masses.tolist(), strict=True))


def test_one_mass_in_grams_turns_the_line():
    row = int(np.flatnonzero((TABLE.x[:, 2] == 181) & (TABLE.y == 3750))[0])
    typed = Y.copy()
    typed[row] = 3750
    assert fitted(Z, typed) == pytest.approx([-10.568, 16.123], abs=1e-3)
    assert least_absolute(Z, typed) == pytest.approx(least_absolute(Z, Y))


def least_by_linear_programming(x, y):
    """The least MAE: minimise the mean of t with −t ≤ m x + b − y ≤ t."""
    n = len(x)
    A = np.column_stack([x, np.ones(n)])
    rows = np.block([[A, -np.eye(n)], [-A, -np.eye(n)]])
    return linprog(np.r_[0, 0, np.full(n, 1 / n)], rows, np.r_[y, -y], bounds=[(None, None)] * 2 + [(0, None)] * n).fun


@pytest.mark.parametrize("seed", range(4))
def test_a_line_through_two_points_has_the_least_mae(seed):
    rng = np.random.default_rng(seed)
    x, y = rng.integers(0, 6, size=15).astype(float), rng.normal(size=15)
    m, b = least_absolute(x, y)
    assert np.mean(abs(m * x + b - y)) == pytest.approx(least_by_linear_programming(x, y))


def test_the_mae_of_all_penguins_is_the_least():
    m, b = least_absolute(Z, Y)
    assert (m, b) == pytest.approx((0.506, 4.135), abs=1e-3)
    assert np.mean(abs(m * Z + b - Y)) == pytest.approx(least_by_linear_programming(Z, Y))


def test_on_the_stage_the_typed_bird_moves_the_star_of_the_squares_further():
    machine = FitLine(0.53, 4.16, False, True)
    moved = []
    for _ in range(2):
        machine.reset()
        if moved:
            machine.swap_loss()
        before = np.array(machine.state.best)
        machine.bird(18.4, 6.8)
        moved.append(np.linalg.norm(before - machine.state.best))
    assert moved[0] > 2 * moved[1]


@pytest.mark.parametrize("unit, zero, kappa", [(1, 0, 8346409), (10, 0, 83870), (1, TABLE.x[:, 2].mean(), 197.15),
                                               (10, 200, 2.005)])
def test_the_condition_numbers(unit, zero, kappa):
    """By singular values of A, which are the roots of the eigenvalues of AᵀA."""
    x = (TABLE.x[:, 2] - zero) / unit
    values = np.linalg.svd(np.column_stack([x, np.ones(len(x))]), compute_uv=False)
    assert (values[0] / values[1]) ** 2 == pytest.approx(kappa, rel=1e-3)


def split(seed):
    cells = datasets.breast_cancer()
    order = np.random.default_rng(seed).permutation(len(cells.y))
    scaler = StandardScaler().fit(cells.x[order[:400]])
    x = scaler.transform(cells.x)
    return x[order[:400]], cells.y[order[:400]], x[order[400:]], cells.y[order[400:]]


def test_a_thousand_steps_are_as_accurate_as_scikit_learn():
    ours, theirs, base = [], [], []
    for seed in range(6):
        x, t, x_test, t_test = split(seed)
        X, X_test = (np.column_stack([part, np.ones(len(part))]) for part in (x, x_test))
        w = np.zeros(11)
        for _ in range(1000):
            w = w - ex.logistic_gradient.reference(w, X, t)
        model = LogisticRegression(C=np.inf, max_iter=20_000).fit(x, t)
        ours.append(np.mean((X_test @ w > 0) == t_test))
        theirs.append(model.score(x_test, t_test))
        base.append(max(t_test.mean(), 1 - t_test.mean()))
        best = np.append(model.coef_[0], model.intercept_)
        loss = [np.mean(np.logaddexp(0, X @ v) - t * (X @ v)) for v in (w, best)]
        assert loss[1] - 1e-6 <= loss[0] < loss[1] + 0.02
    assert abs(np.mean(ours) - np.mean(theirs)) < 0.02 and min(ours) > max(base) + 0.15


def test_the_back_conversion_says_the_same():
    mean, sd = TABLE.x[:, 2].mean(), TABLE.x[:, 2].std()
    scaled = fitted((TABLE.x[:, 2] - mean) / sd, TABLE.y)
    assert ex.unscale.reference(*scaled, mean, sd) == pytest.approx(fitted(TABLE.x[:, 2], TABLE.y))


def test_no_thirteenth_bird_among_the_others_turns_the_mae():
    """So exercise 5 asks for another number than exercise 4."""
    flippers, masses = twelve_birds()
    for flipper in np.linspace(17, 24, 15):
        for mass in (0.01, 5, 20, 1000):
            assert not robust.falls(np.append(flippers, flipper) - 20, np.append(masses, mass))


@pytest.mark.parametrize("bird", [(184, 3.9), (60, 1), (230, 0.5), (1000, 0.1), (40, 0.1), (190, 4), (3, 40)])
def test_whether_the_mae_falls_is_what_linear_programming_says(bird):
    flippers, masses = twelve_birds()
    x, y = np.append(flippers, bird[0]) - 20, np.append(masses, bird[1])
    n, A = len(x), np.column_stack([x, np.ones(len(x))])
    rows = np.block([[A, -np.eye(n)], [-A, -np.eye(n)]])
    least = [linprog(np.r_[0, 0, np.full(n, 1 / n)], rows, np.r_[y, -y],
                     bounds=[bound, (None, None)] + [(0, None)] * n).fun for bound in ((None, None), (0, None))]
    assert robust.falls(x, y) == (least[1] > least[0] + 1e-9)


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.one_point, lambda m, b, x, y: np.array([2 * (m * x + b - y) * x, 2 * (m * x + b - y)]), "correct"),
    (ex.one_point, lambda m, b, x, y: (-2 * (y - m * x - b) * x, -2 * (y - m * x - b)), "correct"),
    (ex.suspects, {"A": "Missing 1/n", "B": "missing X", "C": "right", "D": "wrong sign "}, "correct"),
    (ex.suspects, {"A": "1/n", "B": "missing x", "C": "right", "D": "wrong sign"}, "not attempted"),
    (ex.suspects, {"A": "missing x", "B": "missing x", "C": "right", "D": "wrong sign"}, "wrong"),
    (ex.best_line, lambda x, y: np.polyfit(x, y, 1), "correct"),
    (ex.best_line, lambda x, y: np.linalg.lstsq(np.column_stack([x, np.ones(len(x))]), y)[0], "correct"),
    (ex.best_line, lambda x, y: list(fitted(x, y)), "correct"),
    (ex.thirteenth, [17, 12], "correct"), (ex.thirteenth, np.array([18.0, 20.0]), "correct"),
    (ex.thirteenth, (24, 0.1), "correct"), (ex.thirteenth, (17, 21), "wrong"), (ex.thirteenth, (12, 17.0), "wrong"),
    (ex.thirteenth, (17.5, 5), "wrong"), (ex.thirteenth, ("17", "15"), "wrong"), (ex.thirteenth, (1, 2, 3), "wrong"),
    (ex.lever, (100, 1), "correct"), (ex.lever, [230, 3.5], "correct"), (ex.lever, (17, 1000), "wrong"),
    (ex.lever, (5000, 1), "wrong"), (ex.lever, (-50, 30), "wrong"), (ex.lever, (np.nan, 3), "wrong"),
    (ex.lever, (0.1, 30), "correct"),
    (ex.zero, 2.85, "correct"), (ex.zero, "c = 2.846", "correct"), (ex.zero, -2.846, "correct"),
    (ex.zero, np.sqrt(10.1 - 2), "correct"), (ex.zero, 2.83, "wrong"), (ex.zero, 2.9, "wrong"), (ex.zero, 0, "wrong"),
    (ex.zero, "far", "wrong"), (ex.zero, None, "wrong"), (ex.zero, np.nan, "wrong"), (ex.zero, 1e200, "wrong"),
    (ex.thirteenth, {17, 20}, "wrong"), (ex.thirteenth, (True, 1000), "wrong"), (ex.lever, (True, 30), "wrong"),
    (ex.lever, {184, 3.9}, "wrong"), (ex.thirteenth, (24, 0), "wrong"), (ex.thirteenth, (24, 0.01), "correct"),
    (ex.suspects, {"a": "missing 1/n", "b": "missing x", "c": "right", "d": "wrong sign"}, "correct"),
    (ex.logistic_gradient, lambda w, X, y: ((1 / (1 + np.exp(-X @ w)) - y)[:, None] * X).mean(axis=0), "correct"),
    (ex.unscale, lambda slope, height, mean, sd: (slope / sd, height - slope * mean / sd), "correct"),
])
def test_an_answer_is_judged_by_what_it_does(exercise, answer, status):
    assert exercise.check(answer).status == status, exercise.check(answer)


@pytest.mark.parametrize("answer, words", [
    ((23, 20), "pulls the right end up"), ((17.5, 6), "pull the left end up, not yet"), ((30, 1), "17 to 24 cm"),
    ((18, 0), "above 0"), ((23, 5.1), "pull the right end down, not yet"), ((18, 1), "pulls the left end down"),
    ((20.25, 9), "long is its lever")])
def test_a_thirteenth_bird_that_fails_is_told_why(answer, words):
    assert words in repr(ex.thirteenth.check(answer))


def test_every_suspect_is_what_its_verdict_says():
    w = np.array([0.3, 4.5])
    true = gradient(w)
    told = {"right": true, "missing 1/n": len(Y) * true, "wrong sign": -true, "missing x": true[[1, 1]]}
    for name, verdict in solutions.suspects.items():
        assert ex.SUSPECTS[name](w, Z, Y) == pytest.approx(told[verdict])


@pytest.mark.parametrize("exercise, answer, words", [
    (ex.one_point, lambda m, b, x, y: [x, 1], "inner slopes"),
    (ex.one_point, lambda m, b, x, y: [2 * (y - m * x - b), 2 * (y - m * x - b) * x], "exchanged, and both"),
    (ex.one_point, lambda m, b, x, y: [2 * (m * x + b - y) * x, 2 * (y - m * x - b)], "sign of the second"),
    (ex.best_line, lambda x, y: [np.polyfit(x, y, 1)[0], np.mean(y)], "height at the mean of x"),
    (ex.best_line, lambda x, y: x @ y / (x @ x), "column of ones is missing"),
    (ex.logistic_gradient, lambda w, X, y: X.T @ ((p := 1 / (1 + np.exp(-X @ w))) * (1 - p) * (p - y)) / len(y),
     "has cancelled"),
    (ex.unscale, lambda slope, height, mean, sd: [slope, height], "line you were given"),
    (ex.zero, 9.9, "κ is about 10,000"), (ex.zero, 10 * np.sqrt(0.99), "10,200"), (ex.zero, 40, "κ is"),
    (ex.zero, 241, "from the mean flipper"), (ex.zero, 3, "κ is 119.0"),
    (ex.suspects, {"A": "missing x", "B": "wrong sign", "C": "right", "D": "missing 1/n"}, "A: how many times"),
    (ex.lever, (24, 0.001), "However far off its mass"),
])
def test_a_mistake_is_told_what_it_is(exercise, answer, words):
    assert words in repr(exercise.check(answer))


def test_the_zero_of_exercise_6_by_singular_values():
    x = (TABLE.x[:, 2] - TABLE.x[:, 2].mean()) / TABLE.x[:, 2].std()
    far = TABLE.x[:, 2].mean() / TABLE.x[:, 2].std()
    for c, kappa, rel in ((2.846, 100, 1e-3), (9.9, 10_000, 1e-2), (9.95, 10_200, 1e-2), (far, 42_743, 1e-4)):
        assert np.linalg.cond(np.column_stack([x + c, np.ones(len(x))])) ** 2 == pytest.approx(kappa, rel=rel)


def test_the_fitted_slope_does_not_depend_on_where_flippers_are_counted_from():
    """The pull on m of a bird at z = 0 is 0, and typed in grams it tilts the line all the same."""
    at_zero = int(np.flatnonzero(abs(Z) < 1e-9)[0])
    typed = Y.copy()
    typed[at_zero] *= 1000
    assert fitted(Z, typed)[0] < 0.3 and fitted(Z, typed)[0] == pytest.approx(fitted(Z + 7, typed)[0])


def test_from_step_1000_to_the_least_loss_the_weight_of_the_radius_turns():
    x, t, *_ = split(8)
    X = np.column_stack([x, np.ones(len(x))])
    w = np.zeros(11)
    for _ in range(1000):
        w = w - ex.logistic_gradient.reference(w, X, t)
    model = LogisticRegression(C=np.inf, tol=1e-10, max_iter=50_000).fit(x, t)
    loss = [np.mean(np.logaddexp(0, X @ v) - t * (X @ v)) for v in (w, np.append(model.coef_[0], model.intercept_))]
    assert w[0] == pytest.approx(0.79, abs=5e-3) and model.coef_[0, 0] == pytest.approx(-13.12, abs=0.1)
    assert loss == pytest.approx([0.1246, 0.1213], abs=5e-5)
