"""The rules against their published equations, against PyTorch's recorded steps, and against themselves in place."""
import copy
import json
import math
import pickle
import warnings
from dataclasses import FrozenInstanceError, fields, is_dataclass
from types import SimpleNamespace

import numpy as np
import pytest
from course import ROOT
from hypothesis import given
from hypothesis import strategies as st

from mathlib import autodiff, optimizers
from mathlib.optimizers import (
    L1,
    L2,
    AdaGrad,
    Adam,
    AdamW,
    Constant,
    Cosine,
    GradientDescent,
    InverseTime,
    Lion,
    Momentum,
    Nesterov,
    RMSprop,
    Step,
    Trainer,
    WarmUp,
    descend,
    soft_threshold,
)
from mathlib.optimizers.settings import Range

RECORDED = json.loads((ROOT / "tests" / "recorded" / "optimizers.json").read_text(encoding="utf-8"))
RULES = [GradientDescent(0.02), Momentum(0.02, 0.9), Nesterov(0.02, 0.9), AdaGrad(0.3), RMSprop(0.02, 0.9), Adam(0.1),
         AdamW(0.1, weight_decay=0.05), Lion(0.01), L2(Adam(0.1), 0.05), L1(Momentum(0.02), 0.3),
         Adam(Cosine(0.1, 60, floor=0.01)), L1(L2(GradientDescent(Step(0.02, 7)), 0.1), 0.2)]
every_rule = pytest.mark.parametrize("rule", RULES, ids=repr)
START = np.array([2.5, -0.75, 0.25, -2.0, 0.0])
CURVED = np.array([0.1, 1.0, 5.0, 0.3, 2.0])


def gradient(x):
    """Of the loss in recorded/make_optimizers.py."""
    return 0.4 * x**3 - x + 2 * CURVED * x + 3 * np.cos(3 * x)


# ---- The equations once more, from the papers, one number at a time ---------------------
# Each generator takes the settings and yields, for each gradient sent, the new x of one single parameter.

def gradient_descent(x, lr):
    while True:
        x = x - lr * (yield x)


def momentum(x, lr, beta):
    """Polyak (1964) has no velocity: x' = x − η g + β (x − x before)."""
    before = x
    while True:
        g = yield x
        x, before = x - lr * g + beta * (x - before), x


def nesterov(x, lr, beta):
    """Sutskever et al. (2013), eq. 3 and 4: v' = β v − η ∇f(θ + β v), θ' = θ + v'; x is θ + β v."""
    theta, v = x, 0.0
    while True:
        g = yield theta + beta * v
        v = beta * v - lr * g
        theta = theta + v


def adagrad(x, lr, eps):
    """Duchi, Hazan and Singer (2011): the root of the sum of all squared gradients so far."""
    seen = []
    while True:
        seen.append((yield x))
        x -= lr * seen[-1] / (math.sqrt(math.fsum(g * g for g in seen)) + eps)


def rmsprop(x, lr, beta, eps):
    """Tieleman and Hinton (2012), written out: the weight of a gradient k steps old is (1 − β) βᵏ."""
    seen = []
    while True:
        seen.insert(0, (yield x))
        x -= lr * seen[0] / (math.sqrt(math.fsum((1 - beta) * beta**k * g * g for k, g in enumerate(seen))) + eps)


def adam(x, lr, beta1, beta2, eps, weight_decay=0.0):
    """Kingma and Ba (2015), algorithm 1; with weight_decay, Loshchilov and Hutter (2019), algorithm 2."""
    m = v = t = 0
    while True:
        g = yield x
        t += 1
        m = beta1 * m + (1 - beta1) * g
        v = beta2 * v + (1 - beta2) * g * g
        x -= lr * ((m / (1 - beta1**t)) / (math.sqrt(v / (1 - beta2**t)) + eps) + weight_decay * x)


def lion(x, lr, beta1, beta2):
    """Chen et al. (2023), algorithm 2, without weight decay."""
    m = 0.0
    while True:
        g = yield x
        c = beta1 * m + (1 - beta1) * g
        m = beta2 * m + (1 - beta2) * g
        x -= lr * ((c > 0) - (c < 0))


