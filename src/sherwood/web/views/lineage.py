"""The web: from a figure to the files and lines it was read in, for the people who answer for the data; each look is audited."""

from __future__ import annotations

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from sherwood.access import Permission
from sherwood.jobs.history.figure import Wanted
from sherwood.jobs.history.lineage import Lineage, followed
from sherwood.reports.document import Cell, Document, Drill, Note, Section, Table, TableColumn
from sherwood.reports.lines import data_line
from sherwood.reports.lists import PAGE_SIZE
from sherwood.reports.words import initials_label, plural
from sherwood.vocabulary.periods import period_of
from sherwood.web.asked import filters_of, page_of, query_of
from sherwood.web.permissions import permission
from sherwood.web.presenters import pages
from sherwood.web.presenters.links import place
from sherwood.web.visit import Visit, catalogue, home, reader

FILES = ("File", "Received", "Sum (sha256)", "Rows")
ROWS = ("Child", "Table", "File", "Line")


@permission(Permission.DATA_READ)
def show(request: Visit, area: str, name: str) -> HttpResponse:
    """Show the files behind a figure, and a hundred of its rows a page, each with its file and line."""
    build = reader(request.viewer)
    measure = catalogue().measure(f"{area}/{name}")
    latest = period_of(dt.date.fromisoformat(build.manifest["data_date"]), measure.grain).label
    label = request.GET.get("period", "") or latest
    wanted = Wanted.of(catalogue(), measure.id, label, filters_of(request.GET))
    found = followed(home(), build, catalogue(), request.viewer, wanted)
    document = Document(
        id=measure.id,
        title=f"{measure.title}: files and lines",
        question=f"In which files and lines was the figure of {wanted.period.label} read?",
        data_line=data_line(build.manifest, dt.datetime.now(dt.UTC).date()),
        scope_line=f"{plural(len(found.rows), 'row')} you may open, {found.closed:,} closed to you.",
        sections=(
            Section("Files", (_files(found),)),
            Section(
                "Rows", (_rows(found, page_of(request.GET)), Note("The line of an XML file counts the row's elements."))
            ),
        ),
        area=measure.area,
        names_children=True,
    )
    back = [
        {"title": "Home", "href": reverse("home")},
        {"title": measure.title, "href": place("measure", measure.id)},
    ]
    context = pages.page(document, request.path, query_of(request.GET)) | {"breadcrumbs": back}
    return render(request, "pages/document.html", context)


def _files(found: Lineage) -> Table:
    rows = tuple(
        (Cell(shown), Cell(received), Cell(sha256[:16]), Cell(f"{count:,}", number=count))
        for shown, sha256, received, count in found.by_file()
    )
    columns = tuple(TableColumn(label, is_number=label == "Rows") for label in FILES)
    return Table("Files that hold the rows", columns, rows, empty="No row stands behind this figure.")


def _rows(found: Lineage, page: int) -> Table:
    shown = found.rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    rows = tuple(
        (
            Cell(initials_label(row["record_key"]), drill=Drill("child", row["record_key"])),
            Cell(read.table.removeprefix("landing_")),
            Cell(read.file.shown),
            Cell(f"{read.line}", number=read.line),
        )
        for row, read in shown
    )
    columns = tuple(TableColumn(label, is_number=label == "Line") for label in ROWS)
    return Table(
        "Rows the figure adds up",
        columns,
        rows,
        total_rows=len(found.rows),
        page=page,
        empty="No child you may open is behind this figure.",
        holds_children=True,
    )
