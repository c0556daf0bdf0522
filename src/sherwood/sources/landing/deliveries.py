"""Sources: the record of what arrived together, when and for which year; hands on which delivery stands for a table."""

from __future__ import annotations

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sherwood.definitions.home import Home
from sherwood.definitions.shapes.feed import DASHES_OF_A_DAY
from sherwood.sources.errors import LandingError
from sherwood.sources.kinds import FileKind
from sherwood.sources.landing.places import Landing, write_whole
from sherwood.vocabulary.periods import Period, parse


@dataclass(frozen=True)
class Part:
    """One table of one file of a delivery: which stored file, how it was read, what it and its folder were called."""

    table: str
    load: str
    sha256: str
    file: str
    kind: FileKind
    year: str
    folder: str = ""

    @property
    def shown(self) -> str:
        """The file with the folder it arrived in, as `2025-26/reviews.csv`: many files bear the same name."""
        return f"{self.folder}/{self.file}" if self.folder else self.file


@dataclass(frozen=True)
class Delivery:
    """What arrived together for one feed and one period; `parts` of one table are added up."""

    sequence: int
    authority: str
    feed: str
    period: str
    received: dt.date
    loaded_at: str
    parts: tuple[Part, ...]

    @property
    def span(self) -> Period:
        """The collection year the delivery is for, or the one day of a snapshot."""
        return parse(self.period, "day" if self.period.count("-") == DASHES_OF_A_DAY else "year")

    @property
    def cover_to(self) -> dt.date:
        """The last day the delivery can speak of."""
        return min(self.span.last_day, self.received)

    @property
    def precedence(self) -> tuple[dt.date, dt.date, int]:
        """What decides which of two deliveries is believed: the later year or day, then the later receipt, then the later load."""
        return self.span.last_day, self.received, self.sequence

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it speaks for, in order."""
        return tuple(dict.fromkeys(part.table for part in self.parts))

    def parts_of(self, table: str) -> tuple[Part, ...]:
        """The files that together make up one table."""
        return tuple(part for part in self.parts if part.table == table)


def deliveries_of(home: Home, authority: str, known_at: dt.date | None = None) -> list[Delivery]:
    """Every delivery of an authority received by the end of the day `known_at`, in the order of loading."""
    return read_deliveries(Landing.of(home, authority), known_at)


def read_deliveries(landing: Landing, known_at: dt.date | None = None) -> list[Delivery]:
    """Every delivery received by the end of the day `known_at`, in the order of loading."""
    found = sorted(map(_read, landing.deliveries.glob("[0-9]*.json")), key=lambda each: each.sequence)
    return [each for each in found if known_at is None or each.received <= known_at]


def append(landing: Landing, delivery: Delivery) -> None:
    """Write a delivery as the last step of a load: from then on its files count."""
    content = json.dumps(asdict(delivery) | {"received": delivery.received.isoformat()}, indent=1, ensure_ascii=False)
    write_whole(landing.deliveries / f"{delivery.sequence:06d}-{delivery.feed}.json", content.encode("utf-8"))


def standing(
    deliveries: Iterable[Delivery], feed: str, table: str, period: str, received: dt.date | None = None
) -> Delivery | None:
    """The delivery that stands for a table of one year, as far as was received by the day given."""
    candidates = [
        each
        for each in deliveries
        if (each.feed, each.period) == (feed, period)
        and table in each.tables
        and (received is None or each.received <= received)
    ]
    return max(candidates, key=lambda each: each.precedence, default=None)


def all_standing(
    deliveries: Iterable[Delivery], is_whole: Callable[[Delivery, str], bool]
) -> list[tuple[str, Delivery]]:
    """Each table and period with the delivery that stands for it, in the order of loading.

    Where a delivery holds a table whole, which `is_whole` tells, nothing before it stands.
    """
    best: dict[tuple[str, str], dict[str, Delivery]] = defaultdict(dict)
    for each in sorted(deliveries, key=lambda one: one.precedence):
        for table in each.tables:
            if is_whole(each, table):
                best[each.feed, table].clear()
            best[each.feed, table][each.period] = each
    found = ((table, each) for (_, table), periods in best.items() for each in periods.values())
    return sorted(found, key=lambda pair: (pair[1].sequence, pair[0]))


def _read(path: Path) -> Delivery:
    try:
        data: Mapping[str, Any] = json.loads(path.read_bytes())
        parts = tuple(Part(**part) for part in data["parts"])
        return Delivery(**{**data, "parts": parts, "received": dt.date.fromisoformat(data["received"])})
    except (ValueError, KeyError, TypeError) as error:
        raise LandingError(f"the delivery {path} is damaged: put it back from a backup") from error
