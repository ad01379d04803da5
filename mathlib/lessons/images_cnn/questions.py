"""What lesson 15 asks: retrieval from lessons 06, 13 and 14, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("15.recall.saddle", "At a critical point the Hessian has the eigenvalues 5 and −0.01. What is there?", {
        "a saddle": "Along one eigenvector the surface rises, along the other it falls, if slowly.",
        "a minimum": "Every eigenvalue would have to be positive. −0.01 is small and negative: down there it goes.",
        "the test cannot tell": "It is silent where one is 0 and the others have one sign. −0.01 is not 0.",
    }, right="a saddle"),
    Recall("15.recall.relu", "A hidden unit has z = −2 for one image, and ReLU follows. What does this image add to "
                             "the gradient in the weights into the unit?", {
        "nothing": "ReLU is level there, its slope is 0, and nothing comes back through it.",
        "−2 times the pixels": "That puts the value z where ReLU's slope belongs.",
        "the pixels times what arrives": "So it would be with z above 0, where the slope is 1.",
    }, right="nothing"),
    Recall("15.recall.memory", "A net has 1,000 weights. How many numbers does Adam keep beside them, "
                               "the count of updates aside?", {
        "none": "Plain gradient descent keeps none. Adam remembers means of past slopes.",
        "1,000": "So RMSprop does: a mean of squares for each weight. Adam keeps a second mean.",
        "2,000": "For each weight a mean of its slopes and a mean of their squares.",
    }, right="2,000"),
)

shared = Prediction(
    "15.shared", "K[0, 0] rises a little. How fast does L change, per unit by which it rises?",
    ("−5.6, the sum of the 36", "−0.2, the mean of the 36", "3.5, the largest of the 36"),
    right="−5.6, the sum of the 36", ordered=True,
    because="{slope:.1f}, by bumping. Every place with ink under the weight changes at once ({moving} here), each by "
            "its own input, and L feels every one of the changes. A mean would need a 1/36 somewhere in L. The largest "
            "product alone leaves the other places out.",
    holds=lambda slope, moving: abs(slope + 5.58) < 0.02)

mixed = Prediction(
    "15.mixed", "On whole images the convolutional net is ahead of the dense one. Both are trained and tested anew, on "
                "the shuffled images, five times. Where is the convolutional net then, in the mean of the five?",
    ("behind by more than 3 points", "behind by 3 points at most", "still ahead"),
    right="behind by 3 points at most", ordered=True,
    because="{gap:.1f} points from the dense net, in the mean: the lead is gone, and the interval above does not "
            "exclude a tie. The dense net changes by {dense:.1f} points, which its seeds do not tell from 0: a dense "
            "layer has a weight of its own for every pixel, in any order. The convolutional net changes by {conv:.1f}: "
            "a window of 3 × 3 now holds nine pixels from anywhere. Many such windows with a dense layer behind them "
            "still tell most digits, so it is not far behind.",
    holds=lambda gap, dense, conv: -3 < gap < 0 and conv < -0.7 and abs(dense) < 0.7)

moved = Prediction(
    "15.moved", "The test images move one pixel to the left. What share does the trained convolutional net read?",
    ("about 70 %", "about 85 %", "about 98 %"), right="about 70 %", ordered=True,
    because="{share:.0f} %. The map of each kernel moves with the image; only its edge column is lost. But the dense "
            "layer behind has a weight for each place of the map, and the ink is now in other places: so three "
            "digits in ten are lost. Some of the ink is still in the pooling tile where it was: guessing would give "
            "10 %.",
    holds=lambda share: 60 < share < 77)

mean = Prediction(
    "15.mean", "Five nets are trained by Adam with this line. What does the mean of their shares do, compared "
               "with nets trained without it?",
    ("it falls by more than 5 points", "it falls by 1 to 5 points", "it stays within 1 point"),
    right="it stays within 1 point", ordered=True,
    because="It changes by {change:.1f} points. Adam divides each slope by the size of the slopes that this weight has "
            "had, and a factor of 1/36 is in both. What the line does wrong is a matter of length, and Adam takes the "
            "length out.",
    holds=lambda change: abs(change) < 1)
