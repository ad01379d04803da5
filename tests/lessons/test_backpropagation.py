"""Lesson 13: its answers and the numbers it quotes, by a second route."""
from fractions import Fraction

import mpmath
import numpy as np
import pytest
from sklearn.neural_network import MLPClassifier

from mathlib import autodiff, datasets, layers, numdiff
from mathlib.autodiff import Tensor
from mathlib.demos.networks.strip import bias_norms
from mathlib.lessons import backpropagation as ex
from mathlib.lessons.backpropagation import judging, slips, solutions


def mean_loss(Z, labels):
    """The mean cross-entropy from scores."""
    Z = Z - Z.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(Z)), labels])


def test_p_minus_y_by_differences_with_forty_digits():
    """PyTorch-free and NumPy-free: a difference quotient of −log p with mpmath."""
    mpmath.mp.dps = 40
    z, label, h = [mpmath.mpf(v) for v in ("2.5", "-1", "0.3", "9")], 2, mpmath.mpf(10) ** -15

    def loss(z):
        return -mpmath.log(mpmath.e ** z[label] / sum(mpmath.e ** v for v in z))

    total = sum(mpmath.e ** v for v in z)
    for k in range(4):
        up, down = ([v + (t if j == k else 0) for j, v in enumerate(z)] for t in (h, -h))
        measured = (loss(up) - loss(down)) / (2 * h)
        assert abs(measured - (mpmath.e ** z[k] / total - (k == label))) < mpmath.mpf(10) ** -22


@pytest.mark.parametrize("B, classes", [(1, 2), (5, 10), (7, 3)])
def test_the_score_gradient_is_the_measured_one_and_that_of_the_jacobian(B, classes):
    rng = np.random.default_rng(B)
    Z, labels = rng.normal(size=(B, classes)), rng.integers(classes, size=B)
    P = np.exp(Z) / np.exp(Z).sum(axis=1, keepdims=True)
    found = ex.score_gradient.reference(P, labels)
    assert found == pytest.approx(numdiff.gradient(lambda Z: mean_loss(Z, labels), Z), abs=1e-8)
    by_rows = [(-np.eye(classes)[c] / p) @ (np.diag(p) - np.outer(p, p)) / B for p, c in zip(P, labels)]
    assert found == pytest.approx(np.array(by_rows))


def test_the_nine_steps_are_measured_slopes():
    X, Y, W1, b1, W2, b2 = judging.batch(4, 3, 5, 4, 11)
    Z1, H, P = judging.forward(X, W1, b1, W2, b2)
    found = solutions.nine_steps(X, Y, W1, W2, Z1, H, P)
    labels = Y.argmax(axis=1)

    def from_H(H):
        return mean_loss(H @ W2 + b2, labels)

    measured = {
        "dZ2": (lambda Z: mean_loss(Z, labels), H @ W2 + b2), "db2": (lambda b: mean_loss(H @ W2 + b, labels), b2),
        "dW2": (lambda W: mean_loss(H @ W + b2, labels), W2), "dH": (from_H, H),
        "dZ1": (lambda Z: from_H(np.maximum(Z, 0)), Z1), "db1": (lambda b: from_H(np.maximum(X @ W1 + b, 0)), b1),
        "dW1": (lambda W: from_H(np.maximum(X @ W + b1, 0)), W1),
        "dX": (lambda X: from_H(np.maximum(X @ W1 + b1, 0)), X)}
    assert found["dl"] == pytest.approx(np.full(4, 0.25))
    for name, (loss, at) in measured.items():
        assert found[name] == pytest.approx(numdiff.gradient(loss, at), abs=1e-7), name


def test_the_judge_and_the_engines_own_cross_entropy_agree():
    X, Y, W1, b1, W2, b2 = judging.batch(6, 3, 5, 4, 12)
    tensors = [Tensor(w) for w in (W1, b1, W2, b2)]
    hidden = autodiff.relu(autodiff.linear(X, *tensors[:2]))
    autodiff.cross_entropy(autodiff.linear(hidden, *tensors[2:]), Y.argmax(axis=1)).backward()
    found = judging.by_engine(X, Y, W1, b1, W2, b2)
    for name, tensor in zip(("dW1", "db1", "dW2", "db2"), tensors):
        assert found[name] == pytest.approx(tensor.grad)


@pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")
def test_another_library_reads_the_digits_as_well_on_the_same_parts():
    images, labels = datasets.digits()
    order = np.random.default_rng(13).permutation(len(labels))
    rows, test = order[:1200], order[1440:]
    assert len(test) == 357
    net = MLPClassifier((100,), random_state=0, max_iter=150).fit(images[rows].reshape(-1, 64), labels[rows])
    assert net.score(images[test].reshape(-1, 64), labels[test]) >= 0.97


