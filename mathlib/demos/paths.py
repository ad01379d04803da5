"""A nudge of an oven's temperature that splits into three ways and meets again in the energy of a loaf of bread."""
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from mathlib.demos.machine import Machine, action
from mathlib.stage import scene as s
from mathlib.stage.stage import Stage
from mathlib.words import listed, number

WINDOWS = {"T": ("The oven's temperature T", 150.0, 250.0), "m": ("The loaf's mass m", 0.5, 1.5),
           "delta": ("The nudge δ", 1.0, 40.0)}
UNITS = {"T": "°C", "m": "kg", "S": "Wh", "P": "W", "t": "h", "Q": "Wh", "E": "Wh"}
COLUMNS = {"T": 0, "S": 1, "P": 1, "t": 1, "Q": 2, "E": 3}      # how far a nudge of T has come when it moves a node
PATHS = {"via S": "TSE", "via P": "TPQE", "via t": "TtQE"}
SLOPE_UNITS = {"TS": "Wh/°C", "TP": "W/°C", "Tt": "h/°C", "PQ": "h", "tQ": "W", "SE": "", "QE": ""}
CANCELLED = 0.1                                                 # Wh per °C that count as nothing
GOAL = ("Goal: with the loaf of 1 kg, find a temperature at which the three paths cancel: their sum between −0.1 and "
        "0.1 Wh per °C.")


def bake(T, m):
    """{name: value} of all that lies between the oven at T °C with a loaf of m kg and the energy E in Wh.

    Made up for lesson 11, with plausible constants: 3.6 Wh per °C to start the oven from a room of 20 °C, 5 W per °C
    through its walls, and a loaf that takes 90 m/(T − 100) hours.
    """
    starting, power, hours = 3.6 * (T - 20), 5 * (T - 20), 90 * m / (T - 100)
    return {"T": T, "m": m, "S": starting, "P": power, "t": hours, "Q": power * hours, "E": starting + power * hours}


def local_slopes(T, m):
    """{edge: its slope}, by rule; an edge is named by its two ends."""
    at = bake(T, m)
    return {"TS": 3.6, "TP": 5.0, "Tt": -90 * m / (T - 100) ** 2, "mt": 90 / (T - 100), "PQ": at["t"], "tQ": at["P"],
            "SE": 1.0, "QE": 1.0}


def edges_of(path):
    """"TPQE" as ("TP", "PQ", "QE")."""
    return tuple(a + b for a, b in zip(path, path[1:], strict=False))


@dataclass(frozen=True)
class Baking:
    """An oven, a loaf, a nudge of the oven, the path that is lit, and how far the nudge has come."""
    T: float
    m: float
    delta: float = 10.0
    path: str = "via P"
    front: int = 3

    @cached_property
    def values(self):
        """All nodes before the nudge."""
        return bake(self.T, self.m)

    @cached_property
    def changes(self):
        """What the nudge does to each node, by the model itself."""
        after = bake(self.T + self.delta, self.m)
        return {name: after[name] - self.values[name] for name in COLUMNS}

    @cached_property
    def slopes(self):
        """All local slopes."""
        return local_slopes(self.T, self.m)

    @cached_property
    def products(self):
        """{path: product of its slopes}, in Wh per °C, as they are shown: to two decimals."""
        found = {name: np.prod([self.slopes[edge] for edge in edges_of(path)]) for name, path in PATHS.items()}
        return {name: round(float(product), 2) for name, product in found.items()}

    @cached_property
    def total(self):
        """The sum over the paths as shown, in Wh per °C."""
        return round(sum(self.products.values()), 2)

    @cached_property
    def measured(self):
        """What E really does under the nudge, per °C."""
        return self.changes["E"] / self.delta

    @cached_property
    def arrived(self):
        """Whether the goal is met."""
        return abs(self.total) <= CANCELLED and abs(self.m - 1) < 1e-9


