"""Definitions: an entry written as the TOML it could be read from, for a council's own folder."""

from __future__ import annotations

import tomlkit

from sherwood.definitions.reading import MADE_HERE
from sherwood.definitions.shapes.base import Entry


def as_toml(entry: Entry) -> str:
    """Return the entry as a file of the catalogue: what Sherwood makes itself, and what is as it would be anyway, is left out."""
    held = entry.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=set(MADE_HERE))
    for change in held.get("changed", ()):
        change["date"] = tomlkit.date(change["date"])
    nested = [key for key, value in held.items() if _is_tables(value)]
    # A table ends what stands at the top, so tables come last.
    ordered = {key: value for key, value in held.items() if key not in nested} | {key: held[key] for key in nested}
    return tomlkit.dumps(ordered)


def _is_tables(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and bool(value) and isinstance(value[0], dict))
