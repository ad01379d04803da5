"""The exercises of lesson 19: five pieces of a project of one's own, and two about the work of others."""
import numpy as np

from mathlib.exercises import guard
from mathlib.exercises.exercise import Exercise
from mathlib.exercises.naming import show
from mathlib.exercises.trial import Trial
from mathlib.exercises.values import NotAttempted, Unreadable, read
from mathlib.exercises.verdict import Note
from mathlib.lessons.capstone import (
    desk,
    exemplar,
    gradients,
    losses,
    probes,
    projects,
    sensitivity,
    slips,
    solutions,
    stepping,
    worked,
)
from mathlib.lessons.capstone.report import report, rubric
from mathlib.lessons.capstone.sensitivity import growth
from mathlib.words import listed

__all__ = ["Bench", "LINES", "card", "choose", "faults", "failure", "gradient", "growth", "lend", "loss", "per_unit",
           "projects", "report", "rubric", "step"]
Bench, LINES, card = probes.Bench, exemplar.LINES, projects.card


class Piece(Exercise):
    """An exercise whose solution is that of the project of this session."""

    def solution(self):
        """One correct answer, for the project that was made last."""
        text = worked.solution(self.id.removeprefix("19."))
        return Note(text, f"One solution for {projects.chosen().name}:\n\n```python\n{text}\n```")


def ones(rng):
    """A stand-in case: the reader has judged before it would be used."""
    return [(1.0,)]


loss = Piece(
    id="19.loss", title="Your loss", minutes=8, reference=solutions.loss, reader=losses.loss, cases=ones,
    hints=("Begin with `s = x @ w`. What does an error cost, in the words of the project? Which error must not pull "
           "without bound?",
           "amount and series: squares, absolute values, or squares near 0 and absolute values beyond (Huber). "
           "decision: the log-loss of lesson 8, each row weighted by what its mistake costs. Then the mean."),
    traps={"Does it use w?": slips.constant,
           "rewards something.": slips.signed,
           "Two rows with opposite errors cost nothing together:": slips.bracket,
           "Your loss sees only the mean of y:": slips.mean_of_y,
           "your loss tells them apart, and not by a penalty on w.": slips.column_by_column,
           "everywhere cost 0.2342, less.": slips.biased,
           "your loss leaves its column out.": slips.one_input,
           "too low everywhere costs no more than the right one.": slips.one_sided},
    slips={"your loss doubles: it is a sum.": slips.summed,
           "is not a mean over rows.": slips.rooted})

gradient = Piece(
    id="19.gradient", title="Its gradient by hand", minutes=12, reference=solutions.gradient, reader=gradients.gradient,
    cases=ones, seconds=15,
    hints=("For one row: the slope of the loss in s, times the slope of s = x · w in each weight.",
           "One number for each row, c. Then the mean of c times the row of x: a product of `x.T` with something."),
    traps={"1/n is missing.": slips.without_n, "Half of the measured one, everywhere.": slips.without_two,
           "Two factors are off:": slips.without_n_or_two,
           "The sign is the wrong way round, and it is a sum over rows.": slips.uphill_without_n,
           "Each entry is the same: the inputs are missing.": slips.without_inputs,
           "is one number.": slips.without_inputs_one_number,
           "has a row for each example.": slips.row_by_row,
           "That is the gradient of the mean absolute error, and not of your loss.": slips.of_absolute},
    slips={"The sign is the wrong way round, everywhere.": slips.uphill,
           "has the shape of its argument.": slips.as_a_column,
           "By hand it is a formula in w, x and y.": slips.measured})

step = Exercise(
    id="19.step", title="Your optimizer", minutes=8, reference=solutions.step, reader=stepping.step, cases=ones,
    seconds=15,
    hints=("At the first step `state` is None. Plain descent needs no memory and hands it on as it is.",
           "Momentum: the state is v, of the shape of w and 0 at first. Adam: a tuple of t, m and v (lesson 14)."),
    traps={"The minus sign is in the step.": slips.climbing, "Does your step use `lr`?": slips.without_lr,
           "Your step does not move w, though the gradient is not 0.": slips.standing,
           "it goes its way whatever the gradient says.": slips.without_g,
           "Return two things, the new w and the new state:": slips.only_w},
    slips={"changes w in place.": slips.in_place})

