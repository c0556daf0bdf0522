"""Job: what came to the hub, counted day by day, by who wrote, where the family lives, what for and at which hour."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from sherwood.access import Permission, Viewer, require
from sherwood.access.hub_work import hub_work
from sherwood.access.kept import Kept
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.errors import Problem
from sherwood.forecasting import fixed
from sherwood.forecasting.hub import Count, Demand, demand_of, series_of
from sherwood.forecasting.nowcast import Nowcast, nowcast_of
from sherwood.forecasting.steps import Step
from sherwood.forecasting.told import WHOLE
from sherwood.measures import Wanted, evaluate, foresee
from sherwood.store import Reader

MEASURE = "front_door/hub_contacts_received"
SOURCE, DISTRICT, NEED, HOUR = "source", "district", "need", "hour"
# What contacts can be told by, and the breakdown of the measure that tells it.
BY = {SOURCE: "contact_source", DISTRICT: "district", NEED: "hub_need", HOUR: "hub_hour"}
YEARS, YEAR = 10, 366


class Counted(NamedTuple):
    """What came by each breakdown, the last days completed, and what was completed."""

    by: Mapping[str, Demand]
    nowcast: Nowcast


_NOWCAST: Kept[Nowcast] = Kept(most=16)
_DEMAND: Kept[Demand] = Kept(most=64)


def counted(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, names: Sequence[str], as_at: dt.date | None
) -> Counted:
    """Count what came, once for a build, a scope and a breakdown: a scenario asks the same again."""
    who, last = countywide(viewer), last_day(reader, as_at)
    known_to = _NOWCAST.of_viewer(reader, who, last, lambda: nowcast_of(_entered(reader, viewer, last), last))

    def by(name: str) -> Demand:
        question = (catalogue.content_hash, last, name)
        return _DEMAND.of_viewer(
            reader, who, question, lambda: _completed(demand(reader, catalogue, viewer, name, as_at, names), known_to)
        )

    return Counted({name: by(name) for name in names}, known_to)


def last_day(reader: Reader, as_at: dt.date | None) -> dt.date:
    """Give the last day that is looked at: the one asked for, else the last that files speak of."""
    return as_at or dt.date.fromisoformat(reader.manifest["data_date"])


def _entered(reader: Reader, viewer: Viewer, last: dt.date) -> list[tuple[dt.date, dt.date | None]]:
    """Give the day and the first file of each contact of late."""
    first = last - dt.timedelta(weeks=fixed.PATTERN_WEEKS)
    return [(each.day, each.heard) for each in hub_work(reader, viewer, first, last)]


def _completed(told: Demand, known_to: Nowcast) -> Demand:
    return told._replace(parts={name: known_to.completed(told.first, values) for name, values in told.parts.items()})


def countywide(viewer: Viewer) -> Viewer:
    """Let who may read forecasts count the whole county's contacts: the hub is one, and nobody is named. Raises NotAllowed."""
    require(viewer, Permission.FORECAST_READ)
    return replace(viewer, county=True)


def demand(
    reader: Reader, catalogue: Catalogue, viewer: Viewer, name: str, as_at: dt.date | None, together: Sequence[str] = ()
) -> Demand:
    """Count contacts a day by one of BY, up to the last day the log holds; raise Problem where it holds none.

    Others that will be asked for too are asked `together` with it.
    """
    last = last_day(reader, as_at)
    of = partial(_a_year, reader, catalogue, countywide(viewer), (name, *together))
    told = [of(last)]
    # Further back only while there is something: a log begins once, and each year costs a question.
    while told[-1].counts and len(told) < YEARS:
        told.append(of(last - dt.timedelta(days=YEAR * len(told))))
    counts = [each for year in told for each in year.counts]
    found = demand_of(counts, last)
    if found is None:
        why = " ".join(told[0].notes) or "load the feed mash_log"
        raise Problem(f"no contact with the hub is known up to {last}: {why}")
    return found


class _Told(NamedTuple):
    """What the measure answers for a year: its counts, and why there are none."""

    counts: list[Count]
    notes: tuple[str, ...]


def _a_year(reader: Reader, catalogue: Catalogue, who: Viewer, names: Sequence[str], last: dt.date) -> _Told:
    """Ask for the days of the year that ends on this one by the first of these breakdowns, and foresee the others.

    More days at once is more than a measure answers.
    """
    first, dimension = last - dt.timedelta(days=YEAR - 1), BY[names[0]]
    wanted = [Wanted(MEASURE, first, last, "day", (BY[name],)) for name in names]
    foresee(reader, catalogue, who, wanted)
    series = evaluate(reader, catalogue, MEASURE, who, date_from=first, date_to=last, grain="day", by=(dimension,))
    counts = [
        Count(
            dt.date.fromisoformat(point.period), series.label(dimension, point.dims[dimension]), round(point.numerator)
        )
        for point in series.rows
        if point.numerator
    ]
    return _Told(counts, series.notes)


def seen(demands: Mapping[str, Demand], step: Step) -> dict[str, tuple[tuple[dt.date, float], ...]]:
    """Give what came, by the same names as what is expected."""
    told = {WHOLE: (demands[SOURCE], demands[SOURCE].whole)}
    for kind, one in demands.items():
        told |= {f"{kind}:{name}": (one, values) for name, values in one.parts.items()}
    found = {}
    for name, (one, values) in told.items():
        series = series_of(one, values, step)
        found[name] = tuple(zip(series.days, series.values.tolist(), strict=True))
    return found
