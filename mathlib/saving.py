"""What JupyterLab drops when it saves: how a widget stood whose kernel has ended.

It stores the state of live widgets only. A lesson that was closed and opened again, and not yet run, shows its
questions and demonstrations as they stood; thirty seconds later it saves itself, and the next opening would find an
error in the place of each. So the server, whenever it saves, takes what is still shown and no longer told from the
file as it was.

Save As writes to a path that has no file yet. What it needs is found among the notebooks that this server has saved
before; a lesson that was opened and never saved since the server began is copied without its widgets, and the
original keeps them.
"""
import json
import re
from pathlib import Path

VIEW, STATE = "application/vnd.jupyter.widget-view+json", "application/vnd.jupyter.widget-state+json"
PART = re.compile(r'IPY_MODEL_([\w-]+)|"model_id": "([\w-]+)"')     # a part of a widget; what an Output shows

_saved = {}         # {path: {model id: state}} of the notebooks that this server has saved, each as it was last


def _load_jupyter_server_extension(app):
    """Called by Jupyter's server, which binder/jupyter/mathlib.json tells of this module."""
    app.contents_manager.register_pre_save_hook(keep_widgets)


def keep_widgets(model, path, contents_manager, **_):
    """Before a notebook is saved: add the states that its outputs need from the file at `path`, to `model` in place."""
    if model["type"] != "notebook":
        return
    metadata = model["content"]["metadata"]
    shown, told = _shown(model["content"]), _states(model["content"])
    known = told
    if _reached(shown, told) - told.keys():
        known = _elsewhere() | _states(_file(contents_manager, path)) | told
    kept = {one: known[one] for one in _reached(shown, known) if one in known}
    if kept.keys() - told.keys():
        widgets = metadata.get("widgets") or {}
        empty = {"version_major": 2, "version_minor": 0}
        metadata["widgets"] = {**widgets, STATE: {**empty, **(widgets.get(STATE) or {}), "state": {**kept, **told}}}
    _saved[path] = kept


def _elsewhere():
    """The states of all notebooks that were saved so far; an id belongs to one widget only."""
    return {one: state for states in _saved.values() for one, state in states.items()}


def _file(contents_manager, path):
    """The notebook as it lies on the disk, or None: a file that cannot be read has nothing to keep, and is no reason
    to refuse a learner's work."""
    try:
        return json.loads(Path(contents_manager.root_dir, path).read_bytes())
    except (OSError, ValueError):                        # no file yet; half a file
        return None


def _states(notebook):
    """{model id: state}, as a notebook's metadata tell it; {} where they tell nothing, or something else."""
    try:
        states = notebook["metadata"]["widgets"][STATE]["state"]
    except (KeyError, TypeError):
        return {}
    return dict(states) if isinstance(states, dict) else {}


def _shown(notebook):
    """The ids of the widgets that the outputs of a notebook show."""
    data = [output.get("data", {}) for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return {each[VIEW]["model_id"] for each in data if VIEW in each}


def _reached(ids, states):
    """These ids, and those of all that they are made of, as far as the states tell it."""
    found, todo = set(), set(ids)
    while todo:
        one = todo.pop()
        found.add(one)
        parts = PART.findall(json.dumps(states.get(one)))
        todo |= {part or shown for part, shown in parts} - found
    return found
