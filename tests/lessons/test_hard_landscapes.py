"""Lesson 10: its answers and the numbers it quotes, held against a second route."""
import numpy as np
import pytest
from sklearn.linear_model import Lasso, LogisticRegression, Ridge

from mathlib import datasets, landscapes
from mathlib.lessons import hard_landscapes as ex
from mathlib.lessons.hard_landscapes import kinks, slips, solutions
from mathlib.optimizers import L1, GradientDescent, descend, soft_threshold


def standardised(x):
    return (x - x.mean(axis=0)) / x.std(axis=0)


@pytest.fixture(scope="module")
def nine():
    """The nine columns of section 10.4 and the centred mass in g."""
    table = datasets.penguins()
    z = standardised(table.x)
    products = [z[:, 0] * z[:, 1], z[:, 0] * z[:, 2], z[:, 1] * z[:, 2]]
    return standardised(np.column_stack([z, z ** 2, *products])), table.y - table.y.mean()


@pytest.mark.parametrize("lam", [1.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 400.0])
def test_the_paths_are_those_of_scikit_learn(nine, lam):
    Z, y = nine
    H, b = Z.T @ Z / len(y), Z.T @ y / len(y)
    rule = L1(GradientDescent(1 / np.linalg.eigvalsh(H)[-1]), lam)
    ours = descend(rule, lambda w: H @ w - b, np.zeros(9), 2000)[-1]
    theirs = Lasso(alpha=lam, fit_intercept=False, tol=1e-14, max_iter=100_000).fit(Z, y).coef_
    assert np.abs(ours - theirs).max() < 1e-6 and ((ours == 0) == (theirs == 0)).all()
    ridge = np.linalg.solve(H + lam / 10 * np.eye(9), b)
    theirs = Ridge(alpha=len(y) * lam / 10, fit_intercept=False, solver="cholesky").fit(Z, y).coef_
    assert np.abs(ridge - theirs).max() < 1e-6 and (ridge != 0).all()


def test_the_tumour_model_is_that_of_scikit_learn():
    table = datasets.breast_cancer()
    S, y = standardised(table.x), table.y
    fit = LogisticRegression(C=1 / (len(y) * 0.01), tol=1e-10, max_iter=10_000).fit(S, y)
    assert fit.coef_[0, 0] == pytest.approx(0.82, abs=0.005) and fit.score(S, y) == pytest.approx(0.944, abs=5e-4)


def test_the_two_cycle_of_the_absolute_value():
    path = descend(GradientDescent(0.1), np.sign, 0.35, 101)
    assert abs(path[-2:]) == pytest.approx([0.05, 0.05]) and path[-1] * path[-2] < 0


@pytest.mark.parametrize("b", [-3.0, -0.4, 0.0, 0.7, 2.0])
@pytest.mark.parametrize("lam", [0.0, 0.5, 1.0])
def test_the_soft_threshold_is_the_lowest_place(b, lam):
    w = np.linspace(-4, 4, 800_001)
    lowest = w[((w - b) ** 2 / 2 + lam * abs(w)).argmin()]
    assert ex.soft.reference(b, lam) == pytest.approx(lowest, abs=1e-5) == soft_threshold(b, lam)


@pytest.mark.parametrize("g, kind", [([1, 2], kinks.UP), ([1, -0.6], kinks.UP), ([1, 0.5], kinks.LEVEL),
                                     ([1, 0.2], kinks.DOWN), ([1, 2.1], kinks.NONE), ([0.9, 1], kinks.NONE)])
