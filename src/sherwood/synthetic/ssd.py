"""Synthetic: writes the Standard Safeguarding Dataset as it stood on one day, handing on a folder of tables.

The SSD is a whole snapshot each time: what an earlier one held and this one does not is gone.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from sherwood.synthetic.lives import Life
from sherwood.synthetic.particulars import Particulars
from sherwood.synthetic.shapes import District, OrganisationShape
from sherwood.synthetic.ssd_care import care_rows
from sherwood.synthetic.ssd_casework import casework_rows
from sherwood.synthetic.ssd_people import Cell, people_rows, yes
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
            for table, row in people_rows(life, self.sources, self.towns):
                tables[table].append(row)
            for table, row in casework_rows(life, self.sources):
                tables[table].append(row)
            for table, row in care_rows(life, self.particulars, self.towns, day):
                tables[table].append(row)
        self._organisation(tables, day)
        return tables

    def _organisation(self, tables: SsdTables, day: dt.date) -> None:
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


def write_ssd(folder: Path, tables: SsdTables) -> dict[str, int]:
    """Write each table as a file of its own; return the rows of each file by its name."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for table, rows in tables.items():
        if table == IN_PARQUET:
            name = f"ssd_{table}.parquet"
            columns = {heading: [row[at] for row in rows] for at, heading in enumerate(HEADINGS[table])}
            dates = {heading for heading in columns if heading.endswith("_date")}
            schema = pa.schema([(each, pa.date32() if each in dates else pa.string()) for each in columns])
            pq.write_table(pa.table(columns, schema=schema), folder / name)
        else:
            name = f"ssd_{table}.csv"
            text = io.StringIO()
            csv.writer(text).writerows([HEADINGS[table], *rows])
            (folder / name).write_bytes(text.getvalue().encode("utf-8"))
        written[name] = len(rows)
    return written
