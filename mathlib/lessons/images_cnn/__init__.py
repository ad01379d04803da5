"""Lesson 15, images."""
from mathlib.lessons.images_cnn.exercises import *
from mathlib.lessons.images_cnn.pictures import drawn_maps, mosaic, through
from mathlib.lessons.images_cnn.questions import *
