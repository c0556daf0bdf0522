"""Records to put right: what the rules of records found among the viewer's children, who can mend it, and how it went over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sherwood.access import Listing, aggregate, listing, reference
from sherwood.reports.charts import trend
from sherwood.reports.children import child_cell
from sherwood.reports.desk import Desk
from sherwood.reports.document import (
    Cell,
    Chart,
    Choice,
    Document,
    Drill,
    Figure,
    KeyFigures,
    Note,
    Section,
    Table,
    TableColumn,
)
from sherwood.reports.labels import organisation_label
from sherwood.reports.lines import data_line, provenance, scope_line
from sherwood.reports.lists import PAGE_SIZE, is_own
from sherwood.reports.questions import FAULT_DETAILS, FAULT_DIMENSIONS, faults, records_in_order
from sherwood.reports.record_words import (
    OPEN,
    SET_ASIDE,
    SEVERITIES,
    STATES,
    TOPICS,
    WHO,
    Course,
    Said,
    in_words,
    second_look,
    state_words,
)
from sherwood.reports.words import PER_CENT, number, plural, short_day

REASON = "records to put right"
FILTERS = ("topic", "severity", "who", "rule", "team", "worker")
MOST_FILED = 50_000


@dataclass(frozen=True)
class Records:
    """One reader's records to put right: their desk, what was said of the faults, how it went before, and which state is asked for."""

    desk: Desk
    said: Mapping[str, Said]
    course: Course = field(default_factory=Course)
    state: str = OPEN

    @cached_property
    def set_aside(self) -> frozenset[str]:
        """Faults that nobody has to mend now: said fixed, until the next file tells, and said to be no error."""
        return frozenset(key for key, each in self.said.items() if each.state in SET_ASIDE)

    @property
    def where(self) -> dict[str, tuple[str, ...]]:
        """The filters of the address that this list knows."""
        return {name: (value,) for name, value in self.desk.where.items() if name in FILTERS and value}

    @property
    def filters(self) -> dict[str, str]:
        """What the address says, to be carried on to narrower lists."""
        chosen = {name: values[0] for name, values in self.where.items()}
        return chosen if self.state == OPEN else chosen | {"state": self.state}

    @cached_property
    def rules(self) -> dict[str, dict[str, Any]]:
        """Every rule of records by name, with its title, remedy and what became of it in this build."""
        columns = ("rule", "title", "topic", "severity", "who", "remedy", "state", "why")
        return {row["rule"]: row for row in reference(self.desk.reader, "record_rule", columns)}


def document(records: Records, page: int = 1) -> Document:
    """Return the page: how many, which, whose, over time, and the list itself."""
    desk = records.desk
    return Document(
        id="records_to_put_right",
        title="Records to put right",
        question="Which of these records are wrong or incomplete, and who can mend them?",
        data_line=data_line(desk.reader.manifest, dt.datetime.now(dt.UTC).date()),
        scope_line=scope_line(desk),
        sections=tuple(_sections(records, page)),
        choices=_choices(records),
        filters=records.filters,
        area="data_quality",
        provenance=provenance(desk) if desk.for_export else {},
        names_children=True,
    )


def one(records: Records, key: str) -> dict[str, Any] | None:
    """Return one fault that the viewer may see, with its child's record key and the words of its rule; None for any other key."""
    (row, *_) = _listed(records, {"fault_key": (key,)}, 1, 1, only={key}).rows or (None,)
    if row is None:
        return None
    return {**row, "of": records.rules[row["rule"]]}


def _sections(records: Records, page: int) -> Iterator[Section]:
    counts = _counts(records)
    if not records.desk.for_export:
        yield Section("In short", tuple(_short(records, counts)))
        yield Section("What is wrong", (_by_rule(records, counts),))
        yield from _by_unit(records)
        if len(records.course.months) > 1:
            yield Section("Over time", (_over_time(records),))
    yield Section("The records", (_list(records, page),))


def _counts(records: Records) -> dict[str, int]:
    """How many faults of each rule, within the filters and the state asked for."""
    facts = _asked(records)
    found = aggregate(records.desk.reader, facts, records.desk.viewer, by=("rule",), where=records.where)
    return {row["rule"]: row["numerator"] for row in found}


