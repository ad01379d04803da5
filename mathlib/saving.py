"""What JupyterLab drops when it saves: how a widget stood whose kernel has ended.

It stores the state of live widgets only. A lesson that was closed and opened again, and not yet run, shows its
questions and demonstrations as they stood; thirty seconds later it saves itself, and the next opening would find an
error in the place of each. So the server, whenever it saves, takes what is still shown and no longer told from the
file as it was.
"""
import json
import re
from pathlib import Path

VIEW, STATE = "application/vnd.jupyter.widget-view+json", "application/vnd.jupyter.widget-state+json"


def _load_jupyter_server_extension(app):
    """Called by Jupyter's server, which binder/jupyter/mathlib.json tells of this module."""
    app.contents_manager.register_pre_save_hook(keep_widgets)


def keep_widgets(model, path, contents_manager, **_):
    """Before a notebook is saved: add the states that its outputs need from the file at `path`, to `model` in place."""
    if model["type"] != "notebook":
        return
    metadata = model["content"]["metadata"]
    told = _states(metadata)
    missing = _shown(model["content"]) - told.keys()
    file = Path(contents_manager.root_dir, path)
    if missing and file.is_file():
        kept = _with_parts(missing, _states(json.loads(file.read_bytes())["metadata"]))
        if kept:
            empty = {"version_major": 2, "version_minor": 0}
            metadata.setdefault("widgets", {}).setdefault(STATE, empty)["state"] = {**kept, **told}


def _states(metadata):
    """{model id: state}, as a notebook's metadata tell it."""
    return metadata.get("widgets", {}).get(STATE, {}).get("state", {})


def _shown(notebook):
    """The ids of the widgets that the outputs of a notebook show."""
    data = [output.get("data", {}) for cell in notebook["cells"] for output in cell.get("outputs", [])]
    return {each[VIEW]["model_id"] for each in data if VIEW in each}


def _with_parts(ids, states):
    """The states of these widgets, and of those that they are made of."""
    found, todo = {}, set(ids)
    while todo:
        one = todo.pop()
        if one in states:
            found[one] = states[one]
            todo |= set(re.findall(r"IPY_MODEL_(\w+)", json.dumps(states[one]))) - found.keys()
    return found
