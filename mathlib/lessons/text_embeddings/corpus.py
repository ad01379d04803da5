"""The data of lesson 16 as arrays: names cut into pieces, the novel in few characters; and models that only count."""
import re

import numpy as np

from mathlib import datasets


def names_in_pieces():
    """The names; the rows of their pieces of three letters, 0 where none are left; +1 if more common with women."""
    names, percent = datasets.names(), datasets.name_shares()
    pieces = [[f"^{name}$"[k:k + 3] for k in range(len(name))] for name in names]
    row_of = {piece: k + 1 for k, piece in enumerate(sorted({piece for some in pieces for piece in some}))}
    rows = [[row_of[piece] for piece in some] + [0] * (15 - len(some)) for some in pieces]
    women, men = percent.T
    return names, np.array(rows), np.where(women > men, 1.0, -1.0)


def plain(text):
    """Small letters, the space and eight marks; line breaks are spaces, and headings of chapters are left out."""
    text = re.sub(r"chapter \d+", " ", text.lower())
    return " ".join(re.sub(r"[^a-z .,;!?'\"-]", " ", text).split())


def windows(part, length):
    """Inputs and targets, shape (windows, length) each: every letter of a part is predicted once."""
    count = (len(part) - 1) // length
    return tuple(part[k:count * length + k].reshape(count, length) for k in (0, 1))


def random_windows(part, length, size, total, seed):
    """Random windows, `total` times: inputs and targets, the letters one further on, of shape (size, length) each."""
    rng = np.random.default_rng(seed)
    for _ in range(total):
        at = rng.integers(len(part) - length, size=size)[:, None] + np.arange(length)
        yield part[at], part[at + 1]


def _strings(part, k, n):
    """All strings of k letters that follow each other, each as one number."""
    code = np.zeros(len(part) - k + 1, np.int64)
    for j in range(k):
        code = n * code + part[j:len(part) - k + 1 + j]
    return code


def _times(strings, among):
    """How often each of these strings is among others."""
    known, counts = np.unique(among, return_counts=True)
    place = np.minimum(np.searchsorted(known, strings), len(known) - 1)
    return np.where(known[place] == strings, counts[place], 0)


def counting(past, future, n, most=5, extra=5):
    """Bits per character of models that count what followed the last k letters, k = 0 to `most`, in a dict.

    p = (how often this letter followed + extra · p of the model with k − 1 letters) / (how often any did + extra)
    """
    p, bits = np.full(len(future) + 1, 1 / n), {"uniform": np.log2(n)}
    for k in range(most + 1):
        followed = _times(_strings(future, k + 1, n), _strings(past, k + 1, n))
        stood = _times(_strings(future[:-1], k, n), _strings(past[:-1], k, n))
        p = (followed + extra * p[1:]) / (stood + extra)
        bits[{0: "no letter", 1: "1 letter (bigram)"}.get(k, f"{k} letters")] = -np.log2(p).mean()
    return bits
