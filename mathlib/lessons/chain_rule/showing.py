"""How lesson 11 prints slopes that may still be dots."""
import numpy as np


def rounded(slopes, digits=3):
    """Slopes as one prints them; dots while an exercise is open, and whatever else it is as it stands."""
    try:
        return np.round(np.array(slopes, float), digits) + 0.0
    except (TypeError, ValueError):
        return "..." if slopes is ... else slopes
