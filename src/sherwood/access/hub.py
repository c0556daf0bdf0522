"""Access: the hub's work: what it received at the front door, and who works in it or answers for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from sqlglot import exp

from sherwood.access.asking import Bound, all_of, any_of, column, table
from sherwood.access.kept import Answers
from sherwood.access.viewer import Viewer
from sherwood.store import Reader

# The team that receives contacts, and the column of a fact that names it where the fact is its work.
HUB, RECEIVED_BY = "hub", "received_by"


class Spell(NamedTuple):
    """Days in which somebody worked in a hub."""

    worker_id: str
    team_id: str
    start_date: dt.date
    end_date: dt.date


class Hubs(NamedTuple):
    """The hubs of a build, each with its service, and who worked in them."""

    service_of: dict[str, str]
    spells: tuple[Spell, ...]

    def spells_of(self, workers: Collection[str]) -> tuple[Spell, ...]:
        """The days in which these workers worked in a hub."""
        return tuple(each for each in self.spells if each.worker_id in workers)

    def of_viewer(self, viewer: Viewer, day: dt.date) -> tuple[str, ...]:
        """The hubs that the viewer answers for, or works in on a day, or covers for somebody who does."""
        works_in = {
            each.team_id for each in self.spells_of(viewer.caseloads) if each.start_date <= day <= each.end_date
        }
        return tuple(
            team
            for team, service in self.service_of.items()
            if team in viewer.team_ids or service in viewer.service_ids or team in works_in
        )


_HUBS: Answers[Hubs] = Answers(most=64)


def hubs_of(reader: Reader) -> Hubs:
    """The hubs that the council's settings name, read once a build."""
    return _HUBS.of_build(reader, HUB, lambda: _hubs(reader))


def _hubs(reader: Reader) -> Hubs:
    named = exp.select(column("team_id", HUB), column("service_id", HUB)).from_(table("organisation", HUB))
    teams = reader.select(named.where(column("is_hub", HUB)).order_by(column("team_id", HUB))).rows
    if not teams:
        return Hubs({}, ())
    works = exp.select(*(column(name, "each") for name in Spell._fields)).from_(table("worker", "each"))
    is_there = all_of((column("team_id", HUB).eq(column("team_id", "each")), column("is_hub", HUB)))
    rows = reader.select(works.join(table("organisation", HUB), on=is_there)).rows
    return Hubs(dict(teams), tuple(Spell(*row) for row in rows))


def is_theirs(responsible: str, facts: str) -> exp.Expr:
    """Whether who is responsible for the child has the fact too: of what the hub received, its own workers alone."""
    received_by = column(RECEIVED_BY, facts)
    return any_of((received_by.is_(exp.null()), received_by.copy().eq(column("team_id", responsible))))


def worked_there(spells: Collection[Spell], row: str, bound: Bound) -> exp.Expr:
    """Facts of the hub that came on a day on which one of the workers of these spells worked in it."""
    day = column("attributed_date", row)
    return any_of(
        all_of(
            (
                column(RECEIVED_BY, row).eq(bound.value(each.team_id)),
                day >= bound.value(each.start_date),
                day.copy() <= bound.value(each.end_date),
            )
        )
        for each in spells
    )
