"""What partners in the community hold of a small county's people, made once, and their files on disk."""

import csv
import datetime as dt
from functools import lru_cache
from pathlib import Path

import numpy as np
import openpyxl
from tests.support.small_everyone import FIRST, LAST, small_everyone

from sherwood.definitions.catalogue import load_catalogue
from sherwood.synthetic import community
from sherwood.synthetic.courses import load_life_courses
from sherwood.synthetic.delivering import Delivering

FEEDS = tuple(community.__all__)
SPECIMENS = Path(__file__).parents[1] / "rooms" / "sources" / "specimens"
CHILDREN = 6_000


@lru_cache(maxsize=2)
def everyone(preset="clean"):
    return small_everyone(preset=preset, children=CHILDREN)


@lru_cache(maxsize=16)
def held(feed, preset="clean", seed=4):
    """Every row the feed will deliver, and its facts."""
    return getattr(community, feed)(everyone(preset), np.random.default_rng(seed), load_life_courses())


def deliver(folder, feed):
    """Write the feed's files below a folder; return how many rows each has."""
    catalogue, courses = load_catalogue(), load_life_courses()
    return Delivering(folder, FIRST, LAST).deliver(catalogue.feed(feed), courses.deliveries.feed[feed], held(feed))


def rows(path):
    """The rows of a CSV file or of a workbook's only sheet, as text."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.reader(file))
    (sheet,) = openpyxl.load_workbook(path, read_only=True).worksheets
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


def day(number):
    return dt.date(1970, 1, 1) + dt.timedelta(days=int(number))
