"""Definitions: checks that everything an entry names exists, so that a broken reference stops start-up, not a Monday's report."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from sherwood.definitions.reading import suggestion
from sherwood.definitions.shapes.base import Entry
from sherwood.definitions.shapes.dimension import Dimension
from sherwood.definitions.shapes.feed import FeedYear, problems_of_feed
from sherwood.definitions.shapes.measure import Measure
from sherwood.definitions.shapes.measure_parts import Filter, Related
from sherwood.definitions.shapes.pack import Pack
from sherwood.definitions.shapes.report import Report
from sherwood.definitions.shapes.table import Table
from sherwood.definitions.shapes.versions import versions

if TYPE_CHECKING:
    from sherwood.definitions.catalogue import Catalogue

MEASURE_COLUMNS = (
    "starts",
    "stops",
    "date",
    "due",
    "done",
    "begins",
    "ends",
    "next",
    "value",
    "per",
    "out_of",
    "holder",
    "weight",
)
RELATED_COLUMNS = ("date", "starts", "stops", "late_due", "late_done", "same", "distinct")
FILTER_COLUMNS = ("days_since", "working_days_since", "not_after", "differs_from")
EVERY_STEP = "only"
VIRTUAL = {"age"}


def names_of(entry: Entry) -> set[str]:
    """Return every name an entry may be called by: identifier, last part, and the aliases of measures and reports."""
    aliases = getattr(entry, "aliases", ())
    return {entry.id, entry.name, *(aliases if isinstance(aliases, tuple) else ())}


def measures_of(pack: Pack) -> Iterator[str]:
    """Yield every measure a paper names, those to be read beside others too."""
    for theme in pack.themes:
        for each in theme.indicators:
            yield from filter(None, (each.measure, each.balance))
    yield from (each.measure for each in pack.equality)


def _of_papers_and_uses(catalogue: Catalogue) -> Iterator[str]:
    """Yield what papers for committees and entries of the register name that is not there."""
    measures = {name for measure in catalogue.measures.values() for name in names_of(measure)}
    for pack in catalogue.packs.values():
        yield from _missing(f"packs/{pack.id}.toml", "measure", measures_of(pack), measures)
    for use in catalogue.analytics.values():
        yield from _missing(f"analytics/{use.id}.toml", "feed", use.feeds, catalogue.feeds)


def problems_of_links(catalogue: Catalogue) -> Iterator[str]:
    """Yield one line for each reference to something that is not there, and for each name two entries share."""
    yield from _shared_names("measure", catalogue.measures)
    yield from _shared_names("report", catalogue.reports)
    for measure in (version for each in catalogue.measures.values() for version in (each, *versions(each))):
        yield from _of_measure(catalogue, measure)
    yield from _answered(catalogue)
    for report in catalogue.reports.values():
        yield from _of_report(catalogue, report)
    for dimension in catalogue.dimensions.values():
        yield from _of_dimension(catalogue, dimension)
    for table in catalogue.tables.values():
        lists = [column.codelist for column in table.columns.values()]
        yield from _missing(f"tables/{table.id}.toml", "code list", lists, catalogue.codelists)
        yield from _missing(f"tables/{table.id}.toml", "column", table.key, table.columns)
        yield from _missing(f"tables/{table.id}.toml", "feed", table.order, catalogue.feeds)
        words = [f"{table.name}_said"] if table.order else []
        yield from _missing(f"tables/{table.id}.toml", "table of what feeds say", words, catalogue.tables)
    for codelist in catalogue.codelists.values():
        spelt = (*codelist.aliases.values(), *codelist.loose_aliases.values())
        yield from _missing(f"codelists/{codelist.id}.toml", "code", spelt, codelist.codes)
    for timescale in catalogue.timescales.values():
        steps = {limit.step for limit in timescale.in_force}
        named = [example.step for example in timescale.example]
        yield from _missing(f"timescales/{timescale.id}.toml", "step", named, steps)
    yield from _of_papers_and_uses(catalogue)
    for feed in catalogue.feeds.values():
        yield from problems_of_feed(feed)
        for year in feed.years.values():
            yield from _of_year(catalogue, year)


def _answered(catalogue: Catalogue) -> Iterator[str]:
    """A question that a measure answers is no longer one that none does."""
    measures = _all_names(catalogue.measures)
    for entry in catalogue.unanswered.values():
        for asked in entry.asked:
            if asked.name in measures:
                yield f"unanswered/{entry.id}.toml: the measure '{asked.name}' answers this: take it out"


def _shared_names(kind: str, entries: Mapping[str, Entry]) -> Iterator[str]:
    """A short name must mean one thing, or an address that worked yesterday fails when an entry is added."""
    counted = Counter(name for entry in entries.values() for name in names_of(entry))
    for name in sorted(name for name, times in counted.items() if times > 1):
        bearers = [entry.id for entry in entries.values() if name in names_of(entry)]
        yield f"{kind}s/{bearers[-1]}.toml: the name '{name}' is taken by {kind}s/{bearers[0]}.toml; choose another"


def _of_report(catalogue: Catalogue, report: Report) -> Iterator[str]:
    place = f"reports/{report.id}.toml"
    measures, reports = _all_names(catalogue.measures), _all_names(catalogue.reports)
    pictured = (name for each in report.pictures for name in (each.measure, each.other))
    named = (*report.key_figures, *pictured, report.children)
    yield from _missing(place, "measure", named, measures)
    yield from _missing(
        place,
        "dimension",
        (*report.filters, *report.where, *(name for each in report.pictures for name in (each.by, *each.through))),
        catalogue.dimensions,
    )
    yield from _missing(place, "role", report.audience, catalogue.roles)
    yield from _missing(place, "report", report.related, reports)
    for picture in report.pictures:
        if picture.shows in ("bars", "funnel", "survival", "against", "relative") and not picture.by:
            yield f"{place}: the {picture.shows} of '{picture.measure}' name no dimension: add by"
        if picture.shows == "flow" and len(picture.through) < 2:
            yield f"{place}: the flow of '{picture.measure}' goes through fewer than two breakdowns: add through"
        if picture.shows == "against" and not picture.other:
            yield f"{place}: '{picture.measure}' is set against no measure: add other"
        if picture.only and not picture.by:
            yield f"{place}: 'only' of '{picture.measure}' names values of no dimension: add by"
        if picture.against and picture.by:
            yield f"{place}: '{picture.measure}' is compared by a dimension or with earlier periods: leave out by or against"


def _of_dimension(catalogue: Catalogue, dimension: Dimension) -> Iterator[str]:
    place = f"dimensions/{dimension.id}.toml"
    yield from _missing(place, "code list", [dimension.codelist], catalogue.codelists)
    yield from _missing(place, "dimension", [dimension.coarser], catalogue.dimensions)
    for other in catalogue.dimensions.values():
        if _is_group_of(other, dimension) and dimension.coarser != other.name:
            yield f"{place}: '{other.name}' has the same codes by group, so that both give small numbers away: add coarser"
    if dimension.found_in == "person" and (person := catalogue.tables.get("person")):
        yield from _missing(place, "column of the person table", [dimension.column], person.columns)
    if dimension.found_in == "address" and (address := catalogue.tables.get("address")):
        yield from _missing(place, "column of the address table", [dimension.column], address.columns)
    if dimension.found_in in ("age", "late", "length") and not dimension.bands:
        yield f"{place}: an age, and how late a thing is, are shown in bands, and there are none: add bands"
    if dimension.found_in == "length" and any(band.at_most is None for band in dimension.bands):
        yield f"{place}: what goes on has a length of thousands of years: say where every band ends with at_most"


def _is_group_of(other: Dimension, dimension: Dimension) -> bool:
    """Whether one breakdown is another's codes added up by their group."""
    both = [(each.found_in, each.column, each.codelist) for each in (other, dimension)]
    return both[0] == both[1] and bool(dimension.codelist) and other.by_group and not dimension.by_group


