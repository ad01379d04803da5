"""Demonstrations of networks: where they decide, and how gradients travel through their layers, places and times."""
