"""The words of the workloads, said by mathlib, PyTorch, JAX, HIPS autograd and MyGrad, where they are installed.

A library F has functions linear, relu, cross_entropy, ...; `constant` for an array that needs no gradient; and
`trainer(loss, parameters, data)`, which returns step() and gradients() -> loss, dictionary of arrays.
"""
import importlib.util

import numpy as np

from mathlib import autodiff, layers

LR = 1e-3


def descend(parameters, gradients):
    """One step of gradient descent in place; a gradient of few rows moves only those."""
    for name, x in parameters.items():
        g = gradients[name]
        if hasattr(g, "merged"):
            index, values = g.merged()
            x[index] -= LR * values
        else:
            x -= LR * g


class ByHand:
    @staticmethod
    def trainer(by_hand, parameters, data):
        p = {name: x.copy() for name, x in parameters.items()}
        return lambda: descend(p, by_hand(p, data)[1]), lambda: by_hand(p, data)


class Mathlib:
    linear, relu, cross_entropy = autodiff.linear, autodiff.relu, autodiff.cross_entropy
    conv2d, max_pool, layer_norm, softmax = autodiff.conv2d, autodiff.max_pool, autodiff.layer_norm, autodiff.softmax
    reshape, transpose, unstack, mean = autodiff.reshape, autodiff.transpose, autodiff.unstack, autodiff.mean
    embedding = autodiff.embedding

    @staticmethod
    def constant(array):
        return array

    @staticmethod
    def last_state(x, Wx, Wh, b):
        return layers.rnn(x, Wx, Wh, b)[-1]

    @classmethod
    def trainer(cls, loss, parameters, data):
        p = {name: autodiff.Tensor(x.copy()) for name, x in parameters.items()}

        def gradients():
            value = loss(cls, p, data)
            value.backward()
            return float(value), {name: x.grad for name, x in p.items()}
        return lambda: descend({name: x.value for name, x in p.items()}, gradients()[1]), gradients


