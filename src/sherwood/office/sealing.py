"""The office's seals: each entry of the audit trail is bound to the one before it, under a key that is kept apart from the database."""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from filelock import FileLock

from sherwood.definitions.home import Home

SECRET = "audit-seal"  # noqa: S105 - the name of a file, not what it holds
HEAD_FILE = "audit-head.json"
# What the first entry is bound to.
BEGINNING = "0" * 64


@dataclass(frozen=True)
class Head:
    """The last entry of the trail: its place, counted from 1, and its seal."""

    number: int
    digest: str


@dataclass(frozen=True)
class Sealed:
    """Everything of an entry that its seal holds."""

    event_id: int
    at: dt.datetime
    account_id: str
    action: str
    authority: str
    purpose: str
    detail: Mapping[str, Any]
    record_keys: tuple[str, ...]


def digest_of(key: bytes, before: str, number: int, entry: Sealed) -> str:
    """The seal of an entry: an HMAC of the seal before it, its place and all that it says."""
    said = [
        before,
        number,
        entry.event_id,
        entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
        entry.account_id,
        entry.action,
        entry.authority,
        entry.purpose,
        dict(entry.detail),
        list(entry.record_keys),
    ]
    text = json.dumps(said, ensure_ascii=True, sort_keys=True, separators=(",", ":"), default=str)
    return hmac.new(key, text.encode("ascii"), hashlib.sha256).hexdigest()


def chained(key: bytes, entries: Iterable[Sealed], before: str = BEGINNING) -> Iterator[tuple[int, Sealed, str]]:
    """Give each entry, in order, its place and seal."""
    for number, entry in enumerate(entries, start=1):
        before = digest_of(key, before, number, entry)
        yield number, entry, before


def key_of(home: Home) -> bytes:
    """The key that seals this home's trail; whoever copies the database alone cannot make seals."""
    return home.secret(SECRET)


def read_head(home: Home) -> Head | None:
    """The last entry that the home knows of, kept outside the database so that a trail cut short is noticed; None before any."""
    try:
        held = json.loads((home.root / HEAD_FILE).read_text(encoding="ascii"))
        return Head(int(held["number"]), str(held["digest"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep_head(home: Home, head: Head, *, also_back: bool = False) -> None:
    """Note the last entry; an earlier one never takes the place of a later, except after a restoration (`also_back`)."""
    path = home.root / HEAD_FILE
    with FileLock(path.with_suffix(".lock")):
        held = read_head(home)
        if held is not None and held.number >= head.number and not also_back:
            return
        beside = path.with_suffix(".part")
        beside.write_text(json.dumps({"number": head.number, "digest": head.digest}), encoding="ascii")
        beside.replace(path)


def forget_head(home: Home) -> None:
    """Forget the last entry, before a trail that was put back from a backup is taken for the whole."""
    (home.root / HEAD_FILE).unlink(missing_ok=True)
