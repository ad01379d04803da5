"""Record how five policies learn CartPole with PyTorch's autograd and Adam, in policy_gradients.json.

    pip install torch numpy gymnasium==1.4.0 ; python tests/recorded/make_policy_gradients.py

The environment, the random numbers and the advantages are those of lesson 18; log p, its gradient and the rule are
PyTorch's.
"""
import json
from pathlib import Path

import gymnasium
import numpy as np
import torch

POLICIES, CARTS, MOST, GAMMA, RATE, UPDATES, SEED = 5, 16, 500, 0.99, 0.5, 25, 18
UNITS = torch.tensor([2.4, 1.0, 0.2, 1.0], dtype=torch.float64)


def play(W, seed, carts=CARTS):
    """States, pushes and who is still up, each (steps, policies, carts, …)."""
    env = gymnasium.make_vec("CartPole-v1", num_envs=len(W) * carts, vectorization_mode="vector_entry_point")
    rng, up, seen = np.random.default_rng(seed), torch.ones(len(W), carts, dtype=bool), []
    x, _ = env.reset(seed=seed, options={})
    while up.any() and len(seen) < MOST:
        x = torch.tensor(x, dtype=torch.float64).reshape(len(W), carts, 4) / UNITS
        p = torch.sigmoid((x * W.detach()[:, None]).sum(2))
        a = torch.tensor(rng.random(p.shape)) < p
        seen.append((x, a, up))
        x, _, fell, _, _ = env.step(a.numpy().ravel().astype(int))
        up = up & ~torch.tensor(fell).reshape(up.shape)
    return (torch.stack(each) for each in zip(*seen))


def advantages(up):
    """Discounted rewards to go, less their mean, over their standard deviation, policy by policy."""
    G, later = torch.zeros(up.shape, dtype=torch.float64), 0.0
    for t in reversed(range(len(up))):
        later = up[t] + GAMMA * later
        G[t] = later
    found = torch.zeros_like(G)
    for k in range(up.shape[1]):
        own = G[:, k][up[:, k]]
        found[:, k][up[:, k]] = (own - own.mean()) / own.std(correction=0)
    return found


def learn():
    """The mean steps of each policy's carts, update by update, and over 100 fresh episodes."""
    W = torch.zeros(POLICIES, 4, dtype=torch.float64, requires_grad=True)
    adam, steps = torch.optim.Adam([W], lr=RATE), []
    for k in range(UPDATES):
        X, A, up = play(W, 1000 * SEED + k)
        log_p = torch.distributions.Bernoulli(logits=(X * W[:, None]).sum(3)).log_prob(A.double())
        loss = -(log_p * advantages(up) / up.sum((0, 2), keepdim=True)).sum()
        adam.zero_grad()
        loss.backward()
        adam.step()
        steps.append((up.sum((0, 2)) / CARTS).tolist())
    _, _, up = play(W, 99, 100)
    return {"mean steps": steps, "fresh": (up.sum((0, 2)) / 100).tolist()}


if __name__ == "__main__":
    path = Path(__file__).with_name("policy_gradients.json")
    path.write_text(json.dumps(learn()) + "\n", encoding="utf-8")
