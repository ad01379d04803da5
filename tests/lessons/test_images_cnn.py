"""Lesson 15: its answers and the numbers it quotes, by a second route."""
import json
from functools import lru_cache
from pathlib import Path

import numpy as np
import pytest
from scipy import signal

from mathlib import autodiff, datasets, layers, numdiff
from mathlib.autodiff import Tensor
from mathlib.lessons import images_cnn as ex
from mathlib.lessons.images_cnn import judging, slips, solutions
from mathlib.optimizers import Adam, Cosine, Trainer

RECORDED = json.loads((Path(__file__).parents[1] / "recorded" / "images_cnn.json").read_text(encoding="utf-8"))
IMAGES, LABELS = datasets.digits()
ROWS, VALIDATION, TEST = np.split(np.random.default_rng(13).permutation(len(LABELS)), [1200, 1440])


# ---- the net of the lesson, trained once a seed

def scores(net, X):
    pooled = autodiff.max_pool(autodiff.relu(autodiff.conv2d(X[:, None], *net[:2])))
    return autodiff.linear(pooled.reshape(len(X), 216), *net[2:])


@lru_cache(maxsize=4)
def trained(seed, factor=1.0, nudge=0.0):
    """Its losses and scores of the test images; factor: on the kernels' gradient; nudge: relative, on the start."""
    rng = np.random.default_rng(seed)
    net = [*layers.conv(1, 24, 3, rng), *layers.dense(216, 10, rng)]
    for w in net:
        w.value = w.value * (1 + nudge * np.cos(np.arange(w.value.size)).reshape(w.shape))
    trainer, rng, losses = Trainer(Adam(lr=Cosine(0.03, 360)), net), np.random.default_rng(seed), []
    for _ in range(12):
        for rows in np.split(rng.permutation(ROWS), 30):
            loss = autodiff.cross_entropy(scores(net, IMAGES[rows]), LABELS[rows])
            loss.backward()
            net[0].grad = net[0].grad * factor
            trainer.step()
            losses.append(float(loss))
    return np.array(losses), scores(net, IMAGES[TEST]).value


def test_the_training_is_that_of_pytorch():
    """Same start, batches and rule, so that the two curves must agree to the digits recorded, with no band at all."""
    losses, found = trained(2)
    run = RECORDED["runs"]["2"]
    assert losses.reshape(20, -1).mean(axis=1) == pytest.approx(run["losses"], abs=2e-5)
    assert np.mean(found.argmax(axis=1) == LABELS[TEST]) == pytest.approx(run["test"], abs=1e-5)


def test_what_the_lesson_says_of_the_five_nets_holds_in_pytorch_too():
    shares = [100 * run["test"] for run in RECORDED["runs"].values()]
    assert min(shares) >= 98 and np.mean(shares) == pytest.approx(98.7, abs=0.05)


def test_printed_shares_do_not_hang_on_the_last_digit():
    """A start that differs by 1e−13 ends at scores that differ by far less than the smallest margin of a decision."""
    (_, one), (_, other) = trained(2), trained(2, nudge=1e-13)
    top = np.sort(one, axis=1)
    assert abs(one - other).max() < 1e-8 < 1e-3 < (top[:, -1] - top[:, -2]).min()


def test_adam_hides_a_mean():
    (_, right), (_, wrong) = trained(2), trained(2, factor=1 / 36)
    shares = [100 * np.mean(found.argmax(axis=1) == LABELS[TEST]) for found in (right, wrong)]
    assert abs(shares[0] - shares[1]) < 1


def test_both_nets_have_as_many_parameters():
    rng = np.random.default_rng(0)
    nets = ([*layers.conv(1, 24, 3, rng), *layers.dense(216, 10, rng)],
            [*layers.dense(64, 32, rng), *layers.dense(32, 10, rng)])
    assert [sum(w.value.size for w in net) for net in nets] == [2410, 2410]


# ---- gradients, by SciPy, by differences and by the engine

def test_the_unknown_filter_is_sobels_and_its_slope_is_a_sum():
    x, K = IMAGES[0], np.array([[-1.0, 0, 1]] * 3)
    sobel = np.array([[-1.0, -2, -1], [0, 0, 0], [1, 2, 1]])
    assert ex.through(x) == pytest.approx(signal.correlate2d(x, sobel, "valid"))
    r = signal.correlate2d(x, K, "valid") - ex.through(x)
    assert signal.correlate2d(x, r, "valid")[0, 0] == pytest.approx(np.sum(r * x[:6, :6]))
    assert np.sum(r * x[:6, :6]) == pytest.approx(-5.58, abs=0.01)
    windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3)).reshape(36, 9)
    curvatures = np.linalg.eigvalsh(windows.T @ windows)
    assert 44 < curvatures[-1] < 44.5 and (1 - 0.04 * curvatures[0]) ** 1000 < 1e-6, "what the lesson's η rests on"