class Paths(Machine):
    """An oven whose temperature is nudged."""

    def __init__(self, T, m, delta=10.0, path="via P"):
        self.named(path, PATHS)
        super().__init__(Baking(self._read("T", T), self._read("m", m), self._read("delta", delta), path))

    @action
    def set_T(self, value):
        """Another oven temperature."""
        self._move("T", value)

    @action
    def set_m(self, value):
        """Another loaf."""
        self._move("m", value)

    @action
    def set_delta(self, value):
        """A larger or smaller nudge."""
        self._move("delta", value)

    @action
    def look(self, name):
        """Light a path by its name."""
        self.named(name, PATHS)
        self._light(name)

    @action
    def next_path(self):
        """Light the next path."""
        names = list(PATHS)
        self._light(names[(names.index(self.state.path) + 1) % len(names)])

    @action
    def pick(self, *coordinates):
        """Light the path that is nearest to a place of the picture."""
        place = self.coordinates(coordinates, 2, "That is not a place in the picture.")
        self._light(min(PATHS, key=lambda name: min(_distance(place, edge) for edge in edges_of(PATHS[name])[:2])))

    @action
    def follow(self):
        """Let the nudge go one node further; from the end it starts again at T."""
        self.become("", together="follow", front=(self.state.front + 1) % 4)
        self.said = followed(self.state)

    def _move(self, name, value):
        now = f"{number(getattr(self.state, name))} {UNITS.get(name, '°C')}"
        self.become("", together=name, **{name: self._read(name, value, now)})
        self.said = self.here()

    def _read(self, name, value, now=""):
        spoken, low, high = WINDOWS[name]
        return self.number(value, spoken, low, high, now)

    def _light(self, name):
        self.become("", together="look", path=name)
        self.said = product_of(self.state)

    def here(self):
        state = self.state
        told = listed([f"{name} {number(product)}" for name, product in state.products.items()])
        return (f"At {number(state.T)} °C with {number(state.m)} kg the paths bring, in Wh per °C, {told}: together "
                f"{number(state.total)}. Measured over a nudge of {number(state.delta)} °C: "
                f"{number(state.measured, 3)} Wh per °C.")


def product_of(state):
    """The lit path with its slopes multiplied, units and all."""
    return f"{_arrows(state.path)}: {_factors(state)}"


def _arrows(name):
    return " → ".join(PATHS[name])


def _factors(state):
    factors = [f"{_bracketed(state.slopes[edge])} {SLOPE_UNITS[edge]}".strip() for edge in edges_of(PATHS[state.path])]
    return f"{' · '.join(factors)} = {number(state.products[state.path])} Wh per °C"


def _bracketed(value):
    return f"({number(value)})" if value < 0 else number(value)


def followed(state):
    """What the nudge has reached, in a sentence."""
    moved = {name: f"{name} moves by {_signed(state.changes[name])} {UNITS[name]}" for name in COLUMNS}
    return ("The nudge stands at T: " + moved["T"] + ".",
            "It splits: " + listed([moved[name] for name in "SPt"]) + ".",
            "P and t meet: " + moved["Q"] + ".",
            "S and Q meet: " + moved["E"] + ".")[state.front]


def _signed(value):
    return f"{'+' if value > 0 else ''}{number(value, 3)}"


def paths(T=160.0, m=1.0, delta=10.0, path="via P"):
    """An oven at T °C with a loaf of m kg, whose temperature is nudged by δ = delta °C, as a Stage.

    path: the one that is lit at first, "via S", "via P" or "via t".
    """
    return Stage(Paths(T, m, delta, path), scene, CONTROLS, title="A nudge splits and meets again", also=("pick",),
                 description=described)


def described(machine):
    """The graph with its paths, what they bring, and what the whole nudge does: for those who do not see it."""
    state = machine.state
    ways = listed([_arrows(name) for name in PATHS])
    return (f"The mass m leads to the time t, and T to the energy E by three paths: {ways}. {machine.here()} Under the "
            f"whole nudge Q moves by {_signed(state.changes['Q'])} Wh and E by {_signed(state.changes['E'])} Wh. "
            f"Lit is {_arrows(state.path)}, with {_factors(state)}.")


CONTROLS = [s.slider("set_T", "oven T (°C)", 150, 250, keys="jl", step=1),
            s.slider("set_delta", "nudge δ (°C)", 1, 40, keys="er", step=1),
            s.slider("set_m", "loaf m (kg)", 0.5, 1.5, keys="ik", step=0.02),
            s.choice("look", "light the path", list(PATHS)), s.button("next_path", "Next path", "n"),
            s.button("follow", "Follow δ", "f", title="Let the nudge go one node further"),
            s.button("undo", "Undo", "u"), s.button("reset", "Reset", "0")]


