"""Outputs: a document as JSON: the whole tree, each block with its kind, for programs and for keeping."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Mapping
from typing import Any

from sherwood.outputs.contents import heading_lines
from sherwood.reports.document import Document, Name


def render(document: Document) -> bytes:
    """Return the document in UTF-8, two spaces a level."""
    return json.dumps(tree(document), ensure_ascii=False, indent=2).encode("utf-8", "replace")


def tree(document: Document) -> dict[str, Any]:
    """Return the document as plain objects; `about` holds what a file must carry to be traced."""
    plain = _plain(document)
    plain.pop("kind")
    return {"about": dict(heading_lines(document)), **plain}


def written(value: Any) -> str:
    """Return plain objects as one line of JSON, the same each time."""
    return json.dumps(value, ensure_ascii=True, sort_keys=True, default=str)


def _plain(value: Any) -> Any:
    """Return a part of the tree as plain objects, each with its kind: `key_figures`, `table`, `chart`, `note`."""
    if isinstance(value, Name):
        value = dataclasses.replace(value, value="")  # a name never leaves the site in a file
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = re.sub(r"(?<!^)(?=[A-Z])", "_", type(value).__name__).lower()
        return {"kind": kind} | {each.name: _plain(getattr(value, each.name)) for each in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, dt.date) else value
