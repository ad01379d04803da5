"""Lesson 17, recurrent nets and a time series."""
from mathlib.lessons.time_series_rnn.exercises import *
from mathlib.lessons.time_series_rnn.nets import answers, band, clip_each, first_weights, sequences, untrained
from mathlib.lessons.time_series_rnn.questions import *