PUBLISHED = {GradientDescent: gradient_descent, Momentum: momentum, Nesterov: nesterov, AdaGrad: adagrad,
             RMSprop: rmsprop, Adam: adam, AdamW: adam, Lion: lion}
decays = st.floats(0, 0.99)
settings_of = {
    GradientDescent: {}, Momentum: {"beta": decays}, Nesterov: {"beta": decays}, AdaGrad: {"eps": st.just(1e-8)},
    RMSprop: {"beta": decays, "eps": st.just(1e-6)},
    Adam: {"beta1": decays, "beta2": decays, "eps": st.just(1e-6)},
    AdamW: {"beta1": decays, "beta2": decays, "eps": st.just(1e-6), "weight_decay": st.floats(0, 1)},
    Lion: {"beta1": decays, "beta2": decays}}
# multiples of 1/8, so that a sign is a sign in both codes
gradients = st.lists(st.integers(-80, 80).map(lambda k: k / 8), min_size=1, max_size=30)


@pytest.mark.parametrize("kind", PUBLISHED)
@given(data=st.data(), lr=st.floats(1e-4, 0.5), seen=gradients)
def test_a_rule_is_its_published_equation(kind, data, lr, seen):
    settings = {name: data.draw(values, name) for name, values in settings_of[kind].items()}
    rule, x = kind(lr=lr, **settings), np.array([1.25])
    memory, published = rule.start(x), PUBLISHED[kind](1.25, lr=lr, **settings)
    expected = [next(published)] + [published.send(g) for g in seen]
    for g, want in zip(seen, expected[1:], strict=True):
        x, memory = rule.step(x, np.array([g]), memory)
        if kind is not Lion:
            assert x[0] == pytest.approx(want, rel=1e-9, abs=1e-9)
    if kind is Lion:  # where β₁ m and (1 − β₁) g cancel, the sign is decided by round-off: allow no more than that
        assert abs(x[0] - 1.25) <= lr * len(seen) * (1 + 1e-12)


def test_lion_is_its_published_equation():
    seen = np.random.default_rng(1).normal(size=200)
    rule, x, published = Lion(0.01, 0.9, 0.99), np.array([0.5]), lion(0.5, 0.01, 0.9, 0.99)
    memory = rule.start(x)
    next(published)
    for g in map(float, seen):
        x, memory = rule.step(x, np.array([g]), memory)
        assert x[0] == pytest.approx(published.send(g), abs=1e-12)


# ---- PyTorch, step by step ------------------------------------------------------------

@pytest.mark.parametrize("name, rule", [
    ("GradientDescent", GradientDescent(0.02)), ("Momentum", Momentum(0.02, 0.9)), ("Nesterov", Nesterov(0.02, 0.9)),
    ("AdaGrad", AdaGrad(0.3)), ("RMSprop", RMSprop(0.003, 0.9)), ("Adam", Adam(0.1)),
    ("AdamW", AdamW(0.1, weight_decay=0.05)), ("L2", L2(Adam(0.1), 0.05))])
def test_a_hundred_steps_beside_torch(name, rule):
    torch_path = np.array(RECORDED[name])
    assert torch_path.shape == (101, 5) and abs(torch_path[-1] - torch_path[0]).min() > 0.05
    assert np.allclose(descend(rule, gradient, START, 100), torch_path, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name, schedule", [
    ("Step", Step(0.5, every=30, factor=0.5)), ("Cosine", Cosine(0.5, steps=100, floor=0.01)),
    ("InverseTime", InverseTime(0.5, decay=0.05)), ("WarmUp", WarmUp(0.5, steps=10))])
def test_schedules_beside_torch(name, schedule):
    assert [schedule(t) for t in range(100)] == pytest.approx(RECORDED[f"schedule {name}"], rel=1e-12)


def test_schedules_nest():
    both = WarmUp(Step(Constant(0.4), every=20, factor=0.5), steps=4)
    assert [both(t) for t in (0, 1, 3, 4, 19, 20, 40)] == pytest.approx([0.1, 0.2, 0.4, 0.4, 0.4, 0.2, 0.1])
    assert Cosine(0.1, 10)(10) == Cosine(0.1, 10)(1000) == 0


