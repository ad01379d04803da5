"""What every test and every kernel it starts must see, set before NumPy is imported; and which tests stay together."""
import os
import tempfile

import pytest

os.environ["OPENBLAS_NUM_THREADS"] = "1"      # two threads on busy cores are slower, and less repeatable
os.environ["MATHLIB_JOURNAL"] = "off"         # a test run leaves no trace in a learner's journal
EMPTY = tempfile.TemporaryDirectory(prefix="mathlib-ipython-")
os.environ["IPYTHONDIR"] = EMPTY.name         # nobody's start-up files


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Spread over processes, the tests of a file stay together; where a page serves all tests of a lesson, those do."""
    from xdist.scheduler import LoadScopeScheduling

    class ByFile(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            file, _, test = nodeid.partition("::")
            return f"{file}[{test.partition('[')[2]}" if file.endswith("/test_every_lesson.py") else file
    return ByFile(config, log)


def pytest_collection_modifyitems(items):
    """What takes longest comes first, so that no process waits for another one at the end."""
    items.sort(key=lambda item: (not item.nodeid.startswith("tests/browser/"), item.path.suffix != ".ipynb"))
