"""Twelve ideas of the course, each asked twice: form A in lesson 00, form B in lesson 19.

Every wrong option is a belief that learners are known to hold (force-concept style: Hestenes, Wells and
Swackhamer, 1992). Both forms of an idea offer the same beliefs in other clothes and another order, so
that the gain between them (Hake, 1998) is about the idea, and the letter chosen says which belief.
"""
from dataclasses import dataclass

from mathlib.exercises.recall import Recall

UNSURE = "I do not know yet"


@dataclass(frozen=True)
class Idea:
    """One idea: the lesson that teaches it, what each belief means, and the two forms of the question.

    beliefs    {belief: one sentence about it}; the belief "right" is the one to hold.
    a, b       (question, {belief: option}), the options in the order in which they are shown.
    """

    name: str
    lesson: str
    beliefs: dict
    a: tuple
    b: tuple

    def question(self, form):
        """The question as a `Recall`, in form "a" (lesson 00) or "b" (lesson 19)."""
        text, options = getattr(self, form)
        sentences = {option: self.beliefs[belief] for belief, option in options.items()}
        unsure = {UNSURE: f"Lesson {self.lesson} is about this."}
        return Recall(f"{LESSON[form]}.inventory.{self.name}", text, sentences | unsure, options["right"], ordered=True)


LESSON = {"a": "00", "b": "19"}