def test_a_subgradient_is_judged_as_its_definition_says(g, kind):
    """By the definition, at 200,000 places near and far, and by walking."""
    rng = np.random.default_rng(0)
    q = [1, 0] + rng.normal(size=(200_000, 2)) * 10.0 ** rng.uniform(-3, 1, (200_000, 1))
    below = abs(q[:, 0]) + 2 * abs(q[:, 1]) - 1 - (q - [1, 0]) @ g
    assert (below.min() >= -1e-9) == (kind != kinks.NONE) and kinks.kind_of_step(g) == kind
    if kind != kinks.NONE:
        rises = [abs(1 - t * g[0]) + 2 * abs(t * g[1]) - 1 for t in (1e-1, 1e-3, 1e-6)]
        assert all(np.sign(np.round(r, 12)) == {kinks.UP: 1, kinks.DOWN: -1, kinks.LEVEL: 0}[kind] for r in rises)


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.uphill, [1, -2], "correct"), (ex.uphill, (1.0, 0.51), "correct"),
    (ex.uphill, np.array([[1], [1.5]]), "correct"),
    (ex.uphill, "1, 2", "correct"), (ex.uphill, [1, 0.5], "wrong"), (ex.uphill, [1, 2.01], "wrong"),
    (ex.uphill, [0, 0], "wrong"), (ex.uphill, [1], "not attempted"), (ex.uphill, [1, ...], "not attempted"),
    (ex.cure, lambda t: 1 / (t + 1), "correct"), (ex.cure, lambda t: 0.05 / np.log(t + 2), "correct"),
    (ex.cure, lambda t: 3 / ((t + 2) * np.log(t + 2)), "correct"),
    (ex.cure, lambda t: 0.02 / (t + 1) ** 0.1, "correct"),
    (ex.cure, lambda t: 0.1 * 0.999 ** t, "almost"), (ex.cure, lambda t: 0.1 * 0.99 ** t, "almost"),
    (ex.cure, lambda t: 4 / (t + 1) ** 1.5, "almost"), (ex.cure, lambda t: 2 / (t + 1) ** 1.1, "almost"),
    (ex.cure, lambda t: 0.01, "almost"), (ex.cure, lambda t: 0.0009, "almost"),
    (ex.cure, lambda t: 0.1 if t < 5000 else 0.001, "almost"), (ex.cure, lambda t: -0.1, "wrong"),
    (ex.cure, lambda t: 0.01 * t, "wrong"), (ex.cure, lambda t: 0.1 * 0.5 ** t, "wrong"),
    (ex.cure, lambda t: 10 / (t + 1) ** 2, "wrong"), (ex.cure, lambda t: 0.1 / 2 ** min(t // 1000, 50), "almost"),
    (ex.cure, [1 / (t + 1) for t in range(10_000)].__getitem__, "correct"),
    (ex.cure, lambda t: 0.1 / (t + 1), "wrong"), (ex.cure, lambda t: 0.005, "almost"),
    (ex.cure, lambda t: 0.1 / t if t else 0.1, "wrong"), (ex.cure, lambda t: 0.0, "wrong"),
    (ex.cure, lambda t: 1 / t, "wrong"),
    (ex.way_out, lambda H: -solutions.way_out(H), "correct"),
    (ex.way_out, lambda H: solutions.way_out(H)[:, None], "correct"),
    (ex.way_out, lambda H: list(solutions.way_out(H)), "correct"), (ex.way_out, lambda H: np.zeros(len(H)), "wrong"),
    (ex.soft, lambda b, lam: b - np.clip(b, -lam, lam), "correct"),
    (ex.dies_first, {"first": "b", "its λ": "5", "last": "a", "zeros under L2": 0.0}, "correct"),
    (ex.dies_first, {"first": "B", "its λ": "λ = 5", "last": "A", "zeros under L2": "none"}, "correct"),
    (ex.dies_first, {"first": "B", "its λ": "5 g", "last": "A", "zeros under L2": 0}, "correct"),
    (ex.dies_first, {"first": "B", "its λ": -5, "last": "A", "zeros under L2": 0}, "wrong"),
    (ex.units, {"coefficient": "49,700", "effect of one s.d.": "697.8 g", "penalty, times": "1,000", "rise, times": 1},
     "correct"),
    (ex.units, ex.units.reference | {"effect of one s.d.": 697}, "correct"),
    (ex.units, ex.units.reference | {"effect of one s.d.": 697.2}, "correct"),
    (ex.units, ex.units.reference | {"effect of one s.d.": 695}, "wrong"),
    (ex.units, {"coefficient": 49_685.6, "effect of one s.d.": 698, "penalty, times": 1000, "rise, times": 1},
     "correct"),
    (ex.units, {"coefficient": "49700", "effect of one s.d.": "697.8", "penalty, times": "1000", "rise, times": "1"},
     "correct"),
    (ex.museum, ex.museum.reference | {"II measured": "−840 g"}, "correct"),
    (ex.museum, ex.museum.reference | {"II measured": [-840, 447, -432, 402]}, "correct"),
    (ex.museum, ex.museum.reference | {"II measured": np.full((4, 1), -840.35)}, "correct"),
    (ex.museum, ex.museum.reference | {"II": "Stale"}, "correct"),
    (ex.museum, ex.museum.reference | {"II measured": 840.35}, "wrong"),
    (ex.museum, ex.museum.reference | {"II measured": -1680.7}, "wrong"),
    (ex.museum, ex.museum.reference | {"II measured": "four"}, "wrong"),
    (ex.museum, ex.museum.reference | {"I": "axis"}, "not attempted"),
    (ex.museum, ex.museum.reference | {"II measured": ...}, "not attempted"), (ex.museum, "stale", "wrong"),
    (ex.way_out, slips.not_up, "wrong"), (ex.way_out, slips.unsorted, "wrong"),
    (ex.way_out, lambda H: np.round(solutions.way_out(H), 3), "correct"),
    (ex.way_out, lambda H: solutions.way_out(H) if np.linalg.eigvalsh(H)[0] < -1e-9 else [0] * len(H), "correct"),
    (ex.way_out, lambda H: "no", "wrong"), (ex.way_out, lambda H: 1.01 * solutions.way_out(H), "almost"),
    (ex.cure, lambda t: [0.1], "wrong"), (ex.cure, lambda t: np.nan, "wrong"),
    (ex.dies_first, {"first": -5, "its λ": 5, "last": "30", "zeros under L2": "None"}, "correct"),
    (ex.dies_first, ex.dies_first.reference | {"its λ": "5 kg"}, "wrong"),
    (ex.units, ex.units.reference | {"coefficient": "4.97e4 g/m", "penalty, times": "×1,000"}, "correct"),
    (ex.uphill, [1, 2, 0], "not attempted"), (ex.uphill, 3, "not attempted"),
    (ex.cure, slips.wide_log, "wrong"), (ex.cure, slips.wide_root, "wrong"), (ex.cure, slips.wider_root, "wrong"),
    (ex.cure, lambda t: 1 / np.sqrt(t + 1), "correct"), (ex.cure, lambda t: 0.9 / np.sqrt(t + 1), "correct"),
    (ex.way_out, slips.never, "wrong"), (ex.way_out, slips.by_det, "wrong"), (ex.way_out, slips.all_ways_unit, "wrong"),
    (ex.soft, lambda b, lam: np.where(b > lam, b - lam, np.where(b < -lam, b + lam, 0)), "correct"),
])
def test_an_answer_is_judged_by_what_it_does(exercise, answer, status):
    assert exercise.check(answer).status == status, exercise.check(answer)


