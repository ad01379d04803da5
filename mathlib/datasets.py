"""The shipped data as arrays: real measurements, small enough to read, in notebooks/data.

Every function reads its file anew, so that what a lesson does to an array stays in that lesson. Where the data
come from, and under which licence, stands in notebooks/data/README.md.
"""
import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).resolve().parent.parent / "notebooks" / "data"


@dataclass(frozen=True, repr=False, eq=False)
class Table:
    """Examples in rows: inputs x (n, d) and one outcome y (n,), with the names and units of both."""
    x: np.ndarray
    y: np.ndarray
    features: tuple
    units: tuple
    target: str
    target_unit: str

    def __repr__(self):
        inputs = ", ".join(map(_with_unit, self.features, self.units))
        return f"Table of {len(self.y)} rows: {inputs} → {_with_unit(self.target, self.target_unit)}"


@dataclass(frozen=True, repr=False, eq=False)
class Series:
    """One value a month: `time` (n,) in years, the middle of each month, and `value` (n,) in `unit`."""
    time: np.ndarray
    value: np.ndarray
    name: str
    unit: str

    def __repr__(self):
        return f"Series of {len(self.value)} months from {int(self.time[0])}: {_with_unit(self.name, self.unit)}"


def digits():
    """Handwritten digits: images (1797, 8, 8) from 0 (paper) to 1 (ink), and labels (1797,), integers 0 to 9.

    Each pixel is the share of ink in a 4×4 square of a scan, in sixteenths. Source: Alpaydin and Kaynak (1998), Optical
    Recognition of Handwritten Digits, UCI Machine Learning Repository, its test set: 13 writers.
    """
    with np.load(_path("digits.npz")) as file:
        return file["images"] / 16, file["labels"].astype(int)


def penguins():
    """Body mass of 342 penguins from three lengths: a `Table` with x (342, 3) in mm and y (342,) in g.

    Rows come by species, see `penguin_species`: shuffle before you split. Source: Gorman, Williams and Fraser (2014),
    PLoS ONE 9(3): e90081; Horst, Hill and Gorman (2020), palmerpenguins.
    """
    _, rows = _rows("penguins.csv")
    numbers = np.array([row[1:] for row in rows], float)
    return Table(numbers[:, :3], numbers[:, 3], ("bill length", "bill depth", "flipper length"), ("mm",) * 3,
                 "body mass", "g")


def penguin_species():
    """The species of each row of `penguins()`: an array (342,) of the words Adelie, Gentoo, Chinstrap."""
    return np.array([row[0] for row in _rows("penguins.csv")[1]])


def breast_cancer():
    """Is a breast tumour malignant? A `Table` with x (569, 10), and y (569,), 1 for malignant and 0 for benign.

    Each input is a mean over the cell nuclei in one microscope image. Lengths were traced on that image, so
    we call them pixels, though the source names no unit; texture is the standard deviation of grey levels; the
    other six are ratios and counts. 212 tumours are malignant.
    Source: Wolberg, Mangasarian, Street and Street (1995), Breast Cancer Wisconsin (Diagnostic), UCI.
    """
    header, rows = _rows("breast_cancer.csv")
    numbers = np.array(rows, float)
    units = ("pixel", "grey level", "pixel", "pixel²", *[""] * 6)
    return Table(numbers[:, :-1], numbers[:, -1], tuple(header[:-1]), units, "malignant", "")


def co2():
    """Carbon dioxide in the air at Mauna Loa, Hawaii: a `Series` of 526 months, March 1958 to December 2001, in ppm.

    Monthly means of weekly means. Five months without measurements are interpolated on a straight line (column `weeks`
    of the file is 0). Source: Keeling and Whorf (2004), Carbon Dioxide Information Analysis Center.
    """
    year, month, ppm, _ = np.array(_rows("co2.csv")[1], float).T
    return Series(year + (month - 0.5) / 12, ppm, "carbon dioxide", "ppm")


def names():
    """First names in the USA: a tuple of 5,163 different words in small letters a to z, most common first.

    Source: U.S. Census Bureau (1995), Frequently Occurring First Names and Surnames from the 1990 Census.
    """
    return tuple(row[0] for row in _rows("names.csv")[1])


def name_shares():
    """How common each of `names()` is: an array (5163, 2), per cent of all women and per cent of all men."""
    return np.array([row[1:] for row in _rows("names.csv")[1]], float)


def novel():
    """The first volume of Pride and Prejudice as one string of 231,000 characters, in lines of at most 73.

    Source: Jane Austen (1813), chapters 1 to 23.
    """
    return _path("pride_and_prejudice.txt").read_text(encoding="utf-8")


def _path(name):
    path = FOLDER / name
    if not path.is_file():
        raise FileNotFoundError(f"The data file {name} is not in {FOLDER}. It comes with the course: work in a "
                                f"complete copy of it, and install mathlib from there with pip install -e .")
    return path


def _rows(name):
    """The header and the rows of a CSV file, all as text."""
    with open(_path(name), newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    return header, rows


def _with_unit(name, unit):
    return f"{name} [{unit}]" if unit else name
