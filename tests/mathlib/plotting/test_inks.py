"""The palette: every ink can be read, and is told apart without colour."""
import pytest
from colours import contrast

from mathlib.plotting import DASH, INK, MARKER, TEXT


def test_every_ink_has_its_own_dash_or_marker():
    assert set(INK) == set(TEXT) == set(DASH) == set(MARKER)
    assert len(set(MARKER.values())) >= len(INK) - 1


def test_contrast_of_known_pairs():
    assert contrast("#000000") == pytest.approx(21)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", INK)
def test_inks_stand_out_from_white(name):
    assert contrast(INK[name]) >= 3
    assert contrast(TEXT[name]) >= 4.5


def test_the_two_neutral_inks_are_told_apart_by_lightness_and_dash():
    assert DASH["one"] != DASH["other"] and MARKER["one"] != MARKER["other"]
    assert contrast(INK["one"], INK["other"]) >= 1.5
