"""The web: a document as a file to keep; that it was taken is written to the audit trail before it is given."""

from __future__ import annotations

from django.http import HttpResponse

from sherwood.access import Viewer
from sherwood.access.events import FILE_TAKEN, audited
from sherwood.outputs import forms
from sherwood.outputs.contents import tables
from sherwood.reports.document import Document


def file(viewer: Viewer, document: Document, form: str) -> HttpResponse:
    """Return the document as a file named after the report, never after a child; raises AuditNotWritten.

    The children in it were written to the trail when their list was made; here it is written that a file left, and its rows.
    """
    rows = sum(len(each.rows) for each in tables(document))
    audited(viewer, FILE_TAKEN, (), {"of": document.id, "rows": rows, "as": form})
    response = HttpResponse(forms.render(document, form), content_type=forms.content_type(form))
    response["Content-Disposition"] = f'attachment; filename="{document.id.replace("/", "-")}.{form}"'
    return response
