"""Record what PyTorch makes of the forecast of lesson 17: the same net, windows, batches and rule, for five seeds.

    pip install torch numpy ; python tests/recorded/make_time_series_rnn.py

First weights and batches are drawn by NumPy from the same distributions and seeds as in the lesson. PyTorch's own
torch.nn.RNN, torch.optim.RMSprop and clip_grad_norm_ do the rest, in float64. For each seed the file has the loss at
every tenth update, a mean over ten batches, and the RMSE in ppm at the sixteen origins.
"""
import csv
import json
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).resolve().parent
DATA = HERE.parent.parent / "notebooks" / "data" / "co2.csv"
HIDDEN, UPDATES, BATCH, LR = 8, 200, 32, 0.001


def series():
    """Months as years, and ppm."""
    with open(DATA, newline="", encoding="utf-8") as file:
        rows = np.array(list(csv.reader(file))[1:], float)
    return rows[:, 0] + (rows[:, 1] - 0.5) / 12, rows[:, 2]


def first_weights(seed):
    """Wx, Wh, b, V, d as mathlib.layers draws them."""
    rng = np.random.default_rng(seed)
    Wx = np.sqrt(2 / (1 + HIDDEN)) * rng.standard_normal((1, HIDDEN))
    Wh = np.sqrt(2 / (2 * HIDDEN)) * rng.standard_normal((HIDDEN, HIDDEN))
    return Wx, Wh, np.zeros(HIDDEN), 0.1 / np.sqrt(HIDDEN) * rng.standard_normal((HIDDEN, 12)), np.zeros(12)


def net(seed):
    """An RNN and a dense layer with these weights."""
    Wx, Wh, b, V, d = (torch.tensor(w) for w in first_weights(seed))
    rnn, dense = torch.nn.RNN(1, HIDDEN).double(), torch.nn.Linear(HIDDEN, 12).double()
    with torch.no_grad():
        for parameter, value in ((rnn.weight_ih_l0, Wx.T), (rnn.weight_hh_l0, Wh.T), (rnn.bias_ih_l0, b),
                                 (rnn.bias_hh_l0, 0 * b), (dense.weight, V.T), (dense.bias, d)):
            parameter.copy_(value)
    rnn.bias_hh_l0.requires_grad_(False)
    return rnn, dense


def trained(seed, x, y):
    """The net after all updates, and its loss, ten updates at a time."""
    rnn, dense = net(seed)
    weights = [w for w in (*rnn.parameters(), *dense.parameters()) if w.requires_grad]
    rule, rng, losses = torch.optim.RMSprop(weights, lr=LR, alpha=0.9), np.random.default_rng(seed), []
    for _ in range(UPDATES):
        rows = rng.choice(len(x), BATCH, replace=False)
        loss = ((forward(rnn, dense, x[rows]) - torch.tensor(y[rows])) ** 2).mean()
        rule.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(weights, 1.0)
        rule.step()
        losses.append(loss.item())
    return rnn, dense, np.mean(np.reshape(losses, (-1, 10)), axis=1)


def forward(rnn, dense, x):
    """Twelve outputs for each window."""
    return dense(rnn(torch.tensor(x.T[:, :, None].copy()))[0][-1])


def main():
    year, ppm = series()
    growth = ppm[12:] - ppm[:-12]
    at_1980, at_1986 = np.searchsorted(year, [1980, 1986])
    mean, spread = growth[:at_1980 - 12].mean(), growth[:at_1980 - 12].std()
    scaled = (growth - mean) / spread

    def windows(origins):
        return (np.array([scaled[o - 48:o - 12] for o in origins]), np.array([scaled[o - 12:o] for o in origins]))

    x, y = windows(np.arange(48, at_1980 - 11))
    x_test, y_test = windows(np.arange(at_1986, len(ppm) - 11, 12))
    runs = []
    for seed in range(5):
        rnn, dense, losses = trained(seed, x, y)
        with torch.no_grad():
            error = spread * (forward(rnn, dense, x_test).numpy() - y_test)
        runs.append({"loss": losses.round(5).tolist(), "rmse": round(float(np.sqrt((error ** 2).mean())), 4)})
    (HERE / "time_series_rnn.json").write_text(json.dumps(
        {"made_with": f"torch {torch.__version__}, float64", "runs": runs}, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    torch.set_num_threads(1)
    main()
