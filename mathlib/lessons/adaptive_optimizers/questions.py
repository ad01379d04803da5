"""What lesson 14 asks: retrieval from lessons 06, 07 and 09, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("14.recall.newton", "A bowl has the curvatures 0.2 and 20 along its own axes. Where does one full Newton "
                               "step from any place land?", {
        "at the bottom": "H⁻¹ divides each slope by the curvature along its own axis. On a bowl the model is the bowl "
                         "itself.",
        "at the bottom, but only if the axes are those of the map": "H is a whole matrix, and turns with the bowl: "
                                                                    "the step lands at the bottom all the same.",
        "nearer to the bottom, by the factor 99/101": "That is gradient descent with its best η. Newton's step divides "
                                                      "by the curvature and lands.",
    }, right="at the bottom"),
    Recall("14.recall.kappa", "Gradient descent with its best η takes 691 steps at κ = 100. About how many at "
                              "κ = 400?", {
        "about 1,400": "That would be growth like √κ. With the best η the steps of gradient descent grow like κ.",
        "about 2,800": "With the best η the steps grow like κ: four times as many.",
        "about 11,000": "That would be growth like κ². It is κ itself: four times as many.",
    }, right="about 2,800", ordered=True),
    Recall("14.recall.noise", "You stand at the lowest place of a loss over data that no line fits exactly. What "
                              "is the gradient of one batch there?", {
        "0, because the whole gradient is": "The whole gradient is the mean. One batch is off by its noise, also here.",
        "not 0, and 0 on average over batches": "Unbiased, with a variance that stays: that is why a constant η ends "
                                                "in a noise ball.",
        "not 0, and pointing back to where you came from": "A batch knows nothing of the way. Its gradient is 0 on "
                                                           "average, in no preferred direction.",
    }, right="not 0, and 0 on average over batches"),
)

steady = Prediction(
    "14.steady", "On a steady slope, g = 1 everywhere, momentum with β = 0.9 takes step after step. What becomes of "
                 "their length, compared with plain descent at the same η?",
    ("it grows towards 9 times", "it grows towards 10 times", "it grows towards 19 times"),
    right="it grows towards 10 times", ordered=True,
    because="{ratio:.1f} times: 1 + 0.9 + 0.81 + … = 1/(1 − 0.9). 9 leaves out the newest slope, and 19 counts each "
            "of the older ones twice.",
    holds=lambda ratio: abs(ratio - 10) < 0.05)

hundredth = Prediction(
    "14.hundredth", "On a steady slope, g = 1 everywhere, how long is AdaGrad's hundredth step?",
    ("a tenth of the first", "half of the first", "as long as the first"), right="a tenth of the first", ordered=True,
    because="{share:.2f} of it: s has become 100, and its root is 10. It would stay as long if s were an average of "
            "the squares; it is their sum. Half the length is that of the fourth step.",
    holds=lambda share: abs(share - 0.1) < 0.002)

uncorrected = Prediction(
    "14.uncorrected", "Somebody forgets both divisions by 1 − βᵗ. How long is Adam's very first step then, with "
                      "β₁ = 0.9 and β₂ = 0.999?",
    ("about a tenth of η", "η, as with them", "about 3 η", "about 32 η"), right="about 3 η", ordered=True,
    because="{length:.2f} η: m is a tenth of g, but √v is only √0.001 = 0.032 of |g|, and one divides the other. Both "
            "averages start too small; that of the squares, with its longer memory, by more. A tenth would come of "
            "correcting v alone, 32 of correcting m alone.",
    holds=lambda length: abs(length - 3.16) < 0.02)

grams = Prediction(
    "14.grams", "Now the masses are written in g: 4,202 g for 4.2 kg. η stays 0.1, and both rules get 100 steps. "
                "Who arrives?",
    ("gradient descent alone", "Adam alone", "both of them", "neither of them"), right="gradient descent alone",
    because="Gradient descent reaches {plain:,.0f} g, Adam {adam:,.0f} g. Adam's steps are about η long, and η is now "
            "0.1 g: what had saved it from the large gradient now keeps its steps short; they are even shorter than "
            "η while √v̂ remembers the steep start. The slope of gradient descent grows with the masses, and with it "
            "the step; its η f″ is what it was.",
    holds=lambda plain, adam: abs(plain - 4202) < 5 and adam < 50)

turned = Prediction(
    "14.turned", "The same six rules, each with its η, on the same valley turned by 45°, from the turned start. Who "
                 "ends more than ten times as high as before?",
    ("none of the six", "AdaGrad, RMSprop and Adam", "momentum and Nesterov", "all but gradient descent"),
    right="AdaGrad, RMSprop and Adam",
    because="AdaGrad goes from {adagrad[0]:.1e} to {adagrad[1]:.2f}, RMSprop from {rmsprop[0]:.1e} to "
            "{rmsprop[1]:.2f}, Adam from {adam[0]:.1e} to {adam[1]:.2f}. Gradient descent, momentum and Nesterov add "
            "gradients and multiply them by numbers; all that turns along, and so does the walk. The other three "
            "divide entry by entry, along the axes of the map, and those have not turned.",
    holds=lambda adagrad, rmsprop, adam: all(after > 1e3 * before for before, after in (adagrad, rmsprop, adam)))

near = Prediction(
    "14.near", "With how many of the seven rates does Adam come within 20 % of its own best validation loss?",
    ("with 2", "with 4", "with 6"), right="with 2", ordered=True,
    because="With {adam} of 7, as many as momentum ({momentum}); plain descent: {plain}. A factor of three in the rate "
            "is much for a budget of 210 updates: too small a rate does not arrive, too "
            "large a one wobbles. That Adam's steps have a known length does not say which length is good here.",
    holds=lambda adam, plain, momentum: adam == 2 and momentum == 2)
