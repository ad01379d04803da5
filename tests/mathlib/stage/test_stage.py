"""The stage without a browser: actions and their accidents, the static twin, what is sent, and its colours."""
import base64
import inspect
import io
import json
import re
import subprocess
import sys

import numpy as np
import pytest
from colours import contrast
from PIL import Image

from mathlib.demos.backward import backward_walk
from mathlib.demos.rolling.rolling_ball import RIGHT_VALLEY, rolling_ball
from mathlib.demos.rolling.surface_ball import surface_ball
from mathlib.demos.zoom.microscope import microscope
from mathlib.plotting import INK
from mathlib.stage import VIEW, twin
from mathlib.stage import scene as s
from mathlib.stage.question import Question
from mathlib.stage.stage import Stage
from mathlib.stage.training import Training


class Accident:
    """A counter with one method for each way of going wrong."""

    count, broken = 0, False

    def up(self):
        self.count += 1

    def divide(self):
        self.count += 1
        return 1 // 0

    def interrupted(self):
        self.count += 1
        raise KeyboardInterrupt

    def spoil(self):
        self.count += 1
        self.broken = True

    def mend(self):
        self.broken = False


def show(machine):
    if machine.broken:
        raise RuntimeError("no picture")
    square = s.panel("square", (0, 10), (0, 10), xlabel="count", ylabel="height")
    return s.Scene([square], {"square": [s.point(machine.count, 1)]}, readout=[("count", str(machine.count))],
                   badge=("calm", "an odd count" if machine.count % 2 else ""), say=f"count {machine.count}")


@pytest.fixture
def stage():
    controls = [s.button(name, name, name[0]) for name in ("up", "divide", "interrupted", "spoil", "mend")]
    return Stage(Accident(), show, controls, title="A counter", description=lambda machine: f"Count {machine.count}.")


@pytest.fixture
def sent(monkeypatch):
    """The names of the traits that each stage sends to its view, message by message."""
    messages = []
    monkeypatch.setattr(Stage, "send_state", lambda self, key=None: messages.append(
        {key} if isinstance(key, str) else set(key or self.keys)))
    return messages


def count(stage):
    return dict(stage.live["readout"])["count"]


# ---------------------------------------------------------------- actions and accidents

def test_an_action_changes_the_scene_and_its_words(stage):
    stage.act("up", answers=7)
    assert (count(stage), stage.live["say"], stage.live["answers"]) == ("1", "count 1", 7)
    assert stage.description == "Count 1. An odd count."      # the stage adds the badge, in a sentence of its own
    stage.act("up")
    assert stage.description == "Count 2."


@pytest.mark.parametrize("action", ["fly", "", None, 3, "__init__", "__class__", "count", ["up"], {}])
def test_only_the_actions_of_the_controls_can_be_asked_for(stage, action):
    stage.act(action)
    assert count(stage) == "0" and "That did not work" in stage.live["problem"]


@pytest.mark.parametrize("action, words", [("divide", "ZeroDivisionError"), ("interrupted", "Interrupted")])
def test_an_accident_is_said_and_the_stage_goes_on(stage, action, words):
    stage.act(action, answers=1)
    assert words in stage.live["problem"] == stage.live["say"]
    assert "Nothing is lost" in stage.live["problem"] and stage.live["answers"] == 1
    stage.act("up", answers=2)
    assert (count(stage), stage.live["problem"]) == ("2", "")


def test_values_that_do_not_fit_the_action_are_an_accident_too(stage):
    stage.act("up", 1, 2, 3)
    assert "TypeError" in stage.live["problem"] and count(stage) == "0"


def test_a_scene_that_cannot_be_drawn_leaves_the_picture_before_it(stage):
    stage.act("up", answers=1)
    picture = stage.live["marks"]
    stage.act("spoil", answers=2)
    assert (stage.live["marks"], count(stage), stage.live["answers"]) == (picture, "1", 2)
    assert "no picture" in stage.live["problem"]
    stage.act("mend", answers=3)
    assert (count(stage), stage.live["problem"]) == ("2", "")


@pytest.mark.parametrize("message", [
    {}, {"action": None}, {"action": "up", "values": [1]}, {"action": "step", "values": "abc"},
    {"action": "up", "values": [], "number": 5, "more": 1}])
def test_any_message_of_a_view_is_answered(stage, message):
    stage._receive(stage, message, [])
    assert stage.live["answers"] == message.get("number", 0)


