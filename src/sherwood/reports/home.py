"""Home: what each person sees first: a worker the day, a manager the team, a director the county, a member what is public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sherwood.access import Permission, may
from sherwood.reports.assemble import may_open
from sherwood.reports.county import FIGURES, county_sections, member_sections
from sherwood.reports.desk import Desk
from sherwood.reports.document import Cell, Document, Drill, Section, Table, TableColumn
from sherwood.reports.lines import data_line, provenance, scope_line
from sherwood.reports.teams import team_sections
from sherwood.reports.today import worker_sections
from sherwood.reports.words import plural

MOST_REPORTS = 12
# The title of a page without figures.
NO_FIGURES = "Sherwood"


def home(desk: Desk) -> Document:
    """Return the home page of the viewer's widest role; a viewer without children sees what they may open."""
    title, question, sections = _pages(desk)
    return Document(
        id="home",
        title=title,
        question=question,
        data_line=data_line(desk.reader.manifest, dt.datetime.now(dt.UTC).date()),
        scope_line=scope_line(desk),
        sections=(*sections, *_reports(desk)),
        provenance=provenance(desk),
        names_children=not desk.is_official,
    )


def _pages(desk: Desk) -> tuple[str, str, tuple[Section, ...]]:
    viewer = desk.viewer
    if desk.is_official:
        return "Children's services", "How many children do we help, and how are they?", tuple(member_sections(desk))
    # Whoever's purposes answer none of the county's figures, such as a programme's co-ordinator, has other things to do first.
    if viewer.county and desk.answered(FIGURES, 1):
        question = "How are our children, from the front door to care, and what changed?"
        return "The county", question, tuple(county_sections(desk))
    if viewer.team_ids or viewer.service_ids:
        title = "My service" if viewer.service_ids else "My team"
        return title, "What needs a decision, and who is stretched?", tuple(team_sections(desk))
    if viewer.caseloads and may(viewer, Permission.CHILDREN_LIST):
        return "Today", "What is overdue, what is due, and what changed?", tuple(worker_sections(desk))
    return NO_FIGURES, "What waits for me, and what may I open?", ()


def _reports(desk: Desk) -> Iterator[Section]:
    """Yield the worklists of the viewer's roles, or what else they may open, with the question each answers; nothing for a role without."""
    found = [report for report in desk.catalogue.reports.values() if may_open(desk.viewer, report)]
    if not found:
        return
    worklists = [report for report in found if report.kind == "worklist"]
    shown = worklists if worklists and len(found) > MOST_REPORTS else found
    rows = tuple((Cell(report.title, drill=Drill("report", report.id)), Cell(report.question)) for report in shown)
    columns = (TableColumn("Report"), TableColumn("Question it answers"))
    caption = f"{plural(len(shown), 'report')} you may open"
    if len(shown) < len(found):
        caption = f"{plural(len(shown), 'worklist')}; all {len(found)} reports stand under Reports above"
    yield Section("Reports", (Table(caption, columns, rows),))
