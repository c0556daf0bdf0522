"""Sources: finds in a sheet's XML what a reader of values does not tell: error marks, formulas, and cells far from all others."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, field

from sherwood.sources.errors import Refused

# The patterns that go through every sheet begin with letters that stand there seldom, which makes them quick.
_WIDE = (re.compile(rb'r="[A-Z]{2,3}\d', re.ASCII), re.compile(rb"r='[A-Z]{2,3}\d", re.ASCII))
_ROW = re.compile(rb'row\s[^<>]*?\br=["\'](\d{1,7})', re.ASCII)
_FILLED = re.compile(rb'<(?:\w+:)?c\s[^<>]*?\br=["\']([A-Z]{1,3})(\d{1,7})["\'][^<>/]*>', re.ASCII)
_IS_ERROR = (re.compile(rb't="e"', re.ASCII), re.compile(rb"t='e'", re.ASCII))
_FORMULA = re.compile(rb"<f[\s/>]", re.ASCII)
_FORMULA_WITH_PREFIX = re.compile(rb"<\w+:f[\s/>]", re.ASCII)
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^<>]*)?>([^<]+)<", re.ASCII)
_PLACE = re.compile(rb'\br=["\']([A-Z]{1,3})(\d{1,7})["\']', re.ASCII)
_END = re.compile(rb"</(?:\w+:)?c>", re.ASCII)
_NARROW = 26
_LONGEST_TAG = 400
_WIDEST = 16_384
# A sheet is held as a full rectangle up to its last filled row and column; this many cells take about two gigabytes.
_LARGEST_AREA = 60_000_000


@dataclass
class Marks:
    """Error marks by row and column (from 0), and by column how many formulas there are and how many have no stored result."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    formulas: Counter[int] = field(default_factory=Counter)
    without_result: Counter[int] = field(default_factory=Counter)


def marks_of(xml: bytes) -> Marks:
    """What stands in the sheet beside its values."""
    marks = Marks()
    for found in itertools.chain.from_iterable(each.finditer(xml) for each in _IS_ERROR):
        place = _place_of_cell(xml, found.start())
        if place is not None:
            marks.errors[place] = _value_after(xml, found.end()).decode("utf-8", "replace") or "#N/A"
    formula = _FORMULA_WITH_PREFIX if b":sheetData" in xml else _FORMULA
    for found in formula.finditer(xml):
        place = _place_of_cell(xml, found.start())
        if place is not None:
            marks.formulas[place[1]] += 1
            if not _value_after(xml, found.end()).strip():
                marks.without_result[place[1]] += 1
    return marks


def refuse_far_cells(name: str, xml: bytes) -> None:
    """Raise Refused where a filled cell stands so far from the others that the sheet would fill the memory."""
    last_row = max(map(int, _ROW.findall(xml)), default=0)
    if last_row * (_WIDEST if any(each.search(xml) for each in _WIDE) else _NARROW) <= _LARGEST_AREA:
        return
    filled = _FILLED.findall(xml)
    width = max((_column_number(column) for column in {column for column, _ in filled}), default=0)
    height = max((int(row) for _, row in filled), default=0)
    if width * height > _LARGEST_AREA:
        raise Refused(
            f"sheet '{name}' reaches to row {height:,} and column {column_letters(width)}, far beyond any return",
            "delete the rows and columns beyond the data, save it and load that",
        )


def column_letters(number: int) -> str:
    """The letters by which a sheet shows its column, counted from 1 (28 is AB)."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _place_of_cell(xml: bytes, inside: int) -> tuple[int, int] | None:
    """Return row and column of the cell that a position in the XML is inside of; None where the cell does not say where it stands."""
    near = max(0, inside - _LONGEST_TAG)
    start = max(xml.rfind(b"<c ", near, inside), xml.rfind(b":c ", near, inside))
    found = _PLACE.search(xml, start, inside + 100) if start >= 0 else None
    return (int(found[2]) - 1, _column_number(found[1]) - 1) if found else None


def _value_after(xml: bytes, start: int) -> bytes:
    """Return the stored value of the cell that `start` is inside of, or nothing."""
    end = _END.search(xml, start)
    found = _VALUE.search(xml, start, end.start() + 2 if end else len(xml))
    return found[1] if found else b""
