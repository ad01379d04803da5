"""The exercises of lesson 15, images."""
import numpy as np

from mathlib.exercises.exercise import Exercise
from mathlib.lessons.images_cnn import judging, slips, solutions

# ---- 15.1 one kernel -----------------------------------------------------------------------------------

out_size = Exercise(
    id="15.out_size", title="How large is the output?", minutes=4, reference=solutions.out_size,
    cases=((8, 3, 0, 1), (8, 3, 1, 1), (9, 3, 0, 2), (8, 3, 0, 2), (10, 4, 1, 3), (28, 5, 2, 1), (7, 7, 0, 1),
           (6, 2, 0, 2)),
    hints=("How far can the first pixel of the window move? Padding makes the image longer at both ends.",
           "It can stand at 0, then at `stride`, at twice that, … up to n + 2·padding − k. Count these places."),
    traps={
        "The place at 0 counts as well: there is one window more than there are steps.": slips.one_short,
        "Padding is added at both ends, so it counts twice.": slips.padding_once,
        "Padding is left out. It makes the image longer before the windows are counted.": slips.no_padding,
        "That counts every window. With a stride of 2 only every second one is used.": slips.no_stride,
        "A last window that would reach over the edge is left out: round down.": slips.rounded_up,
        "1 comes after the division: the first window is there whatever the stride.": slips.one_too_early,
        "A window is there or it is not. Round down what is left over.": slips.fractions,
        "Padding and stride are both left out.": slips.neither,
        "That is the number of outputs in a square image. One direction is asked for.": slips.squared,
        "The last window is left out where it ends at the edge: it may begin at n + 2·padding − k itself.":
            slips.open_end,
        "The size of the kernel has to come in: a window has to fit in as a whole.": slips.pixels_by_stride,
    },
    because="Three rows of a photograph with 4,000 columns, k = 3, stride 1 and no padding: an output of 1 × 3,998.")


def slopes_that_arrive(rng):
    """Batches of images, and slopes of a loss in the outputs of some kernels."""
    found = [(np.arange(9.0).reshape(1, 3, 3), np.array([[[[1.0, 0.0], [0.0, 10.0]]]]))]
    for B, F, size, out in ((1, 1, (8, 8), (6, 6)), (2, 1, (4, 5), (3, 3)), (3, 2, (5, 4), (3, 3)),
                            (2, 3, (6, 6), (2, 4))):
        found.append((rng.normal(size=(B, *size)), rng.normal(size=(B, F, *out))))
    return found


kernel_gradient = Exercise(
    id="15.kernel_gradient", title="The gradient of a kernel", minutes=11, reference=solutions.kernel_gradient,
    cases=slopes_that_arrive, tolerance=1e-5,
    hints=("The kernel's size follows from the two others: an output of h rows on H rows of input comes from "
           "H − h + 1 rows of kernel.",
           "For one kernel f and one weight [a, b]: which h × w block of each image does that weight multiply? "
           "`np.sum` of a product adds over images and places at once."),
    traps={
        "That is a mean over the places. Each place changes L by its own share, and shares add.":
            slips.mean_over_places,
        "That is a mean over all products. Shares add: a 1/B, if L has one, is in G already.": slips.mean_of_all,
        "You took the mean over the images. A 1/B, if L has one, is in G already: add.": slips.mean_over_images,
        "Only the first image is in it. The same kernel acts on every image of the batch.": slips.first_image,
        "Only the output in the corner is in it. The weight acts at every place.": slips.one_place,
        "Later images replace earlier ones. The shares of all images add: +=, or one sum over them.":
            slips.last_image,
        "Rows and columns of the kernel are exchanged: a counts rows, and comes first.": slips.exchanged,
        "The entries stand in reverse order, as if x or the kernel were turned round. On the way forward K[a, b] meets "
        "x[i + a, j + b], and it does so here.": slips.turned,
        "G is turned round. Laid on the image it stays as it is: G[n, f, i, j] meets X[n, i + a, j + b].":
            slips.turned_slopes,
        "One row and one column are missing: H − h is how far h rows can move, and they start at 0.":
            slips.one_too_small,
        "The kernels got mixed: each has slopes of its own, G[:, f].": slips.all_kernels,
        "These are sums of inputs. Each has to be weighted with the slope that arrives at its output.":
            slips.inputs_only,
        "That is the largest product alone. All of them count.": slips.largest_only,
    },
    because="Layers of any size do this, with one sum more, over the images. The bias of kernel f, which acts "
            "everywhere with the input 1, gets `G[:, f].sum()`.")

# ---- 15.2 pooling --------------------------------------------------------------------------------------


