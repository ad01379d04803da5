"""The template of a lesson: copy this folder with notebooks/teaching/lesson_template.ipynb."""
from mathlib.lessons.lesson_template.exercises import *
from mathlib.lessons.lesson_template.questions import *
