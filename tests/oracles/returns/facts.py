"""What the raw files of one feed say about contacts, referrals, assessments, enquiries and plans, as plain lists.

Every feed is read alone, by nothing but its own files. Keys are child and day (formats.md section 3: there is no ID, so keys are
dates); of several rows with one key the last one stands.
"""

from functools import lru_cache
from pathlib import Path

from tests.oracles.returns import annex_a, census, ssd

READERS = {"ssd": ssd.facts, "cin_census": census.facts, "annex_a": annex_a.facts}


@lru_cache(maxsize=8)
def read(folder: Path, feed: str) -> dict:
    """Facts of one feed: `children` by number, then lists of dicts that each name their child.

    contacts(date), referrals(date, closed, nfa), assessments(start, authorised), enquiries(start, conference), plans(start, end,
    previous), reviews(plan, date), visits(date, seen), data_date, and reviews_from where earlier reviews stand in no file.
    """
    return READERS[feed](folder)


def unique(rows: list[dict], *key: str) -> list[dict]:
    """The last row of each key, in order of the key."""
    found = {tuple(row[name] for name in key): row for row in rows if all(row[name] for name in key)}
    return [found[name] for name in sorted(found, key=str)]
