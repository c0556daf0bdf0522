"""Reads a folder tree of raw SSDA903 CSV files and says which rows stand (formats.md section 2).

A delivery is one collection year received on one day. Deliveries are ordered by the end of the year, then the day
received. What stands: of rows with one key the one of the later delivery, and in one file the later line; and a row
that touches the days a later delivery speaks of, but is not in that delivery's file of the same table, is gone.
"""

import csv
import re
from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

from tests.oracles import xml_files

FAR_FUTURE = date(9999, 12, 31)
YEAR_NAME = re.compile(r"(\d{4})[-_](\d{2})")
DAY_NAME = re.compile(r"\d{4}-\d{2}-\d{2}")
# name of the file: columns it must hold, columns that are its key, columns that are dates
TABLES = {
    "header": (("CHILD", "SEX", "DOB", "ETHNIC"), ("CHILD",), ("DOB", "MC_DOB")),
    "episodes": (("CHILD", "DECOM", "RNE", "LS", "PLACE"), ("CHILD", "DECOM"), ("DECOM", "DEC")),
    "reviews": (("CHILD", "REVIEW"), ("CHILD", "REVIEW"), ("DOB", "REVIEW")),
    "oc2": (("CHILD", "HEALTH_ASSESSMENT"), ("CHILD",), ("DOB",)),
    "ad1": (("CHILD", "FOSTER_CARE"), ("CHILD",), ("DOB", "DATE_INT", "DATE_MATCH")),
}
CODES = {
    "SEX": "M F U",
    "RNE": "S L P B T U",
    "LS": "C1 C2 D1 E1 J1 J2 J3 L1 L2 L3 V2 V3 V4",
    "PLACE": "A3 A4 A5 A6 H5 K1 K2 K3 P1 P2 P3 R1 R2 R3 R5 S1 T0 T1 T2 T3 T4 U1 U2 U3 U4 U5 U6 Z1 Z11 Z12 Z13 Z14",
    "REC": "E11 E12 E13 E14 E15 E16 E17 E2 E3 E41 E43 E44 E45 E46 E47 E48 E4A E4B E5 E6 E7 E8 E9 X1",
    "HEALTH_ASSESSMENT": "0 1",
    "FOSTER_CARE": "0 1",
}


def plain(cell: str | None) -> str:
    """A cell without the traces of a spreadsheet: blanks around it and the .0 of a whole number."""
    text = (cell or "").replace("\u00a0", " ").strip()
    return text[:-2] if re.fullmatch(r"\d+\.0", text) else text


