"""Demonstrations: each module, or folder of them, holds a pure state machine and the scene that shows it."""
