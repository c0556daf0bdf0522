"""Papers: the indicator table, the charts, and the table that says what each paragraph's figures are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from sherwood.measures import Point
from sherwood.reports import charts
from sherwood.reports.document import Cell, Chart, Table, TableColumn
from sherwood.reports.paper.facts import ENGLAND, NEIGHBOURS, Fact, Published, of_area
from sherwood.reports.paper.judging import ARROWS, TONES
from sherwood.reports.paper.sentences import out_of, shown, target_words
from sherwood.reports.sentences import highest_and_lowest, period_words, what_happened, withheld
from sherwood.reports.words import PER_CENT, day, number, short_day
from sherwood.vocabulary.periods import Grain, Period, collection_year, parse

INDICATORS = "Appendix A: indicators"
GOOD = {"higher": "High", "lower": "Low", "neither": "Neutral"}


def indicator_table(facts: Sequence[Fact], quarter: Period) -> Table:
    """Return the table of every indicator, told apart by word as well as colour."""
    year = collection_year(quarter.first_day)
    last = f"{int(year.label[:4]) - 1}-{year.label[2:4]}"
    labels = (
        "Ref",
        "Measure",
        "Good is",
        "Reported",
        f"Out-turn {last}",
        "Period before",
        f"{quarter.label} (p)",
        "Target",
    )
    more = ("Status", "Direction", "Neighbours", "England")
    columns = tuple(TableColumn(label) for label in (*labels, *more))
    rows = tuple(_row(place, fact) for place, fact in enumerate(facts, start=1))
    return Table(INDICATORS, columns, rows)


def _row(place: int, fact: Fact) -> tuple[Cell, ...]:
    return (
        Cell(f"{fact.theme.title[:1]}{place}"),
        Cell(fact.measure.title, detail=_redefined(fact)),
        Cell(GOOD[fact.measure.better]),
        Cell("Quarterly" if fact.indicator.reporting == "quarterly" else "Annual"),
        _figure(fact, fact.year),
        _figure(fact, fact.before),
        Cell("Not loaded") if fact.missing else _figure(fact, fact.now),
        Cell(target_words(fact)),
        Cell("", tag=TONES[fact.status]),
        Cell(ARROWS[fact.way]),
        _published(fact, of_area(fact, NEIGHBOURS)),
        _published(fact, of_area(fact, ENGLAND)),
    )


def _published(fact: Fact, each: Published | None) -> Cell:
    """Return what was published of an area with its year below it."""
    return Cell("Not published") if each is None else Cell(number(each.value, fact.measure.unit), detail=each.year)


def _redefined(fact: Fact) -> str:
    """Return when the definition last changed since it was first written; nothing if it never did."""
    changed = fact.measure.changed
    return f"Definition changed on {day(changed[-1].date)}" if len(changed) > 1 else ""


def _figure(fact: Fact, point: Point | None) -> Cell:
    """Return a figure with the numbers it is of below it."""
    words, parts = shown(fact, point), out_of(point)
    beside = parts if words[:1].isdigit() and parts != words and fact.measure.unit == PER_CENT else ""
    return Cell(words, number=None if point is None else point.value, detail=beside)


def trend_charts(facts: Iterable[Fact]) -> list[Chart]:
    """Return a chart of each indicator that the pack draws and of which two quarters are told; the line breaks where one is withheld."""
    drawn = []
    for fact in facts:
        known = [point for point in fact.points if point.value is not None]
        if fact.indicator.is_charted and len(known) > 1:
            drawn.append(_chart(fact, known))
    return drawn


def _chart(fact: Fact, known: Sequence[Point]) -> Chart:
    measure, grain = fact.measure, _grain(fact)
    values = [
        {"period": point.period, "label": point.period[2:], "value": point.value, "words": shown(fact, point)}
        for point in fact.points
    ]
    spec = charts.trend(values, unit=measure.unit, target=fact.indicator.target, name=measure.title, by_label=True)
    rows = tuple((Cell(period_words(point.period, grain)), _figure(fact, point)) for point in reversed(fact.points))
    columns = (TableColumn(grain.capitalize()), TableColumn(measure.unit.capitalize()))
    words = partial(shown, fact)
    sentence = highest_and_lowest(measure, known, grain, words) + withheld(fact.points, grain)
    return Chart(
        measure.name.replace("_", "-"),
        what_happened(measure, known, grain, words),
        sentence,
        spec,
        Table(f"{measure.title} by {grain}", columns, rows),
    )


def _grain(fact: Fact) -> Grain:
    return "quarter" if fact.indicator.reporting == "quarterly" else "year"


def figures_behind(told: Iterable[tuple[int, Fact]]) -> Table:
    """Return where every figure of the text comes from: paragraph, measure, period, what was counted, and the value."""
    rows = []
    for paragraph, fact in told:
        points = [(_grain(fact), each) for each in (fact.now, fact.before, fact.year_before)]
        for grain, point in points:
            if point is not None and point.value is not None:
                rows.append(_behind(paragraph, fact, grain, point))
    labels = ("Paragraph", "Measure", "From", "To", "Counted", "Of", "Value")
    return Table("Where each figure comes from", tuple(TableColumn(each) for each in labels), tuple(rows))


def _behind(paragraph: int, fact: Fact, grain: Grain, point: Point) -> tuple[Cell, ...]:
    period = parse(point.period, grain)
    numbers = (point.numerator, point.denominator, point.value)
    return (
        Cell(str(paragraph), number=paragraph),
        Cell(fact.measure.name),
        Cell(short_day(period.first_day), date=period.first_day),
        Cell(short_day(period.last_day), date=period.last_day),
        *(Cell("" if each is None else f"{each:.10g}", number=each) for each in numbers),
    )
