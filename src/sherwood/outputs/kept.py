"""Outputs: a document read back from its JSON, so that what was issued is given again to the letter."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Mapping
from typing import Any

from sherwood.reports import document as shapes
from sherwood.reports.document import Document

# A `Drill` is left out: its own `kind` stands where the shape's name would, and nothing in an issued file leads anywhere.
SHAPES: dict[str, Any] = {
    "key_figures": shapes.KeyFigures,
    "figure": shapes.Figure,
    "table": shapes.Table,
    "table_column": shapes.TableColumn,
    "cell": shapes.Cell,
    "tag": shapes.Tag,
    "chart": shapes.Chart,
    "note": shapes.Note,
    "section": shapes.Section,
}


def document_of(tree: Mapping[str, Any]) -> Document:
    """Return the document that `json.tree` wrote down."""
    fields = {each.name for each in dataclasses.fields(Document)}
    return Document(**{key: _read(each) for key, each in tree.items() if key in fields})


def _read(value: Any, *, is_spec: bool = False) -> Any:
    """Return a part of the tree; what a chart draws stays as plain objects."""
    if isinstance(value, list):
        return [_read(each, is_spec=True) for each in value] if is_spec else tuple(_read(each) for each in value)
    if not isinstance(value, Mapping):
        return value
    shape = None if is_spec else SHAPES.get(str(value.get("kind")))
    if shape is None:
        return {key: _read(each, is_spec=is_spec) for key, each in value.items()}
    parts = {key: _read(each, is_spec=key == "spec") for key, each in value.items() if key != "kind"}
    if parts.get("date"):
        parts["date"] = dt.date.fromisoformat(parts["date"])
    return shape(**parts)
