"""What the journal adds up to: exercises and predictions by lesson, calibration, and where the learner stopped."""
import json
import re
from dataclasses import dataclass
from pathlib import Path

from mathlib.exercises import journal

NOTHING = "Nothing on record yet. Predictions, answers and checks that you run will be counted here."


@dataclass(frozen=True)
class Progress:
    """What is on record: rows (lesson, correct, tried, right, predicted), calibration rows
    (confidence, stated share, right, made), and the id of the latest record."""

    rows: tuple = ()
    calibration: tuple = ()
    latest: str = ""

    def __repr__(self):
        return _plain(self._repr_markdown_())

    def _repr_markdown_(self):
        if not self.rows:
            return NOTHING
        lines = ["| lesson | exercises correct, of those tried | predictions right |", "|---|---|---|"]
        lines += [f"| {lesson} | {_share(correct, tried)} | {_share(right, made)} |"
                  for lesson, correct, tried, right, made in self.rows]
        if self.calibration:
            lines += ["", "| you said | which means | you were right |", "|---|---|---|"]
            lines += [f"| {word} | {stated:.0%} | {right} of {made} |"
                      for word, stated, right, made in self.calibration]
        return "\n".join([*lines, "", where(self.latest)]).rstrip()


def _share(part, whole):
    return f"{part} of {whole}" if whole else "none yet"


def _plain(markdown):
    lines = [line.strip("| ").replace(" | ", " · ") for line in markdown.splitlines() if not line.startswith("|---")]
    return re.sub(r"\[([^]]*)\]\(\S*\)", r"\1", "\n".join(lines))


def progress():
    """The `Progress` of this learner, from the journal; none where it is off."""
    if journal.path() is None:
        return Progress()
    tried, predicted, latest = {}, {}, ""
    for entry in journal.records():
        latest = entry.id
        if entry.kind == "attempt":
            tried[entry.id] = tried.get(entry.id, False) or entry.value == "correct"
        if entry.kind == "outcome" and isinstance(entry.value, dict):
            predicted.setdefault(entry.id, entry.value)  # the first outcome counts
    lessons = sorted({_lesson(id) for id in (*tried, *predicted)})
    rows = tuple(_row(lesson, tried, predicted) for lesson in lessons)
    return Progress(rows, _calibration(predicted.values()), latest)


def _lesson(id):
    return id.partition(".")[0]


def _row(lesson, tried, predicted):
    mine = [correct for id, correct in tried.items() if _lesson(id) == lesson]
    guessed = [value.get("right") is True for id, value in predicted.items() if _lesson(id) == lesson]
    return lesson, sum(mine), len(mine), sum(guessed), len(guessed)


def _calibration(predicted):
    rows = []
    for word, stated in journal.CONFIDENCE.items():
        mine = [value for value in predicted if value.get("confidence") == word]
        if mine:
            chance = sum(1 / _options(value) for value in mine) / len(mine)
            rows.append((word, chance if stated is None else stated,
                         sum(value.get("right") is True for value in mine), len(mine)))
    return tuple(rows)


def _options(value):
    """How many options there were to guess among."""
    number = value.get("of")
    return number if isinstance(number, int) and number > 1 else 2


# ---------------------------------------------------------------- where the learner stopped

def where(id):
    """"Last worked on: Exercise 3 · …", with a link to that heading in the lesson beside the journal; "" if unknown."""
    lesson, name, *_ = [*id.split("."), ""]
    for file in sorted(Path().glob(f"{lesson}_*.ipynb")) if re.fullmatch(r"\d\d", lesson) else []:
        if heading := _heading_before(file, name):
            return f"Last worked on: [{heading}]({file.name}#{heading.replace(' ', '-')})."
    return ""


def _heading_before(file, name):
    """The last heading above the first code cell that names ex.NAME."""
    try:
        cells = json.loads(file.read_text(encoding="utf-8"))["cells"]
        heading = ""
        for cell in cells:
            source = "".join(cell["source"])
            if cell["cell_type"] == "code" and re.search(rf"\bex\.{re.escape(name)}\b", source):
                return heading
            found = re.findall(r"^#{1,6} +(.+)$", source, re.M) if cell["cell_type"] == "markdown" else []
            heading = found[-1].strip() if found else heading
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    return ""
