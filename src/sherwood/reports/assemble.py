"""Report + request + viewer become one neutral document: figures, pictures, the list of children, what it means."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from sherwood.access import NotAllowed, Permission, Reader, Viewer, data_date, may, require
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.council import Council
from sherwood.definitions.errors import Problem
from sherwood.definitions.shapes.report import Report
from sherwood.measures.official import official_day
from sherwood.reports.ahead import foresee
from sherwood.reports.choices import choices
from sherwood.reports.current import current, span_of
from sherwood.reports.desk import Desk, sees_official_alone
from sherwood.reports.document import Block, Document, Drill, Note, Section
from sherwood.reports.figures import key_figures
from sherwood.reports.lines import data_line, provenance, scope_line
from sherwood.reports.lists import listed, period_line
from sherwood.reports.pictures import picture
from sherwood.reports.request import ReportRequest

LEFT_OUT = "The list of children is left out: your role may not export it. Open the report to see it."
EARLIEST = dt.date(1950, 1, 1)


class UnreadableFilter(Problem):
    """A filter of the address can't be used; the message says which and what is allowed."""


def desk_for(
    reader: Reader, catalogue: Catalogue, council: Council, viewer: Viewer, request: ReportRequest | None = None
) -> Desk:
    """Return the desk a document is written at. Raises UnreadableFilter for a day or a filter that cannot be asked for.

    People whose roles look at no children of their own, such as elected members, get official figures without asking.
    """
    asked = request or ReportRequest()
    last = data_date(reader, viewer.authority)
    figures = "official" if sees_official_alone(viewer) else asked.figures
    unknown = sorted(set(asked.where) - set(catalogue.dimensions))
    if unknown:
        raise UnreadableFilter(f"there is no filter '{unknown[0]}'; choose among those of the page")
    return Desk(reader, catalogue, council, viewer, _day(asked.as_at, last, figures), dict(asked.where), figures)


def _day(text: str, last: dt.date, figures: str) -> dt.date:
    if not text:
        return last
    try:
        day = dt.date.fromisoformat(text)
    except ValueError as error:
        raise UnreadableFilter(f"'{text}' is not a day; write it as 2026-03-31") from error
    if not EARLIEST <= day <= last:
        raise UnreadableFilter(f"the data end on {last}; choose that day or an earlier one, from {EARLIEST}")
    if figures == "official" and official_day(day, last) != day:
        raise UnreadableFilter(f"official figures speak of {last} or of the last day of a month; choose one of these")
    return day


def may_open(viewer: Viewer, report: Report) -> bool:
    """Tell whether a viewer's roles are among the report's audience."""
    return may(viewer, Permission.REPORT_READ) and bool(
        {role.rsplit("/", 1)[-1] for role in viewer.roles} & set(report.audience)
    )


def assemble(desk: Desk, report: Report, *, page: int = 1) -> Document:
    """Return the report as a document. Raises NotAllowed if the viewer is not in its audience or may not ask for official figures."""
    if not may_open(desk.viewer, report):
        raise NotAllowed(f"'{report.title}' is not among the reports of your role.")
    return composed(desk, report, page=page)


def composed(desk: Desk, report: Report, *, page: int = 1) -> Document:
    """Return what a report shows this reader, in its audience or not: every figure and list of it asks what it needs."""
    if desk.is_official:
        require(desk.viewer, Permission.FIGURES_OFFICIAL)
    desk = replace(desk, where={**desk.where, **report.where})
    foresee(desk, report)
    sections = [Section("Key figures", (key_figures(desk, report.key_figures),))]
    if report.pictures:
        sections.append(Section("What happened", _pictures(desk, report)))
    if (children := _children(desk, report, page)) is not None:
        sections.append(children)
    sections.append(_meaning(desk, report))
    last = data_date(desk.reader, desk.viewer.authority)
    return Document(
        id=report.id,
        title=report.title,
        question=report.question,
        data_line=data_line(desk.reader.manifest, dt.datetime.now(dt.UTC).date()),
        scope_line=scope_line(desk),
        sections=tuple(sections),
        choices=choices(desk, report, last),
        filters={key: value for key, value in desk.where.items() if value},
        area=report.area,
        related=tuple(Drill("report", desk.catalogue.report(name).id) for name in report.related),
        provenance=provenance(desk) | {"Report": f"{report.id} ({report.content_hash})"},
        names_children=report.names_children and not desk.is_official,
    )


def _pictures(desk: Desk, report: Report) -> tuple[Block, ...]:
    """Return the report's pictures, each once: of a single team, bars by team are the bars by worker that may follow them."""
    drawn = [picture(desk, each) for each in report.pictures]
    return tuple(each for place, each in enumerate(drawn) if each not in drawn[:place])


def _children(desk: Desk, report: Report, page: int) -> Section | None:
    """Return the list the report ends with, for those who may see it; official figures have none."""
    if not report.children or desk.is_official or not may(desk.viewer, Permission.CHILDREN_LIST):
        return None
    if desk.for_export and not may(desk.viewer, Permission.EXPORT_ROWS):
        return Section("Children", (Note(LEFT_OUT),))
    return children_of(desk, report.children, page=page)


def children_of(desk: Desk, name: str, *, page: int = 1) -> Section:
    """Return the children behind a measure's present figure."""
    measure = desk.catalogue.measure(name)
    span = span_of(measure, desk.day)
    listing = desk.children(measure, span.first, span.last, span.grain, page)
    return listed(
        desk, measure, listing, caption=f"{measure.title}, {period_line(span.first, span.last, span.grain)}", page=page
    )


def _meaning(desk: Desk, report: Report) -> Section:
    """Return what the report helps decide, and what its reader must know of its figures."""
    notes = [Note(report.decision, heading="What this helps decide")]
    told = [note for name in report.key_figures for note in current(desk, desk.catalogue.measure(name)).notes]
    if points := tuple(dict.fromkeys((*report.caveats, *told))):
        notes.append(Note("", heading="Read with care", points=points))
    return Section("What it means", tuple(notes))