@pytest.mark.parametrize("make", [rolling_ball, surface_ball, microscope, backward_walk])
def test_every_control_is_an_action_of_the_machine_and_is_shown_as_it_is(make):
    stage = make()
    for control in stage.controls:
        assert callable(getattr(stage._machine, control["action"]))
        if control["control"] != "button":
            assert control["action"] in stage.live["values"], f"the scene has no value for {control['label']}"


def test_a_key_has_one_owner():
    controls = [s.button("up", "Up", "u"), s.toggle("broken", "Broken", "u")]
    with pytest.raises(ValueError, match="The key 'u' belongs to 'Up' and to 'Broken'"):
        Stage(Accident(), None, controls, title="", description="")


# ---------------------------------------------------------------- what goes to the view

def test_panels_are_sent_again_only_when_they_change(sent):
    ball = rolling_ball(lr=0.01)
    sent.clear()
    for act in (("step",), ("place", 1.0, 0.0), ("set_lr", 0.02), ("undo",), ("predict",)):
        ball.act(*act, answers=len(sent))
    assert sent and not any("panels" in message for message in sent)
    ball.act("choose", "kink")
    assert any("panels" in message for message in sent)


def test_one_action_is_one_message(sent):
    ball = rolling_ball()
    sent.clear()
    ball.act("step", answers=1)
    assert len(sent) == 1


def test_a_drag_across_a_surface_sends_its_contours_a_few_times_at_most(sent):
    ball = surface_ball()
    sent.clear()
    for x in np.linspace(0, 2.9, 60):
        ball.act("place", x, 0.5)
    assert sum("panels" in message for message in sent) <= 8      # the loss axis keeps to round numbers


def test_a_step_sends_little():
    for ball in (rolling_ball(), surface_ball()):
        for _ in range(20):
            ball.act("step")
        assert len(json.dumps(ball.live)) < 6_000


def test_a_stage_works_without_a_front_end():
    code = """if True:
        from mathlib.demos.rolling.rolling_ball import rolling_ball
        ball = rolling_ball()
        ball.act("step")
        assert dict(ball.live["readout"])["steps"] == "1"
        ball.close()
    """
    python = [sys.executable, "-W", "error::UserWarning", "-c", code]
    subprocess.run(python, check=True, capture_output=True, timeout=60)


# ---------------------------------------------------------------- the static twin

def bundle(stage):
    data, _ = stage._repr_mimebundle_()
    return data


def test_the_picture_carries_the_words_as_alternative_text():
    ball = rolling_ball("double well", goal=RIGHT_VALLEY)
    _, metadata = ball._repr_mimebundle_()
    assert ball.description and metadata["image/png"]["alt"] == f"{ball.description} {ball.live['goal']}"


def test_the_output_holds_the_view_the_picture_and_the_words():
    ball = rolling_ball("double well", goal=RIGHT_VALLEY)
    data = bundle(ball)
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/plain"] == f"{ball.description} {ball.live['goal']}" and "double" not in data["text/plain"]
    picture = base64.b64decode(data["image/png"])
    assert len(picture) <= 60_000 and Image.open(io.BytesIO(picture)).width > 600


def test_the_twin_shows_this_moment():
    ball = rolling_ball()
    before = bundle(ball)
    ball.act("step")
    after = bundle(ball)
    assert before["image/png"] != after["image/png"] and before["text/plain"] != after["text/plain"]
    ball.act("undo")
    assert bundle(ball)["text/plain"] == before["text/plain"]


@pytest.mark.parametrize("act", [
    ("type_formula", "ln(w)"), ("type_formula", "1/w"), ("type_formula", "w^"), ("place", 1e300, 0.0),
    ("choose", "cliff")])
def test_the_twin_survives_what_the_stage_survives(act):
    ball = rolling_ball()
    ball.act(*act)
    ball.act("step")
    assert Image.open(io.BytesIO(base64.b64decode(bundle(ball)["image/png"]))).height > 200


EXAMPLES = {
    "curve": s.curve([0, 1, 2], [0, np.nan, 1], dash=True), "trail": s.trail([(0, 0), (1, np.inf)]),
    "point": s.point(1, 1, shape="star", label="here"), "arrow": s.arrow((0, 0), (1, 1), label="up"),
    "segment": s.segment((0, 0), (1, 2), label="rise"), "tangent": s.tangent(1, 1, 2),
    "text": s.text(1, 1, "words"), "bars": s.bars([0, 1], [1, np.nan]), "polygon": s.polygon([(0, 0), (1, 0), (0, 1)]),
    "box": s.box(0, 0, ["x", "1.0"], filled=True),
    "contour": s.contour(lambda x, y: x**2 + y**2, (-1, 1), (-1, 1), [0.5]),
    "field": s.field([0, 1], [0, 1], [1, np.nan], [0.5, 0]), "image": s.image([[0, 1], [np.nan, 3]], palette="heat")}


