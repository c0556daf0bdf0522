"""Synthetic: people as a partner's own system wrote them down, with its own numbers and its own mistakes."""

from __future__ import annotations

import zlib

import numpy as np
import pyarrow as pa

from sherwood.synthetic.everyone import Days, Everyone, Positions
from sherwood.synthetic.living_on import homes_on
from sherwood.synthetic.partner_feed import Registered
from sherwood.synthetic.writing_down import WritingDown

__all__ = ["homes_on", "register"]
_NUMBERS = 10_000_000
_STEP = 6_180_339


def register(
    everyone: Everyone, feed: str, persons: Positions, since: Days, generator: np.random.Generator
) -> Registered:
    """Enter people in a partner's system, each on the day the partner first heard of them; a few are entered twice.

    Names, birth dates, addresses and numbers are as the partner wrote them, wrong or missing at the county's declared rates.
    """
    again = np.flatnonzero(generator.random(len(persons)) < everyone.mess.twice)
    gap = generator.integers(30, 1500, len(again))
    person = np.concatenate([persons, persons[again]]).astype(np.int32)
    days = np.concatenate([since, since[again] + gap]).astype(np.int32)
    written = WritingDown(everyone, person, days, generator)
    columns = {"source_id": _source_ids(feed, len(person)), **written.columns()}
    return Registered(feed, person, pa.table(columns), days)


def _source_ids(feed: str, count: int) -> pa.Array:
    """The feed's own numbers, which tell nothing of the person nor of the order in which people came."""
    start = zlib.crc32(feed.encode()) % _NUMBERS
    numbers = (start + np.arange(count, dtype=np.int64) * _STEP) % _NUMBERS
    prefix = "".join(word[0] for word in feed.split("_")).upper()
    return pa.array([f"{prefix}{number:07d}" for number in numbers.tolist()], pa.string())
