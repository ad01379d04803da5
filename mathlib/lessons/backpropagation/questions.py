"""What lesson 13 asks: retrieval from lessons 05, 09 and 12, and predictions."""
from mathlib.exercises.prediction import Prediction
from mathlib.exercises.recall import Recall

recall = (
    Recall("13.recall.softmax", "p = softmax(z). The score z₄ rises a little, the others stay. What does p₉ do?", {
        "it stays: its own score did not move": "The ten share a sum of 1. What p₄ wins, the others lose.",
        "it falls at the rate p₄ p₉": "Softmax's Jacobian is diag(p) − ppᵀ. Off the diagonal stands −p₄ p₉.",
        "it falls at the rate p₉(1 − p₉)": "That is how fast p₉ rises with its own score, on the diagonal.",
    }, right="it falls at the rate p₄ p₉"),
    Recall("13.recall.batch", "1,200 images, batches of 40. What is true of the gradient of one random batch?", {
        "its mean over all batches is the gradient": "A batch is right on average and wobbles.",
        "it points downhill for all images": "Often, not always: a batch knows only its own rows.",
        "it is a thirtieth of the gradient": "It is a mean over 40 images, not a sum: about as long as the gradient.",
    }, right="its mean over all batches is the gradient"),
    Recall("13.recall.row", "A row b is added to each of 40 rows, and g, of shape (40, 10), is the gradient in the "
                            "sum. What is the gradient in b?", {
        "g.sum(axis=0)": "Copied forward forty times, so forty shares add up: one number for each column.",
        "g.mean(axis=0)": "Shares add up. A mean comes in only where the loss itself takes one.",
        "g.sum(axis=1)": "That adds along the row and leaves 40 numbers. b has 10.",
    }, right="g.sum(axis=0)"),
)

sure = Prediction(
    "13.sure", "The image is an 8. How fast does L = −log p₈ fall, per unit by which the score z₈ rises, right here?",
    ("about 0.001", "about 1", "about 1,000"), right="about 1", ordered=True,
    because="By {slope:.3f}. Softmax alone does move at about 0.001 only, and the logarithm has the slope 1/p₈, about "
            "1,000. L goes through both, and their slopes multiply.",
    holds=lambda slope: 0.99 < slope < 1)

zeros = Prediction(
    "13.zeros", "Every weight and bias starts at 0. After 210 updates, which of them have moved?",
    ("all four: W1, b1, W2, b2", "W2 and b2 only", "b2 only"), right="b2 only",
    because="Moved: {moved}. H is 0, so dW2 = HᵀdZ2 is 0: W2 would need some hidden value. W2 is 0, so dH is 0, and "
            "with it dW1 and db1, whatever slope ReLU has at 0. Each waits for the other.",
    holds=lambda moved: moved == ["b2"])

relu_one = Prediction(
    "13.relu_one", "ReLU, c = 1, 20 layers. The gradient is 1 long in the last layer. About how long is it in the "
                   "first?",
    ("1/1,000", "1/20", "1"), right="1/1,000", ordered=True,
    because="{first:.4f}, the median of 20 draws. 1 would hold without the kinks: c = 1 keeps the size of h W alone. "
            "1/20 would be a loss of the same amount in each layer. What a layer does is multiply.",
    holds=lambda first: 3e-4 < first < 4e-3)

residual = Prediction(
    "13.residual", "c = 0.2 and 20 layers, each now with a path round it, h ← h + relu(h W). How long is the gradient "
                   "in the first layer?",
    ("about 1e−16", "about 1e−8", "about 1"), right="about 1", ordered=True,
    because="{first:.2f}, the median of 20 draws, and less than 1e−12 without the path. The way round has the slope 1 "
            "in every layer, and what comes through the weights is added to it. For 1e−8 the path would have to lead "
            "past every other layer; it leads past all of them.",
    holds=lambda first, without: 1 / 3 < first < 3 and without < 1e-12)

transposed = Prediction(
    "13.transposed", "A net is trained with the wrong line, 600 updates. What does its loss do?",
    ("it grows", "it stays where it began", "it falls well below 1"),
    right="it falls well below 1",
    because="It falls to {loss:.1f}, and {wrong:.0f} % of the validation images are read rightly; {right:.0f} % with "
            "the right line, {frozen:.0f} % if the first layer stays as it was drawn. W2 and b2 get their true "
            "gradients, so the loss does not stay. W1 gets a wrong one, and that helps more than it harms.",
    holds=lambda wrong, right, frozen, loss: wrong > frozen + 10 and right > 80 and loss < 1)
