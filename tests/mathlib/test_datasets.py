"""The shipped data: what each docstring and the data README promise, and facts that a damaged file would break."""
import hashlib
import re
import shutil
import subprocess
import sys

import numpy as np
import pytest

from mathlib import datasets

READ = {"digits.npz": datasets.digits, "penguins.csv": datasets.penguins, "breast_cancer.csv": datasets.breast_cancer,
        "co2.csv": datasets.co2, "names.csv": datasets.names, "pride_and_prejudice.txt": datasets.novel}
TABLES = [datasets.penguins, datasets.breast_cancer]
FINGERPRINTS = {     # the first half of each file's SHA-256: a file that was made anew gets a new one
    "digits.npz": "b2dab7b501728c22e9119ad76740b2e1",
    "penguins.csv": "661ee666cc37a6e074508ab4c543d726",
    "breast_cancer.csv": "16907c0b44e990f6d856c80dfee52a21",
    "co2.csv": "db840f2dafa203048d8579c593d5c4ec",
    "names.csv": "ff46507cbfe69a2479242bf77c3ff660",
    "pride_and_prejudice.txt": "af43ae3d096d7c535113d48a8294dd36",
}


def test_digits():
    images, labels = datasets.digits()
    assert images.shape == (1797, 8, 8) and images.dtype == float and labels.shape == (1797,)
    assert images.min() == 0 and images.max() == 1 and set(np.unique(images * 16)) == set(range(17))
    assert np.bincount(labels).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]


def test_digits_look_like_their_labels():
    """The class whose mean image is nearest is the right one for nine digits in ten."""
    images, labels = datasets.digits()
    flat = images.reshape(len(images), -1)
    means = np.stack([flat[labels == k].mean(0) for k in range(10)])
    nearest = ((flat[:, None] - means) ** 2).sum(-1).argmin(1)
    assert (nearest == labels).mean() > 0.9


@pytest.mark.parametrize("read", TABLES)
def test_a_table_fits_together(read):
    table = read()
    n, d = table.x.shape
    assert table.y.shape == (n,) and len(table.features) == len(table.units) == d
    assert table.x.dtype == table.y.dtype == float and np.isfinite(table.x).all() and np.isfinite(table.y).all()
    assert repr(table).startswith(f"Table of {n} rows: {table.features[0]} [")


def test_penguins_weigh_what_penguins_weigh():
    table, species = datasets.penguins(), datasets.penguin_species()
    assert table.x.shape == (342, 3) and (table.units, table.target_unit) == (("mm",) * 3, "g")
    assert table.y.min() == 2700 and table.y.max() == 6300
    assert {s: int((species == s).sum()) for s in set(species)} == {"Adelie": 151, "Gentoo": 123, "Chinstrap": 68}


def test_bill_depth_changes_sign_within_a_species():
    """Lesson material: over all penguins a deeper bill goes with less mass, within each species with more."""
    table, species = datasets.penguins(), datasets.penguin_species()
    depth = table.x[:, table.features.index("bill depth")]
    assert np.corrcoef(depth, table.y)[0, 1] < -0.4
    assert all(np.corrcoef(depth[species == s], table.y[species == s])[0, 1] > 0.5 for s in set(species))


def test_breast_cancer():
    table = datasets.breast_cancer()
    assert table.x.shape == (569, 10) and set(table.y) == {0, 1} and table.y.sum() == 212
    radius, perimeter = table.x[:, 0], table.x[:, 2]
    assert (perimeter > 5.9 * radius).all() and (perimeter < 8 * radius).all()  # 2π for a circle
    assert radius[table.y == 1].mean() > radius[table.y == 0].mean()


def test_co2():
    series = datasets.co2()
    assert series.time.shape == series.value.shape == (526,) and series.unit == "ppm"
    assert np.allclose(np.diff(series.time), 1 / 12) and series.time[0] == pytest.approx(1958 + 2.5 / 12)
    assert np.isfinite(series.value).all() and 313 < series.value.min() and series.value.max() < 375
    assert repr(series) == "Series of 526 months from 1958: carbon dioxide [ppm]"
    by_month = (series.value[10:] - np.interp(series.time[10:], series.time[[10, -1]], series.value[[10, -1]]))
    assert by_month[4::12].mean() > by_month[9::12].mean() + 4  # May, before the northern leaves, above October


