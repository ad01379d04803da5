"""Checks, predictions and the journal, and one module of exercises for each lesson."""