def as_date(text: str) -> date | None:
    for style in ("%d/%m/%Y", "%Y-%m-%d", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M:%S"):
        try:
            return datetime.strptime(text, style).date()
        except ValueError:
            pass
    if re.fullmatch(r"\d{5}", text):
        return date(1899, 12, 30) + timedelta(days=int(text))  # Excel's count of days
    return None


def typed(column: str, cell: str | None, dates: tuple[str, ...]):
    text = plain(cell)
    if column in dates:
        return as_date(text)
    if column == "SEX":
        text = {"1": "M", "2": "F"}.get(text, text)
    if column in CODES and text not in CODES[column].split():
        return None
    return text or None


def year_of(day: date) -> int:
    """The calendar year in which the collection year of a day begins."""
    return day.year if day.month >= 4 else day.year - 1


def named_year(parts: list[str]) -> int | None:
    for part in reversed(parts):
        match = YEAR_NAME.fullmatch(part)
        if match and (int(match[1]) + 1) % 100 == int(match[2]):
            return int(match[1])
    return None


def named_day(parts: list[str]) -> date | None:
    for part in reversed(parts):
        if DAY_NAME.fullmatch(part):
            return date.fromisoformat(part)
    return None


def read_table(path: Path, needed: tuple[str, ...], key: tuple[str, ...], dates: tuple[str, ...]) -> list[dict] | None:
    """Rows of one file with readable keys, in order of line; nothing if the file is another feed's."""
    with path.open(encoding="utf-8-sig", newline="") as handle:
        reader = csv.reader(handle)
        columns = [plain(name).upper().replace(" ", "_") for name in next(reader, [])]
        if not set(needed) <= set(columns):
            return None
        rows = []
        for cells in reader:
            row = {name: typed(name, cell, dates) for name, cell in zip(columns, cells, strict=False)}
            row["line"] = reader.line_num
            if all(row.get(column) is not None for column in key):
                rows.append(row)
    return rows


def read_xml(path: Path) -> list[tuple[str, list[dict]]]:
    """Rows with readable keys of every table of one XML file."""
    found = []
    for table, rows in xml_files.read_tables(path).items():
        _, key, dates = TABLES[table]
        read = [
            {name: typed(name, cell, dates) if name != "line" else cell for name, cell in row.items()} for row in rows
        ]
        found.append((table, [row for row in read if all(row.get(column) is not None for column in key)]))
    return found


def tables_in(path: Path) -> list[tuple[str, list[dict] | None]]:
    """The known tables of one file; the rows are nothing where the file is another feed's."""
    table, kind = path.stem.lower(), path.suffix.lower()
    if kind == ".xml":
        return read_xml(path)
    return [(table, read_table(path, *TABLES[table]))] if kind == ".csv" and table in TABLES else []


def find_files(folder: Path) -> list[dict]:
    """Every file of a known table: its table, rows, year if a folder names one, and day received if one does."""
    found = []
    for path in sorted(folder.rglob("*")):
        if "truth" in path.relative_to(folder).parts:
            continue
        parts = [folder.resolve().name, *path.relative_to(folder).parts[:-1]]
        for table, rows in tables_in(path):
            if rows is not None:
                found.append({"table": table, "rows": rows, "year": named_year(parts), "received": named_day(parts)})
    return found


def fill_missing_years(files: list[dict]) -> None:
    """A set without a year's name is of the year of its latest DECOM, among years with 0.5 % of its episodes."""
    for received in {file["received"] for file in files if file["year"] is None}:
        nameless = [file for file in files if file["year"] is None and file["received"] == received]
        years = Counter(
            year_of(row["DECOM"]) for file in nameless if file["table"] == "episodes" for row in file["rows"]
        )
        enough = [year for year, count in years.items() if count >= 0.005 * sum(years.values())]
        for file in nameless:
            file["year"] = max(enough)


def deliveries(folder: Path) -> list[dict]:
    """One entry a year and day received, lowest precedence first, with the rows of each table by key."""
    files = find_files(folder)
    fill_missing_years(files)
    found: dict[tuple, dict] = {}
    for file in files:
        received = file["received"] or FAR_FUTURE
        entry = found.setdefault(
            (file["year"], received),
            {
                "year": file["year"],
                "start": date(file["year"], 4, 1),
                "cover_to": min(date(file["year"] + 1, 3, 31), received),
                "tables": {},
            },
        )
        rows = entry["tables"].setdefault(file["table"], {})
        for row in file["rows"]:  # a later line with the same key stands
            rows[tuple(row[column] for column in TABLES[file["table"]][1])] = row
    return [found[key] for key in sorted(found)]


def standing(sets: list[dict], table: str, first: str, last: str) -> list[dict]:
    """Rows of a dated table that stand; `first` and `last` are the columns that begin and end a row's days."""
    kept: dict[tuple, dict] = {}
    for delivery in sets:
        if table not in delivery["tables"]:
            continue
        new = delivery["tables"][table]
        for key in list(kept):
            ends = kept[key][last] or FAR_FUTURE
            touches = kept[key][first] <= delivery["cover_to"] and ends >= delivery["start"]
            if touches and key not in new:
                del kept[key]
        kept.update(new)
    return list(kept.values())


def latest_by_child(sets: list[dict], table: str) -> dict[str, dict]:
    """The row of a child in the latest delivery that holds the child."""
    rows = {}
    for delivery in sets:
        for (child,), row in delivery["tables"].get(table, {}).items():
            rows[child] = row
    return rows


def by_year(sets: list[dict], table: str) -> dict[int, dict[str, dict]]:
    """For a table of the whole year: each year's rows by child, from the year's last delivery of it."""
    years = {}
    for delivery in sets:
        if table in delivery["tables"]:
            years[delivery["year"]] = {child: row for (child,), row in delivery["tables"][table].items()}
    return years


def data_date(sets: list[dict]) -> date:
    """The last day the files can speak of."""
    return max(delivery["cover_to"] for delivery in sets)