def _asked(records: Records, only: set[str] | None = None) -> Any:
    """The faults of the state asked for: those still to mend, or those of which one thing was said."""
    feeds = records.desk.viewer.feeds
    if only is not None:
        return faults(records.desk.day, feeds, only=only)
    if records.state == OPEN:
        return faults(records.desk.day, feeds, without=records.set_aside)
    return faults(
        records.desk.day, feeds, only={key for key, each in records.said.items() if each.state == records.state}
    )


def _short(records: Records, counts: Mapping[str, int]) -> Iterator[KeyFigures | Note]:
    rules = records.rules
    wrong = sum(count for name, count in counts.items() if rules[name]["severity"] == "error")
    desk = records.desk
    facts = records_in_order(desk.day, desk.viewer.feeds, without=records.set_aside)
    units = {name: value for name, value in records.where.items() if name in ("team", "worker")}
    (sound, held) = _totals(aggregate(desk.reader, facts, desk.viewer, where=units))
    share = number(100 * sound / held if held else None, PER_CENT)
    yield KeyFigures(
        (
            Figure("Must be put right", f"{wrong:,}"),
            Figure("Second looks", f"{sum(counts.values()) - wrong:,}"),
            Figure("Open children whose record is in order", share, f"{sound:,} of {held:,} children"),
        )
    )
    yield from _not_asked(rules)


def _totals(rows: Sequence[Mapping[str, Any]]) -> tuple[int, int]:
    return sum(row["numerator"] for row in rows), sum(row["denominator"] for row in rows)


def _not_asked(rules: Mapping[str, Mapping[str, Any]]) -> Iterator[Note]:
    """Say which rules were not asked: one that failed is a fault of the program, and its silence means nothing."""
    for state, heading in (("failed", "Rules that failed"), ("skipped", "Rules that were not asked")):
        told = tuple(f"{row['title']}: {row['why']}" for row in rules.values() if row["state"] == state)
        if told:
            yield Note("Nothing below speaks of these.", heading, points=told)


def _by_rule(records: Records, counts: Mapping[str, int]) -> Table:
    rules, before = records.rules, records.course.before
    ordered = sorted(counts, key=lambda name: (rules[name]["severity"] != "error", -counts[name], name))
    then = (TableColumn("A month ago", is_number=True),) if before else ()
    rows = []
    for name in ordered:
        rule, filters = rules[name], records.filters | {"rule": name}
        cells = [
            Cell(rule["title"], drill=Drill("faults", name, filters), detail=rule["remedy"]),
            Cell(SEVERITIES[rule["severity"]]),
            Cell(WHO[rule["who"]]),
            Cell(f"{counts[name]:,}", number=counts[name]),
        ]
        if then:
            cells.append(Cell(f"{before.get(name, 0):,}", number=before.get(name, 0)))
        rows.append(tuple(cells))
    columns = (TableColumn("What is wrong"), TableColumn("How grave"), TableColumn("Who can mend it"))
    return Table(
        "What is wrong",
        (*columns, TableColumn("Records", is_number=True), *then),
        tuple(rows),
        empty="The rules found nothing among these children.",
    )


def _by_unit(records: Records) -> Iterator[Section]:
    """The score of each team, or within one team of each worker: open children whose record is in order."""
    desk, viewer = records.desk, records.desk.viewer
    if not (viewer.county or viewer.service_ids or viewer.team_ids):
        return
    is_one_team = "team" in records.where or (len(viewer.team_ids) == 1 and not (viewer.county or viewer.service_ids))
    unit = "worker" if is_one_team else "team"
    units = {name: value for name, value in records.where.items() if name in ("team", "worker")}
    facts = records_in_order(desk.day, viewer.feeds, without=records.set_aside)
    scores = aggregate(desk.reader, facts, viewer, by=(unit,), where=units)
    found = {
        row[unit]: row["numerator"]
        for row in aggregate(desk.reader, _asked(records), viewer, by=(unit,), where=records.where)
    }
    held = {row[unit]: row for row in scores}
    names = sorted(held.keys() | found.keys(), key=lambda name: (-found.get(name, 0), str(name)))
    rows = tuple(_unit_row(records, unit, name, held.get(name), found.get(name, 0)) for name in names)
    columns = (
        TableColumn(unit.capitalize()),
        TableColumn("Open children", is_number=True),
        TableColumn("In order", is_number=True),
        TableColumn("Records to put right", is_number=True),
    )
    title = f"By {unit}"
    yield Section(title, (Table(title, columns, rows),))