def test_a_schedule_sets_the_rate_of_each_step():
    """On f = x the gradient is 1, so each step of gradient descent is its rate; t = 0 for the first."""
    path = descend(GradientDescent(lambda t: 0.1 / (t + 1)), np.ones_like, 0.0, 4)
    assert -np.diff(path) == pytest.approx([0.1, 0.1 / 2, 0.1 / 3, 0.1 / 4])


# ---- Two views of one rule --------------------------------------------------------------

def parameter(value, grad=None):
    return SimpleNamespace(value=np.array(value, float), grad=grad)


@every_rule
def test_in_place_is_the_equation(rule):
    """40 steps of `update` on six parameters, small and large, end where `step` ends, to round-off."""
    rng = np.random.default_rng(0)
    shapes = [(), (3,), (4, 5), (2, 3, 4), (300, 250), (9000,)]
    parameters = [parameter(rng.normal(size=shape)) for shape in shapes]
    x = np.concatenate([p.value.ravel() for p in parameters])
    trainer, memory = Trainer(rule, parameters), rule.start(x)
    for _ in range(40):
        grads = [np.array(rng.normal(size=shape)) for shape in shapes]
        for p, g in zip(parameters, grads, strict=True):
            p.grad = g
        trainer.step()
        x, memory = rule.step(x, np.concatenate([g.ravel() for g in grads]), memory)
    assert np.allclose(np.concatenate([p.value.ravel() for p in parameters]), x, rtol=1e-10, atol=1e-12)
    assert [p.value.shape for p in parameters] == shapes


@every_rule
def test_a_step_changes_neither_point_nor_gradient(rule):
    x, g = START.copy(), gradient(START)
    memory = rule.start(x)
    for _ in range(2):
        _, later = rule.step(x, g, memory)
        assert np.array_equal(x, START) and np.array_equal(g, gradient(START))
        assert all(not np.any(kept) for kept in memory)
        assert later[0] == 1 and len(later) == len(memory)


@every_rule
def test_in_place_leaves_the_gradient_alone(rule):
    p, g = parameter(START), gradient(START)
    p.grad = g
    Trainer(rule, [p]).step()
    assert np.array_equal(g, gradient(START)) and p.grad is None and not np.array_equal(p.value, START)


@every_rule
def test_a_rule_names_its_memories(rule):
    x = START.copy()
    memory = rule.start(x)
    assert len(rule.memories) == len(memory[1:]) and all(isinstance(name, str) for name in rule.memories)
    _, memory = rule.step(x, gradient(x), memory)
    assert all(kept.shape == x.shape and kept.any() for kept in memory[1:])


def test_memories_have_the_letters_of_the_page():
    rules = [GradientDescent(), Momentum(), Nesterov(), AdaGrad(), RMSprop(), Adam(), AdamW(), Lion(), L1(Adam(), 0.1)]
    assert [rule.memories for rule in rules] == [
        (), ("v",), ("v",), ("s",), ("s",), ("m", "v"), ("m", "v"), ("m",), ("m", "v")]


@pytest.mark.parametrize("rule", [Adam(0.1), AdamW(0.1)], ids=repr)
def test_adam_says_its_memories_without_their_start_at_0(rule):
    """After steps with one and the same gradient, m̂ is that gradient and v̂ its square, from the first step on."""
    x, g = np.zeros(2), np.array([3.0, -0.5])
    memory = rule.start(x)
    for _ in range(3):
        x, memory = rule.step(x, g, memory)
        m_hat, v_hat = rule.corrected(memory)
        assert m_hat == pytest.approx(g) and v_hat == pytest.approx(g**2)


def test_float32_stays_float32():
    p, q = parameter([1.0, 2.0]), parameter([3.0])
    p.value, p.grad, q.grad = p.value.astype(np.float32), np.ones(2, np.float32), np.ones(1)
    Trainer(Adam(0.1), [p, q]).step()
    assert p.value.dtype == np.float32 and q.value.dtype == float
    assert p.value == pytest.approx([0.9, 1.9]) and q.value == pytest.approx([2.9])


# ---- Copies ---------------------------------------------------------------------------