def test_names():
    words, shares = datasets.names(), datasets.name_shares()
    assert len(words) == len(set(words)) == len(shares) == 5163
    assert all(re.fullmatch("[a-z]+", word) for word in words)
    assert (np.diff(shares.sum(1)) <= 1e-9).all() and (shares.sum(0) < 100).all() and (shares.sum(0) > 89).all()
    assert words[:3] == ("james", "john", "robert")


def test_novel():
    text = datasets.novel()
    assert text.startswith("It is a truth universally acknowledged") and text.isascii() and len(text) == 231216
    assert max(map(len, text.splitlines())) == 73 and [int(n) for n in re.findall(r"^Chapter (\d+)$", text, re.M)] == [
        *range(2, 24)]


def test_the_data_are_small_and_each_file_is_accounted_for():
    files = {path.name: path.stat().st_size for path in datasets.FOLDER.iterdir() if path.is_file()}
    assert set(files) == {*READ, "README.md", "make_data.py"} and sum(files.values()) <= 2_000_000
    told = (datasets.FOLDER / "README.md").read_text(encoding="utf-8")
    for name in READ:
        assert f"## {name}" in told and re.search(rf"`{name}`.*\| (CC|public domain)", told)


@pytest.mark.parametrize("name", READ)
def test_no_byte_of_a_file_has_changed(name):
    data = (datasets.FOLDER / name).read_bytes()
    data = data if name.endswith(".npz") else data.replace(b"\r\n", b"\n")      # as Git may have written it
    assert hashlib.sha256(data).hexdigest()[:32] == FINGERPRINTS[name]


def test_columns_are_named_as_in_the_file():
    for name, table in (("penguins.csv", datasets.penguins()), ("breast_cancer.csv", datasets.breast_cancer())):
        header = (datasets.FOLDER / name).read_text(encoding="utf-8").splitlines()[0].split(",")
        columns = [re.sub("_(mm|g)$", "", column).replace("_", " ") for column in header]
        assert columns[-1 - len(table.features):] == [*table.features, table.target]


def test_the_page_on_the_data_has_their_sizes():
    told = (datasets.FOLDER / "README.md").read_text(encoding="utf-8")
    sizes = {"digits.npz": "(1797, 8, 8)", "penguins.csv": f"{len(datasets.penguins().y)} rows",
             "breast_cancer.csv": f"{len(datasets.breast_cancer().y)} rows",
             "co2.csv": f"{len(datasets.co2().time)} months",
             "names.csv": f"{len(datasets.names()):,} rows",
             "pride_and_prejudice.txt": f"{round(len(datasets.novel()), -3):,} characters"}
    for name, size in sizes.items():
        row = next(line for line in told.splitlines() if line.startswith(f"| `{name}`"))
        assert size in row, f"{name}: {size} is not in its row"


def test_an_array_changed_by_a_lesson_is_whole_again_in_the_next():
    datasets.penguins().x[:] = 0
    assert datasets.penguins().x.min() > 0


@pytest.mark.parametrize("name", READ)
def test_a_missing_file_is_said_in_words(name, monkeypatch, tmp_path):
    monkeypatch.setattr(datasets, "FOLDER", tmp_path)
    with pytest.raises(FileNotFoundError, match=f"The data file {name} is not in .* complete copy"):
        READ[name]()


def test_found_from_any_working_directory_and_checkout(tmp_path):
    """A copied checkout reads its own files, wherever Python was started."""
    root = datasets.FOLDER.parent.parent
    shutil.copytree(root / "notebooks" / "data", tmp_path / "copy" / "notebooks" / "data")
    (tmp_path / "copy" / "mathlib").mkdir()
    for name in ("__init__.py", "datasets.py"):
        shutil.copy(root / "mathlib" / name, tmp_path / "copy" / "mathlib")
    code = (f"import sys; sys.path.insert(0, {str(tmp_path / 'copy')!r})\n"
            "from mathlib import datasets; print(datasets.FOLDER, len(datasets.digits()[1]))")
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str((tmp_path / "copy" / "notebooks" / "data").resolve()), "1797"]
