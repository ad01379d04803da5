"""Saving keeps how a widget stood: what JupyterLab no longer tells is taken from the file, and only that."""
import asyncio
import json
from types import SimpleNamespace

import nbformat
import pytest
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

from mathlib import saving
from mathlib.saving import STATE, VIEW, keep_widgets

BALL = {"model_name": "AnyModel", "model_module": "anywidget", "state": {"layout": "IPY_MODEL_f00d", "chosen": 1}}
MOVED = {**BALL, "state": {"layout": "IPY_MODEL_f00d", "chosen": 2}}
LAYOUT = {"model_name": "LayoutModel", "model_module": "@jupyter-widgets/base", "state": {}}
WIDE = {**LAYOUT, "state": {"width": "9em"}}


def notebook(shown, states=None):
    outputs = [{"output_type": "display_data", "metadata": {}, "data": {VIEW: {"model_id": one}, "text/plain": ""}}
               for one in shown]
    cells = [{"cell_type": "markdown", "id": "words", "metadata": {}, "source": ""},
             {"cell_type": "code", "id": "code", "metadata": {}, "execution_count": 1, "source": "",
              "outputs": [{"output_type": "stream", "name": "stdout", "text": "1"}, *outputs]}]
    widgets = {} if states is None else {"widgets": {STATE: {"version_major": 2, "version_minor": 0, "state": states}}}
    return {"cells": cells, "metadata": widgets, "nbformat": 4, "nbformat_minor": 5}


@pytest.fixture(autouse=True)
def a_server_that_has_just_begun(monkeypatch):
    monkeypatch.setattr(saving, "_saved", {})


@pytest.fixture
def save(tmp_path):
    """save(before, now, path): the states in the file after `now` is saved over `before`, a notebook or a text."""
    def saved(before, now, path="a.ipynb"):
        file = tmp_path / path
        file.parent.mkdir(exist_ok=True)
        if before is not None:
            file.write_text(before if isinstance(before, str) else json.dumps(before))
        keep_widgets({"type": "notebook", "content": now}, path, SimpleNamespace(root_dir=str(tmp_path)))
        nbformat.validate(nbformat.from_dict(now))
        told = now["metadata"].get("widgets", {}).get(STATE)
        assert told is None or (told["version_major"], told["version_minor"]) == (2, 0)
        return told and told["state"]
    return saved


def test_a_widget_whose_kernel_has_ended_is_kept_with_its_parts(save):
    before = notebook(["ba11"], {"ba11": BALL, "f00d": LAYOUT, "0dd": LAYOUT})
    assert save(before, notebook(["ba11"], {})) == {"ba11": BALL, "f00d": LAYOUT}
    assert save(before, notebook(["ba11"])) == {"ba11": BALL, "f00d": LAYOUT}


def test_what_is_told_now_counts_and_what_is_no_longer_shown_goes(save):
    before = notebook(["ba11", "c1d"], {"ba11": BALL, "f00d": LAYOUT, "c1d": LAYOUT})
    assert save(before, notebook(["ba11"], {"ba11": MOVED, "f00d": WIDE})) == {"ba11": MOVED, "f00d": WIDE}
    assert save(before, notebook([], {})) == {}


def test_one_save_has_what_is_told_and_what_is_kept(save):
    """A live widget beside one whose kernel has ended; they share a part, which lives."""
    before = notebook(["ba11", "c1d"], {"ba11": BALL, "c1d": BALL, "f00d": LAYOUT})
    told = {"c1d": MOVED, "f00d": WIDE, "live": LAYOUT}
    assert save(before, notebook(["ba11", "c1d"], told)) == {"ba11": BALL, **told}


def test_a_part_that_is_not_told_is_kept_for_a_widget_that_is(save):
    before = notebook(["ba11"], {"ba11": BALL, "f00d": WIDE})
    assert save(before, notebook(["ba11"], {"ba11": MOVED})) == {"ba11": MOVED, "f00d": WIDE}


def test_parts_are_found_in_an_output_by_ids_with_hyphens_and_in_a_circle(save):
    inside = {"outputs": [{"output_type": "display_data", "data": {VIEW: {"model_id": "in-side"}}}]}
    states = {"0ut": {**LAYOUT, "state": inside}, "in-side": {**LAYOUT, "state": {"layout": "IPY_MODEL_a-b"}},
              "a-b": {**LAYOUT, "state": {"back": "IPY_MODEL_in-side"}}}
    assert save(notebook(["0ut"], states | {"a": LAYOUT}), notebook(["0ut"], {})) == states


