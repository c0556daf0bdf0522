"""Identity: who is who, and what waits for a person to decide, as a finished build tells it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlglot import exp

from sherwood.identity.outcome import MATCHING_STORE, PERSON_RECORD, REVIEW
from sherwood.store import Reader

EXPORTED = ("feed", "source_id", "person_key")


def everybody(reader: Reader) -> Iterator[tuple[str, str, str]]:
    """Yield the person of every source record of every feed, those nobody works with among them."""
    known = exp.select(*EXPORTED).from_(PERSON_RECORD)
    others = exp.select(*EXPORTED).from_(MATCHING_STORE)
    both = exp.select(*EXPORTED).from_(exp.union(known, others, distinct=False).subquery("records"))
    yield from reader.select(both.order_by("feed", "source_id"))


def queue(reader: Reader) -> list[dict[str, Any]]:
    """Return the pairs that may be one person, the likeliest first, each with what every comparison adds to its weight."""
    waiting = exp.select("*").from_(REVIEW).order_by("match_weight DESC", "record_key", "other_record_key")
    return reader.select(waiting).dicts()