def maps(rng):
    """Maps with slopes behind the pooling: distinct entries first, then tiles with ties."""
    flat = np.array([[0.0, 0.0, 2.0, 2.0], [0.0, 0.0, 1.0, 2.0]])
    across = np.array([[1.0, 2.0, 0.0, 1.0], [2.0, 1.0, 1.0, 1.0]])
    return [(np.array([[1.0, 2.0], [4.0, 3.0]]), np.array([[5.0]])), (rng.normal(size=(4, 6)), rng.normal(size=(2, 3))),
            (np.arange(48.0).reshape(6, 8), rng.normal(size=(3, 4))), (flat, np.array([[3.0, -1.0]])),
            (across, np.array([[2.0, 5.0]])),
            (-1 - rng.random((4, 4)), rng.normal(size=(2, 2)))]


pool_back = Exercise(
    id="15.pool_back", title="The way back through pooling", minutes=9, reference=solutions.pool_back, cases=maps,
    hints=("Raise one of the four entries a little. When does the largest of them change?",
           "For each tile: the place of its largest entry gets the slope, the others get 0. `tile.argmax()` counts "
           "from 0 to 3, row by row, and takes the first of a tie; `np.unravel_index` turns that into row and column."),
    traps={
        "That is the way back through average pooling. Here a small nudge of a smaller entry changes nothing.":
            slips.shared_out,
        "All four entries get the slope. The output follows the largest only.": slips.to_all,
        "Of entries that tie, the first in reading order takes the slope, and the others get 0.": slips.to_all_ties,
        "Of entries that tie you took the first by columns. Reading order is row by row.": slips.first_by_columns,
        "You part the slope among ties, which is a fair choice. Ours, and PyTorch's, is the first in reading order.":
            slips.split_ties,
        "Of entries that tie, you took the last one. By agreement it is the first in reading order.": slips.last_tie,
        "The output is the winner itself, so its slope is 1. You multiplied by its value.": slips.times_value,
        "The right places, with 1 in them. The slope that arrives from behind belongs there.": slips.ones_only,
        "You took the smallest entry of each tile. Pooling keeps the largest.": slips.smallest,
        "The places are right, and hold the largest entries. The slopes g belong there.": slips.largest_in_place,
        "Winners of 0 or below got nothing, as if ReLU stood here. Pooling passes the slope on, whatever its winner.":
            slips.through_relu,
        "Row and column of the winner are exchanged within its tile.": slips.exchanged_in_tile,
        "You always took the corner of the tile. The largest entry may stand elsewhere.": slips.top_left,
        "The largest entry counts, which is not the largest size: −1 is larger than −2.": slips.largest_size,
    },
    because="Of four entries one passes the slope on, and nothing here is a parameter. Where entries tie, the largest "
            "has no derivative; that the first takes it is an agreement.")

# ---- 15.3 places ---------------------------------------------------------------------------------------

unsettled = Exercise(
    id="15.unsettled", title="A counterexample", minutes=5, reference=solutions.unsettled, reader=judging.image,
    measure=judging.leads, witness=judging.told,
    hints=("One pixel of ink is enough. In which columns may it stand, so that the tile is another one after the move?",
           "Tiles cover columns 0 and 1, and columns 2 and 3. From column 0 a pixel moves within its tile."),
    because="Pooling holds still what moves within a tile: a pixel in column 0. From column 1 it crosses into the next "
            "tile.")


def one_map(rng):
    """Slopes in an output, and a kernel."""
    return [(np.array([[1.0]]), np.array([[1.0, 2.0], [3.0, 4.0]])), (rng.normal(size=(6, 6)), rng.normal(size=(3, 3))),
            (rng.normal(size=(2, 4)), rng.normal(size=(2, 3))), (rng.normal(size=(4, 3)), rng.normal(size=(3, 1)))]


input_gradient = Exercise(
    id="15.input_gradient", title="The gradient in the pixels", stretch=True, minutes=8,
    reference=solutions.input_gradient, cases=one_map, tolerance=1e-5,
    hints=("Follow one output y[i, j]: which pixels made it, each with which weight? They get shares of G[i, j].",
           "Weight K[a, b] carries x[i + a, j + b] to y[i, j], for all i and j. So it brings K[a, b] · G back to the "
           "block that begins at [a, b]; shares add."),
    traps={
        "The kernel has to be turned by half a turn if you slide it over the padded G: what went out to the right "
        "comes back from the left.": slips.correlated,
        "Left and right of the kernel come out exchanged, top and bottom do not. K[a, b] brings its share to the block "
        "that begins at [a, b].": slips.half_turned,
        "Top and bottom of the kernel come out exchanged, left and right do not. K[a, b] brings its share to the block "
        "that begins at [a, b].": slips.half_turned_rows,
        "Rows and columns of the kernel are exchanged. Half a turn is no transpose.": slips.transposed,
        "Later shares replace earlier ones. A pixel serves several outputs, and their shares add: +=.":
            slips.overwritten,
        "Each output replaces the shares of the outputs before it. A pixel serves several, and shares add: +=.":
            slips.overwritten_by_outputs,
        "You took a mean over the outputs. Each of them feels the pixel, and their shares add.":
            slips.mean_over_outputs,
    },
    because="Slid over a padded G the kernel appears turned by half a turn: that is what mathematicians call a "
            "convolution. It is the way back; forward, conv2d is a correlation.")
