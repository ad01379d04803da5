"""In-place training: the parameters of a network, moved by one rule.

Small parameters are laid end to end in one vector, so that a step costs a fixed number of NumPy calls; long
vectors are walked in blocks, so that the passes of one update find their numbers in the processor's cache.
"""
import numpy as np

BLOCK = 32_768  # numbers a block: few enough for the cache, enough to outweigh the NumPy calls of one block
SMALL = 8_192  # a parameter below this size costs more in calls than in arithmetic: it joins the shared vector


class Trainer:
    """Parameters that `rule` moves in place, each time `step()` is called after `backward()`.

    A parameter is any object with `value`, an array, and `grad`: an array of the same shape, or a record of a
    few rows with `shape` and `merged() -> rows, values`, the rows being different integers. Each value becomes
    a view into a vector that the Trainer owns. `step()` uses the gradients up: afterwards each `grad` is None,
    so that no stale gradient counts twice. A copy (copy.deepcopy, pickle) trains on its own copies of the
    parameters, in `trainer.parameters`.

    A gradient of a few rows, as an embedding has, moves those rows and their memories, and leaves all others as
    they are. For GradientDescent and AdaGrad that is what the full gradient does too. For the other rules it is
    not: a row that is not touched stands still, its memory does not fade and it does not shrink, as in
    torch.optim.SparseAdam.
    """

    def __init__(self, rule, parameters):
        _refuse_strangers(rule, parameters)
        self.rule, self.parameters, self.t = rule, list(parameters), 0
        self._stretches = []

    def step(self):
        """Move every parameter once. Raises ValueError, and moves none, if a gradient is missing or misshapen."""
        for place, parameter in enumerate(self.parameters):
            _refuse_gradient(place, parameter)
        if not self._stretches:
            self._stretches = [_Stretch(self.rule, group) for group in _groups(self.parameters)]
        for stretch in self._stretches:
            stretch.take_over()
        for stretch in self._stretches:
            stretch.move(self.t)
        for parameter in self.parameters:
            parameter.grad = None
        self.t += 1

    def __repr__(self):
        size = sum(parameter.value.size for parameter in self.parameters)
        return f"Trainer({self.rule!r}, {len(self.parameters)} parameters of {size:,} numbers, step {self.t})"


class _Stretch:
    """Parameters laid end to end in one vector x, and the memories of the rule laid out alike."""

    def __init__(self, rule, parameters):
        self.rule, self.parameters = rule, parameters
        x = np.concatenate([p.value.ravel() for p in parameters])
        self._lay_out(x, rule.start(x)[1:])
        self._hand_out()

    def _lay_out(self, x, memories):
        self.x, self.memories = _on_cache_lines(x), [_on_cache_lines(kept) for kept in memories]
        self.blocks = list(self._blocks(_on_cache_lines(self.x[:BLOCK])))
        ends = np.cumsum([0] + [p.value.size for p in self.parameters])
        self.places = [slice(*ends[i:i + 2]) for i in range(len(self.parameters))]
        self.views = [self.x[at].reshape(p.value.shape) for p, at in zip(self.parameters, self.places, strict=True)]

    def __getstate__(self):
        """For copies: what is a view here would be an array of its own there, so the views are made anew."""
        return self.rule, self.parameters, self.x, self.memories

    def __setstate__(self, state):
        self.rule, self.parameters, x, memories = state
        self._lay_out(x, memories)

    def _hand_out(self):
        """Each parameter gets its view again: a Tensor then knows that its value is a new one."""
        for p, view in zip(self.parameters, self.views, strict=True):
            p.value = view

    def take_over(self):
        """Put values that were replaced from outside, by saved weights for example, where the old ones lie."""
        for p, view in zip(self.parameters, self.views, strict=True):
            if p.value is view:
                continue
            if p.value.shape != view.shape:
                raise ValueError(f"A parameter of shape {view.shape} was replaced by one of shape {p.value.shape}. "
                                 f"Its memories no longer fit: make a new Trainer.")
            view[...] = p.value

    def move(self, t):
        gradients = [p.grad for p in self.parameters]
        if {type(g) for g in gradients} == {np.ndarray}:
            self._move_blocks(t, _end_to_end(gradients))
        else:
            for g, at, view in zip(gradients, self.places, self.views, strict=True):
                self._move_part(t, g, at, view.shape)
        self._hand_out()

    def _blocks(self, work):
        """Where each block lies, and its part of x, of every memory and of the one scratch array."""
        for i in range(0, self.x.size, BLOCK):
            at = slice(i, i + BLOCK)
            x = self.x[at]
            yield at, x, [kept[at] for kept in self.memories], work[:x.size]

    def _move_blocks(self, t, g):
        for at, x, memories, work in self.blocks:
            self.rule.update(x, g[at], (t, *memories), work)

    def _move_part(self, t, g, at, shape):
        """One parameter by itself: the rows that its gradient names, or all of them."""
        tables = [kept[at].reshape(shape) for kept in (self.x, *self.memories)]
        rows, values = g.merged() if hasattr(g, "merged") else (..., g)
        parts = x, *memories = [np.array(table[rows]) for table in tables]
        self.rule.update(x, values, (t, *memories), np.empty_like(x))
        for table, part in zip(tables, parts, strict=True):
            table[rows] = part


