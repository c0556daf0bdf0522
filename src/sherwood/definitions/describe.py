"""Definitions: the catalogue in words, one Markdown page a kind; hands docs/reference what it holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.describe_measure import measure_lines
from sherwood.definitions.describe_record_rules import record_rules_lines
from sherwood.definitions.describe_rules import rules_lines
from sherwood.definitions.markdown import changes, source_lines, table
from sherwood.definitions.shapes.base import Entry
from sherwood.definitions.shapes.codelist import Codelist
from sherwood.definitions.shapes.feed import Feed, FeedYear
from sherwood.definitions.shapes.report import Picture, Report
from sherwood.definitions.shapes.retention import RetentionRule
from sherwood.definitions.shapes.role import Restriction, Role
from sherwood.definitions.shapes.table import LATEST, Table
from sherwood.definitions.shapes.timescale import Timescale
from sherwood.definitions.shapes.unanswered import Unanswered

E = TypeVar("E", bound=Entry)
RENEW = "python3 scripts/write_reference.py"
NOTE = f"Written from the catalogue by `{RENEW}`; change the catalogue, not this page."


def reference_pages(catalogue: Catalogue) -> dict[str, str]:
    """Return the text of each page of docs/reference by file name."""
    return {
        "measures.md": _page("Measures", catalogue.measures, measure_lines),
        "reports.md": _page("Reports", catalogue.reports, _report),
        "feeds.md": _page("Feeds", catalogue.feeds, _feed),
        "tables.md": _page("Tables of the warehouse", catalogue.tables, _table),
        "codelists.md": _page("Code lists", catalogue.codelists, _codelist),
        "record-rules.md": "\n".join([f"# Rules of records\n\n{NOTE}\n", *record_rules_lines(catalogue)]),
        "rules.md": "\n".join([f"# Rules of returns\n\n{NOTE}\n", *rules_lines(catalogue)]),
        "unanswered.md": _page("Questions that no measure answers", catalogue.unanswered, _unanswered),
        "timescales.md": _page("Timescales", catalogue.timescales, _timescale),
        "roles.md": _page("Roles", catalogue.roles, _role)
        + "\n"
        + _entries("Reasons to restrict a record", catalogue.restrictions, _restriction)
        + "\n"
        + _entries("How long records are kept", catalogue.retention, _retention),
    }


def _page(title: str, entries: Mapping[str, E], lines: Callable[[E], Iterable[str]]) -> str:
    return f"# {title}\n\n{NOTE}\n\n{_entries('', entries, lines)}"


def _entries(heading: str, entries: Mapping[str, E], lines: Callable[[E], Iterable[str]]) -> str:
    """Return every entry under its title, in the order of identifiers."""
    parts = [f"## {heading}\n"] if heading else []
    level = "###" if heading else "##"
    for _, entry in sorted(entries.items()):
        parts.append("\n".join([f"{level} {entry.title}", "", f"`{entry.id}`", "", *lines(entry), *changes(entry)]))
    return "\n".join(parts)


def _cut(picture: Picture) -> str:
    """Return what a picture sets its measure against or breaks it down by."""
    if picture.through:
        return f"through {', '.join(picture.through)}"
    against = f" against `{picture.other}`" if picture.other else ""
    return f"by {picture.by or picture.grain}{against}"


def _report(report: Report) -> Iterator[str]:
    yield f"**{report.question}** {report.decision}"
    yield ""
    yield f"* For: {', '.join(report.audience)}; levels: {', '.join(report.levels)}; kind: {report.kind.replace('_', ' ')}"
    yield f"* Key figures: {', '.join(f'`{name}`' for name in report.key_figures)}"
    for each in report.pictures:
        yield f"* Picture: `{each.measure}` " + _cut(each)
    if report.children:
        yield f"* Ends with the children of `{report.children}`"
    if report.filters:
        yield f"* Filters: {', '.join(report.filters)}"
    yield from (f"* Caveat: {caveat}" for caveat in report.caveats)
    yield ""


def _feed(feed: Feed) -> Iterator[str]:
    yield feed.about
    yield ""
    yield f"* Gateway: {feed.gateway}"
    yield f"* Conditions: {'; '.join(feed.conditions)}"
    yield f"* Purposes: {', '.join(feed.purposes)}"
    yield f"* Retention: {feed.retention}"
    if feed.late_after_days:
        yield f"* Late after {feed.late_after_days} days without a file"
    yield f"* Files: {', '.join(feed.file_kinds)}, up to {feed.max_megabytes:,} MB and {feed.max_rows:,} rows"
    yield from source_lines(feed.source)
    yield ""
    years = [feed.years[name] for name in sorted(feed.years)]
    yield from table(("Year", "Title", "What is new"), ((each.period, each.title, _news(each)) for each in years))
    for name, source in years[-1].tables.items() if years else ():
        yield f"### {name} ({years[-1].period})"
        yield ""
        yield f"{source.title}. File names: {', '.join(source.file_names)}. Key: {', '.join(source.key)}."
        yield ""
        rows = (
            (each.header, each.type, "yes" if each.required else "", each.codelist, each.means)
            for each in source.columns.values()
        )
        yield from table(("Column", "Type", "Required", "Code list", "Means"), rows)


def _news(year: FeedYear) -> str:
    return " ".join(change.note for change in year.changed)


def _table(entry: Table) -> Iterator[str]:
    yield f"{entry.about} Grain: {entry.grain}. Key: {', '.join(entry.key)}. Holds: {entry.holds}."
    yield ""
    if entry.order:
        yield f"One row a thing, whichever feeds hold it. Each column is the first word there is of {', then '.join(entry.order)}."
        yield ""
    rows = ((name, column.type, column.codelist, column.means) for name, column in entry.columns.items())
    yield from table(("Column", "Type", "Code list", "Means"), rows)
    departing = [(name, column) for name, column in entry.columns.items() if column.chosen]
    for name, column in departing:
        yield f"* `{name}` is {_choice_words(column.chosen)}: {column.because}"
    if departing:
        yield ""


def _choice_words(chosen: tuple[str, ...]) -> str:
    """Return in words the order in which feeds are asked for one column."""
    return "the word of the latest day" if chosen == (LATEST,) else f"the first word of {', then '.join(chosen)}"


def _codelist(codelist: Codelist) -> Iterator[str]:
    yield from source_lines(codelist.source)
    yield ""
    rows = (
        (code, each.label, each.group, _years(each.first_year, each.last_year)) for code, each in codelist.codes.items()
    )
    yield from table(("Code", "Words", "Group", "Years"), rows)
    if codelist.aliases:
        yield "Also read: " + ", ".join(f"`{text}` as `{code}`" for text, code in codelist.aliases.items()) + "."
        yield ""


def _years(first: str, last: str) -> str:
    if not first and not last:
        return ""
    return f"{first or 'the first'} to {last or 'now'}"


def _timescale(timescale: Timescale) -> Iterator[str]:
    yield f"Starts on {timescale.starts}. Counted: {timescale.counting}."
    yield ""
    limits = (
        (
            each.step,
            f"{each.limit} {each.unit.replace('_', ' ')}",
            f"{each.from_date} to {each.to_date or 'now'}",
            f"{each.source.title} {each.source.section} ({each.source.certainty})",
        )
        for each in timescale.in_force
    )
    yield from table(("Step", "Limit", "In force", "Source"), limits)
    examples = ((each.step, str(each.trigger), str(each.due), each.why) for each in timescale.example)
    yield from table(("Step", "Trigger", "Last day in time", "Why"), examples)


def _unanswered(entry: Unanswered) -> Iterator[str]:
    rows = [
        (
            f"`{each.name}`",
            each.question,
            f"No feed tells {each.lacks}." if each.lacks else f"Answered by: {each.instead}.",
        )
        for each in entry.asked
    ]
    yield from table(("Name", "Question", "Why no measure answers it"), rows)
    yield ""


def _role(role: Role) -> Iterator[str]:
    yield role.about
    yield ""
    yield f"* Sees: {role.scope}"
    yield f"* Purposes: {', '.join(role.purposes)}"
    yield f"* May: {', '.join(role.permissions)}"
    yield ""


def _retention(rule: RetentionRule) -> Iterator[str]:
    yield rule.about
    yield ""
    yield f"* {rule.years} years from {rule.counts_from}, of children {rule.binds.replace('_', ' ')}"
    yield from source_lines(rule.source)
    yield ""


def _restriction(restriction: Restriction) -> Iterator[str]:
    yield restriction.about
    yield ""
    yield f"* The allocated worker may {'' if restriction.allocated_worker_may_open else 'not '}open it without a named grant"
    yield from source_lines(restriction.source)
    yield ""