IDEAS = (
    Idea("slope_and_height", "01", {
        "right": "The slope says how fast the height grows, wherever the curve happens to be.",
        "height": "That is where the height is largest; on a smooth top the slope is zero.",
        "unsigned": "Going down, the slope is negative, however steep the way is.",
        "lines": "A smooth curve has a slope at each point: that of the line it looks like from close by.",
    }, (
        "The height of a path is drawn against the distance walked. It rises, reaches a smooth top and "
        "falls. Where is the slope largest?",
        {"height": "at the top, where the path is highest", "unsigned": "where it falls most steeply",
         "lines": "nowhere: only straight lines have a slope", "right": "where it rises most steeply"},
    ), (
        "The temperature of an oven is drawn against time. It climbs, levels off smoothly at its highest "
        "value, and sinks. When is the slope of this curve largest?",
        {"right": "while it climbs fastest", "lines": "never: a bent curve has no slope",
         "height": "when the oven is hottest", "unsigned": "while it cools fastest"},
    )),
    Idea("smaller_is_better", "01", {
        "right": "Two errors compete: the secant's, which shrinks with h, and rounding, which grows as h "
                 "shrinks.",
        "always": "So it is on paper. A computer rounds f(x + h) and f(x), and dividing by a tiny h "
                  "magnifies that.",
        "exact": "No h gives the slope exactly: sixteen digits are all there are.",
        "no_effect": "The slope does not depend on h; its estimate does.",
    }, (
        "A computer with sixteen digits estimates the slope of sin at 1 by (sin(1 + h) − sin(1))/h. What does "
        "the error do as h goes down from 10⁻¹ to 10⁻¹⁶?",
        {"always": "it keeps shrinking", "right": "it shrinks, then it grows again",
         "no_effect": "it stays the same: the slope is what it is",
         "exact": "it becomes zero, and stays zero"},
    ), (
        "A stone has been falling for two seconds. Its speed is worked out as (s(2 + Δt) − s(2))/Δt, where s(t) is "
        "the distance fallen until t, by an exact formula, stored with sixteen digits. Which Δt gives the best speed?",
        {"no_effect": "any Δt: the stone has one speed", "exact": "any Δt below a millisecond",
         "right": "a small one, yet not the smallest", "always": "the smallest that can be stored"},
    )),
    Idea("stretches_multiply", "11", {
        "right": "Each link stretches what the one before it has stretched already: rates along a chain "
                 "multiply.",
        "add": "Rates add when changes come by separate ways. Here one feeds the next.",
        "outer": "This drops the inner rate.",
        "ratio": "Dividing compares the two links; it does not put them one after the other.",
    }, (
        "Near some point u changes 6 times as fast as x, and y changes 3 times as fast as u. How fast does "
        "y change, compared with x?",
        {"add": "9 times as fast", "outer": "3 times as fast", "right": "18 times as fast",
         "ratio": "half as fast"},
    ), (
        "When a crank turns, a first wheel turns 4 times as fast. When the first wheel turns, a second one "
        "turns 8 times as fast as the first. How fast is the second wheel, compared with the crank?",
        {"outer": "8 times as fast", "right": "32 times as fast", "ratio": "twice as fast",
         "add": "12 times as fast"},
    )),
    Idea("held_constant", "03", {
        "right": "What is held constant does not move, and its value still counts.",
        "no_effect": "Held constant means that it does not move. It does not mean that it plays no part.",
        "zero": "Only one of the two is held; the product still changes with the other.",
        "moving": "A partial derivative asks about a place, and nothing has to move in the other direction.",
    }, (
        "f(x, y) = x·y. We ask for the slope of f as x changes, with y held constant. Does the answer "
        "depend on y?",
        {"right": "yes, the slope is y", "no_effect": "no, y is held constant, so it has no effect",
         "moving": "only if y moves later on", "zero": "no, the slope is zero, as y does not move"},
    ), (
        "A rectangle has width a and height b. We ask how fast its area grows as it gets wider, with the "
        "height held constant. Does the answer depend on the height?",
        {"zero": "no, the area stays as it is", "moving": "only once the height changes too",
         "no_effect": "no, a constant height plays no part",
         "right": "yes, the area grows by b for each unit"},
    )),
    Idea("steepest_is_local", "04", {
        "right": "The steepest way down crosses the level line at a right angle; that seldom points at the "
                 "lowest place.",
        "target": "The steepest way knows only the ground under your feet. Pointing at the lowest place is "
                  "the exception.",
        "along": "Along the valley the ground is nearly level. The steep way leads across it.",
        "axis": "Steepness does not follow the axes that somebody drew on the map.",
    }, (
        "You stand high on the side of a long, narrow valley. Its lowest place is far away along the "
        "valley. Which way is the steepest way down?",
        {"target": "straight towards the lowest place", "along": "along the valley, to its lower end",
         "axis": "due north, south, east or west", "right": "nearly straight across the valley"},
    ), (
        "The level lines of a loss are long, thin, tilted ellipses with the minimum in their centre. From "
        "a point on the long side of one of them, which way does the loss fall fastest?",
        {"axis": "in the direction of one parameter alone", "right": "at a right angle to the ellipse",
         "along": "along the ellipse, to its tip", "target": "straight towards the centre"},
    )),
    Idea("where_the_arrow_lives", "04", {
        "right": "One slope for each input: an arrow in the plane of the inputs.",
        "surface": "Heights are outputs. The arrow says where to go among the inputs, so it has two "
                   "components.",
        "number": "That number is the length of the gradient. The gradient has a direction as well.",
        "plane": "The tangent plane is built from the gradient; the gradient is two numbers.",
    }, (
        "T(x, y) is the temperature at each place of a flat map. What is the gradient of T at one place?",
        {"surface": "an arrow in space, with three components",
         "right": "an arrow in the map, with two components",
         "plane": "a plane that touches the graph of T", "number": "a number, the steepest slope there"},
    ), (
        "L(w, b) is the loss of a model with the two parameters w and b. What is the gradient of L at one "
        "setting of them?",
        {"number": "one number: how steep the loss is", "plane": "the flat surface nearest to the loss",
         "right": "two numbers, one for w and one for b", "surface": "three numbers, for w, b and L"},
    )),
    Idea("flat_place", "06", {
        "right": "Zero slope is all that low, high and saddle have in common. Curvature tells most of them "
                 "apart.",
        "lowest": "A top has zero slopes too, and so has a saddle.",
        "extreme": "A saddle is flat at its centre, and is neither high nor low.",
        "constant": "A slope of zero here does not make the slope zero nearby.",
    }, (
        "At one place all slopes of a smooth function of two inputs are zero. What follows?",
        {"lowest": "it is the lowest place of all", "extreme": "it is a lowest or a highest place nearby",
         "right": "it may be lowest nearby, highest nearby or neither", "constant": "the function is constant nearby"},
    ), (
        "Training has come to a setting where the gradient of the loss is exactly zero. What follows about "
        "the loss?",
        {"right": "it may be least, greatest or neither",
         "constant": "it is the same for all settings nearby",
         "lowest": "no setting has a lower loss", "extreme": "it is least or greatest, compared with nearby"},
    )),
    Idea("no_inertia", "07", {
        "right": "Each step is made afresh from the slope underfoot. Plain gradient descent keeps no speed.",
        "momentum": "A real ball carries speed. This rule carries nothing from one step to the next.",
        "fixed": "η is a factor. The step is η times the slope.",
        "back": "The rule moves against the slope that it finds, and there is none to send it back.",
    }, (
        "A program repeats w ← w − η·f′(w). It has come down a steep slope and stands on a place where "
        "f′(w) is exactly 0. A deeper valley lies ahead. What does the next step do?",
        {"right": "nothing, w stays where it is", "momentum": "it goes on, at the speed it came with",
         "fixed": "it moves by η, as each step does", "back": "it returns towards the steep slope"},
    ), (
        "Plain gradient descent has made large steps down a steep wall, and stands on a plain with slope "
        "0.001 in the same direction. η is what it was. How does the next step compare with the last one?",
        {"fixed": "as long, since η is the same", "back": "it goes the other way",
         "momentum": "longer, it has gathered speed",
         "right": "far shorter, as the slope is"},
    )),
    Idea("minibatch", "09", {
        "right": "Drawn at random, it differs from the full gradient, and on average it equals it.",
        "wrong": "It is noisy. Its average over all draws is the full gradient, so it does not mislead on average.",
        "same": "Other examples give other numbers; only the average over draws agrees.",
        "small": "A mean over fewer examples is not smaller for that.",
    }, (
        "A loss is the mean over 10 000 examples. Its gradient is computed from 50 of them, drawn at "
        "random. Compared with the gradient from all of them, what is it?",
        {"wrong": "wrong, and good only for saving time", "small": "about 200 times smaller",
         "same": "the same, up to rounding", "right": "off by chance, and right on average"},
    ), (
        "From 1 000 pictures, 20 are drawn at random and the gradient of their mean loss is noted; this is "
        "repeated many times. What do the notes show?",
        {"same": "one gradient again and again", "right": "gradients scattered about that of all pictures",
         "small": "gradients a fiftieth of that of all", "wrong": "gradients that lead somewhere else"},
    )),
    Idea("paths_add", "11", {
        "right": "Each way carries its own change, and the changes arrive together: rates over separate "
                 "ways add.",
        "multiply": "Rates multiply along one way, where each link feeds the next. These are two ways side "
                    "by side.",
        "last": "Both ways are open at once; keeping one of them drops the other.",
        "mean": "The changes do not take turns, so there is nothing to average.",
    }, (
        "x is used in two places of the formula of y. Through the first place alone, y would change 4 "
        "times as fast as x; through the second alone, 6 times as fast. How fast does y change with x?",
        {"multiply": "24 times as fast", "last": "6 times as fast", "right": "10 times as fast",
         "mean": "5 times as fast"},
    ), (
        "A higher price acts on a shop's profit in two ways. Directly, the profit rises by 8 for each "
        "unit; through fewer customers it falls by 2 for each unit. At which rate does the profit change "
        "with the price?",
        {"right": "6", "mean": "3", "multiply": "−16", "last": "−2"},
    )),
    Idea("backpropagation", "13", {
        "right": "It computes the slope of the loss in each weight. What is done with the slopes is "
                 "another matter.",
        "descent": "Moving the weights is gradient descent, which uses what backpropagation has computed.",
        "bumping": "That would cost one or two runs of the network for each weight. The chain rule needs one way "
                   "back for all.",
        "reverse": "What goes backwards is slopes, through the operations of one computation.",
    }, (
        "What does backpropagation do in the training of a network?",
        {"descent": "it moves the weights downhill", "right": "it finds the loss's slope in each weight",
         "bumping": "it tries a small change of each weight",
         "reverse": "it shows the examples in reverse order"},
    ), (
        "Somebody changes the rule that moves the weights of a network, and keeps backpropagation. What "
        "has stayed as it was?",
        {"bumping": "how each weight is nudged to see its effect",
         "reverse": "the order in which data pass through",
         "right": "how the slopes of the loss are found",
         "descent": "everything: the two are the same thing"},
    )),
    Idea("adam", "14", {
        "right": "It rescales each weight's step by its past gradients. That helps on some problems and "
                 "hurts on others.",
        "faster": "On some problems well-tuned gradient descent or momentum gets there first.",
        "untuned": "Its learning rate sets the length of its steps, and has to be chosen.",
        "hessian": "It keeps averages of gradients and of their squares. Second derivatives are nowhere "
                   "computed.",
    }, (
        "Adam is a rule that adapts the step of each weight. Compared with plain gradient descent, what is "
        "true of it?",
        {"right": "which is faster depends on the problem",
         "hessian": "it uses second derivatives, as Newton did",
         "untuned": "it needs no choice of learning rate", "faster": "it needs fewer steps on any problem"},
    ), (
        "A colleague replaces well-tuned plain gradient descent by Adam. What should she expect?",
        {"untuned": "that η is found for her", "faster": "fewer steps, whatever the model",
         "hessian": "steps that follow the second derivatives",
         "right": "better or worse: she has to measure"},
    )),
)

FORM_A = tuple(idea.question("a") for idea in IDEAS)
FORM_B = tuple(idea.question("b") for idea in IDEAS)
