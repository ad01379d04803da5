"""What only lesson 15 needs: a picture of all kernels, and a filter whose kernel is to be found."""
import numpy as np

_KERNEL = ((-1, -2, -1), (0, 0, 0), (1, 2, 1))


def through(x):
    """What a filter with an unknown 3 × 3 kernel makes of an image."""
    h, w = len(x) - 2, len(x[0]) - 2
    return sum(_KERNEL[a][b] * np.asarray(x)[a:a + h, b:b + w] for a in range(3) for b in range(3))


def mosaic(kernels, columns=8):
    """Kernels (F, 3, 3) as one picture, row by row, with a line of zeros between them."""
    rows = -(-len(kernels) // columns)
    picture = np.full((4 * rows - 1, 4 * columns - 1), 0.0)
    for k, kernel in enumerate(kernels):
        i, j = divmod(k, columns)
        picture[4 * i:4 * i + 3, 4 * j:4 * j + 3] = kernel
    return picture