@pytest.mark.parametrize("copier", [copy.deepcopy, lambda trainer: pickle.loads(pickle.dumps(trainer))])
@pytest.mark.parametrize("before", [0, 1, 3])
@every_rule
def test_a_copied_trainer_goes_on_as_the_first_would_have(rule, before, copier):
    rng = np.random.default_rng(8)
    grads = [[rng.normal(size=shape) for shape in ((3,), (2, 4), (100, 90))] for _ in range(6)]

    def steps(trainer, these):
        for step in these:
            for p, g in zip(trainer.parameters, step, strict=True):
                p.grad = g
            trainer.step()
        return [p.value.copy() for p in trainer.parameters]
    first = Trainer(rule, [autodiff.Tensor(np.ones(g.shape)) for g in grads[0]])
    steps(first, grads[:before])
    twin = copier(first)
    there = [p.value.copy() for p in first.parameters]
    ends = steps(twin, grads[before:])
    for p, value in zip(first.parameters, there, strict=True):
        assert np.array_equal(p.value, value)                # the first one has not moved
    for value, expected in zip(ends, steps(first, grads[before:]), strict=True):
        assert np.array_equal(value, expected)
    assert twin.t == first.t == 6


def test_a_copy_takes_over_values_from_outside_as_well():
    p = autodiff.Tensor([1.0])
    trainer = Trainer(GradientDescent(0.5), [p])
    p.grad = np.ones(1)
    trainer.step()
    twin = copy.deepcopy(trainer)
    q, = twin.parameters
    q.value, q.grad = np.array([10.0]), np.ones(1)
    twin.step()
    assert (q.value[0], p.value[0]) == (9.5, 0.5)


# ---- Rows -----------------------------------------------------------------------------

def rows_of(table, rows, values):
    return autodiff.Rows(table.value.shape, float, [(np.array(rows), np.array(values, float))])


@pytest.mark.parametrize("rule", [GradientDescent(0.1), AdaGrad(0.1)], ids=repr)
@pytest.mark.parametrize("shape", [(6, 2), (5000, 7)])
def test_rows_are_the_full_gradient(rule, shape):
    rng = np.random.default_rng(2)
    sparse, full = parameter(rng.normal(size=shape)), parameter(np.zeros(shape))
    full.value[:] = sparse.value
    one, other = Trainer(rule, [sparse]), Trainer(rule, [full])
    for _ in range(20):
        rows = rng.choice(shape[0], 3, replace=False)
        sparse.grad = rows_of(sparse, rows, rng.normal(size=(3, shape[1])))
        full.grad = np.asarray(sparse.grad)
        one.step()
        other.step()
    assert np.array_equal(sparse.value, full.value)


def test_rows_beside_torch_sparse_adam():
    recorded = np.array(RECORDED["SparseAdam"])
    table = parameter(recorded[0])
    trainer = Trainer(Adam(0.1, eps=1e-30), [table])
    for t, want in enumerate(recorded[1:]):
        rows, values = [t % 6, (2 * t + 3) % 6], [[0.3 + t, -1.0], [2.0, 0.1 * t - 0.35]]
        few = slice(1 if rows[0] == rows[1] else 2)
        table.grad = rows_of(table, rows[few], values[few])
        trainer.step()
        assert np.allclose(table.value, want, rtol=0, atol=1e-12)


@every_rule
def test_a_row_that_is_not_touched_stands_still(rule):
    """Touched rows go exactly as they would in a table of their own."""
    rng = np.random.default_rng(3)
    table, small = parameter(rng.normal(size=(50, 4))), parameter(np.zeros((3, 4)))
    before, rows = table.value.copy(), np.array([7, 11, 40])
    small.value[:] = before[rows]
    one, other = Trainer(rule, [table]), Trainer(rule, [small])
    for _ in range(10):
        values = rng.normal(size=(3, 4))
        table.grad, small.grad = rows_of(table, rows, values), values
        one.step()
        other.step()
    rest = np.setdiff1d(np.arange(50), rows)
    assert np.array_equal(table.value[rest], before[rest])
    assert np.allclose(table.value[rows], small.value, rtol=1e-12, atol=1e-14)


def test_rows_and_full_gradients_may_take_turns():
    table, other, bias = parameter(np.ones((4, 2))), parameter(np.ones((4, 2))), parameter([1.0, 1.0])
    trainer = Trainer(GradientDescent(0.5), [table, other, bias])
    for first, second in ((np.asarray, lambda g: g), (lambda g: g, np.asarray)):
        g = rows_of(table, [1, 3], np.ones((2, 2)))
        table.grad, other.grad, bias.grad = first(g), second(g), np.zeros(2)
        trainer.step()
    assert table.value.tolist() == other.value.tolist() == [[1, 1], [0, 0], [1, 1], [0, 0]]