class Words:
    """The words of mathlib spelled with the primitives of a NumPy-like module `np`."""

    def __init__(self, np):
        self.np = np

    def constant(self, array):
        return array

    def linear(self, x, W, b):
        return self.np.matmul(x, W) + b

    def relu(self, x):
        return self.np.maximum(x, 0)

    def cross_entropy(self, z, y):
        z = z - self.np.max(z, axis=1, keepdims=True)
        log_sum = self.np.log(self.np.sum(self.np.exp(z), axis=1))
        return self.np.mean(log_sum - z[np.arange(len(y)), y])

    def conv2d(self, x, K, b):
        n, C, H, W = x.shape
        slices = [x[:, :, i:i + H - 2, j:j + W - 2] for i, j in np.ndindex(3, 3)]
        windows = self.np.reshape(self.np.stack(slices, axis=2), (n, C * 9, (H - 2) * (W - 2)))
        y = self.np.matmul(self.np.reshape(K, (len(K), C * 9)), windows) + self.np.reshape(b, (-1, 1))
        return self.np.reshape(y, (n, len(K), H - 2, W - 2))

    def max_pool(self, x):
        n, C, H, W = x.shape
        return self.np.max(self.np.reshape(x, (n, C, H // 2, 2, W // 2, 2)), axis=(3, 5))

    def last_state(self, x, Wx, Wh, b):
        a = self.linear(x, Wx, b)
        h = np.zeros((x.shape[1], Wh.shape[0]))
        for t in range(len(x)):
            h = self.np.tanh(a[t] + self.np.matmul(h, Wh))
        return h

    def embedding(self, E, at):
        return E[at]

    def mean(self, x, axis):
        return self.np.mean(x, axis=axis)

    def layer_norm(self, x, g, h):
        c = x - self.np.mean(x, axis=-1, keepdims=True)
        return c / self.np.sqrt(self.np.mean(c * c, axis=-1, keepdims=True) + 1e-5) * g + h

    def softmax(self, x):
        e = self.np.exp(x - self.np.max(x, axis=-1, keepdims=True))
        return e / self.np.sum(e, axis=-1, keepdims=True)

    def reshape(self, x, shape):
        return self.np.reshape(x, shape)

    def transpose(self, x, axes):
        return self.np.transpose(x, axes)

    def unstack(self, x):
        return [x[i] for i in range(len(x))]


class Primitives(Words):
    """mathlib without its composite functions: what lesson 12 builds."""

    def __init__(self):
        super().__init__(autodiff)

    def trainer(self, loss, parameters, data):
        return Mathlib.trainer(lambda _, p, d: loss(self, p, d), parameters, data)


class HipsAutograd(Words):
    def __init__(self):
        import autograd
        import autograd.numpy
        super().__init__(autograd.numpy)
        self.value_and_grad = autograd.value_and_grad

    def trainer(self, loss, parameters, data):
        p = {name: x.copy() for name, x in parameters.items()}
        slopes = self.value_and_grad(lambda p: loss(self, p, data))
        return lambda: descend(p, slopes(p)[1]), lambda: slopes(p)


class MyGrad(Words):
    def __init__(self):
        import mygrad
        super().__init__(mygrad)

    def trainer(self, loss, parameters, data):
        p = {name: self.np.tensor(x.copy()) for name, x in parameters.items()}

        def gradients():
            value = loss(self, p, data)
            value.backward()
            return float(value), {name: x.grad for name, x in p.items()}

        def step():
            slopes = gradients()[1]
            for name, x in p.items():
                x.data -= LR * slopes[name]
        return step, gradients


class Jax(Words):
    """Compiled by jit; the whole step is one program."""

    def __init__(self):
        import jax
        jax.config.update("jax_enable_x64", True)
        super().__init__(jax.numpy)
        self.jax = jax

    def trainer(self, loss, parameters, data):
        state = {name: self.np.asarray(x) for name, x in parameters.items()}
        slopes = self.jax.jit(self.jax.value_and_grad(lambda p: loss(self, p, data)))
        update = self.jax.jit(lambda p: {name: x - LR * slopes(p)[1][name] for name, x in p.items()})

        def step():
            state.update(self.jax.block_until_ready(update(state)))
        return step, lambda: slopes(state)


class PyTorch:
    """Eager mode, one thread, with PyTorch's own composite functions."""

    def __init__(self):
        import torch
        torch.set_num_threads(1)
        self.torch, self.F = torch, torch.nn.functional
        self.relu, self.transpose, self.reshape = torch.relu, torch.permute, torch.reshape
        self.constant = torch.from_numpy

    def linear(self, x, W, b):
        return self.constant(x) @ W + b if isinstance(x, np.ndarray) else x @ W + b

    def cross_entropy(self, z, y):
        return self.F.cross_entropy(z, self.constant(y))

    def conv2d(self, x, K, b):
        return self.F.conv2d(self.constant(x) if isinstance(x, np.ndarray) else x, K, b)

    def max_pool(self, x):
        return self.F.max_pool2d(x, 2)

    def last_state(self, x, Wx, Wh, b):
        a = self.linear(x, Wx, b)
        h = self.torch.zeros(x.shape[1], len(Wh), dtype=Wh.dtype)
        for now in a.unbind(0):
            h = self.torch.tanh(now + h @ Wh)
        return h

    def embedding(self, E, at):
        return self.F.embedding(self.constant(at), E, sparse=True)

    def mean(self, x, axis):
        return x.mean(axis)

    def layer_norm(self, x, g, h):
        return self.F.layer_norm(self.constant(x) if isinstance(x, np.ndarray) else x, g.shape, g, h)

    def softmax(self, x):
        return self.torch.softmax(x, -1)

    def unstack(self, x):
        return x.unbind(0)

    def trainer(self, loss, parameters, data):
        p = {name: self.torch.tensor(x, requires_grad=True) for name, x in parameters.items()}
        optimizer = self.torch.optim.SGD(p.values(), lr=LR)

        def gradients():
            optimizer.zero_grad()
            value = loss(self, p, data)
            value.backward()
            return value.item(), {name: x.grad.to_dense().numpy() for name, x in p.items()}

        def step():
            optimizer.zero_grad()
            loss(self, p, data).backward()
            optimizer.step()
        return step, gradients


PEERS = {"PyTorch eager": ("torch", PyTorch), "JAX jit": ("jax", Jax), "HIPS autograd": ("autograd", HipsAutograd),
         "MyGrad": ("mygrad", MyGrad)}


def installed():
    """The peers that can be imported here, ready to use."""
    return {name: library() for name, (module, library) in PEERS.items() if importlib.util.find_spec(module)}
