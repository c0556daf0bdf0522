"""Measures: the question every kind asks in its own way: which rows of a table count in which period, and as what."""

from __future__ import annotations

from dataclasses import dataclass

from sqlglot import exp

from sherwood.access.asking import Bound, all_of, as_type, same_person, table
from sherwood.access.facts import Facts
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.measure_parts import Related
from sherwood.definitions.shapes.table import Table
from sherwood.measures.asked import Asked
from sherwood.measures.kinds.dimensions import dimension_columns
from sherwood.measures.kinds.expressions import CHILD, COUNTED, PERIOD, column, last_day, number, open_on
from sherwood.measures.kinds.filters import Filters
from sherwood.measures.kinds.related import meets
from sherwood.vocabulary.intervals import add_days, add_months
from sherwood.vocabulary.periods import collection_year


@dataclass(frozen=True)
class Count:
    """How a kind counts: which rows fall in the period (`when`), the day they are attributed to, what they add.

    `beside_others` says that what a row adds depends on rows of other people.
    """

    when: exp.Expr
    day: exp.Expr
    numerator: exp.Expr
    denominator: exp.Expr | None
    order: exp.Expr
    beside_others: bool = False


class Counting:
    """One measure, one question: the parts that all kinds share."""

    def __init__(self, measure: Measure, catalogue: Catalogue, asked: Asked, prefix: str = "m") -> None:
        self.measure = measure
        self.catalogue = catalogue
        self.asked = asked
        self.bound = Bound(prefix)
        self.filters = Filters(self.bound, asked.as_at)

    def known_to(self) -> exp.Expr:
        """The last day of which anything is known."""
        return self.bound.value(self.asked.as_at)

    @property
    def table(self) -> Table:
        """The declaration of the table counted."""
        return self.catalogue.table(self.measure.counts)

    def related(self, related: Related, day: exp.Expr) -> exp.Expr:
        """Whether a row has the related rows it needs."""
        return meets(related, self.catalogue.table(related.table), day, self.filters)

    def facts(self, count: Count) -> Facts:
        """The unscoped question: a row for each thing counted, one per key of the measure and period."""
        measure = self.measure
        details = tuple(name for name in measure.details if name not in self.asked.dimensions)
        select = (
            exp.select(*self._fixed(count), *self._dimensions(count.day), *(column(name) for name in details))
            .from_(self._periods(), copy=False)
            .join(table(measure.counts, COUNTED), on=count.when, copy=False)
            .where(self.filters.all(measure.where, self.table, COUNTED, count.day), copy=False)
            .where(all_of(self.related(each, count.day) for each in measure.also), copy=False)
        )
        # Most tables say themselves what is asked of them, and to look up whose each row is takes longer than to count it.
        if self.table.holds != "people" or any(each.table == CHILD for each in select.find_all(exp.Column)):
            select = select.join(table("person", CHILD), on=self._whose(), join_type="left", copy=False)
        if measure.per:
            select = select.qualify(self._once(count).eq(exp.convert(1)), copy=False)
        return Facts(
            select,
            self.bound.values,
            self._own_dimensions(),
            measure.details,
            is_fractional=self._is_fractional(),
            has_own_team=self._has_own_team(),
            has_own_worker=self._has_own_worker(),
            by_person=COUNTED if self._is_by_person(count) else "",
            is_received=self._is_received(),
        )

    def _is_by_person(self, count: Count) -> bool:
        """Whether nobody else's rows have a say in what counts of a person, and only who is allocated to the person may count it."""
        if self.table.holds != "people" or self._is_received():
            return False
        return self.measure.per in ("", "person_key") and not count.beside_others

    def _is_fractional(self) -> bool:
        """Whether what is added up may be a fraction, as a weight or a recorded number is."""
        measured = [self.measure.weight, *(getattr(self.measure, name, "") for name in ("value", "out_of"))]
        return any(self.table.columns[name].type == "number" for name in measured if name)

    def _whose(self) -> exp.Expr:
        """The person a row is of; rows of the service itself, such as posts, are of none."""
        return same_person(CHILD, COUNTED) if self.table.holds == "people" else exp.false()

    def _fixed(self, count: Count) -> list[exp.Expr]:
        """The columns every question has."""
        named = [column(name, PERIOD) for name in ("period", "period_end")]
        named += [column(name) for name in ("authority", "feed")]
        named += [column("person_key", COUNTED if self.table.holds == "people" else CHILD), column("source_row")]
        below = as_type(exp.null(), "INTEGER") if count.denominator is None else self._weighed(count.denominator)
        values = {
            "attributed_date": count.day.copy(),
            "numerator": self._weighed(count.numerator),
            "denominator": below,
        }
        if self._has_own_team():
            values["own_team_id"] = column("team_id")
        if self._has_own_worker():
            values["own_worker_id"] = column("worker_id")
        if self._is_received():
            values["received_by"] = column("received_by")
        return [*named, *(exp.alias_(value, name, quoted=True) for name, value in values.items())]

    def _has_own_team(self) -> bool:
        """Whether rows are of the service itself and say which team they are of."""
        return self.table.holds == "service" and "team_id" in self.table.columns

    def _is_received(self) -> bool:
        """Whether rows came in at the front door and say which of them are the hub's work."""
        return "received_by" in self.table.columns

    def _has_own_worker(self) -> bool:
        """Whether rows of the service itself are told by worker: caseloads are, days of sickness are not."""
        return self._has_own_team() and "worker_id" in self.table.columns and "worker" in self.measure.breakdowns

    def _weighed(self, number: exp.Expr) -> exp.Expr:
        """What a row adds: as much as the column of its weight says, where the measure has one."""
        if not self.measure.weight:
            return number
        weight = exp.func("coalesce", column(self.measure.weight), exp.convert(0))
        return exp.Mul(this=exp.Paren(this=number), expression=weight)

    def _own_dimensions(self) -> tuple[str, ...]:
        """Dimensions asked for that are not found by who was responsible, which access adds."""
        return tuple(name for name in self.asked.dimensions if self.catalogue.dimension(name).found_in != "responsible")

    def _dimensions(self, day: exp.Expr) -> list[exp.Expr]:
        due = getattr(self.measure, "due", "")
        asked = [self.catalogue.dimension(name) for name in self._own_dimensions()]
        return [found for each in asked for found in dimension_columns(each, day, due, self.bound)]

    def _periods(self) -> exp.Expr:
        """The periods asked for, as a relation of their own."""
        periods = self.asked.periods
        told = {
            "period": [each.label for each in periods],
            "period_start": [each.first_day for each in periods],
            "period_end": [each.last_day for each in periods],
            "year_start": [collection_year(each.first_day).first_day for each in periods],
            "rolling_start": [add_months(add_days(each.last_day, 1), -12) for each in periods],
        }
        # A list for each column: a row for each period would have the engine read a hundred values, which takes longer than to count.
        columns = [exp.alias_(exp.Explode(this=self.bound.value(told[name])), name, quoted=True) for name in told]
        given = exp.Select(expressions=columns).subquery(PERIOD)
        working_days = getattr(self.measure, "window_working_days", None)
        return given if working_days is None else _with_window(given, working_days, len(periods))

    def _once(self, count: Count) -> exp.Expr:
        """Where a row stands among those of its key in its period: the first or the last of them counts."""
        key = [column("period", PERIOD), column("authority"), column(self.measure.per)]
        last = self.measure.keep == "last"
        order = exp.Order(
            expressions=[exp.Ordered(this=each, desc=last) for each in (count.order.copy(), column("source_row"))]
        )
        return exp.Window(this=exp.RowNumber(), partition_by=key, order=order)


