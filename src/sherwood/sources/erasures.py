"""Sources: whose rows are never to be held again: record keys alone, written once and asked for every file that arrives."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sherwood.definitions.home import Home
from sherwood.vocabulary.identifiers import record_key, tidy_identifier

ERASURES_FILE = "erasures.jsonl"
PRIVATE = 0o600


@dataclass(frozen=True)
class Erasure:
    """One person erased: when, for which authority, the keys of their records, who ordered it and on what ground."""

    on: dt.date
    authority: str
    record_keys: tuple[str, ...]
    by: str
    ground: str


@dataclass(frozen=True)
class Erasures:
    """Every erasure of a home. The file holds no number of anybody: without the home's secret a key leads nowhere."""

    file: Path
    secret: bytes
    _keys: dict[tuple[str, str, str], bool] = field(default_factory=dict, compare=False)

    @classmethod
    def of(cls, home: Home) -> Erasures:
        """The erasures of a home."""
        return cls(home.root / ERASURES_FILE, home.secret("record-keys"))

    def all(self) -> list[Erasure]:
        """Every erasure, in order."""
        return list(_read(self.file))

    def add(self, erasure: Erasure) -> None:
        """Write an erasure, so that it is on the disk before anything is erased: whatever happens after, it is done in the end."""
        line = {
            "on": erasure.on.isoformat(),
            "authority": erasure.authority,
            "record_keys": list(erasure.record_keys),
            "by": erasure.by,
            "ground": erasure.ground,
        }
        handle = os.open(self.file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, PRIVATE)
        with os.fdopen(handle, "a", encoding="utf-8") as opened:
            opened.write(json.dumps(line, ensure_ascii=False) + "\n")
            opened.flush()
            os.fsync(opened.fileno())
        self.__dict__.pop("_erased", None)

    def take_over(self, other: Path) -> int:
        """Add what another copy of the file holds and this one does not; return how many that were."""
        known = self.all()
        new = [each for each in _read(other) if each not in known]
        for each in new:
            self.add(each)
        return len(new)

    @cached_property
    def _erased(self) -> frozenset[str]:
        return frozenset(key for each in self.all() for key in each.record_keys)

    def in_manifest(self) -> dict[str, str]:
        """What a build says of the erasures it was made after: how many, and a fingerprint; nothing before the first."""
        if not self.any():
            return {}
        content = self.file.read_bytes()
        return {"erasures": f"{len(self.all())} {hashlib.sha256(content).hexdigest()[:16]}"}

    def any(self) -> bool:
        """Whether anybody was ever erased."""
        return bool(self._erased)

    def is_erased(self, authority: str, feed: str, source_id: str) -> bool:
        """Whether the person of this number in this feed was erased."""
        asked = (authority, feed, tidy_identifier(source_id))
        if asked not in self._keys:
            self._keys[asked] = bool(asked[2]) and record_key(self.secret, *asked) in self._erased
        return self._keys[asked]


def _read(file: Path) -> Iterator[Erasure]:
    lines: Iterable[str] = file.read_text(encoding="utf-8").splitlines() if file.exists() else ()
    for line in lines:
        found = json.loads(line)
        keys, day = tuple(found["record_keys"]), dt.date.fromisoformat(found["on"])
        yield Erasure(day, found["authority"], keys, found["by"], found["ground"])