def _on_cache_lines(x):
    """A copy of x that begins where a cache line of 64 bytes does, so that no vector register straddles two."""
    room = np.empty(x.nbytes + 64, np.uint8)
    first = -room.ctypes.data % 64
    copy = room[first:first + x.nbytes].view(x.dtype)
    copy[...] = x
    return copy


def _end_to_end(gradients):
    """All gradients in one vector."""
    flat = [g.reshape(-1) for g in gradients]
    return flat[0] if len(flat) == 1 else np.concatenate(flat)


def _groups(parameters):
    """Who shares a vector: the small ones of one type. A large one, or one with row gradients, has its own."""
    shared = {}
    for p in parameters:
        alone = p.value.size > SMALL or hasattr(p.grad, "merged")
        shared.setdefault(id(p) if alone else p.value.dtype, []).append(p)
    return shared.values()


def _refuse_strangers(rule, parameters):
    if isinstance(rule, type):
        raise TypeError(f"{rule.__name__} is a class of rules. Make one rule of it, such as {rule.__name__}(lr=0.1).")
    if not hasattr(rule, "update"):
        raise TypeError(f"Trainer takes the rule first, such as Adam(lr=0.001); {rule!r} is none.")
    if not isinstance(parameters, list | tuple):
        raise TypeError(f"Trainer takes a list of parameters, such as [W, b]; this is a {type(parameters).__name__}.")
    for place, p in enumerate(parameters):
        if not (hasattr(p, "value") and hasattr(p, "grad")):
            raise TypeError(f"Parameter {place} is a {type(p).__name__}. A parameter has a value and a grad: "
                            f"wrap the array, W = Tensor(W).")
        if getattr(p, "edges", ()):
            raise ValueError(f"Parameter {place} was computed from other Tensors, and would be computed anew at each "
                             f"step. A parameter is an input: Tensor(x.value) makes one of its numbers.")
    if len({id(p) for p in parameters}) < len(parameters):
        raise ValueError("One parameter is listed twice: it would move twice a step. List each once.")


def _refuse_gradient(place, parameter):
    g, shape = parameter.grad, parameter.value.shape
    if g is None:
        raise ValueError(f"Parameter {place} (shape {shape}) has no gradient. Call backward() on the loss before "
                         f"each step(); a parameter that the loss does not use has none.")
    if g.shape != shape:
        raise ValueError(f"Parameter {place} has shape {shape} and its gradient {g.shape}. A gradient has the "
                         f"shape of its argument.")
