"""A deep network at its start: how large the gradient is in each layer, as a strip and as a curve.

The gradient shown is that in the biases, ∂L/∂b, as a share of its length in the last layer.
"""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib.demos.machine import Machine, Refusal, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import number

WIDTH, ROWS, DRAWS = 64, 16, 4
DEPTH, SCALE, DEEPEST = (2, 40), (0.05, 4.0), 30
LOW, HIGH, MOST = 0.1, 10.0, 10.0        # the goal, and the joint length that clipping allows
WINDOW = (1e-5, 1e5)
GOAL = f"Goal: at depth {DEEPEST}, with all four draws of the weights, every layer's gradient between 0.1 and 10."


def relu(z):
    """max(z, 0) and its slope."""
    return np.maximum(z, 0), (z > 0).astype(float)


def tanh(z):
    """tanh z and its slope."""
    h = np.tanh(z)
    return h, 1 - h * h


def sigmoid(z):
    """1/(1 + exp(−z)) and its slope."""
    p = 1 / (1 + np.exp(-np.clip(z, -500, 500)))
    return p, p * (1 - p)


ACTIVATIONS = {"ReLU": relu, "tanh": tanh, "sigmoid": sigmoid}


@lru_cache(maxsize=DRAWS)
def drawn(seed):
    """The weights of DEPTH[1] layers at c = 1, a batch of inputs, and the slopes that arrive at the end: random."""
    rng = np.random.default_rng((13, seed))
    weights = rng.standard_normal((DEPTH[1], WIDTH, WIDTH)) / np.sqrt(WIDTH)
    return weights, rng.standard_normal((ROWS, WIDTH)), rng.standard_normal((ROWS, WIDTH))


def bias_norms(activation, scale, depth, residual=False, seed=0):
    """The lengths of ∂L/∂b, layer by layer from the first, in units of that of the last layer.

    A layer is h ← a(h W), with residual=True h ← h + a(h W); W has entries from N(0, scale²/width), b is 0.
    """
    weights, h, g = drawn(seed)
    weights, slopes, norms = scale * weights[:depth], [], []
    for W in weights:
        a, slope = ACTIVATIONS[activation](h @ W)
        h = h + a if residual else a
        slopes.append(slope)
    for W, slope in zip(weights[::-1], slopes[::-1]):
        dz = g * slope
        norms.append(np.linalg.norm(dz.sum(axis=0)))
        g = g + dz @ W.T if residual else dz @ W.T
    return np.array(norms[::-1]) / (norms[0] or 1.0)


def clipped(norms, most=MOST):
    """All of them, shortened by one factor, so that their joint length is at most `most`."""
    return norms * min(1.0, most / np.linalg.norm(norms))


@dataclass(frozen=True)
class Net:
    """What can be chosen of a deep net; the norms follow from it, once."""
    activation: str = "ReLU"
    scale: float = 1.0
    depth: int = 20
    residual: bool = False
    clip: bool = False
    seed: int = 0

    def of(self, seed):
        """The norms with one draw of the weights."""
        norms = bias_norms(self.activation, self.scale, self.depth, self.residual, seed)
        return clipped(norms) if self.clip else norms

    @cached_property
    def norms(self):
        """Layer by layer, with the draw that is looked at."""
        return self.of(self.seed)

    @cached_property
    def factor(self):
        """By how much a layer changes the norm on the way back, on geometric average."""
        return float((self.norms[0] / self.norms[-1]) ** (1 / (self.depth - 1)))

    @property
    def held(self):
        """Whether every layer of this draw lies within the bounds."""
        return bool(within(self.norms))

    @cached_property
    def won(self):
        """Whether that holds at full depth with every draw."""
        return self.depth >= DEEPEST and self.held and all(within(self.of(seed)) for seed in range(DRAWS))


def within(norms):
    """Whether all norms lie between LOW and HIGH."""
    return norms.min() >= LOW and norms.max() <= HIGH


