"""Record lesson 16's trial for 30 splits of the names in names.json: by how much each rule is ahead of SGD.

Plain NumPy. Each rule has seven tries of η, in steps of about √2, judged by three seeds on the names for choosing; then
five other seeds are judged. A lead is SGD's mean loss less that of the rule: on new names by how often their rarest
piece was met while learning, and on the learnt names with a piece met at most twice.

    pip install numpy ; python tests/recorded/make_names.py
"""
import csv
import json
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
SPLITS, TUNING, SEEDS = (16, *range(100, 130)), (100, 101, 102), range(5)
ADAM = (0.025, 0.035, 0.05, 0.07, 0.1, 0.14, 0.2)
TRIES = {"SGD": (5, 7, 10, 14, 20, 28, 40), "AdaGrad": (0.1, 0.14, 0.2, 0.28, 0.4, 0.56, 0.8), "Adam, whole": ADAM,
         "Adam, rows": ADAM, "Adam, rows, no mean of slopes": ADAM}


def data():
    """The rows of each name, 0 where it has no more pieces, and +1 for names that are more common with women."""
    with open(HERE.parents[1] / "notebooks" / "data" / "names.csv", encoding="utf-8") as file:
        _, *entries = csv.reader(file)
    pieces = [[f"^{name}$"[k:k + 3] for k in range(len(name))] for name, *_ in entries]
    row_of = {piece: k + 1 for k, piece in enumerate(sorted({piece for some in pieces for piece in some}))}
    X = np.array([[row_of[piece] for piece in some] + [0] * (15 - len(some)) for some in pieces])
    return X, np.array([1.0 if float(women) > float(men) else -1.0 for _, women, men in entries])


X, SIGN = data()
ROWS = X.max() + 1


def losses(x, names):
    """The loss of each of these names."""
    return np.logaddexp(0, -SIGN[names] * (x[X[names]] * (X[names] > 0)).sum(axis=1))


def fitted(rule, eta, batches):
    """The rows after these batches."""
    x, m, v = np.zeros((3, ROWS))
    mean = 0.0 if rule.endswith("no mean of slopes") else 0.9
    for t, names in enumerate(batches, 1):
        at, y = X[names], SIGN[names]
        pull = -y / (1 + np.exp(y * (x[at] * (at > 0)).sum(axis=1))) / len(names)
        g = np.bincount(at.ravel(), (pull[:, None] * (at > 0)).ravel(), ROWS)
        k = np.unique(at[at > 0]) if "rows" in rule else slice(None)
        if rule == "SGD":
            x -= eta * g
        elif rule == "AdaGrad":
            v += g ** 2
            x -= eta * g / (np.sqrt(v) + 1e-8)
        else:
            m[k] = mean * m[k] + (1 - mean) * g[k]
            v[k] = 0.999 * v[k] + 0.001 * g[k] ** 2
            x[k] -= eta * m[k] / (1 - mean ** t) / (np.sqrt(v[k] / (1 - 0.999 ** t)) + 1e-8)
    return x


def batches(learn, seed, passes):
    """Sixty batches of sixty names for each pass."""
    rng = np.random.default_rng(seed)
    return np.concatenate([rng.permutation(learn).reshape(60, 60) for _ in range(passes)])


def trial(split, passes):
    """η of each rule, and its lead on SGD in each band."""
    learn, choose, judge = np.split(np.random.default_rng(split).permutation(len(X)), [3600, 4200])
    times = np.bincount(X[learn].ravel(), minlength=ROWS)
    rarest = np.where(X > 0, times[X], len(X)).min(axis=1)
    met = rarest[judge]
    bands = {"learnt": learn[rarest[learn] <= 2], "never met": judge[met == 0],
             "once or twice": judge[(met == 1) | (met == 2)], "more often": judge[met > 2]}
    chosen, means = {}, {}
    for rule, tries in TRIES.items():
        found = [np.mean([losses(fitted(rule, eta, batches(learn, seed, passes)), choose).mean() for seed in TUNING])
                 for eta in tries]
        chosen[rule] = tries[int(np.argmin(found))]
        tables = [fitted(rule, chosen[rule], batches(learn, seed, passes)) for seed in SEEDS]
        means[rule] = {band: np.mean([losses(x, names).mean() for x in tables]) for band, names in bands.items()}
    return {"eta": chosen, "lead": {rule: {band: round(means["SGD"][band] - loss, 4) for band, loss in own.items()}
                                    for rule, own in means.items() if rule != "SGD"}}


if __name__ == "__main__":
    record = {str(passes): {str(split): trial(split, passes) for split in SPLITS} for passes in (1, 3)}
    (HERE / "names.json").write_text(json.dumps(record) + "\n", encoding="utf-8", newline="\n")
