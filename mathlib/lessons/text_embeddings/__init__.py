"""Lesson 16, text."""
from mathlib.lessons.text_embeddings.exercises import *
from mathlib.lessons.text_embeddings.pictures import page, plain, unsaid
from mathlib.lessons.text_embeddings.questions import *
