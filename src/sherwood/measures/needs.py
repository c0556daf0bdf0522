"""Measures: whether the files loaded can answer a measure, and from which day: what no file holds is not nought, it is not known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from sherwood.access import Reader, Viewer, reference
from sherwood.access.kept import Answers
from sherwood.definitions.shapes.measure import Measure, Rate, Share, Stock
from sherwood.definitions.shapes.measure_parts import Need
from sherwood.vocabulary.periods import Period

# Authority, feed and table of a file, and the first day of which files of that table tell the whole; none known, no limit.
Held = Mapping[tuple[str, str, str], dt.date]
_KEPT: Answers[Held] = Answers(most=64)
_USABLE: Answers[Mapping[str, dt.date]] = Answers(most=256)


def lacking(reader: Reader, viewer: Viewer, measure: Measure) -> tuple[str, ...]:
    """A sentence for each thing the measure needs that no file of the viewer's authority and purposes holds."""
    return tuple(f"No loaded file holds {need.words}." for need in unmet(reader, viewer, measure))


def unmet(reader: Reader, viewer: Viewer, measure: Measure) -> tuple[Need, ...]:
    """The things the measure needs that no file of the viewer's authority and purposes holds."""
    if not measure.needs:
        return ()
    usable = _usable(reader, viewer)
    return tuple(need for need in measure.needs if not usable.keys() & set(need.any_of))


def reach(reader: Reader, viewer: Viewer, measure: Measure) -> dt.date:
    """The first day of which the files tell all that the measure needs: of each thing the file that reaches back farthest.

    What a file holds of earlier days is what was left of them. The first day of all where nothing limits it.
    """
    usable = _usable(reader, viewer)
    firsts = [[usable[name] for name in need.any_of if name in usable] for need in measure.needs]
    return max((min(days) for days in firsts if days), default=dt.date.min)


def told(measure: Measure, periods: Sequence[Period], since: dt.date) -> tuple[Period, ...]:
    """The periods whose figure rests on days of which the files tell the whole.

    A figure at a date needs its last day, or as many before it as a row lasts; what happens in a period, or lasts on any
    day of it, needs its first.
    """
    return tuple(period for period in periods if _first_day_needed(measure, period) >= since)


def reach_note(since: dt.date) -> str:
    """Why figures of earlier days are empty."""
    return f"The loaded files reach back to {since.day} {since:%B %Y}: nothing is said of days before."


def _first_day_needed(measure: Measure, period: Period) -> dt.date:
    if isinstance(measure, Rate) and not measure.starts and measure.over == "rolling_year":
        return period.last_day - dt.timedelta(days=364)
    if isinstance(measure, Stock) and measure.lasts_days is not None:
        return period.last_day - dt.timedelta(days=measure.lasts_days - 1)
    is_of_whole_period = isinstance(measure, Share) and measure.open_on == "any_day"
    return period.last_day if measure.is_at_a_date and not is_of_whole_period else period.first_day


def _usable(reader: Reader, viewer: Viewer) -> Mapping[str, dt.date]:
    """The files the viewer's authority and purposes may use, as `feed.table`, with the day they reach back to."""

    def cut_down() -> Mapping[str, dt.date]:
        return {
            f"{feed}.{table}": since
            for (authority, feed, table), since in _held(reader).items()
            if authority == viewer.authority and feed in viewer.feeds
        }

    return _USABLE.of_build(reader, (viewer.authority, viewer.feeds), cut_down)


def _held(reader: Reader) -> Held:
    """Every file loaded, read once a build."""
    return _KEPT.of_build(reader, "files", lambda: _read(reader))


def _read(reader: Reader) -> Held:
    names = ("authority", "feed", "table_name")
    loaded = {tuple(row[name] for name in names): dt.date.min for row in reference(reader, "landing_delivery", names)}
    limits = reference(reader, "feed_reach", (*names, "cover_from"))
    return loaded | {tuple(row[name] for name in names): row["cover_from"] for row in limits if row["cover_from"]}
