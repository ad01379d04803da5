"""Lesson 16, text."""
from mathlib.lessons.text_embeddings.corpus import counting, names_in_pieces, plain, random_windows, windows
from mathlib.lessons.text_embeddings.exercises import *
from mathlib.lessons.text_embeddings.pictures import page, unsaid
from mathlib.lessons.text_embeddings.questions import *
from mathlib.lessons.text_embeddings.splits import leads, leads_in_words
from mathlib.lessons.text_embeddings.transformer import every, first_weights, values