def _unit_row(
    records: Records, unit: str, name: str | None, held: Mapping[str, Any] | None, found: int
) -> tuple[Cell, ...]:
    children, sound = (held["denominator"], held["numerator"]) if held else (0, 0)
    share = 100 * sound / children if children else None
    filters = records.filters | {unit: name or ""}
    label = organisation_label(records.desk, unit, name)
    return (
        Cell(label, drill=Drill("faults", unit, filters) if name else None),
        Cell(f"{children:,}", number=children),
        Cell(number(share, PER_CENT) if children else "No children", number=share),
        Cell(f"{found:,}", number=found),
    )


def _over_time(records: Records) -> Chart:
    """The share in order at the last build of each month, as it was told then."""
    points, rows = [], []
    for month, children, sound, found in records.course.months:
        share = 100 * sound / children if children else None
        words = number(share, PER_CENT)
        label = f"{dt.date.fromisoformat(f'{month}-01'):%B %Y}"
        points.append({"period": f"{month}-01", "label": label, "value": share, "words": words})
        cells = (Cell(label), Cell(words, number=share), Cell(f"{children:,}", number=children))
        rows.append((*cells, Cell(f"{found:,}", number=found)))
    columns = ("Month", "In order", "Open children", "Records to put right")
    table = Table(
        "Records in order, month by month",
        tuple(TableColumn(each, is_number=each != "Month") for each in columns),
        tuple(rows),
    )
    first, last = rows[0][1].text, rows[-1][1].text
    sentence = f"In order at the last build of each month, as it was told then: {first} at first, {last} now."
    spec = trend(points, unit=PER_CENT, target=None, name="In order")
    return Chart("records-in-order", "Open children whose record is in order", sentence, spec, table)


def _listed(
    records: Records, where: Mapping[str, Sequence[str]], page: int, size: int, *, only: set[str] | None = None
) -> Listing:
    columns = ("source_id", "worker_id", "team_id", *FAULT_DIMENSIONS, *FAULT_DETAILS)
    return listing(
        records.desk.reader,
        _asked(records, only),
        records.desk.viewer,
        where,
        columns,
        size,
        (page - 1) * size,
        reason=REASON,
        for_export=records.desk.for_export,
        question=(
            REASON,
            records.state,
            frozenset(records.said.items()),
            tuple(where.items()),
            only and frozenset(only),
        ),
    )


def _list(records: Records, page: int) -> Table:
    """The list, worst and oldest first; a file holds all of it."""
    size = MOST_FILED if records.desk.for_export else PAGE_SIZE
    found = _listed(records, records.where, 1 if records.desk.for_export else page, size)
    rules = records.rules
    headings = ["Child", "What is wrong", "What is recorded", "Day", "Who can mend it", "State"]
    headings += [] if is_own(records.desk) else ["Worker", "Team"]
    headings += ["What to do"] if records.desk.for_export else []
    return Table(
        plural(found.openable, "record"),
        tuple(TableColumn(each) for each in headings),
        tuple(_row(records, row, rules[row["rule"]]) for row in found.rows),
        total_rows=found.openable,
        page=page,
        page_size=size,
        empty="The rules found nothing among these children.",
        holds_children=True,
    )


def _row(records: Records, row: Mapping[str, Any], rule: Mapping[str, Any]) -> tuple[Cell, ...]:
    desk, said = records.desk, records.said.get(row["fault_key"])
    cells = [
        child_cell(row),
        Cell(rule["title"], drill=Drill("fault", row["fault_key"]), tag=second_look(rule)),
        Cell(in_words(row["told"])),
        Cell(short_day(row["fault_date"]), date=row["fault_date"]),
        Cell(WHO[rule["who"]]),
        Cell(state_words(said)),
    ]
    if not is_own(desk):
        cells += [Cell(organisation_label(desk, unit, row[f"{unit}_id"])) for unit in ("worker", "team")]
    return (*cells, *([Cell(rule["remedy"])] if desk.for_export else []))


def _choices(records: Records) -> tuple[Choice, ...]:
    where = records.filters
    lists = (("topic", "Sort", TOPICS), ("severity", "How grave", SEVERITIES), ("who", "Who can mend it", WHO))
    shown = [Choice("state", "State", tuple(STATES.items()), records.state)]
    shown += [
        Choice(name, label, (("", "All"), *options.items()), where.get(name, "")) for name, label, options in lists
    ]
    rules = sorted((row["title"], name) for name, row in records.rules.items())
    options = (("", "All"), *((name, title) for title, name in rules))
    return (*shown, Choice("rule", "Rule", options, where.get("rule", "")))