# ---- depth

def mean_square_after(activation, c, layers=1, samples=400_000):
    """E[a(z)²] / E[h²] of a layer with many inputs, by drawing z from N(0, c² E[h²])."""
    z = c * np.random.default_rng(1).normal(size=samples)
    return np.mean(activation(z) ** 2)


@pytest.mark.parametrize("a", [0.0, 0.1, 0.5, 1.0])
def test_the_scale_that_keeps_the_size_does_so_by_drawing(a):
    c = ex.keep.reference(a)
    assert mean_square_after(lambda z: np.where(z > 0, z, a * z), c) == pytest.approx(1, abs=0.01)


def test_root_2_is_the_scale_of_he():
    assert ex.keep.reference(0.0) / np.sqrt(64) == pytest.approx(layers.he(64))


@pytest.mark.parametrize("c, low, high", [(1, 4e-4, 2.2e-3), (np.sqrt(2), 0.3, 2), (2, 250, 1500)])
def test_the_norms_at_depth_20(c, low, high):
    assert low < np.median([bias_norms("ReLU", c, 20, seed=seed)[0] for seed in range(4)]) < high


def test_sigmoid_is_not_the_only_one_that_suffers_and_tanh_less():
    at_1 = {name: np.median([bias_norms(name, 1, 20, seed=seed)[0] for seed in range(4)])
            for name in ("ReLU", "tanh", "sigmoid")}
    assert at_1["sigmoid"] < 1e-9 < at_1["ReLU"] < 1e-2 < at_1["tanh"]


# ---- starts

def test_the_wards_have_what_their_diagnosis_says():
    rng = np.random.default_rng(13)
    healthy = [np.sqrt(2 / 64) * rng.normal(size=(64, 100)), np.zeros(100), 0.14 * rng.normal(size=(100, 10)),
               np.zeros(10)]
    X, wards = datasets.digits()[0].reshape(-1, 64), ex.wards(*healthy)
    on = {patient: np.maximum(X @ W1 + b1, 0).max(axis=0) > 0 for patient, (W1, b1, _, _) in wards.items()}
    alike = {patient: ex.alike(W1) for patient, (W1, *_) in wards.items()}
    assert alike == {1: True, 2: False, 3: False, 4: True}
    assert on[1].all() and not on[2].any() and on[3].any() and not on[4].any()
    assert all(b1.max() <= 0 and b2.max() <= 0 for _, b1, _, b2 in wards.values())
    Z1, H, P = judging.forward(X[:40], *wards[1])
    dH = solutions.nine_steps(X[:40], np.eye(10)[datasets.digits()[1][:40]], wards[1][0], wards[1][2], Z1, H, P)["dH"]
    assert abs(dH).max() < 1e-15, "ten equal columns of W2, and rows of P − Y that add up to 0"


def test_alike_columns_stay_alike():
    """One hundred units that are one: each step of gradient descent moves all of them by the same."""
    rng = np.random.default_rng(2)
    X, Y = rng.random((12, 5)), np.eye(3)[rng.integers(3, size=12)]
    W1, b1, W2, b2 = np.full((5, 4), 0.5), np.zeros(4), np.full((4, 3), 0.5), np.zeros(3)
    for _ in range(20):
        Z1, H, P = judging.forward(X, W1, b1, W2, b2)
        d = solutions.nine_steps(X, Y, W1, W2, Z1, H, P)
        W1, b1, W2, b2 = W1 - 0.3 * d["dW1"], b1 - 0.3 * d["db1"], W2 - 0.3 * d["dW2"], b2 - 0.3 * d["db2"]
    assert ex.alike(W1) and np.ptp(W2, axis=0).max() < 1e-9 and np.ptp(W2, axis=1).max() > 1e-3


# ---- answers

def test_the_counterexample_is_one_by_differences():
    x, y, w1, w2 = (Fraction(ex.small_loss.reference[key]) for key in ("x", "y", "w1", "w2"))

    def loss(w):
        return (w2 * max(w * x, 0) - y) ** 2

    h = Fraction(1, 10 ** 9)
    assert loss(w1) <= Fraction(1, 100) and abs(loss(w1 + h) - loss(w1 - h)) / (2 * h) >= 10


LAST_OPEN = slips.going_wrong(dX=lambda d: ...)


