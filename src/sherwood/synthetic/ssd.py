"""Synthetic: writes the Standard Safeguarding Dataset as it stood on one day, handing on a folder of tables.

The SSD is a whole snapshot each time: what an earlier one held and this one does not is gone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sherwood.synthetic.lives import Life
from sherwood.synthetic.particulars import Particulars
from sherwood.synthetic.shapes import District, OrganisationShape
from sherwood.synthetic.ssd_care import care_rows
from sherwood.synthetic.ssd_casework import casework_rows
from sherwood.synthetic.ssd_people import Cell, SsdRow, people_rows, yes
from sherwood.synthetic.ssd_tables import HEADINGS
from sherwood.synthetic.staff import Worker

# One table comes as Parquet, as from a council that unloads its case system into a data lake.
IN_PARQUET = "linked_identifiers"
SsdTables = dict[str, list[list[Cell]]]


@dataclass(frozen=True)
class SsdWriter:
    """Fills the tables from lives; `sources` holds the words of each source of contact."""

    particulars: Particulars
    organisation: OrganisationShape
    workers: list[Worker]
    towns: dict[str, District]
    sources: dict[str, str]

    def tables(self, lives: Iterable[Life], day: dt.date) -> SsdTables:
        """The rows of every table; `lives` are those of that day (`known_on`)."""
        tables: SsdTables = {table: [] for table in HEADINGS}
        for life in lives:
            for table, row in self.rows(life, day):
                tables[table].append(row)
        for table, rows in self.organisation_rows(day).items():
            tables[table] += rows
        return tables

    def rows(self, life: Life, day: dt.date) -> Iterator[SsdRow]:
        """Yield every row about one child with its table's name."""
        yield from people_rows(life, self.sources, self.towns)
        yield from casework_rows(life, self.sources)
        if life.child.periods:
            yield from care_rows(life, self.particulars, self.towns, day)

    def organisation_rows(self, day: dt.date) -> SsdTables:
        """The rows of services and teams, and of everybody who works there or did."""
        tables: SsdTables = {"department": [], "professionals": []}
        names = {service.id: service.name for service in self.organisation.service}
        tables["department"] += [[key, name, None, None] for key, name in names.items()]
        teams = {team.id: team.name for team in self.organisation.team}
        for team in self.organisation.team:
            tables["department"].append([team.id, team.name, team.service, names[team.service]])
        for worker in (each for each in self.workers if each.start_date <= day):
            title = "Team Manager" if worker.is_manager else "Social Worker"
            row: list[Cell] = [
                worker.id,
                worker.id,
                worker.name,
                worker.id,
                title,
                None,
                teams[worker.team],
                str(worker.full_time),
                yes(worker.is_agency),
            ]
            tables["professionals"].append(row)
        return tables