def _with_window(periods: exp.Expr, working_days: int, most: int) -> exp.Expr:
    """The periods, `most` of them, with the last day that lies at most so many working days after each one's end."""
    last = exp.select(column("wd_index", "ending")).from_(table("calendar_day", "ending"))
    last = last.where(column("day", "ending").eq(column("period_end", PERIOD)))
    end = exp.select(exp.func("max", column("day", "within"))).from_(table("calendar_day", "within"))
    limit = exp.Add(this=last.subquery(), expression=exp.convert(working_days))
    end = end.where(column("wd_index", "within") <= limit)
    # Without being told how few they are, the engine takes them for as many as the days of the calendar and sorts every task for it.
    few = exp.select("*", exp.alias_(end.subquery(), "window_end", quoted=True)).from_(periods).limit(most)
    return few.subquery(PERIOD)


def dated(name: str) -> exp.Expr:
    """Rows whose date lies in the period."""
    return exp.and_(column("period_start", PERIOD) <= column(name), column(name) <= column("period_end", PERIOD))


def dated_or_open(date: str, starts: str, stops: str) -> tuple[exp.Expr, exp.Expr, exp.Expr]:
    """Which rows are meant, the day they are attributed to, and their order: those dated in the period or open on its last day."""
    if date:
        return dated(date), column(date), column(date)
    return open_on(last_day(), column(starts), column(stops)), last_day(), column(starts)


def part(condition: exp.Expr) -> tuple[exp.Expr, exp.Expr]:
    """Numerator and denominator of a row that is part of a whole if the condition holds."""
    return number(condition), exp.convert(1)