def makers():
    """Every function of scene.py that returns a mark."""
    return {name for name, f in inspect.getmembers(s, inspect.isfunction)
            if not name.startswith("_") and '"mark"' in inspect.getsource(f)}


def test_every_mark_is_drawn_by_the_twin_and_by_the_view():
    view = (VIEW / "marks.js").read_text(encoding="utf-8")
    drawn = set(re.findall(r"^  (\w+)\(panel, g, m\)", view, re.MULTILINE))
    assert makers() == set(EXAMPLES) == set(twin._DRAW) == drawn


def test_every_control_is_built_by_the_view():
    view = (VIEW / "controls.js").read_text(encoding="utf-8")
    built = set(re.findall(r"^  (\w+)\(view, control\)", view, re.MULTILINE))
    assert built == {"button", "slider", "choice", "entry", "toggle"}


@pytest.mark.parametrize("mark", EXAMPLES.values(), ids=EXAMPLES)
@pytest.mark.parametrize("log", [False, True], ids=["linear", "log"])
def test_every_mark_has_a_twin_and_is_json(mark, log):
    panel = s.panel("only", (-1, 3), (0.1, 3), [mark], log=log)
    assert len(twin.twin_png(s.Scene([panel], {}))) > 1000
    json.dumps(mark, allow_nan=False)


@pytest.mark.parametrize("mark", [
    s.point(np.nan, 1), s.arrow((0, 0), (np.nan, 1)), s.segment((np.inf, 0), (1, 1)), s.tangent(0, 0, np.nan),
    s.text(np.nan, 0, "nowhere"), s.box(np.nan, 0, ["nowhere"]), s.curve([], []), s.trail(np.empty((0, 2)))])
def test_a_mark_without_a_place_is_left_out(mark):
    assert len(twin.twin_png(s.Scene([s.panel("only", (-1, 1), (-1, 1), [mark])], {}))) > 1000
    json.dumps(mark, allow_nan=False)


# ---------------------------------------------------------------- colours of the view

CSS = (VIEW / "stage.css").read_text(encoding="utf-8")
THEMES = {"light": r"\.mathlib-stage \{(.*?)\}", "dark": r'\[data-jp-theme-light="false"\] \.mathlib-stage \{(.*?)\}'}
PAGE = {"light": "#ffffff", "dark": "#111111"}     # --jp-layout-color0 of JupyterLab's two themes


def inks(theme):
    block = re.search(THEMES[theme], CSS, re.DOTALL)[1]
    return dict(re.findall(r"--ms-([a-z]+): (#[0-9a-f]{6})", block))


@pytest.mark.parametrize("theme", THEMES)
def test_inks_and_words_can_be_read_in_both_themes(theme):
    ink = inks(theme)
    ground = ink["ground"]
    words = {name: ink[name] for name in [*INK, "good", "warn"]}       # labels carry their mark's ink
    assert {name: round(contrast(c, ground), 2) for name, c in words.items() if contrast(c, ground) < 4.5} == {}
    tones = {name: ink[name] for name in ("measured", "good", "warn")}    # badge and problem stand on the page
    assert {name: c for name, c in tones.items() if contrast(c, PAGE[theme]) < 4.5} == {}
    assert contrast(ink["measured"], PAGE[theme]) >= 3                     # the focus ring
    assert contrast(ink["quiet"], PAGE[theme]) >= 3                        # the edge of buttons and boxes


@pytest.mark.parametrize("theme", THEMES)
def test_contours_can_be_seen(theme):
    ink = inks(theme)
    assert contrast(ink["contour"], ink["ground"]) >= 3


def test_both_themes_define_the_same_inks():
    assert inks("light").keys() == inks("dark").keys() >= set(INK)


HOOKS = {"mathlib-options"}         # classes by which a test finds things, and that have no style


@pytest.mark.parametrize("view", [Stage, Question, Training], ids=lambda view: view.__name__)
def test_every_class_that_a_view_gives_is_known_to_its_style_or_a_hook(view):
    names = re.compile(r"\b(?:ms|mathlib)-[a-z-]*[a-z]\b")
    given, styled = set(names.findall(str(view._esm))), set(names.findall(str(view._css)))
    assert given and given - styled - HOOKS == set()
