"""Record PyTorch's training of lesson 15's convolutional net, seeds 2 to 6, in images_cnn.json.

    pip install torch numpy ; python tests/recorded/make_images_cnn.py
"""
import json
from pathlib import Path

import numpy as np
import torch

HERE = Path(__file__).parent
EPOCHS, BATCH, RATE, SEEDS, POINTS = 12, 40, 0.03, range(2, 7), 20


def data():
    """The digits and their labels, and the rows of lesson 13's three parts."""
    with np.load(HERE.parents[1] / "notebooks" / "data" / "digits.npz") as file:
        images, labels = torch.tensor(file["images"] / 16), torch.tensor(file["labels"].astype(int))
    order = np.random.default_rng(13).permutation(len(labels))
    return images[:, None], labels, np.split(order, [1200, 1440])


def net(rng):
    """24 kernels of 3 × 3, ReLU, max pooling, ten scores; weights drawn as in the lesson, biases 0."""
    layers = torch.nn.Sequential(torch.nn.Conv2d(1, 24, 3), torch.nn.ReLU(), torch.nn.MaxPool2d(2),
                                 torch.nn.Flatten(), torch.nn.Linear(216, 10)).double()
    kernels = np.sqrt(2 / 9) * rng.standard_normal((24, 1, 3, 3))
    weights = np.sqrt(2 / 216) * rng.standard_normal((216, 10))
    with torch.no_grad():
        layers[0].weight.copy_(torch.tensor(kernels))
        layers[4].weight.copy_(torch.tensor(weights.T))
        for layer in (layers[0], layers[4]):
            layer.bias.zero_()
    return layers


def run(seed):
    """The mean loss of each of 20 equal stretches of the training, and the share of test images read rightly."""
    images, labels, (training, _, test) = data()
    model, rng, total, losses = net(np.random.default_rng(seed)), np.random.default_rng(seed), EPOCHS * 30, []
    rule = torch.optim.Adam(model.parameters(), lr=RATE)
    for t in range(total):
        if t % 30 == 0:
            shuffled = rng.permutation(training)
        rows = shuffled[t % 30 * BATCH:][:BATCH]
        rule.param_groups[0]["lr"] = RATE * (1 + np.cos(np.pi * t / total)) / 2
        loss = torch.nn.functional.cross_entropy(model(images[rows]), labels[rows])
        rule.zero_grad()
        loss.backward()
        rule.step()
        losses.append(loss.item())
    with torch.no_grad():
        share = (model(images[test]).argmax(1) == labels[test]).double().mean().item()
    return {"losses": np.reshape(losses, (POINTS, -1)).mean(axis=1).round(5).tolist(), "test": round(share, 5)}


if __name__ == "__main__":
    record = {"made_with": f"torch {torch.__version__.split('+')[0]}, float64", "runs": {s: run(s) for s in SEEDS}}
    (HERE / "images_cnn.json").write_text(json.dumps(record) + "\n", encoding="utf-8", newline="\n")
