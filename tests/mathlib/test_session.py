"""An undefined name is explained, in a kernel of its own as a learner's is."""
import nbformat
import pytest
from nbclient import NotebookClient

from mathlib import session


@pytest.fixture(scope="module")
def run():
    """run(*cells): the error messages of cells in a new kernel, None for a cell that did not fail."""
    def in_a_kernel(*sources):
        cells = [nbformat.v4.new_code_cell(source) for source in ("%load_ext mathlib.session", *sources)]
        notebook = nbformat.v4.new_notebook(cells=cells)
        NotebookClient(notebook, allow_errors=True, kernel_name="python3").execute()
        return [next(("\n".join(out.traceback) for out in cell.outputs if out.output_type == "error"), None)
                for cell in notebook.cells[1:]]
    return in_a_kernel


def test_before_the_first_cell_has_run_there_is_one_sentence_and_no_traceback(run):
    before, again = run("x = 1\nex.first.check(x)", "import numpy as np\npredict(ex.first)")
    assert before == session.NOT_YET.format(name="ex")
    assert again == session.NOT_YET.format(name="predict")


def test_later_the_traceback_stays_and_a_sentence_follows(run):
    _, missing, inside, zero, library, gone = run(
        "from mathlib import numdiff", "places", "def f():\n    return palces\nf()", "1 / 0",
        "import textwrap\ndel textwrap.re\ntextwrap.dedent('x')", "def g():\n    print(y)\n    y = 1\ng()")
    assert "Traceback" in missing and missing.endswith(session.NO_SUCH.format(name="places"))
    assert inside.endswith(session.NO_SUCH.format(name="palces"))
    for other in (zero, library, gone):
        assert other is None or "Run All Above" not in other
    assert "ZeroDivisionError" in zero and "UnboundLocalError" in gone


def test_a_demonstration_that_cannot_begin_as_asked_says_why_in_one_sentence(run):
    unknown, outside, text = run('from mathlib.demos.warp import warp\nwarp("cube")',
                                 "from mathlib.demos.rolling.rolling_ball import rolling_ball\nrolling_ball(lr=-3)",
                                 'from mathlib.demos.ripple import ripple\nripple(s="a")')
    assert unknown.startswith("There is nothing called “cube” here. Choose from: “shear”, “polar”, ")
    assert outside == "η must lie between 0.001 and 10. It was given -3."
    assert text == "The nudge of speed must be a number, and “a” is none. It was given 'a'."
