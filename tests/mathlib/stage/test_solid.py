"""Marks in three dimensions without a browser: plain data, each drawn by the view and by the twin."""
import inspect
import json
import re

import numpy as np
import pytest

from mathlib.stage import VIEW, solid, twin_solid
from mathlib.stage.scene import PALETTES, Scene
from mathlib.stage.twin import twin_png

EXAMPLES = {
    "surface": solid.surface(lambda x, y: x**2 - y**2, (-1, 1), (-1, 1), points=9),
    "patch": solid.patch([-0.5, 0, 0.5], [0, 0.5], [[0, 0.1, np.nan], [0.2, 0.3, 0.4]]),
    "sheet": solid.sheet([(-1, 0, -1), (1, 0, -1), (1, 0, 1), (-1, 0, 1)]),
    "curve": solid.curve([(0, 0, 0), (1, 1, 0), (np.nan, 0, 0)], dash=True),
    "trail": solid.trail([(0, 0, 0), (0.5, 0.5, 0)]),
    "point": solid.point((0, 0, 0), label="here", shape="ring"),
    "arrow": solid.arrow((0, 0, 0), (1, 0, 0.5), label="up")}


def test_every_mark_is_drawn_by_the_twin_and_by_the_view():
    makers = {name for name, f in inspect.getmembers(solid, inspect.isfunction) if '"mark"' in inspect.getsource(f)}
    view = (VIEW / "solid_marks.js").read_text(encoding="utf-8")
    drawn = set(re.findall(r"^  (\w+)\(panel, items, m\)", view, re.MULTILINE))
    assert makers == set(EXAMPLES) == set(twin_solid._DRAW) == drawn


def test_every_palette_is_known_to_the_view():
    view = (VIEW / "solid_marks.js").read_text(encoding="utf-8")
    ramps = re.search(r"const RAMPS = \{(.*?)\n\};", view, re.DOTALL)[1]
    assert set(re.findall(r"^  (\w+):", ramps, re.MULTILINE)) == set(PALETTES)


@pytest.mark.parametrize("mark", EXAMPLES.values(), ids=EXAMPLES)
def test_every_mark_has_a_twin_and_is_json(mark):
    panel = solid.panel("box", (-1, 1), (-1, 1), (-1, 1), [mark], title="only")
    assert len(twin_png(Scene([panel], {"box": [mark]}))) > 1000
    json.dumps(panel, allow_nan=False)


def test_a_tangent_sheet_has_the_slopes_of_the_gradient():
    sheet = solid.tangent_sheet((1.0, 2.0, 5.0), (0.5, -2.0), reach=2.0)
    x, y, z = (np.array(sheet[axis]) for axis in "xyz")
    assert z == pytest.approx(5 + 0.5 * (x - 1) - 2 * (y - 2))
    assert (np.ptp(x), np.ptp(y)) == (4, 4)


def test_a_surface_that_ignores_an_input_is_a_full_grid():
    mark = solid.surface(lambda x, y: x**2, (-1, 1), (0, 2), points=5)
    assert np.shape(mark["z"]) == (5, 5) and mark["z"][0] == mark["z"][4] == [1, 0.25, 0, 0.25, 1]
