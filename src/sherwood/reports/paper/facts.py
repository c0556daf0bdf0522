"""Papers: what is known of each indicator: its quarters, its years, its target and what others published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from sherwood.access import reference
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.pack import Indicator, Pack, Theme
from sherwood.measures import Point
from sherwood.reports.desk import Desk
from sherwood.reports.paper.judging import LEAST_QUARTERS, Aim, Status, Way, is_usual, status, way
from sherwood.vocabulary.intervals import add_months
from sherwood.vocabulary.periods import Period, collection_year, parse, period_of

QUARTERS, YEARS = 9, 4
ENGLAND, NEIGHBOURS = "england", "neighbour"


@dataclass(frozen=True)
class Published:
    """A figure somebody published, with its year."""

    area: str
    year: str
    value: float


@dataclass(frozen=True)
class Fact:
    """One indicator as the paper knows it; `points` are its quarters or years, the last one the paper's own.

    `year` is the out-turn of the year before the paper's. `missing` says why there are none.
    """

    indicator: Indicator
    measure: Measure
    theme: Theme
    points: tuple[Point, ...] = ()
    year: Point | None = None
    published: tuple[Published, ...] = ()
    missing: str = ""

    @property
    def now(self) -> Point | None:
        """The figure of the period."""
        return self.points[-1] if self.points else None

    @property
    def before(self) -> Point | None:
        """The figure of the period just before."""
        return self.points[-2] if len(self.points) > 1 else None

    @property
    def year_before(self) -> Point | None:
        """The figure of the same quarter a year before; of annual measures there is no other than the one before."""
        return self.points[-5] if self.indicator.reporting == "quarterly" and len(self.points) > 4 else None

    @property
    def status(self) -> Status:
        """How the figure stands against its target."""
        now = self.now
        if now is None:
            return "Grey"
        cases = now.numerator if now.denominator is None else now.denominator
        target, tolerance = self.indicator.target, self.indicator.tolerance
        return status(now.value, cases, Aim(target, self.measure.better, self.measure.unit, tolerance))

    @property
    def way(self) -> Way:
        """Whether it moved for the better since the period before."""
        now, before = value(self.now), value(self.before)
        return way(now, before, self._earlier, self.measure.better)

    @property
    def variation(self) -> str:
        """Whether it lies `within` or `outside` what the quarters before varied by themselves; nothing where that is not known."""
        now = value(self.now)
        if now is None or len(self._earlier) < LEAST_QUARTERS:
            return ""
        return "within" if is_usual(now, self._earlier) else "outside"

    @property
    def _earlier(self) -> Sequence[float]:
        return [each.value for each in self.points[:-1] if each.value is not None]


def value(point: Point | None) -> float | None:
    """Return the value of a point that may not be there."""
    return None if point is None else point.value


def has_figure(fact: Fact) -> bool:
    """Whether there is a figure of the period that may be shown."""
    return value(fact.now) is not None


@dataclass(frozen=True)
class Gathering:
    """Works out every indicator of a pack for a quarter at one desk."""

    desk: Desk
    quarter: Period
    published: Mapping[str, Sequence[Published]] = field(default_factory=dict)

    def facts(self, pack: Pack, areas: Iterable[str] = ()) -> Iterator[Fact]:
        """Yield what is known of each indicator in order, of the themes asked for or of all."""
        wanted = set(areas)
        for theme in pack.themes:
            if not wanted or theme.id in wanted:
                for indicator in theme.indicators:
                    yield self._fact(theme, indicator)

    def _fact(self, theme: Theme, indicator: Indicator) -> Fact:
        measure = self.desk.catalogue.measure(indicator.measure)
        found = Fact(indicator, measure, theme, published=tuple(self._others(measure, indicator)))
        if missing := self.desk.lacks(measure):
            return replace(found, missing=" ".join(missing))
        # By its name: official years are told when they are over, so that the paper's own may not stand behind it.
        before = collection_year(add_months(collection_year(self.quarter.last_day).first_day, -1)).label
        year = next((each for each in self._years(measure) if each.period == before), None)
        points = self._quarters(measure) if indicator.reporting == "quarterly" else self._told_years(measure)
        return replace(found, points=points, year=year)

    def _quarters(self, measure: Measure) -> tuple[Point, ...]:
        first = add_months(self.quarter.first_day, -3 * (QUARTERS - 1))
        points = self.desk.series(measure, first, self.quarter.last_day, "quarter").rows
        is_of_events = self.desk.is_official and not measure.is_at_a_date
        return tuple(hidden_within_years(points)) if is_of_events else points

    def _years(self, measure: Measure) -> tuple[Point, ...]:
        """Return the years up to the paper's own, which may not be over: that one is never told."""
        this = collection_year(self.quarter.last_day)
        first = add_months(this.first_day, -12 * (YEARS - 1))
        return self.desk.series(measure, first, this.last_day, "year").rows

    def _told_years(self, measure: Measure) -> tuple[Point, ...]:
        """Return the years of a measure told once a year, in the last quarter alone."""
        is_over = self.quarter.last_day == collection_year(self.quarter.last_day).last_day
        return self._years(measure) if is_over else ()

    def _others(self, measure: Measure, indicator: Indicator) -> Iterator[Published]:
        """Yield the newest published figure of each area, from what is loaded, else from the measure's own definition."""
        loaded = self.published.get(indicator.published, ()) if indicator.published else ()
        limit = collection_year(self.quarter.last_day).label
        newest = {each.area: each for each in sorted(loaded, key=lambda each: each.year) if each.year <= limit}
        if newest:
            yield from newest.values()
            return
        for each in measure.benchmark:
            yield Published(each.area, each.year, each.value)


def published_figures(desk: Desk) -> dict[str, list[Published]]:
    """Return what was published of other areas, by the name of the figure."""
    rows = reference(desk.reader, "comparator", ("indicator", "area", "year", "value"))
    found: dict[str, list[Published]] = {}
    for row in rows:
        if row["value"] is not None:
            found.setdefault(row["indicator"], []).append(Published(row["area"], row["year"], row["value"]))
    return found


def of_area(fact: Fact, words: str) -> Published | None:
    """Return what was published of the area whose name holds these words."""
    return next((each for each in fact.published if words in each.area.lower()), None)


def hidden_within_years(points: Iterable[Point]) -> Iterator[Point]:
    """Yield the quarters with a second one withheld in each year in which one is: the year's total would give it away."""
    for _, group in groupby(points, key=lambda point: collection_year(parse(point.period, "quarter").first_day).label):
        held = list(group)
        shown = [point for point in held if not point.suppressed and point.numerator]
        alone = sum(point.suppressed for point in held) == 1
        second = min(shown, key=_size) if alone and shown else None
        for point in held:
            yield (
                replace(point, numerator=None, denominator=None, value=None, suppressed=True)
                if point is second
                else point
            )


def _size(point: Point) -> float:
    return (point.numerator if point.denominator is None else point.denominator) or 0


def quarter_named(label: str, last: dt.date) -> Period:
    """Return the quarter a label names; raises ValueError for one that is not over on the last day the data know."""
    quarter = parse(label, "quarter")
    if quarter.last_day > last:
        latest = period_of(add_months(last + dt.timedelta(days=1), -3), "quarter")
        raise ValueError(
            f"the quarter {label} ends on {quarter.last_day}, and the data on {last}: choose {latest.label}"
        )
    return quarter
