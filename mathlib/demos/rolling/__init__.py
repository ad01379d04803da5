"""The ball that rolls downhill, on a curve or a surface, alone or in a race."""
