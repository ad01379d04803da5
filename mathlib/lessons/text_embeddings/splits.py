"""AdaGrad's lead on SGD in lesson 16's trial, recorded for 30 other splits of the names, one pass each.

From tests/recorded/names.json, made by tests/recorded/make_names.py; a test compares both, and repeats some splits.
"""
import numpy as np

from mathlib.words import number

# A row for each split: the lead on learnt names with a rare piece; on new names whose rarest piece was never met, was
# met once or twice, was met more often.
leads = np.array([
    (0.0825, 0.0131, -0.0071, -0.0001), (0.1131, 0.0221, 0.0095, -0.0040), (0.0746, 0.0097, -0.0029, 0.0029),
    (0.0726, 0.0120, 0.0180, -0.0050), (0.0781, 0.0017, -0.0113, 0.0023), (0.0418, 0.0168, -0.0114, -0.0125),
    (0.0442, 0.0181, 0.0262, 0.0036), (0.0716, 0.0080, 0.0076, -0.0027), (0.0739, 0.0170, 0.0170, -0.0070),
    (0.0475, 0.0152, -0.0081, -0.0032), (0.0793, 0.0185, 0.0240, 0.0057), (0.0760, 0.0180, -0.0229, -0.0045),
    (0.0719, -0.0126, -0.0110, -0.0037), (0.0725, 0.0063, -0.0190, -0.0034), (0.0436, 0.0095, -0.0020, 0.0033),
    (0.0722, 0.0290, -0.0207, 0.0013), (0.0728, 0.0166, 0.0211, 0.0015), (0.0417, 0.0399, -0.0043, -0.0014),
    (0.0758, 0.0159, -0.0188, -0.0063), (0.0735, 0.0046, 0.0023, -0.0021), (0.0497, 0.0136, 0.0131, 0.0038),
    (0.0737, -0.0000, -0.0145, -0.0011), (0.0438, 0.0181, -0.0167, -0.0044), (0.0818, 0.0022, 0.0313, -0.0003),
    (0.0380, 0.0177, 0.0005, -0.0087), (0.0782, 0.0041, -0.0074, 0.0055), (0.0421, 0.0106, -0.0157, 0.0049),
    (0.0772, 0.0055, 0.0170, 0.0022), (0.0430, 0.0193, -0.0209, 0.0017), (0.0426, -0.0064, 0.0059, 0.0043),
])


def leads_in_words(bands):
    """The range of each band over the splits, and in how many of them AdaGrad is ahead: what the dots show."""
    told = [f"{band}: from {number(own.min(), decimals=3)} to {number(own.max(), decimals=3)}, above 0 in "
            f"{np.sum(own > 0)}" for band, own in zip(bands, leads.T, strict=True)]
    return f"AdaGrad's lead in each of 30 splits. {'; '.join(told)}."
