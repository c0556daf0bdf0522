"""Sources: tells which landing tables need not be staged again, because all that their rows follow from is as it was."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from sherwood.sources.staging.pieces import TableKey

Row = Mapping[str, Any]
# Enough of a table's fingerprint that two never meet by chance.
LENGTH = 32


def fingerprints(pieces: Sequence[Row], covers: Sequence[Row]) -> dict[TableKey, str]:
    """What the rows of each table follow from, in short: its files as they were read, their order and what they cover.

    Two builds by the same definitions that agree in it have the same rows there. Where the landing lies does not matter, nor do
    deliveries of other tables: of a rank among all deliveries only the order within the table counts.
    """
    found: dict[TableKey, list[Row]] = defaultdict(list)
    for row in (*pieces, *covers):
        found[row["feed"], row["table_name"]].append(row)
    return {key: _of(rows) for key, rows in found.items()}


def _of(rows: Iterable[Row]) -> str:
    held = list(rows)
    ranks = {each: rank for rank, each in enumerate(sorted({row["precedence"] for row in held}))}
    told = [
        dict(row)
        | {"precedence": ranks[row["precedence"]]}
        | ({"rows_file": "/".join(Path(row["rows_file"]).parts[-3:])} if "rows_file" in row else {})
        for row in held
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()[:LENGTH]
