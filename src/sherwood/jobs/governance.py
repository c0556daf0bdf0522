"""Job: the facts a data protection impact assessment asks for, as they are at this moment."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sherwood.access.viewers import expired
from sherwood.definitions.catalogue import Catalogue
from sherwood.definitions.home import Home
from sherwood.definitions.shapes.feed import Feed
from sherwood.sources import Erasures


@dataclass(frozen=True)
class Purpose:
    """A purpose for which data are used: the feeds that allow it, when it was last vouched for, and whether that has lapsed."""

    name: str
    feeds: tuple[str, ...]
    attested: dt.date | None
    is_lapsed: bool

    @property
    def words(self) -> str:
        """The purpose as people read it."""
        return self.name.replace("_", " ")


@dataclass(frozen=True)
class Facts:
    """What is used, on which ground, for what; how many may see it; what was erased, restricted, opened in an emergency."""

    feeds: tuple[Feed, ...]
    purposes: tuple[Purpose, ...]
    set_aside: tuple[str, ...]
    entries: int
    open_accounts: int
    second_steps: int
    erasures: int
    last_erasure: dt.date | None
    restricted: int
    emergencies: int


def facts(home: Home, catalogue: Catalogue, day: dt.date) -> Facts:
    """Count and collect the facts of a home on a day; they name nobody."""
    from sherwood.office import audit, directory, emergency, second_factors

    feeds = tuple(sorted(catalogue.feeds.values(), key=lambda feed: feed.title))
    people = [each for each in directory.list_accounts() if each.is_active]
    gone = Erasures.of(home).all()
    return Facts(
        feeds=feeds,
        purposes=purposes(catalogue, day),
        set_aside=expired(catalogue, day),
        entries=audit.count(),
        open_accounts=len(people),
        second_steps=sum(second_factors.is_enrolled(each.id) for each in people),
        erasures=len(gone),
        last_erasure=max((each.on for each in gone), default=None),
        restricted=len(directory.restricted_records(day)),
        emergencies=len(emergency.to_review()),
    )


def purposes(catalogue: Catalogue, day: dt.date) -> tuple[Purpose, ...]:
    """Every purpose that a feed declares, with its last attestation."""
    from sherwood.office import attestations

    said, gone = attestations.latest(), attestations.lapsed(day)
    names = sorted({each for feed in catalogue.feeds.values() for each in feed.purposes})
    return tuple(
        Purpose(
            name,
            tuple(sorted(feed.name for feed in catalogue.feeds.values() if name in feed.purposes)),
            said.get(name),
            name in gone,
        )
        for name in names
    )