@pytest.mark.parametrize("exercise, answer, status", [
    (ex.score_gradient, lambda P, labels: (P - np.eye(P.shape[1])[labels]) / P.shape[0], "correct"),
    (ex.score_gradient, lambda P, labels: [[(v - (k == c)) / len(P) for k, v in enumerate(row)]
                                           for row, c in zip(P, labels)], "correct"),
    (ex.score_gradient, lambda P, labels: np.round((P - np.eye(P.shape[1])[labels]) / len(P), 3), "almost"),
    (ex.nine_steps, solutions.nine_steps, "correct"), (ex.nine_steps, LAST_OPEN, "not attempted"),
    (ex.nine_steps, slips.input_not_transposed, "wrong"), (ex.nine_steps, lambda *inputs: None, "wrong"),
    (ex.nine_steps, lambda *inputs: dict.fromkeys(judging.STEPS, ...), "not attempted"),
    (ex.nine_steps, lambda *inputs: dict.fromkeys(judging.STEPS, ...) | {"dl": np.full(len(inputs[0]), 0.25)},
     "not attempted"),
    (ex.nine_steps, lambda *inputs: dict.fromkeys(judging.STEPS, "dZ2"), "wrong"),
    (ex.roles, {key: value.upper() for key, value in solutions.roles.items()}, "correct"),
    (ex.roles, solutions.roles | {"needs η": "learning rate"}, "not attempted"),
    (ex.diagnoses, {str(key): value for key, value in solutions.diagnoses.items()}, "correct"),
    (ex.diagnoses, list(solutions.diagnoses.values()), "correct"), (ex.diagnoses, "dead units", "wrong"),
    (ex.diagnoses, solutions.diagnoses | {3: "dead units"}, "wrong"),
    (ex.keep, lambda a: (2 / (1 + a * a)) ** 0.5, "correct"),
    (ex.keep, lambda a: round((2 / (1 + a * a)) ** 0.5, 3), "correct"),
    (ex.keep, lambda a: round((2 / (1 + a * a)) ** 0.5, 2), "correct"),
    (ex.keep, lambda a: round((2 / (1 + a * a)) ** 0.5, 1), "wrong"),
    (ex.keep, lambda a: -np.sqrt(2 / (1 + a * a)), "almost"),
    (ex.small_loss, {"x": 1, "y": 1, "w1": 0.0011, "w2": 1000}, "correct"),
    (ex.small_loss, {"x": "1", "y": "-0.1", "w1": "1e-9", "w2": 1e6}, "wrong"),
    (ex.small_loss, {"x": -2, "y": 0.05, "w1": -1e-6, "w2": 100}, "correct"),
    (ex.small_loss, {"x": 1000, "y": 1, "w1": 0.00105, "w2": 1}, "correct"),
    (ex.small_loss, {"x": 1, "y": 0.1, "w1": 0, "w2": 1000}, "wrong"),
    (ex.small_loss, {"x": 1, "y": 1, "w1": 1, "w2": 1}, "wrong"), (ex.small_loss, {"x": 1}, "wrong"),
    (ex.small_loss, {"x": 1, "y": 1, "w1": float("inf"), "w2": 1}, "wrong"), (ex.small_loss, "no", "wrong"),
    (ex.small_loss, {"x": 1, "y": 0, "w1": ..., "w2": 1}, "not attempted"),
    (ex.shortened, lambda gradients, most: tuple(
        g * min(1, most / np.linalg.norm(np.concatenate([v.ravel() for v in gradients]))) for g in gradients),
     "correct"),
])
def test_other_answers(exercise, answer, status):
    assert exercise.check(answer).status == status, exercise.check(answer)


def test_the_tenth_is_on_the_line():
    """r = 0.1 is 0.01 up to rounding: whoever takes the hint by its word is right."""
    assert ex.small_loss.check({"x": 1, "y": 0, "w1": 0.1 / 50, "w2": 50}).status == "correct"
    assert ex.small_loss.check({"x": 1, "y": 0, "w1": 0.1 / 49, "w2": 49}).status == "wrong"


