"""The gallery's demonstrations: what is read off them is true, and every place is one."""
import json
import math
import re

import numpy as np
import pytest

from mathlib import datasets, landscapes, numdiff
from mathlib.demos.gallery import cut_surface, gradient_field, line_fit, pick_pixel
from mathlib.stage.twin import twin_png

DEMOS = {"pixel": pick_pixel, "field": gradient_field, "cut": cut_surface}


def readout(stage):
    return dict(stage.live["readout"])


def test_a_square_shows_its_own_ink():
    stage, image = pick_pixel(7), datasets.digits()[0][7]
    for row, column in ((0, 0), (3, 5), (7, 7)):
        stage.act("place", column + 0.4, row - 0.4)
        assert readout(stage) == {"row": str(row), "column": str(column), "ink": f"{image[row, column]:.4g}"}


def test_outside_the_picture_the_nearest_square_is_meant():
    stage = pick_pixel()
    stage.act("place", -50.0, 50.0)
    assert (readout(stage)["row"], readout(stage)["column"]) == ("7", "0")


def numbers(words):
    return [float(part) for part in re.findall(r"-?\d+\.?\d*", words.replace("−", "-"))]


@pytest.mark.parametrize("make", [gradient_field, cut_surface])
def test_slopes_are_those_of_the_surface(make):
    stage = make("curved valley")
    stage.act("place", 0.7, -0.3)
    f = landscapes.SURFACES["curved valley"].f
    slope = numdiff.gradient(lambda p: float(f(*p)), np.array([0.7, -0.3]))
    assert numbers(stage.live["say"])[-2:] == pytest.approx(slope, rel=6e-3)


def test_the_cuts_pass_through_the_point_and_touch_their_tangent_plane():
    stage = cut_surface("round bowl")
    stage.act("place", 0.5, -1.0)
    marks = stage.live["marks"]["solid"]
    point, = (m for m in marks if m["mark"] == "point")
    plane = marks[2]
    centre = [np.mean(plane[axis]) for axis in "xyz"]
    assert centre == pytest.approx([point[axis][0] for axis in "xyz"])
    for curve in (m for m in marks if m["mark"] == "curve"):
        near = min(math.dist(p, centre) for p in zip(curve["x"], curve["y"], curve["z"]))
        assert near < 0.2


@pytest.mark.parametrize("make", DEMOS.values(), ids=DEMOS)
@pytest.mark.parametrize("values", [(), ("a", "b"), (math.nan, 0.0), (math.inf, 0.0), (None, None), (1.0,)])
def test_what_is_no_place_is_refused(make, values):
    stage = make()
    before = stage.live["marks"]
    stage.act("place", *values)
    assert "not a place" in stage.live["problem"] and stage.live["marks"] == before


@pytest.mark.parametrize("make", DEMOS.values(), ids=DEMOS)
def test_every_demonstration_has_a_twin_words_and_a_short_answer(make):
    stage = make()
    stage.act("place", 1.0, 1.0)
    assert len(twin_png(stage._scene(stage._machine))) > 4_000 and stage.description
    assert len(json.dumps(stage.live)) < 12_000
    stage.act("undo")
    stage.act("undo")
    assert "nothing to undo" in stage.live["problem"]


def test_the_line_through_the_penguins_is_the_one_of_least_squares():
    *_, last = line_fit(400)
    table = datasets.penguins()
    x, y = ((v - v.mean()) / v.std() for v in (table.x[:, 2], table.y))
    assert last["slope m"] == pytest.approx(np.polyfit(x, y, 1)[0], abs=1e-6)
