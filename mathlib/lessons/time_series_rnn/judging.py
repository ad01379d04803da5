"""How lesson 17 judges two matrices that take turns: by their traces and determinants, in exact fractions."""
from fractions import Fraction

import numpy as np

from mathlib.exercises.reading import keyed, real_array
from mathlib.exercises.verdict import Verdict
from mathlib.words import number

GROWS = "two matrices that vanish alone and grow by turns"


def _pair(answer):
    """[A, B] as {"A": A, "B": B}; anything else as it is."""
    return dict(zip("AB", answer, strict=True)) if isinstance(answer, (list, tuple)) and len(answer) == 2 else answer


@keyed("AB", ", each a matrix of two rows", spelt=_pair)
def readable(answer):
    """{"A": …, "B": …} as two lists of rows of floats; or a Verdict that says what cannot be read."""
    found = {}
    for name, value in answer.items():
        matrix = real_array(value, (2, 2))
        if isinstance(matrix, str):
            return Verdict("wrong", f"`{name}` is {matrix} Write its two rows of two real numbers, as in "
                                    "[[0.5, 0], [0, 0.5]].")
        if abs(matrix).max() > 1e100:
            return Verdict("wrong", f"`{name}` holds a number that is far too large.")
        found[name] = matrix.tolist()
    return found


def exact(rows):
    """A matrix of Fractions."""
    return [[Fraction(value) for value in row] for row in rows]


def times(B, A):
    """The product B A."""
    return [[sum(B[i][k] * A[k][j] for k in range(2)) for j in range(2)] for i in range(2)]


def trace_and_det(M):
    """Sum and product of the eigenvalues of a 2 × 2 matrix."""
    return M[0][0] + M[1][1], M[0][0] * M[1][1] - M[0][1] * M[1][0]


def inside(M):
    """Whether both eigenvalues of a 2 × 2 matrix are below 1 in size."""
    trace, det = trace_and_det(M)
    return abs(det) < 1 and abs(trace) < 1 + det


def grows(A, B):
    """Whether BA has an eigenvalue above 1 in size, where A and B have none of 1 or more, so that |det BA| < 1."""
    trace, det = trace_and_det(times(B, A))
    return abs(trace) > 1 + det


def leads(found):
    """What an answer shows, in words."""
    A, B = exact(found["A"]), exact(found["B"])
    return GROWS if inside(A) and inside(B) and grows(A, B) else "something else"


def size(rows):
    """The size of the largest eigenvalue, to be read."""
    return number(abs(np.linalg.eigvals(np.array(rows, float))).max(), 4)


def told(found):
    """Which condition fails, with the numbers."""
    A, B = exact(found["A"]), exact(found["B"])
    for name, matrix in (("A", A), ("B", B)):
        if not inside(matrix):
            return (f"{name} alone does not make every arrow vanish: its largest eigenvalue has the size "
                    f"{size(found[name])}, and it has to be below 1.")
    product = size(np.array(found["B"]) @ np.array(found["A"]))
    words = f"A, then B: the largest eigenvalue of BA has the size {product}, and above 1 the turns grow without end."
    if found["A"] == found["B"]:
        return f"{words} A and B are one matrix here, and that one vanishes."
    if all(M[0][1] == M[1][0] for M in (A, B)):
        return f"{words} Both are symmetric: such a matrix stretches no arrow by more than its largest |λ|."
    if times(A, B) == times(B, A):
        return f"{words} A and B can change places here, AB = BA, and then eigenvalues multiply. Find two that cannot."
    if any(A[i][j] == B[i][j] == 0 for i, j in ((0, 1), (1, 0))):
        return (f"{words} Both are triangular in the same way, and then the eigenvalues of BA are the products on the "
                "diagonal. Let B have its 0 on the other side.")
    return (f"{words} One of the two has to lengthen an arrow, and the other must not undo it: it has to turn the "
            "arrow back to where it is lengthened.")
