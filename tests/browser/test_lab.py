"""The browser fixtures themselves, on a small notebook: opened, run, handled by mouse and by keyboard."""
import nbformat
import pytest

pytestmark = pytest.mark.browser

COUNTER = '''
from mathlib.stage import scene
from mathlib.stage.stage import Stage

class Dot:
    x = 1.0
    def place(self, x, y): self.x = float(x)
    def step(self): self.x /= 2
'''


def small_notebook(lab, name, *sources):
    """Write a notebook of code cells into the lab's copy; the path to open it by."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    notebook.metadata.kernelspec = {"name": "python3", "display_name": "Python 3"}
    nbformat.write(notebook, lab.notebooks / name)
    return f"notebooks/{name}"


def test_a_notebook_opens_with_nothing_in_front_of_it_and_runs(lab_page, lab):
    lesson = lab_page(small_notebook(lab, "small.ipynb", "import mathlib", "print(6 * 7)"))
    lesson.page.wait_for_timeout(1500)   # the question about news would come now
    assert lesson.page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    lesson.run_all()
    assert lesson.cell(1).locator(".jp-OutputArea-output").inner_text().strip() == "42"


def test_a_failing_cell_is_reported(lab_page, lab):
    lesson = lab_page(small_notebook(lab, "failing.ipynb", "1 / 0"))
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        lesson.run_all()
