"""Sources: reads a recognised file into tables of text as a year defines them; used when it arrives and when it is read again."""

from __future__ import annotations

from sherwood.definitions.shapes.feed import Feed, FeedYear
from sherwood.sources.errors import Refused
from sherwood.sources.raw import RawTable
from sherwood.sources.readers.csv_file import open_csv, read_csv
from sherwood.sources.readers.parquet_file import open_parquet, read_parquet
from sherwood.sources.readers.workbook import open_workbook, read_sheet
from sherwood.sources.readers.xml_file import read_xml
from sherwood.sources.recognising import Recognised
from sherwood.sources.sheets import choose_sheets


def year_with(feed: Feed, period: str, table: str) -> FeedYear:
    """The definition of a period; for a table that was not returned yet, the first year that has it."""
    wanted = feed.year_for(period)
    if not table or table in wanted.tables:
        return wanted
    return next(feed.years[name] for name in sorted(feed.years) if table in feed.years[name].tables)


def read_tables(found: Recognised, year: FeedYear, name: str, content: bytes) -> list[RawTable]:
    """Read the file's tables as the year defines them; raises Refused if it can't be read to its end."""
    most = found.feed.max_rows
    if found.kind == "xlsx":
        return _sheets(year, name, content, found.feed)
    if found.kind == "csv":
        return [read_csv(open_csv(name, content), found.table, year.tables, most)]
    if found.kind == "parquet":
        return [read_parquet(open_parquet(name, content), found.table, year.tables[found.table], most)]
    if year.xml is None:
        raise Refused("this year's return has no XML form", "load its CSV files")
    return list(read_xml(content, year.xml, year.tables, most).values())


def _sheets(year: FeedYear, name: str, content: bytes, feed: Feed) -> list[RawTable]:
    """Read every sheet that holds a table; what is said of the other sheets stands with the first table."""
    workbook = open_workbook(name, content)
    choice = choose_sheets(workbook, year.tables, feed.id)
    if not choice.chosen:
        raise Refused(
            "no sheet of this workbook fits a table of its year: " + "; ".join((*choice.refused, *choice.unread)),
            "check what it holds",
        )
    read = [read_sheet(sheet, table, year.tables[table], feed.max_rows) for table, sheet in choice.chosen.items()]
    for raw in read:
        raw.notes[:] = [f"sheet '{raw.sheet}': {note}" for note in raw.notes]
    read[0].notes.extend((*workbook.notes, *choice.unread))
    read[0].refused.extend(choice.refused)
    return read
