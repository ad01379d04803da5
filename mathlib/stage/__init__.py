"""The stage: an interactive view that draws scenes, and the marks that scenes are made of."""