def test_what_the_figures_say_of_the_output_and_of_the_products():
    x, K = IMAGES[0], np.array([[-1.0, 0, 1]] * 3)
    y = signal.correlate2d(x, K, "valid")
    sizes = [y[:, 0].min(), y[:, 0].max(), y[:, -1].max(), y[:, -1].min(), y[:, 2].max(), y[:, 2].min(), y[:, 3].max()]
    assert np.round(sizes, 1).tolist() == [1.9, 2.5, -1.5, -2.1, -0.6, -2.2, 1.8]
    products = (y - ex.through(x)) * x[:6, :6]
    assert np.sum(products != 0) == np.sum(x[:6, :6] > 0) == 22
    assert np.round([products[products > 0].sum(), products[products < 0].sum()], 1).tolist() == [6.8, -12.4]
    assert products[1, 3] == products.max() == pytest.approx(3.46, abs=0.005)
    assert abs(products).argmax() == products.argmax()


@pytest.mark.parametrize("places", [1, 36])
def test_drawn_maps_are_those_of_the_engine(places):
    """With a kernel of its own in each place: the place's entry of the map that this kernel has everywhere."""
    kernels = np.random.default_rng(3).normal(0, np.sqrt(2 / 9), (24, places, 9))
    maps = np.zeros((5, 24, 36))
    for place in range(36):
        K = Tensor(kernels[:, place % places].reshape(24, 1, 3, 3))
        everywhere = autodiff.conv2d(IMAGES[:5, None], K, np.zeros(24)).value
        maps[:, :, place] = everywhere.reshape(5, 24, 36)[:, :, place]
    pooled = autodiff.relu(autodiff.max_pool(Tensor(maps.reshape(5, 24, 6, 6)))).value.reshape(5, 216)
    assert ex.drawn_maps(IMAGES[:5], 3, places) == pytest.approx(pooled)


@pytest.mark.parametrize("shape", [(1, 1, 5, 5, 3, 3), (3, 2, 6, 5, 4, 3)])
def test_the_kernels_gradient_by_scipy_and_by_the_engine(shape):
    B, F, H, W, h, w = shape
    rng = np.random.default_rng(B)
    X, G = rng.normal(size=(B, H, W)), rng.normal(size=(B, F, h, w))
    by_scipy = [sum(signal.correlate2d(X[n], G[n, f], "valid") for n in range(B)) for f in range(F)]
    K = Tensor(rng.normal(size=(F, 1, H - h + 1, W - w + 1)))
    (autodiff.conv2d(X[:, None], K, np.zeros(F)) * G).sum().backward()
    found = solutions.kernel_gradient(X, G)
    assert found == pytest.approx(np.array(by_scipy)) and found == pytest.approx(K.grad[:, 0])


def test_the_input_gradient_is_a_true_convolution_and_the_engines():
    rng = np.random.default_rng(1)
    G, K = rng.normal(size=(4, 3)), rng.normal(size=(2, 3))
    assert solutions.input_gradient(G, K) == pytest.approx(signal.convolve2d(G, K))
    x = Tensor(rng.normal(size=(1, 1, 5, 5)))
    (autodiff.conv2d(x, K[None, None], np.zeros(1)) * G).sum().backward()
    assert solutions.input_gradient(G, K) == pytest.approx(x.grad[0, 0])


def test_the_way_back_through_pooling_is_measured_where_nothing_ties_and_the_engines_where_it_does():
    rng = np.random.default_rng(3)
    x, g = rng.normal(size=(4, 6)), rng.normal(size=(2, 3))
    measured = numdiff.gradient(lambda x: np.sum(g * x.reshape(2, 2, 3, 2).max(axis=(1, 3))), x)
    assert solutions.pool_back(x, g) == pytest.approx(measured, abs=1e-7)
    flat = Tensor(np.round(x))
    (autodiff.max_pool(flat) * g).sum().backward()
    assert solutions.pool_back(flat.value, g) == pytest.approx(flat.grad)


@pytest.mark.parametrize("n, k, padding, stride", [(8, 3, 0, 1), (9, 4, 2, 3), (6, 2, 0, 2), (11, 5, 1, 4)])
def test_the_output_has_the_size_that_is_said(n, k, padding, stride):
    out = autodiff.conv2d(np.zeros((1, 1, n, n)), Tensor(np.zeros((1, 1, k, k))), np.zeros(1), padding, stride)
    assert out.shape[2:] == 2 * (solutions.out_size(n, k, padding, stride),)


# ---- answers