def scene(machine):
    """What the graph and the bars look like now."""
    state = machine.state
    terms = " + ".join(_bracketed(product) for product in state.products.values())
    return s.Scene(
        panels=panels(), marks={"graph": [*edges(state), *boxes(state), *slope_labels(state), handle(state)],
                                "sum": bars(state)},
        readout=[("sum of the paths, Wh per °C", f"{terms} = {number(state.total)}"),
                 ("measured ΔE/δ, Wh per °C", number(state.measured, 3)),
                 ("E (Wh)", number(state.values["E"]))],
        update=product_of(state), badge=badge(state), goal=GOAL, say=machine.said or machine.here(),
        problem=machine.problem,
        values={"set_T": state.T, "set_m": state.m, "set_delta": state.delta, "look": state.path},
        disabled=[] if machine.past else ["undo"])


def badge(state):
    """What a tiny nudge does to the energy, in words."""
    if state.arrived:
        return "won", "the three paths cancel: a tiny nudge hardly moves the energy"
    if abs(state.total) <= CANCELLED:
        return "good", f"the paths cancel, for a loaf of {number(state.m)} kg"
    way = "takes more" if state.total > 0 else "saves"
    return "calm", f"a little hotter {way} energy, {number(abs(state.total))} Wh per °C"


# ---- the picture -----------------------------------------------------------------------------------

PLACES = {"T": (1.3, 6.6), "m": (1.3, 1.5), "S": (4.1, 8.9), "P": (4.1, 5.2), "t": (4.1, 1.5),
          "Q": (6.7, 3.1), "E": (8.75, 6.9)}


@lru_cache(maxsize=1)
def panels():
    """The frame of the graph, and the axes of the bars."""
    return [s.panel("graph", (0, 10), (0, 10.4), bare=True, place="pick", stride=(2.4, 2.4), wide=1.5,
                    title="from T to E"),
            s.panel("sum", (-0.6, 4.6), (-38, 18), names=["via S", "via P", "via t", "sum", "ΔE/δ"], wide=0.9,
                    title="Wh per °C")]


def edges(state):
    """An arrow for each edge, the lit path on top."""
    lit = edges_of(PATHS[state.path])
    marks = []
    for edge in sorted(state.slopes, key=lambda edge: edge in lit):
        start, end = _ends(edge)
        ink = "gradient" if edge in lit else "quiet"
        marks += [s.segment(start, end, ink, dash=False, width=3.5 if edge in lit else 1.2),
                  s.arrow(start, start + 0.62 * (end - start), ink)]
    return marks


def boxes(state):
    """Each node with its value and, where the nudge has come by, its change."""
    lit = PATHS[state.path]
    marks = []
    for name, place in PLACES.items():
        lines = [f"{name} ({UNITS[name]})", number(state.values[name])]         # short, for a phone
        if name in COLUMNS and COLUMNS[name] <= state.front:
            lines.append(_signed(state.changes[name]))
        acts = name in COLUMNS and COLUMNS[name] == state.front
        marks.append(s.box(*place, lines, "gradient" if name in lit else "exact", filled=acts))
    return marks


CORNERS = {"TS": "nw", "TP": "ne", "Tt": "sw", "PQ": "ne", "tQ": "se", "SE": "ne", "QE": "se"}


def slope_labels(state):
    """The slopes of the lit path beside its edges."""
    marks = []
    for edge in edges_of(PATHS[state.path]):
        start, end = _ends(edge)
        marks.append(s.text(*(start + 0.5 * (end - start)), f"× {number(state.slopes[edge])}", "gradient",
                            corner=CORNERS[edge]))
    return marks


def handle(state):
    """A bead on the first edge of the lit path: drag it to another, or move it with the arrow keys."""
    start, end = _ends(edges_of(PATHS[state.path])[0])
    return s.point(*(start + 0.6 * (end - start)), "gradient", size=6, drag=True)


def _ends(edge):
    return (np.array(PLACES[name], float) for name in edge)


def _distance(place, edge):
    """How far a place of the picture is from an edge."""
    start, end = _ends(edge)
    along = np.clip((place - start) @ (end - start) / np.sum((end - start) ** 2), 0, 1)
    return float(np.hypot(*(start + along * (end - start) - place)))


def bars(state):
    """The product of each path, their sum, and the measured change of E per °C of the nudge."""
    marks = [s.bars([k], [product], "gradient" if name == state.path else "quiet")
             for k, (name, product) in enumerate(state.products.items())]
    return [*marks, s.bars([3], [state.total], "exact"), s.bars([4], [state.measured], "measured"),
            s.segment((-0.6, 0), (4.6, 0), "exact", dash=False, width=1)]