@pytest.mark.parametrize("first", [np.asarray, lambda g: g], ids=["full first", "rows first"])
def test_a_row_stands_still_whatever_came_before(first):
    """What a gradient of rows does depends on no earlier gradient, nor on who shares the vector."""
    table, bias = parameter(np.ones((4, 2))), parameter([1.0])
    trainer = Trainer(Adam(0.1), [table, bias])
    table.grad, bias.grad = first(rows_of(table, [0, 1, 2, 3], np.ones((4, 2)))), np.ones(1)
    trainer.step()
    before = table.value.copy()
    table.grad, bias.grad = rows_of(table, [0], np.ones((1, 2))), np.ones(1)
    trainer.step()
    moved = table.value - before
    assert not moved[1:].any() and np.allclose(moved[0], -0.1) and np.allclose(bias.value, 0.8)


def test_training_makes_the_graph_of_an_earlier_step_useless_and_says_so():
    w = autodiff.Tensor([1.0, 2.0], name="w")
    trainer = Trainer(GradientDescent(0.1), [w])
    for _ in range(3):
        loss = (w * w * w).sum()
        loss.backward()
        trainer.step()
        with pytest.raises(ValueError, match="value of 'w' was changed"):
            loss.backward()


# ---- Properties --------------------------------------------------------------------------

nonzero = st.floats(1e-3, 1e3).flatmap(lambda size: st.sampled_from([size, -size]))


@given(st.lists(nonzero, min_size=1, max_size=6), st.floats(1e-3, 1e6), st.floats(1e-4, 1))
def test_the_first_step_of_adam_is_the_learning_rate_at_any_gradient_scale(g, scale, lr):
    g = scale * np.array(g)
    rule, x = Adam(lr, eps=1e-12), np.zeros(len(g))
    assert np.allclose(rule.step(x, g, rule.start(x))[0], -lr * np.sign(g), rtol=1e-5)


def valley(angle):
    """f = 0.1 x² + 10 y² turned by `angle`, its gradient, and the point that (−5, −2) turns into."""
    turn = np.array([[math.cos(angle), -math.sin(angle)], [math.sin(angle), math.cos(angle)]])
    H = turn @ np.diag([0.2, 20.0]) @ turn.T
    return lambda p: p @ H @ p / 2, lambda p: H @ p, turn @ [-5.0, -2.0], turn


@pytest.mark.parametrize("rule, straight, turned", [(Adam(0.1), 3.4e-8, 0.80), (AdaGrad(0.5), 3.1e-6, 0.92)], ids=repr)
def test_who_suffers_from_a_turned_valley(rule, straight, turned):
    for angle, value in ((0, straight), (math.pi / 4, turned)):
        f, grad_f, start, _ = valley(angle)
        assert f(descend(rule, grad_f, start, 200)[-1]) == pytest.approx(value, rel=0.02)


@pytest.mark.parametrize("rule", [GradientDescent(0.05), Momentum(0.02), Nesterov(0.02)], ids=repr)
@given(angle=st.floats(0, 2 * math.pi))
def test_who_does_not(rule, angle):
    """The path in the turned valley is the turned path."""
    _, grad_f, start, turn = valley(angle)
    _, grad_0, start_0, _ = valley(0)
    turned = descend(rule, grad_f, start, 200)
    assert np.allclose(turned, descend(rule, grad_0, start_0, 200) @ turn.T, atol=1e-10)


