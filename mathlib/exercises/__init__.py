"""The machinery of asking: exercises and their checks, predictions, retrieval, the inventory, the journal.

What a lesson asks is not here: each has a folder of its own in `mathlib.lessons`. A notebook imports from here
what it calls in its cells.
"""
from mathlib.exercises.inventory import gain, inventory, inventory_result
from mathlib.exercises.prediction import outcome, predict
from mathlib.exercises.progress import progress
from mathlib.exercises.recall import ask
from mathlib.exercises.source import source_of

__all__ = ["ask", "gain", "inventory", "inventory_result", "outcome", "predict", "progress", "source_of"]
