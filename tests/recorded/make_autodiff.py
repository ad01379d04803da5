"""Record PyTorch's first and second derivatives of every row of autodiff's table in autodiff.npz.

    pip install torch numpy
    python tests/recorded/make_autodiff.py               every row
    python tests/recorded/make_autodiff.py log1p         this row; the others stay as they are

TORCH says each row in PyTorch's words; the live comparison of tests/test_autodiff.py uses the same table.
"""
import json
import sys
import zlib
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent), str(HERE.parent.parent)]
from rows_autodiff import KEYS, ROWS, case, weighted_slices  # noqa: E402


def total(reduction):
    def reduced(x, axis, keepdims):
        axis = tuple(range(x.ndim)) if axis is None else axis
        return reduction(x, axis, keepdim=keepdims) if axis != () else x
    return reduced


def one_axis_at_a_time(reduction):
    """For what PyTorch reduces along one axis only."""
    def reduced(x, axis, keepdims):
        axes = range(x.ndim) if axis is None else [i % x.ndim for i in np.atleast_1d(axis)]
        for i in sorted(axes, reverse=True):
            x = reduction(x, i, keepdim=keepdims)
        return x
    return reduced


def spread(reduction):
    return lambda x, axis, keepdims, ddof: reduction(x, axis, correction=ddof, keepdim=keepdims)


def dot(a, b):
    return torch.tensordot(a, b, ([a.ndim - 1], [max(b.ndim - 2, 0)])) if a.ndim and b.ndim else a * b


TORCH = {
    "log1p": torch.log1p, "expm1": torch.expm1, "logaddexp": torch.logaddexp, "dot": dot,
    "outer": lambda a, b: torch.outer(a.ravel(), b.ravel()), "minimum": torch.minimum,
    "clip": lambda x, a_min, a_max: torch.clamp(x, a_min, a_max), "min": total(torch.amin),
    "prod": one_axis_at_a_time(torch.prod), "var": spread(torch.var), "std": spread(torch.std),
    "norm": lambda x, axis, keepdims: torch.linalg.vector_norm(x, dim=axis, keepdim=keepdims),
    "logsumexp": total(torch.logsumexp),
    "cumsum": lambda x, axis: torch.cumsum(x.ravel(), 0) if axis is None else torch.cumsum(x, axis),
    "ravel": torch.ravel, "squeeze": lambda x, axis: x.squeeze() if axis is None else x.squeeze(axis),
    "expand_dims": lambda x, axis: x.unsqueeze(axis),
    "flip": lambda x, axis: x.flip(tuple(range(x.ndim)) if axis is None else (axis,)),
    "hstack": lambda *parts: torch.hstack(parts), "vstack": lambda *parts: torch.vstack(parts),
    "conv2d_stride": lambda x, K, b, padding, stride: F.conv2d(x, K, b, padding=padding, stride=stride),
    "average_pool": lambda x, size: F.avg_pool2d(x, size),
    "add": torch.add, "subtract": torch.sub, "multiply": torch.mul, "divide": torch.div, "power": torch.pow,
    "power_constant": lambda x, k: x**k, "negative": torch.neg, "matmul": torch.matmul, "exp": torch.exp,
    "log": torch.log, "sqrt": torch.sqrt, "sin": torch.sin, "cos": torch.cos, "tanh": torch.tanh,
    "sigmoid": torch.sigmoid, "softplus": lambda x: F.softplus(x, threshold=100), "relu": torch.relu,
    "abs": torch.abs, "maximum": torch.maximum,
    "where": lambda a, b, condition: torch.where(torch.tensor(condition), a, b),
    "sum": total(torch.sum), "mean": total(torch.mean), "max": total(torch.amax),
    "reshape": torch.reshape, "transpose": lambda x, axes: x.permute(axes),
    "swapaxes": lambda x, i, j: x.transpose(i, j), "index": lambda x, which: index(x, KEYS[which]),
    "concatenate": lambda *parts, axis: torch.cat(parts, axis), "stack": lambda *parts, axis: torch.stack(parts, axis),
    "unstack": lambda x: weighted_slices(x.unbind(0)),
    "softmax": lambda x, axis: torch.softmax(x, axis), "log_softmax": lambda x, axis: torch.log_softmax(x, axis),
    "cross_entropy": lambda z, label: F.cross_entropy(z.reshape(-1, z.shape[-1]), torch.tensor(label).reshape(-1)),
    "mse": F.mse_loss, "linear": lambda x, W, b: F.linear(x, W.T, b),
    "layer_norm": lambda x, scale, shift: F.layer_norm(x, x.shape[-1:], scale, shift),
    "conv2d": lambda x, K, b, padding: F.conv2d(x, K, b, padding=padding),
    "max_pool": lambda x, size: F.max_pool2d(x, size),
    "embedding": lambda E, at: E[torch.tensor(at, dtype=torch.long)],
}


def index(x, key):
    if isinstance(key, tuple):
        return x[tuple(list(part) if isinstance(part, tuple) else part for part in key)]
    return x[torch.tensor(key) if isinstance(key, np.ndarray) else key]


def derivatives(name, inputs, options, weight, direction):
    """PyTorch's gradient for every input, and the Hessian times `direction` (zeros where there is none)."""
    x = [torch.tensor(a, requires_grad=True) for a in inputs]
    v = [torch.tensor(a) for a in direction]
    y = (torch.tensor(weight) * torch.sin(TORCH[name](*x, **options))).sum()
    g = torch.autograd.grad(y, x, create_graph=True)
    slope = sum((a * b).sum() for a, b in zip(g, v, strict=True))
    Hv = torch.autograd.grad(slope, x, allow_unused=True) if slope.requires_grad else [None] * len(x)
    return ([a.detach().numpy() for a in g],
            [np.zeros(b.shape) if a is None else a.numpy() for a, b in zip(Hv, inputs, strict=True)])


def record(names, cases=4):
    """Record these rows. Each row draws its cases from a seed of its own, so that no row moves another."""
    with np.load(HERE / "autodiff.npz") as file:
        table = {key: array for key, array in file.items() if key.split("/")[0] in set(ROWS) - set(names)}
    table["made_with"] = np.array(f"torch {torch.__version__}, float64")
    for name in names:
        rng = np.random.default_rng(zlib.crc32(name.encode()))
        for i in range(cases):
            inputs, options, weight = case(name, rng)
            direction = [rng.normal(size=x.shape) for x in inputs]
            g, Hv = derivatives(name, inputs, options, weight, direction)
            table[f"{name}/{i}/options"] = np.array(json.dumps(options))
            table[f"{name}/{i}/weight"] = weight
            for kind, arrays in zip(("x", "v", "g", "Hv"), (inputs, direction, g, Hv), strict=True):
                table |= {f"{name}/{i}/{kind}{j}": array for j, array in enumerate(arrays)}
    np.savez_compressed(HERE / "autodiff.npz", **table)


if __name__ == "__main__":
    record(sys.argv[1:] or list(ROWS))
