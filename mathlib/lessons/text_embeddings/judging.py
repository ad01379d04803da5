"""How lesson 16 judges scores and values of which the largest weight does nothing."""
import numpy as np

from mathlib.autodiff import softmax
from mathlib.exercises.reading import has_dots, real_array
from mathlib.exercises.verdict import Verdict

IDLE = "leaving out the largest weight changes nothing, leaving out another one does"
LARGE, SMALL, CLEAR = 0.4995, 0.01, 0.03    # a weight of 0.500; of the range of the values, what counts as 0, as change


def without(z, v, k):
    """The mean of the values when position k is masked."""
    return float(softmax(np.delete(z, k)) @ np.delete(v, k))


def changes(z, v):
    """The weights, and by how much the output changes without each position, as shares of the range of the values."""
    z, v = np.asarray(z, float), np.asarray(v, float)
    p = softmax(z)
    return p, np.array([abs(without(z, v, k) - p @ v) for k in range(3)]) / max(np.ptp(v), 1e-300)


def pair(answer):
    """A reader: the answer as two lists of three numbers, or a Verdict that says why it is none."""
    if has_dots(answer):
        return ...
    if not isinstance(answer, dict) or set(answer) != {"scores", "values"}:
        return Verdict("wrong", 'Give both as {"scores": [three numbers], "values": [three numbers]}.')
    read = {name: real_array(part, (3,)) for name, part in answer.items()}
    for name, part in read.items():
        if isinstance(part, str):
            return Verdict("wrong", f"The entry for {name} is {part}")
        if abs(part).max() > 1e6:
            return Verdict("wrong", f"The {name} are not three numbers of a usual size.")
    if not np.ptp(read["values"]):
        return Verdict("wrong", "Three equal values: then no weight matters at all, and leaving out another position "
                                "changes nothing either.")
    p = softmax(read["scores"])
    if p.max() < LARGE:
        given = read["scores"].min() >= 0 and abs(read["scores"].sum() - 1) < 1e-6
        return Verdict("wrong", f"The weights are {told(p)}. The largest has to be at least 0.5."
                                f"{' Did you give weights? Scores go through softmax first.' if given else ''}")
    return {name: part.tolist() for name, part in read.items()}


def told(p):
    """Weights in words."""
    return ", ".join(f"{value:.3f}" for value in p)


def leads(answer):
    """What scores and values show, in words."""
    p, changed = changes(answer["scores"], answer["values"])
    top = int(p.argmax())
    others = np.delete(changed, top)
    return IDLE if changed[top] <= SMALL and others.max() >= CLEAR else "something else"


def witness(answer):
    """What happens instead."""
    p, changed = changes(answer["scores"], answer["values"])
    top = int(p.argmax())
    if changed[top] > SMALL:
        digits = 1 if changed[top] > 1.1 * SMALL else 4
        return (f"The weights are {told(p)}. Without the largest the output changes by "
                f"{100 * changed[top]:.{digits}f} % of the range of the values. What is the output without it, and "
                "where should its value lie?")
    return (f"The weights are {told(p)}. Without the largest the output stays, and without each of the others it "
            "changes by less than 3 % of the range of the values. Give these more weight.")