class Strip(Machine):
    """A deep net whose start is chosen by hand; nothing is trained."""

    def __init__(self, activation="ReLU", scale=1.0, depth=20):
        self.named(activation, ACTIVATIONS)
        super().__init__(Net(activation, self.number(scale, "The scale c", *SCALE), self._whole(depth)))

    @action
    def set_activation(self, name):
        """Another activation in every layer."""
        self.named(name, ACTIVATIONS)
        self._change("", activation=name)

    @action
    def set_scale(self, value):
        """Larger or smaller first weights."""
        now = number(self.state.scale, 3)
        self._change("scale", scale=self.number(value, "The scale c", *SCALE, now=now))

    @action
    def set_depth(self, value):
        """More layers or fewer."""
        self._change("depth", depth=self._whole(value, str(self.state.depth)))

    @action
    def toggle_residual(self):
        """With a path round every layer, or without."""
        self._change("", residual=not self.state.residual)

    @action
    def toggle_clip(self):
        """With the gradients shortened together, or as they are."""
        self._change("", clip=not self.state.clip)

    @action
    def draw(self):
        """The next draw of the weights."""
        self._change("", seed=(self.state.seed + 1) % DRAWS)

    def _whole(self, value, now=""):
        depth = self.number(value, "The depth", *DEPTH, now)
        if depth != int(depth):
            raise Refusal(f"The depth is a whole number of layers.{f' It stays {now}.' if now else ''}")
        return int(depth)

    def _change(self, together, **changes):
        self.become("", together=together, **changes)
        self.said = self.here()

    def here(self):
        net = self.state
        path = " with a residual path" if net.residual else ""
        return (f"{net.depth} {net.activation} layers{path}, c = {number(net.scale, 3)}: the gradient in layer 1 is "
                f"{number(net.norms[0], 2)}, in layer {net.depth} it is {number(net.norms[-1], 2)}"
                f"{', clipped' if net.clip else ''}.")


CONTROLS = [s.choice("set_activation", "activation", list(ACTIVATIONS)),
            s.slider("set_scale", "scale c", *SCALE, log=True, keys="-+"),
            s.slider("set_depth", "depth", *DEPTH, keys="jl", step=1),
            s.toggle("toggle_residual", "Residual path", "p"), s.toggle("toggle_clip", "Clip", "c"),
            s.button("draw", "Other weights", "w"), s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def strip(activation="ReLU", scale=1.0, depth=20):
    """The gradient's length in every layer of a deep net, as a Stage.

    activation: "ReLU", "tanh" or "sigmoid". scale: c, for weights from N(0, c²/64). depth: how many layers.
    """
    return Stage(Strip(activation, scale, depth), scene, CONTROLS, title="The strip of layers",
                 description=lambda machine: f"The length of the gradient in each layer's biases. {machine.here()}")


def scene(machine):
    """What the strip looks like now."""
    net = machine.state
    return s.Scene(
        panels=panels(net.depth), marks={"norms": marks(net), "strip": [heat(net)]},
        readout=[("layer 1", number(net.norms[0], 2)), ("last layer", number(net.norms[-1], 2)),
                 ("smallest", number(net.norms.min(), 2)), ("largest", number(net.norms.max(), 2)),
                 ("factor a layer, backwards", number(net.factor, decimals=2)),
                 ("draw", f"{net.seed + 1} of {DRAWS}")],
        badge=badge(net), goal=GOAL, say=machine.said or machine.here(), problem=machine.problem,
        values={"set_activation": net.activation, "set_scale": float(f"{net.scale:.3g}"), "set_depth": net.depth,
                "toggle_residual": net.residual, "toggle_clip": net.clip},
        disabled=[] if machine.past else ["undo"])


def badge(net):
    """Whether the gradient holds, in words."""
    if net.won:
        return "won", f"{net.depth} layers, all between 0.1 and 10, with every draw"
    if net.held and net.depth >= DEEPEST:
        return "good", "between 0.1 and 10 with this draw, not with every other"
    if net.held:
        return "good", f"between 0.1 and 10 in all {net.depth} layers"
    low, high = (net.norms < LOW).sum(), (net.norms > HIGH).sum()
    told = [f"{low} below 0.1"] * bool(low) + [f"{high} above 10"] * bool(high)
    return "warn", f"{' and '.join(told)}, of {net.depth} layers"


@lru_cache(maxsize=DEPTH[1])
def panels(depth):
    """The norms on a logarithmic axis with the two bounds, and beside them the strip."""
    wide = (0.5, depth + 0.5)
    bounds = [s.segment((wide[0], at), (wide[1], at), "quiet") for at in (LOW, HIGH)]
    return [s.panel("norms", wide, WINDOW, bounds, xlabel="layer", ylabel="length of ∂L/∂b", log=True,
                    title="gradient by layer", wide=1.5),
            s.panel("strip", wide, (0, 1), xlabel="layer", title="purple small, orange large", bare=True)]


def marks(net):
    """The norms as a curve with a dot a layer; what leaves the window lies on its edge."""
    layers = np.arange(1, net.depth + 1)
    seen = np.clip(np.maximum(net.norms, 1e-300), WINDOW[0] * 1.1, WINDOW[1] / 1.1)
    return [s.curve(layers, seen, "gradient"), *(s.point(x, y, "gradient", size=3) for x, y in zip(layers, seen))]


def heat(net):
    """One square for each layer, shaded by the power of ten."""
    powers = np.log10(np.maximum(net.norms, 1e-300))[None, :]
    return s.image(np.clip(powers, -4, 4), (0.5, net.depth + 0.5), (0, 1), palette="signed", low=-4, high=4)
