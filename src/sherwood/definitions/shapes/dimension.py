"""Dimensions: the ways in which a figure can be broken down or filtered."""

from __future__ import annotations

from typing import Literal

from sherwood.definitions.shapes.base import Entry, Shape


class Band(Shape):
    """A named range of whole numbers, both ends included; an open end is left out."""

    label: str
    at_least: int | None = None
    at_most: int | None = None


class Dimension(Entry):
    """Where a breakdown's value is read from and in which words it is shown.

    `found_in`: `person` (a column of the person table), `facts` (a column of the counted table), `responsible` (worker, team or
    service at the attributed date), `age` (age in whole years at the attributed date, in `bands`), `due` (of a worklist:
    overdue, or due soon), `late` (of a worklist: days since the due day, in `bands`), `address` (a column of the child's address
    at the attributed date), `disability` (whether one is recorded), `length` (days from the column `begins` to `column` of the
    counted table, in `bands`; not known while it goes on). A number in the `facts` is shown in `bands` where there are any.

    `coarser` names the breakdown whose every value is several of this one's added up, as a group of codes is: official figures are
    given by that one alone, for a small number of this one could be worked out from both.
    """

    found_in: Literal["person", "facts", "responsible", "age", "due", "late", "address", "disability", "length"]
    begins: str = ""
    column: str = ""
    codelist: str = ""
    by_group: bool = False
    coarser: str = ""
    bands: tuple[Band, ...] = ()
    not_known: str = "Not recorded"
