"""Definitions: writes a council's own headings into its `spellings.toml`, keeping what stands there, words and order."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

import tomlkit

from sherwood.definitions.spellings import SPELLINGS_FILE


def with_headings(text: str, feed: str, table: str, columns: Mapping[str, str]) -> str:
    """The file's text with a heading added to each column of one table; a heading that is there already stays once."""
    document = tomlkit.parse(text)
    place: MutableMapping[str, Any] = document
    for name in ("headings", feed, table):
        place = place.setdefault(name, tomlkit.table(is_super_table=name != table))
    for column, heading in columns.items():
        known = list(place.get(column, ()))
        if heading not in known:
            place[column] = [*known, heading]
    return tomlkit.dumps(document)


def own_spellings(council: Path) -> Path:
    """Where the council's own headings and values stand."""
    return council / SPELLINGS_FILE
