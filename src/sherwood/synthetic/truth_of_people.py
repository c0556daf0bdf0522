"""Synthetic: who is whom across feeds and who belongs to which family, handed on as the truth's people, families and living."""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
from python_calamine import CalamineWorkbook

from sherwood.definitions.shapes.feed import Feed
from sherwood.synthetic.everyone import NEVER, Everyone, Role
from sherwood.synthetic.truth import FOLDER

_SCHEMA = pa.schema([("feed", pa.string()), ("source_id", pa.string()), ("person_id", pa.string())])
_PARTS = "people"


def write_people(
    folder: Path, feeds: Iterable[Feed], person_of_number: Mapping[str, int], files: Mapping[str, int]
) -> None:
    """Put the parts that partners left beside what the files of the authority's own numbers hold, one row a record.

    A number that the county's own slips made up belongs to nobody and is left out.
    """
    parts = [pq.read_table(part, schema=_SCHEMA) for part in sorted((folder / FOLDER / _PARTS).glob("*.parquet"))]
    numbered = [feed for feed in feeds if feed.numbering]
    whole = pa.concat_tables([*(_of_numbered(folder, feed, person_of_number, files) for feed in numbered), *parts])
    shutil.rmtree(folder / FOLDER / _PARTS, ignore_errors=True)
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    pq.write_table(
        whole.sort_by([("feed", "ascending"), ("source_id", "ascending")]), folder / FOLDER / "people.parquet"
    )


def write_families(folder: Path, everyone: Everyone) -> None:
    """One row a person: the family born to, headed or joined, what the person is in it, and when born and, if so, died."""
    people = everyone.people
    roles = np.array([role.name.lower() for role in Role], object)
    born, died = people.born.astype("datetime64[D]"), people.died.astype("datetime64[D]")
    told = {
        "person": np.arange(len(people), dtype=np.int32),
        "family": people.family,
        "role": roles[people.role],
        "birth_date": born,
        "death_date": pa.array(died, mask=people.died >= NEVER),
    }
    pq.write_table(pa.table(told), folder / FOLDER / "families.parquet", compression="zstd")
    _write_living(folder, everyone)


def _write_living(folder: Path, everyone: Everyone) -> None:
    """One row a person, home and stay: who truly lived where, with the home's postcode, and whether it was their main home."""
    living = everyone.living
    told = {
        "person": living.person,
        "home": living.home,
        "postcode": everyone.postcodes.take(pa.array(everyone.homes.postcode[living.home])),
        "start_date": living.start.astype("datetime64[D]"),
        "end_date": pa.array(living.end.astype("datetime64[D]"), mask=living.end >= NEVER),
        "is_main": living.is_main,
    }
    pq.write_table(pa.table(told), folder / FOLDER / "living.parquet", compression="zstd")


def _of_numbered(folder: Path, feed: Feed, person_of_number: Mapping[str, int], files: Mapping[str, int]) -> pa.Table:
    names = (name for name in files if name.split("/")[1] == feed.id)
    numbers = {number for name in names for number in _numbers(folder / name, _headings(feed))}
    known = sorted(number for number in numbers if number in person_of_number)
    persons = [str(person_of_number[number]) for number in known]
    return pa.table([[feed.id] * len(known), known, persons], schema=_SCHEMA)


def _headings(feed: Feed) -> frozenset[str]:
    """Every heading or element under which the feed writes a child's number."""
    found: set[str] = set()
    for year in feed.years.values():
        if year.xml:
            found.add(year.xml.child.lower())
        for table in year.tables.values():
            if table.child:
                found.add(table.columns[table.child].header.lower())
    return frozenset(found)


def _numbers(path: Path, headings: frozenset[str]) -> Iterator[str]:
    """The children's numbers a file holds."""
    if path.suffix == ".xml":
        for heading in headings:
            pattern = re.compile(rf"<{re.escape(heading)}>([^<]+)<", re.IGNORECASE)
            yield from (found.strip() for found in pattern.findall(path.read_text(encoding="utf-8")))
    elif path.suffix == ".xlsx":
        yield from _of_workbook(path, headings)
    else:
        column = _column(path, headings)
        if column is not None:
            yield from (each.strip() for each in pc.unique(column).to_pylist() if each)


def _column(path: Path, headings: frozenset[str]) -> pa.ChunkedArray | None:
    if path.suffix == ".parquet":
        names = [name for name in pq.read_schema(path).names if name.lower() in headings]
        return pq.read_table(path, columns=names)[names[0]].cast(pa.string()) if names else None
    with path.open(encoding="utf-8-sig", newline="") as handle:
        heading_row = next(csv.reader(handle), [])
    places = [place for place, name in enumerate(heading_row) if name.strip().lower() in headings]
    if not places:
        return None
    options = pa_csv.ConvertOptions(
        include_columns=[heading_row[places[0]]], column_types={heading_row[places[0]]: pa.string()}
    )
    reading = pa_csv.ReadOptions(column_names=heading_row, skip_rows=1, block_size=8 << 20)
    parsing = pa_csv.ParseOptions(invalid_row_handler=lambda _: "skip", newlines_in_values=True)
    return pa_csv.read_csv(path, reading, parsing, options)[heading_row[places[0]]]


def _of_workbook(path: Path, headings: frozenset[str]) -> Iterator[str]:
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python()
        places = [place for place, text in enumerate(rows[0]) if str(text).strip().lower() in headings] if rows else []
        if places:
            yield from (_text(row[places[0]]) for row in rows[1:] if row[places[0]] not in ("", None))


def _text(cell: object) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell).strip()