def _of_year(catalogue: Catalogue, year: FeedYear) -> Iterator[str]:
    for name, table in year.tables.items():
        place = f"sources/{year.id}.toml [tables.{name}]"
        yield from _missing(place, "code list", (each.codelist for each in table.columns.values()), catalogue.codelists)
        value_of = table.xml.value_of if table.xml else ""
        covers = table.covers
        dates = (covers.starts, covers.ends, covers.over_at_once)
        used = (*table.key, table.child, *dates, table.year_evidence, value_of)
        yield from _missing(place, "column", used, table.columns)
    yield from _missing(f"sources/{year.id}.toml", "table of an example", (e.table for e in year.example), year.tables)


def _of_measure(catalogue: Catalogue, measure: Measure) -> Iterator[str]:
    place = f"measures/{measure.id}.toml"
    table = catalogue.tables.get(measure.counts)
    if table is None:
        yield from _missing(place, "table", [measure.counts], catalogue.tables)
        return
    columns = [getattr(measure, key, "") for key in MEASURE_COLUMNS]
    filters = (*measure.where, *getattr(measure, "meets", ()))
    yield from _missing(place, "column", (*columns, *measure.details, *_columns(filters)), table.columns)
    yield from _missing(place, "dimension", measure.breakdowns, catalogue.dimensions)
    yield from _missing(place, "table", measure.example.given, catalogue.tables)
    yield from _of_timescale(catalogue, measure, place)
    yield from _of_needs(catalogue, measure, place)
    for name in measure.breakdowns:
        dimension = catalogue.dimensions.get(name)
        if dimension is not None and dimension.found_in in ("facts", "length"):
            named = [each for each in (dimension.begins, dimension.column) if each]
            yield from _missing(place, f"column of breakdown '{name}'", named, table.columns)
        if dimension is not None and dimension.found_in in ("due", "late") and not hasattr(measure, "due"):
            yield f"{place}: the breakdown '{name}' is of a day on which something is due, and this measure has none"
    for related in filter(None, (*measure.also, getattr(measure, "related", None))):
        yield from _missing(place, "table", [related.table], catalogue.tables)
        yield from _missing(place, "column", [related.same, related.since, related.until], table.columns)
        if other := catalogue.tables.get(related.table):
            yield from _of_related(place, related, other)


