"""What only lesson 15 needs: kernels as a picture, a filter whose kernel is to be found, and maps of drawn kernels."""
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


def drawn_maps(images, seed, places):
    """The pooled maps (images, 216) of 24 kernels drawn at random, as a dense layer sees them.

    places: 1 for the same kernels in every place, 36 for kernels of its own in each.
    """
    windows = np.lib.stride_tricks.sliding_window_view(images, (3, 3), (1, 2))
    windows = windows.reshape(-1, 36, 9).transpose(1, 0, 2)         # 36 places, images, 9 pixels
    kernels = np.random.default_rng(seed).normal(0, np.sqrt(2 / 9), (24, places, 9))
    maps = windows @ kernels.transpose(1, 2, 0)                     # 36 places, images, 24 kernels
    pooled = maps.reshape(3, 2, 3, 2, -1, 24).max(axis=(1, 3))
    return np.maximum(pooled, 0).transpose(2, 3, 0, 1).reshape(-1, 216)