@pytest.mark.parametrize("column, status", [(0, "wrong"), (1, "correct"), (2, "wrong"), (3, "wrong")])
def test_which_pixel_pooling_lets_go(column, status):
    image = np.zeros((4, 4))
    image[2, column] = 0.5
    assert ex.unsettled.check(image).status == status
    assert ex.unsettled.check(image.tolist()).status == status


@pytest.mark.parametrize("answer", [
    "one pixel", [1, 0, 0, 0], np.zeros((4, 4)), np.ones((4, 4)), np.full((4, 4), np.nan), np.eye(5), None, 3,
    [[0, 2, 0, 0]] + [[0] * 4] * 3, [[0, "a", 0, 0]] + [[0] * 4] * 3, np.array([[0, 0, 1, 0]] * 4)])
def test_images_that_refute_nothing_get_a_sentence(answer):
    verdict = ex.unsettled.check(answer)
    assert verdict.status == "wrong" and verdict.message[-1] in ".?" and "raises" not in verdict.message


ROW = [0, 0.5, 0, 0]


@pytest.mark.parametrize("answer, words", [
    ([[0, 1 + 5j, 0, 0]] + 3 * [4 * [0]], "the complex number 1+5j"),
    (np.array([[0, 1 + 5j, 0, 0]] + 3 * [4 * [0]]), "an array of complex numbers"),
    ([[0, 10 ** 400, 0, 0]] + 3 * [4 * [0]], "too large for a floating-point number"),
    ([ROW, ROW, ROW, [0]], "a list whose rows differ in length"), ([ROW, ROW], "an array of shape (2, 4)"),
    (None, "None, where an array of shape (4, 4)"), ([[0, 1.5, 0, 0]] + 3 * [ROW], "Ink lies between 0 and 1")])
def test_what_is_no_image_is_told_why(answer, words):
    verdict = ex.unsettled.check(answer)
    assert verdict.status == "wrong" and words in verdict.message


@pytest.mark.parametrize("answer", [[[..., ...], ...], [[0, ..., 0, 0], ...], [ROW, ROW, ROW, [0, 0, ..., 0]],
                                    [ROW, [0], ...], [..., ROW]])
def test_an_image_with_dots_is_not_attempted(answer):
    assert ex.unsettled.check(answer).status == "not attempted"


def test_kernels_stand_side_by_side_with_lines_between_them():
    kernels = np.arange(1.0, 91).reshape(10, 3, 3)
    picture = ex.mosaic(kernels, columns=8)
    assert picture.shape == (7, 31)
    for i, j in np.ndindex(7, 31):
        (row, a), (column, b) = divmod(i, 4), divmod(j, 4)
        k = 8 * row + column
        assert picture[i, j] == (kernels[k, a, b] if a < 3 and b < 3 and k < 10 else 0)


def test_pooling_and_moving_are_those_of_the_engine():
    x = np.random.default_rng(4).random((4, 4))
    assert judging.pooled(x) == pytest.approx(autodiff.max_pool(Tensor(x)).value)
    assert judging.moved(x)[:, 1:] == pytest.approx(x[:, :-1]) and not judging.moved(x)[:, 0].any()


def test_what_looks_like_a_slip_and_is_none():
    G = np.random.default_rng(5).normal(size=(2, 1, 3, 3))
    X = np.random.default_rng(6).normal(size=(2, 5, 5))
    assert slips.turned(X, G) != pytest.approx(solutions.kernel_gradient(X, G))
    loops = ex.kernel_gradient.check(lambda X, G: [[[np.sum(G[:, f] * X[:, a:a + G.shape[2], b:b + G.shape[3]])
                                                     for b in range(X.shape[2] - G.shape[3] + 1)]
                                                    for a in range(X.shape[1] - G.shape[2] + 1)]
                                                   for f in range(G.shape[1])])
    assert loops.status == "correct"


def test_a_little_ink_that_crosses_is_enough():
    image = np.zeros((4, 4))
    image[0, 1] = 1e-9
    assert ex.unsettled.check(image).status == "correct"


@pytest.mark.parametrize("rows", [[1, 1, 1, 0], [1, 0, 0, 0], [0, 0, 1, 0]])
def test_what_is_said_of_a_stroke_that_pooling_hides_is_true_of_it(rows):
    message = ex.unsettled.check([rows] * 4).message
    assert "What if a tile gains its largest ink, or loses it?" in message and "crosses" not in message


def test_relu_and_pooling_may_change_places():
    x = np.random.default_rng(7).normal(size=(2, 3, 6, 6))
    one, other = Tensor(x), Tensor(x)
    (autodiff.max_pool(autodiff.relu(one)) ** 2).sum().backward()
    (autodiff.relu(autodiff.max_pool(other)) ** 2).sum().backward()
    assert one.grad == pytest.approx(other.grad)
