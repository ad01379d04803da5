"""Demonstrations: each module holds a pure state machine and the scene that shows it."""
