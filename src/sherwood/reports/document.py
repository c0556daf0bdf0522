"""The neutral document tree: what a page, a spreadsheet or a printed report says, in no format's own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

Tone = Literal["late", "soon", "good", "note"]


@dataclass(frozen=True)
class Drill:
    """The way to what stands behind a number: children, a report, a measure, one child or family, records at fault, a view, a part."""

    kind: Literal["children", "report", "measure", "child", "family", "fault", "faults", "view", "part"]
    name: str
    filters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Tag:
    """A word or two that marks a row or a figure; the tone is never the only sign."""

    text: str
    tone: Tone


@dataclass(frozen=True)
class Figure:
    """One key figure in words ready to read, with its denominator or comparison beside it.

    `comparisons` are labels and values it may be held against, such as England's; `course` are its values over time, oldest
    first, for a line too small to read a value from: what it shows is said in words elsewhere.
    """

    label: str
    value: str
    detail: str = ""
    tag: Tag | None = None
    drill: Drill | None = None
    explains: Drill | None = None
    comparisons: tuple[tuple[str, str], ...] = ()
    course: tuple[float, ...] = ()


@dataclass(frozen=True)
class KeyFigures:
    """At most six figures that answer the page's question."""

    figures: tuple[Figure, ...]


@dataclass(frozen=True)
class Cell:
    """One cell: text to read, the number behind it (for spreadsheets), where it leads, and a line of detail below.

    `parts` are numbers drawn as one stacked bar beside the text; other cells of the row hold the same numbers as text.
    """

    text: str
    number: float | None = None
    date: dt.date | None = None
    drill: Drill | None = None
    tag: Tag | None = None
    detail: str = ""
    parts: tuple[float, ...] = ()


@dataclass(frozen=True)
class TableColumn:
    """A column's heading; numbers are aligned right."""

    label: str
    is_number: bool = False


@dataclass(frozen=True)
class Table:
    """A table with a caption; `total_rows` may exceed the rows held, which are then one page of it."""

    caption: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total_rows: int | None = None
    page: int = 1
    page_size: int = 100
    empty: str = "Nothing to show."
    holds_children: bool = False


@dataclass(frozen=True)
class Chart:
    """A picture: what happened in one sentence, its Vega-Lite specification, and the table behind it."""

    id: str
    title: str
    sentence: str
    spec: Mapping[str, Any]
    table: Table


@dataclass(frozen=True)
class TimelineItem:
    """A band (`until` given) or a dot on one lane of a child's time axis; `short` is what is written on a narrow band.

    `is_due` marks what is still to be done, overdue or to come: it must not look like something done late.
    """

    label: str
    start: dt.date
    until: dt.date | None = None
    tone: Tone | None = None
    short: str = ""
    is_due: bool = False


@dataclass(frozen=True)
class Lane:
    """One line of the time axis, such as placements or reviews."""

    label: str
    items: tuple[TimelineItem, ...]


@dataclass(frozen=True)
class Timeline:
    """A child's history on one time axis, with a line for today; `other` leads to the same over another time."""

    title: str
    sentence: str
    start: dt.date
    end: dt.date
    today: dt.date
    lanes: tuple[Lane, ...]
    other: Drill | None = None


@dataclass(frozen=True)
class Note:
    """A paragraph or a few points: an explanation, caveats, or why something is empty."""

    text: str
    heading: str = ""
    drill: Drill | None = None
    points: tuple[str, ...] = ()


@dataclass(frozen=True)
class Name:
    """A child's name, empty until somebody has asked for it; initials stand for it before. Without a way to ask nobody may."""

    value: str
    initials: str
    record_key: str


Block = KeyFigures | Chart | Table | Timeline | Note | Name


@dataclass(frozen=True)
class Section:
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Choice:
    """One filter the reader may set: its name in the address, label, options (value, words) and the value now."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    value: str


@dataclass(frozen=True)
class Document:
    """A whole page or file: title, the question it answers, who sees what as at when, filters, sections.

    `marking` is how a file of it is marked, where that is not the usual one.
    """

    id: str
    title: str
    question: str
    data_line: str
    scope_line: str
    sections: tuple[Section, ...]
    choices: tuple[Choice, ...] = ()
    filters: Mapping[str, str] = field(default_factory=dict)
    area: str = ""
    related: tuple[Drill, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    names_children: bool = False
    restricted: bool = False
    marking: str = ""
