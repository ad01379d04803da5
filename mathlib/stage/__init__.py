"""The stage: an interactive view that draws scenes, and the marks that scenes are made of."""
from pathlib import Path

HERE = Path(__file__).parent


def with_keys(view):
    """The ES module of a view, a file of this folder, behind what all views settle with JupyterLab's keyboard."""
    return "".join((HERE / name).read_text(encoding="utf-8") for name in ("keys.js", view))