@pytest.mark.parametrize("exercise, answer, words", [
    (ex.cure, lambda t: 0.1 / (t + 1), "has not come as far as 0"),
    (ex.cure, lambda t: 0.1 / (t + 1), "Both conditions hold"),
    (ex.cure, lambda t: 10 / (t + 1) ** 2, "stopped short on the way back"),
    (ex.cure, lambda t: 0.01 * (t + 1), "does not go to 0"), (ex.cure, lambda t: 0.2, "does not go to 0"),
    (ex.cure, lambda t: 0.1 * 0.5 ** t, "shorter than the shortest"),
    (ex.cure, lambda t: 0.0, "not a positive number"), (ex.cure, lambda t: 0.005, "cycles on"),
    (ex.cure, lambda t: 0.1 * 0.99 ** t, "falls short of some start"),
    (ex.way_out, lambda H: np.eye(len(H))[0], "bend along it"), (ex.way_out, lambda H: 3 * solutions.way_out(H), "has "
     "length 1"),
    (ex.way_out, lambda H: np.linalg.eigh(H)[1][:, -1], "whatever its eigenvalue"),
    (ex.way_out, lambda H: np.linalg.eigvalsh(H)[0] * solutions.way_out(H), "has length 1"),
    (ex.soft, lambda b, lam: b - lam, "moves every b down"),
    (ex.soft, lambda b, lam: max(abs(b) - lam, 0) * np.sign(b), "np.maximum and np.where take arrays"),
    (ex.soft, lambda b, lam: b - lam if b > lam else b + lam if b < -lam else 0, "np.maximum and np.where"),
    (ex.cure, lambda t: 0.5 / (t + 1), "adds up to less than 8"),
    (ex.cure, lambda t: 0.1 * 0.98 ** t, "from there the walk stops short"),
    (ex.cure, lambda t: np.nan, "not a positive number"), (ex.cure, lambda t: -0.1, "not a positive number"),
    (ex.way_out, slips.not_up, "bends neither up nor down"), (ex.way_out, slips.unsorted_test, "does not sort"),
    (ex.way_out, lambda H: 0, "a single number"),
    (ex.dies_first, ex.dies_first.reference | {"its λ": -5}, "weighs a size and is not negative"),
    (ex.dies_first, ex.dies_first.reference | {"its λ": 2.5}, "exactly its size."),
    (ex.uphill, [1, 2, 0], "two numbers"), (ex.uphill, "up", "two numbers"),
    (ex.museum, ex.museum.reference | {"II measured": np.array([-4201.75, -477, 378, -698])}, "first entry of slope2"),
    (ex.dies_first, ex.dies_first.reference | {"its λ": 4.99}, "exactly its size"),
    (ex.uphill, [2, 2], "slope in x, which is 1"),
    (ex.uphill, [1, 0.5], "leaves f where it is"), (ex.uphill, [1, -3], "at (1, −1) f is 3".replace("−", "-")),
    (ex.dies_first, ex.dies_first.reference | {"zeros under L2": 2}, "divides each by 1 + λ"),
    (ex.units, ex.units.reference | {"effect of one s.d.": 698_000}, "49.7 g per mm times 14.04 mm"),
    (ex.units, {"coefficient": 0.0497, "effect of one s.d.": 0.000698, "penalty, times": 0.001, "rise, times": 1},
     "the wrong way"),
    (ex.cure, slips.wide_log, "last steps are longer than 0.01"), (ex.cure, slips.wide_root, "last steps are longer"),
    (ex.cure, slips.wider_root, "shrink faster, or begin smaller"),
    (ex.cure, lambda t: 0.1 / t, "t begins at 0"), (ex.cure, lambda t: 0.1 / np.sqrt(t), "t begins at 0"),
    (ex.cure, lambda t: 1 / np.log(t + 1), "t begins at 0"),
    (ex.way_out, lambda H: np.linalg.eigvalsh(H), "how much the ground bends"),
    (ex.way_out, slips.tested_eigenvalues, "The way out is a direction"),
    (ex.way_out, slips.only_a_top, "One negative eigenvalue is enough"),
    (ex.way_out, slips.by_det, "minus signs cancel"), (ex.way_out, slips.largest_size, "of largest size"),
    (ex.way_out, slips.smallest_size, "of smallest size"), (ex.way_out, slips.untested_smallest, "in a bowl as well"),
    (ex.way_out, slips.along_an_axis, "axes of the map"), (ex.way_out, slips.untested_axis, "axes of the map"),
    (ex.way_out, slips.axis_by_sign, "asked the diagonal"),
    (ex.way_out, slips.all_ways, "added up"), (ex.way_out, slips.all_ways_unit, "shortened the sum"),
    (ex.way_out, lambda H: np.zeros(len(H)), "The length is 0.0; expected 1.0"),
    (ex.way_out, lambda H: np.zeros(len(H)), "never a way out"),
    (ex.soft, lambda b, lam: np.where(b > 0, b - lam, b + lam), "does not stop there"),
    (ex.soft, lambda b, lam: np.sign(b) * np.max(np.abs(b) - lam, 0), "largest along axis 0"),
    (ex.soft, lambda b, lam: abs(b) - lam, "loses the sign"),
    (ex.soft, lambda b, lam: max(b - lam, 0), "for arrays write np.maximum"),
    (ex.soft, lambda b, lam: b * (1 - lam), "in proportion"),
    (ex.museum, ex.museum.reference | {"II measured": 840.35}, "other way round"),
    (ex.museum, ex.museum.reference | {"II measured": -1680.7}, "twice the slope"),
    (ex.museum, ex.museum.reference | {"II measured": -4201.754}, "w2 is where the walk is now"),
    (ex.museum, ex.museum.reference | {"II measured": 341.97}, "second of the four"),
    (ex.museum, ex.museum.reference | {"II measured": 287.1}, "last of the four"),
])
def test_a_wrong_answer_is_told_why(exercise, answer, words):
    assert words in repr(exercise.check(answer))