@pytest.mark.parametrize("kappa, descent, heavy_ball", [(10, 69, 21), (100, 691, 69), (1000, 6908, 218)])
def test_iterations_against_the_condition_number(kappa, descent, heavy_ball):
    """f = (x² + κ y²) / 2, settings that are best for the worst direction: η = 2 / (κ + 1), and Polyak's pair.

    Gradient descent is walked until the distance to the minimum is 1e-6 of what it was. For momentum the number is
    ln 1e-6 / ln √β, the long-run rate; a walk from rest needs 27, 95 and 321, since its distance shrinks like k √βᵏ.
    """
    curvatures, root = np.array([1.0, kappa]), math.sqrt(kappa)
    arrived = lambda p, g: abs(p).max() <= 1e-6  # noqa: E731
    walk = lambda rule: len(descend(rule, lambda p: curvatures * p, [1.0, 1.0], 10_000, arrived)) - 1  # noqa: E731
    assert walk(GradientDescent(2 / (kappa + 1))) == descent
    ball = Momentum(lr=4 / (root + 1) ** 2, beta=((root - 1) / (root + 1)) ** 2)
    spectral_radius = max(abs(np.linalg.eigvals(momentum_matrix(ball, h))).max() for h in curvatures)
    # the eigenvalue is double, and a double root is known to √(machine precision) only
    assert spectral_radius == pytest.approx(math.sqrt(ball.beta), rel=1e-6)
    assert round(math.log(1e-6) / math.log(math.sqrt(ball.beta))) == heavy_ball
    assert walk(ball) == {10: 27, 100: 95, 1000: 321}[kappa]


def momentum_matrix(rule, h):
    """One step of the rule on f = h x² / 2 as a matrix on (x, v), measured by walking from (1, 0) and (0, 1)."""
    columns = [rule.step(np.array([x]), h * np.array([x]), (0, np.array([v]))) for x, v in ((1.0, 0.0), (0.0, 1.0))]
    return np.array([[x[0], memory[1][0]] for x, memory in columns]).T


# ---- L1 and L2 -------------------------------------------------------------------------

def test_soft_threshold():
    assert soft_threshold(np.array([3.0, -3.0, 0.5, -0.5, 0.0]), 1).tolist() == [2, -2, 0, 0, 0]


@given(st.floats(-5, 5), st.floats(0, 3))
def test_soft_threshold_is_the_best_compromise(x, amount):
    cost = lambda z: amount * abs(z) + (z - x) ** 2 / 2  # noqa: E731
    z = float(soft_threshold(x, amount))
    assert all(cost(z) <= cost(z + d) + 1e-12 for d in (-1, -0.1, -1e-3, 1e-3, 0.1, 1))


def test_l1_finds_the_lasso_and_l2_the_ridge():
    """For ‖x − a‖² / 2 both are known: soft_threshold(a, λ), and a / (1 + λ)."""
    a = np.array([2.0, -0.3, 0.7, 0.0])
    for penalty, exact in ((L1, soft_threshold(a, 0.5)), (L2, a / 1.5)):
        path = descend(penalty(GradientDescent(0.3), 0.5), lambda x: x - a, np.ones(4), 200)
        assert np.allclose(path[-1], exact, atol=1e-12)
    assert (exact != 0).sum() == 3  # L2 shrinks all, kills none but the zero


# ---- descend -----------------------------------------------------------------------------

@pytest.mark.parametrize("start, shape", [(2.0, (6,)), (3, (6,)), ([1, 2], (6, 2)), (np.ones((4, 2)), (6, 4, 2))])
def test_the_path_has_the_shape_of_its_start(start, shape):
    path = descend(Adam(0.1), lambda x: 2 * x, start, 5)
    assert path.shape == shape and path.dtype == float and np.array_equal(path[0], start)


def test_many_starts_at_once_are_many_walks():
    starts = np.random.default_rng(4).normal(size=(6, 5))
    together = descend(Adam(0.1), gradient, starts, 30)
    assert np.allclose(together, np.stack([descend(Adam(0.1), gradient, s, 30) for s in starts], axis=1), atol=1e-14)


def test_stop_ends_the_walk():
    path = descend(GradientDescent(0.25), lambda x: 2 * x, 1.0, 100, stop=lambda x, g: abs(g) < 0.1)
    assert path.tolist() == [1, 0.5, 0.25, 0.125, 0.0625, 0.03125]
    assert descend(GradientDescent(), lambda x: 2 * x, 1.0, 0).tolist() == [1.0]


@pytest.mark.parametrize("slope", [
    lambda x: 4 * x**3, lambda x: math.exp(abs(x) * 100), lambda x: x * np.exp(x * x), lambda x: x / 0])
