"""Contrast of two colours, by WCAG 2.2 (success criteria 1.4.3 and 1.4.11)."""
import numpy as np


def luminance(colour):
    """Relative luminance of "#rrggbb": 0 for black, 1 for white."""
    channels = np.array([int(colour[k:k + 2], 16) for k in (1, 3, 5)]) / 255
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def contrast(one, other="#ffffff"):
    """1 for two equal colours, 21 for black on white."""
    dark, light = sorted([luminance(one), luminance(other)])
    return (light + 0.05) / (dark + 0.05)