def test_a_file_in_a_folder_is_found(save):
    before = notebook(["ba11"], {"ba11": LAYOUT})
    assert save(before, notebook(["ba11"]), "sub/a.ipynb") == {"ba11": LAYOUT}


def test_a_new_file_a_lost_widget_and_another_kind_of_file_are_left_alone(save):
    assert save(None, notebook(["ba11"], {})) == {}
    assert save(notebook([]), notebook(["ba11"])) is None
    keep_widgets({"type": "file", "content": "text"}, "a.txt", None)


def test_saved_under_another_name_a_lesson_keeps_its_widgets(save):
    """What was live when it was last saved, and what was kept then, each under the first name."""
    states = {"ba11": BALL, "f00d": LAYOUT}
    save(None, notebook(["ba11"], states))
    assert save(None, notebook(["ba11"], {}), "b.ipynb") == states
    save(notebook(["c1d"], {"c1d": LAYOUT}), notebook(["c1d"]), "c.ipynb")
    assert save(None, notebook(["c1d", "ba11"]), "d.ipynb") == {"c1d": LAYOUT, **states}


def test_what_is_told_counts_before_the_file_and_the_file_before_what_was_saved_earlier(save):
    alone = {**LAYOUT, "state": {"width": "5em"}}
    save(notebook(["ba11"], {"ba11": BALL, "f00d": LAYOUT}), notebook(["ba11"], {"ba11": MOVED}))
    assert saving._saved == {"a.ipynb": {"ba11": MOVED, "f00d": LAYOUT}}
    assert save(notebook(["ba11"], {"ba11": alone}), notebook(["ba11"])) == {"ba11": alone}


def test_no_more_is_remembered_than_what_each_notebook_shows(save):
    save(None, notebook(["ba11"], {"ba11": BALL, "f00d": LAYOUT, "0dd": LAYOUT}))
    assert saving._saved == {"a.ipynb": {"ba11": BALL, "f00d": LAYOUT}}
    save(None, notebook([]))
    assert saving._saved == {"a.ipynb": {}}


ODD = ['{"cells": [tru', "", "[]", "null", "7", '{"metadata": 3}', '{"metadata": {"widgets": null}}',
       json.dumps({"metadata": {"widgets": {STATE: None}}}), json.dumps({"metadata": {"widgets": {STATE: {}}}}),
       json.dumps({"metadata": {"widgets": {STATE: {"state": ["ba11"]}}}})]


@pytest.mark.parametrize("before", ODD)
def test_an_old_file_that_cannot_be_read_keeps_nothing_and_stops_nothing(save, before):
    assert save(before, notebook(["ba11", "c1d"], {"c1d": LAYOUT})) == {"c1d": LAYOUT}


@pytest.mark.parametrize("widgets", [None, {STATE: None}])
def test_metadata_without_widgets_are_filled(save, widgets):
    now = notebook(["ba11"])
    now["metadata"]["widgets"] = widgets
    assert save(notebook(["ba11"], {"ba11": LAYOUT}), now) == {"ba11": LAYOUT}


def test_jupyters_own_manager_saves_with_it(tmp_path, caplog):
    """The hook as the server registers it; the last save meets a file that was cut off."""
    manager, path = AsyncLargeFileManager(root_dir=str(tmp_path)), tmp_path / "sub" / "a.ipynb"
    saving._load_jupyter_server_extension(SimpleNamespace(contents_manager=manager))
    path.parent.mkdir()

    def saved(now, name="/sub/a.ipynb"):
        asyncio.run(manager.save({"type": "notebook", "format": "json", "content": now}, name))
        found = nbformat.read(tmp_path / name.strip("/"), 4)
        nbformat.validate(found)
        return found["metadata"].get("widgets", {}).get(STATE, {}).get("state")

    states = {"ba11": BALL, "f00d": LAYOUT}
    assert saved(notebook(["ba11"], states)) == states == saved(notebook(["ba11"], {}))
    assert saved(notebook(["ba11"], {}), "/b.ipynb") == states
    saving._saved.clear()
    path.write_text('{"cells": [tru')
    assert saved(notebook(["ba11"], {})) == {}
    assert "keep_widgets" not in caplog.text, "no error of the hook that Jupyter had to swallow"
