"""Saving keeps how a widget stood: what JupyterLab no longer tells is taken from the file, and only that."""
import json
from types import SimpleNamespace

import pytest

from mathlib.saving import STATE, VIEW, keep_widgets

BALL = {"model_name": "AnyModel", "state": {"layout": "IPY_MODEL_f00d", "chosen": 1}}
LAYOUT = {"model_name": "LayoutModel", "state": {}}


def notebook(shown, states=None):
    outputs = [{"output_type": "display_data", "data": {VIEW: {"model_id": one}, "text/plain": ""}} for one in shown]
    cells = [{"cell_type": "markdown", "source": ""},
             {"cell_type": "code", "source": "",
              "outputs": [{"output_type": "stream", "name": "stdout", "text": "1"}, *outputs]}]
    widgets = {} if states is None else {"widgets": {STATE: {"version_major": 2, "version_minor": 0, "state": states}}}
    return {"cells": cells, "metadata": widgets, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture
def save(tmp_path):
    """save(before, now): the states in the file after `now` is saved over `before`."""
    def saved(before, now):
        if before is not None:
            (tmp_path / "a.ipynb").write_text(json.dumps(before))
        keep_widgets({"type": "notebook", "content": now}, "a.ipynb", SimpleNamespace(root_dir=str(tmp_path)))
        return now["metadata"].get("widgets", {}).get(STATE, {}).get("state")
    return saved


def test_a_widget_whose_kernel_has_ended_is_kept_with_its_parts(save):
    before = notebook(["ba11"], {"ba11": BALL, "f00d": LAYOUT, "0dd": LAYOUT})
    assert save(before, notebook(["ba11"], {})) == {"ba11": BALL, "f00d": LAYOUT}
    assert save(before, notebook(["ba11"])) == {"ba11": BALL, "f00d": LAYOUT}


def test_what_is_told_now_counts_and_what_is_no_longer_shown_goes(save):
    before = notebook(["ba11", "c1d"], {"ba11": BALL, "f00d": LAYOUT, "c1d": LAYOUT})
    moved = {**BALL, "state": {"chosen": 2}}
    assert save(before, notebook(["ba11"], {"ba11": moved})) == {"ba11": moved}
    assert save(before, notebook([], {})) == {}


def test_a_new_file_a_lost_widget_and_another_kind_of_file_are_left_alone(save):
    assert save(None, notebook(["ba11"], {})) == {}
    assert save(notebook([]), notebook(["ba11"])) is None
    keep_widgets({"type": "file", "content": "text"}, "a.txt", None)