@pytest.mark.parametrize("answer, words", [
    (slips.going_wrong(dH=lambda d: (d["W2"] @ d["dZ2"].T), dZ1=lambda d: d["Z1"]), "in step 5 (dH) an array of shape"),
    (slips.going_wrong(dW1=lambda d: d["dZ1"].T @ d["X"]), "steps 1 to 7 right, and in step 8 (dW1)"),
    (lambda *inputs: {}, "keys are missing: dl, dZ2,"),
    (lambda *inputs: {"dl": np.full(len(inputs[0]), 1 / len(inputs[0]))}, "keys are missing: dZ2, db2,"),
    (slips.going_wrong(dX=lambda d: None), "steps 1 to 8 right, and in step 9 (dX) None"),
    (slips.going_wrong(dZ2=lambda d: (d["P"] - d["Y"]) * d["dl"]), "v[:, None] makes a column of v"),
    (lambda *inputs: np.ones(9), "nine keys"), (slips.no_mask, "nothing gets through there"),
    (slips.going_wrong(dZ1=lambda d: d["dH"] * (d["dH"] > 0)), "That is ReLU of the gradient."),
    (slips.sum_of_losses, "classes = 5: in step 1 `dl[0]` = 1, where the engine has 0.25. L is the mean"),
    (slips.input_not_transposed, "A @ B needs as many columns in A as rows in B; here are 5 and 3"),
    (slips.going_wrong(dZ2=lambda d: d["dl"] * (d["P"] - d["Y"])), "shapes (4,) and (4,5) do not fit, place by place"),
    (lambda *inputs: dict.fromkeys(judging.STEPS, "dZ2"), "no array of numbers")])
def test_nine_steps_are_told_how_far_they_are(answer, words):
    verdict = ex.nine_steps.check(answer)
    assert verdict.status == "wrong" and words in verdict.message, verdict
    assert judging.AGREED not in verdict.message and "leads to" not in verdict.message


def p_less_y_in_place(X, Y, W1, W2, Z1, H, P):
    d = solutions.nine_steps(X, Y, W1, W2, Z1, H, P)
    dZ2 = P
    dZ2 -= Y
    dZ2 *= d["dl"][:, None]
    return d | {"dZ2": dZ2}


def mask_in_place(X, Y, W1, W2, Z1, H, P):
    d = solutions.nine_steps(X, Y, W1, W2, Z1, H, P)
    Z1[Z1 > 0], Z1[Z1 < 0] = 1, 0
    return d | {"dZ1": d["dH"] * Z1}


def cleared(name):
    """Right, and one of the inputs filled with zeros at the end."""
    def answer(X, Y, W1, W2, Z1, H, P):
        d = solutions.nine_steps(X, Y, W1, W2, Z1, H, P)
        {"X": X, "Y": Y, "W1": W1, "W2": W2, "Z1": Z1, "H": H, "P": P}[name][:] = 0
        return d
    return answer


@pytest.mark.parametrize("answer, name", [(p_less_y_in_place, "P"), (mask_in_place, "Z1"),
                                          *((cleared(name), name) for name in ("X", "Y", "W1", "W2", "Z1", "H", "P"))])
def test_nine_right_steps_that_write_into_an_input_are_not_right(answer, name, capsys):
    verdict = ex.nine_steps.check(answer)
    assert verdict.status == "almost" and f"after the call `{name}` holds other numbers" in verdict.message, verdict
    assert ex.lend(answer) is solutions.nine_steps and "lent" in capsys.readouterr().out


def test_what_writes_into_an_input_on_the_way_is_told_beside_the_wrong_or_open_step():
    def wrong(X, Y, W1, W2, Z1, H, P):
        P -= Y
        return slips.not_summed(X, Y, W1, W2, Z1, H, P + Y)

    def still_open(*inputs):
        return p_less_y_in_place(*inputs) | {"dX": ...}

    for answer, status in ((wrong, "wrong"), (still_open, "not attempted")):
        verdict = ex.nine_steps.check(answer)
        assert verdict.status == status and "writes into its input, `P`." in verdict.message, verdict


def kink_written_into_dH(X, Y, W1, W2, Z1, H, P):
    d = solutions.nine_steps(X, Y, W1, W2, Z1, H, P)
    dZ1 = d["dH"]
    dZ1[Z1 <= 0] = 0
    return d | {"dZ1": dZ1}


@pytest.mark.parametrize("answer, words", [
    (kink_written_into_dH, "the kink is step 6"), (slips.hidden_after_the_kink, "the kink is step 6"),
    (slips.along_the_row_1, "b1 has one entry for each hidden unit"), (slips.bias_without_dl, "it is in dZ2"),
    (slips.weights_without_dl, "Hᵀ is right"), (slips.hidden_without_dl, "W2ᵀ is right"),
    (slips.transposed_input, "X has a row for each image"), (slips.transposed_hidden, "H has a row for each image")])
def test_nine_steps_name_the_slip(answer, words):
    assert words in ex.nine_steps.check(answer).message, ex.nine_steps.check(answer)


def columns_in_place(P, labels):
    P[:, labels] -= 1
    return P


