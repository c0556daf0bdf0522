"""Synthetic: causes planted in the county, asked by day and place, handed to the parts of life they act on and to the truth."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

import pyarrow as pa

from sherwood.synthetic.staff import TeamShortage

_TEAMS_SHORT = ("team_short", "team_thin")


@dataclass(frozen=True)
class Planted:
    """A cause or a decoy: what, where (a team, a district, a source, or everywhere), when, and how large.

    It holds from the first to the last day, for good where there is no last one, and again every year where `is_yearly`.
    """

    kind: str
    unit: str
    first_day: dt.date
    last_day: dt.date | None
    size: float
    is_decoy: bool
    is_yearly: bool = False

    def holds_on(self, day: dt.date) -> bool:
        """Whether the day lies in it."""
        if day < self.first_day:
            return False
        if self.last_day is None or day <= self.last_day:
            return True
        return self.is_yearly and day <= self._begun(day) + (self.last_day - self.first_day)

    def _begun(self, day: dt.date) -> dt.date:
        """The last day on or before a day on which it began again."""
        this_year = self.first_day.replace(year=day.year)
        return this_year if this_year <= day else self.first_day.replace(year=day.year - 1)


class Plantings:
    """All that is planted in one county; nothing is where it was asked to be quiet."""

    def __init__(self, planted: Iterable[Planted]) -> None:
        self.all = tuple(planted)
        self._of_kind: dict[str, tuple[Planted, ...]] = {
            kind: tuple(each for each in self.all if each.kind == kind) for kind in {each.kind for each in self.all}
        }

    def of_kind(self, kind: str) -> tuple[Planted, ...]:
        """Everything planted of one kind."""
        return self._of_kind.get(kind, ())

    def of(self, kind: str, day: dt.date, unit: str = "") -> float:
        """The size of the cause of this kind that holds on the day (in the unit, if it has one); 1 where none does."""
        for each in self._of_kind.get(kind, ()):
            if each.unit in (unit, "") and each.holds_on(day):
                return each.size
        return 1.0

    def reached(self, kind: str, day: dt.date) -> float:
        """The size as far as it is reached on the day, where a cause grows evenly from its first to its last day and then stays."""
        for each in self._of_kind.get(kind, ()):
            if each.last_day and each.first_day <= day:
                passed = min((day - each.first_day).days / (each.last_day - each.first_day).days, 1.0)
                return 1.0 + (each.size - 1.0) * passed
        return 1.0

    def shortages(self) -> tuple[TeamShortage, ...]:
        """The teams that are short of workers."""
        return tuple(
            TeamShortage(each.unit, each.first_day, each.last_day, each.size)
            for each in self.all
            if each.kind in _TEAMS_SHORT and each.last_day
        )

    def table(self) -> pa.Table:
        """The truth of what was planted, one row each."""
        names = [field.name for field in fields(Planted)]
        rows = [dict(zip(names, astuple(each), strict=True)) for each in self.all]
        schema = pa.schema(
            [
                ("kind", pa.string()), ("unit", pa.string()), ("first_day", pa.date32()), ("last_day", pa.date32()),
                ("size", pa.float64()), ("is_decoy", pa.bool_()), ("is_yearly", pa.bool_()),
            ]
        )  # fmt: skip
        return pa.Table.from_pylist(rows, schema=schema)


NOTHING = Plantings(())
