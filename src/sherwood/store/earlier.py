"""Store: a build in its place from which the next one may begin, so that what has not changed is not worked out again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Earlier:
    """The file of a build that never changes again, and the fingerprint of each of its tables."""

    file: Path
    tables: Mapping[str, str]