def test_divergence_is_quiet(slope):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        path = descend(GradientDescent(1.0), slope, np.float64(-10.0), 50)
    assert path.shape == (51,) and path[0] == -10 and not np.isfinite(path[-1])


def test_the_path_does_not_share_memory_with_the_start():
    start = np.array([1.0, 2.0])
    path = descend(GradientDescent(0.5), lambda x: x, start, 1)
    path[:] = 7
    assert start.tolist() == [1.0, 2.0]


def test_every_setting_of_a_rule_and_of_a_schedule_has_a_range():
    kinds = [kind for kind in vars(optimizers).values() if isinstance(kind, type) and is_dataclass(kind)]
    assert len(kinds) >= 15
    for kind in kinds:
        for field in fields(kind):
            ranges = getattr(field.type, "__metadata__", ())
            assert len(ranges) == 1 and isinstance(ranges[0], Range), f"{kind.__name__}.{field.name}: see settings.py"


# ---- What is refused, in words -----------------------------------------------------------

@pytest.mark.parametrize("make, words", [
    (lambda: Adam(lr=0), "Adam was given lr=0. It must be positive and finite, or a schedule"),
    (lambda: GradientDescent(-0.1), "lr=-0.1"), (lambda: Momentum(math.inf), "lr=inf"),
    (lambda: Lion(math.nan), "lr=nan"),
    (lambda: AdaGrad("0.1"), "lr='0.1'"), (lambda: RMSprop(None), "lr=None"),
    (lambda: Momentum(0.1, 1), "beta=1. It must be at least 0 and below 1"), (lambda: Nesterov(0.1, -0.1), "beta=-0.1"),
    (lambda: Adam(0.1, beta2=1.0), "beta2=1.0"), (lambda: Adam(0.1, eps=-1), "eps=-1"),
    (lambda: AdamW(0.1, weight_decay=-1), "weight_decay=-1"), (lambda: L1(GradientDescent(), -1), "strength=-1"),
    (lambda: L2(0.1, 1), "rule=0.1. It must be a rule"), (lambda: Step(0.1, every=0), "every=0"),
    (lambda: Cosine(0.1, 2.5), "steps=2.5"), (lambda: WarmUp(0.1, "5"), "steps='5'"),
    (lambda: Step(0.1, 3, factor=0), "factor=0"), (lambda: InverseTime(0.1, math.inf), "decay=inf")])
def test_settings_out_of_range(make, words):
    with pytest.raises(ValueError, match=words):
        make()


@pytest.mark.parametrize("walk, kind, words", [
    (lambda: descend(0.1, gradient, START, 5), TypeError, "takes the rule first, such as GradientDescent"),
    (lambda: descend(Adam, gradient, START, 5), TypeError, r"Adam is a class of rules.*such as Adam\(lr=0.1\)"),
    (lambda: descend(Adam(), gradient, "here", 5), TypeError, "start='here' is neither"),
    (lambda: descend(Adam(), gradient, [[1, 2], [3]], 5), TypeError, "is neither"),
    (lambda: descend(Adam(), lambda x: [1.0], START, 5), ValueError, r"x has shape \(5,\).*has shape \(1,\)"),
    (lambda: descend(Adam(), lambda x: 1.0, START, 5), ValueError, r"has shape \(\)"),
    (lambda: descend(Adam(), lambda x: None, START, 5), TypeError, "is None"),
    (lambda: descend(Adam(), lambda x: "up", START, 5), TypeError, "is 'up'"),
    (lambda: descend(Adam(), gradient, START, 2.5), ValueError, "steps=2.5"),
    (lambda: descend(Adam(), gradient, START, -1), ValueError, "steps=-1"),
    (lambda: descend(Adam(), gradient, START, "ten"), ValueError, "steps='ten'"),
    (lambda: descend(Adam(), gradient, START, math.inf), ValueError, "steps=inf")])
def test_walks_that_cannot_start(walk, kind, words):
    with pytest.raises(kind, match=words):
        walk()


