"""Programs: a measure's figures as flat rows, one for each period and value of each breakdown, as a spreadsheet pivots them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from sherwood.definitions.shapes.measure import Grain, Measure
from sherwood.measures import Series, official_breakdown
from sherwood.reports import sees_official_alone
from sherwood.reports.about import COURSE
from sherwood.reports.rows import first_day
from sherwood.vocabulary.periods import GRAINS, collection_year, parse
from sherwood.web.programs.answers import series_for
from sherwood.web.programs.options import Options
from sherwood.web.visit import Visit, catalogue

ALL = "all"
OFFICIAL_PERIODS = 6


def figures_of(request: Visit, measure: Measure, last: dt.date, options: Options) -> Iterator[dict[str, Any]]:
    """Yield the rows of a measure: of the periods of its own page, without a breakdown and by each that it has.

    What `$filter` fixes beforehand, a grain or a breakdown, is not worked out for the others.
    """
    official = sees_official_alone(request.viewer)
    grain, first = _span(measure, last, options, official=official)
    for name in _dimensions(measure, options, official=official):
        by = () if name == ALL else (name,)
        # Official parts of what happened are of collection years that are over.
        end = _over(last) if official and by and not measure.is_at_a_date else last
        yield from _rows(series_for(request, measure.id, first=first, last=end, grain=grain, by=by), name, grain, end)


def _over(last: dt.date) -> dt.date:
    """Return the last day of the last collection year that is over."""
    this = collection_year(last)
    return last if last == this.last_day else this.first_day - dt.timedelta(days=1)


def _span(measure: Measure, last: dt.date, options: Options, *, official: bool) -> tuple[Grain, dt.date]:
    """Return the grain and first day: official counts of events are by year alone, as on the pages."""
    grain, periods = COURSE[measure.grain]
    if official and not measure.is_at_a_date:
        grain, periods = "year", OFFICIAL_PERIODS
    elif asked := next((each for each in GRAINS if each == options.fixed("Grain")), None):
        grain = asked
    if grain in ("day", "week"):
        return grain, collection_year(last).first_day
    return grain, first_day(last, grain, periods)


def _dimensions(measure: Measure, options: Options, *, official: bool) -> Iterator[str]:
    responsible = () if measure.kind == "rate" else ("team", "service", *(() if official else ("worker",)))
    names = dict.fromkeys((ALL, *responsible, *measure.breakdowns))
    wanted = options.fixed("Dimension")
    for name in names:
        if wanted in (None, name) and (not official or _is_told(measure, name)):
            yield name


def _is_told(measure: Measure, name: str) -> bool:
    """Whether official figures are given by this breakdown."""
    if name == ALL:
        return True
    return (
        name not in ("worker", "team_today", "service_today") and official_breakdown(catalogue(), measure, name) == name
    )


def _rows(series: Series, name: str, grain: Grain, last: dt.date) -> Iterator[dict[str, Any]]:
    title = "All" if name == ALL else catalogue().dimension(name).title
    for point in series.rows:
        period = parse(point.period, grain)
        code = point.dims.get(name)
        yield {
            "Period": point.period,
            "PeriodStart": period.first_day.isoformat(),
            "PeriodEnd": min(period.last_day, last).isoformat(),
            "Grain": grain,
            "Dimension": name,
            "DimensionTitle": title,
            "Code": "" if code is None else str(code),
            "Label": "All" if name == ALL else series.label(name, code),
            "Numerator": point.numerator,
            "Denominator": point.denominator,
            "Value": point.value,
            "Unit": series.unit,
            "Withheld": point.suppressed,
        }
