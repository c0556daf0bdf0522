"""The web: a document as a file to keep; that it was taken is written to the audit trail before it is given."""

from __future__ import annotations

from types import ModuleType

from django.http import HttpResponse

from sherwood.access import Viewer
from sherwood.access.events import FILE_TAKEN, audited
from sherwood.outputs import csv, excel
from sherwood.outputs.contents import tables
from sherwood.reports.document import Document

FORMS: dict[str, tuple[ModuleType, str]] = {
    "xlsx": (excel, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "csv": (csv, "text/csv; charset=utf-8"),
}


def file(viewer: Viewer, document: Document, form: str) -> HttpResponse:
    """Return the document as a file named after the report, never after a child; raises AuditNotWritten.

    The children in it were written to the trail when their list was made; here it is written that a file left, and its rows.
    """
    rows = sum(len(each.rows) for each in tables(document))
    audited(viewer, FILE_TAKEN, (), {"of": document.id, "rows": rows, "as": form})
    renderer, content_type = FORMS[form]
    response = HttpResponse(renderer.render(document), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{document.id.replace("/", "-")}.{form}"'
    return response