@pytest.mark.parametrize("eta", [lambda t: 0.0, lambda t: -0.1, lambda t: 0.01 * t, lambda t: 0.01 * (t + 1)])
def test_a_sentence_on_shrinking_is_said_of_what_shrinks(eta):
    assert "shrink so quickly" not in repr(ex.cure.check(eta)) and ex.cure.check(eta).status == "wrong"


@pytest.mark.parametrize("answer", [2.5, 4.99, 6])
def test_a_positive_weight_is_not_told_that_it_is_negative(answer):
    assert "negative" not in repr(ex.dies_first.check(ex.dies_first.reference | {"its λ": answer}))


def test_exhibit_two_by_a_fresh_prediction_each_round_and_its_slope_by_hand():
    """The first slope at w2 is minus the mean of what is missed; the mended loop has its own slope there."""
    table = datasets.penguins()
    A, w = np.column_stack([np.ones(342), standardised(table.x)]), np.zeros(4)
    for _ in range(8):
        w = w - 0.1 * A.T @ (0 * w[0] - table.y) / 342
    assert np.mean(A @ w - table.y) == pytest.approx(ex.museum.reference["II measured"], abs=0.01)
    assert A.T @ (A @ w - table.y) / 342 == pytest.approx([-840.351, 341.975, -339.887, 287.146], abs=1e-3)
    assert A.T[0] @ (0 - table.y) / 342 == pytest.approx(-4201.754, abs=1e-3)


