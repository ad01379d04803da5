"""Record PyTorch's training of lesson 16's transformer, seeds 0 to 4, in text_embeddings.json.

    pip install torch numpy ; python tests/recorded/make_text_embeddings.py
"""
import json
import re
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

HERE = Path(__file__).parent
T, D, HEADS, BATCH, STEPS, RATE, SEEDS, POINTS = 16, 48, 4, 24, 900, 0.015, range(5), 20


def data():
    """The codes of the novel's characters: 18 chapters to learn from, the last three for the test; how many letters."""
    novel = (HERE.parents[1] / "notebooks" / "data" / "pride_and_prejudice.txt").read_text(encoding="utf-8").lower()
    text = " ".join(re.sub(r"[^a-z .,;!?'\"-]", " ", re.sub(r"chapter \d+", " ", novel)).split())
    letters = sorted(set(text))
    codes = np.array([letters.index(letter) for letter in text])
    return (codes[:text.index("the next day opened a new scene")], codes[text.index("the discussion of mr. col"):],
            len(letters))


def first_weights(rng, n):
    """Drawn in the order of the lesson, in float64, then made float32."""
    def normal(rows, columns, scale):
        return scale * rng.standard_normal((rows, columns))

    def norm():
        return [np.ones(D), np.zeros(D)]
    net = [normal(n, D, 0.5), normal(T, D, 0.5), *norm(), normal(D, 3 * D, D ** -0.5), np.zeros(3 * D),
           normal(D, D, D ** -0.5 / 2), np.zeros(D), *norm(), normal(D, 4 * D, (2 / D) ** 0.5), np.zeros(4 * D),
           normal(4 * D, D, (4 * D) ** -0.5 / 2), np.zeros(D), *norm(), normal(D, n, D ** -0.5), np.zeros(n)]
    return [torch.tensor(w.astype(np.float32), requires_grad=True) for w in net]


def scores(net, at):
    """Causal self-attention and a layer with ReLU, each on a residual path behind a layer norm."""
    batch = len(at)
    h = net[0][at] + net[1]
    q, k, v = (part.reshape(batch, T, HEADS, D // HEADS).transpose(1, 2)
               for part in (functional.layer_norm(h, (D,), *net[2:4]) @ net[4] + net[5]).split(D, dim=2))
    seen = functional.scaled_dot_product_attention(q, k, v, is_causal=True).transpose(1, 2).reshape(batch, T, D)
    h = h + seen @ net[6] + net[7]
    hidden = functional.relu(functional.layer_norm(h, (D,), *net[8:10]) @ net[10] + net[11])
    h = h + hidden @ net[12] + net[13]
    return functional.layer_norm(h, (D,), *net[14:16]) @ net[16] + net[17]


def bits(net, at, following):
    """The mean loss in bits per character."""
    return functional.cross_entropy(scores(net, at).flatten(0, 1), following.flatten()) / np.log(2)


def run(seed):
    """The bits of each of 20 equal stretches of the training, and those of the test text."""
    past, future, n = data()
    net, rng, found = first_weights(np.random.default_rng(seed), n), np.random.default_rng(seed), []
    rule = torch.optim.Adam(net, lr=RATE)
    for t in range(STEPS):
        at = rng.integers(len(past) - T, size=BATCH)[:, None] + np.arange(T)
        rule.param_groups[0]["lr"] = RATE * (1 + np.cos(np.pi * t / STEPS)) / 2
        loss = bits(net, torch.tensor(past[at]), torch.tensor(past[at + 1]))
        rule.zero_grad()
        loss.backward()
        rule.step()
        found.append(loss.item())
    count = (len(future) - 1) // T
    with torch.no_grad():
        test = bits(net, *(torch.tensor(future[k:k + count * T].reshape(count, T)) for k in (0, 1))).item()
    return {"bits": np.reshape(found, (POINTS, -1)).mean(axis=1).round(4).tolist(), "test": round(test, 4)}


if __name__ == "__main__":
    torch.set_num_threads(1)
    record = {"made_with": f"torch {torch.__version__.split('+')[0]}, float32", "runs": {s: run(s) for s in SEEDS}}
    (HERE / "text_embeddings.json").write_text(json.dumps(record) + "\n", encoding="utf-8", newline="\n")
