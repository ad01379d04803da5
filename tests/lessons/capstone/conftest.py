"""Every test of lesson 19 leaves an empty desk; `project` is each of the three in turn."""
import pytest
from pieces_capstone import MAKERS

from mathlib.lessons.capstone import desk, probes, projects


@pytest.fixture(autouse=True)
def clean():
    """Afterwards nothing lies on the desk, and no project is chosen."""
    yield
    for kept in (desk.PIECES, probes.PENDING, projects.CHOSEN, projects.OPENED):
        kept.clear()


@pytest.fixture(params=MAKERS)
def project(request):
    return MAKERS[request.param]()
