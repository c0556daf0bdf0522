"""The web: a child's time axis as places in per cent, so that it can be drawn without a line of script."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sherwood.reports.document import Drill, Lane, Timeline, TimelineItem
from sherwood.reports.words import short_day
from sherwood.web.presenters.links import href

Context = dict[str, Any]
TONES = {"late": "red", "soon": "amber", "good": "green", "note": "grey", None: "teal"}
MOST_TICKS = 8
# A year that begins this near the right edge is marked, but its number would run over the edge.
LAST_LABEL = 90
DAYS_BY_QUARTER = 500


def timeline(found: Timeline) -> Context:
    """Return the axis with its ticks, today's line, and bars, dots and due marks by lane."""
    axis = _Axis(found.start, found.end)
    return {
        "id": "time-axis",
        "title": found.title,
        "sentence": found.sentence,
        "ticks": list(axis.ticks()),
        "today_x": axis.place(found.today) if found.start <= found.today <= found.end else None,
        "lanes": [_lane(each, axis) for each in found.lanes],
        "other": _other(found.other),
        "table": None,
    }


def _other(drill: Drill | None) -> Context | None:
    """Return the way to the same journey over another time; None where there is no other."""
    if drill is None:
        return None
    return {"href": href(drill), "title": "Show the whole time" if drill.filters else "Show the last three years"}


class _Axis:
    """Days as places from 0 to 100."""

    def __init__(self, start: dt.date, end: dt.date) -> None:
        self.start, self.end = start, end
        self.days = max((end - start).days, 1)

    def place(self, day: dt.date) -> float:
        """Return the place of a day; days off the axis stand at its ends."""
        return round(min(max((day - self.start).days / self.days, 0), 1) * 100, 3)

    def ticks(self) -> Iterator[Context]:
        """Yield a mark for each quarter of a short time, else for each year, or every second or later one of many."""
        if self.days <= DAYS_BY_QUARTER:
            yield from self._quarters()
            return
        years = range(self.start.year + 1, self.end.year + 1)
        step = -(-len(years) // MOST_TICKS) or 1
        for year in years[::step]:
            yield self._tick(dt.date(year, 1, 1), str(year))

    def _quarters(self) -> Iterator[Context]:
        for year in range(self.start.year, self.end.year + 1):
            for month in (1, 4, 7, 10):
                if self.start < (first := dt.date(year, month, 1)) <= self.end:
                    yield self._tick(first, f"{first:%b %Y}")

    def _tick(self, day: dt.date, label: str) -> Context:
        x = self.place(day)
        return {"x": x, "label": label if x <= LAST_LABEL else ""}


def _lane(found: Lane, axis: _Axis) -> Context:
    """Return one lane: spells as bars, things done as dots, things still to be done as marks."""
    lasting = [item for item in found.items if item.until is not None]
    moments = [item for item in found.items if item.until is None]
    return {
        "label": found.label,
        "bars": [_bar(item, axis) for item in lasting],
        "dots": [_dot(item, axis) for item in moments if not item.is_due],
        "dues": [{"x": axis.place(item.start), "title": _moment(item)} for item in moments if item.is_due],
    }


def _bar(item: TimelineItem, axis: _Axis) -> Context:
    """Return a spell; a very short one still has a width that can be seen, and its words in full are its title."""
    assert item.until is not None
    begins, ends = axis.place(item.start), axis.place(item.until)
    width = round(max(ends - begins, 0.3), 3)
    return {
        "x": begins,
        "width": width,
        "label": item.short or item.label,
        "title": f"{item.label}, {short_day(item.start)} to {short_day(item.until)}",
        "tone": TONES[item.tone],
    }


def _dot(item: TimelineItem, axis: _Axis) -> Context:
    """Return a moment; one that was late is ringed, not only coloured."""
    return {
        "x": axis.place(item.start),
        "title": _moment(item),
        "tone": TONES[item.tone],
        "is_late": item.tone == "late",
    }


def _moment(item: TimelineItem) -> str:
    """Return what happened and when, in words."""
    return f"{item.label}, {short_day(item.start)}"