def test_training_that_cannot_start():
    p = parameter([1.0])
    for call, kind, words in [
            (lambda: Trainer([p], Adam()), TypeError, "takes the rule first"),
            (lambda: Trainer(Adam, [p]), TypeError, "Adam is a class of rules"),
            (lambda: L2(Adam, 0.1), ValueError, "must be a rule"),
            (lambda: Trainer(Adam(), [autodiff.Tensor([1.0]) * 2]), ValueError, "Parameter 0 was computed"),
            (lambda: Trainer(Adam(), p), TypeError, "a list of parameters"),
            (lambda: Trainer(Adam(), [p, np.ones(2)]), TypeError, "Parameter 1 is a ndarray.*W = Tensor"),
            (lambda: Trainer(Adam(), [p, p]), ValueError, "listed twice"),
            (lambda: Trainer(Adam(), [p]).step(), ValueError, "Parameter 0 .* no gradient. Call backward")]:
        with pytest.raises(kind, match=words):
            call()


def test_a_misshapen_gradient_moves_nothing():
    p, q = parameter([1.0, 2.0], np.ones(2)), parameter([3.0, 4.0], np.ones((2, 1)))
    with pytest.raises(ValueError, match=r"Parameter 1 has shape \(2,\) and its gradient \(2, 1\)"):
        Trainer(Adam(), [p, q]).step()
    assert p.value.tolist() == [1, 2]


def test_a_gradient_counts_once():
    p = parameter([1.0], np.ones(1))
    trainer = Trainer(GradientDescent(0.1), [p])
    trainer.step()
    with pytest.raises(ValueError, match="no gradient"):
        trainer.step()


def test_a_value_replaced_from_outside_is_taken_over():
    p, q = parameter([1.0], np.ones(1)), parameter([5.0], np.ones(1))
    trainer = Trainer(GradientDescent(0.5), [p, q])
    trainer.step()
    p.value, p.grad, q.grad = np.array([10.0]), np.ones(1), np.ones(1)
    trainer.step()
    assert (p.value[0], q.value[0]) == (9.5, 4.0)
    p.value, p.grad, q.grad = np.zeros((2, 1)), np.ones((2, 1)), np.ones(1)
    with pytest.raises(ValueError, match=r"shape \(1,\) was replaced by one of shape \(2, 1\)"):
        trainer.step()


def test_a_misshapen_value_moves_nothing():
    large, small = parameter(np.ones(9000)), parameter([1.0, 2.0])
    trainer = Trainer(GradientDescent(0.5), [large, small])
    large.grad, small.grad = np.ones(9000), np.ones(2)
    trainer.step()
    small.value, large.grad, small.grad = np.ones(3), np.ones(9000), np.ones(3)
    with pytest.raises(ValueError, match="replaced"):
        trainer.step()
    assert (large.value == 0.5).all() and trainer.t == 1


def test_a_rule_is_frozen_and_prints_its_settings():
    assert repr(Adam(lr=0.1)) == "Adam(lr=0.1, beta1=0.9, beta2=0.999, eps=1e-08)"
    assert repr(L1(GradientDescent(WarmUp(0.1, 5)), 0.5)) == (
        "L1(rule=GradientDescent(lr=WarmUp(lr=0.1, steps=5)), strength=0.5)")
    assert repr(Trainer(Momentum(0.1), [parameter(np.ones((3, 4)))])) == (
        "Trainer(Momentum(lr=0.1, beta=0.9), 1 parameters of 12 numbers, step 0)")
    with pytest.raises(FrozenInstanceError):
        Adam().lr = 1


# ---- With the engine ---------------------------------------------------------------------

def test_training_a_small_network_with_an_embedding():
    """One table, one matrix, one bias: the loss falls to near nothing, and a word that never came keeps its row."""
    rng = np.random.default_rng(5)
    E, W, b = (autodiff.Tensor(0.3 * rng.normal(size=shape)) for shape in ((8, 4), (4, 3), (3,)))
    words, classes, unseen = np.arange(7), np.arange(7) % 3, E.value[7].copy()
    trainer = Trainer(Adam(0.05), [E, W, b])
    for _ in range(200):
        loss = autodiff.cross_entropy(autodiff.linear(autodiff.embedding(E, words), W, b), classes)
        loss.backward()
        trainer.step()
    assert float(loss.value) < 0.02 and np.array_equal(E.value[7], unseen)


def test_every_public_name_says_what_it_is():
    for name in optimizers.__dict__:
        thing = getattr(optimizers, name)
        if callable(thing):
            assert thing.__doc__ and not thing.__doc__.startswith(f"{name}("), name