TABLES = (
    (np.array([[3.0, 3.1, 2.9], [2.0, 2.2, 2.1], [2.5, 2.4, 2.6]]),),
    (np.array([[0.9, 3.0, 3.0], [1.5, 1.4, 1.6], [2.0, 1.5, 2.5]]),),
    (np.array([[2.0, 2.0, 2.0, 2.0], [1.5, 4.0, 4.0, 4.0], [2.5, 1.0, 3.5, 3.0]]),),
    (np.array([[2.0, 2.1, 2.2], [1.0, np.nan, 1.1], [1.9, 2.0, 2.0]]),),
    (np.array([[4.2, np.nan, np.nan], [4.0, 4.0, 4.0], [3.0, np.nan, 3.2], [3.6, 3.9, 3.5]]),),
)


def row_of(choose, table):
    """What the learner's rule chooses: "row 1"."""
    found = choose(table)
    if found is ...:
        raise NotAttempted
    row = float(read(found, ()) if np.ndim(found) == 0 else np.nan)
    if not (row == np.floor(row) and 0 <= row < len(table)):
        raise Unreadable(f"{show(found)}. The numbers of its rows are {listed([str(k) for k in range(len(table))])}; "
                         "an η is no number of a row.")
    return f"row {row:.0f}"


choose = Exercise(
    id="19.choose", title="Choose η", minutes=5, reference=solutions.choose, cases=TABLES, use=row_of,
    hints=("One number for each row first. Which one says how this η does on splits in general?",
           "`np.argmin` takes nan for the least. What cost has a training that diverged?"),
    traps={"That is the row with the best single split: a lucky one wins.": slips.best_cell,
           "You looked at one split. The others tell otherwise.": slips.first_split,
           "That is right until a split diverges: an η with nan in its row must not be chosen, neither as the least "
           "nor by leaving nan out.": slips.diverged,
           "You left the splits out that diverged. That η is not to be trusted, whatever the others say.":
               slips.failures_left_out},
    because="No single split decides, and a split that diverges rules its η out.")

per_unit = Piece(
    id="19.per_unit", title="Sensitivity with units", minutes=8, reference=solutions.per_unit, cases=ones,
    reader=sensitivity.per_unit,
    hints=("From the input as measured to its column there is one more link of the chain: divide by `project.sd`.",
           "decision: p = σ(x · w) has the slope p(1 − p) in x · w; take its mean over `project.training`. "
           "series: columns z, z², cos and sin of one turn a year, cos and sin of two; each has a slope in time."),
    traps={"That is per standard deviation.": slips.per_sd,
           "You multiplied by the standard deviation.": slips.times_sd},
    slips={"belongs to the constant.": slips.with_constant})

failure = Exercise(
    id="19.failure", title="Make it fail", minutes=8, reference=solutions.failure, reader=probes.failure,
    seconds=30,
    hints=("What did your training rely on? A mean that one row can pull, a unit, a rate, rows like those to come.",
           "`bench` lists the probes. Those that change the inputs only after training meet a model that was never "
           "told."))

faults = Exercise(
    id="19.faults", title="Somebody else's report", minutes=10, reference=solutions.faults,
    reader=exemplar.read_list,
    hints=("Ask of each line: which rows did this number see? Who chose after seeing what?",
           "There are five. One is a line of mathematics that nobody checked, and one only a way to read a number."))


def lend(name, answer):
    """The learner's piece if it is correct for the project of this session, else ours; says which."""
    pieces = {piece.id[3:]: piece for piece in (loss, gradient, step, choose, per_unit)}
    if name not in pieces:
        raise ValueError(f"The pieces are {listed([*pieces])}.")
    exercise = pieces[name]
    passed = guard.run(Trial(exercise, answer).verdict, exercise.seconds)
    if getattr(passed.value, "status", "") == "correct" and not worked.is_ours(answer):
        desk.put(name, answer, passed.value.message)
        print(f"{name}: yours")
        return answer
    desk.drop(name)
    print(f"{name}: lent" + (f", {worked.formula()}" if name == "loss" else ""))
    return worked.lent(name, projects.chosen().kind)