def _of_timescale(catalogue: Catalogue, measure: Measure, place: str) -> Iterator[str]:
    yield from _missing(place, "timescale", [measure.timescale], catalogue.timescales)
    timescale = catalogue.timescales.get(measure.timescale)
    # A measure over every step names none; a repeat counts to the limit of one.
    if timescale and (measure.step != EVERY_STEP or measure.kind == "repeat"):
        steps = {limit.step for limit in timescale.in_force}
        yield from _missing(place, f"step of '{measure.timescale}'", [measure.step], steps)


def _of_needs(catalogue: Catalogue, measure: Measure, place: str) -> Iterator[str]:
    tables = {
        f"{feed.name}.{name}"
        for feed in catalogue.feeds.values()
        for year in feed.years.values()
        for name in year.tables
    }
    for need in measure.needs:
        yield from _missing(f"{place} [needs]", "table of a feed", need.any_of, tables)


def _of_related(place: str, related: Related, other: Table) -> Iterator[str]:
    named = (getattr(related, key) for key in RELATED_COLUMNS)
    yield from _missing(f"{place} [related]", "column", (*named, *_columns(related.where)), other.columns)


def _columns(filters: tuple[Filter, ...]) -> list[str]:
    named = [name for each in filters for name in (each.column, *(getattr(each, key) for key in FILTER_COLUMNS))]
    return [name for name in named if name not in VIRTUAL]


def _all_names(entries: Mapping[str, Entry]) -> set[str]:
    return {name for entry in entries.values() for name in names_of(entry)}


def _missing(place: str, kind: str, named: Iterable[str], known: Collection[str]) -> Iterator[str]:
    """Yield a line for each name that `known` lacks, with the nearest name it has; an empty name asks for nothing."""
    for name in named:
        if name and name not in known:
            yield f"{place}: unknown {kind} '{name}'{suggestion(name, known)}"
