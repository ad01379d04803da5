"""The stage: shows a demonstration and passes the learner's actions to it."""
import traitlets

from mathlib.stage import VIEW, module
from mathlib.stage.twin import twin_png
from mathlib.stage.widget import Widget
from mathlib.words import sentence


class Stage(Widget):
    """A demonstration on screen: a state machine, drawn as scenes, driven by mouse, touch and keys.

    machine: any object; its methods named in `actions` are what the view may ask for.
    scene: a function machine -> Scene.
    controls: what scene.button, scene.slider, … return, in order.
    title: a few words. description: what a reader without a kernel or without eyes is told, without the
    badge and the goal of the scene, which the stage adds; may be a function machine -> str.

    Actions are called with the value the view sends (a number, a text, a place [x, y]) or with
    nothing. A machine says what it cannot use in its own scene (`Scene.problem`) and does not raise;
    should it raise all the same, the stage says so, keeps its state, and goes on.
    """
    _esm = module("base", "home", "axes", "marks", "solid", "solid_marks", "talk", "hand", "controls", "view")
    _css = VIEW / "stage.css"
    title = traitlets.Unicode().tag(sync=True)
    description = traitlets.Unicode().tag(sync=True)
    controls = traitlets.List().tag(sync=True)
    panels = traitlets.List().tag(sync=True)
    live = traitlets.Dict().tag(sync=True)

    def __init__(self, machine, scene, controls, *, title, description, also=()):
        _refuse_shared_keys(controls)
        self._machine, self._scene, self._describe = machine, scene, description
        self._actions = {control["action"] for control in controls} | set(also)
        self._answered = 0
        super().__init__(title=title, controls=list(controls))
        self._refresh()
        self.on_msg(self._receive)

    def _receive(self, _widget, message, _buffers):
        self.act(message.get("action"), *message.get("values", ()), answers=message.get("number", 0))

    def act(self, action, *values, answers=0):
        """Do what the view asks: call the machine's method of that name, then show the new scene."""
        self._answered = answers
        trouble = self._tried(self._ask, action, values)
        if undrawn := self._tried(self._refresh, trouble):      # the picture before it stays
            self.live = {**self.live, "say": undrawn, "problem": undrawn, "answers": answers}

    def _ask(self, action, values):
        if action not in self._actions:
            raise ValueError(f"this demonstration has no action called {action!r}")
        getattr(self._machine, action)(*values)

    @staticmethod
    def _tried(what, *inputs):
        """Do it; what went wrong comes back as a sentence. This is the border: nowhere else would show it."""
        try:
            what(*inputs)
        except KeyboardInterrupt:
            return "Interrupted. Nothing is lost: go on, or press Reset."
        except Exception as error:
            return f"That did not work ({type(error).__name__}: {error}). Nothing is lost: go on, or press Reset."
        return ""

    def _refresh(self, trouble=""):
        scene = self._scene(self._machine)
        told = self._describe(self._machine) if callable(self._describe) else self._describe
        with self.hold_sync():
            self.panels, self.description = scene.panels, f"{told} {sentence(scene.badge[1])}".strip()
            self.live = {
                "marks": scene.marks, "readout": scene.readout, "update": scene.update, "badge": scene.badge,
                "goal": scene.goal, "say": trouble or scene.say, "problem": trouble or scene.problem,
                "values": scene.values, "disabled": list(scene.disabled), "answers": self._answered,
            }

    def _repr_mimebundle_(self, **kwargs):
        """The live view, and for places without a kernel the picture of this moment and its words."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle, {})
        picture = twin_png(self._scene(self._machine), self.title)
        words = f"{self.description} {self.live['goal']}".strip()
        metadata = {**metadata, "image/png": {"alt": words}}
        return {**(data or {}), "text/plain": words, "image/png": picture}, metadata


def _refuse_shared_keys(controls):
    owner = {}
    for control in controls:
        for key in control.get("key", "") or control.get("keys", ""):
            if key in owner:
                raise ValueError(f"The key {key!r} belongs to {owner[key]!r} and to {control['label']!r}.")
            owner[key] = control["label"]
