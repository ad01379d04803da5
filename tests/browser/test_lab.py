"""The browser fixtures themselves, on small notebooks: opened, run, handled by mouse and by keyboard."""
import pytest

pytestmark = pytest.mark.browser

DOT = '''
from mathlib.stage import scene
from mathlib.stage.stage import Stage

class Dot:
    """A point that goes where it is put, and halves x at each step."""
    x, y = 1.0, 1.0
    def place(self, x, y): self.x, self.y = x, y
    def step(self): self.x /= 2

def show(dot):
    square = scene.panel("square", (-3, 3), (-2, 2), xlabel="x", ylabel="y", place="place")
    here = {"square": [scene.point(dot.x, dot.y, drag=True)]}
    return scene.Scene([square], here, readout=[("x", f"{dot.x:.2f}"), ("y", f"{dot.y:.2f}")], say=f"x is {dot.x:.2f}")

Stage(Dot(), show, [scene.button("step", "Step", "s")], title="A dot", description="A dot.", also=["place"])
'''


def test_a_notebook_opens_with_nothing_in_front_of_it_and_runs(lab_page, lab):
    lesson = lab_page(lab.write("small.ipynb", ["import mathlib", "print(6 * 7)"]))
    lesson.page.wait_for_timeout(1500)   # the question about news would come now
    assert lesson.page.locator(".jp-Dialog, .Toastify__toast").count() == 0
    lesson.run_all()
    assert lesson.cell(1).locator(".jp-OutputArea-output").inner_text().strip() == "42"


def test_a_failing_cell_is_reported(lab_page, lab):
    lesson = lab_page(lab.write("failing.ipynb", ["1 / 0"]))
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        lesson.run_all()


def at(stage, x, y):
    return (stage.number("x"), stage.number("y")) == pytest.approx((x, y), abs=0.02)


def test_a_stage_is_handled_by_mouse_and_by_keyboard(lab_page, lab):
    stage = lab_page(lab.write("dot.ipynb", [DOT])).run_all().stage()
    stage.click_data(2.0, -1.0)
    stage.until(lambda: at(stage, 2, -1))
    stage.button("step").click()
    stage.until(lambda: stage.number("x") == pytest.approx(1, abs=0.02))
    stage.press("s")
    stage.until(lambda: stage.number("x") == pytest.approx(0.5, abs=0.01) and "x is 0.5" in stage.heard())
    stage.press("ArrowRight")
    stage.until(lambda: stage.number("x") > 0.6)
    stage.drag_data((0.65, -1.0), (-2.0, 1.5))
    stage.until(lambda: at(stage, -2, 1.5))
