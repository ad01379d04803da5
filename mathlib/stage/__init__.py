"""The stage: an interactive view that draws scenes, and the marks that scenes are made of.

scene      what to show, as plain data          solid      the same in three dimensions
stage      shows a machine's scenes             twin       draws them with Matplotlib, for readers without a kernel
question   options to choose from               explore    sliders around a Matplotlib figure
training   a training loop, live                view/      what runs in the browser
"""
from pathlib import Path

VIEW = Path(__file__).parent / "view"


def module(*names):
    """The ES module of a view: files of the folder `view`, one after the other, the last with what it exports.

    They are joined because a widget's module has no address from which it could import another file.
    """
    return "\n".join((VIEW / f"{name}.js").read_text(encoding="utf-8") for name in names)
