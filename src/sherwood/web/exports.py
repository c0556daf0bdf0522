"""The web: a document as a file to keep, with rows of children only for those who may take them, audited before it is given."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from types import ModuleType

from django.http import HttpResponse

from sherwood.access import Permission, Viewer, may
from sherwood.access.events import ROWS_EXPORTED, audited
from sherwood.outputs import csv, excel
from sherwood.outputs.contents import tables
from sherwood.reports.assemble import LEFT_OUT
from sherwood.reports.document import Block, Document, Note, Table

FORMS: dict[str, tuple[ModuleType, str]] = {
    "xlsx": (excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (csv, "text/csv; charset=utf-8"),
}


def file(viewer: Viewer, document: Document, form: str) -> HttpResponse:
    """Return the document as a file named after the report, never after a child; raises AuditNotWritten.

    Who took what, with the number of rows and the children in it, is written before the file is made.
    """
    shown = document if may(viewer, Permission.EXPORT_ROWS) else _without_children(document)
    held = list(tables(shown))
    facts: dict[str, str | int] = {"of": shown.id, "rows": sum(len(each.rows) for each in held), "as": form}
    audited(viewer, ROWS_EXPORTED, record_keys(held), facts)
    renderer, content_type = FORMS[form]
    response = HttpResponse(renderer.render(shown), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{shown.id.replace("/", "-")}.{form}"'
    return response


def record_keys(held: list[Table]) -> tuple[str, ...]:
    """Return the record keys of the children that the tables name, each once."""
    cells = chain.from_iterable(chain.from_iterable(each.rows) for each in held)
    return tuple(dict.fromkeys(each.drill.name for each in cells if each.drill and each.drill.kind == "child"))


def _without_children(document: Document) -> Document:
    """Return the document with each list of children replaced by the reason it is not there."""

    def kept(block: Block) -> Block:
        return Note(LEFT_OUT) if isinstance(block, Table) and block.holds_children else block

    sections = tuple(replace(each, blocks=tuple(map(kept, each.blocks))) for each in document.sections)
    return replace(document, sections=sections, names_children=False)