def test_the_fit_of_the_tumours_has_no_slope_left():
    table = datasets.breast_cancer()
    S, y = standardised(table.x), table.y
    w, c = ex.logistic_fit(S, y, 0.01)
    fit = LogisticRegression(C=1 / (len(y) * 0.01), tol=1e-10, max_iter=10_000).fit(S, y)
    assert w == pytest.approx(fit.coef_[0], abs=1e-4) and c == pytest.approx(fit.intercept_[0], abs=1e-4)


def test_no_level_place_with_ten_inputs_is_a_minimum_but_descent_finds_one_from_each_start():
    f, gradient, hessian = landscapes.random_ground(10, np.random.default_rng(5))
    x = np.random.default_rng(6).normal(0, 2, (12, 10))
    for _ in range(3000):
        x = x - 0.02 * gradient(x)
    assert abs(gradient(x)).max() < 1e-6 and np.linalg.eigvalsh(hessian(x)).min() > 0
    assert len(np.unique(x.round(1), axis=0)) > 6


def test_the_share_of_starts_by_a_second_walk():
    """Newton's flow in place of fixed steps: shorter and shorter ones on a coarse grid, from the formula alone."""
    rng = np.random.default_rng(28)
    k, phase = rng.normal(size=(200, 2)), rng.uniform(0, 2 * np.pi, 200)
    side = np.linspace(-3.9, 3.9, 40)
    x = np.stack(np.meshgrid(side, side), -1).reshape(-1, 2)
    for _ in range(400):
        x = x - 0.03 * (x / 2 - 0.2 * np.sin(x @ k.T + phase) @ k)
    assert np.mean(np.hypot(*(x - [-1.78, 1.79]).T) < 0.3) == pytest.approx(0.22, abs=0.015)
    assert int(np.ceil(np.log(0.05) / np.log(1 - 0.223))) == 12