@pytest.mark.parametrize("answer, words", [
    (slips.label_undivided, "Labels are names"), (slips.only_the_right_one_undivided, "pushed down, each by its p"),
    (slips.softmax_diagonal_undivided, "softmax's diagonal"), (columns_in_place, "takes these columns in every row"),
    (slips.over_forty, "40 is the batch of the lesson")])
def test_the_score_gradient_names_the_idea(answer, words):
    verdict = ex.score_gradient.check(answer)
    assert verdict.status == "wrong" and words in verdict.message, verdict


def test_who_does_what_tells_of_each_wrong_place_and_names_none_twice():
    wrong = solutions.roles | {"needs η": "backward", "finds pixel slopes": "update", "makes the graph": "backward"}
    message = ex.roles.check(wrong).message
    assert all(ex.exercises.ROLES[name] in message for name in ("needs η", "finds pixel slopes", "makes the graph"))
    assert "`" not in message and message.count("finds pixel slopes") == 1


def test_c_that_keeps_h_W_or_is_doubled_is_told_why():
    assert "c = 1 holds h W" in ex.keep.check(lambda a: 1).message
    assert "You doubled c" in ex.keep.check(lambda a: 2 / np.sqrt(1 + a * a)).message


@pytest.mark.parametrize("answer, words", [
    ({"x": 1e200, "y": 0, "w1": 1, "w2": 1}, "too large to compute with"),
    ({"x": 1, "y": 0, "w1": 0.1, "w2": 1}, "The loss is 0.01, its slope in w1 0.2."),
    ({"x": 1, "y": 0, "w1": 1, "w2": 5}, "at most 0.01"), ({"x": 1, "y": 0.05, "w1": -1, "w2": 5}, "The unit is off"),
    ({"x": 1, "y": 0, "w1": 0.01, "w2": 5}, "need not"), ({"x": 1, "y": 5, "w1": 1, "w2": 5}, "exactly 0"),
    ({"x": 1, "y": 1, "w1": 0.036667, "w2": 30}, "The loss is 0.010002, "),
    ({"x": 1, "y": 0, "w1": 0.1 / 49.999999, "w2": 49.999999}, "slope in w1 9.9999998."),
    ({"x": 1, "y": 1, "w1": 0.02, "w2": 50}, "as good as 0")])
def test_what_is_no_counterexample_is_told_why(answer, words):
    verdict = ex.small_loss.check(answer)
    assert verdict.status == "wrong" and words in verdict.message


@pytest.mark.parametrize("answer, words", [
    (lambda P, labels: (P - np.eye(10)[labels]) / len(P), "P has 3 columns here"),
    (lambda P, labels: (P - np.eye(3)[labels]) / len(P), "P has 10 columns here"),
    (lambda P, labels: P - labels, "Labels are names, not amounts"),
    (lambda P, labels: (P - labels[:, None]) / len(P), "Labels are names, not amounts")])
def test_shapes_that_do_not_fit_in_the_scores_are_told_why(answer, words):
    verdict = ex.score_gradient.check(answer)
    assert verdict.status == "wrong" and words in verdict.message, verdict


@pytest.mark.parametrize("slip", [slips.grown, slips.multiplied])
def test_who_is_told_that_c_has_to_shrink_let_it_grow(slip):
    at = np.linspace(0, 1, 11)
    assert (np.diff(slip(at)) > 0).all() and (np.diff(solutions.keep(at)) < 0).all()


def test_open_steps_are_told_how_far_the_others_are():
    assert "steps 1 to 8 right, and step 9 (dX) still open" in ex.nine_steps.check(LAST_OPEN).message
    half = slips.going_wrong(dZ1=lambda d: ..., db1=lambda d: ..., dW1=lambda d: ..., dX=lambda d: ...)
    assert "steps 1 to 5 right" in ex.nine_steps.check(half).message


def test_lend_takes_what_is_right_and_says_so(capsys):
    def mine(*inputs):
        return solutions.nine_steps(*inputs)
    assert ex.lend(mine) is mine and ex.lend(slips.no_mask) is solutions.nine_steps
    assert capsys.readouterr().out.split("\n")[:2] == ["nine_steps: yours", "nine_steps: lent"]


def test_clipping_is_that_of_the_package():
    arrays = [np.array([[3.0, -4.0]]), np.array([12.0])]
    parameters = [Tensor(np.zeros_like(g)) for g in arrays]
    for w, g in zip(parameters, arrays):
        w.grad = g.copy()
    layers.clip_gradients(parameters, 6.5)
    for mine, w in zip(ex.shortened.reference(arrays, 6.5), parameters):
        assert mine == pytest.approx(w.grad)
