"""Record PyTorch's recurrent, gated and attention layers (values and gradients) in layers.npz.

    pip install torch numpy ; python tests/recorded/make_layers.py
"""
from pathlib import Path

import numpy as np
import torch

T, B, N, M, HEADS = 5, 3, 4, 6, 2


def recurrent(module, rng):
    """Inputs, weights in mathlib's layout, states and gradients of one recurrent layer of PyTorch."""
    layer = module(N, M).double()
    torch.nn.init.zeros_(layer.bias_hh_l0)
    x = torch.tensor(rng.normal(size=(T, B, N)), requires_grad=True)
    weight = rng.normal(size=(T, B, M))
    states, _ = layer(x)
    (states * torch.tensor(weight)).sum().backward()
    Wx, Wh, b = layer.weight_ih_l0, layer.weight_hh_l0, layer.bias_ih_l0
    return {"x": x, "Wx": Wx.T, "Wh": Wh.T, "b": b, "weight": torch.tensor(weight), "states": states,
            "dx": x.grad, "dWx": Wx.grad.T, "dWh": Wh.grad.T, "db": b.grad}


def attention(rng):
    """Causal self-attention of PyTorch with the last projection left out (the identity)."""
    layer = torch.nn.MultiheadAttention(M, HEADS, batch_first=True).double()
    torch.nn.init.normal_(layer.in_proj_bias)
    with torch.no_grad():
        layer.out_proj.weight.copy_(torch.eye(M))
    x = torch.tensor(rng.normal(size=(B, T, M)), requires_grad=True)
    weight = torch.tensor(rng.normal(size=(B, T, M)))
    later = torch.triu(torch.ones(T, T, dtype=bool), 1)
    y, _ = layer(x, x, x, attn_mask=later)
    (y * weight).sum().backward()
    W, b = layer.in_proj_weight, layer.in_proj_bias
    return {"x": x, "W": W.T, "b": b, "weight": weight, "y": y, "dx": x.grad, "dW": W.grad.T, "db": b.grad}


if __name__ == "__main__":
    torch.manual_seed(7)
    rng = np.random.default_rng(7)
    tables = {"rnn": recurrent(torch.nn.RNN, rng), "gated": recurrent(torch.nn.GRU, rng), "attention": attention(rng)}
    np.savez_compressed(Path(__file__).parent / "layers.npz", made_with=f"torch {torch.__version__}, float64", **{
        f"{name}/{key}": array.detach().numpy() for name, table in tables.items() for key, array in table.items()})
