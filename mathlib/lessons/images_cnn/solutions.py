"""Solutions of lesson 15, as a learner would write them."""
import numpy as np


def out_size(n, k, padding, stride):
    return (n + 2 * padding - k) // stride + 1


def kernel_gradient(X, G):
    F, h, w = G.shape[1:]
    d = np.zeros((F, X.shape[1] - h + 1, X.shape[2] - w + 1))
    for f, a, b in np.ndindex(*d.shape):
        d[f, a, b] = np.sum(G[:, f] * X[:, a:a + h, b:b + w])
    return d


def pool_back(x, g):
    d = np.zeros(x.shape)
    for i, j in np.ndindex(*g.shape):
        tile = x[2 * i:2 * i + 2, 2 * j:2 * j + 2]
        a, b = np.unravel_index(tile.argmax(), tile.shape)
        d[2 * i + a, 2 * j + b] = g[i, j]
    return d


unsettled = [[0, 1, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0], [0, 0, 0, 0]]


def input_gradient(G, K):
    h, w = G.shape
    d = np.zeros((h + K.shape[0] - 1, w + K.shape[1] - 1))
    for a, b in np.ndindex(*K.shape):
        d[a:a + h, b:b + w] += K[a, b] * G
    return d
