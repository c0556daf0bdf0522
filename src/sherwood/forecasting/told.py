"""What is told of the hub's demand: a forecast with its vintage, and the record of how earlier ones turned out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, NamedTuple

from sherwood.definitions.shapes.outlook import Scenario
from sherwood.forecasting.forecast import Ahead
from sherwood.forecasting.noticing import Noticed
from sherwood.forecasting.regimes import Restricted

WHOLE = "total"


class HubForecast(NamedTuple):
    """What is expected of the hub's contacts, in which scenario, seen from which day, and what a reader must know beside it."""

    origin: dt.date
    scenario: Scenario
    letter: str
    build_id: str
    catalogue_hash: str
    ahead: Mapping[str, Ahead]
    """By name: `total`, `source:Police`, `district:North` …"""
    seen: Mapping[str, tuple[tuple[dt.date, float], ...]]
    notes: tuple[str, ...]
    noticed: Noticed | None = None
    arithmetic: tuple[str, ...] = ()
    days: tuple[tuple[dt.date, float], ...] = ()
    """What came on each of the last days, of all together."""
    holidays: tuple[tuple[dt.date, dt.date], ...] = ()
    """School holidays of the year before and of the weeks ahead."""
    restricted: tuple[Restricted, ...] = ()
    """Restrictions of the year before and of the weeks ahead, as far as they are announced or assumed."""

    def to_json(self) -> dict[str, Any]:
        """Say it as `sherwood forecast mash --json` prints it."""
        adapting = self.noticed.adapting.to_json(f"{WHOLE}:adapting") if self.noticed else []
        return {
            "forecasts": [each for name, one in self.ahead.items() for each in one.to_json(name)],
            "origin": self.origin.isoformat(),
            "scenario": self.scenario.id,
            "build": self.build_id,
            "catalogue_hash": self.catalogue_hash,
            "notes": list(self.notes),
            "arithmetic": list(self.arithmetic),
            "change_noticed": self.noticed.words() if self.noticed else None,
            "adapting": adapting,
        }


class Track(NamedTuple):
    """How forecasts of one name turned out at some weeks ahead."""

    name: str
    ahead: str
    weeks: int
    mase: float | None
    wis: float
    wis_of_last_value: float
    held_80: float
    held_95: float

    def to_json(self) -> dict[str, Any]:
        """Say it as `sherwood forecast record --json` prints it."""
        return self._asdict()


class Record(NamedTuple):
    """The track record, how many forecasts it rests on, and whether they are withdrawn for being worse than the last value."""

    issued: int
    tracks: tuple[Track, ...]
    withdrawn: bool

    def to_json(self) -> dict[str, Any]:
        """Say it as `sherwood forecast record --json` prints it."""
        return {"issued": self.issued, "withdrawn": self.withdrawn, "tracks": [each.to_json() for each in self.tracks]}
