"""Synthetic: the designated officer's register of allegations, which names nobody."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa

from sherwood.synthetic.courses import LifeCourses
from sherwood.synthetic.delivering import date_of
from sherwood.synthetic.drawing import Draw
from sherwood.synthetic.everyone import NEVER, Everyone
from sherwood.synthetic.partner_feed import FeedTables
from sherwood.synthetic.registers.counting import children_on, yearly
from sherwood.synthetic.registers.growing import Entry, as_it_grew, table_of

FEED = "lado"
_TYPES = {
    "allegation_number": pa.string(),
    "aware_date": pa.date32(),
    "referral_date": pa.date32(),
    "sector": pa.string(),
    "kind": pa.string(),
    "meeting_date": pa.date32(),
    "outcome": pa.string(),
    "closed_date": pa.date32(),
}


def lado(everyone: Everyone, generator: np.random.Generator, courses: LifeCourses) -> FeedTables:
    """Allegations at a constant rate, reported at once or late, met about or not, closed after weeks or a year."""
    draw = Draw(generator, courses)
    entries = (version for entry in _entries(everyone, draw) for version in entry)
    return FeedTables(FEED, {"allegations": table_of(entries, _TYPES)})


def _entries(everyone: Everyone, draw: Draw) -> Iterator[Iterator[Entry]]:
    first, last = everyone.first_day, everyone.last_day
    aware = yearly(draw, draw.rate("allegations_per_10000"), children_on(everyone, last), first, last)
    count = len(aware)
    is_prompt = draw.happens("allegation_reported_next_day", count)
    referred = aware + np.where(
        is_prompt, draw.generator.integers(0, 2, count), draw.days("allegation_reported_late", count)
    )
    met = np.where(
        draw.happens("allegation_meets", count), referred + draw.days("allegation_until_meeting", count), NEVER
    )
    closed = np.where(met < NEVER, met, referred) + draw.days("allegation_open", count)
    told = zip(
        aware, referred, draw.pick("allegation_sector", count), draw.pick("allegation_kind", count), met,
        draw.pick("allegation_outcome", count), closed, strict=True,
    )  # fmt: skip
    for number, (aware_day, referral_day, sector, kind, met_day, outcome, closed_day) in enumerate(told, start=1):
        entry = {
            "allegation_number": f"L-{number:05d}",
            "aware_date": date_of(aware_day),
            "referral_date": date_of(referral_day),
            "sector": sector,
            "kind": kind,
            "meeting_date": None if met_day == NEVER else date_of(met_day),
            "outcome": outcome,
            "closed_date": date_of(closed_day),
        }
        known = {"meeting_date": int(met_day), "outcome": int(closed_day), "closed_date": int(closed_day)}
        yield as_it_grew(entry, int(referral_day), known)
