"""Wrong answers that lesson 15 expects, each written as the mistake that leads to it."""
import numpy as np

from mathlib.lessons.images_cnn import solutions

# ---- how large an output is


def one_short(n, k, padding, stride):
    """Without the first window."""
    return (n + 2 * padding - k) // stride


def padding_once(n, k, padding, stride):
    """Padding on one side only."""
    return (n + padding - k) // stride + 1


def no_padding(n, k, padding, stride):
    """Padding left out."""
    return (n - k) // stride + 1


def no_stride(n, k, padding, stride):
    """Every window, whatever the stride."""
    return n + 2 * padding - k + 1


def rounded_up(n, k, padding, stride):
    """A last partial window counts."""
    return -(-(n + 2 * padding - k) // stride) + 1


def one_too_early(n, k, padding, stride):
    """1 added before the division."""
    return (n + 2 * padding - k + 1) // stride


def fractions(n, k, padding, stride):
    """Windows in fractions."""
    return (n + 2 * padding - k) / stride + 1


def pixels_by_stride(n, k, padding, stride):
    """As if the stride alone decided."""
    return (n + 2 * padding) // stride


def neither(n, k, padding, stride):
    """Neither padding nor stride."""
    return n - k + 1


def squared(n, k, padding, stride):
    """Both directions multiplied."""
    return solutions.out_size(n, k, padding, stride) ** 2


def open_end(n, k, padding, stride):
    """Places counted by a range that stops before the last."""
    return len(range(0, n + 2 * padding - k, stride))


# ---- the gradient of a kernel


def mean_over_places(X, G):
    """The mean of the products of an image."""
    return solutions.kernel_gradient(X, G) / G[0, 0].size


def mean_of_all(X, G):
    """The mean over images and places."""
    return solutions.kernel_gradient(X, G) / G[:, 0].size


def mean_over_images(X, G):
    """The mean over the images."""
    return solutions.kernel_gradient(X, G) / len(X)


def first_image(X, G):
    """Only the first image."""
    return solutions.kernel_gradient(X[:1], G[:1])


def one_place(X, G):
    """Only the first place."""
    a, b = solutions.kernel_gradient(X, G).shape[1:]
    return np.tensordot(G[:, :, 0, 0], X[:, :a, :b], (0, 0))


def last_image(X, G):
    """= in place of += in a loop over the images."""
    return solutions.kernel_gradient(X[-1:], G[-1:])


def exchanged(X, G):
    """Rows and columns of the kernel exchanged."""
    return solutions.kernel_gradient(X, G).transpose(0, 2, 1)


def turned(X, G):
    """The kernel's entries in reverse order."""
    return solutions.kernel_gradient(X, G)[:, ::-1, ::-1]


def turned_slopes(X, G):
    """The slopes turned round before they slide."""
    return solutions.kernel_gradient(X, G[:, :, ::-1, ::-1])


def one_too_small(X, G):
    """H − h rows in place of H − h + 1."""
    return solutions.kernel_gradient(X, G)[:, :-1, :-1]


def all_kernels(X, G):
    """The kernels' gradients added up."""
    return np.broadcast_to(solutions.kernel_gradient(X, G).sum(axis=0), solutions.kernel_gradient(X, G).shape)


def inputs_only(X, G):
    """The sum of the inputs, without the slopes that arrive."""
    return solutions.kernel_gradient(X, np.ones_like(G))


def largest_only(X, G):
    """The largest product by size."""
    d = solutions.kernel_gradient(X, G)
    h, w = G.shape[2:]
    for f, a, b in np.ndindex(*d.shape):
        products = G[:, f] * X[:, a:a + h, b:b + w]
        d[f, a, b] = products.flat[abs(products).argmax()]
    return d


# ---- the way back through max pooling


def tiles(x, g):
    """Each tile's place, values and slope."""
    for i, j in np.ndindex(*g.shape):
        at = slice(2 * i, 2 * i + 2), slice(2 * j, 2 * j + 2)
        yield at, x[at], g[i, j]


def shared_out(x, g):
    """A quarter to each."""
    return np.kron(g, np.full((2, 2), 0.25))


def to_all(x, g):
    """The whole slope to all four."""
    return np.kron(g, np.ones((2, 2)))


def to_all_ties(x, g):
    """The whole slope to every entry that ties."""
    d = np.zeros(x.shape)
    for at, tile, slope in tiles(x, g):
        d[at] = slope * (tile == tile.max())
    return d


def split_ties(x, g):
    """The slope in equal parts to those that tie."""
    d = np.zeros(x.shape)
    for at, tile, slope in tiles(x, g):
        d[at] = slope * (tile == tile.max()) / np.sum(tile == tile.max())
    return d


def last_tie(x, g):
    """The last of those that tie."""
    return solutions.pool_back(x[::-1, ::-1], g[::-1, ::-1])[::-1, ::-1]


def first_by_columns(x, g):
    """The first of those that tie, column by column."""
    return solutions.pool_back(x.T, g.T).T


def times_value(x, g):
    """The slope times the winner."""
    return solutions.pool_back(x, g) * x


def ones_only(x, g):
    """The winners marked by 1."""
    return solutions.pool_back(x, np.ones(g.shape))


def smallest(x, g):
    """To the smallest of each tile."""
    return solutions.pool_back(-x, g)


def top_left(x, g):
    """Always the first corner."""
    d = np.zeros(x.shape)
    d[::2, ::2] = g
    return d


def largest_size(x, g):
    """The largest by absolute value."""
    return solutions.pool_back(abs(x), g)


def largest_in_place(x, g):
    """Each tile's largest entry where its slope belongs: pooling forward, once more."""
    return solutions.pool_back(x, x.reshape(len(g), 2, g.shape[1], 2).max(axis=(1, 3)))


def through_relu(x, g):
    """A winner of 0 or below gets nothing."""
    return solutions.pool_back(x, g) * (x > 0)


def exchanged_in_tile(x, g):
    """Row and column of the winner exchanged within its tile."""
    d = solutions.pool_back(x, g)
    for at, _, _ in tiles(x, g):
        d[at] = d[at].T.copy()
    return d


# ---- the gradient in the input

def mean_over_outputs(G, K):
    """A mean over the outputs in place of the sum."""
    return solutions.input_gradient(G, K) / G.size


def correlated(G, K):
    """The kernel as it is slid over the padded slopes: not turned."""
    return solutions.input_gradient(G, K[::-1, ::-1])


def half_turned(G, K):
    """Rows reversed, columns not."""
    return solutions.input_gradient(G, K[:, ::-1])


def half_turned_rows(G, K):
    """Columns reversed, rows not."""
    return solutions.input_gradient(G, K[::-1])


def transposed(G, K):
    """The kernel's transpose."""
    return solutions.input_gradient(G, K.T)


def overwritten(G, K):
    """= in place of +=."""
    h, w = G.shape
    d = np.zeros((h + K.shape[0] - 1, w + K.shape[1] - 1))
    for a, b in np.ndindex(*K.shape):
        d[a:a + h, b:b + w] = K[a, b] * G
    return d


def overwritten_by_outputs(G, K):
    """= in place of +=, output by output."""
    h, w = K.shape
    d = np.zeros((G.shape[0] + h - 1, G.shape[1] + w - 1))
    for i, j in np.ndindex(*G.shape):
        d[i:i + h, j:j + w] = K * G[i, j]
    return d
