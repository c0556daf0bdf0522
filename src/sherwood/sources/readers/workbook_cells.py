"""Sources: writes a workbook's cell as the text that the parsers of cells read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

# Below this every whole number that a sheet can hold is written out with all its digits.
_WHOLE_BELOW = 1e21


def text_of(value: Any) -> str:
    """A cell's value as text: days and times in the ISO form, whole numbers without `.0`, truth as `true` or `false`.

    A length of time is hours, minutes and seconds, as the sheet shows it (30:00:00).
    """
    kind = type(value)
    return value if kind is str else _WRITERS.get(kind, str)(value)


def number_text(value: float) -> str:
    """A number without the `.0` that a spreadsheet gives to whole ones (9212044.0 is 9212044)."""
    return str(int(value)) if abs(value) < _WHOLE_BELOW and value.is_integer() else repr(value)


def day_and_time(value: dt.datetime) -> str:
    """A moment in the ISO form; at midnight the day alone, for that is what was meant."""
    return value.date().isoformat() if value.time() == dt.time.min else value.isoformat()


def _length(value: dt.timedelta) -> str:
    seconds = round(abs(value).total_seconds())
    sign = "-" if value < dt.timedelta(0) else ""
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def _truth(value: bool) -> str:
    return "true" if value else "false"


_WRITERS: Mapping[type, Callable[[Any], str]] = MappingProxyType(
    {
        float: number_text,
        bool: _truth,
        dt.datetime: day_and_time,
        dt.date: dt.date.isoformat,
        dt.time: dt.time.isoformat,
        dt.timedelta: _length,
    }
)
