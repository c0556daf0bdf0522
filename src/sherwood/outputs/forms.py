"""Outputs: the forms a document may be taken away in, each with the module that writes it and what a browser calls it."""

from __future__ import annotations

import importlib

from sherwood.reports.document import Document

# Word and PDF bring large libraries with them, so that a module is imported only when its form is asked for.
FORMS: dict[str, tuple[str, str, str]] = {
    "xlsx": ("excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel"),
    "docx": ("word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word"),
    "pdf": ("pdf", "application/pdf", "PDF"),
    "csv": ("csv", "text/csv; charset=utf-8", "CSV"),
    "json": ("json", "application/json", "JSON"),
    "pptx": ("slides", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint"),
}
# What is only ever made of official figures, so that no page offers it.
OPEN_DATA = "zip"


def render(document: Document, form: str) -> bytes:
    """Return the document as a file's content in this form."""
    name = "open_data" if form == OPEN_DATA else FORMS[form][0]
    module = importlib.import_module(f"sherwood.outputs.{name}")
    content: bytes = module.render(document)
    return content


def content_type(form: str) -> str:
    """Return what a browser is told the file is."""
    return FORMS[form][1]
