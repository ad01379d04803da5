"""Record 100 steps of PyTorch's optimizers and schedulers in optimizers.json.

    pip install torch==2.13.0 && python tests/recorded/make_optimizers.py

The loss is a fixed sum of quartic, quadratic and sine terms of five numbers, so that gradients change sign, size and
ratio along the way. float64.
"""
import json
from pathlib import Path

import torch

START = [2.5, -0.75, 0.25, -2.0, 0.0]
STEPS = 100
RUNS = {  # name: (torch.optim class, its arguments)
    "GradientDescent": ("SGD", {"lr": 0.02}),
    "Momentum": ("SGD", {"lr": 0.02, "momentum": 0.9}),
    "Nesterov": ("SGD", {"lr": 0.02, "momentum": 0.9, "nesterov": True}),
    "AdaGrad": ("Adagrad", {"lr": 0.3, "eps": 1e-8}),
    # small, so that no parameter arrives: at a minimum RMSprop divides round-off by round-off, which no two share
    "RMSprop": ("RMSprop", {"lr": 0.003, "alpha": 0.9, "eps": 1e-8}),
    "Adam": ("Adam", {"lr": 0.1, "betas": (0.9, 0.999), "eps": 1e-8}),
    "AdamW": ("AdamW", {"lr": 0.1, "betas": (0.9, 0.999), "eps": 1e-8, "weight_decay": 0.05}),
    "L2": ("Adam", {"lr": 0.1, "weight_decay": 0.05}),
}
SCHEDULES = {  # name: (torch.optim.lr_scheduler class, its arguments)
    "Step": ("StepLR", {"step_size": 30, "gamma": 0.5}),
    "Cosine": ("CosineAnnealingLR", {"T_max": 100, "eta_min": 0.01}),
    "InverseTime": ("LambdaLR", {"lr_lambda": lambda t: 1 / (1 + 0.05 * t)}),
    "WarmUp": ("LinearLR", {"start_factor": 0.1, "total_iters": 9}),
}


def loss(x):
    return (0.1 * x**4 - 0.5 * x**2 + torch.tensor([0.1, 1.0, 5.0, 0.3, 2.0]) * x**2 + torch.sin(3 * x)).sum()


def path(kind, settings):
    x = torch.tensor(START, requires_grad=True)
    optimizer = getattr(torch.optim, kind)([x], **settings)
    points = [x.tolist()]
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss(x).backward()
        optimizer.step()
        points.append(x.tolist())
    return points


def rates(kind, settings):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.5)
    schedule = getattr(torch.optim.lr_scheduler, kind)(optimizer, **settings)
    values = []
    for _ in range(STEPS):
        values.append(schedule.get_last_lr()[0])
        optimizer.step()
        schedule.step()
    return values


def sparse_adam():
    """Ten steps of SparseAdam on a table (6, 2); step t touches two rows, with given gradients.

    SparseAdam adds eps before it removes the bias of v, Adam after: eps is too small to tell here.
    """
    table = torch.nn.Parameter(torch.arange(12.0).reshape(6, 2) / 10)
    optimizer = torch.optim.SparseAdam([table], lr=0.1, eps=1e-30)
    tables = [table.tolist()]
    for t in range(10):
        rows, values = [t % 6, (2 * t + 3) % 6], [[0.3 + t, -1.0], [2.0, 0.1 * t - 0.35]]
        if rows[0] == rows[1]:
            rows, values = rows[:1], values[:1]
        table.grad = torch.sparse_coo_tensor([rows], values, (6, 2), check_invariants=True).coalesce()
        optimizer.step()
        tables.append(table.tolist())
    return tables


def lines(record):
    """JSON with one point a line: readable, and a diff shows which step changed."""
    part = ",\n".join(f' "{name}": [\n  ' + ",\n  ".join(map(json.dumps, rows)) + "]" for name, rows in record.items())
    return "{\n" + part + "\n}\n"


if __name__ == "__main__":
    torch.set_default_dtype(torch.float64)
    record = {name: path(*run) for name, run in RUNS.items()}
    record |= {f"schedule {name}": rates(*run) for name, run in SCHEDULES.items()}
    record |= {"SparseAdam": sparse_adam()}
    Path(__file__).with_name("optimizers.json").write_text(lines(record), encoding="utf-8")
